//! What the session tells, in the words of the protocol.

use std::collections::{BTreeMap, HashMap};

use kadesh::case::{MAIN_FILE, NameKind, Splice};
use kadesh::diagnostic::{Diagnostic, Severity, Span};
use kadesh::session::message::{Blank, Completion, Entry};
use lsp_types::{
    CodeAction, CodeActionKind, CompletionItem, CompletionItemKind, CompletionTextEdit, DiagnosticRelatedInformation,
    DiagnosticSeverity, DocumentSymbol, Hover, HoverContents, InlayHint, InlayHintLabel, InlayHintTooltip, Location,
    MarkupContent, MarkupKind, NumberOrString, Range, SymbolKind, TextEdit, WorkspaceEdit,
};

use super::address::uri_of;
use super::opened::Opened;
use super::positions::{Encoding, Lines, range};

/// Faults by the file that each is told in. Those of a spreadsheet are told in the case, with the address of the cell.
pub fn faults(
    case: &Opened,
    faults: &[Diagnostic],
    encoding: Encoding,
) -> BTreeMap<String, Vec<lsp_types::Diagnostic>> {
    let mut told: BTreeMap<String, Vec<lsp_types::Diagnostic>> = BTreeMap::new();
    let mut lines = ByFile::new();
    for fault in faults {
        let (file, own) = diagnostic(case, fault, (encoding, &mut lines));
        told.entry(file).or_default().push(own);
    }
    told
}

/// The lines of each text in which something was told.
type ByFile<'c> = BTreeMap<String, Lines<'c>>;

fn diagnostic<'c>(
    case: &'c Opened,
    fault: &Diagnostic,
    (encoding, lines): (Encoding, &mut ByFile<'c>),
) -> (String, lsp_types::Diagnostic) {
    let main = fault.labels.first().map(|(span, _)| span);
    let is_text = |span: &&Span| case.session.texts().text(&span.file).is_some();
    let file = main.filter(is_text).map_or_else(|| MAIN_FILE.to_owned(), |span| span.file.clone());
    let cell = main.filter(|span| !is_text(span)).map(|span| format!("{}: ", span.file)).unwrap_or_default();
    let place = main.filter(is_text).map_or((0, 0), |span| (span.start, span.end));
    let hint = fault.hint.as_ref().map(|hint| format!("\nhint: {hint}")).unwrap_or_default();
    let related = fault.labels.iter().skip(1).filter_map(|(span, words)| {
        Some(DiagnosticRelatedInformation { location: location(case, span, encoding)?, message: words.clone() })
    });
    let related: Vec<DiagnosticRelatedInformation> = related.collect();
    let own = lsp_types::Diagnostic {
        range: lines.entry(file.clone()).or_insert_with(|| Lines::new(case.text(&file), encoding)).range(place),
        severity: Some(match fault.severity {
            Severity::Fault => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Gap => DiagnosticSeverity::INFORMATION,
            Severity::Note => DiagnosticSeverity::HINT,
        }),
        code: Some(NumberOrString::String(fault.code.to_owned())),
        source: Some("kadesh".to_owned()),
        message: format!("{cell}{}{hint}", fault.message),
        related_information: (!related.is_empty()).then_some(related),
        ..lsp_types::Diagnostic::default()
    };
    (file, own)
}

/// A place in a text of the case.
pub fn location(case: &Opened, span: &Span, encoding: Encoding) -> Option<Location> {
    let text = case.session.texts().text(&span.file)?;
    Some(Location { uri: uri_of(&case.path, &span.file)?, range: range(text, (span.start, span.end), encoding) })
}

/// The place of a name without its quotation marks.
pub fn word(case: &Opened, span: &Span, encoding: Encoding) -> Range {
    let text = case.text(&span.file);
    let written = text.get(span.start..span.end).unwrap_or_default();
    let quotes = written.len() - written.trim_start_matches(['"', '\'']).len();
    range(text, (span.start + quotes, span.end - quotes), encoding)
}

pub fn hover(case: &Opened, place: &Span, text: String, encoding: Encoding) -> Hover {
    let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value: text });
    Hover { contents, range: Some(range(case.text(&place.file), (place.start, place.end), encoding)) }
}

pub fn completions(case: &Opened, place: &Span, words: Vec<Completion>, encoding: Encoding) -> Vec<CompletionItem> {
    let range = range(case.text(&place.file), (place.start, place.end), encoding);
    let item = |(order, word): (usize, Completion)| CompletionItem {
        label: word.text.clone(),
        kind: Some(CompletionItemKind::VALUE),
        detail: Some(word.detail),
        sort_text: Some(format!("{order:05}")),
        filter_text: Some(word.text.clone()),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text: word.text })),
        ..CompletionItem::default()
    };
    words.into_iter().enumerate().map(item).collect()
}

#[expect(clippy::mutable_key_type, reason = "the protocol's own type: an address is not changed while it is a key")]
pub fn edit(case: &Opened, splices: &[Splice], encoding: Encoding) -> WorkspaceEdit {
    let mut changes: HashMap<lsp_types::Uri, Vec<TextEdit>> = HashMap::new();
    for splice in splices {
        let Some(uri) = uri_of(&case.path, &splice.file) else { continue };
        let range = range(case.text(&splice.file), (splice.start, splice.end), encoding);
        changes.entry(uri).or_default().push(TextEdit { range, new_text: splice.text.clone() });
    }
    WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
}

/// The entries that are given in one text.
#[expect(deprecated, reason = "the protocol's type has a field that is out of use, and no way to be made without it")]
pub fn symbols(case: &Opened, name: &str, entries: &[Entry], encoding: Encoding) -> Vec<DocumentSymbol> {
    let lines = Lines::new(case.text(name), encoding);
    let own = entries.iter().filter(|entry| entry.place.file == name);
    let symbol = |entry: &Entry| {
        let range = lines.range((entry.place.start, entry.place.end));
        DocumentSymbol {
            // A symbol without a name is none for editors.
            name: if entry.name.id.is_empty() { "(no id)".to_owned() } else { entry.name.id.clone() },
            detail: Some(entry.words.clone()),
            kind: symbol_kind(entry.name.kind),
            tags: None,
            deprecated: None,
            range,
            selection_range: range,
            children: None,
        }
    };
    own.map(symbol).collect()
}

fn symbol_kind(kind: NameKind) -> SymbolKind {
    match kind {
        NameKind::Source => SymbolKind::FILE,
        NameKind::Party | NameKind::Body => SymbolKind::CLASS,
        NameKind::Person => SymbolKind::OBJECT,
        NameKind::Issue | NameKind::State | NameKind::Merge => SymbolKind::ENUM,
        NameKind::IssueOption | NameKind::Option => SymbolKind::ENUM_MEMBER,
        NameKind::Statement | NameKind::Assumption => SymbolKind::STRING,
        NameKind::Room => SymbolKind::NAMESPACE,
        NameKind::Condition | NameKind::Gate | NameKind::Norm => SymbolKind::BOOLEAN,
        NameKind::Lever => SymbolKind::NUMBER,
        NameKind::Act | NameKind::Agreement => SymbolKind::EVENT,
        NameKind::Hypothesis | NameKind::Goal => SymbolKind::KEY,
    }
}

/// Edits that do what the hint of a fault asks: `did you mean`.
pub fn mends(
    case: &Opened,
    (name, within): (&str, Range),
    faults: &[Diagnostic],
    encoding: Encoding,
) -> Vec<CodeAction> {
    let meets = |range: &Range| range.start <= within.end && within.start <= range.end;
    let (mut mends, mut lines) = (Vec::new(), ByFile::new());
    for fault in faults {
        let (file, own) = diagnostic(case, fault, (encoding, &mut lines));
        let Some((span, _)) = fault.labels.first().filter(|_| file == name && meets(&own.range)) else { continue };
        for (bad, good) in meant(fault) {
            let text = case.text(&file);
            let Some(at) = text.get(span.start..span.end).and_then(|written| written.find(bad)) else { continue };
            let splice = Splice {
                file: file.clone(),
                start: span.start + at,
                end: span.start + at + bad.len(),
                text: good.to_owned(),
            };
            mends.push(CodeAction {
                title: format!("Change `{bad}` to `{good}`"),
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: Some(vec![own.clone()]),
                edit: Some(edit(case, &[splice], encoding)),
                is_preferred: Some(true),
                ..CodeAction::default()
            });
        }
    }
    mends
}

/// The words that a fault takes for wrong, each with what may be meant instead.
fn meant(fault: &Diagnostic) -> Vec<(&str, &str)> {
    let wrong = fault.message.split('`').skip(1).step_by(2);
    let hint = fault.hint.as_deref().and_then(|hint| hint.strip_prefix("did you mean "));
    let asked = hint.and_then(|hint| hint.split('?').next()).unwrap_or_default();
    let meant: Vec<&str> = asked.split('`').skip(1).step_by(2).collect();
    wrong.flat_map(|bad| meant.iter().map(move |good| (bad, *good))).collect()
}

/// What was taken for blanks, at the end of the first line of each entry.
pub fn blanks(case: &Opened, (name, within): (&str, Range), blanks: &[Blank], encoding: Encoding) -> Vec<InlayHint> {
    let lines = Lines::new(case.text(name), encoding);
    let hint = |blank: &Blank| InlayHint {
        position: lines.position(blank.place.end),
        label: InlayHintLabel::String(format!("{}: {}", blank.key, blank.taken)),
        kind: None,
        text_edits: None,
        tooltip: Some(InlayHintTooltip::String(format!("Left blank. {}.", capital(&blank.why)))),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    let own = blanks.iter().filter(|blank| blank.place.file == name).map(hint);
    own.filter(|hint| within.start <= hint.position && hint.position <= within.end).collect()
}

fn capital(words: &str) -> String {
    let mut signs = words.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}
