//! The conflict as written: options, states, moves, preferences, and the rules, merges, outcomes and goals of `[conflict]`.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer};

use super::written::{Amount, At, Few, Named};

/// `[option.ID]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionFile {
    /// The party that decides on it, alone.
    pub by: Few,
    /// What taking it means; the id when left out.
    pub text: Option<String>,
    /// Which way there is no return; it can be taken and dropped when left out.
    pub irreversible: Option<Irreversible>,
    /// Levers that it sets while it is taken: `sets.LEVER = 1`.
    #[serde(default)]
    pub sets: Named<At<Amount>>,
    /// Statements or assumptions; those of `[conflict]` when left out.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}

/// Which way there is no return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Irreversible {
    /// Once taken it cannot be dropped.
    OnceTaken,
    /// Once dropped it cannot be taken.
    OnceDropped,
}

/// `[conflict]`
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConflictFile {
    /// Where things stand: a state's id, a pattern such as `"NYNN"`, or the list of the options taken.
    pub now: Option<At<TakenFile>>,
    /// What holds in every possible state: formulas such as `"if violate then sign"`.
    #[serde(default)]
    pub always: Few,
    /// What holds in no possible state: formulas such as `"full and reduced"`, or patterns such as `"YY-"`.
    #[serde(default)]
    pub never: Few,
    /// Groups of options of which at most one is taken: `[["full", "reduced", "appease"]]`.
    #[serde(default)]
    pub at_most_one: Vec<Few>,
    /// Groups of options of which at least one is taken.
    #[serde(default)]
    pub at_least_one: Vec<Few>,
    /// States that are taken as one: `[[conflict.merge]]`.
    #[serde(default)]
    pub merge: Vec<MergeFile>,
    /// What is in force in which states, for preferences that come from the stakes: `[[conflict.outcome]]`. The first that
    /// applies counts; where none does, there is no deal.
    #[serde(default)]
    pub outcome: Vec<OutcomeFile>,
    /// Where could it come to rest? `[[conflict.goal]]`
    #[serde(default)]
    pub goal: Vec<GoalFile>,
    /// Statements or assumptions that options, rules, states and moves rest on where they name none of their own.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}

/// `[[conflict.merge]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeFile {
    /// The id of the one state that they make, for rankings.
    pub id: At<String>,
    /// The name to print; the id when left out.
    pub name: Option<String>,
    /// Which states: a formula or a pattern.
    pub when: At<String>,
    /// Statements or assumptions; those of `[conflict]` when left out.
    #[serde(default)]
    pub rests_on: Few,
    /// Why they differ in nothing that matters, where no source says so.
    pub because: Option<At<String>>,
}

/// `[[conflict.outcome]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutcomeFile {
    /// In which states: a formula or a pattern.
    pub when: At<String>,
    /// What is in force there: `package.ISSUE = "OPTION"`; issues left out keep their status quo.
    pub package: Option<Named<At<String>>>,
    /// Or that no deal is.
    #[serde(default)]
    pub no_deal: bool,
    /// Statements or assumptions; those of `[conflict]` when left out.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}

/// `[[conflict.goal]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GoalFile {
    /// The id.
    pub id: At<String>,
    /// The question in words.
    pub text: String,
    /// What must hold in the state: a formula or a pattern.
    pub holds: Option<At<String>>,
    /// It must be better for this party …
    pub better_for: Option<At<String>>,
    /// … than this state; than `now` when left out.
    pub than: Option<At<TakenFile>>,
}

/// `[state.ID]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StateFile {
    /// The name to print; the id when left out.
    pub name: Option<String>,
    /// The options taken: a list, or a pattern such as `"YNN"`. Left out only in a case without options, whose states and
    /// moves are listed.
    pub taken: Option<At<TakenFile>>,
    /// Whether it is a deal whose keeping is asked about.
    #[serde(default)]
    pub deal: bool,
    /// Statements or assumptions; those of `[conflict]` when left out.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}

/// `[[move]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveFile {
    /// Who can make it.
    pub by: At<String>,
    /// From this state …
    pub from: At<String>,
    /// … to this one, or to any of these.
    pub to: Few,
    /// Whether it can be undone.
    #[serde(default)]
    pub both_ways: bool,
}

/// `[preference.PARTY]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PreferenceFile {
    /// Every possible state, the best first: `"1 > 4 > 8 ~ 9 >> 3"`, where `~` says equal and `>>` much preferred. States by
    /// id, merge or pattern. In a list, `>` between two items goes without saying.
    pub ranking: Option<Few>,
    /// Single pairs that go another way: `"2 ? 5"` not known, `"3 > 1"`; also `>>`, `~`, `<`, `<<`.
    #[serde(default)]
    pub pairs: Few,
    /// Whether preferences may go in a circle; no when left out.
    #[serde(default)]
    pub intransitive: bool,
    /// What the party would see met, the most important first. A statement is a formula, or a table with `holds` and
    /// `priority`.
    pub statements: Option<At<Vec<At<WishFile>>>>,
    /// What each option counts for when it is taken: `weights.OPTION = "-0.3..-0.1"`.
    #[serde(default)]
    pub weights: Named<At<Amount>>,
    /// Whether the party's stakes count, by the outcomes of `[conflict]`.
    pub stakes: Option<At<bool>>,
    /// Statements or assumptions.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}

/// A statement with a priority.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WishTable {
    /// What it asks for: a formula or a pattern.
    pub holds: At<String>,
    /// How important it is. When left out, its place counted from the end of the list: the last has 1.
    pub priority: Option<At<Amount>>,
}

/// A statement: a formula, or a table of a formula and a priority.
#[derive(Debug, Clone)]
pub enum WishFile {
    /// Its place says how important it is.
    Formula(String),
    /// With a priority.
    Table(Box<WishTable>),
}

/// The options taken: a state's id or a pattern, or a list of options.
#[derive(Debug, Clone)]
pub enum TakenFile {
    /// A state's id or a pattern.
    Text(String),
    /// Options.
    Options(Vec<At<String>>),
}

impl<'de> Deserialize<'de> for WishFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<WishFile, D::Error> {
        struct FormulaOrTable;
        impl<'de> Visitor<'de> for FormulaOrTable {
            type Value = WishFile;
            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("a text or a table")
            }
            fn visit_str<E>(self, text: &str) -> Result<WishFile, E> {
                Ok(WishFile::Formula(text.to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<WishFile, A::Error> {
                WishTable::deserialize(MapAccessDeserializer::new(map)).map(|table| WishFile::Table(Box::new(table)))
            }
        }
        deserializer.deserialize_any(FormulaOrTable)
    }
}

impl<'de> Deserialize<'de> for TakenFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<TakenFile, D::Error> {
        struct TextOrList;
        impl<'de> Visitor<'de> for TextOrList {
            type Value = TakenFile;
            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("a text or a list of texts")
            }
            fn visit_str<E>(self, text: &str) -> Result<TakenFile, E> {
                Ok(TakenFile::Text(text.to_owned()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<TakenFile, A::Error> {
                let mut options = Vec::new();
                while let Some(option) = seq.next_element::<At<String>>()? {
                    options.push(option);
                }
                Ok(TakenFile::Options(options))
            }
        }
        deserializer.deserialize_any(TextOrList)
    }
}

impl JsonSchema for WishFile {
    fn schema_name() -> Cow<'static, str> {
        "Wish".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let table = generator.subschema_for::<WishTable>();
        json_schema!({ "anyOf": [{ "type": "string" }, table] })
    }
}

impl JsonSchema for TakenFile {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Taken".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
    }
}
