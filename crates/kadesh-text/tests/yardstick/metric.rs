//! Holds the statements that were read against the gold ones and counts.
//!
//! The match is that of the reference figures: statements that share a cue are one; one to one, the best pairs first, where
//! at least half of the characters that either content has are shared.

use kadesh_text::{Form, Span};

use super::{Article, Gold, Said, Tier};

/// The least share of common characters (intersection over union) at which two contents are the same statement.
pub const SAME: f64 = 0.5;

/// The forms, as the tallies number them.
pub const FORMS: [Form; 3] = [Form::Direct, Form::Mixed, Form::Indirect];

/// How many of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    pub right: usize,
    pub of: usize,
}

impl Share {
    pub fn count(&mut self, right: bool) {
        self.of += 1;
        self.right += usize::from(right);
    }

    fn plus(self, other: Self) -> Self {
        Self { right: self.right + other.right, of: self.of + other.of }
    }

    /// As a part of 1; 0 where there is nothing to count.
    pub fn part(self) -> f64 {
        if self.of == 0 { 0.0 } else { self.right as f64 / self.of as f64 }
    }
}

/// What the comparison counted, for one article or many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Gold statements of each form that were found.
    pub recall: [Share; 3],
    /// Read statements of each form that are gold.
    pub precision: [Share; 3],
    /// The same two of quoted statements, right only where the source is too.
    pub whole_recall: Share,
    pub whole_precision: Share,
    /// Of those found that have a source: whose source is right.
    pub source: Share,
    /// Of those found: whose form is right.
    pub form: Share,
    /// Of those found whose speaker the text names: whose speaker is right.
    pub speaker: Share,
    /// Of those found whose speaker is right and whose party is known: whose party is right.
    pub party: Share,
    /// Statements found that are given to somebody who did not make them: of all found with a speaker.
    pub wrong: Share,
    /// Of those found whose addressee, or whose time, the gold gives: whose it is right.
    pub addressee: Share,
    pub time: Share,
}

impl Tally {
    pub fn plus(self, other: Self) -> Self {
        let each = |mine: [Share; 3], theirs: [Share; 3]| [0, 1, 2].map(|form| mine[form].plus(theirs[form]));
        Self {
            recall: each(self.recall, other.recall),
            precision: each(self.precision, other.precision),
            whole_recall: self.whole_recall.plus(other.whole_recall),
            whole_precision: self.whole_precision.plus(other.whole_precision),
            source: self.source.plus(other.source),
            form: self.form.plus(other.form),
            speaker: self.speaker.plus(other.speaker),
            party: self.party.plus(other.party),
            wrong: self.wrong.plus(other.wrong),
            addressee: self.addressee.plus(other.addressee),
            time: self.time.plus(other.time),
        }
    }

    /// Precision and recall of the forms numbered.
    pub fn of(&self, forms: &[usize]) -> (f64, f64) {
        let sum = |shares: &[Share; 3]| forms.iter().fold(Share::default(), |sum, form| sum.plus(shares[*form])).part();
        (sum(&self.precision), sum(&self.recall))
    }

    pub fn f1(&self, forms: &[usize]) -> f64 {
        let (precision, recall) = self.of(forms);
        harmonic(precision, recall)
    }

    pub fn all(&self) -> f64 {
        self.f1(&[0, 1, 2])
    }

    pub fn quoted(&self) -> f64 {
        self.f1(&[0, 1])
    }

    /// F1 of quoted statements with content and source right.
    pub fn whole(&self) -> f64 {
        harmonic(self.whole_precision.part(), self.whole_recall.part())
    }
}

fn harmonic(one: f64, other: f64) -> f64 {
    if one + other == 0.0 { 0.0 } else { 2.0 * one * other / (one + other) }
}

/// One article compared.
#[derive(Clone, Debug)]
pub struct Comparison {
    pub gold: Vec<Gold>,
    pub read: Vec<Said>,
    /// Which gold statement each that was read is.
    pub matched: Vec<Option<usize>>,
    /// The best shares of characters: one row for each that was read, one column for each gold one.
    pub shared: Vec<Vec<f64>>,
    pub tally: Tally,
}

/// Compares what was read out of an article with its gold.
pub fn compare(article: &Article, read: &[Said]) -> Comparison {
    let gold = with_content(merged_gold(&article.gold));
    let read: Vec<Said> = merged(read).into_iter().filter(|one| !one.content.is_empty()).collect();
    let ruler = Ruler::new(&article.text);
    let row = |one: &Said| gold.iter().map(|gold| ruler.shared(&one.content, &gold.said.content)).collect();
    let shared: Vec<Vec<f64>> = read.iter().map(row).collect();
    let matched = pairs(&shared, gold.len());
    let tally = tally(article, &ruler, &gold, &read, &matched);
    Comparison { gold, read, matched, shared, tally }
}

fn with_content(gold: Vec<Gold>) -> Vec<Gold> {
    gold.into_iter().filter(|gold| !gold.said.content.is_empty()).collect()
}

/// Statements that share a cue, made one.
pub fn merged(read: &[Said]) -> Vec<Said> {
    let mut out: Vec<Said> = Vec::new();
    for one in read {
        match out.iter_mut().find(|before| !one.cue.is_empty() && before.cue == one.cue) {
            Some(before) => join(before, one),
            None => out.push(one.clone()),
        }
    }
    out
}

fn merged_gold(gold: &[Gold]) -> Vec<Gold> {
    let mut out: Vec<Gold> = Vec::new();
    for one in gold {
        let same = |before: &&mut Gold| {
            !one.said.cue.is_empty() && before.said.cue == one.said.cue && before.said.source == one.said.source
        };
        match out.iter_mut().find(same) {
            Some(before) => join(&mut before.said, &one.said),
            None => out.push(one.clone()),
        }
    }
    out
}

fn join(before: &mut Said, one: &Said) {
    before.content.extend(one.content.iter().cloned());
    before.content.sort_by_key(|span| (span.start, span.end));
    before.content.dedup();
    if before.form != one.form {
        before.form = Form::Mixed;
    }
    before.source = before.source.take().or_else(|| one.source.clone());
    before.speaker = before.speaker.take().or_else(|| one.speaker.clone());
}

/// The best pairs first; of equal ones the earlier.
fn pairs(shared: &[Vec<f64>], gold: usize) -> Vec<Option<usize>> {
    let mut all: Vec<(usize, usize)> =
        (0..shared.len()).flat_map(|read| (0..gold).map(move |gold| (read, gold))).collect();
    all.retain(|(read, gold)| shared[*read][*gold] >= SAME);
    all.sort_by(|a, b| shared[b.0][b.1].total_cmp(&shared[a.0][a.1]).then(a.cmp(b)));
    let (mut matched, mut taken) = (vec![None; shared.len()], vec![false; gold]);
    for (read, gold) in all {
        if matched[read].is_none() && !taken[gold] {
            matched[read] = Some(gold);
            taken[gold] = true;
        }
    }
    matched
}

fn tally(article: &Article, ruler: &Ruler, gold: &[Gold], read: &[Said], matched: &[Option<usize>]) -> Tally {
    let mut tally = Tally::default();
    for (index, one) in gold.iter().enumerate().filter(|(_, one)| one.tier == Tier::Core) {
        let found = matched.iter().position(|gold| *gold == Some(index)).map(|at| &read[at]);
        tally.recall[number(one.said.form)].count(found.is_some());
        if one.said.form != Form::Indirect {
            tally.whole_recall.count(found.is_some_and(|found| ruler.same_source(one, found)));
        }
        if let Some(found) = found {
            tally.found(article, ruler, one, found);
        }
    }
    for (one, gold_index) in read.iter().zip(matched) {
        let is = gold_index.map(|index| &gold[index]);
        if is.is_some_and(|gold| gold.tier == Tier::Secondary) {
            continue;
        }
        tally.precision[number(one.form)].count(is.is_some());
        if one.form != Form::Indirect {
            tally.whole_precision.count(is.is_some_and(|gold| ruler.same_source(gold, one)));
        }
    }
    tally
}

impl Tally {
    /// Counts a gold statement that was found.
    fn found(&mut self, article: &Article, ruler: &Ruler, gold: &Gold, found: &Said) {
        self.form.count(gold.said.form == found.form);
        if gold.said.source.is_some() {
            self.source.count(ruler.same_source(gold, found));
        }
        if gold.said.addressee.is_some() {
            self.addressee.count(ruler.same(&gold.said.addressee, &found.addressee));
        }
        if gold.said.time.is_some() {
            self.time.count(ruler.same(&gold.said.time, &found.time));
        }
        let right = found.speaker.as_ref().is_some_and(|speaker| is_speaker(article, gold, &speaker.name));
        if found.speaker.is_some() && knows_speakers(article) {
            let given = found.speaker.as_ref().map_or("", |speaker| speaker.name.as_str());
            self.wrong.count(!right && is_other(article, gold, found, given));
        }
        let Some(speaker) = &gold.said.speaker else { return };
        self.speaker.count(right);
        if let (true, Some(party)) = (right, &speaker.party) {
            let given = found.speaker.as_ref().and_then(|speaker| speaker.party.as_deref());
            self.party.count(given.is_some_and(|given| plain(given) == plain(party)));
        }
    }
}

fn knows_speakers(article: &Article) -> bool {
    article.gold.iter().any(|gold| gold.said.speaker.is_some())
}

/// Whether a name is that of the speaker. One whom the text does not name may go by the words of the source alone.
fn is_speaker(article: &Article, gold: &Gold, name: &str) -> bool {
    match &gold.said.speaker {
        Some(speaker) => std::iter::once(&speaker.name).chain(&gold.also).any(|known| plain(known) == plain(name)),
        None => gold.said.source.clone().is_some_and(|source| plain(&article.text[source]) == plain(name)),
    }
}

/// Whether a name is of somebody else: neither the speaker's in part or with a title, nor the first words of the source.
fn is_other(article: &Article, gold: &Gold, found: &Said, name: &str) -> bool {
    let name = plain(name);
    let known = gold.said.speaker.iter().map(|speaker| &speaker.name).chain(&gold.also).map(|known| plain(known));
    let theirs = known.into_iter().any(|known| known.contains(&name) || name.contains(&known));
    let words = |span: &Span| article.text.get(span.clone()).map(plain).unwrap_or_default();
    !theirs && !found.source.iter().chain(&gold.said.source).any(|source| words(source).starts_with(&name))
}

/// A name without an article, its apostrophes straight and its letters small.
pub fn plain(name: &str) -> String {
    let name = name.replace(['‘', '’'], "'").to_lowercase();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = ["the ", "a ", "an "].iter().find_map(|article| name.strip_prefix(article)).map(str::to_owned);
    bare.unwrap_or(name)
}

pub fn number(form: Form) -> usize {
    match form {
        Form::Direct => 0,
        Form::Mixed => 1,
        Form::Indirect => 2,
    }
}

/// Measures spans of a text in characters.
struct Ruler {
    /// For every byte, how many characters begin before it.
    before: Vec<usize>,
}

impl Ruler {
    fn new(text: &str) -> Self {
        let mut before = Vec::with_capacity(text.len() + 1);
        let mut count = 0;
        for at in 0..text.len() {
            before.push(count);
            count += usize::from(text.is_char_boundary(at + 1));
        }
        before.push(count);
        Self { before }
    }

    fn length(&self, spans: &[Span]) -> usize {
        let last = self.before.len() - 1;
        spans.iter().map(|span| self.before[span.end.min(last)] - self.before[span.start.min(last)]).sum()
    }

    /// The characters that two lists of spans share, of those that either has.
    fn shared(&self, one: &[Span], other: &[Span]) -> f64 {
        let (one, other) = (apart(one), apart(other));
        let common = self.length(&common(&one, &other));
        let either = self.length(&one) + self.length(&other) - common;
        if either == 0 { 0.0 } else { common as f64 / either as f64 }
    }

    /// Whether the source is right: both have none, or at least half of the shorter lies in the longer.
    fn same_source(&self, gold: &Gold, found: &Said) -> bool {
        self.same(&gold.said.source, &found.source)
    }

    fn same(&self, gold: &Option<Span>, found: &Option<Span>) -> bool {
        match (gold, found) {
            (None, None) => true,
            (Some(gold), Some(found)) => {
                let (gold, found) = (std::slice::from_ref(gold), std::slice::from_ref(found));
                let shorter = self.length(gold).min(self.length(found));
                shorter > 0 && 2 * self.length(&common(gold, found)) >= shorter
            }
            _ => false,
        }
    }
}

/// Spans in order, those that overlap made one.
fn apart(spans: &[Span]) -> Vec<Span> {
    let mut sorted: Vec<Span> = spans.iter().filter(|span| span.start < span.end).cloned().collect();
    sorted.sort_by_key(|span| (span.start, span.end));
    let mut out: Vec<Span> = Vec::new();
    for span in sorted {
        match out.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => out.push(span),
        }
    }
    out
}

fn common(one: &[Span], other: &[Span]) -> Vec<Span> {
    let both = one.iter().flat_map(|a| other.iter().map(move |b| a.start.max(b.start)..a.end.min(b.end)));
    both.filter(|span| span.start < span.end).collect()
}
