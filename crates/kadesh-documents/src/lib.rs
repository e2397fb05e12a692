//! From the bytes of a document, in whatever program it was written, to plain text, saying what was recognised and what
//! was lost.
//!
//! [`recognise`] says what a file is, by its content and not by its name. [`decode`] reads the bytes of a text in
//! whatever encoding, and says in which. Both are pure: no file, no clock, no network, no printing.
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

mod decode;
mod encodings;
mod kind;
mod ole;
mod zip_names;

pub use decode::{Decoded, How, NotText, decode};
pub use kind::{Kind, recognise};
