//! What holds of every text: where its tokens stand, and how they hang together.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use kadesh_text::{Parsed, Pipeline};
use proptest::prelude::*;

fn check(text: &str) -> Result<Parsed, TestCaseError> {
    let parsed = Pipeline::english().parse(text);
    let mut end = 0;
    for token in &parsed.tokens {
        prop_assert!(token.span.start >= end && token.span.end > token.span.start);
        prop_assert!(text.get(token.span.clone()).is_some(), "{:?} in {text:?}", token.span);
        prop_assert!(text[end..token.span.start].chars().all(|sign| sign == ' '), "{text:?}");
        prop_assert!(!token.tag.is_empty() && !token.pos.is_empty() && !token.dep.is_empty());
        end = token.span.end;
    }
    prop_assert!(text[end..].chars().all(|sign| sign == ' '));
    let mut next = 0;
    for sentence in &parsed.sentences {
        prop_assert!(sentence.start == next && sentence.end > next);
        for place in sentence.clone() {
            prop_assert!(sentence.contains(&parsed.tokens[place].head), "{text:?}");
        }
        prop_assert!(sentence.clone().any(|place| parsed.tokens[place].head == place), "a root: {text:?}");
        next = sentence.end;
    }
    prop_assert_eq!(next, parsed.tokens.len());
    Ok(parsed)
}

/// Pieces of which texts are put together that come near to real ones.
fn piece() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "the",
        "Minister",
        "said",
        "that",
        "won't",
        "U.S.",
        "“",
        "”",
        "\"",
        "'",
        "’",
        ",",
        ".",
        "...",
        "—",
        "-",
        "(",
        ")",
        ":",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\t",
        "3.5",
        "$",
        "€4m",
        "10km",
        "http://a.example/b?c=d",
        "a@b.co",
        "😀",
        "שלום",
        "مم²",
        "中文",
        "\u{200b}",
        "\u{a0}",
        "\u{1c}",
        "\u{85}",
        "°C.",
        ":)",
        "10.0.0.1",
        "1.2.3.4:80",
        "x::y",
        "://",
        "@",
        "no",
        "I",
        "’s",
        "and/or",
        "US$5",
    ]);
    prop_oneof![4 => words.prop_map(str::to_owned), 1 => "\\PC{0,4}", 1 => "[a-z]{1,9}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn holds_for_any_text(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn holds_for_texts_like_ours(pieces in prop::collection::vec(piece(), 0..60)) {
        check(&pieces.concat())?;
        check(&pieces.join(" "))?;
    }
}

#[test]
fn an_empty_text_has_nothing() {
    assert_eq!(Pipeline::english().parse(""), Parsed::default());
    assert_eq!(check(" ").unwrap().tokens.len(), 1);
}

#[test]
fn the_same_on_every_thread() {
    let text = include_str!("golden/english.txt");
    let first = Pipeline::english().parse(text);
    std::thread::scope(|scope| {
        for found in [(); 4].map(|()| scope.spawn(|| Pipeline::english().parse(text))) {
            assert_eq!(found.join().unwrap(), first);
        }
    });
}

#[test]
fn hostile_texts_end() {
    let long = 800;
    for piece in [
        "(", ")", ".", "@", "a@", "a.", "-", "a-", "1", "“", "'", ":)", "://", "a://", "’s", "\n", " ", "a ",
        "\u{301}", "🏽", "don't ",
    ] {
        check(&piece.repeat(long)).unwrap();
    }
    check(&"a".repeat(1 << 16)).unwrap();
}

/// A sentence without an end is cut at last, and what is read of a long text is what is read of its parts.
#[test]
fn long_texts_are_read_in_pieces() {
    let text = "The envoy said nothing. ".repeat(1000);
    let parsed = check(&text).unwrap();
    assert_eq!((parsed.tokens.len(), parsed.sentences.len()), (5_000, 1000));
    let endless = check(&"and the envoy of the other side ".repeat(500)).unwrap();
    assert!(endless.sentences.len() > 1);
}
