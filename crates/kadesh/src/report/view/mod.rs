//! From typed answers to blocks, one file a family. All wording of answers is here.

pub mod bargains;
pub mod conflict;
pub mod deals;
pub mod ensemble;
pub mod record;
pub mod rules;
pub mod terms;
mod words;
mod worth;
