//! The brief as a page without a server, for one file or for a site.

use std::sync::Arc;

use anyhow::{Context, Result};
use kadesh::ask::{Bench, Finding};
use kadesh::model::Case;
use kadesh::progress::Progress;
use kadesh::report::html_live::{self, Place};
use kadesh::report::page::Page;
use kadesh::report::{brief, cut};

use super::shared::{looked_at, settings, shown_case};
use crate::args::View;
use crate::live::{PROGRAM, carried};
use crate::load::Loaded;

/// The brief of a case as its page has it.
pub(super) struct Brief {
    /// The case, as it is shown.
    pub case: Case,
    /// The brief.
    pub page: Page,
    /// The page, with all that it carries.
    pub html: String,
}

/// The page of a case that has no fault. It begins with what the engine will say of what it carries. None: Ctrl-C came before it was
/// done.
pub(super) fn brief_of(
    loaded: &Loaded,
    view: &View,
    place: Place<'_>,
    progress: &Arc<Progress>,
) -> Result<Option<Brief>> {
    let carried = carried(loaded, view)?;
    let written = looked_at(carried.case.context("the case has faults")?, view, &carried.seats)?;
    let case = shown_case(&written, view);
    let bench = Bench::new(&case, settings(view)).watched(progress.clone());
    let findings = bench.ask(&brief::questions(&case));
    if findings.iter().any(Finding::is_stopped) {
        return Ok(None);
    }
    let mut page = brief::page(&bench, &findings);
    cut::finish(&mut page, false);
    page.facts.extend(brief::seat_fact(&written, &case, &carried.seats));
    page.facts.extend(view.blind.then(brief::blind_fact));
    let html = html_live::render(&page, &case, &carried.value, &PROGRAM, place);
    Ok(Some(Brief { case, page, html }))
}
