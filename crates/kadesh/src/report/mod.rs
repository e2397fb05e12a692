//! How answers are shown: pure functions from findings to text, HTML and JSON.

pub mod block;
mod chart;
pub mod grounds;
pub mod html;
pub mod page;
pub mod text;
mod text_chart;
pub mod view;
mod wrap;
