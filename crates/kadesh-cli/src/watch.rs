//! Long work seen from outside: a bar on a terminal, and Ctrl-C, which ends the work with what is done.

use std::io::{self, IsTerminal, Write};
use std::process;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kadesh::progress::Progress;

/// What ends sooner than this is shown no bar.
const BEFORE_BAR: Duration = Duration::from_millis(500);

/// How often the bar is drawn.
const BETWEEN: Duration = Duration::from_millis(100);

/// Parts of the bar.
const PARTS: u64 = 1000;

/// The exit code of a command that Ctrl-C ended.
pub const INTERRUPTED: u8 = 130;

/// Does the work, which counts itself in what it is given. Ctrl-C stops it, and a second one ends the whole command.
pub fn watched<T>(work: impl FnOnce(&Arc<Progress>) -> T) -> T {
    let progress = Arc::new(Progress::new());
    stop_on_ctrl_c(&progress);
    let (working, ended) = mpsc::channel::<()>();
    thread::scope(|scope| {
        // Dropped with the work, however it ends.
        let working = working;
        if shows_bar() {
            let progress = &progress;
            scope.spawn(move || show(progress, &ended));
        }
        let result = work(&progress);
        drop(working);
        result
    })
}

fn stop_on_ctrl_c(progress: &Arc<Progress>) {
    let progress = progress.clone();
    let stop = move || {
        if progress.is_stopped() {
            if shows_bar() {
                let _ = write!(io::stderr(), "\r\x1b[K");
            }
            process::exit(i32::from(INTERRUPTED));
        }
        progress.stop();
    };
    // Where this fails somebody has the signal ignored, as for work in the background, and it stays so.
    let _ = ctrlc::try_set_handler(stop);
}

fn shows_bar() -> bool {
    io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|terminal| terminal != "dumb")
}

/// Draws how far the work is until it ends, and wipes the bar away.
fn show(progress: &Progress, ended: &Receiver<()>) {
    if ended.recv_timeout(BEFORE_BAR) != Err(RecvTimeoutError::Timeout) {
        return;
    }
    let bar = ProgressBar::with_draw_target(Some(PARTS), ProgressDrawTarget::stderr()).with_elapsed(BEFORE_BAR);
    // Not as wide as the terminal: the `^C` that it writes would break the line, and leave a piece of the bar behind.
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {percent:>3} %  {elapsed}  {msg}") {
        bar.set_style(style.progress_chars("█▉▊▋▌▍▎▏ "));
    }
    let mut shown = 0;
    loop {
        let seen = progress.seen();
        let (done, of) = seen.questions;
        let message = match progress.is_stopped() {
            true => "stopping; Ctrl-C again ends at once".to_owned(),
            false => {
                // It never goes back.
                shown = ((seen.share() * PARTS as f64) as u64).max(shown);
                format!("{done} of {of} question{} answered", if of == 1 { "" } else { "s" })
            }
        };
        bar.set_message(message);
        bar.set_position(shown);
        if ended.recv_timeout(BETWEEN) != Err(RecvTimeoutError::Timeout) {
            break;
        }
    }
    bar.finish_and_clear();
}
