//! JSON and JSON Lines: the strings that values are, with the path of keys to each.
//!
//! serde_json says what is sound; each value is borrowed from the text as it is written, so that its place is
//! where it lies.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserializer as _, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::Fault;
use super::field::{Field, Reads};
use super::keys::{Chosen, name_of};
use super::unit::Unit;

/// Values within values, at most.
const DEEPEST: usize = 100;

/// Reads a file: one value, or one a line.
///
/// # Errors
/// The first place that is no JSON.
pub fn read(text: &str, lines: bool, chosen: &Chosen) -> Result<Vec<Unit>, Fault> {
    let mut reader = Reader { text, chosen, units: Vec::new() };
    if !lines {
        reader.root(0..text.len(), String::new())?;
        return Ok(reader.units);
    }
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if !line.trim().is_empty() {
            reader.root(start..start + line.len(), format!("{}", number + 1))?;
        }
        start += line.len();
    }
    Ok(reader.units)
}

struct Reader<'a> {
    text: &'a str,
    chosen: &'a Chosen,
    units: Vec<Unit>,
}

impl<'a> Reader<'a> {
    fn root(&mut self, part: Range<usize>, path: String) -> Result<(), Fault> {
        let written = &self.text[part.clone()];
        let raw: &'a RawValue = serde_json::from_str(written).map_err(|error| Fault {
            offset: part.start + offset_of(written, error.line(), error.column()),
            message: format!("no JSON: {}", plain(&error.to_string())),
        })?;
        self.value(raw, &mut vec![path])
    }

    fn value(&mut self, raw: &'a RawValue, path: &mut Vec<String>) -> Result<(), Fault> {
        let written = raw.get();
        let start = written.as_ptr() as usize - self.text.as_ptr() as usize;
        let fault = |message: String| Fault { offset: start, message };
        if path.len() > DEEPEST {
            return Err(fault(format!("values within values, {DEEPEST} deep")));
        }
        match written.as_bytes().first() {
            Some(b'"') => {
                let keys = &path[1..];
                if self.chosen.takes(keys) {
                    let id = name_of(path.iter().filter(|key| !key.is_empty()));
                    let target = string(self.text, start..start + written.len());
                    self.units.push(Unit { id: Some(id), target, ..Unit::default() });
                }
            }
            Some(b'{' | b'[') => {
                let mut deserializer = serde_json::Deserializer::from_str(written);
                let inside =
                    deserializer.deserialize_any(Inside).map_err(|error| fault(error.to_string()))?;
                for (key, value) in inside {
                    path.push(key);
                    self.value(value, path)?;
                    path.pop();
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// The messages of serde_json end in a place, which is said otherwise.
fn plain(message: &str) -> &str {
    message.split(" at line ").next().unwrap_or(message)
}

/// The byte of a line and column, both from 1, columns in bytes.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    text.floor_char_boundary((start + column.saturating_sub(1)).min(text.len()))
}

/// What an object or an array holds, each with its key or number.
struct Inside;

impl<'de> Visitor<'de> for Inside {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object or an array")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut inside = Vec::new();
        while let Some(entry) = map.next_entry::<String, &RawValue>()? {
            inside.push(entry);
        }
        Ok(inside)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut inside = Vec::new();
        while let Some(value) = seq.next_element::<&RawValue>()? {
            inside.push((inside.len().to_string(), value));
        }
        Ok(inside)
    }
}

/// The content of a string, which stands at `place` with its quotation marks and is sound.
fn string(text: &str, place: Range<usize>) -> Field {
    let inner = place.start + 1..place.end - 1;
    let mut field = Field { range: inner.clone(), pieces: Vec::new() };
    let mut at = inner.start;
    while let Some(n) = text[at..inner.end].find('\\') {
        field.push(at..at + n, Reads::AsWritten);
        let start = at + n;
        let (length, read) = escape(&text[start..inner.end]);
        field.push(start..start + length, Reads::Text(read));
        at = start + length;
    }
    field.push(at..inner.end, Reads::AsWritten);
    field
}

/// The length of the escape that a text starts with, and what it reads as.
fn escape(text: &str) -> (usize, String) {
    let unit = |at: usize| {
        let digits = text.get(at..).and_then(|rest| rest.strip_prefix("\\u")).and_then(|rest| rest.get(..4));
        digits.and_then(|digits| u16::from_str_radix(digits, 16).ok())
    };
    let sign = text[1..].chars().next().unwrap_or('\\');
    let read = match sign {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'u' => {
            let pair: Vec<u16> = unit(0).into_iter().chain(unit(6)).collect();
            let first = pair.first().copied().unwrap_or(0xFFFD);
            if (0xD800..0xDC00).contains(&first)
                && let Some(Ok(whole)) = char::decode_utf16(pair).next()
            {
                return (12, whole.to_string());
            }
            return (6.min(text.len()), char::from_u32(u32::from(first)).unwrap_or('\u{fffd}').to_string());
        }
        other => return (1 + other.len_utf8(), other.to_string()),
    };
    (2, read.to_string())
}

/// A text as JSON writes it between quotation marks.
pub fn escaped(text: &str) -> Option<String> {
    let quoted = serde_json::to_string(text).ok()?;
    quoted.get(1..quoted.len() - 1).map(str::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::unit::side;

    fn texts(file: &str, lines: bool, fields: &[&str]) -> Vec<(String, String)> {
        let chosen = Chosen::new(fields.iter().copied());
        let units = read(file, lines, &chosen).expect("JSON");
        units.into_iter().map(|unit| (unit.id.unwrap_or_default(), side(&unit.target, file).text)).collect()
    }

    #[test]
    fn strings_have_paths() {
        let file =
            r#"{"menu": {"open": "Ouvrir \"x\"\n\u00e9\ud83d\ude00", "n": 3}, "list": ["un", "deux"]}"#;
        let expected = [("menu.open", "Ouvrir \"x\"\né😀"), ("list.0", "un"), ("list.1", "deux")]
            .map(|(a, b)| (a.into(), b.into()));
        assert_eq!(texts(file, false, &[]), expected);
        assert_eq!(texts(file, false, &["list"]), expected[1..]);
        assert_eq!(texts(file, false, &["menu.open"]), expected[..1]);
    }

    #[test]
    fn one_value_a_line() {
        let file = "{\"text\": \"un\", \"id\": \"a\"}\n\n{\"text\": \"deux\"}\n";
        assert_eq!(
            texts(file, true, &["text"]),
            [("1.text".into(), "un".into()), ("3.text".into(), "deux".into())]
        );
    }

    #[test]
    fn a_fault_has_its_place() {
        let fault = read("{\n  \"a\": é\n}", false, &Chosen::default()).expect_err("no JSON");
        assert_eq!(fault.offset, 9);
        assert!(read(&"[".repeat(5000), false, &Chosen::default()).is_err());
        let deep = format!("{}1{}", "[".repeat(500), "]".repeat(500));
        assert!(read(&deep, false, &Chosen::default()).is_err());
    }
}
