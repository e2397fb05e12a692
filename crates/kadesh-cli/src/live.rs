//! What a page without a server carries: the case and how it is looked at, and the program that answers. All of it is part of `kadesh`.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};
use kadesh::case::{self, Files, MAIN_FILE, Unreadable};
use kadesh::model::Case;
use kadesh::report::html_live::Program;
use kadesh::session::message::{self, Content};
use serde_json::{Value, json};

use crate::args::View;
use crate::load::Loaded;

/// The script, its style and the engine, as `ui/` and `kadesh-live` build them.
pub const PROGRAM: Program<'_> = Program {
    script: include_str!("../ui/dist/live.js"),
    style: include_str!("../ui/dist/live.css"),
    worker: include_str!("../ui/dist/live-worker.js"),
    engine: include_bytes!("../../kadesh-live/dist/engine.wasm.gz"),
};

/// What a page carries.
pub struct Carried {
    /// As the script of the page reads it.
    pub value: Value,
    /// The case that it means; none: it has faults.
    pub case: Option<Case>,
    /// Who is given a seat, by the ids of this case.
    pub seats: Vec<String>,
}

/// A case with the files that it names, and how it is looked at. Blind, there is no name and no source in it.
pub fn carried(loaded: &Loaded, view: &View) -> Result<Carried> {
    let (text, files, unreadable) = match view.blind {
        false => (loaded.text.clone(), loaded.files.clone(), loaded.unreadable.clone()),
        true => without_names(loaded).map(|(text, files)| (text, files, Unreadable::new()))?,
    };
    let case = match view.blind {
        false => loaded.checked.case.clone(),
        true => case::read(&text).check(&files).case,
    };
    let seats = seats(loaded, view);
    let contents = files.into_iter().map(|(name, bytes)| (name, Content(bytes)));
    let main = (MAIN_FILE.to_owned(), Content(text.into_bytes()));
    let files: BTreeMap<String, Content> = contents.chain([main]).collect();
    let looked = message::View {
        changes: Vec::new(),
        seats: seats.clone(),
        as_of: view.as_of.clone(),
        blind: view.blind,
        seed: view.seed,
        draws: view.draws as usize,
    };
    let value = json!({ "files": files, "unreadable": unreadable, "view": looked });
    Ok(Carried { value, case, seats })
}

/// Who is given a seat, by the ids of the case that is carried.
fn seats(loaded: &Loaded, view: &View) -> Vec<String> {
    let parties = loaded.checked.case.iter().flat_map(|case| &case.parties);
    let places: BTreeMap<&str, usize> = parties.enumerate().map(|(place, party)| (party.id.as_str(), place)).collect();
    let id = |id: &String| match places.get(id.as_str()) {
        Some(place) if view.blind => case::blind_party(*place),
        _ => id.clone(),
    };
    view.seat.iter().map(id).collect()
}

fn without_names(loaded: &Loaded) -> Result<(String, Files)> {
    case::blind_text(&loaded.checked, &loaded.text, &loaded.files).map_err(|why| {
        let hint = why.hint.map(|hint| format!("\nhint: {hint}")).unwrap_or_default();
        anyhow!("{}{hint}", why.message)
    })
}
