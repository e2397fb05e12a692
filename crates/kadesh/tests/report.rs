//! Pages as text and as HTML: every kind of block, escaping, numbering, links, widths.

mod report_demo;

use std::collections::BTreeSet;

use kadesh::model::*;
use kadesh::report::block::*;
use kadesh::report::grounds::Grounds;
use kadesh::report::{html, text};
use proptest::prelude::*;
use report_demo::{blocks, case, page, page_of};
use unicode_width::UnicodeWidthStr;

fn attribute_values<'a>(html: &'a str, before: &'a str) -> impl Iterator<Item = &'a str> {
    html.split(before).skip(1).filter_map(|rest| rest.split('"').next())
}

#[test]
fn text_at_80() {
    insta::assert_snapshot!(text::render(&page(), &case(), 80));
}

#[test]
fn text_at_120() {
    insta::assert_snapshot!(text::render(&page(), &case(), 120));
}

#[test]
fn text_keeps_its_width() {
    for width in [20, 48, 60, 80, 100, 120, 200] {
        for line in text::render(&page(), &case(), width).lines() {
            let longest = line.split_whitespace().map(UnicodeWidthStr::width).max().unwrap_or(0);
            assert!(line.width() <= width.max(48) || longest + 12 > width, "{width}: {line}");
        }
    }
}

#[test]
fn text_has_no_control_characters() {
    let block = Block::line("a\u{1b}[31mred\nand\ttab", Basis::new());
    let text = text::render(&page_of(vec![block]), &case(), 80);
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()));
    assert!(text.contains("a[31mred and tab"));
}

#[test]
fn the_demo_has_every_kind_of_block_and_both_show_it() {
    let page = page();
    let mut kinds = BTreeSet::new();
    for block in blocks(&page) {
        kinds.insert(match block {
            Block::Line(_) => ("line", "<p class=\"headline\">", "» "),
            Block::Table(_) => ("table", "<caption>Quoted spans by speaker", "Quoted spans by speaker"),
            Block::Grid(_) => ("grid", "<td class=\"full\">", "Q = quoted"),
            Block::Curves(_) => ("curves", "<polyline", "▅"),
            Block::Tornado(_) => ("tornado", "class=\"swing\"", "━"),
            Block::Scale(_) => ("scale", "class=\"track\"", "○"),
            Block::Tree(_) => ("tree", "<ul class=\"tree\">", "└─ "),
            Block::Bars(_) => ("bars", "<svg class=\"parts\"", "Ferries every day"),
            Block::Graph(_) => ("graph", "<svg class=\"graph\"", "◉ 2  rest"),
        });
    }
    assert_eq!(kinds.len(), 9);
    let (html, text) = (html::render(&page, &case()), text::render(&page, &case(), 80));
    for (kind, in_html, in_text) in kinds {
        assert!(html.contains(in_html) && text.contains(in_text), "{kind}");
    }
}

#[test]
fn html_escapes_every_name() {
    let html = html::render(&page(), &case());
    assert!(!html.contains("<script"));
    assert!(!html.contains("<b>now") && !html.contains("<b>or"));
    assert!(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"));
    assert!(html.contains("Ada &quot;Quick&quot; Lund"));
}

#[test]
fn html_asks_for_nothing() {
    let html = html::render(&page(), &case());
    for word in ["http://", "https://", "url(", "@import", "src=", "<link", " style=", "javascript:"] {
        assert!(!html.contains(word), "{word}");
    }
    assert!(html.contains("default-src 'none'"));
}

#[test]
fn html_is_well_formed_and_every_link_has_its_target() {
    let html = html::render(&page(), &case());
    let ids: Vec<&str> = attribute_values(&html, " id=\"").collect();
    let distinct: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), distinct.len(), "ids are unique");
    for target in attribute_values(&html, "href=\"#")
        .chain(attribute_values(&html, "aria-labelledby=\"").flat_map(|ids| ids.split(' ')))
    {
        assert!(distinct.contains(target), "no {target}");
    }
    let mut open: Vec<String> = Vec::new();
    for tag in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        let name: String = tag.chars().take_while(|c| !c.is_whitespace()).collect();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop().as_deref(), Some(name)),
            None if tag.ends_with('/') || ["!doctype", "meta", "br"].contains(&name.as_str()) => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty());
}

#[test]
fn html_has_headings_in_order_and_heads_with_scope() {
    let html = html::render(&page(), &case());
    let levels: Vec<u32> =
        html.split("<h").skip(1).filter_map(|rest| rest.chars().next().and_then(|c| c.to_digit(10))).collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1));
    assert_eq!(html.matches("<th ").count(), html.matches("<th scope=").count());
    assert!(!html.contains("<th>"));
    assert!(html.starts_with("<!doctype html>\n<html lang=\"en\">"));
}

#[test]
fn every_number_cell_is_a_link_to_its_basis() {
    let page = page();
    let html = html::render(&page, &case());
    for cell in html.split("<td class=\"n\">").skip(1) {
        assert!(cell.starts_with("<a href=\"#b"), "{}", &cell[..40]);
    }
    let rows = blocks(&page).into_iter().filter_map(|block| match block {
        Block::Table(table) => Some(&table.rows),
        _ => None,
    });
    let grounds = Grounds::of(&page);
    for row in rows.flatten() {
        for cell in &row.cells {
            if let Cell::Number(text) = cell {
                let number = grounds.number(&row.basis, true).unwrap();
                assert!(html.contains(&format!("<td class=\"n\"><a href=\"#b{number}\">{text}</a></td>")));
            }
        }
    }
}

#[test]
fn a_number_about_what_is_missing_points_at_the_whole_case() {
    let row = Row::new(vec![Cell::text("Bank"), Cell::number(0)], Basis::new());
    let page = page_of(Block::table("", &["Who", "Spans"], vec![row]).into_iter().collect());
    assert!(html::render(&page, &case()).contains("<li id=\"b0\">"));
    let text = text::render(&page, &case(), 80);
    assert!(text.contains("[b0]") && text.contains("\nb0  the case as a whole"));
}

#[test]
fn numbering_runs_in_order_of_first_appearance_and_is_shared() {
    let page = page();
    let (html, text) = (html::render(&page, &case()), text::render(&page, &case(), 80));
    let listed: Vec<&str> = attribute_values(&html, "<li id=\"b").collect();
    let expected: Vec<String> = (0..listed.len()).map(|number| number.to_string()).collect();
    assert_eq!(listed, expected);
    let mut next = 1;
    for mark in text.split("[b").skip(1).filter_map(|rest| rest.split(']').next()) {
        let number: usize = mark.parse().unwrap();
        assert!(number <= next, "b{number} before b{next}");
        next = next.max(number + 1);
    }
    assert_eq!(next, listed.len());
    assert_eq!(Grounds::of(&page), Grounds::of(&page));
}

#[test]
fn the_appendix_quotes_and_gives_reasons_and_links_back() {
    let html = html::render(&page(), &case());
    let appendix = html.split("class=\"appendix\"").nth(1).unwrap();
    for words in [
        "“the dam stays where it is, whatever the price”",
        "Ada &quot;Quick&quot; Lund (Minister of Water), for Northland",
        "Dispatch &amp; Courier (disputed by Republic of the Southern Isles and Territories)",
        "because no source says how much it matters",
        "rule of River Council: at least 2/3 of the members voting for or against in favour, and no opposition from Northland",
        "treaty: River Treaty, Article 4",
        "gate: dam = high only when River Council agrees to dam = high and the works are paid for",
        "norm: those downstream are heard first (for Republic of the Southern Isles and Territories)",
        "agreement: Canal Accord",
        "signed 2019; outcome: broken within two years",
        ">record.voices</a>",
    ] {
        assert!(appendix.contains(words), "{words}");
    }
}

#[test]
fn no_generated_text_advises() {
    let page = page();
    for text in [html::render(&page, &case()), text::render(&page, &case(), 80)] {
        let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).collect();
        for banned in ["should", "probability", "likely", "chance"] {
            assert!(!words.contains(&banned), "{banned}");
        }
    }
}

#[test]
#[ignore = "writes demo.html and demo.txt into the temporary directory, to be looked at"]
fn write_the_demo() {
    let folder = std::env::temp_dir();
    std::fs::write(folder.join("demo.html"), html::render(&page(), &case())).unwrap();
    std::fs::write(folder.join("demo.txt"), text::render(&page(), &case(), 80)).unwrap();
}

fn odd_number() -> impl Strategy<Value = f64> {
    prop_oneof![-2.0..2.0f64, Just(f64::NAN), Just(f64::INFINITY), Just(0.5), Just(-0.0)]
}

fn odd_text() -> impl Strategy<Value = String> {
    prop_oneof!["\\PC{0,60}", "[a-z ]{0,80}", Just(String::new()), Just("日本語の長い名前".to_owned())]
}

prop_compose! {
    fn odd_blocks()(
        names in prop::collection::vec(odd_text(), 1..7),
        numbers in prop::collection::vec(odd_number(), 8),
        options in prop::collection::vec(0usize..9, 0..4),
        shade in prop::sample::select(vec![Shade::Full, Shade::Half, Shade::Light, Shade::Empty]),
    ) -> Vec<Block> {
        let name = names[0].clone();
        let basis = Basis::of(Ground::Statement(StatementId(options.len())));
        let point = |x: f64| CurvePoint { x, low: numbers[0], middle: numbers[1], high: numbers[2] };
        vec![
            Block::headline(name.clone(), basis.clone()),
            Block::Table(Table {
                title: name.clone(),
                columns: names.clone(),
                rows: vec![
                    Row::new(names.iter().map(|name| Cell::text(name.clone())).collect(), basis.clone()),
                    Row::new(vec![Cell::number(options.len())], Basis::new()),
                ],
                short: None,
                left_out: 0,
            }),
            Block::Grid(Grid {
                title: name.clone(),
                columns: names.clone(),
                rows: vec![GridRow { head: name.clone(), cells: vec![shade; names.len()], basis: basis.clone() }],
                legend: vec![(shade, name.clone()), (Shade::Full, names[names.len() - 1].clone())],
            }),
            Block::Curves(Curves {
                title: name.clone(),
                x: name.clone(),
                y: name.clone(),
                series: names
                    .iter()
                    .map(|name| Series {
                        name: name.clone(),
                        points: options.iter().map(|at| point(numbers[at % 8])).collect(),
                        basis: basis.clone(),
                    })
                    .collect(),
            }),
            Block::Tornado(Tornado {
                title: name.clone(),
                result: name.clone(),
                figures: Figures::Decimal,                centre: numbers[4],
                bars: names
                    .iter()
                    .map(|name| Bar {
                        name: name.clone(),
                        at_low: numbers[5],
                        at_high: numbers[6],
                        locked: options.is_empty().then(|| name.clone()),
                        basis: Basis::new(),
                    })
                    .collect(),
            }),
            Block::Scale(Scale {
                title: name.clone(),
                options: names.clone(),
                tracks: vec![Track { name: name.clone(), from: options.clone(), to: vec![0], basis }],
            }),
        ]
    }
}

proptest! {
    #[test]
    fn odd_pages_neither_panic_nor_break(blocks in odd_blocks(), width in 0usize..140) {
        let (page, case) = (page_of(blocks), case());
        let html = html::render(&page, &case);
        prop_assert!(!html.contains("NaN") && !html.contains("inf%"));
        prop_assert_eq!(html.matches("<svg").count(), html.matches("</svg>").count());
        let text = text::render(&page, &case, width);
        prop_assert!(text.lines().all(|line| line == line.trim_end()));
        prop_assert_eq!(html, html::render(&page, &case));
    }
}
