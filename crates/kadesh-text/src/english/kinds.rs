//! The rough kind of each word, out of its fine kind, the word itself and how it hangs.
//!
//! spaCy's `AttributeRuler` (MIT) with the patterns of the package: of all that fit, the later wins. O(words).

use std::collections::HashMap;

use super::file::File;

/// The rules, in order.
pub struct Kinds {
    rules: Vec<Rule>,
    /// The rules that ask for a word or, failing that, for a fine kind, by what they ask for.
    by_word: HashMap<&'static str, Vec<usize>>,
    by_tag: HashMap<&'static str, Vec<usize>>,
    others: Vec<usize>,
}

/// One word as the rules see it.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// In small letters.
    pub word: &'a str,
    pub tag: &'static str,
    pub label: &'static str,
    pub blank: bool,
}

/// What the rules say of a word.
#[derive(Clone, Copy, Default)]
pub struct Said {
    pub tag: Option<&'static str>,
    pub pos: &'static str,
    pub label: Option<&'static str>,
    pub lemma: Option<&'static str>,
    /// What is known of its form, one letter each: singular `s`, infinitive `i`, plain present `p`, positive `d`.
    pub form: &'static str,
}

#[derive(Default)]
struct Rule {
    /// Of the one or two words it fits, the one it speaks of.
    about: usize,
    conditions: Vec<Condition>,
    said: Said,
}

struct Condition {
    /// 0 for the first word, 1 for the one after.
    place: usize,
    what: What,
    /// Whether it must be one of `values`, or none of them.
    wanted: bool,
    values: Vec<&'static str>,
}

#[derive(Clone, Copy, PartialEq)]
enum What {
    Word,
    Tag,
    Label,
    Blank,
}

impl Kinds {
    /// From the next section of the file.
    pub fn read(file: &mut File) -> Kinds {
        let rules: Vec<Rule> = file.text().lines().map(Rule::read).collect();
        let mut kinds =
            Kinds { rules: Vec::new(), by_word: HashMap::new(), by_tag: HashMap::new(), others: Vec::new() };
        for (place, rule) in rules.iter().enumerate() {
            let first =
                |what| rule.conditions.iter().find(|asked| asked.place == 0 && asked.wanted && asked.what == what);
            if let Some(asked) = first(What::Word) {
                asked.values.iter().for_each(|word| kinds.by_word.entry(word).or_default().push(place));
            } else if let Some(asked) = first(What::Tag) {
                asked.values.iter().for_each(|tag| kinds.by_tag.entry(tag).or_default().push(place));
            } else {
                kinds.others.push(place);
            }
        }
        Kinds { rules, ..kinds }
    }

    /// What they say of each word.
    pub fn of(&self, words: &[Seen]) -> Vec<Said> {
        let mut fitting: Vec<(usize, usize)> = Vec::new();
        let mut said = vec![Said::default(); words.len()];
        for (place, word) in words.iter().enumerate() {
            let by_word = self.by_word.get(word.word).into_iter().flatten();
            let by_tag = self.by_tag.get(word.tag).into_iter().flatten();
            for &rule in by_word.chain(by_tag).chain(&self.others) {
                if self.rules[rule].fits(&words[place..]) {
                    fitting.push((rule, place));
                }
            }
        }
        fitting.sort_unstable();
        for (rule, place) in fitting {
            let rule = &self.rules[rule];
            if let Some(said) = said.get_mut(place + rule.about) {
                said.correct(rule.said);
            }
        }
        said
    }
}

impl Rule {
    fn read(line: &'static str) -> Rule {
        let mut rule = Rule::default();
        for part in line.split('\t') {
            let (key, values) = part.split_once(' ').unwrap_or((part, ""));
            match key {
                "0:" | "1:" => rule.about = usize::from(key == "1:"),
                ":POS" => rule.said.pos = values,
                ":MORPH" => rule.said.form = values,
                ":LEMMA" => rule.said.lemma = Some(values),
                ":TAG" => rule.said.tag = Some(values),
                ":DEP" => rule.said.label = Some(values),
                _ => rule.conditions.extend(Condition::read(key, values)),
            }
        }
        rule
    }

    fn fits(&self, words: &[Seen]) -> bool {
        self.conditions.iter().all(|asked| words.get(asked.place).is_some_and(|word| asked.fits(word)))
    }
}

impl Condition {
    fn read(key: &'static str, values: &'static str) -> Option<Condition> {
        let what = match key.get(2..)? {
            "LOWER" => What::Word,
            "TAG" => What::Tag,
            "DEP" => What::Label,
            "SPACE" => What::Blank,
            _ => return None,
        };
        let values = values.split(' ').filter(|value| !value.is_empty()).collect();
        Some(Condition { place: usize::from(key.starts_with('1')), what, wanted: key.as_bytes()[1] == b'=', values })
    }

    fn fits(&self, word: &Seen) -> bool {
        let value = match self.what {
            What::Word => word.word,
            What::Tag => word.tag,
            What::Label => word.label,
            What::Blank => return word.blank == self.wanted,
        };
        self.values.contains(&value) == self.wanted
    }
}

impl Said {
    fn correct(&mut self, later: Said) {
        self.tag = later.tag.or(self.tag);
        self.label = later.label.or(self.label);
        self.lemma = later.lemma.or(self.lemma);
        if !later.pos.is_empty() {
            self.pos = later.pos;
        }
        if !later.form.is_empty() {
            self.form = later.form;
        }
    }
}
