//! Any table or picture as rows and columns of plain words: what a spreadsheet and a Markdown file can hold.

use super::block::{Bars, Block, Cell, Curves, Graph, Grid, Scale, Table, Tornado, Tree};
use crate::ask::first::{AboutShort, FirstPage};
use crate::model::Basis;

/// Rows and columns. Every row has as many cells as there are columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Flat {
    /// What it shows.
    pub title: String,
    /// The columns' heads.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<FlatRow>,
}

/// A row and what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct FlatRow {
    /// Its cells, in words.
    pub cells: Vec<String>,
    /// What they rest on.
    pub basis: Basis,
}

impl Flat {
    /// A block as rows and columns. None: it is a sentence.
    pub fn of(block: &Block) -> Option<Flat> {
        match block {
            Block::Line(_) => None,
            Block::Table(table) => Some(of_table(table)),
            Block::Grid(grid) => Some(of_grid(grid)),
            Block::Curves(curves) => Some(of_curves(curves)),
            Block::Tornado(tornado) => Some(of_tornado(tornado)),
            Block::Bars(bars) => Some(of_bars(bars)),
            Block::Scale(scale) => Some(of_scale(scale)),
            Block::Tree(tree) => Some(of_tree(tree)),
            Block::Graph(graph) => Some(of_graph(graph)),
        }
    }

    /// The sentences of a first page, each with what it is part of.
    pub fn of_first(first: &FirstPage) -> Flat {
        let evidence = first.evidence.iter().map(|one| ("evidence", String::new(), &one.text, "", &one.basis));
        let short = first
            .in_short
            .iter()
            .map(|one| ("in short", one.number.to_string(), &one.headline.text, one.finding, &one.headline.basis));
        let about = |part: &'static str, list: &'_ [AboutShort]| {
            let number = |one: &AboutShort| one.number.map_or_else(String::new, |number| number.to_string());
            list.iter()
                .map(|one| (part, number(one), one.text.clone(), one.finding, one.basis.clone()))
                .collect::<Vec<_>>()
        };
        let changes = about("what would change this", &first.changes);
        let disagreements = about("disagreements", &first.disagreements);
        let row = |(part, number, text, finding, basis): (&str, String, &String, &str, &Basis)| FlatRow {
            cells: vec![part.to_owned(), number, text.clone(), finding.to_owned()],
            basis: basis.clone(),
        };
        let below = changes.iter().chain(&disagreements);
        let below = below.map(|(part, number, text, finding, basis)| (*part, number.clone(), text, *finding, basis));
        flat(
            "In short",
            &["part", "number", "sentence", "question"],
            evidence.chain(short).chain(below).map(row).collect(),
        )
    }
}

fn flat(title: &str, columns: &[&str], rows: Vec<FlatRow>) -> Flat {
    Flat { title: title.to_owned(), columns: columns.iter().map(|&head| head.to_owned()).collect(), rows }
}

fn row(cells: Vec<String>, basis: &Basis) -> FlatRow {
    FlatRow { cells, basis: basis.clone() }
}

fn of_table(table: &Table) -> Flat {
    let cell = |cell: Option<&Cell>| match cell {
        Some(Cell::Text(text) | Cell::Number(text) | Cell::Quote(text)) => text.clone(),
        Some(Cell::Blank) | None => String::new(),
    };
    let cells = |own: &super::block::Row| (0..table.columns.len()).map(|at| cell(own.cells.get(at))).collect();
    let rows = table.rows.iter().map(|own| row(cells(own), &own.basis)).collect();
    Flat { title: table.title.clone(), columns: table.columns.clone(), rows }
}

fn of_grid(grid: &Grid) -> Flat {
    let meaning = |shade| grid.legend.iter().find(|(known, _)| *known == shade).map_or("", |(_, word)| word.as_str());
    let rows = grid.rows.iter().map(|own| {
        let cells = own.cells.iter().map(|shade| meaning(*shade).to_owned());
        row([own.head.clone()].into_iter().chain(cells).collect(), &own.basis)
    });
    let columns = [String::new()].into_iter().chain(grid.columns.iter().cloned()).collect();
    Flat { title: grid.title.clone(), columns, rows: rows.collect() }
}

fn of_curves(curves: &Curves) -> Flat {
    let rows = curves.series.iter().flat_map(|series| {
        series.points.iter().map(|point| {
            let cells = [point.x, point.low, point.middle, point.high].map(|value| value.to_string());
            row([series.name.clone()].into_iter().chain(cells).collect(), &series.basis)
        })
    });
    let middle = format!("{}: median", curves.y);
    let columns = ["of", &curves.x, "low end of the middle 90 %", &middle, "high end"];
    flat(&curves.title, &columns, rows.collect())
}

fn of_tornado(tornado: &Tornado) -> Flat {
    let show = |value| tornado.figures.show(value);
    let rows = tornado.bars.iter().map(|bar| {
        let locked = bar.locked.clone().unwrap_or_default();
        let cells = vec![bar.name.clone(), show(bar.at_low), show(tornado.centre), show(bar.at_high), locked];
        row(cells, &bar.basis)
    });
    let columns = ["input", "at its low end", "every input at its central value", "at its high end", "locked"];
    flat(&format!("{}: {}", tornado.title, tornado.result), &columns, rows.collect())
}

fn of_bars(bars: &Bars) -> Flat {
    let rows = bars.rows.iter().map(|own| {
        let lead = [own.group.clone(), own.name.clone(), own.note.clone()];
        row(lead.into_iter().chain(own.counts.iter().map(ToString::to_string)).collect(), &own.basis)
    });
    let columns: Vec<&str> =
        ["of", "", "note"].into_iter().chain(bars.parts.iter().map(|part| part.head.as_str())).collect();
    flat(&bars.title, &columns, rows.collect())
}

fn of_scale(scale: &Scale) -> Flat {
    let names = |places: &[usize]| {
        let names: Vec<&str> =
            places.iter().filter_map(|place| scale.options.get(*place)).map(String::as_str).collect();
        names.join(" or ")
    };
    let rows = scale
        .tracks
        .iter()
        .map(|track| row(vec![track.name.clone(), names(&track.from), names(&track.to)], &track.basis));
    flat(&scale.title, &["who", "before", "now"], rows.collect())
}

fn of_tree(tree: &Tree) -> Flat {
    let mut rows = Vec::new();
    branch(tree, 0, &mut rows);
    flat("", &["depth", "condition", "value", "in whose hands"], rows)
}

fn branch(tree: &Tree, depth: usize, rows: &mut Vec<FlatRow>) {
    let controller = tree.controller.clone().unwrap_or_default();
    rows.push(row(vec![depth.to_string(), tree.label.clone(), tree.value.clone(), controller], &tree.basis));
    tree.branches.iter().for_each(|own| branch(own, depth + 1, rows));
}

fn of_graph(graph: &Graph) -> Flat {
    let rows = graph.nodes.iter().enumerate().map(|(at, node)| {
        let cells = vec![node.number.to_string(), node.name.clone(), node.about.clone(), graph.moves(at)];
        row(cells, &node.basis)
    });
    flat(&graph.title, &["number", "state", "what is to be said of it", "moves"], rows.collect())
}
