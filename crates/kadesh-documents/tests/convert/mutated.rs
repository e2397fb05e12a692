//! Damaged documents: bits turned, ends cut, pieces moved. Whatever comes, there is a text or a refusal, soon, and twice
//! the same.

use std::time::{Duration, Instant};

use kadesh_documents::{Limits, convert, recognise};

use super::damage::{Dice, damage, documents, from_damaged_parts, grown};

/// How often each document is damaged in a normal run of the tests.
const TIMES: usize = 1_000;

const LIMITS: Limits =
    Limits { most_bytes: 1 << 20, most_inflated: 4 << 20, most_parts: 1_000, most_depth: 200, most_seconds: 4 };

fn check(name: &str, bytes: &[u8]) -> Duration {
    let start = Instant::now();
    recognise(bytes);
    let first = convert(bytes, &LIMITS);
    let took = start.elapsed();
    assert!(took.as_secs() < 5, "{name} took {took:?}");
    if let Err(refusal) = &first {
        assert!(!refusal.message().is_empty() && !refusal.hint().is_empty());
        assert!(!refusal.message().ends_with('.'), "{refusal}");
    }
    took
}

#[test]
fn damaged_documents_end_in_a_text_or_a_refusal() {
    for (name, whole) in documents() {
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
        for _ in 0..TIMES {
            check(name, &damage(&whole, &mut dice));
        }
    }
}

/// In a zip nearly every damage breaks the check sum, so that the XML is damaged before it is packed.
#[test]
fn damaged_parts_end_in_a_text_or_a_refusal() {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    for _ in 0..TIMES {
        for kind in ["docx", "odt"] {
            check(kind, &from_damaged_parts(kind, &mut dice));
        }
        for kind in ["docx", "odt", "html"] {
            check(kind, &grown(kind, &mut dice));
        }
    }
}

#[test]
fn the_same_bytes_give_the_same_text() {
    for (name, whole) in documents() {
        let mut dice = Dice(7);
        for _ in 0..20 {
            let damaged = damage(&whole, &mut dice);
            assert_eq!(convert(&damaged, &LIMITS), convert(&damaged, &LIMITS), "{name}");
        }
    }
}
