//! The case that `kadesh new` writes: small, complete, commented, free of faults.

/// The files of a new case, by name.
pub const EXAMPLE: &[(&str, &str)] =
    &[("case.toml", include_str!("example/case.toml")), ("sources/report.txt", include_str!("example/report.txt"))];

/// A case with nothing in it yet. `TITLE` stands for its title.
pub const SKELETON: &str = include_str!("example/skeleton.toml");
