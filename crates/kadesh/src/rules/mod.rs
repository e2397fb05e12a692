//! Who has a say: decision rules, gates, blockers, movers, reach.
