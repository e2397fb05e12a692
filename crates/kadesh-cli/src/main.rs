//! The command `kadesh`: reads files, asks the library, prints. All thinking is in the library.

mod args;
mod commands;
mod faults;
mod load;
mod output;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// The width of a report where no terminal says otherwise.
const PIPE_WIDTH: usize = 100;

fn main() -> ExitCode {
    let cli = args::Cli::parse();
    match commands::run(&cli.command, width()) {
        Ok(output) => {
            let printed = io::stdout().lock().write_all(output.text.as_bytes()).and_then(|()| io::stdout().flush());
            match printed {
                // A reader that has seen enough closes the pipe; that is no fault of ours.
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                    let _ = writeln!(io::stderr().lock(), "error: cannot print the answer: {error}");
                    return ExitCode::FAILURE;
                }
                Ok(()) | Err(_) => {}
            }
            let _ = io::stderr().lock().write_all(output.errors.as_bytes());
            ExitCode::from(u8::from(output.failed))
        }
        Err(error) => {
            let _ = writeln!(io::stderr().lock(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The width of the terminal, kept to what can be read; a fixed one for pipes, so that the bytes do not depend on the window.
fn width() -> usize {
    let terminal = io::stdout().is_terminal().then(terminal_size::terminal_size).flatten();
    terminal.map_or(PIPE_WIDTH, |(width, _)| usize::from(width.0).clamp(60, 140))
}
