//! Web pages: the main text and what stands around it.

use super::{converted, read, refused};

#[test]
fn words_are_not_merged_across_elements() {
    let page = "<!DOCTYPE html><title> Talks\n on the Lune </title><h1>Talks</h1><p>The <b>ri</b>ver<br>is &ldquo;ours&rdquo;&nbsp;&amp; <q>theirs, <q>all</q></q>.<div>One</div><div>Two</div>three<ul><li>a<li>b</ul><dl><dt>Fee<dd>40</dl><pre>  kept\n   as is</pre>end";
    let (text, lost) = read(page.as_bytes());
    assert_eq!(
        text,
        "Talks\n\nThe river\nis “ours”\u{a0}& “theirs, ‘all’”.\n\nOne\n\nTwo\n\nthree\n\na\nb\n\nFee\n40\n\n  kept\n   as is\n\nend"
    );
    assert!(lost.is_empty(), "{lost:?}");
    assert_eq!(converted(page.as_bytes()).title.as_deref(), Some("Talks on the Lune"));
}

#[test]
fn what_stands_around_is_left_out_and_counted() {
    let page = "<html><body><header>Site name</header><nav><a href=/>Home</a></nav><div id=cookie-banner>We use cookies</div><article><header><h1>Talks</h1></header><p>Main words.<img src=map.png alt='Map of the river'><sup>1</sup> <a href='https://lune.example'>there</a></p><p hidden>Unseen</p><p style='display: none'>Nor this</p></article><aside>See also</aside><form><input name=q><button>Search</button></form><script>let x = '<p>no</p>';</script><style>p{}</style><noscript>Turn on scripts</noscript><footer>All rights</footer>";
    let (text, lost) = read(page.as_bytes());
    assert_eq!(text, "Talks\n\nMain words. 1 there");
    assert_eq!(
        lost,
        [
            "3 pieces of hidden text left out (“Unseen”)",
            "5 parts around the main text (navigation, side columns, notices) left out (“Site name”)",
            "1 image left out (“Map of the river”)",
            "1 script or macro left out and not run (“let x = '<p>no</p>';”)",
            "2 form fields and buttons left out (“q”)",
            "1 address of a link left out, the words kept (“https://lune.example”)",
            "1 run of raised or lowered characters set on the line (“1”)"
        ]
    );
}

#[test]
fn the_main_part_is_taken_where_the_page_says_which() {
    let page = "<body><div class=menu>Home News Contact</div><main><h1>Talks</h1><p>Both banks met on the first of March and agreed on the fee.</p></main><div>Read next</div>";
    let (text, lost) = read(page.as_bytes());
    assert_eq!(text, "Talks\n\nBoth banks met on the first of March and agreed on the fee.");
    assert_eq!(
        lost,
        ["2 parts around the main text (navigation, side columns, notices) left out (“Home News Contact”)"]
    );
    // A main part with next to nothing in it is not trusted.
    let page = "<body><main>x</main><p>Both banks met on the first of March and agreed on the fee.";
    assert_eq!(read(page.as_bytes()).0, "x\n\nBoth banks met on the first of March and agreed on the fee.");
}

#[test]
fn tables_of_data_and_of_layout() {
    let data = "<table><tr><th>Year<th>Fee<tr><td>1978<td>40 <b>crowns</b></table>";
    let page =
        format!("<html><p>Fees{data}<table><tr><td><p>One</p><p>Two</p><p>Three</p></td><td>Side</td></tr></table>");
    let (text, lost) = read(page.as_bytes());
    assert_eq!(text, "Fees\n\nYear\tFee\n1978\t40 crowns\n\nOne\n\nTwo\n\nThree\n\nSide");
    assert_eq!(lost, ["1 table kept as lines of cells, without layout (“Year Fee 1978 40 crowns”)"]);
}

#[test]
fn the_encoding_is_that_of_the_page() {
    let page = b"<html><meta charset=\"windows-1251\"><p>\xd2\xee\xf7\xea\xe0";
    assert_eq!((read(page).0.as_str(), converted(page).encoding), ("Точка", Some("Windows-1251")));
    let page = b"<html><meta http-equiv=content-type content='text/html; charset=iso-8859-2'><p>\xb3";
    assert_eq!(read(page).0, "ł");
    let marked = [b"\xef\xbb\xbf<html><meta charset=latin1><p>", "Fluß".as_bytes()].concat();
    assert_eq!(read(&marked).0, "Fluß");
    let xhtml = b"<?xml version='1.0' encoding='iso-8859-1'?><html xmlns='http://www.w3.org/1999/xhtml'><body><p>caf\xe9</p></body></html>";
    assert_eq!(read(xhtml).0, "café");
    // A wrong statement is passed over where the bytes speak for themselves.
    let wrong = b"<html><meta charset=utf-8><p>Stra\xdfe und Fl\xfcsse in der N\xe4he";
    assert_eq!(read(wrong).0, "Straße und Flüsse in der Nähe");
}

#[test]
fn a_page_without_words_is_refused() {
    let refusal = refused(b"<!doctype html><body><div id=app></div><script src=app.js></script>");
    assert_eq!(refusal.message(), "there are no words in it: this is a web page (.html) without text");
}
