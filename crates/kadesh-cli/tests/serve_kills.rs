//! `kadesh serve` broken off at any instant, as by a failure of power: no file is torn, and nothing that was acknowledged is lost.
//!
//! 20 rounds; `KADESH_KILLS=1000` for a long run.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod served;
mod shell;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use served::{Page, Server, harbour};

/// The texts of a case, by file.
type Texts = BTreeMap<String, String>;

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

#[test]
#[cfg(unix)]
fn broken_off_at_any_instant_no_file_is_torn_and_nothing_acknowledged_is_lost() {
    let rounds: u64 = std::env::var("KADESH_KILLS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(20);
    let (next, began) = (AtomicU64::new(0), Instant::now());
    let original = harbour("kills");
    let totals = thread::scope(|scope| {
        let workers: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    let mut told = Told::default();
                    loop {
                        let round = next.fetch_add(1, Ordering::Relaxed);
                        if round >= rounds {
                            return told;
                        }
                        one_round(round, &original, &mut told);
                    }
                })
            })
            .collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).fold(Told::default(), Told::and)
    });
    println!("{rounds} kills in {:.0?}: {totals:?}", began.elapsed());
    assert!(totals.edits > rounds);
}

/// What a run was made of.
#[derive(Debug, Default)]
struct Told {
    edits: u64,
    drafts: u64,
    left_temporary: u64,
    reopened: u64,
    starts: Duration,
}

impl Told {
    fn and(self, other: Told) -> Told {
        Told {
            edits: self.edits + other.edits,
            drafts: self.drafts + other.drafts,
            left_temporary: self.left_temporary + other.left_temporary,
            reopened: self.reopened + other.reopened,
            starts: self.starts + other.starts,
        }
    }
}

fn one_round(round: u64, original: &Path, told: &mut Told) {
    let folder = shell::scratch("serve-kills", &round.to_string());
    for file in ["case.toml", "case.schema.json", "sources/report.txt"] {
        fs::create_dir_all(folder.join("sources")).unwrap();
        fs::copy(original.join(file), folder.join(file)).unwrap();
    }
    let mut dice = Dice(round.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1);
    let began = Instant::now();
    let page = Page::of(&folder);
    told.starts += began.elapsed();
    let first: Texts = read_files(&folder);
    let process = page.server.process.id();
    // Either at an instant of a sequence that goes on, or close to when the last change of one is saved.
    let goes_on = dice.below(2) == 0;
    let edits = if goes_on { usize::MAX } else { 1 + dice.below(4) };
    let killer = goes_on.then(|| {
        let after = Duration::from_micros(dice.below(1_800_000) as u64);
        thread::spawn(move || {
            thread::sleep(after);
            kill(process);
        })
    });
    let (through, maybe) = edit(&page, &mut dice, first, edits);
    match killer {
        Some(killer) => killer.join().unwrap(),
        None => {
            thread::sleep(Duration::from_micros(380_000 + dice.below(60_000) as u64));
            kill(process);
        }
    }
    drop(page);
    told.edits += through.len() as u64 - 1;
    let what = format!("round {round}");
    let (drafted, left) = holds(&folder, &through, maybe.as_ref(), &what);
    told.drafts += u64::from(drafted);
    told.left_temporary += left;
    if round.is_multiple_of(4) {
        told.reopened += 1;
        reopened(&folder, &through, maybe.as_ref(), &what);
    }
    fs::remove_dir_all(&folder).unwrap();
}

/// Changes the case again and again: what it went through, as far as that was acknowledged, and what may have come after.
fn edit(page: &Page, dice: &mut Dice, first: Texts, most: usize) -> (Vec<Texts>, Option<Texts>) {
    let (mut through, mut version, mut undone) = (vec![first], 1, Vec::new());
    for count in 0..most {
        let now = through.last().unwrap().clone();
        let (request, after) = change(dice, &now, version, count, &mut undone);
        let Some(answer) = try_ask(&page.server, &page.cookie, &request) else { return (through, Some(after)) };
        assert_eq!(answer["answer"], "changed", "{request}: {answer}");
        version = answer["state"]["version"].as_u64().unwrap();
        through.push(after);
        let rest = [0, 0, 5, 50, 450, 600][dice.below(6)];
        thread::sleep(Duration::from_millis(rest));
    }
    (through, None)
}

/// A change, and the texts after it.
fn change(dice: &mut Dice, now: &Texts, version: u64, count: usize, undone: &mut Vec<Texts>) -> (Value, Texts) {
    let mut after = now.clone();
    if !undone.is_empty() && dice.below(6) == 0 {
        let before = undone.pop().unwrap();
        return (json!({ "ask": "undo", "version": version }), before);
    }
    let file = match dice.below(8) {
        0 => format!("sources/new-{count}.txt"),
        1..=2 => "sources/report.txt".to_owned(),
        _ => "case.toml".to_owned(),
    };
    let text = now.get(&file).cloned().unwrap_or_default();
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let start = places[dice.below(places.len())];
    let end = places.iter().copied().filter(|at| *at >= start).nth(dice.below(40)).unwrap_or(text.len());
    let new = format!("# {count}, {}\n", "ä".repeat(dice.below(3_000)));
    undone.push(now.clone());
    after.insert(file.clone(), format!("{}{new}{}", &text[..start], &text[end..]));
    let splice = json!({ "file": file, "start": start, "end": end, "text": new });
    (json!({ "ask": "edit", "version": version, "splices": [splice] }), after)
}

/// An answer that arrived whole. None: it did not.
fn try_ask(server: &Server, cookie: &str, request: &Value) -> Option<Value> {
    let answer = server.try_post(&request.to_string(), &[cookie, "Content-Type: application/json"])?;
    if answer.status == 200 { serde_json::from_str(&answer.body).ok() } else { None }
}

fn kill(process: u32) {
    assert!(Command::new("kill").args(["-9", &process.to_string()]).status().unwrap().success());
}

/// The files of a case, as they are on disk.
fn read_files(folder: &Path) -> Texts {
    let mut texts = Texts::new();
    let mut files = vec![folder.join("case.toml")];
    files.extend(fs::read_dir(folder.join("sources")).unwrap().map(|entry| entry.unwrap().path()));
    for file in files.into_iter().filter(|file| !is_temporary(file)) {
        let name = file.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        texts.insert(name, fs::read_to_string(&file).unwrap());
    }
    texts
}

fn is_temporary(file: &Path) -> bool {
    let name = file.file_name().unwrap().to_str().unwrap();
    name.starts_with('.') && name.ends_with(".kadesh-part")
}

/// Looks whether the folder holds what it must: whether there was a draft, and how many temporary files.
fn holds(folder: &Path, through: &[Texts], maybe: Option<&Texts>, what: &str) -> (bool, u64) {
    let disk = read_files(folder);
    for (file, text) in &disk {
        let was = through.iter().chain(maybe).any(|texts| texts.get(file) == Some(text));
        assert!(was, "{what}: `{file}` was never so");
    }
    let draft: Option<Value> =
        fs::read_to_string(folder.join(".kadesh/draft")).ok().map(|text| serde_json::from_str(&text).unwrap());
    let mut held = disk;
    for (file, drafted) in draft.iter().flat_map(|draft| draft["files"].as_object().unwrap()) {
        held.insert(file.clone(), drafted["text"].as_str().unwrap().to_owned());
    }
    is_all_there(&held, through, maybe, what);
    let all = fs::read_dir(folder).unwrap().chain(fs::read_dir(folder.join("sources")).unwrap());
    let left = all.filter(|entry| is_temporary(&entry.as_ref().unwrap().path())).count();
    (draft.is_some(), left as u64)
}

/// Whether texts are those that were acknowledged last, or those that were asked for after them. A file that a change took back
/// may still be there.
fn is_all_there(held: &Texts, through: &[Texts], maybe: Option<&Texts>, what: &str) {
    let fits = |texts: &Texts| texts.iter().all(|(file, text)| held.get(file) == Some(text));
    let last = through.last().unwrap();
    assert!(fits(last) || maybe.is_some_and(fits), "{what}: {:?}", differing(held, last));
}

fn differing(held: &Texts, last: &Texts) -> Vec<PathBuf> {
    last.iter().filter(|(file, text)| held.get(*file) != Some(text)).map(|(file, _)| PathBuf::from(file)).collect()
}

/// Opened again, and the draft taken where one is offered, the files have everything.
fn reopened(folder: &Path, through: &[Texts], maybe: Option<&Texts>, what: &str) {
    let page = Page::of(folder);
    if !page.desk()["draft"].is_null() {
        page.done("/draft", &json!({ "take": true }));
    }
    page.until_saved();
    page.kill();
    is_all_there(&read_files(folder), through, maybe, what);
    assert!(!folder.join(".kadesh").exists(), "{what}");
}
