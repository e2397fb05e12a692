//! How drift, positions, precedents and rival explanations are worded.

use crate::model::{Basis, Case, Fit, Trend};
use crate::record::{
    Band, Channels, Drift, EvidenceRow, Explanations, FeatureRow, LessonGroup, Likeness, Line, Matrix, Movement,
    PositionMap, Precedent, PrecedentCheck, RivalExplanation, Shift,
};
use crate::report::block::{Block, Cell, Row, Scale, Track};

use super::{counted, date, date_cell, names, names_cell, nothing, said};

/// How many explanations fit beside each other in one table.
const COLUMNS_OF_EXPLANATIONS: usize = 4;

/// Who moved, how far, towards whom, with both quotes side by side.
pub fn drift(_case: &Case, answer: &Drift) -> Vec<Block> {
    if answer.moves.is_empty() {
        return nothing("No party has two dated positions on one issue, so no movement can be shown.");
    }
    let changed = answer.moves.iter().filter(|step| step.movement != Movement::Held).count();
    let open = match answer.moves.iter().filter(|step| !step.certain).count() {
        0 => String::new(),
        many => format!("; in {many} the dates leave the order open"),
    };
    let headline = format!(
        "{} between dated positions; {changed} changed what the line is compatible with{open}.",
        counted(answer.moves.len(), "step", "steps")
    );
    let basis = answer.moves.iter().map(|step| &step.basis).collect();
    let mut blocks = vec![Block::headline(headline, basis)];
    for map in answer.maps.iter().filter(|map| map.ordered) {
        let tracks: Vec<Track> = answer.moves.iter().filter(|step| step.issue == map.issue).map(track).collect();
        if !tracks.is_empty() {
            let title = format!("Movement on {}", map.issue.name);
            blocks.push(Block::Scale(Scale { title, options: map.options.clone(), tracks }));
        }
    }
    let columns = ["Who", "Issue", "From", "To", "Movement", "Nearer to"];
    blocks.extend(Block::table("Who moved, and towards whom", &columns, answer.moves.iter().map(move_row).collect()));
    let columns = ["Who", "Issue", "Said before", "Said later"];
    blocks.extend(Block::table("The words side by side", &columns, answer.moves.iter().map(quotes_row).collect()));
    if answer.moves.iter().any(|step| !step.certain) {
        let open = answer.moves.iter().filter(|step| !step.certain);
        let text = "Where the movement is marked “order open”, the dates do not decide which line came first.";
        blocks.push(Block::caution(text, open.map(|step| &step.basis).collect()));
    }
    blocks
}

fn track(step: &Shift) -> Track {
    Track {
        name: if step.certain { who(step) } else { format!("{}, order open", who(step)) },
        from: step.from.options.iter().copied().collect(),
        to: step.to.options.iter().copied().collect(),
        basis: step.basis.clone(),
    }
}

fn who(step: &Shift) -> String {
    match &step.speaker {
        Some(speaker) if speaker.name != step.party.name => format!("{} ({})", step.party.name, speaker.name),
        Some(_) | None => step.party.name.clone(),
    }
}

fn move_row(step: &Shift) -> Row {
    // The other way round, it is farther from whoever it is nearer to this way.
    let nearer = if step.certain { names_cell(&step.towards) } else { Cell::text("order open") };
    let cells = vec![
        Cell::text(who(step)),
        Cell::text(&step.issue.name),
        Cell::text(dated(&step.from)),
        Cell::text(dated(&step.to)),
        Cell::text(movement(step)),
        nearer,
    ];
    Row::new(cells, step.basis.clone())
}

fn quotes_row(step: &Shift) -> Row {
    let cells = vec![Cell::text(who(step)), Cell::text(&step.issue.name), said(&step.from.words), said(&step.to.words)];
    Row::new(cells, step.basis.clone())
}

fn dated(line: &Line) -> String {
    match &line.words.at {
        Some(at) => format!("{} ({})", line.names.join(" or "), date(at)),
        None => format!("{} (no date)", line.names.join(" or ")),
    }
}

/// "1 step towards ruled-out, softer", "held, firmer", "wider, order open".
fn movement(step: &Shift) -> String {
    let end = |option: Option<&String>| option.cloned().unwrap_or_default();
    let mut text = match step.movement {
        Movement::Held => "held".to_owned(),
        Movement::TowardsFirst(low, high) => format!("{} towards {}", steps(low, high), end(step.options.first())),
        Movement::TowardsLast(low, high) => format!("{} towards {}", steps(low, high), end(step.options.last())),
        Movement::Narrower => "narrower".to_owned(),
        Movement::Wider => "wider".to_owned(),
        Movement::Changed => "changed".to_owned(),
    };
    if let Some(trend) = step.trend {
        text.push_str(&format!(", {}", tone(trend)));
    }
    if !step.certain {
        text.push_str(", order open");
    }
    text
}

fn steps(low: i64, high: i64) -> String {
    let (low, high) = (low.abs().min(high.abs()), low.abs().max(high.abs()));
    match (low, high) {
        (1, 1) => "1 step".to_owned(),
        (low, high) if low == high => format!("{high} steps"),
        (low, high) => format!("{low} to {high} steps"),
    }
}

fn tone(trend: Trend) -> &'static str {
    match trend {
        Trend::Firmer => "firmer",
        Trend::Softer => "softer",
    }
}

/// The options that each party's latest line is compatible with, issue by issue.
pub fn positions(_case: &Case, answer: &Drift) -> Vec<Block> {
    let held: usize = answer.maps.iter().map(|map| map.bands.len()).sum();
    if held == 0 {
        return nothing("No party has a position on record.");
    }
    let cells: usize = answer.maps.iter().map(|map| map.bands.len() + map.silent.len()).sum();
    let headline = format!("Positions on record in {held} of {} of party and issue.", counted(cells, "cell", "cells"));
    let basis = answer.maps.iter().map(|map| &map.basis).collect();
    let mut blocks = vec![Block::headline(headline, basis)];
    for map in answer.maps.iter().filter(|map| !map.bands.is_empty()) {
        if map.ordered {
            let title = format!("Lines on {}", map.issue.name);
            let tracks = map.bands.iter().map(standing).collect();
            blocks.push(Block::Scale(Scale { title, options: map.options.clone(), tracks }));
        }
        let title = format!("Positions on {}", map.issue.name);
        let columns = ["Party", "Compatible with", "Tone", "Said in", "When", "Words"];
        blocks.extend(Block::table(title, &columns, map.bands.iter().map(band_row).collect()));
        blocks.extend(map.bands.iter().filter_map(|band| open_note(map, band)));
        if let Some(note) = silent_note(map) {
            blocks.push(note);
        }
    }
    blocks
}

fn silent_note(map: &PositionMap) -> Option<Block> {
    let text = format!("No position on {} from: {}.", map.issue.name, names(&map.silent));
    (!map.silent.is_empty()).then(|| Block::line(text, Basis::new()))
}

/// "North on seat: the dates do not decide which came last, a (2025-02) or b (2025-02-13); all are shown."
fn open_note(map: &PositionMap, band: &Band) -> Option<Block> {
    let candidates: Vec<String> = band.open.iter().map(dated).collect();
    let text = format!(
        "{} on {}: the dates do not decide which of these came last, so the band holds all: {}.",
        band.party.name,
        map.issue.name,
        candidates.join("; ")
    );
    (!candidates.is_empty()).then(|| Block::caution(text, band.basis.clone()))
}

/// A standing band; the name carries the tone, since a band has no arrow of its own.
fn standing(band: &Band) -> Track {
    let name = match band.trend {
        Some(trend) => format!("{} ({} than before)", band.party.name, tone(trend)),
        None if !band.open.is_empty() => format!("{} (order open)", band.party.name),
        None => band.party.name.clone(),
    };
    Track { name, from: Vec::new(), to: band.line.options.iter().copied().collect(), basis: band.basis.clone() }
}

fn band_row(band: &Band) -> Row {
    let mut tones: Vec<&str> = band.trend.map(tone).into_iter().collect();
    if band.line.words.fragment {
        tones.push("fragment");
    }
    let when = match band.open.is_empty() {
        true => date_cell(band.line.words.at.as_ref()),
        false => Cell::text("order open"),
    };
    let cells = vec![
        Cell::text(&band.party.name),
        Cell::text(band.line.names.join(" or ")),
        Cell::text(tones.join(", ")),
        Cell::text(channels(band.channels)),
        when,
        said(&band.line.words),
    ];
    Row::new(cells, band.basis.clone())
}

/// "2 channels (1 public, 1 private)"; "1 public channel" when all are of one kind.
fn channels(channels: Channels) -> String {
    match (channels.public, channels.private) {
        (public, 0) => counted(public, "public channel", "public channels"),
        (0, private) => counted(private, "private channel", "private channels"),
        (public, private) => format!("{} channels ({public} public, {private} private)", public + private),
    }
}

/// Candidates beside past agreements, feature by feature; the lessons and who draws them.
pub fn precedent(_case: &Case, answer: &Precedent) -> Vec<Block> {
    if answer.checks.is_empty() && answer.lessons.is_empty() {
        return nothing("No past agreement is on record beside a candidate.");
    }
    let mut blocks = Vec::new();
    for check in &answer.checks {
        blocks.extend(check_blocks(check));
    }
    if !answer.checks.is_empty() {
        let text = "Like features are not like causes: the check compares texts by class and says nothing of why one ended as it did.";
        blocks.push(Block::caution(text, Basis::new()));
    }
    for group in &answer.lessons {
        blocks.extend(lesson_blocks(group));
    }
    blocks
}

fn check_blocks(check: &PrecedentCheck) -> Vec<Block> {
    let headline = format!(
        "{} beside {}: {} the same, {} different, {} not known.",
        check.candidate.name,
        check.past.name,
        counted(check.same, "feature", "features"),
        check.differs,
        check.not_known
    );
    let mut blocks = vec![Block::headline(headline, check.basis.clone())];
    if let Some(outcome) = &check.outcome {
        let signed = check.signed.as_ref().map(|signed| format!(" (signed {})", date(signed))).unwrap_or_default();
        blocks.push(Block::line(format!("{}{signed}: {outcome}", check.past.name), check.basis.clone()));
    }
    let title = format!("{} beside {}", check.candidate.name, check.past.name);
    let rows = check.features.iter().map(feature_row).collect();
    blocks.extend(Block::table(title, &["Feature", "Then", "Now", "Compared"], rows));
    blocks
}

fn feature_row(feature: &FeatureRow) -> Row {
    let likeness = match feature.likeness {
        Likeness::Same => "same class",
        Likeness::Differs => "differs",
        Likeness::NotKnownInCandidate => "not known now",
        Likeness::NotKnownInPast => "not known then",
    };
    let shown = |words: &Option<String>| Cell::text(words.clone().unwrap_or_default());
    let cells =
        vec![Cell::text(&feature.feature), shown(&feature.past), shown(&feature.candidate), Cell::text(likeness)];
    Row::new(cells, feature.basis.clone())
}

fn lesson_blocks(group: &LessonGroup) -> Vec<Block> {
    let text = format!(
        "{} from {}, by {}.",
        counted(group.rows.len(), "lesson drawn", "lessons drawn"),
        group.agreement.name,
        counted(group.speakers, "speaker", "speakers")
    );
    let rows = group.rows.iter().map(|row| {
        let cells = vec![
            Cell::text(&row.speaker.name),
            Cell::text(&row.lesson),
            Cell::text(row.implies.clone().unwrap_or_default()),
            said(&row.words),
        ];
        Row::new(cells, row.basis.clone())
    });
    let title = format!("Lessons from {}", group.agreement.name);
    let table = Block::table(title, &["Speaker", "Lesson", "Feature", "Words"], rows.collect());
    std::iter::once(Block::line(text, group.basis.clone())).chain(table).collect()
}

/// Rival explanations by how much speaks against each, and the matrix of evidence.
pub fn explanations(_case: &Case, answer: &Explanations) -> Vec<Block> {
    if answer.questions.is_empty() {
        return nothing("No rival explanations are on record.");
    }
    answer.questions.iter().flat_map(matrix).collect()
}

fn matrix(matrix: &Matrix) -> Vec<Block> {
    let letters: Vec<String> = (0..matrix.explanations.len()).map(letter).collect();
    let first: Vec<String> = matrix
        .explanations
        .iter()
        .zip(&letters)
        .filter(|(explanation, _)| explanation.place == 1)
        .map(|(explanation, letter)| format!("{letter}, {}", explanation.text))
        .collect();
    let all = matrix.explanations.len();
    let headline = match matrix.explanations.first() {
        Some(one) if first.len() == all && all > 1 => {
            let pieces = counted(one.inconsistent, "piece", "pieces");
            format!("{} Evidence against does not tell the {all} explanations apart: {pieces} each.", matrix.question)
        }
        _ => format!("{} Least evidence against: {}.", matrix.question, first.join("; ")),
    };
    let mut blocks = vec![Block::headline(headline, matrix.basis.clone())];
    let rows = matrix.explanations.iter().zip(&letters).map(|(one, letter)| rival_row(one, letter)).collect();
    let columns = ["", "Explanation", "Against", "For", "Neutral", "Not rated"];
    blocks.extend(Block::table(format!("Explanations: {}", matrix.question), &columns, rows));
    let starts = (0..letters.len()).step_by(COLUMNS_OF_EXPLANATIONS);
    for start in starts {
        let shown = &letters[start..letters.len().min(start + COLUMNS_OF_EXPLANATIONS)];
        let mut columns = vec!["Evidence"];
        columns.extend(shown.iter().map(String::as_str));
        columns.push("Tells");
        let rows = matrix.evidence.iter().map(|row| evidence_row(row, start, shown.len())).collect();
        blocks.extend(Block::table(format!("Evidence: {}", matrix.question), &columns, rows));
    }
    let text = "Evidence for an explanation does not rank it: the same evidence often fits others too. All evidence counts alike.";
    blocks.push(Block::caution(text, Basis::new()));
    blocks
}

/// A, B, … Z, A2, B2, …
fn letter(place: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(place % 26).unwrap_or(0));
    if place < 26 { letter.to_string() } else { format!("{letter}{}", place / 26 + 1) }
}

fn rival_row(one: &RivalExplanation, letter: &str) -> Row {
    let cells = vec![
        Cell::text(letter),
        Cell::text(&one.text),
        Cell::number(one.inconsistent),
        Cell::number(one.consistent),
        Cell::number(one.neutral),
        Cell::number(one.not_rated),
    ];
    Row::new(cells, one.basis.clone())
}

fn evidence_row(row: &EvidenceRow, start: usize, shown: usize) -> Row {
    let fit = |fit: &Option<Fit>| match fit {
        Some(Fit::Consistent) => Cell::text("for"),
        Some(Fit::Inconsistent) => Cell::text("against"),
        Some(Fit::Neutral) => Cell::text("neutral"),
        None => Cell::Blank,
    };
    let mut cells = vec![said(&row.words)];
    cells.extend(row.fits.iter().skip(start).take(shown).map(fit));
    cells.push(Cell::text(if row.tells { "yes" } else { "no" }));
    Row::new(cells, row.basis.clone())
}
