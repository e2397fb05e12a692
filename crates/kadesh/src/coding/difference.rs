//! What changed between two versions of a case: what is new, what is gone, what is otherwise, what only has another id.

use serde::Serialize;

/// What a thing is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Sources, statements, rooms, acts: what is on record.
    Evidence,
    /// What parties want and could walk away to.
    Preferences,
    /// Who decides what by which rule.
    Rules,
    /// What parties can do once a deal is on the table.
    Conflict,
    /// Lenses, explanations, the question itself.
    Frame,
}

/// One entry of a case in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// What it is part of.
    pub part: Part,
    /// Its address: `stake.southland.fees`. Two versions have the same thing at the same address.
    pub path: String,
    /// The thing as the end of a sentence: `the red line of Southland on fees`.
    pub noun: String,
    /// What there is to say of it, each as the beginning of a sentence and what follows.
    pub fields: Vec<Field>,
    /// What it rests on, marked by the ids of that.
    pub rests_on: Field,
}

/// One thing to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// By which two versions find it, whatever it is called: `weight`, `value.halved`.
    pub key: String,
    /// What: `the weight`, `the worth of fees halved`.
    pub noun: String,
    /// How much, which: `2..4`. Empty: it is blank.
    pub value: String,
    /// Equal for equal values, whatever they are called.
    pub mark: String,
}

impl Field {
    /// A value that is the same when its words are.
    pub fn new(key: impl Into<String>, noun: impl Into<String>, value: impl Into<String>) -> Field {
        let value = value.into();
        Field { key: key.into(), noun: noun.into(), mark: value.clone(), value }
    }

    /// The same, where something else than its words tells whether it is the same: the id of what it names.
    pub fn marked(self, mark: impl Into<String>) -> Field {
        Field { mark: mark.into(), ..self }
    }
}

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// Of what part.
    pub part: Part,
    /// How.
    pub how: How,
    /// Its address.
    pub path: String,
    /// The thing.
    pub noun: String,
    /// What of it. None: the whole thing.
    pub field: Option<String>,
    /// What it was. None: it was not there, or blank.
    pub before: Option<String>,
    /// What it is. None: it is not there, or blank.
    pub after: Option<String>,
    /// What it rests on now; before, where it is gone.
    pub rests_on: String,
}

/// How a thing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// It was not there before.
    Added,
    /// It is there no more.
    Gone,
    /// Something about it is otherwise.
    Changed,
    /// It is the same, and rests on something else.
    Regrounded,
}

/// What changed from one list of things to another, in the order of the new one, what is gone last. O(things²).
pub fn difference(old: &[Thing], new: &[Thing]) -> Vec<Changed> {
    let before = |thing: &Thing| old.iter().find(|other| other.path == thing.path);
    let mut all: Vec<Changed> = new
        .iter()
        .flat_map(|thing| match before(thing) {
            Some(before) => otherwise(before, thing),
            None => vec![whole(thing, How::Added)],
        })
        .collect();
    let gone = old.iter().filter(|thing| new.iter().all(|other| other.path != thing.path));
    all.extend(gone.map(|thing| whole(thing, How::Gone)));
    all.sort_by_key(|changed| changed.part);
    all
}

/// The fields that differ; what it rests on counts as one where nothing else of it is otherwise.
fn otherwise(before: &Thing, after: &Thing) -> Vec<Changed> {
    let of = |thing: &'_ Thing, key: &str| thing.fields.iter().find(|field| field.key == key).cloned();
    let fresh = before.fields.iter().filter(|field| of(after, &field.key).is_none());
    let changed = |noun: &str, before: Option<String>, to: Option<String>| Changed {
        part: after.part,
        how: How::Changed,
        path: after.path.clone(),
        noun: after.noun.clone(),
        field: Some(noun.to_owned()),
        before: before.filter(|value| !value.is_empty()),
        after: to.filter(|value| !value.is_empty()),
        rests_on: after.rests_on.value.clone(),
    };
    let differs = |field: &Field| {
        let (old, new) = (of(before, &field.key), of(after, &field.key));
        let mark = |field: &Option<Field>| field.as_ref().map(|field| field.mark.clone()).unwrap_or_default();
        let value = |field: Option<Field>| field.map(|field| field.value);
        (mark(&old) != mark(&new)).then(|| changed(&field.noun, value(old), value(new)))
    };
    let mut all: Vec<Changed> = after.fields.iter().chain(fresh).filter_map(differs).collect();
    let (old, new) = (&before.rests_on, &after.rests_on);
    if all.is_empty() && old.mark != new.mark {
        all.push(Changed {
            how: How::Regrounded,
            ..changed(&new.noun, Some(old.value.clone()), Some(new.value.clone()))
        });
    }
    all
}

/// What is not told of a thing that is new or gone.
const MINOR: &[&str] = &["for", "kind", "public"];

/// The most fields that are told of a thing that is new or gone.
const MOST_TOLD: usize = 6;

fn whole(thing: &Thing, how: How) -> Changed {
    // What the thing is called by is not said again.
    let says_more = |field: &&Field| {
        !field.value.is_empty() && !thing.noun.contains(&field.value) && !MINOR.contains(&field.key.as_str())
    };
    let filled: Vec<&Field> = thing.fields.iter().filter(says_more).collect();
    let mut told: Vec<String> =
        filled.iter().take(MOST_TOLD).map(|field| format!("{}: {}", field.noun, field.value)).collect();
    let more = filled.len().saturating_sub(MOST_TOLD);
    told.extend((more > 0).then(|| format!("{more} more")));
    let told = (!told.is_empty()).then(|| told.join("; "));
    let (before, after) = match how {
        How::Gone => (told, None),
        How::Added | How::Changed | How::Regrounded => (None, told),
    };
    Changed {
        part: thing.part,
        how,
        path: thing.path.clone(),
        noun: thing.noun.clone(),
        field: None,
        before,
        after,
        rests_on: thing.rests_on.value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thing(path: &str, weight: &str) -> Thing {
        let field = Field::new("weight", "the weight", weight);
        Thing {
            part: Part::Preferences,
            path: path.to_owned(),
            noun: path.to_owned(),
            fields: vec![field],
            rests_on: Field::new("rests_on", "what it rests on", ""),
        }
    }

    #[test]
    fn what_is_new_gone_and_otherwise_is_told_apart() {
        let (old, new) = (vec![thing("a", "1"), thing("b", "2")], vec![thing("b", "3"), thing("c", "4")]);
        let told: Vec<(How, String)> = difference(&old, &new).into_iter().map(|one| (one.how, one.path)).collect();
        let wanted = [(How::Changed, "b"), (How::Added, "c"), (How::Gone, "a")];
        assert_eq!(told, wanted.map(|(how, path)| (how, path.to_owned())));
        assert!(difference(&old, &old).is_empty());
    }
}
