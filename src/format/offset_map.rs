//! The way from the prose back to the text it was taken from.
//!
//! The prose is made of pieces: runs that stand in the source as they are, signs that the source writes in
//! another way (`&eacute;`), placeholders for what is no prose, and separators that stand for nothing.
//! Pieces are in the order of the prose; in the source they may stand in another one (the description of a
//! picture is read after the paragraph that holds it).

use std::ops::Range;

/// How a piece of the prose stands in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// Byte for byte.
    Verbatim,
    /// Written otherwise, as a whole: an entity, an escape, a run of blanks.
    Decoded,
    /// Not at all: a placeholder for markup, code, an address.
    Protected,
    /// It does not: a blank line between two segments.
    Inserted,
}

/// A piece of the prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// In bytes of the prose.
    pub prose: Range<usize>,
    /// In bytes of the source; empty where it stands for nothing.
    pub source: Range<usize>,
    /// How the one stands for the other.
    pub kind: PieceKind,
}

/// The pieces of a prose.
#[derive(Clone, Debug, Default)]
pub struct OffsetMap {
    pieces: Vec<Piece>,
}

impl OffsetMap {
    /// Adds a piece at the end. A run that goes on with the one before it is joined to it.
    pub fn push(&mut self, piece: Piece) {
        if piece.prose.is_empty() {
            return;
        }
        if let Some(last) = self.pieces.last_mut()
            && last.kind == PieceKind::Verbatim
            && piece.kind == PieceKind::Verbatim
            && last.source.end == piece.source.start
            && last.prose.end == piece.prose.start
        {
            last.prose.end = piece.prose.end;
            last.source.end = piece.source.end;
            return;
        }
        self.pieces.push(piece);
    }

    /// Forgets what lies past a byte of the prose.
    pub fn truncate(&mut self, prose: usize) {
        while let Some(last) = self.pieces.last_mut() {
            if last.prose.end <= prose {
                break;
            }
            if last.prose.start < prose && last.kind == PieceKind::Verbatim {
                last.source.end -= last.prose.end - prose;
                last.prose.end = prose;
                break;
            }
            self.pieces.pop();
        }
    }

    /// Has the last piece, which is no run, stand for the source up to `end`.
    pub fn widen_last(&mut self, end: usize) {
        if let Some(last) = self.pieces.last_mut()
            && last.kind == PieceKind::Decoded
            && last.source.end <= end
        {
            last.source.end = end;
        }
    }

    /// All pieces.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The pieces that a range of the prose touches.
    pub fn touched(&self, prose: &Range<usize>) -> &[Piece] {
        let first = self.pieces.partition_point(|piece| piece.prose.end <= prose.start);
        let last = self.pieces.partition_point(|piece| piece.prose.start < prose.end);
        &self.pieces[first..last.max(first)]
    }

    /// What a piece, cut to a range of the prose, stands for. Only a run can be cut.
    pub fn cut(piece: &Piece, prose: &Range<usize>) -> Piece {
        if piece.kind != PieceKind::Verbatim {
            return piece.clone();
        }
        let start = prose.start.clamp(piece.prose.start, piece.prose.end);
        let end = prose.end.clamp(start, piece.prose.end);
        let source = |at: usize| piece.source.start + (at - piece.prose.start);
        Piece { prose: start..end, source: source(start)..source(end), kind: piece.kind }
    }

    /// From the first to the last byte of the source that a range of the prose stands for, with the markup between
    /// them. `None` when it stands for nothing.
    pub fn source_of(&self, prose: &Range<usize>) -> Option<Range<usize>> {
        if prose.is_empty() {
            return self.place_of(prose.start).map(|at| at..at);
        }
        let mut real = self.touched(prose).iter().filter(|piece| piece.kind != PieceKind::Inserted);
        let first = OffsetMap::cut(real.next()?, prose).source;
        let last = real.next_back().map_or(first.clone(), |piece| OffsetMap::cut(piece, prose).source);
        Some(if last.end >= first.start { first.start..last.end } else { first })
    }

    /// The place of the source where a place of the prose stands: after what stands before it.
    fn place_of(&self, at: usize) -> Option<usize> {
        let next = self.pieces.partition_point(|piece| piece.prose.end < at);
        let piece = self.pieces[next..].iter().take(2).find(|piece| piece.kind != PieceKind::Inserted)?;
        let to_end = at >= piece.prose.end;
        match piece.kind {
            PieceKind::Verbatim => Some(OffsetMap::cut(piece, &(at..at)).source.start),
            _ if to_end => Some(piece.source.end),
            _ => Some(piece.source.start),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `&eacute;t&eacute;` then a paragraph `fin`.
    fn map() -> OffsetMap {
        let mut map = OffsetMap::default();
        let mut push = |prose, source, kind| map.push(Piece { prose, source, kind });
        push(0..2, 0..8, PieceKind::Decoded);
        push(2..3, 8..9, PieceKind::Verbatim);
        push(3..5, 9..17, PieceKind::Decoded);
        push(5..7, 17..17, PieceKind::Inserted);
        push(7..10, 24..27, PieceKind::Verbatim);
        map
    }

    #[test]
    fn a_range_is_carried_over_what_stands_between() {
        let map = map();
        assert_eq!(map.source_of(&(0..5)), Some(0..17));
        assert_eq!(map.source_of(&(2..3)), Some(8..9));
        assert_eq!(map.source_of(&(3..9)), Some(9..26));
        assert_eq!(map.source_of(&(5..7)), None);
    }

    #[test]
    fn a_place_stands_after_what_is_before_it() {
        let map = map();
        assert_eq!(map.source_of(&(5..5)), Some(17..17));
        assert_eq!(map.source_of(&(8..8)), Some(25..25));
        assert_eq!(map.source_of(&(0..0)), Some(0..0));
    }

    #[test]
    fn runs_that_go_on_are_one() {
        let mut map = OffsetMap::default();
        map.push(Piece { prose: 0..2, source: 4..6, kind: PieceKind::Verbatim });
        map.push(Piece { prose: 2..3, source: 6..7, kind: PieceKind::Verbatim });
        assert_eq!(map.pieces().len(), 1);
        map.truncate(1);
        assert_eq!(map.pieces(), [Piece { prose: 0..1, source: 4..5, kind: PieceKind::Verbatim }]);
    }
}
