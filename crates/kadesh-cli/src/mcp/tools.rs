//! The tools that an assistant has: to read the case, to ask it, and to propose. None accepts.

use std::borrow::Cow;
use std::sync::Arc;

use anyhow::Result;
use kadesh::session::message::{Action, Format, Place, Request, Response, Say, Standing, View};
use rmcp::model::{JsonObject, Tool, ToolAnnotations};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::commands::questions_listed;
use crate::held::{Held, PROPOSING, in_words};

/// What a tool gives back.
pub enum Told {
    /// What was asked.
    Answer(String),
    /// Why not, in words.
    Refused(String),
}

/// So many letters of a source at a time.
const PAGE: usize = 20_000;

/// The most draws that an assistant may ask for.
const MOST_DRAWS: usize = 20_000;

/// One tool.
struct Known {
    name: &'static str,
    about: &'static str,
    /// Whether it leaves everything as it is.
    only_reads: bool,
    takes: fn() -> JsonObject,
    answers: fn(&mut Held, &str, JsonObject) -> Result<Told>,
}

const TOOLS: &[Known] = &[
    Known {
        name: "overview",
        about: "The case at a glance: title, question, sources, parties, persons, issues with their options, rooms, bodies, \
                levers, what is blank and what is missing. Ids are what other tools take.",
        only_reads: true,
        takes: schema_of::<Nothing>,
        answers: |held, _, arguments| with(arguments, |Nothing {}| overview(held)),
    },
    Known {
        name: "read_source",
        about: "The text of a source, in pages of 20,000 letters. Statements quote it to the letter.",
        only_reads: true,
        takes: schema_of::<ReadSource>,
        answers: |held, _, arguments| with(arguments, |asked| read_source(held, &asked)),
    },
    Known {
        name: "statements",
        about: "Who said what, so far: each statement with its words, source, room, date and the options that it is compatible with.",
        only_reads: true,
        takes: schema_of::<Nothing>,
        answers: |held, _, arguments| with(arguments, |Nothing {}| statements(held)),
    },
    Known {
        name: "form",
        about: "An entry as a form: every key that it can have, what each is for, what stands there, and what could.",
        only_reads: true,
        takes: schema_of::<Form>,
        answers: |held, _, arguments| with(arguments, |asked: Form| shown(held, Request::Form { place: asked.place })),
    },
    Known {
        name: "check",
        about: "What is wrong, odd or missing in the case, and what was left blank.",
        only_reads: true,
        takes: schema_of::<Nothing>,
        answers: |held, _, arguments| with(arguments, |Nothing {}| shown(held, Request::Faults)),
    },
    Known {
        name: "brief",
        about: "The first page: the sentences that answer the case's question, what would change them, what is not modelled.",
        only_reads: true,
        takes: schema_of::<Look>,
        answers: |held, _, arguments| {
            with(arguments, |look: Look| shown(held, Request::Export { format: Format::Text, view: look.view() }))
        },
    },
    Known {
        name: "questions",
        about: "The questions that can be asked of a case, with what each tells.",
        only_reads: true,
        takes: schema_of::<Nothing>,
        answers: |_, _, arguments| with(arguments, |Nothing {}| Ok(pretty(&questions_listed()))),
    },
    Known {
        name: "ask",
        about: "The answer to one question, with the grounds of each number.",
        only_reads: true,
        takes: schema_of::<Ask>,
        answers: |held, _, arguments| {
            let request = |asked: Ask| Request::Ask { view: asked.look.view(), question: asked.question };
            with(arguments, |asked| shown(held, request(asked)))
        },
    },
    Known {
        name: "explain",
        about: "What a sentence of the first page rests on, and what happens to it without each ground.",
        only_reads: true,
        takes: schema_of::<Explain>,
        answers: |held, _, arguments| {
            let request = |asked: Explain| {
                let Explain { sentence, all, look } = asked;
                Request::Why { sentence, all, plain: true, view: look.view() }
            };
            with(arguments, |asked| shown(held, request(asked)))
        },
    },
    Known {
        name: "proposals",
        about: "What was proposed so far, by whom, and whether a person accepted it.",
        only_reads: true,
        takes: schema_of::<Nothing>,
        answers: |held, _, arguments| with(arguments, |Nothing {}| shown(held, Request::Proposals)),
    },
    Known {
        name: "propose_statement",
        about: "Puts a statement before a person: the exact words of a source, and who says them. It counts in no answer before \
                a person accepts it.",
        only_reads: false,
        takes: schema_of::<ProposeStatement>,
        answers: propose_statement,
    },
    Known {
        name: "propose",
        about: "Puts changes of the case before a person, who accepts all of them or none: new entries (`add`, `add-item`, \
                `add-option`), values (`write`, as a person types them: `0.3..0.6`, `yes`, `north, south`), red lines, seats, the \
                order of options, entries taken away, statements (`say`). Nothing of it counts before a person accepts it.",
        only_reads: false,
        takes: propose_schema,
        answers: |held, by, arguments| {
            with(arguments, |asked: Propose| propose(held, by, asked.because, asked.actions))
        },
    },
    Known {
        name: "withdraw",
        about: "Takes back a proposal of your own that no person has decided on yet.",
        only_reads: false,
        takes: schema_of::<Withdraw>,
        answers: |held, by, arguments| {
            let action = |asked: Withdraw| Action::Withdraw { proposal: asked.proposal, by: by.to_owned() };
            with(arguments, |asked| Ok(told(held.change(&action(asked), PROPOSING)?)))
        },
    },
];

/// All tools, as a client is told of them.
pub fn list() -> Vec<Tool> {
    let tool = |known: &Known| {
        let hints = ToolAnnotations::new().read_only(known.only_reads).destructive(false).open_world(false);
        Tool::new(known.name, Cow::Borrowed(known.about), Arc::new((known.takes)())).with_annotations(hints)
    };
    TOOLS.iter().map(tool).collect()
}

/// Calls a tool by its name.
pub fn call(held: &mut Held, by: &str, name: &str, arguments: JsonObject) -> Told {
    let Some(known) = TOOLS.iter().find(|known| known.name == name) else {
        let names: Vec<&str> = TOOLS.iter().map(|known| known.name).collect();
        return Told::Refused(format!("there is no tool `{name}`; there are: {}", names.join(", ")));
    };
    (known.answers)(held, by, arguments).unwrap_or_else(|error| Told::Refused(format!("{error:#}")))
}

/// Nothing is asked.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Nothing {}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ReadSource {
    /// The id of the source.
    source: String,
    /// The first letter of the page, counted from 0; `next` of the page before.
    #[serde(default)]
    from: usize,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Form {
    /// The entry.
    place: Place,
}

/// How to look at the case.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Look {
    /// Nothing later than this is on record.
    #[serde(default)]
    as_of: Option<String>,
    /// Parties that are given a seat, to see what that changes.
    #[serde(default)]
    seats: Vec<String>,
    /// How many draws; 10,000 when left out.
    #[serde(default)]
    draws: Option<usize>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Ask {
    /// A question, a section or a family, as `questions` lists them.
    question: String,
    /// How to look at the case.
    #[serde(default)]
    look: Look,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Explain {
    /// The number of the sentence.
    sentence: usize,
    /// Whether all of its grounds are told.
    #[serde(default)]
    all: bool,
    /// How to look at the case.
    #[serde(default)]
    look: Look,
}

/// Only its schema is used: what is read denies words that it does not know.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "a schema is made of it")]
struct ProposeStatement {
    /// Why this statement matters to the case, in a sentence.
    because: String,
    /// The statement.
    #[serde(flatten)]
    said: Say,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Propose {
    /// Why, in a sentence.
    because: String,
    /// What would be done, one after the other. What is new may be named in those that follow, where it is given an id.
    actions: Vec<Action>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Withdraw {
    /// The id of the proposal.
    proposal: String,
}

impl Look {
    fn view(self) -> View {
        let own = View::default();
        let draws = self.draws.unwrap_or(own.draws).clamp(1, MOST_DRAWS);
        View { as_of: self.as_of, seats: self.seats, draws, ..own }
    }
}

/// Reads what was sent, and says what is wrong with it.
fn with<T: for<'de> Deserialize<'de>>(arguments: JsonObject, work: impl FnOnce(T) -> Result<Told>) -> Result<Told> {
    match serde_json::from_value(Value::Object(arguments)) {
        Ok(asked) => work(asked),
        Err(error) => Ok(Told::Refused(format!("this is not what the tool takes: {error}"))),
    }
}

fn schema_of<T: JsonSchema>() -> JsonObject {
    match schemars::schema_for!(T).to_value() {
        Value::Object(schema) => schema,
        _ => JsonObject::new(),
    }
}

/// What may be proposed, without what a person alone can do.
fn propose_schema() -> JsonObject {
    const NEVER: [&str; 7] = ["propose", "accept", "reject", "withdraw", "put", "rename", "add-source"];
    let mut schema = schema_of::<Propose>();
    let actions =
        schema.get_mut("$defs").and_then(|defs| defs.get_mut("Action")).and_then(|action| action.get_mut("oneOf"));
    if let Some(Value::Array(kinds)) = actions {
        kinds.retain(|kind| !NEVER.iter().any(|never| kind["properties"]["do"]["const"] == *never));
    }
    schema
}

fn propose_statement(held: &mut Held, by: &str, mut arguments: JsonObject) -> Result<Told> {
    let because = arguments.remove("because");
    let because = because.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned();
    with(arguments, |said: Say| propose(held, by, because, vec![Action::Say(Box::new(said))]))
}

fn propose(held: &mut Held, by: &str, because: String, actions: Vec<Action>) -> Result<Told> {
    let action = Action::Propose { by: by.to_owned(), because, actions };
    let answer = held.change(&action, PROPOSING)?;
    if !matches!(answer, Response::Changed { .. }) {
        return Ok(told(answer));
    }
    let Response::Proposals { proposals } = held.answer(Request::Proposals)? else { return Ok(told(answer)) };
    let own = proposals.iter().rev().find(|one| one.by == by && one.standing == Standing::Open);
    Ok(own.map_or_else(|| told(answer), |own| pretty(&json!({
        "proposed": own.id, "words": own.words, "after": own.after, "standing": "open: a person has to accept it",
    }))))
}

fn overview(held: &mut Held) -> Result<Told> {
    let (sheet, sound) = match held.answer(Request::Sheet)? {
        Response::Sheet { sheet, sound, .. } => (sheet, sound),
        other => return Ok(told(other)),
    };
    let mut all = serde_json::to_value(&*sheet)?;
    if let Value::Object(all) = &mut all {
        all.remove("statements");
        all.insert("statements".to_owned(), json!(sheet.statements.len()));
        all.insert("sound".to_owned(), json!(sound));
        if let Some(Value::Array(sources)) = all.get_mut("sources") {
            for source in sources {
                let letters = source["text"].as_str().unwrap_or_default().chars().count();
                source["text"] = json!(format!("{letters} letters; see `read_source`"));
            }
        }
    }
    Ok(pretty(&all))
}

fn statements(held: &mut Held) -> Result<Told> {
    Ok(match held.answer(Request::Sheet)? {
        Response::Sheet { sheet, .. } => pretty(&sheet.statements),
        other => told(other),
    })
}

fn read_source(held: &mut Held, asked: &ReadSource) -> Result<Told> {
    let sheet = match held.answer(Request::Sheet)? {
        Response::Sheet { sheet, .. } => sheet,
        other => return Ok(told(other)),
    };
    let Some(source) = sheet.sources.iter().find(|source| source.id == asked.source) else {
        let known: Vec<&str> = sheet.sources.iter().map(|source| source.id.as_str()).collect();
        return Ok(Told::Refused(format!("`{}` is no source; there are: {}", asked.source, known.join(", "))));
    };
    let letters = source.text.chars().count();
    let page: String = source.text.chars().skip(asked.from).take(PAGE).collect();
    let next = asked.from.saturating_add(PAGE);
    Ok(pretty(&json!({
        "source": source.id, "title": source.title, "published": source.published, "letters": letters,
        "text": page, "next": (next < letters).then_some(next),
    })))
}

fn shown(held: &mut Held, request: Request) -> Result<Told> {
    Ok(told(held.answer(request)?))
}

/// An answer of the session: a file as its text, a refusal as words, anything else as JSON.
fn told(answer: Response) -> Told {
    match answer {
        Response::Refused { because } => Told::Refused(in_words(&because)),
        Response::Nothing { because } => Told::Refused(because),
        Response::File { text, .. } => Told::Answer(text),
        Response::Answers { document } => pretty(&document),
        other => pretty(&other),
    }
}

fn pretty(value: &impl Serialize) -> Told {
    match serde_json::to_string_pretty(value) {
        Ok(text) => Told::Answer(text),
        Err(error) => Told::Refused(format!("the answer cannot be written: {error}")),
    }
}
