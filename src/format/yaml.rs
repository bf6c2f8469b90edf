//! YAML: the strings that values are, with the path of keys to each.
//!
//! saphyr-parser reads; it gives each scalar's value and its place. What the value is written with is found by
//! going along both: line ends that fold, doubled and escaped marks. A value that cannot be followed is passed over.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::Fault;
use super::field::{Field, Reads};
use super::keys::{Chosen, name_of};
use super::unit::Unit;

/// Reads a file of one or more documents.
///
/// # Errors
/// The first place that is no YAML.
pub fn read(text: &str, chosen: &Chosen) -> Result<Vec<Unit>, Fault> {
    let places = Places::new(text);
    let mut path = Path::default();
    let mut units = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| Fault {
            offset: places.byte(error.marker().index()),
            message: format!("no YAML: {}", error.info()),
        })?;
        match event {
            Event::MappingStart(..) => path.enter(true),
            Event::SequenceStart(..) => path.enter(false),
            Event::MappingEnd | Event::SequenceEnd => path.leave(),
            Event::Alias(_) if path.expects_key() => path.key("?"),
            Event::Alias(_) => {
                path.item();
                path.value();
            }
            Event::Scalar(value, style, ..) => {
                if path.expects_key() {
                    path.key(&value);
                    continue;
                }
                path.item();
                let place = places.byte(span.start.index())..places.byte(span.end.index());
                let plain = matches!(style, ScalarStyle::Plain) && is_no_string(&value);
                if !plain
                    && chosen.takes(&path.keys)
                    && let Some(target) = follow(text, place, &value, style)
                {
                    let escape = Some(match style {
                        ScalarStyle::SingleQuoted => escape_single as super::Escape,
                        ScalarStyle::DoubleQuoted => escape_double,
                        ScalarStyle::Plain => escape_plain,
                        _ => escape_block,
                    });
                    units.push(Unit { id: Some(name_of(&path.keys)), target, escape, ..Unit::default() });
                }
                path.value();
            }
            _ => {}
        }
    }
    Ok(units)
}

/// A plain scalar that is a number, a truth value or nothing.
fn is_no_string(value: &str) -> bool {
    matches!(value, "" | "~" | "null" | "true" | "false" | "yes" | "no") || value.parse::<f64>().is_ok()
}

/// The bytes of characters that are counted.
struct Places {
    /// Of every character, unless all are of one byte.
    bytes: Option<Vec<usize>>,
    end: usize,
}

impl Places {
    fn new(text: &str) -> Places {
        let bytes = (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at).collect());
        Places { bytes, end: text.len() }
    }

    fn byte(&self, character: usize) -> usize {
        match &self.bytes {
            Some(bytes) => bytes.get(character).copied().unwrap_or(self.end),
            None => character.min(self.end),
        }
    }
}

/// Where in the document the next value stands.
#[derive(Default)]
struct Path {
    keys: Vec<String>,
    open: Vec<Open>,
}

enum Open {
    Mapping { key_is_next: bool },
    Sequence { next: usize },
}

impl Open {
    /// A value of it is done.
    fn done(&mut self) {
        match self {
            Open::Mapping { key_is_next } => *key_is_next = true,
            Open::Sequence { next } => *next += 1,
        }
    }
}

impl Path {
    fn enter(&mut self, mapping: bool) {
        if self.expects_key() {
            self.key("?");
        }
        self.item();
        self.open.push(if mapping {
            Open::Mapping { key_is_next: true }
        } else {
            Open::Sequence { next: 0 }
        });
    }

    fn leave(&mut self) {
        self.open.pop();
        self.value();
    }

    fn expects_key(&self) -> bool {
        matches!(self.open.last(), Some(Open::Mapping { key_is_next: true }))
    }

    fn key(&mut self, key: &str) {
        self.keys.push(key.to_string());
        if let Some(Open::Mapping { key_is_next }) = self.open.last_mut() {
            *key_is_next = false;
        }
    }

    /// A value starts: in a sequence, its number is its key.
    fn item(&mut self) {
        if let Some(Open::Sequence { next }) = self.open.last() {
            self.keys.push(next.to_string());
        }
    }

    /// A value is done.
    fn value(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.done();
            self.keys.pop();
        }
    }
}

/// What a value is written with.
fn follow(text: &str, place: Range<usize>, value: &str, style: ScalarStyle) -> Option<Field> {
    let written = text.get(place.clone())?;
    let inner = match style {
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            let open = written.find(['"', '\''])?;
            let mark = written[open..].chars().next()?;
            let close = written.rfind(mark).filter(|close| *close > open)?;
            place.start + open + 1..place.start + close
        }
        ScalarStyle::Plain => place.start..place.start + written.trim_end().len(),
        _ => {
            // The header, where the place holds it, stands on a line of its own.
            let headed = written.starts_with(['|', '>']);
            let line = if headed { written.find('\n')? + 1 } else { 0 };
            let blank = written[line..].len() - written[line..].trim_start().len();
            place.start + line + blank..place.start + written.trim_end().len()
        }
    };
    let value = match style {
        ScalarStyle::Literal | ScalarStyle::Folded => value.trim(),
        _ => value,
    };
    let mut field = Field { range: inner.clone(), pieces: Vec::new() };
    let (mut at, mut read) = (inner.start, 0);
    while at < inner.end {
        let rest = &text[at..inner.end];
        let wanted = &value[read..];
        let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
        if rest[..blank].contains('\n') {
            let length = wanted.len() - wanted.trim_start_matches([' ', '\t', '\n']).len();
            let reads = if length == 0 { Reads::Nothing } else { Reads::Text(wanted[..length].to_string()) };
            field.push(at..at + blank, reads);
            (at, read) = (at + blank, read + length);
            continue;
        }
        let escape = match style {
            ScalarStyle::SingleQuoted if rest.starts_with("''") => Some((2, "'".to_string())),
            ScalarStyle::DoubleQuoted if rest.starts_with('\\') => Some(escape_of(rest)?),
            _ => None,
        };
        match escape {
            Some((length, says)) => {
                if !wanted.starts_with(&says) {
                    return None;
                }
                read += says.len();
                let reads = if says.is_empty() { Reads::Nothing } else { Reads::Text(says) };
                field.push(at..at + length, reads);
                at += length;
            }
            None => {
                let c = rest.chars().next()?;
                if !wanted.starts_with(c) {
                    return None;
                }
                field.push(at..at + c.len_utf8(), Reads::AsWritten);
                (at, read) = (at + c.len_utf8(), read + c.len_utf8());
            }
        }
    }
    (read == value.len()).then_some(field)
}

/// The length of the escape that a text starts with, and what it reads as.
fn escape_of(rest: &str) -> Option<(usize, String)> {
    let sign = rest[1..].chars().next()?;
    let numeric = |digits: usize| {
        let code = u32::from_str_radix(rest.get(2..2 + digits)?, 16).ok()?;
        Some((2 + digits, char::from_u32(code)?.to_string()))
    };
    let read = match sign {
        'n' => "\n",
        't' | '\t' => "\t",
        'r' => "\r",
        '0' => "\0",
        'a' => "\u{7}",
        'b' => "\u{8}",
        'v' => "\u{b}",
        'f' => "\u{c}",
        'e' => "\u{1b}",
        'N' => "\u{85}",
        '_' => "\u{a0}",
        'L' => "\u{2028}",
        'P' => "\u{2029}",
        'x' => return numeric(2),
        'u' => return numeric(4),
        'U' => return numeric(8),
        // The line goes on, without a space.
        '\n' | '\r' => {
            let length = rest[1..].len() - rest[1..].trim_start_matches([' ', '\t', '\r', '\n']).len();
            return Some((1 + length, String::new()));
        }
        other => return Some((1 + other.len_utf8(), other.to_string())),
    };
    Some((2, read.to_string()))
}

fn escape_single(text: &str) -> Option<String> {
    (!text.contains('\n')).then(|| text.replace('\'', "''"))
}

fn escape_double(text: &str) -> Option<String> {
    Some(text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t"))
}

/// What a scalar without marks may hold anywhere.
fn escape_plain(text: &str) -> Option<String> {
    (!text.contains(['\n', '#', ':', '{', '}', '[', ']', ',', '&', '*', '!', '|', '>', '"', '%', '@', '`']))
        .then(|| text.to_string())
}

fn escape_block(text: &str) -> Option<String> {
    (!text.contains('\n')).then(|| text.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::unit::side;

    fn texts(file: &str) -> Vec<(String, String)> {
        let units = read(file, &Chosen::default()).expect("YAML");
        units.into_iter().map(|unit| (unit.id.unwrap_or_default(), side(&unit.target, file).text)).collect()
    }

    #[test]
    fn strings_of_every_style() {
        let file = "fr:\n  plain: L’été\n    arrive\n  one: 'l''été'\n  two: \"dit \\\"oui\\\"\\u00e9\"\n  n: 12\n  \
                    list:\n    - a: un\n    - deux\n  block: |\n    Une ligne\n    puis deux\n  folded: >-\n    Une phrase\n    pliée\n";
        let expected = [
            ("fr.plain", "L’été arrive"),
            ("fr.one", "l'été"),
            ("fr.two", "dit \"oui\"é"),
            ("fr.list.0.a", "un"),
            ("fr.list.1", "deux"),
            ("fr.block", "Une ligne\npuis deux"),
            ("fr.folded", "Une phrase pliée"),
        ];
        assert_eq!(texts(file), expected.map(|(key, text)| (key.to_string(), text.to_string())));
    }

    #[test]
    fn a_fault_has_its_place() {
        let fault = read("é: \"ouvert\nb: [1", &Chosen::default()).expect_err("no YAML");
        assert!(fault.message.starts_with("no YAML"), "{fault:?}");
    }
}
