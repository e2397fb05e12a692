//! The few shapes in which every answer is shown: lines, tables, grids, curves, swings, bars, scales, trees, graphs.
//!
//! A view turns a typed answer into blocks; each way of showing (text, HTML) draws blocks and knows no family.

use crate::model::Basis;
use crate::num;

/// One thing to show.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A sentence.
    Line(Line),
    /// Rows and columns.
    Table(Table),
    /// Coloured cells: coverage, seats.
    Grid(Grid),
    /// Bands over a lever.
    Curves(Curves),
    /// Swings of one result, one input at a time.
    Tornado(Tornado),
    /// Wholes and their parts.
    Bars(Bars),
    /// Movements along ordered options.
    Scale(Scale),
    /// A tree of conditions.
    Tree(Tree),
    /// States and the moves between them.
    Graph(Graph),
}

/// A sentence with what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The sentence.
    pub text: String,
    /// How it is to be read.
    pub tone: Tone,
    /// What it rests on.
    pub basis: Basis,
}

/// How a line is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// The answer in one sentence: first in its section.
    Headline,
    /// Plain.
    Plain,
    /// A limit of the answer, a default that was taken, a refusal.
    Caution,
}

/// Rows and columns. Every row has as many cells as there are columns.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// What it shows.
    pub title: String,
    /// The columns' heads.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
    /// How many rows a report shows at first. None: all.
    pub short: Option<usize>,
    /// How many rows there are beside these.
    pub left_out: u64,
}

/// A row with what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The cells.
    pub cells: Vec<Cell>,
    /// What they rest on.
    pub basis: Basis,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// Somebody's words, shown in quotation marks.
    Quote(String),
    /// A number, aligned to the right and linked to its basis.
    Number(String),
    /// Nothing known.
    Blank,
}

/// A grid of coloured cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// What it shows.
    pub title: String,
    /// The columns' heads.
    pub columns: Vec<String>,
    /// The rows: head, cells, basis.
    pub rows: Vec<GridRow>,
    /// What each shade means, in the order shown.
    pub legend: Vec<(Shade, String)>,
}

/// A row of a grid.
#[derive(Debug, Clone, PartialEq)]
pub struct GridRow {
    /// The row's head.
    pub head: String,
    /// One cell a column.
    pub cells: Vec<Shade>,
    /// What the row rests on.
    pub basis: Basis,
}

/// The shade of a grid's cell, from the firmest to nothing. Never colour alone: each has a letter too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shade {
    /// Full: quoted; at the table.
    Full,
    /// Half: inferred; informed.
    Half,
    /// Light: assumed; subject.
    Light,
    /// Empty: blank; absent.
    Empty,
}

/// Bands of one result over one input.
#[derive(Debug, Clone, PartialEq)]
pub struct Curves {
    /// What it shows.
    pub title: String,
    /// The input, from left to right.
    pub x: String,
    /// The result, from 0 to 1.
    pub y: String,
    /// One band a series, all over the same inputs.
    pub series: Vec<Series>,
}

/// One band.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// From left to right.
    pub points: Vec<CurvePoint>,
    /// What it rests on.
    pub basis: Basis,
}

/// A point of a band.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurvePoint {
    /// The input.
    pub x: f64,
    /// The band's lower edge.
    pub low: f64,
    /// Its middle.
    pub middle: f64,
    /// Its upper edge.
    pub high: f64,
}

/// Bars that show how far a result swings when one input moves over its range and the others stay.
#[derive(Debug, Clone, PartialEq)]
pub struct Tornado {
    /// What it shows.
    pub title: String,
    /// The result, in words.
    pub result: String,
    /// How the result's values are written.
    pub figures: Figures,
    /// The result with every input at its central value.
    pub centre: f64,
    /// The widest first.
    pub bars: Vec<Bar>,
}

/// How values are written: rounded to the information in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figures {
    /// A count: `76`.
    Count,
    /// A share in hundredths: `24 %`.
    Share,
    /// To two decimals: `0.24`.
    Decimal,
}

impl Figures {
    /// A value as it is to be printed.
    pub fn show(self, value: f64) -> String {
        if !value.is_finite() {
            return "·".to_owned();
        }
        match self {
            Figures::Count => format!("{:.0}", num::round(value)),
            Figures::Share => format!("{:.0} %", num::round(value * 100.0)),
            Figures::Decimal => format!("{value:.2}"),
        }
    }
}

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// The input.
    pub name: String,
    /// The result at the input's low end.
    pub at_low: f64,
    /// The result at the input's high end.
    pub at_high: f64,
    /// Why the bar has no width, and how far the next step is. None: it has width.
    pub locked: Option<String>,
    /// What it rests on.
    pub basis: Basis,
}

/// Bars of one length, each cut into the same kinds of parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Bars {
    /// What it shows.
    pub title: String,
    /// The parts, from the left.
    pub parts: Vec<BarsPart>,
    /// The bars. Those of one group stand together.
    pub rows: Vec<BarsRow>,
}

/// A kind of part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarsPart {
    /// How it is drawn. Never colour alone: each shade has a mark or a height too.
    pub shade: Shade,
    /// The head of its numbers, in a word or two.
    pub head: String,
    /// What it is.
    pub meaning: String,
}

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct BarsRow {
    /// What it stands under. Empty: nothing.
    pub group: String,
    /// Its name.
    pub name: String,
    /// What is to be said of it, in a few words. Empty: nothing.
    pub note: String,
    /// How much each part is. They add up to the whole.
    pub counts: Vec<usize>,
    /// What it rests on.
    pub basis: Basis,
}

/// Movements along ordered options.
#[derive(Debug, Clone, PartialEq)]
pub struct Scale {
    /// What it shows.
    pub title: String,
    /// The options in order.
    pub options: Vec<String>,
    /// Who stood where, then and now.
    pub tracks: Vec<Track>,
}

/// One movement, or a standing band when `from` is empty.
#[derive(Debug, Clone, PartialEq)]
pub struct Track {
    /// Who.
    pub name: String,
    /// The options before.
    pub from: Vec<usize>,
    /// The options now.
    pub to: Vec<usize>,
    /// What it rests on.
    pub basis: Basis,
}

/// A tree of conditions.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    /// The condition, or how the branches combine.
    pub label: String,
    /// Its truth value, in words.
    pub value: String,
    /// Who controls it.
    pub controller: Option<String>,
    /// The branches.
    pub branches: Vec<Tree>,
    /// What it rests on.
    pub basis: Basis,
}

/// States and the moves between them.
#[derive(Debug, Clone, PartialEq)]
pub struct Graph {
    /// What it shows.
    pub title: String,
    /// Who moves.
    pub movers: Vec<String>,
    /// The states.
    pub nodes: Vec<Node>,
    /// The moves.
    pub arcs: Vec<Arc>,
}

/// A state of a graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The number by which others speak of it.
    pub number: usize,
    /// Its name.
    pub name: String,
    /// What is to be said of it, in a few words.
    pub about: String,
    /// How it is drawn.
    pub look: Look,
    /// Whether things stand there.
    pub now: bool,
    /// What it rests on.
    pub basis: Basis,
}

/// How a state is drawn. Never colour alone: each has a shape of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// A ring: somebody would leave it.
    Left,
    /// A disc: it holds for all under some definition.
    Holds,
    /// A disc within a ring: nobody gains by leaving it.
    Rests,
}

/// A move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arc {
    /// Who moves, by place among the movers.
    pub by: usize,
    /// From which node, by place.
    pub from: usize,
    /// To which.
    pub to: usize,
}

impl Graph {
    /// The moves out of a node in words, mover by mover: `North to 2, 3; South to 4`. Empty: there is none.
    pub fn moves(&self, node: usize) -> String {
        let of = |mover: usize| {
            let own = self.arcs.iter().filter(|arc| arc.from == node && arc.by == mover);
            let to: Vec<String> =
                own.filter_map(|arc| self.nodes.get(arc.to)).map(|node| node.number.to_string()).collect();
            let name = self.movers.get(mover).filter(|_| !to.is_empty())?;
            Some(format!("{name} to {}", to.join(", ")))
        };
        (0..self.movers.len()).filter_map(of).collect::<Vec<_>>().join("; ")
    }
}

impl Block {
    /// A headline.
    pub fn headline(text: impl Into<String>, basis: Basis) -> Block {
        Block::Line(Line { text: text.into(), tone: Tone::Headline, basis })
    }

    /// A plain sentence.
    pub fn line(text: impl Into<String>, basis: Basis) -> Block {
        Block::Line(Line { text: text.into(), tone: Tone::Plain, basis })
    }

    /// A caution.
    pub fn caution(text: impl Into<String>, basis: Basis) -> Block {
        Block::Line(Line { text: text.into(), tone: Tone::Caution, basis })
    }

    /// A table, or nothing when it has no rows.
    pub fn table(title: impl Into<String>, columns: &[&str], rows: Vec<Row>) -> Option<Block> {
        let columns = columns.iter().map(|&name| name.to_owned()).collect();
        (!rows.is_empty()).then(|| Block::Table(Table { title: title.into(), columns, rows, short: None, left_out: 0 }))
    }

    /// A table of which a report shows so many rows at first.
    pub fn short(mut self, rows: usize) -> Block {
        if let Block::Table(table) = &mut self {
            table.short = Some(rows);
        }
        self
    }

    /// A table with the number of rows that are not in it.
    pub fn leaving_out(mut self, rows: u64) -> Block {
        if let Block::Table(table) = &mut self {
            table.left_out = rows;
        }
        self
    }
}

impl Row {
    /// A row of cells and what it rests on.
    pub fn new(cells: Vec<Cell>, basis: Basis) -> Row {
        Row { cells, basis }
    }
}

impl Cell {
    /// Words; blank when there are none.
    pub fn text(text: impl Into<String>) -> Cell {
        let text = text.into();
        if text.is_empty() { Cell::Blank } else { Cell::Text(text) }
    }

    /// A number as it is to be printed.
    pub fn number(value: impl std::fmt::Display) -> Cell {
        Cell::Number(value.to_string())
    }

    /// Somebody's words.
    pub fn quote(text: impl Into<String>) -> Cell {
        Cell::Quote(text.into())
    }
}
