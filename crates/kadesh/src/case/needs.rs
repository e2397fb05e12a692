//! What a gate needs, as written: a leaf in words, or a table that combines others.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor, value::MapAccessDeserializer};

use super::written::At;

/// A leaf or a combination.
#[derive(Debug, Clone)]
pub enum NeedsFile {
    /// A condition's id, `BODY agrees`, or `after DATE`.
    Leaf(String),
    /// A combination.
    Table(Box<NeedsTable>),
}

/// A combination: one of `all`, `any`, `not`, or `at_least` with `of`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NeedsTable {
    /// All of these.
    pub all: Option<Vec<At<NeedsFile>>>,
    /// At least one of these.
    pub any: Option<Vec<At<NeedsFile>>>,
    /// Not this.
    pub not: Option<At<NeedsFile>>,
    /// At least this many …
    pub at_least: Option<At<usize>>,
    /// … of these.
    pub of: Option<Vec<At<NeedsFile>>>,
}

impl<'de> Deserialize<'de> for NeedsFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<NeedsFile, D::Error> {
        struct LeafOrTable;
        impl<'de> Visitor<'de> for LeafOrTable {
            type Value = NeedsFile;
            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("a text or a table")
            }
            fn visit_str<E>(self, text: &str) -> Result<NeedsFile, E> {
                Ok(NeedsFile::Leaf(text.to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<NeedsFile, A::Error> {
                NeedsTable::deserialize(MapAccessDeserializer::new(map)).map(|table| NeedsFile::Table(Box::new(table)))
            }
        }
        deserializer.deserialize_any(LeafOrTable)
    }
}

impl JsonSchema for NeedsFile {
    fn schema_name() -> Cow<'static, str> {
        "Needs".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let table = generator.subschema_for::<NeedsTable>();
        json_schema!({ "anyOf": [{ "type": "string" }, table] })
    }
}
