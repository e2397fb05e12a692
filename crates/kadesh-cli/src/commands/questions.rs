//! `questions`: every question that can be asked, one line each, by section.

use kadesh::ask::{QUESTIONS, Question, Section};

use crate::args::Format;
use crate::output::Output;

pub(super) fn questions(format: Format, width: usize) -> Output {
    Output::ok(match format {
        Format::Text => text(width),
        Format::Json => format!("{:#}\n", json()),
    })
}

fn text(width: usize) -> String {
    let longest = QUESTIONS.iter().map(|question| question.shortest().len()).max().unwrap_or(0);
    let mut lines =
        vec!["kadesh ask CASE QUESTION answers one; a section's word answers the whole section.".to_owned()];
    for section in Section::ALL {
        lines.push(String::new());
        lines.push(format!("{} ({}): {}", section.title(), section.id(), section.question()));
        lines.push("─".repeat(width));
        let own = QUESTIONS.iter().filter(|question| question.section == section);
        lines.extend(own.map(|question| format!("  {:longest$}  {}", question.shortest(), answers(question))));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// What it answers: the question of its model, where it has one to itself; else its title.
fn answers(question: &Question) -> &'static str {
    match question.cards {
        [card] if QUESTIONS.iter().filter(|other| other.cards.contains(card)).count() == 1 => card.question,
        _ => question.title,
    }
}

/// Every question as data.
pub fn json() -> serde_json::Value {
    let one = |question: &Question| {
        serde_json::json!({
            "word": question.shortest(),
            "id": question.id,
            "title": question.title,
            "answers": answers(question),
            "section": question.section,
            "family": question.family(),
            "models": question.cards.iter().map(|card| card.id).collect::<Vec<_>>(),
        })
    };
    QUESTIONS.iter().map(one).collect()
}
