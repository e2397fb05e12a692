//! What is on record: sources, statements, rooms, knowledge, acts, agreements.

use super::words::{grounded, options, parties, party, quote, rests_on, when, word, word_or_blank, yes};
use crate::coding::variable::kind_word;
use crate::coding::{Field, Part, Thing};
use crate::model::{Act, Agreement, Audience, Basis, Case, Choice, Ground, Knows, Norm, Room, Source, Statement};
use crate::record::voices_ref;

/// The record, as far as it is there at the case's date.
pub(super) fn things(case: &Case) -> Vec<Thing> {
    let statements = case.statements_on_record().map(|id| statement(case, case.statement(id)));
    let rooms = case.rooms.iter().filter(|room| case.on_record(room.opened.as_ref())).map(|one| room(case, one));
    let knowledge = case.knowledge.iter().filter(|one| case.on_record(case.statement(one.according_to).at.as_ref()));
    let acts = case.acts.iter().filter(|act| case.on_record(act.at.as_ref()) && case.is_grounded(&act.basis));
    let agreements = case.agreements.iter();
    let agreements = agreements.filter(|one| case.on_record(one.signed.as_ref()) && case.is_grounded(&one.basis));
    let mut all: Vec<Thing> = case.sources.iter().map(|one| source(case, one)).collect();
    all.extend(statements);
    all.extend(rooms);
    all.extend(knowledge.map(|one| knows(case, one)));
    all.extend(case.norms.iter().map(|one| norm(case, one)));
    all.extend(acts.map(|one| act(case, one)));
    all.extend(agreements.map(|one| agreement(case, one)));
    all
}

fn thing(path: String, noun: String, fields: Vec<Field>, rests_on: Field) -> Thing {
    Thing { part: Part::Evidence, path, noun, fields, rests_on }
}

fn source(case: &Case, source: &Source) -> Thing {
    let challenged: Vec<_> = source.challenges.iter().map(|challenge| challenge.by).collect();
    let notes: Vec<String> =
        source.corrections.iter().map(|one| format!("{} for {}", one.held, quote(&one.says))).collect();
    let fields = vec![
        Field::new("title", "the title", &source.title),
        // What the text says is the statements' business; that it is another text is told by its hash.
        Field::new("text", "the text", if source.text.is_empty() { "" } else { "kept" })
            .marked(source.sha256.clone().unwrap_or_else(|| source.text.clone())),
        Field::new("published", "the date", when(source.published.as_ref())),
        Field::new("reliability", "the grade", &source.reliability),
        parties(case, "challenged", "the list of those who dispute it", &challenged),
        Field::new("note", "the correction", notes.join("; ")),
    ];
    thing(format!("source.{}", source.id), format!("the source “{}”", source.title), fields, grounded(""))
}

fn statement(case: &Case, statement: &Statement) -> Thing {
    let by = voices_ref(case, statement);
    let room = statement.room.map(|id| case.room(id));
    let mut fields = vec![
        Field::new("by", "the speaker", by.name).marked(by.id),
        parties(case, "for", "the party spoken for", &statement.parties().collect::<Vec<_>>()),
        Field::new("kind", "the form", kind_word(statement.kind)),
        Field::new("room", "the room", room.map(|room| room.name.clone()).unwrap_or_default())
            .marked(room.map(|room| room.id.clone()).unwrap_or_default()),
        Field::new("at", "the date", when(statement.at.as_ref())),
    ];
    fields.extend(statement.takes.iter().map(|(issue, taken)| {
        let id = &case.issue(*issue).id;
        options(case, (format!("takes.{id}"), format!("the line on {id}")), *issue, taken.iter())
    }));
    fields.extend([
        Field::new("hedge", "the reserve", word_or_blank(statement.hedge)),
        Field::new("modality", "the firmness", word_or_blank(statement.modality)),
        Field::new("audience", "the audience", if statement.audience == Audience::Public { "" } else { "private" }),
        Field::new("division", "the word on division", word_or_blank(statement.division)),
    ]);
    fields.extend(statement.trend.iter().map(|(issue, trend)| {
        let id = &case.issue(*issue).id;
        Field::new(format!("trend.{id}"), format!("the trend on {id}"), word(trend))
    }));
    fields.push(Field::new("exact", "the excerpt", quote(&statement.excerpt.exact)).marked(&statement.excerpt.exact));
    let noun = format!("{} ({})", quote(&statement.excerpt.exact), case.voice_names(statement));
    let source = grounded(format!("“{}”", case.source(statement.source).title));
    thing(format!("statement.{}", statement.id), noun, fields, source)
}

fn room(case: &Case, room: &Room) -> Thing {
    let fields = vec![
        Field::new("name", "the name", &room.name),
        parties(case, "seats", "the list of those at the table", &room.seats),
        parties(case, "informed", "the list of those informed", &room.informed),
        parties(case, "about", "the list of those talked about", &room.about),
        Field::new("public", "whether it is known in public", if room.public { "yes" } else { "no" }),
        Field::new("opened", "the opening", when(room.opened.as_ref())),
        Field::new("closed", "the close", when(room.closed.as_ref())),
        Field::new("talks", "whether the deal is made there", yes(room.talks)),
    ];
    thing(format!("room.{}", room.id), format!("the room “{}”", room.name), fields, rests_on(case, &room.basis))
}

fn knows(case: &Case, claim: &Knows) -> Thing {
    let mut ids: Vec<&str> = claim.who.iter().map(|id| case.party(*id).id.as_str()).collect();
    ids.extend(claim.in_room.map(|id| case.room(id).id.as_str()));
    let mut who: Vec<String> = claim.who.iter().map(|id| case.party(*id).in_a_sentence().to_owned()).collect();
    who.extend(claim.in_room.map(|id| format!("those in {}", case.room(id).name)));
    let fields = vec![
        Field::new("knew", "the claim", if claim.knew { "knew" } else { "did not know" }),
        Field::new("since", "the date", when(claim.since.as_ref())),
        Field::new("hedge", "the reserve", word_or_blank(claim.hedge)),
    ];
    let told = &case.statement(claim.according_to).id;
    let noun = format!("what {} knew of “{}”", who.join(", "), claim.topic);
    let rests_on = rests_on(case, &Basis::of(Ground::Statement(claim.according_to)));
    thing(format!("knows.{}.{}.{told}", ids.join("+"), claim.topic), noun, fields, rests_on)
}

fn norm(case: &Case, norm: &Norm) -> Thing {
    let issues: Vec<&str> = norm.issues.iter().map(|id| case.issue(*id).id.as_str()).collect();
    let fields = vec![
        Field::new("text", "the duty", &norm.text),
        parties(case, "holders", "the list of those it is owed to", &norm.holders),
        Field::new("issues", "the list of its issues", issues.join(", ")),
        Field::new("basis", "its ground", word(norm.norm_basis)),
        Field::new("cite", "the place", norm.cite.clone().unwrap_or_default()),
    ];
    let noun = format!("the duty `{}`", norm.id);
    Thing { part: Part::Rules, ..thing(format!("norm.{}", norm.id), noun, fields, rests_on(case, &norm.basis)) }
}

fn act(case: &Case, act: &Act) -> Thing {
    let given: Vec<String> =
        act.package.iter().map(|(issue, option)| case.choice_text(Choice { issue: *issue, option: *option })).collect();
    let skips: Vec<&str> = act.skips.iter().map(|id| case.norm(*id).id.as_str()).collect();
    let framings: Vec<&str> = act.framings.iter().map(|framing| framing.name.as_str()).collect();
    let fields = vec![
        Field::new("kind", "the kind", word(act.kind)),
        party(case, "by", "the author", Some(act.by)),
        party(case, "on_behalf_of", "the party it is done for", act.on_behalf_of),
        Field::new("mandate", "the mandate", word(act.mandate)),
        parties(case, "to", "the list of those it is towards", &act.to),
        Field::new("package", "the package", given.join(", ")),
        Field::new("linked", "whether it is all or nothing", yes(act.linked)),
        Field::new("in_return", "the return", act.in_return.join(", ")),
        Field::new("goal", "the aim", act.goal.clone().unwrap_or_default()),
        Field::new("at", "the date", when(act.at.as_ref())),
        Field::new("on_condition", "the condition", act.on_condition.clone().unwrap_or_default()),
        Field::new("modality", "the firmness", word_or_blank(act.modality)),
        Field::new("moves", "the lever it moves", act.moves.map(|id| case.lever(id).name.clone()).unwrap_or_default()),
        Field::new("skips", "the list of duties passed over", skips.join(", ")),
        Field::new("framings", "the list of its descriptions", framings.join("; ")),
    ];
    thing(format!("act.{}", act.id), format!("the act “{}”", act.name), fields, rests_on(case, &act.basis))
}

fn agreement(case: &Case, agreement: &Agreement) -> Thing {
    let mut fields = vec![
        Field::new("name", "the name", &agreement.name),
        Field::new("signed", "the signature", when(agreement.signed.as_ref())),
        Field::new("candidate", "whether it is under discussion", yes(agreement.candidate)),
        Field::new("outcome", "the outcome", agreement.outcome.clone().unwrap_or_default()),
    ];
    fields.extend(agreement.features.iter().map(|(name, feature)| {
        let told = [&feature.provides, &feature.class].into_iter().flatten().cloned().collect::<Vec<_>>();
        Field::new(format!("feature.{name}"), format!("its {name}"), told.join(", "))
    }));
    let rests_on = rests_on(case, &agreement.basis);
    thing(format!("agreement.{}", agreement.id), format!("the agreement “{}”", agreement.name), fields, rests_on)
}
