//! Krippendorff's alpha against its definition, written out slowly, and against the examples of its author.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use kadesh::coding::alpha::{Metric, Unit, alpha};
use proptest::prelude::*;

const METRICS: [(Metric, &str); 4] = [
    (Metric::Nominal, "nominal"),
    (Metric::Ordinal, "ordinal"),
    (Metric::Interval, "interval"),
    (Metric::Ratio, "ratio"),
];

/// From the definition: the mean difference within units, each pair weighed by one over the unit's other values, beside the
/// mean difference of any two values whatever.
fn slow(units: &[Unit], metric: Metric) -> Option<f64> {
    let kept: Vec<Vec<f64>> = units
        .iter()
        .map(|unit| unit.iter().flatten().copied().collect::<Vec<f64>>())
        .filter(|unit| unit.len() > 1)
        .collect();
    let all: Vec<f64> = kept.iter().flatten().copied().collect();
    let n = all.len() as f64;
    let mut observed = 0.0;
    for unit in &kept {
        for (at, one) in unit.iter().enumerate() {
            for (other_at, other) in unit.iter().enumerate() {
                if at != other_at {
                    observed += squared(*one, *other, metric, &all) / (unit.len() as f64 - 1.0);
                }
            }
        }
    }
    let mut expected = 0.0;
    for (at, one) in all.iter().enumerate() {
        for (other_at, other) in all.iter().enumerate() {
            if at != other_at {
                expected += squared(*one, *other, metric, &all);
            }
        }
    }
    let (observed, expected) = (observed / n, expected / (n * (n - 1.0)));
    (expected > 0.0).then(|| 1.0 - observed / expected)
}

fn squared(one: f64, other: f64, metric: Metric, all: &[f64]) -> f64 {
    if one == other {
        return 0.0;
    }
    let (low, high) = (one.min(other), one.max(other));
    match metric {
        Metric::Nominal => 1.0,
        Metric::Ordinal => {
            let count = |wanted: &dyn Fn(f64) -> bool| all.iter().filter(|value| wanted(**value)).count() as f64;
            let between = count(&|value| value > low && value < high);
            let ends = (count(&|value| value == low) + count(&|value| value == high)) / 2.0;
            (between + ends) * (between + ends)
        }
        Metric::Interval => (one - other) * (one - other),
        Metric::Ratio => (one - other) * (one - other) / ((one + other) * (one + other)),
    }
}

fn units() -> impl Strategy<Value = Vec<Unit>> {
    let value = prop_oneof![1 => Just(None), 4 => (0u8..5).prop_map(|value| Some(f64::from(value)))];
    (2usize..5).prop_flat_map(move |coders| prop::collection::vec(prop::collection::vec(value.clone(), coders), 0..14))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) })]

    #[test]
    fn the_matrix_gives_what_the_definition_gives(units in units()) {
        for (metric, name) in METRICS {
            match (alpha(&units, metric, 1, "oracle"), slow(&units, metric)) {
                (Ok(found), Some(wanted)) => {
                    prop_assert!((found.alpha - wanted).abs() < 1e-9, "{name}: {} {wanted}", found.alpha);
                    prop_assert!(found.alpha <= 1.0 + 1e-12);
                    if let Some((low, high)) = found.interval {
                        prop_assert!(low <= high && high <= 1.0 + 1e-12 && low.is_finite());
                    }
                }
                (Err(_), None) => {}
                (found, wanted) => prop_assert!(false, "{name}: {found:?} {wanted:?}"),
            }
        }
    }

    #[test]
    fn the_order_of_coders_and_of_units_does_not_matter(units in units(), turn in 0usize..9) {
        let mut turned: Vec<Unit> = units.iter().map(|unit| unit.iter().rev().copied().collect()).collect();
        let length = turned.len().max(1);
        turned.rotate_left(turn % length);
        for (metric, name) in METRICS {
            let of = |units: &[Unit]| alpha(units, metric, 1, "oracle").ok().map(|found| found.alpha);
            match (of(&units), of(&turned)) {
                (Some(one), Some(other)) => prop_assert!((one - other).abs() < 1e-9, "{name}"),
                (one, other) => prop_assert_eq!(one, other),
            }
        }
    }
}

/// The `name = value` lines that begin with the example's name.
fn lines(example: &str) -> Vec<(String, String)> {
    let page = include_str!("golden/coding/krippendorff2011.md").split("```").nth(1).unwrap();
    let own = page.lines().filter_map(|line| line.strip_prefix(example)?.split_once(" = "));
    own.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect()
}

/// A number as it is, a letter by its place in the alphabet, a stop as missing.
fn value(word: &str) -> Option<f64> {
    let letter = |word: &str| word.bytes().next().map(|byte| f64::from(byte - b'a'));
    if word == "." { None } else { word.parse().ok().or_else(|| letter(word)) }
}

#[test]
fn the_examples_of_its_author_come_out() {
    let mut met = 0;
    for example in ["binary", "two", "four"] {
        let lines = lines(example);
        let observers: Vec<Vec<Option<f64>>> = lines
            .iter()
            .filter(|(name, _)| name.len() == 1)
            .map(|(_, values)| values.split(' ').map(value).collect())
            .collect();
        let units: Vec<Unit> =
            (0..observers[0].len()).map(|unit| observers.iter().map(|values| values[unit]).collect()).collect();
        let wanted =
            |name: &str| lines.iter().find(|(known, _)| known == name).map(|(_, value)| value.parse::<f64>().unwrap());
        for (metric, name) in METRICS {
            let Some(wanted) = wanted(name) else { continue };
            let found = alpha(&units, metric, 1, "golden").unwrap();
            assert!((found.alpha - wanted).abs() < 0.0005, "{example} {name}: {} {wanted}", found.alpha);
            met += 1;
        }
        let found = alpha(&units, Metric::Nominal, 1, "golden").unwrap();
        assert_eq!(Some(found.units as f64), wanted("units"), "{example}");
    }
    assert_eq!(met, 6);
}
