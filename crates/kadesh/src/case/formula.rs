//! Conditions as a person writes them: `if violate then not (sign or help)`, or a pattern such as `NY-`.
//!
//! A descent by hand, one function a level. `not` binds closest, then `and`, then `or`, then `if` and `iff`. Says what is
//! wrong at its place inside the text.

use std::ops::Range;

use crate::diagnostic::nearest;
use crate::model::{Formula, OptionId};

/// The words that join options, so no option may have one for its id.
pub const JOINING: [&str; 6] = ["not", "and", "or", "if", "then", "iff"];

/// How deep parentheses and `not` may nest.
const MOST_DEPTH: usize = 64;

/// What is wrong, and where in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// A stable code.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// Bytes of the text.
    pub range: Range<usize>,
    /// A few words on the place.
    pub label: &'static str,
    /// What would mend it.
    pub hint: Option<String>,
}

/// How options are found: the option of an id, or a hint for an id that is none.
pub type Find<'f> = &'f dyn Fn(&str) -> Result<OptionId, Option<String>>;

/// Reads a condition over `options` options: a formula, or a pattern with one letter for each option.
///
/// Every id that is not known is told; of other troubles the first. O(length).
pub fn parse(text: &str, options: usize, find: Find<'_>) -> Result<Formula, Vec<Trouble>> {
    if is_pattern(text) && find(text.trim()).is_err() {
        return pattern(text, options).map(|(settled, taken)| of_pattern(settled, taken, options));
    }
    parse_words(text, "an option of the conflict", find)
}

/// The same without patterns, for ids of any kind: `what` says what an id is that is not known.
pub fn parse_words(text: &str, what: &'static str, find: Find<'_>) -> Result<Formula, Vec<Trouble>> {
    let (tokens, broken) = tokens(text);
    let mut parser = Parser { tokens, at: 0, end: text.len(), depth: 0, what, find, troubles: Vec::new() };
    if let Some(trouble) = broken {
        return Err(vec![trouble]);
    }
    let found = parser.whole();
    found.filter(|_| parser.troubles.is_empty()).ok_or(parser.troubles)
}

/// Whether a text is made as a pattern is: of `Y`, `N` and `-` alone.
pub fn is_pattern(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.chars().all(|letter| matches!(letter, 'Y' | 'N' | '-'))
}

/// Which options a pattern settles and which of these are taken, one bit each, the first letter for the first option.
pub fn pattern(text: &str, options: usize) -> Result<(u64, u64), Vec<Trouble>> {
    let letters = text.trim();
    if letters.len() != options {
        let of = |number: usize, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
        return Err(vec![Trouble {
            code: "bad-pattern",
            message: format!(
                "`{letters}` has {}, and there are {}",
                of(letters.len(), "letter"),
                of(options, "option")
            ),
            range: 0..text.len(),
            label: "one letter for each option",
            hint: Some("`Y` taken, `N` not taken, `-` either, in the order of the options in the file".to_owned()),
        }]);
    }
    let bits = |of: &dyn Fn(char) -> bool| {
        letters.chars().enumerate().filter(|(_, letter)| of(*letter)).fold(0, |mask, (place, _)| mask | 1u64 << place)
    };
    Ok((bits(&|letter| letter != '-'), bits(&|letter| letter == 'Y')))
}

fn of_pattern(settled: u64, taken: u64, options: usize) -> Formula {
    let literal = |place: usize| {
        let option = Formula::Taken(OptionId(place));
        if taken >> place & 1 == 1 { option } else { Formula::Not(Box::new(option)) }
    };
    let mut parts: Vec<Formula> = (0..options).filter(|place| settled >> place & 1 == 1).map(literal).collect();
    if parts.len() == 1 { parts.remove(0) } else { Formula::All(parts) }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'t> {
    Word(&'t str),
    Not,
    And,
    Or,
    If,
    Then,
    Iff,
    Open,
    Close,
}

struct Parser<'t> {
    tokens: Vec<(Token<'t>, Range<usize>)>,
    at: usize,
    end: usize,
    depth: usize,
    /// What an id stands for.
    what: &'static str,
    find: Find<'t>,
    troubles: Vec<Trouble>,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Option<Token<'t>> {
        self.tokens.get(self.at).map(|(token, _)| *token)
    }

    /// Where the next token stands, or the end of the text.
    fn here(&self) -> Range<usize> {
        self.tokens.get(self.at).map_or(self.end.saturating_sub(1)..self.end, |(_, range)| range.clone())
    }

    fn takes(&mut self, token: Token<'_>) -> bool {
        let found = self.peek() == Some(token);
        self.at += usize::from(found);
        found
    }

    /// Notes a trouble and gives up.
    fn stop<T>(
        &mut self,
        message: impl Into<String>,
        range: Range<usize>,
        label: &'static str,
        hint: &str,
    ) -> Option<T> {
        let hint = (!hint.is_empty()).then(|| hint.to_owned());
        self.troubles.push(Trouble { code: "bad-formula", message: message.into(), range, label, hint });
        None
    }

    fn whole(&mut self) -> Option<Formula> {
        if self.tokens.is_empty() {
            let hint = "write ids with `and`, `or`, `not`, `if … then …`, `iff`";
            return self.stop("there is no condition here", 0..self.end, "nothing to read", hint);
        }
        let found = self.condition()?;
        match self.peek() {
            None => Some(found),
            Some(Token::Close) => self.stop(
                "a parenthesis is closed that was not opened",
                self.here(),
                "closed here",
                "add `(` before it",
            ),
            Some(Token::Then) => self.stop("`then` without `if`", self.here(), "here", "write `if A then B`"),
            Some(Token::If | Token::Iff) => self.stop(
                "it is not clear what belongs together",
                self.here(),
                "a second `if` or `iff`",
                "put one of the two in parentheses",
            ),
            Some(Token::Word(word)) => self.unjoined(word),
            Some(Token::Not | Token::And | Token::Or | Token::Open) => self.unjoined("("),
        }
    }

    /// Two parts stand side by side with nothing to join them.
    fn unjoined(&mut self, next: &str) -> Option<Formula> {
        let hint = match nearest(next, JOINING) {
            Some(word) if next.len() > 1 => format!("did you mean `{word}`?"),
            _ => "join the two with `and` or `or`".to_owned(),
        };
        self.stop("`and` or `or` is missing", self.here(), "before this", &hint)
    }

    /// `if A then B`, `A if B`, `A iff B`, or less.
    fn condition(&mut self) -> Option<Formula> {
        let start = self.here();
        if self.takes(Token::If) {
            let given = self.any()?;
            if !self.takes(Token::Then) {
                if let Some(Token::Word(word)) = self.peek() {
                    return self.unjoined(word);
                }
                return self.stop("`if` without `then`", start, "this `if`", "write `if A then B`, or `B if A`");
            }
            let then = if self.peek() == Some(Token::If) { self.deeper(Self::condition)? } else { self.any()? };
            return Some(Formula::IfThen(Box::new(given), Box::new(then)));
        }
        let one = self.any()?;
        if self.takes(Token::If) {
            let given = self.any()?;
            return Some(Formula::IfThen(Box::new(given), Box::new(one)));
        }
        if self.takes(Token::Iff) {
            let other = self.any()?;
            return Some(Formula::Iff(Box::new(one), Box::new(other)));
        }
        Some(one)
    }

    fn any(&mut self) -> Option<Formula> {
        let mut parts = vec![self.all()?];
        while self.takes(Token::Or) {
            parts.push(self.all()?);
        }
        Some(if parts.len() == 1 { parts.remove(0) } else { Formula::Any(parts) })
    }

    fn all(&mut self) -> Option<Formula> {
        let mut parts = vec![self.deeper(Self::part)?];
        while self.takes(Token::And) {
            parts.push(self.deeper(Self::part)?);
        }
        Some(if parts.len() == 1 { parts.remove(0) } else { Formula::All(parts) })
    }

    fn part(&mut self) -> Option<Formula> {
        let place = self.here();
        let token = self.peek();
        self.at += 1;
        match token {
            Some(Token::Not) => Some(Formula::Not(Box::new(self.deeper(Self::part)?))),
            Some(Token::Open) => {
                let inner = self.condition()?;
                if self.takes(Token::Close) {
                    return Some(inner);
                }
                match self.peek() {
                    Some(Token::Word(word)) => self.unjoined(word),
                    _ => self.stop("a parenthesis is not closed", place, "opened here", "add `)`"),
                }
            }
            Some(Token::Word(id)) => Some(self.option(id, place)),
            Some(Token::And | Token::Or | Token::If | Token::Then | Token::Iff | Token::Close) | None => {
                self.at -= 1;
                let end = if token.is_none() { "the condition ends too early" } else { "an id is missing" };
                self.stop(end, self.here(), "an id or `(` is wanted here", "")
            }
        }
    }

    /// An option that is not known is noted, and reading goes on.
    fn option(&mut self, id: &str, range: Range<usize>) -> Formula {
        match (self.find)(id) {
            Ok(option) => Formula::Taken(option),
            Err(hint) => {
                let message = format!("`{id}` is not {}", self.what);
                self.troubles.push(Trouble { code: "unknown-name", message, range, label: "not known", hint });
                Formula::All(Vec::new())
            }
        }
    }

    fn deeper(&mut self, read: fn(&mut Self) -> Option<Formula>) -> Option<Formula> {
        if self.depth == MOST_DEPTH {
            let message = format!("this nests deeper than {MOST_DEPTH} levels");
            return self.stop(message, self.here(), "here", "write it with fewer parentheses");
        }
        self.depth += 1;
        let found = read(self);
        self.depth -= 1;
        found
    }
}

/// The tokens with their places, up to the first sign that is none.
fn tokens(text: &str) -> (Vec<(Token<'_>, Range<usize>)>, Option<Trouble>) {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let next = text[at + letter.len_utf8()..].chars().next();
        let (token, length) = match letter {
            _ if letter.is_whitespace() => {
                at += letter.len_utf8();
                continue;
            }
            '(' => (Token::Open, 1),
            ')' => (Token::Close, 1),
            '&' => (Token::And, if next == Some('&') { 2 } else { 1 }),
            '|' => (Token::Or, if next == Some('|') { 2 } else { 1 }),
            '!' | '-' => (Token::Not, 1),
            _ if in_word(letter) => {
                let rest = &text[at..];
                let length = rest.find(|letter| !in_word(letter)).unwrap_or(rest.len());
                (word(&rest[..length]), length)
            }
            _ => {
                let message = format!("`{letter}` has no meaning in a condition");
                let hint = "conditions are made of ids, `and`, `or`, `not`, `if`, `then`, `iff` and parentheses";
                let range = at..at + letter.len_utf8();
                let (code, hint) = ("bad-formula", Some(hint.to_owned()));
                return (tokens, Some(Trouble { code, message, range, label: "this sign", hint }));
            }
        };
        tokens.push((token, at..at + length));
        at += length;
    }
    (tokens, None)
}

/// Whether a letter may stand inside an id. A dash may not begin one: there it means `not`.
pub fn in_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.')
}

fn word(text: &str) -> Token<'_> {
    match text.to_lowercase().as_str() {
        "not" => Token::Not,
        "and" => Token::And,
        "or" => Token::Or,
        "if" => Token::If,
        "then" => Token::Then,
        "iff" => Token::Iff,
        _ => Token::Word(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const IDS: [&str; 4] = ["sign", "violate", "help-us", "full"];

    fn find(id: &str) -> Result<OptionId, Option<String>> {
        let hint = || nearest(id, IDS).map(|near| format!("did you mean `{near}`?"));
        IDS.iter().position(|known| *known == id).map(OptionId).ok_or_else(hint)
    }

    /// The formula in words, fully parenthesised as `Formula::words` does it.
    fn read(text: &str) -> String {
        parse(text, IDS.len(), &find).unwrap().words(&|option| IDS[option.0].to_owned())
    }

    /// The first trouble: its message, the words underlined, its hint.
    fn trouble(text: &str) -> (String, String, String) {
        let one = parse(text, IDS.len(), &find).unwrap_err().remove(0);
        (one.message, text[one.range].to_owned(), one.hint.unwrap_or_default())
    }

    #[test]
    fn not_binds_closest_then_and_then_or_then_if() {
        assert_eq!(read("not sign and violate or full"), "(not sign and violate) or full");
        assert_eq!(read("if sign or full then not violate and full"), "if (sign or full) then (not violate and full)");
        assert_eq!(read("sign if violate or full"), "if (violate or full) then sign");
        assert_eq!(read("sign iff not (violate or full)"), "sign iff not (violate or full)");
        assert_eq!(read("if sign then if full then violate"), "if sign then (if full then violate)");
        assert_eq!(read("(sign)"), "sign");
    }

    #[test]
    fn signs_and_capitals_say_the_same() {
        assert_eq!(read("!sign & -violate | help-us"), "(not sign and not violate) or help-us");
        assert_eq!(read("NOT sign AND full"), "not sign and full");
        assert_eq!(read("sign && full || violate"), "(sign and full) or violate");
        assert_eq!(read("- help-us"), "not help-us");
    }

    #[test]
    fn patterns_settle_one_option_a_letter() {
        assert_eq!(read("Y-N-"), "sign and not help-us");
        assert_eq!(read("---Y"), "full");
        assert_eq!(read("----"), "always");
        assert_eq!(pattern("NYNY", 4), Ok((0b1111, 0b1010)));
        assert_eq!(trouble("YN").0, "`YN` has 2 letters, and there are 4 options");
    }

    #[test]
    fn what_a_formula_says_is_what_it_holds() {
        let holds = |text: &str| -> Vec<u64> {
            let formula = parse(text, IDS.len(), &find).unwrap();
            (0..16).filter(|taken| formula.holds(*taken)).collect()
        };
        assert_eq!(holds("sign and violate and not help-us and not full"), [3]);
        assert_eq!(holds("if sign then violate"), holds("violate or not sign"));
        assert_eq!(holds("sign iff violate"), holds("(sign and violate) or not (sign or violate)"));
        assert_eq!(holds("YN--"), holds("sign and not violate"));
    }

    #[test]
    fn troubles_are_told_at_their_place() {
        let is = |text: &str, message: &str, place: &str, hint: &str| {
            assert_eq!(trouble(text), (message.to_owned(), place.to_owned(), hint.to_owned()), "{text}");
        };
        is("sign and vilate", "`vilate` is not an option of the conflict", "vilate", "did you mean `violate`?");
        is("(sign or full", "a parenthesis is not closed", "(", "add `)`");
        is("sign or full)", "a parenthesis is closed that was not opened", ")", "add `(` before it");
        is("sign full", "`and` or `or` is missing", "full", "join the two with `and` or `or`");
        is("sign adn full", "`and` or `or` is missing", "adn", "did you mean `and`?");
        is("(sign adn full)", "`and` or `or` is missing", "adn", "did you mean `and`?");
        is("sign not full", "`and` or `or` is missing", "not", "join the two with `and` or `or`");
        is("if sign full", "`and` or `or` is missing", "full", "join the two with `and` or `or`");
        is("if sign", "`if` without `then`", "if", "write `if A then B`, or `B if A`");
        is("sign then full", "`then` without `if`", "then", "write `if A then B`");
        is("sign and", "the condition ends too early", "d", "");
        is("sign and or full", "an id is missing", "or", "");
        is(
            "sign if full if violate",
            "it is not clear what belongs together",
            "if",
            "put one of the two in parentheses",
        );
        is("sign = full", "`=` has no meaning in a condition", "=", &trouble("=").2);
        assert_eq!(trouble("  ").0, "there is no condition here");
    }

    #[test]
    fn every_unknown_option_is_told() {
        assert_eq!(parse("a and b or not c", IDS.len(), &find).unwrap_err().len(), 3);
    }

    #[test]
    fn depth_is_bounded() {
        for open in ["(", "not ", "-"] {
            let text = format!("{}sign", open.repeat(100_000));
            assert_eq!(trouble(&text).0, "this nests deeper than 64 levels");
        }
        let nested = "if sign then ".repeat(100_000);
        assert_eq!(trouble(&nested).0, "this nests deeper than 64 levels");
    }
}
