//! What stands behind an id of a case, and how answers show it.

use crate::model::{
    Act, ActId, Agreement, AgreementId, Assumption, AssumptionId, Body, BodyId, Case, Choice, Closeness, Condition,
    ConditionId, DealRule, Gate, GateId, Issue, IssueId, IssueOption, Lever, LeverId, Norm, NormId, Party, PartyId,
    Person, PersonId, Ref, Room, RoomId, Source, SourceId, Stake, Statement, StatementId, Tie, Variable, Voice,
    WalkAway,
};

impl Case {
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

    /// The names of all whose words a statement is: `A and B`.
    pub fn voice_names(&self, statement: &Statement) -> String {
        let names: Vec<String> = statement.voices().map(|voice| self.voice_name(voice)).collect();
        match names.as_slice() {
            [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
            _ => names.concat(),
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

    /// What a worth of 1 is to a party, by the id that answers carry, where its stakes are in points.
    pub fn points(&self, party: &Ref) -> Option<f64> {
        self.parties.iter().find(|known| known.id == party.id)?.points
    }

    /// The options of a package, `issue = option`, in the order of the issues.
    pub fn package_text(&self, package: &[usize]) -> String {
        self.choices_text(self.issue_ids().zip(package).map(|(issue, option)| Choice { issue, option: *option }))
    }

    /// Some choices, `issue = option`, in the order given.
    pub fn choices_text(&self, choices: impl Iterator<Item = Choice>) -> String {
        choices.map(|choice| self.choice_text(choice)).collect::<Vec<_>>().join(", ")
    }

    /// What an input moves with. None: it varies independently of all others.
    pub fn tie(&self, input: Variable) -> Option<&Tie> {
        self.ties.iter().find(|tie| tie.input == input)
    }

    /// The input whose value this one has in every draw: itself, unless it is tied to be the same as another.
    pub fn same_as(&self, mut input: Variable) -> Variable {
        while let Some(tie) = self.tie(input).filter(|tie| tie.by == Closeness::Same) {
            input = tie.of;
        }
        input
    }

    /// Whose acceptance makes a deal, within a sentence.
    pub fn whom(&self) -> &'static str {
        match self.deal.rule {
            DealRule::All => "all who must sign",
            DealRule::Groups(_) | DealRule::Body(_) => "a group that is enough",
        }
    }

    /// The walk-away of a party, if the case has one.
    pub fn walk_away(&self, party: PartyId) -> Option<&WalkAway> {
        self.walk_aways.iter().find(|walk_away| walk_away.party == party)
    }

    /// The package in which every issue keeps its status quo.
    pub fn status_quo(&self) -> Vec<usize> {
        self.issues.iter().map(|issue| issue.status_quo).collect()
    }
}
