//! Draws what is wrong with a case at its place, as text or as JSON.

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, NamedSource, Report};

use kadesh::case::{Checked, MAIN_FILE};
use kadesh::diagnostic::{Diagnostic, Severity, Span};

use crate::load::Loaded;

/// The most that are drawn. Each takes a pass over the text, and nobody reads more.
const MOST_DRAWN: usize = 200;

/// Two places so many lines apart are drawn together.
const MOST_BETWEEN: usize = 12;

/// Every diagnostic, drawn in the text it points into, and a last line that counts them. Of very many, the worst.
pub fn text(loaded: &Loaded, width: usize, colour: bool) -> String {
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

/// `2 faults, 1 warning, 3 gaps`
pub fn summary(checked: &Checked) -> String {
    let count = |severity, word: &str| {
        let number = checked.count(severity);
        format!("{number} {word}{}", if number == 1 { "" } else { "s" })
    };
    [count(Severity::Fault, "fault"), count(Severity::Warning, "warning"), count(Severity::Gap, "gap")].join(", ")
}

fn drawn(loaded: &Loaded, diagnostic: &Diagnostic, width: usize, colour: bool) -> String {
    let file = diagnostic.labels.first().map_or(MAIN_FILE, |(span, _)| span.file.as_str());
    let (name, text) = source_of(loaded, file);
    let line = |span: &Span| text.as_bytes().iter().take(span.start).filter(|byte| **byte == b'\n').count() + 1;
    let main = diagnostic.labels.first().map_or(1, |(span, _)| line(span));
    let own = diagnostic.labels.iter().filter(|(span, _)| span.file == file);
    // All lines between two labels would be drawn.
    let (near, far): (Vec<_>, Vec<_>) = own.partition(|(span, _)| line(span).abs_diff(main) <= MOST_BETWEEN);
    let labels = near.into_iter().map(|(span, label)| {
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
    let far = far.iter().map(|(span, label)| format!("line {}: {label}", line(span)));
    let help: Vec<String> = far.chain(diagnostic.hint.clone()).collect();
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

fn source_of(loaded: &Loaded, file: &str) -> (String, String) {
    if file == MAIN_FILE {
        return (loaded.path.display().to_string(), loaded.text.clone());
    }
    let beside = loaded.path.with_file_name(file).display().to_string();
    let bytes = loaded.files.get(file).map(Vec::as_slice).unwrap_or_default();
    (beside, String::from_utf8_lossy(bytes).into_owned())
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Fault => "fault",
        Severity::Warning => "warning",
        Severity::Gap => "gap",
        Severity::Note => "note",
    }
}
