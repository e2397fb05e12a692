//! Says in words what a comparison gave: a table of figures, and which statements were missed or made up.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use kadesh_text::Span;

use super::metric::{Comparison, FORMS, SAME, Share, Tally, number};
use super::resample::interval;
use super::{Article, Said, Tier};

/// The table of figures, in parts of a hundred.
pub fn table(tallies: &[Tally]) -> String {
    let sum = tallies.iter().fold(Tally::default(), |sum, tally| sum.plus(*tally));
    let mut out = format!("{} articles, {} gold statements\n", tallies.len(), counted(&sum.recall));
    let _ = writeln!(out, "{:22} {:>6} {:>6} {:>6}  95 % interval", "", "P", "R", "F1");
    let rows: [(&str, &[usize]); 5] =
        [("all", &[0, 1, 2]), ("quoted", &[0, 1]), ("direct", &[0]), ("mixed", &[1]), ("indirect", &[2])];
    for (name, forms) in rows {
        let (precision, recall) = sum.of(forms);
        row(&mut out, name, [precision, recall, sum.f1(forms)], interval(tallies, |tally| tally.f1(forms)));
    }
    let whole = [sum.whole_precision.part(), sum.whole_recall.part(), sum.whole()];
    row(&mut out, "quoted, with source", whole, interval(tallies, Tally::whole));
    for (name, share) in [
        ("source right, of those found", sum.source),
        ("form right, of those found", sum.form),
        ("speaker right, of those found", sum.speaker),
        ("party right, of those speakers", sum.party),
        ("speaker wrong, of those given", sum.wrong),
        ("addressee right, of those found", sum.addressee),
        ("time right, of those found", sum.time),
    ] {
        let _ = writeln!(out, "{name:32} {:5.1} ({} of {})", 100.0 * share.part(), share.right, share.of);
    }
    out
}

fn counted(shares: &[Share; 3]) -> usize {
    shares.iter().map(|share| share.of).sum()
}

fn row(out: &mut String, name: &str, figures: [f64; 3], (low, high): (f64, f64)) {
    let [precision, recall, f1] = figures.map(|figure| 100.0 * figure);
    let (low, high) = (100.0 * low, 100.0 * high);
    let _ = writeln!(out, "{name:22} {precision:6.1} {recall:6.1} {f1:6.1}  {low:.1} to {high:.1}");
}

/// What was missed, what was made up and what was given to somebody else, by kind.
pub fn faults(all: &[(Article, Comparison)]) -> String {
    let mut kinds: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (article, comparison) in all {
        let missed = missed(article, comparison);
        for (kind, line) in missed.into_iter().chain(invented(article, comparison)).chain(astray(article, comparison)) {
            kinds.entry(kind).or_default().push(line);
        }
    }
    kinds.iter().fold(String::new(), |out, (kind, lines)| format!("{out}\n{kind}: {}\n{}", lines.len(), lines.concat()))
}

fn missed(article: &Article, comparison: &Comparison) -> Vec<(String, String)> {
    let open = |index: &usize| !comparison.matched.contains(&Some(*index));
    let wanted = (0..comparison.gold.len()).filter(open).filter(|index| comparison.gold[*index].tier == Tier::Core);
    let each = wanted.map(|index| {
        let gold = &comparison.gold[index].said;
        let best = comparison.shared.iter().map(|row| row[index]).fold(0.0, f64::max);
        (format!("missed, {}, {}", FORM_NAMES[number(gold.form)], touched(best)), line(article, gold))
    });
    each.collect()
}

fn invented(article: &Article, comparison: &Comparison) -> Vec<(String, String)> {
    let open = comparison.read.iter().zip(&comparison.matched).zip(&comparison.shared);
    let each = open.filter(|((_, matched), _)| matched.is_none()).map(|((read, _), row)| {
        let trap = read.content.iter().any(|span| article.traps.iter().any(|trap| overlap(span, trap)));
        let best = row.iter().copied().fold(0.0, f64::max);
        let why = if trap && best == 0.0 { "a trap" } else { touched(best) };
        (format!("not in the gold, {}, {why}", FORM_NAMES[number(read.form)]), line(article, read))
    });
    each.collect()
}

fn astray(article: &Article, comparison: &Comparison) -> Vec<(String, String)> {
    let found = comparison.read.iter().zip(&comparison.matched).filter_map(|(read, matched)| Some((read, (*matched)?)));
    let each = found.filter_map(|(read, index)| {
        let (gold, given) = (&comparison.gold[index], read.speaker.as_ref()?);
        let wanted = gold.said.speaker.as_ref()?;
        let known = std::iter::once(&wanted.name).chain(&gold.also);
        let right = known.into_iter().any(|name| super::metric::plain(name) == super::metric::plain(&given.name));
        let line = format!("  {} for {}:{}", given.name, wanted.name, line(article, read));
        (!right).then(|| ("given to another speaker".to_owned(), line))
    });
    each.collect()
}

const FORM_NAMES: [&str; FORMS.len()] = ["direct", "mixed", "indirect"];

fn touched(best: f64) -> &'static str {
    if best >= SAME {
        "its like is taken"
    } else if best > 0.0 {
        "cut otherwise"
    } else {
        "nothing there"
    }
}

fn overlap(one: &Span, other: &Span) -> bool {
    one.start < other.end && other.start < one.end
}

fn line(article: &Article, said: &Said) -> String {
    let words = |spans: &[Span]| {
        spans.iter().map(|span| article.text.get(span.clone()).unwrap_or("?").replace('\n', " ")).collect::<Vec<_>>()
    };
    let source = words(said.source.as_slice()).concat();
    format!("  {} | {source} | {} | {}\n", article.name, words(&said.cue).join(" + "), words(&said.content).join(" + "))
}
