//! `serve`: a case in the browser of this machine, and of nobody else. The page shows what the session answers, saves what is
//! changed on it, and follows the files while they are changed in an editor.

mod desk;
mod drafts;
mod guard;
mod merged;
mod opened;
mod page;
mod start;
mod told;

use std::collections::VecDeque;
use std::convert::Infallible;
use std::io::{self, Write};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use futures_util::Stream;
use futures_util::future::{Either, select};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use kadesh::session::message::Request;
use serde::de::DeserializeOwned;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::{MissedTickBehavior, interval, timeout};

use self::desk::{Desk, Unsaved};
use self::guard::Guard;
use self::told::{Answered, Documents, ReadSources, Refused, Settled, Start, Status};

/// The longest request, in bytes.
pub const MOST_BODY: usize = 8 << 20;

/// How long a request may take to arrive, and an answer to be worked out.
const HEAD_TIME: Duration = Duration::from_secs(10);
const BODY_TIME: Duration = Duration::from_secs(30);

/// So many connections are open at once; more are closed again.
const MOST_CONNECTIONS: usize = 128;

/// How often the files are looked at.
const LOOK: Duration = Duration::from_millis(300);

/// How long nothing is changed before it is saved.
const REST: Duration = Duration::from_millis(400);

/// Serves a case, or a folder to begin one in, until Ctrl-C.
pub fn serve(folder: &Path, port: u16, opens: bool, read_only: bool) -> Result<()> {
    let desk = Arc::new(Desk::new(folder, read_only)?);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let ended = runtime.block_on(run(desk, port, opens));
    // A brief that is still worked out is for nobody now.
    runtime.shutdown_background();
    ended
}

async fn run(desk: Arc<Desk>, port: u16, opens: bool) -> Result<()> {
    let first = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
        .await
        .with_context(|| format!("cannot listen on port {port} of this machine"))?;
    let port = first.local_addr()?.port();
    // Where the machine has no IPv6, one address is enough.
    let second = TcpListener::bind(SocketAddr::from((Ipv6Addr::LOCALHOST, port))).await.ok();
    let guard = Arc::new(Guard::new(port)?);
    let address = guard.address();
    let app = app(desk.clone(), guard);
    let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    tokio::spawn(accept(first, app.clone(), room.clone()));
    if let Some(second) = second {
        tokio::spawn(accept(second, app, room));
    }
    tokio::spawn(follow(desk.clone()));
    tokio::spawn(save(desk.clone()));
    // From here on Ctrl-C ends it in order.
    let stop = tokio::spawn(stopped());
    tokio::task::yield_now().await;
    let told =
        format!("{}\n{address}\nThe address works once, on this machine. Ctrl-C saves and ends it.\n", desk.title());
    io::stdout().write_all(told.as_bytes()).and_then(|()| io::stdout().flush())?;
    if opens && open::that_detached(&address).is_err() {
        io::stdout().write_all(b"No browser could be started: open the address by hand.\n")?;
    }
    stop.await??;
    end(desk).await
}

/// Saves for the last time. Where that fails and no draft can be kept either, it goes on, so that what is on the page can still be
/// saved or copied; asked once more, it ends. It does not wait for what is still worked out when it is asked a second time.
async fn end(desk: Arc<Desk>) -> Result<()> {
    for is_last in [false, true] {
        let own = desk.clone();
        let (closing, again) = (pin!(tokio::task::spawn_blocking(move || own.close())), pin!(stopped()));
        let Either::Left((closed, _)) = select(closing, again).await else { bail!("{NOT_WAITED}") };
        match closed? {
            Ok(()) => break,
            Err(Unsaved { because, is_kept: true }) => bail!("not everything is saved: {because}\n{KEPT}"),
            Err(Unsaved { because, .. }) if is_last => bail!("not everything is saved: {because}"),
            Err(Unsaved { because, .. }) => {
                let told = format!("Not everything is saved: {because}\nIt goes on; Ctrl-C once more ends it.\n");
                io::stderr().write_all(told.as_bytes())?;
                stopped().await?;
            }
        }
    }
    Ok(())
}

const KEPT: &str = "it is kept as a draft, and offered when the case is opened again";

const NOT_WAITED: &str = "it was ended before the case was saved; what was changed is kept as a draft, and offered when the case is \
                          opened again";

/// Waits for Ctrl-C, or for what else asks a program to end.
async fn stopped() -> io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (mut ended, mut closed) = (signal(SignalKind::terminate())?, signal(SignalKind::hangup())?);
        let (pressed, ended, closed) = (pin!(tokio::signal::ctrl_c()), pin!(ended.recv()), pin!(closed.recv()));
        select(pressed, select(ended, closed)).await;
        Ok(())
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}

fn app(desk: Arc<Desk>, guard: Arc<Guard>) -> Router {
    Router::new()
        .route("/", get(page::index))
        .route("/page.js", get(page::script))
        .route("/page.css", get(page::style))
        .route("/report.css", get(page::report_style))
        .route("/api", post(api))
        .route("/desk", get(desk_status))
        .route("/start", post(start_case))
        .route("/source", post(source))
        .route("/read", post(read))
        .route("/draft", post(draft))
        .route("/settle", post(settle))
        .route("/events", get(events))
        .fallback(|| async { (StatusCode::NOT_FOUND, "There is nothing at this address.\n") })
        .layer(DefaultBodyLimit::max(MOST_BODY))
        .layer(middleware::from_fn_with_state(guard, guard::guarded))
        .with_state(desk)
}

/// Takes connections while there is room for them.
async fn accept(listener: TcpListener, app: Router, room: Arc<Semaphore>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        // What finds no room is closed at once: memory stays bounded.
        let Ok(place) = room.clone().try_acquire_owned() else { continue };
        let service = TowerToHyperService::new(app.clone());
        tokio::spawn(async move {
            let mut server = http1::Builder::new();
            server.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME).max_buf_size(64 << 10);
            // One that breaks off harms nobody else.
            let _ = server.serve_connection(TokioIo::new(stream), service).await;
            drop(place);
        });
    }
}

/// Looks at the files again and again, and tells the pages when they changed.
async fn follow(desk: Arc<Desk>) {
    let mut ticks = interval(LOOK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let own = desk.clone();
        let _ = tokio::task::spawn_blocking(move || own.look_again()).await;
    }
}

/// Saves what was changed, once nothing more is changed for a while.
async fn save(desk: Arc<Desk>) {
    loop {
        desk.has_unsaved().await;
        while timeout(REST, desk.has_unsaved()).await.is_ok() {}
        let own = desk.clone();
        let _ = tokio::task::spawn_blocking(move || own.save()).await;
    }
}

/// A request of the session, and its response.
async fn api(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: Bytes) -> Response {
    asked(&headers, &body, move |request: Request| axum::Json(desk.answer(request)).into_response()).await
}

/// How things stand, with the cases that can be opened.
async fn desk_status(State(desk): State<Arc<Desk>>) -> Response {
    worked_out(move || axum::Json(desk.status()).into_response()).await
}

async fn start_case(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: Bytes) -> Response {
    asked(&headers, &body, move |start: Start| done(desk.start(start))).await
}

async fn source(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: Bytes) -> Response {
    asked(&headers, &body, move |documents: Documents| done(desk.bring(documents))).await
}

async fn read(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: Bytes) -> Response {
    asked(&headers, &body, move |ReadSources {}: ReadSources| done(desk.read())).await
}

async fn draft(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: Bytes) -> Response {
    asked(&headers, &body, move |answered: Answered| done(desk.draft(&answered))).await
}

async fn settle(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: Bytes) -> Response {
    asked(&headers, &body, move |settled: Settled| done(desk.settle(&settled))).await
}

/// How things stand after a change, or why there was none.
fn done(status: Result<Status, Refused>) -> Response {
    match status {
        Ok(status) => axum::Json(status).into_response(),
        Err(refused) => (StatusCode::CONFLICT, axum::Json(serde_json::json!({ "refused": refused }))).into_response(),
    }
}

/// Takes a message, and works the answer out beside the connections.
async fn asked<T: DeserializeOwned + Send + 'static>(
    headers: &HeaderMap,
    body: &[u8],
    answer: impl FnOnce(T) -> Response + Send + 'static,
) -> Response {
    let is_json =
        headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    if !is_json {
        return (StatusCode::UNSUPPORTED_MEDIA_TYPE, "This address takes JSON.\n").into_response();
    }
    match serde_json::from_slice(body) {
        Ok(message) => worked_out(move || answer(message)).await,
        Err(error) => (StatusCode::BAD_REQUEST, format!("{error}\n")).into_response(),
    }
}

async fn worked_out(answer: impl FnOnce() -> Response + Send + 'static) -> Response {
    let none = || (StatusCode::INTERNAL_SERVER_ERROR, "No answer could be worked out.\n").into_response();
    tokio::task::spawn_blocking(answer).await.unwrap_or_else(|_| none())
}

/// How things stand, as it changes, beginning with now; and the version alone, where it goes on.
async fn events(State(desk): State<Arc<Desk>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let mut statuses = desk.statuses();
    let version = statuses.borrow().version;
    statuses.mark_changed();
    let told = futures_util::stream::unfold(
        (statuses, version, VecDeque::new()),
        |(mut statuses, mut version, mut ready)| async move {
            if ready.is_empty() {
                statuses.changed().await.ok()?;
                let status = statuses.borrow_and_update().clone();
                ready.extend(Event::default().event("desk").json_data(&status));
                if status.version != version {
                    version = status.version;
                    ready.push_back(Event::default().event("version").data(version.to_string()));
                }
            }
            ready.pop_front().map(|event| (Ok(event), (statuses, version, ready)))
        },
    );
    Sse::new(told).keep_alive(KeepAlive::default())
}

/// What takes too long to arrive is given up.
async fn in_time(answer: impl Future<Output = Response>) -> Response {
    let late = || (StatusCode::REQUEST_TIMEOUT, "It took too long.\n").into_response();
    timeout(BODY_TIME, answer).await.unwrap_or_else(|_| late())
}
