//! `brief` and `ask`: questions put to a case, as text, as JSON, as one HTML file.

use std::path::Path;

use anyhow::{Result, bail};
use kadesh::ask::{Bench, Question};
use kadesh::diagnostic::nearest;
use kadesh::model::RoomId;
use kadesh::record;
use kadesh::report::page::Entry;
use kadesh::report::{brief, html, json, present, text};

use super::shared::{blind_fact, case_for, one_entry, pretty, seat_fact, settings, shown_case};
use crate::args::{Format, View};
use crate::output::{Output, write_whole};

/// What is asked, and how much of each answer is shown.
pub(super) enum Show {
    /// The questions of the brief, each answer cut.
    Brief,
    /// These, each answer whole.
    Whole(Vec<&'static Question>),
}

pub(super) fn answer(view: &View, show: &Show, to: Option<&Path>, width: usize) -> Result<Output> {
    if let Some(to) = to
        && to.is_file()
        && !to.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("html") || kind.eq_ignore_ascii_case("htm"))
    {
        bail!("`{}` is there already and is no HTML file; nothing was written", to.display());
    }
    let written = match case_for(view)? {
        Ok(case) => case,
        Err(output) => return Ok(output),
    };
    let case = shown_case(&written, view);
    let bench = Bench::new(&case, settings(view));
    let (findings, mut page) = match show {
        Show::Brief => {
            let findings = bench.ask(&brief::questions(&case));
            let page = brief::page(&bench, &findings);
            (findings, page)
        }
        Show::Whole(questions) => {
            let findings = bench.ask(questions);
            let page = present::page(&bench, &findings);
            (findings, page)
        }
    };
    page.facts.extend(seat_fact(&written, &case, view));
    page.facts.extend(view.blind.then(blind_fact));
    if let Some(to) = to {
        write_whole(to, &html::render(&page, &case))?;
    }
    let mut shown = match view.format {
        Format::Text => match show {
            Show::Brief => text::render_without_grounds(&page, &case, width),
            Show::Whole(_) => text::render(&page, &case, width),
        },
        Format::Json => pretty(&json::findings(&bench, &findings))?,
    };
    if let (Some(to), Format::Text) = (to, view.format) {
        shown.push_str(&format!("\nWrote {}\n", to.display()));
    }
    Ok(Output::ok(shown))
}

pub(super) fn in_room(view: &View, room: &str, width: usize) -> Result<Output> {
    let case = match case_for(view)? {
        Ok(case) => case,
        Err(output) => return Ok(output),
    };
    let Some(index) = case.rooms.iter().position(|known| known.id == room) else {
        let known: Vec<&str> = case.rooms.iter().map(|room| room.id.as_str()).collect();
        let near = nearest(room, known.iter().copied()).map(|near| format!("; did you mean `{near}`?"));
        bail!("`{room}` is not a room{}\nknown: {}", near.unwrap_or_default(), known.join(", "));
    };
    let case = shown_case(&case, view);
    let said = record::statements_in(&case, RoomId(index));
    if view.format == Format::Json {
        return Ok(Output::ok(pretty(&serde_json::to_value(&said)?)?));
    }
    let blocks = kadesh::report::view::record::statements_in(&case, &said);
    let entry = Entry {
        id: "record.statements".to_owned(),
        title: format!("Said in {}", case.rooms[index].name),
        model: None,
        blocks,
        notes: Vec::new(),
    };
    Ok(Output::ok(text::render(&one_entry(&case, "Rooms", entry), &case, width)))
}
