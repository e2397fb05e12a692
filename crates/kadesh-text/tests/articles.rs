//! Holds our own articles to their guide, and the yardstick to what it promises.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its files fails loudly")]

mod yardstick;

use std::path::Path;

use kadesh_text::{Form, Span, Speaker};
use yardstick::metric::{Tally, compare, plain};
use yardstick::resample::interval;
use yardstick::{Article, Gold, Said, Tier, gold, load, read, report};

fn articles() -> Vec<Article> {
    load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("articles")).unwrap()
}

fn said(article: &Article) -> Vec<Said> {
    article.gold.iter().map(|gold| gold.said.clone()).collect()
}

fn tallies(read: impl Fn(&Article) -> Vec<Said>) -> Vec<Tally> {
    articles().iter().map(|article| compare(article, &read(article)).tally).collect()
}

fn sum(tallies: &[Tally]) -> Tally {
    tallies.iter().fold(Tally::default(), |sum, tally| sum.plus(*tally))
}

#[test]
fn the_articles_are_as_many_and_as_long_as_the_guide_says() {
    let articles = articles();
    let held_out = articles.iter().filter(|article| article.is_held_out()).count();
    assert_eq!((held_out, articles.len() - held_out), (10, 20));
    for article in &articles {
        let words = article.text.split_whitespace().count();
        assert!((150..=450).contains(&words), "{}: {words} words", article.name);
        for key in ["date", "outlet"] {
            assert!(article.head.iter().any(|(known, _)| known == key), "{}: no {key}", article.name);
        }
        assert!(!article.gold.is_empty(), "{}", article.name);
    }
}

#[test]
fn the_form_of_every_gold_statement_is_that_of_its_quotation_marks() {
    let mut wrong = Vec::new();
    for article in &articles() {
        let inside = in_marks(&article.text);
        let other = |said: &&Said| form(&article.text, &inside, &said.content) != said.form;
        let said = article.gold.iter().map(|gold| &gold.said);
        wrong.extend(
            said.filter(other).map(|said| format!("{} {:?} {:?}", article.name, said.form, words(article, said))),
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn words<'a>(article: &'a Article, said: &Said) -> Vec<&'a str> {
    said.content.iter().map(|span| &article.text[span.clone()]).collect()
}

fn form(text: &str, inside: &[bool], content: &[Span]) -> Form {
    let places =
        content.iter().flat_map(|span| text[span.clone()].char_indices().map(move |(at, c)| (span.start + at, c)));
    let letters: Vec<usize> = places.filter(|(_, letter)| letter.is_alphanumeric()).map(|(at, _)| at).collect();
    let quoted = letters.iter().filter(|at| inside[**at]).count();
    match (quoted, letters.len()) {
        (0, _) => Form::Indirect,
        (quoted, all) if 20 * quoted >= 19 * all => Form::Direct,
        _ => Form::Mixed,
    }
}

/// For every byte whether it stands in quotation marks: of a paragraph that has them, by turns.
///
/// A single mark opens before a word and closes after one, and only one that opened; so an apostrophe inside a word does
/// nothing. Articles with single marks have no apostrophe at the end of a word inside them.
fn in_marks(text: &str) -> Vec<bool> {
    let mut inside = vec![false; text.len()];
    for paragraph in gold::paragraphs(text) {
        let (mut double, mut single) = (false, false);
        for (at, letter) in text[paragraph.clone()].char_indices() {
            let at = paragraph.start + at;
            let next = text[at + letter.len_utf8()..].chars().next();
            match letter {
                '“' | '”' | '"' => double = !double,
                '‘' => single = true,
                '’' if !next.is_some_and(char::is_alphanumeric) => single = false,
                _ => inside[at] = double || single,
            }
        }
    }
    inside
}

#[test]
fn gold_statements_are_apart_from_each_other_and_their_pieces_in_order() {
    for article in &articles() {
        for (index, gold) in article.gold.iter().enumerate() {
            let content = &gold.said.content;
            let order = content.windows(2).all(|pair| pair[0].end <= pair[1].start);
            assert!(order, "{}: {:?}", article.name, words(article, &gold.said));
            let twice = article.gold[..index].iter().any(|other| !content.is_empty() && other.said.content == *content);
            assert!(!twice, "{}: twice {:?}", article.name, words(article, &gold.said));
            let apart = |span: &Span| content.iter().all(|piece| span.end <= piece.start || piece.end <= span.start);
            assert!(gold.said.cue.iter().all(apart), "{}: cue in {:?}", article.name, words(article, &gold.said));
            assert!(gold.said.source.iter().all(apart), "{}: source in {:?}", article.name, words(article, &gold.said));
        }
    }
}

#[test]
fn the_same_words_are_given_to_one_speaker_where_a_name_is_the_source() {
    for article in &articles() {
        for gold in article.gold.iter().filter(|gold| gold.tier == Tier::Core) {
            let (Some(source), Some(speaker)) = (&gold.said.source, &gold.said.speaker) else { continue };
            let source = &article.text[source.clone()];
            let others = article.gold.iter().filter_map(|other| other.said.speaker.as_ref());
            let meant =
                others.filter(|other| source.contains(&other.name)).all(|other| other.name.contains(&speaker.name));
            assert!(meant || source.contains(&speaker.name), "{}: {source} is {}?", article.name, speaker.name);
        }
    }
}

#[test]
fn a_reader_that_gives_the_gold_answers_scores_a_hundred() {
    let tallies = tallies(said);
    let sum = sum(&tallies);
    assert_eq!([sum.all(), sum.quoted(), sum.whole()], [1.0; 3]);
    for share in [sum.source, sum.form, sum.speaker, sum.party] {
        assert!(share.of > 0 && share.right == share.of, "{share:?}");
    }
    assert_eq!(sum.wrong.right, 0);
    assert_eq!(interval(&tallies, Tally::quoted), (1.0, 1.0));
}

#[test]
fn a_reader_that_finds_nothing_scores_nothing() {
    let tallies = tallies(|_| Vec::new());
    let sum = sum(&tallies);
    assert_eq!([sum.all(), sum.quoted(), sum.whole()], [0.0; 3]);
    assert_eq!(interval(&tallies, Tally::all), (0.0, 0.0));
}

/// The least F1 of quoted statements on the held-out articles, with and without their sources, and the most of them that may
/// be given to somebody who did not make them. They were met when this was written; raise them as the reader gets better.
const LEAST_QUOTED: f64 = 0.80;
const LEAST_QUOTED_WITH_SOURCE: f64 = 0.80;
const MOST_WRONG_SPEAKERS: usize = 8;

#[test]
fn our_reader_keeps_to_its_bounds_on_the_held_out_articles() {
    let held_out = articles().into_iter().filter(Article::is_held_out);
    let tallies: Vec<Tally> = held_out.map(|article| compare(&article, &read(&article, false)).tally).collect();
    let sum = sum(&tallies);
    let within = sum.quoted() >= LEAST_QUOTED
        && sum.whole() >= LEAST_QUOTED_WITH_SOURCE
        && sum.wrong.right <= MOST_WRONG_SPEAKERS;
    assert!(within, "{}", report::table(&tallies));
}

#[test]
fn spans_that_are_off_by_a_little_are_found_and_by_a_lot_are_not() {
    let article = small("Ada said the bridge is to open on Monday.", "1 indirect | Ada | said | the bridge ~ Monday");
    let content = article.gold[0].said.content[0].clone();
    // Of 31 characters, a shift by 10 leaves 21 of 41 in common, one by 11 leaves 20 of 42.
    assert_eq!(content.len(), 31);
    let found = |by: usize| {
        let moved = Said { content: alone(content.start - by..content.end - by), ..article.gold[0].said.clone() };
        compare(&Article { text: format!("{0:20}{0:20}", ""), ..article.clone() }, &[moved]).tally.all()
    };
    assert_eq!([found(0), found(3), found(9)], [1.0; 3]);
    let cut = |length: usize| {
        let short = Said { content: alone(content.start..content.start + length), ..article.gold[0].said.clone() };
        compare(&article, &[short]).tally.all()
    };
    assert_eq!([cut(31), cut(16), cut(15)], [1.0, 1.0, 0.0]);
}

#[test]
fn a_statement_given_to_another_is_found_and_counted_as_wrong() {
    let article = small(
        "Ada Berg met Kai Lund. “It is late,” she said.",
        "who: Ada Berg = Norn\nwho: Kai Lund\n1 direct | she | said | “It is late,” | Ada",
    );
    let with = |name: &str, party: Option<&str>| {
        let speaker = Speaker { name: name.to_owned(), party: party.map(str::to_owned) };
        compare(&article, &[Said { speaker: Some(speaker), ..article.gold[0].said.clone() }]).tally
    };
    let wrong = with("Kai Lund", None);
    assert_eq!((wrong.quoted(), wrong.speaker.right, wrong.wrong.right), (1.0, 0, 1));
    let right = with("Ada Berg", Some("Norn"));
    assert_eq!((right.speaker.right, right.party.right, right.wrong.right), (1, 1, 0));
    // Less than the full name is not right, but nobody else's either.
    for less in ["she", "Berg"] {
        assert_eq!((with(less, None).speaker.right, with(less, None).wrong.right), (0, 0));
    }
}

#[test]
fn pieces_that_share_a_cue_are_one_statement() {
    let article = small("“Go,” she said. “Go now.”", "1 direct | she | said | “Go,” + “Go now.”");
    let whole = &article.gold[0].said;
    let pieces: Vec<Said> =
        whole.content.iter().map(|span| Said { content: vec![span.clone()], ..whole.clone() }).collect();
    assert_eq!(compare(&article, &pieces).tally, compare(&article, std::slice::from_ref(whole)).tally);
}

#[test]
fn a_secondary_statement_is_neither_asked_for_nor_held_against_a_reader() {
    let gold = "1 indirect | Ada | said | she knew that it rained\n1 indirect secondary | she | knew | that it rained";
    let article = small("Ada said she knew that it rained", gold);
    let all = said(&article);
    assert_eq!(compare(&article, &all).tally, compare(&article, &all[..1]).tally);
    assert_eq!(compare(&article, &all[1..]).tally.precision[2].of, 0);
    assert_eq!(compare(&article, &all[1..]).tally.all(), 0.0);
}

#[test]
fn a_source_is_right_when_half_of_the_shorter_lies_in_the_longer() {
    let article = small("Ada Berg, the judge, said no.", "1 indirect | Ada Berg, the judge, | said | no");
    let with =
        |source: Option<Span>| compare(&article, &[Said { source, ..article.gold[0].said.clone() }]).tally.source.right;
    assert_eq!([with(Some(4..8)), with(Some(0..8)), with(Some(15..29)), with(None)], [1, 1, 0, 0]);
}

#[test]
fn words_that_are_not_there_or_there_twice_are_refused() {
    let text = "He said he may go.\n\nHe may go, she said.";
    let refused = |line: &str| gold::read("small", text, line).map(|_| ()).unwrap_err();
    assert_eq!(refused("1 indirect | she | said | he may go"), "small.gold:1: `she` stands 0 times in ¶1");
    assert_eq!(refused("3 indirect | she | said | he may go"), "small.gold:1: there is no paragraph 3");
    assert!(refused("1 wrong | He | said | he may go").contains("form"));
    assert!(refused("who: Ada Berg").contains("Ada Berg"));
    assert!(refused("1 indirect | He | said | he may go | Ada").contains("0 of those"));
    let twice = gold::read("small", "go, go", "1 indirect | - | - | go").map(|_| ()).unwrap_err();
    assert_eq!(twice, "small.gold:1: `go` stands 2 times in ¶1");
    let read = gold::read("small", text, "1 indirect | He | said | he ~ go\n2 indirect | she | {she} said | He ~ go");
    assert_eq!(read.unwrap().gold.iter().map(|gold| gold.said.content[0].clone()).collect::<Vec<_>>(), [8..17, 20..29]);
}

#[test]
fn the_report_tells_what_was_missed_and_what_was_made_up() {
    let article = small("Ada said no. Kai read “The Fall”.", "1 indirect | Ada | said | no\n1 not | “The Fall”");
    let made_up = Said {
        content: alone(22..36),
        source: None,
        cue: Vec::new(),
        form: Form::Direct,
        speaker: None,
        addressee: None,
        time: None,
    };
    let comparison = compare(&article, &[made_up]);
    let text = report::faults(&[(article, comparison)]);
    assert!(text.contains("missed, indirect, nothing there: 1\n  small | Ada | said | no"), "{text}");
    assert!(text.contains("not in the gold, direct, a trap: 1"), "{text}");
}

#[test]
fn a_name_is_compared_without_its_article() {
    assert_eq!(plain("The  Farmers’ Union"), plain("farmers' union"));
}

fn alone(span: Span) -> Vec<Span> {
    std::iter::once(span).collect()
}

fn small(text: &str, lines: &str) -> Article {
    let article = gold::read("small", text, lines).unwrap();
    assert!(article.gold.iter().all(|gold: &Gold| !gold.said.content.is_empty()));
    article
}
