//! A table beside the case, as written: its file, or its file with what is known about its form.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor, value::MapAccessDeserializer};

use crate::case::written::At;

/// A file, or a file with its form: `stakes = "stakes.csv"`, `stakes = { file = "stakes.xlsx", sheet = "Stakes" }`.
#[derive(Debug, Clone)]
pub struct TableFile {
    /// The file, beside the case.
    pub file: At<String>,
    /// The sheet of a spreadsheet.
    pub sheet: Option<At<String>>,
    /// What separates the cells: `,`, `;`, `|` or `tab`.
    pub separator: Option<At<String>>,
    /// The decimal mark: `.` or `,`.
    pub decimal: Option<At<String>>,
    /// The encoding, such as `windows-1252`.
    pub encoding: Option<At<String>>,
}

/// The same with its form.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormedTable {
    /// The file, beside the case.
    pub file: At<String>,
    /// The sheet of a spreadsheet; the one with the known headings when left out.
    pub sheet: Option<At<String>>,
    /// What separates the cells: `,`, `;`, `|` or `tab`; recognised when left out.
    pub separator: Option<At<String>>,
    /// The decimal mark: `.` or `,`; recognised when left out.
    pub decimal: Option<At<String>>,
    /// The encoding, such as `windows-1252`; recognised when left out.
    pub encoding: Option<At<String>>,
}

impl TableFile {
    /// A file of which nothing more is said.
    pub fn plain(file: At<String>) -> TableFile {
        TableFile { file, sheet: None, separator: None, decimal: None, encoding: None }
    }
}

impl<'de> Deserialize<'de> for TableFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<TableFile, D::Error> {
        struct NameOrTable;
        impl<'de> Visitor<'de> for NameOrTable {
            type Value = TableFile;
            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("the name of a file or a table")
            }
            fn visit_str<E>(self, name: &str) -> Result<TableFile, E> {
                Ok(TableFile::plain(At::new(name.to_owned(), 0..0)))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<TableFile, A::Error> {
                let FormedTable { file, sheet, separator, decimal, encoding } =
                    FormedTable::deserialize(MapAccessDeserializer::new(map))?;
                Ok(TableFile { file, sheet, separator, decimal, encoding })
            }
        }
        #[derive(Debug)]
        struct Inner(TableFile);
        impl<'de> Deserialize<'de> for Inner {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Inner, D::Error> {
                deserializer.deserialize_any(NameOrTable).map(Inner)
            }
        }
        let spanned = toml::Spanned::<Inner>::deserialize(deserializer)?;
        let range = spanned.span();
        let mut table = spanned.into_inner().0;
        // A lone name has no place of its own: it stands where the whole value stands.
        if table.file.range.is_empty() {
            table.file.range = range;
        }
        Ok(table)
    }
}

impl JsonSchema for TableFile {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Table".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let formed = generator.subschema_for::<FormedTable>();
        json_schema!({ "anyOf": [{ "type": "string" }, formed] })
    }
}
