//! The proof of an edit: the mended text, read again, says what was meant, between the same marks.

use crate::finding::Edit;
use crate::fix::apply;
use crate::format::{Document, Edge, extract_with};

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
        self.spent += document.text.len();
        if self.spent > BUDGET.max(4 * document.text.len()) {
            return false;
        }
        let mended = apply(document.text, edits);
        let after = extract_with(&mended, document.format, &document.reading);
        if after.fault.is_some() {
            return false;
        }
        let wanted = apply(&document.prose, [meant]);
        let marks = after.boundaries.len();
        parts(&after.prose).eq(parts(&wanted))
            && (marks == document.boundaries.len() || drops_marks && marks < document.boundaries.len())
            && ragged(&after) <= ragged(document)
    }
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
