//! The words of a text as the constructions see them: what hangs on what, in which paragraph, inside which quotation.

use crate::{Parsed, Quote, Span, quotes::paragraphs};

/// A parsed text with what the constructions ask of it, each question answered in constant time.
pub(super) struct Words<'a> {
    pub text: &'a str,
    pub parsed: &'a Parsed,
    pub quotes: &'a [Quote],
    heads: Vec<usize>,
    children: Vec<Vec<usize>>,
    edges: Vec<(usize, usize)>,
    sentence_of: Vec<usize>,
    paragraph_of: Vec<usize>,
    quote_of: Vec<Option<usize>>,
    pub paragraphs: Vec<Span>,
    /// The tokens of each quotation, with its marks, by piece.
    pub quote_tokens: Vec<Vec<(usize, usize)>>,
    lower: Vec<String>,
}

impl<'a> Words<'a> {
    /// None where the parse does not fit the text.
    pub fn new(text: &'a str, parsed: &'a Parsed, quotes: &'a [Quote]) -> Option<Self> {
        let n = parsed.tokens.len();
        let mut last = 0;
        for token in &parsed.tokens {
            if token.span.start < last || text.get(token.span.clone()).is_none() {
                return None;
            }
            last = token.span.end;
        }
        let mut sentence_of = vec![0; n];
        for (number, sentence) in parsed.sentences.iter().enumerate() {
            sentence_of.get_mut(sentence.clone())?.fill(number);
        }
        let heads = heads(parsed, &sentence_of);
        let mut children = vec![Vec::new(); n];
        for (token, &head) in heads.iter().enumerate() {
            if let (true, Some(own)) = (head != token, children.get_mut(head)) {
                own.push(token);
            }
        }
        let edges = edges(&heads, &children);
        let paragraphs = paragraphs(text);
        let paragraph_of = numbers(parsed, &paragraphs);
        let lower = parsed.tokens.iter().map(|t| text.get(t.span.clone()).unwrap_or_default().to_lowercase()).collect();
        let quote_of = vec![None; n];
        let quote_tokens = Vec::new();
        let mut words = Words {
            text, parsed, quotes, heads, children, edges, sentence_of, paragraph_of, quote_of, paragraphs, quote_tokens, lower,
        };
        words.place_quotes();
        Some(words)
    }

    fn place_quotes(&mut self) {
        for (number, quote) in self.quotes.iter().enumerate() {
            let mut pieces = Vec::new();
            for span in &quote.spans {
                let Some((first, last)) = self.tokens_in(span) else { continue };
                pieces.push((first, last));
                if quote.depth == 0 {
                    for own in self.quote_of.get_mut(first..=last).unwrap_or_default() {
                        *own = Some(number);
                    }
                }
            }
            self.quote_tokens.push(pieces);
        }
    }

    /// The first and last token that lie in a span.
    pub fn tokens_in(&self, span: &Span) -> Option<(usize, usize)> {
        let first = self.parsed.tokens.partition_point(|token| token.span.end <= span.start);
        let after = self.parsed.tokens.partition_point(|token| token.span.start < span.end);
        (first < after).then(|| (first, after - 1))
    }

    pub fn len(&self) -> usize {
        self.heads.len()
    }

    pub fn head(&self, token: usize) -> usize {
        self.heads.get(token).copied().unwrap_or(token)
    }

    pub fn children(&self, token: usize) -> &[usize] {
        self.children.get(token).map_or(&[], Vec::as_slice)
    }

    /// The first child with one of these relations.
    pub fn child(&self, token: usize, deps: &[&str]) -> Option<usize> {
        self.children(token).iter().copied().find(|&child| deps.contains(&self.dep(child)))
    }

    /// The first and last token of everything that hangs on this one.
    pub fn edges(&self, token: usize) -> (usize, usize) {
        self.edges.get(token).copied().unwrap_or((token, token))
    }

    pub fn dep(&self, token: usize) -> &'a str {
        self.parsed.tokens.get(token).map_or("", |t| t.dep)
    }

    pub fn tag(&self, token: usize) -> &'a str {
        self.parsed.tokens.get(token).map_or("", |t| t.tag)
    }

    pub fn pos(&self, token: usize) -> &'a str {
        self.parsed.tokens.get(token).map_or("", |t| t.pos)
    }

    pub fn lemma(&self, token: usize) -> &'a str {
        self.parsed.tokens.get(token).map_or("", |t| t.lemma.as_str())
    }

    /// The word as it stands.
    pub fn word(&self, token: usize) -> &'a str {
        self.parsed.tokens.get(token).and_then(|t| self.text.get(t.span.clone())).unwrap_or_default()
    }

    /// The word in small letters.
    pub fn low(&self, token: usize) -> &str {
        self.lower.get(token).map_or("", String::as_str)
    }

    pub fn sentence(&self, token: usize) -> usize {
        self.sentence_of.get(token).copied().unwrap_or_default()
    }

    /// The first token of a token's sentence and the one after its last.
    pub fn sentence_range(&self, token: usize) -> std::ops::Range<usize> {
        self.parsed.sentences.get(self.sentence(token)).cloned().unwrap_or(token..token + 1)
    }

    pub fn paragraph(&self, token: usize) -> usize {
        self.paragraph_of.get(token).copied().unwrap_or_default()
    }

    /// The outermost quotation around a token, its marks included.
    pub fn quote(&self, token: usize) -> Option<usize> {
        self.quote_of.get(token).copied().flatten()
    }

    pub fn is_verb(&self, token: usize) -> bool {
        self.tag(token).starts_with("VB")
    }

    pub fn is_punctuation(&self, token: usize) -> bool {
        self.pos(token) == "PUNCT" || !self.word(token).chars().any(char::is_alphanumeric)
    }

    pub fn is_name(&self, token: usize) -> bool {
        self.tag(token).starts_with("NNP")
    }

    /// The bytes from the first token to the last.
    pub fn span(&self, first: usize, last: usize) -> Span {
        let start = self.parsed.tokens.get(first).map_or(0, |t| t.span.start);
        let end = self.parsed.tokens.get(last).map_or(start, |t| t.span.end);
        start..end.max(start)
    }

    /// The words of a span, with single spaces.
    pub fn words(&self, span: &Span) -> String {
        let words = self.text.get(span.clone()).unwrap_or_default();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// The heads, each in its own sentence and none above itself: whoever made the parse, a walk upwards ends.
fn heads(parsed: &Parsed, sentence_of: &[usize]) -> Vec<usize> {
    let n = parsed.tokens.len();
    let same = |a: usize, b: usize| sentence_of.get(a) == sentence_of.get(b);
    let inside = |(i, t): (usize, &crate::Token)| if t.head < n && same(i, t.head) { t.head } else { i };
    let mut heads: Vec<usize> = parsed.tokens.iter().enumerate().map(inside).collect();
    // 0: not seen; 1: on the way up; 2: known to end.
    let mut state = vec![0_u8; n];
    let mut way = Vec::new();
    for start in 0..n {
        let mut at = start;
        while state.get(at) == Some(&0) {
            if let Some(own) = state.get_mut(at) {
                *own = 1;
            }
            way.push(at);
            at = heads.get(at).copied().unwrap_or(at);
        }
        if state.get(at) == Some(&1) {
            // A ring, or a root: it hangs on itself.
            if let Some(own) = heads.get_mut(at) {
                *own = at;
            }
        }
        for done in way.drain(..) {
            if let Some(own) = state.get_mut(done) {
                *own = 2;
            }
        }
    }
    heads
}

fn edges(heads: &[usize], children: &[Vec<usize>]) -> Vec<(usize, usize)> {
    let mut edges: Vec<(usize, usize)> = (0..heads.len()).map(|i| (i, i)).collect();
    let mut order: Vec<usize> = (0..heads.len()).filter(|&i| heads.get(i) == Some(&i)).collect();
    let mut at = 0;
    while let Some(&token) = order.get(at) {
        order.extend(children.get(token).map_or(&[][..], Vec::as_slice));
        at += 1;
    }
    for &token in order.iter().rev() {
        let (first, last) = edges.get(token).copied().unwrap_or((token, token));
        let head = heads.get(token).copied().unwrap_or(token);
        if let Some(own) = edges.get_mut(head) {
            *own = (own.0.min(first), own.1.max(last));
        }
    }
    edges
}

/// The number of the paragraph in which each token stands.
fn numbers(parsed: &Parsed, paragraphs: &[Span]) -> Vec<usize> {
    let mut number = 0;
    let mut all = Vec::with_capacity(parsed.tokens.len());
    for token in &parsed.tokens {
        while paragraphs.get(number).is_some_and(|p| p.end <= token.span.start) && number + 1 < paragraphs.len() {
            number += 1;
        }
        all.push(number);
    }
    all
}

/// The same parse without the tokens that are white space: the constructions look at what stands beside a word.
pub(super) fn solid(parsed: &Parsed) -> Parsed {
    let mut number = Vec::with_capacity(parsed.tokens.len());
    let mut kept = 0;
    for token in &parsed.tokens {
        number.push(kept);
        kept += usize::from(token.pos != "SPACE");
    }
    let place = |old: usize| number.get(old).copied().unwrap_or(kept);
    let head = |own: usize, token: &crate::Token| match parsed.tokens.get(token.head) {
        Some(above) if above.pos == "SPACE" => own,
        _ => place(token.head),
    };
    let solid = parsed.tokens.iter().zip(&number).filter(|(token, _)| token.pos != "SPACE");
    Parsed {
        tokens: solid.map(|(token, &own)| crate::Token { head: head(own, token), ..token.clone() }).collect(),
        sentences: parsed.sentences.iter().map(|s| place(s.start)..place(s.end)).filter(|s| s.start < s.end).collect(),
    }
}
