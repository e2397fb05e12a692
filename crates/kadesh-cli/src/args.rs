//! What the user types.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

/// Write a negotiation down as a checkable case, and question it.
#[derive(Debug, Parser)]
#[command(
    name = "kadesh",
    version,
    override_usage = "kadesh <COMMAND>\n       kadesh <CASE>    the same as `kadesh brief <CASE>`",
    about,
    long_about = "Write a negotiation down as a checkable case, and question it: who said what in which room, who has a \
                  say, what was given to whom for what, what each could walk away to, what could be agreed, and what \
                  each answer rests on. It does not predict and does not advise.",
    after_help = "Example:\n  kadesh new harbour\n  kadesh check harbour\n  kadesh harbour                           the brief\n  \
                  kadesh brief harbour --html harbour.html\n  kadesh questions                         what can be asked\n  \
                  kadesh why harbour ensemble.acceptance\n  kadesh what-if harbour lever.loan=0\n  \
                  kadesh --version --licences              whose work is in this program, and under which terms\n\n\
                  Exit codes:\n  0    done\n  1    the case has faults, or something could not be read, answered or \
                  written\n  2    wrong usage: no such command, question, key, value, room, party or date\n  130  ended \
                  by Ctrl-C; what was done is shown and marked as partial. A second Ctrl-C ends at once.\n\n\
                  Long work shows a bar on a terminal. Colour only on a terminal, and none with NO_COLOR set. The width is \
                  the terminal's, or COLUMNS (60 to 140); 100 in a pipe."
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a commented case to start from, or a new one with your documents as its sources.
    #[command(
        after_help = "Example:\n  kadesh new harbour                       writes harbour/case.toml and what it names\n  \
                            kadesh new river --from talks.docx page.html letter.pdf"
    )]
    New {
        /// The folder to make. It must not exist yet.
        name: PathBuf,
        /// Documents to begin with: text, Markdown, HTML, DOCX, ODT or PDF.
        #[arg(long, num_args = 1.., value_name = "FILE", value_hint = ValueHint::FilePath)]
        from: Vec<PathBuf>,
        /// Their encoding, such as `windows-1252`; recognised when left out.
        #[arg(long, requires = "from")]
        encoding: Option<String>,
        /// Read them too: who says what in them, and for whom, is proposed for a person to accept.
        #[arg(long, requires = "from")]
        read: bool,
    },
    /// Bring documents into a case as its sources.
    Source {
        /// What to do.
        #[command(subcommand)]
        what: SourceCommand,
    },
    /// Show all faults and gaps of a case at once, and how much of it is sourced.
    #[command(after_help = "Example:\n  kadesh check harbour\n  kadesh check harbour --format sarif\n\n\
                            Exit code: 0 no fault, 1 faults, 2 wrong usage.")]
    Check {
        /// The case: a folder, or its case.toml.
        #[arg(value_hint = ValueHint::AnyPath)]
        case: PathBuf,
        /// Files outside the case's folder.
        #[command(flatten)]
        outside: Outside,
        /// Everything in full: every fault drawn at its place, and long lines whole.
        #[arg(long)]
        all: bool,
        /// List the words that begin like a name and that `--blind` pages show.
        #[arg(long)]
        blind: bool,
        /// How to print. JSON and SARIF have everything, always.
        #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
        format: CheckFormat,
    },
    /// The first page: evidence, the sentences that answer the case's question, what would change them, who disagrees.
    #[command(after_help = "Example:\n  kadesh brief harbour\n  kadesh brief harbour --full\n  \
                            kadesh brief harbour --html harbour.html --seat fishermen\n  \
                            kadesh brief harbour --live harbour.html\n\n\
                            `--live` writes a file of some 5 MB that needs no server and asks nobody: whoever opens it in a browser \
                            can move levers, give seats, set the date, and read the words of the sources. It holds the case and its \
                            sources; with `--blind` it holds neither names nor sources.")]
    Brief {
        /// The case and how to look at it.
        #[command(flatten)]
        view: View,
        /// Every section below the first page too.
        #[arg(long)]
        full: bool,
        /// Every row of every table, below the first page too.
        #[arg(long)]
        all: bool,
        /// Also write one self-contained HTML file, with all sections.
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        html: Option<PathBuf>,
        /// Also write one HTML file that answers by itself, without a server: levers, seats, dates, what each number rests on.
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        live: Option<PathBuf>,
    },
    /// Write a folder of cases as pages for a web server or a memory stick, with a list of them.
    #[command(after_help = "Example:\n  kadesh site cases\n  kadesh site cases -o public --draws 1000\n\n\
                            Each case becomes a page that answers by itself, as `kadesh brief --live` writes it; they share one file \
                            with the engine. Where that cannot run, a page is the brief as it was written. The same cases give \
                            the same bytes. A case with faults is left out, told, and ends with code 1.")]
    Site {
        /// The folder: one that has cases in it, or a case.
        #[arg(value_hint = ValueHint::DirPath)]
        folder: PathBuf,
        /// The folder to write. It must be new, empty, or a site that was written before.
        #[arg(short, long, value_name = "FOLDER", value_hint = ValueHint::DirPath, default_value = "site")]
        output: PathBuf,
        /// How the cases are looked at.
        #[command(flatten)]
        how: How,
    },
    /// Open a sentence or a finding down to what it rests on, what would take it away first.
    #[command(after_help = "Example:\n  kadesh why harbour in-short.2\n  kadesh why harbour acceptance --all")]
    Why {
        /// The case and how to look at it.
        #[command(flatten)]
        view: View,
        /// A sentence of the first page, such as `in-short.2`, or a finding, such as `ledger`.
        finding: String,
        /// Every ground, not only the weightiest.
        #[arg(long)]
        all: bool,
    },
    /// Show what changes when inputs change, and only that.
    #[command(after_help = "Example:\n  kadesh what-if harbour lever.loan=0 walk-away.southland=0.2..0.4\n\n\
                            Keys: lever.ID, stance.BODY.PARTY, condition.ID, seat.PARTY, weight.PARTY.ISSUE,\n      \
                            value.PARTY.ISSUE.OPTION, walk-away.PARTY, red-line.PARTY.ISSUE.OPTION, loss-aversion,\n      \
                            option-weight.PARTY.OPTION, priority.PARTY.N (`ask CASE states` numbers the statements),\n      \
                            bonus.N, signatories=\"PARTY, PARTY\"")]
    WhatIf {
        /// The case and how to look at it.
        #[command(flatten)]
        view: View,
        /// Changes.
        #[arg(required = true, value_name = "KEY=VALUE")]
        changes: Vec<String>,
    },
    /// Ask one question, one section or one family alone.
    #[command(after_help = "Example:\n  kadesh ask harbour ledger\n  kadesh ask harbour rules\n  \
                            kadesh ask harbour statements --room table")]
    Ask {
        /// The case and how to look at it.
        #[command(flatten)]
        view: View,
        /// The question, or a section or family of them: `kadesh questions` lists all.
        question: String,
        /// Only what was said in this room (statements).
        #[arg(long)]
        room: Option<String>,
        /// Every row of every table.
        #[arg(long)]
        all: bool,
        /// Also write one self-contained HTML file.
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        html: Option<PathBuf>,
    },
    /// Tell what changed from one version of a case to another, in words, and what that does to its sentences.
    #[command(after_help = "Example:\n  kadesh diff harbour harbour-in-june\n  \
                            kadesh diff harbour --as-of 2024-05-06 2024-05-08")]
    Diff {
        /// The older version: a folder, or its case.toml.
        #[arg(value_hint = ValueHint::AnyPath)]
        old: PathBuf,
        /// The newer version. Left out with two dates of one case.
        #[arg(value_hint = ValueHint::AnyPath)]
        new: Option<PathBuf>,
        /// What was on record at two dates, the older first (EDTF, such as 2024-07).
        #[arg(long, num_args = 2, value_names = ["OLDER", "NEWER"])]
        as_of: Vec<String>,
        /// How to compare.
        #[command(flatten)]
        pair: Pair,
    },
    /// Tell how far two readings of one source agree, where they do not, and what that does to the sentences.
    #[command(after_help = "Example:\n  kadesh agree harbour harbour-by-reyes\n  \
                            kadesh agree harbour harbour-by-reyes --into harbour-merged\n\n\
                            A second reading that is not found is looked for in the folder of the first.")]
    Agree {
        /// The first reading: a folder, or its case.toml.
        #[arg(value_hint = ValueHint::AnyPath)]
        first: PathBuf,
        /// The second reading.
        #[arg(value_hint = ValueHint::AnyPath)]
        second: PathBuf,
        /// Also start a merged case in this folder: the first reading, and every disagreement to be settled.
        #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath, conflicts_with = "blind")]
        into: Option<PathBuf>,
        /// How to compare.
        #[command(flatten)]
        pair: Pair,
    },
    /// The sentences of the case's source, the requirements they make, and the command that answers each.
    #[command(after_help = "Example:\n  kadesh trace CASE")]
    Trace {
        /// The case: a folder, or its case.toml.
        #[arg(value_hint = ValueHint::AnyPath)]
        case: PathBuf,
        /// Files outside the case's folder.
        #[command(flatten)]
        outside: Outside,
        /// How to print.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Write a table of the case, as a spreadsheet or a text: all that the case has of it, to be read in its place.
    #[command(
        after_help = "Example:\n  kadesh table harbour stakes\n  kadesh table harbour statements -o statements.xlsx\n  \
                            kadesh table harbour members --body council -o council.ods\n\nA case without such entries gives the headings, \
                            to be filled in. The table has what the case file has and what its tables have; \
                            `[tables] stakes = \"stakes.xlsx\"` reads it in the place of those."
    )]
    Table {
        /// The case: a folder, or its case.toml.
        #[arg(value_hint = ValueHint::AnyPath)]
        case: PathBuf,
        /// Which table.
        #[arg(value_enum)]
        table: TableName,
        /// The body whose members are meant, where the case has several.
        #[arg(long, value_name = "ID")]
        body: Option<String>,
        /// The file to write: .csv, .tsv, .xlsx or .ods. Without it, CSV is printed.
        #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        output: Option<PathBuf>,
        /// Write over a file that is there.
        #[arg(long, requires = "output")]
        force: bool,
        /// Files outside the case's folder.
        #[command(flatten)]
        outside: Outside,
    },
    /// Every model with its question, definition, sources, assumptions and standing.
    #[command(after_help = "Example:\n  kadesh models\n  kadesh models --terms")]
    Models {
        /// The field's own words instead, each in two lines with its source.
        #[arg(long)]
        terms: bool,
        /// How to print.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Every question that can be asked, one line each.
    #[command(after_help = "Example:\n  kadesh questions\n  kadesh ask harbour ledger")]
    Questions {
        /// How to print.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Completions for a shell.
    #[command(after_help = "Example:\n  \
                            kadesh completions bash > ~/.local/share/bash-completion/completions/kadesh\n  \
                            kadesh completions zsh > ~/.zfunc/_kadesh\n  \
                            kadesh completions fish > ~/.config/fish/completions/kadesh.fish\n  \
                            kadesh completions powershell >> $PROFILE")]
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// The manual page, or one for each command.
    #[command(after_help = "Example:\n  kadesh man | man -l -\n  kadesh man ~/.local/share/man/man1")]
    Man {
        /// The folder for the pages. Without it, the main page is printed.
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        folder: Option<PathBuf>,
    },
    /// Work on a case in the browser of this machine: its text, who said what, the brief, what can be tried. The page follows the
    /// files while you change them in your editor, and saves what you change on it.
    #[command(after_help = "Example:\n  kadesh serve harbour\n  kadesh serve                             \
                            begin a case from a text, or open one of this folder\n  \
                            kadesh serve harbour --read-only --port 8123 --no-open\n\n\
                            Nobody but the browser that opens the printed address can ask. Nothing outside of the folder is read \
                            or written. What is not saved yet is kept in `.kadesh/draft` of the case. Ctrl-C saves and ends.")]
    Serve {
        /// The folder: a case, or one that has cases in it. Or a case file.
        #[arg(default_value = ".", value_hint = ValueHint::AnyPath)]
        folder: PathBuf,
        /// The port; any that is free when left out.
        #[arg(long, default_value_t = 0)]
        port: u16,
        /// Print the address, and start no browser.
        #[arg(long)]
        no_open: bool,
        /// Show the case and change nothing.
        #[arg(long)]
        read_only: bool,
    },
    /// Go through what an assistant proposed for a case: accept, change or reject each. Only what a person accepts is written into
    /// the case.
    #[command(
        after_help = "Example:\n  kadesh review harbour                    one after the other: a accepts, r rejects, e edits\n  \
                            kadesh review harbour --list\n  kadesh review harbour --accept p1 p2 --by \"M. Keller\"\n  \
                            kadesh review harbour --reject p3 --because \"said before\"\n\n\
                            What was proposed, and what became of it, stays in `proposals.toml` beside the case."
    )]
    Review {
        /// The case: a folder, or its case.toml.
        #[arg(value_hint = ValueHint::AnyPath)]
        case: PathBuf,
        /// List the proposals and ask nothing.
        #[arg(long)]
        list: bool,
        /// With those that are decided.
        #[arg(long)]
        all: bool,
        /// Accept these, in this order.
        #[arg(long, num_args = 1.., value_name = "ID", conflicts_with = "list")]
        accept: Vec<String>,
        /// Reject these.
        #[arg(long, num_args = 1.., value_name = "ID", conflicts_with = "list")]
        reject: Vec<String>,
        /// Who decides; the user's name on this machine when left out.
        #[arg(long, value_name = "NAME")]
        by: Option<String>,
        /// Why they are rejected.
        #[arg(long, value_name = "TEXT", requires = "reject")]
        because: Option<String>,
        /// How to print the list.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Read who is said to have said what: in the sources of a case, where it is proposed for a person to accept, or in any text.
    #[command(
        after_help = "Example:\n  kadesh read harbour              proposes statements, and the parties and persons who make them\n  \
                            kadesh read harbour --list       shows what would be proposed\n  \
                            kadesh read report.txt --date 2024-05-07\n\n\
                            English only, on this machine, without a network. Nothing that is proposed counts before a person has \
                            accepted it: `kadesh review`, or the text in `kadesh serve`. What is not sure is left out unless `--unsure` \
                            asks for it."
    )]
    Read {
        /// A case (a folder, or its case.toml), or texts: text, Markdown, HTML, DOCX, ODT or PDF.
        #[arg(required = true, value_hint = ValueHint::AnyPath)]
        what: Vec<PathBuf>,
        /// Only this source of the case.
        #[arg(long, value_name = "ID")]
        source: Option<String>,
        /// The day of a text, such as `2024-05-07`: “on Wednesday” is counted from it. Of a source the case has it.
        #[arg(long, value_name = "DAY")]
        date: Option<String>,
        /// With what is not sure: who said it, or what exactly.
        #[arg(long)]
        unsure: bool,
        /// Show it and propose nothing.
        #[arg(long)]
        list: bool,
        /// How to print.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Let an assistant read a case and propose: it can check, ask and explain, and nothing that it proposes counts before a person
    /// accepts it.
    #[command(
        after_help = "The Model Context Protocol over standard input and output; the assistant's program starts it, for example with \
                      the command `kadesh` and the arguments `mcp` and the folder of the case. It calls no network. \
                      `kadesh review` or the text in `kadesh serve` shows what was proposed."
    )]
    Mcp {
        /// The case: a folder, or its case.toml.
        #[arg(value_hint = ValueHint::AnyPath)]
        case: PathBuf,
    },
    /// Speak with an editor over standard input and output: faults as you type, completion, hover, go to, rename.
    #[command(
        after_help = "The Language Server Protocol; the editor starts it. The folder `editors` of the sources has what \
                            VS Code, Neovim and Helix need."
    )]
    Lsp,
    /// The JSON Schema of a case file, for completion in an editor, of the answers that `--format json` prints, or of the messages
    /// of a session.
    #[command(
        after_help = "Example:\n  kadesh schema > case.schema.json\n  kadesh schema answers > answers.schema.json\n  \
                      kadesh schema session > session.schema.json"
    )]
    Schema {
        /// Of what.
        #[arg(value_enum, default_value_t = SchemaOf::Case)]
        of: SchemaOf,
    },
}

/// What is done with sources.
#[derive(Debug, Subcommand)]
pub enum SourceCommand {
    /// Make texts of documents, keep the originals beside them, and tell what was lost on the way.
    #[command(
        after_help = "Example:\n  kadesh source add harbour talks.docx\n\nText and Markdown stay as they are. HTML, DOCX, ODT \
                            and PDF become text; the case names both files, each with its hash."
    )]
    Add {
        /// The case: a folder, or its case.toml.
        #[arg(value_hint = ValueHint::AnyPath)]
        case: PathBuf,
        /// The documents.
        #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
        files: Vec<PathBuf>,
        /// Their encoding, such as `windows-1252`; recognised when left out.
        #[arg(long)]
        encoding: Option<String>,
    },
}

/// Which case, and how to look at it.
#[derive(Debug, Args)]
pub struct View {
    /// The case: a folder, or its case.toml.
    #[arg(value_hint = ValueHint::AnyPath)]
    pub case: PathBuf,
    /// The seed of the draws: the same seed gives the same bytes.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many draws of the uncertain inputs.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub draws: u32,
    /// Leave out what came later (EDTF, such as 2024-07).
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// Give a party a seat where the deal is made. May be given several times.
    #[arg(long, value_name = "PARTY")]
    pub seat: Vec<String>,
    /// Replace every name by a neutral label.
    #[arg(long)]
    pub blind: bool,
    /// Files outside the case's folder.
    #[command(flatten)]
    pub outside: Outside,
    /// How to print. JSON and CSV have all rows, always.
    #[arg(long, value_enum, default_value_t = PageFormat::Text)]
    pub format: PageFormat,
}

/// How the cases of a site are looked at.
#[derive(Debug, Args)]
pub struct How {
    /// The seed of the draws: the same seed gives the same bytes.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many draws of the uncertain inputs.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub draws: u32,
    /// Replace every name by a neutral label, and leave the sources out.
    #[arg(long)]
    pub blind: bool,
}

/// Which files a case may name.
#[derive(Debug, Args)]
pub struct Outside {
    /// Read files that the case names outside its own folder. Only for a case that you trust: its pages quote them.
    #[arg(long)]
    pub allow_outside: bool,
}

/// How to print answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PageFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
    /// The tables, for a spreadsheet.
    Csv,
    /// Markdown, for a note.
    Md,
}

/// How to print what is wrong with a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
    /// For editors and CI: SARIF 2.1.0.
    Sarif,
}

/// A table of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableName {
    /// What each party wants: a row for each option.
    Stakes,
    /// How much each issue matters to each party.
    Salience,
    /// Which options each statement is compatible with.
    Positions,
    /// The members of a body.
    Members,
    /// Who said what.
    Statements,
    /// Who sits in which room, is told, or is talked about.
    Seats,
    /// What was done.
    Acts,
    /// From the sentences of the source to the commands that answer them.
    Trace,
}

/// What a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// A case file.
    Case,
    /// The answers that `--format json` prints.
    Answers,
    /// The requests and responses of a session, for programs that work on a case.
    Session,
}

/// How two cases are compared.
#[derive(Debug, Args)]
pub struct Pair {
    /// The seed of the draws: the same seed gives the same bytes.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// How many draws of the uncertain inputs.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub draws: u32,
    /// Replace every name by a neutral label, the same on both sides.
    #[arg(long)]
    pub blind: bool,
    /// Files outside the case's folder.
    #[command(flatten)]
    pub outside: Outside,
    /// How to print.
    #[arg(long, value_enum, default_value_t = PageFormat::Text)]
    pub format: PageFormat,
}

/// How to print.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For machines.
    Json,
}
