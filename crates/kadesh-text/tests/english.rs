//! What the reader of English makes of texts, against what spaCy makes of them.
//!
//! `weights/parity.py` wrote the answers once. The texts are made up here.

use std::ops::Range;

use kadesh_text::{Parsed, Pipeline};

const TEXTS: &str = include_str!("golden/english.txt");
const ANSWERS: &str = include_str!("golden/english.tsv");

/// A token as `parity.py` writes it.
#[derive(Debug, PartialEq)]
struct Answer {
    span: Range<usize>,
    tag: String,
    pos: String,
    lemma: String,
    head: usize,
    dep: String,
    starts: bool,
}

/// How many tokens there are, and how many differ in each respect.
#[derive(Debug, Default)]
struct Count {
    texts: usize,
    tokens: usize,
    tags: usize,
    kinds: usize,
    lemmas: usize,
    heads: usize,
    labels: usize,
    starts: usize,
}

#[test]
fn agrees_with_spacy() {
    let mut count = Count::default();
    for (line, answers) in TEXTS.lines().zip(ANSWERS.split_inclusive("=\n")) {
        let text = line.replace(r"\\", "\u{0}").replace(r"\n", "\n").replace(r"\t", "\t").replace('\u{0}', "\\");
        compare(&text, &answers_of(&text, answers), &Pipeline::english().parse(&text), &mut count);
    }
    println!("{count:?}");
    assert!(count.texts >= 150 && count.tokens > 3000, "{count:?}");
    assert!(200 * count.tags <= count.tokens && 200 * count.kinds <= count.tokens, "99.5 % of tags: {count:?}");
    assert!(200 * count.lemmas <= count.tokens, "99.5 % of base forms: {count:?}");
    assert!(100 * count.heads <= count.tokens && 100 * count.labels <= count.tokens, "99 % of heads: {count:?}");
    assert!(200 * count.starts <= count.tokens, "{count:?}");
}

fn answers_of(text: &str, answers: &str) -> Vec<Answer> {
    let mut end = 0;
    let rows = answers.lines().take_while(|line| *line != "=").enumerate();
    rows.map(|(place, line)| {
        let &[gap, length, tag, pos, lemma, ahead, dep, starts] = &*line.split('\t').collect::<Vec<_>>() else {
            panic!("{line}")
        };
        let start = end + gap.parse::<usize>().unwrap();
        end = start + length.parse::<usize>().unwrap();
        let word = &text[start..end];
        let lemma = if lemma.is_empty() { word.to_owned() } else { lemma.replace(r"\n", "\n").replace(r"\t", "\t") };
        Answer {
            span: start..end,
            tag: tag.to_owned(),
            pos: pos.to_owned(),
            lemma: lemma.replace(r"\\", "\\"),
            head: place.checked_add_signed(ahead.parse().unwrap()).unwrap(),
            dep: dep.to_owned(),
            starts: starts == "^",
        }
    })
    .collect()
}

fn compare(text: &str, answers: &[Answer], parsed: &Parsed, count: &mut Count) {
    let spans: Vec<_> = parsed.tokens.iter().map(|token| &text[token.span.clone()]).collect();
    let expected: Vec<_> = answers.iter().map(|answer| &text[answer.span.clone()]).collect();
    assert_eq!(spans, expected, "{text}");
    count.texts += 1;
    for (place, (token, answer)) in parsed.tokens.iter().zip(answers).enumerate() {
        let starts = parsed.sentences.iter().any(|sentence| sentence.start == place);
        count.tokens += 1;
        count.tags += usize::from(token.tag != answer.tag);
        count.kinds += usize::from(token.pos != answer.pos);
        count.lemmas += usize::from(token.lemma != answer.lemma);
        count.heads += usize::from(token.head != answer.head);
        count.labels += usize::from(token.dep != answer.dep);
        count.starts += usize::from(starts != answer.starts);
        if token.tag != answer.tag
            || token.head != answer.head
            || token.lemma != answer.lemma
            || token.pos != answer.pos
        {
            println!("{:?} in {text:?}: {token:?}, not {answer:?}", &text[token.span.clone()]);
        }
    }
}
