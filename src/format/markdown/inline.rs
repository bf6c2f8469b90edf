//! What stands inside a block of Markdown: words, marks, links, pictures, tags.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use crate::format::{Builder, Edge, Mark, SegmentKind, html, template};

/// Adds what is inside of blocks to the open segment.
pub struct Inline<'s> {
    /// The document in the making.
    pub builder: Builder<'s>,
    /// Where what was read last ends.
    last: usize,
    /// Where the blanks of a line break start.
    broken: Option<usize>,
    /// The marks that are open: their kind, their range, the length of what closes them.
    marks: Vec<(Mark, Range<usize>, Option<usize>, String)>,
    /// The picture that is read, and what was found of its description.
    picture: Option<Picture>,
    /// Template tags, in order.
    templates: Vec<Range<usize>>,
}

struct Picture {
    range: Range<usize>,
    title: String,
    is_label: bool,
    depth: usize,
    parts: Vec<(Range<usize>, Option<String>)>,
    last: usize,
}

impl<'s> Inline<'s> {
    /// Nothing read yet.
    pub fn new(builder: Builder<'s>) -> Inline<'s> {
        let templates = template::find(builder.text());
        Inline { builder, last: 0, broken: None, marks: Vec::new(), picture: None, templates }
    }

    /// A block starts.
    pub fn at(&mut self, start: usize) {
        self.last = start;
        self.broken = None;
    }

    /// The block ends.
    pub fn finish(&mut self) {
        self.broken = None;
        self.marks.clear();
    }

    fn text(&self) -> &'s str {
        self.builder.text()
    }

    /// Reads an event that is no start and no end.
    pub fn event(&mut self, event: &Event, range: Range<usize>) {
        if let Some(picture) = &mut self.picture {
            if let Event::Text(words) | Event::Code(words) = event {
                picture.parts.push((range.clone(), Some(words.to_string())));
            } else if let Event::SoftBreak | Event::HardBreak = event {
                picture.parts.push((range.clone(), Some(" ".to_owned())));
            }
            picture.last = range.end;
            return;
        }
        match event {
            Event::SoftBreak => {
                self.broken.get_or_insert(self.last);
                return;
            }
            Event::HardBreak => {
                let start = self.last.min(range.start);
                self.builder.line(start..range.end);
                self.last = range.end;
                self.broken = Some(range.end);
                return;
            }
            _ => self.rejoin(range.start),
        }
        match event {
            Event::Text(words) => self.words(words, range.clone()),
            Event::Code(_) => {
                self.builder.code(range.clone());
                self.protect(range.clone());
            }
            Event::InlineMath(formula) | Event::DisplayMath(formula) => {
                if is_formula(formula) {
                    self.protect(range.clone())
                } else {
                    self.builder.verbatim(range.clone())
                }
            }
            Event::InlineHtml(_) => self.tag(range.clone()),
            _ => {}
        }
        self.last = self.last.max(range.end);
    }

    /// After a line break: the blanks and quotation marks before `next` become a space, or a new line where the line was
    /// broken on purpose.
    fn rejoin(&mut self, next: usize) {
        let Some(start) = self.broken.take() else { return };
        let text = self.text();
        let Some(gap) = text.get(start..next) else { return };
        if !gap.chars().all(|c| c.is_whitespace() || matches!(c, '>' | '\\')) {
            return;
        }
        if self.builder.ends_line() {
            // A hard break, and what stands before the words of the next line.
            self.builder.widen_last(next);
        } else if is_deliberate(text, start, next) {
            self.builder.soft_line(start..next);
        } else {
            self.builder.space(start..next);
        }
        self.last = next;
    }

    fn words(&mut self, words: &str, mut range: Range<usize>) {
        let text = self.text();
        let mut words = words;
        loop {
            if self.builder.ends_line() && text.get(range.clone()) == Some(words) {
                words = words.trim_start_matches([' ', '\t']);
                range.start = range.end - words.len();
            }
            let next = self.templates.partition_point(|t| t.end <= range.start);
            let Some(template) = self.templates.get(next).filter(|t| t.start < range.end).cloned() else {
                break;
            };
            if range.start < template.start {
                self.builder.verbatim(range.start..template.start);
            }
            if self.last <= template.start || range.start <= template.start {
                self.protect(template.clone());
            }
            if template.end >= range.end {
                return;
            }
            self.last = template.end;
            range.start = template.end;
            let Some(rest) = text.get(range.clone()) else { return };
            words = rest;
        }
        // An escaped sign is told without its backslash.
        let escaped = range.start > self.last
            && text[..range.start].ends_with('\\')
            && words.starts_with(|c: char| c.is_ascii_punctuation());
        if escaped && text.get(range.clone()) == Some(words) {
            self.builder.decoded(range.start - 1..range.start + 1, &words[..1]);
            self.builder.verbatim(range.start + 1..range.end);
        } else {
            self.builder.decoded(range, words);
        }
    }

    fn protect(&mut self, range: Range<usize>) {
        self.builder.protect(range);
    }

    /// An address between `<` and `>`: what it shows is passed over.
    pub fn autolink(&mut self, range: Range<usize>) {
        self.rejoin(range.start);
        self.picture = Some(Picture {
            range: range.clone(),
            title: String::new(),
            is_label: false,
            depth: 0,
            parts: Vec::new(),
            last: range.end,
        });
    }

    /// A mark, a link or a picture starts.
    pub fn start(&mut self, tag: &Tag, range: Range<usize>) {
        if let Some(picture) = &mut self.picture {
            picture.depth += 1;
            return;
        }
        self.rejoin(range.start);
        let text = &self.text()[range.clone()];
        let (mark, length, closing, title) = match tag {
            Tag::Emphasis => (Mark::Italic, 1, Some(1), ""),
            Tag::Strong => (Mark::Bold, 2, Some(2), ""),
            Tag::Link { title, .. } => (Mark::Link, 1, None, title.as_ref()),
            Tag::Image { title, link_type, .. } => {
                self.picture = Some(Picture {
                    title: title.to_string(),
                    // Its words are its address too.
                    is_label: matches!(link_type, LinkType::Shortcut | LinkType::Collapsed),
                    depth: 0,
                    parts: Vec::new(),
                    last: (range.start + 2).min(range.end),
                    range,
                });
                return;
            }
            _ => {
                let length = if text.starts_with("~~") { 2 } else { 1 };
                (Mark::Other, length, Some(length), "")
            }
        };
        let opening = range.start..(range.start + length).min(range.end);
        self.last = opening.end;
        self.builder.boundary(mark, Edge::Start, opening);
        self.marks.push((mark, range, closing, title.to_owned()));
    }

    /// A mark, a link or a picture ends.
    pub fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        if let Some(picture) = &mut self.picture {
            if picture.depth > 0 {
                picture.depth -= 1;
                return;
            }
            let picture = self.picture.take();
            if let Some(picture) = picture.filter(|_| matches!(tag, TagEnd::Image | TagEnd::Link)) {
                self.place(picture, tag == TagEnd::Image);
            }
            self.last = range.end;
            return;
        }
        let Some((mark, range, closing, title)) = self.marks.pop() else { return };
        let start = match closing {
            Some(length) => range.end.saturating_sub(length).max(self.last.min(range.end)),
            None => self.last.clamp(range.start, range.end),
        };
        self.builder.boundary(mark, Edge::End, start..range.end);
        if !title.is_empty() {
            self.link_title(&title, start..range.end);
        }
        self.last = range.end;
    }

    /// A picture, or an address, leaves a placeholder; what describes the picture is read on its own.
    fn place(&mut self, picture: Picture, described: bool) {
        if !described {
            self.protect(picture.range);
            return;
        }
        self.builder.picture(picture.range.clone());
        let parts: Vec<(Range<usize>, Option<String>)> = picture
            .parts
            .into_iter()
            .filter(|(_, words)| words.as_ref().is_some_and(|words| !words.is_empty()))
            .collect();
        if !parts.is_empty() && !picture.is_label {
            self.builder.add_value(SegmentKind::Attribute, escape, parts);
        }
        if !picture.title.is_empty() {
            self.link_title(&picture.title, picture.last..picture.range.end);
        }
    }

    /// The title of a link or a picture, in what closes it: `](address "title")`. One that is written with escapes is
    /// passed over.
    fn link_title(&mut self, title: &str, closing: Range<usize>) {
        let Some(tail) = self.text().get(closing.clone()) else { return };
        let Some(at) = tail.rfind(title) else { return };
        let quote = tail[..at].chars().next_back();
        let escape = match quote {
            Some('"') => escape_double,
            Some('\'') => escape_single,
            _ => return,
        };
        let start = closing.start + at;
        self.builder.add_value(SegmentKind::Attribute, escape, vec![(start..start + title.len(), None)]);
    }

    /// A tag of HTML inside of a line.
    fn tag(&mut self, range: Range<usize>) {
        let tag = &self.text()[range.clone()];
        if let Some(comment) = tag.strip_prefix("<!--") {
            let comment = comment.strip_suffix("-->").unwrap_or(comment);
            self.builder.comment(range, comment.trim(), None);
            return;
        }
        let name: String = tag
            .trim_start_matches(['<', '/'])
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        if name == "br" {
            self.builder.line(range.clone());
            self.last = range.end;
            self.broken = Some(range.end);
            return;
        }
        let mark = match name.as_str() {
            "a" => Mark::Link,
            "b" | "strong" => Mark::Bold,
            "i" | "em" => Mark::Italic,
            "code" | "kbd" | "samp" | "var" => Mark::Code,
            _ => Mark::Other,
        };
        let edge = if tag.starts_with("</") {
            Edge::End
        } else if tag.ends_with("/>") {
            Edge::Point
        } else {
            Edge::Start
        };
        self.builder.boundary(mark, edge, range);
    }

    /// A block of HTML.
    pub fn html_block(&mut self, range: Range<usize>) {
        html::read(&mut self.builder, range);
    }
}

/// Is what stands between two `$` a formula, and no prose with prices?
fn is_formula(formula: &str) -> bool {
    let words =
        formula.split_whitespace().filter(|w| w.len() > 3 && w.chars().all(char::is_alphabetic)).count();
    formula.contains(['\\', '^', '_', '=', '{']) || words < 2
}

/// Lines shorter than this, in characters, are broken where their author wanted it.
const FILLED: usize = 60;

/// Is a line shorter than it had to be, and the next one no continuation in lower case?
fn is_deliberate(text: &str, end: usize, next: usize) -> bool {
    let line = text[..end].rfind('\n').map_or(0, |n| n + 1);
    let word = text[next..].split_whitespace().next().unwrap_or("");
    let starts_low = word.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase);
    !starts_low && text[line..end].chars().count() + word.chars().count() < FILLED
}

/// Words inside of a line, with the signs that mark something escaped.
pub fn escape(text: &str) -> Option<String> {
    let mut escaped = String::with_capacity(text.len());
    let mut before: Option<char> = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let within = before.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric);
        let marks = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' => true,
            '_' => !within,
            '~' => before == Some('~') || next == Some('~'),
            '&' => next.is_some_and(|c| c.is_ascii_alphabetic() || c == '#'),
            _ => false,
        };
        if marks {
            escaped.push('\\');
        }
        escaped.push(c);
        before = Some(c);
    }
    Some(escaped)
}

/// Words inside of a cell.
pub fn escape_cell(text: &str) -> Option<String> {
    (!text.contains(['\n', '\r'])).then(|| escape(text)).flatten().map(|text| text.replace('|', "\\|"))
}

fn escape_double(text: &str) -> Option<String> {
    (!text.contains(['"', '\\', '&', '\n'])).then(|| text.to_owned())
}

fn escape_single(text: &str) -> Option<String> {
    (!text.contains(['\'', '\\', '&', '\n'])).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_marks_is_escaped() {
        assert_eq!(
            escape("a_b *c* [d] & e &lt; <f>").as_deref(),
            Some("a_b \\*c\\* \\[d\\] & e \\&lt; \\<f>")
        );
        assert_eq!(escape_cell("a|b").as_deref(), Some("a\\|b"));
        assert_eq!(escape_cell("a\nb"), None);
    }

    #[test]
    fn prices_are_no_formula() {
        assert!(is_formula("x^2"));
        assert!(is_formula("n"));
        assert!(!is_formula("5 millions pour cette saison, puis 10"));
    }
}
