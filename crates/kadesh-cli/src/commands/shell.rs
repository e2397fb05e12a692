//! `completions` and `man`: what a shell and a reader of manuals want, made from the description of the commands.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use clap::builder::PossibleValuesParser;
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;
use kadesh::ask;

use crate::args::Cli;
use crate::output::{Output, write_whole};

pub(super) fn completions(shell: Shell) -> Result<Output> {
    let words = || ask::words().into_iter().chain(ask::QUESTIONS.iter().map(|question| question.id));
    // The words are offered, and not asked for: a wrong one is told with the nearest.
    let mut command = Cli::command()
        .mut_subcommand("ask", |ask| {
            ask.mut_arg("question", |arg| arg.value_parser(PossibleValuesParser::new(words())))
        })
        .mut_subcommand("why", |why| {
            why.mut_arg("finding", |arg| arg.value_parser(PossibleValuesParser::new(words())))
        });
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "kadesh", &mut script);
    Ok(Output::ok(String::from_utf8(script)?))
}

/// The manual page, or every page into a folder.
pub(super) fn man(folder: Option<&Path>) -> Result<Output> {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let Some(folder) = folder else { return Ok(Output::ok(page(command)?.1)) };
    fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    let commands: Vec<Command> = command.get_subcommands().filter(|one| !one.is_hide_set()).cloned().collect();
    let mut shown = String::new();
    for one in std::iter::once(command).chain(commands) {
        let (name, text) = page(one)?;
        let file = folder.join(name);
        write_whole(&file, &text)?;
        shown.push_str(&format!("Wrote {}\n", file.display()));
    }
    Ok(Output::ok(shown))
}

/// The file's name and the page of a command; of one inside another the name has a dash.
fn page(command: Command) -> Result<(String, String)> {
    let mut roff = Vec::new();
    let page = Man::new(command);
    page.render(&mut roff)?;
    Ok((page.get_filename(), String::from_utf8(roff)?))
}
