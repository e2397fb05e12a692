//! Where everything lies in the text of a case: headings, keys and values, each with its place, so that an edit can be the
//! smallest there is.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use toml_parser::Source;
use toml_parser::parser::{Event, EventKind, RecursionGuard, parse_document};

use super::composed::composed;
use super::shape::Step;

/// The steps from the top of the file to something in it.
pub type Way = Vec<Step>;

/// The text as it lies.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// In the order of the text. The first is what stands before all headings.
    pub blocks: Vec<Block>,
}

/// A heading and what stands below it, up to the next.
#[derive(Debug, Clone, Default)]
pub struct Block {
    /// What it opens; nothing for what stands before all headings.
    pub way: Way,
    /// Its names, each with the way that leads there.
    pub names: Vec<(Way, Range<usize>)>,
    /// The whole line of the heading, its line end included.
    pub line: Range<usize>,
    /// In the order of the text.
    pub entries: Vec<Entry>,
}

/// A key and its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The way to the value, from the top of the file.
    pub way: Way,
    /// The names before the sign, each with the way that leads there: `name.halved` has two.
    pub names: Vec<(Way, Range<usize>)>,
    /// The value.
    pub value: Value,
    /// From the first name to the end of the value; in a block the whole lines, line end and comment included.
    pub whole: Range<usize>,
}

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct Value {
    /// Its place.
    pub range: Range<usize>,
    /// What is inside.
    pub inside: Inside,
}

/// What a value has inside.
#[derive(Debug, Clone)]
pub enum Inside {
    /// A text, a number, a yes or no.
    Plain,
    /// `[a, b]`
    List(Vec<Value>),
    /// `{ a = 1 }`
    Table(Vec<Entry>),
}

impl Layout {
    /// Reads the text, which must be free of faults of syntax. O(length).
    pub fn new(text: &str) -> Layout {
        let source = Source::new(text);
        let tokens = source.lex().into_vec();
        let mut events: Vec<Event> = Vec::new();
        let mut guarded = RecursionGuard::new(&mut events, DEEPEST);
        parse_document(&tokens, &mut guarded, &mut ());
        let silent =
            |event: &Event| matches!(event.kind(), EventKind::Whitespace | EventKind::Comment | EventKind::Newline);
        let events: Vec<Event> = events.into_iter().filter(|event| !silent(event)).collect();
        let mut reader = Reader { text, source, events: events.into_iter().peekable(), items: BTreeMap::new() };
        reader.document()
    }

    /// Every entry, those inside of tables and lists too.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.blocks.iter().flat_map(|block| &block.entries).flat_map(Entry::with_inner)
    }

    /// The entry at the end of a way.
    pub fn entry(&self, way: &[Step]) -> Option<&Entry> {
        self.entries().find(|entry| entry.way == way)
    }

    /// The value at the end of a way: of an entry, or an item of a list.
    pub fn value(&self, way: &[Step]) -> Option<&Value> {
        match way.split_last()? {
            (Step::Item(index), list) => match &self.value(list)?.inside {
                Inside::List(items) => items.get(*index),
                Inside::Plain | Inside::Table(_) => None,
            },
            (Step::Key(_), _) => self.entry(way).map(|entry| &entry.value),
        }
    }

    /// The block that a heading opens.
    pub fn block(&self, way: &[Step]) -> Option<usize> {
        self.blocks.iter().position(|block| block.way == way)
    }

    /// Whether anything is written at the end of a way or beyond it.
    pub fn holds(&self, way: &[Step]) -> bool {
        let in_names = |names: &[(Way, Range<usize>)]| names.iter().any(|(own, _)| own == way);
        self.blocks.iter().any(|block| block.way.starts_with(way) && !block.way.is_empty())
            || self.entries().any(|entry| in_names(&entry.names))
            || matches!(way.last(), Some(Step::Item(_))) && self.value(way).is_some()
    }

    /// How many items a list has: of headings in double brackets, or written as a value.
    pub fn count(&self, list: &[Step]) -> usize {
        if let Some(Value { inside: Inside::List(items), .. }) = self.value(list) {
            return items.len();
        }
        let item = |block: &&Block| block.way.len() == list.len() + 1 && block.way.starts_with(list);
        let is_item = |block: &&Block| matches!(block.way.last(), Some(Step::Item(_)));
        self.blocks.iter().filter(item).filter(is_item).count()
    }

    /// Every name, of headings and of entries, with the way that leads there.
    pub fn names(&self) -> impl Iterator<Item = &(Way, Range<usize>)> {
        let of_blocks = self.blocks.iter().flat_map(|block| &block.names);
        of_blocks.chain(self.entries().flat_map(|entry| &entry.names))
    }

    /// The smallest thing that has a place within itself: the way to a value, or to what a name names.
    pub fn way_at(&self, place: &Range<usize>) -> Option<Way> {
        let holds = |range: &Range<usize>| range.start <= place.start && place.end <= range.end;
        if let Some((way, _)) = self.names().find(|(_, range)| holds(range)) {
            return Some(way.clone());
        }
        let entry = self.blocks.iter().flat_map(|block| &block.entries).find(|entry| holds(&entry.value.range))?;
        Some(entry.value.way_at(&entry.way, place))
    }
}

impl Block {
    /// Where the next entry would go: behind the last one, or behind the heading.
    pub fn end(&self) -> usize {
        self.entries.last().map_or(self.line.end, |entry| entry.whole.end)
    }
}

impl Entry {
    /// Itself and all entries inside of its value.
    fn with_inner(&self) -> Vec<&Entry> {
        let mut all = vec![self];
        self.value.collect(&mut all);
        all
    }
}

impl Value {
    fn collect<'v>(&'v self, all: &mut Vec<&'v Entry>) {
        match &self.inside {
            Inside::Plain => {}
            Inside::List(items) => items.iter().for_each(|item| item.collect(all)),
            Inside::Table(entries) => {
                for entry in entries {
                    all.push(entry);
                    entry.value.collect(all);
                }
            }
        }
    }

    fn way_at(&self, own: &Way, place: &Range<usize>) -> Way {
        let holds = |value: &Value| value.range.start <= place.start && place.end <= value.range.end;
        match &self.inside {
            Inside::List(items) => match items.iter().enumerate().find(|(_, item)| holds(item)) {
                Some((index, item)) => item.way_at(&with_step(own, Step::Item(index)), place),
                None => own.clone(),
            },
            Inside::Table(entries) => match entries.iter().find(|entry| holds(&entry.value)) {
                Some(entry) => entry.value.way_at(&entry.way, place),
                None => own.clone(),
            },
            Inside::Plain => own.clone(),
        }
    }
}

/// A way with one more step.
pub fn with_step(way: &[Step], step: Step) -> Way {
    let mut longer = way.to_vec();
    longer.push(step);
    longer
}

/// The way that these keys lead.
pub fn keys(names: &[&str]) -> Way {
    names.iter().map(|name| Step::Key((*name).to_owned())).collect()
}

/// As deep as the reader of a case goes.
const DEEPEST: u32 = 80;

struct Reader<'t> {
    text: &'t str,
    source: Source<'t>,
    events: Peekable<IntoIter<Event>>,
    /// How many items each list of tables has so far. A list inside of an item is a list of its own.
    items: BTreeMap<Way, usize>,
}

impl Reader<'_> {
    fn document(&mut self) -> Layout {
        let mut blocks = vec![Block::default()];
        while let Some(event) = self.events.next() {
            let place = event.span().start();
            match event.kind() {
                EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                    let is_list = event.kind() == EventKind::ArrayTableOpen;
                    blocks.push(self.heading(place, is_list));
                }
                EventKind::SimpleKey => {
                    let Some(block) = blocks.last_mut() else { continue };
                    let mut entry = self.entry(event, &block.way);
                    entry.whole = self.lines(&entry.whole);
                    block.entries.push(entry);
                }
                _ => {}
            }
        }
        Layout { blocks }
    }

    fn heading(&mut self, start: usize, is_list: bool) -> Block {
        let (mut parts, mut end) = (Vec::new(), start);
        for event in self.events.by_ref() {
            end = event.span().end();
            match event.kind() {
                EventKind::SimpleKey => parts.push(event),
                EventKind::StdTableClose | EventKind::ArrayTableClose => break,
                _ => {}
            }
        }
        let (mut way, mut names) = (Way::new(), Vec::new());
        let count = parts.len();
        for (place, event) in parts.iter().enumerate() {
            way.push(Step::Key(self.name(event)));
            names.push((way.clone(), range_of(event)));
            if is_list && place + 1 == count {
                *self.items.entry(way.clone()).or_default() += 1;
            }
            let item = self.items.get(&way).map(|items| Step::Item(items - 1));
            way.extend(item);
        }
        Block { way, names, line: self.lines(&(start..end)), entries: Vec::new() }
    }

    /// An entry whose first name was just read.
    fn entry(&mut self, first: Event, above: &[Step]) -> Entry {
        let start = first.span().start();
        let mut way = with_step(above, Step::Key(self.name(&first)));
        let mut names = vec![(way.clone(), range_of(&first))];
        let mut value = Value { range: start..start, inside: Inside::Plain };
        while let Some(event) = self.events.next() {
            match event.kind() {
                EventKind::SimpleKey => {
                    way.push(Step::Key(self.name(&event)));
                    names.push((way.clone(), range_of(&event)));
                }
                EventKind::KeyValSep => {
                    if let Some(event) = self.events.next() {
                        value = self.value(&event, &way);
                    }
                    break;
                }
                _ => {}
            }
        }
        let whole = start..value.range.end;
        Entry { way, names, value, whole }
    }

    /// A value whose first event was just read.
    fn value(&mut self, first: &Event, way: &[Step]) -> Value {
        let start = first.span().start();
        match first.kind() {
            EventKind::ArrayOpen => {
                let (mut items, mut end) = (Vec::new(), start);
                while let Some(event) = self.events.next() {
                    end = event.span().end();
                    match event.kind() {
                        EventKind::ArrayClose => break,
                        EventKind::ValueSep => {}
                        _ => items.push(self.value(&event, &with_step(way, Step::Item(items.len())))),
                    }
                }
                Value { range: start..end, inside: Inside::List(items) }
            }
            EventKind::InlineTableOpen => {
                let (mut entries, mut end) = (Vec::new(), start);
                while let Some(event) = self.events.next() {
                    end = event.span().end();
                    match event.kind() {
                        EventKind::InlineTableClose => break,
                        EventKind::SimpleKey => entries.push(self.entry(event, way)),
                        _ => {}
                    }
                }
                Value { range: start..end, inside: Inside::Table(entries) }
            }
            _ => Value { range: range_of(first), inside: Inside::Plain },
        }
    }

    fn name(&self, event: &Event) -> String {
        let mut name = String::new();
        if let Some(raw) = self.source.get(event) {
            raw.decode_key(&mut name, &mut ());
        }
        composed(&name)
    }

    /// The whole lines around a place, with the end of the last.
    fn lines(&self, place: &Range<usize>) -> Range<usize> {
        let start = self.text[..place.start].rfind('\n').map_or(0, |end| end + 1);
        // The mark of the byte order stands before the first line.
        let start = if start == 0 && self.text.starts_with(MARK) { MARK.len_utf8().min(place.start) } else { start };
        let end = self.text[place.end..].find('\n').map_or(self.text.len(), |end| place.end + end + 1);
        start..end
    }
}

const MARK: char = '\u{feff}';

fn range_of(event: &Event) -> Range<usize> {
    event.span().start()..event.span().end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{EXAMPLE, SKELETON};

    const TEXT: &str = "# A case\na.b = 1 # one\n\n[x.\"y z\"]\nlist = [\n  { p = 1 },\n  \"q\",\n]\n[[s]]\nid = 'one'\n[s.t]\nk = 2\n[[s]]\nid = 'two'\n";

    fn at(way: &[Step]) -> String {
        let word = |step: &Step| match step {
            Step::Key(key) => key.clone(),
            Step::Item(index) => index.to_string(),
        };
        way.iter().map(word).collect::<Vec<_>>().join("/")
    }

    #[test]
    fn everything_has_its_way_and_its_place() {
        let layout = Layout::new(TEXT);
        let ways: Vec<String> = layout.entries().map(|entry| at(&entry.way)).collect();
        assert_eq!(ways, ["a/b", "x/y z/list", "x/y z/list/0/p", "s/0/id", "s/0/t/k", "s/1/id"]);
        assert_eq!(&TEXT[layout.blocks[0].entries[0].whole.clone()], "a.b = 1 # one\n");
        assert_eq!(&TEXT[layout.blocks[1].entries[0].whole.clone()], "list = [\n  { p = 1 },\n  \"q\",\n]\n");
        let (_, name) = &layout.blocks[1].names[1];
        assert_eq!(&TEXT[name.clone()], "\"y z\"");
        assert_eq!(layout.count(&keys(&["s"])), 2);
        let q = TEXT.find("\"q\"").unwrap();
        assert_eq!(at(&layout.way_at(&(q..q + 3)).unwrap()), "x/y z/list/1");
        let value = layout.value(&layout.way_at(&(q..q + 3)).unwrap()).unwrap();
        assert_eq!(&TEXT[value.range.clone()], "\"q\"");
    }

    #[test]
    fn lists_inside_of_items_are_counted_by_item() {
        let text = "[[a]]\n[[a.f]]\nn = 1\n[[a.f]]\nn = 2\n[[a]]\n[[a.f]]\nn = 3\n[a.f.g]\nm = 4\n";
        let layout = Layout::new(text);
        let ways: Vec<String> = layout.entries().map(|entry| at(&entry.way)).collect();
        assert_eq!(ways, ["a/0/f/0/n", "a/0/f/1/n", "a/1/f/0/n", "a/1/f/0/g/m"]);
    }

    #[test]
    fn a_mark_of_the_byte_order_is_no_part_of_a_line() {
        let text = format!("{MARK}[case]\r\ntitle = \"x\"\r\n");
        let layout = Layout::new(&text);
        assert_eq!(&text[layout.blocks[1].line.clone()], "[case]\r\n");
        assert_eq!(&text[layout.blocks[1].entries[0].whole.clone()], "title = \"x\"\r\n");
    }

    #[test]
    fn the_shipped_texts_lie_as_the_reader_sees_them() {
        for text in [EXAMPLE[0].1, SKELETON] {
            let layout = Layout::new(text);
            for entry in layout.entries() {
                assert!(layout.holds(&entry.way));
                assert_eq!(layout.way_at(&entry.value.range), Some(entry.way.clone()), "{:?}", entry.way);
            }
        }
    }
}
