//! Who said what, for whom, in which room, when, and how firmly.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Excerpt, IssueId, PartyId, PersonId, RoomId, SourceId, StatementId, When};

/// A speaker says something: the atom of the record.
#[derive(Debug, Clone, JsonSchema, Serialize)]
#[doc(alias = "attribution")]
pub struct Statement {
    /// The id in the case file.
    pub id: String,
    /// Whose words; of a joint statement, the first who is named.
    pub by: Voice,
    /// The party it is said for. None for the reporter's own voice.
    pub party: Option<PartyId>,
    /// Those who say it together with the first.
    pub with: Vec<CoSpeaker>,
    /// The source that reports it.
    pub source: SourceId,
    /// The anchored words.
    pub excerpt: Excerpt,
    /// Verbatim, paraphrase, or the reporter's own voice.
    pub kind: Kind,
    /// How the source itself weakens the claim.
    pub hedge: Option<Hedge>,
    /// How firm a promise or threat is.
    pub modality: Option<Modality>,
    /// The room it was said in.
    pub room: Option<RoomId>,
    /// Who was meant to hear it.
    pub audience: Audience,
    /// When it was said. None is a gap.
    pub at: Option<When>,
    /// The options, by issue, that this line is compatible with. A set: ambivalence is a set of more than one.
    pub takes: BTreeMap<IssueId, BTreeSet<usize>>,
    /// Whether it is firmer or softer than the party's line before.
    pub trend: BTreeMap<IssueId, Trend>,
    /// Statements with the same content in another channel.
    pub same_content: Vec<StatementId>,
    /// Whether it admits or denies that a bloc is divided.
    pub division: Option<Division>,
    /// Fragments of one or two words are weak evidence of intensity.
    pub fragment: bool,
}

/// One who makes a statement together with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema, Serialize)]
pub struct CoSpeaker {
    /// Whose voice.
    pub voice: Voice,
    /// The party spoken for.
    pub party: PartyId,
}

impl Statement {
    /// Everybody whose words they are, in the order of the case.
    pub fn voices(&self) -> impl Iterator<Item = Voice> + '_ {
        std::iter::once(self.by).chain(self.with.iter().map(|other| other.voice))
    }

    /// Every party that it is said for, in the order of the case.
    pub fn parties(&self) -> impl Iterator<Item = PartyId> + '_ {
        self.party.into_iter().chain(self.with.iter().map(|other| other.party))
    }

    /// Whether it is a party's, alone or with others.
    pub fn is_for(&self, party: PartyId) -> bool {
        self.parties().any(|own| own == party)
    }

    /// Whether several say it together.
    pub fn is_joint(&self) -> bool {
        !self.with.is_empty()
    }

    /// Who says it for a party; the first who is named where nobody does.
    pub fn voice_for(&self, party: PartyId) -> Voice {
        let others = self.with.iter().find(|other| other.party == party && self.party != Some(party));
        others.map_or(self.by, |other| other.voice)
    }
}

/// Whose words they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Voice {
    /// A named person, who speaks for a party.
    Person(PersonId),
    /// A party itself: a communiqué, a treaty text, "officials".
    Party(PartyId),
    /// The author of the source.
    Reporter,
}

/// Fact, party line, or the reporter's view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The speaker's own words, quoted.
    Verbatim,
    /// The speaker's meaning in the reporter's words.
    Paraphrase,
    /// The reporter's own voice. Never a position of a party.
    #[doc(alias = "editorial")]
    Reporter,
}

/// How the source weakens a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hedge {
    /// "Appears to", "seems".
    Appears,
    /// "Reportedly", "is said to".
    Reported,
    /// "Possibly", "perhaps".
    Possibly,
}

/// How firm a promise or a threat is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Modality {
    /// It is possible: "could", "can".
    Can,
    /// It is considered: "may", "might".
    May,
    /// It is pledged: "will", "shall".
    Will,
}

/// Who was meant to hear it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Anyone.
    Public,
    /// Those in the room.
    Private,
}

/// Movement of a line without a change of options.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trend {
    /// Said with more force than before.
    Firmer,
    /// Said with less force than before.
    Softer,
}

/// What a statement says of its own side's unity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Division {
    /// Says that the side is divided.
    Admits,
    /// Says that it is not.
    Denies,
}
