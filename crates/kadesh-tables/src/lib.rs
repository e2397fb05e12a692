//! Tables as people keep them in spreadsheets, read with the place of every cell and written back the same way.
//!
//! A table is a CSV text with any of the usual separators and either decimal mark, or a spreadsheet. What is understood is
//! told by [`Dialect`]; what is not is a [`Fault`] with its place and the next step. Nothing is guessed in silence.
//!
//! Pure: no file, clock, environment or network.
//!
//! ```
//! use kadesh_tables::{Column, Wanted, read_csv};
//!
//! let columns = [Column::text("party").needed(), Column::number("value").needed(), Column::text("because")];
//! let reading = read_csv("Country;Utility\nnorth;0,4\nsouth;0,3..0,5\n", &Wanted::columns(&columns));
//! assert!(reading.faults.is_empty());
//! let values: Vec<&str> = reading.table.rows.iter().filter_map(|row| row.get("value")).map(|cell| cell.text()).collect();
//! assert_eq!(values, ["0.4", "0.3..0.5"]);
//! assert_eq!(reading.table.dialect.in_words(), "separated by semicolons, with a decimal comma (told by 2 cells)");
//! ```
//!
//! Where the rules stand: separators in `sniff.rs`, decimal marks in `numbers.rs`, headings in `heads.rs` and
//! `synonyms.rs`, rows of sums in `sums.rs`, limits of spreadsheets in `sheets/parts.rs` and `sheets/collect.rs`.

mod cell;
mod dialect;
mod fault;
mod heads;
mod numbers;
mod place;
#[cfg(feature = "sheets")]
mod sheets;
mod sniff;
mod split;
mod sums;
mod synonyms;
mod table;
mod write;

pub use cell::{Cell, CellKind, Part};
pub use dialect::{Basis, Decimal, Dialect, Form, Mark, Separator};
pub use fault::{Fault, FileTrouble, Label};
pub use heads::{Column, Heading, Heads, Holds, Wanted};
pub use place::Place;
#[cfg(feature = "sheets")]
pub use sheets::{CannotWrite, read_spreadsheet, write_ods, write_xlsx};
pub use synonyms::{SYNONYMS, synonyms};
pub use table::{MOST_CELLS, Reading, Row, Table, read_csv};
pub use write::write_csv;
