//! Headlines of answers about a conflict: where it could rest, what holds under which definition, who would leave a deal.

use std::collections::BTreeMap;

use super::{Claim, Said};
use crate::ask::conflict::{
    Breach, CoalitionView, DealBreach, ForesightView, GoalsView, Inverse, LeastChange, PathsView, ReadingsView,
    RobustRow, Robustness, Stability, StateRow, StateView, States,
};
use crate::ask::words::{capital, counted, either, listed, ordinal, spelt, spoken};
use crate::model::{Basis, Case, Ref};
use crate::num::grouped;

/// With more states than this a sentence counts them.
const MOST_STATES: usize = 3;

/// The same for the states in which nobody gains by moving, which are what one came to ask.
const MOST_RESTING: usize = 8;

/// Names of states longer than this together are more than can be read in a sentence.
const MOST_LETTERS: usize = 240;

/// The parties and how many states their options make.
pub fn states(answer: &States) -> Said {
    let mut said = Said::default();
    let options: usize = answer.parties.iter().map(|party| party.options.len()).sum();
    let text = match options {
        0 => format!("{} are described, for {}.", counted_states(answer.possible), parties(answer.parties.len())),
        some => format!(
            "{} can each do or leave {} in all, which makes {}.",
            capital(&parties(answer.parties.len())),
            counted(some, "thing", "things"),
            counted_states(answer.possible)
        ),
    };
    said.headline(vec![Claim::Question("states")], text, &answer.basis);
    said
}

fn parties(count: usize) -> String {
    format!("{} {}", spelt(count), if count == 1 { "party" } else { "parties" })
}

fn counted_states(possible: u64) -> String {
    format!("{} possible {}", grouped(possible), if possible == 1 { "state" } else { "states" })
}

/// Under which definitions each deal is stable; without deals, where it could rest.
pub fn stability(case: &Case, answer: &Stability) -> Said {
    let mut said = Said::default();
    let deals: Vec<&StateRow> = answer.rows.iter().filter(|row| row.state.deal).collect();
    rest(&mut said, answer, deals.is_empty());
    let mut alike: BTreeMap<Key, Vec<&StateRow>> = BTreeMap::new();
    let mut order = Vec::new();
    for row in &deals {
        let sure = row.holds.iter().copied().filter(|short| !row.either.contains(short)).collect();
        let key: Key = (sure, row.either.clone(), not_under(answer, row));
        if !alike.contains_key(&key) {
            order.push(key.clone());
        }
        alike.entry(key).or_default().push(row);
    }
    for key in order {
        let Some(rows) = alike.get(&key) else { continue };
        let claims = rows.iter().map(|row| Claim::Holds(row.state.label())).collect();
        let basis: Basis = rows.iter().map(|row| &row.basis).collect();
        said.headline(claims, verdict(case, answer, rows, &key), &basis);
        let [stable, open, left] = [&key.0, &key.1, &key.2].map(|shorts| !shorts.is_empty());
        if stable && (open || left) {
            let text = format!("On {} the definitions of stability disagree: {}.", called(rows), by_answer(&key));
            said.dispute(Some(Claim::Holds(label(rows))), text, &basis);
        }
    }
    // Deals go first: what else could rest comes after them.
    said.headlines.sort_by_key(|headline| matches!(headline.claims.first(), Some(Claim::Question(_))));
    said
}

fn label(rows: &[&StateRow]) -> String {
    rows.first().map_or_else(String::new, |row| row.state.label())
}

fn not_under<'a>(answer: &'a Stability, row: &StateRow) -> Vec<&'a str> {
    let shorts = answer.definitions.iter().map(|one| one.short);
    shorts.filter(|short| !row.holds.contains(short) && !row.either.contains(short)).collect()
}

fn called(rows: &[&StateRow]) -> String {
    listed(&rows.iter().map(|row| quoted(&row.state)).collect::<Vec<_>>())
}

fn quoted(state: &StateView) -> String {
    format!("“{}”", state.told)
}

type Key<'a> = (Vec<&'a str>, Vec<&'a str>, Vec<&'a str>);

/// `stable under GMR, SMR; open under SEQ; not stable under Nash`
fn by_answer((holds, either, not): &Key) -> String {
    let part = |words: &str, shorts: &[&str]| (!shorts.is_empty()).then(|| format!("{words} {}", shorts.join(", ")));
    let parts = [part("stable under", holds), part("open under", either), part("not stable under", not)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn verdict(case: &Case, answer: &Stability, rows: &[&StateRow], (holds, either, not): &Key) -> String {
    let all = answer.definitions.len();
    let are = if rows.len() == 1 { "is" } else { "are" };
    let names = capital(&called(rows));
    let definitions =
        if all == 1 { "the one definition".to_owned() } else { format!("all {} definitions", spelt(all)) };
    match (holds.as_slice(), either.as_slice(), not.as_slice()) {
        (_, [], []) => format!("{names} {are} stable under {definitions}: no party gains by leaving."),
        ([], [], _) => {
            let who = leavers(case, answer, rows);
            format!("{names} {are} stable under none of {} definitions: {who} would leave.", spelt(all))
        }
        _ => {
            let mut parts = Vec::new();
            if !holds.is_empty() {
                parts.push(format!("stable {}", if_words(holds)));
            }
            if !either.is_empty() {
                let open = "open, because it hangs on the order of preferences given as equal,";
                parts.push(format!("{open} {}", if_words(either)));
            }
            if !not.is_empty() {
                parts.push(format!("not stable {}", if_words(not)));
            }
            format!("{names} {are} {}.", parts.join("; "))
        }
    }
}

/// What a party is taken to reckon with, for the definitions of a group: `if no answer is reckoned with (Nash)`.
fn if_words(shorts: &[&str]) -> String {
    let asked =
        |wanted: &[&str]| -> Vec<&str> { shorts.iter().copied().filter(|short| wanted.contains(short)).collect() };
    let part = |words: &str, some: Vec<&str>| (!some.is_empty()).then(|| format!("{words} ({})", some.join(", ")));
    let parts = [
        part("if no answer is reckoned with", asked(&["Nash"])),
        part("if answers that others gain by are reckoned with", asked(&["SSEQ", "SEQ"])),
        part("if any answer is reckoned with", asked(&["SMR", "GMR"])),
        part("if others may move at the same time", asked(&["SIM"])),
    ];
    let known: Vec<String> = parts.into_iter().flatten().collect();
    if known.is_empty() { format!("under {}", shorts.join(", ")) } else { listed(&known) }
}

/// Which answers a party in some state reckons with, for one definition.
fn weighed(short: &str) -> String {
    let words = match short {
        "Nash" => "if no answer is reckoned with",
        "SSEQ" | "SEQ" => "if answers that others gain by are reckoned with",
        "SMR" | "GMR" => "if any answer is reckoned with",
        "SIM" => "if others may move at the same time",
        _ => return format!("under {short}"),
    };
    format!("{words} ({short})")
}

/// Who would leave the states whatever the definition.
fn leavers(case: &Case, answer: &Stability, rows: &[&StateRow]) -> String {
    let breaks = |party: usize| {
        rows.iter()
            .all(|row| row.marks.get(party).is_some_and(|marks| marks.contains(&crate::ask::conflict::Mark::Breaks)))
    };
    let who: Vec<Ref> =
        answer.parties.iter().enumerate().filter(|(party, _)| breaks(*party)).map(|(_, who)| who.clone()).collect();
    if who.is_empty() { "some party".to_owned() } else { spoken(case, &who) }
}

/// How many states could rest, under the strictest definition that has any and under the most lenient.
fn rest(said: &mut Said, answer: &Stability, alone: bool) {
    let (Some(strictest), Some(widest)) = (
        answer.definitions.iter().find(|one| one.for_all > 0),
        answer.definitions.iter().max_by_key(|one| one.for_all),
    ) else {
        if let Some(first) = answer.definitions.first() {
            let text = format!("No state is stable for all parties under {}.", first.short);
            said.headline(vec![Claim::Question("stability")], text, &answer.basis);
        }
        return;
    };
    let which = |states: &[StateView], (count, most): (u64, usize)| {
        let mut words: Vec<String> = states.iter().take(most).map(quoted).collect();
        let is_short = words.iter().map(String::len).sum::<usize>() <= MOST_LETTERS;
        match words.len() {
            all if all as u64 == count && is_short => format!(": {}", listed(&words)),
            _ if most == MOST_RESTING => {
                words.truncate(MOST_STATES);
                words.push(format!("{} more", grouped(count - words.len() as u64)));
                format!(", among them {}", listed(&words))
            }
            _ => String::new(),
        }
    };
    let mut text = format!(
        "Of {}, {} for all parties {}{}",
        counted_states(answer.possible),
        if strictest.for_all == 1 {
            "one is stable".to_owned()
        } else {
            format!("{} are stable", grouped(strictest.for_all))
        },
        weighed(strictest.short),
        which(&strictest.equilibria, (strictest.for_all, MOST_RESTING))
    );
    if widest.for_all > strictest.for_all {
        text.push_str(&format!(
            "; {} {}{}",
            grouped(widest.for_all),
            weighed(widest.short),
            which(&widest.equilibria, (widest.for_all, MOST_STATES))
        ));
        if alone {
            let text = format!(
                "{} counts {} as stable for all, {} {}.",
                strictest.short,
                counted_states(strictest.for_all),
                widest.short,
                grouped(widest.for_all)
            );
            said.dispute(Some(Claim::Question("stability")), text, &answer.basis);
        }
    }
    text.push('.');
    said.headline(vec![Claim::Question("stability")], text, &answer.basis);
}

/// In how many draws of the preferences each deal is stable. Nothing where nothing varies: every draw is the same.
pub fn robustness(answer: &Robustness) -> Said {
    let mut said = Said::default();
    if answer.varies.is_empty() || answer.rows.is_empty() {
        return said;
    }
    let shown = ["Nash", "SEQ", "GMR"];
    let places: Vec<(usize, &str)> =
        answer.definitions.iter().copied().enumerate().filter(|(_, short)| shown.contains(short)).collect();
    let counts = |row: &RobustRow, first: bool| {
        let told = places.iter().filter_map(|(place, short)| {
            let count = *row.for_all.get(*place)?;
            let count = if count == 0 { "none".to_owned() } else { grouped(count) };
            Some(if first { format!("{count} {}", if_words(&[short])) } else { count })
        });
        listed(&told.collect::<Vec<_>>())
    };
    let told: Vec<String> = answer
        .rows
        .iter()
        .take(MOST_STATES)
        .enumerate()
        .map(|(place, row)| match place {
            0 => format!("{} is stable for all in {}", quoted(&row.state), counts(row, true)),
            _ => format!("{} in {}", quoted(&row.state), counts(row, false)),
        })
        .collect();
    let text = format!("Out of {} draws of preferences, {}.", grouped(answer.draws), told.join("; "));
    let claims = answer.rows.iter().take(MOST_STATES).map(|row| Claim::HoldsInDraws(row.state.label())).collect();
    said.headline(claims, text, &answer.basis);
    said
}

/// Who gains by leaving each deal, and for what.
pub fn breach(case: &Case, answer: &Breach) -> Said {
    let mut said = Said::default();
    for one in &answer.deals {
        match one.breakers.is_empty() {
            // That it holds whatever the definition says the same.
            true => {
                let text = format!("No party gains by leaving {}, under any definition.", quoted(&one.deal));
                said.headline(vec![Claim::Holds(one.deal.label())], text, &one.basis);
            }
            false => {
                said.headline(vec![Claim::Leaves(one.deal.label())], breakers(case, answer, one), &one.basis);
            }
        }
    }
    said
}

fn breakers(case: &Case, answer: &Breach, one: &DealBreach) -> String {
    let told: Vec<String> = one
        .breakers
        .iter()
        .map(|breaker| {
            let gain = &breaker.gain;
            let ranks = if gain.ranks > 0 {
                format!(
                    " (its {} choice of {}, not its {})",
                    ordinal(gain.to_rank),
                    gain.ranks,
                    ordinal(gain.from_rank)
                )
            } else {
                String::new()
            };
            let under = match breaker.definitions.len() {
                all if all == answer.definitions.len() => ", under every definition".to_owned(),
                _ => format!(", {}", if_words(&breaker.definitions)),
            };
            format!("{} for {}{ranks}{under}", case.spoken(&breaker.party), quoted(&breaker.improvement))
        })
        .collect();
    format!("Who would gain by leaving {}: {}.", quoted(&one.deal), told.join("; "))
}

/// The fewest changes of one party's preferences that turn a verdict.
pub fn inverse(case: &Case, answer: &Inverse) -> Said {
    let mut said = Said::default();
    let fewest = |least: &LeastChange| least.by.iter().map(|(_, swaps)| swaps.len()).min().filter(|count| *count > 0);
    let mut states: Vec<&StateView> = Vec::new();
    for least in &answer.least {
        if !states.contains(&&least.state) {
            states.push(&least.state);
        }
    }
    for state in states {
        let own = answer.least.iter().filter(|least| least.state == *state);
        let Some(least) = own.filter(|least| fewest(least).is_some()).min_by_key(|least| fewest(least)) else {
            continue;
        };
        let swaps = fewest(least).unwrap_or(0);
        let who: Vec<String> = least
            .by
            .iter()
            .filter(|(_, own)| own.len() == swaps)
            .map(|(party, own)| {
                let told: Vec<String> = own.iter().map(|swap| format!("{} above {}", swap.up, swap.down)).collect();
                format!("{} ranked {}", case.spoken(party), listed(&told))
            })
            .collect();
        let text = format!(
            "{} under {} if {}.",
            if least.holds { "would no longer be stable" } else { "would be stable" },
            least.definition,
            either(&who)
        );
        // More than one exchange is no little change; and where importance leaves an order open, the answer says so itself.
        if swaps == 1 && answer.ties.is_empty() {
            said.turn(Claim::Holds(state.label()), text.clone(), 0.1, &least.basis);
        }
        said.headline(
            vec![Claim::Question("inverse"), Claim::Holds(state.label())],
            format!("{} {text}", quoted(state)),
            &least.basis,
        );
    }
    said
}

/// Whether there are states of rest with what the case asks for.
pub fn goals(answer: &GoalsView) -> Said {
    let mut said = Said::default();
    for goal in &answer.goals {
        let counts: Vec<String> = answer
            .definitions
            .iter()
            .zip(&goal.counts)
            .filter(|(_, count)| **count > 0)
            .map(
                |(short, count)| {
                    if answer.counted { format!("{} ({short})", grouped(*count)) } else { (*short).to_owned() }
                },
            )
            .collect();
        let text = match counts.as_slice() {
            [] => format!("{} No, under none of {}.", goal.text, answer.definitions.join(", ")),
            some => {
                let example =
                    goal.states.first().map_or_else(String::new, |state| format!(", such as {}", quoted(state)));
                format!("{} Yes{example}: states of rest by definition {}.", goal.text, listed(some))
            }
        };
        said.headline(vec![Claim::Question("goals")], text, &goal.basis);
    }
    said
}

/// Which parties together would leave a state that no single party leaves.
pub fn coalitions(case: &Case, answer: &CoalitionView) -> Said {
    let mut said = Said::default();
    let leaving: Vec<_> = answer.rows.iter().filter(|row| row.stable.contains(&false)).collect();
    let text = match leaving.as_slice() {
        [] => "No group of parties gains by leaving together a state that is stable for each of them alone.".to_owned(),
        [row, rest @ ..] => {
            let to = row.improvement.as_ref().map_or_else(String::new, |state| format!(" for {}", quoted(state)));
            let more = match rest.len() {
                0 => String::new(),
                1 => " There is one more such case.".to_owned(),
                count => format!(" There are {} more such cases.", spelt(count)),
            };
            format!("{} together would leave {}{to}.{more}", capital(&spoken(case, &row.members)), quoted(&row.state))
        }
    };
    said.headline(vec![Claim::Question("coalitions")], text, &answer.basis);
    said
}

/// Where parties that look ahead would stay.
pub fn foresight(case: &Case, answer: &ForesightView) -> Said {
    let mut said = Said::default();
    let Some((first, others)) = answer.lasting.split_first() else { return said };
    let common: Vec<&StateView> = first.iter().filter(|state| others.iter().all(|own| own.contains(state))).collect();
    let from = answer.rounds.iter().map(|round| round.from).max().unwrap_or(1);
    let moves = if from == 1 { "1 move".to_owned() } else { format!("{from} moves") };
    let ahead = format!("Once {} look {moves} ahead or more,", spoken(case, &answer.parties));
    let text = match common.as_slice() {
        [] => format!("{ahead} there is no state in which both stay however far they look."),
        few if few.len() <= MOST_STATES => {
            format!("{ahead} both stay in {}.", either(&few.iter().map(|state| quoted(state)).collect::<Vec<_>>()))
        }
        many => format!("{ahead} both stay in any of {}.", counted(many.len(), "state", "states")),
    };
    said.headline(vec![Claim::Question("foresight")], text, &answer.basis);
    said
}

/// Which deals, else which named states, can be reached by moves that their movers gain by.
pub fn paths(case: &Case, answer: &PathsView) -> Said {
    let mut said = Said::default();
    let deals: Vec<_> = answer.rows.iter().filter(|row| row.to.deal).collect();
    let named = || answer.rows.iter().filter(|row| row.to.name.is_some()).collect();
    let wanted: Vec<_> = if deals.is_empty() { named() } else { deals };
    let (gained, other): (Vec<_>, Vec<_>) = wanted.into_iter().partition(|row| row.by_improvements.is_some());
    let from = quoted(&answer.now);
    for row in gained.iter().take(2) {
        let steps: Vec<String> =
            row.by_improvements.iter().flatten().map(|(who, _)| case.spoken(who).to_owned()).collect();
        let text = format!(
            "From where things stand ({from}), {} can be reached by moves that each mover gains by: {}.",
            quoted(&row.to),
            match steps.as_slice() {
                [] => "things stand there already".to_owned(),
                some => some.join(", then "),
            }
        );
        said.headline(vec![Claim::Question("paths")], text, &row.basis);
    }
    if gained.is_empty() && !other.is_empty() {
        let states: Vec<String> = other.iter().take(MOST_STATES).map(|row| quoted(&row.to)).collect();
        let text = format!(
            "From where things stand ({from}), no chain of moves that each mover gains by leads to {}.",
            either(&states)
        );
        said.headline(vec![Claim::Question("paths")], text, &answer.basis);
    }
    said
}

/// What hangs on preferences that are not known, and what is firm.
pub fn readings(answer: &ReadingsView) -> Said {
    let mut said = Said::default();
    if answer.unknown > 0 {
        let all: Vec<_> = answer.attitudes.iter().filter(|row| !row.stable.is_empty()).collect();
        let mut states: Vec<String> = all.iter().map(|row| quoted(&row.state)).collect();
        states.dedup();
        let text = format!(
            "{} of states are not known to be better or worse to somebody; {} can be stable for all under some reading of them.",
            counted(answer.unknown, "pair", "pairs"),
            if states.len() > MOST_STATES { counted(states.len(), "state", "states") } else { listed(&states) }
        );
        said.headline(vec![Claim::Question("readings")], text, &answer.basis);
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_are_told_by_what_a_party_reckons_with() {
        assert_eq!(if_words(&["Nash"]), "if no answer is reckoned with (Nash)");
        assert_eq!(
            if_words(&["SEQ", "SMR", "GMR"]),
            "if answers that others gain by are reckoned with (SEQ) and if any answer is reckoned with (SMR, GMR)"
        );
    }
}
