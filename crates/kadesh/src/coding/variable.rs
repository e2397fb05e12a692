//! What readers of a source decide on, one cell at a time: speaker, kind, option taken, what an option is worth, a seat.
//!
//! A cell is named by ids, so that it means the same in two cases that are [aligned](super::align). Its path is its address in
//! a merged case: `value.southland.fees.halved`.

use std::collections::BTreeSet;

use serde::Serialize;

use super::alpha::Metric;
use crate::model::{
    BodyId, Case, Choice, IssueId, Kind, LeverId, Party, PartyId, Quantity, RoomId, Stake, Stance, StanceOn, Statement,
    Truth, Voice,
};
use crate::num;

/// What is coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Variable {
    /// Who says it. Of a statement.
    Speaker,
    /// The party it is said for. Of a statement.
    SpokenFor,
    /// Quoted, told, or the reporter's own. Of a statement.
    Kind,
    /// The options that it is compatible with. Of a statement and an issue.
    OptionTaken,
    /// Where an option stands among the options of its issue for a party. Of a party, an issue and an option.
    StakeRank,
    /// What it is worth. Of the same.
    Value,
    /// The issue's share of all weights of the party. Of a party and an issue.
    Weight,
    /// Whether the party rejects it whatever the rest. Of a party, an issue and an option.
    RedLine,
    /// Whether a party makes another's seat a condition. Of the two.
    NeedsSeat,
    /// Where a party sits. Of a room and a party.
    Seat,
    /// What no deal is worth with every lever at nought. Of a party.
    WalkAway,
    /// What a lever adds to that. Of a party and a lever.
    Effect,
    /// Where a lever stands. Of a lever.
    Lever,
    /// Whether a condition holds. Of a condition.
    Condition,
    /// How a member of a body stands. Of a body, a party, an issue and an option.
    Stance,
}

/// One cell: a variable, and the ids of what it is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Cell {
    /// What is coded.
    pub variable: Variable,
    /// Of what, by ids.
    pub of: Vec<String>,
}

/// What one case has in a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Coded {
    /// Equal for equal codings.
    pub key: String,
    /// As a number, where the variable has numbers.
    pub number: Option<f64>,
    /// In words.
    pub words: String,
}

impl Variable {
    /// All of them, in the order shown.
    pub const ALL: [Variable; 15] = [
        Variable::Speaker,
        Variable::SpokenFor,
        Variable::Kind,
        Variable::OptionTaken,
        Variable::StakeRank,
        Variable::Value,
        Variable::Weight,
        Variable::RedLine,
        Variable::NeedsSeat,
        Variable::Seat,
        Variable::WalkAway,
        Variable::Effect,
        Variable::Lever,
        Variable::Condition,
        Variable::Stance,
    ];

    /// The word for it in paths, as in the keys of `what-if` where there is one.
    pub fn id(self) -> &'static str {
        match self {
            Variable::Speaker => "speaker",
            Variable::SpokenFor => "spoken-for",
            Variable::Kind => "kind",
            Variable::OptionTaken => "takes",
            Variable::StakeRank => "rank",
            Variable::Value => "value",
            Variable::Weight => "weight",
            Variable::RedLine => "red-line",
            Variable::NeedsSeat => "needs-seat",
            Variable::Seat => "room",
            Variable::WalkAway => "walk-away",
            Variable::Effect => "effect",
            Variable::Lever => "lever",
            Variable::Condition => "condition",
            Variable::Stance => "stance",
        }
    }

    /// The variable in a table.
    pub fn title(self) -> &'static str {
        match self {
            Variable::Speaker => "speaker",
            Variable::SpokenFor => "party spoken for",
            Variable::Kind => "quoted, told or reported",
            Variable::OptionTaken => "option taken",
            Variable::StakeRank => "rank of an option",
            Variable::Value => "worth of an option",
            Variable::Weight => "weight of an issue",
            Variable::RedLine => "red line",
            Variable::NeedsSeat => "seat made a condition",
            Variable::Seat => "seat",
            Variable::WalkAway => "walk-away",
            Variable::Effect => "effect of a lever",
            Variable::Lever => "setting of a lever",
            Variable::Condition => "condition",
            Variable::Stance => "stance in a body",
        }
    }

    /// How two codings of it differ.
    pub fn metric(self) -> Metric {
        match self {
            Variable::StakeRank => Metric::Ordinal,
            Variable::Value | Variable::Weight | Variable::WalkAway | Variable::Effect | Variable::Lever => {
                Metric::Interval
            }
            Variable::Speaker
            | Variable::SpokenFor
            | Variable::Kind
            | Variable::OptionTaken
            | Variable::RedLine
            | Variable::NeedsSeat
            | Variable::Seat
            | Variable::Condition
            | Variable::Stance => Metric::Nominal,
        }
    }

    /// Whether it follows from another variable, so that it has no cell of its own to settle.
    pub fn follows(self) -> bool {
        self == Variable::StakeRank
    }

    /// Its cells of which both cases have what the cell is about, in the order of the first. O(cells × entries).
    pub fn cells(self, ours: &Case, theirs: &Case) -> Vec<Cell> {
        let both = Both { ours, theirs };
        let of: Vec<Vec<String>> = match self {
            Variable::Speaker | Variable::SpokenFor | Variable::Kind => {
                both.statements().into_iter().map(|statement| vec![statement]).collect()
            }
            Variable::OptionTaken => pairs(&both.statements(), &both.issues()),
            Variable::StakeRank | Variable::Value | Variable::RedLine => with_options(&both, both.holders()),
            Variable::Weight => pairs(&both.holders(), &both.issues()),
            Variable::NeedsSeat => pairs(&both.holders(), &both.parties()),
            Variable::Seat => pairs(&both.rooms(), &both.parties()),
            Variable::WalkAway => both.holders().into_iter().map(|party| vec![party]).collect(),
            Variable::Effect => pairs(&both.holders(), &both.levers()),
            Variable::Lever => both.levers().into_iter().map(|lever| vec![lever]).collect(),
            Variable::Condition => both.conditions().into_iter().map(|condition| vec![condition]).collect(),
            Variable::Stance => stances(&both),
        };
        of.into_iter().map(|of| Cell { variable: self, of }).collect()
    }
}

impl Cell {
    /// Its path: `value.southland.fees.halved`.
    pub fn path(&self) -> String {
        format!("{}.{}", self.variable.id(), self.of.join("."))
    }

    /// What a case has there. None: it leaves it blank.
    pub fn coded(&self, case: &Case) -> Option<Coded> {
        let of: Vec<&str> = self.of.iter().map(String::as_str).collect();
        match (self.variable, of.as_slice()) {
            (Variable::Speaker, [id]) => Some(speaker(case, statement(case, id)?)),
            (Variable::SpokenFor, [id]) => Some(spoken_for(case, statement(case, id)?)),
            (Variable::Kind, [id]) => Some(word(kind_word(statement(case, id)?.kind))),
            (Variable::OptionTaken, [id, on]) => taken(case, statement(case, id)?, issue(case, on)?),
            (Variable::StakeRank, [who, on, option]) => rank(case, stake(case, who, on)?, option),
            (Variable::Value, [who, on, option]) => {
                let stake = stake(case, who, on)?;
                let value = stake.values.get(place(case, stake.issue, option)?).copied().flatten()?;
                Some(worth(case, stake.party, value))
            }
            (Variable::Weight, [who, on]) => weight(case, stake(case, who, on)?),
            (Variable::RedLine, [who, on, option]) => {
                let stake = stake(case, who, on)?;
                let drawn = stake.red_line.contains(&place(case, stake.issue, option)?);
                Some(word(if drawn { "a red line" } else { "no red line" }))
            }
            (Variable::NeedsSeat, [who, whose]) => {
                let (who, whose) = (party(case, who)?, party(case, whose)?);
                let asked = case.red_lines.iter().any(|line| line.party == who && line.needs_seat == whose);
                Some(word(if asked { "a condition" } else { "no condition" }))
            }
            (Variable::Seat, [at, who]) => Some(word(seat(case, room(case, at)?, party(case, who)?))),
            (Variable::WalkAway, [who]) => {
                let walk_away = case.walk_away(party(case, who)?)?;
                match &walk_away.package {
                    Some(package) => Some(word(&case.package_text(package))),
                    None => walk_away.base.map(|base| worth(case, walk_away.party, base)),
                }
            }
            (Variable::Effect, [who, of]) => {
                let lever = lever(case, of)?;
                let own = case.walk_away(party(case, who)?)?.from.iter().find(|(one, _)| *one == lever);
                Some(own.map_or_else(|| quantity(Quantity::Point(0.0)), |(_, effect)| quantity(*effect)))
            }
            (Variable::Lever, [id]) => case.lever(lever(case, id)?).now.map(quantity),
            (Variable::Condition, [id]) => {
                let condition = case.conditions.iter().find(|one| one.id == *id)?;
                Some(word(truth_word(condition.holds)))
            }
            (Variable::Stance, [of, who, on, option]) => stance(case, of, who, on, option),
            _ => None,
        }
    }
}

/// The ids that two cases share, in the order of the first.
struct Both<'a> {
    ours: &'a Case,
    theirs: &'a Case,
}

impl Both<'_> {
    fn shared(&self, ids: impl Fn(&Case) -> Vec<String>) -> Vec<String> {
        let others: BTreeSet<String> = ids(self.theirs).into_iter().collect();
        ids(self.ours).into_iter().filter(|id| others.contains(id)).collect()
    }

    fn statements(&self) -> Vec<String> {
        self.shared(|case| case.statements_on_record().map(|id| case.statement(id).id.clone()).collect())
    }

    fn issues(&self) -> Vec<String> {
        self.shared(|case| case.issues.iter().map(|issue| issue.id.clone()).collect())
    }

    fn parties(&self) -> Vec<String> {
        self.shared(|case| case.main_parties().map(|id| case.party(id).id.clone()).collect())
    }

    /// The parties with stakes on both sides.
    fn holders(&self) -> Vec<String> {
        self.shared(|case| case.stakeholders().iter().map(|id| case.party(*id).id.clone()).collect())
    }

    fn rooms(&self) -> Vec<String> {
        self.shared(|case| case.rooms.iter().map(|room| room.id.clone()).collect())
    }

    fn levers(&self) -> Vec<String> {
        self.shared(|case| case.levers.iter().map(|lever| lever.id.clone()).collect())
    }

    fn conditions(&self) -> Vec<String> {
        self.shared(|case| case.conditions.iter().map(|condition| condition.id.clone()).collect())
    }
}

fn pairs(ones: &[String], others: &[String]) -> Vec<Vec<String>> {
    ones.iter().flat_map(|one| others.iter().map(move |other| vec![one.clone(), other.clone()])).collect()
}

/// Every party with every option of every issue.
fn with_options(both: &Both, parties: Vec<String>) -> Vec<Vec<String>> {
    let options = |on: &str| {
        both.shared(|case| {
            let own = issue(case, on).map(|id| case.issue(id));
            own.into_iter().flat_map(|issue| issue.options.iter().map(|option| option.id.clone())).collect()
        })
    };
    let cells = |[who, on]: [&String; 2]| {
        options(on).into_iter().map(|option| vec![who.clone(), on.clone(), option]).collect::<Vec<_>>()
    };
    let issues = both.issues();
    parties.iter().flat_map(|who| issues.iter().flat_map(move |on| cells([who, on]))).collect()
}

/// Where either case records a stance.
fn stances(both: &Both) -> Vec<Vec<String>> {
    let of = |case: &Case| -> Vec<Vec<String>> {
        let bodies = (0..case.bodies.len()).map(BodyId);
        let recorded = bodies.flat_map(|body| case.stances_on_record(body).map(move |on| (body, on)));
        let path = |(body, on): (BodyId, &StanceOn)| {
            let (issue, option) = (case.issue(on.choice.issue), case.option(on.choice));
            vec![case.body(body).id.clone(), case.party(on.party).id.clone(), issue.id.clone(), option.id.clone()]
        };
        recorded.map(path).collect()
    };
    let mut all = Vec::new();
    for path in of(both.ours).into_iter().chain(of(both.theirs)) {
        if !all.contains(&path) {
            all.push(path);
        }
    }
    all
}

fn word(word: &str) -> Coded {
    Coded { key: word.to_owned(), number: None, words: word.to_owned() }
}

fn quantity(quantity: Quantity) -> Coded {
    Coded { key: quantity.to_string(), number: Some(quantity.central()), words: quantity.to_string() }
}

/// A worth on the party's own scale; points are compared as shares of all.
fn worth(case: &Case, party: PartyId, value: Quantity) -> Coded {
    match case.party(party).points {
        Some(total) => {
            let words = format!("{value} points");
            Coded { key: format!("{words} of {total}"), number: Some(value.central() / total), words }
        }
        None => quantity(value),
    }
}

fn speaker(case: &Case, statement: &Statement) -> Coded {
    let key = |voice| match voice {
        Voice::Person(id) => format!("person {}", case.person(id).id),
        Voice::Party(id) => format!("party {}", case.party(id).id),
        Voice::Reporter => "reporter".to_owned(),
    };
    // Together, in whatever order.
    let mut keys: Vec<String> = statement.voices().map(key).collect();
    keys.sort();
    Coded { key: keys.join(" and "), number: None, words: case.voice_names(statement) }
}

fn spoken_for(case: &Case, statement: &Statement) -> Coded {
    let mut parties: Vec<&Party> = statement.parties().map(|id| case.party(id)).collect();
    parties.sort_by(|one, other| one.id.cmp(&other.id));
    if parties.is_empty() {
        return word("nobody");
    }
    let keys: Vec<String> = parties.iter().map(|party| format!("party {}", party.id)).collect();
    let names: Vec<&str> = parties.iter().map(|party| party.in_a_sentence()).collect();
    Coded { key: keys.join(" and "), number: None, words: names.join(" and ") }
}

/// The options that a statement takes. The reporter's own voice takes none, and is not asked.
fn taken(case: &Case, statement: &Statement, issue: IssueId) -> Option<Coded> {
    if statement.kind == Kind::Reporter {
        return None;
    }
    let Some(options) = statement.takes.get(&issue).filter(|options| !options.is_empty()) else {
        return Some(word("no option"));
    };
    let options = options.iter().map(|option| Choice { issue, option: *option });
    let ids: BTreeSet<&str> = options.clone().map(|choice| case.option(choice).id.as_str()).collect();
    let key = ids.into_iter().collect::<Vec<_>>().join("|");
    let words = options.map(|choice| case.option_words(choice)).collect::<Vec<_>>().join(" or ");
    Some(Coded { key: format!("option {key}"), number: None, words })
}

/// The rank of an option among those of its issue that have a value, 1 the best; equals share the middle of their ranks.
fn rank(case: &Case, stake: &Stake, option: &str) -> Option<Coded> {
    let own = stake.values.get(place(case, stake.issue, option)?).copied().flatten()?.central();
    let values = || stake.values.iter().flatten().map(|value| value.central());
    let (better, equal) =
        (values().filter(|value| *value > own).count(), values().filter(|value| *value == own).count());
    let rank = 1.0 + num::count(better) + num::count(equal - 1) / 2.0;
    Some(Coded { key: rank.to_string(), number: Some(rank), words: rank.to_string() })
}

/// A weight says something beside the party's other weights only: its share is what is compared.
fn weight(case: &Case, stake: &Stake) -> Option<Coded> {
    let own = stake.weight?;
    let all = case.stakes.iter().filter(|other| other.party == stake.party).filter_map(|other| other.weight);
    let total = num::sum(all.map(Quantity::central));
    let share = (total > 0.0).then(|| own.central() / total);
    Some(Coded { key: own.to_string(), number: share, words: own.to_string() })
}

fn seat(case: &Case, room: RoomId, party: PartyId) -> &'static str {
    let room = case.room(room);
    let places = [(&room.seats, "at the table"), (&room.informed, "informed"), (&room.about, "talked about")];
    places.into_iter().find(|(list, _)| list.contains(&party)).map_or("absent", |(_, word)| word)
}

fn stance(case: &Case, of: &str, who: &str, on: &str, option: &str) -> Option<Coded> {
    let body = BodyId(case.bodies.iter().position(|body| body.id == of)?);
    let who = party(case, who)?;
    let issue = issue(case, on)?;
    let choice = Choice { issue, option: place(case, issue, option)? };
    let recorded = case.stances_on_record(body).filter(|on| on.party == who && on.choice == choice).last()?;
    Some(word(stance_word(recorded.stance)))
}

/// How a statement is told, in a word or two.
pub fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Verbatim => "quoted",
        Kind::Paraphrase => "told in other words",
        Kind::Reporter => "the reporter's own voice",
    }
}

/// A truth value in words.
pub fn truth_word(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "holds",
        Truth::False => "does not hold",
        Truth::Unknown => "not known",
    }
}

/// A stance in words.
pub fn stance_word(stance: Stance) -> &'static str {
    match stance {
        Stance::Agree => "agrees",
        Stance::Abstain => "abstains",
        Stance::Absent => "takes no part",
        Stance::Oppose => "opposes",
        Stance::Unknown => "not known",
    }
}

/// The statement of an id.
pub(super) fn statement<'a>(case: &'a Case, id: &str) -> Option<&'a Statement> {
    case.statements.iter().find(|one| one.id == id)
}

/// The party of an id.
pub(super) fn party(case: &Case, id: &str) -> Option<PartyId> {
    case.parties.iter().position(|one| one.id == id).map(PartyId)
}

/// The issue of an id.
pub(super) fn issue(case: &Case, id: &str) -> Option<IssueId> {
    case.issues.iter().position(|one| one.id == id).map(IssueId)
}

/// The room of an id.
pub(super) fn room(case: &Case, id: &str) -> Option<RoomId> {
    case.rooms.iter().position(|one| one.id == id).map(RoomId)
}

/// The lever of an id.
pub(super) fn lever(case: &Case, id: &str) -> Option<LeverId> {
    case.levers.iter().position(|one| one.id == id).map(LeverId)
}

/// The place of an option in its issue.
pub(super) fn place(case: &Case, issue: IssueId, option: &str) -> Option<usize> {
    case.issue(issue).options.iter().position(|one| one.id == option)
}

fn stake<'a>(case: &'a Case, who: &str, on: &str) -> Option<&'a Stake> {
    case.stake(party(case, who)?, issue(case, on)?)
}
