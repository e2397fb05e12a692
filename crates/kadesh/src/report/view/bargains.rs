//! How answers about acts are worded when a bargaining model judges them.

use super::deals;
use crate::ask::{ActOpponents, ActValues, DemandParts};
use crate::model::{Basis, Case};
use crate::report::block::Block;

/// A concession's value.
pub fn values(case: &Case, answer: &ActValues) -> Vec<Block> {
    let mut blocks = deals::conceded(case, &answer.value);
    if let Some(loss_aversion) = answer.default_loss_aversion {
        let text = format!("The case states no loss aversion: {loss_aversion} was taken (Tversky and Kahneman 1992).");
        blocks.push(Block::caution(text, Basis::new()));
    }
    blocks
}

/// A concession under rival theories of the receiver.
pub fn opponents(case: &Case, answer: &ActOpponents) -> Vec<Block> {
    let mut blocks = deals::received(case, &answer.received);
    let text = format!(
        "A receiver that hardens raises its walk-away by {} of what it was given: a setting of ours.",
        answer.hardening
    );
    blocks.push(Block::caution(text, Basis::new()));
    blocks
}

/// A linked demand and its parts.
pub fn parts(case: &Case, answer: &DemandParts) -> Vec<Block> {
    deals::unbundled(case, &answer.parts)
}
