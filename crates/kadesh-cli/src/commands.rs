//! What each command does: load, ask, render.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Result, bail};
use kadesh::ask::{self, Bench, QUESTIONS, Question, Settings};
use kadesh::case::{self, EXAMPLE};
use kadesh::diagnostic::nearest;
use kadesh::model::{Basis, Card, Case, Change, PartyId, RoomId, When};
use kadesh::report::block::{Block, Cell, Row};
use kadesh::report::page::{Entry, Page, Section};
use kadesh::report::{brief, compare, html, json, present, text};
use kadesh::{ensemble, record};

use crate::args::{Command, Format, View};
use crate::faults;
use crate::load::{Loaded, load};
use crate::output::{Output, write_new_file, write_whole};

/// Carries out one command.
pub fn run(command: &Command, width: usize) -> Result<Output> {
    match command {
        Command::New { name } => new(name),
        Command::Check { case, format } => check(case, *format, width),
        Command::Brief { view, html } => answer(view, &Show::Brief, html.as_deref(), width),
        Command::Why { view, finding } => why(view, finding, width),
        Command::WhatIf { view, changes } => what_if(view, changes, width),
        Command::Ask { view, question, room, html } => match room {
            Some(_) if question != "statements" && question != "record.statements" => {
                bail!("`--room` goes with `statements`; `{question}` is not told by rooms")
            }
            Some(room) => in_room(view, room, width),
            None => answer(view, &Show::Whole(questions(question)?), html.as_deref(), width),
        },
        Command::Trace { case, format } => trace(case, *format, width),
        Command::Models { format } => Ok(models(*format)),
        Command::Schema => Ok(Output::ok(pretty(case::schema())?)),
    }
}

fn new(name: &Path) -> Result<Output> {
    if name.exists() {
        bail!("`{}` exists already; choose another name, nothing was written", name.display());
    }
    for (file, content) in EXAMPLE {
        write_new_file(&name.join(file), content)?;
    }
    write_new_file(&name.join("case.schema.json"), &pretty(case::schema())?)?;
    let shown = name.display();
    Ok(Output::ok(format!(
        "Wrote {shown}/case.toml, a small case with comments, and the report that it codes.\n\n  \
         kadesh check {shown}     what is wrong, what is blank\n  kadesh brief {shown}     the whole picture\n"
    )))
}

fn check(path: &Path, format: Format, width: usize) -> Result<Output> {
    let loaded = load(path)?;
    let failed = loaded.checked.case.is_none();
    let shown = match format {
        Format::Json => pretty(&json::diagnostics(&loaded.checked.diagnostics))?,
        Format::Text => {
            let mut shown = faults::text(&loaded);
            if let Some(case) = &loaded.checked.case {
                let blocks = kadesh::report::view::record::coverage(case, &record::coverage(case));
                let id = "record.coverage".to_owned();
                let entry = Entry { id, title: "Coverage".to_owned(), model: None, blocks, notes: Vec::new() };
                shown.push('\n');
                shown.push_str(&text::render_without_grounds(&one_entry(case, "Evidence", entry), case, width));
            }
            shown
        }
    };
    Ok(Output { text: shown, errors: String::new(), failed })
}

/// A checked case as the user wants to look at it, or what is wrong with it.
fn case_for(view: &View) -> Result<Result<Case, Output>> {
    let loaded = load(&view.case)?;
    let Some(mut case) = loaded.checked.case.clone() else { return Ok(Err(faulty(&loaded, view.format)?)) };
    if let Some(date) = &view.as_of {
        case.as_of = Some(When::parse(date).map_err(|why| anyhow::anyhow!("--as-of: {why}"))?);
    }
    for id in &view.seat {
        let change = change(&case, &format!("seat.{id}=true"))?;
        case = case.with(&[change]);
    }
    Ok(Ok(case))
}

/// Who was given a seat on the command line, by the ids as written, and whether anything hangs on it.
fn seat_fact(written: &Case, case: &Case, view: &View) -> Option<(String, String)> {
    let seats = view.seat.iter().filter_map(|id| {
        let party = PartyId(written.parties.iter().position(|party| party.id == *id)?);
        let holders = case.stakeholders();
        let asked = case.red_lines.iter().any(|line| line.needs_seat == party && holders.contains(&line.party));
        let idle = if asked { "" } else { " (no red line asks for this seat, so no answer hangs on it)" };
        Some(format!("{}{idle}", case.party(party).name))
    });
    let seats: Vec<String> = seats.collect();
    (!seats.is_empty()).then(|| ("Seat for".to_owned(), seats.join("; ")))
}

/// What blind mode leaves.
fn blind_fact() -> (String, String) {
    let text = "parties, persons, bodies and agreements; names of rooms, acts, levers and sources stay (`hide` of the case \
                takes words out)";
    ("Names replaced".to_owned(), text.to_owned())
}

fn shown_case(case: &Case, view: &View) -> Case {
    if view.blind { case::blind(case) } else { case.clone() }
}

fn faulty(loaded: &Loaded, format: Format) -> Result<Output> {
    let (text, errors) = match format {
        Format::Json => (pretty(&json::diagnostics(&loaded.checked.diagnostics))?, String::new()),
        Format::Text => (String::new(), faults::text(loaded)),
    };
    Ok(Output { text, errors, failed: true })
}

fn settings(view: &View) -> Settings {
    Settings { seed: view.seed, draws: view.draws as usize }
}

fn questions(word: &str) -> Result<Vec<&'static Question>> {
    ask::find(word).map_err(|near| {
        let hint = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        anyhow::anyhow!("`{word}` is no question{hint}\nknown: {}", ask::words().join(", "))
    })
}

/// What is asked, and how much of each answer is shown.
enum Show {
    /// The questions of the brief, each answer cut.
    Brief,
    /// These, each answer whole.
    Whole(Vec<&'static Question>),
}

fn answer(view: &View, show: &Show, to: Option<&Path>, width: usize) -> Result<Output> {
    if let Some(to) = to
        && to.is_file()
        && !to.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("html") || kind.eq_ignore_ascii_case("htm"))
    {
        bail!("`{}` is there already and is no HTML file; nothing was written", to.display());
    }
    let written = match case_for(view)? {
        Ok(case) => case,
        Err(output) => return Ok(output),
    };
    let case = shown_case(&written, view);
    let bench = Bench::new(&case, settings(view));
    let (findings, mut page) = match show {
        Show::Brief => {
            let findings = bench.ask(&brief::questions(&case));
            let page = brief::page(&bench, &findings);
            (findings, page)
        }
        Show::Whole(questions) => {
            let findings = bench.ask(questions);
            let page = present::page(&bench, &findings);
            (findings, page)
        }
    };
    page.facts.extend(seat_fact(&written, &case, view));
    page.facts.extend(view.blind.then(blind_fact));
    if let Some(to) = to {
        write_whole(to, &html::render(&page, &case))?;
    }
    let mut shown = match view.format {
        Format::Text => match show {
            Show::Brief => text::render_without_grounds(&page, &case, width),
            Show::Whole(_) => text::render(&page, &case, width),
        },
        Format::Json => pretty(&json::findings(&bench, &findings))?,
    };
    if let (Some(to), Format::Text) = (to, view.format) {
        shown.push_str(&format!("\nWrote {}\n", to.display()));
    }
    Ok(Output::ok(shown))
}

fn why(view: &View, word: &str, width: usize) -> Result<Output> {
    let questions = questions(word)?;
    let case = match case_for(view)? {
        Ok(case) => shown_case(&case, view),
        Err(output) => return Ok(output),
    };
    let bench = Bench::new(&case, settings(view));
    let findings = bench.ask(&questions);
    if view.format == Format::Json {
        return Ok(Output::ok(pretty(&json::findings(&bench, &findings))?));
    }
    let mut page = present::page(&bench, &findings);
    for (entry, finding) in page.sections.iter_mut().flat_map(|section| &mut section.entries).zip(&findings) {
        entry.blocks.extend(finding.cards.iter().flat_map(|card| card_blocks(card)));
    }
    page.not_modelled.clear();
    Ok(Output::ok(text::render(&page, &case, width)))
}

/// How the answer was made, after the answer.
fn card_blocks(card: &Card) -> Vec<Block> {
    let plain = |text: String| Block::line(text, Basis::new());
    vec![
        plain(format!("Model {}: {}. {}", card.id, card.name, card.definition)),
        plain(format!("It assumes: {}.", card.assumes.join("; "))),
        plain(format!("Sources: {}. Departures: {}", listed(card.sources), card.departures)),
    ]
}

fn listed(items: &[&str]) -> String {
    if items.is_empty() { "our own".to_owned() } else { items.join(", ") }
}

fn what_if(view: &View, written: &[String], width: usize) -> Result<Output> {
    let case = match case_for(view)? {
        Ok(case) => case,
        Err(output) => return Ok(output),
    };
    only_once(written)?;
    let shown = shown_case(&case, view);
    // In blind mode the keys that answers show are those of the labels.
    let changes = written.iter().map(|one| change(&shown, one).or_else(|_| change(&case, one)));
    let changes = changes.collect::<Result<Vec<Change>>>()?;
    let changed = shown_case(&case.with(&changes), view);
    let case = shown;
    let words: Vec<String> = changes.iter().map(|change| ensemble::change_text(&case, change)).collect();
    let before = Bench::new(&case, settings(view));
    let after = Bench::new(&changed, settings(view));
    let (old, new) = (before.ask(&brief::questions(&case)), after.ask(&brief::questions(&changed)));
    if view.format == Format::Json {
        let both = serde_json::json!({
            "changes": words,
            "before": json::findings(&before, &old),
            "after": json::findings(&after, &new),
        });
        return Ok(Output::ok(pretty(&both)?));
    }
    let page = compare::compare(&brief::page(&before, &old), &brief::page(&after, &new), &words);
    Ok(Output::ok(text::render_without_grounds(&page, &case, width)))
}

/// What is set twice has no one value; the last would win in silence.
fn only_once(written: &[String]) -> Result<()> {
    let mut seen = BTreeSet::new();
    for key in written.iter().filter_map(|one| Some(one.split_once('=')?.0.trim())) {
        if !seen.insert(key) {
            bail!("`{key}` is changed twice; give it one value");
        }
    }
    Ok(())
}

fn change(case: &Case, written: &str) -> Result<Change> {
    let Some((key, value)) = written.split_once('=') else {
        bail!("`{written}` is not a change; write KEY=VALUE, such as lever.loan=0.5");
    };
    case::change(case, key.trim(), value.trim()).map_err(|fault| {
        let hint = fault.hint.map(|hint| format!("\nhint: {hint}")).unwrap_or_default();
        anyhow::anyhow!("{}{hint}", fault.message)
    })
}

fn in_room(view: &View, room: &str, width: usize) -> Result<Output> {
    let case = match case_for(view)? {
        Ok(case) => case,
        Err(output) => return Ok(output),
    };
    let Some(index) = case.rooms.iter().position(|known| known.id == room) else {
        let known: Vec<&str> = case.rooms.iter().map(|room| room.id.as_str()).collect();
        let near = nearest(room, known.iter().copied()).map(|near| format!("; did you mean `{near}`?"));
        bail!("`{room}` is not a room{}\nknown: {}", near.unwrap_or_default(), known.join(", "));
    };
    let case = shown_case(&case, view);
    let said = record::statements_in(&case, RoomId(index));
    if view.format == Format::Json {
        return Ok(Output::ok(pretty(&serde_json::to_value(&said)?)?));
    }
    let blocks = kadesh::report::view::record::statements_in(&case, &said);
    let entry = Entry {
        id: "record.statements".to_owned(),
        title: format!("Said in {}", case.rooms[index].name),
        model: None,
        blocks,
        notes: Vec::new(),
    };
    Ok(Output::ok(text::render(&one_entry(&case, "Rooms", entry), &case, width)))
}

fn one_entry(case: &Case, title: &str, entry: Entry) -> Page {
    let section =
        Section { id: "answer".to_owned(), title: title.to_owned(), question: String::new(), entries: vec![entry] };
    Page { title: case.title.clone(), facts: Vec::new(), sections: vec![section], not_modelled: Vec::new() }
}

fn trace(path: &Path, format: Format, width: usize) -> Result<Output> {
    let loaded = load(path)?;
    let Some(case) = &loaded.checked.case else { return faulty(&loaded, format) };
    if format == Format::Json {
        return Ok(Output::ok(pretty(&json::trace(&case.trace))?));
    }
    if case.trace.is_empty() {
        bail!("the case traces no sentences; name a table of them: `[tables] trace = \"trace.csv\"`");
    }
    let rows = case.trace.iter().map(|row| {
        let answered = match &row.open {
            Some(open) => format!("OPEN: {open}"),
            None => format!("kadesh {}", with_case(&row.command, path)),
        };
        let cells = [&row.sentence, &row.requirement, &row.says, &answered].map(Cell::text);
        Row::new(cells.to_vec(), Basis::new())
    });
    let heads = ["sentence", "requirement", "says", "answered by"];
    let blocks = Block::table("", &heads, rows.collect()).into_iter().collect();
    let entry = Entry {
        id: "trace".to_owned(),
        title: "From sentence to answer".to_owned(),
        model: None,
        blocks,
        notes: Vec::new(),
    };
    Ok(Output::ok(text::render(&one_entry(case, "Trace", entry), case, width)))
}

/// The command of a trace with the case in its place: first after the command's own word.
fn with_case(command: &str, case: &Path) -> String {
    match command.split_once(' ') {
        Some(("models", _)) | None if command == "models" => command.to_owned(),
        Some((word, rest)) => format!("{word} {} {rest}", case.display()),
        None => format!("{command} {}", case.display()),
    }
}

fn models(format: Format) -> Output {
    let mut cards: Vec<&Card> = QUESTIONS.iter().flat_map(|question| question.cards).copied().collect();
    cards.sort_by_key(|card| (card.family, card.id));
    cards.dedup_by_key(|card| card.id);
    if format == Format::Json {
        return Output::ok(format!("{:#}\n", json::cards(&cards)));
    }
    let shown = cards.iter().map(|card| {
        format!(
            "{}  {}\n  asks      {}\n  defined   {}\n  assumes   {}\n  departs   {}\n  sources   {}\n  standing  {}\n",
            card.id,
            card.name,
            card.question,
            card.definition,
            card.assumes.join("; "),
            card.departures,
            listed(card.sources),
            format!("{:?}", card.standing).to_lowercase(),
        )
    });
    Output::ok(shown.collect::<Vec<_>>().join("\n"))
}

fn pretty(value: &serde_json::Value) -> Result<String> {
    Ok(format!("{}\n", serde_json::to_string_pretty(value)?))
}
