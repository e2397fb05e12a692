//! What is changed on the page reaches the files whole, and nothing that somebody else wrote is written over.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod served;
mod shell;

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use serde_json::{Value, json};
use served::{Page, harbour, read};

const TITLE: &str = "Talks on a shared harbour";

fn title(page: &Page, file: &Path, new: &str) {
    page.change("case.toml", &read(file), TITLE, new);
}

/// The title of the case as the page shows it.
fn shown(page: &Page) -> String {
    page.ask(&json!({ "ask": "brief", "view": { "draws": 10 } }))["parts"][0].to_string()
}

/// What a folder holds, hidden names too.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_change_is_on_disk_after_a_rest_and_nothing_else_is() {
    let folder = harbour("saved");
    let file = folder.join("case.toml");
    // Two signs at the end of each line, and a mark at the beginning, as some editors write.
    let before = format!("\u{feff}{}", read(&file).replace('\n', "\r\n"));
    fs::write(&file, &before).unwrap();
    let (all, page) = (names(&folder), Page::of(&folder));
    title(&page, &file, "Talks on the pier");
    let begin = Instant::now();
    let desk = page.desk();
    assert!(desk["saved"] == "unsaved" && desk["because"].is_null(), "{desk}");
    assert_eq!(read(&file), before, "not before the rest");
    let draft: Value = serde_json::from_str(&read(&folder.join(".kadesh/draft"))).unwrap();
    assert_eq!(draft["files"]["case.toml"]["was"], before);
    page.until_saved();
    assert!(begin.elapsed() > Duration::from_millis(350) && begin.elapsed() < Duration::from_secs(5));
    assert_eq!(read(&file), before.replace(TITLE, "Talks on the pier"));
    assert_eq!(names(&folder), all, "no draft and no temporary file stays");
    // Taken back, it is as it was.
    let version = page.desk()["version"].clone();
    page.ask(&json!({ "ask": "undo", "version": version }));
    page.until_saved();
    assert_eq!(read(&file), before);
    assert!(shown(&page).contains(TITLE));
}

/// A page that is closed sends what waits at once, and the second change may arrive before the first.
#[test]
fn a_change_waits_for_the_one_that_it_was_made_on() {
    let folder = harbour("in-turn");
    let page = Page::of(&folder);
    let version = page.desk()["version"].as_u64().unwrap();
    let edit = |version: u64, text: &str| {
        let splice = json!({ "file": "case.toml", "start": 0, "end": 0, "text": text });
        page.ask(&json!({ "ask": "edit", "version": version, "splices": [splice] }))["answer"].clone()
    };
    thread::scope(|scope| {
        let second = scope.spawn(|| edit(version + 1, "# second\n"));
        thread::sleep(Duration::from_millis(200));
        assert_eq!(edit(version, "# first\n"), "changed");
        assert_eq!(second.join().unwrap(), "changed");
    });
    page.until_saved();
    assert!(read(&folder.join("case.toml")).starts_with("# second\n# first\n"));
    // One that it was made on and that never comes is not waited for without end.
    assert_eq!(edit(version + 9, "# never\n"), "refused");
}

#[test]
fn what_was_left_half_written_is_swept_away() {
    let folder = harbour("swept");
    let (old, new) = (folder.join("sources/.report.txt.1.kadesh-part"), folder.join(".case.toml.1.kadesh-part"));
    for file in [&old, &new] {
        fs::write(file, "half").unwrap();
    }
    let file = fs::File::options().append(true).open(&old).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(3_600)).unwrap();
    let _page = Page::of(&folder);
    assert!(!old.exists() && new.exists(), "another server may be writing the new one");
}

#[test]
#[cfg(unix)]
fn leave_to_read_is_kept_and_a_link_inside_is_followed() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = harbour("leave");
    let (file, own) = (folder.join("case.toml"), folder.join("talks.toml"));
    fs::rename(&file, &own).unwrap();
    symlink("talks.toml", &file).unwrap();
    fs::set_permissions(&own, fs::Permissions::from_mode(0o640)).unwrap();
    let page = Page::of(&folder);
    title(&page, &file, "Talks on the pier");
    page.until_saved();
    assert!(fs::symlink_metadata(&file).unwrap().is_symlink());
    assert!(read(&own).contains("Talks on the pier"));
    assert_eq!(fs::metadata(&own).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn a_case_file_of_another_name_is_saved_under_it() {
    let folder = harbour("named");
    let file = folder.join("talks.toml");
    fs::rename(folder.join("case.toml"), &file).unwrap();
    let page = Page::of(&file);
    assert_eq!(page.desk()["name"], "harbour/talks.toml");
    title(&page, &file, "Talks on the pier");
    assert!(folder.join(".kadesh/draft-of-talks.toml").exists());
    page.until_saved();
    assert!(read(&file).contains("Talks on the pier") && !folder.join("case.toml").exists());
}

#[test]
fn a_source_makes_its_file_and_takes_it_along_when_it_goes() {
    let folder = harbour("source");
    let page = Page::of(&folder);
    let action =
        json!({ "do": "add-source", "id": "", "title": "A letter", "published": null, "text": "We will pay.\n" });
    let answer = page.ask(&json!({ "ask": "do", "version": 1, "action": action }));
    assert_eq!(answer["answer"], "changed", "{answer}");
    page.until_saved();
    let made: Vec<String> = names(&folder.join("sources")).into_iter().filter(|name| name != "report.txt").collect();
    assert_eq!(made.len(), 1, "{made:?}");
    assert_eq!(read(&folder.join("sources").join(&made[0])), "We will pay.\n");
    page.ask(&json!({ "ask": "undo", "version": page.desk()["version"] }));
    page.until_saved();
    assert_eq!(names(&folder.join("sources")), ["report.txt"]);
    page.ask(&json!({ "ask": "redo", "version": page.desk()["version"] }));
    page.until_saved();
    assert_eq!(names(&folder.join("sources")).len(), 2);
    // One that somebody changed meanwhile is theirs, and stays.
    fs::write(folder.join("sources").join(&made[0]), "We will not pay.\n").unwrap();
    page.until("followed", |desk| desk["version"].as_u64() > Some(4));
}

#[test]
fn a_file_that_the_case_names_since_a_change_is_read_at_once() {
    let folder = harbour("names");
    let file = folder.join("case.toml");
    fs::write(folder.join("sources/second.txt"), "We will pay.").unwrap();
    let page = Page::of(&folder);
    let answer =
        page.change("case.toml", &read(&file), "sources/report.txt", "sources/second.txt")["state"]["version"].clone();
    assert_eq!(page.desk()["version"], answer, "the next change can follow on this answer");
    let faults = page.ask(&json!({ "ask": "faults" })).to_string();
    assert!(faults.contains("broken-anchor") && !faults.contains("missing-file"), "{faults}");
    // It is followed from now on.
    page.until_saved();
    fs::write(folder.join("sources/second.txt"), "We will not pay.").unwrap();
    page.until("followed", |desk| desk["version"].as_u64() > answer.as_u64());
}

#[test]
fn what_cannot_be_written_is_told_and_tried_again() {
    let folder = harbour("fails");
    let file = folder.join("case.toml");
    let page = Page::of(&folder);
    fs::write(folder.join("letters"), "not a folder").unwrap();
    page.edit(&json!({ "file": "letters/first.txt", "start": 0, "end": 0, "text": "A letter." }));
    let desk = page.until("failed", |desk| desk["saved"] == "failed");
    let because = desk["because"].as_str().unwrap();
    assert!(because.starts_with("`letters/first.txt` cannot be written: "), "{because}");
    assert!(folder.join(".kadesh/draft").exists());
    fs::remove_file(folder.join("letters")).unwrap();
    title(&page, &file, "Talks on the pier");
    page.until_saved();
    assert_eq!(read(&folder.join("letters/first.txt")), "A letter.");
    assert!(read(&file).contains("Talks on the pier") && !folder.join(".kadesh").exists());
}

#[test]
fn a_case_that_is_taken_out_of_the_folder_is_not_lost() {
    let folder = harbour("gone");
    let file = folder.join("case.toml");
    let text = read(&file);
    let page = Page::of(&folder);
    page.change("case.toml", &text, TITLE, "Talks on the pier");
    fs::remove_file(&file).unwrap();
    page.until("failed", |desk| desk["saved"] == "failed");
    assert!(!file.exists());
    page.change("case.toml", &text.replace(TITLE, "Talks on the pier"), "Talks on the pier", "Talks on the quay");
    page.until_saved();
    assert_eq!(read(&file), text.replace(TITLE, "Talks on the quay"));
    // Put back, with a word more or as it was, it has both.
    for more in ["# More.\n", ""] {
        let before = read(&file);
        page.edit(&json!({ "file": "case.toml", "start": 0, "end": 0, "text": "# First.\n" }));
        fs::rename(&file, folder.join("away")).unwrap();
        page.until("failed", |desk| desk["saved"] == "failed");
        if !more.is_empty() {
            fs::write(folder.join("away"), format!("{before}{more}")).unwrap();
        }
        fs::rename(folder.join("away"), &file).unwrap();
        page.until_saved();
        assert_eq!(read(&file), format!("# First.\n{before}{more}"));
    }
}

#[test]
fn changes_in_different_places_are_merged() {
    let folder = harbour("merged");
    let file = folder.join("case.toml");
    let text = read(&file);
    let page = Page::of(&folder);
    page.change("case.toml", &text, TITLE, "Talks on the pier");
    let theirs = format!("{text}\n# A word from elsewhere.\n");
    fs::write(&file, &theirs).unwrap();
    let desk = page.until("merged", |desk| desk["saved"] == "saved" && !desk["notice"].is_null());
    assert_eq!(desk["notice"], "`case.toml` was changed elsewhere too; both changes are kept");
    assert_eq!(read(&file), theirs.replace(TITLE, "Talks on the pier"));
    assert!(shown(&page).contains("Talks on the pier"));
}

#[test]
fn the_same_place_is_settled_by_a_person() {
    for (name, choice, title) in [
        ("mine", json!({ "take": "mine" }), "title = \"Mine\""),
        ("theirs", json!({ "take": "theirs" }), "title = \"Theirs\""),
        ("both", json!({ "take": "both" }), "title = \"Mine\"\ntitle = \"Theirs\""),
        ("own", json!({ "text": "title = \"Own\"" }), "title = \"Own\""),
    ] {
        let folder = harbour(&format!("settled-{name}"));
        let file = folder.join("case.toml");
        let text = read(&file);
        let line = text.lines().find(|line| line.contains(TITLE)).unwrap();
        let page = Page::of(&folder);
        page.change("case.toml", &text, line, "title = \"Mine\"");
        let theirs = text.replace(line, "title = \"Theirs\"") + "# The end.\n";
        fs::write(&file, &theirs).unwrap();
        let desk = page.until("conflict", |desk| desk["saved"] == "conflict");
        let hunk = &desk["conflict"][0]["hunks"][0];
        let at = 1 + text.lines().position(|one| one == line).unwrap();
        assert_eq!(desk["conflict"].as_array().unwrap().len(), 1);
        assert_eq!(hunk["line"], at);
        assert_eq!(hunk["base"], format!("{line}\n"));
        assert_eq!((&hunk["mine"], &hunk["theirs"]), (&json!("title = \"Mine\"\n"), &json!("title = \"Theirs\"\n")));
        // Nothing is written meanwhile, whatever else is changed.
        page.edit(&json!({ "file": "case.toml", "start": 0, "end": 0, "text": "# First.\n" }));
        std::thread::sleep(Duration::from_millis(900));
        assert_eq!(read(&file), theirs);
        assert_eq!(page.desk()["conflict"][0]["hunks"][0]["line"], at + 1);
        let few = page.refused("/settle", &json!({ "file": "case.toml", "choices": [] }));
        assert!(few.contains("not as many choices"), "{few}");
        assert!(page.refused("/settle", &json!({ "file": "x", "choices": [choice] })).contains("nothing to settle"));
        let desk = page.done("/settle", &json!({ "file": "case.toml", "choices": [choice] }));
        assert!(desk["saved"] == "saved" && desk["conflict"].is_null(), "{desk}");
        assert_eq!(read(&file), format!("# First.\n{}# The end.\n", text.replace(line, title)), "{name}");
    }
}

#[test]
fn a_clash_that_goes_away_is_none() {
    let folder = harbour("clash");
    let file = folder.join("case.toml");
    let text = read(&file);
    let page = Page::of(&folder);
    page.change("case.toml", &text, TITLE, "Mine");
    fs::write(&file, text.replace(TITLE, "Theirs")).unwrap();
    page.until("conflict", |desk| desk["saved"] == "conflict");
    fs::write(&file, &text).unwrap();
    page.until_saved();
    assert_eq!(read(&file), text.replace(TITLE, "Mine"));
    page.change("case.toml", &read(&file), "Mine", "Once more");
    fs::write(&file, text.replace(TITLE, "Theirs")).unwrap();
    page.until("conflict", |desk| desk["saved"] == "conflict");
    page.change("case.toml", &text.replace(TITLE, "Once more"), "Once more", "Theirs");
    page.until_saved();
    assert_eq!(read(&file), text.replace(TITLE, "Theirs"));
}

#[test]
fn a_draft_is_offered_after_a_crash_and_taken_or_dropped() {
    let folder = harbour("draft");
    let file = folder.join("case.toml");
    let text = read(&file);
    for take in [true, false] {
        let page = Page::of(&folder);
        page.change("case.toml", &text, TITLE, "Talks on the pier");
        page.kill();
        assert_eq!(read(&file), text);
        let page = Page::of(&folder);
        let desk = page.desk();
        assert!(desk["saved"] == "saved" && desk["draft"]["files"] == json!(["case.toml"]), "{desk}");
        let written = desk["draft"]["written"].as_str().unwrap();
        assert!(written.len() == 20 && written.ends_with('Z'), "{written}");
        assert!(shown(&page).contains(TITLE), "it is offered, not taken");
        let desk = page.done("/draft", &json!({ "take": take }));
        assert!(desk["draft"].is_null(), "{desk}");
        assert!(page.refused("/draft", &json!({ "take": take })).contains("no draft"));
        page.until_saved();
        assert!(!folder.join(".kadesh").exists());
        if take {
            assert_eq!(read(&file), text.replace(TITLE, "Talks on the pier"));
            page.ask(&json!({ "ask": "undo", "version": page.desk()["version"] }));
            page.until_saved();
        }
        assert_eq!(read(&file), text);
    }
}

#[test]
fn a_draft_meets_files_that_went_on() {
    let folder = harbour("went-on");
    let file = folder.join("case.toml");
    let text = read(&file);
    let crash = || {
        fs::write(&file, &text).unwrap();
        let page = Page::of(&folder);
        page.change("case.toml", &text, TITLE, "Mine");
        page.kill();
    };
    // In another place.
    crash();
    fs::write(&file, format!("{text}# The end.\n")).unwrap();
    let page = Page::of(&folder);
    page.done("/draft", &json!({ "take": true }));
    page.until_saved();
    assert_eq!(read(&file), format!("{}# The end.\n", text.replace(TITLE, "Mine")));
    page.kill();
    // In the same.
    crash();
    fs::write(&file, text.replace(TITLE, "Theirs")).unwrap();
    let page = Page::of(&folder);
    let desk = page.done("/draft", &json!({ "take": true }));
    assert_eq!(desk["saved"], "conflict");
    assert!(desk["conflict"][0]["hunks"][0]["theirs"].as_str().unwrap().contains("Theirs"), "{desk}");
    assert!(folder.join(".kadesh/draft").exists());
    page.done("/settle", &json!({ "file": "case.toml", "choices": [{ "take": "mine" }] }));
    assert_eq!(read(&file), text.replace(TITLE, "Mine"));
    page.kill();
    // The same text: there is nothing to offer.
    crash();
    fs::write(&file, text.replace(TITLE, "Mine")).unwrap();
    assert!(Page::of(&folder).desk()["draft"].is_null());
    assert!(!folder.join(".kadesh").exists());
}

#[test]
fn a_draft_that_waits_is_not_written_over() {
    let folder = harbour("waits");
    let file = folder.join("case.toml");
    let text = read(&file);
    let page = Page::of(&folder);
    page.change("case.toml", &text, TITLE, "First");
    page.kill();
    let page = Page::of(&folder);
    page.edit(&json!({ "file": "case.toml", "start": 0, "end": 0, "text": "# New.\n" }));
    page.until_saved();
    page.kill();
    let page = Page::of(&folder);
    page.done("/draft", &json!({ "take": true }));
    page.until_saved();
    assert_eq!(read(&file), format!("# New.\n{}", text.replace(TITLE, "First")));
}

#[test]
fn a_broken_draft_is_left_out_with_a_word() {
    for (name, draft) in [
        ("cut", "{\"form\":1,\"writt"),
        ("foreign", "[1, 2]"),
        (
            "above",
            "{\"form\":1,\"written\":\"2026-11-30T16:50:00Z\",\"files\":{\"../x.txt\":{\"was\":null,\"text\":\"x\"}}}",
        ),
        ("later", "{\"form\":2,\"written\":\"2026-11-30T16:50:00Z\",\"files\":{}}"),
    ] {
        let folder = harbour(&format!("broken-{name}"));
        fs::create_dir(folder.join(".kadesh")).unwrap();
        fs::write(folder.join(".kadesh/draft"), draft).unwrap();
        let page = Page::of(&folder);
        let desk = page.desk();
        assert!(desk["draft"].is_null(), "{name}: {desk}");
        assert!(desk["notice"].as_str().unwrap().contains("no draft that can be used"), "{name}: {desk}");
        title(&page, &folder.join("case.toml"), "Talks on the pier");
        page.until_saved();
    }
}

#[test]
#[cfg(unix)]
fn no_link_leads_out_of_the_folder() {
    use std::os::unix::fs::symlink;
    // The case file, made a link while it is open.
    let folder = harbour("links");
    let (file, secret) = (folder.join("case.toml"), folder.with_file_name("secret.toml"));
    let text = read(&file);
    fs::write(&secret, "secret").unwrap();
    let page = Page::of(&folder);
    fs::remove_file(&file).unwrap();
    symlink("../secret.toml", &file).unwrap();
    page.change("case.toml", &text, TITLE, "Talks on the pier");
    let desk = page.until("failed", |desk| desk["saved"] == "failed");
    assert!(desk["because"].as_str().unwrap().contains("link"), "{desk}");
    assert_eq!(read(&secret), "secret");
    let (ended, words) = page.end("-TERM");
    assert!(!ended && words.contains("not everything is saved"), "{words}");
    // And opened as one.
    let output = shell::kadesh(&["serve", shell::path(&folder), "--no-open"]);
    assert_eq!(output.status.code(), Some(1));
    // The folder of the sources.
    let folder = harbour("links-sources");
    let outside = folder.with_file_name("outside");
    fs::create_dir(&outside).unwrap();
    fs::remove_dir_all(folder.join("sources")).unwrap();
    symlink("../outside", folder.join("sources")).unwrap();
    let page = Page::of(&folder);
    page.edit(&json!({ "file": "sources/new.txt", "start": 0, "end": 0, "text": "x" }));
    let desk = page.until("failed", |desk| desk["saved"] == "failed");
    assert!(desk["because"].as_str().unwrap().contains("leads out of the folder"), "{desk}");
    let document = json!({ "files": [{ "name": "a.txt", "content": "QQ==" }] });
    assert!(!page.refused("/source", &document).is_empty());
    assert!(names(&outside).is_empty());
    // The folder of the drafts, and the draft.
    let folder = harbour("links-draft");
    let outside = folder.with_file_name("outside");
    fs::create_dir(&outside).unwrap();
    let draft =
        "{\"form\":1,\"written\":\"2026-11-30T16:50:00Z\",\"files\":{\"case.toml\":{\"was\":null,\"text\":\"x\"}}}";
    fs::write(outside.join("draft"), draft).unwrap();
    symlink("../outside", folder.join(".kadesh")).unwrap();
    let page = Page::of(&folder);
    assert!(page.desk()["draft"].is_null());
    title(&page, &folder.join("case.toml"), "Talks on the pier");
    let desk = page.desk();
    assert!(desk["notice"].as_str().unwrap().contains("no draft can be kept"), "{desk}");
    page.until_saved();
    page.kill();
    assert_eq!(read(&outside.join("draft")), draft);
    fs::remove_file(folder.join(".kadesh")).unwrap();
    fs::create_dir(folder.join(".kadesh")).unwrap();
    symlink("../../outside/draft", folder.join(".kadesh/draft")).unwrap();
    let page = Page::of(&folder);
    assert!(page.desk()["draft"].is_null());
    assert!(page.desk()["notice"].as_str().unwrap().contains("it is not a file"));
}

#[test]
#[cfg(unix)]
fn ending_it_saves() {
    for signal in ["-TERM", "-INT", "-HUP"] {
        let folder = harbour(&format!("ends{signal}"));
        let file = folder.join("case.toml");
        let page = Page::of(&folder);
        title(&page, &file, "Talks on the pier");
        let (ended, words) = page.end(signal);
        assert!(ended, "{signal}: {words}");
        assert!(read(&file).contains("Talks on the pier"), "{signal}");
        assert!(!folder.join(".kadesh").exists());
    }
}

#[test]
#[cfg(unix)]
fn what_is_nowhere_but_on_the_page_is_not_given_up_at_once() {
    let folder = harbour("nowhere");
    fs::write(folder.join("letters"), "not a folder").unwrap();
    fs::write(folder.join(".kadesh"), "not a folder").unwrap();
    let page = Page::of(&folder);
    page.edit(&json!({ "file": "letters/first.txt", "start": 0, "end": 0, "text": "A letter." }));
    let process = page.server.process.id().to_string();
    assert!(std::process::Command::new("kill").args(["-INT", &process]).status().unwrap().success());
    let desk = page.until("failed", |desk| desk["saved"] == "failed");
    std::thread::sleep(Duration::from_millis(700));
    assert!(desk["notice"].as_str().unwrap().contains("no draft can be kept"));
    let (ended, words) = page.end("-INT");
    assert!(!ended && words.contains("It goes on") && words.contains("error: not everything is saved"), "{words}");
}

#[test]
fn two_pages_see_one_another_and_an_old_version_changes_nothing() {
    let folder = harbour("two");
    let file = folder.join("case.toml");
    let page = Page::of(&folder);
    let mut told = page.told();
    assert_eq!(told.next().unwrap()["version"], 1);
    title(&page, &file, "Talks on the pier");
    let heard: Vec<Value> = [told.next().unwrap(), told.next().unwrap()].into();
    assert!(heard[0]["version"] == 2 && heard[0]["saved"] == "unsaved", "{heard:?}");
    assert!(heard[1]["version"] == 2 && heard[1]["saved"] == "saved", "{heard:?}");
    let splice = json!({ "file": "case.toml", "start": 0, "end": 0, "text": "x" });
    let answer = page.ask(&json!({ "ask": "edit", "version": 1, "splices": [splice] }));
    assert_eq!(answer["because"]["code"], "stale-version", "{answer}");
    page.until_saved();
    assert_eq!(page.desk()["version"], 2);
}
