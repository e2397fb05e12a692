//! A web page as a tree of elements and words, built as browsers build it from whatever was written.
//!
//! The nodes are in one list and name each other by their places in it, so that nothing is walked by recursion. The
//! parser is html5ever's; it has no limits of its own, so that the page is fed to it in pieces and given up when it grows
//! too large or too deep.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::tree_builder::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink as _};
use html5ever::{Attribute, LocalName, Namespace, ParseOpts, QualName, local_name, ns, parse_document};

use super::super::Limits;
use super::super::refusal::{Limit, Refusal};

/// More nodes than any page has, and few enough for memory.
const MOST_NODES: usize = 2_000_000;
/// How much is fed before the limits are looked at; one byte can make as many nodes as elements are open.
const PIECE: usize = 1_024;

/// The place of a node in the tree.
pub(super) type Id = usize;

/// A page.
pub(super) struct Tree {
    nodes: Vec<Node>,
}

struct Node {
    parent: Option<Id>,
    previous: Option<Id>,
    next: Option<Id>,
    first: Option<Id>,
    last: Option<Id>,
    depth: usize,
    data: Data,
}

enum Data {
    Words(StrTendril),
    Element {
        name: QualName,
        attributes: Vec<Attribute>,
        template: Option<Id>,
    },
    /// The document, comments and what else no reader sees.
    Other,
}

impl Tree {
    /// The root of every tree.
    pub(super) const ROOT: Id = 0;

    /// The page, unless it is beyond the limits.
    pub(super) fn parse(html: &str, limits: &Limits) -> Result<Tree, Refusal> {
        if attribute_load(html) > MOST_ATTRIBUTE_LOAD {
            return Err(Refusal::TooMuch { limit: Limit::Elements, most: MOST_NODES });
        }
        let mut options = ParseOpts::default();
        // Without scripts, what stands in for them is seen as elements and can be counted.
        options.tree_builder.scripting_enabled = false;
        let mut parser = parse_document(Sink::new(), options);
        let mut rest = html;
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(rest.floor_char_boundary(PIECE));
            parser.process(StrTendril::from(piece));
            let sink = &parser.tokenizer.sink.sink;
            if sink.nodes.borrow().len() > MOST_NODES {
                return Err(Refusal::TooMuch { limit: Limit::Elements, most: MOST_NODES });
            }
            if sink.deepest.get() > limits.most_depth {
                return Err(Refusal::TooMuch { limit: Limit::Depth, most: limits.most_depth });
            }
            rest = after;
        }
        Ok(parser.finish())
    }

    /// The first node within this one.
    pub(super) fn first(&self, id: Id) -> Option<Id> {
        self.nodes.get(id)?.first
    }

    /// The node after this one with the same parent.
    pub(super) fn next(&self, id: Id) -> Option<Id> {
        self.nodes.get(id)?.next
    }

    /// The node that this one is in.
    pub(super) fn parent(&self, id: Id) -> Option<Id> {
        self.nodes.get(id)?.parent
    }

    /// The words, if the node is words.
    pub(super) fn words(&self, id: Id) -> Option<&str> {
        match &self.nodes.get(id)?.data {
            Data::Words(words) => Some(words),
            Data::Element { .. } | Data::Other => None,
        }
    }

    /// The name in lower case, if the node is an element.
    pub(super) fn name(&self, id: Id) -> Option<&str> {
        match &self.nodes.get(id)?.data {
            Data::Element { name, .. } => Some(&name.local),
            Data::Words(_) | Data::Other => None,
        }
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        match &self.nodes.get(id)?.data {
            Data::Element { attributes, .. } => {
                attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
            }
            Data::Words(_) | Data::Other => None,
        }
    }

    /// The nodes within this one and itself, in the order of the page. `enters` says whether to go into a node.
    pub(super) fn within<'a>(&'a self, root: Id, enters: impl Fn(Id) -> bool + 'a) -> impl Iterator<Item = Id> + 'a {
        let mut next = Some(root);
        std::iter::from_fn(move || {
            let id = next?;
            let inside = if enters(id) { self.first(id) } else { None };
            next = inside.or_else(|| self.after(id, root));
            Some(id)
        })
    }

    /// The node that comes after all that is in this one, within the root.
    fn after(&self, id: Id, root: Id) -> Option<Id> {
        let mut at = id;
        while at != root {
            if let Some(next) = self.next(at) {
                return Some(next);
            }
            at = self.parent(at)?;
        }
        None
    }
}

/// The work that the parser does for elements with very many attributes: it looks at all of them for each.
const MOST_ATTRIBUTE_LOAD: usize = 2_000_000_000;

/// The sum of the squares of how many gaps long tags have. Scripts and styles have no tags.
fn attribute_load(html: &str) -> usize {
    const USUAL: usize = 500;
    let bytes = html.as_bytes();
    let (mut load, mut at) = (0_usize, 0_usize);
    while let Some(open) = bytes.get(at..).and_then(|rest| rest.iter().position(|&byte| byte == b'<')) {
        let start = at + open + 1;
        let rest = bytes.get(start..).unwrap_or_default();
        at = start;
        if !rest.first().is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/') {
            continue;
        }
        let end = rest.iter().position(|&byte| byte == b'>').unwrap_or(rest.len());
        let tag = rest.get(..end).unwrap_or(rest);
        let gaps =
            tag.iter().filter(|&&byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'')).count();
        if gaps > USUAL {
            load = load.saturating_add(gaps.saturating_mul(gaps));
        }
        at += end;
        for raw in ["script", "style"] {
            let name = tag.get(..raw.len()).unwrap_or_default();
            if name.eq_ignore_ascii_case(raw.as_bytes()) {
                at += bytes
                    .get(at..)
                    .map_or(0, |rest| rest.windows(2).position(|two| two == b"</").unwrap_or(rest.len()));
            }
        }
    }
    load
}

/// What the parser calls to build the tree.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    deepest: Cell<usize>,
}

/// The name of an element, for the parser.
#[derive(Debug)]
struct Named(QualName);

impl ElemName for Named {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl Sink {
    fn new() -> Sink {
        let sink = Sink { nodes: RefCell::new(Vec::new()), deepest: Cell::new(0) };
        sink.add(Data::Other);
        sink
    }

    fn add(&self, data: Data) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { parent: None, previous: None, next: None, first: None, last: None, depth: 0, data });
        nodes.len() - 1
    }

    fn with<T>(&self, id: Id, change: impl FnOnce(&mut Node) -> T) -> Option<T> {
        self.nodes.borrow_mut().get_mut(id).map(change)
    }

    fn detach(&self, id: Id) {
        let taken = self.with(id, |node| (node.parent.take(), node.previous.take(), node.next.take()));
        let Some((parent, previous, next)) = taken else { return };
        match (previous, parent) {
            (Some(previous), _) => self.with(previous, |node| node.next = next),
            (None, Some(parent)) => self.with(parent, |node| node.first = next),
            (None, None) => None,
        };
        match (next, parent) {
            (Some(next), _) => self.with(next, |node| node.previous = previous),
            (None, Some(parent)) => self.with(parent, |node| node.last = previous),
            (None, None) => None,
        };
    }

    /// Puts a node at the end of its parent, or before a sibling.
    fn place(&self, id: Id, parent: Id, before: Option<Id>) {
        self.detach(id);
        let previous = match before {
            Some(sibling) => self.with(sibling, |node| node.previous.replace(id)),
            None => self.with(parent, |node| node.last.replace(id)),
        };
        let previous = previous.flatten();
        match previous {
            Some(previous) => self.with(previous, |node| node.next = Some(id)),
            None => self.with(parent, |node| node.first = Some(id)),
        };
        let depth = self.with(parent, |node| node.depth + 1).unwrap_or_default();
        self.deepest.set(self.deepest.get().max(depth));
        self.with(id, |node| {
            node.parent = Some(parent);
            node.previous = previous;
            node.next = before;
            node.depth = depth;
        });
    }

    /// Adds words to those that stand before, or a node.
    fn put(&self, child: NodeOrText<Id>, parent: Id, before: Option<Id>) {
        let words = match child {
            NodeOrText::AppendNode(id) => return self.place(id, parent, before),
            NodeOrText::AppendText(words) => words,
        };
        let neighbour = match before {
            Some(sibling) => self.with(sibling, |node| node.previous),
            None => self.with(parent, |node| node.last),
        };
        let joined = neighbour.flatten().and_then(|id| {
            self.with(id, |node| match &mut node.data {
                Data::Words(known) => {
                    known.push_tendril(&words);
                    true
                }
                Data::Element { .. } | Data::Other => false,
            })
        });
        if joined != Some(true) {
            let id = self.add(Data::Words(words));
            self.place(id, parent, before);
        }
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Tree;
    type ElemName<'a> = Named;

    fn finish(self) -> Tree {
        Tree { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        Tree::ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Named {
        let name = self.with(*target, |node| match &node.data {
            Data::Element { name, .. } => Some(name.clone()),
            Data::Words(_) | Data::Other => None,
        });
        Named(name.flatten().unwrap_or_else(|| QualName::new(None, ns!(), local_name!(""))))
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> Id {
        let template = flags.template.then(|| self.add(Data::Other));
        self.add(Data::Element { name, attributes, template })
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.add(Data::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.add(Data::Other)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.put(child, *parent, None);
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        match self.with(*element, |node| node.parent).flatten() {
            Some(parent) => self.put(child, parent, Some(*element)),
            None => self.put(child, *previous, None),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Id) -> Id {
        let template = self.with(*target, |node| match &node.data {
            Data::Element { template, .. } => *template,
            Data::Words(_) | Data::Other => None,
        });
        template.flatten().unwrap_or(*target)
    }

    fn same_node(&self, one: &Id, other: &Id) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        if let Some(parent) = self.with(*sibling, |node| node.parent).flatten() {
            self.put(child, parent, Some(*sibling));
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, more: Vec<Attribute>) {
        self.with(*target, |node| {
            if let Data::Element { attributes, .. } = &mut node.data {
                for attribute in more {
                    if !attributes.iter().any(|known| known.name == attribute.name) {
                        attributes.push(attribute);
                    }
                }
            }
        });
    }

    fn remove_from_parent(&self, target: &Id) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        while let Some(child) = self.with(*node, |node| node.first).flatten() {
            self.place(child, *new_parent, None);
        }
    }
}
