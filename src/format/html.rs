//! HTML, whole pages and fragments, as html5gum reads it: entities, inline and block elements, attributes that are
//! prose, what is not to be translated, and what stands in another language.
//!
//! Each block of text is a segment; blanks are told as one space, `<br>` as a new line. Scripts, styles and
//! preformatted text are left out; code and what is marked `translate="no"` leave a placeholder in the sentence.

mod element;
mod text;

use std::convert::Infallible;
use std::ops::Range;

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

use super::builder::is_french;
use super::{Builder, Document, Edge, Extraction, Format, Mark, SegmentKind, template};
use element::{Attribute, Role, is_void, prose_of};
use text::escape;

pub use text::decoded_parts;

/// The prose of a page or a fragment.
pub fn extract(text: &str, extraction: Extraction) -> Document<'_> {
    let mut builder = Builder::new(text, Format::Html).reading(extraction);
    read(&mut builder, 0..text.len());
    builder.finish()
}

/// Adds the prose of the HTML in a range of the builder's text.
pub fn read(builder: &mut Builder, range: Range<usize>) {
    let text = builder.text();
    let Some(html) = text.get(range.clone()) else { return };
    let mut reader = Reader {
        base: range.start,
        templates: template::find(html),
        builder,
        elements: Vec::new(),
        skip: None,
        tag: Tag::default(),
        passed: 0,
        unclosed: false,
        segment: 0,
    };
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: html5gum::Span<usize>| {
        reader.event(event, span.start..span.end);
        None::<Infallible>
    });
    emitter.naively_switch_states(true);
    Tokenizer::new_with_emitter(html, emitter).finish();
    reader.end_of_text(html.len());
}

/// The most elements open one in the other, as in browsers: past it, a new one takes the place of the innermost.
const DEEPEST: usize = 512;

/// The most attributes of a tag that are told apart.
const MOST_ATTRIBUTES: usize = 256;

/// Bytes at the start of a file in which it says that it is XML.
const DECLARATION: usize = 1_000;

struct Reader<'b, 's> {
    /// Where the HTML starts in the text; places of events count from there.
    base: usize,
    /// Tags of template languages.
    templates: Vec<Range<usize>>,
    builder: &'b mut Builder<'s>,
    /// The elements that are open.
    elements: Vec<Element>,
    /// The element whose content is passed over.
    skip: Option<Skip>,
    /// The start tag that is read.
    tag: Tag,
    /// Text before this place is passed over.
    passed: usize,
    /// Is no `]]>` left that would end a CDATA section?
    unclosed: bool,
    /// Counts segments, so that a mark that begins in one does not end in another.
    segment: usize,
}

#[derive(Default)]
struct Tag {
    name: String,
    start: usize,
    attributes: Vec<Attribute>,
}

struct Element {
    name: String,
    role: Role,
    start: usize,
    /// The segment that its start tag stands in.
    segment: usize,
    /// Whether it says that its text is in another language than French.
    foreign: Option<bool>,
    /// Does it hold blocks, pictures or controls?
    holds_more: bool,
}

struct Skip {
    name: String,
    start: usize,
    depth: usize,
    inline: bool,
}

impl Reader<'_, '_> {
    fn event(&mut self, event: CallbackEvent<'_>, span: Range<usize>) {
        let string = |bytes: &[u8]| String::from_utf8_lossy(bytes).to_ascii_lowercase();
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Tag { name: string(name), start: span.start, attributes: Vec::new() };
            }
            CallbackEvent::AttributeName { name } => {
                self.tag.attributes.truncate(MOST_ATTRIBUTES - 1);
                self.tag.attributes.push(Attribute { name: string(name), value: String::new(), span: 0..0 });
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(attribute) = self.tag.attributes.last_mut() {
                    attribute.value = String::from_utf8_lossy(value).into_owned();
                    attribute.span = span;
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                let tag = std::mem::take(&mut self.tag);
                let range = tag.start..span.end;
                self.start_tag(tag, range, self_closing);
            }
            CallbackEvent::EndTag { name } => self.end_tag(&string(name), span),
            CallbackEvent::String { .. } => self.string(span),
            CallbackEvent::Comment { value } => self.comment(&String::from_utf8_lossy(value), span),
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn place(&self, range: Range<usize>) -> Range<usize> {
        self.base + range.start..self.base + range.end
    }

    fn comment(&mut self, value: &str, span: Range<usize>) {
        let html = &self.builder.text()[self.base..];
        if let Some(inside) = html.get(span.start..).filter(|rest| rest.starts_with("<![CDATA[")) {
            // One that stands in another was read with it.
            if span.start < self.passed {
                return;
            }
            // It ends where XML says; HTML takes it for a comment that ends at the first `>`.
            let found = if self.unclosed { None } else { inside.find("]]>") };
            self.unclosed = found.is_none();
            let end = found.map_or(span.end, |n| span.start + n + 3);
            self.passed = self.passed.max(end);
            let text = self.builder.text();
            if text[..text.floor_char_boundary(DECLARATION)].trim_start().starts_with("<?xml")
                && self.skip.is_none()
                && !self.is_foreign()
            {
                self.ensure_open();
                let inside = span.start + 9..end.saturating_sub(3).max(span.start + 9);
                self.builder.verbatim(self.place(inside));
            }
            return;
        }
        // What HTML takes for a comment for want of better (`</ p>`) is a fault, and none.
        if html.get(span.start..).is_some_and(|rest| rest.starts_with("<!--")) {
            self.builder.comment(self.place(span), value.trim(), None);
        }
    }

    fn start_tag(&mut self, tag: Tag, range: Range<usize>, self_closing: bool) {
        let mut role = Role::of(&tag.name);
        if self.builder.extraction().article_only && tag.is_around_article() {
            role = Role::Skipped { inline: false };
        }
        let void = is_void(&tag.name) || self_closing && role == Role::Inline(Mark::Other);
        if let Some(skip) = &mut self.skip {
            if skip.inline && matches!(role, Role::Block(_)) {
                // Never closed: a block ends it.
                self.end_skip(range.start);
            } else {
                skip.depth += usize::from(tag.name == skip.name && !void);
                return;
            }
        }
        let foreign = tag.language().map(|lang| !is_french(lang));
        if tag.name == "html" && foreign == Some(false) {
            self.builder.lang(tag.language().unwrap_or_default());
        }
        let hidden = tag.is_untranslated();
        if !hidden && !foreign.unwrap_or(self.is_foreign()) {
            self.attributes(&tag);
        }
        match role {
            Role::Skipped { inline } if !void => self.skip(tag, &range, inline),
            Role::Block(_) | Role::Skipped { .. } => {
                self.close(None);
                self.mark_parents();
                if hidden && !void {
                    self.skip(tag, &range, false);
                } else if !void {
                    self.close_implied(&tag.name);
                    self.push(tag, role, foreign);
                }
            }
            Role::Inline(_) if !void && (hidden || foreign == Some(true) && self.builder.is_open()) => {
                self.skip(tag, &range, true);
            }
            Role::Break => self.line_break(range),
            Role::Picture => {
                self.mark_parents();
                self.builder.picture(self.place(range));
            }
            Role::Inline(mark) => {
                if !self.is_foreign() {
                    self.ensure_open();
                    let edge = if void { Edge::Point } else { Edge::Start };
                    self.builder.boundary(mark, edge, self.place(range));
                }
                if !void {
                    self.push(tag, role, foreign);
                }
            }
            Role::Nothing => {}
        }
    }

    fn push(&mut self, tag: Tag, role: Role, foreign: Option<bool>) {
        let Tag { name, start, .. } = tag;
        let segment = self.segment;
        self.elements.truncate(DEEPEST - 1);
        self.elements.push(Element { name, role, start, segment, foreign, holds_more: false });
    }

    fn skip(&mut self, tag: Tag, range: &Range<usize>, inline: bool) {
        if !inline {
            self.close(None);
            self.mark_parents();
        }
        self.skip = Some(Skip { name: tag.name, start: range.start, depth: 0, inline });
    }

    fn end_skip(&mut self, end: usize) {
        let Some(skip) = self.skip.take() else { return };
        if matches!(Role::of(&skip.name), Role::Skipped { .. }) {
            self.builder.code(self.place(skip.start..end));
        }
        if skip.inline && !self.is_foreign() {
            self.ensure_open();
            self.builder.protect(self.place(skip.start..end));
        }
    }

    /// An item ends the one before it, a paragraph the one that it stands in.
    fn close_implied(&mut self, name: &str) {
        let ends: &[&str] = match name {
            "li" => &["li", "p"],
            "dt" | "dd" => &["dt", "dd", "p"],
            "td" | "th" => &["td", "th", "p"],
            "tr" => &["tr", "td", "th", "p"],
            "option" => &["option"],
            _ => &["p"],
        };
        while self.elements.last().is_some_and(|element| ends.contains(&element.name.as_str())) {
            self.elements.pop();
        }
    }

    fn end_tag(&mut self, name: &str, span: Range<usize>) {
        if let Some(skip) = &mut self.skip {
            if skip.name == name {
                if skip.depth == 0 {
                    self.end_skip(span.end);
                } else {
                    skip.depth -= 1;
                }
                return;
            }
            if !skip.inline || !matches!(Role::of(name), Role::Block(_)) {
                return;
            }
            self.end_skip(span.start);
        }
        let Some(at) = self.elements.iter().rposition(|element| element.name == name) else {
            if matches!(Role::of(name), Role::Block(_)) {
                self.close(None);
            }
            return;
        };
        let element = self.elements.swap_remove(at);
        // What it holds and was never closed ends with it.
        if matches!(element.role, Role::Block(_)) {
            self.elements.truncate(at);
            let alone = !element.holds_more && element.segment + 1 >= self.segment && is_removable(name);
            self.close(alone.then(|| self.lines(self.place(element.start..span.end))));
        } else {
            if at < self.elements.len() {
                // The one that took its place stood last.
                let last = self.elements.remove(at);
                self.elements.push(last);
            }
            if let Role::Inline(mark) = element.role
                && element.segment == self.segment
                && self.builder.is_open()
            {
                self.builder.boundary(mark, Edge::End, self.place(span));
            }
        }
    }

    fn mark_parents(&mut self) {
        for element in &mut self.elements {
            element.holds_more = true;
        }
    }

    /// A range with the rest of its lines, where nothing else stands on them.
    fn lines(&self, range: Range<usize>) -> Range<usize> {
        let text = self.builder.text();
        let before = text[..range.start].trim_end_matches([' ', '\t']);
        let after = &text[range.end..];
        let blank = after.len() - after.trim_start_matches([' ', '\t', '\r']).len();
        if (before.is_empty() || before.ends_with('\n')) && after[blank..].starts_with('\n') {
            before.len()..range.end + blank + 1
        } else {
            range
        }
    }

    fn line_break(&mut self, range: Range<usize>) {
        if self.builder.ends_line() {
            // Two in a row part two paragraphs.
            self.close(None);
        } else {
            self.builder.line(self.place(range));
        }
    }

    fn is_foreign(&self) -> bool {
        self.elements.iter().rev().find_map(|element| element.foreign).unwrap_or(false)
    }

    fn ensure_open(&mut self) {
        if self.builder.is_open() {
            return;
        }
        let kind = self.elements.iter().rev().find_map(|element| match element.role {
            Role::Block(kind) => kind,
            _ => None,
        });
        self.builder.open(kind.unwrap_or(SegmentKind::Paragraph), escape);
        self.segment += 1;
    }

    fn close(&mut self, outer: Option<Range<usize>>) {
        self.builder.close(outer);
    }

    fn attributes(&mut self, tag: &Tag) {
        for attribute in &tag.attributes {
            let Some(kind) = prose_of(&tag.name, attribute, &tag.attributes) else { continue };
            let span = self.place(attribute.span.clone());
            let Some(escape) = text::escape_of_value(self.builder.text(), &span) else { continue };
            let parts = decoded_parts(self.builder.text(), span, true);
            self.builder.add_value(kind, escape, parts);
        }
    }

    /// Adds text to the open segment, or opens one.
    fn string(&mut self, span: Range<usize>) {
        let span = span.start.max(self.passed)..span.end;
        if self.skip.is_some() || self.is_foreign() || span.is_empty() {
            return;
        }
        let whole = self.place(span.clone());
        let Some(text) = self.builder.text().get(whole) else { return };
        if !self.builder.is_open() && text.trim_ascii().is_empty() {
            return;
        }
        self.ensure_open();
        let mut at = span.start;
        let first = self.templates.partition_point(|t| t.end <= span.start);
        let templates = self.templates[first..].iter().take_while(|t| t.start < span.end);
        let templates: Vec<Range<usize>> = templates.cloned().collect();
        for template in templates {
            self.run(at..template.start.max(at));
            if template.start >= span.start {
                self.builder.protect(self.place(template.clone()));
            }
            at = template.end;
        }
        self.run(at.min(span.end)..span.end);
    }

    fn run(&mut self, span: Range<usize>) {
        for (range, signs) in decoded_parts(self.builder.text(), self.place(span), false) {
            match signs.as_deref() {
                None => self.builder.verbatim(range),
                Some(" ") => self.builder.space(range),
                Some(signs) => self.builder.decoded(range, signs),
            }
        }
    }

    fn end_of_text(&mut self, end: usize) {
        self.end_skip(end);
        self.close(None);
    }
}

impl Tag {
    fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|a| a.name == name).map(|a| a.value.as_str())
    }

    fn language(&self) -> Option<&str> {
        self.value("lang").or_else(|| self.value("xml:lang")).filter(|lang| !lang.trim().is_empty())
    }

    /// Does it hold what stands around an article: menus, forms, the foot of the page?
    fn is_around_article(&self) -> bool {
        let role = self.value("role").unwrap_or_default();
        matches!(
            self.name.as_str(),
            "nav" | "aside" | "footer" | "form" | "menu" | "search" | "dialog" | "select" | "button"
        ) || matches!(role, "navigation" | "contentinfo" | "search" | "complementary" | "banner" | "dialog")
    }

    /// Is its text marked as not to be translated?
    fn is_untranslated(&self) -> bool {
        self.value("translate").is_some_and(|value| value.eq_ignore_ascii_case("no"))
            || self
                .value("class")
                .is_some_and(|class| class.split_ascii_whitespace().any(|c| c == "notranslate"))
    }
}

/// Is an element gone when its words are?
fn is_removable(name: &str) -> bool {
    matches!(
        name,
        "p" | "li"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "figcaption"
            | "blockquote"
            | "div"
            | "aside"
            | "footer"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Boundary;

    fn prose(text: &str) -> Vec<String> {
        let document = extract(text, Extraction::default());
        document.segments.iter().map(|segment| document.prose[segment.range.clone()].to_owned()).collect()
    }

    #[test]
    fn blocks_are_segments_and_blanks_are_one() {
        let text = "<!DOCTYPE html>\n<html lang=fr><head><title>Un &amp; deux</title><style>p{}</style></head>\n<body><h1>Titre</h1><p>Un\n  <b>mot</b>\tici<p>Deux<ul><li>a<li>b</ul></body></html>";
        assert_eq!(prose(text), ["Un & deux", "Titre", "Un mot ici", "Deux", "a", "b"]);
    }

    #[test]
    fn attributes_that_are_read_are_prose() {
        let text = "<meta name=description content=\"Une page\"><p>Voir <img src=a.png alt='Un &eacute;l&egrave;ve'> ici <a href=x title=\"Aller\">là</a></p><input placeholder='Nom' value=3>";
        assert_eq!(prose(text), ["Une page", "Voir `image` ici là", "Un élève", "Aller", "Nom"]);
    }

    #[test]
    fn what_is_no_prose_is_left_out() {
        let text = "<p>Taper <code>ls <b>x</b></code> puis <span translate=no>Enter</span>.</p><pre>a\n</pre><script>var a = '<p>b</p>';</script><p lang=en>English</p><p class=\"a notranslate\">Rien</p><p>Fin";
        assert_eq!(prose(text), ["Taper `code_ls_b_x_b_code` puis `span_translate_no_Enter_span`.", "Fin"]);
    }

    #[test]
    fn a_page_in_another_language_may_hold_french() {
        assert_eq!(
            prose("<html lang=en><p>English</p><div lang=fr-CA><p>Un mot</p></div><p>more"),
            ["Un mot"]
        );
    }

    #[test]
    fn breaks_are_lines_and_two_part_paragraphs() {
        assert_eq!(prose("<p>un<br>\n deux<br><br/>trois</p>"), ["un\ndeux", "trois"]);
    }

    #[test]
    fn tag_soup_is_read() {
        assert_eq!(
            prose("<p>a <b>b <i>c</b> d</i> <code>e <p>f</div> 1 < 2 &amp &nbsp; g"),
            ["a b c d `code_e`", "f", "1 < 2 & \u{a0} g"]
        );
        assert_eq!(prose("texte {{ x }} et {% if %}oui"), ["texte `x` et `if`oui"]);
    }

    #[test]
    fn an_article_may_be_read_without_what_is_around_it() {
        let text =
            "<nav><a>Accueil</a></nav><p>Un mot</p><div role=search>Chercher</div><footer>Pied</footer>";
        let document = extract(text, Extraction { article_only: true });
        assert_eq!(document.prose, "Un mot");
        assert_eq!(prose(text).len(), 4);
    }

    #[test]
    fn marks_begin_and_end_in_their_segment() {
        let document = extract("<a href=x><p>un <b>mot</b></p></a> fin", Extraction::default());
        let marks: Vec<_> =
            document.boundaries.iter().map(|Boundary { at, mark, edge, .. }| (*at, *mark, *edge)).collect();
        assert_eq!(marks, [(3, Mark::Bold, Edge::Start), (6, Mark::Bold, Edge::End)]);
    }
}
