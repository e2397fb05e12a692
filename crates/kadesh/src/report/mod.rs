//! How answers are shown: pure functions from findings to text, HTML and JSON.

pub mod agreed;
mod bars;
pub mod block;
pub mod brief;
pub mod changed;
mod chart;
pub mod compare;
mod first;
pub mod grounds;
pub mod html;
mod html_first;
mod html_grounds;
pub mod json;
mod markup;
pub mod page;
pub mod present;
mod state_graph;
pub mod text;
mod text_chart;
pub mod things;
pub mod view;
pub mod why;
mod wrap;
