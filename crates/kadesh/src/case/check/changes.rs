//! Changes to a case, as a what-if, a hypothesis, a framing or a rejected assumption writes them: `lever.us-help = 0.5`.

use super::super::links::NameKind;
use super::super::written::{Amount, At, Named, Setting};
use super::Checker;
use super::conflict::{OPTION_WEIGHT, PRIORITY};
use super::names::Names;
use super::quantities::within;
use super::values::WEIGHT;
use crate::diagnostic::{Diagnostic, nearest};
use crate::model::{
    BodyId, Case, Change, ConditionId, Evidence, Explanation, Hypothesis, IssueId, LeverId, OptionId, Order, PartyId,
    Quantity, Stance, Truth,
};

const FORMS: &str = "lever.ID, stance.BODY.PARTY, condition.ID, seat.PARTY, weight.PARTY.ISSUE, \
                     value.PARTY.ISSUE.OPTION, walk-away.PARTY, red-line.PARTY.ISSUE.OPTION, loss-aversion, \
                     option-weight.PARTY.OPTION, priority.PARTY.N, bonus.N, signatories";

/// Why a key and a value make no change, with a hint.
type Why = (String, Option<String>);

/// Reads one change against a checked case: `("lever.us-help", "0.5")`.
pub fn change(case: &Case, key: &str, value: &str) -> Result<Change, Diagnostic> {
    let setting = match value {
        "true" => Setting::Flag(true),
        "false" => Setting::Flag(false),
        text => Setting::Amount(Amount::Text(text.to_owned())),
    };
    parse(case, key, &setting).map_err(|(message, hint)| {
        let mut fault = Diagnostic::fault("bad-change", message);
        fault.hint = hint;
        fault
    })
}

impl Checker<'_> {
    pub(super) fn changes(&mut self, written: &Named<At<Setting>>) -> Vec<Change> {
        let mut flat = Vec::new();
        flatten(&[], written, &mut flat);
        let mut changes = Vec::new();
        for (keys, setting) in flat {
            let Some(last) = keys.last() else { continue };
            let parts: Vec<&str> = keys.iter().map(|key| key.value.as_str()).collect();
            let key = last.with(parts.join("."));
            match parse(&self.case, &key.value, &setting.value) {
                Ok(change) => {
                    self.link_path(&keys);
                    if let (Change::Signatories(_), Setting::Amount(Amount::Text(text))) = (&change, &setting.value) {
                        self.link_words(&setting.with(text.clone()), NameKind::Party);
                    }
                    let party = party_of(&change).map(|party| (Names::party(&self.names).0, party.0));
                    self.used.extend(party);
                    changes.push(change);
                }
                Err((message, hint)) => {
                    let mut fault = Diagnostic::fault("bad-change", message).at(key.span(), "this change");
                    fault.hint = hint;
                    self.fault_with(fault);
                }
            }
        }
        changes
    }

    pub(super) fn hypotheses(&mut self) {
        let file = self.file;
        for (id, hypothesis) in &file.hypothesis {
            let name = hypothesis.name.clone().unwrap_or_else(|| id.value.clone());
            let path = format!("hypothesis.{}", id.value);
            let because = hypothesis.because.as_ref();
            let basis = self.needed_basis(id, &path, &format!("the lens {name}"), &hypothesis.rests_on, because);
            let sets = self.changes(&hypothesis.sets);
            self.case.hypotheses.push(Hypothesis { id: id.value.clone(), name, sets, basis });
        }
    }

    pub(super) fn explanations(&mut self) {
        let file = self.file;
        for (index, explanation) in file.explanation.iter().enumerate() {
            let path = format!("explanation.{}", index + 1);
            let basis = self.basis(&path, &explanation.text, &explanation.rests_on, explanation.because.as_ref());
            let mut evidence = Vec::new();
            for (statement, fit) in &explanation.evidence {
                evidence.extend(self.statement_id(statement).map(|statement| Evidence { statement, fit: *fit }));
            }
            let (question, text) = (explanation.question.clone(), explanation.text.clone());
            self.case.explanations.push(Explanation { question, text, evidence, basis });
        }
    }

    pub(super) fn rejections(&mut self) {
        let file = self.file;
        for (index, (_, assumption)) in file.assumption.iter().enumerate() {
            let changes = self.changes(&assumption.if_rejected);
            self.case.assumptions[index].if_rejected = changes;
        }
    }
}

/// The party that a change is about.
fn party_of(change: &Change) -> Option<PartyId> {
    match change {
        Change::Stance(_, party, _)
        | Change::Seat(party, _)
        | Change::Weight(party, ..)
        | Change::Value(party, ..)
        | Change::WalkAway(party, _)
        | Change::RedLine(party, ..)
        | Change::OptionWeight(party, ..)
        | Change::Priority(party, ..) => Some(*party),
        Change::Lever(..)
        | Change::Condition(..)
        | Change::LossAversion(_)
        | Change::Bonus(..)
        | Change::Signatories(_) => None,
    }
}

/// A value with the keys that lead to it.
type Flat<'a> = (Vec<At<String>>, &'a At<Setting>);

/// Dotted keys make nested tables: each value with all its keys.
fn flatten<'a>(above: &[At<String>], written: &'a Named<At<Setting>>, out: &mut Vec<Flat<'a>>) {
    for (key, setting) in written {
        let keys = [above, std::slice::from_ref(key)].concat();
        match &setting.value {
            Setting::Table(inner) => flatten(&keys, inner, out),
            Setting::Amount(_) | Setting::Flag(_) => out.push((keys, setting)),
        }
    }
}

fn parse(case: &Case, key: &str, setting: &Setting) -> Result<Change, Why> {
    let parts: Vec<&str> = key.split('.').collect();
    match parts.as_slice() {
        ["lever", id] => {
            let lever = LeverId(place("a lever", id, case.levers.iter().map(|lever| lever.id.as_str()))?);
            let range = case.lever(lever).range;
            Ok(Change::Lever(lever, quantity(setting, "a lever's setting", range)?))
        }
        ["stance", body, member] => {
            let body = BodyId(place("a body", body, case.bodies.iter().map(|body| body.id.as_str()))?);
            let member = party(case, member)?;
            if !case.body(body).members.iter().any(|known| known.party == member) {
                let names = (case.party(member).id.as_str(), case.body(body).id.as_str());
                return Err((format!("`{}` is not a member of `{}`", names.0, names.1), None));
            }
            Ok(Change::Stance(body, member, stance(setting)?))
        }
        ["condition", id] => {
            let ids = case.conditions.iter().map(|condition| condition.id.as_str());
            Ok(Change::Condition(ConditionId(place("a condition", id, ids)?), truth(setting)?))
        }
        ["seat", id] => Ok(Change::Seat(party(case, id)?, flag(setting)?)),
        ["weight", of, on] => {
            let (of, on) = (party(case, of)?, issue(case, on)?);
            if case.party(of).points.is_some() {
                let id = &case.party(of).id;
                let hint = format!("change what an option is worth: `value.{id}.{}.OPTION`", case.issue(on).id);
                return Err((format!("the stakes of `{id}` are in points, which hold the weight"), Some(hint)));
            }
            Ok(Change::Weight(of, on, quantity(setting, "a weight", WEIGHT)?))
        }
        ["value", of, on, option] => {
            let (of, on) = (party(case, of)?, issue(case, on)?);
            let (what, bounds) = worth(case, of, "a value");
            Ok(Change::Value(of, on, option_of(case, on, option)?, quantity(setting, &what, bounds)?))
        }
        ["walk-away", id] => {
            let of = party(case, id)?;
            let (what, bounds) = worth(case, of, "a walk-away");
            Ok(Change::WalkAway(of, quantity(setting, &what, bounds)?))
        }
        ["red-line", of, on, option] => {
            let (of, on) = (party(case, of)?, issue(case, on)?);
            Ok(Change::RedLine(of, on, option_of(case, on, option)?, flag(setting)?))
        }
        ["loss-aversion"] => Ok(Change::LossAversion(quantity(setting, "loss aversion", (1.0, f64::INFINITY))?)),
        ["option-weight", of, option] => {
            let (of, ids) = (party(case, of)?, case.conflict.options.iter().map(|option| option.id.as_str()));
            let option = OptionId(place("an option of the conflict", option, ids)?);
            match case.conflict.preference(of).map(|preference| &preference.order) {
                Some(Order::Worth { .. }) => {
                    Ok(Change::OptionWeight(of, option, quantity(setting, "a weight", OPTION_WEIGHT)?))
                }
                order @ (None | Some(Order::Ranking(_) | Order::Statements(_))) => {
                    Err(other_order(case, of, "weights", order))
                }
            }
        }
        ["priority", of, number] => {
            let of = party(case, of)?;
            match case.conflict.preference(of).map(|preference| &preference.order) {
                Some(Order::Statements(wishes)) => {
                    let place = statement_place(case, of, number, wishes.len())?;
                    Ok(Change::Priority(of, place, quantity(setting, "a priority", PRIORITY)?))
                }
                order @ (None | Some(Order::Ranking(_) | Order::Worth { .. })) => {
                    Err(other_order(case, of, "statements", order))
                }
            }
        }
        ["bonus", number] => {
            let known = case.bonuses.len();
            let place = number.parse::<usize>().ok().filter(|number| (1..=known).contains(number));
            let why = || (format!("there is no bonus `{number}`"), Some(format!("there are {known}, counted from 1")));
            let place = place.ok_or_else(why)? - 1;
            let most = case.party(case.bonuses[place].party).points.unwrap_or(1.0);
            Ok(Change::Bonus(place, quantity(setting, "what options are worth together", (-most, most))?))
        }
        ["signatories"] => signatories(case, setting).map(Change::Signatories),
        _ => Err((format!("`{key}` is nothing that can be changed"), Some(format!("write one of {FORMS}")))),
    }
}

/// Parties with stakes, each once, as a list of ids.
fn signatories(case: &Case, setting: &Setting) -> Result<Vec<PartyId>, Why> {
    let Setting::Amount(Amount::Text(text)) = setting else {
        return Err(("signatories are a list of parties".to_owned(), Some("write \"NORTH, SOUTH\"".to_owned())));
    };
    let ids = text.split(',').map(str::trim);
    let parties = ids.map(|id| party(case, id)).collect::<Result<Vec<PartyId>, Why>>()?;
    for (place, own) in parties.iter().enumerate() {
        let id = &case.party(*own).id;
        if parties[..place].contains(own) {
            return Err((format!("`{id}` is named twice"), None));
        }
        if !case.stakes.iter().any(|stake| stake.party == *own) {
            let hint = format!("add `[stake.{id}.ISSUE]`, or leave it out of the signatories");
            return Err((format!("`{id}` must accept a deal, and has no stake in it"), Some(hint)));
        }
    }
    Ok(parties)
}

/// The place of a statement that users count from one.
fn statement_place(case: &Case, of: PartyId, number: &str, known: usize) -> Result<usize, Why> {
    let id = &case.party(of).id;
    let found = number.parse::<usize>().ok().filter(|number| (1..=known).contains(number));
    let why =
        || (format!("`{id}` has no statement `{number}`"), Some(format!("its statements count from 1 to {known}")));
    found.map(|number| number - 1).ok_or_else(why)
}

/// Why a preference cannot be changed in this way.
fn other_order(case: &Case, of: PartyId, wanted: &str, order: Option<&Order>) -> Why {
    let id = &case.party(of).id;
    let has = match order {
        None => format!("`{id}` has no preference in the conflict"),
        Some(Order::Ranking(_)) => format!("the preference of `{id}` is a ranking and has no {wanted}"),
        Some(Order::Statements(_)) => format!("the preference of `{id}` is made of statements and has no {wanted}"),
        Some(Order::Worth { .. }) => format!("the preference of `{id}` is made of weights and has no {wanted}"),
    };
    (has, Some(format!("give `preference.{id}` {wanted}")))
}

fn place<'a>(kind: &str, id: &str, known: impl Iterator<Item = &'a str>) -> Result<usize, Why> {
    let known: Vec<&str> = known.collect();
    known.iter().position(|name| *name == id).ok_or_else(|| {
        let hint = nearest(id, known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
        let all = (!known.is_empty()).then(|| format!("known: {}", known.join(", ")));
        (format!("`{id}` is not {kind}"), hint.or(all))
    })
}

fn party(case: &Case, id: &str) -> Result<PartyId, Why> {
    place("a party", id, case.parties.iter().map(|party| party.id.as_str())).map(PartyId)
}

fn issue(case: &Case, id: &str) -> Result<IssueId, Why> {
    place("an issue", id, case.issues.iter().map(|issue| issue.id.as_str())).map(IssueId)
}

fn option_of(case: &Case, on: IssueId, id: &str) -> Result<usize, Why> {
    let issue = case.issue(on);
    place(&format!("an option of `{}`", issue.id), id, issue.options.iter().map(|option| option.id.as_str()))
}

/// A worth in words, with its bounds: from 0 to 1, or to all of the party's points.
fn worth(case: &Case, of: PartyId, what: &str) -> (String, (f64, f64)) {
    match case.party(of).points {
        Some(total) => (format!("{what} in points"), (0.0, total)),
        None => (what.to_owned(), (0.0, 1.0)),
    }
}

fn quantity(setting: &Setting, what: &str, bounds: (f64, f64)) -> Result<Quantity, Why> {
    match setting {
        Setting::Amount(amount) => within(amount, what, bounds),
        Setting::Flag(_) | Setting::Table(_) => Err((format!("{what} is a number or a range"), None)),
    }
}

fn flag(setting: &Setting) -> Result<bool, Why> {
    match setting {
        Setting::Flag(flag) => Ok(*flag),
        Setting::Amount(_) | Setting::Table(_) => Err(("this is either true or false".to_owned(), None)),
    }
}

fn truth(setting: &Setting) -> Result<Truth, Why> {
    match setting {
        Setting::Flag(true) => Ok(Truth::True),
        Setting::Flag(false) => Ok(Truth::False),
        Setting::Amount(Amount::Text(text)) => match text.as_str() {
            "true" => Ok(Truth::True),
            "false" => Ok(Truth::False),
            "unknown" => Ok(Truth::Unknown),
            _ => Err((format!("`{text}` is not `true`, `false` or `unknown`"), None)),
        },
        Setting::Amount(Amount::Number(_)) | Setting::Table(_) => {
            Err(("this is `true`, `false` or `unknown`".to_owned(), None))
        }
    }
}

fn stance(setting: &Setting) -> Result<Stance, Why> {
    let text = match setting {
        Setting::Amount(Amount::Text(text)) => text.as_str(),
        Setting::Amount(Amount::Number(_)) | Setting::Flag(_) | Setting::Table(_) => "",
    };
    Stance::WORDS.iter().find(|(word, _)| *word == text).map(|(_, stance)| *stance).ok_or_else(|| {
        let all: Vec<&str> = Stance::WORDS.iter().map(|(word, _)| *word).collect();
        (format!("`{text}` is not a stance"), Some(format!("known: {}", all.join(", "))))
    })
}
