//! Which file of the library imports which, and where such imports run in a circle.
//!
//! An import is a path in a `use`, or one that begins with `crate` or `super` anywhere else. An import through a file that only
//! re-exports a name is one of the file that defines it. That a folder's own file (`mod.rs`, or `x.rs` beside `x/`) declares or
//! re-exports what is in its folder, or hands work on to it by a path that begins there, is no import; a `use` of its own is.

use std::collections::{BTreeMap, BTreeSet};

type Path = Vec<String>;

/// From each file of a library, by its path below `src`, to those that it imports from the same top-level module.
pub fn imports(files: &BTreeMap<String, String>) -> BTreeMap<String, BTreeSet<String>> {
    let modules: BTreeMap<Path, Module> =
        files.iter().map(|(name, text)| (module(name), Module::read(name, text))).collect();
    let edges = modules.iter().map(|(own, read)| {
        let is_root = modules.keys().any(|other| other.len() > own.len() && other.starts_with(own));
        let shown = read.shown.iter().filter_map(|(_, path)| absolute(path, own, &modules));
        let shown = shown.filter(|path| !(is_root && path.starts_with(own)));
        let used = read.used.iter().filter_map(|path| absolute(path, own, &modules));
        let imported = used.chain(shown);
        let owners = imported.map(|path| owner(&path, &modules, &mut BTreeSet::new()));
        let here = owners.filter(|other| other != own && other.first() == own.first());
        (read.name.clone(), here.filter_map(|other| Some(modules.get(&other)?.name.clone())).collect())
    });
    edges.collect()
}

/// The groups of files that import one another in a circle, each in order.
pub fn circles(graph: &BTreeMap<String, BTreeSet<String>>) -> Vec<Vec<String>> {
    let reach: BTreeMap<&String, BTreeSet<&String>> = graph.keys().map(|from| (from, reached(graph, from))).collect();
    let mut found: BTreeSet<Vec<String>> = BTreeSet::new();
    for (from, to) in &reach {
        if to.contains(*from) {
            let both = to.iter().filter(|other| reach.get(**other).is_some_and(|back| back.contains(*from)));
            found.insert(both.map(|name| (*name).clone()).collect());
        }
    }
    found.into_iter().collect()
}

fn reached<'a>(graph: &'a BTreeMap<String, BTreeSet<String>>, from: &'a String) -> BTreeSet<&'a String> {
    let mut found = BTreeSet::new();
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        let next = graph.get(at).into_iter().flatten();
        open.extend(next.filter(|to| found.insert(*to)));
    }
    found
}

struct Module {
    name: String,
    /// What it imports.
    used: Vec<Path>,
    /// What it re-exports, under which name.
    shown: Vec<(String, Path)>,
}

impl Module {
    fn read(name: &str, text: &str) -> Module {
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        let (mut used, mut shown, mut rest) = (Vec::new(), Vec::new(), String::new());
        let mut statement: Option<(bool, String)> = None;
        for line in lines {
            let (public, text) = match (&statement, begun(line)) {
                (Some((public, text)), _) => (*public, format!("{text} {}", line.trim())),
                (None, Some((public, text))) => (public, text.to_owned()),
                (None, None) => {
                    rest.push_str(line);
                    rest.push('\n');
                    continue;
                }
            };
            let Some((tree, _)) = text.split_once(';') else {
                statement = Some((public, text));
                continue;
            };
            statement = None;
            for (shown_as, path) in flat(tree, &[]) {
                if public { shown.push((shown_as, path)) } else { used.push(path) }
            }
        }
        used.extend(qualified(&rest));
        Module { name: name.to_owned(), used, shown }
    }
}

/// The tree of a `use` that begins on this line, and whether it is a re-export.
fn begun(line: &str) -> Option<(bool, &str)> {
    let line = line.trim_start();
    if let Some(tree) = line.strip_prefix("use ") {
        return Some((false, tree));
    }
    let (before, tree) = line.split_once("use ")?;
    let is_visibility = before.trim_end() == "pub" || (before.starts_with("pub(") && before.trim_end().ends_with(')'));
    is_visibility.then_some((true, tree))
}

/// The paths of a tree of imports, each with the name that it goes by.
fn flat(tree: &str, before: &[String]) -> Vec<(String, Path)> {
    let tree = tree.trim();
    if let Some((head, inner)) = tree.split_once('{') {
        let inner = inner.rsplit_once('}').map_or(inner, |(inner, _)| inner);
        let head = segments(head);
        let before: Path = before.iter().cloned().chain(head).collect();
        return parts(inner).into_iter().flat_map(|part| flat(part, &before)).collect();
    }
    let (path, alias) = tree.split_once(" as ").map_or((tree, None), |(path, alias)| (path, Some(alias.trim())));
    let mut path: Path = before.iter().cloned().chain(segments(path)).collect();
    if path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    let name = alias.map(str::to_owned).or_else(|| path.last().cloned()).unwrap_or_default();
    vec![(name, path)]
}

fn segments(path: &str) -> Path {
    path.split("::").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// What commas part, outside of braces.
fn parts(list: &str) -> Vec<&str> {
    let (mut depth, mut from, mut found) = (0usize, 0, Vec::new());
    for (at, letter) in list.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                found.push(&list[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    found.push(&list[from..]);
    found.retain(|part| !part.trim().is_empty());
    found
}

/// The paths from `crate` or `super` in code, but for those that say who may see something.
fn qualified(code: &str) -> Vec<Path> {
    let mut found = Vec::new();
    for start in ["crate::", "super::"] {
        for (at, _) in code.match_indices(start) {
            let before = &code[..at];
            if before.ends_with(is_of_a_path) || before.ends_with("in ") {
                continue;
            }
            let path: String = code[at..].chars().take_while(|letter| is_of_a_path(*letter)).collect();
            found.push(segments(&path));
        }
    }
    found
}

fn is_of_a_path(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == ':'
}

/// `rules/gate.rs` to `rules::gate`, `rules/mod.rs` to `rules`, `lib.rs` to the library itself.
fn module(name: &str) -> Path {
    let mut path: Path = name.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if path.last().is_some_and(|last| last == "mod") || path == ["lib"] {
        path.pop();
    }
    path
}

/// A path from the library's top. None: it leads to another library.
fn absolute(path: &[String], own: &[String], modules: &BTreeMap<Path, Module>) -> Option<Path> {
    let (first, rest) = path.split_first()?;
    match first.as_str() {
        "crate" => Some(rest.to_vec()),
        "self" => Some(own.iter().chain(rest).cloned().collect()),
        "super" => {
            let ups = path.iter().take_while(|part| *part == "super").count();
            let kept = own.len().checked_sub(ups)?;
            Some(own[..kept].iter().chain(&path[ups..]).cloned().collect())
        }
        _ => {
            let child: Path = own.iter().chain([first]).cloned().collect();
            modules.contains_key(&child).then(|| own.iter().chain(path).cloned().collect())
        }
    }
}

/// The module that defines what a path names.
fn owner(path: &[String], modules: &BTreeMap<Path, Module>, seen: &mut BTreeSet<Path>) -> Path {
    let depth = (0..=path.len()).rev().find(|depth| modules.contains_key(&path[..*depth])).unwrap_or(0);
    let (own, rest) = path.split_at(depth);
    let (Some(read), Some((name, below))) = (modules.get(own), rest.split_first()) else { return own.to_vec() };
    let passed_on = read.shown.iter().find(|(shown_as, _)| shown_as == name);
    let target = passed_on.and_then(|(_, target)| absolute(target, own, modules));
    match target.filter(|_| seen.insert(path.to_vec())) {
        Some(target) => {
            let whole: Path = target.into_iter().chain(below.iter().cloned()).collect();
            owner(&whole, modules, seen)
        }
        None => own.to_vec(),
    }
}
