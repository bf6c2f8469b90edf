//! The proof of an edit: the mended text, read again, says what was meant, between the same marks.

use crate::finding::Edit;
use crate::fix::apply;
use crate::format::{Document, Edge, Excerpt, Segment, extract_with};
use crate::span::Span;

/// How many bytes may be read again for one text: past that, fixes that need a proof are withdrawn.
const BUDGET: usize = 32 << 20;

/// What was spent on proofs.
#[derive(Debug, Default)]
pub struct Proofs {
    spent: usize,
}

impl Proofs {
    /// Do `edits` of the source make of the prose what `meant` makes of it?
    pub fn hold(&mut self, document: &Document, edits: &[Edit], meant: &Edit, drops_marks: bool) -> bool {
        // To look for an excerpt takes time too.
        if !self.read(document, 0) {
            return false;
        }
        if let (Some(first), Some(last)) = (edits.first(), edits.last())
            && let place = (first.span.start()..last.span.end())
            && let Some(excerpt) = Excerpt::around(document.text, document.format, &place)
            && let Some(held) = self.hold_in(document, &excerpt, edits, meant, drops_marks)
        {
            return held;
        }
        self.read(document, document.text.len())
            && says(document, &apply(document.text, edits), meant, drops_marks)
    }

    /// The same, asked of an excerpt; `None` where it does not read as it does in its place.
    fn hold_in(
        &mut self,
        document: &Document,
        excerpt: &Excerpt,
        edits: &[Edit],
        meant: &Edit,
        drops_marks: bool,
    ) -> Option<bool> {
        let part = extract_with(&excerpt.text, document.format, &document.reading);
        let in_part = |segment: &&Segment| {
            document.source_of(&segment.range).is_some_and(|source| excerpt.within(&source).is_some())
        };
        let at = document.segments.partition_point(|segment| segment.range.end < meant.span.start());
        let before = document.segments[..at].iter().rev().take_while(in_part).last();
        let first = before.or(document.segments.get(at).filter(in_part))?.range.start;
        let start = part.segments.first()?.range.start;
        let same = document.prose.get(first..)?.strip_prefix(part.prose.get(start..)?.trim_end());
        if part.fault.is_some() || same.is_none() {
            return None;
        }
        let meant = edit_at(&part.prose, meant, meant.span.start() - first + start)?;
        let edits: Vec<Edit> = edits
            .iter()
            .map(|edit| edit_at(&excerpt.text, edit, excerpt.within(&edit.span.range())?.start))
            .collect::<Option<_>>()?;
        let held = self.read(document, 2 * excerpt.text.len())
            && says(&part, &apply(&excerpt.text, &edits), &meant, drops_marks);
        Some(held)
    }

    /// May so many bytes more be read?
    fn read(&mut self, document: &Document, bytes: usize) -> bool {
        self.spent += bytes;
        self.spent <= BUDGET.max(4 * document.text.len())
    }
}

/// Does a mended text say what was meant, between the marks of the document it was made from?
fn says(document: &Document, mended: &str, meant: &Edit, drops_marks: bool) -> bool {
    let after = extract_with(mended, document.format, &document.reading);
    let wanted = apply(&document.prose, [meant]);
    let marks = after.boundaries.len();
    after.fault.is_none()
        && parts(&after.prose).eq(parts(&wanted))
        && (marks == document.boundaries.len() || drops_marks && marks < document.boundaries.len())
        && ragged(&after) <= ragged(document)
}

/// An edit, of a text in which its place begins at another byte.
fn edit_at(text: &str, edit: &Edit, start: usize) -> Option<Edit> {
    let span = Span::new(text, start..start + edit.span.len())?;
    Some(Edit { span, replacement: edit.replacement.clone() })
}

/// The words of each segment of a prose: how many blanks part them says nothing.
fn parts(prose: &str) -> impl Iterator<Item = Vec<&str>> {
    prose.split("\n\n").map(words).filter(|part| !part.is_empty())
}

fn words(part: &str) -> Vec<&str> {
    part.split([' ', '\n', '\t']).filter(|word| !word.is_empty()).collect()
}

/// How many marks have a blank on their inside: `**bold **`.
fn ragged(document: &Document) -> usize {
    let prose = &document.prose;
    let is_ragged = |edge: Edge, at: usize| match edge {
        Edge::Start => prose[at..].starts_with([' ', '\u{a0}']),
        Edge::End => prose[..at].ends_with([' ', '\u{a0}']),
        Edge::Point => false,
    };
    document.boundaries.iter().filter(|boundary| is_ragged(boundary.edge, boundary.at)).count()
}
