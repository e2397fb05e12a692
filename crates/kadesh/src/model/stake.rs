//! What each party wants: issues, options, weights, values, red lines.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Basis, IssueId, PartyId, Quantity, When};

/// A question to be settled, with the answers it can have.
#[derive(Debug, Clone, JsonSchema, Serialize)]
#[doc(alias = "dimension")]
#[doc(alias = "attribute")]
pub struct Issue {
    /// The id in the case file.
    pub id: String,
    /// The question in words.
    pub question: String,
    /// At least two options.
    pub options: Vec<IssueOption>,
    /// The option that holds when nothing is agreed: silence means this one.
    pub status_quo: usize,
    /// Whether the options stand in an order, so that distance along them means something.
    pub ordered: bool,
    /// Whether it settles who sits at the table.
    pub about_seat_of: Option<PartyId>,
}

/// One answer to an issue.
#[derive(Debug, Clone, JsonSchema, Serialize)]
pub struct IssueOption {
    /// The id in the case file.
    pub id: String,
    /// The option in the words of a sentence: `a fixed timetable`. None: its id stands for it.
    pub name: Option<String>,
    /// What exactly it means: which line, which text, as of when.
    pub definition: Option<String>,
    /// The date the definition refers to, such as a line of control on a day.
    pub cut_off: Option<When>,
}

/// One cell of the matrix party × issue.
#[derive(Debug, Clone, JsonSchema, Serialize)]
#[doc(alias = "preference")]
pub struct Stake {
    /// Whose.
    pub party: PartyId,
    /// In what.
    pub issue: IssueId,
    /// How much the issue matters beside the party's other issues, on any positive scale. None: not known, or the party's
    /// stakes are in points, which hold it.
    #[doc(alias = "salience")]
    pub weight: Option<Quantity>,
    /// The value of each option to the party, 0 worst to 1 best, or in the party's points, in the order of the issue's
    /// options. None: not known.
    pub values: Vec<Option<Quantity>>,
    /// Options that the party rejects whatever it gets elsewhere.
    pub red_line: BTreeSet<usize>,
    /// What the cell rests on.
    pub basis: Basis,
}

/// A red line about process: no deal without this seat, whatever the text.
#[derive(Debug, Clone, JsonSchema, Serialize)]
pub struct RedLine {
    /// Who draws it.
    pub party: PartyId,
    /// Who must be seated.
    pub needs_seat: PartyId,
    /// What it rests on.
    pub basis: Basis,
}
