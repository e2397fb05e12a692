//! Who does what a verb says: its subject, or the subject that it shares with the verb it hangs on.

use super::super::lexicon::{self, has};
use super::super::words::Words;
use super::Source;

/// How many verbs up a subject may stand.
const STEPS: usize = 6;
/// Words before “with somebody, saying”: whoever is with somebody speaks, not the other.
const TALKS: &[&str] =
    &["phone", "call", "talks", "talk", "meeting", "conversation", "line", "interview", "discussion", "discussions"];

/// The phrase that says who `verb` is done by.
pub(super) fn source(words: &Words, verb: usize) -> Source {
    match subject(words, verb) {
        Some(head) => phrase(words, head, verb),
        None => right_before(words, verb).map_or(Source::Nobody, |head| phrase(words, head, verb)),
    }
}

/// The noun right before a verb that says what was: where the parse lost its subject.
fn right_before(words: &Words, verb: usize) -> Option<usize> {
    let finite = matches!(words.tag(verb), "VBD" | "VBZ" | "VBP")
        && words.child(verb, &["nsubj", "nsubjpass", "auxpass", "expl"]).is_none();
    let mut at = verb.checked_sub(1).filter(|_| finite)?;
    while at > 0 && words.tag(at) == "RB" {
        at -= 1;
    }
    let here = words.sentence(at) == words.sentence(verb) && words.quote(at).is_none();
    if !here || !(words.tag(at).starts_with("NN") || words.tag(at) == "PRP") {
        return None;
    }
    // “the representative of Norland stated”: up to the noun that the others hang on.
    for _ in 0..STEPS {
        let head = words.head(at);
        let noun = words.tag(head).starts_with("NN") && head < at
            || words.dep(at) == "pobj" && words.tag(head) == "IN" && head < at
            || words.tag(at) == "IN" && words.tag(head).starts_with("NN") && head < at;
        if head == at || !noun || (head..at).any(|t| words.word(t) == ",") {
            break;
        }
        at = head;
    }
    (words.tag(at).starts_with("NN") || words.tag(at) == "PRP").then_some(at)
}

/// The phrase around a noun, on one side of the verb.
pub(super) fn phrase(words: &Words, head: usize, verb: usize) -> Source {
    let (mut first, mut last) = words.edges(head);
    if head < verb {
        last = last.min(verb.saturating_sub(1));
    } else {
        first = first.max(verb + 1);
    }
    // What is said within a quotation is no part of who says it.
    while last > head
        && (words.is_punctuation(last)
            || words.quote(last).is_some() && words.quote(head).is_none() && words.word(last).len() > 40)
    {
        last -= 1;
    }
    while first < head && words.is_punctuation(first) && words.quote(first).is_none() {
        first += 1;
    }
    // A mark that closes what the phrase holds belongs to it: the “old guard”.
    if words.quote(last).is_some()
        && words.quote(first) != words.quote(last)
        && words.quote(last + 1) == words.quote(last)
        && last + 1 != verb
    {
        last += 1;
    }
    Source::Phrase { head, first: first.min(head), last: last.max(head) }
}

/// The noun or pronoun that does what a verb says.
pub(super) fn subject(words: &Words, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..STEPS {
        if let Some(own) = own(words, at) {
            return own;
        }
        at = up(words, at)?;
        if !words.is_verb(at) && words.pos(at) != "AUX" {
            return Some(at);
        }
    }
    None
}

/// The verb's own subject: None where it has none, `Some(None)` where it has one that says nothing.
fn own(words: &Words, verb: usize) -> Option<Option<usize>> {
    // A subject that lies in a quotation, with its verb outside: the parse took what was said for who said it.
    let said = |subject: usize| words.quote(subject).is_some() && words.quote(verb) != words.quote(subject);
    if let Some(subject) = words.child(verb, &["nsubj"]).filter(|&s| !said(s) || super::clause::fragment(words, s)) {
        // “on the phone with the president, saying”
        let with = words.head(verb);
        if words.dep(verb) == "pcomp" && words.low(with) == "with" && with > 0 && has(TALKS, words.low(with - 1)) {
            return None;
        }
        return Some((words.low(subject) != "there").then_some(subject));
    }
    if words.child(verb, &["nsubjpass", "csubjpass", "auxpass"]).is_some() {
        // “was told by …”; “was quoted as saying” asks for the subject of what is above.
        let agent = words.child(verb, &["agent"]).and_then(|by| words.child(by, &["pobj"]));
        if agent.is_some() {
            return Some(agent);
        }
        if matches!(
            words.lemma(verb),
            "quote"
                | "cite"
                | "schedule"
                | "expect"
                | "oppose"
                | "concern"
                | "worry"
                | "convince"
                | "commit"
                | "determine"
                | "be"
        ) {
            return words.child(verb, &["nsubjpass"]).map(Some);
        }
        return Some(None);
    }
    if words.child(verb, &["agent"]).is_some() {
        return Some(words.child(verb, &["agent"]).and_then(|by| words.child(by, &["pobj"])));
    }
    None
}

/// The verb or noun from which a verb without a subject takes one.
fn up(words: &Words, verb: usize) -> Option<usize> {
    let head = words.head(verb);
    if head == verb {
        return None;
    }
    match words.dep(verb) {
        "conj" | "xcomp" | "auxpass" | "aux" => {
            let object = words.child(head, &["dobj", "nsubj"]).filter(|&o| o > head && o < verb);
            let asked = words.dep(verb) == "xcomp" && has(lexicon::ASK_TO, words.lemma(head));
            Some(object.filter(|_| asked).unwrap_or(head))
        }
        "advcl" | "ccomp" | "dep" | "parataxis" if has(&["VBG", "VBN", "VB"], words.tag(verb)) => {
            if words.tag(verb) == "VBG"
                && words.dep(verb) != "advcl"
                && let Some(noun) = noun_before(words, verb)
            {
                return Some(noun);
            }
            Some(speaking_above(words, verb).unwrap_or(head))
        }
        "pcomp" | "prep" => {
            let above = words.head(head);
            (above != head).then_some(above)
        }
        "acl" if words.tag(verb) == "VBG" => Some(head),
        "acl" => words.child(head, &["poss"]),
        _ => None,
    }
}

/// “the media reporting that …”: the noun right before.
fn noun_before(words: &Words, verb: usize) -> Option<usize> {
    let mut at = verb.checked_sub(1)?;
    while words.is_punctuation(at) && words.quote(at).is_some() && at > 0 {
        at -= 1;
    }
    words.tag(at).starts_with("NN").then_some(at)
}

/// “…, adding that …”: the verb of saying whose clause it ends, for that one's subject goes on speaking.
fn speaking_above(words: &Words, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..STEPS {
        let head = words.head(at);
        if head == at {
            return None;
        }
        at = head;
        if has(lexicon::SAY, words.lemma(at)) && own(words, at).flatten().is_some() {
            return Some(at);
        }
    }
    None
}
