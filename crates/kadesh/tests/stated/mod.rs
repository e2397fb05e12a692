//! Random conflicts as formulas, for the tests of the engines that take them so.

use kadesh::conflict::Stated;
use kadesh::model::{Formula, OptionId};

use super::dice::Dice;

impl Dice {
    pub fn formula(&mut self, options: usize, depth: usize) -> Formula {
        let kinds = if depth == 0 { 2 } else { 7 };
        let part = |dice: &mut Dice| dice.formula(options, depth.saturating_sub(1));
        match self.below(kinds) {
            0 => Formula::Taken(OptionId(self.below(options))),
            1 => Formula::Not(Box::new(Formula::Taken(OptionId(self.below(options))))),
            2 => Formula::All((0..self.below(4)).map(|_| part(self)).collect()),
            3 => Formula::Any((0..self.below(4)).map(|_| part(self)).collect()),
            4 => Formula::Not(Box::new(part(self))),
            5 => Formula::IfThen(Box::new(part(self)), Box::new(part(self))),
            _ => Formula::Iff(Box::new(part(self)), Box::new(part(self))),
        }
    }

    pub fn stated(&mut self) -> Stated {
        let parties = 2 + self.below(4);
        let options = 1 + self.below(9);
        let mut owned = vec![0; parties];
        (0..options).for_each(|option| owned[self.below(parties)] |= 1 << option);
        let (mut once_taken, mut once_dropped) = (0, 0);
        if self.below(2) == 0 {
            for option in 0..options {
                match self.below(4) {
                    0 => once_taken |= 1 << option,
                    1 => once_dropped |= 1 << option,
                    _ => {}
                }
            }
        }
        let rules = (0..self.below(4)).map(|_| self.formula(options, 2)).collect();
        let statements = (0..parties).map(|_| (0..self.below(7)).map(|_| self.formula(options, 2)).collect()).collect();
        Stated { options, owned, once_taken, once_dropped, rules, statements }
    }
}

pub fn possible(stated: &Stated, state: u64) -> bool {
    stated.rules.iter().all(|rule| rule.holds(state))
}
