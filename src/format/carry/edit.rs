//! One edit of the prose, as edits of the source.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::proof::Proofs;
use crate::finding::Edit;
use crate::format::{
    Boundary, Document, Edge, Format, Mark, OffsetMap, Piece, PieceKind, Segment, SegmentKind,
};
use crate::span::Span;

/// Marked words, or a placeholder, in the prose; and all that stands for them in the source.
type Kept = (Range<usize>, Range<usize>);

/// A change of the source: what goes, and what comes, already escaped.
type Change = (Range<usize>, String);

impl Document<'_> {
    /// The edits of the source that do what an edit of the prose does; `None` if that cannot be done soundly.
    pub(super) fn carry_edit(&self, edit: &Edit, proofs: &mut Proofs) -> Option<Vec<Edit>> {
        let (range, new) = (edit.span.range(), edit.replacement.as_str());
        if new.trim().is_empty()
            && let Some(changes) = self.whole_segments(&range)
        {
            let edits = self.edits(changes)?;
            return proofs.hold(self, &edits, edit, true).then_some(edits);
        }
        let segment = self.segment_at(range.start).filter(|segment| segment.range.end >= range.end)?;
        if let Some(source) = self.direct(&range) {
            let edits = self.edits(vec![(source.clone(), (segment.escape)(new)?)])?;
            let plain = is_plain(new)
                && is_plain(&self.prose[range.clone()])
                && (self.is_quoted_text()
                    || range.start > segment.range.start && !self.starts_line(source.start))
                && !self.at_boundary(&range)
                && !self.in_label(segment, range.end);
            return (plain || proofs.hold(self, &edits, edit, false)).then_some(edits);
        }
        let hunks = self.hunks(&range, new);
        let moved = self.moved(segment, &range, new);
        let disturbs = |(kept, _): &(Range<usize>, Range<usize>)| {
            hunks.iter().any(|(hunk, _)| hunk.start < kept.end && kept.start < hunk.end)
        };
        if let Some((change, kept)) = &moved
            && kept.iter().any(disturbs)
            && let Some(edits) = self.edits(vec![change.clone()])
            && proofs.hold(self, &edits, edit, false)
        {
            return Some(edits);
        }
        (0..TARGETS).find_map(|target| {
            let changes: Option<Vec<Vec<Change>>> =
                hunks.iter().map(|(range, new)| self.hunk(segment, range.clone(), new, target)).collect();
            let edits = self.edits(changes?.concat())?;
            proofs.hold(self, &edits, edit, hunks.iter().any(|(_, new)| new.is_empty())).then_some(edits)
        })
    }

    /// Are texts of this format set apart by quotation marks or tags, so that their first word is one like the others?
    fn is_quoted_text(&self) -> bool {
        use Format::{Android, Json, JsonLines, Po, Strings, Tmx, Xliff};
        matches!(self.format, Po | Xliff | Tmx | Json | JsonLines | Android | Strings)
    }

    fn edits(&self, changes: Vec<Change>) -> Option<Vec<Edit>> {
        changes
            .into_iter()
            .map(|(range, replacement)| Some(Edit { span: Span::new(self.text, range)?, replacement }))
            .collect()
    }

    fn pieces(&self, range: &Range<usize>) -> Vec<Piece> {
        let touched = self.map.as_ref().map_or(&[][..], |map| map.touched(range));
        touched.iter().map(|piece| OffsetMap::cut(piece, range)).collect()
    }

    /// What goes when all of some segments is taken away; `None` if the range holds a part of one.
    fn whole_segments(&self, range: &Range<usize>) -> Option<Vec<Change>> {
        let first = self.segments.partition_point(|segment| segment.range.end <= range.start);
        let touched: Vec<&Segment> =
            self.segments[first..].iter().take_while(|segment| segment.range.start < range.end).collect();
        let whole = |s: &&Segment| range.start <= s.range.start && s.range.end <= range.end;
        if touched.is_empty() || !touched.iter().all(whole) {
            return None;
        }
        let outer = |segment: &&Segment| match &segment.outer {
            Some(outer) => Some(outer.clone()),
            // An attribute or a key stays, and needs its value.
            None if segment.kind == SegmentKind::Attribute => None,
            None => {
                let words = self.with_partners(segment, self.source_of(&segment.range)?);
                self.is_balanced(segment, &words).then_some(words)
            }
        };
        touched.iter().map(|segment| Some((outer(segment)?, String::new()))).collect()
    }

    /// The source of a range that is one run of it.
    fn direct(&self, range: &Range<usize>) -> Option<Range<usize>> {
        if range.is_empty() {
            return self.insertion(range.start).map(|at| at..at);
        }
        match &self.pieces(range)[..] {
            [piece] if piece.kind == PieceKind::Verbatim => Some(piece.source.clone()),
            _ => None,
        }
    }

    /// Where in the source something is put in at a place of the prose: outside of the marks that stand there.
    fn insertion(&self, at: usize) -> Option<usize> {
        let here = self.boundaries_in(at, at);
        let first_start = here.iter().position(|b| b.edge == Edge::Start).unwrap_or(here.len());
        if let Some(end) = here[..first_start].iter().rev().find(|b| b.edge == Edge::End) {
            return Some(end.source.end);
        }
        match here.get(first_start) {
            Some(start) => Some(start.source.start),
            None => self.source_of(&(at..at)).map(|range| range.start),
        }
    }

    fn at_boundary(&self, range: &Range<usize>) -> bool {
        let is_mark = |b: &Boundary| b.edge != Edge::Point && (b.at == range.start || b.at == range.end);
        self.boundaries_in(range.start, range.end).iter().any(is_mark)
    }

    /// Does a place stand in a link whose words are its address as well: `[Guide]`, `[Guide][]`?
    fn in_label(&self, segment: &Segment, at: usize) -> bool {
        let after = self.boundaries_in(at, segment.range.end).iter().find(|b| b.mark == Mark::Link);
        after.is_some_and(|b| b.edge == Edge::End && matches!(&self.text[b.source.clone()], "]" | "][]"))
    }

    /// Does nothing but blanks and marks stand before a place on its line? What comes there may get a meaning.
    fn starts_line(&self, at: usize) -> bool {
        let line = self.text[..at].rfind('\n').map_or(0, |n| n + 1);
        !self.text[line..at].contains(char::is_alphabetic)
    }

    /// What changes between the words of a range and those of its replacement.
    fn hunks(&self, range: &Range<usize>, new: &str) -> Vec<(Range<usize>, String)> {
        let cuts: Vec<usize> = self
            .boundaries_in(range.start, range.end)
            .iter()
            .filter(|b| range.start <= b.at && b.at <= range.end)
            .map(|b| b.at - range.start)
            .collect();
        let (old, new) = words_cut(&self.prose[range.clone()], &cuts, new);
        let mut starts: Vec<usize> = Vec::with_capacity(old.len() + 1);
        let mut at = range.start;
        for word in &old {
            starts.push(at);
            at += word.len();
        }
        starts.push(at);
        capture_diff_slices(Algorithm::Myers, &old, &new)
            .into_iter()
            .filter(|op| !matches!(op, DiffOp::Equal { .. }))
            .map(|op| {
                let (_, from, to) = op.as_tag_tuple();
                (starts[from.start]..starts[from.end], new[to].concat())
            })
            .collect()
    }

    /// The changes that put `new` in the place of a range without cutting a mark. Of several runs that the range
    /// is made of, the one numbered `target` gets the new words, the others lose theirs.
    fn hunk(&self, segment: &Segment, range: Range<usize>, new: &str, target: usize) -> Option<Vec<Change>> {
        if range.is_empty() {
            let at = self.insertion(range.start)?;
            return Some(vec![(at..at, (segment.escape)(new)?)]);
        }
        let runs = self.runs(&range)?;
        let whole = runs.first()?.start..runs.last()?.end;
        if new.is_empty() {
            let whole = self.with_partners(segment, whole);
            return match self.is_balanced(segment, &whole) {
                true => Some(vec![(whole, String::new())]),
                false => Some(runs.into_iter().map(|run| (run, String::new())).collect()),
            };
        }
        let new = (segment.escape)(new)?;
        let emptied = runs.iter().position(|run| self.with_partners(segment, run.clone()) != *run);
        let target = emptied.filter(|_| runs.len() > 1).unwrap_or(target);
        if target >= runs.len() {
            return None;
        }
        let change = |(n, run)| (run, if n == target { new.clone() } else { String::new() });
        Some(runs.into_iter().enumerate().map(change).collect())
    }

    /// The unbroken runs of the source that a range stands for; `None` if part of it is no prose.
    fn runs(&self, range: &Range<usize>) -> Option<Vec<Range<usize>>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for piece in self.pieces(range) {
            let cut = piece.prose.start < range.start || piece.prose.end > range.end;
            if cut || matches!(piece.kind, PieceKind::Protected | PieceKind::Inserted) {
                return None;
            }
            match runs.last_mut() {
                Some(last) if last.end == piece.source.start => last.end = piece.source.end,
                Some(last) if last.end > piece.source.start => return None,
                _ => runs.push(piece.source),
            }
        }
        Some(runs)
    }

    /// A range of the source, with the marks beside it that would hold nothing without it.
    fn with_partners(&self, segment: &Segment, mut source: Range<usize>) -> Range<usize> {
        let marks = self.boundaries_in(segment.range.start, segment.range.end);
        loop {
            let before = marks.iter().find(|b| b.edge == Edge::Start && b.source.end == source.start);
            let after = marks.iter().find(|b| b.edge == Edge::End && b.source.start == source.end);
            let (closes, opens) = self.unmatched(segment, &source);
            source = match (before, after) {
                (Some(before), _) if closes => before.source.start..source.end,
                (_, Some(after)) if opens => source.start..after.source.end,
                (Some(before), Some(after)) if before.mark == after.mark => {
                    before.source.start..after.source.end
                }
                _ => return source,
            };
        }
    }

    /// The boundaries that stand inside a range of the source.
    fn inside<'d>(&'d self, segment: &Segment, source: &Range<usize>) -> impl Iterator<Item = &'d Boundary> {
        let source = source.clone();
        self.boundaries_in(segment.range.start, segment.range.end)
            .iter()
            .filter(move |b| source.start <= b.source.start && b.source.end <= source.end)
    }

    /// Does a mark end in a range of the source that begins before it; does one begin that ends after it?
    fn unmatched(&self, segment: &Segment, source: &Range<usize>) -> (bool, bool) {
        let (mut depth, mut closes) = (0, false);
        for boundary in self.inside(segment, source) {
            match boundary.edge {
                Edge::Start => depth += 1,
                Edge::End if depth > 0 => depth -= 1,
                Edge::End => closes = true,
                Edge::Point => {}
            }
        }
        (closes, depth > 0)
    }

    fn is_balanced(&self, segment: &Segment, source: &Range<usize>) -> bool {
        self.unmatched(segment, source) == (false, false)
    }

    /// The change that writes `new` in the place of a range whose marked words and placeholders it moves about:
    /// each takes its markup along.
    fn moved(&self, segment: &Segment, range: &Range<usize>, new: &str) -> Option<(Change, Vec<Kept>)> {
        let source = self.with_partners(segment, self.source_of(range)?);
        if !self.is_balanced(segment, &source) {
            return None;
        }
        let mut kept: Vec<Kept> = Vec::new();
        let mut open: Vec<&Boundary> = Vec::new();
        for boundary in self.inside(segment, &source) {
            match boundary.edge {
                Edge::Start => open.push(boundary),
                Edge::End => {
                    let start = open.pop()?;
                    if open.is_empty() {
                        kept.push((start.at..boundary.at, start.source.start..boundary.source.end));
                    }
                }
                Edge::Point => return None,
            }
        }
        let outside = |piece: &Piece| kept.iter().all(|(prose, _)| !prose.contains(&piece.prose.start));
        let protected: Vec<_> = self
            .pieces(range)
            .into_iter()
            .filter(|piece| piece.kind == PieceKind::Protected && outside(piece))
            .map(|piece| (piece.prose, piece.source))
            .collect();
        kept.extend(protected);

        let mut placed: Vec<(Range<usize>, &str)> = Vec::new();
        for (prose, source) in &kept {
            let words = &self.prose[prose.clone()];
            let mut found = new.match_indices(words);
            let at = found.next()?.0;
            if words.is_empty() || found.next().is_some() || !is_whole(new, at..at + words.len()) {
                return None;
            }
            placed.push((at..at + words.len(), &self.text[source.clone()]));
        }
        placed.sort_by_key(|(at, _)| at.start);
        let mut text = String::new();
        let mut last = 0;
        for (at, source) in placed {
            text.push_str(&(segment.escape)(new.get(last..at.start)?)?);
            text.push_str(source);
            last = at.end;
        }
        text.push_str(&(segment.escape)(&new[last..])?);
        Some(((source, text), kept))
    }
}

/// How many runs of a range are tried as the place of its new words.
const TARGETS: usize = 3;

/// Letters, digits, blanks and marks that no format gives a meaning inside a line.
fn is_plain(text: &str) -> bool {
    let plain = |c: char| {
        c.is_alphanumeric()
            || matches!(c, ' ' | '\u{a0}' | '\u{202f}' | ',' | ';' | '\'' | '’' | '…' | '«' | '»' | '?')
    };
    text.chars().all(plain)
}

/// Words, placeholders, blanks and marks, one after the other.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = match first {
            '`' => rest[1..].find('`').map_or(1, |n| n + 2),
            c if c.is_alphanumeric() => rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let (word, tail) = rest.split_at(end);
        words.push(word);
        rest = tail;
    }
    words
}

/// The words of a text, cut at the marks that stand inside them too, and the words of what takes its place, cut where
/// the same words are.
fn words_cut<'t>(old: &'t str, cuts: &[usize], new: &'t str) -> (Vec<&'t str>, Vec<&'t str>) {
    let mut parts: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut at = 0;
    for word in words(old) {
        let mut pieces = Vec::new();
        let mut from = 0;
        for &cut in cuts {
            if at + from < cut && cut < at + word.len() {
                pieces.push(&word[from..cut - at]);
                from = cut - at;
            }
        }
        pieces.push(&word[from..]);
        at += word.len();
        parts.push((word, pieces));
    }
    let as_cut = |word: &'t str| {
        let same = parts.iter().find(|(old, pieces)| *old == word && pieces.len() > 1);
        let mut from = 0;
        let lengths = same.map_or(vec![word.len()], |(_, pieces)| pieces.iter().map(|p| p.len()).collect());
        lengths.into_iter().map(move |length| {
            from += length;
            &word[from - length..from]
        })
    };
    let new = words(new).into_iter().flat_map(as_cut).collect();
    (parts.into_iter().flat_map(|(_, pieces)| pieces).collect(), new)
}

/// Does no word go on past either end of a range?
fn is_whole(text: &str, range: Range<usize>) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let before =
        letter(text[..range.start].chars().next_back()) && letter(text[range.clone()].chars().next());
    let after = letter(text[range.end..].chars().next()) && letter(text[range].chars().next_back());
    !before && !after
}

#[cfg(test)]
mod tests {
    use crate::finding::Applicability;
    use crate::fix::apply;
    use crate::fix::tests::finding;
    use crate::format::{Format, extract};
    use crate::span::Span;

    /// What comes of a text when some words of its prose are replaced; nothing if that cannot be done.
    fn replaced(text: &str, format: Format, old: &str, new: &str) -> Option<String> {
        let document = extract(text, format);
        let start = document.prose.find(old).expect("stands in the prose");
        let found = finding(&document.prose, start..start + old.len(), new, Applicability::Safe);
        let carried = document.carry_back(vec![found]);
        let fix = carried[0].fixes.first()?;
        assert!(fix.edits.iter().all(|edit| Span::new(text, edit.span.range()).is_some()));
        (fix.applicability == Applicability::Safe).then(|| apply(text, &fix.edits))
    }

    fn markdown(text: &str, old: &str, new: &str) -> Option<String> {
        replaced(text, Format::Markdown, old, new)
    }

    #[test]
    fn words_inside_a_mark_change_inside() {
        assert_eq!(
            markdown("Un **vieux mot** ici", "vieux mot", "terme").as_deref(),
            Some("Un **terme** ici")
        );
        assert_eq!(
            markdown("le [pays](a.md)", "le pays", "la [contrée]").as_deref(),
            Some("la [\\[contrée\\]](a.md)")
        );
    }

    #[test]
    fn what_is_put_in_at_an_edge_stands_outside() {
        assert_eq!(
            markdown("**Reuters** [signalé](a.md)", "Reuters signalé", "Reuters a signalé").as_deref(),
            Some("**Reuters** a [signalé](a.md)")
        );
        assert_eq!(
            markdown("[HYBE](a.md)la valeur", "HYBEla", "HYBE la").as_deref(),
            Some("[HYBE](a.md) la valeur")
        );
        assert_eq!(
            markdown("sera absent. [sur le terrain](a.md)", "absent. sur", "absent sur").as_deref(),
            Some("sera absent [sur le terrain](a.md)")
        );
    }

    #[test]
    fn a_mark_that_would_be_emptied_gets_the_words() {
        assert_eq!(markdown("hors de **le** pays", "de le", "du").as_deref(), Some("hors **du** pays"));
        assert_eq!(markdown("hors **de** le pays", "de le", "du").as_deref(), Some("hors **du** pays"));
        assert_eq!(markdown("à **le marché**", "à le", "au").as_deref(), Some("**au marché**"));
    }

    #[test]
    fn marked_words_that_move_take_their_marks_along() {
        assert_eq!(
            markdown("le plus [rôle](a.md) important", "le plus rôle important", "le rôle le plus important")
                .as_deref(),
            Some("le [rôle](a.md) le plus important")
        );
        assert_eq!(
            markdown("la `a.rs` page", "la `a.rs` page", "la page `a.rs`").as_deref(),
            Some("la page `a.rs`")
        );
    }

    #[test]
    fn entities_that_stay_are_left_as_they_are() {
        assert_eq!(
            markdown("L&rsquo;&eacute;t&eacute; beau", "L’été beau", "L’été belle").as_deref(),
            Some("L&rsquo;&eacute;t&eacute; belle")
        );
    }

    #[test]
    fn what_is_deleted_takes_its_marks_along() {
        assert_eq!(markdown("Un **mot** de trop", "mot ", "").as_deref(), Some("Un de trop"));
        assert_eq!(
            markdown("un\n\n- deux\n- trois\n\nfin\n", "deux", "").as_deref(),
            Some("un\n\n- trois\n\nfin\n")
        );
        assert_eq!(markdown("un\n\ndeux\n\ntrois\n", "deux", "").as_deref(), Some("un\n\ntrois\n"));
        assert_eq!(markdown("un\n\ndeux\n", "deux", "").as_deref(), Some("un\n"));
    }

    #[test]
    fn signs_are_escaped() {
        assert_eq!(markdown("un mot", "mot", "*mot*").as_deref(), Some("un \\*mot\\*"));
        assert_eq!(markdown("un mot", "un", "1.").as_deref(), None);
        assert_eq!(markdown("voir [le guide] ici\n\n[le guide]: a.md", "guide", "livre").as_deref(), None);
    }

    #[test]
    fn lines_keep_their_ends() {
        assert_eq!(
            markdown(
                "> une ligne assez longue pour que la suite passe à la\n> ligne ici",
                "la ligne",
                "la page"
            )
            .as_deref(),
            Some("> une ligne assez longue pour que la suite passe à la\n> page ici")
        );
    }
}
