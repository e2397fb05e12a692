//! Shows how a text is read: each word with its kinds, base form, head and label, a line between sentences.
//!
//! `cargo run --release -p kadesh-text --example parse -- article.txt`

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::error::Error;

use kadesh_text::Pipeline;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("name a file")?;
    let text = std::fs::read_to_string(path)?;
    let parsed = Pipeline::english().parse(&text);
    for sentence in parsed.sentences {
        for place in sentence {
            let token = &parsed.tokens[place];
            let word = text[token.span.clone()].escape_debug();
            println!(
                "{place}\t{word}\t{}\t{}\t{}\t{}\t{}",
                token.tag,
                token.pos,
                token.lemma.escape_debug(),
                token.head,
                token.dep
            );
        }
        println!();
    }
    Ok(())
}
