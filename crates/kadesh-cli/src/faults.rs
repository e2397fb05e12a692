//! Draws what is wrong with a case at its place: on a screen what is of one kind together, or all of it in full.

use std::fmt::Write;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, NamedSource, Report};

use kadesh::case::{Checked, MAIN_FILE};
use kadesh::diagnostic::{Diagnostic, Severity, Span};

use crate::load::Loaded;

/// The most that are drawn. Each takes a pass over the text, and nobody reads more.
const MOST_DRAWN: usize = 200;

/// So many are drawn on a screen, all of them where there are no more, else the first of each kind; and of each kind so many
/// more are named by a line.
const MOST_ON_SCREEN: usize = 5;
const MOST_ALIKE: usize = 3;

/// A gap or a note is cut at so many letters on a screen.
const MOST_LETTERS: usize = 240;

/// So many places of one thing are drawn.
const MOST_LABELS: usize = 12;

/// Two places so many lines apart are drawn together.
const MOST_BETWEEN: usize = 12;

/// What is wrong on about a screen: the first of every kind drawn in its text, the others on a line each; gaps and how things
/// were understood as lists. A last line counts all.
pub fn text(loaded: &Loaded, width: usize, colour: bool) -> String {
    let all = &loaded.checked.diagnostics;
    let mut out = String::new();
    let mut cut = false;
    let troubles: Vec<&Diagnostic> = all.iter().filter(|one| one.severity <= Severity::Warning).collect();
    let kinds = match troubles.len() <= MOST_ON_SCREEN {
        true => troubles.into_iter().map(|one| vec![one]).collect(),
        false => kinds(troubles.into_iter()),
    };
    for (place, alike) in kinds.iter().enumerate() {
        let Some((first, others)) = alike.split_first() else { continue };
        if place < MOST_ON_SCREEN {
            out.push_str(&drawn(loaded, first, width, colour));
        } else {
            listed(&mut out, &one_line(loaded, first), width);
        }
        for other in others.iter().take(MOST_ALIKE) {
            listed(&mut out, &one_line(loaded, other), width);
        }
        if others.len() > MOST_ALIKE {
            cut = true;
            listed(&mut out, &format!("and {} more like this", others.len() - MOST_ALIKE), width);
        }
        out.push('\n');
    }
    let heads = [
        (Severity::Gap, "Left blank, which is legal; each answer says what was taken instead:"),
        (Severity::Note, "Understood so:"),
    ];
    for (severity, head) in heads {
        cut |= list(&mut out, loaded, severity, head, width);
    }
    if cut {
        out.push_str("`kadesh check CASE --all` shows all of it\n");
    }
    out.push_str(&summary(&loaded.checked));
    out.push('\n');
    out
}

/// Every diagnostic, drawn in the text it points into, and a last line that counts them. Of very many, the worst.
pub fn in_full(loaded: &Loaded, width: usize, colour: bool) -> String {
    let mut list: Vec<&Diagnostic> = loaded.checked.diagnostics.iter().collect();
    let more = list.len().saturating_sub(MOST_DRAWN);
    if more > 0 {
        list.sort_by_key(|diagnostic| diagnostic.severity);
        list.truncate(MOST_DRAWN);
    }
    let mut out = String::new();
    for diagnostic in list {
        out.push_str(&drawn(loaded, diagnostic, width, colour));
        out.push('\n');
    }
    if more > 0 {
        out.push_str(&format!("{more} more are not drawn; `kadesh check CASE --format json` lists all\n"));
    }
    out.push_str(&summary(&loaded.checked));
    out.push('\n');
    out
}

/// `2 faults, 1 warning, 3 gaps`, and notes where there are any.
pub fn summary(checked: &Checked) -> String {
    let count = |severity, word: &str| {
        let number = checked.count(severity);
        format!("{number} {word}{}", if number == 1 { "" } else { "s" })
    };
    let mut counts =
        vec![count(Severity::Fault, "fault"), count(Severity::Warning, "warning"), count(Severity::Gap, "gap")];
    if checked.count(Severity::Note) > 0 {
        counts.push(count(Severity::Note, "note"));
    }
    counts.join(", ")
}

/// Those of one severity and code together, in the order of the first of them.
fn kinds<'d>(all: impl Iterator<Item = &'d Diagnostic>) -> Vec<Vec<&'d Diagnostic>> {
    let mut kinds: Vec<Vec<&Diagnostic>> = Vec::new();
    for one in all {
        let same = |kind: &&mut Vec<&Diagnostic>| {
            kind.first().is_some_and(|first| (first.severity, first.code) == (one.severity, one.code))
        };
        match kinds.iter_mut().find(same) {
            Some(kind) => kind.push(one),
            None => kinds.push(vec![one]),
        }
    }
    kinds
}

/// A list of gaps or notes under a head, what would mend each kind said once. Whether something was left out.
fn list(out: &mut String, loaded: &Loaded, severity: Severity, head: &str, width: usize) -> bool {
    let kinds = kinds(loaded.checked.diagnostics.iter().filter(|one| one.severity == severity));
    if kinds.is_empty() {
        return false;
    }
    let mut cut = false;
    out.push_str(head);
    out.push('\n');
    for alike in kinds {
        for one in alike.iter().take(MOST_ALIKE + 1) {
            let line = one_line(loaded, one);
            cut |= line.chars().count() > MOST_LETTERS;
            listed(out, &shortened(&line), width);
        }
        if alike.len() > MOST_ALIKE + 1 {
            cut = true;
            listed(out, &format!("and {} more like this", alike.len() - MOST_ALIKE - 1), width);
        }
        if let Some(hint) = alike.first().and_then(|first| first.hint.as_ref()) {
            let arrow = textwrap::Options::new(width).initial_indent("    → ").subsequent_indent("      ");
            out.push_str(&textwrap::fill(hint, arrow));
            out.push('\n');
        }
    }
    out.push('\n');
    cut
}

fn listed(out: &mut String, line: &str, width: usize) {
    let dot = textwrap::Options::new(width).initial_indent("  · ").subsequent_indent("    ");
    // Writing to a text cannot fail.
    let _ = writeln!(out, "{}", textwrap::fill(line, dot));
}

fn shortened(line: &str) -> String {
    match line.char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => format!("{} …", line[..end].trim_end()),
        None => line.to_owned(),
    }
}

/// A diagnostic in a line, with where it stands.
fn one_line(loaded: &Loaded, one: &Diagnostic) -> String {
    let places: Vec<String> = one.labels.iter().take(MOST_ALIKE).map(|(span, _)| place(loaded, span)).collect();
    let more = if one.labels.len() > MOST_ALIKE { ", …" } else { "" };
    match places.is_empty() {
        true => one.message.clone(),
        false => format!("{} ({}{more})", one.message, places.join(", ")),
    }
}

/// `line 12`, with the file where it is not the case file.
fn place(loaded: &Loaded, span: &Span) -> String {
    if span.file != MAIN_FILE && !loaded.files.contains_key(&span.file) {
        return span.file.clone();
    }
    let line = line_of(&loaded.text_of(&span.file), span.start);
    if span.file == MAIN_FILE { format!("line {line}") } else { format!("{} line {line}", span.file) }
}

fn line_of(text: &str, byte: usize) -> usize {
    text.as_bytes().iter().take(byte).filter(|byte| **byte == b'\n').count() + 1
}

fn drawn(loaded: &Loaded, diagnostic: &Diagnostic, width: usize, colour: bool) -> String {
    let file = diagnostic.labels.first().map_or(MAIN_FILE, |(span, _)| span.file.as_str());
    let (name, text) = (loaded.path_of(file).display().to_string(), loaded.text_of(file).into_owned());
    let line = |span: &Span| line_of(&text, span.start);
    let main = diagnostic.labels.first().map_or(1, |(span, _)| line(span));
    let (own, elsewhere): (Vec<_>, Vec<_>) = diagnostic.labels.iter().partition(|(span, _)| span.file == file);
    // All lines between two labels would be drawn.
    let (near, far): (Vec<_>, Vec<_>) =
        own.into_iter().partition(|(span, _)| line(span).abs_diff(main) <= MOST_BETWEEN);
    let labels = near.into_iter().take(MOST_LABELS).map(|(span, label)| {
        let end = span.end.min(text.len());
        LabeledSpan::at(span.start.min(end)..end, label.clone())
    });
    let mut shown = MietteDiagnostic::new(format!("{}: {}", word(diagnostic.severity), diagnostic.message))
        .with_code(diagnostic.code)
        .with_severity(match diagnostic.severity {
            Severity::Fault => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Gap | Severity::Note => miette::Severity::Advice,
        })
        .with_labels(labels);
    let far = far.iter().take(MOST_LABELS).map(|(span, label)| format!("line {}: {label}", line(span)));
    let elsewhere = elsewhere.iter().map(|(span, label)| match span.file.as_str() {
        MAIN_FILE => format!("{MAIN_FILE} {}: {label}", place(loaded, span)),
        _ => format!("{}: {label}", place(loaded, span)),
    });
    let help: Vec<String> = far.chain(elsewhere).chain(diagnostic.hint.clone()).collect();
    shown.help = (!help.is_empty()).then(|| help.join("\n"));
    let report = Report::new(shown).with_source_code(NamedSource::new(name, text).with_language("toml"));
    let mut out = String::new();
    let theme = if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    // Drawing into a text cannot fail; the plain message stands in if it ever does.
    match GraphicalReportHandler::new_themed(theme).with_width(width).render_report(&mut out, report.as_ref()) {
        Ok(()) => out,
        Err(_) => diagnostic.message.clone(),
    }
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Fault => "fault",
        Severity::Warning => "warning",
        Severity::Gap => "gap",
        Severity::Note => "note",
    }
}
