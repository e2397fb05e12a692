//! How gates, and the reach of options behind them, are worded.

use crate::model::{Basis, Case, Ref, Stance, Truth};
use crate::num::grouped;
use crate::report::block::{Block, Cell, Row, Tree};
use crate::report::view::words::capital;
use crate::rules::blockers::Coalitions;
use crate::rules::decision::Outcome;
use crate::rules::gate::{BodyLeaf, Branch, Flip, Flips, GateAnswer, Gates, Hold, Join, Leaf, LeafKind};
use crate::rules::reach::{AllReach, Reach};

use super::words::{join, names, reach_words, rule_basis_words, rule_words, truth_words};
use super::{MOST_ROWS, coalition_words};

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
        Truth::True => "open",
        Truth::False => "shut",
        Truth::Unknown => "not known to be open",
    };
    match why.is_empty() {
        true => format!("{}: {value}.", capital(&opens(gate))),
        false => format!("{}: {value}, because {}.", capital(&opens(gate)), why.join("; and because ")),
    }
}

/// What a gate is about: the options behind it.
fn opens(gate: &GateAnswer) -> String {
    match gate.opens.as_slice() {
        [] => format!("gate `{}`", gate.gate),
        some => format!(
            "gate `{}` to {}",
            gate.gate,
            some.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(", ")
        ),
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
        // What is itself a list of ways stands apart from the other changes.
        let apart =
            |words: &String| if who.len() > 1 && words.contains(';') { format!("({words})") } else { words.clone() };
        let who = who.iter().map(apart).collect::<Vec<_>>().join("; and ");
        Row::new(vec![Cell::text(what.join("; and ")), Cell::text(who)], basis)
    };
    let rows: Vec<Row> = flips.sets.iter().map(row).collect();
    let table = Block::table(title, &["the least that would have to change", "who could bring it about"], rows);
    let mut blocks: Vec<Block> = table.map(|table| table.short(MOST_ROWS)).into_iter().collect();
    if !flips.complete {
        blocks.push(Block::caution(
            "There are more sets of changes: the search ended before all were found.",
            gate.basis.clone(),
        ));
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
        (Some(LeafKind::Body(on)), _, true) => on.movers.as_ref().map_or_else(String::new, movers_words),
        (Some(LeafKind::Date { .. }), [], _) => "the calendar".to_owned(),
        (Some(LeafKind::Body(_)), [], false) => "no member alone".to_owned(),
        (_, [], _) => "nobody on record".to_owned(),
        (Some(LeafKind::Body(_)), who, false) if who.len() > 1 => format!("any one of {}", names(who)),
        (_, who, _) => names(who),
    }
}

/// Who would be enough, by what the members of unknown stance do.
fn movers_words([agree, oppose]: &[Coalitions; 2]) -> String {
    if agree == oppose {
        return sets_words(agree);
    }
    let needs_more = agree.sets.first().is_none_or(|set| set.size > 0);
    let agree = if needs_more { sets_words(agree) } else { "nobody else".to_owned() };
    format!("{agree} if all of unknown stance agree; {} if they oppose", sets_words(oppose))
}

/// The smallest sets of members in words, and how many more there are.
fn sets_words(movers: &Coalitions) -> String {
    const SHOWN: usize = 3;
    let mut words: Vec<String> = movers.sets.iter().take(SHOWN).map(coalition_words).collect();
    let shown = movers.sets.iter().take(SHOWN).fold(0u64, |ways, set| ways.saturating_add(set.ways));
    match movers.listed().saturating_add(movers.left_out).saturating_sub(shown) {
        0 if movers.complete => {}
        0 => words.push("others".to_owned()),
        1 => words.push("1 more set".to_owned()),
        more => words.push(format!("{} more sets", grouped(more))),
    }
    if movers.sets.is_empty() { "no set of members is enough".to_owned() } else { words.join("; or ") }
}

/// Whether each option can be reached under the rules, with the line of proof.
pub fn all_reach(case: &Case, answer: &AllReach) -> Vec<Block> {
    let count = |truth| answer.options.iter().filter(|on| on.truth == truth).count();
    let headline = format!(
        "Of {} options, {} can be reached under the rules as things stand, {} cannot, {} not known.",
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
    if answer.options.iter().any(|on| !on.red_lines.is_empty()) {
        let text = "A red line is a signatory's own refusal: it stops a deal that needs its signature, and no body.";
        blocks.push(Block::caution(text, Basis::new()));
    }
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

/// `fees = halved` is not reachable while Northland opposes: Commission decides … (treaty: …).
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
