//! How answers are shown: pure functions from findings to text, HTML and JSON.

pub mod block;
pub mod view;
