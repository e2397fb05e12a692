//! The packages that could be deals, how often, and what was taken for the blanks of the case.

use super::numbers::in_draws;
use crate::ensemble::{Numbers, Outcome, Standing};
use crate::model::{Case, Choice, IssueId, Truth};
use crate::num;
use crate::report::block::{Block, Cell, Row};

/// The packages that could be deals, and the draws with no deal.
pub fn outcome(case: &Case, answer: &Outcome) -> Vec<Block> {
    let numbers = &answer.numbers;
    let mut blocks = vec![Block::headline(headline(numbers), answer.basis.clone())];
    if numbers.no_deal_if_shut > numbers.no_deal {
        let text = format!(
            "{} of these packages need an option of which it is not known whether it can be had. If all such options are shut, there \
             is no deal in {}.",
            num::grouped(numbers.reach_unknown),
            in_draws(numbers.no_deal_if_shut, numbers.draws)
        );
        blocks.push(Block::line(text, answer.basis.clone()));
    }
    blocks.extend(package_table(case, answer));
    if !answer.signatories_stated {
        let text = "The case does not say who must accept a deal. Every party with stakes was taken.";
        blocks.push(Block::caution(text, answer.basis.clone()));
    }
    blocks.extend(defaults(answer));
    let about = "A share of draws tells how the inputs' ranges combine. It does not tell how the world will go.";
    blocks.push(Block::caution(about, answer.basis.clone()));
    blocks
}

fn headline(numbers: &Numbers) -> String {
    format!(
        "No deal in {}. Of {} packages within reach, {} beat no deal for all who must sign in every draw, {} in some, {} in none; \
         {} more are shut by the rules.",
        in_draws(numbers.no_deal, numbers.draws),
        num::grouped(numbers.robust + numbers.possible + numbers.never),
        num::grouped(numbers.robust),
        num::grouped(numbers.possible),
        num::grouped(numbers.never),
        num::grouped(numbers.unreachable)
    )
}

fn package_table(case: &Case, answer: &Outcome) -> Option<Block> {
    let rows = answer.listed.iter().map(|row| {
        let choices = row.package.iter().enumerate();
        let choices = choices.map(|(issue, option)| Choice { issue: IssueId(issue), option: *option });
        let options: Vec<&str> = choices.map(|choice| case.option(choice).id.as_str()).collect();
        let standing = match row.standing {
            Standing::Robust => "robust",
            Standing::Possible => "possible",
            Standing::Never => "never",
            Standing::Unreachable => "unreachable",
        };
        let reach = match row.reach {
            Truth::True => "can be had",
            Truth::Unknown => "reach not known",
            Truth::False => "shut",
        };
        let cells = vec![
            Cell::text(options.join(", ")),
            Cell::number(num::grouped(row.draws)),
            Cell::text(standing),
            Cell::text(reach),
        ];
        Row::new(cells, answer.basis.clone())
    });
    let taken = format!("draws, of {}", num::grouped(answer.draws));
    let issues: Vec<&str> = case.issues.iter().map(|issue| issue.id.as_str()).collect();
    let title = format!("Packages that beat no deal for all who must sign in the most draws: {}", issues.join(", "));
    let table = Block::table(title, &["package", &taken, "standing", "reach"], rows.collect());
    table.map(|table| table.leaving_out(answer.left_out as u64))
}

fn defaults(answer: &Outcome) -> Vec<Block> {
    let rows = answer.defaults.iter().map(|row| {
        Row::new(vec![Cell::text(&row.what), Cell::number(&row.taken), Cell::text(&row.why)], row.basis.clone())
    });
    let mut blocks: Vec<Block> =
        Block::table("Blanks, and what was taken for them", &["input", "taken", "why"], rows.collect())
            .into_iter()
            .collect();
    if !answer.silent.is_empty() {
        let pairs: Vec<String> =
            answer.silent.iter().map(|cell| format!("{} on {}", cell.party.name, cell.issue.name)).collect();
        let text = format!(
            "{} cells have no stake; the issue weighs nothing to the party there: {}.",
            answer.silent.len(),
            pairs.join("; ")
        );
        blocks.push(Block::caution(text, answer.basis.clone()));
    }
    blocks
}
