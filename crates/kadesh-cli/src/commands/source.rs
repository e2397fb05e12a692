//! `source add`, and `new --from`: brings documents into a case as texts, keeps the originals, and says what was lost.

use std::fs;
use std::panic;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, bail};
use kadesh::case::{self, Given, MAIN_FILE, MOST_FILE_BYTES, NewSource, Original, SKELETON, id_for, with_source};
use kadesh_documents::{Converted, Kind, Limits, Lost, convert_as, decode};

use super::shared::write_schema;
use crate::args::Outside;
use crate::load::{read_bounded, read_case};
use crate::output::{Output, write_new_bytes, write_new_file, write_whole};

/// Where the documents of a case are kept.
const FOLDER: &str = "sources";

const MEND_FIRST: &str =
    "the case file cannot be read as it is: mend its faults first (`kadesh check`); it was not changed";

/// Brings documents into a case that is there.
pub(super) fn add(case: &Path, files: &[PathBuf], encoding: Option<&str>) -> Result<Output> {
    let (main, text) = read_case(case, &Outside { allow_outside: false })?;
    let folder = main.parent().unwrap_or(Path::new(""));
    // All of them are read before any is written, so that one that cannot be read leaves no half of the others.
    let brought = files.iter().map(|file| bring(file, encoding)).collect::<Result<Vec<_>>>()?;
    let mut kept = Kept::nothing();
    let (text, mut shown) = added(folder, text, &brought, &mut kept)?;
    write_whole(&main, &text)?;
    kept.stay();
    shown.push_str(&next_steps(case));
    Ok(Output::ok(shown))
}

/// Makes a new case of documents.
pub(super) fn new_from(name: &Path, files: &[PathBuf], encoding: Option<&str>) -> Result<Output> {
    let brought = files.iter().map(|file| bring(file, encoding)).collect::<Result<Vec<_>>>()?;
    let otherwise = name.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut shown = begin(name, &title_of(&brought).unwrap_or(otherwise), &brought)?;
    shown.push_str(&next_steps(name));
    Ok(Output::ok(format!(
        "Wrote {}/{MAIN_FILE}, a case with nothing in it yet but what it is about.\n\n{shown}",
        name.display()
    )))
}

/// Writes a new case of documents into a folder, and tells of each what became of it.
pub fn begin(folder: &Path, title: &str, brought: &[Brought]) -> Result<String> {
    let skeleton = SKELETON.replacen("\"TITLE\"", &Given::text(title).spelt(), 1);
    let mut kept = Kept::nothing();
    let (text, shown) = added(folder, skeleton, brought, &mut kept)?;
    write_new_file(&folder.join(MAIN_FILE), &text)?;
    write_schema(folder)?;
    kept.stay();
    Ok(shown)
}

/// The first title that a document gives itself.
pub fn title_of(brought: &[Brought]) -> Option<String> {
    brought.iter().find_map(|one| one.read.title.clone())
}

/// A document that was read and is not yet anywhere.
pub struct Brought {
    /// The name of the file, without its folder.
    name: String,
    /// Its title, where it is not the document that says it.
    title: Option<String>,
    bytes: Vec<u8>,
    read: Converted,
    encoding: Option<String>,
}

impl Brought {
    /// Reads a document of this name.
    pub fn read(name: &str, bytes: Vec<u8>, encoding: Option<&str>) -> Result<Brought> {
        let read = match quietly(|| convert_as(&bytes, encoding, &Limits::default())) {
            Ok(read) => read,
            Err(why) => bail!("`{name}`: {}; {}", why.message(), why.hint()),
        };
        // A text stays as it is, and the case states how it is read.
        let encoding = decode(&bytes, encoding).ok().map(|decoded| decoded.label()).filter(|label| label != "utf-8");
        Ok(Brought { name: name.to_owned(), title: read.title.clone(), bytes, read, encoding })
    }

    /// A text that is not to be taken for anything else, whatever it begins with.
    pub fn text(name: &str, title: &str, text: String) -> Brought {
        let read = Converted {
            text: text.clone(),
            kind: Kind::Text,
            converter: String::new(),
            encoding: None,
            title: None,
            lost: Vec::new(),
        };
        let title = Some(title.to_owned());
        Brought { name: name.to_owned(), title, bytes: text.into_bytes(), read, encoding: None }
    }

    /// The name without its ending.
    pub fn stem(&self) -> String {
        Path::new(&self.name).file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// The text of a document.
pub(super) fn text_of(file: &Path) -> Result<String> {
    bring(file, None).map(|brought| brought.read.text)
}

fn bring(file: &Path, encoding: Option<&str>) -> Result<Brought> {
    let shown = file.display();
    let bytes = read_bounded(file, MOST_FILE_BYTES).with_context(|| format!("cannot read `{shown}`"))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    Brought::read(&name, bytes, encoding)
}

/// Without the words of a parser that fails within: its failure comes back as a refusal.
fn quietly<T>(work: impl FnOnce() -> T) -> T {
    // There is one such hook for all threads.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let done = work();
    panic::set_hook(hook);
    done
}

/// Writes the documents beside the case, and tells of each what became of it. The text of the case has them as sources.
pub fn added(folder: &Path, mut text: String, brought: &[Brought], written: &mut Kept) -> Result<(String, String)> {
    if fs::symlink_metadata(folder.join(FOLDER)).is_ok_and(|about| about.is_symlink()) {
        bail!("`{}` is a link; documents are kept in a folder of the case itself", folder.join(FOLDER).display());
    }
    let hashes: Vec<String> = brought.iter().map(|one| case::sha256(&one.bytes)).collect();
    for (place, one) in brought.iter().enumerate() {
        if text.contains(&hashes[place]) || hashes[..place].contains(&hashes[place]) {
            bail!("`{}` is a source of the case already; nothing was written", one.name);
        }
    }
    let mut shown = String::new();
    for (one, sha256) in brought.iter().zip(hashes) {
        let stem = one.stem();
        let id = id_for(&stem, "source", &case::read(&text).source_ids());
        let original = written.keep(folder, &one.name, &one.bytes)?;
        let is_text = one.read.kind == Kind::Text;
        let title = one.title.clone();
        let source = if is_text {
            NewSource { id, title, file: original, sha256, encoding: one.encoding.clone(), original: None }
        } else {
            let file = written.keep(folder, &format!("{stem}.txt"), one.read.text.as_bytes())?;
            let lost = one.read.lost.iter().map(Lost::to_string).collect();
            let original = Original { file: original, sha256, converter: one.read.converter.clone(), lost };
            let sha256 = case::sha256(one.read.text.as_bytes());
            NewSource { id, title, file, sha256, encoding: None, original: Some(original) }
        };
        shown.push_str(&told(one, &source));
        text = with_source(&text, &source).context(MEND_FIRST)?;
    }
    Ok((text, shown))
}

/// Files that were written and that no case names yet: they go again when something fails before one does.
pub struct Kept(Vec<PathBuf>);

impl Kept {
    /// Nothing yet.
    pub fn nothing() -> Kept {
        Kept(Vec::new())
    }

    /// The case names them now.
    pub fn stay(mut self) {
        self.0.clear();
    }

    /// Writes a file into the folder of documents under its own name, or that name and a number, and gives it as the case names it.
    fn keep(&mut self, folder: &Path, name: &str, bytes: &[u8]) -> Result<String> {
        let (stem, ending) =
            name.rsplit_once('.').map_or((name, String::new()), |(stem, ending)| (stem, format!(".{ending}")));
        let numbered = (2..).map(|number: u32| format!("{stem}-{number}{ending}"));
        let free = std::iter::once(name.to_owned())
            .chain(numbered)
            .map(|name| format!("{FOLDER}/{name}"))
            .find(|name| !folder.join(name).exists())
            .context("no name is free")?;
        write_new_bytes(&folder.join(&free), bytes)?;
        self.0.push(folder.join(&free));
        Ok(free)
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        for file in &self.0 {
            // What made it fail may also keep them from being removed; that failure is the one to report.
            let _ = fs::remove_file(file);
        }
    }
}

fn told(one: &Brought, source: &NewSource) -> String {
    let words = match one.read.text.split_whitespace().count() {
        1 => "1 word".to_owned(),
        many => format!("{many} words"),
    };
    let how = one.read.encoding.map(|encoding| format!(", read as {encoding}")).unwrap_or_default();
    let mut out = format!(
        "`{}` is {}{how}: {words}.\n  [source.{}] file = \"{}\"",
        one.name,
        one.read.kind.in_words(),
        source.id,
        source.file
    );
    if let Some(original) = &source.original {
        out.push_str(&format!("; the original is kept as \"{}\"", original.file));
    }
    out.push('\n');
    for lost in &one.read.lost {
        out.push_str(&format!("  · {lost}\n"));
    }
    out
}

fn next_steps(case: &Path) -> String {
    let shown = case.display();
    format!(
        "\nRead the text before you quote it: excerpts are looked for there.\n  kadesh check {shown}     what is wrong, what is blank\n"
    )
}
