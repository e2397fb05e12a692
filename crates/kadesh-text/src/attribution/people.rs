//! Who is named in a text: full names, surnames, titles and offices, and the party that a title ties somebody to.

mod resolve;
mod roles;

pub(super) use resolve::{Resolver, Who, short_phrase};

use std::collections::BTreeMap;

use super::words::Words;
use super::{Found, Person, Pronoun, places, when};
use crate::Span;

/// Everybody whom a text names.
pub(super) struct People {
    pub all: Vec<Entity>,
    /// In the order of their tokens; none overlaps another.
    pub mentions: Vec<Mention>,
    /// Which mention holds each token.
    mention_at: BTreeMap<usize, usize>,
}

/// Somebody, as the text tells of them.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    pub person: Person,
    /// The words of the name in small letters.
    parts: Vec<String>,
    /// How often the text's own pronouns say he, and she.
    votes: (usize, usize),
    /// Whether something shows that this is a person: a title, a pronoun, two words of name.
    pub is_person: bool,
}

/// A place where somebody is named.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub first: usize,
    pub last: usize,
    /// The word of it that hangs on the rest of the sentence.
    pub head: usize,
    pub who: usize,
    /// By full name or by a part of it.
    pub found: Found,
    /// Another person of the text fits the same words.
    pub ambiguous: bool,
}

/// A run of names in the text, cut into its title and the name.
struct Run {
    first: usize,
    last: usize,
    role: Option<(usize, usize)>,
    honorific: Option<Pronoun>,
    has_title: bool,
    party: Option<(String, bool)>,
}

impl People {
    /// O(n) for n tokens, but for the number of different people in a text.
    pub fn new(words: &Words) -> Self {
        let mut runs = runs(words);
        let mut people = People { all: Vec::new(), mentions: Vec::new(), mention_at: BTreeMap::new() };
        let mut known = Known::default();
        // Full names first: a heading may name by surname whom the text presents later.
        for run in &runs {
            people.enter(words, run, &mut known);
        }
        surnames(words, &mut runs, &known);
        for run in &runs {
            people.mention(words, run, &mut known);
        }
        for (number, mention) in people.mentions.iter().enumerate() {
            for token in mention.first..=mention.last {
                people.mention_at.insert(token, number);
            }
        }
        people.tie(words, &runs);
        people.offices(words);
        people.vote(words);
        people.bodies(words);
        people
    }

    /// The mention that holds a token.
    pub fn at(&self, token: usize) -> Option<&Mention> {
        self.mention_at.get(&token).and_then(|&number| self.mentions.get(number))
    }

    /// The number of the last mention that begins before a token.
    fn before(&self, token: usize) -> usize {
        self.mentions.partition_point(|mention| mention.first < token)
    }
}

impl People {
    fn enter(&mut self, words: &Words, run: &Run, known: &mut Known) {
        let parts = parts(words, run.first, run.last);
        if let Some((party, _)) = run.party.as_ref().filter(|(_, whole)| *whole) {
            known.bodies.entry(party.to_lowercase()).or_insert_with(|| {
                self.all.push(body(party.clone(), Some(party.clone())));
                self.all.len() - 1
            });
        } else if parts.len() >= 2 && !known.full.contains_key(&full_key(&parts)) {
            let is_body = run.honorific.is_none() && !run.has_title && roles::is_body(&parts);
            let number = self.all.len();
            known.full.insert(full_key(&parts), number);
            if !is_body {
                known.part.entry(parts.last().cloned().unwrap_or_default()).or_default().push(number);
                known.given.entry(parts.first().cloned().unwrap_or_default()).or_default().push(number);
            }
            let party = run.party.as_ref().map(|(party, _)| party.clone()).filter(|_| is_body);
            let name = words.words(&words.span(run.first, run.last));
            let person = Person { is_body, ..nobody(name, party) };
            self.all.push(Entity { person, parts, votes: (0, 0), is_person: !is_body });
        }
    }

    fn mention(&mut self, words: &Words, run: &Run, known: &mut Known) {
        let parts = parts(words, run.first, run.last);
        let (who, found, ambiguous) = self.find(words, run, &parts, known);
        if let Some(entity) = self.all.get_mut(who) {
            if let Some(honorific) = run.honorific {
                entity.person.pronoun = entity.person.pronoun.or(Some(honorific));
            }
            entity.is_person |= run.has_title || run.honorific.is_some();
            entity.person.mentions.push(words.span(run.first, run.last));
        }
        known.last.insert(parts.last().cloned().unwrap_or_default(), who);
        let outside =
            |&token: &usize| !(run.first..=run.last).contains(&words.head(token)) || words.head(token) == token;
        let head = (run.first..=run.last).rev().find(outside).unwrap_or(run.last);
        self.mentions.push(Mention { first: run.first, last: run.last, head, who, found, ambiguous });
    }

    fn find(&mut self, words: &Words, run: &Run, parts: &[String], known: &mut Known) -> (usize, Found, bool) {
        if let Some((party, true)) = &run.party
            && let Some(&who) = known.bodies.get(&party.to_lowercase())
        {
            return (who, Found::Name, false);
        }
        if parts.len() >= 2
            && let Some(&who) = known.full.get(&full_key(parts))
        {
            return (who, Found::Name, false);
        }
        let last = parts.last().cloned().unwrap_or_default();
        let fits = |who: &&usize| match (run.honorific, self.all.get(**who).and_then(|e| e.person.pronoun)) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        let by_surname: Vec<usize> = known.part.get(&last).into_iter().flatten().filter(fits).copied().collect();
        let by_given: Vec<usize> = if by_surname.is_empty() {
            known.given.get(&last).into_iter().flatten().copied().collect()
        } else {
            Vec::new()
        };
        match (by_surname.as_slice(), by_given.as_slice()) {
            (&[who], _) | (&[], &[who]) => (who, Found::Surname, false),
            ([], _) => {
                let who = *known.single.entry(last).or_insert_with(|| {
                    let name = words.words(&words.span(run.first, run.last));
                    let is_body =
                        !run.has_title && run.honorific.is_none() && (roles::is_body(parts) || is_acronym(&name));
                    let person = Person { is_body, ..nobody(name, None) };
                    self.all.push(Entity { person, parts: parts.to_vec(), votes: (0, 0), is_person: false });
                    self.all.len() - 1
                });
                (who, Found::Name, false)
            }
            (several, _) => {
                // Two of one surname: whoever was last called by it.
                let recent = known.last.get(&last).filter(|who| several.contains(who)).copied();
                (recent.or_else(|| several.first().copied()).unwrap_or_default(), Found::Surname, true)
            }
        }
    }

    /// Ties people to parties and roles, by the title before a name or the words after it.
    fn tie(&mut self, words: &Words, runs: &[Run]) {
        for (number, run) in runs.iter().enumerate() {
            let Some(who) = self.mentions.get(number).map(|mention| mention.who) else { continue };
            if self
                .all
                .get(who)
                .is_none_or(|e| e.person.is_body || (e.person.role.is_some() && e.person.party.is_some()))
            {
                continue;
            }
            let role = run
                .role
                .or_else(|| roles::after(words, run.last))
                .or_else(|| roles::before(words, run.first, run.last));
            let Some((first, last)) = role else { continue };
            let party = self.party_in(words, first, last).map(|party| self.polity(party));
            let Some(entity) = self.all.get_mut(who) else { continue };
            entity.is_person = true;
            if entity.person.role.is_none() {
                entity.person.role = Some(words.words(&words.span(first, last)));
                entity.person.pronoun = entity.person.pronoun.or_else(|| roles::pronoun(words, first, last));
            }
            entity.person.party = entity.person.party.take().or(party);
        }
    }

    /// The party that the words of a title name.
    pub fn party_in(&self, words: &Words, first: usize, last: usize) -> Option<String> {
        if let Some(party) = roles::party_in(words, first, last) {
            return Some(party.to_owned());
        }
        if roles::is_possessive(words.low(first)) && roles::unknown_party(words, first, last).is_none() {
            return self.owner(words, first);
        }
        let mut bodies =
            (first..=last).filter_map(|token| self.at(token)).filter_map(|mention| self.all.get(mention.who));
        if let Some(body) = bodies.rfind(|e| e.person.is_body && e.parts.len() > 1) {
            return Some(body.person.name.clone());
        }
        let leads = (first..=last).any(|token| roles::leads_a_body(words.low(token)));
        let (first, last) = roles::unknown_party(words, first, last)?;
        match self.at(first).and_then(|mention| self.all.get(mention.who)) {
            Some(entity)
                if entity.person.is_body
                    || leads && entity.person.role.is_none() && entity.person.pronoun.is_none() =>
            {
                Some(entity.person.name.clone())
            }
            Some(entity) if entity.is_person => entity.person.party.clone(),
            _ => Some(words.words(&words.span(first, last)).trim_end_matches(['\'', '’']).to_owned()),
        }
    }

    /// “Its chairman”: the body that is the subject of the sentence before, or of this one.
    fn owner(&self, words: &Words, token: usize) -> Option<String> {
        if !matches!(words.low(token), "its" | "their") {
            return None;
        }
        let upto = self.before(token);
        let near = self
            .mentions
            .get(upto.saturating_sub(12)..upto)?
            .iter()
            .rev()
            .filter(|m| words.sentence(m.first) + 1 >= words.sentence(token));
        let mut bodies = near.filter(|m| {
            self.all.get(m.who).is_some_and(|e| e.person.is_body) && matches!(words.dep(m.head), "nsubj" | "nsubjpass")
        });
        bodies.next().and_then(|m| self.all.get(m.who)).map(|e| e.person.name.clone())
    }

    /// A name in the plural without a title, a pronoun or an office is a company's or a group's; a body is its own party.
    fn bodies(&mut self, words: &Words) {
        let mut plural = vec![0_usize; self.all.len()];
        for mention in &self.mentions {
            if let Some(own) = plural.get_mut(mention.who) {
                *own += usize::from(words.tag(mention.last) == "NNPS");
            }
        }
        for (entity, plural) in self.all.iter_mut().zip(plural) {
            let person = &mut entity.person;
            if plural * 2 > person.mentions.len()
                && person.role.is_none()
                && person.pronoun.is_none()
                && entity.votes == (0, 0)
            {
                person.is_body = true;
                entity.is_person = false;
            }
            if person.is_body && person.party.is_none() {
                person.party = Some(person.name.clone());
            }
        }
    }

    /// The name of which a word is the adjective, where the text has one: “Harnian” with “Harnia”. That is a body then.
    fn polity(&mut self, word: String) -> String {
        if word.contains(' ') {
            return word;
        }
        let stem: String = word.chars().take(word.chars().count().saturating_sub(2).max(4)).collect();
        let mut names = self
            .all
            .iter_mut()
            .filter(|e| e.parts.len() == 1 && (e.person.name == word || e.person.name.starts_with(&stem)));
        let Some(entity) = names.next() else { return word };
        if !entity.is_person {
            entity.person.is_body = true;
            entity.person.party = entity.person.party.take().or_else(|| Some(entity.person.name.clone()));
        }
        entity.person.name.clone()
    }

    /// The bodies that an office without a name shows: “the representative of Norland”, “the Norlandian government”.
    fn offices(&mut self, words: &Words) {
        for token in 0..words.len() {
            let office = matches!(
                words.low(token),
                "government"
                    | "parliament"
                    | "representative"
                    | "minister"
                    | "president"
                    | "ministry"
                    | "delegation"
                    | "ambassador"
                    | "spokesman"
                    | "spokeswoman"
            );
            if !office {
                continue;
            }
            let owner = words
                .child(token, &["prep"])
                .filter(|&of| words.low(of) == "of")
                .and_then(|of| words.child(of, &["pobj"]));
            let before = token.checked_sub(1).filter(|&t| words.tag(t) == "JJ" || words.is_name(t));
            for named in owner.into_iter().chain(before) {
                if words.is_name(named) && self.at(named).is_some_and(|m| m.first == m.last)
                    || words.tag(named) == "JJ" && words.word(named).starts_with(char::is_uppercase)
                {
                    let name = self
                        .at(named)
                        .and_then(|m| self.all.get(m.who))
                        .map_or_else(|| words.word(named).to_owned(), |e| e.person.name.clone());
                    if name.chars().count() >= 4 {
                        self.polity(name);
                    }
                }
            }
        }
    }

    /// Learns from the text's own pronouns who is he and who is she, where only one person can be meant.
    fn vote(&mut self, words: &Words) {
        for token in 0..words.len() {
            let Some(pronoun) = pronoun(words.low(token)) else { continue };
            let own = words.sentence_range(token).start;
            let end = self.before(token);
            // A pronoun that is the subject of its sentence may go back to the sentence before, in the same paragraph.
            let before = own
                .checked_sub(1)
                .map(|t| words.sentence_range(t).start)
                .filter(|&t| words.dep(token) == "nsubj" && words.paragraph(t) == words.paragraph(token));
            let alone = self.mentions.partition_point(|mention| mention.first < own) == end;
            let start = before.filter(|_| alone).unwrap_or(own);
            let begin = self.mentions.partition_point(|mention| mention.first < start);
            let mut people = self.mentions.get(begin..end).unwrap_or_default().iter().take(40).filter(|mention| {
                self.all.get(mention.who).is_some_and(|e| !e.person.is_body)
                    && words.quote(mention.first) == words.quote(token)
            });
            let Some(only) = people.next().filter(|_| words.quote(token).is_none()).map(|mention| mention.who) else {
                continue;
            };
            if people.all(|mention| mention.who == only)
                && let Some(entity) = self.all.get_mut(only)
            {
                match pronoun {
                    Pronoun::He => entity.votes.0 += 1,
                    Pronoun::She => entity.votes.1 += 1,
                }
            }
        }
        for entity in &mut self.all {
            let voted = match entity.votes {
                (he, 0) if he > 0 => Some(Pronoun::He),
                (0, she) if she > 0 => Some(Pronoun::She),
                _ => None,
            };
            entity.person.pronoun = entity.person.pronoun.or(voted);
        }
    }
}

/// He or she, by a closed list of the pronouns of English.
pub(super) fn pronoun(word: &str) -> Option<Pronoun> {
    match word {
        "he" | "him" | "his" | "himself" => Some(Pronoun::He),
        "she" | "her" | "hers" | "herself" => Some(Pronoun::She),
        _ => None,
    }
}

/// Names that were seen, and whose they are.
#[derive(Default)]
struct Known {
    full: BTreeMap<(String, String), usize>,
    part: BTreeMap<String, Vec<usize>>,
    given: BTreeMap<String, Vec<usize>>,
    bodies: BTreeMap<String, usize>,
    single: BTreeMap<String, usize>,
    last: BTreeMap<String, usize>,
}

fn full_key(parts: &[String]) -> (String, String) {
    (parts.first().cloned().unwrap_or_default(), parts.last().cloned().unwrap_or_default())
}

fn parts(words: &Words, first: usize, last: usize) -> Vec<String> {
    let text = words.words(&words.span(first, last)).to_lowercase();
    text.split(' ').map(str::to_owned).collect()
}

fn is_acronym(name: &str) -> bool {
    name.len() >= 2 && name.chars().all(|c| c.is_uppercase() || c == '.' || c == '&')
}

fn nobody(name: String, party: Option<String>) -> Person {
    Person { name, role: None, party, is_body: false, pronoun: None, mentions: Vec::new() }
}

fn body(name: String, party: Option<String>) -> Entity {
    let parts = name.to_lowercase().split(' ').map(str::to_owned).collect();
    let person = Person { is_body: true, ..nobody(name, party) };
    Entity { person, parts, votes: (0, 0), is_person: false }
}

/// The longest run of names without a break, in tokens; what is longer is a list or a heading.
const LONGEST_RUN: usize = 10;

fn runs(words: &Words) -> Vec<Run> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if let Some((last, party)) = listed(words, at).filter(|(last, _)| !begins_name(words, *last)) {
            all.push(Run {
                first: at,
                last,
                role: None,
                honorific: None,
                has_title: false,
                party: Some((party, true)),
            });
            at = last + 1;
            continue;
        }
        if !is_part(words, at) {
            at += 1;
            continue;
        }
        let last = run_end(words, at);
        if let Some(run) = cut(words, at, last) {
            all.push(run);
        }
        at = last + 1;
    }
    all
}

/// Adds the surnames of people with a full name where the tagger took them for common nouns.
fn surnames(words: &Words, runs: &mut Vec<Run>, known: &Known) {
    let mut held = vec![false; words.len()];
    for run in runs.iter() {
        held.get_mut(run.first..=run.last).unwrap_or_default().fill(true);
    }
    let missed =
        (0..words.len()).filter(|&t| held.get(t) == Some(&false) && words.word(t).starts_with(char::is_uppercase));
    let missed = missed.filter(|&t| {
        matches!(words.tag(t), "NN" | "NNS" | "NNPS" | "JJ" | "VBZ" | "VB") && known.part.contains_key(words.low(t))
    });
    let single = |t: usize| Run { first: t, last: t, role: None, honorific: None, has_title: false, party: None };
    runs.extend(missed.filter(|&t| !words.is_verb(t) || words.sentence_range(t).start == t).map(single));
    runs.sort_by_key(|run| run.first);
}

/// A country or organisation of the table that begins at a token.
fn listed(words: &Words, first: usize) -> Option<(usize, String)> {
    if !words.word(first).starts_with(char::is_uppercase) {
        return None;
    }
    (0..places::LONGEST).rev().find_map(|more| {
        let last = first + more;
        let span = words.span(first, last);
        if last >= words.len() || words.paragraph(first) != words.paragraph(last) {
            return None;
        }
        let (party, sense) = places::party(words.text.get(span)?)?;
        // “Germans” name Germany; “German” only says whose something is.
        let names = sense != places::Sense::People || words.tag(last).starts_with("NNP");
        (names && words.tag(last) != "JJ").then(|| (last, party.to_owned()))
    })
}

/// Whether a name goes on after this token: “Jordan Miller”, “US President …”.
fn begins_name(words: &Words, last: usize) -> bool {
    let next = last + 1;
    next < words.len() && is_part(words, next) && together(words, last, next) && words.dep(last) == "compound"
}

fn is_part(words: &Words, token: usize) -> bool {
    let month = when::is_calendar(words.low(token))
        || words.low(token) == "may" && (words.tag(token + 1) == "CD" || token > 0 && words.tag(token - 1) == "CD");
    !month && words.is_name(token) && words.word(token).starts_with(|c: char| c.is_uppercase())
        || roles::honorific(words.low(token)).is_some() && words.word(token).starts_with(char::is_uppercase)
}

fn together(words: &Words, a: usize, b: usize) -> bool {
    words.paragraph(a) == words.paragraph(b)
        && words.quote(a) == words.quote(b)
        && words.sentence(a) == words.sentence(b)
}

fn run_end(words: &Words, first: usize) -> usize {
    let mut last = first;
    while last + 1 < words.len() && last - first < LONGEST_RUN && together(words, first, last + 1) {
        let next = last + 1;
        if is_part(words, next) {
            last = next;
        } else if joins(words, first, last) && together(words, first, next + 1) {
            last = next + 1;
        } else {
            break;
        }
    }
    last
}

/// Whether the word after `last` is a small one inside a name, and the name goes on after it.
fn joins(words: &Words, first: usize, last: usize) -> bool {
    let (small, next) = (last + 1, last + 2);
    let hyphen = words.tag(small) == "HYPH" && words.span(last, small).len() == words.word(last).len() + 1;
    let inside = roles::PARTICLES.contains(&words.low(small)) || is_of(words, first, last);
    next < words.len() && (hyphen || inside && is_part(words, next))
}

/// “Association of …”, “Lord Ashby of …”: a name that goes on after “of”.
fn is_of(words: &Words, first: usize, last: usize) -> bool {
    let body = roles::is_body_word(words.low(last)) && !roles::is_place_word(words.low(last));
    let peer = matches!(words.low(first), "lord" | "lady" | "baroness" | "earl" | "duke" | "duchess") && last > first;
    words.low(last + 1) == "of" && (body || peer)
}

/// Cuts a run into what comes before the name and the name.
fn cut(words: &Words, first: usize, last: usize) -> Option<Run> {
    let title = (first..=last).rev().find(|&token| roles::is_title(words.low(token)));
    let honorific = title.and_then(|token| roles::honorific(words.low(token))).flatten();
    let is_honorific = title.is_some_and(|token| roles::honorific(words.low(token)).is_some());
    match title {
        // “the Foreign Minister”: an office, and nobody is named.
        Some(title) if title == last => None,
        Some(title) => {
            let start = roles::start(words, first);
            let role = (!is_honorific).then_some((start, title));
            Some(Run { first: title + 1, last, role, honorific, has_title: true, party: None })
        }
        None => {
            let start = roles::start(words, first);
            // “former president Jo Brown”: the title is a common noun before the name.
            let has_title = start < first && roles::is_title(words.low(first - 1));
            let role = has_title.then_some((start, first.saturating_sub(1)));
            let party = if has_title {
                None
            } else {
                roles::party_in(words, first, last).map(|party| (party.to_owned(), false))
            };
            Some(Run { first, last, role, honorific: None, has_title, party })
        }
    }
}

/// Where a mention stands, with the words of its title that come before it.
pub(super) fn span_of(words: &Words, mention: &Mention) -> Span {
    words.span(mention.first, mention.last)
}
