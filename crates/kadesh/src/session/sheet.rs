//! What the screens of a workbench are drawn from: sources with the words that are marked in them, who wants what, who sits where.
//!
//! Everything has the ids of the case, so that a gesture can name it. Numbers are as the case writes them: `0.3..0.6`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::ask::first;
use crate::model::{
    Audience, Basis, Body, Case, Choice, Condition, Controller, Hedge, Issue, Kind, Lever, Modality, Party, PartyId,
    Quantity, Room, Source, Stake, Statement, StatementId, Truth, Voice, WalkAway, When,
};
use crate::record::coverage::{self, Support};
use crate::record::voices;
use crate::report::view::rules::rule_words;

/// A case as the screens show it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Sheet {
    /// The case's title.
    pub title: String,
    /// The analyst's question. Empty: none yet.
    pub question: String,
    /// Nothing later than this is on record.
    pub as_of: Option<String>,
    /// Documents with their texts.
    pub sources: Vec<SheetSource>,
    /// Parties; those known only as members of a body come last.
    pub parties: Vec<SheetParty>,
    /// Persons who speak for them.
    pub persons: Vec<SheetPerson>,
    /// Issues with their options.
    pub issues: Vec<SheetIssue>,
    /// Rooms with who sits in them.
    pub rooms: Vec<SheetRoom>,
    /// Who said what, in the order of the case.
    pub statements: Vec<SheetStatement>,
    /// How often each party is heard, in the order of the case.
    pub heard: Vec<Heard>,
    /// One for each declared party and issue, row by row.
    pub cells: Vec<Cell>,
    /// What no deal is worth, one for each declared party.
    pub walk_aways: Vec<SheetWalkAway>,
    /// What can be moved.
    pub levers: Vec<SheetLever>,
    /// Who decides by a rule.
    pub bodies: Vec<SheetBody>,
    /// What gates hang on.
    pub conditions: Vec<SheetCondition>,
    /// Conditional commitments.
    pub gates: Vec<SheetGate>,
    /// The parties that must sign.
    pub signatories: Vec<String>,
    /// What the case has nothing of yet, in words.
    pub missing: Vec<String>,
}

/// A document and its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SheetSource {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When it was published.
    pub published: Option<String>,
    /// How far it is trusted, by the Admiralty code.
    pub reliability: String,
    /// Its text, in which statements have their places. Empty: none is kept.
    pub text: String,
}

/// A party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SheetParty {
    /// Its id.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// Whether it is known only as a member of a body.
    pub member_only: bool,
    /// What its best options add up to, where its stakes are in points.
    pub points: Option<String>,
}

/// A person who speaks for a party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SheetPerson {
    /// The id.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// The public office.
    pub role: String,
    /// The party.
    pub speaks_for: String,
}

/// An issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SheetIssue {
    /// Its id.
    pub id: String,
    /// The question in words.
    pub question: String,
    /// Its options, in their order.
    pub options: Vec<SheetOption>,
    /// The option that holds when nothing is agreed.
    pub status_quo: String,
    /// Whether distance along the options means something.
    pub ordered: bool,
}

/// An option of an issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SheetOption {
    /// Its id.
    pub id: String,
    /// How a sentence says it; none: by its id.
    pub name: Option<String>,
}

/// A room and who is in it, by the ids of parties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SheetRoom {
    /// Its id.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// At the table.
    pub seated: Vec<String>,
    /// Told, without a seat.
    pub informed: Vec<String>,
    /// Talked about.
    pub about: Vec<String>,
    /// Whether the deal is negotiated here.
    pub talks: bool,
    /// When it opened.
    pub opened: Option<String>,
    /// When it closed.
    pub closed: Option<String>,
}

/// A statement and its place in its source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SheetStatement {
    /// Its id.
    pub id: String,
    /// Who says it: ids of persons or parties, or `reporter`.
    pub by: Vec<String>,
    /// The names of these, in words.
    pub who: String,
    /// The parties spoken for.
    pub parties: Vec<String>,
    /// The source.
    pub source: String,
    /// First byte of the words in the text of the source.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words.
    pub exact: String,
    /// Own words, a paraphrase, or the reporter's voice.
    pub kind: Kind,
    /// How the source weakens it.
    pub hedge: Option<Hedge>,
    /// How firm a promise or threat is.
    pub modality: Option<Modality>,
    /// The room.
    pub room: Option<String>,
    /// Who was meant to hear it.
    pub audience: Audience,
    /// When.
    pub at: Option<String>,
    /// The options that it is compatible with, by issue.
    pub takes: Vec<Taken>,
    /// Whether the case's date leaves it out.
    pub later: bool,
}

/// Options of one issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Taken {
    /// The issue.
    pub issue: String,
    /// Its options.
    pub options: Vec<String>,
}

/// How often a party is heard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Heard {
    /// The party.
    pub party: String,
    /// In its own words.
    pub quoted: usize,
    /// In the words of others.
    pub paraphrased: usize,
}

/// What a party wants in an issue.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Cell {
    /// The party.
    pub party: String,
    /// The issue.
    pub issue: String,
    /// How it is supported.
    pub support: Support,
    /// How much the issue matters. None: left blank.
    pub weight: Option<Amount>,
    /// What each option is worth, in the order of the options. None: left blank.
    pub values: Vec<Option<Amount>>,
    /// The options that the party rejects whatever the rest.
    pub red_line: Vec<String>,
    /// What the cell and the party's positions in it rest on.
    pub rests_on: Vec<String>,
    /// Reasons of the analyst.
    pub because: Vec<String>,
}

/// A number as the case writes it, and where it lies.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Amount {
    /// As written: `0.4`, `0.3..0.6`, `0.3..0.4..0.6`.
    pub written: String,
    /// The least that it may be.
    pub low: f64,
    /// The one taken where one is needed.
    pub central: f64,
    /// The most that it may be.
    pub high: f64,
}

/// What no deal is worth to a party.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SheetWalkAway {
    /// The party.
    pub party: String,
    /// With every lever at nought. None: left blank, or told by a package.
    pub base: Option<Amount>,
    /// Whether it is told by a package.
    pub by_package: bool,
    /// What levers add to it at their full setting.
    pub from: Vec<FromLever>,
    /// Statements it rests on.
    pub rests_on: Vec<String>,
    /// Reasons of the analyst.
    pub because: Vec<String>,
}

/// What a lever adds to a walk-away.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct FromLever {
    /// The lever.
    pub lever: String,
    /// How much, at its full setting.
    pub adds: Amount,
}

/// A lever.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SheetLever {
    /// Its id.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// Who can move it.
    pub held_by: Option<String>,
    /// Where it stands. None: left open.
    pub now: Option<Amount>,
}

/// A body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SheetBody {
    /// Its id.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// Its members, by the ids of parties.
    pub members: Vec<String>,
    /// How it decides, in words.
    pub rule: String,
}

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SheetCondition {
    /// Its id.
    pub id: String,
    /// In words.
    pub text: String,
    /// Whether it holds.
    pub holds: Truth,
    /// Who can change that: ids of parties and bodies.
    pub controllers: Vec<String>,
}

/// A gate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SheetGate {
    /// Its id.
    pub id: String,
    /// The options behind it, in words.
    pub opens: Vec<String>,
}

/// Draws up the sheet of a case. O(parties × issues × statements).
pub fn sheet(case: &Case) -> Sheet {
    Sheet {
        title: case.title.clone(),
        question: case.question.clone(),
        as_of: case.as_of.as_ref().map(When::to_string),
        sources: case.sources.iter().map(source).collect(),
        parties: case.parties.iter().map(party).collect(),
        persons: case.persons.iter().map(|person| self::person(case, person)).collect(),
        issues: case.issues.iter().map(issue).collect(),
        rooms: case.rooms.iter().map(|room| self::room(case, room)).collect(),
        statements: case.statements.iter().map(|statement| self::statement(case, statement)).collect(),
        heard: heard(case),
        cells: cells(case),
        walk_aways: case.main_parties().map(|party| walk_away(case, party)).collect(),
        levers: case.levers.iter().map(|lever| self::lever(case, lever)).collect(),
        bodies: case.bodies.iter().map(|body| self::body(case, body)).collect(),
        conditions: case.conditions.iter().map(|condition| self::condition(case, condition)).collect(),
        gates: case
            .gates
            .iter()
            .map(|gate| SheetGate { id: gate.id.clone(), opens: options(case, &gate.opens) })
            .collect(),
        signatories: ids(case, &case.deal.signatories),
        missing: first::lacking(case),
    }
}

fn source(source: &Source) -> SheetSource {
    SheetSource {
        id: source.id.clone(),
        title: source.title.clone(),
        published: source.published.as_ref().map(When::to_string),
        reliability: source.reliability.clone(),
        text: source.text.clone(),
    }
}

fn party(party: &Party) -> SheetParty {
    SheetParty {
        id: party.id.clone(),
        name: party.name.clone(),
        member_only: party.member_only,
        points: party.points.map(|points| points.to_string()),
    }
}

fn person(case: &Case, person: &crate::model::Person) -> SheetPerson {
    SheetPerson {
        id: person.id.clone(),
        name: person.name.clone(),
        role: person.role.clone(),
        speaks_for: case.party(person.speaks_for).id.clone(),
    }
}

fn issue(issue: &Issue) -> SheetIssue {
    let option = |option: &crate::model::IssueOption| SheetOption { id: option.id.clone(), name: option.name.clone() };
    SheetIssue {
        id: issue.id.clone(),
        question: issue.question.clone(),
        options: issue.options.iter().map(option).collect(),
        status_quo: issue.options[issue.status_quo].id.clone(),
        ordered: issue.ordered,
    }
}

fn room(case: &Case, room: &Room) -> SheetRoom {
    SheetRoom {
        id: room.id.clone(),
        name: room.name.clone(),
        seated: ids(case, &room.seats),
        informed: ids(case, &room.informed),
        about: ids(case, &room.about),
        talks: room.talks,
        opened: room.opened.as_ref().map(When::to_string),
        closed: room.closed.as_ref().map(When::to_string),
    }
}

fn statement(case: &Case, statement: &Statement) -> SheetStatement {
    let voice = |voice: Voice| match voice {
        Voice::Person(id) => case.person(id).id.clone(),
        Voice::Party(id) => case.party(id).id.clone(),
        Voice::Reporter => "reporter".to_owned(),
    };
    let taken = |(issue, options): (&crate::model::IssueId, &std::collections::BTreeSet<usize>)| {
        let issue = case.issue(*issue);
        let options = options.iter().map(|option| issue.options[*option].id.clone()).collect();
        Taken { issue: issue.id.clone(), options }
    };
    SheetStatement {
        id: statement.id.clone(),
        by: statement.voices().map(voice).collect(),
        who: case.voice_names(statement),
        parties: statement.parties().map(|party| case.party(party).id.clone()).collect(),
        source: case.source(statement.source).id.clone(),
        start: statement.excerpt.bytes.0,
        end: statement.excerpt.bytes.1,
        exact: statement.excerpt.exact.clone(),
        kind: statement.kind,
        hedge: statement.hedge,
        modality: statement.modality,
        room: statement.room.map(|room| case.room(room).id.clone()),
        audience: statement.audience,
        at: statement.at.as_ref().map(When::to_string),
        takes: statement.takes.iter().map(taken).collect(),
        later: !case.on_record(statement.at.as_ref()),
    }
}

fn heard(case: &Case) -> Vec<Heard> {
    let one = |voice: voices::PartyVoice| Heard {
        party: voice.party.id,
        quoted: voice.quoted,
        paraphrased: voice.paraphrased,
    };
    voices::voices(case).parties.into_iter().map(one).collect()
}

fn cells(case: &Case) -> Vec<Cell> {
    let rows = coverage::coverage(case).rows;
    let of_row = |(party, row): (PartyId, coverage::CoverageRow)| {
        let cells = case
            .issue_ids()
            .zip(row.cells)
            .map(move |(issue, covered)| cell(case, (party, issue), case.stake(party, issue), &covered));
        cells.collect::<Vec<_>>()
    };
    case.main_parties().zip(rows).flat_map(of_row).collect()
}

fn cell(
    case: &Case,
    (party, issue): (PartyId, crate::model::IssueId),
    stake: Option<&Stake>,
    covered: &coverage::CoverageCell,
) -> Cell {
    let options = &case.issue(issue).options;
    let (rests_on, because) = grounds(case, &covered.basis);
    let drawn = stake.map(|stake| &stake.red_line).into_iter().flatten();
    Cell {
        party: case.party(party).id.clone(),
        issue: case.issue(issue).id.clone(),
        support: covered.support,
        weight: stake.and_then(|stake| stake.weight).map(amount),
        values: (0..options.len()).map(|option| stake.and_then(|stake| stake.values[option]).map(amount)).collect(),
        red_line: drawn.map(|option| options[*option].id.clone()).collect(),
        rests_on,
        because,
    }
}

fn walk_away(case: &Case, party: PartyId) -> SheetWalkAway {
    let written: Option<&WalkAway> = case.walk_away(party);
    let basis = written.map(|written| written.basis.clone()).unwrap_or_default();
    let (rests_on, because) = grounds(case, &basis);
    let from = written.into_iter().flat_map(|written| &written.from);
    SheetWalkAway {
        party: case.party(party).id.clone(),
        base: written.and_then(|written| written.base).map(amount),
        by_package: written.is_some_and(|written| written.package.is_some()),
        from: from
            .map(|(lever, adds)| FromLever { lever: case.lever(*lever).id.clone(), adds: amount(*adds) })
            .collect(),
        rests_on,
        because,
    }
}

fn lever(case: &Case, lever: &Lever) -> SheetLever {
    SheetLever {
        id: lever.id.clone(),
        name: lever.name.clone(),
        held_by: lever.held_by.map(|party| case.party(party).id.clone()),
        now: lever.now.map(amount),
    }
}

fn body(case: &Case, body: &Body) -> SheetBody {
    SheetBody {
        id: body.id.clone(),
        name: body.name.clone(),
        members: body.members.iter().map(|member| case.party(member.party).id.clone()).collect(),
        rule: rule_words(case, &body.rule),
    }
}

fn condition(case: &Case, condition: &Condition) -> SheetCondition {
    let controller = |controller: &Controller| match controller {
        Controller::Party(party) => case.party(*party).id.clone(),
        Controller::Body(body) => case.body(*body).id.clone(),
    };
    SheetCondition {
        id: condition.id.clone(),
        text: condition.text.clone(),
        holds: condition.holds,
        controllers: condition.controllers.iter().map(controller).collect(),
    }
}

fn options(case: &Case, choices: &[Choice]) -> Vec<String> {
    choices.iter().map(|choice| case.option_words(*choice)).collect()
}

fn ids(case: &Case, parties: &[PartyId]) -> Vec<String> {
    parties.iter().map(|party| case.party(*party).id.clone()).collect()
}

/// The statements of a basis by id, and the analyst's reasons.
fn grounds(case: &Case, basis: &Basis) -> (Vec<String>, Vec<String>) {
    let statement = |id: StatementId| case.statement(id).id.clone();
    let reasons = basis.assumptions().map(|id| case.assumption(id).reason.clone());
    (basis.statements().map(statement).collect(), reasons.filter(|reason| !reason.is_empty()).collect())
}

fn amount(quantity: Quantity) -> Amount {
    Amount { written: quantity.to_string(), low: quantity.low(), central: quantity.central(), high: quantity.high() }
}
