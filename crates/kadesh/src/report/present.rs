//! From findings to a page: every kind of answer has a view, or this does not compile.

use super::block::Block;
use super::page::{Entry, Page, Section as PageSection};
use super::view::{bargains, conflict, deals, ensemble, record, rules, terms};
use crate::ask::{Answer, Bench, Finding, Section};
use crate::ensemble::inputs;
use crate::model::{Basis, Case};
use crate::num;

/// A page of findings in the order of the brief, under the sections that have any.
pub fn page(bench: &Bench, findings: &[Finding]) -> Page {
    let case = bench.case();
    let sections = Section::ALL.iter().filter_map(|section| {
        let own = findings.iter().filter(|finding| finding.section == *section);
        let entries: Vec<Entry> = own.map(|finding| entry(case, finding)).collect();
        (!entries.is_empty()).then(|| PageSection {
            id: section.id().to_owned(),
            title: section.title().to_owned(),
            question: section.question().to_owned(),
            entries,
        })
    });
    Page {
        title: case.title.clone(),
        facts: facts(bench),
        first: None,
        unfolded: false,
        sections: sections.collect(),
        not_modelled: not_modelled(case),
    }
}

/// What one finding shows.
pub fn blocks(case: &Case, finding: &Finding) -> Vec<Block> {
    let answer = match &finding.answer {
        Ok(answer) => answer,
        Err(refusal) => {
            let hint = refusal.hint.as_ref().map(|hint| format!(" It would need: {hint}.")).unwrap_or_default();
            let text = format!("No answer: {}.{hint}", refusal.because);
            return vec![Block::caution(text, Basis::new())];
        }
    };
    match answer {
        Answer::Voices(answer) => record::voices(case, answer),
        Answer::Coverage(answer) => record::coverage(case, answer),
        Answer::Sources(answer) => record::sources(case, answer),
        Answer::Register(answer) => record::register(case, answer),
        Answer::Loaded(answer) => record::loaded(case, answer),
        Answer::Rooms(answer) => record::rooms(case, answer),
        Answer::Knowledge(answer) => record::knowledge(case, answer),
        Answer::Statements(answer) => record::statements(case, answer),
        Answer::Orderings(answer) => record::orderings(case, answer),
        Answer::Bypass(answer) => record::bypass(case, answer),
        Answer::Gates(answer) => rules::gates(case, answer),
        Answer::Proposals(answer) => rules::proposals(case, answer),
        Answer::Blockers(answer) => rules::blockers(case, answer),
        Answer::Movers(answer) => rules::movers(case, answer),
        Answer::Consensus(answer) => rules::consensus(case, answer),
        Answer::Cohesion(answer) => rules::cohesion(case, answer),
        Answer::Veto(answer) => rules::formal_veto(case, answer),
        Answer::Leverage(answer) => rules::leverage(case, answer),
        Answer::Reach(answer) => rules::all_reach(case, answer),
        Answer::Ledger(answer) => record::ledger(case, answer),
        Answer::Concessions(answer) => answer.iter().flat_map(|one| bargains::values(case, one)).collect(),
        Answer::Framings(answer) => answer.iter().flat_map(|one| ensemble::framings(case, one)).collect(),
        Answer::Opponents(answer) => answer.iter().flat_map(|one| bargains::opponents(case, one)).collect(),
        Answer::Linked(answer) => answer.iter().flat_map(|one| bargains::parts(case, one)).collect(),
        Answer::Drift(answer) => record::drift(case, answer),
        Answer::Positions(answer) => record::positions(case, answer),
        Answer::Acceptance(answer) => ensemble::acceptance(case, answer),
        Answer::Curves(answer) => answer.iter().flat_map(|one| ensemble::curves(case, one)).collect(),
        Answer::Dependences(answer) => ensemble::dependences(case, answer),
        Answer::Shape(answer) => ensemble::shape(case, answer),
        Answer::Seats(answer) => ensemble::seats(case, answer),
        Answer::Outcomes(answer) => ensemble::outcome(case, answer),
        Answer::Terms(answer) => terms::terms(case, answer),
        Answer::Points(answer) => deals::points(case, answer),
        Answer::Frontier(answer) => bargains::frontier(case, answer),
        Answer::States(answer) => conflict::states(case, answer),
        Answer::Stability(answer) => conflict::stability(case, answer),
        Answer::Witnesses(answer) => conflict::witnesses(case, answer),
        Answer::Breach(answer) => conflict::breach(case, answer),
        Answer::Robustness(answer) => conflict::robustness(case, answer),
        Answer::Inverse(answer) => conflict::inverse(case, answer),
        Answer::Goals(answer) => conflict::goals(case, answer),
        Answer::Coalitions(answer) => conflict::coalitions(case, answer),
        Answer::Foresight(answer) => conflict::foresight(case, answer),
        Answer::Paths(answer) => conflict::paths(case, answer),
        Answer::Readings(answer) => conflict::readings(case, answer),
        Answer::Precedent(answer) => record::precedent(case, answer),
        Answer::Assumptions(answer) => ensemble::ranked(case, answer),
        Answer::Hypotheses(answer) => ensemble::side_by_side(case, answer),
        Answer::Tipping(answer) => answer.iter().flat_map(|one| ensemble::tipping(case, one)).collect(),
        Answer::Tornado(answer) => answer.iter().flat_map(|one| ensemble::tornado(case, one)).collect(),
        Answer::Explanations(answer) => record::explanations(case, answer),
    }
}

/// What stands where a case holds nothing that a question asks about.
pub(super) const NOTHING: &str = "Not in this case.";

fn entry(case: &Case, finding: &Finding) -> Entry {
    let mut blocks = blocks(case, finding);
    if blocks.is_empty() {
        blocks.push(Block::line(NOTHING, Basis::new()));
    }
    Entry {
        id: finding.id.to_owned(),
        title: finding.title.to_owned(),
        model: finding.cards.first().copied(),
        blocks,
        notes: Vec::new(),
    }
}

fn facts(bench: &Bench) -> Vec<(String, String)> {
    let case = bench.case();
    let settings = bench.settings();
    let mut facts = vec![("Question".to_owned(), case.question.clone())];
    if let Some(as_of) = &case.as_of {
        facts.push(("As of".to_owned(), as_of.text.clone()));
    }
    facts.push(("Coded by".to_owned(), case.author.clone()));
    facts.push(("Draws".to_owned(), format!("{} with seed {}", num::grouped(settings.draws), settings.seed)));
    facts.push(("Version".to_owned(), format!("kadesh {}", env!("CARGO_PKG_VERSION"))));
    facts
}

fn adds_up(case: &Case) -> &'static str {
    match case.bonuses.is_empty() {
        true => "Issues add up: no option's worth depends on another issue's option.",
        false => "Issues add up, but for what the case says that options are worth together.",
    }
}

/// What no answer takes into account; the blanks that were drawn instead are told with the outcomes.
fn not_modelled(case: &Case) -> Vec<String> {
    let mut limits = vec![
        adds_up(case).to_owned(),
        "Who offers first, deadlines and the order of offers.".to_owned(),
        "Politics inside each party, beyond what its stakes and red lines say.".to_owned(),
        kept(case).to_owned(),
        "How any actual talks will end: the draws vary the inputs, they do not foretell.".to_owned(),
    ];
    limits.extend(blanks(case));
    if case.statements_on_record().count() < case.statements.len() {
        let text = "What was said later is left out, and so is what rests on it alone; but stakes, red lines, levers and \
                    walk-aways carry no date and stay as they are written.";
        limits.push(text.to_owned());
        let undated = case.statements.iter().filter(|statement| statement.at.is_none()).count();
        if undated > 0 {
            let text = "Statements without a date of their own stay on record whatever the day";
            limits.push(format!(
                "{text}; there {}.",
                if undated == 1 { "is 1".to_owned() } else { format!("are {undated}") }
            ));
        }
    }
    limits
}

/// What no answer says of whether a deal is kept.
fn kept(case: &Case) -> &'static str {
    if case.conflict.is_empty() {
        "Whether a signed deal is kept: breach, enforcement, renewed fighting."
    } else {
        "Whether a signed deal is kept, beyond the options, states and preferences that the case writes down."
    }
}

/// At most this many blanks are named.
const MOST_BLANKS: usize = 4;

/// The inputs without a number, by name.
fn blanks(case: &Case) -> Option<String> {
    let names: Vec<String> =
        inputs(case).ok()?.iter().filter(|input| input.blank).map(|input| input.variable.name(case)).collect();
    let shown = names.iter().take(MOST_BLANKS).cloned().collect::<Vec<_>>().join("; ");
    let more = match names.len().saturating_sub(MOST_BLANKS) {
        0 => String::new(),
        count => format!("; and {count} more"),
    };
    (!names.is_empty())
        .then(|| format!("Not given, and drawn instead (`ensemble.outcomes` says from where): {shown}{more}."))
}
