//! `kadesh mcp`: an assistant of the user's choice reads a case and proposes; a person accepts or not. Speaks the Model Context
//! Protocol over standard input and output, and calls no network.
//!
//! Of the files of the case only the proposals are ever written here. Who proposes is what the client says of itself when it
//! connects: no tool takes a name.

mod tools;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation, ListToolsResult,
    PaginatedRequestParams, ServerCapabilities, ServerConfig,
};
use rmcp::service::RequestContext;
use rmcp::{ErrorData, RoleServer, ServerHandler, ServiceExt};

use self::tools::Told;
use crate::held::Held;

/// What an assistant is told before it begins.
const INSTRUCTIONS: &str = "Kadesh keeps a negotiation as a case: parties, issues with options, statements tied to their words in \
    a source, rooms, bodies and their rules, conditional commitments, walk-aways. Read the sources with `read_source` and the case \
    with `overview`, `statements` and `form`. Whatever you would add is proposed, with `propose_statement` or `propose`, and \
    counts in no answer before a person has accepted it. A statement is the exact words of the source: copy them to the letter. \
    Give a reason with each proposal. `check`, `brief`, `ask` and `explain` show what follows from the case as it is. Kadesh does \
    not predict and does not advise.";

/// Serves a case until the client closes the connection.
pub fn run(case: &Path) -> Result<()> {
    let assistant = Assistant { case: Arc::new(Mutex::new(Held::new(case)?)) };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let service = assistant
            .serve(rmcp::transport::stdio())
            .await
            .context("the client began otherwise than the protocol says")?;
        service.waiting().await.context("the connection broke off")?;
        anyhow::Ok(())
    })?;
    // A read of standard input that is under way is not waited for.
    runtime.shutdown_background();
    Ok(())
}

/// The case, as an assistant reaches it.
struct Assistant {
    case: Arc<Mutex<Held>>,
}

impl ServerHandler for Assistant {
    fn get_info(&self) -> ServerConfig {
        let mut info = ServerConfig::new(ServerCapabilities::builder().enable_tools().build());
        info.server_info = Implementation::new("kadesh", env!("CARGO_PKG_VERSION"));
        info.instructions = Some(INSTRUCTIONS.to_owned());
        info
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(tools::list()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let client = context.client_info();
        let by = client.map(|one| named(&one.name, &one.version)).filter(|by| !by.is_empty());
        let by = by.unwrap_or_else(|| "an assistant without a name".to_owned());
        let case = self.case.clone();
        let arguments = request.arguments.unwrap_or_default();
        // An answer takes its time; the connection is listened to meanwhile.
        let work = move || {
            let mut held = case.lock().unwrap_or_else(PoisonError::into_inner);
            tools::call(&mut held, &by, &request.name, arguments)
        };
        let told = tokio::task::spawn_blocking(work)
            .await
            .map_err(|error| ErrorData::internal_error(format!("the answer broke off: {error}"), None))?;
        Ok(match told {
            Told::Answer(text) => CallToolResult::success(vec![ContentBlock::text(text)]),
            Told::Refused(why) => CallToolResult::error(vec![ContentBlock::text(why)]),
        }
        .into())
    }
}

/// What a client says of itself, on one line and no longer than proposals keep it.
fn named(name: &str, version: &str) -> String {
    const LONGEST: usize = 100;
    let plain: String =
        format!("{name} {version}").chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(LONGEST).collect::<String>().trim().to_owned()
}
