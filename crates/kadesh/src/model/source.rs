//! Where the words come from: documents, and excerpts anchored in them.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Basis, PartyId, When};

/// A document that statements are taken from.
#[derive(Debug, Clone, JsonSchema, Serialize)]
#[doc(alias = "document")]
pub struct Source {
    /// The id in the case file.
    pub id: String,
    /// The document's title.
    pub title: String,
    /// The file beside the case, if the text is kept.
    pub file: Option<String>,
    /// The text itself, as checked against the hash. Empty when none is kept.
    #[serde(skip)]
    pub text: String,
    /// SHA-256 of the file's bytes, in lower-case hexadecimal.
    pub sha256: Option<String>,
    /// What of the document the text was made from is not in the text as it was: tables, footnotes, images.
    pub lost: Vec<String>,
    /// When it was published. Relative dates in it need this.
    pub published: Option<When>,
    /// Admiralty code: reliability A to F, then credibility 1 to 6. `F6`, cannot be judged, when none is given.
    pub reliability: String,
    /// Parties that dispute the source, and their words.
    pub challenges: Vec<Challenge>,
    /// What the source says and what we hold instead, side by side. The source is never silently corrected.
    pub corrections: Vec<Correction>,
}

/// A party disputes a source.
#[derive(Debug, Clone, JsonSchema, Serialize)]
pub struct Challenge {
    /// Who disputes it.
    pub by: PartyId,
    /// The statement in which it does.
    pub basis: Basis,
}

/// A place where the source is thought wrong or loose.
#[derive(Debug, Clone, JsonSchema, Serialize)]
pub struct Correction {
    /// The source's own words.
    pub says: String,
    /// What the analyst holds instead.
    pub held: String,
    /// Why.
    pub because: String,
}

/// Words of a source, found at exactly one place in it.
///
/// A W3C TextQuoteSelector (exact, prefix, suffix) with its TextPositionSelector.
#[derive(Debug, Clone, JsonSchema, Serialize)]
pub struct Excerpt {
    /// The words, to the letter.
    pub exact: String,
    /// First character and one past the last, counted in Unicode code points.
    pub chars: (usize, usize),
    /// First byte and one past the last, of the text in UTF-8.
    pub bytes: (usize, usize),
    /// The same in the file itself, where that is in another encoding.
    pub file_bytes: Option<(usize, usize)>,
}
