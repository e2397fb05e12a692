//! The packages that could be deals, how often, and what was taken for the blanks of the case.

use super::numbers::in_draws;
use crate::ensemble::{Numbers, Outcome, Standing};
use crate::model::{Case, Choice, Closeness, IssueId, Truth};
use crate::num;
use crate::report::block::{Block, Cell, Row};
use crate::report::view::deals::in_short;
use crate::report::view::words::names;

/// The packages that could be deals, and the draws with no deal.
pub fn outcome(case: &Case, answer: &Outcome) -> Vec<Block> {
    let numbers = &answer.numbers;
    let mut blocks = vec![Block::headline(headline(case, numbers), answer.basis.clone())];
    if numbers.no_deal_if_shut > numbers.no_deal {
        let text = format!(
            "{} of these packages need an option of which it is not known whether it can be had. If all such options are shut, there \
             is no deal in {}.",
            num::grouped(numbers.reach_unknown),
            in_draws(numbers.no_deal_if_shut, numbers.draws)
        );
        blocks.push(Block::line(text, answer.basis.clone()));
    }
    if numbers.excluded > 0 {
        let text =
            format!("{} more cannot be: some of their options exclude each other.", num::grouped(numbers.excluded));
        blocks.push(Block::line(text, case.exclusion_basis()));
    }
    blocks.extend(package_table(case, answer));
    blocks.extend(groups(case, answer));
    if !answer.signatories_stated {
        let text = "The case does not say who must accept a deal. Every party with stakes was taken.";
        blocks.push(Block::caution(text, answer.basis.clone()));
    }
    blocks.extend(defaults(answer));
    blocks.extend(ties(answer));
    let about = "A share of draws tells how the inputs' ranges combine. It does not tell how the world will go.";
    blocks.push(Block::caution(about, answer.basis.clone()));
    blocks
}

fn headline(case: &Case, numbers: &Numbers) -> String {
    format!(
        "No deal in {}. Of {} packages within reach, {} beat no deal for {} in every draw, {} in some, {} in none; \
         {} more are shut by the rules.",
        in_draws(numbers.no_deal, numbers.draws),
        num::grouped(numbers.robust + numbers.possible + numbers.never),
        num::grouped(numbers.robust),
        case.whom(),
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
    let title = format!("Packages that beat no deal for {} in the most draws: {}", case.whom(), issues.join(", "));
    let table = Block::table(title, &["package", &taken, "standing", "reach"], rows.collect());
    table.map(|table| table.leaving_out(answer.left_out as u64))
}

/// Each group that is enough for a deal: in how many draws it has one, on what, and who is left out.
fn groups(case: &Case, answer: &Outcome) -> Option<Block> {
    let rows = answer.groups.iter().map(|own| {
        let often = own.often.as_ref().map_or(Cell::Blank, |row| Cell::text(in_short(&row.options)));
        let draws = own.often.as_ref().map_or(Cell::Blank, |row| Cell::number(num::grouped(row.draws)));
        let left_out = own.left_out.iter().map(|other| match own.draws {
            0 => other.party.name.clone(),
            _ => format!("{}: {}", other.party.name, num::grouped(other.worse)),
        });
        let left_out = left_out.collect::<Vec<_>>().join("; ");
        let cells =
            [Cell::text(names(&own.group)), Cell::number(num::grouped(own.draws)), often, draws, Cell::text(left_out)];
        Row::new(cells.into_iter().collect(), own.basis.clone())
    });
    let issues: Vec<&str> = case.issues.iter().map(|issue| issue.id.as_str()).collect();
    let title = format!(
        "Who is enough for a deal, on what ({}), and who is left out: in how many of the draws in which the group has a deal all \
         of its deals are worth less than no deal to the party left out",
        issues.join(", ")
    );
    let draws = format!("draws with a deal, of {}", num::grouped(answer.draws));
    let heads = ["group", &draws, "most often", "in draws", "left out, and worse off in"];
    Block::table(title, &heads, rows.collect())
}

/// The inputs that move together, and how closely.
fn ties(answer: &Outcome) -> Option<Block> {
    let rows = answer.ties.iter().map(|tie| {
        let by = match tie.by {
            Closeness::Rank(by) => Cell::number(num::written(by)),
            Closeness::Same => Cell::text("the same value"),
        };
        Row::new(vec![Cell::text(&tie.input), Cell::text(&tie.of), by], tie.basis.clone())
    });
    let heads = ["input", "moves with", "rank correlation"];
    Block::table("Inputs that move together in the draws", &heads, rows.collect())
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
