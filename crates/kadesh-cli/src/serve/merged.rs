//! Two changes of one text brought together, line by line: what was changed in different places is kept from both, and what was
//! changed in the same place is told, for a person to settle.
//!
//! The comparing is `diffy`'s; it marks the same places in its answer, and these marks are read here.

use std::panic::{AssertUnwindSafe, catch_unwind};

use diffy::{ConflictStyle, DiffOptions, MergeOptions};

use super::told::{Choice, Side};

/// What came of two changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Merged {
    /// Both have their place.
    Clean(Vec<u8>),
    /// Some are of the same place.
    Clash(Vec<Piece>),
}

/// A part of a text that was changed twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// It is clear what stands here.
    Agreed(Vec<u8>),
    /// It is not.
    Open(Open),
}

/// A place that was changed in two ways: whole lines of each text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// As it was.
    pub base: Vec<u8>,
    /// As it is here.
    pub mine: Vec<u8>,
    /// As it is elsewhere.
    pub theirs: Vec<u8>,
}

/// Brings two changes of one text together. O(length × changes).
pub fn merge(base: &[u8], mine: &[u8], theirs: &[u8]) -> Merged {
    let length = 1 + [base, mine, theirs].into_iter().map(longest_run).max().unwrap_or_default();
    let mut options = MergeOptions::new();
    options.set_conflict_style(ConflictStyle::Diff3).set_conflict_marker_length(length.max(7));
    // Whatever fails in there, both texts are still here to choose from.
    match catch_unwind(AssertUnwindSafe(|| options.merge_bytes(base, mine, theirs))) {
        Ok(Ok(merged)) => Merged::Clean(merged),
        Ok(Err(marked)) => Merged::Clash(pieces(&marked, length.max(7)).unwrap_or_else(|| whole(base, mine, theirs))),
        Err(_) => Merged::Clash(whole(base, mine, theirs)),
    }
}

/// The places to settle, each with the line of the text here where it begins, counted from 1.
pub fn places<'a>(pieces: &'a [Piece], mine: &[u8]) -> Vec<(usize, &'a Open)> {
    let (mut drawn, mut found) = (Vec::new(), Vec::new());
    for piece in pieces {
        match piece {
            Piece::Agreed(text) => drawn.extend_from_slice(text),
            Piece::Open(open) => {
                found.push((lines(&drawn) + 1, open));
                drawn.extend_from_slice(&open.mine);
            }
        }
    }
    // The lines are those of a text that has the other changes of both; the text here has not those from elsewhere.
    let patch = DiffOptions::new().set_context_len(0).create_patch_bytes(&drawn, mine);
    let moved = |line: usize| {
        let before =
            patch.hunks().iter().filter(|hunk| hunk.old_range().end() <= line && hunk.old_range().start() < line);
        let by = |hunk: &diffy::Hunk<'_, [u8]>| hunk.new_range().len() as isize - hunk.old_range().len() as isize;
        line.saturating_add_signed(before.map(by).sum()).max(1)
    };
    found.into_iter().map(|(line, open)| (moved(line), open)).collect()
}

/// The text as it was settled. None: there are not as many choices as places.
pub fn settled(pieces: &[Piece], choices: &[Choice]) -> Option<Vec<u8>> {
    let open = pieces.iter().filter(|piece| matches!(piece, Piece::Open(_))).count();
    if open != choices.len() {
        return None;
    }
    let (mut out, mut choices) = (Vec::new(), choices.iter());
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Agreed(text) => out.extend_from_slice(text),
            Piece::Open(open) => {
                let chosen = chosen(open, choices.next()?);
                let goes_on = pieces[at + 1..].iter().any(|piece| !is_empty(piece));
                out.extend(if goes_on { whole_lines(chosen, end_of_lines(open)) } else { chosen });
            }
        }
    }
    Some(out)
}

fn chosen(open: &Open, choice: &Choice) -> Vec<u8> {
    let end = end_of_lines(open);
    match choice {
        Choice::Take(Side::Mine) => open.mine.clone(),
        Choice::Take(Side::Theirs) => open.theirs.clone(),
        Choice::Take(Side::Both) => [whole_lines(open.mine.clone(), end), open.theirs.clone()].concat(),
        // A page has one sign for the end of a line; the file may have two.
        Choice::Text(text) => text.replace("\r\n", "\n").replace('\n', end).into_bytes(),
    }
}

/// The end of a line, as the texts of a place have it.
fn end_of_lines(open: &Open) -> &'static str {
    let has_two = [&open.mine, &open.theirs, &open.base].into_iter().any(|text| text.ends_with(b"\r\n"));
    if has_two { "\r\n" } else { "\n" }
}

fn whole_lines(mut text: Vec<u8>, end: &str) -> Vec<u8> {
    if !text.is_empty() && !text.ends_with(b"\n") {
        text.extend_from_slice(end.as_bytes());
    }
    text
}

fn is_empty(piece: &Piece) -> bool {
    match piece {
        Piece::Agreed(text) => text.is_empty(),
        // It may be: that is for its own choice.
        Piece::Open(_) => false,
    }
}

/// How many lines a text of whole lines has.
fn lines(text: &[u8]) -> usize {
    text.iter().filter(|byte| **byte == b'\n').count()
}

/// The longest run of one of the signs that marks are made of: marks are longer, so that no text can hold one.
fn longest_run(text: &[u8]) -> usize {
    let is_sign = |byte: u8| matches!(byte, b'<' | b'|' | b'=' | b'>');
    let runs = text.chunk_by(|one, next| one == next && is_sign(*one));
    runs.filter(|run| run.first().is_some_and(|byte| is_sign(*byte))).map(<[u8]>::len).max().unwrap_or_default()
}

/// Everything as one place.
fn whole(base: &[u8], mine: &[u8], theirs: &[u8]) -> Vec<Piece> {
    vec![Piece::Open(Open { base: base.to_vec(), mine: mine.to_vec(), theirs: theirs.to_vec() })]
}

/// Reads the marks. None: they do not stand as they should.
fn pieces(marked: &[u8], length: usize) -> Option<Vec<Piece>> {
    let mark = |sign: &str, word: &str| format!("{}{word}\n", sign.repeat(length)).into_bytes();
    let marks = [mark("<", " ours"), mark("|", " original"), mark("=", ""), mark(">", " theirs")];
    let (mut pieces, mut rest) = (Vec::new(), marked);
    while let Some((agreed, after)) = cut(rest, &marks[0]) {
        pieces.push(Piece::Agreed(agreed.to_vec()));
        let (mine, after) = cut(after, &marks[1])?;
        let (base, after) = cut(after, &marks[2])?;
        let (theirs, after) = cut(after, &marks[3])?;
        let part = |text: &[u8]| text.to_vec();
        pieces.push(Piece::Open(Open { base: part(base), mine: part(mine), theirs: part(theirs) }));
        rest = after;
    }
    pieces.push(Piece::Agreed(rest.to_vec()));
    Some(pieces)
}

/// What stands before a mark, and what behind it.
fn cut<'a>(text: &'a [u8], mark: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = text.windows(mark.len()).position(|window| window == mark)?;
    Some((&text[..at], &text[at + mark.len()..]))
}

#[cfg(test)]
mod tests {
    use super::{Choice, Merged, Piece, Side, merge, places, settled};

    fn clash(base: &str, mine: &str, theirs: &str) -> Vec<Piece> {
        match merge(base.as_bytes(), mine.as_bytes(), theirs.as_bytes()) {
            Merged::Clash(pieces) => pieces,
            Merged::Clean(text) => panic!("{}", String::from_utf8_lossy(&text)),
        }
    }

    #[test]
    fn what_is_changed_in_different_places_is_kept_from_both() {
        let merged = merge(b"a\r\nb\r\nc\r\nd\r\n", b"A\r\nb\r\nc\r\nd\r\n", b"a\r\nb\r\nc\r\nD\r\ne");
        assert_eq!(merged, Merged::Clean(b"A\r\nb\r\nc\r\nD\r\ne".to_vec()));
        assert_eq!(merge(b"a\n", b"a\n", b"b\n"), Merged::Clean(b"b\n".to_vec()));
        assert_eq!(merge(b"", b"a\n", b"a\n"), Merged::Clean(b"a\n".to_vec()));
    }

    #[test]
    fn each_way_of_settling() {
        // Texts that look like marks, and that end without an end of line.
        let pieces =
            clash("1\n2\n3\n<<<<<<< ours\n=", "1\n2\n3\n<<<<<<< ours\n=mine=", "0\n1\n3\n<<<<<<< ours\n=theirs=");
        let mine = b"1\n2\n3\n<<<<<<< ours\n=mine=";
        let found = places(&pieces, mine);
        assert_eq!(found.len(), 1, "{pieces:?}");
        assert_eq!((found[0].0, found[0].1.mine.as_slice()), (5, b"=mine=".as_slice()));
        assert_eq!(found[0].1.base, b"=");
        for (choice, text) in [
            (Choice::Take(Side::Mine), "=mine="),
            (Choice::Take(Side::Theirs), "=theirs="),
            (Choice::Take(Side::Both), "=mine=\n=theirs="),
            (Choice::Text("own".to_owned()), "own"),
        ] {
            let settled = settled(&pieces, &[choice]).unwrap();
            assert_eq!(String::from_utf8(settled).unwrap(), format!("0\n1\n3\n<<<<<<< ours\n{text}"));
        }
        assert_eq!(settled(&pieces, &[]), None);
    }

    #[test]
    fn lines_are_those_of_the_text_here() {
        let base: String = (0..40).map(|line| format!("line {line}\n")).collect();
        let mine = base.replace("line 3\n", "").replace("line 20\n", "mine\n").replace("line 30\n", "30\n");
        let theirs =
            base.replace("line 7\n", "line 7\na\nb\nc\n").replace("line 20\n", "theirs\n").replace("line 30\n", "");
        let pieces = clash(&base, &mine, &theirs);
        let at = |line: usize| mine.lines().nth(line - 1).unwrap();
        let found: Vec<&str> = places(&pieces, mine.as_bytes()).into_iter().map(|(line, _)| at(line)).collect();
        assert_eq!(found, ["mine", "30"]);
    }

    #[test]
    fn any_three_texts_are_brought_together_without_loss() {
        let mut seed = 1u64;
        let mut next = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        for _ in 0..20_000 {
            let mut text = || -> String {
                let count = next(7);
                (0..count).map(|_| ["a\n", "b\n", "c\n", "\n", "=\n"][next(5) as usize]).collect::<String>()
                    + ["", "", "="][next(3) as usize]
            };
            let (base, mine, theirs) = (text(), text(), text());
            match merge(base.as_bytes(), mine.as_bytes(), theirs.as_bytes()) {
                Merged::Clean(merged) => {
                    let merged = String::from_utf8(merged).unwrap();
                    assert!(mine != base || merged == theirs, "{base:?} {mine:?} {theirs:?}: {merged:?}");
                    assert!(theirs != base || merged == mine, "{base:?} {mine:?} {theirs:?}: {merged:?}");
                    assert!(mine != theirs || merged == mine, "{base:?} {mine:?} {theirs:?}: {merged:?}");
                }
                Merged::Clash(pieces) => {
                    assert!(
                        mine != base && theirs != base && mine != theirs,
                        "{base:?} {mine:?} {theirs:?}: {pieces:?}"
                    );
                    for (line, open) in places(&pieces, mine.as_bytes()) {
                        let lines: String = mine.split_inclusive('\n').skip(line - 1).collect();
                        assert!(
                            lines.as_bytes().starts_with(&open.mine),
                            "{base:?} {mine:?} {theirs:?}: {line} {open:?}"
                        );
                    }
                }
            }
        }
    }
}
