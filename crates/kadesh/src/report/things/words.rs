//! Small pieces of wording for the entries of a case.

use serde::Serialize;

use crate::coding::Field;
use crate::model::{Basis, Case, Choice, Ground, IssueId, PartyId, Quantity, When};
use crate::report::grounds;
use crate::report::wrap::cut;

/// The longest quotation or reason, in letters.
const LONGEST: usize = 70;

/// A word of the file format as words: `once-taken` is `once taken`.
pub(super) fn word(value: impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word.replace('-', " "),
        Ok(_) | Err(_) => String::new(),
    }
}

/// The same, or nothing.
pub(super) fn word_or_blank(value: Option<impl Serialize>) -> String {
    value.map(word).unwrap_or_default()
}

pub(super) fn quantity(value: Option<Quantity>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

pub(super) fn when(value: Option<&When>) -> String {
    value.map(|when| when.text.clone()).unwrap_or_default()
}

/// Yes, or nothing.
pub(super) fn yes(holds: bool) -> &'static str {
    if holds { "yes" } else { "" }
}

/// A quotation that fits on a line.
pub(in crate::report) fn quote(words: &str) -> String {
    format!("“{}”", cut(words, LONGEST))
}

/// A field that names one party.
pub(super) fn party(case: &Case, key: &str, noun: &str, id: Option<PartyId>) -> Field {
    let name = id.map(|id| case.party(id).in_a_sentence().to_owned()).unwrap_or_default();
    let mark = id.map(|id| case.party(id).id.clone()).unwrap_or_default();
    Field::new(key, noun, name).marked(mark)
}

/// A field that names several, in whatever order.
pub(super) fn parties(case: &Case, key: &str, noun: &str, ids: &[PartyId]) -> Field {
    let names: Vec<&str> = ids.iter().map(|id| case.party(*id).in_a_sentence()).collect();
    let mut marks: Vec<&str> = ids.iter().map(|id| case.party(*id).id.as_str()).collect();
    marks.sort_unstable();
    Field::new(key, noun, names.join(", ")).marked(marks.join("|"))
}

/// A field of options of one issue.
pub(super) fn options<'a>(
    case: &Case,
    (key, noun): (String, String),
    issue: IssueId,
    options: impl Iterator<Item = &'a usize> + Clone,
) -> Field {
    let choices = options.map(|option| Choice { issue, option: *option });
    let words: Vec<String> = choices.clone().map(|choice| case.option_words(choice)).collect();
    let mut marks: Vec<&str> = choices.map(|choice| case.option(choice).id.as_str()).collect();
    marks.sort_unstable();
    Field::new(key, noun, words.join(" or ")).marked(marks.join("|"))
}

/// What something rests on, as far as it is on record: somebody's words, or the reason for which it is assumed.
pub(super) fn rests_on(case: &Case, basis: &Basis) -> Field {
    let basis = case.basis_on_record(basis);
    let words = |ground: &Ground| {
        let words = grounds::words(case, *ground);
        match (&words.quote, ground) {
            (Some(said), Ground::Statement(id)) => {
                format!("{} ({})", quote(said), case.voice_names(case.statement(*id)))
            }
            (_, Ground::Assumption(id)) => format!("assumed: {}", cut(&case.assumption(*id).reason, LONGEST)),
            _ => cut(&words.text, LONGEST),
        }
    };
    // The reason of a `because` is all there is to it; what has an id is the same while it has that.
    let mark = |ground: &Ground| match ground {
        Ground::Assumption(id) => case.assumption(*id).reason.clone(),
        _ => grounds::words(case, *ground).id,
    };
    let mut marks: Vec<String> = basis.0.iter().map(mark).collect();
    marks.sort_unstable();
    let told: Vec<String> = basis.0.iter().map(words).collect();
    grounded(told.join("; ")).marked(marks.join("|"))
}

/// The ground in these words; none where they are empty.
pub(super) fn grounded(words: impl Into<String>) -> Field {
    Field::new("rests_on", "what it rests on", words)
}
