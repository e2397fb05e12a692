use super::*;

fn pieces(text: &str) -> Vec<String> {
    let join = |quote: Quote| quote.spans.iter().map(|s| text[s.clone()].to_owned()).collect::<Vec<_>>().join("|");
    quotes(text).into_iter().map(join).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(pieces(text), expected, "in {text:?}");
}

#[test]
fn mixed_glyphs_pair_by_context() {
    check("“You start with concurring positions,\" he added.", &["“You start with concurring positions,\""]);
    check("his once insistent \"no talks about A without A” to a softer", &["\"no talks about A without A”"]);
    check("had made “concessions.\" Ela said a “dirty\" one", &["“concessions.\"", "“dirty\""]);
    check("\"One,\" he said. \"Two.\"", &["\"One,\"", "\"Two.\""]);
}

#[test]
fn marks_of_ten_languages() {
    check("Er sagte: „Nein danke“, und ging.", &["„Nein danke“"]);
    check("Sie sagte: »Nein danke«, und ging.", &["»Nein danke«"]);
    check("Elle a dit : « Non merci », puis", &["« Non merci »"]);
    check("Powiedział: „Nie”, i", &["„Nie”"]);
    check("Hän sanoi: ”Ei kiitos”, ja", &["”Ei kiitos”"]);
    check("他说：“不行。”然后走了", &["“不行。”"]);
    check("彼は「いいえ」と言った『本』", &["「いいえ」", "『本』"]);
    check("《人民》报", &["《人民》"]);
    check("Dijo: «No, gracias».", &["«No, gracias»"]);
    check("Он сказал: «Нет „да“ нет».", &["«Нет „да“ нет»", "„да“"]);
    check("Ha detto ‹no› e basta", &["‹no›"]);
    check("קצין צה\"ל אמר \"לא\" היום", &["\"לא\""]);
}

#[test]
fn a_quotation_goes_on_over_paragraphs() {
    let text = "“One and one.\n“Two and two.\n“Three,” she said.\nEnd of “it.”";
    check(text, &["“One and one.|“Two and two.|“Three,”", "“it.”"]);
    check("\"One.\n\n\"Two.\"\n\n\"Three,\" he said.", &["\"One.|\"Two.\"", "\"Three,\""]);
}

#[test]
fn a_mark_without_a_partner_is_nothing() {
    check("He said “this and that.\nShe said “no” to it.", &["“no”"]);
    check("this and that” he said. “No”", &["“No”"]);
    check("\"", &[]);
    check("", &[]);
}

#[test]
fn single_marks_and_apostrophes() {
    check("The ministers' plan wasn't the '90s 'shock plan' of '68.", &["'shock plan'"]);
    check("He said ‘the ministers’ plan is dead’, and left.", &["‘the ministers’ plan is dead’"]);
    check("“He told me ‘go home’ and I went,” she said.", &["“He told me ‘go home’ and I went,”", "‘go home’"]);
    check("rock 'n' roll, get 'em, don't", &[]);
}

#[test]
fn depth_counts_the_quotations_around() {
    let depths: Vec<usize> = quotes("“a ‘b “c” d’ e” “f”").iter().map(|q| q.depth).collect();
    assert_eq!(depths, [0, 1, 2, 0]);
}

#[test]
fn feet_and_inches() {
    check("He is 6'2\" tall and said \"no\" twice.", &["\"no\""]);
    check("\"The 12\" pipe is fine,\" he said.", &["\"The 12\" pipe is fine,\""]);
}

#[test]
fn wrapped_lines_are_one_paragraph() {
    let text = "She said “we will\nnot yield” today and\nwent on.\n\nNext one\nis here.\n";
    check(text, &["“we will\nnot yield”"]);
}

#[test]
fn hostile_texts_take_linear_time() {
    for unit in ["\"", "'", "“a ", "a” ", "\"\n", "'a ", "‘s’ ", "«", "「", "6'2\" ", "\" a"] {
        let text = unit.repeat(1_000_000 / unit.len());
        assert!(quotes(&text).len() <= text.len());
    }
}
