//! Small pieces of wording that every family uses.

use crate::model::Ref;

/// "A, B and C"; "nobody" when there is none.
pub(super) fn names(refs: &[Ref]) -> String {
    listed(&refs.iter().map(|one| one.name.clone()).collect::<Vec<String>>())
}

/// The same for words that are no names of the case.
pub(super) fn listed(items: &[String]) -> String {
    match items {
        [] => "nobody".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The text with its first letter as a capital.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
