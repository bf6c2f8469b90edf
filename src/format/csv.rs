//! Comma- and tab-separated tables: the cells of the columns that hold French.
//!
//! csv-core says where cells end; the places are counted along.

use std::ops::Range;

use csv_core::{ReadFieldResult, ReaderBuilder};

use super::Fault;
use super::field::{Field, Reads};
use super::keys::{Chosen, short};
use super::unit::{MOST_TARGETS, Unit, is_french};

/// Reads a table. The columns are those chosen, by title or by number from 1; without a choice, those that are
/// titled as French, else those of the only column. `source` names the column that they translate.
///
/// # Errors
/// A column that the table does not have.
pub fn read(text: &str, delimiter: u8, chosen: &Chosen, source: Option<&str>) -> Result<Vec<Unit>, Fault> {
    let rows = rows(text, delimiter);
    let Some((head, body)) = rows.split_first() else { return Ok(Vec::new()) };
    let titles: Vec<String> = head.iter().map(|cell| short(cell.text(text).trim())).collect();
    let number = |name: &str| {
        let titled = titles.iter().position(|title| title.eq_ignore_ascii_case(name));
        let counted =
            || name.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).filter(|n| *n < titles.len());
        titled.or_else(counted).ok_or_else(|| Fault {
            offset: 0,
            message: format!("no column is called `{name}`; there are {}", titles.join(", ")),
        })
    };
    let columns: Vec<usize> = if chosen.is_empty() {
        let guessed = guess(&titles);
        if guessed.len() > MOST_TARGETS {
            let message = format!("more than {MOST_TARGETS} columns are titled as French; name one");
            return Err(Fault { offset: 0, message });
        }
        guessed
    } else {
        chosen.names().map(|name| number(&name)).collect::<Result<_, _>>()?
    };
    let source = source.map(number).transpose()?.or_else(|| guess_source(&titles, &columns));
    let mut units = Vec::new();
    // A table whose columns are told by number, or that has one alone, may start without titles.
    let titled = columns.iter().all(|&column| !is_counted(chosen, &titles[column])) && head.len() > 1;
    let first = if titled { body } else { &rows[..] };
    for (at, row) in first.iter().enumerate() {
        for &column in &columns {
            let Some(target) = row.get(column) else { continue };
            let id = Some(format!("{}.{}", at + 1 + usize::from(titled), titles[column]));
            units.push(Unit {
                id,
                source: source.and_then(|source| row.get(source)).cloned(),
                target: target.clone(),
                ..Unit::default()
            });
        }
    }
    Ok(units)
}

fn is_counted(chosen: &Chosen, title: &str) -> bool {
    !chosen.is_empty() && !chosen.names().any(|name| name.eq_ignore_ascii_case(title))
}

fn guess(titles: &[String]) -> Vec<usize> {
    if titles.len() == 1 {
        return vec![0];
    }
    let french = |title: &String| {
        let title = title.to_lowercase();
        ["french", "français", "francais", "target", "cible", "translation", "traduction"].contains(&&*title)
            || !title.is_empty() && is_french(&title)
    };
    (0..titles.len()).filter(|&n| french(&titles[n])).collect()
}

fn guess_source(titles: &[String], columns: &[usize]) -> Option<usize> {
    let english = |title: &String| {
        let title = title.to_lowercase();
        let base = title.split(['-', '_']).next().unwrap_or_default();
        ["english", "anglais", "source", "original", "en", "eng"].contains(&&*title) || base == "en"
    };
    titles.iter().position(english).filter(|n| !columns.contains(n))
}

/// The cells of each row.
fn rows(text: &str, delimiter: u8) -> Vec<Vec<Field>> {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let bytes = text.as_bytes();
    let mut scratch = [0; 4096];
    let (mut at, mut start) = (0, 0);
    loop {
        let (result, read, _) = reader.read_field(&bytes[at..], &mut scratch);
        at += read;
        match result {
            ReadFieldResult::InputEmpty if at < bytes.len() => {}
            // An empty input says that the text is at its end.
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
            ReadFieldResult::Field { record_end } => {
                row.push(cell(text, start..at, delimiter));
                start = at;
                if record_end {
                    rows.push(std::mem::take(&mut row));
                }
            }
            ReadFieldResult::End => break,
        }
    }
    rows
}

/// A cell, from what was read for it: with the delimiter after it, and line ends before it.
fn cell(text: &str, read: Range<usize>, delimiter: u8) -> Field {
    let written = &text[read.clone()];
    let start = read.start + (written.len() - written.trim_start_matches(['\r', '\n']).len());
    let written = &text[start..read.end];
    let without =
        written.strip_suffix(char::from(delimiter)).unwrap_or(written).trim_end_matches(['\r', '\n']);
    let place = start..start + without.len();
    let quoted = without.len() > 1 && without.starts_with('"') && without.ends_with('"');
    if !quoted {
        let mut field = Field { range: place.clone(), pieces: Vec::new() };
        field.push(place, Reads::AsWritten);
        return field;
    }
    let inner = place.start + 1..place.end - 1;
    let mut field = Field { range: inner.clone(), pieces: Vec::new() };
    let mut at = inner.start;
    while let Some(n) = text[at..inner.end].find("\"\"") {
        field.push(at..at + n, Reads::AsWritten);
        field.push(at + n..at + n + 2, Reads::Text("\"".into()));
        at += n + 2;
    }
    field.push(at..inner.end, Reads::AsWritten);
    field
}

/// What a cell without quotation marks may hold.
pub fn escaped_bare(text: &str) -> Option<String> {
    (!text.contains(['"', ',', ';', '\t', '\n', '\r'])).then(|| text.to_string())
}

/// A text as a cell in quotation marks holds it.
pub fn escaped_quoted(text: &str) -> Option<String> {
    Some(text.replace('"', "\"\""))
}

/// Does the cell stand in quotation marks?
pub fn is_quoted(text: &str, field: &Field) -> bool {
    field.range.start > 0 && text.as_bytes().get(field.range.start - 1) == Some(&b'"')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(file: &str, columns: &[&str]) -> Vec<String> {
        let units = read(file, b',', &Chosen::new(columns.iter().copied()), None).expect("a table");
        units.iter().map(|unit| unit.target.text(file)).collect()
    }

    #[test]
    fn cells_of_a_column() {
        let file = "id,en,fr\r\n1,Hi,Bonjour\r\n2,\"Yes, \"\"you\"\"\",\"Oui, \"\"toi\"\"\nbis\"\n";
        assert_eq!(texts(file, &["fr"]), ["Bonjour", "Oui, \"toi\"\nbis"]);
        assert_eq!(texts(file, &[]), ["Bonjour", "Oui, \"toi\"\nbis"]);
        let units = read(file, b',', &Chosen::default(), None).expect("a table");
        assert_eq!(units[1].source.as_ref().map(|field| field.text(file)).as_deref(), Some("Yes, \"you\""));
        assert_eq!(units[1].id.as_deref(), Some("3.fr"));
    }

    #[test]
    fn a_column_that_is_not_there_is_said() {
        let fault = read("id,fr\n1,un\n", b',', &Chosen::new(["texte"]), None).expect_err("no such column");
        assert_eq!(fault.message, "no column is called `texte`; there are id, fr");
    }

    #[test]
    fn a_column_by_number_needs_no_title() {
        assert_eq!(texts("1,un\n2,deux\n", &["2"]), ["un", "deux"]);
    }
}
