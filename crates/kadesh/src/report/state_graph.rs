//! The states of a conflict as a drawing: numbered marks on a circle, and an arrow for every move that its mover gains by.
//!
//! The names of the states are in the list beside the drawing. Every mover has its own letter, dashes and colour.

use super::block::{Graph, Look, Node};
use super::markup::escape;
use super::wrap::fixed;
use crate::num;

/// Half the side of the drawing.
const MIDDLE: f64 = 170.0;

/// How far from the middle the states stand.
const RADIUS: f64 = 138.0;

/// The radius of a state's mark.
const MARK: f64 = 13.0;

/// How many movers have a colour and dashes of their own.
const STYLES: usize = 6;

/// The drawing. `id` is unique on the page: the title is tied to the drawing by it.
pub(super) fn draw(graph: &Graph, id: &str) -> String {
    let side = fixed(2.0 * MIDDLE, 0);
    let mut svg = format!(
        "<svg class=\"graph\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-labelledby=\"{id}t\"><title id=\"{id}t\">{}: \
         {} states and {} moves, listed beside the drawing</title>",
        escape(&graph.title),
        graph.nodes.len(),
        graph.arcs.len()
    );
    for (from, to, movers) in arrows(graph) {
        svg.push_str(&arrow(graph, (from, to), &movers));
    }
    for (at, node) in graph.nodes.iter().enumerate() {
        svg.push_str(&state(node, place(graph, at)));
    }
    svg.push_str("</svg>");
    svg
}

/// Which letter stands for which mover.
pub(super) fn key(graph: &Graph) -> String {
    let named = graph.movers.iter().enumerate().filter(|(by, _)| graph.arcs.iter().any(|arc| arc.by == *by));
    let words =
        named.map(|(by, name)| format!("<b class=\"s{}\">{}</b>&nbsp;{}", by % STYLES, letter(by), escape(name)));
    words.collect::<Vec<_>>().join(", ")
}

/// Every pair of states with a move, and who makes it.
fn arrows(graph: &Graph) -> Vec<(usize, usize, Vec<usize>)> {
    let mut arrows: Vec<(usize, usize, Vec<usize>)> = Vec::new();
    for arc in &graph.arcs {
        match arrows.iter_mut().find(|(from, to, _)| (*from, *to) == (arc.from, arc.to)) {
            Some((_, _, movers)) => movers.push(arc.by),
            None => arrows.push((arc.from, arc.to, vec![arc.by])),
        }
    }
    arrows
}

fn place(graph: &Graph, at: usize) -> (f64, f64) {
    let share = num::share(at, graph.nodes.len()).unwrap_or(0.0);
    let (x, y) = num::turn(share);
    (MIDDLE + RADIUS * x, MIDDLE + RADIUS * y)
}

/// A bent line from mark to mark, so that a move and the move back stand apart, with its head and the movers' letters.
fn arrow(graph: &Graph, (from, to): (usize, usize), movers: &[usize]) -> String {
    const BEND: f64 = 0.14;
    const HEAD: f64 = 7.0;
    let (start, end) = (place(graph, from), place(graph, to));
    let (dx, dy) = (end.0 - start.0, end.1 - start.1);
    let bend = ((start.0 + end.0) / 2.0 - dy * BEND, (start.1 + end.1) / 2.0 + dx * BEND);
    let away = |from: (f64, f64), to: (f64, f64), by: f64| {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = num::root(dx * dx + dy * dy).max(1.0);
        (from.0 + dx / length * by, from.1 + dy / length * by)
    };
    let (first, tip) = (away(start, bend, MARK + 1.0), away(end, bend, MARK + 2.0));
    let neck = away(tip, bend, HEAD);
    let (side_x, side_y) = ((tip.1 - neck.1) * 0.5, (neck.0 - tip.0) * 0.5);
    let label = ((first.0 + 2.0 * bend.0 + neck.0) / 4.0, (first.1 + 2.0 * bend.1 + neck.1) / 4.0);
    let style = movers.first().map_or(0, |by| by % STYLES);
    let letters: String = movers.iter().map(|by| letter(*by)).collect();
    let at = |(x, y): (f64, f64)| format!("{},{}", fixed(x, 1), fixed(y, 1));
    format!(
        "<path class=\"middle s{style}\" d=\"M{} Q{} {}\"/><path class=\"tip s{style}\" d=\"M{} L{} L{} Z\"/>\
         <text class=\"s{style}\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{letters}</text>",
        at(first),
        at(bend),
        at(neck),
        at(tip),
        at((neck.0 + side_x, neck.1 + side_y)),
        at((neck.0 - side_x, neck.1 - side_y)),
        fixed(label.0, 1),
        fixed(label.1 + 4.0, 1),
    )
}

fn state(node: &Node, (x, y): (f64, f64)) -> String {
    let circle = |class: &str, radius: f64| {
        format!("<circle class=\"{class}\" cx=\"{}\" cy=\"{}\" r=\"{}\"/>", fixed(x, 1), fixed(y, 1), fixed(radius, 1))
    };
    let mark = match node.look {
        Look::Left => circle("left", MARK),
        Look::Holds => circle("holds", MARK),
        Look::Rests => format!("{}{}", circle("left", MARK), circle("holds", MARK - 3.0)),
    };
    let class = if node.look == Look::Left { "" } else { " class=\"on\"" };
    let now = if node.now {
        format!(
            "<text class=\"now\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">now</text>",
            fixed(x, 1),
            fixed(y + MARK + 11.0, 1)
        )
    } else {
        String::new()
    };
    format!(
        "<g><title>{}</title>{mark}<text{class} x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>{now}</g>",
        escape(&node.name),
        fixed(x, 1),
        fixed(y + 4.0, 1),
        node.number
    )
}

/// A to Z, then the number.
fn letter(by: usize) -> String {
    let letters = 'A'..='Z';
    letters.into_iter().nth(by).map_or_else(|| (by + 1).to_string(), |letter| letter.to_string())
}
