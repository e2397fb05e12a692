//! What is to be settled and what each party wants, as written: issues, stakes, red lines, walk-aways, levers, the deal.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{MovesWithFile, PackageFile};
use crate::case::needs::NeedsFile;
use crate::case::written::{Amount, At, Few, Named};

/// `[issue.ID]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IssueFile {
    /// The question in words.
    #[serde(default)]
    pub question: String,
    /// At least two options.
    pub options: At<Vec<At<String>>>,
    /// The option that holds when nothing is agreed.
    pub status_quo: At<String>,
    /// Whether the options stand in an order.
    #[serde(default)]
    pub ordered: bool,
    /// Each option in the words of a sentence: `name.OPTION = "a fixed timetable"`. Its id when left out.
    #[serde(default)]
    pub name: Named<At<String>>,
    /// What each option means exactly: `define.OPTION = "…"`.
    #[serde(default)]
    pub define: Named<At<String>>,
    /// The day that a definition refers to: `cut_off.OPTION = "2014-02"`.
    #[serde(default)]
    pub cut_off: Named<At<String>>,
    /// The party whose seat at the table it settles.
    pub seat_of: Option<At<String>>,
}

/// `[stake.PARTY.ISSUE]`
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StakeFile {
    /// How much the issue matters beside the party's others.
    pub weight: Option<At<Amount>>,
    /// What each option is worth, from 0 to 1.
    #[serde(default)]
    pub values: Named<At<Amount>>,
    /// What each option is worth in points, as scoring sheets have it, in place of `weight` and `values`.
    #[serde(default)]
    pub points: Named<At<Amount>>,
    /// The input that the weight moves with: `{ of = "stake.PARTY.ISSUE.weight", by = 0.8 }`, or `{ of = …, by = "same" }`.
    pub moves_with: Option<At<MovesWithFile>>,
    /// Options rejected whatever the rest.
    #[serde(default)]
    pub red_line: Few,
    /// Statements or assumptions.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so: makes an assumption.
    pub because: Option<At<String>>,
}

/// `[[red_line]]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RedLineFile {
    /// Who draws it.
    pub party: At<String>,
    /// Who must be seated.
    pub needs_seat: At<String>,
    /// Statements or assumptions.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}

/// `[walk_away.PARTY]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WalkAwayFile {
    /// What no deal is worth with every lever at nought, from 0 to 1.
    pub base: Option<At<Amount>>,
    /// The same in points, for a party whose stakes are in points.
    pub points: Option<At<Amount>>,
    /// A package that is worth to it what no deal is: `{ ISSUE = "OPTION" }`, or `"status quo"`. Issues left out keep their
    /// status quo.
    pub package: Option<At<PackageFile>>,
    /// The input that this worth moves with.
    pub moves_with: Option<At<MovesWithFile>>,
    /// What each lever adds at full setting: `from.LEVER = "0..0.25"`. In points where the stakes are.
    #[serde(default)]
    pub from: Named<At<Amount>>,
    /// Statements or assumptions.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}

/// `[lever.ID]`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeverFile {
    /// The name to print; the id when left out.
    pub name: Option<String>,
    /// The least and greatest setting, within 0 and 1: `"0..1"`, also when left out.
    pub range: Option<At<Amount>>,
    /// Where it stands now. Left out: anywhere that its promises allow.
    pub now: Option<At<Amount>>,
    /// The input that this setting moves with.
    pub moves_with: Option<At<MovesWithFile>>,
    /// The party that can move it.
    pub held_by: Option<At<String>>,
    /// The share of its effect lost without another lever: `needs.LEVER = "0.3..0.7"`.
    #[serde(default)]
    pub needs: Named<At<Amount>>,
    /// Statements that promise to move it.
    #[serde(default)]
    pub promised_in: Few,
    /// Statements or assumptions.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}

/// `[deal]`
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DealFile {
    /// The parties whose acceptance makes a deal; every party with stakes when left out.
    #[serde(default)]
    pub signatories: Few,
    /// Where not all of them are needed, who is enough: `"north and (south or east)"`, or
    /// `{ at_least = 2, of = ["north", "south", "east"] }`, also with `all` and `any`.
    pub needs: Option<At<NeedsFile>>,
    /// A body that decides by its own rule. Members without stakes count as opposed.
    pub body: Option<At<String>>,
    /// How many times a loss weighs as much as the same gain, at least 1.
    pub loss_aversion: Option<At<Amount>>,
    /// Statements or assumptions.
    #[serde(default)]
    pub rests_on: Few,
    /// Why, where no source says so.
    pub because: Option<At<String>>,
}
