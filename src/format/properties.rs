//! Java properties: keys and values, with their escapes and lines that go on.

use super::Escape;
use super::field::{Field, Reads};
use super::keys::Chosen;
use super::unit::Unit;

/// What a file of properties holds.
#[derive(Debug, Default)]
pub struct Properties {
    /// Its values, by key.
    pub units: Vec<Unit>,
    /// Its comment lines.
    pub comments: Vec<std::ops::Range<usize>>,
}

/// Reads a file. Any text is one of properties.
pub fn read(text: &str, chosen: &Chosen) -> Properties {
    let mut found = Properties::default();
    let mut at = 0;
    while at < text.len() {
        let line_end = text[at..].find('\n').map_or(text.len(), |n| at + n);
        let line = &text[at..line_end];
        let blank = line.len() - line.trim_start().len();
        if line.trim().is_empty() {
            at = line_end + 1;
            continue;
        }
        if line.trim_start().starts_with(['#', '!']) {
            found.comments.push(at + blank..at + line.trim_end().len());
            at = line_end + 1;
            continue;
        }
        let end = logical_end(text, at);
        let start = at + blank;
        let split = key_end(text, start, end);
        let key = text[start..split].replace('\\', "");
        let field = value(text, split, end);
        if chosen.takes(std::slice::from_ref(&key)) {
            let escape = Some(escaped as Escape);
            found.units.push(Unit { id: Some(key), target: field, escape, ..Unit::default() });
        }
        at = end + 1;
    }
    found
}

/// Where a line ends that goes on past a backslash.
fn logical_end(text: &str, start: usize) -> usize {
    let mut at = start;
    loop {
        let end = text[at..].find('\n').map_or(text.len(), |n| at + n);
        let line = text[at..end].trim_end_matches('\r');
        let backslashes = line.bytes().rev().take_while(|&b| b == b'\\').count();
        if backslashes % 2 == 0 || end == text.len() {
            return end;
        }
        at = end + 1;
    }
}

/// Where the key ends: at a `=`, a `:` or a blank that no backslash is before.
fn key_end(text: &str, start: usize, end: usize) -> usize {
    let mut escape = false;
    for (n, c) in text[start..end].char_indices() {
        match c {
            _ if escape => escape = false,
            '\\' => escape = true,
            '=' | ':' | ' ' | '\t' | '\r' => return start + n,
            _ => {}
        }
    }
    end
}

/// The value that follows a key: a sign at most, and blanks around it, are none of it.
fn value(text: &str, split: usize, end: usize) -> Field {
    let blanks = |from: usize| {
        from + text[from..end].len() - text[from..end].trim_start_matches([' ', '\t', '\x0c']).len()
    };
    let mut start = blanks(split);
    if text[start..end].starts_with(['=', ':']) {
        start = blanks(start + 1);
    }
    let end = start + text[start..end].trim_end_matches('\r').len();
    let mut field = Field { range: start..end, pieces: Vec::new() };
    let mut at = start;
    while let Some(n) = text[at..end].find('\\') {
        field.push(at..at + n, Reads::AsWritten);
        let from = at + n;
        let rest = &text[from + 1..end];
        let line = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
        if line > 0 {
            let blank = rest[line..].len() - rest[line..].trim_start_matches([' ', '\t', '\x0c']).len();
            at = from + 1 + line + blank;
            field.push(from..at, Reads::Nothing);
            continue;
        }
        let sign = rest.chars().next();
        let code = rest.strip_prefix('u').and_then(|code| code.get(..4));
        let character = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let (length, read) = match (sign, character) {
            (_, Some(character)) => (6, character.to_string()),
            (Some('n'), _) => (2, "\n".to_string()),
            (Some('t'), _) => (2, "\t".to_string()),
            (Some('r'), _) => (2, "\r".to_string()),
            (Some(other), _) => (1 + other.len_utf8(), other.to_string()),
            (None, _) => (1, String::new()),
        };
        at = from + length;
        field.push(from..at, Reads::Text(read));
    }
    field.push(at..end, Reads::AsWritten);
    field
}

fn escaped(text: &str) -> Option<String> {
    Some(text.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::unit::side;

    #[test]
    fn keys_values_and_lines_that_go_on() {
        let file = "# relire: ignore\r\nopen = Ouvrir\\u00e9\r\nlong: Une phrase \\\n    qui suit\n!x\nempty=\na\\ b c d\n";
        let found = read(file, &Chosen::default());
        let texts: Vec<(String, String)> = found
            .units
            .into_iter()
            .map(|unit| (unit.id.unwrap_or_default(), side(&unit.target, file).text))
            .collect();
        let expected = [("open", "Ouvriré"), ("long", "Une phrase qui suit"), ("empty", ""), ("a b", "c d")];
        assert_eq!(texts, expected.map(|(key, text)| (key.to_string(), text.to_string())));
        assert_eq!(&file[found.comments[0].clone()], "# relire: ignore");
        assert_eq!(found.comments.len(), 2);
    }
}
