//! What each command does: load, ask, render. One file for each, or for a few that belong together.

mod agree;
mod answer;
mod check;
mod diff;
mod models;
mod new;
mod page;
mod questions;
mod read;
mod review;
mod shared;
mod shell;
mod site;
mod source;
mod table;
mod trace;
mod two;
mod what_if;
mod why;

pub use new::write_example;
pub use questions::json as questions_listed;
pub use source::{Brought, Kept, added, begin, title_of};

use anyhow::Result;
use kadesh::case;
use kadesh::report::json;
use kadesh::session::message;

use self::answer::{Show, To, answer, in_room};
use self::shared::{pretty, questions as asked};
use crate::args::{Command, SchemaOf, SourceCommand};
use crate::lsp;
use crate::mcp;
use crate::output::{Output, wrong_usage};
use crate::serve;

/// Carries out one command.
pub fn run(command: &Command, width: usize) -> Result<Output> {
    match command {
        Command::New { name, from, .. } if from.is_empty() => new::new(name),
        Command::New { name, from, encoding, read: false } => new::new_from(name, from, encoding.as_deref()),
        Command::New { name, from, encoding, read: true } => {
            let written = new::new_from(name, from, encoding.as_deref())?;
            let read = read::read_case(name, &read::Wanted { width, ..Default::default() })?;
            Ok(Output::ok(format!("{}\n{}", written.text, read.text)))
        }
        Command::Source { what: SourceCommand::Add { case, files, encoding } } => {
            source::add(case, files, encoding.as_deref())
        }
        Command::Check { case, outside, all, blind, format } => {
            check::check(case, outside, (*all, *blind), *format, width)
        }
        Command::Brief { view, full, all, html, live } => {
            let show = if *full || *all { Show::Brief } else { Show::First };
            answer(view, &show, *all, To { html: html.as_deref(), live: live.as_deref() }, width)
        }
        Command::Site { folder, output, how } => site::site(folder, output, how, width),
        Command::Why { view, finding, all } => why::why(view, finding, *all, width),
        Command::WhatIf { view, changes } => what_if::what_if(view, changes, width),
        Command::Ask { view, question, room, all, html } => match room {
            Some(_) if question != "statements" && question != "record.statements" => {
                Err(wrong_usage(format!("`--room` goes with `statements`; `{question}` is not told by rooms")))
            }
            Some(room) => in_room(view, room, width),
            None => answer(view, &Show::Whole(asked(question)?), *all, To::html(html.as_deref()), width),
        },
        Command::Diff { old, new, as_of, pair } => diff::diff(old, new.as_ref(), as_of, pair, width),
        Command::Agree { first, second, into, pair } => agree::agree(first, second, into.as_deref(), pair, width),
        Command::Trace { case, outside, format } => trace::trace(case, outside, *format, width),
        Command::Table { case, table, body, output, force, outside } => {
            let wanted = table::Wanted { table: *table, body: body.as_deref(), file: output.as_deref(), force: *force };
            table::table(case, &wanted, outside, width)
        }
        Command::Models { terms: true, format } => Ok(models::terms(*format, width)),
        Command::Models { terms: false, format } => Ok(models::models(*format)),
        Command::Questions { format } => Ok(questions::questions(*format, width)),
        Command::Completions { shell } => shell::completions(*shell),
        Command::Man { folder } => shell::man(folder.as_deref()),
        Command::Schema { of: SchemaOf::Case } => Ok(Output::ok(pretty(case::schema())?)),
        Command::Serve { folder, port, no_open, read_only } => {
            serve::serve(folder, *port, !no_open, *read_only).map(|()| Output::ok(String::new()))
        }
        Command::Review { case, list, all, accept, reject, by, because, format } => {
            let decided = review::Decided { accept, reject, by: by.as_deref(), because: because.as_deref() };
            let shown = review::Shown { list: *list, all: *all, format: *format, width };
            review::review(case, &decided, &shown)
        }
        Command::Read { what, source, date, unsure, list, format } => {
            let (source, date) = (source.as_deref(), date.as_deref());
            read::read(what, &read::Wanted { source, date, unsure: *unsure, list: *list, format: *format, width })
        }
        Command::Mcp { case } => mcp::run(case).map(|()| Output::ok(String::new())),
        Command::Lsp => lsp::run().map(|()| Output::ok(String::new())),
        Command::Schema { of: SchemaOf::Session } => Ok(Output::ok(pretty(&message::schema())?)),
        Command::Schema { of: SchemaOf::Answers } => Ok(Output::ok(pretty(json::schema().as_value())?)),
    }
}
