//! The `strings.xml` of Android: `string`, `plurals`, `string-array`, with XML's entities and Android's backslashes.

use super::field::{Field, Reads};
use super::keys::{Chosen, short};
use super::unit::Unit;
use super::xliff::{Translations, content};
use super::xml::{Event, Events};
use super::{Escape, Fault};

/// Reads a file.
///
/// # Errors
/// The first place that is no XML, or a root that is not `resources`.
pub fn read(text: &str, chosen: &Chosen) -> Result<Translations, Fault> {
    let mut events = Events::new(text);
    let mut found = Translations::default();
    let mut rooted = false;
    let mut name = String::new();
    let mut number = 0;
    while let Some((range, event)) = events.next()? {
        match event {
            Event::Start(tag) => {
                if !rooted && tag.name != "resources" {
                    let message = format!("the root of an Android file is resources, not {}", tag.name);
                    return Err(Fault { offset: range.start, message });
                }
                rooted = true;
                let holds_text = matches!(tag.name.as_str(), "string" | "item");
                if tag.name != "item" {
                    name = short(tag.attribute("name").unwrap_or_default());
                    number = 0;
                }
                let kept = tag.attribute("translatable").is_none_or(|value| value != "false");
                if !holds_text {
                    continue;
                }
                let id = match tag.attribute("quantity") {
                    Some(quantity) => short(format!("{name}.{quantity}")),
                    None if tag.name == "item" => format!("{name}.{number}"),
                    None => name.clone(),
                };
                number += 1;
                let target = unescape(text, content(text, &mut events, range.end, &tag.name)?);
                if kept && chosen.takes(std::slice::from_ref(&id)) {
                    let escape = Some(escaped as Escape);
                    found.units.push(Unit { id: Some(id), target, escape, ..Unit::default() });
                }
            }
            Event::Comment => found.comments.push(range),
            _ => {}
        }
    }
    Ok(found)
}

/// Cuts the runs of a text at backslashes, at marks that keep blanks, and at line ends, which read as a space.
fn unescape(text: &str, field: Field) -> Field {
    let mut cut = Field { range: field.range.clone(), pieces: Vec::new() };
    for piece in field.pieces {
        if piece.reads != Reads::AsWritten {
            cut.push(piece.range, piece.reads);
            continue;
        }
        let (mut at, mut plain) = (piece.range.start, piece.range.start);
        while at < piece.range.end {
            let rest = &text[at..piece.range.end];
            let c = rest.chars().next().unwrap_or('\0');
            let special = match c {
                '\\' => Some(escape(rest)),
                '"' => Some((1, Reads::Nothing)),
                c if c.is_ascii_whitespace() => {
                    let blank = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_whitespace()).len();
                    (blank > 1 || c != ' ').then(|| (blank, Reads::Text(" ".into())))
                }
                _ => None,
            };
            match special {
                Some((length, reads)) => {
                    cut.push(plain..at, Reads::AsWritten);
                    cut.push(at..at + length, reads);
                    at += length;
                    plain = at;
                }
                None => at += c.len_utf8(),
            }
        }
        cut.push(plain..piece.range.end, Reads::AsWritten);
    }
    cut
}

fn escape(rest: &str) -> (usize, Reads) {
    let Some(sign) = rest[1..].chars().next() else { return (1, Reads::Nothing) };
    let code = || u32::from_str_radix(rest.get(2..6)?, 16).ok().and_then(char::from_u32);
    match sign {
        'n' => (2, Reads::Text("\n".into())),
        't' => (2, Reads::Text("\t".into())),
        'u' => match code() {
            Some(character) => (6, Reads::Text(character.into())),
            None => (2, Reads::AsWritten),
        },
        other => (1 + other.len_utf8(), Reads::Text(other.into())),
    }
}

fn escaped(text: &str) -> Option<String> {
    let mut written = super::xml::escaped(&text.replace('\\', "\\\\"));
    for (sign, escape) in [("'", "\\'"), ("\"", "\\\""), ("\n", "\\n"), ("\t", "\\t")] {
        written = written.replace(sign, escape);
    }
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::unit::side;

    #[test]
    fn strings_plurals_and_arrays() {
        let file = "<resources>\n<string name=\"a\">L\\'été <b>&amp;</b>\n    l\\u00e0 %1$s</string>\n\
                    <string name=\"x\" translatable=\"false\">id</string>\n\
                    <plurals name=\"n\"><item quantity=\"one\">un</item></plurals>\n\
                    <string-array name=\"l\"><item>deux</item></string-array>\n</resources>";
        let found = read(file, &Chosen::default()).expect("Android");
        let texts: Vec<(String, String)> = found
            .units
            .into_iter()
            .map(|unit| (unit.id.unwrap_or_default(), side(&unit.target, file).text))
            .collect();
        let expected = [("a", "L'été & là %1$s"), ("n.one", "un"), ("l.0", "deux")];
        assert_eq!(texts, expected.map(|(key, text)| (key.to_string(), text.to_string())));
    }
}
