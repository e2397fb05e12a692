//! The case that `kadesh new` writes is free of faults and warnings.

use kadesh::case;

#[test]
fn the_new_case_passes_check() {
    let text = case::EXAMPLE[0].1;
    let files = case::EXAMPLE[1..].iter().map(|(name, text)| (name.to_string(), text.as_bytes().to_vec())).collect();
    let checked = case::read(text).check(&files);
    assert!(checked.case.is_some(), "{:#?}", checked.diagnostics);
}
