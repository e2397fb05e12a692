//! How the answers of the rules family are worded.

mod gates;
mod words;

use super::words::capital;
use crate::model::{Basis, Case, Division, Ref, Stance, Truth};
use crate::num::grouped;
use crate::report::block::{Block, Cell, Row, Scale, Track};
use crate::rules::blockers::{AllBlockers, Blockers, Coalition, Coalitions, Part};
use crate::rules::cohesion::{Cohesion, GroupCohesion, HeldLine, IssueCohesion, OnDivision};
use crate::rules::consensus::{Consensus, Distance, Mover, OptionCost};
use crate::rules::decision::{MemberStance, Outcome, Proposal, Proposals, Refused};
use crate::rules::movers::{AllMovers, Movers};
use crate::rules::veto::{BodyVeto, FormalVeto, HeldLever, Leverage, PartyLeverage};

pub use gates::{all_reach, gates, reach};
pub use words::{rule_basis_words, rule_words};

use words::{MOST_NAMES, bodies, every_name, join, members, names, outcome_words, stance_words};

/// Rows of coalitions shown; the typed answer holds more.
const MOST_ROWS: usize = 20;

/// What each body decides on each option put to it.
pub fn proposals(case: &Case, answer: &Proposals) -> Vec<Block> {
    let count = |outcome| answer.asked.iter().filter(|proposal| proposal.outcome == outcome).count();
    let headline = match answer.asked.as_slice() {
        [] => "No option is put to a body.".to_owned(),
        [one] => format!("{} on `{}`: {}.", one.body.name, one.choice, outcome_words(one.outcome)),
        many => format!(
            "Of {} proposals put to a body, {} passed, {} blocked, {} open.",
            many.len(),
            count(Outcome::Passed),
            count(Outcome::Blocked),
            count(Outcome::Open)
        ),
    };
    let mut blocks = vec![Block::headline(headline, answer.basis.clone())];
    let row = |on: &Proposal| {
        let cells = vec![
            Cell::text(&on.body.name),
            Cell::text(&on.choice),
            Cell::text(outcome_words(on.outcome)),
            Cell::text(names(&on.hangs_on)),
            Cell::text(rule_words(case, &on.rule)),
            Cell::text(rule_basis_words(on.rule_basis, on.cite.as_deref())),
        ];
        Row::new(cells, on.basis.clone())
    };
    let columns = ["body", "option", "outcome", "hangs on", "the rule", "the rule rests on"];
    blocks.extend(Block::table("What each body decides", &columns, answer.asked.iter().map(row).collect()));
    blocks.extend(Block::table(
        "How the members stand",
        &["body", "option", "stance", "members"],
        answer.asked.iter().flat_map(stance_rows).collect(),
    ));
    blocks.extend(Block::table(
        "Stages",
        &["body", "option", "stage", "outcome"],
        answer.asked.iter().flat_map(stage_rows).collect(),
    ));
    if !answer.asked.is_empty() {
        let text = "A stance that the body has no record of is read from the party's latest line on the issue: it agrees to \
                    the one option that it takes, opposes what it does not take, and is not known where it takes several.";
        blocks.push(Block::line(text, Basis::new()));
    }
    if answer.asked.iter().any(|proposal| !proposal.settled) {
        let text = "Some members are counted among those an outcome hangs on because the search was stopped.";
        blocks.push(Block::caution(text, Basis::new()));
    }
    blocks.extend(refusals(&answer.refused));
    blocks
}

/// The members of a proposal by stance.
fn stance_rows(on: &Proposal) -> Vec<Row> {
    [Stance::Agree, Stance::Abstain, Stance::Absent, Stance::Oppose, Stance::Unknown]
        .into_iter()
        .filter_map(|stance| {
            let held: Vec<&MemberStance> = on.members.iter().filter(|member| member.stance == stance).collect();
            let who: Vec<Ref> = held.iter().map(|member| member.member.clone()).collect();
            let cells = vec![
                Cell::text(&on.body.name),
                Cell::text(&on.choice),
                Cell::text(stance_words(stance)),
                Cell::text(if stance == Stance::Unknown { names(&who) } else { every_name(&who) }),
            ];
            (!held.is_empty()).then(|| Row::new(cells, held.iter().map(|member| &member.basis).collect()))
        })
        .collect()
}

fn stage_rows(on: &Proposal) -> Vec<Row> {
    on.stages
        .iter()
        .map(|stage| {
            let cells = vec![
                Cell::text(&on.body.name),
                Cell::text(&on.choice),
                Cell::text(&stage.body.name),
                Cell::text(outcome_words(stage.outcome)),
            ];
            Row::new(cells, on.basis.clone())
        })
        .collect()
}

/// Who can stop each body.
pub fn blockers(_case: &Case, answer: &AllBlockers) -> Vec<Block> {
    let single = |on: &&Blockers| on.blocking.sets.first().is_some_and(|set| set.size == 1);
    let headline = match answer.bodies.len() {
        0 => "The case has no body.".to_owned(),
        1 if answer.bodies.iter().any(|on| on.of_deal) => match answer.bodies.iter().any(|on| single(&on)) {
            true => "One party alone can keep a deal from being made.".to_owned(),
            false => "No party alone can keep a deal from being made.".to_owned(),
        },
        all => format!(
            "In {} of {all} {} one member alone can stop a decision.",
            answer.bodies.iter().filter(single).count(),
            bodies(all)
        ),
    };
    let mut blocks = vec![Block::headline(headline, answer.basis.clone())];
    for on in &answer.bodies {
        let title = format!("{}: who can stop it when all others agree", on.body.name);
        match on.blocking.sets.first().map(|set| set.size) {
            None => {
                let text = format!("{}: no set of members can stop it.", on.body.name);
                blocks.push(Block::line(text, on.basis.clone()));
            }
            Some(0) => {
                let text = format!("{}: its rule lets nothing pass, whoever agrees.", on.body.name);
                blocks.push(Block::line(text, on.basis.clone()));
            }
            Some(_) => blocks.extend(coalition_blocks(title, &on.blocking, &on.basis)),
        }
    }
    blocks.extend(refusals(&answer.refused));
    blocks
}

/// Who must move for each proposal to pass.
pub fn movers(_case: &Case, answer: &AllMovers) -> Vec<Block> {
    let headline = match answer.proposals.as_slice() {
        [] => "No option is put to a body.".to_owned(),
        [one] => mover_line(one),
        many => {
            let open = many.iter().filter(|on| on.outcome != Outcome::Passed).count();
            format!("{open} of {} proposals do not pass as things stand.", many.len())
        }
    };
    let mut blocks = vec![Block::headline(headline, answer.basis.clone())];
    for on in &answer.proposals {
        if answer.proposals.len() > 1 {
            blocks.push(Block::line(mover_line(on), on.basis.clone()));
        }
        if on.outcome == Outcome::Passed {
            continue;
        }
        let title = format!("{} on `{}`: who must move", on.body.name, on.choice);
        if on.unknown.is_empty() {
            blocks.extend(coalition_blocks(title, &on.if_unknown_agree, &on.basis));
        } else {
            let count = on.unknown.len();
            let agree = format!("{title}, if {} agree", unknown_members(count));
            blocks.extend(coalition_blocks(agree, &on.if_unknown_agree, &on.basis));
            let oppose = format!("{title}, if {} oppose", unknown_members(count));
            blocks.extend(coalition_blocks(oppose, &on.if_unknown_oppose, &on.basis));
        }
    }
    blocks.extend(refusals(&answer.refused));
    blocks
}

fn mover_line(on: &Movers) -> String {
    let fewest = |sets: &Coalitions| match sets.sets.first() {
        None => "no set of members is enough".to_owned(),
        Some(set) if set.size == 0 => "nobody has to move".to_owned(),
        Some(set) if sets.example_only => format!("{} would be enough, and perhaps fewer", set.size),
        Some(set) => format!("at the least {} {} to move", set.size, if set.size == 1 { "has" } else { "have" }),
    };
    let start = format!("{} on `{}`: {}", on.body.name, on.choice, outcome_words(on.outcome));
    if on.unknown.is_empty() {
        return format!("{start}; {}.", fewest(&on.if_unknown_agree));
    }
    let known = fewest(&on.if_unknown_agree);
    let all = fewest(&on.if_unknown_oppose);
    let count = on.unknown.len();
    format!("{start}; if {} agree, {known}; if they oppose, {all}.", unknown_members(count))
}

/// In the plural, so that "agree" fits.
fn unknown_members(count: usize) -> String {
    if count == 1 { "members of unknown stance (1)".to_owned() } else { format!("the {count} unknown members") }
}

/// A table of coalitions, and what was left out of it.
fn coalition_blocks(title: String, sets: &Coalitions, basis: &Basis) -> Vec<Block> {
    // The line above already says that nobody has to move, or that no set is enough.
    if sets.sets.first().is_none_or(|set| set.size == 0) {
        return Vec::new();
    }
    let row = |set: &Coalition| {
        let ways =
            if set.ways == u64::MAX { format!("more than {}", grouped(u64::MAX - 1)) } else { grouped(set.ways) };
        let cells = vec![Cell::text(coalition_words(set)), Cell::number(set.size), Cell::number(ways)];
        Row::new(cells, basis.clone())
    };
    let rows: Vec<Row> = sets.sets.iter().map(row).collect();
    let table = Block::table(title, &["who, at the least", "members", "such sets"], rows);
    let mut blocks: Vec<Block> = table.map(|table| table.short(MOST_ROWS)).into_iter().collect();
    let mut limits = Vec::new();
    if sets.left_out > 0 {
        limits.push(format!(
            "{} more sets of {} members were counted and not listed",
            grouped(sets.left_out),
            sets.searched_to
        ));
    }
    if sets.example_only {
        limits.push(
            "the set shown is one example: none of its members can be left out, and it may not be the smallest"
                .to_owned(),
        );
    }
    if !sets.complete {
        limits.push(format!("sets of more than {} {} were not searched", sets.searched_to, members(sets.searched_to)));
    }
    if !limits.is_empty() {
        blocks.push(Block::caution(format!("{}.", capital(&limits.join("; "))), basis.clone()));
    }
    blocks
}

pub(super) fn coalition_words(set: &Coalition) -> String {
    let part = |part: &Part| match (part.take, part.of.len()) {
        (take, all) if take == all => names(&part.of),
        (take, all) if all <= MOST_NAMES => format!("any {take} of {}", names(&part.of)),
        (take, all) => format!("any {take} of {all} members"),
    };
    if set.parts.iter().all(|part| part.take == part.of.len()) {
        let all: Vec<Ref> = set.parts.iter().flat_map(|part| part.of.iter().cloned()).collect();
        return names(&all);
    }
    set.parts.iter().map(part).collect::<Vec<_>>().join(", with ")
}

/// How far each body is from consensus on each issue.
pub fn consensus(_case: &Case, answer: &Consensus) -> Vec<Block> {
    let headline = match answer.rows.as_slice() {
        [] => "No member of a body has a known line on any issue.".to_owned(),
        [one] => distance_line(one),
        many => {
            let met = || many.iter().filter(|row| row.options.iter().any(|cost| cost.movers.is_empty()));
            let few = met().filter(|row| 2 * row.unknown.len() > row.members).count();
            let start = format!(
                "In {} of {} pairs of body and issue the known lines meet on an option",
                met().count(),
                many.len()
            );
            match few {
                0 => format!("{start}."),
                few => format!("{start}; in {few} of these, most members have no line on record."),
            }
        }
    };
    let mut blocks = vec![Block::headline(headline, answer.basis.clone())];
    for row in &answer.rows {
        if answer.rows.len() > 1 {
            blocks.push(Block::line(distance_line(row), row.basis.clone()));
        }
        let title = format!("{} on {}: what it would take to meet", row.body.name, row.issue.name);
        let fewest = match row.unknown.as_slice() {
            [] => "fewest to pass by the rule",
            _ => "fewest to pass by the rule, if all unknown agree",
        };
        let columns = ["option", "must move", "steps in all", "who, and how far", fewest];
        blocks.extend(Block::table(title, &columns, row.options.iter().map(cost_row).collect()));
    }
    for silent in &answer.silent {
        let text = format!("{}: no member's line is on record on {}.", silent.body.name, every_name(&silent.issues));
        blocks.push(Block::caution(text, Basis::new()));
    }
    blocks.extend(refusals(&answer.refused));
    blocks
}

fn distance_line(row: &Distance) -> String {
    let known = row.members - row.unknown.len();
    let start = format!("{} on {}", row.body.name, row.issue.name);
    let least: Vec<&OptionCost> = row.least.iter().map(|at| &row.options[*at]).collect();
    let which = join(&least.iter().map(|cost| format!("`{}`", cost.option)).collect::<Vec<_>>());
    let apart = match row.unknown.len() {
        0 => String::new(),
        1 => format!(" 1 of {} members has no line on record.", row.members),
        count => format!(" {count} of {} members have no line on record.", row.members),
    };
    let cost = match least.first() {
        None => String::new(),
        Some(cost) if cost.movers.is_empty() => match known {
            1 => format!("the only known line takes {which}."),
            _ => format!("the {known} known lines already meet on {which}."),
        },
        Some(cost) => {
            let movers = format!("{} of {known} members with a known line would have to move", cost.movers.len());
            match steps_words(cost) {
                None => format!("least cost on {which}: {movers}."),
                Some(steps) => format!("least cost on {which}: {movers}, {steps} in all."),
            }
        }
    };
    format!("{start}: {cost}{apart}")
}

fn steps_words(cost: &OptionCost) -> Option<String> {
    let steps = cost.steps?;
    Some(format!("{} {}", bounded(steps, cost.at_least), if steps == 1 { "step" } else { "steps" }))
}

fn bounded(steps: usize, at_least: bool) -> String {
    if at_least { format!("at least {steps}") } else { steps.to_string() }
}

fn cost_row(cost: &OptionCost) -> Row {
    let who = |on: &Mover| match on.steps {
        None => on.member.name.clone(),
        Some(steps) => format!("{}: {steps}", on.member.name),
    };
    let who: Vec<String> = cost.movers.iter().map(who).collect();
    let cells = vec![
        Cell::text(&cost.option),
        Cell::number(cost.movers.len()),
        cost.steps.map_or(Cell::Blank, |steps| Cell::number(bounded(steps, cost.at_least))),
        Cell::text(who.join(", ")),
        cost.fewest_to_pass.map_or(Cell::Blank, Cell::number),
    ];
    Row::new(cells, cost.basis.clone())
}

/// Who can stop each body alone, by its rule. Says nothing of leverage.
pub fn formal_veto(case: &Case, answer: &FormalVeto) -> Vec<Block> {
    let headline = match answer.bodies.as_slice() {
        [] => "The case has no body.".to_owned(),
        [one] => veto_line(one),
        many => {
            let some = many.iter().filter(|on| on.alone > 0).count();
            format!("In {some} of {} bodies one member alone can stop a decision.", many.len())
        }
    };
    let mut blocks = vec![Block::headline(headline, answer.basis.clone())];
    if answer.bodies.len() > 1 {
        blocks.extend(answer.bodies.iter().map(|on| Block::line(veto_line(on), on.basis.clone())));
    }
    let row = |on: &BodyVeto| {
        let who: Vec<Ref> =
            on.members.iter().filter(|member| member.alone).map(|member| member.member.clone()).collect();
        let cells = vec![
            Cell::text(&on.body.name),
            Cell::number(format!("{} of {}", on.alone, on.members.len())),
            Cell::text(names(&who)),
            Cell::text(if on.size_counts { "yes" } else { "no" }),
            Cell::text(rule_words(case, &on.rule)),
            Cell::text(rule_basis_words(on.rule_basis, on.cite.as_deref())),
        ];
        Row::new(cells, on.basis.clone())
    };
    let columns = ["body", "can stop it alone", "who", "size plays a part", "the rule", "the rule rests on"];
    blocks.extend(Block::table("Formal veto", &columns, answer.bodies.iter().map(row).collect()));
    blocks
        .push(Block::caution("A formal veto is what the rule gives a member. Leverage is listed apart.", Basis::new()));
    blocks.extend(refusals(&answer.refused));
    blocks
}

fn veto_line(on: &BodyVeto) -> String {
    let all = on.members.len();
    let size = match (on.size_counts, on.alone) {
        (false, _) => "A member's size does not matter to the rule.",
        (true, 0) => "A member's size matters to the rule.",
        (true, _) => "A member's size does not matter to that, but does elsewhere in the rule.",
    };
    match on.alone {
        0 => format!("{}: no member can stop a decision alone. {size}", on.body.name),
        alone if alone == all => {
            format!("{}: any one of the {all} members can block. {size}", on.body.name)
        }
        alone => format!("{}: {alone} of {all} members can each stop a decision alone. {size}", on.body.name),
    }
}

/// What each party holds. Says nothing of votes.
pub fn leverage(_case: &Case, answer: &Leverage) -> Vec<Block> {
    let headline = match answer.parties.len() {
        0 => "The case records no lever, condition or capability that a party holds.".to_owned(),
        1 => format!("{} is the only party with leverage on record.", answer.parties[0].party.name),
        count => format!("{count} parties have leverage on record."),
    };
    let mut blocks = vec![Block::headline(headline, answer.basis.clone())];
    let columns = ["party", "levers it holds", "conditions it controls", "capability"];
    blocks.extend(Block::table("Leverage on record", &columns, answer.parties.iter().map(leverage_row).collect()));
    if !answer.nothing.is_empty() {
        blocks.push(Block::line(format!("Nothing on record for {}.", every_name(&answer.nothing)), Basis::new()));
    }
    blocks.push(Block::caution(
        "Leverage is what a party holds that others need. What a body's rule gives it is listed apart.",
        Basis::new(),
    ));
    blocks
}

fn leverage_row(on: &PartyLeverage) -> Row {
    let lever = |held: &HeldLever| {
        let mut text = held.lever.name.clone();
        if !held.moves.is_empty() {
            text += &format!(" (moves the walk-away of {})", every_name(&held.moves));
        }
        if !held.needed_by.is_empty() {
            text += &format!(" (needed by {})", every_name(&held.needed_by));
        }
        text
    };
    let levers: Vec<String> = on.levers.iter().map(lever).collect();
    let conditions: Vec<String> = on.conditions.iter().map(|held| held.text.clone()).collect();
    let cells = vec![
        Cell::text(&on.party.name),
        Cell::text(levers.join("; ")),
        Cell::text(conditions.join("; ")),
        on.capability.map_or(Cell::Blank, Cell::number),
    ];
    Row::new(cells, on.basis.clone())
}

/// How united each body and bloc is on each issue, and who says what of division.
pub fn cohesion(_case: &Case, answer: &Cohesion) -> Vec<Block> {
    let issues: Vec<&IssueCohesion> = answer.groups.iter().flat_map(|group| &group.issues).collect();
    let count = |truth| issues.iter().filter(|issue| issue.united == truth).count();
    let headline = match issues.len() {
        0 => "No member of a body or bloc has a known line on any issue.".to_owned(),
        all => format!(
            "Over {all} {} of group and issue with a known line: {} united, {} divided, {} open.",
            if all == 1 { "pair" } else { "pairs" },
            count(Truth::True),
            count(Truth::False),
            count(Truth::Unknown)
        ),
    };
    let mut blocks = vec![Block::headline(headline, answer.basis.clone())];
    for group in &answer.groups {
        blocks.extend(group_blocks(group));
    }
    let rows =
        answer.groups.iter().flat_map(|group| group.on_division.iter().map(|on| division_row(&group.group.name, on)));
    let rows = rows.chain(answer.others.iter().map(|on| division_row("", on))).collect();
    blocks.extend(Block::table(
        "Who admits and who denies division",
        &["group", "voice", "for", "division", "words"],
        rows,
    ));
    blocks
}

fn group_blocks(group: &GroupCohesion) -> Vec<Block> {
    let row = |issue: &IssueCohesion| {
        let option = |at: &usize| issue.options.get(*at).cloned().unwrap_or_default();
        let lines: Vec<String> = issue
            .lines
            .iter()
            .map(|line| {
                let options: Vec<String> = line.options.iter().map(option).collect();
                format!("{} for {} ({})", line.held_by.len(), options.join(" or "), names(&line.held_by))
            })
            .collect();
        let common: Vec<String> = issue.common.iter().map(option).collect();
        let united = match issue.united {
            Truth::True => "united",
            Truth::False => "divided",
            Truth::Unknown => "open",
        };
        let cells = vec![
            Cell::text(&issue.issue.name),
            Cell::text(united),
            Cell::number(format!("{} of {}", issue.known, group.members.len())),
            Cell::text(lines.join("; ")),
            Cell::text(common.join(", ")),
        ];
        Row::new(cells, issue.basis.clone())
    };
    let columns = ["issue", "cohesion", "known lines", "who holds which line", "in every known line"];
    let title = format!("{}: cohesion by issue", group.group.name);
    let mut blocks: Vec<Block> =
        Block::table(title, &columns, group.issues.iter().map(row).collect()).into_iter().collect();
    blocks.extend(group.issues.iter().filter(|issue| issue.ordered).map(|issue| band(group, issue)));
    if !group.silent.is_empty() {
        let text = format!("{}: no member's line is on record on {}.", group.group.name, every_name(&group.silent));
        blocks.push(Block::caution(text, Basis::new()));
    }
    blocks
}

/// The members' lines on an ordered issue, one band a line.
fn band(group: &GroupCohesion, issue: &IssueCohesion) -> Block {
    let track = |line: &HeldLine| Track {
        name: names(&line.held_by),
        from: Vec::new(),
        to: line.options.clone(),
        basis: line.basis.clone(),
    };
    Block::Scale(Scale {
        title: format!("{} on {}", group.group.name, issue.issue.name),
        options: issue.options.clone(),
        tracks: issue.lines.iter().map(track).collect(),
    })
}

fn division_row(group: &str, on: &OnDivision) -> Row {
    let division = match on.division {
        Division::Admits => "admits",
        Division::Denies => "denies",
    };
    let party = on.party.as_ref().map(|party| party.name.clone()).unwrap_or_default();
    let cells =
        vec![Cell::text(group), Cell::text(&on.voice), Cell::text(party), Cell::text(division), Cell::quote(&on.quote)];
    Row::new(cells, on.basis.clone())
}

fn refusals(refused: &[Refused]) -> Vec<Block> {
    let line =
        |on: &Refused| Block::caution(format!("No answer for {}: {}.", on.body.name, on.because), on.basis.clone());
    refused.iter().map(line).collect()
}
