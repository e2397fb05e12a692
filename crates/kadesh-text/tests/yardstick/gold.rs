//! Reads the gold answers that people write: one line for each statement, in the words of the text, without offsets.
//!
//! A file `NAME.gold` stands beside `NAME.txt`. Its form is told in `articles/README.md`. Every word of it has to be found
//! in the text, and only once, or reading it fails.

use kadesh_text::{Form, Span, Speaker};

use super::{Article, Gold, Said, Tier};

/// The article `name` with the answers of a gold file.
pub fn read(name: &str, text: &str, gold: &str) -> Result<Article, String> {
    let mut reader = Reader { text, paragraphs: paragraphs(text), who: Vec::new() };
    let mut article = Article { name: name.to_owned(), text: text.to_owned(), ..Article::default() };
    let mut faults = Vec::new();
    for (number, line) in gold.lines().enumerate() {
        let read = reader.line(line, &mut article);
        faults.extend(read.err().map(|fault| format!("{name}.gold:{}: {fault}", number + 1)));
    }
    if faults.is_empty() { Ok(article) } else { Err(faults.join("\n")) }
}

/// Where the paragraphs of a text stand: its lines that are not empty.
pub fn paragraphs(text: &str) -> Vec<Span> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let start = at;
        at += line.len();
        start..start + line.trim_end().len()
    });
    lines.filter(|span| !span.is_empty()).collect()
}

struct Person {
    names: Vec<String>,
    party: Option<String>,
}

struct Reader<'a> {
    text: &'a str,
    paragraphs: Vec<Span>,
    who: Vec<Person>,
}

impl Reader<'_> {
    fn line(&mut self, line: &str, article: &mut Article) -> Result<(), String> {
        if line.trim().is_empty() || line.starts_with('#') {
            return Ok(());
        }
        if line.starts_with(|first: char| first.is_ascii_digit()) {
            return self.statement(line, article);
        }
        let (key, value) = line.split_once(": ").ok_or("neither `KEY: VALUE` nor a statement")?;
        match (key.strip_prefix("  "), key) {
            (Some(key), _) => self.mark(key, value, article),
            (None, "who") => self.person(value),
            (None, _) => {
                article.head.push((key.to_owned(), value.to_owned()));
                Ok(())
            }
        }
    }

    /// `who: NAME | OTHER NAME = PARTY`.
    fn person(&mut self, value: &str) -> Result<(), String> {
        let (names, party) = match value.split_once(" = ") {
            Some((names, party)) => (names, Some(party.trim().to_owned())),
            None => (value, None),
        };
        let names: Vec<String> = names.split(" | ").map(|name| name.trim().to_owned()).collect();
        let stands = |name: &String| name.split_whitespace().all(|word| self.text.contains(word));
        match names.iter().find(|name| !stands(name)) {
            Some(name) => Err(format!("the text has not all the words of `{name}`")),
            None => {
                self.who.push(Person { names, party });
                Ok(())
            }
        }
    }

    /// `PARAGRAPH FORM [secondary] | SOURCE | CUE | CONTENT [| SPEAKER]`, or `PARAGRAPH not | WORDS`.
    fn statement(&self, line: &str, article: &mut Article) -> Result<(), String> {
        let fields: Vec<&str> = line.split('|').map(str::trim).collect();
        let head: Vec<&str> = fields[0].split(' ').collect();
        let paragraph = head[0].parse().map_err(|_| "a statement begins with the number of its paragraph")?;
        if head.get(1) == Some(&"not") {
            let words = fields.get(1).ok_or("`not` names no words")?;
            article.traps.push(self.find(paragraph, words)?);
            return Ok(());
        }
        let (form, tier) = kind(&head[1..])?;
        let [_, source, cue, content, rest @ ..] = fields.as_slice() else {
            return Err("a statement has a source, a cue and a content".to_owned());
        };
        let person = rest.first().map(|speaker| self.speaker(speaker)).transpose()?;
        let said = Said {
            source: self.pieces(paragraph, source)?.into_iter().next(),
            cue: self.pieces(paragraph, cue)?,
            content: self.pieces(paragraph, content)?,
            form,
            speaker: person.map(|person| Speaker { name: person.names[0].clone(), party: person.party.clone() }),
            addressee: None,
            time: None,
        };
        let also = person.map(|person| person.names[1..].to_vec()).unwrap_or_default();
        article.gold.push(Gold { said, tier, also });
        Ok(())
    }

    /// `  KEY: WORDS`, of the statement before.
    fn mark(&self, key: &str, value: &str, article: &mut Article) -> Result<(), String> {
        let last = article.gold.last_mut().ok_or("no statement stands before it")?;
        if key == "note" {
            return Ok(());
        }
        let place = last.said.content.first().or(last.said.cue.first()).ok_or("the statement has no place")?;
        let paragraph = self.paragraphs.iter().position(|span| span.contains(&place.start));
        let found = Some(self.find(paragraph.map_or(1, |index| index + 1), value)?);
        match key {
            "to" => last.said.addressee = found,
            "time" => last.said.time = found,
            _ => return Err(format!("`{key}` is none of to, time, note")),
        }
        Ok(())
    }

    /// The one of that name, or else the one whose name holds the words.
    fn speaker(&self, words: &str) -> Result<&Person, String> {
        if let Some(person) = self.who.iter().find(|person| person.names[0] == words) {
            return Ok(person);
        }
        let named: Vec<&Person> = self.who.iter().filter(|person| person.names[0].contains(words)).collect();
        match named.as_slice() {
            [one] => Ok(one),
            _ => Err(format!("`{words}` is {} of those under `who`", named.len())),
        }
    }

    /// `WORDS + WORDS`, or `-` for none.
    fn pieces(&self, paragraph: usize, words: &str) -> Result<Vec<Span>, String> {
        if words == "-" {
            return Ok(Vec::new());
        }
        words.split(" + ").map(|piece| self.find(paragraph, piece.trim())).collect()
    }

    /// `[¶NUMBER ]WORDS[ #TIME]`, where WORDS may be `BEGIN ~ END`, or hold what is meant in braces: `{she} said`.
    fn find(&self, paragraph: usize, words: &str) -> Result<Span, String> {
        if let Some((number, words)) = words.strip_prefix('¶').and_then(|rest| rest.split_once(' ')) {
            return self.find(number.parse().map_err(|_| "no number after ¶")?, words);
        }
        let place = paragraph.checked_sub(1).and_then(|index| self.paragraphs.get(index));
        let place = place.ok_or_else(|| format!("there is no paragraph {paragraph}"))?;
        let (words, time) = match words.rsplit_once(" #") {
            Some((words, time)) => (words, Some(time.parse().map_err(|_| "no number after #")?)),
            None => (words, None),
        };
        let found =
            within(&self.text[place.clone()], words, time).map_err(|fault| format!("{fault} in ¶{paragraph}"))?;
        Ok(place.start + found.start..place.start + found.end)
    }
}

fn kind(words: &[&str]) -> Result<(Form, Tier), String> {
    let form = match words.first() {
        Some(&"direct") => Form::Direct,
        Some(&"mixed") => Form::Mixed,
        Some(&"indirect") => Form::Indirect,
        _ => return Err("the form is none of direct, mixed, indirect".to_owned()),
    };
    match words.get(1) {
        None => Ok((form, Tier::Core)),
        Some(&"secondary") => Ok((form, Tier::Secondary)),
        Some(other) => Err(format!("`{other}` is no tier")),
    }
}

fn within(text: &str, words: &str, time: Option<usize>) -> Result<Span, String> {
    if let Some((begin, end)) = words.split_once(" ~ ") {
        let begin = only(text, begin, time)?;
        let end = only(&text[begin.end..], end, None)?;
        return Ok(begin.start..begin.end + end.end);
    }
    let Some((before, (inner, after))) =
        words.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    else {
        return only(text, words, time);
    };
    let whole = only(text, &format!("{before}{inner}{after}"), time)?;
    Ok(whole.start + before.len()..whole.start + before.len() + inner.len())
}

/// The one place where `words` stand as whole words, or the one of that number, from 1.
fn only(text: &str, words: &str, time: Option<usize>) -> Result<Span, String> {
    let whole = |at: usize| {
        let joined = |outer: Option<char>, inner: Option<char>| {
            outer.is_some_and(char::is_alphanumeric) && inner.is_some_and(char::is_alphanumeric)
        };
        !joined(text[..at].chars().next_back(), words.chars().next())
            && !joined(text[at + words.len()..].chars().next(), words.chars().next_back())
    };
    let found: Vec<usize> = text.match_indices(words).map(|(at, _)| at).filter(|at| whole(*at)).collect();
    let at = match (found.as_slice(), time) {
        ([one], None) => Some(*one),
        (several, Some(time)) if several.len() > 1 => time.checked_sub(1).and_then(|index| several.get(index).copied()),
        _ => None,
    };
    at.map(|at| at..at + words.len()).ok_or_else(|| format!("`{words}` stands {} times", found.len()))
}
