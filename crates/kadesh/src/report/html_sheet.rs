//! Answers as HTML, block by block: every number is a link to what it rests on, every basis links back to where it is used.

use std::collections::BTreeMap;

use super::bars;
use super::block::{Bars, Block, Cell, Curves, Graph, Grid, Line, Row, Scale, Shade, Table, Tone, Tornado, Tree};
use super::chart;
use super::grounds::{self, Grounds, WHOLE_CASE};
use super::html_grounds::{ground, reference};
use super::markup::{escape, link_numbers, linked};
use super::page::{Entry, Section};
use super::state_graph;
use super::text::is_numeric;
use super::text_chart::{LOOKS, extent, letters, look_mark, node_words, sample};
use super::wrap::fixed;
use crate::model::{Card, Case, Standing};

/// What has been written so far that later parts point at.
pub(super) struct Sheet<'a> {
    case: &'a Case,
    pub(super) grounds: Grounds,
    /// The id of the entry being written.
    pub(super) entry: String,
    /// By number of a basis: the entries that use it and the address of the first use in each.
    uses: BTreeMap<usize, Vec<(String, String)>>,
    /// How many drawings there are: each has an id of its own.
    drawn: usize,
}

impl<'a> Sheet<'a> {
    /// Nothing written yet, of a page whose grounds are numbered.
    pub(super) fn new(case: &'a Case, grounds: Grounds) -> Sheet<'a> {
        Sheet { case, grounds, entry: String::new(), uses: BTreeMap::new(), drawn: 0 }
    }
    pub(super) fn section(&mut self, section: &Section) -> String {
        let id = escape(&section.id);
        let mut out = format!("<section id=\"s-{id}\" aria-labelledby=\"h-{id}\">\n");
        let question = match section.question.as_str() {
            "" => String::new(),
            question => format!("<p class=\"question\">{}</p>", escape(question)),
        };
        let wide = if section.entries.first().is_some_and(is_wide) { " wide" } else { "" };
        out.push_str(&format!(
            "<div class=\"head{wide}\"><h2 id=\"h-{id}\">{}</h2>{question}</div>\n<div class=\"entries\">\n",
            escape(&section.title)
        ));
        for entry in &section.entries {
            out.push_str(&self.entry(entry));
        }
        out.push_str("</div>\n</section>\n");
        out
    }

    pub(super) fn entry(&mut self, entry: &Entry) -> String {
        self.entry.clone_from(&entry.id);
        let id = escape(&entry.id);
        let wide = if is_wide(entry) { " wide" } else { "" };
        let mut out = format!(
            "<article class=\"entry{wide}\" id=\"{id}\"><h3>{} <a class=\"id\" href=\"#{id}\">{id}</a></h3>\n",
            escape(&entry.title)
        );
        for block in &entry.blocks {
            out.push_str(&self.block(block));
            out.push('\n');
        }
        for note in &entry.notes {
            out.push_str(&format!("<p class=\"note\"><b>Default taken:</b> {}</p>\n", escape(note)));
        }
        out.push_str(&entry.model.map(method).unwrap_or_default());
        out.push_str("</article>\n");
        out
    }

    pub(super) fn block(&mut self, block: &Block) -> String {
        match block {
            Block::Line(line) => self.line(line),
            Block::Table(table) => self.table(table),
            Block::Grid(grid) => self.grid(grid),
            Block::Curves(curves) => self.curves(curves),
            Block::Tornado(tornado) => self.tornado(tornado),
            Block::Bars(bars) => self.bars(bars),
            Block::Scale(scale) => self.scale(scale),
            Block::Tree(tree) => format!("<ul class=\"tree\">{}</ul>", self.tree(tree)),
            Block::Graph(graph) => self.graph(graph),
        }
    }

    fn line(&mut self, line: &Line) -> String {
        let number = self.grounds.number(&line.basis, grounds::has_number(&line.text));
        let text = link_numbers(&line.text, number);
        let mark = self.mark(number);
        match line.tone {
            Tone::Headline => format!("<p class=\"headline\">{text}{mark}</p>"),
            Tone::Plain => format!("<p>{text}{mark}</p>"),
            Tone::Caution => format!("<p class=\"caution\"><b>Limit:</b> {text}{mark}</p>"),
        }
    }

    /// The small link at the end of a line or row. The first use in an entry is where the basis links back to.
    pub(super) fn mark(&mut self, number: Option<usize>) -> String {
        let Some(number) = number else { return String::new() };
        let uses = self.uses.entry(number).or_default();
        let id = if uses.last().is_some_and(|(entry, _)| *entry == self.entry) {
            String::new()
        } else {
            let address = format!("u{number}-{}", uses.len() + 1);
            uses.push((self.entry.clone(), address.clone()));
            format!(" id=\"{address}\"")
        };
        format!(" <a class=\"mark\"{id} href=\"#b{number}\" aria-label=\"basis b{number}\">b{number}</a>")
    }

    fn next_id(&mut self) -> String {
        self.drawn += 1;
        format!("c{}", self.drawn)
    }

    fn table(&mut self, table: &Table) -> String {
        let mut out = boxed_table(&table.title, if table.columns.len() > 4 { "many" } else { "" });
        out.push_str("<thead><tr>");
        for (at, head) in table.columns.iter().enumerate() {
            let class = if is_numeric(table, at) { " class=\"n\"" } else { "" };
            out.push_str(&format!("<th scope=\"col\"{class}>{}</th>", escape(head)));
        }
        out.push_str(&format!("{BASIS_HEAD}</tr></thead>\n<tbody>\n"));
        for row in &table.rows {
            out.push_str(&self.row(table, row));
        }
        out.push_str("</tbody></table></div>");
        out
    }

    fn row(&mut self, table: &Table, row: &Row) -> String {
        let numeric = row.cells.iter().any(|cell| matches!(cell, Cell::Number(_)));
        let number = self.grounds.number(&row.basis, numeric);
        let mut out = "<tr>".to_owned();
        for at in 0..table.columns.len() {
            out.push_str(&match row.cells.get(at) {
                Some(Cell::Text(text)) if at == 0 => format!("<th scope=\"row\">{}</th>", link_numbers(text, None)),
                Some(Cell::Text(text)) => format!("<td>{}</td>", link_numbers(text, None)),
                Some(Cell::Quote(text)) => format!("<td class=\"quote\">“{}”</td>", escape(text)),
                Some(Cell::Number(text)) => format!("<td class=\"n\">{}</td>", linked(text, number)),
                Some(Cell::Blank) | None => {
                    "<td class=\"blank\"><span class=\"heard\">nothing known</span><span aria-hidden=\"true\">·</span></td>".to_owned()
                }
            });
        }
        out.push_str(&format!("<td class=\"b\">{}</td></tr>\n", self.mark(number)));
        out
    }

    fn grid(&mut self, grid: &Grid) -> String {
        let letters = letters(grid);
        let letter = |shade: Shade| letters.get(&shade).copied().unwrap_or('·');
        let meaning = |shade: Shade| {
            grid.legend.iter().find(|(known, _)| *known == shade).map_or("not in the legend", |(_, text)| text.as_str())
        };
        let mut out = boxed_table(&grid.title, if grid.columns.len() > 6 { "grid upright" } else { "grid" });
        out.push_str("<thead><tr><td></td>");
        for head in &grid.columns {
            out.push_str(&format!("<th scope=\"col\"><span>{}</span></th>", escape(head)));
        }
        out.push_str(&format!("{BASIS_HEAD}</tr></thead>\n<tbody>\n"));
        for row in &grid.rows {
            out.push_str(&format!("<tr><th scope=\"row\">{}</th>", escape(&row.head)));
            for at in 0..grid.columns.len() {
                let shade = row.cells.get(at).copied().unwrap_or(Shade::Empty);
                out.push_str(&format!(
                    "<td class=\"{}\"><span class=\"heard\">{}</span><span aria-hidden=\"true\">{}</span></td>",
                    shade_class(shade),
                    escape(meaning(shade)),
                    letter(shade)
                ));
            }
            let number = self.grounds.number(&row.basis, false);
            out.push_str(&format!("<td class=\"b\">{}</td></tr>\n", self.mark(number)));
        }
        out.push_str("</tbody></table>\n<ul class=\"legend\">");
        for (shade, text) in &grid.legend {
            let class = shade_class(*shade);
            out.push_str(&format!("<li><span class=\"key {class}\">{}</span> {}</li>", letter(*shade), escape(text)));
        }
        out.push_str("</ul></div>");
        out
    }

    fn curves(&mut self, curves: &Curves) -> String {
        let id = self.next_id();
        let mut out =
            format!("<figure><figcaption>{}</figcaption>{}\n", escape(&curves.title), chart::curves(curves, &id));
        let longest = curves.series.iter().max_by_key(|series| series.points.len());
        let places = sample(longest.map_or(0, |series| series.points.len()), 5);
        let title = format!("{}: middle, and band below it, by {}", curves.y, curves.x);
        out.push_str(&boxed_table(&title, "values"));
        out.push_str("<thead><tr><td></td>");
        for point in places.iter().filter_map(|at| longest.and_then(|series| series.points.get(*at))) {
            out.push_str(&format!("<th scope=\"col\" class=\"n\">{}</th>", fixed(point.x, 2)));
        }
        out.push_str(&format!("{BASIS_HEAD}</tr></thead>\n<tbody>\n"));
        for series in &curves.series {
            let number = self.grounds.number(&series.basis, true);
            out.push_str(&format!("<tr><th scope=\"row\">{}</th>", escape(&series.name)));
            for at in &places {
                let cell = series.points.get(*at).map(|point| {
                    let band = format!("{}–{}", fixed(point.low, 2), fixed(point.high, 2));
                    format!("{}<br><small>{}</small>", linked(&fixed(point.middle, 2), number), linked(&band, number))
                });
                out.push_str(&format!("<td class=\"n\">{}</td>", cell.unwrap_or_default()));
            }
            out.push_str(&format!("<td class=\"b\">{}</td></tr>\n", self.mark(number)));
        }
        out.push_str("</tbody></table></div></figure>");
        out
    }

    fn tornado(&mut self, tornado: &Tornado) -> String {
        let number = self.grounds.number(&grounds::centre_basis(tornado), true);
        let centre = linked(&tornado.figures.show(tornado.centre), number);
        let mark = self.mark(number);
        let mut out = boxed_table(&tornado.title, "tornado");
        out.push_str(&format!(
            "<thead><tr><th scope=\"col\">Input</th><th scope=\"col\" class=\"n\">Low end</th><th scope=\"col\" class=\"draw\">\
             {}: {centre} with every input at its central value{mark}</th><th scope=\"col\" class=\"n\">High end</th>\
             {BASIS_HEAD}</tr></thead>\n<tbody>\n",
            escape(&tornado.result)
        ));
        for bar in &tornado.bars {
            let number = self.grounds.number(&bar.basis, true);
            out.push_str(&format!("<tr><th scope=\"row\">{}</th>", escape(&bar.name)));
            out.push_str(&match &bar.locked {
                Some(why) => format!(
                    "<td class=\"n\">{0}</td><td class=\"locked\">locked: {1}</td><td class=\"n\">{0}</td>",
                    linked(&tornado.figures.show(bar.at_low), number),
                    link_numbers(why, number)
                ),
                None => format!(
                    "<td class=\"n\">{}</td><td class=\"draw\">{}</td><td class=\"n\">{}</td>",
                    linked(&tornado.figures.show(bar.at_low), number),
                    chart::swing(tornado, bar, &self.next_id()),
                    linked(&tornado.figures.show(bar.at_high), number)
                ),
            });
            out.push_str(&format!("<td class=\"b\">{}</td></tr>\n", self.mark(number)));
        }
        let key = extent(tornado).map(|(low, high)| {
            format!(
                "\n<p class=\"key\">The bars run from {} to {}. ○ the input at its low end, ● at its high end; the thin \
                 rule is the centre.</p>",
                tornado.figures.show(low),
                tornado.figures.show(high)
            )
        });
        out.push_str(&format!("</tbody></table>{}</div>", key.unwrap_or_default()));
        out
    }

    fn bars(&mut self, bars: &Bars) -> String {
        let mut out = boxed_table(&bars.title, "bars");
        out.push_str("<thead><tr><td></td><td></td>");
        for part in &bars.parts {
            out.push_str(&format!("<th scope=\"col\" class=\"n\">{}</th>", escape(&part.head)));
        }
        out.push_str(&format!("{BASIS_HEAD}</tr></thead>\n<tbody>\n"));
        let mut group = "";
        for row in &bars.rows {
            if row.group != group {
                let columns = bars.parts.len() + 3;
                let head = escape(&row.group);
                out.push_str(&format!(
                    "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"{columns}\">{head}</th></tr>\n"
                ));
                group = &row.group;
            }
            let number = self.grounds.number(&row.basis, true);
            let note =
                if row.note.is_empty() { String::new() } else { format!(" <small>{}</small>", escape(&row.note)) };
            let drawn = bars::svg(bars, row, &self.next_id());
            let name = escape(&row.name);
            out.push_str(&format!("<tr><th scope=\"row\">{name}{note}</th><td class=\"draw\">{drawn}</td>"));
            for part in 0..bars.parts.len() {
                out.push_str(&format!("<td class=\"n\">{}</td>", linked(&bars::count(row, part), number)));
            }
            out.push_str(&format!("<td class=\"b\">{}</td></tr>\n", self.mark(number)));
        }
        let key = bars.parts.iter().map(|part| {
            let class = bars::class(part.shade);
            format!("<li><span class=\"swatch {class}\"></span> {}</li>", escape(&part.meaning))
        });
        out.push_str(&format!("</tbody></table>\n<ul class=\"legend\">{}</ul></div>", key.collect::<String>()));
        out
    }

    fn scale(&mut self, scale: &Scale) -> String {
        let mut out = boxed_table(&scale.title, if scale.options.len() > 3 { "scale many" } else { "scale" });
        out.push_str("<thead><tr><td></td>");
        for option in &scale.options {
            out.push_str(&format!("<th scope=\"col\">{}</th>", escape(option)));
        }
        out.push_str(&format!("{BASIS_HEAD}</tr></thead>\n<tbody>\n"));
        for track in &scale.tracks {
            let number = self.grounds.number(&track.basis, false);
            out.push_str(&format!(
                "<tr><th scope=\"row\">{}</th><td colspan=\"{}\">{}</td><td class=\"b\">{}</td></tr>\n",
                escape(&track.name),
                scale.options.len().max(1),
                chart::track(scale, track, &self.next_id()),
                self.mark(number)
            ));
        }
        let moved = scale.tracks.iter().any(|track| !track.from.is_empty());
        let key = if moved { "○ before, ● now, ◉ before and now." } else { "● now." };
        out.push_str(&format!("</tbody></table>\n<p class=\"key\">{key}</p></div>"));
        out
    }

    fn tree(&mut self, tree: &Tree) -> String {
        let number = self.grounds.number(&tree.basis, false);
        let value = match tree.value.as_str() {
            "" => String::new(),
            value => format!(" <span class=\"value\">{}</span>", link_numbers(value, number)),
        };
        let by = tree.controller.as_ref();
        let by = by.map(|by| format!(" <span class=\"by\">{}</span>", escape(by))).unwrap_or_default();
        let mark = self.mark(number);
        let mut out = format!("<li>{}{value}{by}{mark}", link_numbers(&tree.label, number));
        if !tree.branches.is_empty() {
            out.push_str("<ul>");
            for branch in &tree.branches {
                out.push_str(&self.tree(branch));
            }
            out.push_str("</ul>");
        }
        out.push_str("</li>");
        out
    }

    fn graph(&mut self, graph: &Graph) -> String {
        let id = self.next_id();
        let mut out = format!(
            "<figure class=\"states\"><figcaption>{}</figcaption>{}\n<div><ol>",
            escape(&graph.title),
            state_graph::draw(graph, &id)
        );
        for (at, node) in graph.nodes.iter().enumerate() {
            let number = self.grounds.number(&node.basis, true);
            let moves = Some(graph.moves(at)).filter(|moves| !moves.is_empty());
            let moves = moves.map(|moves| format!("<br><small>→ {}</small>", escape(&moves))).unwrap_or_default();
            out.push_str(&format!(
                "<li value=\"{}\"><span aria-hidden=\"true\">{}</span> {}{}{moves}</li>\n",
                node.number,
                look_mark(node.look),
                escape(&node_words(node)),
                self.mark(number)
            ));
        }
        out.push_str(&format!(
            "</ol><p class=\"key\">{}. {}</p></div></figure>",
            escape(LOOKS),
            state_graph::key(graph)
        ));
        out
    }

    pub(super) fn appendix(&self) -> String {
        let mut out = String::new();
        if self.grounds.whole_case() {
            out.push_str(&format!("<li id=\"b0\"><b>b0</b> {WHOLE_CASE}{}</li>\n", self.back(0)));
        }
        for basis in self.grounds.listed(self.case) {
            let (shown, named) = basis.parts();
            let mut items: String = shown.into_iter().map(ground).collect();
            if !named.is_empty() {
                let names: Vec<String> = named.into_iter().map(reference).collect();
                items.push_str(&format!("<li>{}</li>", names.join("; ")));
            }
            let number = basis.number;
            out.push_str(&format!("<li id=\"b{number}\"><b>b{number}</b><ul>{items}</ul>{}</li>\n", self.back(number)));
        }
        if out.is_empty() {
            return out;
        }
        format!(
            "<section class=\"appendix\" aria-labelledby=\"grounds\">\n<div class=\"head\"><h2 id=\"grounds\">What this rests on</h2>\
             <p class=\"question\">Each number above, and what stands behind it.</p></div>\n<ol>\n{out}</ol>\n</section>\n"
        )
    }

    fn back(&self, number: usize) -> String {
        let Some(uses) = self.uses.get(&number) else { return String::new() };
        let links: Vec<String> =
            uses.iter().map(|(entry, address)| format!("<a href=\"#{address}\">{}</a>", escape(entry))).collect();
        format!("<p class=\"back\">Used in {}</p>", links.join(", "))
    }
}

const BASIS_HEAD: &str = "<th scope=\"col\" class=\"b\"><span class=\"heard\">Basis</span></th>";

/// Whether an entry needs the full breadth of a sheet of paper.
fn is_wide(entry: &Entry) -> bool {
    entry.blocks.iter().any(|block| match block {
        Block::Table(table) => table.columns.len() > 5,
        Block::Grid(grid) => grid.columns.len() > 10,
        Block::Scale(scale) => scale.options.len() > 3 && scale.options.iter().map(String::len).sum::<usize>() > 72,
        Block::Line(_) | Block::Curves(_) | Block::Tornado(_) | Block::Bars(_) | Block::Tree(_) => false,
        Block::Graph(_) => true,
    })
}

/// A table in a box of its own that scrolls, so that the page never does.
fn boxed_table(title: &str, class: &str) -> String {
    let title = escape(title);
    let caption = if title.is_empty() { String::new() } else { format!("<caption>{title}</caption>") };
    let label = if title.is_empty() { "table" } else { title.as_str() };
    format!(
        "<div class=\"box\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\"><table class=\"{class}\">{caption}\n"
    )
}

fn shade_class(shade: Shade) -> &'static str {
    match shade {
        Shade::Full => "full",
        Shade::Half => "half",
        Shade::Light => "light",
        Shade::Empty => "empty",
    }
}

fn method(card: &Card) -> String {
    let item = |name: &str, text: &str| match text {
        "" => String::new(),
        text => format!("<dt>{name}</dt><dd>{}</dd>", escape(text)),
    };
    let standing = match card.standing {
        Standing::Experimental => "experimental",
        Standing::Vetted => "vetted",
    };
    let standing_long = match card.standing {
        Standing::Experimental => "experimental: tested against its definition by its author only",
        Standing::Vetted => "vetted: checked by somebody other than its author",
    };
    let sources = if card.sources.is_empty() { "own definition".to_owned() } else { card.sources.join(", ") };
    format!(
        "<details class=\"method\"><summary>Method: {} <span>({}, {standing})</span></summary><dl>{}{}{}{}{}{}</dl></details>\n",
        escape(card.name),
        escape(card.id),
        item("Question", card.question),
        item("Definition", card.definition),
        item("Assumes", &card.assumes.join("; ")),
        item("Departures", card.departures),
        item("Sources", &sources),
        item("Standing", standing_long),
    )
}
