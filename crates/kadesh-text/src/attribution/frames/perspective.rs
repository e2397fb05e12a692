//! For the minister, … : whose view a sentence gives when it begins with “For” and a name.

use super::super::Construction;
use super::super::words::Words;
use super::content::piece;
use super::{Draft, Source};

pub(super) fn drafts(words: &Words) -> Vec<Draft> {
    (0..words.len()).filter_map(|token| draft(words, token)).collect()
}

fn draft(words: &Words, token: usize) -> Option<Draft> {
    let begins = token == 0 || words.paragraph(token - 1) != words.paragraph(token) || words.sentence_range(token).start == token;
    if words.word(token) != "For" || !begins || words.quote(token).is_some() {
        return None;
    }
    let first = token + 1;
    let mut last = first;
    while words.is_name(last + 1) && last < first + 6 {
        last += 1;
    }
    let end = words.sentence_range(last).end.saturating_sub(1);
    let own = words.is_name(first) && words.word(last + 1) == "," && last + 2 < end;
    // Whose view it is must show: “his position was …”, “the deal is …”, but not “For France, the match was lost”.
    let view = (last + 2..end.min(last + 6)).any(|t| matches!(words.low(t), "position" | "view" | "stance" | "aim" | "goal" | "priority" | "question" | "answer" | "point" | "issue" | "choice" | "remark" | "remarks"));
    if !own {
        return None;
    }
    let mut draft = Draft::new(words, token, Construction::Perspective);
    draft.source = Source::Phrase { head: last, first, last };
    draft.pieces.extend(piece(words, last + 2, end));
    draft.why = format!("a sentence that begins with ‘{}’: the view of one side", words.words(&words.span(token, last)));
    draft.sure = view;
    Some(draft)
}
