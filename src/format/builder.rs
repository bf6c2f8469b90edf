//! Puts a document together, segment by segment, as a format's parser goes through the text.

use std::borrow::Cow;
use std::ops::Range;

use super::{
    Boundary, Comment, Document, Edge, Escape, Extraction, Format, Mark, OffsetMap, Piece, PieceKind,
    Segment, SegmentKind,
};
use crate::bilingual::Pair;

/// The longest placeholder for what is no prose, in bytes.
const LONGEST_PLACEHOLDER: usize = 40;

/// A document in the making. Text is added while a segment is open; what is added outside of one is passed over.
#[derive(Debug)]
pub struct Builder<'s> {
    text: &'s str,
    format: Format,
    extraction: Extraction,
    prose: String,
    map: OffsetMap,
    segments: Vec<Segment>,
    boundaries: Vec<Boundary>,
    comments: Vec<Comment>,
    code: Vec<Range<usize>>,
    head: Option<Range<usize>>,
    lang: Option<String>,
    pairs: Vec<Pair>,
    open: Option<Open>,
    /// A picture that words may still follow, and the blanks after it.
    picture: Option<(Range<usize>, Option<Blank>)>,
    /// Values that stand inside the open segment and are read after it.
    later: Vec<Value>,
}

/// Blanks of the prose, what they stand for, and how.
type Blank = (String, Range<usize>, PieceKind);

#[derive(Debug)]
struct Open {
    kind: SegmentKind,
    escape: Escape,
    /// Where the prose of the segment starts.
    start: usize,
    /// The boundaries and the separator before it, to be forgotten with it.
    boundaries: usize,
    separator: usize,
    source: Option<String>,
    id: Option<String>,
}

/// A text that stands by itself, decoded already.
#[derive(Debug)]
struct Value {
    kind: SegmentKind,
    escape: Escape,
    parts: Vec<(Range<usize>, Option<String>)>,
}

impl<'s> Builder<'s> {
    /// An empty document over a text.
    pub fn new(text: &'s str, format: Format) -> Builder<'s> {
        Builder {
            text,
            format,
            extraction: Extraction::default(),
            prose: String::new(),
            map: OffsetMap::default(),
            segments: Vec::new(),
            boundaries: Vec::new(),
            comments: Vec::new(),
            code: Vec::new(),
            head: None,
            lang: None,
            pairs: Vec::new(),
            open: None,
            picture: None,
            later: Vec::new(),
        }
    }

    /// How the text is read.
    pub fn extraction(&self) -> Extraction {
        self.extraction
    }

    /// Sets how the text is read.
    pub fn reading(mut self, extraction: Extraction) -> Builder<'s> {
        self.extraction = extraction;
        self
    }

    /// The text the document is taken from.
    pub fn text(&self) -> &'s str {
        self.text
    }

    /// Opens a segment; one that is open is closed, and only its words can go.
    pub fn open(&mut self, kind: SegmentKind, escape: Escape) {
        self.close(None);
        let separator = self.prose.len();
        if separator > 0 {
            self.push("\n\n", 0..0, PieceKind::Inserted);
        }
        let (start, boundaries) = (self.prose.len(), self.boundaries.len());
        self.open = Some(Open { kind, escape, start, boundaries, separator, source: None, id: None });
    }

    /// Is a segment open?
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Does the open segment hold something yet?
    pub fn has_text(&self) -> bool {
        self.open.as_ref().is_some_and(|open| self.prose.len() > open.start)
    }

    /// What the open segment was translated from, and what the format calls it.
    pub fn describe(&mut self, source: Option<String>, id: Option<String>) {
        if let Some(open) = &mut self.open {
            (open.source, open.id) = (source, id);
        }
    }

    /// Closes the open segment. `outer` goes when all of the segment is taken away. A segment without a letter or
    /// digit of prose is forgotten.
    pub fn close(&mut self, outer: Option<Range<usize>>) {
        self.picture = None;
        let Some(open) = self.open.take() else { return };
        let trimmed = open.start + self.prose[open.start..].trim_end().len();
        let shows = |piece: &Piece| {
            piece.kind != PieceKind::Protected && !self.prose[piece.prose.clone()].trim().is_empty()
        };
        if trimmed > open.start && self.map.touched(&(open.start..trimmed)).iter().any(shows) {
            self.cut(trimmed, self.boundaries.len());
            for boundary in &mut self.boundaries[open.boundaries..] {
                boundary.at = boundary.at.min(trimmed);
            }
            let Open { kind, escape, start, source, id, .. } = open;
            self.segments.push(Segment { range: start..trimmed, kind, outer, escape, source, id });
        } else {
            self.cut(open.separator, open.boundaries);
        }
        for value in std::mem::take(&mut self.later) {
            self.value(value);
        }
    }

    fn cut(&mut self, prose: usize, boundaries: usize) {
        self.prose.truncate(prose);
        self.map.truncate(prose);
        self.boundaries.truncate(boundaries);
    }

    fn push(&mut self, prose: &str, source: Range<usize>, kind: PieceKind) {
        if let Some((picture, blank)) = self.picture.take() {
            if prose.trim().is_empty() {
                self.picture = Some((picture, blank.or(Some((prose.to_owned(), source, kind)))));
                return;
            }
            self.push_placeholder("image", picture);
            if let Some((prose, source, kind)) = blank {
                self.push(&prose, source, kind);
            }
        }
        let start = self.prose.len();
        self.prose.push_str(prose);
        self.map.push(Piece { prose: start..self.prose.len(), source, kind });
    }

    /// Adds a run of the text as it is.
    pub fn verbatim(&mut self, source: Range<usize>) {
        if let (true, Some(run)) = (self.is_open(), self.text.get(source.clone())) {
            self.push(run, source, PieceKind::Verbatim);
        }
    }

    /// Adds signs that the text writes in another way.
    pub fn decoded(&mut self, source: Range<usize>, signs: &str) {
        if self.text.get(source.clone()) == Some(signs) {
            self.verbatim(source);
        } else if self.is_open() {
            self.push(signs, source, PieceKind::Decoded);
        }
    }

    /// Adds one space for a run of blanks, unless the segment starts or a blank stands there already.
    pub fn space(&mut self, source: Range<usize>) {
        let stands = self.picture.is_none() && self.prose.ends_with([' ', '\n']);
        if self.has_text() && !stands {
            self.decoded(source, " ");
        }
    }

    /// Adds a new line within the segment; a second one in a row parts two segments.
    pub fn line(&mut self, source: Range<usize>) {
        if !self.has_text() {
            return;
        }
        if self.ends_line() {
            if let Some((kind, escape)) = self.open.as_ref().map(|open| (open.kind, open.escape)) {
                self.open(kind, escape);
            }
            return;
        }
        if self.prose.ends_with(' ') {
            let end = self.prose.len() - 1;
            self.prose.truncate(end);
            self.map.truncate(end);
            for boundary in self.boundaries.iter_mut().rev().take_while(|boundary| boundary.at > end) {
                boundary.at = end;
            }
        }
        let at = self.prose.len();
        self.boundaries.push(Boundary { at, mark: Mark::Line, edge: Edge::Point, source: source.clone() });
        self.decoded(source, "\n");
    }

    /// Adds a new line where the source only wraps its lines, and its author meant one.
    pub fn soft_line(&mut self, source: Range<usize>) {
        if self.has_text() && !self.ends_line() {
            self.decoded(source, "\n");
        }
    }

    /// Does the open segment end with a new line?
    pub fn ends_line(&self) -> bool {
        self.has_text() && self.prose.ends_with('\n')
    }

    /// Has what was added last stand for the text up to `end`: the blanks before the next line's words.
    pub fn widen_last(&mut self, end: usize) {
        self.map.widen_last(end);
    }

    /// Adds a placeholder for what is no prose: one token, that rules neither report nor change.
    pub fn protect(&mut self, source: Range<usize>) {
        if !self.is_open() {
            return;
        }
        let mut name = String::new();
        for c in self.text.get(source.clone()).unwrap_or_default().trim_matches('`').chars() {
            let kept = c.is_alphanumeric() || matches!(c, '-' | '.');
            if kept || !name.is_empty() && !name.ends_with('_') {
                name.push(if kept { c } else { '_' });
            }
            if name.len() >= LONGEST_PLACEHOLDER {
                break;
            }
        }
        self.push_placeholder(name.trim_end_matches('_'), source);
    }

    fn push_placeholder(&mut self, name: &str, source: Range<usize>) {
        let name = if name.is_empty() { "_" } else { name };
        self.push(&format!("`{name}`"), source, PieceKind::Protected);
    }

    /// A picture between words: a placeholder, once words follow it. Where none stand before it or after it, it is
    /// no part of the sentence.
    pub fn picture(&mut self, source: Range<usize>) {
        if self.has_text() {
            self.picture.get_or_insert((source, None));
        }
    }

    /// Marks where markup begins or ends.
    pub fn boundary(&mut self, mark: Mark, edge: Edge, source: Range<usize>) {
        if self.is_open() {
            self.boundaries.push(Boundary { at: self.prose.len(), mark, edge, source });
        }
    }

    /// Adds a comment of the file.
    pub fn comment(&mut self, range: Range<usize>, text: &str, applies_to: Option<Range<usize>>) {
        self.code(range.clone());
        self.comments.push(Comment { range, text: text.to_owned(), applies_to });
    }

    /// Adds signs that stand for nothing: the space between two subtitles that hold one sentence.
    pub fn joint(&mut self, signs: &str) {
        if self.is_open() {
            self.push(signs, 0..0, PieceKind::Inserted);
        }
    }

    /// Adds a translation beside its source.
    pub fn pair(&mut self, pair: Pair) {
        self.pairs.push(pair);
    }

    /// Notes that a range of the text is code.
    pub fn code(&mut self, range: Range<usize>) {
        self.code.push(range);
    }

    /// Notes that a range of the text is the head of the page, which holds its data.
    pub fn head(&mut self, range: Range<usize>) {
        self.head.get_or_insert(range);
    }

    /// Sets the language that the file says it is in.
    pub fn lang(&mut self, lang: &str) {
        self.lang.get_or_insert_with(|| lang.to_owned());
    }

    /// Does the file say that it is in another language than French?
    pub fn is_foreign(&self) -> bool {
        self.lang.as_deref().is_some_and(|lang| !is_french(lang))
    }

    /// Adds a segment of its own: an attribute's value, say. Its parts are runs of the text, or what they stand
    /// for. While a segment is open it waits for its end.
    pub fn add_value(
        &mut self,
        kind: SegmentKind,
        escape: Escape,
        parts: Vec<(Range<usize>, Option<String>)>,
    ) {
        self.later.push(Value { kind, escape, parts });
        if !self.is_open()
            && let Some(value) = self.later.pop()
        {
            self.value(value);
        }
    }

    fn value(&mut self, value: Value) {
        self.open(value.kind, value.escape);
        for (range, signs) in value.parts {
            match signs {
                Some(signs) => self.decoded(range, &signs),
                None => self.verbatim(range),
            }
        }
        self.close(None);
    }

    /// The document. A file in another language than French holds no prose to be read.
    pub fn finish(mut self) -> Document<'s> {
        self.close(None);
        self.code.sort_by_key(|code| code.start);
        if self.is_foreign() {
            self.cut(0, 0);
            self.segments.clear();
        }
        Document {
            text: self.text,
            format: self.format,
            extraction: self.extraction,
            prose: Cow::Owned(self.prose),
            map: Some(self.map),
            segments: self.segments,
            boundaries: self.boundaries,
            comments: self.comments,
            code: self.code,
            head: self.head,
            lang: self.lang,
            pairs: self.pairs,
            ..Document::default()
        }
    }
}

/// Is a language tag, such as `fr-CA`, one of French? An empty one says nothing.
pub fn is_french(lang: &str) -> bool {
    let lang = lang.trim();
    lang.is_empty() || lang.get(..2).is_some_and(|code| code.eq_ignore_ascii_case("fr"))
}
