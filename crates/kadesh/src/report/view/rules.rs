//! How the answers of the rules family are worded.

use crate::model::{
    Basis, BodyId, Case, Division, Measure, PartyId, Ratio, Ref, Rule, RuleBasis, Stance, Truth, Whole,
};
use crate::report::block::{Block, Cell, Row, Scale, Track, Tree};
use crate::rules::blockers::{AllBlockers, Coalition, Coalitions};
use crate::rules::cohesion::{Cohesion, GroupCohesion, IssueCohesion, OnDivision};
use crate::rules::consensus::{Consensus, Distance, OptionCost};
use crate::rules::decision::{MemberStance, Outcome, Proposal, Proposals, Refused};
use crate::rules::gate::{BodyLeaf, Branch, Flip, Flips, GateAnswer, Gates, Hold, Join, Leaf, LeafKind};
use crate::rules::movers::{AllMovers, Movers};
use crate::rules::reach::{AllReach, Reach};
use crate::rules::veto::{BodyVeto, FormalVeto, HeldLever, Leverage, PartyLeverage};

/// Rows of coalitions shown; the typed answer holds more.
const MOST_ROWS: usize = 20;
/// Names written out in a sentence before they are counted instead.
const MOST_NAMES: usize = 8;

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
                Cell::text(names(&who)),
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
    let single = |on: &&crate::rules::blockers::Blockers| on.blocking.sets.first().is_some_and(|set| set.size == 1);
    let headline = match answer.bodies.len() {
        0 => "The case has no body.".to_owned(),
        all => format!(
            "One member alone can stop {} of {all} {}.",
            answer.bodies.iter().filter(single).count(),
            bodies(all)
        ),
    };
    let mut blocks = vec![Block::headline(headline, answer.basis.clone())];
    for on in &answer.bodies {
        let title = format!("{}: who can stop it when all others agree", on.body.name);
        blocks.extend(coalition_blocks(title, &on.blocking, &on.basis, "No set of members can stop it."));
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
            let done = many.iter().filter(|on| on.outcome == Outcome::Passed).count();
            format!("On {done} of {} proposals nobody has to move.", many.len())
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
        let none = "No change of stance would pass it.";
        let title = format!("{} on `{}`: who must move", on.body.name, on.choice);
        if on.unknown.is_empty() {
            blocks.extend(coalition_blocks(title, &on.if_unknown_agree, &on.basis, none));
        } else {
            let count = on.unknown.len();
            let agree = format!("{title}, if the {count} unknown {} agree", members(count));
            blocks.extend(coalition_blocks(agree, &on.if_unknown_agree, &on.basis, none));
            let oppose = format!("{title}, if the {count} unknown {} oppose", members(count));
            blocks.extend(coalition_blocks(oppose, &on.if_unknown_oppose, &on.basis, none));
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
    format!("{start}; if the {count} unknown {} agree, {known}; if they oppose, {all}.", members(count))
}

/// A table of coalitions, and what was left out of it.
fn coalition_blocks(title: String, sets: &Coalitions, basis: &Basis, none: &str) -> Vec<Block> {
    if sets.sets.is_empty() {
        return vec![Block::line(format!("{title}: {none}"), basis.clone())];
    }
    let row = |set: &Coalition| {
        let ways =
            if set.ways == u64::MAX { format!("more than {}", thousands(u64::MAX - 1)) } else { thousands(set.ways) };
        let cells = vec![Cell::text(coalition_words(set)), Cell::number(set.size), Cell::number(ways)];
        Row::new(cells, basis.clone())
    };
    let shown: Vec<Row> = sets.sets.iter().take(MOST_ROWS).map(row).collect();
    let mut blocks: Vec<Block> =
        Block::table(title, &["who, at the least", "members", "such sets"], shown).into_iter().collect();
    let mut limits = Vec::new();
    if sets.sets.len() > MOST_ROWS {
        limits.push(format!(
            "{} more sets are listed in the full answer",
            thousands((sets.sets.len() - MOST_ROWS) as u64)
        ));
    }
    if sets.left_out > 0 {
        limits.push(format!(
            "{} more sets of {} members were counted and not listed",
            thousands(sets.left_out),
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

fn coalition_words(set: &Coalition) -> String {
    if set.parts.is_empty() {
        return "nobody".to_owned();
    }
    let part = |part: &crate::rules::blockers::Part| match (part.take, part.of.len()) {
        (take, all) if take == all => names(&part.of),
        (take, all) if all <= MOST_NAMES => format!("any {take} of {}", names(&part.of)),
        (take, all) => format!("any {take} of {all} members"),
    };
    set.parts.iter().map(part).collect::<Vec<_>>().join(", with ")
}

/// How far each body is from consensus on each issue.
pub fn consensus(_case: &Case, answer: &Consensus) -> Vec<Block> {
    let headline = match answer.rows.as_slice() {
        [] => "No member of a body has a known line on any issue.".to_owned(),
        [one] => distance_line(one),
        many => {
            let met = many.iter().filter(|row| row.options.iter().any(|cost| cost.movers.is_empty())).count();
            format!("On {met} of {} pairs of body and issue the known lines already meet on an option.", many.len())
        }
    };
    let mut blocks = vec![Block::headline(headline, answer.basis.clone())];
    for row in &answer.rows {
        if answer.rows.len() > 1 {
            blocks.push(Block::line(distance_line(row), row.basis.clone()));
        }
        let title = format!("{} on {}: what it would take to meet", row.body.name, row.issue.name);
        let columns = ["option", "must move", "steps in all", "who, and how far", "fewest to pass by the rule"];
        blocks.extend(Block::table(title, &columns, row.options.iter().map(cost_row).collect()));
    }
    for silent in &answer.silent {
        let text = format!("{}: no member's line is on record on {}.", silent.body.name, names(&silent.issues));
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
        count => format!(" {count} of {} members have no line on record.", row.members),
    };
    let cost = match least.first() {
        None => String::new(),
        Some(cost) if cost.movers.is_empty() => {
            format!("the {known} known {} already meet on {which}.", if known == 1 { "line" } else { "lines" })
        }
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
    let bound = if cost.at_least { "at least " } else { "" };
    Some(format!("{bound}{steps} {}", if steps == 1 { "step" } else { "steps" }))
}

fn cost_row(cost: &OptionCost) -> Row {
    let who = |on: &crate::rules::consensus::Mover| match on.steps {
        None => on.member.name.clone(),
        Some(steps) => format!("{} {steps}", on.member.name),
    };
    let who: Vec<String> = cost.movers.iter().map(who).collect();
    let cells = vec![
        Cell::text(&cost.option),
        Cell::number(cost.movers.len()),
        steps_words(cost).map_or(Cell::Blank, Cell::Number),
        Cell::text(who.join(", ")),
        cost.fewest_to_pass.map_or(Cell::Blank, Cell::number),
    ];
    Row::new(cells, cost.basis.clone())
}

/// Whether each gate is open, why, and what would turn it.
pub fn gates(case: &Case, answer: &Gates) -> Vec<Block> {
    let count = |truth| answer.gates.iter().filter(|gate| gate.truth == truth).count();
    let headline = match answer.gates.as_slice() {
        [] => "The case has no gate.".to_owned(),
        [one] => because_line(one),
        many => format!(
            "Of {} gates, {} open, {} shut, {} not known.",
            many.len(),
            count(Truth::True),
            count(Truth::False),
            count(Truth::Unknown)
        ),
    };
    let mut blocks = vec![Block::headline(headline, answer.basis.clone())];
    for gate in &answer.gates {
        if answer.gates.len() > 1 {
            blocks.push(Block::line(because_line(gate), gate.basis.clone()));
        }
        blocks.push(Block::Tree(tree(case, gate, &gate.tree)));
        blocks.extend(flip_table(format!("What would open `{}`", gate.gate), gate, &gate.to_open));
        blocks.extend(flip_table(format!("What would shut `{}`", gate.gate), gate, &gate.to_shut));
    }
    blocks
}

/// `accession is currently false because …`
fn because_line(gate: &GateAnswer) -> String {
    let why: Vec<String> = gate.because.iter().filter_map(|at| gate.leaves.get(*at)).map(leaf_because).collect();
    let value = match gate.truth {
        Truth::True => "currently true",
        Truth::False => "currently false",
        Truth::Unknown => "currently not known",
    };
    match why.is_empty() {
        true => format!("Gate `{}` is {value}.", gate.gate),
        false => format!("Gate `{}` is {value} because {}.", gate.gate, why.join("; and because ")),
    }
}

fn leaf_because(leaf: &Leaf) -> String {
    match (&leaf.says, leaf.truth) {
        (LeafKind::Body(on), _) => body_because(on),
        (LeafKind::Condition { text, .. }, Truth::True) => format!("this holds: {text}"),
        (LeafKind::Condition { text, .. }, Truth::False) => format!("this does not hold: {text}"),
        (LeafKind::Condition { text, .. }, Truth::Unknown) => format!("it is not known whether this holds: {text}"),
        (LeafKind::Date { date }, Truth::True) => format!("{date} has passed"),
        (LeafKind::Date { date }, Truth::False) => format!("{date} has not passed"),
        (LeafKind::Date { date }, Truth::Unknown) => format!("the dates do not tell whether {date} has passed"),
    }
}

fn body_because(on: &BodyLeaf) -> String {
    let who: Vec<Ref> = on.stopped_by.iter().map(|member| member.member.clone()).collect();
    let verb = |one: &str, many: &str| if who.len() == 1 { one.to_owned() } else { many.to_owned() };
    let plain = on.stopped_by.iter().all(|member| member.stance == Stance::Oppose);
    match (on.outcome, &on.refused) {
        (None, because) => {
            format!("the rule of {} cannot be applied: {}", on.body.name, because.as_deref().unwrap_or(""))
        }
        (Some(Outcome::Passed), _) => format!("{} agrees to `{}`", on.body.name, on.choice),
        (Some(Outcome::Open), _) => {
            format!("{} is open on `{}` and hangs on {}", on.body.name, on.choice, names(&on.hangs_on))
        }
        (Some(Outcome::Blocked), _) if who.is_empty() => {
            format!("the rule of {} lets no stances pass `{}`", on.body.name, on.choice)
        }
        (Some(Outcome::Blocked), _) if plain => {
            format!("in {} {} {} `{}`", on.body.name, names(&who), verb("opposes", "oppose"), on.choice)
        }
        (Some(Outcome::Blocked), _) => {
            format!("in {} {} {} not agree to `{}`", on.body.name, names(&who), verb("does", "do"), on.choice)
        }
    }
}

fn tree(case: &Case, gate: &GateAnswer, branch: &Branch) -> Tree {
    let label = match branch.join {
        Join::All => "all of".to_owned(),
        Join::Any => "at least one of".to_owned(),
        Join::AtLeast(least) => format!("at least {least} of"),
        Join::Not => "not".to_owned(),
        Join::Leaf(at) => gate.leaves.get(at).map(|leaf| leaf_words(case, leaf)).unwrap_or_default(),
    };
    let leaf = match branch.join {
        Join::Leaf(at) => gate.leaves.get(at),
        Join::All | Join::Any | Join::AtLeast(_) | Join::Not => None,
    };
    Tree {
        label,
        value: truth_words(branch.truth).to_owned(),
        controller: leaf.and_then(controller_words),
        branches: branch.parts.iter().map(|part| tree(case, gate, part)).collect(),
        basis: leaf.map_or_else(Basis::new, |leaf| leaf.basis.clone()),
    }
}

fn leaf_words(case: &Case, leaf: &Leaf) -> String {
    match &leaf.says {
        LeafKind::Body(on) => {
            let basis = rule_basis_words(on.rule_basis, on.cite.as_deref());
            format!("{} agrees to `{}` ({}; {basis})", on.body.name, on.choice, rule_words(case, &on.rule))
        }
        LeafKind::Condition { text, .. } => text.clone(),
        LeafKind::Date { date } => format!("{date} has passed"),
    }
}

fn controller_words(leaf: &Leaf) -> Option<String> {
    let who = |hold| -> Vec<Ref> {
        leaf.controllers.iter().filter(|control| control.hold == hold).map(|control| control.by.clone()).collect()
    };
    let part = |hold: Hold, words: &str| {
        let who = who(hold);
        (!who.is_empty()).then(|| format!("{words}: {}", names(&who)))
    };
    let parts: Vec<String> = [
        part(Hold::Stops, "stopped by"),
        part(Hold::Undeclared, "stance not known"),
        part(Hold::CouldStop, "could stop it alone"),
        part(Hold::Controls, "controlled by"),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn flip_table(title: String, gate: &GateAnswer, flips: &Flips) -> Vec<Block> {
    let row = |set: &Vec<Flip>| {
        let basis = set.iter().filter_map(|flip| gate.leaves.get(flip.leaf)).map(|leaf| &leaf.basis).collect();
        let what: Vec<String> = set.iter().map(|flip| flip_words(gate, flip)).collect();
        let who: Vec<String> = set.iter().map(|flip| flip_controllers(gate, flip)).collect();
        Row::new(vec![Cell::text(what.join("; and ")), Cell::text(who.join("; and "))], basis)
    };
    let rows: Vec<Row> = flips.sets.iter().take(MOST_ROWS).map(row).collect();
    let mut blocks: Vec<Block> =
        Block::table(title, &["the least that would have to change", "who could bring it about"], rows)
            .into_iter()
            .collect();
    if !flips.complete || flips.sets.len() > MOST_ROWS {
        blocks.push(Block::caution("More sets of changes are not shown here.", gate.basis.clone()));
    }
    blocks
}

fn flip_words(gate: &GateAnswer, flip: &Flip) -> String {
    let Some(leaf) = gate.leaves.get(flip.leaf) else { return String::new() };
    match (&leaf.says, flip.to == Truth::True) {
        (LeafKind::Body(on), true) => format!("{} agrees to `{}`", on.body.name, on.choice),
        (LeafKind::Body(on), false) => format!("{} does not agree to `{}`", on.body.name, on.choice),
        (LeafKind::Condition { text, .. }, true) => format!("this comes to hold: {text}"),
        (LeafKind::Condition { text, .. }, false) => format!("this does not hold: {text}"),
        (LeafKind::Date { date }, true) => format!("{date} passes"),
        (LeafKind::Date { date }, false) => format!("{date} is not reached"),
    }
}

fn flip_controllers(gate: &GateAnswer, flip: &Flip) -> String {
    let kind = gate.leaves.get(flip.leaf).map(|leaf| &leaf.says);
    match (kind, flip.controllers.as_slice(), flip.to == Truth::True) {
        (Some(LeafKind::Date { .. }), [], _) => "the calendar".to_owned(),
        (Some(LeafKind::Body(_)), [], false) => "no member alone".to_owned(),
        (_, [], _) => "nobody on record".to_owned(),
        (Some(LeafKind::Body(_)), who, false) if who.len() > 1 => format!("any one of {}", names(who)),
        (_, who, _) => names(who),
    }
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
    let size = if on.size_counts { "Size plays a part in the rule." } else { "Size plays no part in the rule." };
    match on.alone {
        0 => format!("{}: no member can stop a decision alone. {size}", on.body.name),
        alone if alone == all => {
            format!("{}: 1 of {all} suffices to stop a decision, whichever it is. {size}", on.body.name)
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
        blocks.push(Block::line(format!("Nothing on record for {}.", names(&answer.nothing)), Basis::new()));
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
            text += &format!(" (moves the walk-away of {})", names(&held.moves));
        }
        if !held.needed_by.is_empty() {
            text += &format!(" (needed by {})", names(&held.needed_by));
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

/// Whether each option can be reached under the rules, with the line of proof.
pub fn all_reach(case: &Case, answer: &AllReach) -> Vec<Block> {
    let count = |truth| answer.options.iter().filter(|on| on.truth == truth).count();
    let headline = format!(
        "Of {} options, {} can be reached under the rules as things stand, {} cannot, {} open.",
        answer.options.len(),
        count(Truth::True),
        count(Truth::False),
        count(Truth::Unknown)
    );
    let mut blocks = vec![Block::headline(headline, answer.basis.clone())];
    let gated: Vec<&Reach> = answer.options.iter().filter(|on| !on.gates.is_empty()).collect();
    blocks.extend(gated.iter().map(|on| Block::line(proof(case, on), on.basis.clone())));
    let row = |on: &Reach| {
        let lines: Vec<Ref> = on.red_lines.iter().map(|line| line.party.clone()).collect();
        let gates: Vec<String> = on.gates.iter().map(|gate| format!("`{}`", gate.gate)).collect();
        let cells = vec![
            Cell::text(&on.issue.name),
            Cell::text(format!("{}{}", on.option, if on.status_quo { " (status quo)" } else { "" })),
            Cell::text(reach_words(on.truth)),
            Cell::text(if gates.is_empty() { "no gate".to_owned() } else { gates.join(", ") }),
            Cell::text(names(&lines)),
        ];
        Row::new(cells, on.basis.clone())
    };
    let columns = ["issue", "option", "under the rules", "gates in front of it", "red line of a signatory"];
    blocks.extend(Block::table("What can be reached", &columns, answer.options.iter().map(row).collect()));
    blocks.push(Block::caution(
        "A red line is a signatory's own refusal: it stops a deal that the party would sign, not a body.",
        Basis::new(),
    ));
    blocks
}

/// Whether one option can be reached, with the line of proof and what would change it.
pub fn reach(case: &Case, answer: &Reach) -> Vec<Block> {
    let mut blocks = vec![Block::headline(proof(case, answer), answer.basis.clone())];
    for gate in answer.gates.iter().filter(|gate| gate.truth != Truth::True) {
        blocks.extend(flip_table(format!("`{}` is reachable if", answer.choice), gate, &gate.to_open));
    }
    for line in &answer.red_lines {
        let text = format!("Red line: {} rejects `{}` whatever the rest.", line.party.name, answer.choice);
        blocks.push(Block::line(text, line.basis.clone()));
    }
    blocks
}

/// `membership = timetable` is not reachable while United States opposes: NATO decides … (treaty: …).
fn proof(case: &Case, on: &Reach) -> String {
    let start = format!("`{}` is {}", on.choice, reach_words(on.truth));
    if on.gates.is_empty() {
        return format!("{start}: no gate is in front of it.");
    }
    let gates: Vec<&GateAnswer> = on.gates.iter().filter(|gate| gate.truth == on.truth).collect();
    let leaves = gates.iter().flat_map(|gate| gate.because.iter().filter_map(|at| gate.leaves.get(*at)));
    let why: Vec<String> = leaves.map(|leaf| proof_part(case, leaf)).collect();
    let named: Vec<String> = gates.iter().map(|gate| format!("`{}`", gate.gate)).collect();
    let gate = if named.len() == 1 { "gate" } else { "gates" };
    format!("{start} ({gate} {}): {}.", join(&named), why.join("; "))
}

fn proof_part(case: &Case, leaf: &Leaf) -> String {
    match &leaf.says {
        LeafKind::Body(on) => {
            let basis = rule_basis_words(on.rule_basis, on.cite.as_deref());
            format!(
                "{}, and the rule of {} is: {} ({basis})",
                body_because(on),
                on.body.name,
                rule_words(case, &on.rule)
            )
        }
        LeafKind::Condition { .. } => match controller_words(leaf) {
            Some(by) => format!("{} ({by})", leaf_because(leaf)),
            None => leaf_because(leaf),
        },
        LeafKind::Date { .. } => leaf_because(leaf),
    }
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
        let text = format!("{}: no member's line is on record on {}.", group.group.name, names(&group.silent));
        blocks.push(Block::caution(text, Basis::new()));
    }
    blocks
}

/// The members' lines on an ordered issue, one band a line.
fn band(group: &GroupCohesion, issue: &IssueCohesion) -> Block {
    let track = |line: &crate::rules::cohesion::HeldLine| Track {
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

/// A rule in words.
pub fn rule_words(case: &Case, rule: &Rule) -> String {
    match rule {
        Rule::Unanimity { abstention_blocks: true } => {
            "unanimity: every member agrees; an abstention or an absence stops it".to_owned()
        }
        Rule::Unanimity { abstention_blocks: false } => {
            "unanimity: no member opposes; an abstention or an absence does not stop it".to_owned()
        }
        Rule::Consensus => "consensus: no member opposes; silence is consent".to_owned(),
        Rule::ConstructiveAbstention { under } => {
            let share = ratio(*under);
            format!(
                "unanimity with constructive abstention: no member opposes, and those who abstain are under {share} of the \
                 members or under {share} of the population"
            )
        }
        Rule::Majority { quota, strict, of, by } => {
            let bound = if *strict { "more than" } else { "at least" };
            format!("{bound} {} {} in favour", ratio(*quota), whole_words(*of, *by))
        }
        Rule::Votes { quota, by } => match by {
            Measure::Members => format!("at least {quota} members in favour"),
            Measure::Weight => format!("at least {} votes in favour", thousands(*quota)),
            Measure::Population => format!("members with at least {} inhabitants in favour", thousands(*quota)),
        },
        Rule::NoVeto { holders } => {
            let who: Vec<Ref> = case.party_refs(holders.iter().collect::<Vec<&PartyId>>());
            format!("no opposition from {}", names(&who))
        }
        Rule::FewerAgainst { than } => format!("fewer than {than} members not in favour"),
        Rule::All(parts) => parts.iter().map(|part| inner(case, part)).collect::<Vec<_>>().join(", and "),
        Rule::Any(parts) => parts.iter().map(|part| inner(case, part)).collect::<Vec<_>>().join(", or "),
        Rule::Stages(stages) => {
            let name = |stage: &BodyId| case.body(*stage).name.clone();
            format!("in stages: {}", stages.iter().map(name).collect::<Vec<_>>().join(", then "))
        }
    }
}

fn inner(case: &Case, rule: &Rule) -> String {
    match rule {
        Rule::All(_) | Rule::Any(_) => format!("({})", rule_words(case, rule)),
        Rule::Unanimity { .. }
        | Rule::Consensus
        | Rule::ConstructiveAbstention { .. }
        | Rule::Majority { .. }
        | Rule::Votes { .. }
        | Rule::NoVeto { .. }
        | Rule::FewerAgainst { .. }
        | Rule::Stages(_) => rule_words(case, rule),
    }
}

fn whole_words(of: Whole, by: Measure) -> String {
    let what = match by {
        Measure::Members => "members",
        Measure::Weight => "votes",
        Measure::Population => "population",
    };
    match of {
        Whole::All => format!("of the {what}"),
        Whole::Present => format!("of the {what} present"),
        Whole::Voting => format!("of the {what} cast for or against"),
    }
}

/// What a rule rests on, in words: `treaty: Washington Treaty, Article 10`.
pub fn rule_basis_words(basis: RuleBasis, cite: Option<&str>) -> String {
    let kind = match basis {
        RuleBasis::Treaty => "treaty",
        RuleBasis::AdoptedProcedure => "adopted procedure",
        RuleBasis::Practice => "practice",
        RuleBasis::Assumption => "assumption of the analyst",
    };
    cite.map_or_else(|| kind.to_owned(), |cite| format!("{kind}: {cite}"))
}

fn ratio(share: Ratio) -> String {
    match share.of {
        100 => format!("{} %", share.part),
        of => format!("{}/{of}", share.part),
    }
}

fn outcome_words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::Blocked => "blocked",
        Outcome::Open => "open",
    }
}

fn stance_words(stance: Stance) -> &'static str {
    match stance {
        Stance::Agree => "agrees",
        Stance::Abstain => "abstains",
        Stance::Absent => "absent",
        Stance::Oppose => "opposes",
        Stance::Unknown => "not known",
    }
}

fn truth_words(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "true",
        Truth::False => "false",
        Truth::Unknown => "not known",
    }
}

fn reach_words(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "reachable",
        Truth::False => "not reachable",
        Truth::Unknown => "open",
    }
}

fn members(count: usize) -> &'static str {
    if count == 1 { "member" } else { "members" }
}

fn bodies(count: usize) -> &'static str {
    if count == 1 { "body" } else { "bodies" }
}

/// Names in a sentence; a count when there are many.
fn names(of: &[Ref]) -> String {
    if of.len() > MOST_NAMES {
        return format!("{} members", of.len());
    }
    join(&of.iter().map(|one| one.name.clone()).collect::<Vec<_>>())
}

fn join(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let from_end = |at: usize| digits.len() - at;
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && from_end(at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
