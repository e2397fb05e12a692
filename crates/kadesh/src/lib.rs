//! Kadesh: an open workbench for negotiations among states and other parties.
//!
//! One pipeline of pure functions: the text of a case is read and checked into a [`model::Case`], a question about it is
//! asked, and the answer says what it rests on. The library reads no file and no clock, and prints nothing.

#![allow(
    rustdoc::broken_intra_doc_links,
    reason = "citations such as [nash1950] are keys of references.bib, not links"
)]

pub mod ask;
pub mod case;
pub mod deals;
pub mod diagnostic;
pub mod ensemble;
pub mod model;
pub mod num;
pub mod record;
pub mod report;
pub mod rules;
