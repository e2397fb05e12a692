//! Bodies and their rules, conditions, gates, norms.

use super::super::file::{BodyFile, RuleFile, RuleKind, StanceFile, TableFile};
use super::super::links::{Name, NameKind};
use super::super::needs::{NeedsFile, NeedsTable};
use super::super::table;
use super::super::written::{At, Few};
use super::Checker;
use super::declare::MEMBER_COLUMNS;
use super::names::{Lookup, Names};
use super::people::members_of_cycles;
use crate::diagnostic::Diagnostic;
use crate::model::{
    Body, BodyId, Choice, Condition, ConditionId, Controller, Gate, IssueId, Measure, Member, Needs, Norm, PartyId,
    Ratio, Rule, RuleBasis, StanceOn, Truth, Whole,
};

impl Checker<'_> {
    pub(super) fn bodies(&mut self) {
        let file = self.file;
        for (id, body) in &file.body {
            let members = self.members(body);
            if members.is_empty() {
                self.fault("no-members", format!("`{}` has no members", id.value), id, "a body needs members");
            }
            let rule = self.rule(&body.rule, &members).unwrap_or(Rule::Consensus);
            let rule_basis = self.rule_basis(&body.rule);
            let stances = body.stance.iter().flat_map(|stance| self.stance(stance, &id.value)).collect();
            let party = self.one_party(body.party.as_ref());
            let path = format!("body.{}", id.value);
            let what = format!("how {} decides", body.name.as_deref().unwrap_or(&id.value));
            let basis = self.basis(&path, &what, &body.rests_on, body.because.as_ref());
            self.case.bodies.push(Body {
                id: id.value.clone(),
                name: body.name.clone().unwrap_or_else(|| id.value.clone()),
                party,
                members,
                rule,
                rule_basis,
                cite: body.rule.value.cite.clone(),
                stances,
                basis,
            });
        }
        self.no_cycle_of_stages();
    }

    fn members(&mut self, body: &BodyFile) -> Vec<Member> {
        let mut members: Vec<Member> = Vec::new();
        for name in &body.members.0 {
            if table::is_table(&name.value) {
                for row in self.table_rows(&TableFile::plain(name.clone()), MEMBER_COLUMNS) {
                    let party = row.need("id", &mut self.out).and_then(|id| self.one_party(Some(id)));
                    let weight = self.whole_number(row.get("weight")).unwrap_or(1);
                    let population = self.whole_number(row.get("population")).unwrap_or(0);
                    members.extend(party.map(|party| Member { party, weight, population }));
                }
            } else if let Some(party) = self.one_party(Some(name)) {
                members.push(Member { party, weight: 1, population: 0 });
            }
        }
        let mut seen: Vec<PartyId> = members.iter().map(|member| member.party).collect();
        seen.sort();
        if let Some(twice) = seen.windows(2).find(|pair| pair[0] == pair[1])
            && let Some(place) = body.members.0.first()
        {
            let name = self.case.party(twice[0]).id.clone();
            self.fault("duplicate-id", format!("`{name}` is a member twice"), place, "in these members");
        }
        members
    }

    fn whole_number(&mut self, cell: Option<&At<String>>) -> Option<u64> {
        let cell = cell?;
        match cell.value.parse() {
            Ok(number) => Some(number),
            Err(_) => {
                self.fault("bad-quantity", format!("`{}` is not a whole number", cell.value), cell, "in this row");
                None
            }
        }
    }

    fn rule_basis(&mut self, rule: &At<RuleFile>) -> RuleBasis {
        let Some(basis) = rule.value.basis else {
            self.fault_with(
                Diagnostic::fault("rule-without-basis", "a rule says what it rests on")
                    .at(rule.span(), "no `basis`")
                    .hint("basis = \"treaty\", \"adopted-procedure\", \"practice\" or \"assumption\""),
            );
            return RuleBasis::Assumption;
        };
        if matches!(basis, RuleBasis::Treaty | RuleBasis::AdoptedProcedure) && rule.value.cite.is_none() {
            self.fault_with(
                Diagnostic::fault("rule-without-cite", "a rule that rests on a text names it")
                    .at(rule.span(), "no `cite`")
                    .hint("cite = \"Treaty of …, Article …\""),
            );
        }
        basis
    }

    fn rule(&mut self, written: &At<RuleFile>, members: &[Member]) -> Option<Rule> {
        let rule = &written.value;
        let by = rule.by.unwrap_or(Measure::Members);
        match rule.kind {
            RuleKind::Unanimity => Some(Rule::Unanimity { abstention_blocks: rule.abstention_blocks.unwrap_or(true) }),
            RuleKind::Consensus => Some(Rule::Consensus),
            RuleKind::ConstructiveAbstention => self.quota(written).map(|under| Rule::ConstructiveAbstention { under }),
            RuleKind::Majority => {
                let (strict, of) = (rule.strict, rule.of.unwrap_or(Whole::All));
                self.quota(written).map(|quota| Rule::Majority { quota, strict, of, by })
            }
            RuleKind::Votes => self.votes(written).map(|quota| Rule::Votes { quota, by }),
            RuleKind::NoVeto => {
                if rule.holders.0.is_empty() {
                    self.rule_lacks(written, "holders");
                }
                let holders = self.party_list(&rule.holders);
                self.holders_are_members(&rule.holders, &holders, members);
                Some(Rule::NoVeto { holders })
            }
            RuleKind::FewerAgainst => match rule.than {
                Some(than) => Some(Rule::FewerAgainst { than }),
                None => self.rule_lacks(written, "than"),
            },
            RuleKind::All => Some(Rule::All(self.subrules(written, members))),
            RuleKind::Any => Some(Rule::Any(self.subrules(written, members))),
            RuleKind::Stages => {
                if rule.stages.0.is_empty() {
                    self.rule_lacks(written, "stages");
                }
                let stages = rule.stages.0.iter().filter_map(|id| self.find(Names::body, id)).map(BodyId).collect();
                Some(Rule::Stages(stages))
            }
        }
    }

    fn subrules(&mut self, written: &At<RuleFile>, members: &[Member]) -> Vec<Rule> {
        if written.value.rules.is_empty() {
            self.rule_lacks(written, "rules");
        }
        written.value.rules.iter().filter_map(|rule| self.rule(rule, members)).collect()
    }

    fn rule_lacks(&mut self, written: &At<RuleFile>, key: &str) -> Option<Rule> {
        self.fault("missing-key", format!("this kind of rule needs `{key}`"), written, "in this rule");
        None
    }

    fn quota(&mut self, written: &At<RuleFile>) -> Option<Ratio> {
        match &written.value.quota {
            Some(amount) => self.ratio(amount),
            None => {
                self.rule_lacks(written, "quota");
                None
            }
        }
    }

    fn votes(&mut self, written: &At<RuleFile>) -> Option<u64> {
        let Some(amount) = &written.value.quota else {
            self.rule_lacks(written, "quota");
            return None;
        };
        let quantity = self.quantity(amount, "a number of votes", (0.0, 9e15))?;
        let number = quantity.central();
        if !quantity.is_point() || number.fract() != 0.0 {
            self.fault("bad-quota", "a number of votes is a whole number", amount, "this value");
            return None;
        }
        Some(number as u64)
    }

    fn holders_are_members(&mut self, written: &Few, holders: &[PartyId], members: &[Member]) {
        for holder in holders.iter().filter(|holder| !members.iter().any(|member| member.party == **holder)) {
            let id = self.case.party(*holder).id.clone();
            if let Some(place) = written.0.iter().find(|name| name.value == id) {
                self.fault("not-a-member", format!("`{id}` holds a veto and is not a member"), place, "not a member");
            }
        }
    }

    fn stance(&mut self, written: &StanceFile, body: &str) -> Vec<StanceOn> {
        let party = self.one_party(Some(&written.party));
        let path = format!("body.{body}.stance.{}", written.party.value);
        let what = format!("how {} stands in {body}", written.party.value);
        let basis = self.needed_basis(&written.party, &path, &what, &written.rests_on, written.because.as_ref());
        let choices: Vec<Choice> = written.on.iter().filter_map(|(issue, option)| self.choice(issue, option)).collect();
        let on = |choice| Some(StanceOn { party: party?, choice, stance: written.stance, basis: basis.clone() });
        choices.into_iter().filter_map(on).collect()
    }

    fn no_cycle_of_stages(&mut self) {
        let file = self.file;
        let stages: Vec<Vec<usize>> =
            self.case.bodies.iter().map(|body| body.rule.stages().iter().map(|stage| stage.0).collect()).collect();
        for index in members_of_cycles(&stages) {
            let (id, _) = &file.body.0[index];
            self.fault(
                "cycle",
                format!("`{}` has to decide before itself", id.value),
                id,
                "its stages lead back to it",
            );
        }
    }

    pub(super) fn conditions(&mut self) {
        let file = self.file;
        for (id, condition) in &file.condition {
            let path = format!("condition.{}", id.value);
            let because = condition.because.as_ref();
            let basis = self.needed_basis(id, &path, &condition.text, &condition.rests_on, because);
            let mut controllers = Vec::new();
            for controller in &condition.controller.0 {
                self.ambiguous(Lookup::Controller, &controller.value, controller.span());
                match (self.names.party.get(&controller.value), self.names.body.get(&controller.value)) {
                    (Some(&party), _) => {
                        self.used.insert((Names::party(&self.names).0, party));
                        self.link(controller, Name::new(NameKind::Party, &controller.value));
                        controllers.push(Controller::Party(PartyId(party)));
                    }
                    (None, Some(&body)) => {
                        self.link(controller, Name::new(NameKind::Body, &controller.value));
                        controllers.push(Controller::Body(BodyId(body)));
                    }
                    (None, None) => {
                        let known: Vec<&str> =
                            self.names.party.keys().chain(self.names.body.keys()).map(String::as_str).collect();
                        let fault = super::unknown("a party or a body", controller, &known);
                        self.out.push(fault);
                    }
                }
            }
            let (id, text, holds) =
                (id.value.clone(), condition.text.clone(), condition.holds.unwrap_or(Truth::Unknown));
            self.case.conditions.push(Condition { id, text, holds, controllers, basis });
        }
    }

    pub(super) fn gates(&mut self) {
        let file = self.file;
        for (id, gate) in &file.gate {
            let mut opens: Vec<Choice> = Vec::new();
            for (issue, options) in &gate.opens {
                opens.extend(options.0.iter().filter_map(|option| self.choice(issue, option)).collect::<Vec<_>>());
            }
            let path = format!("gate.{}", id.value);
            let what = format!("the gate {}", id.value);
            let basis = self.needed_basis(id, &path, &what, &gate.rests_on, gate.because.as_ref());
            self.no_gate_before_the_status_quo(id, &opens);
            let Some(&first) = opens.first() else { continue };
            let Some(needs) = self.needs(&gate.needs, first) else { continue };
            if opens.len() == 1 || !needs.asks_a_body() {
                self.case.gates.push(Gate { id: id.value.clone(), opens, needs, basis });
                continue;
            }
            // A body decides on one option at a time, so a gate in front of several is a gate in front of each.
            for choice in opens {
                let id = format!("{} ({})", id.value, self.case.option(choice).id);
                if let Some(needs) = self.needs(&gate.needs, choice) {
                    self.case.gates.push(Gate { id, opens: vec![choice], needs, basis: basis.clone() });
                }
            }
        }
    }

    /// What holds already needs nobody's leave; a gate in front of it would make "nothing is agreed" unreachable.
    fn no_gate_before_the_status_quo(&mut self, id: &At<String>, opens: &[Choice]) {
        for choice in opens.iter().filter(|choice| self.case.issue(choice.issue).status_quo == choice.option) {
            let option = self.case.choice_text(*choice);
            self.out.push(
                Diagnostic::warning(
                    "gated-status-quo",
                    format!("`{}` stands in front of the status quo, {option}", id.value),
                )
                .at(id.span(), "this gate")
                .hint("what holds already needs no gate: leave the option out of `opens`, or mend `status_quo`"),
            );
        }
    }

    fn needs(&mut self, written: &At<NeedsFile>, choice: Choice) -> Option<Needs> {
        match &written.value {
            NeedsFile::Leaf(words) => self.leaf(&written.with(words.clone()), choice),
            NeedsFile::Table(table) => self.combination(table, written, choice),
        }
    }

    fn combination(&mut self, table: &NeedsTable, place: &At<NeedsFile>, choice: Choice) -> Option<Needs> {
        let of = |least: usize, list: &[At<NeedsFile>]| (1..=list.len()).contains(&least);
        let turns = match (&table.all, &table.any, &table.not, &table.at_least, &table.of) {
            (Some(list), None, None, None, None) | (None, Some(list), None, None, None) => of(1, list),
            (None, None, None, Some(least), Some(list)) => of(least.value, list),
            // Not one way to combine: that is told below.
            _ => true,
        };
        if !turns {
            self.fault(
                "bad-needs",
                "whatever happens, this comes out the same",
                place,
                "nothing in it can turn the gate",
            );
            return None;
        }
        let mut parts = |list: &[At<NeedsFile>]| list.iter().filter_map(|part| self.needs(part, choice)).collect();
        match (&table.all, &table.any, &table.not, &table.at_least, &table.of) {
            (Some(list), None, None, None, None) => Some(Needs::All(parts(list))),
            (None, Some(list), None, None, None) => Some(Needs::Any(parts(list))),
            (None, None, Some(part), None, None) => Some(Needs::Not(Box::new(self.needs(part, choice)?))),
            (None, None, None, Some(least), Some(list)) => Some(Needs::AtLeast(least.value, parts(list))),
            _ => {
                self.fault_with(
                    Diagnostic::fault("bad-needs", "a combination has exactly one way to combine")
                        .at(place.span(), "in this table")
                        .hint("`all = […]`, `any = […]`, `not = …`, or `at_least = 2` with `of = […]`"),
                );
                None
            }
        }
    }

    fn leaf(&mut self, words: &At<String>, choice: Choice) -> Option<Needs> {
        if let Some(body) = words.value.strip_suffix(" agrees") {
            let start = body.len() - body.trim_start().len();
            let place = self.inside(words, start..start + body.trim().len());
            let body = At { value: body.trim().to_owned(), range: place.start..place.end, file: words.file.clone() };
            let body = self.find(Names::body, &body)?;
            return Some(Needs::Agrees(BodyId(body), choice));
        }
        if let Some(date) = words.value.strip_prefix("after ") {
            return self.date(&words.with(date.trim().to_owned())).map(Needs::After);
        }
        let found = self.find(Names::condition, words);
        let forms = "a need is a condition's id, `BODY agrees` or `after DATE`; several go into \
                     `{ all = [\"…\", \"…\"] }` or `{ any = [\"…\", \"…\"] }`";
        // One word is a name, and the nearest name helps; more words are a phrase that is not understood.
        let is_phrase = words.value.contains(char::is_whitespace);
        if let (None, true, Some(fault)) = (found, is_phrase, self.out.last_mut()) {
            fault.hint = Some(forms.to_owned());
        }
        found.map(|place| Needs::Holds(ConditionId(place)))
    }

    pub(super) fn norms(&mut self) {
        let file = self.file;
        for (id, norm) in &file.norm {
            let path = format!("norm.{}", id.value);
            let basis = self.basis(&path, &norm.text, &norm.rests_on, norm.because.as_ref());
            let issues = norm.issues.0.iter().filter_map(|id| self.find(Names::issue, id)).map(IssueId).collect();
            let holders = self.party_list(&norm.holders);
            self.case.norms.push(Norm {
                id: id.value.clone(),
                text: norm.text.clone(),
                holders,
                issues,
                norm_basis: norm.basis,
                cite: norm.cite.clone(),
                basis,
            });
        }
    }
}
