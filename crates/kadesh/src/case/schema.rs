//! The JSON Schema of a case file, for completion and checks in an editor.

use std::sync::LazyLock;

use serde_json::Value;

use super::file::CaseFile;

/// The schema, made once from the types that read the file.
pub fn schema() -> &'static Value {
    static SCHEMA: LazyLock<Value> = LazyLock::new(|| schemars::schema_for!(CaseFile).to_value());
    &SCHEMA
}
