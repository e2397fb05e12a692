//! How long it takes to read and write a table of 50,000 rows and 8 columns.
#![expect(clippy::expect_used, reason = "a bench that cannot run has no result")]

use criterion::{Criterion, criterion_group, criterion_main};
use kadesh_tables::{Column, Dialect, Mark, Separator, Wanted, read_csv, read_spreadsheet, write_csv, write_xlsx};
use std::hint::black_box;

const COLUMNS: &[Column] = &[
    Column::text("party"),
    Column::text("issue"),
    Column::text("option"),
    Column::number("value"),
    Column::number("weight"),
    Column::text("red_line"),
    Column::text("rests_on"),
    Column::text("because"),
];

fn rows(count: u32) -> Vec<[String; 8]> {
    let row = |index: u32| {
        [
            format!("party-{}", index % 40),
            format!("issue {}", index % 700),
            format!("option, \"{}\"", index % 9),
            format!("0.{:03}..0.9", index % 1000),
            (index % 12).to_string(),
            String::new(),
            format!("statement-{index}"),
            "assumed from the speech of the first day".to_owned(),
        ]
    };
    (0..count).map(row).collect()
}

fn bench(criterion: &mut Criterion) {
    let rows = rows(50_000);
    let dialect = Dialect::csv(Separator::Semicolon, Mark::Comma);
    let text = write_csv(COLUMNS, &rows, &dialect);
    let wanted = Wanted::columns(COLUMNS);
    let mut group = criterion.benchmark_group("50,000 rows of 8");
    group.sample_size(10);
    group.bench_function("read csv", |bench| bench.iter(|| read_csv(black_box(&text), &wanted)));
    group.bench_function("write csv", |bench| bench.iter(|| write_csv(COLUMNS, black_box(&rows), &dialect)));
    // Headings that nobody knows: the separator is told by all rows.
    let unknown = text.replacen("party;issue;option;value;weight;red_line;rests_on;because", "a;b;c;d;e;f;g;h", 1);
    group.bench_function("sniff csv", |bench| bench.iter(|| read_csv(black_box(&unknown), &wanted)));
    let bytes = write_xlsx("Stakes", COLUMNS, &rows).expect("the table fits");
    group.bench_function("read xlsx", |bench| bench.iter(|| read_spreadsheet(black_box(&bytes), &wanted)));
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
