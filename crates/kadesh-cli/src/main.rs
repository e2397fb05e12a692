//! The command `kadesh`: reads files, asks the library, prints. All thinking is in the library.

mod faults;
mod load;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(version, about)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// All faults and gaps at once.
    Check {
        /// The case: a folder, or its case.toml.
        case: PathBuf,
    },
}

#[expect(clippy::print_stdout, reason = "temporary")]
fn main() -> ExitCode {
    let args = Args::parse();
    match args.command {
        Command::Check { case } => match load::load(&case) {
            Ok(loaded) => {
                print!("{}", faults::text(&loaded));
                ExitCode::from(u8::from(loaded.checked.case.is_none()))
            }
            Err(error) => {
                println!("{error:#}");
                ExitCode::FAILURE
            }
        },
    }
}
