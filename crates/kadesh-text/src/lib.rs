//! Who is said to have said what: from the words of a report to statements with their places in it.
//!
//! Three steps, each of use by itself. A [`Parsed`] text is the words of a text with their kinds, their base forms and what
//! hangs on what; [`quotes`] are the pairs of quotation marks, whatever their glyphs; an [`Attribution`] is one statement: the
//! words that were said, by whom, and by which words of the report we know it. All are pure: a text comes in, values come
//! out, and the same text gives the same values. Nothing here knows what a negotiation is.

mod attribution;
mod english;
mod parsed;
mod quotes;

pub use attribution::{Attribution, Construction, Day, Form, Found, Modality, Person, Pronoun, Reading, Speaker, When, read, read_english};
pub use english::Pipeline;
pub use parsed::{Parsed, Token};
pub use quotes::{Quote, quotes};

/// A piece of a text, in bytes; always on the borders of characters.
pub type Span = std::ops::Range<usize>;
