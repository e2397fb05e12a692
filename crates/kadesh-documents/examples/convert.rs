//! Shows the text of a document and what is not in it: `cargo run --features convert --example convert -- FILE`.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a tool for people")]

use kadesh_documents::{Limits, convert};

fn main() {
    for path in std::env::args().skip(1) {
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("{path}: {error}");
                continue;
            }
        };
        match convert(&bytes, &Limits::default()) {
            Ok(converted) => {
                println!("{}", converted.text);
                eprintln!("\n{path}: {}, by {}", converted.kind.in_words(), converted.converter);
                eprintln!("title {:?}, encoding {:?}", converted.title, converted.encoding);
                converted.lost.iter().for_each(|lost| eprintln!("- {lost}"));
            }
            Err(refusal) => eprintln!("{path}: {refusal}\n  {}", refusal.hint()),
        }
    }
}
