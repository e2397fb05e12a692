//! Kadesh: an open workbench for negotiations among states and other parties.
//!
//! One pipeline of pure functions: the text of a case is read and checked into a [`model::Case`], a question about it is
//! asked, and the answer says what it rests on. The library reads no file and no clock, and prints nothing.
//!
//! ```
//! use kadesh::ask::{Bench, Settings, find};
//! use kadesh::case::{self, Files};
//! use kadesh::report::{present, text};
//!
//! // What a shell reads from disk; here the case of `kadesh new`.
//! let [(_, written), beside @ ..] = case::EXAMPLE else { return };
//! let files: Files = beside.iter().map(|(name, text)| (name.to_string(), text.as_bytes().to_vec())).collect();
//!
//! let checked = case::read(written).check(&files);
//! let Some(case) = checked.case else { panic!("{:#?}", checked.diagnostics) };
//!
//! let bench = Bench::new(&case, Settings { seed: 1, draws: 1_000 });
//! let findings: Vec<_> = find("voices").unwrap_or_default().into_iter().map(|question| question.ask(&bench)).collect();
//! let page = text::render(&present::page(&bench, &findings), &case, 100);
//! assert!(page.contains("2 quoted spans: Ada Berg 1, Tom Reyes 1; none from: Coastal Bank, Fishermen."));
//! ```

#![allow(
    rustdoc::broken_intra_doc_links,
    reason = "citations such as [nash1950] are keys of references.bib, not links"
)]

pub mod ask;
pub mod case;
pub mod coding;
pub mod conflict;
pub mod deals;
pub mod diagnostic;
pub mod ensemble;
pub mod model;
pub mod num;
pub mod progress;
pub mod record;
pub mod report;
pub mod rules;
pub mod session;
