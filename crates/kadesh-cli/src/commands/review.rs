//! `review`: what was proposed for a case, one after the other, for a person to accept, change or reject.

use std::fs;
use std::io::{self, BufRead, Write};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use kadesh::session::message::{Action, Proposed, Response, Standing};
use kadesh::session::{actions_read, actions_written};

use super::shared::{plain, wrapped};
use crate::args::Format;
use crate::held::{ACCEPTING, Held, PROPOSING, in_words};
use crate::output::Output;

/// What is decided on the command line.
pub struct Decided<'a> {
    pub accept: &'a [String],
    pub reject: &'a [String],
    pub by: Option<&'a str>,
    pub because: Option<&'a str>,
}

/// What is shown, and how.
pub struct Shown {
    pub list: bool,
    pub all: bool,
    pub format: Format,
    pub width: usize,
}

/// Shows the proposals, or decides on them.
pub(super) fn review(case: &Path, decided: &Decided, shown: &Shown) -> Result<Output> {
    let mut held = Held::new(case)?;
    let by = decided.by.map(str::to_owned).or_else(|| std::env::var("USER").ok()).filter(|by| !by.trim().is_empty());
    if !decided.accept.is_empty() || !decided.reject.is_empty() {
        return decide(&mut held, decided, by.as_deref());
    }
    let proposals = held.proposals()?;
    let own: Vec<&Proposed> = proposals.iter().filter(|one| shown.all || one.standing == Standing::Open).collect();
    if shown.format == Format::Json {
        return Ok(Output::ok(format!("{:#}\n", serde_json::to_value(&own)?)));
    }
    if own.is_empty() {
        let decided = proposals.len();
        return Ok(Output::ok(match decided {
            0 => "Nothing was proposed for this case.\n".to_owned(),
            1 => "Nothing waits: the one proposal is decided. `--list --all` shows it.\n".to_owned(),
            many => format!("Nothing waits: {many} proposals are decided. `--list --all` shows them.\n"),
        }));
    }
    if shown.list {
        let cards: Vec<String> = own.iter().map(|one| card(one, shown.width)).collect();
        return Ok(Output::ok(cards.join("\n")));
    }
    let ids: Vec<String> = own.iter().filter(|one| one.standing == Standing::Open).map(|one| one.id.clone()).collect();
    go_through(&mut held, &ids, by.as_deref(), shown.width)
}

/// Carries out what was decided, one after the other; what was done before one that fails stays done.
fn decide(held: &mut Held, decided: &Decided, by: Option<&str>) -> Result<Output> {
    let mut told = String::new();
    for id in decided.accept {
        told.push_str(&accept(held, id, by, None).with_context(|| before(&told, id))?);
    }
    for id in decided.reject {
        told.push_str(&reject(held, id, by, decided.because).with_context(|| before(&told, id))?);
    }
    Ok(Output::ok(told))
}

/// What was done before something failed.
fn before(told: &str, id: &str) -> String {
    format!("{told}`{id}` is not decided")
}

fn accept(held: &mut Held, id: &str, by: Option<&str>, instead: Option<Vec<Action>>) -> Result<String> {
    let action = Action::Accept { proposal: id.to_owned(), by: by.map(str::to_owned), instead };
    match held.change(&action, ACCEPTING)? {
        Response::Changed { made, .. } if made.is_empty() => Ok(format!("Accepted {id}.\n")),
        Response::Changed { made, .. } => {
            let made: Vec<String> = made.iter().map(|name| format!("{} `{}`", name.kind.in_words(), name.id)).collect();
            Ok(format!("Accepted {id}: {}.\n", made.join(", ")))
        }
        Response::Refused { because } => bail!("{}", in_words(&because)),
        _ => bail!("it could not be accepted"),
    }
}

fn reject(held: &mut Held, id: &str, by: Option<&str>, because: Option<&str>) -> Result<String> {
    let action =
        Action::Reject { proposal: id.to_owned(), by: by.map(str::to_owned), because: because.map(str::to_owned) };
    match held.change(&action, PROPOSING)? {
        Response::Changed { .. } => Ok(format!("Rejected {id}.\n")),
        Response::Refused { because } => bail!("{}", in_words(&because)),
        _ => bail!("it could not be rejected"),
    }
}

/// Asks of each proposal what is to become of it, until there is nobody to answer.
fn go_through(held: &mut Held, ids: &[String], by: Option<&str>, width: usize) -> Result<Output> {
    let (mut input, mut out) = (io::stdin().lock(), io::stdout().lock());
    let mut counts = [0_usize; 2];
    for (place, id) in ids.iter().enumerate() {
        // What was accepted before may have changed what stands in its way.
        let Some(one) = held.proposals()?.into_iter().find(|one| one.id == *id && one.standing == Standing::Open)
        else {
            continue;
        };
        write!(out, "\n{}", card(&one, width))?;
        loop {
            write!(out, "  {} of {}: a accept, r reject, e edit, n next, q quit > ", place + 1, ids.len())?;
            out.flush()?;
            let mut line = String::new();
            if input.read_line(&mut line)? == 0 {
                writeln!(out)?;
                return summary(held, counts);
            }
            let answer = line.trim();
            let (word, rest) = answer.split_once(char::is_whitespace).unwrap_or((answer, ""));
            let done = match word {
                "a" | "accept" => accept(held, id, by, None).map(|told| (told, 0)),
                "r" | "reject" => reject(held, id, by, Some(rest.trim())).map(|told| (told, 1)),
                "e" | "edit" => {
                    edited(&one.actions).and_then(|own| accept(held, id, by, Some(own))).map(|told| (told, 0))
                }
                "n" | "next" => break,
                "q" | "quit" => return summary(held, counts),
                _ => {
                    writeln!(out, "  a, r, e, n or q; a reason may stand behind r")?;
                    continue;
                }
            };
            match done {
                Ok((told, kind)) => {
                    counts[kind] += 1;
                    write!(out, "  {told}")?;
                    break;
                }
                Err(error) => writeln!(out, "  {error:#}")?,
            }
        }
    }
    summary(held, counts)
}

fn summary(held: &mut Held, [accepted, rejected]: [usize; 2]) -> Result<Output> {
    let open = held.proposals()?.iter().filter(|one| one.standing == Standing::Open).count();
    Ok(Output::ok(format!(
        "\nAccepted {accepted}, rejected {rejected}; {open} {}.\n",
        if open == 1 { "waits" } else { "wait" }
    )))
}

/// What a person makes of a proposal in the editor.
fn edited(actions: &[Action]) -> Result<Vec<Action>> {
    let Some(editor) =
        ["VISUAL", "EDITOR"].iter().find_map(|name| std::env::var(name).ok()).filter(|one| !one.is_empty())
    else {
        bail!("no editor is set: set EDITOR, or accept it and change it in the case");
    };
    let text = actions_written(actions).map_err(|because| anyhow::anyhow!(in_words(&because)))?;
    let file = std::env::temp_dir().join(format!("kadesh-proposal-{}.toml", std::process::id()));
    // One that somebody else put there is not written to.
    let made = fs::OpenOptions::new().write(true).create_new(true).open(&file);
    made.and_then(|mut made| made.write_all(text.as_bytes()))
        .with_context(|| format!("cannot write `{}`", file.display()))?;
    // An editor may come with arguments of its own.
    let mut words = editor.split_whitespace();
    let status = Command::new(words.next().unwrap_or_default()).args(words).arg(&file).status();
    let changed = fs::read_to_string(&file);
    let _ = fs::remove_file(&file);
    if !status.with_context(|| format!("cannot start `{editor}`"))?.success() {
        bail!("the editor ended without saving; nothing was changed");
    }
    actions_read(&changed.context("cannot read what was edited")?)
        .map_err(|because| anyhow::anyhow!(in_words(&because)))
}

/// A proposal as a person reads it: who, why, what, and the words in their source.
fn card(one: &Proposed, width: usize) -> String {
    let wrapped = |first, text: &str| wrapped(first, text, width);
    let mut told = format!("{}\n", plain(&format!("{}  proposed by {}{}", one.id, one.by, standing(one))));
    for words in &one.words {
        told.push_str(&wrapped("    - ", words));
    }
    for mark in &one.marks {
        let (before, after) = (mark.before.trim_start(), mark.after.trim_end());
        let text = format!("in `{}`: … {before}[{}]{after} …", mark.source, mark.words);
        told.push_str(&wrapped("      ", &text));
    }
    for along in &one.along {
        told.push_str(&wrapped("      goes along: ", along));
    }
    told.push_str(&wrapped("    why: ", &one.because));
    if !one.after.is_empty() {
        let have = if one.after.len() > 1 { "have" } else { "has" };
        let before = format!("{}, which {have} to be accepted first", one.after.join(", "));
        told.push_str(&wrapped("    rests on: ", &before));
    }
    if let Some(trouble) = &one.trouble {
        told.push_str(&wrapped("    cannot be accepted as the case is now: ", &in_words(trouble)));
    }
    told
}

fn standing(one: &Proposed) -> String {
    let word = match one.standing {
        Standing::Open => return String::new(),
        Standing::Accepted => "accepted",
        Standing::Rejected => "rejected",
        Standing::Withdrawn => "taken back",
    };
    let by = one.decided_by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
    let because = one.decided_because.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
    format!("; {word}{by}{because}")
}
