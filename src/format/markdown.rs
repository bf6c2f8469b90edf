//! Markdown: CommonMark with tables, footnotes, front matter, formulas and HTML, as pulldown-cmark reads it.
//!
//! Paragraphs, titles, items and cells are segments; the descriptions of pictures and the titles of links are
//! segments of their own. A line break that only wraps a paragraph is a space. Code, addresses, formulas and
//! template tags (`{{< … >}}`, `{% … %}`) leave a placeholder.

mod front_matter;
mod inline;

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{Builder, Document, Format, SegmentKind};
use inline::{Inline, escape, escape_cell};

/// The prose of a Markdown text.
pub fn extract(text: &str) -> Document<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM;
    let mut reader = Reader {
        inline: Inline::new(Builder::new(text, Format::Markdown)),
        containers: Vec::new(),
        items: Vec::new(),
        in_code: false,
        in_metadata: false,
    };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.event(event, range);
        if reader.inline.builder.is_foreign() {
            break;
        }
    }
    reader.inline.builder.finish()
}

/// Goes through the blocks of a text; what is in them is [`Inline`]'s.
struct Reader<'s> {
    inline: Inline<'s>,
    /// Quotations, lists, items, footnotes, that are open.
    containers: Vec<TagEnd>,
    /// The items that are open, and whether they hold more than one line of text.
    items: Vec<Item>,
    in_code: bool,
    in_metadata: bool,
}

struct Item {
    range: Range<usize>,
    blocks: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            _ if self.in_code => {}
            Event::Text(_) if self.in_metadata => front_matter::read(&mut self.inline.builder, range),
            Event::Html(_) | Event::Rule | Event::TaskListMarker(_) => {}
            event => {
                self.ensure_open();
                self.inline.event(&event, range);
            }
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {
                self.ensure_open();
                self.inline.start(&tag, range);
            }
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => {
                self.ensure_open();
                self.inline.autolink(range);
            }
            Tag::Link { .. } | Tag::Image { .. } => {
                self.ensure_open();
                self.inline.start(&tag, range);
            }
            _ => {
                self.close(None);
                if let Some(item) = self.items.last_mut() {
                    item.blocks += 1;
                }
                match &tag {
                    Tag::Paragraph => self.open(self.kind(), range.start),
                    Tag::Heading { .. } => self.open(SegmentKind::Heading, range.start),
                    Tag::TableCell => self.open(SegmentKind::Cell, range.start),
                    Tag::CodeBlock(_) => {
                        self.in_code = true;
                        self.inline.builder.code(range);
                    }
                    Tag::HtmlBlock => self.inline.html_block(range),
                    Tag::MetadataBlock(_) => {
                        self.in_metadata = true;
                        self.inline.builder.head(range);
                    }
                    Tag::Item => {
                        self.items.push(Item { range, blocks: 0 });
                        self.containers.push(TagEnd::Item);
                    }
                    _ => self.containers.push(tag.to_end()),
                }
            }
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image => self.inline.end(tag, range),
            TagEnd::Paragraph | TagEnd::Heading(_) => {
                let outer = match &self.containers[..] {
                    [] => Some(self.block(range)),
                    _ => None,
                };
                self.close(outer);
            }
            TagEnd::TableCell => self.close(None),
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::HtmlBlock => {}
            TagEnd::MetadataBlock(_) => self.in_metadata = false,
            TagEnd::Item => {
                self.containers.pop();
                let item = self.items.pop();
                // An item that is one line of text goes as a whole.
                self.close(item.filter(|item| item.blocks == 0).map(|item| self.lines(item.range)));
            }
            _ => {
                self.close(None);
                self.containers.pop();
            }
        }
    }

    fn kind(&self) -> SegmentKind {
        match self.containers.last() {
            Some(TagEnd::Item) => SegmentKind::Item,
            _ => SegmentKind::Paragraph,
        }
    }

    /// The text of a tight item opens its segment itself.
    fn ensure_open(&mut self) {
        if !self.inline.builder.is_open() {
            let start = self.items.last().map_or(0, |item| item.range.start);
            self.open(self.kind(), start);
        }
    }

    fn open(&mut self, kind: SegmentKind, at: usize) {
        let escape = if kind == SegmentKind::Cell { escape_cell } else { escape };
        self.inline.builder.open(kind, escape);
        self.inline.at(at);
    }

    fn close(&mut self, outer: Option<Range<usize>>) {
        self.inline.finish();
        self.inline.builder.close(outer);
    }

    /// The lines of a range, the last one's end included.
    fn lines(&self, range: Range<usize>) -> Range<usize> {
        let text = self.inline.builder.text();
        let start = text[..range.start].rfind('\n').map_or(0, |n| n + 1);
        let end = range.start + text[range.clone()].trim_end().len();
        let end = text[end..].find('\n').map_or(text.len(), |n| end + n + 1);
        start..end
    }

    /// The lines of a range with the blank lines after it; before it, where it is the last.
    fn block(&self, range: Range<usize>) -> Range<usize> {
        let text = self.inline.builder.text();
        let Range { start, mut end } = self.lines(range);
        let after = &text[end..];
        let blank = after.len() - after.trim_start().len();
        if blank == after.len() {
            let kept = text[..start].trim_end();
            let start = kept.len() + text[kept.len()..].find('\n').map_or(0, |n| n + 1);
            return start..text.len();
        }
        end += after[..blank].rfind('\n').map_or(0, |n| n + 1);
        start..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prose(text: &str) -> Vec<String> {
        let document = extract(text);
        document.segments.iter().map(|segment| document.prose[segment.range.clone()].to_owned()).collect()
    }

    #[test]
    fn blocks_are_segments() {
        let text = "# Un titre\n\nUn paragraphe\nsur deux lignes.\n\n- un\n- deux\n  suite\n\n> cité\n> encore\n\n| a | b |\n|---|---|\n| c | d |\n";
        let expected = [
            "Un titre",
            "Un paragraphe sur deux lignes.",
            "un",
            "deux suite",
            "cité encore",
            "a",
            "b",
            "c",
            "d",
        ];
        assert_eq!(prose(text), expected);
    }

    #[test]
    fn markup_is_left_out() {
        assert_eq!(prose("Un **mot** _fort_ et [un lien](a.md)\\."), ["Un mot fort et un lien."]);
        assert_eq!(prose("L&rsquo;&eacute;t&eacute; &amp; lui"), ["L’été & lui"]);
        assert_eq!(
            prose("Taper `ls -l` puis <https://exemple.fr>."),
            ["Taper `ls_-l` puis `https_exemple.fr`."]
        );
    }

    #[test]
    fn code_is_no_prose() {
        assert_eq!(prose("Avant\n\n```sh\nls\n```\n\n    indenté\n\nAprès"), ["Avant", "Après"]);
    }

    #[test]
    fn descriptions_are_read_after_the_paragraph() {
        assert_eq!(
            prose("Voir ![un chat](c.png \"Le chat\") ici."),
            ["Voir `image` ici.", "un chat", "Le chat"]
        );
    }

    #[test]
    fn lines_that_were_broken_on_purpose_stay() {
        assert_eq!(prose("Lire aussi\nLe reste\nest ici"), ["Lire aussi\nLe reste est ici"]);
        assert_eq!(prose("un  \ndeux"), ["un\ndeux"]);
    }
}
