//! Whose voice is on record, and whose is missing: a count of quoted spans by speaker and by party.
//!
//! # Definition
//!
//! A verbatim statement is one quoted span. A statement counts for its speaker and for the party it is said for. A party
//! that the case declares, or a person, with no quoted span is listed as missing.
//!
//! # Source
//!
//! Our own definition.
//!
//! # Complexity
//!
//! O(statements × speakers).

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Basis, Card, Case, Family, Ground, Kind, PartyId, PersonId, Ref, Standing, StatementId, Voice};

use super::voice_ref;

/// The question in short.
pub const CARD: Card = Card {
    id: "record.voices",
    family: Family::Record,
    name: "count of quoted spans",
    question: "Whose voice is on record, and whose is missing?",
    definition: "A verbatim statement is one quoted span, counted for its speaker and for the party it is said for.",
    sources: &[],
    assumes: &["the statements of the case were taken from its sources without leaving a side out"],
    departures: "Our own definition.",
    standing: Standing::Experimental,
};

/// Who is quoted how often.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Voices {
    /// Everybody with a statement, the most quoted first; ties in file order.
    pub speakers: Vec<Speaker>,
    /// Every party that the case declares, in file order.
    pub parties: Vec<PartyVoice>,
    /// Declared parties with no quoted span, in file order.
    pub silent_parties: Vec<Ref>,
    /// Persons with no quoted span, in file order.
    pub silent_persons: Vec<Ref>,
    /// The silent persons whose party does have a quoted span: those that the silent parties do not already cover.
    pub silent_beside_their_party: Vec<Ref>,
    /// Statements in a speaker's own words. One of several speakers counts once.
    pub quoted: usize,
    /// Those of them that several say together.
    pub joint: usize,
    /// Statements in the reporter's words for what a speaker meant.
    pub paraphrased: usize,
    /// Statements in the reporter's own voice.
    pub reporter: usize,
    /// Every statement on record.
    pub basis: Basis,
}

/// One speaker's counts.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct Speaker {
    /// Who.
    pub who: Ref,
    /// The party spoken for. None for the reporter.
    pub party: Option<Ref>,
    /// Quoted spans.
    pub quoted: usize,
    /// Those of them that are said together with others. In the totals each counts once.
    pub shared: usize,
    /// Those of them that are fragments of one or two words.
    pub fragments: usize,
    /// Paraphrases.
    pub paraphrased: usize,
    /// The speaker's statements.
    pub basis: Basis,
}

/// One party's counts, over all who speak for it.
#[derive(Debug, Clone, PartialEq, JsonSchema, Serialize)]
pub struct PartyVoice {
    /// Which party.
    pub party: Ref,
    /// Quoted spans.
    pub quoted: usize,
    /// Paraphrases.
    pub paraphrased: usize,
    /// Its statements; every statement on record when it has none.
    pub basis: Basis,
}

/// Counts the quoted spans on record.
pub fn voices(case: &Case) -> Voices {
    let on_record: Vec<StatementId> = case.statements_on_record().collect();
    let kinds = |kind| on_record.iter().filter(|id| case.statement(**id).kind == kind).count();
    let quoted_for =
        |party: PartyId| on_record.iter().any(|id| case.statement(*id).is_for(party) && verbatim(case, *id));
    let silent_persons: Vec<PersonId> = (0..case.persons.len())
        .map(PersonId)
        .filter(|person| {
            let own = |id: &StatementId| case.statement(*id).voices().any(|voice| voice == Voice::Person(*person));
            !on_record.iter().any(|id| own(id) && verbatim(case, *id))
        })
        .collect();
    let person_ref = |id: &PersonId| voice_ref(case, Voice::Person(*id));
    Voices {
        speakers: speakers(case, &on_record),
        parties: case.main_parties().map(|party| party_voice(case, party, &on_record)).collect(),
        silent_parties: case.main_parties().filter(|id| !quoted_for(*id)).map(|id| case.party_ref(id)).collect(),
        silent_persons: silent_persons.iter().map(person_ref).collect(),
        silent_beside_their_party: silent_persons
            .iter()
            .filter(|id| quoted_for(case.person(**id).speaks_for))
            .map(person_ref)
            .collect(),
        quoted: kinds(Kind::Verbatim),
        joint: on_record.iter().filter(|id| case.statement(**id).is_joint() && verbatim(case, **id)).count(),
        paraphrased: kinds(Kind::Paraphrase),
        reporter: kinds(Kind::Reporter),
        basis: on_record.iter().map(|id| Ground::Statement(*id)).collect(),
    }
}

fn speakers(case: &Case, on_record: &[StatementId]) -> Vec<Speaker> {
    let persons = (0..case.persons.len()).map(|id| Voice::Person(PersonId(id)));
    let parties = (0..case.parties.len()).map(|id| Voice::Party(PartyId(id)));
    let mut speakers: Vec<Speaker> = persons
        .chain(parties)
        .chain([Voice::Reporter])
        .map(|voice| speaker(case, voice, on_record))
        .filter(|speaker| !speaker.basis.is_empty())
        .collect();
    speakers.sort_by_key(|speaker| std::cmp::Reverse((speaker.quoted, speaker.paraphrased)));
    speakers
}

fn speaker(case: &Case, voice: Voice, on_record: &[StatementId]) -> Speaker {
    let own: Vec<StatementId> =
        on_record.iter().copied().filter(|id| case.statement(*id).voices().any(|own| own == voice)).collect();
    let party = match voice {
        Voice::Person(id) => Some(case.person(id).speaks_for),
        Voice::Party(id) => Some(id),
        Voice::Reporter => None,
    };
    let shared = |id: &&StatementId| case.statement(**id).is_joint() && verbatim(case, **id);
    let fragment = |id: &StatementId| case.statement(*id).fragment && verbatim(case, *id);
    Speaker {
        who: voice_ref(case, voice),
        party: party.map(|id| case.party_ref(id)),
        quoted: own.iter().filter(|id| verbatim(case, **id)).count(),
        shared: own.iter().filter(|id| shared(id)).count(),
        fragments: own.iter().filter(|id| fragment(id)).count(),
        paraphrased: own.iter().filter(|id| case.statement(**id).kind == Kind::Paraphrase).count(),
        basis: own.iter().map(|id| Ground::Statement(*id)).collect(),
    }
}

fn party_voice(case: &Case, party: PartyId, on_record: &[StatementId]) -> PartyVoice {
    let own = || on_record.iter().copied().filter(|id| case.statement(*id).is_for(party));
    let spoke = own().next().is_some();
    PartyVoice {
        party: case.party_ref(party),
        quoted: own().filter(|id| verbatim(case, *id)).count(),
        paraphrased: own().filter(|id| case.statement(*id).kind == Kind::Paraphrase).count(),
        // That a party has no statement rests on all of them.
        basis: on_record
            .iter()
            .copied()
            .filter(|id| !spoke || own().any(|one| one == *id))
            .map(Ground::Statement)
            .collect(),
    }
}

fn verbatim(case: &Case, id: StatementId) -> bool {
    case.statement(id).kind == Kind::Verbatim
}
