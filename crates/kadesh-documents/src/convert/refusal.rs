//! Why a document gives no text, and what to do instead.

use std::borrow::Cow;
use std::fmt;

use crate::{Kind, NotText};

/// Why a document was not converted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A text or web page whose bytes cannot be read.
    NotText(NotText),
    /// There is no converter for such files.
    NoConverter(Kind),
    /// It holds macros, which are programs.
    Macros,
    /// It opens only with a password.
    Locked(Kind),
    /// Its pages are pictures.
    Scanned {
        /// How many.
        pages: usize,
    },
    /// It has no words.
    NoText(Kind),
    /// It is broken or does not keep to its format.
    Damaged {
        /// What it seems to be.
        kind: Kind,
        /// What is wrong with it.
        why: String,
    },
    /// It takes more than the limits allow.
    TooMuch {
        /// What there is too much of.
        limit: Limit,
        /// How much is allowed.
        most: usize,
    },
}

/// What a document may have too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Bytes of text.
    Text,
    /// Bytes when unpacked.
    Inflated,
    /// Parts or pages.
    Parts,
    /// Elements within elements.
    Depth,
    /// Elements.
    Elements,
    /// Seconds of work.
    Seconds,
}

impl Refusal {
    pub(super) fn damaged(kind: Kind, why: impl Into<String>) -> Refusal {
        Refusal::Damaged { kind, why: why.into() }
    }

    /// What is wrong.
    pub fn message(&self) -> String {
        match self {
            Refusal::NotText(error) => error.message(),
            Refusal::NoConverter(kind) => format!("this is {}, which is not converted", kind.in_words()),
            Refusal::Macros => {
                format!("this is {}; macros are programs and are not read", Kind::Docm.in_words())
            }
            Refusal::Locked(kind) => match kind {
                Kind::EncryptedOffice => format!("this is {}", kind.in_words()),
                _ => format!("this is {} that is locked with a password", kind.in_words()),
            },
            Refusal::Scanned { pages } => {
                let pages = if *pages == 1 {
                    "its page is a picture".to_owned()
                } else {
                    format!("its {pages} pages are pictures")
                };
                format!("this PDF document has no text: {pages}, as a scanner makes them")
            }
            Refusal::NoText(kind) => format!("there are no words in it: this is {} without text", kind.in_words()),
            Refusal::Damaged { kind, why } => format!("this seems to be {}, but it is damaged: {why}", kind.in_words()),
            Refusal::TooMuch { limit, most } => match limit {
                Limit::Text => format!("the text is longer than {}", size(*most)),
                Limit::Inflated => format!("the document is larger than {} when it is unpacked", size(*most)),
                Limit::Parts => format!("the document has more than {most} parts or pages"),
                Limit::Depth => format!("the document has more than {most} elements one within the other"),
                Limit::Elements => format!("the document has more than {most} elements"),
                Limit::Seconds => format!("the document takes more than {most} seconds to read"),
            },
        }
    }

    /// What to do next.
    pub fn hint(&self) -> Cow<'static, str> {
        match self {
            Refusal::NotText(error) => error.hint(),
            Refusal::NoConverter(kind) => kind.next_step().into(),
            Refusal::Macros => Kind::Docm.next_step().into(),
            Refusal::Locked(Kind::Pdf) => {
                "open it with its password, print or save it as a PDF without one, and add that file".into()
            }
            Refusal::Locked(_) => Kind::EncryptedOffice.next_step().into(),
            Refusal::Scanned { .. } => {
                "have a text recognition (OCR) program read it, check its text against the pages, and add that text"
                    .into()
            }
            Refusal::NoText(_) => "open it to see what it shows; what is only drawn there must be typed".into(),
            Refusal::Damaged { .. } => {
                "fetch the file again; if it opens in its own program, save it anew from there, or as plain text".into()
            }
            Refusal::TooMuch { limit: Limit::Text | Limit::Inflated | Limit::Parts | Limit::Seconds, .. } => {
                "split it, and add the part that is a source".into()
            }
            Refusal::TooMuch { limit: Limit::Depth | Limit::Elements, .. } => {
                "no writing program makes such a file; open it, copy the text and save it as plain text".into()
            }
        }
    }
}

impl From<NotText> for Refusal {
    fn from(error: NotText) -> Refusal {
        Refusal::NotText(error)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for Refusal {}

fn size(bytes: usize) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{} KiB", bytes >> 10),
        _ => format!("{} MiB", bytes >> 20),
    }
}
