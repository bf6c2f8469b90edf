//! Comments in a file that leave findings out: `<!-- relire: ignore spun/parents -- a quotation -->`.
//!
//! [`Suppressions::of`] reads the comments of a [`Document`], whatever its format, and knows the part of the file
//! that each speaks of: a block, a region, the whole. It answers for each finding whether it is left out, and
//! keeps count, so that a comment that leaves nothing out is found itself (`suppression/unused`), and one that names
//! no rule as well (`suppression/unknown`). `suppress/directive.rs` is the language of the comments.

mod comment;
mod directive;

use std::ops::Range;

pub use comment::comment_for;
pub use directive::Name;
use directive::{Directive, Fault, Verb, read};

use crate::format::{Comment, Document};

/// The family of what is found in the comments themselves. They cannot be left out by comments.
pub const FAMILY: &str = "suppression";
/// The rule for comments that leave nothing out.
pub const UNUSED: &str = "suppression/unused";
/// The rule for comments that name no rule.
pub const UNKNOWN: &str = "suppression/unknown";

/// The most names of rules that the comments of a file hold in all: each finding is asked of each. What goes beyond
/// leaves nothing out, and is reported.
const MOST: usize = 2_000;

/// What the comments of a file leave out.
#[derive(Debug, Default)]
pub struct Suppressions {
    /// Each rule that a comment names, or all rules, with where that holds.
    scopes: Vec<Scope>,
    /// What is no directive, though it starts like one.
    faults: Vec<Place>,
}

/// Rules that are left out in a part of a file.
#[derive(Debug)]
struct Scope {
    name: Name,
    /// The part, in bytes of the source.
    part: Range<usize>,
    place: Place,
    used: bool,
}

/// Where something stands in a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What is to be reported, in bytes of the source.
    pub range: Range<usize>,
    /// The comment, where taking it away mends it.
    pub comment: Option<Range<usize>>,
}

impl Suppressions {
    /// Reads the comments of a document.
    pub fn of(document: &Document) -> Suppressions {
        let mut suppressions = Suppressions::default();
        let mut open: Vec<(Directive, Place, usize)> = Vec::new();
        for comment in &document.comments {
            let Some(found) = read(&comment.text) else { continue };
            let place = place_of(document, comment);
            if suppressions.scopes.len() + open.len() >= MOST {
                suppressions.faults.push(Place { comment: None, ..place });
                continue;
            }
            let directive = match found {
                Ok(directive) => directive,
                Err(Fault { within }) => {
                    let range = place.range.start + within.start..place.range.start + within.end;
                    suppressions.faults.push(Place { range, comment: None });
                    continue;
                }
            };
            match directive.verb {
                Verb::Ignore => {
                    let part = block_of(document, comment);
                    let nothing = comment.range.end..comment.range.end;
                    suppressions.add(&directive, &part.unwrap_or(nothing), &place);
                }
                Verb::IgnoreFile => suppressions.add(&directive, &(0..document.text.len()), &place),
                // Taking one of a pair away is no answer.
                Verb::IgnoreStart => {
                    open.push((directive, Place { comment: None, ..place }, comment.range.end));
                }
                Verb::IgnoreEnd => {
                    let opened = |(start, ..): &(Directive, Place, usize)| {
                        directive.names.is_empty() || start.names == directive.names
                    };
                    match open.iter().rposition(opened) {
                        Some(at) => {
                            let (start, started, from) = open.remove(at);
                            suppressions.add(&start, &(from..comment.range.start), &started);
                        }
                        // It ends nothing.
                        None => {
                            suppressions.add(&directive, &(comment.range.start..comment.range.start), &place)
                        }
                    }
                }
            }
        }
        for (start, started, from) in open {
            suppressions.add(&start, &(from..document.text.len()), &started);
        }
        suppressions
    }

    /// Is there nothing to leave out, and nothing to say?
    pub fn is_empty(&self) -> bool {
        self.scopes.is_empty() && self.faults.is_empty()
    }

    fn add(&mut self, directive: &Directive, part: &Range<usize>, place: &Place) {
        let all = [Name::all()];
        let names = if directive.names.is_empty() { &all[..] } else { &directive.names };
        let scope =
            |name: &Name| Scope { name: name.clone(), part: part.clone(), place: place.clone(), used: false };
        self.scopes.extend(names.iter().take(MOST).map(scope));
    }

    /// Is a finding of this rule at this place of the source left out?
    pub fn covers(&self, rule: &str, at: &Range<usize>) -> bool {
        self.scopes.iter().any(|scope| scope.covers(rule, at))
    }

    /// Notes that something is found there, be it shown in the end or not.
    pub fn note(&mut self, rule: &str, at: &Range<usize>) {
        for scope in self.scopes.iter_mut().filter(|scope| scope.covers(rule, at)) {
            scope.used = true;
        }
    }

    /// Where something is unknown: words that are no directive, names for which `is_rule` is false.
    pub fn unknown(&self, is_rule: impl Fn(&Name) -> bool) -> Vec<Place> {
        let names = self.scopes.iter().filter(|scope| !is_rule(&scope.name));
        let mut places: Vec<Place> = names.map(Scope::name_place).chain(self.faults.clone()).collect();
        places.sort_by_key(|place| place.range.start);
        places
    }

    /// Where a comment leaves nothing out, though all rules that it names ran, as `is_judged` tells. A comment is
    /// reported as a whole, or the names that are idle where others are not.
    pub fn unused(&self, is_judged: impl Fn(&Name) -> bool) -> Vec<Place> {
        let idle = |scope: &Scope| !scope.used && is_judged(&scope.name);
        let mut places = Vec::new();
        for scopes in self.scopes.chunk_by(|a, b| a.place.range == b.place.range) {
            if scopes.iter().all(idle) {
                places.extend(scopes.first().map(|scope| scope.place.clone()));
            } else {
                places.extend(scopes.iter().filter(|scope| idle(scope)).map(Scope::name_place));
            }
        }
        places
    }
}

impl Scope {
    fn covers(&self, rule: &str, at: &Range<usize>) -> bool {
        let touches = at.start < self.part.end && self.part.start < at.end.max(at.start + 1);
        touches && self.name.matches(rule) && crate::finding::family_of(rule) != FAMILY
    }

    /// Where the name itself stands. Taking the comment away is no answer to it.
    fn name_place(&self) -> Place {
        let start = self.place.range.start;
        Place { range: start + self.name.within.start..start + self.name.within.end, comment: None }
    }
}

/// Where the directive stands in its comment.
fn place_of(document: &Document, comment: &Comment) -> Place {
    let whole = document.text.get(comment.range.clone()).unwrap_or_default();
    let text = comment.text.trim();
    let start = comment.range.start + whole.find(text).unwrap_or(0);
    let end = (start + text.len()).min(comment.range.end);
    Place { range: start..end, comment: Some(comment.range.clone()) }
}

/// How far behind the words of a block a comment may stand, on their line, in bytes.
const LAST_LINE: usize = 300;

/// The block that a comment speaks of: what the format ties it to, the block it stands in, or the next one.
fn block_of(document: &Document, comment: &Comment) -> Option<Range<usize>> {
    if let Some(part) = &comment.applies_to {
        return Some(part.clone());
    }
    let Range { start, end } = comment.range;
    let mut standing_in: Option<Range<usize>> = None;
    let mut next: Option<Range<usize>> = None;
    for segment in &document.segments {
        let Some(words) = document.source_of(&segment.range) else { continue };
        let outer = segment.outer.clone().unwrap_or(words.clone());
        // At the end of a block, on its last line: its words may stop short of the comment.
        let between = document.text.get(words.end..start).filter(|between| between.len() <= LAST_LINE);
        let at_its_end = between.is_some_and(|between| {
            let other = |c: char| matches!(c, '|' | '<');
            !between.contains(['\n', '\r']) && (end <= outer.end || !between.contains(other))
        });
        let block = words.start.min(outer.start)..words.end.max(outer.end);
        if words.start <= start && (end <= words.end || at_its_end) {
            if standing_in.as_ref().is_none_or(|known| known.len() < block.len()) {
                standing_in = Some(block);
            }
        } else if words.start >= end && next.as_ref().is_none_or(|known| words.start < known.start) {
            next = Some(words.start..block.end);
        }
    }
    standing_in.or(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{Format, extract};

    /// Which of the words `x` and `y` are left out in a Markdown text.
    fn left_out(text: &str) -> Vec<(usize, char)> {
        let suppressions = Suppressions::of(&extract(text, Format::Markdown));
        let mut left_out = Vec::new();
        for (line, at, c) in text.lines().enumerate().flat_map(|(n, line)| {
            let start = line.as_ptr() as usize - text.as_ptr() as usize;
            line.char_indices().map(move |(at, c)| (n + 1, start + at, c))
        }) {
            let rule = match c {
                'X' => "x/rule",
                'Y' => "y/rule",
                _ => continue,
            };
            if suppressions.covers(rule, &(at..at + 1)) {
                left_out.push((line, c));
            }
        }
        left_out
    }

    #[test]
    fn the_next_block_or_the_one_it_stands_in() {
        assert_eq!(
            left_out("Un X.\n\n<!-- relire: ignore x -->\nUn X et Y.\nEt X.\n\nUn X.\n"),
            [(4, 'X'), (5, 'X')]
        );
        assert_eq!(left_out("# Titre X <!-- relire: ignore x/rule -->\n\nUn X.\n"), [(1, 'X')]);
        assert_eq!(left_out("Un X, <!-- relire: ignore x, y --> puis Y.\n\nUn X.\n"), [(1, 'X'), (1, 'Y')]);
        assert_eq!(left_out("<!-- relire: ignore -->\n\nUn X et Y.\n"), [(3, 'X'), (3, 'Y')]);
    }

    #[test]
    fn two_comments_speak_of_the_same_block() {
        let text = "<!-- relire: ignore x -->\n<!-- relire: ignore y -->\nUn X et Y.\n\nUn X.\n";
        assert_eq!(left_out(text), [(3, 'X'), (3, 'Y')]);
    }

    #[test]
    fn comments_past_all_need_leave_nothing_out() {
        let text = "<!-- relire: ignore x -->\n\nUn X.\n\n".repeat(MOST + 1);
        let suppressions = Suppressions::of(&extract(&text, Format::Markdown));
        assert_eq!((suppressions.scopes.len(), suppressions.faults.len()), (MOST, 1));
    }

    #[test]
    fn a_region_and_a_file() {
        let text = "Un X.\n\n<!-- relire: ignore-start x -->\n\nUn X et Y.\n\n- Un X.\n\n<!-- relire: ignore-end x -->\n\nUn X.\n";
        assert_eq!(left_out(text), [(5, 'X'), (7, 'X')]);
        let open = "Un X.\n\n<!-- relire: ignore-start -->\n\nUn X.\n\nUn Y.\n";
        assert_eq!(left_out(open), [(5, 'X'), (7, 'Y')]);
        assert_eq!(left_out("Un X.\n\nUn Y.\n\n<!-- relire: ignore-file y -->\n"), [(3, 'Y')]);
    }

    #[test]
    fn what_only_speaks_of_a_directive_is_none() {
        for text in [
            "<!-- Write relire: ignore x here. -->\n\nUn X.\n",
            "    <!-- relire: ignore x -->\n\nUn X.\n",
            "```\n<!-- relire: ignore x -->\n```\n\nUn X.\n",
            "Écrire `<!-- relire: ignore x -->` : un X.\n",
            "relire: ignore x\n\nUn X.\n",
        ] {
            assert_eq!(left_out(text), [], "{text}");
        }
    }
}
