//! Tables as people keep them in spreadsheets, read with the place of every cell and written back the same way.
//!
//! A table is a CSV text with any of the usual separators and either decimal mark, or a spreadsheet. What is understood is
//! told by [`Dialect`]; what is not is a [`Fault`] with its place and the next step. Nothing is guessed in silence.
//!
//! Pure: no file, clock, environment or network.

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
