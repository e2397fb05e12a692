//! Who may ask: the browser of the person who started the server, from the server's own page, and nobody else.

use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Result, anyhow};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// What a browser has to show.
pub struct Guard {
    port: u16,
    /// Opens the page once.
    token: String,
    used: AtomicBool,
    /// Shows that it did.
    cookie: String,
}

/// Told with every answer: no other page may frame it, read it or add to it, and nothing of it is kept.
const HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

impl Guard {
    /// With a token and a cookie that nobody can guess.
    pub fn new(port: u16) -> Result<Guard> {
        Ok(Guard { port, token: secret()?, used: AtomicBool::new(false), cookie: secret()? })
    }

    /// The address that opens the page once.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/?key={}", self.port, self.token)
    }

    /// The name of the cookie. Cookies are of all ports of a machine, so the port is part of it.
    fn cookie_name(&self) -> String {
        format!("kadesh-{}", self.port)
    }

    fn hosts(&self) -> [String; 3] {
        ["127.0.0.1", "localhost", "[::1]"].map(|name| format!("{name}:{}", self.port))
    }

    /// Whether a request names this server and comes from its own page, or from nowhere. Else what it is told.
    fn is_own(&self, headers: &HeaderMap) -> Result<(), (StatusCode, &'static str)> {
        let hosts = self.hosts();
        let value = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        if !value(header::HOST).is_some_and(|host| hosts.iter().any(|own| own == host)) {
            return Err((StatusCode::MISDIRECTED_REQUEST, "This server answers to its own name only.\n"));
        }
        let is_own = |origin: &str| hosts.iter().any(|own| origin.strip_prefix("http://") == Some(own));
        if headers.contains_key(header::ORIGIN) && !value(header::ORIGIN).is_some_and(is_own) {
            return Err((StatusCode::FORBIDDEN, "Another page asks.\n"));
        }
        let site = HeaderName::from_static("sec-fetch-site");
        if headers.contains_key(&site) && !value(site).is_some_and(|site| matches!(site, "same-origin" | "none")) {
            return Err((StatusCode::FORBIDDEN, "Another page asks.\n"));
        }
        Ok(())
    }

    fn has_cookie(&self, headers: &HeaderMap) -> bool {
        let name = self.cookie_name();
        let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.any(|(own, value)| own == name && is_same(value, &self.cookie))
    }

    /// The page's answer to its token: a cookie, and the address without the token. None: the token is not the one, or was used.
    fn let_in(&self, request: &Request) -> Option<Response> {
        let key = request.uri().query()?.strip_prefix("key=")?;
        let fits = request.method() == Method::GET && request.uri().path() == "/" && is_same(key, &self.token);
        if !fits || self.used.swap(true, Ordering::Relaxed) {
            return None;
        }
        let cookie = format!("{}={}; HttpOnly; SameSite=Strict; Path=/", self.cookie_name(), self.cookie);
        Some(
            (StatusCode::SEE_OTHER, [(header::LOCATION, "/".to_owned()), (header::SET_COOKIE, cookie)]).into_response(),
        )
    }
}

/// Lets through what may be asked, and marks every answer.
pub async fn guarded(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let mut answer = match guard.is_own(request.headers()) {
        Err(refused) => refused.into_response(),
        // What says itself that it is too long is not waited for.
        Ok(()) if length(request.headers()) > super::MOST_BODY => StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        Ok(()) if guard.has_cookie(request.headers()) => super::in_time(next.run(request)).await,
        Ok(()) => guard.let_in(&request).unwrap_or_else(|| (StatusCode::UNAUTHORIZED, NO_COOKIE).into_response()),
    };
    for (name, value) in HEADERS {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    answer
}

/// How long a request says that it is.
fn length(headers: &HeaderMap) -> usize {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    length.and_then(|length| length.parse().ok()).unwrap_or(0)
}

const NO_COOKIE: &str =
    "This page opens with the address that `kadesh serve` printed, once. For a new one, start it again.\n";

/// 32 bytes that nobody can guess, as letters.
fn secret() -> Result<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| anyhow!("no random numbers are to be had: {error}"))?;
    let mut letters = String::new();
    for byte in bytes {
        // Writing into a text cannot fail.
        let _ = write!(letters, "{byte:02x}");
    }
    Ok(letters)
}

/// Compares in a time that does not tell how much of it fits.
fn is_same(one: &str, other: &str) -> bool {
    let differs = one.bytes().zip(other.bytes()).fold(0, |differs, (one, other)| differs | (one ^ other));
    one.len() == other.len() && differs == 0
}
