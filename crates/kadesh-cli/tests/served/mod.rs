//! `kadesh serve` as a browser is served by it: started, asked, changed, and broken off.

#![allow(dead_code, reason = "each test uses a part")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::shell::{passes, path, scratch};

/// A server that is started, and what it printed.
pub struct Server {
    pub process: Child,
    pub port: u16,
    pub key: String,
}

/// An answer: its status, its head, its body.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Server {
    pub fn start(case: &Path) -> Server {
        Server::start_with(case, &[])
    }

    pub fn start_with(case: &Path, arguments: &[&str]) -> Server {
        let program = assert_cmd::cargo::cargo_bin("kadesh");
        let mut process = Command::new(program)
            .args(["serve", path(case), "--no-open"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let address =
            lines.find_map(|line| line.unwrap().strip_prefix("http://127.0.0.1:").map(str::to_owned)).unwrap();
        let (port, key) = address.split_once("/?key=").unwrap();
        Server { process, port: port.parse().unwrap(), key: key.to_owned() }
    }

    pub fn connect(&self) -> TcpStream {
        self.try_connect().unwrap()
    }

    /// None: the server is gone.
    fn try_connect(&self) -> Option<TcpStream> {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(40))).unwrap();
        Some(stream)
    }

    /// Sends a request as it is written, and reads to the end.
    pub fn send(&self, request: &[u8]) -> Answer {
        Server::send_on(self.connect(), request)
    }

    fn send_on(mut stream: TcpStream, request: &[u8]) -> Answer {
        // What is refused at once may be closed while it is being sent.
        let _ = stream.write_all(request);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Answer { status, head: head.to_owned(), body: unchunked(head, body) }
    }

    pub fn get(&self, address: &str, headers: &[&str]) -> Answer {
        let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
        let host = if headers.contains("Host:") { String::new() } else { format!("Host: 127.0.0.1:{}\r\n", self.port) };
        self.send(format!("GET {address} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n").as_bytes())
    }

    pub fn post(&self, body: &str, headers: &[&str]) -> Answer {
        self.post_to("/api", body, headers)
    }

    pub fn post_to(&self, address: &str, body: &str, headers: &[&str]) -> Answer {
        self.send(&self.posted(address, body, headers))
    }

    fn posted(&self, address: &str, body: &str, headers: &[&str]) -> Vec<u8> {
        let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
        let (port, length) = (self.port, body.len());
        let head = format!("Host: 127.0.0.1:{port}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n");
        format!("POST {address} HTTP/1.1\r\n{head}\r\n{body}").into_bytes()
    }

    /// The same, where the server may be gone.
    pub fn try_post(&self, body: &str, headers: &[&str]) -> Option<Answer> {
        Some(Server::send_on(self.try_connect()?, &self.posted("/api", body, headers)))
    }

    /// Opens the page, and gives the cookie.
    pub fn let_in(&self) -> String {
        let answer = self.get(&format!("/?key={}", self.key), &[]);
        assert_eq!(answer.status, 303, "{}", answer.head);
        let cookie = answer.head.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
        assert!(cookie.ends_with("; HttpOnly; SameSite=Strict; Path=/"), "{cookie}");
        assert!(answer.head.contains("location: /\r\n"), "the token leaves the address bar");
        format!("Cookie: {}", cookie.split(';').next().unwrap())
    }

    pub fn ask(&self, cookie: &str, request: &Value) -> Value {
        let answer = self.post(&request.to_string(), &[cookie, "Content-Type: application/json"]);
        assert_eq!(answer.status, 200, "{}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }
}

/// A page that was let in.
pub struct Page {
    pub server: Server,
    pub cookie: String,
}

impl Page {
    pub fn of(case: &Path) -> Page {
        Page::with(case, &[])
    }

    pub fn with(case: &Path, arguments: &[&str]) -> Page {
        let server = Server::start_with(case, arguments);
        let cookie = server.let_in();
        Page { server, cookie }
    }

    pub fn ask(&self, request: &Value) -> Value {
        self.server.ask(&self.cookie, request)
    }

    pub fn desk(&self) -> Value {
        let answer = self.server.get("/desk", &[&self.cookie]);
        assert_eq!(answer.status, 200, "{}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }

    /// What is sent to an address other than that of the session: the status and the answer.
    pub fn tell(&self, address: &str, message: &Value) -> (u16, Value) {
        let answer =
            self.server.post_to(address, &message.to_string(), &[&self.cookie, "Content-Type: application/json"]);
        let body = serde_json::from_str(&answer.body).unwrap_or(Value::String(answer.body));
        (answer.status, body)
    }

    /// The same, where it is carried out.
    pub fn done(&self, address: &str, message: &Value) -> Value {
        let (status, body) = self.tell(address, message);
        assert_eq!(status, 200, "{address} {message}: {body}");
        body
    }

    /// Why it is not.
    pub fn refused(&self, address: &str, message: &Value) -> String {
        let (status, body) = self.tell(address, message);
        assert_eq!(status, 409, "{address} {message}: {body}");
        body["refused"]["message"].as_str().unwrap().to_owned()
    }

    /// Puts another text in the place of one that stands once in the case.
    pub fn change(&self, file: &str, text: &str, old: &str, new: &str) -> Value {
        let start = text.find(old).unwrap();
        let splice = json!({ "file": file, "start": start, "end": start + old.len(), "text": new });
        self.edit(&splice)
    }

    pub fn edit(&self, splice: &Value) -> Value {
        let version = self.desk()["version"].clone();
        let answer = self.ask(&json!({ "ask": "edit", "version": version, "splices": [splice] }));
        assert_eq!(answer["answer"], "changed", "{answer}");
        answer
    }

    /// Waits until things stand so.
    pub fn until(&self, what: &str, stands: impl Fn(&Value) -> bool) -> Value {
        let begin = Instant::now();
        loop {
            let desk = self.desk();
            if stands(&desk) {
                return desk;
            }
            if begin.elapsed() > Duration::from_secs(20) {
                let told: String = desk.to_string().chars().take(2_000).collect();
                panic!("{what}: {told}");
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub fn until_saved(&self) -> Value {
        self.until("saved", |desk| desk["saved"] == "saved")
    }

    /// How things stand, as it is told to a page that listens.
    pub fn told(&self) -> impl Iterator<Item = Value> + use<> {
        let mut events = self.server.connect();
        let (port, cookie) = (self.server.port, &self.cookie);
        let head = format!("GET /events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{cookie}\r\n\r\n");
        events.write_all(head.as_bytes()).unwrap();
        let lines = BufReader::new(events).lines().map(|line| line.unwrap());
        lines.filter_map(|line| serde_json::from_str(line.strip_prefix("data: ")?).ok()).filter(Value::is_object)
    }

    /// Ends it with a signal, and tells whether it ended well, and what it said.
    #[cfg(unix)]
    pub fn end(mut self, signal: &str) -> (bool, String) {
        let process = self.server.process.id().to_string();
        assert!(Command::new("kill").args([signal, &process]).status().unwrap().success());
        let ended = self.server.process.wait().unwrap();
        let mut words = String::new();
        self.server.process.stderr.take().unwrap().read_to_string(&mut words).unwrap();
        (ended.success(), words)
    }

    /// Ends it at once, as a failure of the machine would.
    pub fn kill(mut self) {
        self.server.process.kill().unwrap();
        self.server.process.wait().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A body without the lengths of its chunks.
fn unchunked(head: &str, body: &str) -> String {
    if !head.contains("transfer-encoding: chunked") {
        return body.to_owned();
    }
    let (mut out, mut rest) = (String::new(), body);
    while let Some((length, after)) = rest.split_once("\r\n") {
        let length = usize::from_str_radix(length, 16).unwrap_or(0);
        out.push_str(after.get(..length).unwrap_or(after));
        rest = after.get(length + 2..).unwrap_or_default();
        if length == 0 {
            break;
        }
    }
    out
}

pub fn harbour(name: &str) -> PathBuf {
    let folder = scratch("serve", name).join("harbour");
    passes(&["new", path(&folder)]);
    folder
}

pub fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap()
}
