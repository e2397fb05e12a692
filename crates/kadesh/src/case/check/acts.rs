//! Acts and their framings, agreements and lessons, the trace.

use std::collections::BTreeSet;

use kadesh_tables::Column;

use super::super::file::ActFile;
use super::super::written::At;
use super::Checker;
use super::names::Names;
use crate::diagnostic::Diagnostic;
use crate::model::{
    Act, Agreement, AgreementId, Feature, Framing, Lesson, LeverId, Mandate, NormId, PartyId, RoomId, StatementId,
    TraceRow,
};

/// The columns of a trace.
pub(in crate::case) const TRACE_COLUMNS: &[Column] = &[
    Column::text("sentence").needed(),
    Column::text("says").needed(),
    Column::text("requirement").needed(),
    Column::text("command").needed(),
    Column::text("open"),
];

impl Checker<'_> {
    pub(super) fn acts(&mut self) {
        let file = self.file;
        for act in &file.act {
            let by = self.one_party(Some(&act.by)).unwrap_or(PartyId(0));
            let on_behalf_of = self.one_party(act.on_behalf.as_ref());
            let path = format!("act.{}", act.id.value);
            let name = act.name.clone().unwrap_or_else(|| act.id.value.clone());
            let basis = self.needed_basis(&act.id, &path, &name, &act.rests_on, act.because.as_ref());
            let package = act
                .package
                .iter()
                .filter_map(|(issue, option)| self.choice(issue, option))
                .map(|c| (c.issue, c.option));
            let package = package.collect();
            self.framings_are_rivals(act);
            let built = Act {
                id: act.id.value.clone(),
                name,
                kind: act.kind,
                by,
                on_behalf_of,
                mandate: act.mandate.unwrap_or(if on_behalf_of.is_some() {
                    Mandate::NoneRecorded
                } else {
                    Mandate::Own
                }),
                to: self.party_list(&act.to),
                package,
                linked: act.linked,
                goal: act.goal.clone(),
                in_return: act.in_return.clone(),
                at: act.at.as_ref().and_then(|text| self.moment(text)),
                room: act.room.as_ref().and_then(|id| self.find(Names::room, id)).map(RoomId),
                on_condition: act.on_condition.clone(),
                modality: act.modality,
                moves: act.moves.as_ref().and_then(|id| self.find(Names::lever, id)).map(LeverId),
                skips: act.skips.0.iter().filter_map(|id| self.find(Names::norm, id)).map(NormId).collect(),
                contested: act.contested,
                framings: Vec::new(),
                basis,
            };
            self.case.acts.push(built);
        }
    }

    /// A contested act carries every side's description; with one alone the case would take that side.
    fn framings_are_rivals(&mut self, act: &ActFile) {
        if act.contested && act.framing.len() < 2 {
            let message = format!("`{}` is contested, and only one side of it is told", act.id.value);
            self.fault_with(
                Diagnostic::fault("one-framing", message)
                    .at(act.id.span(), "needs at least two framings")
                    .hint("add `[[act.framing]]` for each rival description, with its source"),
            );
        }
    }

    pub(super) fn framings(&mut self) {
        let file = self.file;
        for (index, act) in file.act.iter().enumerate() {
            for framing in &act.framing {
                let path = format!("act.{}.framing.{}", act.id.value, framing.name);
                let what = format!("that it was “{}”", framing.name);
                let basis = self.needed_basis(&act.id, &path, &what, &framing.rests_on, framing.because.as_ref());
                let sets = self.changes(&framing.sets);
                self.case.acts[index].framings.push(Framing { name: framing.name.clone(), sets, basis });
            }
        }
    }

    pub(super) fn agreements(&mut self) {
        let file = self.file;
        for (id, agreement) in &file.agreement {
            let path = format!("agreement.{}", id.value);
            let name = agreement.name.clone().unwrap_or_else(|| id.value.clone());
            let basis = self.basis(&path, &name, &agreement.rests_on, agreement.because.as_ref());
            let mut features = std::collections::BTreeMap::new();
            for (key, feature) in &agreement.feature {
                let path = format!("agreement.{}.feature.{}", id.value, key.value);
                let what = format!("{} of {name}", key.value);
                let mut own = self.basis(&path, &what, &feature.rests_on, feature.because.as_ref());
                if own.is_empty() {
                    own = basis.clone();
                }
                if own.is_empty() {
                    self.fault_with(
                        Diagnostic::fault("no-basis", format!("`{path}` rests on nothing"))
                            .at(key.span(), "no statement and no reason")
                            .hint("add `rests_on` or `because` here or to the agreement"),
                    );
                }
                let (provides, class) = (feature.provides.clone(), feature.class.clone());
                features.insert(key.value.clone(), Feature { provides, class, basis: own });
            }
            let signed = agreement.signed.as_ref().and_then(|text| self.date(text));
            self.case.agreements.push(Agreement {
                id: id.value.clone(),
                name,
                signed,
                candidate: agreement.candidate,
                outcome: agreement.outcome.clone(),
                features,
                basis,
            });
        }
    }

    pub(super) fn lessons(&mut self) {
        let file = self.file;
        for lesson in &file.lesson {
            let statement = self.find(Names::statement, &lesson.statement).map(StatementId);
            let agreement = self.find(Names::agreement, &lesson.agreement).map(AgreementId);
            if let (Some(statement), Some(agreement)) = (statement, agreement) {
                if let Some(implies) = &lesson.implies {
                    self.is_feature(implies);
                }
                let implies = lesson.implies.as_ref().map(|name| name.value.clone());
                let lesson = lesson.lesson.clone();
                self.case.lessons.push(Lesson { statement, agreement, lesson, implies });
            }
        }
    }

    /// A lesson is about a feature that some agreement has.
    fn is_feature(&mut self, name: &At<String>) {
        let file = self.file;
        let features = file.agreement.iter().flat_map(|(_, agreement)| agreement.feature.iter());
        let known: BTreeSet<&str> = features.map(|(key, _)| key.value.as_str()).collect();
        if !known.contains(name.value.as_str()) {
            let known: Vec<&str> = known.into_iter().collect();
            self.out.push(super::unknown("a feature of an agreement", name, &known));
        }
    }

    pub(super) fn trace_table(&mut self) {
        let file = self.file;
        let Some(table) = &file.tables.trace else { return };
        for row in self.table_rows(table, TRACE_COLUMNS) {
            let text = |column: &str| row.get(column).map(|cell| cell.value.clone());
            let Some(sentence) = row.need("sentence", &mut self.out).map(|cell| cell.value.clone()) else { continue };
            let open = text("open");
            if text("command").is_none() && open.is_none() {
                row.need("command", &mut self.out);
            }
            self.case.trace.push(TraceRow {
                sentence,
                says: text("says").unwrap_or_default(),
                requirement: text("requirement").unwrap_or_default(),
                command: text("command").unwrap_or_default(),
                open,
            });
        }
    }
}
