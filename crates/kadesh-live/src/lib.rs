//! The session of a case for a page that has no server: one request in, one answer out, both JSON.
//!
//! Built as WebAssembly by `build.sh`, which keeps the result under `dist/`. Requests and answers are those of
//! [`kadesh::session::message`]; nothing is decided here.

mod abi;

use std::cell::RefCell;

use kadesh::diagnostic::Diagnostic;
use kadesh::session::Session;
use kadesh::session::message::{Request, Response};

thread_local! {
    /// The one case that is open. A page has one thread for it.
    static SESSION: RefCell<Session> = RefCell::new(Session::new());
}

/// Answers a request. Whatever the bytes are, there is an answer: what cannot be read is refused in words.
pub fn answer(request: &[u8]) -> Vec<u8> {
    let response = match serde_json::from_slice::<Request>(request) {
        Ok(request) => SESSION.with_borrow_mut(|session| session.handle(request)),
        Err(error) => refused(format!("this is no request that is known: {error}")),
    };
    serde_json::to_vec(&response).unwrap_or_default()
}

fn refused(message: String) -> Response {
    Response::Refused { because: Diagnostic::fault("unknown-request", message) }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use serde_json::{Value, json};

    use super::answer;

    fn asked(request: &Value) -> Value {
        serde_json::from_slice(&answer(request.to_string().as_bytes())).unwrap()
    }

    #[test]
    fn what_is_no_request_is_refused_in_words() {
        for bytes in ["", "{", "[]", "{\"ask\":\"a poem\"}", "{\"ask\":\"brief\",\"view\":{\"draws\":-1}}", "\u{0}"] {
            let answer: Value = serde_json::from_slice(&answer(bytes.as_bytes())).unwrap();
            assert_eq!(answer["answer"], "refused", "{bytes}: {answer}");
        }
        let answer: Value = serde_json::from_slice(&answer(&[0xff, 0xfe])).unwrap();
        assert_eq!(answer["answer"], "refused");
    }

    #[test]
    fn a_case_stays_open_from_one_request_to_the_next() {
        let example = |file: &str| {
            std::fs::read_to_string(format!("{}/../kadesh/src/case/example/{file}", env!("CARGO_MANIFEST_DIR")))
                .unwrap()
        };
        let files = json!({ "case.toml": example("case.toml"), "sources/report.txt": example("report.txt") });
        let opened = asked(&json!({ "ask": "open", "files": files }));
        assert_eq!(opened["state"]["sound"], true, "{opened}");
        let brief = asked(&json!({ "ask": "export", "format": "html", "view": { "draws": 100 } }));
        assert!(brief["text"].as_str().unwrap().contains("In short"), "{brief}");
        let levers = asked(&json!({ "ask": "tries" }));
        assert!(levers["tries"][0]["key"].as_str().unwrap().starts_with("lever."), "{levers}");
        // What is refused leaves the case open.
        assert_eq!(asked(&json!({ "ask": "brief", "view": { "as_of": "soon" } }))["answer"], "refused");
        assert_eq!(asked(&json!({ "ask": "sheet" }))["answer"], "sheet");
    }
}
