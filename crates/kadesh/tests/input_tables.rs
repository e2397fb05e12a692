//! Tables of statements, acts, seats and weights beside a case: checked as the same entries of the case are, and written back.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use kadesh::case::{self, Checked, Files};
use kadesh::diagnostic::{Diagnostic, Severity};
use kadesh::model::{Audience, Case, Kind, Quantity};

const HEAD: &str = "[case]\ntitle = \"t\"\nquestion = \"q\"\nas_of = \"2024-06\"\n[party.hill]\n[party.vale]\n\
    [issue.pump]\noptions = [\"old\", \"shared\", \"new\"]\nstatus_quo = \"old\"\n[source.note]\nfile = \"note.txt\"\n\
    published = \"2024-05-07\"\n[room.hall]\nopened = \"2024-05-01\"\nbecause = \"as told\"\n[person.anna]\nspeaks_for = \"hill\"\n";

const STAKES: &str = "[stake.hill.pump]\nvalues = { old = 1, shared = 0.5, new = 0 }\nbecause = \"x\"\n\
    [stake.vale.pump]\nvalues = { old = 0, shared = 0.5, new = 1 }\nbecause = \"x\"\n";

const NOTE: &str = "Anna Hill: “the pump stays old”. The vale wants a new pump, or to share it. The well stays old.";

fn check(text: &str, files: &[(&str, &str)]) -> Checked {
    let own = |(name, content): &(&str, &str)| ((*name).to_owned(), content.as_bytes().to_vec());
    let mut all: Files = files.iter().map(own).collect();
    all.insert("note.txt".to_owned(), NOTE.as_bytes().to_vec());
    case::read(text).check(&all)
}

fn passes(text: &str, files: &[(&str, &str)]) -> Case {
    let checked = check(text, files);
    checked.case.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

fn faults(text: &str, files: &[(&str, &str)]) -> Vec<Diagnostic> {
    check(text, files).diagnostics.into_iter().filter(|one| one.severity == Severity::Fault).collect()
}

fn codes(faults: &[Diagnostic]) -> Vec<&'static str> {
    faults.iter().map(|one| one.code).collect()
}

/// The same case told in its file and in a table.
fn same(in_file: &str, in_table: &str, table: &str) {
    let (one, other) = (passes(in_file, &[]), passes(in_table, &[("t.csv", table)]));
    assert_eq!(format!("{one:#?}"), format!("{other:#?}"));
}

/// A case with a table of one kind.
fn with(kind: &str) -> String {
    format!("{HEAD}[tables]\n{kind} = \"t.csv\"\n{STAKES}")
}

// --- Statements ------------------------------------------------------------------------------------------------------

#[test]
fn a_row_is_a_statement_like_any_other() {
    let entry = "[[statement]]\nid = \"s\"\nby = \"anna\"\nsource = \"note\"\nexact = \"the pump stays old\"\nkind = \"verbatim\"\n\
        room = \"hall\"\naudience = \"private\"\nat = \"1..2 days after hall\"\nmodality = \"will\"\n\
        takes = { pump = [\"old\", \"shared\"] }\ntrend = { pump = \"firmer\" }\n\
        [[statement]]\nid = \"t\"\nby = \"vale\"\nfor = \"hill\"\nsource = \"note\"\nexact = \"stays old\"\nprefix = \"well\"\nsuffix = \".\"\n\
        kind = \"paraphrase\"\nhedge = \"reported\"\nat = \"2024-05\"\nsame_as = [\"s\"]\ndivision = \"denies\"\n";
    let table = "ID;Speaker;For;Document;Quote;Before;Suffix;Type;Hedge;Modality;Venue;Audience;When;Position;Trend;Same as;Division\n\
        s;anna;;note;the pump stays old;;;Verbatim;;will;hall;private;1..2 days after hall;pump = old | pump=shared;pump = firmer;;\n\
        t;vale;hill;note;stays old;well;.;paraphrase;reported;;;;2024-05;;;s;denies\n";
    same(&format!("{HEAD}{STAKES}{entry}"), &with("statements"), table);
    let case = passes(&with("statements"), &[("t.csv", table)]);
    assert_eq!((case.statements[0].kind, case.statements[0].audience), (Kind::Verbatim, Audience::Private));
}

#[test]
fn a_row_has_the_faults_of_an_entry_all_at_once_at_its_cells() {
    let table = "id,by,source,exact,kind,takes,at\n\
        s,anna,note,the pump stays old,qoute,pump = odl,2024-13\n\
        s,nobody,note,the pump stays new,paraphrase,pump,\n\
        ,anna,nowhere,,verbatim,,\n";
    let found = faults(&with("statements"), &[("t.csv", table)]);
    let mut found_codes = codes(&found);
    found_codes.sort_unstable();
    let mut wanted = [
        "unknown-word",
        "unknown-name",
        "bad-date",
        "duplicate-id",
        "unknown-name",
        "broken-anchor",
        "not-a-pair",
        "missing-cell",
        "missing-cell",
        "unknown-name",
    ];
    wanted.sort_unstable();
    assert_eq!(found_codes, wanted, "{found:#?}");
    let twice = found.iter().find(|one| one.code == "duplicate-id").unwrap();
    let words: Vec<&str> = twice.labels.iter().map(|(span, _)| &table[span.start..span.end]).collect();
    assert_eq!(words, ["s", "s"]);
    let odl = found.iter().find(|one| one.message.contains("odl")).unwrap();
    assert_eq!((odl.labels[0].0.file.as_str(), odl.hint.as_deref()), ("t.csv", Some("did you mean `old`?")));
}

#[test]
fn an_id_in_the_case_and_in_a_table_is_a_fault_with_both_places() {
    let entry = "[[statement]]\nid = \"s\"\nby = \"anna\"\nsource = \"note\"\nexact = \"the pump stays old\"\nkind = \"verbatim\"\n";
    let table = "id,by,source,exact,kind\ns,anna,note,the pump stays old,verbatim\n";
    let found = faults(&format!("{}{entry}", with("statements")), &[("t.csv", table)]);
    assert_eq!(codes(&found), ["duplicate-id"]);
    let files: Vec<&str> = found[0].labels.iter().map(|(span, _)| span.file.as_str()).collect();
    assert_eq!(files, ["t.csv", "case.toml"]);
}

#[test]
fn a_missing_column_is_told_once() {
    let table = "id,by,source,kind\ns,anna,note,verbatim\nt,anna,note,verbatim\n";
    assert_eq!(codes(&faults(&with("statements"), &[("t.csv", table)])), ["missing-column"]);
}

// --- Acts ------------------------------------------------------------------------------------------------------------

#[test]
fn a_row_is_an_act_like_any_other() {
    let levers = "[lever.loan]\nbecause = \"x\"\n[walk_away.vale]\nfrom.loan = 0.5\nbecause = \"x\"\n\
        [norm.ask]\ntext = \"ask first\"\nholders = \"vale\"\nbasis = \"practice\"\nbecause = \"x\"\n";
    let entry = "[[act]]\nid = \"a\"\nname = \"the offer\"\nkind = \"offer\"\nby = \"hill\"\nfor = \"vale\"\nmandate = \"none-recorded\"\n\
        to = [\"vale\", \"hill\"]\npackage = { pump = \"shared\" }\nlinked = true\ngoal = \"peace\"\nin_return = [\"water\", \"rest\"]\n\
        at = \"2024-05-02\"\nroom = \"hall\"\non_condition = \"if asked\"\nmodality = \"may\"\nmoves = \"loan\"\nskips = \"ask\"\nbecause = \"as told\"\n";
    let table = "id,name,kind,actor,for,mandate,to,package,linked,goal,in return,at,room,condition,modality,moves,skips,contested,because\n\
        a,the offer,offer,hill,vale,none recorded,vale | hill,pump = shared,yes,peace,water | rest,2024-05-02,hall,if asked,may,loan,ask,no,as told\n";
    same(&format!("{HEAD}{STAKES}{levers}{entry}"), &format!("{}{levers}", with("acts")), table);
}

#[test]
fn an_act_of_a_table_is_checked_as_one_of_the_case() {
    let table = "id,kind,by,package,contested,because\n\
        a,gift,hill,pump = shared,,x\nb,offer,hlil,pump = shared | pump = new,,x\nc,demand,hill,pump = nwe,maybe,\nd,demand,hill,,yes,x\n";
    let mut found = codes(&faults(&with("acts"), &[("t.csv", table)]));
    found.sort_unstable();
    let wanted =
        ["no-basis", "one-framing", "said-twice", "unknown-name", "unknown-name", "unknown-word", "unknown-word"];
    assert_eq!(found, wanted);
}

// --- Seats -----------------------------------------------------------------------------------------------------------

#[test]
fn seats_of_a_table_are_those_of_the_room() {
    let in_file = HEAD.replace(
        "because = \"as told\"",
        "seats = [\"hill\"]\ninformed = \"vale\"\nabout = \"vale\"\nbecause = \"as told\"",
    );
    let without = HEAD.replace("because = \"as told\"\n", "");
    let table = "room,party,seat,because\nhall,hill,,as told\nhall,vale,informed,as told\nhall,vale,about,\n";
    same(&format!("{in_file}{STAKES}"), &format!("{without}[tables]\nseats = \"t.csv\"\n{STAKES}"), table);
}

#[test]
fn a_seat_told_twice_an_unknown_room_and_a_second_reason_are_faults() {
    let text = with("seats").replace("because = \"as told\"", "seats = [\"hill\"]\nbecause = \"as told\"");
    let table =
        "room,party,seat,because\nhall,hill,seated,\nhlal,vale,,\nhall,vale,sits,\nhall,vale,about,otherwise told\n";
    let found = faults(&text, &[("t.csv", table)]);
    let mut found_codes = codes(&found);
    found_codes.sort_unstable();
    assert_eq!(found_codes, ["said-twice", "said-twice", "unknown-name", "unknown-word"], "{found:#?}");
    assert!(found.iter().filter(|one| one.code == "said-twice").all(|one| one.labels.len() == 2));
}

// --- Weights ---------------------------------------------------------------------------------------------------------

#[test]
fn weights_may_have_a_table_of_their_own() {
    let table = "Country,Topic,Importance,Reason\nhill,pump,1..2,x\nvale,pump,,\n";
    let case = passes(&with("salience"), &[("t.csv", table)]);
    assert_eq!(case.stakes[0].weight, Some(Quantity::Range(1.0, 2.0)));
    assert_eq!((case.stakes[1].weight, case.stakes.len()), (None, 2));
    // The reason is the one that the stake has already.
    assert_eq!(case.assumptions.iter().filter(|one| one.id == "stake.hill.pump").count(), 1);
}

#[test]
fn a_weight_told_in_two_places_is_a_fault_with_both() {
    let salience = "party,issue,weight,because\nhill,pump,2,x\nvale,pump,3,x\n";
    let text = with("salience").replace("[stake.hill.pump]\n", "[stake.hill.pump]\nweight = 2\n");
    let found = faults(&text, &[("t.csv", salience)]);
    assert_eq!(codes(&found), ["said-twice"]);
    let both = format!("{HEAD}[tables]\nsalience = \"t.csv\"\nstakes = \"s.csv\"\n");
    let stakes = "party,issue,option,value,weight,because\nhill,pump,old,1,,x\nhill,pump,new,0,,x\nvale,pump,old,0,WEIGHT,x\nvale,pump,new,1,WEIGHT,x\n";
    assert_eq!(codes(&faults(&both, &[("t.csv", salience), ("s.csv", &stakes.replace("WEIGHT", ""))])), [""; 0]);
    let found = faults(&both, &[("t.csv", salience), ("s.csv", &stakes.replace("WEIGHT", "3"))]);
    assert_eq!(codes(&found), ["said-twice"]);
    let files: Vec<&str> = found[0].labels.iter().map(|(span, _)| span.file.as_str()).collect();
    assert_eq!(files, ["s.csv", "t.csv"]);
}

#[test]
fn a_party_with_weights_of_nought_in_tables_alone_is_a_fault_too() {
    let text = format!("{HEAD}[tables]\nstakes = \"t.csv\"\n");
    let table = "party,issue,option,value,weight,because\nhill,pump,old,1,0,x\nvale,pump,old,0,3,x\n";
    assert_eq!(codes(&faults(&text, &[("t.csv", table)])), ["no-weight"]);
}
