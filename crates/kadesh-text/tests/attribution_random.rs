//! Random texts: nothing panics, and every span lies in the text and on borders of characters.

use kadesh_text::{Attribution, Day, Parsed, Reading, Span, Token, quotes, read, read_english};
use proptest::prelude::*;

/// Words and marks that the constructions look for, in any order, with what goes wrong in files.
fn scraps() -> impl Strategy<Value = String> {
    const SCRAPS: &[&str] = &[
        "“",
        "”",
        "\"",
        "'",
        "‘",
        "’",
        "„",
        "«",
        "»",
        "「",
        "」",
        "''",
        "``",
        ",",
        ".",
        "?",
        "!",
        ":",
        ";",
        "—",
        "-",
        "(",
        ")",
        "…",
        "\n",
        "\n\n",
        " ",
        "\u{202e}",
        "\u{200f}",
        "\u{feff}",
        "😀",
        "👩‍👩‍👧",
        "é",
        "漢字",
        "שלום",
        "6'2\"",
        "'90s",
        "said",
        "she",
        "he",
        "they",
        "told reporters that",
        "adding that",
        "Ida Holm",
        "Holm",
        "the minister",
        "NATO",
        "German Defence Minister Boris Velan",
        "according to",
        "For Holm,",
        "HOLM:",
        "on Monday",
        "in July",
        "called for",
        "rejected",
        "the plan",
        "is opposed to",
        "his once insistent",
        "an appeal that",
        "the bridge is open",
        "\u{0}",
        "\t",
        "\r\n",
        "I",
        "who",
        "as",
        "and",
    ];
    prop::collection::vec((prop::sample::select(SCRAPS), any::<bool>()), 0..60).prop_map(|scraps| {
        scraps.into_iter().map(|(scrap, space)| if space { format!("{scrap} ") } else { scrap.to_owned() }).collect()
    })
}

fn fits(text: &str, span: &Span) {
    assert!(span.start < span.end && text.get(span.clone()).is_some(), "{span:?} of {text:?}");
}

fn all_fit(text: &str, reading: &Reading) {
    for quote in &reading.quotes {
        quote.spans.iter().for_each(|span| fits(text, span));
        assert!(!quote.spans.is_empty());
    }
    for one in reading.attributions.iter().chain(&reading.unsure) {
        one_fits(text, one, reading.attributions.len());
    }
    for person in &reading.people {
        person.mentions.iter().for_each(|span| fits(text, span));
    }
    assert!(reading.attributions.iter().all(|one| one.speaker.is_some()), "a sure statement has a speaker");
}

fn one_fits(text: &str, one: &Attribution, sure: usize) {
    let single = [&one.source, &one.rests_on, &one.addressee, &one.place];
    let lists = [&one.cue, &one.content, &one.hedges];
    single
        .into_iter()
        .flatten()
        .chain(lists.into_iter().flatten())
        .chain(one.when.as_ref().map(|when| &when.words))
        .for_each(|span| fits(text, span));
    assert!(
        !one.content.is_empty() && one.content.windows(2).all(|pair| pair[0].end <= pair[1].start),
        "{:?}",
        one.content
    );
    assert!(one.within.is_none_or(|outer| outer < sure));
    assert!(!one.why.is_empty());
}

/// A parse that nobody made: heads that go in rings or nowhere, words that are anything.
fn parse(text: &str, seeds: &[(u8, u8, u16)]) -> Parsed {
    const DEPS: &[&str] = &[
        "nsubj", "ccomp", "dobj", "prep", "pobj", "advcl", "relcl", "appos", "conj", "ROOT", "acl", "xcomp", "mark",
        "poss",
    ];
    const TAGS: &[&str] = &["NNP", "VBD", "NN", "IN", "PRP", "VBG", "JJ", "NNS", "DT", "MD", "VBZ", "CD"];
    let mut tokens = Vec::new();
    let mut seeds = seeds.iter().cycle();
    for (start, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let Some(&(dep, tag, head)) = seeds.next() else { break };
        tokens.push(Token {
            span: start..start + c.len_utf8(),
            tag: TAGS[usize::from(tag) % TAGS.len()],
            pos: if head % 9 == 0 { "SPACE" } else { "VERB" },
            lemma: ["say", "add", "call", "appeal", "oppose", "commit", "be"][usize::from(dep) % 7].to_owned(),
            head: usize::from(head) % 40,
            dep: DEPS[usize::from(dep) % DEPS.len()],
        });
    }
    let third = tokens.len() / 3;
    Parsed { sentences: vec![0..third, third..tokens.len()], tokens }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn scraps_of_reports_are_read(text in scraps()) {
        all_fit(&text, &read_english(&text, Day::new(2031, 3, 14)));
    }

    #[test]
    fn any_characters_are_read(text in any::<String>()) {
        all_fit(&text, &read_english(&text, None));
    }

    #[test]
    fn any_parse_is_read(text in scraps(), seeds in prop::collection::vec(any::<(u8, u8, u16)>(), 1..60)) {
        all_fit(&text, &read(&parse(&text, &seeds), &text, Day::new(2031, 3, 14)));
    }

    #[test]
    fn a_parse_of_another_text_gives_the_quotations_only(text in any::<String>(), other in scraps()) {
        let reading = read(&parse(&other, &[(1, 2, 3)]), &text, None);
        all_fit(&text, &reading);
    }

    #[test]
    fn quotations_are_in_order_and_nest(text in scraps()) {
        let all = quotes(&text);
        let whole = |spans: &[Span]| (spans[0].start, spans[spans.len() - 1].end);
        for pair in all.windows(2) {
            prop_assert!(pair[0].spans[0].start <= pair[1].spans[0].start);
        }
        for (at, outer) in all.iter().enumerate() {
            for inner in &all[at + 1..] {
                let ((a, b), (c, d)) = (whole(&outer.spans), whole(&inner.spans));
                prop_assert!(c >= b || (a <= c && d <= b), "{:?} {:?}", outer, inner);
            }
        }
    }

    #[test]
    fn the_same_text_gives_the_same_reading(text in scraps()) {
        prop_assert_eq!(read_english(&text, None), read_english(&text, None));
    }
}
