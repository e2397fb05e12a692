//! From the bytes of a document, in whatever program it was written, to plain text, saying what was recognised and what
//! was lost.
//!
//! [`recognise`] says what a file is, by its content and not by its name. [`decode`] reads the bytes of a text in
//! whatever encoding, and says in which. With the feature `convert`, `convert` gives the text of a web page, a Word or
//! OpenDocument text or a PDF, and a list of what was left out. All are pure: no file, no network, no printing, and no
//! clock but the deadline of a PDF, which is read on a thread of its own.
//!
//! ```
//! use kadesh_documents::{How, Kind, decode, recognise};
//!
//! let bytes = b"The river is \x93ours\x94, said the mayor of Northbank.";
//! assert_eq!(recognise(bytes), Kind::Text);
//!
//! let Ok(decoded) = decode(bytes, None) else { panic!("it is text") };
//! assert_eq!(decoded.text, "The river is “ours”, said the mayor of Northbank.");
//! assert_eq!((decoded.encoding, decoded.how), ("Windows-1252", How::Guessed));
//! ```

#[cfg(feature = "convert")]
mod convert;
mod decode;
mod encodings;
mod kind;
mod ole;
mod zip_names;

#[cfg(feature = "convert")]
pub use convert::{Converted, Limit, Limits, Lost, Refusal, What, convert, convert_as};
pub use decode::{Decoded, How, NotText, decode};
pub use kind::{Kind, recognise};
