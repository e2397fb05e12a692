//! Documents of all kinds, made here or in `tests/fixtures`, and what becomes of them.

#![expect(clippy::unwrap_used, reason = "a test ends where it fails")]

mod damage;
mod docx;
mod html;
mod limits;
mod make;
mod mutated;
mod odt;
mod pdf;
mod text;

use kadesh_documents::{Converted, Limits, Refusal, What, convert};

/// The text and the sentences about what was lost.
fn read(bytes: &[u8]) -> (String, Vec<String>) {
    let converted = converted(bytes);
    (converted.text, converted.lost.iter().map(ToString::to_string).collect())
}

fn converted(bytes: &[u8]) -> Converted {
    convert(bytes, &Limits::default()).unwrap()
}

fn refused(bytes: &[u8]) -> Refusal {
    convert(bytes, &Limits::default()).unwrap_err()
}

/// How many of a kind were lost.
fn lost(converted: &Converted, what: What) -> usize {
    converted.lost.iter().find(|lost| lost.what == what).map_or(0, |lost| lost.count)
}
