//! Who said what: voices, coverage, rooms, knowledge, drift, the concession ledger.
