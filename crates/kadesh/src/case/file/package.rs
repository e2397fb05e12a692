//! Packages as written: options by issue, which ones exclude each other, and which are worth more together.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor, value::MapAccessDeserializer};

use crate::case::written::{Amount, At, Few, Named};

/// What stands for the package in which every issue keeps its status quo.
pub const STATUS_QUO: &str = "status quo";

/// `{ dam = "low", water = "half" }`, or `"status quo"`.
#[derive(Debug, Clone)]
pub enum PackageFile {
    /// A word.
    Word(String),
    /// Options by issue.
    Options(Named<At<String>>),
}

impl<'de> Deserialize<'de> for PackageFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<PackageFile, D::Error> {
        struct WordOrOptions;
        impl<'de> Visitor<'de> for WordOrOptions {
            type Value = PackageFile;
            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(out, "options by issue, or \"{STATUS_QUO}\"")
            }
            fn visit_str<E>(self, word: &str) -> Result<PackageFile, E> {
                Ok(PackageFile::Word(word.to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<PackageFile, A::Error> {
                Named::deserialize(MapAccessDeserializer::new(map)).map(PackageFile::Options)
            }
        }
        deserializer.deserialize_any(WordOrOptions)
    }
}

impl JsonSchema for PackageFile {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Package".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let options = json_schema!({ "type": "object", "additionalProperties": { "type": "string" } });
        json_schema!({ "anyOf": [{ "type": "string" }, options] })
    }
}

/// `[[exclude]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExcludeFile {
    /// Options that cannot all be had together: `{ dam = "high", water = "two-thirds" }`.
    pub package: At<Named<At<String>>>,
    /// Unless these are had too.
    #[serde(default)]
    pub unless: Named<At<String>>,
    /// Statements or assumptions.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}

/// `[[bonus]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BonusFile {
    /// To whom.
    pub party: At<String>,
    /// Options that are worth more, or less, together than one by one: `{ dam = "low", water = "third" }`.
    pub when: At<Named<At<String>>>,
    /// What is added when all of them are had, on the scale of the party's packages. May be less than 0.
    pub worth: At<Amount>,
    /// Statements or assumptions.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}
