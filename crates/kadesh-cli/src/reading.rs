//! From what was read in a source to what is proposed for its case: who is named there, then who says what, each with the reason.

use std::ops::Range;

use anyhow::Result;
use kadesh::case::{Given, Name, NameKind, id_for};
use kadesh::model::{Case, Kind, Source};
use kadesh::session::message::{Action, Fields, Proposed, Say};
use kadesh_text::{Attribution, Day, Form, Found, Person, Reading, Speaker, read_english};
use serde_json::{Value, json};
use whatlang::Lang;

/// Who proposes what was read.
const READER: &str = "kadesh read";

/// Reads a source, with the day on which it was published.
pub fn reading_of(source: &Source) -> Result<Reading, String> {
    let day = source.published.as_ref().and_then(|when| Day::parse(&when.to_string()));
    readable(&source.title, &source.text).map(|()| read_english(&source.text, day))
}

/// Whether a text is in the language that can be read; else why not, with the way by hand.
pub fn readable(name: &str, text: &str) -> Result<(), String> {
    match whatlang::detect(text) {
        Some(found) if found.lang() != Lang::Eng && found.is_reliable() => Err(format!(
            "“{}” seems to be in {}, and only English can be read: mark its statements by hand, in the text in `kadesh serve`",
            name,
            found.lang().eng_name()
        )),
        _ => Ok(()),
    }
}

/// What became of what was read.
#[derive(Default)]
pub struct Outcome {
    /// The proposals for parties and persons.
    named: usize,
    /// Those for statements.
    said: usize,
    /// Those that were proposed before, whatever became of it.
    known: usize,
    /// Statements that are not proposed, since a person should look at them first.
    pub unsure: usize,
    /// What the case would not take, and sources that cannot be read, and why.
    pub refused: Vec<String>,
}

impl Outcome {
    /// Proposes what a source suggests. What was proposed `before` is not proposed again, whatever became of it. `propose` gives the
    /// reason where a proposal is refused.
    pub fn propose(
        &mut self,
        case: &Case,
        source: &Source,
        (reading, with_unsure): (&Result<Reading, String>, bool),
        before: &[Proposed],
        propose: &mut dyn FnMut(Action) -> Result<Option<String>>,
    ) -> Result<()> {
        let reading = match reading {
            Ok(reading) => reading,
            Err(why) => {
                self.refused.push(why.clone());
                return Ok(());
            }
        };
        self.unsure += if with_unsure { 0 } else { left_out(reading) };
        for Suggested { because, actions } in suggested(case, source, reading, with_unsure) {
            if actions.iter().any(|action| was_proposed(action, before)) {
                self.known += 1;
                continue;
            }
            let is_name = matches!(actions.first(), Some(Action::Add { .. }));
            match propose(Action::Propose { by: READER.to_owned(), because, actions })? {
                None if is_name => self.named += 1,
                None => self.said += 1,
                Some(why) => self.refused.push(why),
            }
        }
        Ok(())
    }

    /// Whether anything was proposed.
    pub fn is_new(&self) -> bool {
        self.named + self.said > 0
    }

    /// How many of what, in sentences.
    pub fn in_words(&self) -> String {
        let mut told = match self.is_new() {
            false => "Nothing new is proposed.".to_owned(),
            true => format!(
                "Proposed {} and {}. Nothing of it counts before somebody accepts it.",
                counted(self.said, "statement", "statements"),
                counted(self.named, "party or person", "parties and persons"),
            ),
        };
        if self.known > 0 {
            told.push_str(&format!(" {} proposed before.", counted(self.known, "change was", "changes were")));
        }
        if self.unsure > 0 {
            let unsure = counted(self.unsure, "statement is", "statements are");
            told.push_str(&format!(" {unsure} not proposed, since who says it, or what exactly, is not sure."));
        }
        told
    }

    /// The same for machines.
    pub fn json(&self) -> Value {
        json!({
            "proposed": { "names": self.named, "statements": self.said },
            "proposed_before": self.known,
            "unsure": self.unsure,
            "refused": self.refused,
        })
    }
}

/// `1 statement`, `3 statements`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Words with one blank between them, wherever the text breaks its lines.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the same name, or more than half of the same words, was proposed before.
fn was_proposed(action: &Action, before: &[Proposed]) -> bool {
    match action {
        Action::Add { name, .. } => before.iter().flat_map(|one| &one.actions).any(|other| match other {
            Action::Add { name: other, .. } => other == name,
            _ => false,
        }),
        Action::Say(said) => {
            let (Some(start), Some(end)) = (said.start, said.end) else { return false };
            let marks = before.iter().flat_map(|one| &one.marks).filter(|mark| mark.source == said.source);
            marks.map(|mark| mark.start..mark.end).any(|mark| shares_half(&mark, &(start..end)))
        }
        _ => false,
    }
}

/// Whether two pieces of a text share more than half of the shorter one.
fn shares_half(one: &Range<usize>, other: &Range<usize>) -> bool {
    let shared = one.end.min(other.end).saturating_sub(one.start.max(other.start));
    2 * shared > one.len().min(other.len())
}

/// Changes of a case, and why.
struct Suggested {
    /// Why, for a person to judge.
    because: String,
    /// What would be done.
    actions: Vec<Action>,
}

/// What a reading of one source suggests for its case: parties and persons that the case does not have, in the order in which the
/// source names them, then the statements, in the order of the source. Those that the case has are left out. A country or
/// organisation that is named once, and for which nobody speaks, is none of the parties; the place of a meeting is named so.
fn suggested(case: &Case, source: &Source, reading: &Reading, with_unsure: bool) -> Vec<Suggested> {
    let mut cast = Cast::new(case, source);
    let is_party = |one: &&Person| if one.is_body { one.mentions.len() > 1 } else { one.party.is_some() };
    for person in reading.people.iter().filter(is_party) {
        cast.named(person);
    }
    let sure = reading.attributions.iter().filter(|said| with_unsure || has_name(said, reading));
    let unsure = reading.unsure.iter().filter(|_| with_unsure);
    let said = sure.chain(unsure).filter_map(|said| statement(case, source, said, reading, &mut cast));
    let statements: Vec<Suggested> = said.collect();
    cast.suggested.extend(statements);
    cast.suggested
}

/// How many statements are left out unless those are asked for that are not sure: of them, and of voices that have no name.
fn left_out(reading: &Reading) -> usize {
    reading.unsure.len() + reading.attributions.iter().filter(|said| !has_name(said, reading)).count()
}

/// Whether the one who says something is named in the text, or is somebody's: “officials” are nobody's until a person says whose.
fn has_name(said: &Attribution, reading: &Reading) -> bool {
    let named = |speaker: &Speaker| reading.people.iter().any(|one| one.name == speaker.name);
    said.speaker.as_ref().is_some_and(|speaker| speaker.party.is_some() || named(speaker))
}

fn statement(
    case: &Case,
    source: &Source,
    said: &Attribution,
    reading: &Reading,
    cast: &mut Cast,
) -> Option<Suggested> {
    let speaker = said.speaker.as_ref()?;
    let pieces: Vec<Range<usize>> = said.content.iter().filter_map(|piece| bare(&source.text, piece)).collect();
    if pieces.is_empty() || pieces.iter().any(|piece| is_known(case, source, piece)) {
        return None;
    }
    let by = cast.voice(speaker, reading);
    let kind = if said.form == Form::Direct { Kind::Verbatim } else { Kind::Paraphrase };
    let say = |piece: Range<usize>| {
        let at = said.when.as_ref().and_then(|when| when.date.clone());
        Action::Say(Box::new(words(&source.id, piece, (by.clone(), kind, at))))
    };
    Some(Suggested { because: because(said, &source.text), actions: pieces.into_iter().map(say).collect() })
}

fn words(source: &str, piece: Range<usize>, (by, kind, at): (String, Kind, Option<String>)) -> Say {
    Say {
        id: String::new(),
        source: source.to_owned(),
        start: Some(piece.start),
        end: Some(piece.end),
        exact: None,
        prefix: None,
        suffix: None,
        by: vec![by],
        kind: Some(kind),
        on_behalf: None,
        hedge: None,
        modality: None,
        room: None,
        audience: None,
        at,
        takes: Fields::default(),
    }
}

/// Why a statement is suggested: the construction, and by what its speaker was found.
pub fn because(said: &Attribution, text: &str) -> String {
    let mut told = said.why.clone();
    if let (Some(words), Some(speaker)) = (said.source.as_ref().and_then(|span| text.get(span.clone())), &said.speaker)
    {
        let words = one_line(words);
        match said.found {
            Found::Pronoun | Found::Title | Found::Surname if words != speaker.name => {
                told.push_str(&format!("; ‘{words}’ is read as {}", speaker.name));
            }
            Found::Before => told.push_str(&format!("; it carries on the words of {}", speaker.name)),
            _ => {}
        }
    }
    if said.superseded {
        told.push_str("; the text says that it no longer holds");
    }
    told
}

/// The words of a piece without what belongs to the sentence around them: the quotation marks, a comma at the end, the “that” before
/// a clause. None: nothing is left.
fn bare(text: &str, piece: &Range<usize>) -> Option<Range<usize>> {
    let words = text.get(piece.clone())?;
    let outer = |sign: char| sign.is_whitespace() || MARKS.contains(sign);
    let is_whole = words.starts_with(|sign| MARKS.contains(sign)) && words.trim_end().ends_with(outer);
    let end = |sign: char| sign.is_whitespace() || matches!(sign, ',' | '.' | ';' | ':');
    let (mut kept, mut from) = (words, piece.start);
    if is_whole {
        let cut = kept.trim_start_matches(outer);
        from += kept.len() - cut.len();
        kept = cut.trim_end_matches(outer);
    }
    kept = kept.trim_end_matches(end);
    let clause = kept.strip_prefix("that ").unwrap_or(kept).trim_start();
    from += kept.len() - clause.len();
    (!clause.is_empty()).then(|| from..from + clause.len())
}

/// The marks that quotations begin and end with.
const MARKS: &str = "\"“”„‟«»‹›「」『』《》'‘’‚";

/// Whether the case has a statement that shares more than half of the shorter words.
fn is_known(case: &Case, source: &Source, piece: &Range<usize>) -> bool {
    let own = case.statements.iter().filter(|one| case.source(one.source).id == source.id);
    own.map(|one| one.excerpt.bytes).any(|(start, end)| shares_half(&(start..end), piece))
}

/// Who is named: those whom the case has, and those who are suggested for it.
struct Cast<'a> {
    case: &'a Case,
    source: &'a Source,
    /// By name in small letters: the id of a party or a person.
    parties: Vec<(String, String)>,
    persons: Vec<(String, String)>,
    suggested: Vec<Suggested>,
}

impl<'a> Cast<'a> {
    fn new(case: &'a Case, source: &'a Source) -> Cast<'a> {
        let party = |one: &kadesh::model::Party| {
            let names = [one.name.as_str(), one.in_a_sentence(), one.id.as_str()].map(plain_name);
            names.map(|name| (name, one.id.clone()))
        };
        let parties = case.parties.iter().flat_map(party).collect();
        let persons = case.persons.iter().map(|one| (plain_name(&one.name), one.id.clone())).collect();
        Cast { case, source, parties, persons, suggested: Vec::new() }
    }

    /// Somebody whom the text names: a party, or a person who speaks for one.
    fn named(&mut self, person: &Person) -> String {
        if person.is_body {
            return self.party(&person.name);
        }
        let speaker = Speaker { name: person.name.clone(), party: person.party.clone() };
        self.person(&speaker, person.role.as_deref())
    }

    /// Who says something.
    fn voice(&mut self, speaker: &Speaker, reading: &Reading) -> String {
        match reading.people.iter().find(|one| one.name == speaker.name) {
            Some(person) => self.named(person),
            None if speaker.party.is_some() => self.person(speaker, None),
            None => self.party(speaker.name.trim_matches(|sign| MARKS.contains(sign))),
        }
    }

    fn party(&mut self, name: &str) -> String {
        let known = plain_name(name);
        if let Some((_, id)) = self.parties.iter().find(|(other, _)| *other == known) {
            return id.clone();
        }
        let id = self.free_id(&known, "party");
        let because = format!("named in “{}”", self.source.title);
        self.suggest(because, NameKind::Party, &id, vec![("name", name)]);
        self.parties.push((known, id.clone()));
        id
    }

    /// Whom the text ties to nobody stands for himself or herself, until a person says otherwise.
    fn person(&mut self, speaker: &Speaker, role: Option<&str>) -> String {
        if let Some(id) = self.known_person(&speaker.name) {
            return id;
        }
        let party = self.party(speaker.party.as_deref().unwrap_or(&speaker.name));
        let id = self.free_id(&plain_name(&speaker.name), "person");
        let because = match (&speaker.party, role) {
            (Some(party), Some(role)) => format!("“{role}” ties {} to {party}", speaker.name),
            (Some(party), None) => format!("the text ties {} to {party}", speaker.name),
            (None, _) => {
                format!("the text does not say for whom {} speaks, who stands alone until somebody does", speaker.name)
            }
        };
        let mut fields = vec![("name", speaker.name.as_str())];
        fields.extend(role.map(|role| ("role", role)));
        fields.push(("speaks_for", &party));
        self.suggest(because, NameKind::Person, &id, fields);
        self.persons.push((plain_name(&speaker.name), id.clone()));
        id
    }

    /// By the full name; or by a surname that one person alone has, where either side gives no more.
    fn known_person(&self, name: &str) -> Option<String> {
        let wanted = plain_name(name);
        if let Some((_, id)) = self.persons.iter().find(|(other, _)| *other == wanted) {
            return Some(id.clone());
        }
        let last = |name: &str| name.rsplit(' ').next().unwrap_or_default().to_owned();
        let same = self.persons.iter().filter(|(other, _)| last(other) == last(&wanted));
        let same: Vec<_> = same.filter(|(other, _)| !other.contains(' ') || !wanted.contains(' ')).collect();
        match same.as_slice() {
            [(_, id)] => Some(id.clone()),
            _ => None,
        }
    }

    /// An id that no party and no person has: who says something is a party or a person.
    fn free_id(&self, name: &str, otherwise: &str) -> String {
        let persons = self.case.persons.iter().map(|one| one.id.clone());
        let parties = self.case.parties.iter().map(|one| one.id.clone());
        let new = self.parties.iter().chain(&self.persons).map(|(_, id)| id.clone());
        let taken: Vec<String> = persons.chain(parties).chain(new).chain(["reporter".to_owned()]).collect();
        id_for(name, otherwise, &taken)
    }

    fn suggest(&mut self, because: String, kind: NameKind, id: &str, fields: Vec<(&str, &str)>) {
        let fields = fields.into_iter().map(|(key, value)| (key.to_owned(), Some(Given::text(value)))).collect();
        let name = Name { kind, id: id.to_owned(), of: None };
        let actions = vec![Action::Add { name, fields: Fields(fields), typed: Default::default() }];
        self.suggested.push(Suggested { because, actions });
    }
}

/// A name as it is compared: small letters, one blank between words, without “the”.
fn plain_name(name: &str) -> String {
    let words = one_line(&name.to_lowercase());
    words.strip_prefix("the ").map(str::to_owned).unwrap_or(words)
}
