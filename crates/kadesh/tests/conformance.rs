//! Laws that hold for every question on every checked case: it answers or refuses with a reason, it never panics, every
//! number is a number and has a basis, the same seed gives the same bytes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod cases;

use cases::{Answered, Raw, all, ask};
use kadesh::ask::{QUESTIONS, Settings};
use kadesh::case::{self, Files};
use kadesh::diagnostic::Severity;
use kadesh::report::block::{Block, Cell};
use kadesh::report::{brief, html, text};
use proptest::prelude::*;
use serde_json::Value;

/// How large a random case is; the rest of it follows from the seed.
#[derive(Debug, Clone, Copy)]
struct Size {
    parties: usize,
    issues: usize,
    options: usize,
    statements: usize,
    levers: usize,
    seed: u64,
}

fn sizes() -> impl Strategy<Value = Size> {
    let counts = (2usize..=4, 1usize..=4, 2usize..=4, 0usize..=5, 0usize..=3);
    (counts, any::<u64>()).prop_map(|((parties, issues, options, statements, levers), seed)| Size {
        parties,
        issues,
        options,
        statements,
        levers,
        seed,
    })
}

/// A small generator of choices, so that a case is the same for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }

    /// True in so many of ten.
    fn in_ten(&mut self, times: usize) -> bool {
        self.below(10) < times
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    /// A number from 0 to 1 on a coarse or a fine scale, so that ties are common.
    fn unit(&mut self) -> f64 {
        if self.in_ten(5) { self.below(5) as f64 / 4.0 } else { self.below(1001) as f64 / 1000.0 }
    }

    /// A point, a range or a guess within bounds.
    fn quantity(&mut self, low: f64, high: f64) -> String {
        let mut parts: Vec<f64> = (0..=self.below(3)).map(|_| low + (high - low) * self.unit()).collect();
        parts.sort_by(f64::total_cmp);
        let parts: Vec<String> = parts.iter().map(f64::to_string).collect();
        format!("\"{}\"", parts.join(".."))
    }

    /// Some of a list, in its order.
    fn some(&mut self, list: &[String], times: usize) -> Vec<String> {
        list.iter().filter(|_| self.in_ten(times)).cloned().collect()
    }
}

fn quoted(list: &[String]) -> String {
    format!("[{}]", list.iter().map(|item| format!("\"{item}\"")).collect::<Vec<_>>().join(", "))
}

/// A random case as text: everything in it is legal, much of it is blank.
struct Maker {
    dice: Dice,
    size: Size,
    out: String,
    source: String,
}

impl Maker {
    fn case(size: Size) -> Raw {
        let mut maker = Maker { dice: Dice(size.seed), size, out: String::new(), source: String::new() };
        maker.head();
        maker.parties();
        maker.issues();
        maker.statements();
        maker.stakes();
        maker.levers();
        maker.rooms();
        maker.bodies();
        maker.acts();
        maker.agreements();
        maker.judgements();
        maker.conflict();
        let files = Files::from([("source.txt".to_owned(), maker.source.into_bytes())]);
        Raw { name: format!("{size:?}"), text: maker.out, files }
    }

    fn line(&mut self, line: impl AsRef<str>) {
        self.out.push_str(line.as_ref());
        self.out.push('\n');
    }

    fn party(&self, at: usize) -> String {
        format!("p{at}")
    }

    fn all_parties(&self) -> Vec<String> {
        (0..self.size.parties).map(|at| self.party(at)).collect()
    }

    fn any_party(&mut self) -> String {
        let at = self.dice.below(self.size.parties);
        self.party(at)
    }

    fn any_issue(&mut self) -> usize {
        self.dice.below(self.size.issues)
    }

    /// Issues differ in how many options they have.
    fn options(&self, issue: usize) -> usize {
        2 + (self.size.options + issue).saturating_sub(2) % 3
    }

    fn any_option(&mut self, issue: usize) -> String {
        let options = self.options(issue);
        format!("o{}", self.dice.below(options))
    }

    fn any_statement(&mut self) -> Option<String> {
        (self.size.statements > 0).then(|| format!("s{}", self.dice.below(self.size.statements)))
    }

    /// What an entry rests on: a statement, a reason, or both.
    fn basis(&mut self) {
        let statement = self.any_statement().filter(|_| self.dice.in_ten(5));
        if let Some(statement) = &statement {
            self.line(format!("rests_on = [\"{statement}\"]"));
        }
        if statement.is_none() || self.dice.in_ten(3) {
            self.line("because = \"it is assumed\"");
        }
    }

    fn date(&mut self) -> String {
        let (month, day) = (1 + self.dice.below(12), 1 + self.dice.below(28));
        match self.dice.below(6) {
            0 => format!("2030-{month:02}"),
            1 => format!("2030-{month:02}-{day:02}~"),
            2 => format!("../2030-{month:02}-{day:02}"),
            3 => format!("2030-{month:02}-{day:02}/.."),
            4 => format!("2030-{month:02}-{day:02}T12:30"),
            _ => format!("2030-{month:02}-{day:02}"),
        }
    }

    fn maybe(&mut self, times: usize, line: impl FnOnce(&mut Maker) -> String) {
        if self.dice.in_ten(times) {
            let line = line(self);
            self.line(line);
        }
    }

    fn head(&mut self) {
        self.line("[case]\ntitle = \"random\"\nquestion = \"what then?\"");
        self.maybe(5, |maker| format!("as_of = \"{}\"", maker.date()));
        self.line("[source.src]\nfile = \"source.txt\"");
        self.maybe(5, |maker| format!("published = \"{}\"", maker.date()));
        self.maybe(5, |maker| {
            format!("reliability = \"{}{}\"", maker.dice.pick(&["A", "C", "F"]), 1 + maker.dice.below(6))
        });
        self.maybe(3, |_| "[[source.src.note]]\nsays = \"a\"\nheld = \"b\"\nbecause = \"c\"".to_owned());
    }

    fn parties(&mut self) {
        for at in 0..self.size.parties {
            self.line(format!("[party.p{at}]\nname = \"Name{at}\""));
            self.maybe(2, |_| "capability = \"1..3\"".to_owned());
            if at > 0 {
                self.maybe(2, |maker| format!("part_of = \"p{}\"", maker.dice.below(at)));
                self.maybe(1, |maker| format!("proxy_of = \"p{}\"", maker.dice.below(at)));
            }
            self.maybe(6, |_| {
                format!("[person.h{at}]\nname = \"Human{at} Last{at}\"\nrole = \"envoy\"\nspeaks_for = \"p{at}\"")
            });
        }
    }

    fn issues(&mut self) {
        for issue in 0..self.size.issues {
            let options: Vec<String> = (0..self.options(issue)).map(|option| format!("o{option}")).collect();
            let quo = self.any_option(issue);
            self.line(format!("[issue.i{issue}]\noptions = {}\nstatus_quo = \"{quo}\"", quoted(&options)));
            self.maybe(6, |_| "ordered = true".to_owned());
            self.maybe(2, |maker| format!("seat_of = \"{}\"", maker.any_party()));
            self.maybe(3, |_| "define.o0 = \"the first\"\ncut_off.o0 = \"2029\"".to_owned());
        }
    }

    fn takes(&mut self) -> String {
        let issue = self.any_issue();
        let all: Vec<String> = (0..self.options(issue)).map(|option| format!("o{option}")).collect();
        let mut some = self.dice.some(&all, 4);
        if some.is_empty() {
            some.push(self.any_option(issue));
        }
        format!("takes.i{issue} = {}", quoted(&some))
    }

    fn statements(&mut self) {
        for at in 0..self.size.statements {
            let words = format!("words number {at} are said");
            self.source.push_str(&format!("Before {at} {words}, after {at}.\n"));
            let reporter = self.dice.in_ten(2);
            let by = if reporter { "reporter".to_owned() } else { self.any_party() };
            let kind = if reporter { "reporter" } else { self.dice.pick(&["verbatim", "paraphrase"]) };
            self.line(format!(
                "[[statement]]\nid = \"s{at}\"\nby = \"{by}\"\nsource = \"src\"\nexact = \"{words}\"\nkind = \"{kind}\""
            ));
            self.maybe(3, |maker| format!("hedge = \"{}\"", maker.dice.pick(&["appears", "reported", "possibly"])));
            self.maybe(3, |maker| format!("modality = \"{}\"", maker.dice.pick(&["can", "may", "will"])));
            self.maybe(4, |_| "room = \"table\"".to_owned());
            self.maybe(3, |_| "audience = \"private\"".to_owned());
            self.maybe(6, |maker| format!("at = \"{}\"", maker.date()));
            if !reporter {
                self.maybe(6, Maker::takes);
                self.maybe(2, |maker| format!("trend.i{} = \"firmer\"", maker.any_issue()));
                self.maybe(2, |maker| format!("division = \"{}\"", maker.dice.pick(&["admits", "denies"])));
            }
        }
    }

    fn stakes(&mut self) {
        for party in 0..self.size.parties {
            for issue in 0..self.size.issues {
                // The first two sign, so they hold a stake in something.
                if !(issue == 0 && party < 2) && self.dice.in_ten(3) {
                    continue;
                }
                self.line(format!("[stake.p{party}.i{issue}]"));
                let first = issue == 0;
                self.maybe(if first { 10 } else { 8 }, |maker| {
                    let least = if first || party > 1 { 0.25 } else { 0.0 };
                    format!("weight = {}", maker.dice.quantity(least, 3.0))
                });
                for option in 0..self.options(issue) {
                    self.maybe(8, |maker| format!("values.o{option} = {}", maker.dice.quantity(0.0, 1.0)));
                }
                self.maybe(2, |maker| format!("red_line = \"{}\"", maker.any_option(issue)));
                self.basis();
            }
        }
        let signs: Vec<String> = self.all_parties().into_iter().take(2).collect();
        self.line("[deal]");
        self.maybe(8, |_| format!("signatories = {}", quoted(&signs)));
        self.maybe(4, |maker| format!("loss_aversion = {}", maker.dice.quantity(1.0, 4.0)));
        self.basis();
        if self.dice.in_ten(3) {
            let (who, whose) = (self.any_party(), self.any_party());
            self.line(format!("[[red_line]]\nparty = \"{who}\"\nneeds_seat = \"{whose}\""));
            self.basis();
        }
    }

    fn levers(&mut self) {
        for at in 0..self.size.levers {
            self.line(format!("[lever.l{at}]"));
            self.maybe(3, |_| "range = \"0.1..0.9\"".to_owned());
            self.maybe(5, |maker| format!("now = {}", maker.dice.quantity(0.2, 0.8)));
            self.maybe(5, |maker| format!("held_by = \"{}\"", maker.any_party()));
            if at > 0 {
                self.maybe(6, |maker| format!("needs.l{} = {}", at - 1, maker.dice.quantity(0.0, 1.0)));
            }
            if let Some(statement) = self.any_statement() {
                self.maybe(4, |_| format!("promised_in = \"{statement}\""));
            }
            self.basis();
        }
        for party in 0..self.size.parties {
            if self.dice.in_ten(3) {
                continue;
            }
            self.line(format!("[walk_away.p{party}]"));
            self.maybe(8, |maker| format!("base = {}", maker.dice.quantity(0.0, 0.9)));
            for lever in 0..self.size.levers {
                self.maybe(5, |maker| format!("from.l{lever} = {}", maker.dice.quantity(-0.3, 0.4)));
            }
            self.basis();
        }
    }

    fn rooms(&mut self) {
        for room in ["table", "corridor"] {
            let (seats, about) = (self.dice.some(&self.all_parties(), 6), self.dice.some(&self.all_parties(), 3));
            self.line(format!("[room.{room}]\nseats = {}\nabout = {}", quoted(&seats), quoted(&about)));
            self.maybe(7, |_| "opened = \"2030-05-02\"".to_owned());
            self.maybe(3, |_| "public = false".to_owned());
            if room == "table" {
                self.maybe(7, |_| "talks = true".to_owned());
            }
            self.basis();
        }
        if let Some(statement) = self.any_statement() {
            let who = self.any_party();
            self.line(format!(
                "[[knows]]\nwho = \"{who}\"\ntopic = \"the talks\"\nknew = true\naccording_to = \"{statement}\""
            ));
            self.maybe(6, |maker| format!("since = \"{}\"", maker.date()));
            self.line(format!(
                "[[knows]]\nin_room = \"table\"\ntopic = \"the talks\"\nknew = false\naccording_to = \"{statement}\""
            ));
        }
    }

    fn rule(&mut self, members: &[String], depth: usize) -> String {
        let by = self.dice.pick(&["members", "weight", "population"]);
        match self.dice.below(if depth == 0 { 7 } else { 9 }) {
            0 => format!("kind = \"unanimity\", abstention_blocks = {}", self.dice.in_ten(5)),
            1 => "kind = \"consensus\"".to_owned(),
            2 => "kind = \"constructive-abstention\", quota = \"1/3\"".to_owned(),
            3 => {
                let (quota, of) =
                    (self.dice.pick(&["1/2", "2/3", "11/20", "1/1"]), self.dice.pick(&["present", "voting", "all"]));
                format!(
                    "kind = \"majority\", quota = \"{quota}\", strict = {}, of = \"{of}\", by = \"{by}\"",
                    self.dice.in_ten(5)
                )
            }
            4 => format!("kind = \"votes\", quota = {}, by = \"{by}\"", self.dice.below(6)),
            5 => {
                let mut holders = self.dice.some(members, 5);
                if holders.is_empty() {
                    holders.extend(members.first().cloned());
                }
                format!("kind = \"no-veto\", holders = {}", quoted(&holders))
            }
            6 => format!("kind = \"fewer-against\", than = {}", self.dice.below(5)),
            combined => {
                let kind = if combined == 7 { "all" } else { "any" };
                let (one, two) = (self.rule(members, depth - 1), self.rule(members, depth - 1));
                format!("kind = \"{kind}\", rules = [{{ {one} }}, {{ {two} }}]")
            }
        }
    }

    fn needs(&mut self, bodies: usize, depth: usize) -> String {
        let sides = if depth == 0 { 3 } else { 6 };
        match self.dice.below(sides) {
            0 if bodies > 0 => format!("\"b{} agrees\"", self.dice.below(bodies)),
            0 | 1 => "\"cond\"".to_owned(),
            2 => format!("\"after 2030-{:02}-01\"", 1 + self.dice.below(12)),
            3 => format!("{{ all = [{}, {}] }}", self.needs(bodies, depth - 1), self.needs(bodies, depth - 1)),
            4 => format!("{{ any = [{}, {}] }}", self.needs(bodies, depth - 1), self.needs(bodies, depth - 1)),
            _ => format!("{{ at_least = 1, of = [{{ not = {} }}] }}", self.needs(bodies, depth - 1)),
        }
    }

    fn bodies(&mut self) {
        let bodies = self.dice.below(4);
        for at in 0..bodies {
            let mut members = self.dice.some(&self.all_parties(), 7);
            if members.is_empty() {
                members = self.all_parties();
            }
            let staged = at > 0 && self.dice.in_ten(2);
            let rule =
                if staged { format!("kind = \"stages\", stages = [\"b{}\"]", at - 1) } else { self.rule(&members, 2) };
            self.line(format!("[body.b{at}]\nname = \"Body{at}\"\nmembers = {}", quoted(&members)));
            self.line(format!("rule = {{ {rule}, basis = \"assumption\" }}"));
            self.maybe(2, |maker| format!("party = \"{}\"", maker.any_party()));
            self.basis();
            for member in &members {
                if self.dice.in_ten(5) {
                    let issue = self.any_issue();
                    let (option, stance) =
                        (self.any_option(issue), self.dice.pick(&["agree", "abstain", "absent", "oppose", "unknown"]));
                    self.line(format!(
                        "[[body.b{at}.stance]]\nparty = \"{member}\"\non.i{issue} = \"{option}\"\nstance = \"{stance}\""
                    ));
                    self.basis();
                }
            }
        }
        self.line("[condition.cond]\ntext = \"it is met\"");
        self.maybe(7, |maker| format!("holds = \"{}\"", maker.dice.pick(&["true", "false", "unknown"])));
        self.maybe(6, |maker| format!("controller = \"{}\"", maker.any_party()));
        self.basis();
        for gate in 0..self.dice.below(4) {
            let issue = self.any_issue();
            let (option, needs) = (self.any_option(issue), self.needs(bodies, 2));
            self.line(format!("[gate.g{gate}]\nopens.i{issue} = \"{option}\"\nneeds = {needs}"));
            self.basis();
        }
    }

    fn acts(&mut self) {
        let (text, holder) = ("a say", self.any_party());
        self.line(format!("[norm.n]\ntext = \"{text}\"\nholders = \"{holder}\"\nbasis = \"practice\""));
        self.basis();
        for act in 0..self.dice.below(4) {
            let kind = self.dice.pick(&[
                "offer",
                "demand",
                "concession",
                "concession",
                "promise",
                "threat",
                "downgrade",
                "procedure",
            ]);
            let (by, to) = (self.any_party(), self.any_party());
            self.line(format!("[[act]]\nid = \"a{act}\"\nkind = \"{kind}\"\nby = \"{by}\"\nto = \"{to}\""));
            for issue in 0..self.size.issues {
                self.maybe(5, |maker| format!("package.i{issue} = \"{}\"", maker.any_option(issue)));
            }
            self.maybe(4, |_| "linked = true".to_owned());
            self.maybe(3, |_| "skips = \"n\"".to_owned());
            self.maybe(3, |maker| format!("for = \"{}\"", maker.any_party()));
            self.maybe(5, |maker| format!("at = \"{}\"", maker.date()));
            self.maybe(3, |_| "in_return = [\"thanks\"]".to_owned());
            self.basis();
            if self.dice.in_ten(4) {
                for framing in ["one", "two", "three"].iter().take(2 + self.dice.below(2)) {
                    self.line(format!("[[act.framing]]\nname = \"framing {framing}\""));
                    self.basis();
                    self.sets("sets");
                }
            }
        }
    }

    /// A few changes, each legal.
    fn sets(&mut self, key: &str) {
        let (party, issue) = (self.any_party(), self.any_issue());
        let option = self.any_option(issue);
        self.maybe(5, |_| format!("{key}.condition.cond = true"));
        self.maybe(4, |maker| format!("{key}.seat.{party} = {}", maker.dice.in_ten(5)));
        self.maybe(4, |maker| format!("{key}.value.{party}.i{issue}.{option} = {}", maker.dice.quantity(0.0, 1.0)));
        self.maybe(4, |maker| format!("{key}.walk-away.{party} = {}", maker.dice.quantity(0.0, 1.0)));
        self.maybe(3, |maker| format!("{key}.red-line.{party}.i{issue}.{option} = {}", maker.dice.in_ten(5)));
        if self.size.levers > 0 {
            self.maybe(4, |maker| format!("{key}.lever.l0 = {}", maker.dice.quantity(0.2, 0.8)));
        }
    }

    /// Options, a rule that leaves the state without any, a deal, and preferences of every kind.
    fn conflict(&mut self) {
        let options = self.dice.below(4);
        if options == 0 {
            return;
        }
        for option in 0..options {
            let by = self.any_party();
            self.line(format!("[option.act{option}]\nby = \"{by}\""));
            self.maybe(2, |maker| format!("irreversible = \"{}\"", maker.dice.pick(&["once-taken", "once-dropped"])));
            if self.size.levers > 0 {
                self.maybe(4, |maker| format!("sets.l0 = {}", maker.dice.quantity(0.2, 0.8)));
            }
        }
        let ruled = options > 1 && self.dice.in_ten(4);
        self.line("[conflict]");
        self.maybe(8, |_| "now = []".to_owned());
        if ruled {
            self.line("never = [\"act0 and act1\"]");
        }
        self.basis();
        let stakes = self.dice.in_ten(7);
        if stakes {
            self.line("[[conflict.outcome]]\nwhen = \"act0\"\npackage.i0 = \"o1\"\nbecause = \"so it is\"");
        }
        self.line("[[conflict.goal]]\nid = \"rest\"\ntext = \"Can it rest so?\"\nholds = \"not act0\"");
        let deal = self.dice.in_ten(5);
        self.line(format!("[state.calm]\ntaken = []\ndeal = {deal}"));
        self.line("[state.first]\ntaken = [\"act0\"]\ndeal = true");
        for party in 0..self.size.parties {
            self.preference(party, options, (ruled, stakes));
        }
    }

    fn preference(&mut self, party: usize, options: usize, (ruled, stakes): (bool, bool)) {
        let kind = self.dice.below(4);
        if kind == 3 {
            return;
        }
        self.line(format!("[preference.p{party}]"));
        match kind {
            0 => {
                let wish = |maker: &mut Maker| {
                    let (one, other) = (maker.dice.below(options), maker.dice.below(options));
                    let joint = maker.dice.pick(&["and", "or", "iff"]);
                    let holds = format!("act{one} {joint} not act{other}");
                    let priority = maker.dice.quantity(1.0, 4.0);
                    format!("{{ holds = \"{holds}\", priority = {priority} }}")
                };
                let wishes: Vec<String> = (0..=self.dice.below(3)).map(|_| wish(self)).collect();
                self.line(format!("statements = [{}]", wishes.join(", ")));
            }
            1 => {
                (1..options).for_each(|option| {
                    self.maybe(7, |maker| format!("weights.act{option} = {}", maker.dice.quantity(-1.0, 1.0)));
                });
                let stakes = stakes && party < 2 && self.dice.in_ten(6);
                let weight = self.dice.quantity(-1.0, 1.0);
                self.line(format!("weights.act0 = {weight}\nstakes = {stakes}"));
            }
            _ => {
                let pattern = |taken: usize| (0..options).map(move |at| if taken >> at & 1 == 1 { 'Y' } else { 'N' });
                let possible = |taken: &usize| !(ruled && taken & 3 == 3);
                let mut states: Vec<String> =
                    (0..1 << options).filter(possible).map(|taken| pattern(taken).collect()).collect();
                for at in (1..states.len()).rev() {
                    states.swap(at, self.dice.below(at + 1));
                }
                let mut ranking = states.remove(0);
                for state in &states {
                    ranking.push_str(&format!(" {} {state}", self.dice.pick(&[">", "~", ">>"])));
                }
                self.line(format!("ranking = \"{ranking}\""));
                self.maybe(if states.len() > 1 { 2 } else { 0 }, |_| {
                    format!("pairs = [\"{} ? {}\"]", states[0], states[states.len() - 1])
                });
            }
        }
        self.basis();
    }

    fn agreements(&mut self) {
        for (agreement, more) in [("old", "signed = \"2020\""), ("new", "candidate = true")] {
            self.line(format!("[agreement.{agreement}]\n{more}"));
            self.basis();
            for feature in ["guarantor", "sequence"] {
                if self.dice.in_ten(6) {
                    self.line(format!("[agreement.{agreement}.feature.{feature}]"));
                    self.maybe(6, |maker| format!("class = \"{}\"", maker.dice.pick(&["none", "weak"])));
                }
            }
        }
        if let Some(statement) = self.any_statement() {
            self.line(format!(
                "[[lesson]]\nstatement = \"{statement}\"\nagreement = \"old\"\nlesson = \"never again\""
            ));
        }
    }

    fn judgements(&mut self) {
        for at in 0..self.dice.below(3) {
            self.line(format!("[assumption.as{at}]\ntext = \"so it is\"\nreason = \"it seems so\""));
            self.sets("if_rejected");
        }
        for at in 0..self.dice.below(3) {
            self.line(format!("[hypothesis.hy{at}]"));
            self.basis();
            self.line("[hypothesis.hy0.sets]".replace("hy0", &format!("hy{at}")));
            let party = self.any_party();
            self.line(format!("seat.{party} = true"));
        }
        if let Some(statement) = self.any_statement() {
            self.line("[[explanation]]\nquestion = \"why?\"\ntext = \"because\"");
            self.line(format!("evidence.{statement} = \"{}\"", "consistent"));
            self.line("because = \"it is offered\"");
        }
    }
}

/// Words of a debug print: a NaN or an infinity shows there, while JSON would write `null`.
fn not_a_number(debug: &str) -> Option<&str> {
    let words = debug.split(|letter: char| !letter.is_alphanumeric());
    words.into_iter().find(|word| *word == "NaN" || *word == "inf")
}

fn finite(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.as_f64().is_some_and(f64::is_finite),
        Value::Array(items) => items.iter().all(finite),
        Value::Object(fields) => fields.values().all(finite),
        Value::Null | Value::Bool(_) | Value::String(_) => true,
    }
}

/// The same but for the last bit of a number, which a reader of JSON may lose.
fn alike(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            let (left, right) = (left.as_f64().unwrap(), right.as_f64().unwrap());
            (left - right).abs() <= 1e-12 * left.abs().max(1.0)
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| alike(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(key, value)| right.get(key).is_some_and(|other| alike(value, other)))
        }
        (left, right) => left == right,
    }
}

/// Everything that holds of every set of answers.
fn lawful(answered: &Answered) {
    assert_eq!(answered.findings.len(), QUESTIONS.len());
    for finding in &answered.findings {
        match &finding.answer {
            Ok(answer) => {
                let debug = format!("{answer:?}");
                assert_eq!(not_a_number(&debug), None, "{}", finding.id);
            }
            Err(refusal) => {
                assert!(refusal.because.len() > 10 && !refusal.model.is_empty(), "{}: {refusal:?}", finding.id);
            }
        }
    }
    assert!(finite(&answered.json));
    let again: Value = serde_json::from_str(&answered.json.to_string()).unwrap();
    assert!(alike(&again, &answered.json));
    for entry in answered.page.sections.iter().flat_map(|section| &section.entries) {
        assert!(!entry.blocks.is_empty(), "{}", entry.id);
        numbers_have_a_basis(&entry.id, &entry.blocks);
    }
    // A number is linked to what it rests on, and each link has its target.
    for link in answered.html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(answered.html.contains(&format!("id=\"{link}\"")), "{link}");
    }
    assert!(!answered.text.contains("NaN") && !answered.html.contains("NaN"));
}

/// What is computed from a case's numbers rests on something in the case; counts of what the record lacks may not.
fn numbers_have_a_basis(id: &str, blocks: &[Block]) {
    if !(["deals.", "ensemble.", "conflict."].iter().any(|family| id.starts_with(family))) {
        return;
    }
    for block in blocks {
        match block {
            // What is taken for a blank has nothing to rest on: that is what the table says.
            Block::Table(table) if table.title.starts_with("Blanks") => {}
            Block::Table(table) => {
                for row in &table.rows {
                    let number = row.cells.iter().any(|cell| matches!(cell, Cell::Number(_)));
                    assert!(!number || !row.basis.is_empty(), "{id}: {}: no basis: {row:?}", table.title);
                    assert_eq!(row.cells.len(), table.columns.len(), "{id}: {}: {row:?}", table.title);
                }
            }
            Block::Curves(curves) => {
                assert!(
                    curves.series.iter().all(|series| !series.basis.is_empty()),
                    "{id}: no basis: {}",
                    curves.title
                );
            }
            Block::Tornado(tornado) => {
                let bare = tornado.bars.iter().find(|bar| bar.basis.is_empty());
                assert!(bare.is_none(), "{id}: no basis: {bare:?}");
            }
            Block::Graph(graph) => {
                assert!(graph.nodes.iter().all(|node| !node.basis.is_empty()), "{id}: no basis: {}", graph.title);
            }
            Block::Bars(bars) => {
                assert!(bars.rows.iter().all(|row| !row.basis.is_empty()), "{id}: no basis: {}", bars.title);
            }
            Block::Line(_) | Block::Grid(_) | Block::Scale(_) | Block::Tree(_) => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, max_shrink_iters: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_question_answers_or_refuses_on_every_checked_case(size in sizes(), draws in 1usize..200, seed in 0u64..5) {
        let raw = Maker::case(size);
        let checked = raw.check();
        let faults: Vec<_> = checked.diagnostics.iter().filter(|one| one.severity == Severity::Fault).collect();
        prop_assert!(faults.is_empty(), "{:#?}\n{}", faults, raw.text);
        let case = checked.case.unwrap();
        let settings = Settings { seed, draws };
        let answered = ask(&case, settings);
        lawful(&answered);
        let again = ask(&case, settings);
        prop_assert!(answered.text == again.text && answered.html == again.html && answered.json == again.json);
        lawful(&ask(&case::blind(&case), Settings { seed, draws: 8 }));
    }

    /// Text that was cut, doubled or spoilt is read, checked and explained, and never brings the reader down.
    #[test]
    fn no_text_brings_the_reader_down(size in sizes(), cuts in prop::collection::vec((any::<usize>(), any::<usize>(), 0u8..5), 1..6)) {
        let mut raw = Maker::case(size);
        for (at, to, way) in cuts {
            let place = |at: usize| (at % (raw.text.len() + 1)..=raw.text.len()).find(|at| raw.text.is_char_boundary(*at)).unwrap();
            let (from, to) = (place(at).min(place(to)), place(at).max(place(to)).min(place(at) + 40));
            if from >= to || !raw.text.is_char_boundary(to) {
                continue;
            }
            match way {
                0 => raw.text.replace_range(from..to, ""),
                1 => {
                    let part = raw.text[from..to].to_owned();
                    raw.text.insert_str(to, &part);
                }
                2 => raw.text.insert_str(from, "\u{0}\"[["),
                3 => raw.text.insert_str(from, "9e999"),
                _ => raw.text.insert(from, '\n'),
            }
        }
        let checked = raw.check();
        prop_assert!(checked.case.is_some() == (checked.count(Severity::Fault) == 0), "{:#?}", checked.diagnostics);
        for diagnostic in &checked.diagnostics {
            prop_assert!(!diagnostic.message.is_empty());
            for (span, _) in &diagnostic.labels {
                prop_assert!(span.start <= span.end);
            }
        }
        if let Some(case) = checked.case {
            lawful(&ask(&case, Settings { seed: 1, draws: 8 }));
        }
    }
}

/// Who signs may go without saying, and so may the reason for it: the numbers rest on what the parties want.
#[test]
fn the_laws_hold_where_the_deal_rests_on_nothing() {
    let mut raw = all().into_iter().find(|raw| raw.name == "example").unwrap();
    let start = raw.text.find("\n[deal]\n").unwrap() + 1;
    let end = raw.text[start..].find("\n[").map_or(raw.text.len(), |end| start + end);
    raw.text.replace_range(start..end, "");
    let case = raw.case();
    assert!(case.deal.basis.is_empty());
    lawful(&ask(&case, cases::FEW));
}

#[test]
fn the_laws_hold_for_the_cases_that_ship() {
    for raw in all() {
        lawful(&ask(&raw.case(), cases::FEW));
    }
}

#[test]
fn a_case_with_nothing_in_it_is_answered() {
    let raw = Raw { name: "empty".to_owned(), text: "[case]\ntitle = \"x\"\n".to_owned(), files: Files::new() };
    let case = raw.case();
    lawful(&ask(&case, Settings { seed: 1, draws: 1 }));
    let bench = kadesh::ask::Bench::new(&case, cases::FEW);
    let findings: Vec<_> = brief::questions(&case).into_iter().map(|question| question.ask(&bench)).collect();
    let page = brief::page(&bench, &findings);
    assert!(text::render(&page, &case, 80).contains("No answer"));
    assert!(html::render(&page, &case).starts_with("<!doctype html>"));
}
