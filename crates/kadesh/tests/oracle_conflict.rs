//! The conflict family against its definitions: every verdict looked up in the slow version, every witness replayed.
//!
//! Every random conflict is made from its seed alone, so a failure names all there is to know.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod conflicts;
#[path = "oracle/conflict.rs"]
mod oracle;

use std::collections::BTreeSet;

use conflicts::{Draw, Form, Options, Written, any, cube, graph, turned};
use kadesh::conflict::foresight::{NoForesight, foresight};
use kadesh::conflict::{
    Arena, DEFINITIONS, Definition, Deterrent, Judge, Moves, Preferences, State, Threshold, Verdict,
};
use kadesh::model::Compared;
use oracle::{Attitude, Concept, Conflict, Diagonal, Kind, States};

const KINDS: [(Moves, Kind); 3] =
    [(Moves::Any, Kind::Any), (Moves::Improvements, Kind::Improving), (Moves::Possible, Kind::PerhapsImproving)];

fn concept(definition: &Definition) -> Concept {
    Concept::named(definition.short).unwrap()
}

/// How many of all verdicts were stable, unstable, and how many answers were replayed.
#[derive(Debug, Default)]
struct Tally {
    stable: usize,
    unstable: usize,
    replayed: usize,
}

/// Everything that is asked of every random conflict.
fn check(seed: u64, tally: &mut Tally) {
    let written = any(seed);
    let truth = Conflict::of(&written);
    let space = written.space();
    let arena = space.with(&written.preferences);
    same_space(seed, &truth, &arena);
    for definition in DEFINITIONS {
        let by_party: Vec<States> =
            (0..truth.parties()).map(|party| truth.stable(concept(definition), party)).collect();
        for (party, stable) in by_party.iter().enumerate() {
            for state in &truth.states {
                let verdict = (definition.verdict)(&arena, party, *state as State);
                let what = format!("seed {seed}, {}, party {party}, state {state}: {verdict:?}", definition.short);
                assert_eq!(verdict.is_stable(), stable.contains(state), "{what}");
                replay(&truth, definition, party, *state, &verdict).unwrap_or_else(|fault| panic!("{what}: {fault}"));
                match &verdict {
                    Verdict::Breaks(_) => tally.unstable += 1,
                    Verdict::NoMove | Verdict::NoImprovement => tally.stable += 1,
                    Verdict::Deterred(deterrents) => {
                        tally.stable += 1;
                        tally.replayed += deterrents.len();
                    }
                }
            }
        }
        same_threshold(seed, &written, definition, &by_party);
    }
    same_judged(seed, &written, &truth);
    included(seed, &truth);
}

/// States, moves and comparisons are the same on both sides.
fn same_space(seed: u64, truth: &Conflict, arena: &Arena) {
    let states: Vec<usize> = arena.space.states().into_iter().map(|state| state as usize).collect();
    assert_eq!(states, truth.states, "seed {seed}");
    assert_eq!((arena.space.size(), arena.parties()), (truth.size, truth.parties()), "seed {seed}");
    for party in 0..truth.parties() {
        for state in &truth.states {
            let at = *state as State;
            assert_eq!(numbers(arena.space.moves(party, at)), truth.moves[party][*state], "seed {seed}");
            assert_eq!(numbers(arena.improvements(party, at)), truth.improvements(party, *state), "seed {seed}");
            for other in &truth.states {
                let compared = arena.compare(party, at, *other as State);
                assert_eq!(compared, (truth.prefer)(party, *state, *other), "seed {seed}");
            }
        }
    }
}

fn numbers(states: Vec<State>) -> Vec<usize> {
    states.into_iter().map(|state| state as usize).collect()
}

/// The threshold engine, where it applies.
fn same_threshold(seed: u64, written: &Written, definition: &Definition, by_party: &[States]) {
    let (Some(cube), Some(levels)) = (written.cube(), written.levels()) else { return };
    let engine = Threshold::new(&cube, &levels).unwrap();
    let Some(found) = engine.stable(definition) else {
        assert_eq!(definition.short, "SIM", "seed {seed}");
        return;
    };
    let again = engine.all().into_iter().find(|(other, _)| other.short == definition.short).unwrap().1;
    assert_eq!(again, found, "seed {seed}, {}", definition.short);
    assert_eq!(found.by_party.len(), by_party.len(), "seed {seed}");
    for (party, stable) in by_party.iter().enumerate() {
        let states: States = found.by_party[party].ones().collect();
        assert_eq!(&states, stable, "seed {seed}, {} by thresholds, party {party}", definition.short);
    }
    let all = by_party.iter().skip(1).fold(by_party[0].clone(), |all, stable| &all & stable);
    assert_eq!(found.equilibria().ones().collect::<States>(), all, "seed {seed}, {}", definition.short);
}

/// One state at a time, for all definitions together and for each alone: what holds by another must not hide what does not.
fn same_judged(seed: u64, written: &Written, truth: &Conflict) {
    let space = written.space();
    let mut judge = Judge::new(space.with(&written.preferences));
    for party in 0..truth.parties() {
        let stable: Vec<States> =
            DEFINITIONS.iter().map(|definition| truth.stable(concept(definition), party)).collect();
        for state in &truth.states {
            let wanted: Vec<bool> = stable.iter().map(|stable| stable.contains(state)).collect();
            let found = judge.stable(party, *state as State, DEFINITIONS);
            assert_eq!(found, wanted, "seed {seed}, party {party}, state {state}");
            for (definition, wanted) in DEFINITIONS.iter().zip(wanted) {
                let alone = judge.stable(party, *state as State, &[definition]);
                assert_eq!(alone, [wanted], "seed {seed}, {} alone, party {party}, state {state}", definition.short);
            }
        }
    }
}

/// Nash ⊆ SSEQ ⊆ SEQ ⊆ GMR and SSEQ ⊆ SMR ⊆ GMR, in the slow version, with which the engines agree.
fn included(seed: u64, truth: &Conflict) {
    for party in 0..truth.parties() {
        let [nash, gmr, smr, seq, sseq] = [Concept::Nash, Concept::Gmr, Concept::Smr, Concept::Seq, Concept::Sseq]
            .map(|concept| truth.stable(concept, party));
        for (less, more) in [(&nash, &sseq), (&sseq, &seq), (&seq, &gmr), (&sseq, &smr), (&smr, &gmr)] {
            assert!(less.is_subset(more), "seed {seed}, party {party}");
        }
    }
}

/// Whether a verdict shows what it says, by a check that knows no search: only steps and comparisons.
fn replay(
    truth: &Conflict,
    definition: &Definition,
    party: usize,
    state: usize,
    verdict: &Verdict,
) -> Result<(), String> {
    let improvements = truth.improvements(party, state);
    let moves = !truth.moves[party][state].is_empty();
    match verdict {
        Verdict::NoMove if moves => Err("it can move".into()),
        Verdict::NoImprovement if !moves => Err("it has no move".into()),
        Verdict::NoMove | Verdict::NoImprovement if !improvements.is_empty() => Err("it has an improvement".into()),
        Verdict::NoMove | Verdict::NoImprovement => Ok(()),
        Verdict::Breaks(to) if !improvements.contains(&(*to as usize)) => Err("that is no improvement".into()),
        Verdict::Breaks(to) if truth.answered(concept(definition), party, state, *to as usize) => {
            Err("that improvement has an answer".into())
        }
        Verdict::Breaks(_) => Ok(()),
        Verdict::Deterred(deterrents) => {
            let named = deterrents.iter().map(|deterrent| deterrent.improvement as usize);
            if improvements.is_empty() || named.collect::<Vec<_>>() != improvements {
                return Err("not each improvement once, in order".into());
            }
            let each = |deterrent: &Deterrent| match concept(definition) {
                Concept::Nash => Err("nothing deters under Nash".into()),
                Concept::Sim => replay_together(truth, party, state, deterrent),
                Concept::Gmr | Concept::Smr | Concept::Seq | Concept::Sseq => {
                    replay_sequence(truth, concept(definition), party, state, deterrent)
                }
            };
            deterrents.iter().try_for_each(each)
        }
    }
}

fn replay_sequence(
    truth: &Conflict,
    concept: Concept,
    party: usize,
    state: usize,
    deterrent: &Deterrent,
) -> Result<(), String> {
    let gains = matches!(concept, Concept::Seq | Concept::Sseq);
    let (mut at, mut last) = (deterrent.improvement as usize, None);
    for step in &deterrent.path {
        let to = step.to as usize;
        if step.by == party || Some(step.by) == last {
            return Err(format!("{} may not move to {to}", step.by));
        }
        if !truth.moves[step.by][at].contains(&to) {
            return Err(format!("{} cannot move from {at} to {to}", step.by));
        }
        if gains && !truth.better(step.by, to, at) {
            return Err(format!("{} does not gain from {at} to {to}", step.by));
        }
        (at, last) = (to, Some(step.by));
    }
    if deterrent.path.is_empty() || at != deterrent.at as usize || truth.better(party, at, state) {
        return Err(format!("the answer ends at {at}"));
    }
    let looks_further = matches!(concept, Concept::Smr | Concept::Sseq);
    if looks_further && truth.moves[party][at].iter().any(|to| truth.better(party, *to, state)) {
        return Err(format!("it escapes from {at}"));
    }
    Ok(())
}

/// All at once: each step puts in place what its mover's improvement from the state changes, and no mover comes twice.
fn replay_together(truth: &Conflict, party: usize, state: usize, deterrent: &Deterrent) -> Result<(), String> {
    let options = truth.options.as_ref().ok_or("no options to change together")?;
    let (mut at, mut movers) = (deterrent.improvement as usize, BTreeSet::new());
    for step in &deterrent.path {
        let own = options.owned[step.by] as usize;
        let alone = state & !own | step.to as usize & own;
        if step.by == party || !movers.insert(step.by) || !truth.improvements(step.by, state).contains(&alone) {
            return Err(format!("{} does not gain by its part of {}", step.by, step.to));
        }
        at = at & !own | step.to as usize & own;
    }
    let ends = at == deterrent.at as usize && options.possible[at] && !truth.better(party, at, state);
    if movers.is_empty() || !ends { Err(format!("together they make {at}")) } else { Ok(()) }
}

#[test]
fn every_verdict_is_the_definition_s_and_every_witness_holds() {
    let mut tally = Tally::default();
    (0..2_400).for_each(|seed| check(seed, &mut tally));
    assert!(tally.stable > 50_000 && tally.unstable > 50_000 && tally.replayed > 10_000, "{tally:?}");
}

/// `cargo test --release -p kadesh --test oracle_conflict -- --ignored --nocapture a_long_run`
#[test]
#[ignore = "a long run: 100,000 random conflicts, minutes in release mode"]
fn a_long_run_over_a_hundred_thousand_conflicts() {
    let mut tally = Tally::default();
    (0..100_000).for_each(|seed| check(1_000_000 + seed, &mut tally));
    println!("100,000 conflicts: {tally:?}");
}

#[test]
fn legal_sequences_reach_what_the_fixed_point_has_by_shortest_paths() {
    for seed in 0..400 {
        let written = if seed % 2 == 0 { cube(seed, seed % 8 == 0) } else { graph(seed, seed % 4 == 1) };
        if written.size > 32 {
            continue;
        }
        let (truth, space) = (Conflict::of(&written), written.space());
        let arena = space.with(&written.preferences);
        let mut draw = Draw::new(!seed);
        let movers: Vec<usize> = (0..truth.parties()).filter(|_| draw.chance(2, 3)).collect();
        for (moves, kind) in KINDS {
            let reach = truth.reach(&movers, kind);
            for state in &truth.states {
                let found = numbers(arena.reach(&movers, moves, *state as State));
                assert_eq!(found, reach[*state], "seed {seed}, {kind:?} by {movers:?} from {state}");
                let lengths = truth.shortest(&movers, kind, *state);
                assert_eq!(lengths.keys().copied().collect::<Vec<_>>(), reach[*state], "seed {seed}");
                for goal in &truth.states {
                    let path = arena.legal_path(&movers, moves, *state as State, |to| to as usize == *goal);
                    let what = format!("seed {seed}, {kind:?} by {movers:?} from {state} to {goal}: {path:?}");
                    assert_eq!(path.as_ref().map(Vec::len), lengths.get(goal).copied(), "{what}");
                    let (mut at, mut last) = (*state, None);
                    for step in path.iter().flatten() {
                        let to = step.to as usize;
                        assert!(movers.contains(&step.by) && Some(step.by) != last, "{what}");
                        assert!(truth.steps(step.by, at, kind).contains(&to), "{what}");
                        (at, last) = (to, Some(step.by));
                    }
                    assert!(path.is_none() || at == *goal, "{what}");
                }
            }
        }
    }
}

#[test]
fn the_order_of_parties_options_and_states_permutes_the_answers() {
    for seed in 0..400 {
        let written = any(seed);
        let mut draw = Draw::new(!seed);
        let parties = draw.shuffled(written.parties());
        let (states, options) = match &written.form {
            Form::Options(options) => {
                let order = draw.shuffled(options.count);
                ((0..written.size).map(|state| turned(state, &order)).collect(), order)
            }
            Form::Listed(_) => (draw.shuffled(written.size), Vec::new()),
        };
        let other = written.with_parties(&parties).with_states(&|state| states[state], &options);
        let (here, there) = (written.space(), other.space());
        let (here_arena, there_arena) = (here.with(&written.preferences), there.with(&other.preferences));
        for definition in DEFINITIONS {
            for (party, place) in parties.iter().enumerate() {
                for state in here.states() {
                    let old = (definition.verdict)(&here_arena, party, state);
                    let new = (definition.verdict)(&there_arena, *place, states[state as usize] as State);
                    // Which of several answers is shown may differ; what kind of verdict it is may not.
                    assert_eq!(
                        std::mem::discriminant(&old),
                        std::mem::discriminant(&new),
                        "seed {seed}, {}, party {party}, state {state}: {old:?}, {new:?}",
                        definition.short
                    );
                }
            }
            let (Some(old_cube), Some(old_levels)) = (written.cube(), written.levels()) else { continue };
            let (new_cube, new_levels) = (other.cube().unwrap(), other.levels().unwrap());
            let old = Threshold::new(&old_cube, &old_levels).unwrap().stable(definition);
            let new = Threshold::new(&new_cube, &new_levels).unwrap().stable(definition);
            let (Some(old), Some(new)) = (old, new) else { continue };
            for (party, place) in parties.iter().enumerate() {
                let moved: States = old.by_party[party].ones().map(|state| states[state]).collect();
                let found: States = new.by_party[*place].ones().collect();
                assert_eq!(found, moved, "seed {seed}, {}, party {party}", definition.short);
            }
        }
    }
}

#[test]
fn one_move_of_foresight_is_nash() {
    for seed in 0..400 {
        let written = if seed % 2 == 0 { cube(seed, false) } else { graph(seed, false) };
        let truth = Conflict::of(&written);
        if truth.parties() != 2 {
            continue;
        }
        for party in 0..2 {
            assert_eq!(truth.limited(party, 1), truth.stable(Concept::Nash, party), "seed {seed}");
        }
    }
}

/// Two parties with strict preferences, by ranks or by pairs that need not be transitive.
fn two_strict(seed: u64) -> Option<Written> {
    let written = if seed.is_multiple_of(2) { cube(seed, false) } else { graph(seed, false) };
    let mut draw = Draw::new(seed);
    let by_pairs = draw.chance(1, 3);
    let states = written.space().states();
    let strict = |draw: &mut Draw| {
        let order = draw.shuffled(states.len());
        let mut levels = vec![0; written.size];
        states.iter().zip(&order).for_each(|(state, place)| levels[*state as usize] = *place as u32 + 1);
        if !by_pairs {
            return Preferences::Levels(levels);
        }
        let mut pairs = vec![Compared::Equal; written.size * written.size];
        for one in 0..written.size {
            for other in 0..one {
                let better = (levels[one] > levels[other]) != draw.chance(1, 12);
                let (there, back) =
                    if better { (Compared::Better, Compared::Worse) } else { (Compared::Worse, Compared::Better) };
                pairs[one * written.size + other] = there;
                pairs[other * written.size + one] = back;
            }
        }
        Preferences::Pairs(pairs)
    };
    let preferences = vec![strict(&mut draw), strict(&mut draw)];
    (written.parties() == 2).then(|| Written { preferences, ..written.clone() })
}

/// The parties that prefer one state to another, that to a third, and that to the first.
fn parties_with_circles(truth: &Conflict) -> Vec<usize> {
    let of = |party: &usize| {
        let better = |one: usize, other: usize| (truth.prefer)(*party, one, other).is_better();
        let triple =
            |one: usize, other: usize, third: usize| better(one, other) && better(other, third) && better(third, one);
        let all = &truth.states;
        all.iter().any(|one| all.iter().any(|other| all.iter().any(|third| triple(*one, *other, *third))))
    };
    (0..2).filter(of).collect()
}

#[test]
fn foresight_is_what_the_definition_says_at_every_horizon_and_refuses_circles() {
    let (mut compared, mut refused) = (0, 0);
    for written in (0..1_200).filter_map(two_strict) {
        let truth = Conflict::of(&written);
        let space = written.space();
        let circles = parties_with_circles(&truth);
        let found = match foresight(&space.with(&written.preferences)) {
            Ok(found) => found,
            Err(NoForesight::Circles(found)) => {
                refused += 1;
                assert_eq!(found.iter().map(|(party, _)| *party).collect::<Vec<_>>(), circles);
                for (party, [one, other, third]) in found {
                    for (better, worse) in [(one, other), (other, third), (third, one)] {
                        assert!((truth.prefer)(party, better as usize, worse as usize).is_better());
                    }
                }
                continue;
            }
            Err(other) => panic!("{other:?}"),
        };
        assert!(circles.is_empty());
        for (place, both) in found.horizons.iter().take(4).enumerate() {
            for (party, stable) in both.iter().enumerate() {
                assert_eq!(BTreeSet::from_iter(numbers(stable.clone())), truth.limited(party, place + 1));
                compared += 1;
            }
        }
    }
    assert!(compared > 500 && refused > 20, "{compared}, {refused}");
}

#[test]
fn a_coalition_of_one_is_a_party_but_for_class_improvements() {
    for seed in 0..400 {
        let truth = Conflict::of(&any(seed));
        for party in 0..truth.parties() {
            for concept in [Concept::Nash, Concept::Gmr, Concept::Smr] {
                let alone = truth.stable_for(concept, &[party]).unwrap();
                assert_eq!(alone, truth.stable(concept, party), "seed {seed}, {concept:?}, party {party}");
            }
            // Its opponents may act jointly, which only adds answers.
            let alone = truth.stable_for(Concept::Seq, &[party]).unwrap();
            assert!(truth.stable(Concept::Seq, party).is_subset(&alone), "seed {seed}, party {party}");
        }
    }
}

#[test]
fn where_every_preference_is_known_the_four_readings_are_one() {
    for seed in 0..400 {
        let truth = Conflict::of(&any(seed));
        let known = |i: usize| {
            let pairs = truth.states.iter().flat_map(|s| truth.states.iter().map(move |t| (*s, *t)));
            pairs.into_iter().all(|(s, t)| (truth.prefer)(i, s, t) != Compared::Unknown)
        };
        if !(0..truth.parties()).all(known) {
            continue;
        }
        for party in 0..truth.parties() {
            for concept in Concept::FOUR {
                for attitude in Attitude::ALL {
                    let read = truth.stable_unknown(concept, attitude, party).unwrap();
                    assert_eq!(read, truth.stable(concept, party), "seed {seed}, {concept:?}, {attitude:?}");
                }
            }
        }
    }
}

#[test]
fn a_bolder_reading_holds_in_fewer_states_and_a_more_cautious_one_in_more() {
    let mut differ = 0;
    for seed in 0..400 {
        let truth = Conflict::of(&any(seed));
        for party in 0..truth.parties() {
            for concept in Concept::FOUR {
                let [a, b, c, d] =
                    Attitude::ALL.map(|attitude| truth.stable_unknown(concept, attitude, party).unwrap());
                for (less, more) in [(&a, &b), (&a, &c), (&b, &d), (&c, &d)] {
                    assert!(less.is_subset(more), "seed {seed}, {concept:?}, party {party}");
                }
                differ += usize::from(a != b) + usize::from(a != c) + usize::from(b != d) + usize::from(c != d);
            }
        }
    }
    assert!(differ > 500, "{differ}");
}

#[test]
fn what_is_strongly_stable_is_stable_and_the_rest_weakly() {
    let (mut strongly, mut weakly) = (0, 0);
    for seed in 0..400 {
        let truth = Conflict::of(&any(seed));
        for party in 0..truth.parties() {
            let nash = truth.stable(Concept::Nash, party);
            for concept in [Concept::Gmr, Concept::Smr, Concept::Seq] {
                let general = truth.stable(concept, party);
                let strong = truth.strongly_stable(concept, party).unwrap();
                let weak = truth.weakly_stable(concept, party).unwrap();
                assert!(nash.is_subset(&strong) && strong.is_disjoint(&weak), "seed {seed}, {concept:?}");
                assert_eq!(&strong | &weak, general, "seed {seed}, {concept:?}, party {party}");
                strongly += strong.len() - nash.len();
                weakly += weak.len();
            }
        }
    }
    assert!(strongly > 300 && weakly > 300, "{strongly}, {weakly}");
}

#[test]
fn a_merged_mover_is_its_coalition_where_every_combination_is_possible() {
    let mut differ = 0;
    for seed in 0..400 {
        let truth = Conflict::of(&cube(seed, seed % 2 == 1));
        let mut draw = Draw::new(!seed);
        let coalition: Vec<usize> = (0..truth.parties()).filter(|_| draw.chance(1, 2)).collect();
        if coalition.is_empty() {
            continue;
        }
        let alone = truth.outside(&coalition).into_iter().map(|party| vec![party]);
        let blocks: Vec<Vec<usize>> = [coalition.clone()].into_iter().chain(alone).collect();
        let merged = truth.merged(&blocks).unwrap();
        for concept in [Concept::Nash, Concept::Gmr, Concept::Smr] {
            let same = merged.stable(concept, 0) == truth.stable_for(concept, &coalition).unwrap();
            assert!(same || truth.states.len() < truth.size, "seed {seed}, {concept:?}, {coalition:?}");
            differ += usize::from(!same);
        }
    }
    // With impossible combinations a joint step can go where no sequence does.
    assert!(differ > 0);
}

#[test]
fn matrices_say_the_same_in_option_form_and_with_the_diagonal_on_graphs() {
    for seed in 0..600 {
        let written = any(seed);
        if written.size > 32 {
            continue;
        }
        let truth = Conflict::of(&written);
        for party in 0..truth.parties() {
            for concept in Concept::FOUR {
                let stable = truth.stable(concept, party);
                let what = format!("seed {seed}, {concept:?}, party {party}");
                let with = truth.stable_by_matrices(concept, party, Diagonal::One).unwrap();
                assert_eq!(with, stable, "{what}");
                // The literature's matrices: fewer sanctions, so never more stable states; and no fewer in option form.
                let literal = truth.stable_by_matrices(concept, party, Diagonal::Zero).unwrap();
                assert!(literal.is_subset(&stable), "{what}");
                assert!(truth.options.is_none() || literal == stable, "{what}");
            }
        }
    }
}

/// Party 0 moves 0→1 and gains; party 1 can only move back, 1→0. Being put back to where it began is no gain, so by the
/// definition 0 is GMR-stable (`0 <= 0`). The literature's matrix has a zero at (0, 0), so there it is not.
#[test]
fn the_diagonal_pitfall_a_path_back_to_the_start_is_a_sanction_by_sets_and_none_by_matrices() {
    let written = Written {
        form: Form::Listed(vec![(0, 0, 1), (1, 1, 0)]),
        size: 2,
        preferences: vec![Preferences::Levels(vec![1, 2]), Preferences::Levels(vec![2, 1])],
    };
    let truth = Conflict::of(&written);
    let space = written.space();
    let arena = space.with(&written.preferences);
    for definition in DEFINITIONS.iter().filter(|definition| Concept::FOUR.contains(&concept(definition))) {
        let concept = concept(definition);
        let stable = (definition.verdict)(&arena, 0, 0).is_stable();
        assert_eq!(stable, truth.holds(concept, 0, 0), "{concept:?}");
        let literal = truth.stable_by_matrices(concept, 0, Diagonal::Zero).unwrap().contains(&0);
        // After being put back it can go to 1 once more, so SMR is not met either way.
        let expected = match concept {
            Concept::Gmr | Concept::Seq => (true, false),
            Concept::Nash | Concept::Smr | Concept::Sseq | Concept::Sim => (false, false),
        };
        assert_eq!((stable, literal), expected, "{concept:?}");
    }
}

/// Two opponents who take turns: 1→2 by party 1, 2→3 by party 2, 3→4 by party 1 again. Nobody moves twice running, and only
/// the third move hurts party 0.
#[test]
fn an_opponent_may_move_again_later_but_not_twice_running() {
    let levels = vec![
        Preferences::Levels(vec![2, 3, 3, 3, 1]),
        Preferences::Levels(vec![1; 5]),
        Preferences::Levels(vec![1; 5]),
    ];
    let turns = |last_by: usize| Written {
        form: Form::Listed(vec![(0, 0, 1), (1, 1, 2), (2, 2, 3), (last_by, 3, 4)]),
        size: 5,
        preferences: levels.clone(),
    };
    for (last_by, stable) in [(1, true), (2, false)] {
        let written = turns(last_by);
        let truth = Conflict::of(&written);
        let space = written.space();
        let arena = space.with(&written.preferences);
        for definition in DEFINITIONS.iter().filter(|definition| ["GMR", "SMR"].contains(&definition.short)) {
            assert_eq!((definition.verdict)(&arena, 0, 0).is_stable(), stable, "{}", definition.short);
            assert_eq!(truth.holds(concept(definition), 0, 0), stable, "{}", definition.short);
        }
    }
}

/// A move may pass over combinations that are not possible: both options at once, where one alone cannot be.
#[test]
fn a_move_passes_over_what_is_not_possible() {
    let options = Options {
        count: 2,
        owned: vec![0b11, 0],
        once_taken: 0,
        once_dropped: 0,
        possible: vec![true, false, false, true],
    };
    let preferences = vec![Preferences::Levels(vec![1, 0, 0, 2]), Preferences::Levels(vec![1, 0, 0, 1])];
    let written = Written { form: Form::Options(options), size: 4, preferences };
    let truth = Conflict::of(&written);
    assert_eq!(truth.moves[0][0], [3]);
    assert_eq!(truth.stable(Concept::Gmr, 0), BTreeSet::from([3]));
}

/// Two parties with one option each; only "neither" and "both" are possible. Together they can step there, one after the other
/// they cannot.
#[test]
fn a_joint_step_can_go_where_no_legal_sequence_does() {
    let options = Options {
        count: 2,
        owned: vec![0b01, 0b10],
        once_taken: 0,
        once_dropped: 0,
        possible: vec![true, false, false, true],
    };
    let levels = Preferences::Levels(vec![1, 0, 0, 2]);
    let truth = Conflict::of(&Written { form: Form::Options(options), size: 4, preferences: vec![levels; 2] });
    let both = [0, 1];
    assert_eq!(truth.stable_for(Concept::Nash, &both).unwrap(), BTreeSet::from([0, 3]));
    assert_eq!(truth.merged(&[both.to_vec()]).unwrap().stable(Concept::Nash, 0), BTreeSet::from([3]));
}
