//! Gettext catalogues, `.po` and `.pot`: each message with its source and its translations, at their
//! places.
//!
//! [`read`] takes the text of a catalogue and gives its entries. Nothing is unwrapped or rewritten: a string is a
//! [`Field`] whose pieces are the runs between the quotation marks of each line, with their escapes.

use std::ops::Range;

use super::Fault;
use super::field::{Field, Reads};
use super::unit::MOST_TARGETS;

/// A message of a catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The comment lines above it, with their `#`, without their line ends.
    pub comments: Vec<Range<usize>>,
    /// Whether a flag says that the translation is a guess.
    pub fuzzy: bool,
    /// Whether it is commented out with `#~`.
    pub obsolete: bool,
    /// What tells it from others of the same source.
    pub context: Option<Field>,
    /// The source.
    pub source: Field,
    /// The source for more than one.
    pub plural: Option<Field>,
    /// The translations: one, or one for each plural form, in order.
    pub targets: Vec<Field>,
}

impl Entry {
    /// Is it the header, whose source is empty?
    pub fn is_header(&self) -> bool {
        self.context.is_none() && self.source.pieces.iter().all(|piece| piece.reads == Reads::Nothing)
    }
}

/// Reads a catalogue.
///
/// # Errors
/// The first line that is none of a catalogue's.
pub fn read(text: &str) -> Result<Vec<Entry>, Fault> {
    let mut reader = Reader { text, entries: Vec::new(), entry: Entry::default(), into: None };
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        reader.line(start..start + line.trim_end_matches(['\n', '\r']).len())?;
        start += line.len();
    }
    reader.finish();
    Ok(reader.entries)
}

/// The string that a continuation line adds to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Into {
    Context,
    Source,
    Plural,
    Target,
    /// What stood there before the source changed; not kept.
    Previous,
}

struct Reader<'a> {
    text: &'a str,
    entries: Vec<Entry>,
    entry: Entry,
    into: Option<Into>,
}

impl Reader<'_> {
    fn line(&mut self, line: Range<usize>) -> Result<(), Fault> {
        let content = self.text[line.clone()].trim();
        let start = line.start + (self.text[line.clone()].len() - self.text[line.clone()].trim_start().len());
        let place = start..start + content.len();
        if content.is_empty() {
            return Ok(());
        }
        if let Some(rest) = content.strip_prefix("#~") {
            let rest = rest.trim_start_matches(['|', ' ', '\t']);
            if content.starts_with("#~|") {
                self.into = Some(Into::Previous);
                return Ok(());
            }
            let at = place.end - rest.len();
            if rest.is_empty() || rest.starts_with('#') {
                return Ok(());
            }
            self.statement(at..place.end, true)?;
            self.entry.obsolete = true;
            return Ok(());
        }
        if content.starts_with('#') {
            self.comment(place);
            return Ok(());
        }
        self.statement(place, false)
    }

    fn comment(&mut self, place: Range<usize>) {
        if !self.entry.targets.is_empty() {
            self.finish();
        }
        let comment = &self.text[place.clone()];
        if let Some(flags) = comment.strip_prefix("#,") {
            self.entry.fuzzy |= flags.split(',').any(|flag| flag.trim() == "fuzzy");
        }
        if comment.starts_with("#|") {
            self.into = Some(Into::Previous);
            return;
        }
        self.entry.comments.push(place);
    }

    fn statement(&mut self, place: Range<usize>, obsolete: bool) -> Result<(), Fault> {
        let content = &self.text[place.clone()];
        let fault = |message: &str| Fault { offset: place.start, message: message.to_string() };
        let Some(quote) = content.find('"') else {
            return Err(fault("a line of a catalogue is a comment, a keyword with a string, or a string"));
        };
        let keyword = content[..quote].trim_end();
        let into = match keyword {
            "" => self.into.ok_or_else(|| fault("a string without a keyword before it"))?,
            "msgctxt" => Into::Context,
            "msgid" => Into::Source,
            "msgid_plural" => Into::Plural,
            _ if keyword == "msgstr" || keyword.starts_with("msgstr[") && keyword.ends_with(']') => {
                Into::Target
            }
            _ => return Err(fault("no keyword of a catalogue: msgctxt, msgid, msgid_plural, msgstr")),
        };
        if !keyword.is_empty() {
            let starts = match into {
                Into::Context => true,
                Into::Source => self.into != Some(Into::Context),
                _ => false,
            };
            let started = !self.entry.targets.is_empty() || self.entry.source != Field::default();
            if starts && (started || obsolete != self.entry.obsolete && self.entry.context.is_some()) {
                self.finish();
            }
            if into == Into::Target && self.entry.targets.len() >= MOST_TARGETS {
                return Err(fault("an entry with more translations than a language has plural forms"));
            }
            match into {
                Into::Target => self.entry.targets.push(Field::default()),
                Into::Plural => self.entry.plural = Some(Field::default()),
                Into::Context => self.entry.context = Some(Field::default()),
                Into::Source | Into::Previous => {}
            }
        }
        self.into = Some(into);
        let open = place.start + quote;
        let field = match into {
            Into::Context => self.entry.context.get_or_insert_default(),
            Into::Source => &mut self.entry.source,
            Into::Plural => self.entry.plural.get_or_insert_default(),
            Into::Target => match self.entry.targets.last_mut() {
                Some(field) => field,
                None => return Err(fault("a string without a keyword before it")),
            },
            Into::Previous => return Ok(()),
        };
        string(self.text, open..place.end, field)
    }

    /// Puts the entry away.
    fn finish(&mut self) {
        let entry = std::mem::take(&mut self.entry);
        self.into = None;
        if !entry.targets.is_empty() || entry.source != Field::default() || !entry.comments.is_empty() {
            self.entries.push(entry);
        }
    }
}

/// Adds a string in quotation marks, which `place` starts with and must end with.
fn string(text: &str, place: Range<usize>, field: &mut Field) -> Result<(), Fault> {
    let fault = |offset: usize, message: &str| Fault { offset, message: message.to_string() };
    let start = place.start + 1;
    match field.pieces.last() {
        // What stands between two lines' strings, quotation marks included.
        Some(_) => field.push(field.range.end..start, Reads::Nothing),
        None if field.range.end > 0 => field.push(field.range.end..start, Reads::Nothing),
        None => field.range.start = start,
    }
    let bytes = text.as_bytes();
    let mut at = start;
    let mut plain = start;
    loop {
        if at >= place.end {
            return Err(fault(place.start, "a string that is not closed"));
        }
        match bytes[at] {
            b'"' => break,
            b'\\' => {
                field.push(plain..at, Reads::AsWritten);
                let (length, read) = escape(text, at, place.end)
                    .ok_or_else(|| fault(at, "no escape of a catalogue; write \\\\ for a backslash"))?;
                field.push(at..at + length, Reads::Text(read));
                at += length;
                plain = at;
            }
            _ => at += 1,
        }
    }
    field.push(plain..at, Reads::AsWritten);
    field.range.end = at;
    if at + 1 < place.end {
        return Err(fault(at + 1, "text after the string’s closing mark"));
    }
    Ok(())
}

/// The length of the escape that starts at `at`, and what it reads as.
fn escape(text: &str, at: usize, end: usize) -> Option<(usize, String)> {
    let sign = text.get(at + 1..end)?.chars().next()?;
    let read = match sign {
        'n' => "\n",
        't' => "\t",
        'r' => "\r",
        '"' => "\"",
        '\\' => "\\",
        'a' => "\u{7}",
        'b' => "\u{8}",
        'f' => "\u{c}",
        'v' => "\u{b}",
        'x' => return numeric(&text[at + 2..end], 16, 2).map(|(n, c)| (n + 2, c)),
        '0'..='7' => return numeric(&text[at + 1..end], 8, 3).map(|(n, c)| (n + 1, c)),
        // msgfmt refuses other escapes; catalogues in the wild hold some, which read as they are.
        other => return Some((1 + other.len_utf8(), format!("\\{other}"))),
    };
    Some((2, read.to_string()))
}

fn numeric(digits: &str, radix: u32, most: usize) -> Option<(usize, String)> {
    let length = digits.chars().take(most).take_while(|c| c.is_digit(radix)).count();
    let code = u32::from_str_radix(&digits[..length], radix).ok()?;
    Some((length, char::from_u32(code)?.to_string()))
}

/// A text as a catalogue writes it between quotation marks.
pub fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => written.push_str("\\n"),
            '\t' => written.push_str("\\t"),
            '\r' => written.push_str("\\r"),
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            _ => written.push(c),
        }
    }
    written
}
