//! The main text of a web page, without what stands around it on every page of the site.
//!
//! What counts as main: the one `<main>` of the page if it holds a good part of the words, otherwise the whole page without
//! its navigation, headings of the site, side columns, notices about cookies, and what does not show. What is left out is
//! counted with its first words. This keeps too much rather than too little, where crates that score the parts of a page
//! drop what they score low in silence.
//!
//! The tree is built by html5ever into a list of our own. The crate scraper, which gives a tree ready made, brings some
//! twenty more crates for style sheets, three of them under the MPL, and has no place to look at limits while it parses.

mod tree;

use self::tree::{Id, Tree};
use super::lost::{Losses, What};
use super::prose::Prose;
use super::refusal::{Limit, Refusal};
use super::{Limits, Read, xml};
use crate::{Decoded, How, NotText, decode};

/// How much is kept of words that are only told about.
const MOST_TOLD: usize = 200;

/// The main text of the page. A stated encoding comes before the one that the page states.
pub(super) fn read(bytes: &[u8], label: Option<&str>, limits: &Limits) -> Result<Read, Refusal> {
    let decoded = decode_page(bytes, label)?;
    if decoded.text.len() > limits.most_inflated {
        return Err(Refusal::TooMuch { limit: Limit::Inflated, most: limits.most_inflated });
    }
    let tree = Tree::parse(&decoded.text, limits)?;
    let mut page = Page {
        tree: &tree,
        prose: Prose::new(limits.most_bytes),
        losses: Losses::default(),
        quotes: 0,
        literal: 0,
        tables: Vec::new(),
        articles: 0,
    };
    let body = page.find("body").unwrap_or(Tree::ROOT);
    let main = page.main(body);
    if let Some(main) = main {
        page.lose_around(main, body);
    }
    let title = page.find("title").map(|title| page.all_words(title, MOST_TOLD));
    page.lose_scripts();
    page.write(main.unwrap_or(body));
    if page.prose.is_full() {
        return Err(Refusal::TooMuch { limit: Limit::Text, most: limits.most_bytes });
    }
    let (text, lost) = (page.prose.finish(), page.losses.into_list());
    Ok(Read { text, by: "html", encoding: Some(decoded.encoding), title, lost })
}

/// The text of the page: by what the person states, by the mark, by what the page states, or by its bytes.
fn decode_page(bytes: &[u8], label: Option<&str>) -> Result<Decoded, NotText> {
    let stated = stated_encoding(bytes).filter(|_| label.is_none() && !has_mark(bytes));
    if let Some(Ok(decoded)) = stated.map(|stated| decode(bytes, Some(&stated))) {
        return Ok(decoded);
    }
    decode(bytes, label)
}

fn has_mark(bytes: &[u8]) -> bool {
    decode(bytes.get(..4).unwrap_or(bytes), None).is_ok_and(|decoded| decoded.how == How::Mark)
}

/// The encoding that the page states in its head, as the standard has it: UTF-16 cannot be stated so.
fn stated_encoding(bytes: &[u8]) -> Option<String> {
    let head: String = bytes
        .iter()
        .take(2_048)
        .map(|&byte| if byte.is_ascii() { char::from(byte).to_ascii_lowercase() } else { '?' })
        .collect();
    let by_meta = head.split("<meta").skip(1).find_map(|meta| {
        let tag = meta.split('>').next()?;
        let value = tag.split("charset").nth(1)?.trim_start().strip_prefix('=')?.trim_start();
        let value = value.trim_start_matches(['"', '\'']);
        value.split(|letter: char| letter.is_whitespace() || "\"';/".contains(letter)).next().map(str::to_owned)
    });
    let stated = by_meta.or_else(|| xml::stated_encoding(bytes))?;
    Some(if stated.starts_with("utf-16") { "utf-8".to_owned() } else { stated })
}

/// What is done with an element.
enum Treatment {
    /// Its words are read.
    Kept,
    /// It is left out and counted.
    Left(What),
    /// It is left out and has no words.
    Nothing,
}

struct Page<'a> {
    tree: &'a Tree,
    prose: Prose,
    losses: Losses,
    quotes: usize,
    /// How many open elements keep their white space.
    literal: usize,
    /// For each table that is open, whether it holds data.
    tables: Vec<bool>,
    /// How many articles and the like are open: their headers are headings of the text.
    articles: usize,
}

impl Page<'_> {
    fn find(&self, name: &str) -> Option<Id> {
        self.tree.within(Tree::ROOT, |_| true).find(|&id| self.tree.name(id) == Some(name))
    }

    /// The element with the main text, if the page says which and it is not the least part.
    fn main(&self, body: Id) -> Option<Id> {
        const SHARE: usize = 3;
        let kept = |id: Id| matches!(self.treatment(id, true), Treatment::Kept);
        let is_main = |id: Id| self.tree.name(id) == Some("main") || self.tree.attribute(id, "role") == Some("main");
        let mut mains = self.tree.within(body, kept).filter(|&id| kept(id) && is_main(id));
        let main = mains.next()?;
        if mains.any(|other| !self.is_within(other, main)) {
            return None;
        }
        let length = |root: Id| -> usize {
            let words = self.tree.within(root, kept).filter_map(|id| self.tree.words(id));
            words.map(|words| words.split_whitespace().map(str::len).sum::<usize>()).sum()
        };
        (length(main) * SHARE >= length(body)).then_some(main)
    }

    fn is_within(&self, id: Id, outer: Id) -> bool {
        std::iter::successors(Some(id), |&id| self.tree.parent(id)).any(|id| id == outer)
    }

    /// Counts the parts around the main text.
    fn lose_around(&mut self, main: Id, body: Id) {
        let mut at = main;
        while at != body {
            let Some(parent) = self.tree.parent(at) else { return };
            let siblings = std::iter::successors(self.tree.first(parent), |&id| self.tree.next(id));
            for sibling in siblings.filter(|&sibling| sibling != at) {
                let what = match self.treatment(sibling, false) {
                    Treatment::Kept | Treatment::Left(What::Surroundings) => What::Surroundings,
                    Treatment::Left(What::Script) | Treatment::Nothing => continue,
                    Treatment::Left(what) => what,
                };
                let words = self.words_of(sibling);
                if !words.is_empty() {
                    self.losses.add(what, &words);
                }
            }
            at = parent;
        }
    }

    fn lose_scripts(&mut self) {
        let tree = self.tree;
        for id in tree.within(Tree::ROOT, |_| true) {
            if tree.name(id) == Some("script") {
                let source = tree.attribute(id, "src").map(str::to_owned);
                let words = source.unwrap_or_else(|| self.all_words(id, MOST_TOLD));
                self.losses.add(What::Script, &words);
            }
        }
    }

    fn write(&mut self, root: Id) {
        let mut at = root;
        loop {
            let entered = self.enter(at);
            if let Some(first) = self.tree.first(at).filter(|_| entered) {
                at = first;
                continue;
            }
            if entered {
                self.leave(at);
            }
            loop {
                if at == root || self.prose.is_full() {
                    return;
                }
                if let Some(next) = self.tree.next(at) {
                    at = next;
                    break;
                }
                let Some(parent) = self.tree.parent(at) else { return };
                at = parent;
                self.leave(at);
            }
        }
    }

    /// Writes what comes before the content of a node, and says whether the content is to be written.
    fn enter(&mut self, id: Id) -> bool {
        if let Some(words) = self.tree.words(id) {
            self.put(words);
            return false;
        }
        let Some(name) = self.tree.name(id) else { return true };
        match self.treatment(id, self.articles > 0) {
            Treatment::Kept => {}
            Treatment::Nothing => return false,
            Treatment::Left(what) => {
                self.leave_out(id, what);
                return false;
            }
        }
        match name {
            "article" | "main" => self.articles += 1,
            "q" => self.quote(['“', '‘']),
            "br" => self.prose.hard_line(),
            "pre" | "listing" | "xmp" => self.literal += 1,
            "table" => self.begin_table(id),
            "tr" if self.in_data() => self.prose.begin_row(),
            "td" | "th" if self.in_data() => self.prose.begin_cell(),
            "a" => {
                let address = self.tree.attribute(id, "href").map(str::trim).unwrap_or_default();
                if !address.is_empty() && !address.starts_with(['#']) && !address.starts_with("javascript:") {
                    self.losses.add(What::Link, address);
                }
            }
            "sup" | "sub" => self.tell(id, What::Raised),
            "ins" => self.tell(id, What::TrackedInsertion),
            "math" => self.tell(id, What::Formula),
            "li" if self.is_numbered(id) => self.tell(id, What::Numbering),
            _ => {}
        }
        self.gap(name);
        true
    }

    fn leave(&mut self, id: Id) {
        let Some(name) = self.tree.name(id) else { return };
        match name {
            "article" | "main" => self.articles = self.articles.saturating_sub(1),
            "q" => {
                self.quotes = self.quotes.saturating_sub(1);
                let mark = if self.quotes.is_multiple_of(2) { "”" } else { "’" };
                self.prose.push(mark);
            }
            "pre" | "listing" | "xmp" => self.literal = self.literal.saturating_sub(1),
            "tr" if self.in_data() => self.prose.end_row(),
            "table" => {
                let data = self.tables.pop() == Some(true);
                if data {
                    self.prose.end_table();
                }
            }
            _ => {}
        }
        self.gap(name);
    }

    /// What stands before and after an element.
    fn gap(&mut self, name: &str) {
        match name {
            "li" | "dt" | "dd" | "option" => self.prose.end_line(),
            "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" if self.in_data() => {}
            "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "center" | "details" | "dialog"
            | "dir" | "div" | "dl" | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "h1" | "h2" | "h3"
            | "h4" | "h5" | "h6" | "header" | "hgroup" | "hr" | "html" | "legend" | "listing" | "main" | "menu"
            | "nav" | "ol" | "p" | "pre" | "search" | "section" | "summary" | "table" | "tbody" | "td" | "tfoot"
            | "th" | "thead" | "tr" | "ul" | "xmp" | "optgroup" => self.prose.end_paragraph(),
            _ => {}
        }
    }

    fn put(&mut self, words: &str) {
        if self.literal == 0 {
            self.prose.push_collapsed(words);
            return;
        }
        for (nth, line) in words.split('\n').enumerate() {
            if nth > 0 {
                self.prose.hard_line();
            }
            self.prose.push(line);
        }
    }

    fn quote(&mut self, marks: [char; 2]) {
        let [outer, inner] = marks;
        let mark = if self.quotes.is_multiple_of(2) { outer } else { inner };
        self.quotes += 1;
        self.prose.push(mark.encode_utf8(&mut [0; 4]));
    }

    fn leave_out(&mut self, id: Id, what: What) {
        // Scripts are counted once for the whole page.
        if what == What::Script {
            return;
        }
        let words = match what {
            What::Image | What::Media => {
                let said =
                    ["alt", "title", "aria-label", "src"].into_iter().find_map(|name| self.tree.attribute(id, name));
                let said = said.map(str::trim).filter(|said| !said.starts_with("data:")).unwrap_or_default();
                if said.is_empty() { self.words_of(id) } else { said.to_owned() }
            }
            What::Form => {
                let said = ["value", "aria-label", "placeholder", "name"];
                let said = said.into_iter().find_map(|name| self.tree.attribute(id, name)).unwrap_or_default();
                let within = self.words_of(id);
                if within.is_empty() { said.to_owned() } else { within }
            }
            _ => {
                let words = self.words_of(id);
                if words.is_empty() {
                    return;
                }
                words
            }
        };
        self.losses.add(what, &words);
        if matches!(what, What::Image | What::Media | What::Form) {
            self.prose.space();
        }
    }

    fn tell(&mut self, id: Id, what: What) {
        let words = self.words_of(id);
        if !words.is_empty() {
            self.losses.add(what, &words);
        }
    }

    /// The first words within an element, but for scripts and styles.
    fn words_of(&self, id: Id) -> String {
        let passes = |id: Id| !matches!(self.tree.name(id), Some("script" | "style"));
        let words = self.tree.within(id, passes).filter(|&id| passes(id)).filter_map(|id| self.tree.words(id));
        join(words, MOST_TOLD)
    }

    fn all_words(&self, id: Id, most: usize) -> String {
        join(self.tree.within(id, |_| true).filter_map(|id| self.tree.words(id)), most)
    }

    fn in_data(&self) -> bool {
        self.tables.last() == Some(&true)
    }

    fn begin_table(&mut self, id: Id) {
        let data = self.holds_data(id);
        if data {
            self.tell(id, What::Table);
            self.prose.begin_table();
        }
        self.tables.push(data);
    }

    /// Tables are also used to set columns of text; such a one has a table in it, or cells with several paragraphs.
    fn holds_data(&self, table: Id) -> bool {
        const MOST: usize = 50_000;
        if self.tree.attribute(table, "role").is_some_and(|role| matches!(role, "presentation" | "none")) {
            return false;
        }
        let mut blocks = 0;
        for id in self.tree.within(table, |_| true).skip(1).take(MOST) {
            match self.tree.name(id) {
                Some("table") => return false,
                Some("td" | "th") => blocks = 0,
                Some("p" | "div" | "h1" | "h2" | "h3" | "h4" | "ul" | "ol") => blocks += 1,
                _ => {}
            }
            if blocks > 2 {
                return false;
            }
        }
        true
    }

    fn is_numbered(&self, item: Id) -> bool {
        self.tree.parent(item).is_some_and(|list| self.tree.name(list) == Some("ol"))
    }

    /// What is done with an element. In an article, a header is a heading of the text.
    fn treatment(&self, id: Id, in_article: bool) -> Treatment {
        let Some(name) = self.tree.name(id) else { return Treatment::Kept };
        match name {
            "script" => return Treatment::Left(What::Script),
            "style" | "head" | "link" | "meta" | "base" | "title" | "source" | "track" | "rp" | "annotation"
            | "annotation-xml" | "datalist" | "area" | "param" => return Treatment::Nothing,
            "noscript" | "template" => return Treatment::Left(What::HiddenText),
            "rt" | "rtc" => return Treatment::Left(What::Ruby),
            "del" => return Treatment::Left(What::TrackedDeletion),
            "img" | "svg" | "canvas" | "map" | "image" => return Treatment::Left(What::Image),
            "iframe" | "video" | "audio" | "object" | "embed" | "applet" | "frame" => {
                return Treatment::Left(What::Media);
            }
            "input" if self.tree.attribute(id, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("hidden")) => {
                return Treatment::Nothing;
            }
            "input" | "select" | "textarea" | "button" | "progress" | "meter" => return Treatment::Left(What::Form),
            _ => {}
        }
        if self.is_hidden(id, name) {
            return Treatment::Left(What::HiddenText);
        }
        let role = self.tree.attribute(id, "role").unwrap_or_default();
        let around = match name {
            "nav" | "aside" => true,
            "header" | "footer" => !in_article,
            "body" | "html" | "main" | "article" => false,
            _ => matches!(
                role,
                "navigation" | "banner" | "contentinfo" | "complementary" | "search" | "menu" | "menubar"
            ),
        };
        if around || self.is_notice(id, name) { Treatment::Left(What::Surroundings) } else { Treatment::Kept }
    }

    fn is_hidden(&self, id: Id, name: &str) -> bool {
        let attribute = |name: &str| self.tree.attribute(id, name);
        if attribute("hidden").is_some_and(|value| value != "until-found")
            || (name == "dialog" && attribute("open").is_none())
        {
            return true;
        }
        let style: String =
            attribute("style").unwrap_or_default().split_whitespace().collect::<String>().to_ascii_lowercase();
        if style.contains("display:none") || style.contains("visibility:hidden") {
            return true;
        }
        let classes = attribute("class").unwrap_or_default();
        let for_ears_only = ["sr-only", "visually-hidden", "screen-reader-text", "visuallyhidden"];
        classes.split_whitespace().any(|class| for_ears_only.contains(&class))
    }

    /// Notices about cookies are known by the names that sites and their helpers give them.
    fn is_notice(&self, id: Id, name: &str) -> bool {
        if !matches!(name, "div" | "section" | "aside" | "dialog" | "form" | "p") {
            return false;
        }
        let attribute = |name: &str| self.tree.attribute(id, name).unwrap_or_default();
        let named = format!("{} {}", attribute("id"), attribute("class")).to_ascii_lowercase();
        named.split_whitespace().any(|word| {
            let cookie = word.contains("cookie") && !word.contains("recipe");
            let helper = ["onetrust", "usercentrics", "didomi", "borlabs", "gdpr-", "cmpbox"]
                .iter()
                .any(|helper| word.starts_with(helper));
            let consent = word.contains("consent")
                && ["banner", "popup", "modal", "overlay", "notice", "bar", "layer"]
                    .iter()
                    .any(|form| word.contains(form));
            cookie || helper || consent
        })
    }
}

fn join<'a>(words: impl Iterator<Item = &'a str>, most: usize) -> String {
    let mut joined = String::new();
    for words in words {
        for word in words.split_whitespace() {
            if !joined.is_empty() {
                joined.push(' ');
            }
            joined.push_str(word.get(..word.floor_char_boundary(most.min(word.len()))).unwrap_or_default());
            if joined.len() > most {
                return joined;
            }
        }
    }
    joined
}
