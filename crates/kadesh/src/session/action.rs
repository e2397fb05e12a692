//! What a user does, as data: every gesture, whichever shell it is made in. `plan` makes changes of the texts of them.

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Deserializer;
use serde::ser::Serializer;
use serde::{Deserialize, Serialize};

use crate::case::{Given, Name};
use crate::model::{Audience, Hedge, Kind, Modality};

/// A gesture of the user.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Action {
    /// A new entry: a party, a person, an issue, a room, a body, a lever, and so on.
    Add {
        /// Its kind and id. Without an id, one is made of the `name` or the `text`.
        name: Name,
        /// What is known of it, by key.
        #[serde(default, skip_serializing_if = "Fields::is_empty")]
        fields: Fields,
        /// What more is known of it, in words as a person types them.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        typed: BTreeMap<String, String>,
    },
    /// One more item of a list whose items have no names, such as `red_line`, `bonus` or `act.framing`.
    AddItem {
        /// Where.
        list: Place,
        /// What is known of it, by key.
        #[serde(default, skip_serializing_if = "Fields::is_empty")]
        fields: Fields,
        /// What more is known of it, in words as a person types them.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        typed: BTreeMap<String, String>,
    },
    /// Sets or clears keys of an entry. `null` clears.
    Put {
        /// Which entry.
        place: Place,
        /// By key; a dot leads further in: `values.low`.
        fields: Fields,
    },
    /// Sets or clears a key of an entry with words as a person types them: `0.3..0.6`, `yes`, `north, south`.
    Write {
        /// Which entry.
        place: Place,
        /// The key; a dot leads further in: `rule.kind`.
        key: String,
        /// What was typed; nothing clears the key.
        words: String,
    },
    /// Takes an entry away, and all that cannot be without it.
    Remove {
        /// Which entry.
        place: Place,
    },
    /// Gives a name another id, everywhere.
    Rename {
        /// Which.
        name: Name,
        /// The new id.
        to: String,
    },
    /// A document, with its text.
    AddSource {
        /// Its id. Empty: made of the title.
        #[serde(default)]
        id: String,
        /// Its title.
        title: Option<String>,
        /// When it was published.
        published: Option<String>,
        /// Its text, which becomes a file beside the case.
        text: String,
    },
    /// Somebody says something: the words are marked in a source.
    Say(Box<Say>),
    /// An option that a party rejects whatever the rest, or no longer.
    RedLine {
        /// The party.
        party: String,
        /// The issue.
        issue: String,
        /// The option.
        option: String,
        /// Whether it is rejected.
        drawn: bool,
    },
    /// Where a party sits in a room.
    Seat {
        /// The room.
        room: String,
        /// The party.
        party: String,
        /// Its seat; none takes it out.
        seat: Option<Seat>,
    },
    /// One more option of an issue.
    AddOption {
        /// The issue.
        issue: String,
        /// Its id. Empty: made of the words.
        #[serde(default)]
        id: String,
        /// How a sentence says it.
        words: Option<String>,
        /// The option that it goes before; none: it goes last.
        before: Option<String>,
    },
    /// The options of an issue in another order.
    OrderOptions {
        /// The issue.
        issue: String,
        /// All of its options.
        options: Vec<String>,
    },
    /// Puts changes before a person, who accepts them or not. Until then nothing of them is in the case.
    Propose {
        /// Who proposes.
        by: String,
        /// Why.
        because: String,
        /// What would be done, one after the other.
        actions: Vec<Action>,
    },
    /// A person accepts what was proposed: it is done.
    Accept {
        /// The id of the proposal.
        proposal: String,
        /// Who accepts it.
        by: Option<String>,
        /// What is done in place of what was proposed; none: that.
        instead: Option<Vec<Action>>,
    },
    /// A person rejects what was proposed.
    Reject {
        /// The id of the proposal.
        proposal: String,
        /// Who rejects it.
        by: Option<String>,
        /// Why.
        because: Option<String>,
    },
    /// Whoever proposed something takes it back.
    Withdraw {
        /// The id of the proposal.
        proposal: String,
        /// Who proposed it.
        by: String,
    },
}

/// Words in a source, and who says them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Say {
    /// Its id. Empty: made of who says it.
    #[serde(default)]
    pub id: String,
    /// The source.
    pub source: String,
    /// First byte of the words in the text of the source, where they were marked there.
    pub start: Option<usize>,
    /// One past the last byte.
    pub end: Option<usize>,
    /// The words themselves, where they were not marked; where both are given, both have to mean the same place.
    pub exact: Option<String>,
    /// Words just before them, where they stand there more than once.
    pub prefix: Option<String>,
    /// Words just behind them, where they stand there more than once.
    pub suffix: Option<String>,
    /// Who says it: persons, parties, or `reporter`.
    pub by: Vec<String>,
    /// Own words or a paraphrase; none: as the quotation marks in the source say.
    pub kind: Option<Kind>,
    /// The party spoken for, where it is not that of the person.
    pub on_behalf: Option<String>,
    /// How the source weakens it.
    pub hedge: Option<Hedge>,
    /// How firm a promise or threat is.
    pub modality: Option<Modality>,
    /// Where.
    pub room: Option<String>,
    /// Who was meant to hear it.
    pub audience: Option<Audience>,
    /// When.
    pub at: Option<String>,
    /// The options, by issue, that it is compatible with.
    #[serde(default, skip_serializing_if = "Fields::is_empty")]
    pub takes: Fields,
}

/// Where a party sits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Seat {
    /// At the table.
    Seated,
    /// Told, without a seat.
    Informed,
    /// Talked about.
    About,
}

/// An entry of a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Place {
    /// Something with a name.
    Named(Name),
    /// What a party wants in an issue.
    Stake {
        /// The party.
        party: String,
        /// The issue.
        issue: String,
    },
    /// What no deal is worth to a party.
    WalkAway(String),
    /// What a party makes of the states.
    Preference(String),
    /// The table of this name, of which there is one: `case`, `deal`, `conflict`, `tables`.
    Single(String),
    /// Something inside of an entry, by its key.
    In {
        /// The entry.
        entry: Box<Place>,
        /// The key.
        key: String,
    },
    /// The list of this name: `red_line`, `bonus`, `exclude`, `knows`, `lesson`, `explanation`, `move`, `moves_with`.
    List(String),
    /// An item of a list, counted from 0.
    Item {
        /// The list.
        list: Box<Place>,
        /// Which.
        index: usize,
    },
}

/// Values by key, in their order; `null` clears a key.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fields(pub Vec<(String, Option<Given>)>);

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Fields, D::Error> {
        struct InOrder;
        impl<'de> serde::de::Visitor<'de> for InOrder {
            type Value = Fields;
            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("values by key")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

impl JsonSchema for Fields {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Fields".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let given = generator.subschema_for::<Given>();
        json_schema!({
            "description": "Values by key, in their order; null clears a key.",
            "type": "object",
            "additionalProperties": { "anyOf": [given, { "type": "null" }] },
        })
    }
}
