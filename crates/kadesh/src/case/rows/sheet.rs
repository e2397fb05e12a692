//! A table ready to be written, and its bytes: they are read again before they are given, so that nothing is written that would
//! be read as something else.

use kadesh_tables::{
    CannotWrite, Column, Dialect, Holds, Mark, Reading, Row, Separator, Wanted, read_csv, read_spreadsheet, write_csv,
    write_ods, write_xlsx,
};

use super::super::number;

/// A table of a case.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// The word for it.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
    /// Its rows, a cell for each column.
    pub rows: Vec<Vec<String>>,
    /// What stays in the case, since no table can hold it, in words.
    pub stays: Vec<String>,
    /// What it stands in the place of, in words.
    pub instead: &'static str,
}

/// How a table is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetForm {
    /// Separated by commas.
    Csv,
    /// Separated by tabs.
    Tsv,
    /// A workbook of Excel.
    Xlsx,
    /// A spreadsheet of LibreOffice.
    Ods,
}

impl SheetForm {
    /// The form that the ending of a name tells.
    pub fn of(name: &str) -> Option<SheetForm> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_lowercase().as_str() {
            "csv" => Some(SheetForm::Csv),
            "tsv" => Some(SheetForm::Tsv),
            "xlsx" => Some(SheetForm::Xlsx),
            "ods" => Some(SheetForm::Ods),
            _ => None,
        }
    }
}

impl Sheet {
    /// The bytes of a file with the table; or why it cannot be kept so, in words.
    pub fn bytes(&self, form: SheetForm) -> Result<Vec<u8>, String> {
        let told = |why: CannotWrite| {
            let place = why.place().map(|place| format!("{place}: ")).unwrap_or_default();
            format!("{place}{}; {}", why.message(), why.hint())
        };
        let (columns, rows) = (self.columns, &self.rows);
        let text = |separator| write_csv(columns, rows, &Dialect::csv(separator, Mark::Point)).into_bytes();
        let bytes = match form {
            SheetForm::Csv => text(Separator::Comma),
            SheetForm::Tsv => text(Separator::Tab),
            SheetForm::Xlsx => write_xlsx(self.name, columns, rows).map_err(told)?,
            SheetForm::Ods => write_ods(self.name, columns, rows).map_err(told)?,
        };
        self.is_read_back(&bytes, form).map(|()| bytes)
    }

    fn is_read_back(&self, bytes: &[u8], form: SheetForm) -> Result<(), String> {
        let wanted = Wanted::columns(self.columns);
        let Reading { table, faults } = match form {
            SheetForm::Csv | SheetForm::Tsv => read_csv(&String::from_utf8_lossy(bytes), &wanted),
            SheetForm::Xlsx | SheetForm::Ods => read_spreadsheet(bytes, &wanted),
        };
        if let Some(fault) = faults.first() {
            let hint = fault.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
            return Err(format!("the table could not be read again: {}{hint}", fault.message()));
        }
        if table.rows.len() != self.rows.len() {
            return Err(format!("of {} rows {} could be read again", self.rows.len(), table.rows.len()));
        }
        let rows = table.rows.iter().zip(&self.rows);
        rows.into_iter().try_for_each(|(row, cells)| self.is_same(row, cells))
    }

    fn is_same(&self, row: &Row, cells: &[String]) -> Result<(), String> {
        for (column, cell) in self.columns.iter().zip(cells) {
            let read = row.get(column.name).map(|cell| cell.text()).unwrap_or_default();
            let same_number = || column.holds == Holds::Number && is_same_number(read, cell);
            if read != cell && !same_number() {
                return Err(format!(
                    "row {}, column `{}`: `{cell}` would be read again as `{read}`; another form (.csv, .xlsx, .ods) may keep it",
                    row.number(),
                    column.name
                ));
            }
        }
        Ok(())
    }
}

/// A nought more does not make another number.
fn is_same_number(one: &str, other: &str) -> bool {
    let quantity = |text: &str| number::read(text).map(|read| read.quantity);
    quantity(one).is_ok_and(|one| Ok(one) == quantity(other))
}
