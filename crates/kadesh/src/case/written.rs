//! Values as the user wrote them, each with its place, so that a fault can be underlined.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Serialize};

use crate::diagnostic::Span;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Byte offsets in its file.
    pub range: Range<usize>,
    /// The table it stands in; none for the case file itself.
    pub file: Option<Arc<str>>,
}

/// Entries by name, in the order of the file.
#[derive(Debug, Clone)]
pub struct Named<T>(pub Vec<(At<String>, T)>);

/// One text or a list of texts.
#[derive(Debug, Clone, Default)]
pub struct Few(pub Vec<At<String>>);

/// A number as written: `0.4` or `"0.3..0.6"`.
#[derive(Debug, Clone, PartialEq)]
pub enum Amount {
    /// A bare number.
    Number(f64),
    /// A text to be read as a range.
    Text(String),
}

/// The right-hand side of a change: a number, a text, a yes or no, or a table of more.
#[derive(Debug, Clone)]
pub enum Setting {
    /// A number or a text.
    Amount(Amount),
    /// A yes or no.
    Flag(bool),
    /// Dotted keys make tables.
    Table(Named<At<Setting>>),
}

/// The name the case file goes by in messages.
pub const MAIN_FILE: &str = "case.toml";

impl<T> At<T> {
    /// A value from the case file.
    pub fn new(value: T, range: Range<usize>) -> At<T> {
        At { value, range, file: None }
    }

    /// The place, for a message.
    pub fn span(&self) -> Span {
        let file = self.file.as_deref().unwrap_or(MAIN_FILE).to_owned();
        Span { file, start: self.range.start, end: self.range.end }
    }

    /// Another value at the same place.
    pub fn with<U>(&self, value: U) -> At<U> {
        At { value, range: self.range.clone(), file: self.file.clone() }
    }
}

impl<T> Default for Named<T> {
    fn default() -> Named<T> {
        Named(Vec::new())
    }
}

impl<T> Named<T> {
    /// The entries in the order of the file.
    pub fn iter(&self) -> std::slice::Iter<'_, (At<String>, T)> {
        self.0.iter()
    }
}

impl<'a, T> IntoIterator for &'a Named<T> {
    type Item = &'a (At<String>, T);
    type IntoIter = std::slice::Iter<'a, (At<String>, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for At<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<At<T>, D::Error> {
        let spanned = toml::Spanned::<T>::deserialize(deserializer)?;
        let range = spanned.span();
        Ok(At::new(spanned.into_inner(), range))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Named<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Named<T>, D::Error> {
        struct Entries<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
            type Value = Named<T>;
            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("a table")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Named<T>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry::<At<String>, T>()? {
                    entries.push(entry);
                }
                entries.sort_by_key(|(key, _)| key.range.start);
                Ok(Named(entries))
            }
        }
        deserializer.deserialize_map(Entries(std::marker::PhantomData))
    }
}

impl<'de> Deserialize<'de> for Few {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Few, D::Error> {
        struct OneOrMany;
        impl<'de> Visitor<'de> for OneOrMany {
            type Value = Few;
            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("a text or a list of texts")
            }
            fn visit_str<E>(self, text: &str) -> Result<Few, E> {
                Ok(Few(vec![At::new(text.to_owned(), 0..0)]))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Few, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element::<At<String>>()? {
                    items.push(item);
                }
                Ok(Few(items))
            }
        }
        let spanned = toml::Spanned::<FewInner>::deserialize(deserializer)?;
        let range = spanned.span();
        let mut few = spanned.into_inner().0;
        // A lone text has no place of its own: it stands where the whole value stands.
        few.0.iter_mut().filter(|item| item.range.is_empty()).for_each(|item| item.range = range.clone());
        return Ok(few);

        struct FewInner(Few);
        impl<'de> Deserialize<'de> for FewInner {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<FewInner, D::Error> {
                deserializer.deserialize_any(OneOrMany).map(FewInner)
            }
        }
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Amount, D::Error> {
        match Setting::deserialize(deserializer)? {
            Setting::Amount(amount) => Ok(amount),
            Setting::Flag(_) | Setting::Table(_) => Err(serde::de::Error::custom("expected a number or a range")),
        }
    }
}

impl<'de> Deserialize<'de> for Setting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Setting, D::Error> {
        struct AnySetting;
        impl<'de> Visitor<'de> for AnySetting {
            type Value = Setting;
            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("a number, a range, a text, or true or false")
            }
            fn visit_bool<E>(self, flag: bool) -> Result<Setting, E> {
                Ok(Setting::Flag(flag))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Setting, E> {
                Ok(Setting::Amount(Amount::Number(number as f64)))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Setting, E> {
                Ok(Setting::Amount(Amount::Number(number as f64)))
            }
            fn visit_f64<E>(self, number: f64) -> Result<Setting, E> {
                Ok(Setting::Amount(Amount::Number(number)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Setting, E> {
                Ok(Setting::Amount(Amount::Text(text.to_owned())))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Setting, A::Error> {
                Named::deserialize(MapAccessDeserializer::new(map)).map(Setting::Table)
            }
        }
        deserializer.deserialize_any(AnySetting)
    }
}

impl Serialize for Amount {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Amount::Number(number) => serializer.serialize_f64(*number),
            Amount::Text(text) => serializer.serialize_str(text),
        }
    }
}

impl<T: JsonSchema> JsonSchema for At<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }
    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

impl<T: JsonSchema> JsonSchema for Named<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("NamedTableOf{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let entry = generator.subschema_for::<T>();
        json_schema!({ "type": "object", "additionalProperties": entry })
    }
}

impl JsonSchema for Few {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "OneOrMany".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
    }
}

impl JsonSchema for Amount {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Quantity".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["number", "string"] })
    }
}

impl JsonSchema for Setting {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Setting".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["number", "string", "boolean", "object"] })
    }
}
