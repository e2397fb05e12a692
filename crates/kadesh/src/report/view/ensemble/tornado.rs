//! How far each input alone moves a result, as a picture of swings.

use super::numbers::percent;
use crate::ensemble::{Locked, Measured, Swing, Swings};
use crate::model::Case;
use crate::report::block::{Bar, Block, Figures, Tornado};

/// One-at-a-time swings of one result.
pub fn tornado(_case: &Case, answer: &Swings) -> Vec<Block> {
    let locked = answer.swings.iter().filter(|swing| swing.locked.is_some()).count();
    let most = answer.swings.first().map_or(0.0, |swing| swing.width);
    let widest: Vec<&Swing> = answer.swings.iter().filter(|swing| swing.width > 0.0 && swing.width == most).collect();
    let text = match widest.as_slice() {
        [] => format!("No input alone moves the {} within its range.", answer.result),
        [widest] => format!(
            "The {} moves most with the {}: from {} to {}.",
            answer.result,
            widest.name,
            shown(answer.measured, widest.at_low),
            shown(answer.measured, widest.at_high)
        ),
        // None of them is named before the others: which comes first in a list says nothing.
        tied => format!("{} inputs move the {} most, one as far as the other.", tied.len(), answer.result),
    };
    let mut blocks = vec![Block::headline(text, answer.basis.clone())];
    if locked > 0 {
        let text = format!(
            "Inputs that are locked: {locked} of {}. The result moves in steps, and none lies in such an input's range. That does not \
             mean that it does not matter.",
            answer.swings.len()
        );
        blocks.push(Block::caution(text, answer.basis.clone()));
    }
    blocks.push(Block::Tornado(Tornado {
        title: "One input at a time".to_owned(),
        result: answer.result.clone(),
        figures: match answer.measured {
            Measured::Acceptance(_) => Figures::Share,
            Measured::Deals => Figures::Count,
        },
        centre: answer.centre,
        bars: answer.swings.iter().map(|swing| bar(answer, swing)).collect(),
    }));
    blocks
}

fn bar(answer: &Swings, swing: &Swing) -> Bar {
    let locked = swing.locked.map(|locked| match locked {
        Locked::Step { at, distance, result } => format!(
            "the next step is at {at:.2}, {distance:.2} beyond its range, where the result is {}",
            shown(answer.measured, result)
        ),
        Locked::NoStep { bounds: (low, high) } => format!("no step found between {low:.2} and {high:.2}"),
    });
    // A blank input rests on nothing itself; the result does.
    let basis = if swing.basis.is_empty() { &answer.basis } else { &swing.basis };
    Bar { name: swing.name.clone(), at_low: swing.at_low, at_high: swing.at_high, locked, basis: basis.clone() }
}

fn shown(measured: Measured, value: f64) -> String {
    match measured {
        Measured::Acceptance(_) => percent(value),
        Measured::Deals => format!("{value:.0}"),
    }
}
