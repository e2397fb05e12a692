//! The command `kadesh`: reads files, asks the library, prints. All thinking is in the library.

mod args;
mod commands;
mod faults;
mod held;
mod live;
mod load;
mod lsp;
mod mcp;
mod output;
mod reading;
mod sarif;
mod saving;
mod serve;
mod style;
mod watch;

use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use kadesh::case::MAIN_FILE;
use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// The width of a report where no terminal says otherwise.
const PIPE_WIDTH: usize = 100;

/// The narrowest and the widest that can be read.
const WIDTHS: (usize, usize) = (60, 140);

fn main() -> ExitCode {
    if asks_for_licences() {
        let printed = io::stdout().lock().write_all(licences().as_bytes());
        return ExitCode::from(if printed.is_ok() { 0 } else { output::FAILED });
    }
    let cli = args::Cli::parse_from(with_brief(std::env::args_os().collect()));
    match commands::run(&cli.command, width()) {
        Ok(output) => {
            let text =
                if style::on_output() && is_report(&cli.command) { style::report(&output.text) } else { output.text };
            let printed = io::stdout().lock().write_all(text.as_bytes()).and_then(|()| io::stdout().flush());
            match printed {
                // A reader that has seen enough closes the pipe; that is no fault of ours.
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                    let _ = writeln!(io::stderr().lock(), "{} cannot print the answer: {error}", style::error_word());
                    return ExitCode::from(output::FAILED);
                }
                Ok(()) | Err(_) => {}
            }
            let _ = io::stderr().lock().write_all(output.errors.as_bytes());
            ExitCode::from(output.exit.code())
        }
        Err(error) => {
            let _ = writeln!(io::stderr().lock(), "{} {error:#}", style::error_word());
            let wrong = error.downcast_ref::<output::WrongUsage>().is_some();
            ExitCode::from(if wrong { output::WRONG_USAGE } else { output::FAILED })
        }
    }
}

/// `kadesh --licences`, with `--version` before it or without.
fn asks_for_licences() -> bool {
    let words: Vec<OsString> = std::env::args_os().skip(1).filter(|word| word != "--version" && word != "-V").collect();
    matches!(words.as_slice(), [only] if only == "--licences" || only == "--licenses")
}

/// Under which terms the program may be used, and what it holds of others.
fn licences() -> String {
    let line = "-".repeat(70);
    let others = kadesh_text::LICENCES.map(|text| format!("{line}\n{}\n", text.trim_end())).concat();
    format!(
        "kadesh {}: MIT OR Apache-2.0, as you like.\n\nTo read English it holds weights and word lists that others made, and names of \
         countries:\n\n{others}",
        env!("CARGO_PKG_VERSION")
    )
}

/// `kadesh CASE` is `kadesh brief CASE`, where CASE is no command and there is a case, or a path is meant.
fn with_brief(mut arguments: Vec<OsString>) -> Vec<OsString> {
    if arguments.get(1).is_some_and(|first| !is_command(first) && is_case(first)) {
        arguments.insert(1, OsString::from("brief"));
    }
    arguments
}

fn is_command(word: &OsStr) -> bool {
    let command = args::Cli::command();
    word == "help"
        || command.get_subcommands().any(|known| known.get_name_and_visible_aliases().iter().any(|name| word == *name))
}

fn is_case(word: &OsStr) -> bool {
    let path = Path::new(word);
    let flag = word.as_encoded_bytes().starts_with(b"-");
    !flag && (path.join(MAIN_FILE).is_file() || path.is_file() || path.components().count() > 1)
}

/// Whether a command prints a report, where heads stand over rules; the others print what other programs read, or plain words.
fn is_report(command: &args::Command) -> bool {
    use args::{CheckFormat, Command, Format, PageFormat};
    match command {
        Command::Check { format, .. } => *format == CheckFormat::Text,
        Command::Trace { format, .. } | Command::Questions { format } => *format == Format::Text,
        Command::Brief { view, .. }
        | Command::Why { view, .. }
        | Command::WhatIf { view, .. }
        | Command::Ask { view, .. } => view.format == PageFormat::Text,
        Command::Diff { pair, .. } | Command::Agree { pair, .. } => pair.format == PageFormat::Text,
        Command::New { .. }
        | Command::Source { .. }
        | Command::Table { .. }
        | Command::Models { .. }
        | Command::Completions { .. }
        | Command::Man { .. }
        | Command::Lsp
        | Command::Mcp { .. }
        | Command::Review { .. }
        | Command::Read { .. }
        | Command::Serve { .. }
        | Command::Site { .. }
        | Command::Schema { .. } => false,
    }
}

/// COLUMNS, where it is set; else the width of the terminal; both kept to what can be read. A fixed width for pipes, so that
/// the bytes do not depend on the window.
fn width() -> usize {
    let stated = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|columns| *columns > 0);
    let terminal = || io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
    let found = stated.or_else(|| terminal().map(|(width, _)| usize::from(width.0)));
    found.map_or(PIPE_WIDTH, |width: usize| width.clamp(WIDTHS.0, WIDTHS.1))
}
