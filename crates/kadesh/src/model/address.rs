//! The address of a party's random draws: what it wants, hashed, so that its name and its place in the file do not matter.

use sha2::{Digest, Sha256};

use super::{Case, Choice, DealRule, IssueId, LeverId, OptionId, Order, PartyId, Quantity, Variable, WrittenIds};

impl WrittenIds {
    /// The ids that the case has now.
    pub fn of(case: &Case) -> WrittenIds {
        let choices = |issue: IssueId| (0..case.issue(issue).options.len()).map(move |option| Choice { issue, option });
        let options = |issue| choices(issue).map(|choice| case.option_address(choice).to_owned()).collect();
        WrittenIds {
            issues: case.issue_ids().map(|id| case.issue_address(id).to_owned()).collect(),
            options: case.issue_ids().map(options).collect(),
            levers: (0..case.levers.len()).map(|id| case.lever_address(LeverId(id)).to_owned()).collect(),
            conflict_options: (0..case.conflict.options.len())
                .map(|id| case.conflict_option_address(OptionId(id)).to_owned())
                .collect(),
        }
    }
}

impl Case {
    /// The id by which draws know an issue.
    pub fn issue_address(&self, id: IssueId) -> &str {
        self.written_ids.issues.get(id.0).unwrap_or(&self.issue(id).id)
    }

    /// The id by which draws know an option.
    pub fn option_address(&self, choice: Choice) -> &str {
        let written = self.written_ids.options.get(choice.issue.0).and_then(|options| options.get(choice.option));
        written.unwrap_or(&self.option(choice).id)
    }

    /// The id by which draws know a lever.
    pub fn lever_address(&self, id: LeverId) -> &str {
        self.written_ids.levers.get(id.0).unwrap_or(&self.lever(id).id)
    }

    /// The id by which draws know an option of the conflict.
    pub fn conflict_option_address(&self, id: OptionId) -> &str {
        self.written_ids.conflict_options.get(id.0).unwrap_or(&self.conflict.options[id.0].id)
    }
}

/// The address of every party's draws, in file order.
///
/// A hash of the text of what the party wants: its stakes by issue and option, its walk-away by lever, whether it signs, how
/// many seats it insists on. Parties that want exactly the same are told apart by their order among themselves.
/// The checker puts these into [`Party::address`](super::Party::address) once; a what-if keeps them. O(n log n).
pub fn party_addresses(case: &Case) -> Vec<u64> {
    let wants: Vec<String> = (0..case.parties.len()).map(|party| wants(case, PartyId(party))).collect();
    hashed("party", &wants)
}

/// The address of the draws of every party's preferences over the states of the conflict, in file order.
///
/// A hash of its statements or weights and of what else it wants, so that a conflict that is added to a case leaves the draws
/// of its stakes as they are. The checker puts these into [`Preference::address`](super::Preference::address). O(n log n).
pub fn preference_addresses(case: &Case) -> Vec<u64> {
    let texts: Vec<String> = case
        .conflict
        .preferences
        .iter()
        .map(|preference| format!("{}\n{}", wishes(case, &preference.order), wants(case, preference.party)))
        .collect();
    hashed("preference", &texts)
}

/// Equal texts are told apart by their order among themselves.
fn hashed(kind: &str, texts: &[String]) -> Vec<u64> {
    let address = |(place, text): (usize, &String)| {
        let rank = texts.iter().take(place).filter(|other| *other == text).count();
        short_hash(&format!("{kind}\n{rank}\n{text}"))
    };
    texts.iter().enumerate().map(address).collect()
}

/// What a party would see met in the conflict, and what options count for it.
fn wishes(case: &Case, order: &Order) -> String {
    let mut lines: Vec<String> = match order {
        Order::Statements(wishes) => wishes
            .iter()
            .map(|wish| format!("wish {} {}", case.conflict.words(&wish.holds), written(wish.priority)))
            .collect(),
        Order::Worth { weights, .. } => weights
            .iter()
            .map(|(option, weight)| format!("weight of option {} {weight}", case.conflict.option_name(*option)))
            .collect(),
        Order::Ranking(_) => Vec::new(),
    };
    lines.sort();
    lines.join("\n")
}

/// What a party wants, as text that no name and no order of the file enters.
fn wants(case: &Case, party: PartyId) -> String {
    let mut lines = Vec::new();
    for stake in case.stakes.iter().filter(|stake| stake.party == party) {
        let issue = case.issue(stake.issue);
        lines.push(format!("weight {} {}", issue.id, written(stake.weight)));
        for (place, option) in issue.options.iter().enumerate() {
            let value = stake.values.get(place).copied().flatten();
            let barred = stake.red_line.contains(&place);
            lines.push(format!("value {} {} {} {barred}", issue.id, option.id, written(value)));
        }
    }
    for walk_away in case.walk_aways.iter().filter(|walk_away| walk_away.party == party) {
        lines.push(format!("base {}", written(walk_away.base)));
        let package = walk_away.package.iter().flat_map(|package| case.issues.iter().zip(package));
        lines.extend(package.map(|(issue, option)| format!("package {} {}", issue.id, issue.options[*option].id)));
        for (lever, effect) in &walk_away.from {
            lines.push(format!("effect {} {effect}", case.lever(*lever).id));
        }
    }
    for bonus in case.bonuses.iter().filter(|bonus| bonus.party == party) {
        let mut when: Vec<String> = bonus.choices().map(|choice| case.choice_text(choice)).collect();
        when.sort();
        lines.push(format!("bonus {} {}", when.join(", "), bonus.worth));
    }
    lines.extend(role(case, party));
    lines.extend(case.party(party).points.map(|total| format!("points {total}")));
    lines.push(format!("signs {}", case.deal.signatories.contains(&party)));
    lines.push(format!("seats {}", case.red_lines.iter().filter(|line| line.party == party).count()));
    lines.sort();
    lines.join("\n")
}

/// Its part in a deal that not all must sign, and in inputs that move together. Nothing where there is neither.
fn role(case: &Case, party: PartyId) -> Vec<String> {
    let mut lines = Vec::new();
    match &case.deal.rule {
        DealRule::All => {}
        DealRule::Groups(groups) => {
            let own = groups.iter().filter(|group| group.contains(&party));
            let mut sizes: Vec<usize> = own.map(|group| group.len()).collect();
            sizes.sort_unstable();
            lines.push(format!("groups {sizes:?}"));
        }
        DealRule::Body(body) => {
            let seats = case.body(*body).members.iter().filter(|member| member.party == party);
            lines.extend(seats.map(|seat| format!("seat {} {}", seat.weight, seat.population)));
        }
    }
    for tie in &case.ties {
        let own = |input: Variable| input.party() == Some(party);
        lines.extend(own(tie.input).then(|| format!("follows {} {:?}", local(case, tie.input), tie.by)));
        lines.extend(own(tie.of).then(|| format!("leads {} {:?}", local(case, tie.of), tie.by)));
    }
    lines
}

/// A number of a party without the party.
fn local(case: &Case, input: Variable) -> String {
    match input {
        Variable::Weight(_, issue) => format!("weight {}", case.issue(issue).id),
        Variable::Value(_, choice) => format!("value {}", case.choice_text(choice)),
        Variable::Effect(_, lever) => format!("effect {}", case.lever(lever).id),
        _ => "base".to_owned(),
    }
}

fn written(quantity: Option<Quantity>) -> String {
    quantity.map_or_else(|| "blank".to_owned(), |quantity| quantity.to_string())
}

fn short_hash(text: &str) -> u64 {
    Sha256::digest(text.as_bytes()).iter().take(8).fold(0, |hash, byte| (hash << 8) | u64::from(*byte))
}
