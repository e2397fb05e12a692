//! A negotiation as meant: every name resolved, every number checked, immutable.

use std::collections::BTreeSet;

use serde::Serialize;

use super::*;

/// How many packages may be gone through one by one.
pub const MOST_PACKAGES: u128 = 20_000_000;

/// A checked case. Only the checker makes one, so every id in it points at something, every issue has at least two
/// options, and every number is finite.
// INVARIANT: every id, option index and span inside was resolved by `case::check`.
#[derive(Debug, Clone, Serialize)]
pub struct Case {
    /// The case's title.
    pub title: String,
    /// The question that the analyst asks.
    pub question: String,
    /// The questions that together answer the analyst's, in order, by the word that asks each. Empty: the usual order.
    pub answered_by: Vec<String>,
    /// Who wrote the case; the author of every inline `because`.
    pub author: String,
    /// Nothing later than this is on record.
    pub as_of: Option<When>,
    /// Documents.
    pub sources: Vec<Source>,
    /// Parties, in file order; those known only as members of a body come last.
    pub parties: Vec<Party>,
    /// Persons who speak for them.
    pub persons: Vec<Person>,
    /// Issues.
    pub issues: Vec<Issue>,
    /// Statements.
    pub statements: Vec<Statement>,
    /// The filled cells of party × issue.
    pub stakes: Vec<Stake>,
    /// Red lines about process.
    pub red_lines: Vec<RedLine>,
    /// What no deal is worth, by party.
    pub walk_aways: Vec<WalkAway>,
    /// What can be moved.
    pub levers: Vec<Lever>,
    /// Rooms.
    pub rooms: Vec<Room>,
    /// Claims of knowledge.
    pub knowledge: Vec<Knows>,
    /// Bodies.
    pub bodies: Vec<Body>,
    /// Conditions that gates refer to.
    pub conditions: Vec<Condition>,
    /// Conditional commitments.
    pub gates: Vec<Gate>,
    /// Duties to consult and the like.
    pub norms: Vec<Norm>,
    /// What was done.
    pub acts: Vec<Act>,
    /// Past and candidate agreements.
    pub agreements: Vec<Agreement>,
    /// Lessons drawn from them.
    pub lessons: Vec<Lesson>,
    /// Assumptions, the inline ones included.
    pub assumptions: Vec<Assumption>,
    /// Rival lenses.
    pub hypotheses: Vec<Hypothesis>,
    /// Rival explanations.
    pub explanations: Vec<Explanation>,
    /// Who must accept a deal, and other settings of the bargaining models.
    pub deal: Deal,
    /// What the parties can do, and what they make of it.
    pub conflict: Conflict,
    /// Words to flag beside the built-in list.
    pub loaded_words: Vec<String>,
    /// Words that blind mode hides beside the names: places, peoples, treaties that give a party away.
    pub hide: Vec<String>,
    /// The sentences of a source, and what answers each.
    pub trace: Vec<TraceRow>,
    /// The ids that draws are addressed by, where the case shows others.
    #[serde(skip)]
    pub written_ids: WrittenIds,
}

/// Who must accept a deal, and the settings that the bargaining models need.
#[derive(Debug, Clone, Serialize)]
pub struct Deal {
    /// The parties whose acceptance makes a deal.
    pub signatories: Vec<PartyId>,
    /// Whether the case says so, or every party with stakes was taken.
    pub signatories_stated: bool,
    /// Who sits where the deal is made: the seats of the room marked `talks`, and changes by `--seat`.
    pub seated: BTreeSet<PartyId>,
    /// How many times a loss weighs as much as the same gain, in the reference-point model. None: not stated.
    pub loss_aversion: Option<Quantity>,
    /// What the above rests on.
    pub basis: Basis,
}

/// A sentence of a source, the requirement it makes, and the command that answers it.
#[derive(Debug, Clone, Serialize)]
pub struct TraceRow {
    /// The sentence's number in the source.
    pub sentence: String,
    /// What it says, in our words.
    pub says: String,
    /// The requirement's id.
    pub requirement: String,
    /// The command, without `kadesh` and the case: `ask rooms`.
    pub command: String,
    /// Why no command answers it yet. None: one does.
    pub open: Option<String>,
}

/// What a party has said it would take on an issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Position {
    /// The options that the line is compatible with; those of every candidate where the dates leave the latest open.
    pub options: BTreeSet<usize>,
    /// The statement that says so.
    pub statement: StatementId,
    /// Other statements with other options that may as well be the latest, as far as the dates tell.
    pub or_else: Vec<StatementId>,
}

impl Position {
    /// Whether the dates do not decide which of several lines is the latest.
    pub fn is_open(&self) -> bool {
        !self.or_else.is_empty()
    }

    /// All statements that it rests on.
    pub fn basis(&self) -> Basis {
        self.or_else.iter().chain([&self.statement]).map(|id| Ground::Statement(*id)).collect()
    }
}

impl Case {
    /// A case with nothing in it but a title.
    pub fn blank(title: &str) -> Case {
        Case {
            title: title.to_owned(),
            question: String::new(),
            answered_by: Vec::new(),
            author: "the analyst".to_owned(),
            as_of: None,
            sources: Vec::new(),
            parties: Vec::new(),
            persons: Vec::new(),
            issues: Vec::new(),
            statements: Vec::new(),
            stakes: Vec::new(),
            red_lines: Vec::new(),
            walk_aways: Vec::new(),
            levers: Vec::new(),
            rooms: Vec::new(),
            knowledge: Vec::new(),
            bodies: Vec::new(),
            conditions: Vec::new(),
            gates: Vec::new(),
            norms: Vec::new(),
            acts: Vec::new(),
            agreements: Vec::new(),
            lessons: Vec::new(),
            assumptions: Vec::new(),
            hypotheses: Vec::new(),
            explanations: Vec::new(),
            deal: Deal {
                signatories: Vec::new(),
                signatories_stated: false,
                seated: BTreeSet::new(),
                loss_aversion: None,
                basis: Basis::new(),
            },
            conflict: Conflict::default(),
            loaded_words: Vec::new(),
            hide: Vec::new(),
            trace: Vec::new(),
            written_ids: WrittenIds::default(),
        }
    }

    /// The source behind an id.
    pub fn source(&self, id: SourceId) -> &Source {
        &self.sources[id.0]
    }

    /// The party behind an id.
    pub fn party(&self, id: PartyId) -> &Party {
        &self.parties[id.0]
    }

    /// The person behind an id.
    pub fn person(&self, id: PersonId) -> &Person {
        &self.persons[id.0]
    }

    /// The issue behind an id.
    pub fn issue(&self, id: IssueId) -> &Issue {
        &self.issues[id.0]
    }

    /// The statement behind an id.
    pub fn statement(&self, id: StatementId) -> &Statement {
        &self.statements[id.0]
    }

    /// The room behind an id.
    pub fn room(&self, id: RoomId) -> &Room {
        &self.rooms[id.0]
    }

    /// The body behind an id.
    pub fn body(&self, id: BodyId) -> &Body {
        &self.bodies[id.0]
    }

    /// The condition behind an id.
    pub fn condition(&self, id: ConditionId) -> &Condition {
        &self.conditions[id.0]
    }

    /// The gate behind an id.
    pub fn gate(&self, id: GateId) -> &Gate {
        &self.gates[id.0]
    }

    /// The lever behind an id.
    pub fn lever(&self, id: LeverId) -> &Lever {
        &self.levers[id.0]
    }

    /// The norm behind an id.
    pub fn norm(&self, id: NormId) -> &Norm {
        &self.norms[id.0]
    }

    /// The act behind an id.
    pub fn act(&self, id: ActId) -> &Act {
        &self.acts[id.0]
    }

    /// The agreement behind an id.
    pub fn agreement(&self, id: AgreementId) -> &Agreement {
        &self.agreements[id.0]
    }

    /// The assumption behind an id.
    pub fn assumption(&self, id: AssumptionId) -> &Assumption {
        &self.assumptions[id.0]
    }

    /// The option behind a choice.
    pub fn option(&self, choice: Choice) -> &IssueOption {
        &self.issue(choice.issue).options[choice.option]
    }

    /// All issues' ids, in file order.
    pub fn issue_ids(&self) -> impl Iterator<Item = IssueId> + use<> {
        (0..self.issues.len()).map(IssueId)
    }

    /// The ids of the parties that the case itself declares, without those known only as members of a body.
    pub fn main_parties(&self) -> impl Iterator<Item = PartyId> + '_ {
        (0..self.parties.len()).map(PartyId).filter(|id| !self.party(*id).member_only)
    }

    /// A party as an answer shows it.
    pub fn party_ref(&self, id: PartyId) -> Ref {
        let party = self.party(id);
        Ref { id: party.id.clone(), name: party.name.clone() }
    }

    /// Several parties as an answer shows them.
    pub fn party_refs<'a>(&self, ids: impl IntoIterator<Item = &'a PartyId>) -> Vec<Ref> {
        ids.into_iter().map(|id| self.party_ref(*id)).collect()
    }

    /// An issue as an answer shows it: its id is its short name, its question the long one.
    pub fn issue_ref(&self, id: IssueId) -> Ref {
        let issue = self.issue(id);
        Ref { id: issue.id.clone(), name: issue.id.clone() }
    }

    /// A body as an answer shows it.
    pub fn body_ref(&self, id: BodyId) -> Ref {
        let body = self.body(id);
        Ref { id: body.id.clone(), name: body.name.clone() }
    }

    /// A room as an answer shows it.
    pub fn room_ref(&self, id: RoomId) -> Ref {
        let room = self.room(id);
        Ref { id: room.id.clone(), name: room.name.clone() }
    }

    /// A lever as an answer shows it.
    pub fn lever_ref(&self, id: LeverId) -> Ref {
        let lever = self.lever(id);
        Ref { id: lever.id.clone(), name: lever.name.clone() }
    }

    /// A choice in words: `membership = deferred`.
    pub fn choice_text(&self, choice: Choice) -> String {
        format!("{} = {}", self.issue(choice.issue).id, self.option(choice).id)
    }

    /// An option in the words of a sentence: its name where the case gives one, else `“deferred” (membership)`.
    pub fn option_words(&self, choice: Choice) -> String {
        let option = self.option(choice);
        option.name.clone().unwrap_or_else(|| format!("“{}” ({})", option.id, self.issue(choice.issue).id))
    }

    /// A party in a sentence, by the id that answers carry: with its article, where the case gives one.
    pub fn spoken<'a>(&'a self, party: &'a Ref) -> &'a str {
        let known = self.parties.iter().find(|known| known.id == party.id);
        known.map_or(party.name.as_str(), Party::in_a_sentence)
    }

    /// The name of a voice: the person, the party, or the reporter.
    pub fn voice_name(&self, voice: Voice) -> String {
        match voice {
            Voice::Person(id) => self.person(id).name.clone(),
            Voice::Party(id) => self.party(id).name.clone(),
            Voice::Reporter => "the reporter".to_owned(),
        }
    }

    /// The stake of a party in an issue, if the case has one.
    pub fn stake(&self, party: PartyId, issue: IssueId) -> Option<&Stake> {
        self.stakes.iter().find(|stake| stake.party == party && stake.issue == issue)
    }

    /// The parties with at least one stake, in file order.
    pub fn stakeholders(&self) -> Vec<PartyId> {
        let has_stake = |party: &PartyId| self.stakes.iter().any(|stake| stake.party == *party);
        (0..self.parties.len()).map(PartyId).filter(has_stake).collect()
    }

    /// The walk-away of a party, if the case has one.
    pub fn walk_away(&self, party: PartyId) -> Option<&WalkAway> {
        self.walk_aways.iter().find(|walk_away| walk_away.party == party)
    }

    /// The levers that move a party's walk-away, directly or through a lever that needs them.
    pub fn levers_of(&self, party: PartyId) -> BTreeSet<LeverId> {
        let from = self.walk_away(party).into_iter().flat_map(|walk_away| &walk_away.from);
        let mut open: Vec<LeverId> = from.map(|(lever, _)| *lever).collect();
        let mut found = BTreeSet::new();
        while let Some(lever) = open.pop() {
            if found.insert(lever) {
                open.extend(self.lever(lever).depends_on.iter().map(|(other, _)| *other));
            }
        }
        found
    }

    /// What a lever rests on: its own basis and the statements on record that promise it.
    pub fn lever_basis(&self, id: LeverId) -> Basis {
        let lever = self.lever(id);
        let promised = lever.promised_in.iter().filter(|id| self.on_record(self.statement(**id).at.as_ref()));
        lever.basis.clone().and(&promised.map(|id| Ground::Statement(*id)).collect())
    }

    /// What the numbers of a party rest on: its stakes, its walk-away, the levers behind it, its red lines.
    pub fn party_basis(&self, party: PartyId) -> Basis {
        let own = self.stakes.iter().filter(|stake| stake.party == party).map(|stake| &stake.basis);
        let lines = self.red_lines.iter().filter(|line| line.party == party).map(|line| &line.basis);
        let walk_away = self.walk_away(party).map(|walk_away| &walk_away.basis);
        let mut basis: Basis = own.chain(lines).chain(walk_away).collect();
        self.levers_of(party).into_iter().for_each(|lever| basis.extend(&self.lever_basis(lever)));
        basis
    }

    /// What numbers on deals between these parties rest on: what the deal rests on, and the numbers of each.
    pub fn bargain_basis(&self, parties: impl IntoIterator<Item = PartyId>) -> Basis {
        parties.into_iter().fold(self.deal.basis.clone(), |all, party| all.and(&self.party_basis(party)))
    }

    /// The package in which every issue keeps its status quo.
    pub fn status_quo(&self) -> Vec<usize> {
        self.issues.iter().map(|issue| issue.status_quo).collect()
    }

    /// The gates in front of an option.
    pub fn gates_before(&self, choice: Choice) -> impl Iterator<Item = GateId> + '_ {
        (0..self.gates.len()).map(GateId).filter(move |id| self.gate(*id).opens.contains(&choice))
    }

    /// A body and every body that asks it as a stage of its own rule, directly or through others.
    pub fn bodies_asking(&self, body: BodyId) -> Vec<BodyId> {
        let mut asking = vec![body];
        let mut at = 0;
        while let Some(stage) = asking.get(at).copied() {
            let waits = |id: &BodyId| self.body(*id).rule.stages().contains(&stage) && !asking.contains(id);
            let more: Vec<BodyId> = (0..self.bodies.len()).map(BodyId).filter(waits).collect();
            asking.extend(more);
            at += 1;
        }
        asking
    }

    /// The options that gates put before a body, or before one that it is a stage of.
    pub fn asked_of(&self, body: BodyId) -> BTreeSet<Choice> {
        let asking = self.bodies_asking(body);
        let by_gates = |id: &BodyId| self.gates.iter().flat_map(|gate| gate.needs.proposals(*id)).collect::<Vec<_>>();
        asking.iter().flat_map(by_gates).collect()
    }

    /// Whether something dated so is on record at the case's `as_of`. What has no date is on record.
    pub fn on_record(&self, at: Option<&When>) -> bool {
        match (at, &self.as_of) {
            (Some(at), Some(limit)) => at.possibly_by(limit),
            _ => true,
        }
    }

    /// The part of a basis that is on record: statements that came later are left out.
    pub fn basis_on_record(&self, basis: &Basis) -> Basis {
        let kept = |ground: &&Ground| match ground {
            Ground::Statement(id) => self.on_record(self.statement(*id).at.as_ref()),
            Ground::Assumption(_) | Ground::Rule(_) | Ground::Gate(_) | Ground::Norm(_) | Ground::Agreement(_) => true,
        };
        basis.0.iter().filter(kept).copied().collect()
    }

    /// The statements on record, in file order.
    pub fn statements_on_record(&self) -> impl Iterator<Item = StatementId> + '_ {
        (0..self.statements.len()).map(StatementId).filter(|id| self.on_record(self.statement(*id).at.as_ref()))
    }

    /// Whether something that rests on this is on record: it names no statement, or one of those it names is on record.
    pub fn is_grounded(&self, basis: &Basis) -> bool {
        basis.statements().next().is_none() || self.basis_on_record(basis).statements().next().is_some()
    }

    /// The stances recorded for a body that are on record, in file order.
    pub fn stances_on_record(&self, body: BodyId) -> impl Iterator<Item = &StanceOn> {
        self.body(body).stances.iter().filter(|on| self.is_grounded(&on.basis))
    }

    /// Everything a party has said on an issue, oldest first where the dates decide, else in file order.
    pub fn positions(&self, party: PartyId, issue: IssueId) -> Vec<Position> {
        let mut positions: Vec<Position> = self
            .statements_on_record()
            .filter(|id| self.statement(*id).party == Some(party))
            .filter_map(|id| {
                let options = self.statement(id).takes.get(&issue)?.clone();
                Some(Position { options, statement: id, or_else: Vec::new() })
            })
            .collect();
        // Stable: what has no date keeps its place in the file among what has the same date.
        positions.sort_by_key(|position| {
            let at = self.statement(position.statement).at.as_ref();
            // A date with no upper bound is later than any that has one.
            at.map(|at| (at.latest.is_none(), at.latest, at.earliest))
        });
        positions
    }

    /// What may be a party's latest position on an issue: whatever is not certainly earlier than another, oldest first.
    ///
    /// What has no date may be the latest too.
    pub fn candidates(&self, party: PartyId, issue: IssueId) -> Vec<Position> {
        let positions = self.positions(party, issue);
        let at = |position: &Position| self.statement(position.statement).at.as_ref();
        let passed = |position: &Position| {
            let later = |other: &Position| match (at(position), at(other)) {
                (Some(own), Some(other)) => own.order(other) == Ordering::CertainlyBefore,
                _ => false,
            };
            positions.iter().any(later)
        };
        positions.iter().filter(|position| !passed(position)).cloned().collect()
    }

    /// A party's latest position on an issue. Where the dates leave open which it is, the options of all that it may be.
    pub fn position(&self, party: PartyId, issue: IssueId) -> Option<Position> {
        let mut candidates = self.candidates(party, issue);
        let mut latest = candidates.pop()?;
        if candidates.iter().any(|other| other.options != latest.options) {
            latest.options.extend(candidates.iter().flat_map(|other| &other.options));
            latest.or_else = candidates.iter().map(|other| other.statement).collect();
        }
        Some(latest)
    }

    /// How a member of a body stands towards an option, and what that rests on.
    ///
    /// A stance recorded for the body counts first, unless all statements that it rests on came after `as_of`; else the member's latest position on the issue, where a line that is
    /// compatible with the option and with others too leaves the stance unknown; else it is unknown.
    pub fn stance(&self, body: BodyId, party: PartyId, choice: Choice) -> (Stance, Basis) {
        let own = |on: &&StanceOn| on.party == party && on.choice == choice;
        let recorded = self.stances_on_record(body).filter(own).last();
        if let Some(on) = recorded {
            return (on.stance, self.basis_on_record(&on.basis));
        }
        match self.position(party, choice.issue) {
            None => (Stance::Unknown, Basis::new()),
            Some(position) => {
                let stance = match (position.options.contains(&choice.option), position.options.len()) {
                    (true, 1) => Stance::Agree,
                    (true, _) => Stance::Unknown,
                    (false, _) => Stance::Oppose,
                };
                (stance, position.basis())
            }
        }
    }

    /// The case with some inputs changed. Draws keep their addresses, so the two compare like with like.
    pub fn with(&self, changes: &[Change]) -> Case {
        let mut case = self.clone();
        for change in changes {
            case.apply(change);
        }
        case
    }

    fn apply(&mut self, change: &Change) {
        match change {
            Change::Lever(id, now) => self.levers[id.0].now = Some(*now),
            Change::Stance(body, party, stance) => self.set_stance(*body, *party, *stance),
            Change::Condition(id, holds) => self.conditions[id.0].holds = *holds,
            Change::Seat(party, true) => {
                self.deal.seated.insert(*party);
            }
            Change::Seat(party, false) => {
                self.deal.seated.remove(party);
            }
            Change::Weight(party, issue, weight) => {
                self.change_stake(*party, *issue, |stake| stake.weight = Some(*weight))
            }
            Change::Value(party, issue, option, value) => {
                self.change_stake(*party, *issue, |stake| stake.values[*option] = Some(*value));
            }
            Change::WalkAway(party, base) => self.change_walk_away(*party, *base),
            Change::RedLine(party, issue, option, true) => self.change_stake(*party, *issue, |stake| {
                stake.red_line.insert(*option);
            }),
            Change::RedLine(party, issue, option, false) => {
                let own = self.stakes.iter_mut().find(|stake| stake.party == *party && stake.issue == *issue);
                own.map(|stake| stake.red_line.remove(option));
            }
            Change::LossAversion(value) => self.deal.loss_aversion = Some(*value),
            Change::OptionWeight(party, option, weight) => self.conflict.set_weight(*party, *option, *weight),
            Change::Priority(party, place, priority) => self.conflict.set_priority(*party, *place, *priority),
        }
    }

    /// Sets a member's stance on every option that the body is asked.
    fn set_stance(&mut self, body: BodyId, party: PartyId, stance: Stance) {
        let choices = self.asked_of(body);
        let stances = &mut self.bodies[body.0].stances;
        stances.extend(choices.into_iter().map(|choice| StanceOn { party, choice, stance, basis: Basis::new() }));
    }

    fn change_stake(&mut self, party: PartyId, issue: IssueId, change: impl FnOnce(&mut Stake)) {
        if let Some(stake) = self.stakes.iter_mut().find(|stake| stake.party == party && stake.issue == issue) {
            change(stake);
        } else {
            let values = vec![None; self.issue(issue).options.len()];
            let mut stake =
                Stake { party, issue, weight: None, values, red_line: BTreeSet::new(), basis: Basis::new() };
            change(&mut stake);
            self.stakes.push(stake);
        }
    }

    fn change_walk_away(&mut self, party: PartyId, base: Quantity) {
        match self.walk_aways.iter_mut().find(|walk_away| walk_away.party == party) {
            Some(walk_away) => walk_away.base = Some(base),
            None => self.walk_aways.push(WalkAway { party, base: Some(base), from: Vec::new(), basis: Basis::new() }),
        }
    }
}
