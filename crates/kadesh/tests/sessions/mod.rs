//! What the tests of the session share: a session with a case in it, and requests as JSON, as a shell sends them.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use std::collections::BTreeMap;

use kadesh::case::{MAIN_FILE, Splice};
use kadesh::session::Session;
use kadesh::session::message::{Content, Request, Response, State};
use serde_json::{Value, json};

use crate::cases::Raw;

/// A session with a case in it.
pub fn opened(raw: &Raw) -> Session {
    let mut session = Session::new();
    let mut files: BTreeMap<String, Content> =
        raw.files.iter().map(|(name, bytes)| (name.clone(), Content(bytes.clone()))).collect();
    files.insert(MAIN_FILE.to_owned(), Content(raw.text.clone().into_bytes()));
    let response = session.handle(Request::Open { files, unreadable: BTreeMap::new() });
    assert!(matches!(response, Response::Opened { .. }), "{response:?}");
    session
}

/// Sends a request as a shell does, and gives the answer as it would get it.
pub fn sent(session: &mut Session, request: Value) -> Value {
    let request: Request = serde_json::from_value(request.clone()).unwrap_or_else(|error| panic!("{error}: {request}"));
    serde_json::to_value(session.handle(request)).unwrap()
}

/// Carries an action out, which must go.
pub fn done(session: &mut Session, action: Value) -> Vec<Splice> {
    let version = session.version();
    let request = json!({ "ask": "do", "version": version, "action": action });
    match session.handle(serde_json::from_value(request.clone()).unwrap_or_else(|error| panic!("{error}: {request}"))) {
        Response::Changed { splices, .. } => splices,
        other => panic!("{request}\n{other:?}"),
    }
}

/// Why a request is refused.
pub fn refusal(session: &mut Session, request: Value) -> String {
    let answer = sent(session, request);
    assert_eq!(answer["answer"], "refused", "{answer}");
    answer["because"]["message"].as_str().unwrap().to_owned()
}

/// Where a response says that the session stands.
pub fn state(response: &Response) -> &State {
    match response {
        Response::Opened { state } | Response::Changed { state, .. } => state,
        other => panic!("{other:?}"),
    }
}
