//! `new`: writes a small commented case to start from, or a case of documents with nothing else in it yet.

use std::path::{Path, PathBuf};

use anyhow::Result;
use kadesh::case::EXAMPLE;

use super::shared::{is_free, write_schema};
use super::source;
use crate::output::{Output, write_new_file};

pub(super) fn new(name: &Path) -> Result<Output> {
    is_free(name)?;
    write_example(name)?;
    let shown = name.display();
    Ok(Output::ok(format!(
        "Wrote {shown}/case.toml, a small case with comments, and the report that it codes.\n\n  \
         kadesh check {shown}     what is wrong, what is blank\n  kadesh brief {shown}     the whole picture\n"
    )))
}

/// Writes the example into a folder.
pub fn write_example(folder: &Path) -> Result<()> {
    for (file, content) in EXAMPLE {
        write_new_file(&folder.join(file), content)?;
    }
    write_schema(folder)
}

/// The same, with documents as its sources.
pub(super) fn new_from(name: &Path, documents: &[PathBuf], encoding: Option<&str>) -> Result<Output> {
    is_free(name)?;
    source::new_from(name, documents, encoding)
}
