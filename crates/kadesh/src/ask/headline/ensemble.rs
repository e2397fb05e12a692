//! Headlines of answers over draws: who prefers how many packages to no deal, and what moves that.

use super::{Claim, Said};
use crate::ask::words::{capital, counted, draws, enough, listed, spelt, spoken};
use crate::ensemble::hypotheses::Headline as Verdict;
use crate::ensemble::{
    Curve, Curves, Dependence, DependenceRow, Flip, GroupDeals, LeverTips, Numbers, Outcome, PackageRow,
    PartyAcceptance, Predicate, Rank, SeatRow, Shape, SideBySide, Swings, Tip,
};
use crate::model::{Basis, Case, Choice, DealRule, Ref, Spread};
use crate::num::{grouped, round, written};

/// With more parties than this only the ends of their shares are told.
const MOST_TOLD: usize = 5;

/// Of 1,620 packages, A prefers 55 % to no deal, B 41 %.
pub fn acceptance(case: &Case, answer: &Outcome) -> Said {
    let mut said = Said::default();
    let reachable = answer.numbers.robust + answer.numbers.possible + answer.numbers.never;
    let (asked, refusing): (Vec<&PartyAcceptance>, Vec<&PartyAcceptance>) =
        answer.parties.iter().partition(|party| !party.refuses);
    if reachable == 0 || asked.is_empty() {
        return said;
    }
    let share = |party: &PartyAcceptance| party.share.map_or_else(String::new, Spread::median_percent);
    let name = |party: &PartyAcceptance| case.spoken(&party.party).to_owned();
    let told = if asked.len() <= MOST_TOLD {
        let parts: Vec<String> = asked
            .iter()
            .enumerate()
            .map(|(place, party)| match place {
                0 => format!("{} prefers {} to no deal", name(party), share(party)),
                _ => format!("{} {}", name(party), share(party)),
            })
            .collect();
        listed(&parts)
    } else {
        ends(case, &asked)
    };
    let signing = match asked.iter().filter(|party| party.signs).count() {
        _ if !answer.groups.is_empty() => match enough(case) {
            Some(enough) => format!("; a deal needs {enough}"),
            None => String::new(),
        },
        all if all == asked.len() => "; each of them must sign".to_owned(),
        _ => {
            let signing: Vec<String> = asked.iter().filter(|party| party.signs).map(|party| name(party)).collect();
            format!("; those who must sign are {}", listed(&signing))
        }
    };
    let mut text = format!("Of {} packages that the rules leave open, {told}{signing}.", grouped(reachable));
    if !refusing.is_empty() {
        let names: Vec<String> = refusing.iter().map(|party| name(party)).collect();
        let verb = if names.len() == 1 { "rejects" } else { "reject" };
        text.push_str(&format!(" {} {verb} all of them without a seat.", capital(&listed(&names))));
    }
    let claims = answer.parties.iter().map(|party| Claim::Acceptance(party.party.id.clone())).collect();
    said.headline(claims, text, &answer.basis);
    said
}

/// Only the smallest and the greatest share, and whose they are.
fn ends(case: &Case, asked: &[&PartyAcceptance]) -> String {
    let median = |party: &PartyAcceptance| party.share.map_or(0.0, |share| share.middle);
    let told = |wanted: f64| {
        let own: Vec<&&PartyAcceptance> = asked.iter().filter(|party| median(party) == wanted).collect();
        let names: Vec<String> = own.iter().map(|party| case.spoken(&party.party).to_owned()).collect();
        let share = own.first().and_then(|party| party.share).map_or_else(String::new, Spread::median_percent);
        format!("{share} ({})", if names.len() > 2 { format!("{} parties", names.len()) } else { listed(&names) })
    };
    let least = asked.iter().map(|party| median(party)).fold(f64::INFINITY, f64::min);
    let most = asked.iter().map(|party| median(party)).fold(0.0, f64::max);
    format!("the {} parties prefer between {} and {} to no deal", asked.len(), told(least), told(most))
}

/// In how many draws some package is better than no deal for all who must sign, and which one is most often.
pub fn outcomes(case: &Case, answer: &Outcome) -> Said {
    let mut said = Said::default();
    let Numbers { draws: of, no_deal, no_deal_if_shut, robust, .. } = answer.numbers;
    let with_deal = of - no_deal;
    let mut text = match with_deal {
        0 => {
            format!("No package is better than no deal for {} in any of {}", case.whom(), counted(of, "draw", "draws"))
        }
        some => format!("{SOME_PACKAGE} for {} in {}", case.whom(), draws(some, of)),
    };
    match (with_deal, robust) {
        (0, _) => {}
        (_, 0) => match answer.listed.first() {
            Some(best) => text.push_str(&format!("; none is in more than {} of them", grouped(best.draws))),
            None => text.push_str("; none is in every draw"),
        },
        (_, some) => text.push_str(&format!("; {} in every draw", counted(some, "package is", "packages are"))),
    }
    text.push('.');
    if no_deal_if_shut > no_deal {
        text.push_str(&format!(
            " Without the options of which it is not known whether they can be had, {} such draws are left.",
            grouped(of - no_deal_if_shut)
        ));
    }
    said.headline(vec![Claim::SomeDeal], text, &answer.basis);
    if !answer.groups.is_empty() {
        group_deals(case, answer, &mut said);
    } else if let Some(best) = answer.listed.first() {
        let choices = case.issue_ids().zip(&best.package);
        let words: Vec<String> =
            choices.map(|(issue, option)| case.option_words(Choice { issue, option: *option })).collect();
        // A draw or two more for one package than for another says nothing.
        let close = answer.listed.iter().skip(1).filter(|row| (best.draws - row.draws) * 100 <= best.draws).count();
        let others = match close {
            0 => String::new(),
            1 => " Another package is better than no deal in about as many.".to_owned(),
            some => format!(" {} more are in about as many.", capital(&spelt(some))),
        };
        let text = format!(
            "The package that is better than no deal for {} in the most draws ({}): {}.{others}",
            case.whom(),
            grouped(best.draws),
            listed(&words)
        );
        said.headline(vec![Claim::Question("outcomes")], text, &answer.basis);
    }
    said
}

/// Which of the groups that are enough has a deal in the most draws, on what, and what the parties that it leaves out make of it.
/// Of several that stand level none is told before the others.
fn group_deals(case: &Case, answer: &Outcome, said: &mut Said) {
    let most = answer.groups.iter().map(|group| group.draws).max().unwrap_or(0);
    let first: Vec<&GroupDeals> = answer.groups.iter().filter(|group| group.draws == most && most > 0).collect();
    let text = match first.as_slice() {
        [] => return,
        [only] => match &only.often {
            Some(often) => one_group(case, answer, only, often),
            None => return,
        },
        some if some.len() <= MOST_TOLD => {
            let names: Vec<String> = some.iter().map(|group| spoken(case, &group.group)).collect();
            format!(
                "Each of these groups alone can agree in {}, more than any other: {}.",
                draws(most, answer.draws),
                names.join("; ")
            )
        }
        some => format!(
            "Each of {} groups alone can agree in {}, more than any other.",
            spelt(some.len()),
            draws(most, answer.draws)
        ),
    };
    let basis = first.iter().map(|group| &group.basis).collect();
    said.headline(vec![Claim::Group], text, &basis);
}

fn one_group(case: &Case, answer: &Outcome, group: &GroupDeals, often: &PackageRow) -> String {
    let choices = case.issue_ids().zip(&often.package);
    let words: Vec<String> =
        choices.map(|(issue, option)| case.option_words(Choice { issue, option: *option })).collect();
    let worse = group.left_out.iter().filter(|other| other.worse > 0).map(|other| {
        format!("for {} all of them are worse than no deal in {}", case.spoken(&other.party), grouped(other.worse))
    });
    let left_out = match worse.collect::<Vec<_>>().as_slice() {
        [] => String::new(),
        some => format!("; left out, {}", listed(some)),
    };
    format!(
        "{} alone can agree in {}, more than any other group, most often on {} ({}){left_out}.",
        capital(&spoken(case, &group.group)),
        draws(group.draws, answer.draws),
        listed(&words),
        grouped(often.draws)
    )
}

const SOME_PACKAGE: &str = "At least one package is better than no deal";

/// What a seat changes for a party that asks for one.
pub fn seats(case: &Case, answer: &[SeatRow]) -> Said {
    let mut said = Said::default();
    for row in answer {
        let party = case.spoken(&row.party);
        let own = row.party.id == row.needs.id;
        let seat = if own { "a seat".to_owned() } else { format!("a seat for {}", case.spoken(&row.needs)) };
        let packages = row.with.robust + row.with.possible + row.with.never;
        let share = row.party_with.share.map_or_else(|| "none".to_owned(), Spread::median_percent);
        let signs = row.party_with.signs;
        let text = match (row.seated, own, signs) {
            (false, true, false) => format!(
                "{} neither sits at the table nor signs. Without a seat it rejects every package; with one it would prefer \
                 {share} of {} to no deal. With or without a seat, its consent is not needed.",
                capital(party),
                grouped(packages)
            ),
            (false, _, _) => format!(
                "Without {seat} {party} rejects every package; with one it would prefer {share} of {} to no deal.{}",
                grouped(packages),
                if signs { " Its signature is needed, so until then there is no deal." } else { "" }
            ),
            (true, _, _) => format!(
                "Without {seat} {party} would reject every package{}; with one it prefers {share} of {} to no deal.",
                if signs { ", and its signature is needed" } else { "" },
                grouped(packages)
            ),
        };
        if row.seated && signs && row.without.no_deal == row.without.draws {
            let text = format!("falls to none without {seat}: {party} then rejects every package, and must sign.");
            said.turn(Claim::SomeDeal, text, 0.05, &row.basis);
        }
        said.headline(vec![Claim::Seat(format!("{}/{}", row.party.id, row.needs.id))], text, &row.basis);
    }
    said
}

/// The levers that move a party's share the farthest.
pub fn curves(case: &Case, answer: &[Curves]) -> Said {
    let mut said = Said::default();
    let mut swings: Vec<(f64, &Curves, &Curve, Spread, Spread)> = Vec::new();
    for curves in answer {
        for curve in &curves.curves {
            let share = |point: Option<&crate::ensemble::curves::CurvePoint>| point.and_then(|point| point.share);
            if let (Some(first), Some(last)) = (share(curve.points.first()), share(curve.points.last())) {
                swings.push(((first.middle - last.middle).abs(), curves, curve, first, last));
            }
        }
    }
    // Levers of no effect that can be seen in whole hundredths are left out.
    swings.retain(|(width, ..)| round(width * 100.0) >= 1.0);
    swings.sort_by(|one, other| other.0.total_cmp(&one.0));
    for (_, curves, curve, first, last) in swings {
        let holder = curves.held_by.as_ref().filter(|party| !curves.lever.name.contains(&party.name));
        let holder = holder.map_or_else(String::new, |party| format!(" (held by {})", case.spoken(party)));
        // Where not all must sign, others may go on without it.
        let refuses = if case.deal.rule == DealRule::All { " What it does not prefer, it can refuse." } else { "" };
        let text = format!(
            "With {}{holder} at its least, {} prefers {} of the packages to no deal; with it at its greatest, {}.{refuses}",
            curves.lever.name,
            case.spoken(&curve.party),
            first.median_percent(),
            last.median_percent()
        );
        let claims = vec![Claim::Lever(curves.lever.id.clone(), curve.party.id.clone())];
        said.headline(claims, text, &curve.basis.clone().and(&curves.basis));
    }
    said
}

/// How far one lever stands in for another that it needs.
pub fn dependences(case: &Case, answer: &[Dependence]) -> Said {
    let mut said = Said::default();
    for pair in answer {
        let gain = |row: &DependenceRow| match (row.none.share, row.alone.share) {
            (Some(none), Some(alone)) => (none.middle - alone.middle).abs(),
            _ => 0.0,
        };
        let most = pair.rows.iter().map(gain).fold(0.0, f64::max);
        let moved: Vec<&DependenceRow> = pair.rows.iter().filter(|row| most > 0.0 && gain(row) == most).collect();
        for row in moved {
            let (Some(full), Some(none), Some(alone)) = (row.full.share, row.none.share, row.alone.share) else {
                continue;
            };
            let text = format!(
                "{} stands in for {} only in part, for without that it is taken to lose {} of its effect. {} prefers {} of the \
                 packages to no deal with all of {}; {} with none of it; and {} with none of it and all of {}.",
                capital(&pair.lever.name),
                pair.needs.name,
                percent_of(pair.lost),
                capital(case.spoken(&row.party)),
                full.median_percent(),
                pair.needs.name,
                none.median_percent(),
                alone.median_percent(),
                pair.lever.name
            );
            let claim = Claim::StandsIn(pair.lever.id.clone(), row.party.id.clone());
            said.headline(vec![claim], text, &row.basis.clone().and(&pair.basis));
        }
    }
    said
}

fn percent_of(share: crate::model::Quantity) -> String {
    let whole = |share: f64| grouped(round(share * 100.0));
    let (low, high) = (share.low(), share.high());
    if low == high { format!("{} %", whole(low)) } else { format!("{}–{} %", whole(low), whole(high)) }
}

/// How many single moves change the set of outcomes, and the one that changes the draws with a deal most.
pub fn shape(answer: &Shape) -> Said {
    let mut said = Said::default();
    let moving: Vec<_> = answer.moves.iter().filter(|entry| entry.changes).collect();
    let change = |numbers: &Numbers| answer.before.no_deal.abs_diff(numbers.no_deal);
    let most = moving.iter().map(|entry| change(&entry.after)).max().unwrap_or(0);
    let farthest: Vec<_> = moving.iter().filter(|entry| most > 0 && change(&entry.after) == most).collect();
    let of = answer.before.draws;
    let text = match farthest.as_slice() {
        [] => format!(
            "{} of {} single moves change what could be agreed; none changes in how many draws there is a deal.",
            capital(&spelt(moving.len())),
            spelt(answer.moves.len())
        ),
        [only] => format!(
            "Of {} single moves, the one that changes most is {}: a deal in {} instead of {}.",
            spelt(answer.moves.len()),
            only.what,
            draws(of - only.after.no_deal, of),
            grouped(of - answer.before.no_deal)
        ),
        tied => format!(
            "{} of {} single moves change most in how many draws there is a deal, one as far as the other: by {}.",
            capital(&spelt(tied.len())),
            spelt(answer.moves.len()),
            grouped(most)
        ),
    };
    said.headline(vec![Claim::Question("shape")], text, &answer.basis);
    said
}

/// What rejecting an assumption flips.
pub fn assumptions(case: &Case, answer: &[Rank]) -> Said {
    let mut said = Said::default();
    for rank in answer {
        let without = format!("without the assumption that {}", rank.text.trim_end_matches('.'));
        for flip in &rank.flips {
            let (claim, then) = flipped(case, flip, &rank.after);
            said.turn(claim, format!("{then} {without}."), 0.0, &rank.basis);
        }
        let (before, after) = (rank.before.no_deal, rank.after.no_deal);
        let of = rank.before.draws;
        // A twentieth of the draws is what a reader would notice.
        if rank.flips.is_empty() && before.abs_diff(after) * 20 >= of {
            let text =
                format!("goes from {} to {} draws with a deal {without}.", grouped(of - before), grouped(of - after));
            said.turn(Claim::SomeDeal, text, 1.0 - ratio(before.abs_diff(after), of), &rank.basis);
        }
    }
    if let Some(first) = answer.first() {
        let flipping = answer.iter().filter(|rank| !rank.flips.is_empty()).count();
        let text = format!(
            "Of {} that the case says how to reject, {} would flip a result over the draws if rejected alone.",
            counted(answer.len(), "assumption", "assumptions"),
            spelt(flipping)
        );
        let basis: Basis = answer.iter().map(|rank| &rank.basis).collect();
        said.headline(vec![Claim::Question("assumptions")], text, &basis.and(&first.basis));
    }
    said
}

fn flipped(case: &Case, flip: &Flip, after: &Numbers) -> (Claim, String) {
    match &flip.headline {
        Verdict::TakesHalf(party) => {
            let share = after.acceptance.iter().find(|row| row.party.id == party.id).and_then(|row| row.middle);
            let share = share.map_or_else(|| "none".to_owned(), |share| format!("{} %", round(share * 100.0)));
            let (verb, than) = if flip.to { ("rises", "above") } else { ("falls", "below") };
            let text = format!("{verb} {than} one half for {}, to {share},", case.spoken(party));
            (Claim::Acceptance(party.id.clone()), text)
        }
        Verdict::MostlyNoDeal => {
            let text = match flip.to {
                true => format!("falls below one half, to {},", draws(after.draws - after.no_deal, after.draws)),
                false => format!("rises above one half, to {},", draws(after.draws - after.no_deal, after.draws)),
            };
            (Claim::SomeDeal, text)
        }
        Verdict::SomeRobust => {
            let text = match flip.to {
                true => format!("has a package that is better than no deal for {} in every draw", case.whom()),
                false => {
                    format!("has no package any more that is better than no deal for {} in every draw", case.whom())
                }
            };
            (Claim::SomeDeal, text)
        }
    }
}

/// What each rival lens makes of the draws with a deal.
pub fn hypotheses(answer: &SideBySide) -> Said {
    let mut said = Said::default();
    let Some((now, rivals)) = answer.sides.split_first().filter(|(_, rivals)| !rivals.is_empty()) else { return said };
    let deals = |numbers: &Numbers| numbers.draws - numbers.no_deal;
    let told: Vec<String> = rivals
        .iter()
        .map(|side| {
            let (before, after) = (deals(&now.numbers), deals(&side.numbers));
            let verb = match after.cmp(&before) {
                std::cmp::Ordering::Less => "falls to",
                std::cmp::Ordering::Equal => "stays at",
                std::cmp::Ordering::Greater => "rises to",
            };
            format!("{verb} {} draws if all that “{}” assumes holds", grouped(after), side.name)
        })
        .collect();
    let widest = rivals.iter().map(|side| deals(&side.numbers).abs_diff(deals(&now.numbers))).max().unwrap_or(0);
    let text = format!("{}, from {} as it stands.", told.join("; "), grouped(deals(&now.numbers)));
    said.turn(Claim::SomeDeal, text.clone(), 1.0 - ratio(widest, now.numbers.draws), &answer.basis);
    let text = format!("The count of draws with a deal {text}");
    said.headline(vec![Claim::Question("hypotheses")], text, &answer.basis);
    said
}

/// The settings of levers at which an answer turns.
pub fn tipping(case: &Case, answer: &[LeverTips]) -> Said {
    let mut said = Said::default();
    for tips in answer {
        for tip in &tips.answers {
            let Some((setting, _)) = tip.at.first() else { continue };
            let (claim, above, below) = sides(case, tip);
            let text = format!(
                "turns where {} passes {} (of {}–{}): above it {above}, below it {below}.",
                tips.lever.name,
                written(round(setting * 100.0) / 100.0),
                written(tips.range.0),
                written(tips.range.1)
            );
            // From the middle of the range to its ends.
            let middle = (tips.range.0 + tips.range.1) / 2.0;
            let half = (tips.range.1 - tips.range.0) / 2.0;
            let reach = if half > 0.0 { (setting - middle).abs() / half } else { 0.0 };
            said.turn(claim, text, 0.1 + 0.9 * reach, &tips.basis.clone().and(&tip.basis));
        }
    }
    let turning = answer.iter().filter(|tips| tips.answers.iter().any(|tip| !tip.at.is_empty())).count();
    if !answer.is_empty() {
        let has = match turning {
            0 => "none has".to_owned(),
            1 => "one has".to_owned(),
            some => format!("{} have", spelt(some)),
        };
        let text = format!(
            "Of {}, {has} a setting within its range at which a result turns, every other input at its central value.",
            counted(answer.len(), "lever", "levers"),
        );
        let basis: Basis = answer.iter().map(|tips| &tips.basis).collect();
        said.headline(vec![Claim::Question("tipping")], text, &basis);
    }
    said
}

/// What a tipping value is about, and what holds above and below it.
fn sides(case: &Case, tip: &Tip) -> (Claim, String, String) {
    let (claim, yes, no) = match (&tip.predicate, &tip.party) {
        (Predicate::TakesHalf(_), Some(party)) => {
            let name = case.spoken(party);
            let yes = format!("{name} prefers at least half of the packages to no deal");
            (Claim::Acceptance(party.id.clone()), yes, "less than half".to_owned())
        }
        (Predicate::TakesHalf(_) | Predicate::SomeDeal, _) => {
            let yes = format!("some package is better than no deal for {}", case.whom());
            (Claim::SomeDeal, yes, "none is".to_owned())
        }
    };
    let no_first = |party: Option<&Ref>| match party {
        Some(party) => format!("{} prefers less than half of the packages to no deal", case.spoken(party)),
        None => format!("no package is better than no deal for {}", case.whom()),
    };
    match tip.yes_at_low {
        // What stands first is said in full.
        true => {
            let yes_last = if tip.party.is_some() { "at least half" } else { "some is" };
            (claim, no_first(tip.party.as_ref()), yes_last.to_owned())
        }
        false => (claim, yes, no),
    }
}

/// The input that moves the number of deals most.
pub fn tornado(case: &Case, answer: &[Swings]) -> Said {
    let mut said = Said::default();
    let Some(deals) = answer.iter().find(|swings| swings.measured == crate::ensemble::Measured::Deals) else {
        return said;
    };
    let most = deals.swings.first().map_or(0.0, |swing| swing.width);
    let widest: Vec<_> = deals.swings.iter().filter(|swing| most > 0.0 && swing.width == most).collect();
    let text = match widest.as_slice() {
        [] => return said,
        [only] => format!(
            "moves most with the {}: from {} to {} packages that suit {}, every other input at its central value.",
            only.name,
            grouped(only.at_low),
            grouped(only.at_high),
            case.whom()
        ),
        tied => format!("moves most, and equally far, with {} inputs.", spelt(tied.len())),
    };
    if widest.len() == 1 {
        said.turn(Claim::SomeDeal, text.clone(), 1.0, &deals.basis);
    }
    said.headline(vec![Claim::Question("tornado")], format!("What could be agreed {text}"), &deals.basis);
    said
}

fn ratio(part: usize, whole: usize) -> f64 {
    crate::num::share(part, whole).unwrap_or(0.0)
}
