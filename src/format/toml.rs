//! TOML: the strings that values are, with the path of keys to each. The toml crate says what each reads as and
//! where it stands; what it is written with is found by going along both.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::field::{Field, Reads};
use super::keys::{Chosen, name_of};
use super::unit::Unit;
use super::{Escape, Fault};

/// Reads a file.
///
/// # Errors
/// The first place that is no TOML.
pub fn read(text: &str, chosen: &Chosen) -> Result<Vec<Unit>, Fault> {
    let table = DeTable::parse(text).map_err(|error| Fault {
        offset: error.span().map_or(0, |span| span.start),
        message: format!("no TOML: {}", error.message()),
    })?;
    let mut reader = Reader { text, chosen, units: Vec::new() };
    reader.table(table.get_ref(), &mut Vec::new());
    reader.units.sort_by_key(|unit| unit.target.range.start);
    Ok(reader.units)
}

struct Reader<'a> {
    text: &'a str,
    chosen: &'a Chosen,
    units: Vec<Unit>,
}

impl Reader<'_> {
    fn table(&mut self, table: &DeTable, path: &mut Vec<String>) {
        for (key, value) in table {
            path.push(key.get_ref().to_string());
            self.value(value, path);
            path.pop();
        }
    }

    fn value(&mut self, value: &Spanned<DeValue>, path: &mut Vec<String>) {
        match value.get_ref() {
            DeValue::String(says) if self.chosen.takes(path) => {
                if let Some((target, escape)) = follow(self.text, value.span(), says) {
                    let (id, escape) = (Some(name_of(&*path)), Some(escape));
                    self.units.push(Unit { id, target, escape, ..Unit::default() });
                }
            }
            DeValue::Array(items) => {
                for (number, item) in items.iter().enumerate() {
                    path.push(number.to_string());
                    self.value(item, path);
                    path.pop();
                }
            }
            DeValue::Table(table) => self.table(table, path),
            _ => {}
        }
    }
}

/// What a string is written with, and how a fix is.
fn follow(text: &str, place: Range<usize>, says: &str) -> Option<(Field, Escape)> {
    let written = text.get(place.clone())?;
    let mark = written.chars().next()?;
    let long = written.starts_with(if mark == '"' { "\"\"\"" } else { "'''" }) && written.len() >= 6;
    let width = if long { 3 } else { 1 };
    let mut inner = place.start + width..place.end.checked_sub(width)?;
    if long {
        // A line's end right after the opening marks is none of the string.
        let rest = &text[inner.clone()];
        inner.start += rest.strip_prefix("\r\n").map_or(usize::from(rest.starts_with('\n')), |_| 2);
    }
    let mut field = Field { range: inner.clone(), pieces: Vec::new() };
    let mut at = inner.start;
    while mark == '"'
        && let Some(n) = text[at..inner.end].find('\\')
    {
        field.push(at..at + n, Reads::AsWritten);
        let start = at + n;
        let (length, read) = escape_of(&text[start..inner.end])?;
        let reads = if read.is_empty() { Reads::Nothing } else { Reads::Text(read) };
        field.push(start..start + length, reads);
        at = start + length;
    }
    field.push(at..inner.end, Reads::AsWritten);
    let escape: Escape = match (mark, long) {
        ('"', _) => escape_basic,
        (_, false) => escape_literal,
        (_, true) => escape_long_literal,
    };
    (field.text(text).replace("\r\n", "\n") == says.replace("\r\n", "\n")).then_some((field, escape))
}

/// The length of the escape that a text starts with, and what it reads as.
fn escape_of(rest: &str) -> Option<(usize, String)> {
    let numeric = |digits: usize| {
        let code = u32::from_str_radix(rest.get(2..2 + digits)?, 16).ok()?;
        Some((2 + digits, char::from_u32(code)?.to_string()))
    };
    let read = match rest[1..].chars().next()? {
        'n' => "\n",
        't' => "\t",
        'r' => "\r",
        'b' => "\u{8}",
        'f' => "\u{c}",
        'e' => "\u{1b}",
        '"' => "\"",
        '\\' => "\\",
        'x' => return numeric(2),
        'u' => return numeric(4),
        'U' => return numeric(8),
        // The line goes on where the next word stands.
        _ => return Some((1 + rest[1..].len() - rest[1..].trim_start().len(), String::new())),
    };
    Some((2, read.to_string()))
}

fn escape_basic(text: &str) -> Option<String> {
    Some(text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t"))
}

fn escape_literal(text: &str) -> Option<String> {
    (!text.contains(['\'', '\n'])).then(|| text.to_string())
}

fn escape_long_literal(text: &str) -> Option<String> {
    (!text.contains("''") && !text.ends_with('\'')).then(|| text.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::unit::side;

    #[test]
    fn strings_of_every_kind() {
        let file = "[menu]\nopen = \"Ouvrir \\\"x\\\"\"\nlit = 'C:\\dossier'\nn = 3\nlong = \"\"\"\nUne \\\n   phrase\"\"\"\nlist = ['un', {a = \"deux\"}]\n";
        let units = read(file, &Chosen::default()).expect("TOML");
        let texts: Vec<(String, String)> = units
            .into_iter()
            .map(|unit| (unit.id.unwrap_or_default(), side(&unit.target, file).text))
            .collect();
        let expected = [
            ("menu.open", "Ouvrir \"x\""),
            ("menu.lit", "C:\\dossier"),
            ("menu.long", "Une phrase"),
            ("menu.list.0", "un"),
            ("menu.list.1.a", "deux"),
        ];
        assert_eq!(texts, expected.map(|(key, text)| (key.to_string(), text.to_string())));
    }

    #[test]
    fn a_fault_has_its_place() {
        assert_eq!(read("a = 1\nb = \n", &Chosen::default()).expect_err("no TOML").offset, 10);
    }
}
