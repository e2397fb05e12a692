//! `kadesh serve` as a browser and as others meet it: who is let in, what is refused, and that the page follows the files.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails loudly")]

mod served;
mod shell;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::json;
use served::{Page, Server, harbour};

#[test]
fn the_page_opens_once_for_the_one_who_started_it() {
    let server = Server::start(&harbour("once"));
    assert_eq!(server.get("/", &[]).status, 401);
    assert_eq!(server.get("/?key=0000", &[]).status, 401);
    let cookie = server.let_in();
    assert_eq!(server.get(&format!("/?key={}", server.key), &[]).status, 401, "the token works once");
    for (address, kind) in
        [("/", "text/html"), ("/page.js", "text/javascript"), ("/page.css", "text/css"), ("/report.css", "text/css")]
    {
        let answer = server.get(address, &[&cookie]);
        assert_eq!(answer.status, 200, "{address}");
        assert!(answer.head.contains(&format!("content-type: {kind}")), "{address}: {}", answer.head);
        for header in
            ["default-src 'none'; script-src 'self'", "x-content-type-options: nosniff", "cache-control: no-store"]
        {
            assert!(answer.head.contains(header), "{address}: {header}");
        }
        assert!(!answer.head.contains("access-control"), "{address}");
    }
    let page = server.ask(&cookie, &json!({ "ask": "brief", "view": { "draws": 100 } }));
    assert!(page["parts"][0]["html"].as_str().unwrap().contains("Talks on a shared harbour"));
    assert_eq!(server.get("/", &["Cookie: kadesh-1=x"]).status, 401);
}

#[test]
fn others_are_refused() {
    let server = Server::start(&harbour("others"));
    let cookie = server.let_in();
    let json = "Content-Type: application/json";
    let own = format!("Origin: http://127.0.0.1:{}", server.port);
    assert_eq!(server.post("{\"ask\":\"faults\"}", &[&cookie, json, &own, "Sec-Fetch-Site: same-origin"]).status, 200);
    // Rebinding: the browser knows another name for this address.
    assert_eq!(server.get("/", &[&cookie, "Host: evil.example"]).status, 421);
    assert_eq!(server.get("/", &[&cookie, &format!("Host: evil.example:{}", server.port)]).status, 421);
    // A page of another origin, with the cookie or without.
    for header in
        ["Origin: http://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site"]
    {
        assert_eq!(server.post("{\"ask\":\"faults\"}", &[&cookie, json, header]).status, 403, "{header}");
        assert_eq!(server.get(&format!("/?key={}", server.key), &[header]).status, 403, "{header}");
    }
    assert_eq!(server.post("{\"ask\":\"faults\"}", &[json]).status, 401);
    // A form cannot send JSON.
    assert_eq!(server.post("{\"ask\":\"faults\"}", &[&cookie, "Content-Type: text/plain"]).status, 415);
    assert_eq!(server.post("{\"ask\":\"predict\"}", &[&cookie, json]).status, 400);
    for address in ["/../../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/sources/report.txt", "/case.toml", "//etc/passwd"]
    {
        assert_eq!(server.get(address, &[&cookie]).status, 404, "{address}");
    }
}

#[test]
fn nothing_is_changed_where_it_is_only_shown() {
    let folder = harbour("unchanged");
    let before = fs::read_to_string(folder.join("case.toml")).unwrap();
    let server = Server::start_with(&folder, &["--read-only"]);
    let cookie = server.let_in();
    let splice = json!({ "file": "../secret.txt", "start": 0, "end": 0, "text": "x" });
    let put = json!({ "do": "put", "place": { "single": "case" }, "fields": { "title": "x" } });
    for request in [
        json!({ "ask": "edit", "version": 1, "splices": [splice] }),
        json!({ "ask": "do", "version": 1, "action": put }),
        json!({ "ask": "undo", "version": 1 }),
        json!({ "ask": "redo", "version": 1 }),
    ] {
        let answer = server.ask(&cookie, &request);
        assert_eq!(answer["because"]["message"], "this page shows the case and does not change it", "{request}");
    }
    let page = Page { server, cookie };
    for (address, message) in [
        ("/start", json!({ "example": true })),
        ("/start", json!({ "text": "A text." })),
        ("/source", json!({ "files": [{ "name": "a.txt", "content": "QQ==" }] })),
        ("/draft", json!({ "take": true })),
        ("/settle", json!({ "file": "case.toml", "choices": [] })),
    ] {
        assert_eq!(page.refused(address, &message), "this page shows the case and does not change it", "{address}");
    }
    assert_eq!(page.desk()["read_only"], true);
    assert_eq!(fs::read_to_string(folder.join("case.toml")).unwrap(), before);
    assert!(!folder.with_file_name("secret.txt").exists());
    assert!(!folder.join(".kadesh").exists());
}

#[test]
fn files_are_not_brought_past_the_desk_and_stay_in_the_folder() {
    let folder = harbour("past");
    let before = fs::read_to_string(folder.join("case.toml")).unwrap();
    let page = Page::of(&folder);
    for request in [
        json!({ "ask": "open", "files": { "case.toml": "[case]\ntitle = \"x\"" } }),
        json!({ "ask": "bring", "files": { "case.toml": "" } }),
    ] {
        let answer = page.ask(&request);
        assert_eq!(answer["because"]["message"], "the files of the case are read by the server itself", "{request}");
    }
    for file in ["../secret.txt", "/tmp/secret.txt", ".git/hooks/post-checkout", "sources/.hidden", "", "a\u{0}b"] {
        let splice = json!({ "file": file, "start": 0, "end": 0, "text": "x" });
        let answer = page.ask(&json!({ "ask": "edit", "version": 1, "splices": [splice] }));
        assert_eq!(answer["answer"], "refused", "{file}: {answer}");
    }
    assert_eq!(page.desk()["saved"], "saved");
    assert_eq!(fs::read_to_string(folder.join("case.toml")).unwrap(), before);
    assert!(!folder.with_file_name("secret.txt").exists() && !folder.join(".git").exists());
}

#[test]
fn what_is_too_long_too_slow_or_too_many_is_bounded() {
    let server = Server::start(&harbour("bounded"));
    let cookie = server.let_in();
    let long = format!(
        "POST /api HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{cookie}\r\nContent-Type: application/json\r\n",
        server.port
    );
    // A length of a gigabyte is refused before anything of it is read.
    let begin = Instant::now();
    assert_eq!(
        server.send(format!("{long}Content-Length: 1073741824\r\nConnection: close\r\n\r\nx").as_bytes()).status,
        413
    );
    assert!(begin.elapsed() < Duration::from_secs(5));
    let mut body = format!("{long}Content-Length: {}\r\nConnection: close\r\n\r\n", 9 << 20).into_bytes();
    body.resize(body.len() + (9 << 20), b' ');
    assert_eq!(server.send(&body).status, 413);
    // More connections than there is room for, each with half a head: the rest is closed, and once these end it goes on.
    let mut slow: Vec<TcpStream> = Vec::new();
    for _ in 0..400 {
        let mut stream = server.connect();
        let _ = stream.write_all(b"GET / HTTP/1.1\r\nHo");
        slow.push(stream);
    }
    let mut told = Vec::new();
    let begin = Instant::now();
    for stream in &mut slow {
        told.clear();
        let _ = stream.read_to_end(&mut told);
    }
    assert!(begin.elapsed() < Duration::from_secs(20), "a head that does not come is given up");
    assert_eq!(server.get("/", &[&cookie]).status, 200);
    assert!(memory(server.process.id()) < 200 << 20);
}

/// How much memory a process has, in bytes.
fn memory(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok()).unwrap_or(0) << 10
}

#[test]
fn the_page_follows_the_files() {
    let folder = harbour("follows");
    let file = folder.join("case.toml");
    let server = Server::start(&folder);
    let cookie = server.let_in();
    let mut events = server.connect();
    let head = format!("GET /events HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{cookie}\r\n\r\n", server.port);
    events.write_all(head.as_bytes()).unwrap();
    let mut events = BufReader::new(events).lines();
    assert!(events.next().unwrap().unwrap().contains("200"));
    // How things stand is told at once.
    let told = events.find_map(|line| line.unwrap().strip_prefix("data: ").map(str::to_owned)).unwrap();
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert!(told["mode"] == "case" && told["saved"] == "saved" && told["version"] == 1, "{told}");
    assert!(told.get("cases").is_none(), "{told}");
    let text = fs::read_to_string(&file).unwrap();
    let mut change = |text: &str| {
        fs::write(&file, text).unwrap();
        let begin = Instant::now();
        assert!(events.any(|line| line.unwrap() == "event: version"));
        assert!(begin.elapsed() < Duration::from_secs(5));
    };
    change(&text.replace("Talks on a shared harbour", "Talks on the pier"));
    let page = server.ask(&cookie, &json!({ "ask": "brief", "view": { "draws": 100 } }));
    assert!(page["parts"][0]["html"].as_str().unwrap().contains("Talks on the pier"));
    change("[case\n");
    assert_eq!(server.ask(&cookie, &json!({ "ask": "faults" }))["faults"][0]["message"], "this heading is not closed");
    change(&text);
    assert_eq!(server.ask(&cookie, &json!({ "ask": "tries" }))["tries"][0]["key"], "lever.loan");
    // And a file beside the case.
    let report = folder.join("sources/report.txt");
    let words = fs::read_to_string(&report).unwrap();
    fs::write(&report, words.replace("a wall in the water", "a wall")).unwrap();
    assert!(events.any(|line| line.unwrap() == "event: version"));
    let faults = server.ask(&cookie, &json!({ "ask": "faults" }));
    assert!(faults["faults"].as_array().unwrap().iter().any(|one| one["code"] == "broken-anchor"));
}

#[test]
fn a_case_that_leads_out_of_its_folder_shows_nothing_of_it() {
    let folder = harbour("outside");
    fs::write(folder.with_file_name("secret.txt"), "a wall in the water, and a secret").unwrap();
    let file = folder.join("case.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("sources/report.txt", "../secret.txt")).unwrap();
    let server = Server::start(&folder);
    let cookie = server.let_in();
    let faults = server.ask(&cookie, &json!({ "ask": "faults" })).to_string();
    assert!(faults.contains("outside-file") && !faults.contains("and a secret"), "{faults}");
}

#[test]
#[cfg(unix)]
fn ctrl_c_ends_it() {
    let mut server = Server::start(&harbour("ends"));
    let process = server.process.id().to_string();
    assert!(Command::new("kill").args(["-INT", &process]).status().unwrap().success());
    assert!(server.process.wait().unwrap().success());
}
