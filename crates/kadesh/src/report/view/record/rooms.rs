//! How rooms, statements, knowledge and the order of events are worded.

use crate::model::{Audience, Case, Kind, Ordering};
use crate::record::{
    Chain, Claim, Conflict, Event, EventKind, Knowledge, Known, MissingDate, Moment, OpenRoom, Orderings, Presence,
    RoomRow, RoomStatements, Rooms, Spoken, Topic, Undated, Words,
};
use crate::report::block::{Block, Cell, Grid, GridRow, Row, Shade};

use super::{counted, date, date_cell, hedge, listed, names, names_cell, nothing, said, said_beside_kind};

/// Rooms, the seat matrix with its flags, and what each room knew when another opened.
pub fn rooms(_case: &Case, answer: &Rooms) -> Vec<Block> {
    if answer.rooms.is_empty() {
        return nothing("No room is on record.");
    }
    let flagged: Vec<String> = answer
        .rooms
        .iter()
        .filter(|room| !room.subject_not_present.is_empty())
        .map(|room| format!("{} (in {})", names(&room.subject_not_present), room.room.name))
        .collect();
    let count = counted(answer.rooms.len(), "room", "rooms");
    let headline = match flagged.as_slice() {
        [] => format!("{count}; nobody is talked about without a seat."),
        flagged => format!("{count}. Talked about and not seated: {}.", flagged.join("; ")),
    };
    let mut blocks = vec![Block::headline(headline, answer.basis.clone()), seat_grid(answer)];
    for room in answer.rooms.iter().filter(|room| !room.subject_not_present.is_empty()) {
        let text = format!("subject-not-present: {}, in {}.", names(&room.subject_not_present), room.room.name);
        blocks.push(Block::caution(text, room.basis.clone()));
    }
    let columns = ["Room", "Opened", "Closed", "Known in public", "Talks", "Seated"];
    blocks.extend(Block::table("Rooms", &columns, answer.rooms.iter().map(room_row).collect()));
    blocks.extend(answer.moments.iter().filter_map(moment));
    blocks
}

fn seat_grid(answer: &Rooms) -> Block {
    let shade = |presence| match presence {
        Presence::AtTable => Shade::Full,
        Presence::Informed => Shade::Half,
        Presence::Subject => Shade::Light,
        Presence::Absent => Shade::Empty,
    };
    let legend = [
        (Shade::Full, "at the table"),
        (Shade::Half, "informed"),
        (Shade::Light, "subject, not present"),
        (Shade::Empty, "absent"),
    ];
    let row = |row: &crate::record::SeatRow| GridRow {
        head: row.party.name.clone(),
        cells: row.cells.iter().map(|cell| shade(cell.presence)).collect(),
        basis: row.basis.clone(),
    };
    Block::Grid(Grid {
        title: "Who sat where".to_owned(),
        columns: answer.rooms.iter().map(|room| room.room.name.clone()).collect(),
        rows: answer.seats.iter().map(row).collect(),
        legend: legend.map(|(shade, text)| (shade, text.to_owned())).to_vec(),
    })
}

fn room_row(room: &RoomRow) -> Row {
    let closed = room.closed.as_ref().map_or_else(|| "not recorded".to_owned(), date);
    let cells = vec![
        Cell::text(&room.room.name),
        date_cell(room.opened.as_ref()),
        Cell::text(closed),
        yes_no(room.public),
        yes_no(room.talks),
        names_cell(&room.seated),
    ];
    Row::new(cells, room.basis.clone())
}

fn yes_no(yes: bool) -> Cell {
    Cell::text(if yes { "yes" } else { "no" })
}

/// One table a moment: which rooms were open, and what is claimed of those in them.
fn moment(moment: &Moment) -> Option<Block> {
    let rows: Vec<Row> = moment.open.iter().flat_map(|room| open_rows(moment, room)).collect();
    let title = format!("When {} opened ({})", moment.opening.name, date(&moment.at));
    Block::table(title, &["Room", "Open then", "Claim", "About", "Says who"], rows)
}

fn open_rows(moment: &Moment, room: &OpenRoom) -> Vec<Row> {
    let open = match (room.room == moment.opening, room.certain) {
        (true, _) => "opened",
        (false, true) => "certainly",
        (false, false) => "possibly",
    };
    let head = |rest: Vec<Cell>| [vec![Cell::text(&room.room.name), Cell::text(open)], rest].concat();
    if room.knew.is_empty() {
        let rest = vec![Cell::text("nothing recorded"), Cell::Blank, Cell::Blank];
        return vec![Row::new(head(rest), room.basis.clone())];
    }
    let row = |known: &Known| {
        let rest = vec![Cell::text(known_text(known)), names_cell(&known.who), Cell::text(&known.according_to.by.name)];
        Row::new(head(rest), known.basis.clone())
    };
    room.knew.iter().map(row).collect()
}

fn known_text(known: &Known) -> String {
    let mut marks: Vec<&str> = known.hedge.map(hedge).into_iter().collect();
    if !known.certain {
        marks.push("dates open");
    }
    format!("{}{}", claim(known.knew, &known.topic), bracketed(&marks))
}

fn claim(knew: bool, topic: &str) -> String {
    format!("{}: {topic}", verb(knew))
}

fn verb(knew: bool) -> &'static str {
    if knew { "knew" } else { "did not know" }
}

fn bracketed(marks: &[&str]) -> String {
    if marks.is_empty() { String::new() } else { format!(" ({})", marks.join(", ")) }
}

/// Every statement on record.
pub fn statements(_case: &Case, answer: &[Spoken]) -> Vec<Block> {
    let headline = format!("{} on record.", counted(answer.len(), "statement", "statements"));
    let mut blocks = vec![Block::headline(headline, answer.iter().map(|row| &row.basis).collect())];
    let room = |words: &Words| Cell::text(words.room.as_ref().map_or("", |room| &room.name));
    let rows = answer.iter().map(|spoken| spoken_row(spoken, room(&spoken.words))).collect();
    blocks.extend(Block::table("Statements", &["By", "For", "Kind", "Words", "When", "Room"], rows));
    blocks
}

/// The statements made in one room, and who heard them.
pub fn statements_in(_case: &Case, answer: &RoomStatements) -> Vec<Block> {
    let headline = format!(
        "{} in {}; heard by {}.",
        counted(answer.rows.len(), "statement", "statements"),
        answer.room.name,
        names(&answer.heard_by)
    );
    let mut blocks = vec![Block::headline(headline, answer.basis.clone())];
    let rows = answer.rows.iter().map(|spoken| spoken_row(spoken, Cell::text(&spoken.words.source.name))).collect();
    let title = format!("Said in {}", answer.room.name);
    blocks.extend(Block::table(title, &["By", "For", "Kind", "Words", "When", "Source"], rows));
    blocks
}

fn spoken_row(spoken: &Spoken, last: Cell) -> Row {
    let words = &spoken.words;
    let cells = vec![
        Cell::text(&words.by.name),
        Cell::text(chain_text(&spoken.chain)),
        Cell::text(kind_text(words)),
        said_beside_kind(words),
        date_cell(words.at.as_ref()),
        last,
    ];
    Row::new(cells, spoken.basis.clone())
}

/// "envoy → Northland → Northern League; member of Commission".
fn chain_text(chain: &Chain) -> String {
    let own = chain.party.iter().filter(|party| party.name != chain.by.name);
    let links: Vec<&str> = chain
        .role
        .iter()
        .map(String::as_str)
        .chain(own.chain(&chain.part_of).map(|party| party.name.as_str()))
        .collect();
    let mut text = links.join(" → ");
    if !chain.member_of.is_empty() {
        let separator = if text.is_empty() { "" } else { "; " };
        text.push_str(&format!("{separator}member of {}", names(&chain.member_of)));
    }
    text
}

fn kind_text(words: &Words) -> String {
    let kind = match words.kind {
        Kind::Verbatim => "quoted",
        Kind::Paraphrase => "paraphrase",
        Kind::Reporter => "reporter",
    };
    let mut marks = Vec::new();
    if words.fragment {
        marks.push("fragment");
    }
    marks.extend(words.hedge.map(hedge));
    if words.audience == Audience::Private {
        marks.push("private");
    }
    format!("{kind}{}", bracketed(&marks))
}

/// The timeline of every topic, and the claims at odds side by side.
pub fn knowledge(_case: &Case, answer: &Knowledge) -> Vec<Block> {
    if answer.topics.is_empty() {
        return nothing("No claim of knowledge is on record.");
    }
    let claims: usize = answer.topics.iter().map(|topic| topic.claims.len()).sum();
    let conflicts = answer.topics.iter().flat_map(|topic| &topic.conflicts);
    let (same, parts): (Vec<&Conflict>, Vec<&Conflict>) = conflicts.partition(|conflict| conflict.same_party);
    let possible = match parts.len() {
        0 => String::new(),
        many => format!(" and {many} possibly (an organisation and its part)"),
    };
    let headline = format!(
        "{} on {}; {} at odds{possible}, shown and not resolved.",
        counted(claims, "claim of knowledge", "claims of knowledge"),
        counted(answer.topics.len(), "topic", "topics"),
        counted(same.len(), "pair", "pairs")
    );
    let mut blocks = vec![Block::headline(headline, answer.basis.clone())];
    for topic in &answer.topics {
        let rows = topic.claims.iter().map(claim_row).collect();
        let title = format!("Who knew: {}", topic.topic);
        blocks.extend(Block::table(title, &["Who", "Claim", "When", "Says who", "Words"], rows));
        let title = format!("At odds: {}", topic.topic);
        blocks.extend(Block::table(
            title,
            &["Knew, says", "Did not know, says", "About", "Conflict"],
            conflict_rows(topic),
        ));
    }
    blocks
}

fn claim_row(claim: &Claim) -> Row {
    let mut marks: Vec<&str> = claim.hedge.map(hedge).into_iter().collect();
    marks.dedup();
    let cells = vec![
        Cell::text(claim_who(claim)),
        Cell::text(format!("{}{}", verb(claim.knew), bracketed(&marks))),
        date_cell(claim.since.as_ref()),
        Cell::text(&claim.according_to.by.name),
        said(&claim.according_to),
    ];
    Row::new(cells, claim.basis.clone())
}

fn claim_who(claim: &Claim) -> String {
    let mut who: Vec<String> = claim.who.iter().map(|party| party.name.clone()).collect();
    who.extend(claim.in_room.iter().map(|room| format!("those in {}", room.name)));
    listed(&who)
}

fn conflict_rows(topic: &Topic) -> Vec<Row> {
    let side = |claim: &Claim| {
        Cell::text(format!(
            "{}{}",
            claim.according_to.by.name,
            bracketed(&claim.hedge.map(hedge).into_iter().collect::<Vec<_>>())
        ))
    };
    let row = |conflict: &Conflict| {
        let (knew, did_not) = (topic.claims.get(conflict.knew)?, topic.claims.get(conflict.did_not)?);
        let dates = match (conflict.same_party, conflict.certain) {
            (true, true) => "cannot both be right",
            (true, false) => "both may be right",
            (false, _) => "possible conflict: an organisation and its part may know different things",
        };
        let cells = vec![side(knew), side(did_not), names_cell(&conflict.over), Cell::text(dates)];
        Some(Row::new(cells, conflict.basis.clone()))
    };
    topic.conflicts.iter().filter_map(row).collect()
}

/// Which orderings the dates decide, and which dates are missing.
pub fn orderings(_case: &Case, answer: &Orderings) -> Vec<Block> {
    let all = answer.pairs.len();
    let headline = format!(
        "{} of {} certain; {} missing.",
        answer.certain,
        counted(all, "ordering is", "orderings are"),
        counted(answer.missing.len(), "date is", "dates are")
    );
    let mut blocks = vec![Block::headline(headline, answer.basis.clone())];
    for source in answer.missing.iter().filter(|missing| missing.kind == Undated::Source) {
        let text =
            format!("When was “{}” published? Without it, relative dates in it decide nothing.", source.what.name);
        blocks.push(Block::caution(text, source.basis.clone()));
    }
    let rows = answer.pairs.iter().map(|pair| {
        let dates = format!("{}; {}", date(&pair.first.at), date(&pair.second.at));
        let cells = vec![
            Cell::text(event(&pair.first)),
            Cell::text(order(pair.order)),
            Cell::text(event(&pair.second)),
            Cell::text(dates),
        ];
        Row::new(cells, pair.basis.clone())
    });
    blocks.extend(Block::table("What came first", &["Event", "Order", "Other event", "Dates"], rows.collect()));
    blocks.extend(Block::table("Missing dates", &["Of", "How many", "Which"], missing_rows(&answer.missing)));
    blocks
}

fn event(event: &Event) -> String {
    match event.kind {
        EventKind::Act => format!("act: {}", event.what.name),
        EventKind::Knowledge => event.what.name.clone(),
        EventKind::Opening => format!("opening of {}", event.what.name),
    }
}

fn order(order: Ordering) -> &'static str {
    match order {
        Ordering::CertainlyBefore => "certainly before",
        Ordering::Open => "not certain",
        Ordering::CertainlyAfter => "certainly after",
    }
}

/// One row a kind of thing: a case may hold dozens of undated statements.
fn missing_rows(missing: &[MissingDate]) -> Vec<Row> {
    let kinds = [
        (Undated::Source, "source"),
        (Undated::Statement, "statement"),
        (Undated::Room, "room"),
        (Undated::Act, "act"),
        (Undated::Knowledge, "claim of knowledge"),
    ];
    let row = |(kind, name): (Undated, &str)| {
        let of_kind: Vec<&MissingDate> = missing.iter().filter(|one| one.kind == kind).collect();
        if of_kind.is_empty() {
            return None;
        }
        let which: Vec<&str> = of_kind.iter().map(|one| one.what.id.as_str()).collect();
        let cells = vec![Cell::text(name), Cell::number(of_kind.len()), Cell::text(which.join(", "))];
        Some(Row::new(cells, of_kind.iter().map(|one| &one.basis).collect()))
    };
    kinds.into_iter().filter_map(row).collect()
}
