//! Options that hang together: packages that cannot be, and what options are worth only together.

use std::collections::BTreeMap;

use super::super::written::{At, Named};
use super::Checker;
use crate::diagnostic::Diagnostic;
use crate::model::{Bonus, Choice, Exclusion, IssueId, Quantity};

impl Checker<'_> {
    pub(super) fn exclusions(&mut self) {
        let file = self.file;
        for (place, written) in file.exclude.iter().enumerate() {
            let package = self.several(&written.package);
            let unless = self.some_options(&written.unless);
            let path = format!("exclude.{}", place + 1);
            let named = written.package.with(path.clone());
            let what = match &package {
                Some(package) => format!("{} cannot be had together", self.in_words(package)),
                None => "options that cannot be had together".to_owned(),
            };
            let basis = self.needed_basis(&named, &path, &what, &written.rests_on, written.because.as_ref());
            if let (Some(package), Some(unless)) = (package, unless) {
                self.excludes_once(place, &package, &unless);
                self.case.exclusions.push(Exclusion { package, unless, basis });
            }
        }
        self.what_holds_now_is_possible();
    }

    /// An exclusion is told once, and its exception can hold.
    fn excludes_once(&mut self, place: usize, package: &BTreeMap<IssueId, usize>, unless: &BTreeMap<IssueId, usize>) {
        let file = self.file;
        let written = file.exclude[place].package.span();
        if unless.iter().any(|(issue, option)| package.get(issue).is_some_and(|other| other != option)) {
            let fault = Diagnostic::warning("idle-unless", "no package has these options and those of `unless`");
            self.fault_with(fault.at(written.clone(), "the exception never holds").hint("leave `unless` out"));
        }
        let same = |one: &Exclusion| (&one.package, &one.unless) == (package, unless);
        if let Some(first) = self.case.exclusions.iter().position(same) {
            let message = format!("that {} cannot be had together is told twice", self.in_words(package));
            let earlier = file.exclude[first].package.span();
            let fault = Diagnostic::fault("said-twice", message).at(written, "again here").at(earlier, "first here");
            self.fault_with(fault.hint("keep one of the two"));
        }
    }

    pub(super) fn bonuses(&mut self) {
        let file = self.file;
        for (place, written) in file.bonus.iter().enumerate() {
            let party = self.one_party(Some(&written.party));
            let when = self.several(&written.when);
            let total = party.and_then(|party| self.case.party(party).points);
            let most = total.unwrap_or(1.0);
            let worth = self.quantity(&written.worth, "what options are worth together", (-most, most));
            let path = format!("bonus.{}", place + 1);
            let what = match (party, &when) {
                (Some(party), Some(when)) => {
                    format!("what {} are worth together to {}", self.in_words(when), self.case.party(party).name)
                }
                _ => "what options are worth together".to_owned(),
            };
            let basis = self.needed_basis(&written.party, &path, &what, &written.rests_on, written.because.as_ref());
            let Some(party) = party else { continue };
            if !self.case.stakes.iter().any(|stake| stake.party == party) {
                self.fault_with(
                    Diagnostic::fault(
                        "no-stake",
                        format!("`{}` has no stakes that a bonus could add to", written.party.value),
                    )
                    .at(written.party.span(), "no `[stake]` of this party")
                    .hint(format!("add `[stake.{}.ISSUE]`", written.party.value)),
                );
            }
            if let (Some(when), Some(worth)) = (when, worth) {
                if let Some(first) = self.case.bonuses.iter().position(|one| one.party == party && one.when == when) {
                    let earlier = file.bonus[first].when.span();
                    self.fault_with(
                        Diagnostic::fault(
                            "said-twice",
                            format!("what {} are worth together is told twice", self.in_words(&when)),
                        )
                        .at(written.when.span(), "again here")
                        .at(earlier, "first here")
                        .hint("keep one of the two"),
                    );
                }
                if worth == Quantity::Point(0.0) {
                    let fault = Diagnostic::warning("idle-bonus", "options that are worth nothing more together");
                    let hint = "leave it out, or give it a worth";
                    self.fault_with(fault.at(written.worth.span(), "changes nothing").hint(hint));
                }
                self.case.bonuses.push(Bonus { party, when, worth, basis });
            }
        }
    }

    /// One option for each of some issues. None: one of them is not known.
    pub(super) fn some_options(&mut self, written: &Named<At<String>>) -> Option<BTreeMap<IssueId, usize>> {
        let found = written.iter().map(|(issue, option)| self.choice(issue, option)).collect::<Vec<_>>();
        found.into_iter().map(|choice| choice.map(|choice| (choice.issue, choice.option))).collect()
    }

    /// The same for options that hang together: one alone is no matter of others.
    fn several(&mut self, written: &At<Named<At<String>>>) -> Option<BTreeMap<IssueId, usize>> {
        if written.value.0.len() < 2 {
            let fault = Diagnostic::fault("one-option", "options hang together when there are at least two");
            self.fault_with(
                fault.at(written.span(), "fewer than two").hint("name an option for each of two issues or more"),
            );
        }
        self.some_options(&written.value)
    }

    fn in_words(&self, options: &BTreeMap<IssueId, usize>) -> String {
        let choices = options.iter().map(|(issue, option)| Choice { issue: *issue, option: *option });
        choices.map(|choice| self.case.option_words(choice)).collect::<Vec<_>>().join(" and ")
    }

    fn what_holds_now_is_possible(&mut self) {
        let now = self.case.status_quo();
        let file = self.file;
        let refuted = self.case.exclusions.iter().position(|exclusion| exclusion.excludes(&now));
        // Faulty entries are not among the exclusions, and then the places are not those of the file.
        let Some(written) =
            refuted.filter(|_| self.case.exclusions.len() == file.exclude.len()).map(|at| &file.exclude[at])
        else {
            return;
        };
        self.fault_with(
            Diagnostic::fault("status-quo-excluded", "what holds now, the status quo of every issue, cannot be had")
                .at(written.package.span(), "excludes it")
                .hint("mend the exclusion, or the `status_quo` of an issue"),
        );
    }
}
