//! A case is begun on the page, from a text, documents or the example, or opened from the folder; and nothing lands elsewhere.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod served;
mod shell;

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use served::{Page, read};
use shell::{passes, path, scratch};

const HTML: &str = "<html><head><title>Talks on the river</title></head><body><p>Ida Holm, envoy of Northbank, said her side “will not \
                    lower the dam”.</p><table><tr><td>North</td><td>high</td></tr></table></body></html>";

fn document(name: &str, bytes: impl AsRef<[u8]>) -> Value {
    json!({ "name": name, "content": STANDARD.encode(bytes) })
}

fn sound(folder: &Path) {
    passes(&["check", path(folder)]);
}

#[test]
fn a_text_becomes_a_case_with_a_source() {
    let home = scratch("serve-start", "text");
    let page = Page::of(&home);
    let desk = page.desk();
    assert!(desk["mode"] == "start" && desk["version"] == 0 && desk["cases"] == json!([]), "{desk}");
    assert_eq!(page.ask(&json!({ "ask": "faults" }))["because"]["message"], "no case is open yet");
    let text = "\r\n  Talks on the \"pier\" \\ of the harbour  \r\n<html>\r\nBoth sides met.\r\n";
    let desk = page.done("/start", &json!({ "text": text, "title": null }));
    assert!(desk["mode"] == "case" && desk["saved"] == "saved", "{desk}");
    let folder = home.join("talks-on-the-pier-of-the-harbour");
    assert_eq!(desk["name"], "talks-on-the-pier-of-the-harbour");
    assert_eq!(read(&folder.join("sources/talks-on-the-pier-of-the-harbour.txt")), text);
    sound(&folder);
    let outline = page.ask(&json!({ "ask": "faults" }));
    assert_eq!(outline["answer"], "faults", "{outline}");
    let brief = page.ask(&json!({ "ask": "brief", "view": { "draws": 10 } })).to_string();
    assert!(brief.contains("pier"), "{brief}");
    // The server has its case.
    assert!(page.refused("/start", &json!({ "example": true })).contains("is open already"));
    assert!(page.refused("/start", &json!({ "open": "harbour" })).contains("is open already"));
    page.kill();
    // The same text once more is another case; and one with a title is called by it.
    let page = Page::of(&home);
    page.done("/start", &json!({ "text": text, "title": " " }));
    assert!(home.join("talks-on-the-pier-of-the-harbour-2/case.toml").exists());
    page.kill();
    let page = Page::of(&home);
    assert!(page.refused("/start", &json!({ "text": " \n\t\n" })).contains("no text"));
    let long = "word ".repeat(100);
    let desk = page.done("/start", &json!({ "text": "A text.", "title": long }));
    let name = desk["name"].as_str().unwrap();
    assert!(name.starts_with("word-word") && name.len() <= 60, "{name}");
    sound(&home.join(name));
    let title = read(&home.join(name).join("case.toml"));
    assert!(title.lines().any(|line| line.starts_with("title = \"word") && line.contains('…')), "{title}");
}

#[test]
fn documents_become_a_case_and_join_one() {
    let home = scratch("serve-start", "documents");
    let page = Page::of(&home);
    let bad = page.refused(
        "/start",
        &json!({ "files": [document("page.html", HTML), document("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")] }),
    );
    assert!(!bad.is_empty() && fs::read_dir(&home).unwrap().next().is_none(), "{bad}");
    let desk = page.done("/start", &json!({ "files": [document("page.html", HTML), document("note.txt", "Ours.")] }));
    let notice = desk["notice"].as_str().unwrap();
    assert!(notice.contains("`page.html` is a web page") && notice.contains("1 table"), "{notice}");
    let folder = home.join("talks-on-the-river");
    assert_eq!(read(&folder.join("sources/page.html")), HTML);
    assert!(read(&folder.join("sources/page.txt")).contains("will not lower the dam"));
    sound(&folder);
    // What is changed and not saved yet stays, and so does the bare change of a moment before.
    let file = folder.join("case.toml");
    page.change("case.toml", &read(&file), "Talks on the river", "Talks on the dam");
    let desk = page.done("/source", &json!({ "files": [document("letter.html", HTML.replace("North", "South"))] }));
    assert!(desk["saved"] == "saved" && desk["notice"].as_str().unwrap().contains("letter.html"), "{desk}");
    let text = read(&file);
    assert!(text.contains("Talks on the dam") && text.contains("[source.letter]"), "{text}");
    sound(&folder);
    let again = page.refused("/source", &json!({ "files": [document("again.html", HTML)] }));
    assert!(again.contains("is a source of the case already"), "{again}");
    assert_eq!(read(&file), text);
    let faults = page.ask(&json!({ "ask": "faults" })).to_string();
    assert!(!faults.contains("missing-file"), "{faults}");
}

#[test]
fn the_example_is_copied_and_a_case_is_found_and_opened() {
    let home = scratch("serve-start", "example");
    passes(&["new", path(&home.join("harbour"))]);
    passes(&["new", path(&home.join("older/deep"))]);
    passes(&["new", path(&home.join("too/deep/down"))]);
    fs::create_dir(home.join("broken")).unwrap();
    fs::write(home.join("broken/case.toml"), "[case").unwrap();
    let past = SystemTime::now() - Duration::from_secs(3_600);
    let older = fs::File::options().append(true).open(home.join("older/deep/case.toml")).unwrap();
    older.set_modified(past).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("/", home.join("root")).unwrap();
    let page = Page::of(&home);
    let cases = page.desk()["cases"].clone();
    let mut folders: Vec<&str> =
        cases.as_array().unwrap().iter().map(|case| case["folder"].as_str().unwrap()).collect();
    assert_eq!(folders.pop(), Some("older/deep"), "the one that was changed last is first");
    folders.sort_unstable();
    assert_eq!(folders, ["broken", "harbour"]);
    let titled =
        |folder: &str| cases.as_array().unwrap().iter().find(|case| case["folder"] == folder).unwrap()["title"].clone();
    assert_eq!((titled("harbour"), titled("broken")), (json!("Talks on a shared harbour"), json!("broken")));
    let desk = page.done("/start", &json!({ "example": true }));
    assert_eq!(desk["name"], "harbour-2");
    sound(&home.join("harbour-2"));
    page.kill();
    let page = Page::with(&home, &["--read-only"]);
    assert!(page.refused("/start", &json!({ "example": true })).contains("does not change"));
    let desk = page.done("/start", &json!({ "open": "older/deep" }));
    assert!(desk["mode"] == "case" && desk["name"] == "deep" && desk["read_only"] == true, "{desk}");
    assert!(page.ask(&json!({ "ask": "brief", "view": { "draws": 10 } })).to_string().contains("shared harbour"));
}

#[test]
fn no_field_leads_out_of_the_folder() {
    let home = scratch("serve-start", "outside").join("home");
    fs::create_dir(&home).unwrap();
    passes(&["new", path(&home.with_file_name("other"))]);
    let secret = home.with_file_name("other");
    #[cfg(unix)]
    std::os::unix::fs::symlink("../other", home.join("link")).unwrap();
    let page = Page::of(&home);
    assert_eq!(page.desk()["cases"], json!([]));
    for folder in
        ["../other", "..", "/etc", path(&secret), "link", "a/../../other", "..\\other", "nothing", "", "\u{0}", "C:\\x"]
    {
        let why = page.refused("/start", &json!({ "open": folder }));
        assert!(why.contains("is no case of this folder"), "{folder}: {why}");
    }
    for name in [
        "../a.txt",
        "a/b.txt",
        "..\\a.txt",
        "/a.txt",
        "",
        ".",
        "..",
        ".a",
        "a\u{0}.txt",
        "C:a.txt",
        "a\nb.txt",
        &"a".repeat(300),
    ] {
        for address in ["/start", "/source"] {
            let why = page.refused(address, &json!({ "files": [document(name, "A text.")] }));
            assert!(why.contains("is not the name of a file"), "{name}: {why}");
        }
    }
    assert!(page.refused("/start", &json!({ "files": [] })).contains("no document"));
    let broken = json!({ "files": [{ "name": "a.txt", "content": "%%%" }] });
    assert!(page.refused("/start", &broken).contains("did not arrive whole"));
    assert!(page.refused("/start", &json!({ "example": false })).contains("nothing"));
    for message in [json!({}), json!({ "text": 1 }), json!([]), json!({ "open": "x", "text": "y", "more": 1 })] {
        assert_eq!(page.tell("/start", &message).0, 400, "{message}");
    }
    let form = page.server.post_to("/start", "{\"example\":true}", &[&page.cookie, "Content-Type: text/plain"]);
    assert_eq!(form.status, 415);
    let bare = page.server.post_to("/start", "{\"example\":true}", &["Content-Type: application/json"]);
    assert_eq!(bare.status, 401);
    assert_eq!(page.server.get("/desk", &[]).status, 401);
    let json = "Content-Type: application/json";
    let evil = [page.cookie.as_str(), json, "Origin: http://evil.example"];
    for address in ["/start", "/source", "/draft", "/settle"] {
        assert_eq!(page.server.post_to(address, "{\"example\":true}", &evil).status, 403, "{address}");
        let long = format!("{{\"text\":\"{}\"}}", "x".repeat(9 << 20));
        assert_eq!(page.server.post_to(address, &long, &[&page.cookie, json]).status, 413, "{address}");
    }
    for title in ["../../x", "/etc/x", "..", "\u{202e}../x", "a/../../../x"] {
        let before = fs::read_dir(home.parent().unwrap()).unwrap().count();
        let page = Page::of(&home);
        let desk = page.done("/start", &json!({ "text": "A text.", "title": title }));
        let folder = Path::new(desk["folder"].as_str().unwrap());
        assert_eq!(folder.parent().unwrap(), home.canonicalize().unwrap(), "{title}");
        assert_eq!(fs::read_dir(home.parent().unwrap()).unwrap().count(), before, "{title}");
    }
}
