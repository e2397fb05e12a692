//! `models`: every model with its question, definition, sources, assumptions and standing; and the field's own words.

use kadesh::ask::QUESTIONS;
use kadesh::coding::alpha;
use kadesh::model::Card;
use kadesh::report::{glossary, json};

use crate::args::Format;
use crate::output::Output;

/// The field's own words.
pub(super) fn terms(format: Format, width: usize) -> Output {
    Output::ok(match format {
        Format::Text => glossary::text(width),
        Format::Json => format!("{:#}\n", glossary::json()),
    })
}

pub(super) fn models(format: Format) -> Output {
    let mut cards: Vec<&Card> = QUESTIONS.iter().flat_map(|question| question.cards).copied().collect();
    cards.push(&alpha::CARD);
    cards.sort_by_key(|card| (card.family, card.id));
    cards.dedup_by_key(|card| card.id);
    if format == Format::Json {
        return Output::ok(format!("{:#}\n", json::cards(&cards)));
    }
    let shown = cards.iter().map(|card| {
        format!(
            "{}  {}\n  asks      {}\n  defined   {}\n  assumes   {}\n  departs   {}\n  sources   {}\n  standing  {}\n",
            card.id,
            card.name,
            card.question,
            card.definition,
            card.assumes.join("; "),
            card.departures,
            card.sources_in_words(),
            format!("{:?}", card.standing).to_lowercase(),
        )
    });
    Output::ok(shown.collect::<Vec<_>>().join("\n"))
}
