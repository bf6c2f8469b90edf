//! Matching a pattern against tokens: backtracking over a handful of elements, with captures.

use std::ops::Range;

use super::page::Page;
use crate::rule::pattern::{Atom, Class, Item, Node, Pattern, Test};
use crate::text::{Form, Kind, Shape};

/// A match: its tokens, and the tokens of each capture.
#[derive(Clone, Debug)]
pub struct Match {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The captures, by number.
    pub captures: Vec<Option<Range<usize>>>,
}

/// Steps a match may take before it is given up: patterns may come from people one does not know.
const STEPS: usize = 2_000;

/// Matches `pattern` from token `start` on.
pub fn match_at(pattern: &Pattern, page: &Page, start: usize) -> Option<Match> {
    if !may_start(pattern, page, start) {
        return None;
    }
    let mut run =
        Run { page, captures: vec![None; pattern.names.len()], steps: 0, start, end: None, wanted: None };
    if !run.items(&pattern.items, start, &Rest::Done) {
        return None;
    }
    let found = Match { tokens: start..run.end?, captures: run.captures };
    (!found.tokens.is_empty() && agreements_hold(pattern, page, &found)).then_some(found)
}

/// The first test of a pattern, before anything is set up for the rest.
fn may_start(pattern: &Pattern, page: &Page, start: usize) -> bool {
    match pattern.items.first() {
        Some(Item { node: Node::Test(test), optional: false, .. }) => {
            page.tokens().get(start).is_some() && test_holds(test, page, start)
        }
        _ => true,
    }
}

/// Does a match of `pattern` end just before token `end`?
pub fn matches_before(pattern: &Pattern, page: &Page, end: usize) -> bool {
    (end.saturating_sub(12)..end).rev().any(|start| {
        let captures = vec![None; pattern.names.len()];
        let mut run = Run { page, captures, steps: 0, start, end: None, wanted: Some(end) };
        run.items(&pattern.items, start, &Rest::Done)
    })
}

/// What is left to match once a sequence is done.
enum Rest<'a> {
    Done,
    Then { items: &'a [Item], capture: Option<(usize, usize)>, rest: &'a Rest<'a> },
}

struct Run<'p> {
    page: &'p Page<'p>,
    captures: Vec<Option<Range<usize>>>,
    steps: usize,
    start: usize,
    end: Option<usize>,
    wanted: Option<usize>,
}

impl Run<'_> {
    fn items(&mut self, items: &[Item], at: usize, rest: &Rest) -> bool {
        self.steps += 1;
        if self.steps > STEPS {
            return false;
        }
        let Some((item, tail)) = items.split_first() else {
            return match rest {
                Rest::Done => {
                    if self.wanted.is_some_and(|wanted| wanted != at) {
                        return false;
                    }
                    self.end = Some(at);
                    true
                }
                Rest::Then { items, capture, rest } => {
                    let before = self.capture(*capture, at);
                    self.items(items, at, rest) || self.restore(before)
                }
            };
        };
        if self.item(item, tail, at, rest) {
            return true;
        }
        item.optional && self.items(tail, at, rest)
    }

    fn item(&mut self, item: &Item, tail: &[Item], at: usize, rest: &Rest) -> bool {
        match &item.node {
            Node::Start => self.starts_sentence(at) && self.items(tail, at, rest),
            Node::End => self.ends_sentence(at) && self.items(tail, at, rest),
            Node::Test(test) => {
                if !self.reaches(at) || !test_holds(test, self.page, at) {
                    return false;
                }
                let before = self.capture(item.capture.map(|n| (n.into(), at)), at + 1);
                self.items(tail, at + 1, rest) || self.restore(before)
            }
            Node::Gap(most) => {
                for end in at..=at + *most as usize {
                    let before = self.capture(item.capture.map(|n| (n.into(), at)), end);
                    if self.items(tail, end, rest) {
                        return true;
                    }
                    self.restore(before);
                    let word = self.reaches(end)
                        && matches!(
                            self.page.tokens()[end].kind,
                            Kind::Word | Kind::Number | Kind::Protected
                        );
                    if !word {
                        return false;
                    }
                }
                false
            }
            Node::Group(branches) => {
                let then = Rest::Then { items: tail, capture: item.capture.map(|n| (n.into(), at)), rest };
                branches.iter().any(|branch| self.items(branch, at, &then))
            }
        }
    }

    /// Is there a token that belongs to the sentence the match started in?
    fn reaches(&self, at: usize) -> bool {
        self.page.tokens().get(at).is_some_and(|t| at == self.start || !t.sentence_start)
    }

    fn starts_sentence(&self, at: usize) -> bool {
        let tokens = self.page.tokens();
        let mark = |n: usize| matches!(self.page.spelled(n), "«" | "“" | "\"" | "–" | "—" | "-" | "•" | "(");
        let mut first = at;
        while first > 0 && !tokens.get(first).is_some_and(|t| t.sentence_start) && mark(first - 1) {
            first -= 1;
        }
        tokens.get(first).is_some_and(|t| t.sentence_start)
    }

    fn ends_sentence(&self, at: usize) -> bool {
        let tokens = self.page.tokens();
        let mut next = at;
        while tokens.get(next).is_some_and(|t| !t.sentence_start && t.kind == Kind::Punctuation) {
            if matches!(self.page.spelled(next), "," | ";" | ":" | "(" | "«" | "“") {
                return false;
            }
            next += 1;
        }
        tokens.get(next).is_none_or(|t| t.sentence_start)
    }

    fn capture(
        &mut self,
        capture: Option<(usize, usize)>,
        end: usize,
    ) -> Option<(usize, Option<Range<usize>>)> {
        let (number, start) = capture?;
        let before = self.captures[number].replace(start..end);
        Some((number, before))
    }

    fn restore(&mut self, before: Option<(usize, Option<Range<usize>>)>) -> bool {
        if let Some((number, range)) = before {
            self.captures[number] = range;
        }
        false
    }
}

/// Does the test hold for a token?
pub fn test_holds(test: &Test, page: &Page, token: usize) -> bool {
    page.words.marks(page.tokens()[token].word).sign.meets(test.sign())
        && candidates(&test.any, page.word(token).form).any(|atom| atom_holds(atom, page, token))
        && !test.none.iter().any(|atom| atom_holds(atom, page, token))
}

/// Lists longer than this are searched.
const LONG: usize = 8;

/// Those of the alternatives that may hold for a word of this form.
fn candidates(any: &[Atom], form: Form) -> impl Iterator<Item = &Atom> {
    let (alike, others) = if any.len() > LONG {
        let (forms, others) = any.split_at(any.partition_point(|atom| atom.form.is_some()));
        let first = forms.partition_point(|atom| atom.form < Some(form));
        let count = forms[first..].partition_point(|atom| atom.form == Some(form));
        (&forms[first..first + count], others)
    } else {
        (any, &[][..])
    };
    alike.iter().chain(others)
}

fn atom_holds(atom: &Atom, page: &Page, token: usize) -> bool {
    let t = &page.tokens()[token];
    let word = page.word(token);
    if atom.form.is_some_and(|form| form != word.form) {
        return false;
    }
    if let Some(exact) = &atom.exact {
        let same = *word.text == **exact
            || word.shape == Shape::Upper
            || word.text.contains('’') && word.text.replace('’', "'") == **exact;
        if !same {
            return false;
        }
    }
    if let Some(class) = atom.class
        && !class_holds(class, page, token)
    {
        return false;
    }
    match (atom.lemma, &atom.features) {
        (None, None) => true,
        (lemma, features) => {
            matches!(t.kind, Kind::Word | Kind::Number)
                && word.analyses.iter().any(|a| {
                    lemma.is_none_or(|l| l == a.lemma) && features.as_ref().is_none_or(|f| a.tag.matches(f))
                })
        }
    }
}

fn class_holds(class: Class, page: &Page, token: usize) -> bool {
    let t = &page.tokens()[token];
    let word = page.word(token);
    match class {
        Class::Word => t.is_word(),
        Class::Name => page.is_name(token),
        Class::Capitalised => t.is_word() && word.is_capitalised(),
        Class::Lower => t.is_word() && word.shape == Shape::Lower,
        Class::Upper => t.is_word() && word.shape == Shape::Upper,
        Class::Number => t.kind == Kind::Number,
        Class::Punctuation => t.kind == Kind::Punctuation,
        Class::Unknown => t.is_word() && !word.is_french(),
        Class::English => t.is_word() && !word.is_french() && word.is_english(),
        Class::Vowel => t.is_word() && word.elides(),
    }
}

fn agreements_hold(pattern: &Pattern, page: &Page, found: &Match) -> bool {
    let can = |&(a, b): &(usize, usize)| {
        let word =
            |n: usize| found.captures[n].as_ref().filter(|r| !r.is_empty()).map(|r| page.word(r.start));
        match (word(a), word(b)) {
            (Some(a), Some(b)) => Some(a.analyses.iter().any(|x| {
                b.analyses
                    .iter()
                    .any(|y| x.tag.gender().agrees(y.tag.gender()) && x.tag.number().agrees(y.tag.number()))
            })),
            _ => None,
        }
    };
    pattern.agree.iter().all(|pair| can(pair) != Some(false))
        && pattern.disagree.iter().all(|pair| can(pair) != Some(true))
}
