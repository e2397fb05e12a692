//! Whom the words of a source mean: a name, a surname, an office, a pronoun, or a voice that stays without a name.
//!
//! A pronoun goes to the candidate with the most points. Points are for being near, for being the subject of a sentence, for
//! having spoken just before, and for the pronoun that a title or the text itself gives; nobody is guessed he or she by name.

use std::collections::BTreeSet;

use super::super::lexicon::{self, has};
use super::super::words::Words;
use super::super::{Construction, Found, Pronoun, Speaker, places};
use super::{Mention, People, pronoun, roles, span_of};
use crate::Span;

/// Who is meant, and how that was found.
#[derive(Clone, Debug)]
pub(in super::super) struct Who {
    pub speaker: Option<Speaker>,
    /// The number of the entity, where it is one that the text names.
    pub entity: Option<usize>,
    pub found: Found,
    pub rests_on: Option<Span>,
    pub sure: bool,
}

impl Who {
    pub fn unknown() -> Self {
        Who { speaker: None, entity: None, found: Found::Not, rests_on: None, sure: false }
    }
}

/// Resolves sources in the order of the text.
pub(in super::super) struct Resolver<'a> {
    words: &'a Words<'a>,
    people: &'a People,
    /// The first tokens of mentions that were found to speak.
    speaking: BTreeSet<usize>,
    /// Who spoke last, with the token of the source and the paragraph.
    last: Option<(Who, usize, usize)>,
}

/// Pronouns look no further back than this many mentions: so the cost stays linear.
const MENTIONS_BACK: usize = 60;
/// Nor further than this many sentences.
const SENTENCES_BACK: usize = 8;
/// The lead, in points, that makes a pronoun's reading sure.
const SURE_LEAD: i32 = 12;

impl<'a> Resolver<'a> {
    pub fn new(words: &'a Words<'a>, people: &'a People) -> Self {
        Resolver { words, people, speaking: BTreeSet::new(), last: None }
    }

    /// Notes who spoke.
    pub fn spoke(&mut self, who: &Who, source: usize, at: usize, construction: Construction) {
        if let Some(mention) = self.people.at(source) {
            self.speaking.insert(mention.first);
        }
        let says = matches!(construction, Construction::Quotation | Construction::Clause | Construction::Transcript);
        if says {
            self.last = Some((who.clone(), source, self.words.paragraph(at)));
        }
    }

    /// Whoever a quotation without a verb carries on: sure where they were quoted in this paragraph or the one before.
    pub fn carries_on(&mut self, at: usize) -> Option<Who> {
        let paragraph = self.words.paragraph(at);
        let (who, _, last) = self.last.as_mut()?;
        let near = paragraph <= *last + 1;
        *last = paragraph;
        who.speaker.as_ref()?;
        Some(Who { found: Found::Before, sure: who.sure && near, ..who.clone() })
    }

    /// Whom the phrase around `head` means. `cue` is the word that ascribes.
    pub fn source(&self, head: usize, cue: usize) -> Who {
        let words = self.words;
        let word = words.low(head);
        if let Some(pronoun) = pronoun(word) {
            return self.pronoun(head, pronoun, cue);
        }
        if has(&["who", "which", "that"], word) && words.tag(head).starts_with('W')
            || words.dep(words.head(head)) == "relcl" && word == "that"
        {
            let clause = words.head(head);
            let antecedent = words.head(clause);
            if words.dep(clause) == "relcl" && antecedent < head {
                return self.source(antecedent, cue);
            }
            return Who::unknown();
        }
        let alone = !words.children(head).iter().any(|&c| c > head && words.dep(c) == "prep");
        if has(&["it", "they", "we", "i", "you", "this", "these", "what", "there"], word) || word == "one" && alone {
            return self.other_pronoun(head, word);
        }
        if let Some(joint) = self.joint(head, cue) {
            return joint;
        }
        self.named(head).unwrap_or_else(|| self.nominal(head, cue))
    }

    /// Whose line of a transcript it is: the one person of the text who has this name, in capitals or not.
    pub fn called(&self, first: usize, last: usize) -> Option<Who> {
        let words = self.words;
        let name = words.words(&words.span(first, last)).to_lowercase();
        let fits = |e: &&(usize, &super::Entity)| {
            e.1.person.name.to_lowercase() == name
                || e.1.parts.last().is_some_and(|part| *part == name) && e.1.parts.len() > 1
        };
        let mut known =
            self.people.all.iter().enumerate().filter(|e| !e.1.person.mentions.is_empty()).filter(|e| fits(&e));
        let (who, entity) = known.find(|(_, e)| e.parts.len() > 1)?;
        if self.people.all.iter().filter(|e| e.parts.len() > 1 && e.parts.last() == entity.parts.last()).take(2).count()
            > 1
            && !name.contains(' ')
        {
            return None;
        }
        Some(Who {
            speaker: Some(Speaker { name: entity.person.name.clone(), party: entity.person.party.clone() }),
            entity: Some(who),
            found: if name.contains(' ') { Found::Name } else { Found::Surname },
            rests_on: self.full_name(who),
            sure: true,
        })
    }

    fn named(&self, head: usize) -> Option<Who> {
        let words = self.words;
        let mention = self
            .people
            .at(head)
            .filter(|m| head == m.head || head == m.last || words.head(head) == m.head)
            .or_else(|| {
            // “the bloc's policy chief, Kaja Kallas,” and “party leader Jo Brown”.
            let apposed =
                words.children(head).iter().copied().filter(|&c| words.dep(c) == "appos" && words.quote(c).is_none());
            apposed.filter(|&c| c > head).find_map(|c| self.people.at(c).filter(|m| m.first > head))
        })?;
        Some(self.by_name(mention))
    }

    fn by_name(&self, mention: &Mention) -> Who {
        let entity = self.people.all.get(mention.who);
        Who {
            speaker: entity.map(|e| Speaker { name: e.person.name.clone(), party: e.person.party.clone() }),
            entity: Some(mention.who),
            found: mention.found,
            rests_on: self.full_name(mention.who).or_else(|| Some(span_of(self.words, mention))),
            sure: !mention.ambiguous && entity.is_some(),
        }
    }

    fn full_name(&self, who: usize) -> Option<Span> {
        let entity = self.people.all.get(who)?;
        let longest = entity.person.mentions.iter().take(64).rev().max_by_key(|span| span.len())?;
        Some(longest.clone())
    }

    /// “Rutte and Kallas”.
    fn joint(&self, head: usize, cue: usize) -> Option<Who> {
        let words = self.words;
        let other = words
            .child(head, &["conj"])
            .filter(|_| words.child(head, &["cc"]).is_some_and(|cc| words.low(cc) == "and"))?;
        if words.is_verb(other) {
            return None;
        }
        let single =
            |token: usize| self.named(token).or_else(|| pronoun(words.low(token)).map(|p| self.pronoun(token, p, cue)));
        let (first, second) = (single(head)?, single(other)?);
        let (a, b) = (first.speaker?, second.speaker?);
        let party = (a.party == b.party).then_some(a.party).flatten();
        Some(Who {
            speaker: Some(Speaker { name: format!("{} and {}", a.name, b.name), party }),
            entity: None,
            found: first.found.max(second.found),
            rests_on: first.rests_on,
            sure: first.sure && second.sure,
        })
    }

    /// “the alliance”, “the minister”, “two officials of the ministry”.
    fn nominal(&self, head: usize, cue: usize) -> Who {
        let words = self.words;
        let (first, last) = short_phrase(words, head);
        let definite = has(&["the", "this", "that", "his", "her", "their", "its"], words.low(first));
        if definite
            && words.tag(head) != "NNS"
            && let Some(who) =
                self.body_called(head).or_else(|| self.office(head, first)).or_else(|| self.body_named(head, first))
        {
            return who;
        }
        if let Some(who) = self.delegate(head) {
            return who;
        }
        if let Some((who, source, _)) = self.last.as_ref().filter(|_| definite) {
            // “the official” is the official who spoke last.
            if who.entity.is_none()
                && words.lemma(*source) == words.lemma(head)
                && words.tag(*source) == words.tag(head)
            {
                return Who { found: Found::Title, ..who.clone() };
            }
        }
        let lemma = words.lemma(head).to_lowercase();
        let speaks = has(lexicon::SAY, words.lemma(cue))
            && !has(lexicon::SHOW, words.lemma(cue))
            && words.tag(head).starts_with("NN");
        let known = speaks
            || has(lexicon::VOICES, &lemma)
            || has(lexicon::DOCUMENTS, &lemma)
            || roles::is_title(&lemma)
            || words.is_name(head);
        let some = speaks_for_some(words.low(head)) && has(lexicon::SAY, words.lemma(cue));
        let pronominal = !some
            && matches!(
                words.tag(head),
                "DT" | "CD" | "JJ" | "PRP" | "WP" | "WDT" | "EX" | "RB" | "PDT" | "JJS" | "JJR"
            );
        let known = known || some;
        let start = if has(&["the", "a", "an"], words.low(first)) && first < head { first + 1 } else { first };
        let name = words.words(&words.span(if definite { start } else { first }, last));
        let party = roles::party_in(words, first, last).map(str::to_owned);
        Who {
            speaker: (!name.is_empty() && !pronominal).then_some(Speaker { name, party }),
            entity: None,
            found: Found::Title,
            rests_on: Some(words.span(first, last)),
            sure: known && !pronominal && !self.goes_back(head, first),
        }
    }

    /// “the representative of Norland” speaks as Norland.
    fn delegate(&self, head: usize) -> Option<Who> {
        let words = self.words;
        if !has(&["representative", "delegation"], words.low(head)) {
            return None;
        }
        let of = words.child(head, &["prep"]).filter(|&of| words.low(of) == "of")?;
        let mention = self.people.at(words.child(of, &["pobj"])?)?;
        let is_body = self.people.all.get(mention.who)?.person.is_body;
        is_body.then(|| Who { found: Found::Title, ..self.by_name(mention) })
    }

    /// “the company”, “its minister”: words that mean somebody named elsewhere, and it was not found who.
    fn goes_back(&self, head: usize, first: usize) -> bool {
        const GO_BACK: &[&str] = &[
            "agency",
            "association",
            "bank",
            "board",
            "bloc",
            "chairman",
            "chairwoman",
            "chancellor",
            "club",
            "commission",
            "committee",
            "company",
            "council",
            "candidate",
            "nominee",
            "diplomat",
            "director",
            "firm",
            "governor",
            "group",
            "leader",
            "league",
            "mayor",
            "mediator",
            "minister",
            "ministry",
            "organisation",
            "organization",
            "party",
            "president",
            "premier",
            "senator",
            "spokesman",
            "spokesperson",
            "spokeswoman",
            "union",
            "man",
            "woman",
            "envoy",
            "negotiator",
            "ambassador",
            "secretary",
            "official",
            "pair",
            "duo",
        ];
        let words = self.words;
        let bare =
            has(&["the", "this", "that"], words.low(first)) && first + 1 == head && has(GO_BACK, words.low(head));
        let followed =
            words.children(head).iter().any(|&c| c > head && matches!(words.dep(c), "prep" | "relcl" | "appos"));
        bare && !followed || has(&["its", "his", "her", "their"], words.low(first))
    }

    /// “the union” is the one body of the text whose name ends so: “Harbour Union”.
    fn body_named(&self, head: usize, first: usize) -> Option<Who> {
        let noun = self.words.low(head);
        if first + 1 != head || !roles::is_body_word(noun) || roles::is_place_word(noun) {
            return None;
        }
        let ends_so = |mention: &&Mention| {
            self.people
                .all
                .get(mention.who)
                .is_some_and(|e| e.person.is_body && e.parts.len() > 1 && e.parts.iter().any(|part| part == noun))
        };
        let from = self.people.before(head);
        let mut named =
            self.people.mentions.get(from.saturating_sub(MENTIONS_BACK)..from)?.iter().rev().filter(ends_so);
        let mention = named.next()?;
        let alone = named.all(|other| other.who == mention.who);
        Some(Who {
            found: Found::Title,
            rests_on: Some(span_of(self.words, mention)),
            sure: alone,
            ..self.by_name(mention)
        })
    }

    /// “the alliance” is the one organisation of the text so far that is one.
    fn body_called(&self, head: usize) -> Option<Who> {
        let bodies = places::bodies_called(self.words.low(head));
        if bodies.is_empty()
            || self
                .words
                .children(head)
                .iter()
                .any(|&c| matches!(self.words.dep(c), "compound" | "poss" | "amod" | "prep"))
        {
            return None;
        }
        let mut named = self.people.mentions.get(..self.people.before(head))?.iter().rev().filter(|mention| {
            self.people.all.get(mention.who).is_some_and(|e| bodies.contains(&e.person.name.as_str()))
        });
        let mention = named.next()?;
        let alone = named.take(500).all(|other| other.who == mention.who);
        Some(Who {
            found: Found::Title,
            rests_on: Some(span_of(self.words, mention)),
            sure: alone,
            ..self.by_name(mention)
        })
    }

    /// “the minister” is the one person of the text whose office says so.
    fn office(&self, head: usize, first: usize) -> Option<Who> {
        let words = self.words;
        let noun = words.low(head);
        if !roles::is_title(noun) {
            return None;
        }
        let party = roles::party_in(words, first, words.edges(head).1.min(head + 6));
        let adjectives: Vec<&str> =
            (first..head).map(|t| words.low(t)).filter(|w| !has(&["the", "his", "her", "their", "its"], w)).collect();
        let holds = |who: usize| {
            let Some(entity) = self.people.all.get(who) else { return false };
            let Some(role) = entity.person.role.as_ref().map(|role| role.to_lowercase()) else { return false };
            let has_noun = role.split(|c: char| !c.is_alphanumeric()).any(|word| word == noun);
            let fits = party.map_or_else(
                || adjectives.iter().all(|a| role.contains(a)),
                |p| entity.person.party.as_deref() == Some(p),
            );
            has_noun && fits
        };
        let mut holders: Vec<&Mention> = Vec::new();
        for mention in self.people.mentions.get(..self.people.before(head))?.iter().rev().take(MENTIONS_BACK) {
            if holds(mention.who) && holders.iter().all(|other| other.who != mention.who) {
                holders.push(mention);
            }
        }
        let nearest = *holders.first()?;
        let near = words.sentence(head) - words.sentence(nearest.first).min(words.sentence(head)) <= SENTENCES_BACK;
        let sure = holders.len() == 1 && near;
        near.then(|| Who {
            found: Found::Title,
            rests_on: Some(span_of(words, nearest)),
            sure,
            ..self.by_name(nearest)
        })
    }

    fn other_pronoun(&self, head: usize, word: &str) -> Who {
        // “they” carries on a group that spoke just before, “it” an organisation.
        let Some((who, source, paragraph)) = &self.last else { return Who::unknown() };
        let near = self.words.paragraph(head) <= paragraph + 1;
        let plural = self.words.tag(*source) == "NNS" || who.speaker.as_ref().is_some_and(|s| s.name.contains(" and "));
        let body = who.entity.and_then(|e| self.people.all.get(e)).is_some_and(|e| e.person.is_body);
        let fits = match word {
            "they" => plural,
            "it" => body,
            _ => false,
        };
        if near && fits {
            let sure = who.sure && self.words.paragraph(head) == *paragraph;
            return Who { found: Found::Pronoun, rests_on: who.rests_on.clone(), sure, ..who.clone() };
        }
        Who { found: Found::Pronoun, ..Who::unknown() }
    }

    fn pronoun(&self, head: usize, pronoun: Pronoun, cue: usize) -> Who {
        let mut best: Vec<(i32, usize, &Mention)> = Vec::new();
        let upto = self.people.before(head);
        let from = upto.saturating_sub(MENTIONS_BACK);
        for mention in self.people.mentions.get(from..upto).unwrap_or_default().iter().rev() {
            let Some(points) = self.points(mention, head, pronoun, cue) else { continue };
            match best.iter_mut().find(|(_, who, _)| *who == mention.who) {
                Some(known) if known.0 < points => *known = (points, mention.who, mention),
                Some(_) => {}
                None => best.push((points, mention.who, mention)),
            }
        }
        best.sort_by_key(|(points, who, _)| (std::cmp::Reverse(*points), *who));
        let voice = self.voice(head);
        if let (Some((points, who)), best) = (&voice, best.first().map(|(points, ..)| *points))
            && best.is_none_or(|best| *points > best)
        {
            let sure = who.sure && best.is_none_or(|best| points - best >= SURE_LEAD);
            return Who { found: Found::Pronoun, sure, ..who.clone() };
        }
        let Some(&(points, _, mention)) = best.first() else { return Who { found: Found::Pronoun, ..Who::unknown() } };
        let second = best.get(1).map_or(points - 2 * SURE_LEAD, |(points, ..)| *points);
        let second = voice.map_or(second, |(points, _)| points.max(second));
        let sure = points - second >= SURE_LEAD && points > -60 && !mention.ambiguous;
        Who { found: Found::Pronoun, rests_on: Some(span_of(self.words, mention)), sure, ..self.by_name(mention) }
    }

    /// Somebody without a name whom a pronoun may mean: “a farmer”, “the representative”. The subject of the sentence before,
    /// or whoever spoke last.
    fn voice(&self, head: usize) -> Option<(i32, Who)> {
        let words = self.words;
        if let Some((who, source, paragraph)) = &self.last {
            let mut tags = matches!(words.tag(*source), "NN" | "NNP").then_some(());
            if who.entity.is_some_and(|e| self.people.at(*source).is_some_and(|m| m.who == e)) {
                tags = None;
            }
            let sentences = i32::try_from(words.sentence(head).saturating_sub(words.sentence(*source))).unwrap_or(99);
            let paragraphs = i32::try_from(words.paragraph(head).saturating_sub(*paragraph)).unwrap_or(99);
            let person =
                roles::is_title(&words.lemma(*source).to_lowercase()) || has(lexicon::VOICES, words.lemma(*source));
            if tags.is_some() && paragraphs <= 1 && person && who.found == Found::Title {
                let near = if sentences <= 1 && paragraphs == 0 { 20 } else { 0 };
                return Some((30 + 15 + 15 + 10 + near - 12 * sentences - 6 * paragraphs, who.clone()));
            }
        }
        let own = words.sentence_range(head).start;
        let from = own.checked_sub(1).map_or(own, |t| words.sentence_range(t).start).max(head.saturating_sub(80));
        let subject = (from..head).rev().find(|&t| {
            matches!(words.dep(t), "nsubj" | "nsubjpass")
                && words.tag(t) == "NN"
                && words.quote(t).is_none()
                && words.paragraph(t) == words.paragraph(head)
                && self.people.at(t).is_none()
                && !words.children(t).iter().any(|&c| words.dep(c) == "appos" && self.people.at(c).is_some())
                && (roles::is_title(words.low(t)) || has(lexicon::PERSONS, words.low(t)))
        })?;
        let sentences = i32::from(words.sentence(subject) != words.sentence(head));
        Some((30 + 20 + 10 - 12 * sentences, Who { sure: false, ..self.nominal(subject, subject) }))
    }

    /// How well a mention fits a pronoun, in tenths; None where it cannot be meant.
    fn points(&self, mention: &Mention, head: usize, pronoun: Pronoun, cue: usize) -> Option<i32> {
        let words = self.words;
        let entity = self.people.all.get(mention.who).filter(|e| !e.person.is_body)?;
        // “the Last Metre” is no person, and one word alone may be a place: it must have spoken, or have a title.
        let thing = words.child(mention.head, &["det"]).is_some_and(|c| c + 1 == mention.first);
        if thing || !entity.is_person && !self.speaking.contains(&mention.first) && entity.person.pronoun.is_none() {
            return None;
        }
        let sentences = words.sentence(head).saturating_sub(words.sentence(mention.first));
        if sentences > SENTENCES_BACK {
            return None;
        }
        let known = match entity.person.pronoun {
            Some(own) if own != pronoun => return None,
            Some(_) => 20,
            None => 0,
        };
        let distance = i32::try_from(sentences).unwrap_or(99) * 12;
        let paragraphs = words.paragraph(head).saturating_sub(words.paragraph(mention.first));
        let far = i32::try_from(paragraphs).unwrap_or(99) * 6;
        let role = match role_of(words, mention.head) {
            "nsubj" => 30,
            "nsubjpass" => 25,
            "conj" | "appos" => 5,
            "dobj" | "dative" => 0,
            "pobj" => -5,
            "poss" | "compound" | "nmod" | "amod" => -25,
            _ => 0,
        };
        let speaks = if self.speaking.contains(&mention.first) { 15 } else { 0 };
        let subject = matches!(role_of(words, mention.head), "nsubj" | "nsubjpass");
        // The subject of the sentence before, in the same paragraph: what most pronouns go back to.
        let just_before = if sentences <= 1 && paragraphs == 0 && subject { 20 } else { 0 };
        let quoted = if words.quote(mention.first).is_some() && words.quote(mention.first) != words.quote(head) {
            -45
        } else {
            0
        };
        let person = if entity.is_person { 10 } else { -20 };
        let goes_on = has(&["add", "continue", "conclude", "go"], words.lemma(cue));
        let last = self
            .last
            .as_ref()
            .filter(|(who, _, paragraph)| who.entity == Some(mention.who) && words.paragraph(head) <= paragraph + 2);
        let last = last.map_or(0, |_| if goes_on { 45 } else { 15 });
        let often = i32::try_from(entity.person.mentions.len().min(8)).unwrap_or(8);
        Some(known + role + speaks + just_before + quoted + person + last + often - distance - far)
    }
}

/// Words for some of a group, who stay without a name.
fn speaks_for_some(word: &str) -> bool {
    has(
        &[
            "one", "two", "three", "some", "many", "most", "several", "others", "another", "few", "both", "all",
            "critics", "none",
        ],
        word,
    )
}

/// What a name is in its sentence: a name in apposition is what the noun is that it stands beside.
fn role_of<'a>(words: &Words<'a>, token: usize) -> &'a str {
    let mut at = token;
    for _ in 0..3 {
        if words.dep(at) != "appos" {
            break;
        }
        at = words.head(at);
    }
    words.dep(at)
}

/// The words of a phrase without the clauses that hang on it: from its first word to its noun, with “of …” after it.
pub(in super::super) fn short_phrase(words: &Words, head: usize) -> (usize, usize) {
    let first = words.edges(head).0;
    let mut last = head;
    for &child in words.children(head).iter().filter(|&&c| c > head) {
        let near = child == last + 1 && words.edges(child).1 <= head + 8;
        match words.dep(child) {
            "prep"
                if near && has(&["of", "in", "from", "for", "at", "with"], words.low(child)) && plain(words, child) =>
            {
                last = words.edges(child).1
            }
            _ => break,
        }
    }
    (first, last)
}

/// Whether nothing that hangs on a token is a clause.
fn plain(words: &Words, token: usize) -> bool {
    let (first, last) = words.edges(token);
    (first..=last).all(|t| !words.is_verb(t) && words.low(t) != "who")
}
