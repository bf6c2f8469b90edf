//! A part of a text that can be read without the rest: what is asked about one place of a long file need not
//! read it all.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;

use super::Format;

/// How many bytes stand either side of the place that is asked about: more than rules look around them.
const MARGIN: usize = 2048;

/// A part of a text that is a text of the same format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt<'t> {
    /// The part, with what a reader needs around it.
    pub text: Cow<'t, str>,
    /// The part, in bytes of the whole text.
    pub part: Range<usize>,
    /// Where the part begins in the excerpt, in bytes.
    pub at: usize,
}

impl<'t> Excerpt<'t> {
    /// The part around a place of a text; `None` where nothing less than the text can be read. That a part reads
    /// alone as it does in its text is likely, not certain.
    pub fn around(text: &'t str, format: Format, place: &Range<usize>) -> Option<Excerpt<'t>> {
        use Format::{Markdown, Plain, Po, Srt, Tmx, Vtt, Xliff};
        let excerpt = match format {
            Plain | Markdown | Po | Srt | Vtt => {
                let part = paragraphs(text, place);
                Excerpt { text: Cow::Borrowed(&text[part.clone()]), part, at: 0 }
            }
            Xliff => elements(text, place, &["trans-unit", "unit"])?,
            Tmx => elements(text, place, &["tu"])?,
            _ => return None,
        };
        (excerpt.text.len() < text.len()).then_some(excerpt)
    }

    /// A range of the whole text, in bytes of the excerpt.
    pub fn within(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let inside = self.part.start <= range.start && range.end <= self.part.end;
        inside.then(|| range.start - self.part.start + self.at..range.end - self.part.start + self.at)
    }
}

/// From a blank line to a blank line.
fn paragraphs(text: &str, place: &Range<usize>) -> Range<usize> {
    const BLANK_LINES: [&[u8]; 2] = [b"\n\n", b"\n\r\n"];
    let before = &text.as_bytes()[..place.start.saturating_sub(MARGIN)];
    let start =
        BLANK_LINES.iter().filter_map(|blank| Some(memmem::rfind(before, blank)? + blank.len())).max();
    let rest = text.as_bytes().get(place.end + MARGIN..).unwrap_or_default();
    let end = BLANK_LINES.iter().filter_map(|blank| memmem::find(rest, blank)).min();
    start.unwrap_or(0)..end.map_or(text.len(), |end| place.end + MARGIN + end + 1)
}

/// Whole elements of a list, in the file without the others.
fn elements<'t>(text: &'t str, place: &Range<usize>, names: &[&str]) -> Option<Excerpt<'t>> {
    names.iter().find_map(|name| {
        let (open, close) = (format!("<{name}"), format!("</{name}>"));
        let opens =
            |at: &usize| text[at + open.len()..].starts_with(|c: char| c.is_ascii_whitespace() || c == '>');
        let bytes = text.as_bytes();
        let first = memmem::find_iter(bytes, &open).find(opens)?;
        let last = memmem::rfind(bytes, close.as_bytes())? + close.len();
        let start = memmem::rfind_iter(&bytes[..place.start], &open).find(opens)?;
        let end = place.end + memmem::find(&bytes[place.end..], close.as_bytes())? + close.len();
        let part = (first <= start && end <= last).then_some(start..end)?;
        let whole = [&text[..first], &text[part.clone()], &text[last..]].concat();
        Some(Excerpt { text: Cow::Owned(whole), part, at: first })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut<'t>(text: &'t str, format: Format, word: &str) -> Option<Excerpt<'t>> {
        let at = text.find(word).unwrap();
        let excerpt = Excerpt::around(text, format, &(at..at + word.len()))?;
        let within = excerpt.within(&(at..at + word.len())).unwrap();
        assert_eq!(&excerpt.text[within], word);
        Some(excerpt)
    }

    #[test]
    fn messages_of_a_catalogue_stand_between_blank_lines() {
        let message = |n: usize| format!("msgid \"{n}\"\nmsgstr \"texte {n}.\"\n\n");
        let text: String = (0..1000).map(message).collect();
        let excerpt = cut(&text, Format::Po, "texte 500.").unwrap();
        assert!(excerpt.text.starts_with("msgid") && excerpt.text.ends_with("\"\n"));
        assert!(excerpt.text.len() < 3 * MARGIN);
        assert_eq!(cut("msgid \"a\"\nmsgstr \"texte\"\n", Format::Po, "texte"), None);
    }

    #[test]
    fn units_stand_in_their_file() {
        let text = "<xliff><file><body><trans-unit id='1'>un</trans-unit>\n<trans-unit id='2'>deux</trans-unit>\
                    <trans-unit id='3'>trois</trans-unit></body></file></xliff>";
        let excerpt = cut(text, Format::Xliff, "deux").unwrap();
        assert_eq!(
            excerpt.text,
            "<xliff><file><body><trans-unit id='2'>deux</trans-unit></body></file></xliff>"
        );
        assert_eq!(cut("{\"a\": \"deux\"}", Format::Json, "deux"), None);
    }
}
