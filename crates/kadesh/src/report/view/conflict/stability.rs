//! How stability is worded: which states hold for whom, why, who would leave one, and in how many draws.

use super::{called, in_file_order, several, state, states_left_out};
use crate::ask::conflict::{
    Breach, Breaker, Counts, DealBreach, Gain, Mark, RobustRow, Robustness, Stability, StateRow, StateView, Turn,
    Witness, Witnesses,
};
use crate::model::{Basis, Case, Ref};
use crate::num::{grouped, two_decimals};
use crate::report::block::{Arc, Block, Cell, Graph, Look, Node, Row};
use crate::report::view::words::names;

/// Which states hold, for whom, under which definitions.
pub fn stability(_case: &Case, answer: &Stability) -> Vec<Block> {
    let mut blocks = headlines(answer);
    blocks.extend(in_file_order(&answer.ties, tried(answer)));
    blocks.extend(who_leaves(answer));
    if !answer.graph.arcs.is_empty() || answer.graph.whole {
        blocks.push(graph(answer));
    }
    if !answer.refused.is_empty() {
        let text = format!("No answer under {}: the sets of states grow too large there.", answer.refused.join(", "));
        blocks.push(Block::caution(text, Basis::new()));
    }
    let shorts: Vec<&str> = answer.definitions.iter().map(|one| one.short).collect();
    let means = answer.definitions.iter().map(|one| format!("{}: {}", one.short, one.means)).collect::<Vec<_>>();
    let text = format!("A party stays in a state, under {}.", means.join("; "));
    blocks.push(Block::line(text, Basis::new()));
    let no_move = answer.rows.iter().filter_map(|row| no_move(answer, row));
    blocks.extend(no_move.map(|(text, basis)| Block::line(text, basis)));
    let rows = answer.definitions.iter().map(|one| {
        let mut cells = vec![Cell::text(one.short)];
        cells.extend(one.by_party.iter().map(|count| Cell::number(grouped(*count))));
        cells.push(Cell::number(grouped(one.for_all)));
        cells.push(Cell::text(several(&one.equilibria)));
        Row::new(cells, answer.basis.clone())
    });
    let mut columns = vec!["definition"];
    columns.extend(answer.parties.iter().map(|party| party.name.as_str()));
    columns.extend(["all", "which"]);
    let title = format!("How many of {} states are stable, by definition", grouped(answer.possible));
    blocks.extend(Block::table(title, &columns, rows.collect()));
    let ties = answer.ties.iter().map(|tie| {
        let cells = [&tie.party.name, &tie.first, &tie.second].map(Cell::text);
        Row::new(cells.into(), tie.basis.clone())
    });
    let title = "Statements that are equally important at central numbers";
    blocks.extend(Block::table(title, &["party", "goes first there", "goes second"], ties.collect()));
    if !shorts.contains(&"SIM") {
        let text = "SIM asks what happens when parties move at the same time; it needs options, few states and a list of them.";
        blocks.push(Block::caution(text, Basis::new()));
    }
    blocks
}

/// Whether the other orders were looked at.
fn tried(answer: &Stability) -> &'static str {
    if answer.ties_tried {
        " Every other order was tried for the deals: “open” stands where one changes what is stable."
    } else {
        " The other orders are too many to try."
    }
}

/// One sentence for every deal, or for all states where the case names none.
fn headlines(answer: &Stability) -> Vec<Block> {
    let deals: Vec<&StateRow> = answer.rows.iter().filter(|row| row.state.deal).collect();
    if deals.is_empty() {
        let counts: Vec<String> =
            answer.definitions.iter().map(|one| format!("{} under {}", grouped(one.for_all), one.short)).collect();
        let text = format!("States that are stable for all: {}.", counts.join(", "));
        return vec![Block::headline(text, answer.basis.clone())];
    }
    let sentence = |row: &&StateRow| {
        let is_sure = |short: &&str| !row.either.contains(short);
        let shorts = || answer.definitions.iter().map(|one| one.short).filter(is_sure);
        let not: Vec<&str> = shorts().filter(|short| !row.holds.contains(short)).collect();
        let holds: Vec<&str> = shorts().filter(|short| row.holds.contains(short)).collect();
        let text = match (holds.as_slice(), row.either.as_slice(), not.as_slice()) {
            ([], [], _) => format!("{} is stable under none of {}.", called(&row.state), not.join(", ")),
            (holds, [], []) => format!("{} is stable for all under each of {}.", called(&row.state), holds.join(", ")),
            (holds, either, not) => {
                let parts = [
                    ("stable for all under ", holds, ""),
                    ("open under ", either, ", where it hangs on the order of preferences given as equal"),
                    ("not stable under ", not, ""),
                ];
                let parts = parts.into_iter().filter(|(_, shorts, _)| !shorts.is_empty());
                let parts: Vec<String> =
                    parts.map(|(before, shorts, after)| format!("{before}{}{after}", shorts.join(", "))).collect();
                format!("{} is {}.", called(&row.state), parts.join("; "))
            }
        };
        (text, row.basis.clone())
    };
    let mut sentences = deals.iter().map(sentence);
    let first = sentences.next().map(|(text, basis)| Block::headline(text, basis));
    first.into_iter().chain(sentences.map(|(text, basis)| Block::line(text, basis))).collect()
}

/// State by definition: who would leave.
fn who_leaves(answer: &Stability) -> Option<Block> {
    let rows = answer.rows.iter().map(|row| {
        let leave = |definition: usize| -> String {
            let leaves =
                |party: &usize| row.marks.get(*party).and_then(|marks| marks.get(definition)) == Some(&Mark::Breaks);
            let who: Vec<Ref> = (0..answer.parties.len())
                .filter(leaves)
                .filter_map(|party| answer.parties.get(party).cloned())
                .collect();
            if who.is_empty() { "stable".to_owned() } else { names(&who) }
        };
        let kind = if row.state.deal {
            " (deal)"
        } else if row.state.now {
            " (now)"
        } else {
            ""
        };
        let mut cells = vec![Cell::text(format!("{}{kind}", state(&row.state)))];
        let cell = |(place, definition): (usize, &Counts)| match row.either.contains(&definition.short) {
            true => Cell::text("open"),
            false => Cell::text(leave(place)),
        };
        cells.extend(answer.definitions.iter().enumerate().map(cell));
        Row::new(cells, row.basis.clone())
    });
    let mut columns = vec!["state"];
    columns.extend(answer.definitions.iter().map(|one| one.short));
    let table = Block::table("Where it is stable, and who would leave where it is not", &columns, rows.collect());
    table.map(|table| table.leaving_out(answer.left_out))
}

/// The parties that cannot move in a state, whose verdicts there say nothing of what they want.
fn no_move(answer: &Stability, row: &StateRow) -> Option<(String, Basis)> {
    let stuck = |(marks, _): &(&Vec<Mark>, &Ref)| marks.contains(&Mark::NoMove);
    let stuck: Vec<Ref> = row.marks.iter().zip(&answer.parties).filter(stuck).map(|(_, party)| party.clone()).collect();
    (!stuck.is_empty()).then(|| {
        let text = format!(
            "In {}, {} cannot move at all: that it is stable there says nothing of what is preferred.",
            called(&row.state),
            names(&stuck)
        );
        (text, row.basis.clone())
    })
}

fn graph(answer: &Stability) -> Block {
    let graph = &answer.graph;
    let mover = |by: &Ref| answer.parties.iter().position(|party| party == by);
    let node = |(at, node): (usize, &crate::ask::conflict::Node)| {
        let is_left = graph.arcs.iter().any(|arc| arc.from == at);
        let deal = if node.state.deal { "a deal; " } else { "" };
        let about = match (node.holds.as_slice(), node.either.as_slice()) {
            ([], []) => format!("{deal}stable under none"),
            ([], either) => format!("{deal}open under {}", either.join(", ")),
            (holds, []) if holds.len() == answer.definitions.len() => format!("{deal}stable under each"),
            (holds, []) => format!("{deal}stable under {}", holds.join(", ")),
            (holds, either) => {
                format!("{deal}stable under {}, open under {}", holds.join(", "), either.join(", "))
            }
        };
        let look = match (node.holds.as_slice(), is_left) {
            ([], _) => Look::Left,
            (holds, false) if holds.contains(&"Nash") => Look::Rests,
            (_, _) => Look::Holds,
        };
        Node { number: at + 1, name: state(&node.state), about, look, now: node.state.now, basis: answer.basis.clone() }
    };
    let title = match (graph.whole, graph.best) {
        (true, false) => "The states, and the moves that their movers gain by".to_owned(),
        (true, true) => "The states, and each party's best move from each".to_owned(),
        (false, false) => "Some of the states, and the moves between them that their movers gain by".to_owned(),
        (false, true) => "Some of the states, and each party's best move between them".to_owned(),
    };
    Block::Graph(Graph {
        title,
        movers: answer.parties.iter().map(|party| party.name.clone()).collect(),
        nodes: graph.nodes.iter().enumerate().map(node).collect(),
        arcs: graph
            .arcs
            .iter()
            .filter_map(|arc| Some(Arc { by: mover(&arc.by)?, from: arc.from, to: arc.to }))
            .collect(),
    })
}

/// Why each state holds or does not, move by move.
pub fn witnesses(_case: &Case, answer: &Witnesses) -> Vec<Block> {
    let text = format!(
        "{} verdicts, each shown with the moves that make it and checked by making them again.",
        grouped(answer.replayed)
    );
    let rows = answer.rows.iter().map(|row| {
        let cells = vec![
            Cell::text(state(&row.state)),
            Cell::text(&row.party.name),
            Cell::text(row.definitions.join(", ")),
            Cell::text(if row.stable { "stays" } else { "leaves" }),
            Cell::text(why(row)),
        ];
        Row::new(cells, row.basis.clone())
    });
    let table = Block::table("", &["state", "party", "under", "verdict", "why"], rows.collect());
    let left_out = states_left_out(answer.left_out);
    let lines = [Block::headline(text, answer.basis.clone())].into_iter().chain(in_file_order(&answer.ties, ""));
    lines.chain(table).chain(left_out).collect()
}

fn why(row: &Witness) -> String {
    if let Some(stays) = row.stays {
        return stays.to_owned();
    }
    if let Some(to) = &row.breaks {
        return format!("it gains by moving to {}, and no answer takes that away", called(to));
    }
    let answers = row.answers.iter().map(|one| {
        let steps = one.steps.iter().map(|step| format!("{} to {}", step.by.name, called(&step.to)));
        let how = if one.together { "spoiled if at the same time" } else { "answered by" };
        format!("{}: {how} {}", called(&one.improvement), steps.collect::<Vec<_>>().join(", then "))
    });
    answers.collect::<Vec<_>>().join("; ")
}

/// Who would break each deal, what for, and what each option changes.
pub fn breach(_case: &Case, answer: &Breach) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (place, deal) in answer.deals.iter().enumerate() {
        let text = headline(deal, answer.definitions.len());
        blocks.push(if place == 0 {
            Block::headline(text, deal.basis.clone())
        } else {
            Block::line(text, deal.basis.clone())
        });
    }
    blocks.extend(in_file_order(&answer.ties, ""));
    let leavers = answer.deals.iter().flat_map(|deal| deal.breakers.iter().map(|breaker| leaver(&deal.deal, breaker)));
    let columns = ["deal", "who", "under", "leaves it for", "its rank", "what it gets", "what it gives up"];
    blocks.extend(Block::table("Who would leave first, and for what", &columns, leavers.collect()));
    let all = answer.deals.iter().flat_map(|deal| deal.turns.iter().map(move |turn| (deal, turn)));
    let (changing, idle): (Vec<_>, Vec<_>) =
        all.partition(|(_, turn)| !turn.gained.is_empty() || !turn.lost.is_empty());
    let rows = changing.iter().map(|(deal, turn)| turned(&deal.deal, turn)).collect();
    let columns = ["deal", "whose option", "if it is", "then stable also under", "then no longer under"];
    blocks.extend(Block::table("What one option changes about the deal", &columns, rows));
    if !idle.is_empty() {
        let more = if changing.is_empty() { "" } else { " more" };
        let text = match idle.len() {
            1 => format!("1{more} change of one option of a deal changes nothing about it."),
            count => format!("{count}{more} changes of one option of a deal change nothing about it."),
        };
        blocks.push(Block::line(text, answer.basis.clone()));
    }
    if answer.deals.is_empty() {
        let text = "The case names no deal whose keeping it asks about: mark a state with `deal = true`.";
        blocks.push(Block::caution(text, Basis::new()));
    }
    blocks
}

/// Those whom the same definitions fail to hold back are named together, whom the fewest hold back first; apart from them those
/// who would leave it for another state that the case calls a deal.
fn headline(deal: &DealBreach, definitions: usize) -> String {
    let name = called(&deal.deal);
    let kind = |breaker: &Breaker| (breaker.definitions.clone(), breaker.improvement.deal);
    let mut groups: Vec<Vec<&Breaker>> = Vec::new();
    for breaker in &deal.breakers {
        match groups.iter_mut().find(|group| kind(group[0]) == kind(breaker)) {
            Some(group) => group.push(breaker),
            None => groups.push(vec![breaker]),
        }
    }
    let words = groups.iter().map(|group| {
        let (under, another) = kind(group[0]);
        let under = if under.len() == definitions { "every definition".to_owned() } else { under.join(", ") };
        let to = if another { " for another deal" } else { "" };
        let each = if group.len() > 1 { " each" } else { "" };
        let who: Vec<Ref> = group.iter().map(|breaker| breaker.party.clone()).collect();
        format!("{} would{each} gain by leaving it{to}, under {under}", names(&who))
    });
    match words.collect::<Vec<_>>().as_slice() {
        [] => format!("{name}: nobody would gain by leaving it, under any definition."),
        words => format!("{name}: {}.", words.join("; ")),
    }
}

fn leaver(deal: &StateView, breaker: &Breaker) -> Row {
    let cells = vec![
        Cell::text(state(deal)),
        Cell::text(&breaker.party.name),
        Cell::text(breaker.definitions.join(", ")),
        Cell::text(state(&breaker.improvement)),
        Cell::text(rank(&breaker.gain)),
        Cell::text(breaker.gain.met.join("; ")),
        Cell::text(breaker.gain.given_up.join("; ")),
    ];
    Row::new(cells, breaker.basis.clone())
}

fn rank(gain: &Gain) -> String {
    let worth = gain.worth.map(|(from, to)| format!("; worth {} → {}", two_decimals(from), two_decimals(to)));
    let ranks = match gain.ranks {
        0 => "not by ranks".to_owned(),
        ranks => format!("{} → {} of {ranks}", gain.from_rank, gain.to_rank),
    };
    format!("{ranks}{}", worth.unwrap_or_default())
}

fn turned(deal: &StateView, turn: &Turn) -> Row {
    let shorts = |shorts: &[&str]| if shorts.is_empty() { Cell::text("–") } else { Cell::text(shorts.join(", ")) };
    let cells = vec![
        Cell::text(state(deal)),
        Cell::text(format!("{}: {}", turn.party.name, turn.name)),
        Cell::text(if turn.taken { "taken" } else { "left" }),
        shorts(&turn.gained),
        shorts(&turn.lost),
    ];
    Row::new(cells, turn.basis.clone())
}

/// In how many draws each state holds.
pub fn robustness(_case: &Case, answer: &Robustness) -> Vec<Block> {
    let draws = grouped(answer.draws);
    let mut blocks = Vec::new();
    let sentence = |row: &RobustRow| {
        let mut groups: Vec<(usize, Vec<&str>)> = Vec::new();
        for (short, count) in answer.definitions.iter().zip(&row.for_all) {
            match groups.iter_mut().find(|(known, _)| known == count) {
                Some((_, shorts)) => shorts.push(short),
                None => groups.push((*count, vec![short])),
            }
        }
        let words = groups.iter().map(|(count, shorts)| {
            let share = match *count {
                0 => "none".to_owned(),
                all if all == answer.draws => format!("all {draws}"),
                count => format!("{} of {draws}", grouped(count)),
            };
            format!("in {share} under {}", shorts.join(", "))
        });
        format!("Draws in which {} is stable for all: {}.", called(&row.state), words.collect::<Vec<_>>().join("; "))
    };
    for (place, row) in answer.rows.iter().filter(|row| row.state.deal).enumerate() {
        let (text, basis) = (sentence(row), row.basis.clone());
        blocks.push(if place == 0 { Block::headline(text, basis) } else { Block::line(text, basis) });
    }
    if answer.varies.is_empty() {
        let text =
            "No preference of the case is a range, so every draw is the same: what follows holds in all or in none.";
        blocks.push(Block::caution(text, Basis::new()));
    }
    let rows = answer.rows.iter().flat_map(|row| {
        let of_party = row.by_party.iter().zip(&answer.parties).map(|(counts, party)| (party.name.clone(), counts));
        of_party.chain([("all".to_owned(), &row.for_all)]).map(|(who, counts)| {
            let mut cells = vec![Cell::text(state(&row.state)), Cell::text(who)];
            cells.extend(counts.iter().map(|count| Cell::number(grouped(*count))));
            Row::new(cells, row.basis.clone())
        })
    });
    let mut columns = vec!["state", "for"];
    columns.extend(answer.definitions.iter().copied());
    blocks.extend(Block::table(format!("Draws, of {draws}, in which the state is stable"), &columns, rows.collect()));
    blocks.extend(states_left_out(answer.left_out));
    blocks
}
