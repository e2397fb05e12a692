//! A value that is to be written into a case, and how it is spelt there.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use toml_writer::{TomlKeyBuilder, TomlStringBuilder};

/// A value to be written.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// A yes or no.
    Flag(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Given>),
    /// Values by name, in this order.
    Table(Vec<(String, Given)>),
}

impl Given {
    /// A text.
    pub fn text(text: impl Into<String>) -> Given {
        Given::Text(text.into())
    }

    /// A list of texts.
    pub fn texts(texts: impl IntoIterator<Item = impl Into<String>>) -> Given {
        Given::List(texts.into_iter().map(Given::text).collect())
    }

    /// As it is spelt in a case.
    pub fn spelt(&self) -> String {
        match self {
            Given::Flag(flag) => flag.to_string(),
            Given::Number(number) => number.to_string(),
            Given::Text(text) => text_spelt(text),
            Given::List(items) => format!("[{}]", items.iter().map(Given::spelt).collect::<Vec<_>>().join(", ")),
            Given::Table(entries) if entries.is_empty() => "{}".to_owned(),
            Given::Table(entries) => {
                let pairs = entries.iter().map(|(key, value)| format!("{} = {}", key_spelt(key), value.spelt()));
                format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// Whether a case can hold it: no number that is none.
    pub fn is_sound(&self) -> bool {
        match self {
            Given::Flag(_) | Given::Text(_) => true,
            Given::Number(number) => number.is_finite(),
            Given::List(items) => items.iter().all(Given::is_sound),
            Given::Table(entries) => entries.iter().all(|(_, value)| value.is_sound()),
        }
    }
}

/// A key as it is spelt in a case: in quotation marks where it has other signs than plain letters.
pub fn key_spelt(key: &str) -> String {
    use toml_writer::ToTomlKey;
    TomlKeyBuilder::new(key).as_default().to_toml_key()
}

/// A text on one line.
fn text_spelt(text: &str) -> String {
    use toml_writer::ToTomlValue;
    let text = TomlStringBuilder::new(text);
    text.as_basic_pretty().or_else(|| text.as_literal()).unwrap_or_else(|| text.as_basic()).to_toml_value()
}

impl From<&str> for Given {
    fn from(text: &str) -> Given {
        Given::Text(text.to_owned())
    }
}

impl Serialize for Given {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Given::Flag(flag) => serializer.serialize_bool(*flag),
            Given::Number(number) => serializer.serialize_f64(*number),
            Given::Text(text) => serializer.serialize_str(text),
            Given::List(items) => serializer.collect_seq(items),
            Given::Table(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Given {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Given, D::Error> {
        struct Anything;
        impl<'de> Visitor<'de> for Anything {
            type Value = Given;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a text, a number, a yes or no, a list, or values by name")
            }
            fn visit_bool<E>(self, flag: bool) -> Result<Given, E> {
                Ok(Given::Flag(flag))
            }
            fn visit_f64<E>(self, number: f64) -> Result<Given, E> {
                Ok(Given::Number(number))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Given, E> {
                Ok(Given::Number(number as f64))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Given, E> {
                Ok(Given::Number(number as f64))
            }
            fn visit_str<E>(self, text: &str) -> Result<Given, E> {
                Ok(Given::text(text))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Given, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Given::List(items))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Given, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Given::Table(entries))
            }
        }
        deserializer.deserialize_any(Anything)
    }
}

impl JsonSchema for Given {
    fn schema_name() -> Cow<'static, str> {
        "Given".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let own = generator.subschema_for::<Given>();
        json_schema!({
            "description": "A value as a case holds it.",
            "anyOf": [
                { "type": ["string", "number", "boolean"] },
                { "type": "array", "items": own },
                { "type": "object", "additionalProperties": own },
            ],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spelt_is_read_again() {
        let odd = ["", "a \"word\"", "both \" and '", "two\nlines", "back\\slash", "\u{0}\u{7f}", "Ωμέγα", "tab\there"];
        for text in odd {
            let line = format!("k = {}", Given::text(text).spelt());
            assert!(!line.contains('\n'), "{line}");
            assert_eq!(line.parse::<toml::Table>().unwrap()["k"].as_str(), Some(text), "{line}");
            if !text.is_empty() {
                let line = format!("{} = 1", key_spelt(text));
                assert!(line.parse::<toml::Table>().unwrap().contains_key(text), "{line}");
            }
        }
        assert_eq!(Given::Number(0.1).spelt(), "0.1");
        assert_eq!(Given::Number(3.0).spelt(), "3");
        let table = Given::Table(vec![("b".into(), Given::Flag(true)), ("a b".into(), Given::texts(["x", "y"]))]);
        assert_eq!(table.spelt(), "{ b = true, \"a b\" = [\"x\", \"y\"] }");
        let back: Given = serde_json::from_str(&serde_json::to_string(&table).unwrap()).unwrap();
        assert_eq!(back, table);
    }
}
