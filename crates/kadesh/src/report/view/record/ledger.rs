//! How acts, their rival descriptions and the say that they passed over are worded.

use crate::model::{ActKind, Case, Mandate, Modality, RuleBasis};
use crate::record::{Bypass, BypassRow, FramedAct, FramingRow, Ledger, LedgerRow, Presence, Timing};
use crate::report::block::{Block, Cell, Row};

use super::{counted, date, listed, names, names_cell, nothing, said};

/// Rival descriptions are cut at the same length, so that neither fills more of the page.
const FRAMING_QUOTE: usize = 200;

/// The ledger of acts, and the rival descriptions of those that have any.
pub fn ledger(case: &Case, answer: &Ledger) -> Vec<Block> {
    if answer.acts.is_empty() {
        return nothing("No act is on record.");
    }
    let mut blocks = vec![Block::headline(headline(answer), answer.basis.clone())];
    if answer.talks.is_empty() {
        let text = "No room is marked as the talks, so nothing can be said of before and after.";
        blocks.push(Block::caution(text, answer.basis.clone()));
    }
    let columns = ["Act", "By", "Package", "To", "In return", "Talks"];
    blocks.extend(Block::table("Acts", &columns, answer.acts.iter().map(act_row).collect()));
    let columns = ["Act", "On behalf of", "Mandate", "When", "Terms", "Reported by"];
    blocks.extend(Block::table("For whom, and by whose leave", &columns, answer.acts.iter().map(terms_row).collect()));
    blocks.extend(framings(case, &answer.framed));
    blocks
}

fn headline(answer: &Ledger) -> String {
    let given: Vec<&LedgerRow> = answer.acts.iter().filter(|act| act.kind == ActKind::Concession).collect();
    let early = given.iter().filter(|act| act.timing == Timing::Before).count();
    let open = given.iter().filter(|act| act.timing == Timing::Open).count();
    let empty = given.iter().filter(|act| act.in_return.is_empty()).count();
    let contested = answer.acts.iter().filter(|act| act.contested).count();
    format!(
        "{}, {}: {early} certainly before the talks ({open} not certain), {empty} with nothing recorded in return; {} contested.",
        counted(answer.acts.len(), "act", "acts"),
        counted(given.len(), "concession", "concessions"),
        counted(contested, "act is", "acts are")
    )
}

fn act_row(act: &LedgerRow) -> Row {
    let returned = if act.in_return.is_empty() { "nothing recorded".to_owned() } else { act.in_return.join("; ") };
    let cells = vec![
        Cell::text(format!("{}: {}", kind(act.kind), act.act.name)),
        Cell::text(&act.by.name),
        Cell::text(package(act)),
        names_cell(&act.to),
        Cell::text(returned),
        Cell::text(timing(act.timing)),
    ];
    Row::new(cells, act.basis.clone())
}

fn package(act: &LedgerRow) -> String {
    let mut text = act.package.join(", ");
    if act.linked {
        text.push_str(" (all together)");
    }
    if let Some(goal) = &act.goal {
        let separator = if text.is_empty() { "" } else { ", " };
        text.push_str(&format!("{separator}for: {goal}"));
    }
    text
}

fn terms_row(act: &LedgerRow) -> Row {
    let mut terms: Vec<String> = act.modality.map(|modality| format!("“{}”", firmness(modality))).into_iter().collect();
    terms.extend(act.on_condition.iter().map(|condition| format!("if {condition}")));
    terms.extend(act.moves.iter().map(|lever| format!("moves {}", lever.name)));
    let mut when: Vec<String> = act.at.as_ref().map(date).into_iter().collect();
    when.extend(act.room.iter().map(|room| format!("in {}", room.name)));
    let mut by: Vec<String> = Vec::new();
    for words in &act.words {
        let source = format!("{} in {}", words.by.name, words.source.name);
        if !by.contains(&source) {
            by.push(source);
        }
    }
    let cells = vec![
        Cell::text(&act.act.name),
        Cell::text(act.on_behalf_of.as_ref().map_or("itself", |party| &party.name)),
        Cell::text(mandate(act.mandate)),
        Cell::text(when.join(", ")),
        Cell::text(terms.join("; ")),
        Cell::text(by.join("; ")),
    ];
    Row::new(cells, act.basis.clone())
}

fn kind(kind: ActKind) -> &'static str {
    match kind {
        ActKind::Offer => "offer",
        ActKind::Demand => "demand",
        ActKind::Concession => "concession",
        ActKind::Promise => "promise",
        ActKind::Threat => "threat",
        ActKind::Downgrade => "downgrade",
        ActKind::Procedure => "procedure",
    }
}

fn timing(timing: Timing) -> &'static str {
    match timing {
        Timing::Before => "before",
        Timing::After => "after",
        Timing::InTheTalks => "in the talks",
        Timing::Open => "not certain",
        Timing::NoTalks => "",
    }
}

fn mandate(mandate: Mandate) -> &'static str {
    match mandate {
        Mandate::Own => "its own",
        Mandate::Given => "given",
        Mandate::NoneRecorded => "none recorded",
        Mandate::Disputed => "disputed",
    }
}

fn firmness(modality: Modality) -> &'static str {
    match modality {
        Modality::Can => "can",
        Modality::May => "may",
        Modality::Will => "will",
    }
}

/// Every description of every described act, one row each, all alike: the same cells, the same number of quotes, cut at
/// the same length.
pub fn framings(_case: &Case, framed: &[FramedAct]) -> Vec<Block> {
    let title = |act: &FramedAct| {
        let contested = if act.contested { ", contested" } else { "" };
        format!("How it is described: {}{contested}", act.act.name)
    };
    framed
        .iter()
        .filter_map(|act| {
            let quotes = act.framings.iter().map(|framing| framing.words.len()).min().unwrap_or(0).min(1);
            let rows = act.framings.iter().map(|framing| framing_row(framing, quotes)).collect();
            Block::table(title(act), &["Described as", "By", "Words"], rows)
        })
        .collect()
}

fn framing_row(framing: &FramingRow, quotes: usize) -> Row {
    let words = framing.words.iter().take(quotes).map(said).map(shortened).next().unwrap_or(Cell::Blank);
    let cells = vec![Cell::text(&framing.framing), names_cell(&framing.by), words];
    Row::new(cells, framing.basis.clone())
}

fn shortened(cell: Cell) -> Cell {
    let cut = |text: String| match text.char_indices().nth(FRAMING_QUOTE) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    };
    match cell {
        Cell::Text(text) => Cell::Text(cut(text)),
        Cell::Quote(text) => Cell::Quote(cut(text)),
        Cell::Number(text) => Cell::Number(text),
        Cell::Blank => Cell::Blank,
    }
}

/// Who was passed over, on which issue, by which norm, and whether they were told.
pub fn bypass(_case: &Case, answer: &Bypass) -> Vec<Block> {
    if answer.rows.is_empty() {
        return nothing("No act on record passes over a norm.");
    }
    let mut holders: Vec<String> = Vec::new();
    for row in &answer.rows {
        if !holders.contains(&row.holder.name) {
            holders.push(row.holder.name.clone());
        }
    }
    let headline = format!("Passed over by an act on record: {}.", listed(&holders));
    let mut blocks = vec![Block::headline(headline, answer.basis.clone())];
    let columns = ["Passed over", "By", "On", "Norm", "It rests on", "Presence"];
    blocks.extend(Block::table("Whose say was passed over", &columns, answer.rows.iter().map(bypass_row).collect()));
    blocks
}

fn bypass_row(row: &BypassRow) -> Row {
    let on = if row.issues.is_empty() { "all issues".to_owned() } else { names(&row.issues) };
    let rests_on = match &row.cite {
        Some(cite) => format!("{}: {cite}", rule_basis(row.norm_basis)),
        None => rule_basis(row.norm_basis).to_owned(),
    };
    let presence = match (row.presence, row.rooms.as_slice()) {
        (Some(presence), [room]) => format!("{} ({})", presence_text(presence), room.name),
        (Some(presence), _) => presence_text(presence).to_owned(),
        (None, _) => String::new(),
    };
    let cells = vec![
        Cell::text(&row.holder.name),
        Cell::text(format!("{}: {}", row.by.name, row.act.name)),
        Cell::text(on),
        Cell::text(&row.norm.name),
        Cell::text(rests_on),
        Cell::text(presence),
    ];
    Row::new(cells, row.basis.clone())
}

fn rule_basis(basis: RuleBasis) -> &'static str {
    match basis {
        RuleBasis::Treaty => "treaty",
        RuleBasis::AdoptedProcedure => "adopted procedure",
        RuleBasis::Practice => "practice",
        RuleBasis::Assumption => "assumption",
    }
}

fn presence_text(presence: Presence) -> &'static str {
    match presence {
        Presence::AtTable => "at the table",
        Presence::Informed => "informed",
        Presence::Subject => "subject, not present",
        Presence::Absent => "absent",
    }
}
