//! The marks that may open or close a quotation, each with what its neighbours say of it.

use crate::Span;

/// A quotation mark in a text.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub span: Span,
    /// Marks pair within a family: double ones, single ones, each kind of angles and brackets.
    pub family: usize,
    pub role: Role,
    glyph: char,
}

impl Mark {
    /// Whether it looks like an apostrophe.
    pub fn is_single(&self) -> bool {
        self.family == SINGLE
    }

    /// „ and ‚ only ever open, and what closes them in German is what opens in English.
    pub fn is_low(&self) -> bool {
        matches!(self.glyph, '„' | '‚')
    }
}

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Opens,
    Closes,
    /// Its neighbours do not tell. Its glyph leans to opening, to closing, or to neither.
    Either(Option<bool>),
}

pub(super) const FAMILIES: usize = 8;
const DOUBLE: usize = 0;
const SINGLE: usize = 1;
const ANGLE: usize = 2;
const SINGLE_ANGLE: usize = 3;
const CORNER: usize = 4;
const WHITE_CORNER: usize = 5;
const TITLE: usize = 6;
const SINGLE_TITLE: usize = 7;

/// All marks of `text` in order, without apostrophes, years, feet and inches.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    let mut found = candidates(text);
    apostrophes(text, &mut found);
    found.into_iter().filter_map(|candidate| candidate.mark()).collect()
}

/// A character that may be a mark, with its neighbours: the nearest characters that are no marks.
struct Candidate {
    span: Span,
    glyph: char,
    family: usize,
    before: char,
    after: char,
    /// The character right after it, mark or not.
    next: char,
    /// A single mark: what it was found to do, if anything.
    single: Option<Role>,
}

/// Stands for the border of the text and of a line.
const BORDER: char = '\n';

fn candidates(text: &str) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut before = BORDER;
    // The candidates that still wait for the first character after them that is no mark.
    let mut waiting = 0;
    let mut characters = text.char_indices().filter(|(_, c)| !is_invisible(*c)).peekable();
    while let Some((start, c)) = characters.next() {
        let doubled = matches!(c, '\'' | '`' | '’') && characters.next_if(|(at, n)| *at == start + c.len_utf8() && *n == c).is_some();
        let Some(family) = (if doubled { Some(DOUBLE) } else { family(c) }) else {
            for candidate in found.iter_mut().skip(waiting) {
                candidate.after = c;
            }
            waiting = found.len();
            before = c;
            continue;
        };
        let end = start + c.len_utf8() * (1 + usize::from(doubled));
        let next = characters.peek().map_or(BORDER, |(_, n)| *n);
        found.push(Candidate { span: start..end, glyph: c, family, before, after: BORDER, next, single: None });
    }
    found
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

fn family(c: char) -> Option<usize> {
    Some(match c {
        '"' | '“' | '”' | '„' | '‟' | '〝' | '〞' | '〟' | '＂' => DOUBLE,
        '\'' | '‘' | '’' | '‚' | '‛' | '`' | '＇' => SINGLE,
        '«' | '»' => ANGLE,
        '‹' | '›' => SINGLE_ANGLE,
        '「' | '」' | '﹁' | '﹂' => CORNER,
        '『' | '』' | '﹃' | '﹄' => WHITE_CORNER,
        '《' | '》' => TITLE,
        '〈' | '〉' => SINGLE_TITLE,
        _ => return None,
    })
}

impl Candidate {
    fn mark(self) -> Option<Mark> {
        let role = if self.family == SINGLE { self.single? } else { self.role()? };
        Some(Mark { span: self.span, family: self.family, role, glyph: self.glyph })
    }

    /// What its neighbours say, else its glyph. None where it is no mark at all.
    fn role(&self) -> Option<Role> {
        if self.family >= CORNER {
            let opens = matches!(self.glyph, '「' | '﹁' | '『' | '﹃' | '《' | '〈');
            return Some(if opens { Role::Opens } else { Role::Closes });
        }
        // In Hebrew a mark inside a word shortens it.
        if matches!(self.before, '\u{590}'..='\u{5ff}') && matches!(self.next, '\u{5d0}'..='\u{5ea}') {
            return None;
        }
        // A height of six feet two.
        if self.before.is_ascii_digit() && self.glyph == '"' && self.single == Some(Role::Closes) {
            return None;
        }
        let lean = match self.glyph {
            '“' | '«' | '‹' | '„' | '‟' | '〝' | '`' => Some(true),
            '”' | '»' | '›' | '〞' | '〟' | '’' => Some(false),
            _ => None,
        };
        if self.glyph == '„' {
            return Some(Role::Opens);
        }
        let room_before = self.before.is_whitespace() || is_opening(self.before);
        let room_after = self.after.is_whitespace() || is_closing(self.after);
        Some(match (room_before, room_after) {
            (true, false) => Role::Opens,
            (false, true) => Role::Closes,
            // “...and then”: points may begin a quotation that leaves words out.
            (true, true) if matches!(self.after, '.' | '…') && self.before.is_whitespace() => Role::Opens,
            // « mot » and a mark in the midst of letters, as in Chinese.
            (true, true) | (false, false) => match lean {
                Some(true) => Role::Either(Some(true)),
                Some(false) if room_before && self.after.is_whitespace() => Role::Closes,
                lean => Role::Either(lean),
            },
        })
    }
}

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '—' | '–' | '/' | '=' | '（' | '：' | '，' | '¿' | '¡')
}

fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '.' | ',' | ';' | ':' | '!' | '?' | '…' | '—' | '–' | '）' | '。' | '，' | '；' | '：' | '！' | '？' | '、')
}

/// Words that begin with an apostrophe.
const CLIPPED: [&str; 12] = ["em", "tis", "twas", "til", "till", "cause", "n", "round", "bout", "neath", "ere", "nuff"];

/// Finds among the single marks those that quote: an opening one with a closing one in the same paragraph.
fn apostrophes(text: &str, found: &mut [Candidate]) {
    let mut opener: Option<usize> = None;
    // The first mark that may as well be the end of a plural's genitive: the ministers' plan.
    let mut weak: Option<usize> = None;
    let mut line = 0;
    for at in 0..found.len() {
        let Some(candidate) = found.get(at) else { break };
        let new_line = text.get(line..candidate.span.start).is_some_and(|between| between.contains('\n'));
        line = candidate.span.start;
        if new_line {
            settle(found, &mut opener, &mut weak, None);
        }
        feet(text, found, at);
        let Some(candidate) = found.get(at) else { break };
        if candidate.family != SINGLE {
            continue;
        }
        if opens_single(text, candidate) {
            settle(found, &mut opener, &mut weak, None);
            opener = Some(at);
        } else if opener.is_some() && closes_single(candidate) {
            if is_plural_genitive(text, candidate) {
                weak = weak.or(Some(at));
            } else {
                settle(found, &mut opener, &mut weak, Some(at));
            }
        }
    }
    settle(found, &mut opener, &mut weak, None);
}

/// Pairs the open single mark with `closer`, else with the weak one, else with none.
fn settle(found: &mut [Candidate], opener: &mut Option<usize>, weak: &mut Option<usize>, closer: Option<usize>) {
    if let (Some(first), Some(last)) = (opener.take(), closer.or(*weak)) {
        if let Some(candidate) = found.get_mut(first) {
            candidate.single = Some(Role::Opens);
        }
        if let Some(candidate) = found.get_mut(last) {
            candidate.single = Some(Role::Closes);
        }
    }
    *weak = None;
}

fn opens_single(text: &str, candidate: &Candidate) -> bool {
    if matches!(candidate.glyph, '‘' | '‚' | '‛') && candidate.after.is_alphanumeric() && !candidate.before.is_alphanumeric() {
        return !is_year(text, candidate);
    }
    let room = candidate.before.is_whitespace() || is_opening(candidate.before);
    let word = candidate.after.is_alphanumeric() || matches!(candidate.after, '.' | '…' | '[' | '(');
    room && word && !is_year(text, candidate) && !is_clipped(text, candidate)
}

fn closes_single(candidate: &Candidate) -> bool {
    let room_after = candidate.after.is_whitespace() || is_closing(candidate.after);
    !candidate.before.is_whitespace() && room_after && !matches!(candidate.glyph, '‚' | '`')
}

fn is_plural_genitive(text: &str, candidate: &Candidate) -> bool {
    let next = text.get(candidate.span.end..).and_then(|rest| rest.strip_prefix(' ')).and_then(|rest| rest.chars().next());
    matches!(candidate.before, 's' | 'S') && next.is_some_and(char::is_alphabetic)
}

/// '90s, ’68
fn is_year(text: &str, candidate: &Candidate) -> bool {
    let rest = text.get(candidate.span.end..).unwrap_or_default();
    let digits = rest.chars().take(3).take_while(char::is_ascii_digit).count();
    digits == 2 && rest.chars().nth(2).is_none_or(|c| c == 's' || !c.is_alphanumeric())
}

fn is_clipped(text: &str, candidate: &Candidate) -> bool {
    let rest = text.get(candidate.span.end..).unwrap_or_default();
    let length = rest.chars().take(8).take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
    let word = rest.get(..length).unwrap_or_default().to_lowercase();
    CLIPPED.contains(&word.as_str())
}

/// 6'2": marks the two as no quotation marks.
fn feet(text: &str, found: &mut [Candidate], at: usize) {
    let Some([feet, inches]) = found.get_mut(at..).and_then(|rest| rest.get_mut(..2)) else { return };
    let between = text.get(feet.span.end..inches.span.start).unwrap_or_default();
    let number = !between.is_empty() && between.len() <= 3 && between.bytes().all(|b| b.is_ascii_digit());
    if feet.family == SINGLE && feet.before.is_ascii_digit() && matches!(inches.glyph, '"' | '”') && number {
        inches.glyph = '"';
        inches.single = Some(Role::Closes);
    }
}
