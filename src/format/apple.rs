//! The `.strings` files of Apple's systems: `"key" = "value";`, with comments.

use std::ops::Range;

use super::field::{Field, Reads};
use super::keys::Chosen;
use super::unit::Unit;
use super::{Escape, Fault};

/// What a file of strings holds.
#[derive(Debug, Default)]
pub struct Strings {
    /// Its values, by key.
    pub units: Vec<Unit>,
    /// Its comments.
    pub comments: Vec<Range<usize>>,
}

/// Reads a file.
///
/// # Errors
/// The first place that is none of such a file.
pub fn read(text: &str, chosen: &Chosen) -> Result<Strings, Fault> {
    let mut lexer = Lexer { text, at: 0, comments: Vec::new() };
    let mut units = Vec::new();
    while let Some(key) = lexer.string()? {
        lexer.sign('=')?;
        let Some(target) = lexer.string()? else { return Err(lexer.fault("a value in quotation marks")) };
        lexer.sign(';')?;
        let id = key.text(text);
        if chosen.takes(std::slice::from_ref(&id)) {
            units.push(Unit { id: Some(id), target, escape: Some(escaped as Escape), ..Unit::default() });
        }
    }
    Ok(Strings { units, comments: lexer.comments })
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    comments: Vec<Range<usize>>,
}

impl Lexer<'_> {
    fn fault(&self, wanted: &str) -> Fault {
        Fault { offset: self.at, message: format!("expected {wanted}, as in \"key\" = \"value\";") }
    }

    /// Goes past blanks and comments.
    fn skip(&mut self) -> Result<(), Fault> {
        loop {
            let rest = &self.text[self.at..];
            self.at += rest.len() - rest.trim_start().len();
            let rest = &self.text[self.at..];
            let end = if rest.starts_with("/*") {
                rest.find("*/").map(|n| n + 2).ok_or_else(|| self.fault("the comment’s end, */"))?
            } else if rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else {
                return Ok(());
            };
            self.comments.push(self.at..self.at + end);
            self.at += end;
        }
    }

    fn sign(&mut self, sign: char) -> Result<(), Fault> {
        self.skip()?;
        if !self.text[self.at..].starts_with(sign) {
            return Err(self.fault(&format!("`{sign}`")));
        }
        self.at += 1;
        Ok(())
    }

    /// A string in quotation marks, or a bare word; `None` at the end.
    fn string(&mut self) -> Result<Option<Field>, Fault> {
        self.skip()?;
        let rest = &self.text[self.at..];
        let word = rest.len()
            - rest.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-')).len();
        if rest.is_empty() {
            return Ok(None);
        }
        if word > 0 {
            let mut field = Field { range: self.at..self.at + word, pieces: Vec::new() };
            field.push(self.at..self.at + word, Reads::AsWritten);
            self.at += word;
            return Ok(Some(field));
        }
        if !rest.starts_with('"') {
            return Err(self.fault("a string in quotation marks"));
        }
        let start = self.at + 1;
        let mut field = Field { range: start..start, pieces: Vec::new() };
        let mut at = start;
        let mut plain = start;
        loop {
            let rest = &self.text[at..];
            match rest.chars().next() {
                None => return Err(self.fault("the string’s closing mark")),
                Some('"') => break,
                Some('\\') => {
                    field.push(plain..at, Reads::AsWritten);
                    let (length, read) =
                        escape(rest).ok_or_else(|| self.fault("a sign after the backslash"))?;
                    field.push(at..at + length, Reads::Text(read));
                    at += length;
                    plain = at;
                }
                Some(c) => at += c.len_utf8(),
            }
        }
        field.push(plain..at, Reads::AsWritten);
        field.range.end = at;
        self.at = at + 1;
        Ok(Some(field))
    }
}

fn escape(rest: &str) -> Option<(usize, String)> {
    let sign = rest[1..].chars().next()?;
    let read = match sign {
        'n' => "\n".to_string(),
        't' => "\t".to_string(),
        'r' => "\r".to_string(),
        'U' | 'u' => {
            let code = u32::from_str_radix(rest.get(2..6)?, 16).ok()?;
            return Some((6, char::from_u32(code)?.to_string()));
        }
        other => return Some((1 + other.len_utf8(), other.to_string())),
    };
    Some((2, read))
}

fn escaped(text: &str) -> Option<String> {
    Some(text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::unit::side;

    #[test]
    fn keys_values_and_comments() {
        let file = "/* Menu */\n\"open\" = \"Ouvrir \\\"%@\\\"\\U00e9\";\n// fin\nclose = \"Fermer\" ;\n";
        let found = read(file, &Chosen::default()).expect("strings");
        let texts: Vec<(String, String)> = found
            .units
            .into_iter()
            .map(|unit| (unit.id.unwrap_or_default(), side(&unit.target, file).text))
            .collect();
        assert_eq!(texts, [("open".into(), "Ouvrir \"%@\"é".into()), ("close".into(), "Fermer".to_string())]);
        assert_eq!(found.comments.len(), 2);
    }

    #[test]
    fn a_fault_has_its_place() {
        assert_eq!(read("\"a\" \"b\";", &Chosen::default()).expect_err("no sign").offset, 4);
        assert!(read("\"a\" = \"b", &Chosen::default()).is_err());
    }
}
