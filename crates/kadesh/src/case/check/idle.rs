//! Entries that are legal and can change nothing, or look like a slip of the pen: worth a warning, since an answer would not tell.

use super::super::file::{CaseFile, PartyFile};
use super::super::links::NameKind;
use super::super::written::At;
use super::Used;
use crate::diagnostic::{Diagnostic, Span};
use crate::model::{Case, LeverId, When};

/// A weight so many times as great as all others is worth a look.
const OUT_OF_LINE: f64 = 10.0;

/// Fewer other weights than this do not tell what is usual.
const FEWEST_OTHERS: usize = 3;

/// A date so many years after all else is worth a look.
const FAR_AHEAD: i16 = 50;

/// Adds the warnings of a case without faults. `used` holds the names that some entry refers to.
pub(super) fn find(file: &CaseFile, case: &Case, used: &Used, out: &mut Vec<Diagnostic>) {
    out.extend(levers(file, case));
    out.extend(parties(file, used));
    out.extend(weights(file, case));
    out.extend(hypotheses(file, case));
    out.extend(gates(file, case));
    out.extend(dates(file, case));
}

fn warning(code: &'static str, message: String, place: Span, label: &str, hint: &str) -> Diagnostic {
    Diagnostic::warning(code, message).at(place, label).hint(hint)
}

fn levers<'c>(file: &'c CaseFile, case: &'c Case) -> impl Iterator<Item = Diagnostic> + 'c {
    let moves = |lever: LeverId| {
        case.walk_aways.iter().any(|walk_away| walk_away.from.iter().any(|(other, _)| *other == lever))
            || case.levers.iter().any(|other| other.depends_on.iter().any(|(needed, _)| *needed == lever))
    };
    let idle = file.lever.iter().enumerate().filter(move |(place, _)| !moves(LeverId(*place)));
    idle.map(|(_, (id, _))| {
        let message = format!("no walk-away and no other lever depends on `{}`", id.value);
        let hint = format!("`[walk_away.PARTY] from.{} = \"low..high\"` says what it adds for whom", id.value);
        warning("idle-lever", message, id.span(), "moving it changes no walk-away", &hint)
    })
}

fn parties<'c>(file: &'c CaseFile, used: &'c Used) -> impl Iterator<Item = Diagnostic> + 'c {
    let alone = |(place, (_, party)): &(usize, &(At<String>, PartyFile))| {
        !used.contains(&(NameKind::Party, *place)) && party.part_of.0.is_empty() && party.proxy_of.is_none()
    };
    let unused = file.party.iter().enumerate().filter(alone);
    unused.map(|(_, (id, _))| {
        let message = format!("nothing else in the case mentions `{}`", id.value);
        warning(
            "idle-party",
            message,
            id.span(),
            "no statement, no seat, no stake, no option",
            "leave it out, or say what it has to do with it",
        )
    })
}

/// A weight of nought beside values, and one that is out of line with all others.
fn weights(file: &CaseFile, case: &Case) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    let known: Vec<f64> = case.stakes.iter().filter_map(|stake| Some(stake.weight?.high())).collect();
    for (party, issues) in &file.stake {
        for (issue, stake) in issues {
            let Some(weight) = &stake.weight else { continue };
            let own = case
                .stakes
                .iter()
                .find(|one| case.party(one.party).id == party.value && case.issue(one.issue).id == issue.value);
            let Some(quantity) = own.and_then(|own| own.weight) else { continue };
            if quantity.high() == 0.0 && stake.values.iter().next().is_some() {
                let message = format!("the weight of `{}` to `{}` is 0", issue.value, party.value);
                let hint = "an issue that does not matter needs no values; one that does has a weight above 0";
                warnings.push(warning(
                    "weight-nought",
                    message,
                    weight.span(),
                    "so the values count for nothing",
                    hint,
                ));
            }
            // What is the greatest itself is compared with the others.
            let others: Vec<f64> = known.iter().copied().filter(|other| *other < quantity.high()).collect();
            let greatest = others.iter().copied().fold(0.0, f64::max);
            let alone = others.len() + 1 == known.len() && others.len() >= FEWEST_OTHERS;
            if alone && greatest > 0.0 && quantity.low() > OUT_OF_LINE * greatest {
                let message = format!("a weight of {quantity}, where all others are at most {greatest}");
                let hint = "weights are compared within a party only; if it is meant as it stands, all is well";
                warnings.push(warning("weight-out-of-line", message, weight.span(), "meant as it stands?", hint));
            }
        }
    }
    warnings
}

/// Hypotheses that set what already holds.
fn hypotheses(file: &CaseFile, case: &Case) -> Vec<Diagnostic> {
    if case.hypotheses.is_empty() {
        return Vec::new();
    }
    // The texts are long and no change touches them.
    let mut bare = case.clone();
    bare.sources.clear();
    let as_it_is = format!("{bare:?}");
    let same = |place: &usize| format!("{:?}", bare.with(&case.hypotheses[*place].sets)) == as_it_is;
    let ids: Vec<&At<String>> = file.hypothesis.iter().map(|(id, _)| id).collect();
    let idle = (0..ids.len()).filter(same).map(|place| {
        let message = format!("the hypothesis `{}` sets nothing that does not hold already", ids[place].value);
        warning("idle-hypothesis", message, ids[place].span(), "changes nothing", "set something else, or leave it out")
    });
    idle.collect()
}

fn gates<'c>(file: &'c CaseFile, case: &'c Case) -> impl Iterator<Item = Diagnostic> + 'c {
    let shut = file.gate.iter().zip(&case.gates).filter(|(_, gate)| gate.opens.is_empty());
    shut.map(|((id, _), _)| {
        let message = format!("the gate `{}` opens no option", id.value);
        warning("idle-gate", message, id.span(), "nothing stands behind it", "name the options that need it: `opens`")
    })
}

/// Dates that lie far after everything else: a slip of the pen.
fn dates(file: &CaseFile, case: &Case) -> Vec<Diagnostic> {
    let Some(now) = case.as_of.as_ref().and_then(|when| when.latest) else { return Vec::new() };
    let sources = file.source.iter().filter_map(|(_, source)| source.published.as_ref());
    let statements = file.statement.iter().filter_map(|statement| statement.at.as_ref());
    let acts = file.act.iter().filter_map(|act| act.at.as_ref());
    let rooms = file.room.iter().flat_map(|(_, room)| room.opened.iter().chain(&room.closed));
    let far = |text: &&At<String>| {
        let begins = When::parse(&text.value).ok().and_then(|when| when.earliest);
        begins.is_some_and(|begins| begins.year() > now.year().saturating_add(FAR_AHEAD))
    };
    let all = sources.chain(statements).chain(acts).chain(rooms).filter(far);
    all.map(|text| {
        let message = format!("`{}` lies more than {FAR_AHEAD} years after `as_of`", text.value);
        warning("date-out-of-line", message, text.span(), "meant as it stands?", "mend the year, or `as_of`")
    })
    .collect()
}
