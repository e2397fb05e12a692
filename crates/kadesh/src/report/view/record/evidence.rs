//! How the evidence behind a case is worded: voices, coverage, sources, loaded words.

use crate::model::{Basis, Case};
use crate::record::{Coverage, Loaded, LoadedWord, Place, SourceRow, Sources, Speaker, Support, Voices};
use crate::report::block::{Block, Cell, Grid, GridRow, Row, Shade};

use super::{counted, date_cell, listed, names, names_cell, nothing};

/// Quoted spans by speaker and by party, and whose voice is missing.
pub fn voices(_case: &Case, answer: &Voices) -> Vec<Block> {
    let mut blocks = vec![Block::headline(voices_headline(answer), answer.basis.clone())];
    let beside = format!(
        "Beside them: {}, and {} in the reporter's own voice.",
        counted(answer.paraphrased, "paraphrase", "paraphrases"),
        counted(answer.reporter, "statement", "statements")
    );
    blocks.push(Block::line(beside, answer.basis.clone()));
    if !answer.silent_parties.is_empty() {
        let text = format!("What follows about {} rests on no quoted words of theirs.", names(&answer.silent_parties));
        blocks.push(Block::caution(text, Basis::new()));
    }
    // The reporter's own voice is neither; the line above counts it.
    let heard = |speaker: &&Speaker| speaker.quoted + speaker.paraphrased > 0;
    let speakers = answer.speakers.iter().filter(heard).map(|speaker| {
        let party = speaker.party.iter().filter(|party| party.name != speaker.who.name).cloned().collect::<Vec<_>>();
        let mut cells = vec![Cell::text(&speaker.who.name), names_cell(&party), Cell::number(speaker.quoted)];
        cells.extend((answer.joint > 0).then(|| Cell::number(speaker.shared)));
        cells.extend([Cell::number(speaker.fragments), Cell::number(speaker.paraphrased)]);
        Row::new(cells, speaker.basis.clone())
    });
    let mut columns = vec!["Speaker", "For", "Quoted"];
    columns.extend((answer.joint > 0).then_some("with others"));
    columns.extend(["Fragments", "Paraphrased"]);
    blocks.extend(Block::table("Statements by speaker", &columns, speakers.collect()));
    let parties = answer.parties.iter().map(|party| {
        let cells = vec![Cell::text(&party.party.name), Cell::number(party.quoted), Cell::number(party.paraphrased)];
        Row::new(cells, party.basis.clone())
    });
    blocks.extend(Block::table("Statements by party", &["Party", "Quoted", "Paraphrased"], parties.collect()));
    blocks
}

fn voices_headline(answer: &Voices) -> String {
    let quoted: Vec<String> = answer
        .speakers
        .iter()
        .filter(|speaker| speaker.quoted > 0)
        .map(|speaker| format!("{} {}", speaker.who.name, speaker.quoted))
        .collect();
    let silent: Vec<String> = answer
        .silent_parties
        .iter()
        .chain(&answer.silent_beside_their_party)
        .map(|silent| silent.name.clone())
        .collect();
    let mut text = match answer.quoted {
        0 => "No quoted spans".to_owned(),
        count => format!("{}: {}", counted(count, "quoted span", "quoted spans"), quoted.join(", ")),
    };
    if answer.joint > 0 {
        text.push_str(&format!("; said by several together, and counted once in the total: {}", answer.joint));
    }
    if !silent.is_empty() {
        text.push_str(&format!("; none from: {}", silent.join(", ")));
    }
    text.push('.');
    text
}

/// The coverage grid with its counts.
pub fn coverage(_case: &Case, answer: &Coverage) -> Vec<Block> {
    let mut blocks =
        if answer.total == 0 { nothing("There is no cell of party and issue to cover.") } else { cells(answer) };
    if !answer.preferences.is_empty() {
        blocks.push(preferences(answer));
    }
    blocks
}

/// How what the parties prefer in the conflict is supported, and who is taken as indifferent.
fn preferences(answer: &Coverage) -> Block {
    let of = |support: Support| answer.preferences.iter().filter(move |(_, cell)| cell.support == support);
    let mut text = format!(
        "{}: {} on the party's own words, {} inferred, {} assumed, {} blank",
        counted(
            answer.preferences.len(),
            "order of preference in the conflict",
            "orders of preference in the conflict"
        ),
        of(Support::Quoted).count(),
        of(Support::Inferred).count(),
        of(Support::Assumed).count(),
        of(Support::Blank).count(),
    );
    let blank: Vec<&str> = of(Support::Blank).map(|(party, _)| party.name.as_str()).collect();
    if !blank.is_empty() {
        text.push_str(&format!(" and taken as indifferent: {}", blank.join(", ")));
    }
    text.push('.');
    let basis = answer.preferences.iter().map(|(_, cell)| &cell.basis).collect();
    if blank.is_empty() { Block::line(text, basis) } else { Block::caution(text, basis) }
}

fn cells(answer: &Coverage) -> Vec<Block> {
    let headline = format!(
        "{}: {} quoted, {} inferred, {} assumed, {} blank.",
        counted(answer.total, "cell of party and issue", "cells of party and issue"),
        answer.quoted,
        answer.inferred,
        answer.assumed,
        answer.blank
    );
    let row = |row: &crate::record::CoverageRow| GridRow {
        head: row.party.name.clone(),
        cells: row.cells.iter().map(|cell| shade(cell.support)).collect(),
        basis: row.basis.clone(),
    };
    let legend =
        [(Shade::Full, "quoted"), (Shade::Half, "inferred"), (Shade::Light, "assumed"), (Shade::Empty, "blank")];
    let grid = Grid {
        title: "What each cell rests on".to_owned(),
        columns: answer.issues.iter().map(|issue| issue.name.clone()).collect(),
        rows: answer.rows.iter().map(row).collect(),
        legend: legend.map(|(shade, text)| (shade, text.to_owned())).to_vec(),
    };
    vec![Block::headline(headline, answer.basis.clone()), Block::Grid(grid)]
}

fn shade(support: Support) -> Shade {
    match support {
        Support::Quoted => Shade::Full,
        Support::Inferred => Shade::Half,
        Support::Assumed => Shade::Light,
        Support::Blank => Shade::Empty,
    }
}

/// Sources with their rating and challenges, corrections beside the original.
pub fn sources(_case: &Case, answer: &Sources) -> Vec<Block> {
    if answer.rows.is_empty() {
        return nothing("No source is on record.");
    }
    let challenged = answer.rows.iter().filter(|row| !row.challenged_by.is_empty()).count();
    let count = counted(answer.rows.len(), "source", "sources");
    let headline = match challenged {
        0 => format!("{count}; none is challenged on record."),
        challenged => format!("{count}; {challenged} challenged by a party."),
    };
    let mut blocks = vec![Block::headline(headline, answer.basis.clone())];
    let columns = ["Source", "Code", "Published", "Quoted", "Not quoted", "Challenged by"];
    blocks.extend(Block::table("Sources", &columns, answer.rows.iter().map(source_row).collect()));
    if !answer.rows.is_empty() {
        let key = "Code: reliability A to F, then credibility 1 to 6; F6 means that it cannot be judged.";
        blocks.push(Block::line(key, Basis::new()));
    }
    if !answer.only_challenged.is_empty() {
        let cells: Vec<String> =
            answer.only_challenged.iter().map(|cell| format!("{} on {}", cell.party.name, cell.issue.name)).collect();
        let basis = answer.only_challenged.iter().map(|cell| &cell.basis).collect();
        let text = format!("These stakes rest only on challenged sources: {}.", listed(&cells));
        blocks.push(Block::caution(text, basis));
    }
    let lost = answer.rows.iter().filter(|row| !row.lost.is_empty()).map(|row| {
        let text =
            format!("{} was made into text, and is not in it as it was: {}.", row.source.name, row.lost.join("; "));
        Block::line(text, row.basis.clone())
    });
    blocks.extend(lost);
    let corrections = answer.corrections.iter().map(|row| {
        let cells =
            vec![Cell::text(&row.source.name), Cell::quote(&row.says), Cell::text(&row.held), Cell::text(&row.because)];
        Row::new(cells, row.basis.clone())
    });
    let columns = ["Source", "It says", "Held here", "Because"];
    blocks.extend(Block::table("Corrections, beside the original", &columns, corrections.collect()));
    blocks
}

fn source_row(row: &SourceRow) -> Row {
    let cells = vec![
        Cell::text(&row.source.name),
        Cell::text(&row.reliability),
        date_cell(row.published.as_ref()),
        Cell::number(row.quoted),
        Cell::number(row.paraphrased + row.reporter),
        names_cell(&row.challenged_by),
    ];
    Row::new(cells, row.basis.clone())
}

/// Loaded words: warnings for the author's own, notes for those of the sources.
pub fn loaded(_case: &Case, answer: &Loaded) -> Vec<Block> {
    let headline = format!(
        "{} in what the author wrote, {} in the sources.",
        counted(answer.warnings.len(), "loaded word", "loaded words"),
        answer.notes.len()
    );
    let mut blocks = vec![Block::headline(headline, answer.basis.clone())];
    let rows = |kind: &str, found: &[LoadedWord]| found.iter().map(|word| loaded_row(kind, word)).collect::<Vec<Row>>();
    let mut all = rows("warning", &answer.warnings);
    all.extend(rows("note", &answer.notes));
    blocks.extend(Block::table("Loaded words", &["Kind", "Word", "Where", "Bytes"], all));
    blocks
}

fn loaded_row(kind: &str, found: &LoadedWord) -> Row {
    let place = match &found.place {
        Place::Field(place) | Place::Source(place) => place,
    };
    let bytes = format!("{}–{}", found.bytes.0, found.bytes.1);
    let cells = vec![Cell::text(kind), Cell::quote(&found.word), Cell::text(place), Cell::number(bytes)];
    Row::new(cells, found.basis.clone())
}
