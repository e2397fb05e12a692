//! The field's own words that answers use, each explained in two lines, with where it comes from.

/// A term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// The word.
    pub word: &'static str,
    /// What it means here.
    pub means: &'static str,
    /// Where it comes from.
    pub source: &'static str,
}

const fn term(word: &'static str, means: &'static str, source: &'static str) -> Term {
    Term { word, means, source }
}

/// Every term, in the order of the alphabet.
pub const GLOSSARY: &[Term] = &[
    term(
        "acceptance share",
        "How many of the packages within reach a party prefers to no deal. A small share means that it can refuse much.",
        "our own measure; reservation values: Raiffa 1982",
    ),
    term(
        "assumption",
        "An input that no source supports. It has an author and a reason, and may say what holds if it is rejected.",
        "analytic standards: ICD 203",
    ),
    term(
        "concession",
        "Something given up in a negotiation. Whether it was one may be disputed; each description then stands beside the others.",
        "our own definition",
    ),
    term(
        "draw",
        "One set of values for all inputs that are ranges. Results are counted over many draws; the count says nothing of what will happen.",
        "Kahn and Marshall 1953",
    ),
    term(
        "floor",
        "The worst package that a party would still prefer to no deal: what its walk-away is worth to it.",
        "reservation value: Raiffa 1982",
    ),
    term(
        "gate",
        "A commitment that holds only if its conditions are met: agreement of a body, a fact, a date.",
        "our own word",
    ),
    term(
        "GMR, SMR",
        "Definitions of stability in which a party weighs every answer that others could give to its move, at whatever cost to \
         them. Under SMR it also weighs its own way out.",
        "Howard 1971, in Fang, Hipel and Kilgour 1993",
    ),
    term(
        "lever",
        "Something that can be moved and that changes what no deal is worth to a party: help, pressure, a risk.",
        "our own word",
    ),
    term(
        "median, range of the middle 90 %",
        "Half of the draws lie below the median; one draw in twenty lies below the range and one in twenty above it.",
        "usual",
    ),
    term(
        "Nash (stability)",
        "A state is stable if no party gains by a move of its own that nobody answers.",
        "Nash 1951, in Fang, Hipel and Kilgour 1993",
    ),
    term(
        "Nash, Kalai–Smorodinsky, egalitarian, utilitarian (points)",
        "Even-handed rules that each pick one package among those all who must sign prefer to no deal. They often disagree.",
        "Nash 1950; Kalai and Smorodinsky 1975",
    ),
    term(
        "package",
        "One option for every issue: a possible deal. The status quo is one too.",
        "contract or outcome: Raiffa 1982",
    ),
    term(
        "reach",
        "Whether an option can be had under the rules as they stand: within reach, shut, or not known.",
        "three-valued logic: Kleene 1952",
    ),
    term("red line", "An option, or a missing seat, that a party refuses whatever else it gets.", "our own definition"),
    term(
        "SEQ, SSEQ",
        "Definitions of stability in which a party weighs only answers that the others gain by. Under SSEQ it also weighs its \
         own way out.",
        "Fraser and Hipel 1984",
    ),
    term(
        "SIM",
        "Simultaneous stability: a party weighs that others may move at the same time as it does.",
        "Fraser and Hipel 1984",
    ),
    term(
        "state",
        "What everybody does and leaves at one time; a conflict moves from state to state.",
        "Fang, Hipel and Kilgour 1993",
    ),
    term(
        "tipping value",
        "The setting of a lever at which a yes-or-no result turns, every other input at its central value.",
        "Howard 1988",
    ),
    term(
        "veto",
        "What a rule gives a member who can stop a decision alone. It says nothing of who pays for what.",
        "Tsebelis 2002",
    ),
    term(
        "walk-away",
        "What no deal is worth to a party (its no-deal alternative, BATNA). Others may be able to move it.",
        "Fisher and Ury 1981",
    ),
];

#[cfg(test)]
mod tests {
    use super::GLOSSARY;

    #[test]
    fn terms_stand_in_order_and_in_two_lines() {
        assert!(GLOSSARY.is_sorted_by_key(|term| term.word.to_lowercase()));
        assert!(GLOSSARY.iter().all(|term| term.means.len() <= 200 && !term.source.is_empty()));
    }
}
