//! `lsp`: a case in an editor, over standard input and output. Everything said about the texts comes from the session.

mod address;
mod opened;
mod positions;
mod told;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result};
use kadesh::session::message::{Point, Request as Ask, Response as Answer};
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::notification::{self, Notification as _, PublishDiagnostics};
use lsp_types::request::{self, Request as _};
use lsp_types::{
    CodeActionProviderCapability, CompletionOptions, HoverProviderCapability, InitializeParams, OneOf, RenameOptions,
    ServerCapabilities, TextDocumentPositionParams, TextDocumentSyncCapability, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextDocumentSyncSaveOptions, Uri,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use self::opened::Opened;
use self::positions::Encoding;

/// Speaks with one editor until it says goodbye.
pub fn run() -> Result<()> {
    let (connection, threads) = Connection::stdio();
    let (id, params) = connection.initialize_start().context("no editor speaks over standard input")?;
    let params: InitializeParams = serde_json::from_value(params)?;
    let encoding = Encoding::wanted(&params);
    let about = json!({
        "capabilities": capabilities(encoding),
        "serverInfo": { "name": "kadesh", "version": env!("CARGO_PKG_VERSION") },
    });
    connection.initialize_finish(id, about)?;
    let mut server = Server { cases: BTreeMap::new(), documents: BTreeMap::new(), encoding };
    for message in &connection.receiver {
        match message {
            Message::Request(request) => {
                if connection.handle_shutdown(&request)? {
                    break;
                }
                connection.sender.send(Message::Response(server.answer(request)))?;
            }
            Message::Notification(notice) => server.hear(notice),
            Message::Response(_) => {}
        }
        // While more is coming, what is found now would be old before it is read.
        if connection.receiver.is_empty() {
            for told in server.faults() {
                connection.sender.send(Message::Notification(told))?;
            }
        }
    }
    drop(connection);
    threads.join()?;
    Ok(())
}

fn capabilities(encoding: Encoding) -> ServerCapabilities {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::Supported(true)),
        ..TextDocumentSyncOptions::default()
    };
    let triggers = ["\"", "[", ".", "{", "="].map(str::to_owned).to_vec();
    ServerCapabilities {
        position_encoding: Some(encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(triggers),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: Default::default(),
        })),
        code_action_provider: Some(CodeActionProviderCapability::Simple(true)),
        inlay_hint_provider: Some(OneOf::Left(true)),
        ..ServerCapabilities::default()
    }
}

/// The cases that the editor has open.
struct Server {
    /// By the path of the case file.
    cases: BTreeMap<PathBuf, Opened>,
    /// The documents that the editor shows, by their address: the case that each is of, and the name that the case has for it.
    documents: BTreeMap<String, (PathBuf, String)>,
    encoding: Encoding,
}

/// Why a request has no answer.
type Why = (ErrorCode, String);

impl Server {
    fn answer(&mut self, request: Request) -> Response {
        let id = request.id.clone();
        let answered = match request.method.as_str() {
            request::HoverRequest::METHOD => self.hover(request),
            request::Completion::METHOD => self.complete(request),
            request::GotoDefinition::METHOD => self.definition(request),
            request::References::METHOD => self.references(request),
            request::PrepareRenameRequest::METHOD => self.prepare_rename(request),
            request::Rename::METHOD => self.rename(request),
            request::DocumentSymbolRequest::METHOD => self.symbols(request),
            request::CodeActionRequest::METHOD => self.mends(request),
            request::InlayHintRequest::METHOD => self.blanks(request),
            other => Err((ErrorCode::MethodNotFound, format!("`{other}` is not known here"))),
        };
        respond(id, answered)
    }

    /// What the editor tells of its texts.
    fn hear(&mut self, notice: Notification) {
        match notice.method.as_str() {
            notification::DidOpenTextDocument::METHOD => {
                if let Some(told) = params::<lsp_types::DidOpenTextDocumentParams>(notice.params) {
                    let document = told.text_document;
                    self.with_case(&document.uri, Some(&document.text), |case, name| case.show(name, &document.text));
                }
            }
            notification::DidChangeTextDocument::METHOD => {
                if let Some(told) = params::<lsp_types::DidChangeTextDocumentParams>(notice.params) {
                    let encoding = self.encoding;
                    self.with_case(&told.text_document.uri, None, |case, name| {
                        case.change(name, &told.content_changes, encoding);
                    });
                }
            }
            notification::DidSaveTextDocument::METHOD => {
                if let Some(told) = params::<lsp_types::DidSaveTextDocumentParams>(notice.params) {
                    self.with_case(&told.text_document.uri, None, |case, _| case.look_again());
                }
            }
            notification::DidChangeWatchedFiles::METHOD => self.cases.values_mut().for_each(Opened::look_again),
            notification::DidCloseTextDocument::METHOD => {
                if let Some(told) = params::<lsp_types::DidCloseTextDocumentParams>(notice.params) {
                    self.with_case(&told.text_document.uri, None, |case, name| case.hide(name));
                    self.documents.remove(told.text_document.uri.as_str());
                }
            }
            _ => {}
        }
    }

    /// What is wrong with the texts that changed since this was asked.
    fn faults(&mut self) -> Vec<Notification> {
        let encoding = self.encoding;
        let told = self.cases.values_mut().flat_map(|case| case.faults(encoding));
        let told = told.map(|faults| Notification::new(PublishDiagnostics::METHOD.to_owned(), faults)).collect();
        self.cases.retain(|_, case| case.is_shown());
        told
    }

    /// Does something with the case that a document is of, and the name that the case has for the document.
    fn with_case<T>(&mut self, uri: &Uri, text: Option<&str>, act: impl FnOnce(&mut Opened, &str) -> T) -> Option<T> {
        let (path, name) = match self.documents.get(uri.as_str()) {
            Some(known) => known.clone(),
            None => address::case_of(uri, text)?,
        };
        if !self.cases.contains_key(&path) {
            // A document is opened before it is asked about.
            text?;
            self.cases.insert(path.clone(), Opened::new(path.clone()));
        }
        if text.is_some() {
            self.documents.insert(uri.as_str().to_owned(), (path.clone(), name.clone()));
        }
        self.cases.get_mut(&path).map(|case| act(case, &name))
    }

    /// Asks the session about a place.
    fn about(&mut self, at: &TextDocumentPositionParams, ask: fn(Point) -> Ask) -> Result<(Answer, PathBuf), Why> {
        let encoding = self.encoding;
        let position = at.position;
        let uri = &at.text_document.uri;
        let answer = self.with_case(uri, None, |case, name| {
            let at = positions::byte(case.text(name), position, encoding);
            (case.session.handle(ask(Point { file: name.to_owned(), at })), case.path.clone())
        });
        answer.ok_or_else(not_open)
    }

    fn hover(&mut self, request: Request) -> Result<Value, Why> {
        let params = asked::<request::HoverRequest>(request)?;
        let (answer, path) = self.about(&params.text_document_position_params, Ask::Hover)?;
        Ok(match (answer, self.cases.get(&path)) {
            (Answer::Told { place, text }, Some(case)) => json!(told::hover(case, &place, text, self.encoding)),
            _ => Value::Null,
        })
    }

    fn complete(&mut self, request: Request) -> Result<Value, Why> {
        let params = asked::<request::Completion>(request)?;
        let (answer, path) = self.about(&params.text_document_position, Ask::Complete)?;
        Ok(match (answer, self.cases.get(&path)) {
            (Answer::Completions { place, words }, Some(case)) => {
                json!(told::completions(case, &place, words, self.encoding))
            }
            _ => Value::Null,
        })
    }

    /// Where a name is given.
    fn definition(&mut self, request: Request) -> Result<Value, Why> {
        let params = asked::<request::GotoDefinition>(request)?;
        let (answer, path) = self.about(&params.text_document_position_params, Ask::Definition)?;
        Ok(match (answer, self.cases.get(&path)) {
            (Answer::Places { places }, Some(case)) => {
                json!(
                    places
                        .iter()
                        .filter_map(|link| told::location(case, &link.place, self.encoding))
                        .collect::<Vec<_>>()
                )
            }
            _ => Value::Null,
        })
    }

    /// Every place of a name, where it is given only if that is wanted.
    fn references(&mut self, request: Request) -> Result<Value, Why> {
        let params = asked::<request::References>(request)?;
        let (answer, path) = self.about(&params.text_document_position, Ask::References)?;
        let all = params.context.include_declaration;
        Ok(match (answer, self.cases.get(&path)) {
            (Answer::Places { places }, Some(case)) => {
                let places = places.iter().filter(|link| all || !link.declares);
                json!(places.filter_map(|link| told::location(case, &link.place, self.encoding)).collect::<Vec<_>>())
            }
            _ => Value::Null,
        })
    }

    /// The word that a rename would change. Only names can be.
    fn prepare_rename(&mut self, request: Request) -> Result<Value, Why> {
        let at = asked::<request::PrepareRenameRequest>(request)?;
        let (definition, _) = self.about(&at, Ask::Definition)?;
        let (hover, path) = self.about(&at, Ask::Hover)?;
        Ok(match (definition, hover, self.cases.get(&path)) {
            (Answer::Places { .. }, Answer::Told { place, .. }, Some(case)) => {
                json!(told::word(case, &place, self.encoding))
            }
            _ => Value::Null,
        })
    }

    fn rename(&mut self, request: Request) -> Result<Value, Why> {
        let params = asked::<request::Rename>(request)?;
        let to = params.new_name.clone();
        let position = params.text_document_position;
        let encoding = self.encoding;
        let answer = self.with_case(&position.text_document.uri, None, |case, name| {
            let at = Point { file: name.to_owned(), at: positions::byte(case.text(name), position.position, encoding) };
            match case.session.handle(Ask::Rename { at, to }) {
                Answer::Planned { splices, .. } => Ok(json!(told::edit(case, &splices, encoding))),
                Answer::Refused { because } => Err((ErrorCode::RequestFailed, because.message)),
                _ => Ok(Value::Null),
            }
        });
        answer.ok_or_else(not_open)?
    }

    fn symbols(&mut self, request: Request) -> Result<Value, Why> {
        let params = asked::<request::DocumentSymbolRequest>(request)?;
        let encoding = self.encoding;
        let symbols =
            self.with_case(&params.text_document.uri, None, |case, name| match case.session.handle(Ask::Outline) {
                Answer::Outline { entries, .. } => json!(told::symbols(case, name, &entries, encoding)),
                _ => Value::Null,
            });
        symbols.ok_or_else(not_open)
    }

    /// What would mend a fault, where its hint says so.
    fn mends(&mut self, request: Request) -> Result<Value, Why> {
        let params = asked::<request::CodeActionRequest>(request)?;
        let encoding = self.encoding;
        let mends =
            self.with_case(&params.text_document.uri, None, |case, name| match case.session.handle(Ask::Faults) {
                Answer::Faults { faults, .. } => json!(told::mends(case, (name, params.range), &faults, encoding)),
                _ => Value::Null,
            });
        mends.ok_or_else(not_open)
    }

    /// What blanks were taken as.
    fn blanks(&mut self, request: Request) -> Result<Value, Why> {
        let params = asked::<request::InlayHintRequest>(request)?;
        let encoding = self.encoding;
        let hints =
            self.with_case(&params.text_document.uri, None, |case, name| match case.session.handle(Ask::Blanks) {
                Answer::Blanks { blanks } => json!(told::blanks(case, (name, params.range), &blanks, encoding)),
                _ => Value::Null,
            });
        hints.ok_or_else(not_open)
    }
}

fn respond(id: RequestId, answered: Result<Value, Why>) -> Response {
    match answered {
        Ok(value) => Response::new_ok(id, value),
        Err((code, message)) => Response::new_err(id, code as i32, message),
    }
}

fn params<P: DeserializeOwned>(params: Value) -> Option<P> {
    serde_json::from_value(params).ok()
}

fn asked<R: request::Request>(request: Request) -> Result<R::Params, Why> {
    serde_json::from_value(request.params).map_err(not_understood)
}

fn not_understood(error: serde_json::Error) -> Why {
    (ErrorCode::InvalidParams, error.to_string())
}

fn not_open() -> Why {
    (ErrorCode::RequestFailed, "this is no document of an open case".to_owned())
}
