//! `brief` and `ask`: questions put to a case, as text, as JSON, as one HTML file.

use std::ffi::OsStr;
use std::path::Path;

use anyhow::{Result, bail};
use kadesh::ask::{Bench, Question, first};
use kadesh::diagnostic::nearest;
use kadesh::model::{Listing, RoomId};
use kadesh::record;
use kadesh::report::html_live::Place;
use kadesh::report::page::{Entry, Page};
use kadesh::report::{brief, cut, html, json, present, text};
use serde_json::json;

use super::page::brief_of;
use super::shared::{case_for, drawn, mark_partial, output, pretty, seen, settings, shown_case, unfinished};
use crate::args::{PageFormat, View};
use crate::load::load;
use crate::output::{Output, write_whole, wrong_usage};
use crate::watch::watched;

/// What is asked, and how much of each answer is shown.
pub(super) enum Show {
    /// The first page of the brief.
    First,
    /// The whole brief, each answer cut.
    Brief,
    /// These, each answer whole.
    Whole(Vec<&'static Question>),
}

/// The files that an answer is also written to.
#[derive(Clone, Copy, Default)]
pub(super) struct To<'a> {
    /// A page to read.
    pub html: Option<&'a Path>,
    /// A page that answers.
    pub live: Option<&'a Path>,
}

impl<'a> To<'a> {
    /// One page to read, or none.
    pub(super) fn html(html: Option<&'a Path>) -> To<'a> {
        To { html, live: None }
    }

    fn files(self) -> impl Iterator<Item = &'a Path> {
        self.html.into_iter().chain(self.live)
    }

    /// A name that was mistyped costs no file of another kind.
    fn is_free(self) -> Result<()> {
        let is_page = |kind: &OsStr| kind.eq_ignore_ascii_case("html") || kind.eq_ignore_ascii_case("htm");
        match self.files().find(|to| to.is_file() && !to.extension().is_some_and(is_page)) {
            Some(to) => bail!("`{}` is there already and is no HTML file; nothing was written", to.display()),
            None if self.html.is_some() && self.html == self.live => {
                Err(wrong_usage("`--html` and `--live` name the same file"))
            }
            None => Ok(()),
        }
    }
}

pub(super) fn answer(view: &View, show: &Show, all: bool, to: To<'_>, width: usize) -> Result<Output> {
    to.is_free()?;
    let loaded = load(&view.case, &view.outside)?;
    let written = match seen(&loaded, view, width)? {
        Ok(case) => case,
        Err(output) => return Ok(output),
    };
    let case = shown_case(&written, view);
    // A reader needs no more than the first page; a file and a machine get all.
    let is_read = matches!(view.format, PageFormat::Text | PageFormat::Md);
    let is_short = matches!(show, Show::First) && to.files().next().is_none() && is_read;
    let all = all || !is_read;
    let questions = match show {
        Show::First if is_short => first::questions(&case),
        Show::First | Show::Brief => brief::questions(&case),
        Show::Whole(questions) => questions.clone(),
    };
    let (bench, findings, live) = watched(|progress| {
        let listing = if all { Listing::Whole } else { Listing::Short };
        let bench = Bench::new(&case, settings(view)).listing(listing).watched(progress.clone());
        let findings = bench.ask(&questions);
        // Asked by itself: the page that answers cuts its lists, and holds another text of the case where names are replaced.
        let live = to.live.map(|_| brief_of(&loaded, view, Place::Within, progress));
        (bench, findings, live)
    });
    let live = live.transpose()?.flatten();
    let mut page = match show {
        Show::First if is_short => brief::first_alone(&bench, &findings),
        Show::First | Show::Brief if all => brief::whole(&bench, &findings),
        Show::First | Show::Brief => brief::page(&bench, &findings),
        Show::Whole(_) => present::page(&bench, &findings),
    };
    cut::finish(&mut page, all);
    let is_cut = to.live.is_some() && live.is_none();
    let unfinished = unfinished(&findings.iter().collect::<Vec<_>>());
    let unfinished = unfinished.or_else(|| is_cut.then(|| "stopped by Ctrl-C".to_owned()));
    mark_partial(&mut page, unfinished.as_ref());
    page.facts.extend(brief::seat_fact(&written, &case, &view.seat));
    page.facts.extend(view.blind.then(brief::blind_fact));
    page.unfolded = matches!(show, Show::Brief);
    // A file outlives the terminal, and may stand where a whole one stood: of a part there is none.
    if let (Some(to), None) = (to.html, &unfinished) {
        write_whole(to, html::render(&page, &case))?;
    }
    if let (Some(to), Some(live), None) = (to.live, live, &unfinished) {
        write_whole(to, live.html)?;
    }
    let text = || match show {
        // The name of a folder may tell who it is about.
        Show::First if view.blind => text::render_first(&page, &more(Path::new("CASE")), width),
        Show::First => text::render_first(&page, &more(&view.case), width),
        Show::Brief => text::render_without_grounds(&page, &case, width),
        Show::Whole(_) => text::render(&page, &case, width),
    };
    let mut shown = match view.format {
        PageFormat::Json => pretty(&json::findings(&bench, &findings))?,
        format => drawn(&page, &case, format, text),
    };
    for file in to.files().filter(|_| view.format == PageFormat::Text).map(Path::display) {
        shown.push_str(&match unfinished {
            None => format!("\nWrote {file}\n"),
            Some(_) => format!("\n{file} was not written: it would hold a part only\n"),
        });
    }
    Ok(output(shown, unfinished))
}

/// Where a reader of the first page finds the rest.
fn more(case: &Path) -> String {
    let case = case.display();
    format!("kadesh brief {case} --full · kadesh why {case} in-short.1 · kadesh ask {case} QUESTION")
}

pub(super) fn in_room(view: &View, room: &str, width: usize) -> Result<Output> {
    let case = match case_for(view, width)? {
        Ok(case) => case,
        Err(output) => return Ok(output),
    };
    let Some(index) = case.rooms.iter().position(|known| known.id == room) else {
        let known: Vec<&str> = case.rooms.iter().map(|room| room.id.as_str()).collect();
        let near = nearest(room, known.iter().copied()).map(|near| format!("; did you mean `{near}`?"));
        let known = known.join(", ");
        return Err(wrong_usage(format!("`{room}` is not a room{}\nknown: {known}", near.unwrap_or_default())));
    };
    let case = shown_case(&case, view);
    let said = record::statements_in(&case, RoomId(index));
    let blocks = kadesh::report::view::record::statements_in(&case, &said);
    let entry = Entry {
        id: "record.statements".to_owned(),
        title: format!("Said in {}", case.rooms[index].name),
        model: None,
        blocks,
        notes: Vec::new(),
    };
    let page = Page::of(&case, "Rooms", entry);
    Ok(Output::ok(match view.format {
        PageFormat::Json => pretty(&json!({ "format": json::FORMAT, "statements": said }))?,
        format => drawn(&page, &case, format, || text::render(&page, &case, width)),
    }))
}
