//! `new`: writes a small commented case to start from.

use std::path::Path;

use anyhow::{Result, bail};
use kadesh::case::{self, EXAMPLE};

use super::shared::pretty;
use crate::output::{Output, write_new_file};

pub(super) fn new(name: &Path) -> Result<Output> {
    if name.exists() {
        bail!("`{}` exists already; choose another name, nothing was written", name.display());
    }
    for (file, content) in EXAMPLE {
        write_new_file(&name.join(file), content)?;
    }
    write_new_file(&name.join("case.schema.json"), &pretty(case::schema())?)?;
    let shown = name.display();
    Ok(Output::ok(format!(
        "Wrote {shown}/case.toml, a small case with comments, and the report that it codes.\n\n  \
         kadesh check {shown}     what is wrong, what is blank\n  kadesh brief {shown}     the whole picture\n"
    )))
}
