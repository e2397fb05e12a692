//! How answers are shown: pure functions from findings to text, HTML and JSON.

mod bars;
pub mod block;
pub mod brief;
mod chart;
pub mod compare;
pub mod csv;
pub mod cut;
mod first;
pub mod flat;
pub mod glossary;
pub mod grounds;
pub mod html;
mod html_first;
mod html_grounds;
mod html_sheet;
pub mod json;
pub mod markdown;
mod markup;
pub mod page;
pub mod present;
mod state_graph;
pub mod text;
mod text_chart;
pub mod view;
pub mod why;
mod wrap;
