//! Headlines of answers about rules: what is shut and by whom, who can block, who would have to move.

use super::{Claim, Said};
use crate::ask::words::{capital, counted, either, listed, spelt, spoken};
use crate::model::{Basis, Case, Choice, Ref, Rule, Stance, Truth};
use crate::num::{grouped, share};
use crate::rules::blockers::{AllBlockers, Blockers};
use crate::rules::cohesion::Cohesion;
use crate::rules::consensus::Consensus;
use crate::rules::decision::{Outcome, Proposals};
use crate::rules::gate::{BodyLeaf, Flip, GateAnswer, Gates, Hold, Leaf, LeafKind};
use crate::rules::movers::AllMovers;
use crate::rules::reach::AllReach;
use crate::rules::veto::{BodyVeto, FormalVeto, Leverage};

/// With more members than this a sentence counts them.
const MOST_NAMES: usize = 4;

/// What is shut and by what; what it is not known of; each with what would open it.
pub fn gates(case: &Case, answer: &Gates) -> Said {
    let mut said = Said::default();
    let of = |truth| answer.gates.iter().filter(move |gate| gate.truth == truth && !behind(case, gate).is_empty());
    for gate in of(Truth::False) {
        let text = format!(
            "{} {} shut: {}.{}",
            capital(&behind(case, gate)),
            is(gate),
            because(case, gate),
            alone(case, gate)
        );
        said.headline(claims(gate), text, &gate.basis);
        if let Some(set) = gate.to_open.sets.first() {
            let flips: Vec<String> = set.iter().map(|flip| flip_words(case, gate, flip)).collect();
            let text = format!("opens if {}.", listed(&flips));
            said.turn(Claim::Gate(gate.gate.clone()), text, reach(gate, set), &gate.basis);
        }
    }
    let unknown: Vec<&GateAnswer> = of(Truth::Unknown).collect();
    if !unknown.is_empty() {
        let told: Vec<String> =
            unknown.iter().map(|gate| format!("{} ({})", behind(case, gate), because(case, gate))).collect();
        let these = if told.len() == 1 { "this" } else { "these" };
        let text = format!("It is not known whether {these} can be had: {}.", told.join("; "));
        let basis: Basis = unknown.iter().map(|gate| &gate.basis).collect();
        said.headline(unknown.iter().map(|gate| Claim::Gate(gate.gate.clone())).collect(), text, &basis);
    }
    let open: Vec<&GateAnswer> = of(Truth::True).collect();
    if !open.is_empty() && open.len() == answer.gates.len() {
        let told: Vec<String> = open.iter().map(|gate| behind(case, gate)).collect();
        let text = format!("Nothing that the case makes conditional is shut: {} can be had.", listed(&told));
        said.headline(open.iter().map(|gate| Claim::Gate(gate.gate.clone())).collect(), text, &answer.basis);
    }
    said
}

/// A gate's own claim, and those on the bodies whose rule its sentence tells.
fn claims(gate: &GateAnswer) -> Vec<Claim> {
    let bodies = blocked(gate).map(|on| Claim::Body(on.body.id.clone()));
    std::iter::once(Claim::Gate(gate.gate.clone())).chain(bodies).collect()
}

/// The options behind a gate in words: `a fixed timetable or “later” (entry)`.
fn behind(case: &Case, gate: &GateAnswer) -> String {
    let known = case.gates.iter().find(|known| known.id == gate.gate);
    let words: Vec<String> =
        known.iter().flat_map(|known| &known.opens).map(|choice| case.option_words(*choice)).collect();
    if words.is_empty() { String::new() } else { either(&words) }
}

fn is(gate: &GateAnswer) -> &'static str {
    if gate.opens.len() == 1 { "is" } else { "are" }
}

fn because(case: &Case, gate: &GateAnswer) -> String {
    let leaves = gate.because.iter().filter_map(|at| gate.leaves.get(*at));
    leaves.map(|leaf| leaf_words(case, leaf)).collect::<Vec<_>>().join("; and ")
}

fn leaf_words(case: &Case, leaf: &Leaf) -> String {
    match (&leaf.says, leaf.truth) {
        (LeafKind::Body(on), _) => body_words(case, on),
        (LeafKind::Condition { text, .. }, Truth::True) => format!("it holds that {text}"),
        (LeafKind::Condition { text, .. }, Truth::False) => format!("it does not hold that {text}"),
        (LeafKind::Condition { text, .. }, Truth::Unknown) => format!("it hangs on whether {text}"),
        (LeafKind::Date { date }, Truth::True) => format!("{date} has passed"),
        (LeafKind::Date { date }, Truth::False) => format!("{date} has not passed"),
        (LeafKind::Date { date }, Truth::Unknown) => format!("the dates do not tell whether {date} has passed"),
    }
}

fn body_words(case: &Case, on: &BodyLeaf) -> String {
    let against: Vec<Ref> = on.stopped_by.iter().map(|member| member.member.clone()).collect();
    let opposed = on.stopped_by.iter().all(|member| member.stance == Stance::Oppose);
    let verb = match (opposed, against.len() == 1) {
        (true, true) => "opposes it",
        (true, false) => "oppose it",
        (false, true) => "does not agree to it",
        (false, false) => "do not agree to it",
    };
    match (on.outcome, &on.refused) {
        (None, because) => {
            format!("the rule of {} cannot be applied: {}", on.body.name, because.as_deref().unwrap_or(""))
        }
        (Some(Outcome::Passed), _) => format!("{} agrees", on.body.name),
        (Some(Outcome::Open), _) => {
            format!("it hangs on {}, where the stance of {} is not known", on.body.name, members(case, &on.hangs_on))
        }
        (Some(Outcome::Blocked), _) if against.is_empty() => {
            format!("the rule of {} lets nothing pass it", on.body.name)
        }
        (Some(Outcome::Blocked), _) => {
            format!("{} {verb}, and {} decides {}", members(case, &against), on.body.name, by_rule(case, on))
        }
    }
}

/// How a body decides, as far as one member's say goes.
fn by_rule(case: &Case, on: &BodyLeaf) -> String {
    let size = body_size(case, &on.body);
    match &on.rule {
        Rule::Unanimity { .. } => format!("by agreement of all {size}"),
        Rule::Consensus => format!("only if none of the {size} objects"),
        Rule::ConstructiveAbstention { .. }
        | Rule::Majority { .. }
        | Rule::Votes { .. }
        | Rule::NoVeto { .. }
        | Rule::FewerAgainst { .. }
        | Rule::All(_)
        | Rule::Any(_)
        | Rule::Stages(_) => "by its own rule".to_owned(),
    }
}

fn body_size(case: &Case, body: &Ref) -> usize {
    case.bodies.iter().find(|known| known.id == body.id).map_or(0, |known| known.members.len())
}

fn members(case: &Case, of: &[Ref]) -> String {
    if of.len() > MOST_NAMES { format!("{} members", of.len()) } else { spoken(case, of) }
}

/// Whether any other member could do the same, told apart from its weight.
fn alone(case: &Case, gate: &GateAnswer) -> String {
    let all_could = |leaf: &Leaf| match &leaf.says {
        LeafKind::Body(on) if on.outcome == Some(Outcome::Blocked) => {
            let size = body_size(case, &on.body);
            let could = |hold: Hold| matches!(hold, Hold::Stops | Hold::CouldStop | Hold::Undeclared);
            let alone = leaf.controllers.iter().filter(|control| control.alone && could(control.hold)).count();
            (alone == size && size > 1).then_some(size)
        }
        LeafKind::Body(_) | LeafKind::Condition { .. } | LeafKind::Date { .. } => None,
    };
    let sizes = gate.because.iter().filter_map(|at| gate.leaves.get(*at)).filter_map(all_could);
    sizes.max().map_or_else(String::new, |_| " Any one of them can block, whatever its size.".to_owned())
}

fn blocked(gate: &GateAnswer) -> impl Iterator<Item = &BodyLeaf> {
    gate.because.iter().filter_map(|at| gate.leaves.get(*at)).filter_map(|leaf| match &leaf.says {
        LeafKind::Body(on) => Some(on.as_ref()),
        LeafKind::Condition { .. } | LeafKind::Date { .. } => None,
    })
}

fn flip_words(case: &Case, gate: &GateAnswer, flip: &Flip) -> String {
    let Some(leaf) = gate.leaves.get(flip.leaf) else { return String::new() };
    match (&leaf.says, flip.to == Truth::True) {
        (LeafKind::Body(on), true) => {
            let movers: Vec<Ref> = on.stopped_by.iter().map(|member| member.member.clone()).collect();
            match movers.as_slice() {
                [] => format!("{} agrees", on.body.name),
                [only] => format!("{} agrees", case.spoken(only)),
                some => format!("{} agree", members(case, some)),
            }
        }
        (LeafKind::Body(on), false) => format!("{} does not agree", on.body.name),
        (LeafKind::Condition { text, .. }, true) => format!("it comes to hold that {text}"),
        (LeafKind::Condition { text, .. }, false) => format!("it does not hold that {text}"),
        (LeafKind::Date { date }, true) => format!("{date} passes"),
        (LeafKind::Date { date }, false) => format!("{date} is not reached"),
    }
}

/// More things that would have to change together are farther away.
fn reach(gate: &GateAnswer, set: &[Flip]) -> f64 {
    share(set.len(), gate.leaves.len().max(1)).unwrap_or(1.0) * 0.5
}

/// Which bodies one member alone can stop.
pub fn veto(answer: &FormalVeto) -> Said {
    let mut said = Said::default();
    let text = |body: &BodyVeto| {
        let size = body.members.len();
        match body.alone {
            all if all == size && size > 0 => format!("in {} any one of the {size} members can block", body.body.name),
            0 => format!("in {} no member can block alone", body.body.name),
            some => format!("in {} {some} of the {size} members can each block alone", body.body.name),
        }
    };
    let any = |body: &&BodyVeto| body.alone == body.members.len() && body.alone > 1;
    let (any_one, others): (Vec<&BodyVeto>, Vec<&BodyVeto>) = answer.bodies.iter().partition(any);
    let mut told: Vec<String> = others.into_iter().map(text).collect();
    match any_one.as_slice() {
        [] => {}
        [only] => told.insert(0, text(only)),
        some => {
            let sizes: Vec<String> =
                some.iter().map(|body| format!("{} ({})", body.body.name, body.members.len())).collect();
            told.insert(0, format!("any one member can block in each of {}", listed(&sizes)));
        }
    }
    if told.is_empty() {
        return said;
    }
    let plain = answer.bodies.iter().all(|body| !body.size_counts);
    let size = if plain { "; a member's size does not matter to the rule" } else { "" };
    let claims = answer.bodies.iter().map(|body| Claim::Body(body.body.id.clone())).collect();
    said.headline(claims, format!("{}{size}.", capital(&told.join("; "))), &answer.basis);
    said
}

/// The smallest groups that can block.
pub fn blockers(case: &Case, answer: &AllBlockers) -> Said {
    let mut said = Said::default();
    for body in &answer.bodies {
        let Some(least) = body.blocking.sets.first() else { continue };
        let text = match least.size {
            size if body.of_deal => of_deal(case, body, size),
            1 => {
                let who: Vec<Ref> = body
                    .blocking
                    .sets
                    .iter()
                    .filter(|set| set.size == 1)
                    .flat_map(|set| set.parts.iter().flat_map(|part| part.of.iter().cloned()))
                    .collect();
                match who.len() {
                    all if all == body.members => {
                        format!("In {} any one of the {all} members can block.", body.body.name)
                    }
                    _ => format!("In {} one member is enough to block: {}.", body.body.name, members(case, &who)),
                }
            }
            size => {
                format!("In {} it takes at least {} of {} members to block.", body.body.name, spelt(size), body.members)
            }
        };
        said.headline(vec![Claim::Body(body.body.id.clone())], text, &body.basis);
    }
    said
}

/// Who can keep a deal from being made.
fn of_deal(case: &Case, deal: &Blockers, least: usize) -> String {
    if least > 1 {
        return format!(
            "It takes {} of the {} parties to keep a deal from being made.",
            spelt(least),
            spelt(deal.members)
        );
    }
    let alone = deal.blocking.sets.iter().filter(|set| set.size == 1);
    let who: Vec<Ref> = alone.flat_map(|set| set.parts.iter().flat_map(|part| part.of.iter().cloned())).collect();
    format!("One party alone can keep a deal from being made: {}.", members(case, &who))
}

/// How many would have to move for a proposal to pass.
pub fn movers(case: &Case, answer: &AllMovers) -> Said {
    let mut said = Said::default();
    for one in answer.proposals.iter().filter(|one| one.outcome != Outcome::Passed) {
        let Some(least) = one.if_unknown_agree.sets.first() else { continue };
        let who: Vec<Ref> = least.parts.iter().flat_map(|part| part.of.iter().cloned()).collect();
        let option = choice_words(case, &one.choice);
        let text = match (least.size, one.unknown.len()) {
            (0, unknown) => format!(
                "{} passes in {} if all {} of unknown stance agree.",
                capital(&option),
                one.body.name,
                grouped(unknown)
            ),
            (size, _) if who.len() == size => format!(
                "For {option} to pass in {}, at the least {} would have to move.",
                one.body.name,
                members(case, &who)
            ),
            (size, _) => format!(
                "For {option} to pass in {}, at least {} of {} would have to move.",
                one.body.name,
                counted(size, "member", "members"),
                who.len()
            ),
        };
        said.headline(vec![Claim::Question("movers"), Claim::Body(one.body.id.clone())], text, &one.basis);
    }
    said
}

/// `issue = option` as the words of a sentence.
fn choice_words(case: &Case, written: &str) -> String {
    let choices = case
        .issue_ids()
        .flat_map(|issue| (0..case.issue(issue).options.len()).map(move |option| Choice { issue, option }));
    let mut choices = choices.into_iter();
    let found = choices.find(|choice| case.choice_text(*choice) == written);
    found.map_or_else(|| written.to_owned(), |choice| case.option_words(choice))
}

/// What each body would decide.
pub fn proposals(case: &Case, answer: &Proposals) -> Said {
    let mut said = Said::default();
    for one in &answer.asked {
        let option = choice_words(case, &one.choice);
        let text = match one.outcome {
            Outcome::Passed => format!("{} passes in {} as members stand.", capital(&option), one.body.name),
            Outcome::Blocked => format!("{} is blocked in {} as members stand.", capital(&option), one.body.name),
            Outcome::Open => format!(
                "Whether {option} passes in {} hangs on {}, whose stance is not known.",
                one.body.name,
                members(case, &one.hangs_on)
            ),
        };
        said.headline(vec![Claim::Question("bodies"), Claim::Body(one.body.id.clone())], text, &one.basis);
    }
    said
}

/// How many would have to move for all to meet on one option.
pub fn consensus(case: &Case, answer: &Consensus) -> Said {
    let mut said = Said::default();
    for row in &answer.rows {
        let Some(best) = row.least.first().and_then(|place| row.options.get(*place)) else { continue };
        let known = row.members - row.unknown.len();
        let who: Vec<Ref> = best.movers.iter().map(|mover| mover.member.clone()).collect();
        let text = format!(
            "In {} the lines of {known} of {} members on {} are known; they meet on “{}” if {}.",
            row.body.name,
            row.members,
            row.issue.name,
            best.option,
            match who.as_slice() {
                [] => "nobody moves".to_owned(),
                [only] => format!("{} moves", case.spoken(only)),
                some => format!("{} move", members(case, some)),
            }
        );
        said.headline(vec![Claim::Question("consensus")], text, &row.basis);
    }
    said
}

/// On how many issues the members of a group share a line.
pub fn cohesion(case: &Case, answer: &Cohesion) -> Said {
    let mut said = Said::default();
    for group in answer.groups.iter().filter(|group| !group.issues.is_empty()) {
        let on = |truth| -> Vec<String> {
            let own = group.issues.iter().filter(move |issue| issue.united == truth);
            own.map(|issue| issue.issue.name.clone()).collect()
        };
        let parts: Vec<String> =
            [(Truth::True, "united on"), (Truth::False, "divided on"), (Truth::Unknown, "open on")]
                .into_iter()
                .map(|(truth, words)| (on(truth), words))
                .filter(|(issues, _)| !issues.is_empty())
                .map(|(issues, words)| format!("{words} {}", listed(&issues)))
                .collect();
        let text = format!("As far as lines are on record, {} is {}.", case.spoken(&group.group), parts.join("; "));
        said.headline(vec![Claim::Question("cohesion")], text, &group.basis);
    }
    said
}

/// Who holds what others need.
pub fn leverage(case: &Case, answer: &Leverage) -> Said {
    let mut said = Said::default();
    for party in answer.parties.iter().filter(|party| !party.levers.is_empty() || !party.conditions.is_empty()) {
        let levers = party.levers.iter().map(|held| {
            let moves = if held.moves.is_empty() {
                String::new()
            } else {
                format!(", which moves the walk-away of {}", spoken(case, &held.moves))
            };
            format!("{}{moves}", held.lever.name)
        });
        let conditions = party.conditions.iter().map(|held| format!("the condition that {}", held.text));
        let told: Vec<String> = levers.chain(conditions).collect();
        let text = format!("{} holds {}.", capital(case.spoken(&party.party)), told.join("; "));
        said.headline(vec![Claim::Question("leverage")], text, &party.basis);
    }
    said
}

/// How many options can be had under the rules.
fn reach_counts(answer: &AllReach) -> [usize; 3] {
    [Truth::True, Truth::False, Truth::Unknown]
        .map(|truth| answer.options.iter().filter(|on| on.truth == truth).count())
}

/// Which options cannot be had under the rules, and which it is not known of.
pub fn reach_of_options(case: &Case, answer: &AllReach) -> Said {
    let mut said = Said::default();
    let [had, shut, unknown] = reach_counts(answer);
    let named: Vec<String> =
        answer.options.iter().filter(|on| on.truth == Truth::False).map(|on| choice_words(case, &on.choice)).collect();
    let which =
        if named.is_empty() || named.len() > MOST_NAMES { String::new() } else { format!(" ({})", listed(&named)) };
    let text = format!(
        "Under the rules as they stand {had} of {} options can be had, {shut} cannot{which}, and of {unknown} it is not known.",
        answer.options.len()
    );
    said.headline(vec![Claim::Question("reach")], text, &answer.basis);
    said
}
