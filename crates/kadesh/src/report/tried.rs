//! What a reader sees who tries something: the sentences that answer the case's question, and three pictures; once it is let go,
//! what would change the sentences.

use super::brief::shorten;
use super::cut;
use super::page::Page;
use super::present;
use crate::ask::first::{self, first_page};
use crate::ask::{Bench, Finding, QUESTIONS, Question};
use crate::model::Case;

/// The answers below the sentences: what each prefers to no deal, the terms, what would hold.
const PICTURED: &[&str] =
    &["acceptance", "curves", "dependences", "outcomes", "terms", "stability", "breach", "robustness"];

/// The questions to ask while something is `moving`, and once it is let go. The first are some of the second.
pub fn questions(case: &Case, moving: bool) -> Vec<&'static Question> {
    let first = if moving { first::sentence_questions(case) } else { first::questions(case) };
    let needed = |question: &Question| first.iter().any(|one| one.id == question.id);
    let pictured = |question: &Question| PICTURED.contains(&question.word()) && first::fits(case, question);
    QUESTIONS.iter().filter(|question| needed(question) || pictured(question)).collect()
}

/// The page of what is tried, out of the answers to these questions.
pub fn page(bench: &Bench, findings: &[Finding]) -> Page {
    let mut page = present::page(bench, findings);
    page.first = Some(first_page(bench.case(), findings));
    for section in &mut page.sections {
        section.entries.retain(|entry| PICTURED.iter().any(|word| entry.id.ends_with(&format!(".{word}"))));
        section.entries.iter_mut().for_each(shorten);
    }
    page.sections.retain(|section| !section.entries.is_empty());
    cut::finish(&mut page, false);
    page
}
