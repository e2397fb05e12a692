//! From the address of a document to the case that it is of, and back.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use kadesh::case::MAIN_FILE;
use lsp_types::Uri;
use percent_encoding::{percent_decode_str, utf8_percent_encode};

use crate::sarif::IN_PATH;

/// How far above a document its case is looked for.
const MOST_ABOVE: usize = 4;

/// The path of the case file that a document is or belongs to, and the name that the case has for the document.
pub fn case_of(uri: &Uri, text: Option<&str>) -> Option<(PathBuf, String)> {
    let path = path_of(uri)?;
    let is_case =
        path.file_name().is_some_and(|name| name == MAIN_FILE) || text.is_some_and(|text| is_case(&path, text));
    if is_case {
        return Some((path, MAIN_FILE.to_owned()));
    }
    let mut above = path.ancestors().skip(1).take(MOST_ABOVE);
    let folder = above.find(|folder| folder.join(MAIN_FILE).is_file())?;
    let name = path.strip_prefix(folder).ok()?.to_str()?.replace('\\', "/");
    Some((folder.join(MAIN_FILE), name))
}

/// The address of a file of a case.
pub fn uri_of(case: &Path, file: &str) -> Option<Uri> {
    let path = if file == MAIN_FILE { case.to_path_buf() } else { case.with_file_name(file) };
    let path = path.to_str()?.replace('\\', "/");
    let begin = if path.starts_with('/') { "file://" } else { "file:///" };
    Uri::from_str(&format!("{begin}{}", utf8_percent_encode(&path, IN_PATH))).ok()
}

fn path_of(uri: &Uri) -> Option<PathBuf> {
    let path = uri.as_str().strip_prefix("file://")?;
    // On Windows an address has a sign more: `file:///C:/case.toml`.
    let path = path.strip_prefix('/').filter(|rest| rest.as_bytes().get(1..4).is_some_and(is_drive)).unwrap_or(path);
    Some(PathBuf::from(percent_decode_str(path).decode_utf8().ok()?.into_owned()))
}

fn is_drive(signs: &[u8]) -> bool {
    signs.starts_with(b":/") || signs == b"%3A" || signs == b"%3a"
}

/// A case under another name.
fn is_case(path: &Path, text: &str) -> bool {
    let is_toml = path.extension().is_some_and(|ending| ending == "toml");
    is_toml && (text.contains("case.schema.json") || text.lines().any(|line| line.trim() == "[case]"))
}
