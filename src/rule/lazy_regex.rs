//! A regular expression that is checked when its rule is loaded and compiled when it is first run.
//!
//! There are thousands, and most of them run a few times, on a few lines, and match nowhere: what they cost is to be
//! compiled. So a [`Sketch`] of an expression is asked first. The expression itself is compiled for a search that is
//! slow and cheap to build, and again, for a fast one, once it has much to do. One whose matches are short is
//! run on no more of a line than may hold one.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use memchr::memmem::Finder;
use regex::Regex;
use regex_automata::nfa::thompson::backtrack::{self, BoundedBacktracker};
use regex_automata::nfa::thompson::{self, pikevm::PikeVM};
use regex_automata::util::captures::Captures;
use regex_automata::util::iter::Searcher;
use regex_automata::{Anchored, Input};
use regex_syntax::hir::{Class, Hir, HirKind};
use serde::{Deserialize, Serialize};

use crate::rule::needle::{Needle, Needs};
use crate::rule::sketch::Sketch;

/// A regular expression, checked when the rule is loaded and compiled when it is first run.
#[derive(Debug, Serialize, Deserialize)]
pub struct LazyRegex {
    source: String,
    /// Known when it was checked; a packed one is found by them and needs them no more.
    #[serde(skip)]
    needles: Option<Vec<Needle>>,
    /// See [`Needs::texts`].
    texts: Vec<Vec<String>>,
    /// See [`LazyRegex::longest`].
    longest: Option<usize>,
    #[serde(skip)]
    finders: OnceLock<Vec<Vec<Finder<'static>>>>,
    #[serde(skip)]
    sketch: OnceLock<Option<Sketch>>,
    #[serde(skip)]
    work: AtomicU32,
    #[serde(skip)]
    small: OnceLock<Option<BoundedBacktracker>>,
    #[serde(skip)]
    fast: OnceLock<Option<Regex>>,
}

/// The places of a match and of its groups, by number; the whole match is the first.
pub type Groups = Vec<Option<Range<usize>>>;

/// Bytes that a compiled regular expression may take: rules may come from people one does not know.
const REGEX_SIZE: usize = 4 << 20;
/// Bytes that the states met while searching may take, for each expression and thread.
const STATES_SIZE: usize = 256 << 10;
/// An expression of this [`size`] compiles to less; what is larger is compiled when it is checked.
const SURELY_SMALL: usize = 30_000;
/// An expression that ran on so many bytes is worth compiling for speed.
const MUCH: u32 = 64 << 10;
/// Matches of so many bytes are short.
const SHORT: usize = 600;
/// Bytes that a search may take to note which states it met where; what takes more is searched in another way.
const VISITED_SIZE: usize = 1 << 20;

thread_local! {
    /// What a search takes beside the expression. Thousands of them, kept for a few runs each, would be most of the memory.
    static CACHE: RefCell<Option<backtrack::Cache>> = const { RefCell::new(None) };
}

/// Does the expression compile to what it may take? Asked once for each: tables repeat their conditions.
fn is_small(source: &str) -> bool {
    static SMALL: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let known = || SMALL.lock().unwrap_or_else(PoisonError::into_inner);
    if known().contains(source) {
        return true;
    }
    let small = compile_small(source).is_some();
    if small {
        known().insert(source.to_owned());
    }
    small
}

impl LazyRegex {
    /// Checks `source`; the error says what is wrong and where, in bytes of it.
    pub fn new(source: &str, wrap: impl Fn(&str) -> String) -> Result<LazyRegex, (String, Range<usize>)> {
        match regex_syntax::parse(source) {
            Ok(_) => {
                let whole = 0..source.len();
                let source = wrap(source);
                let Ok(hir) = regex_syntax::parse(&source) else {
                    return Err(("it does not stand in a larger one".to_owned(), whole));
                };
                if size(&hir) > SURELY_SMALL && !is_small(&source) {
                    return Err(("it is too large, with what it repeats written out".to_owned(), whole));
                }
                let Needs { needles, texts } = Needs::of(&hir);
                let longest = hir.properties().maximum_len().filter(|&longest| longest <= SHORT);
                Ok(LazyRegex {
                    source,
                    needles,
                    texts,
                    longest,
                    finders: OnceLock::new(),
                    sketch: OnceLock::new(),
                    work: AtomicU32::new(0),
                    small: OnceLock::new(),
                    fast: OnceLock::new(),
                })
            }
            Err(regex_syntax::Error::Parse(e)) => Err((e.kind().to_string(), offsets(e.span()))),
            Err(regex_syntax::Error::Translate(e)) => Err((e.kind().to_string(), offsets(e.span()))),
            Err(error) => Err((error.to_string(), 0..source.len())),
        }
    }

    /// What stands in every match, one of them at least; `None` if that cannot be told.
    pub fn needles(&self) -> Option<&[Needle]> {
        self.needles.as_deref()
    }

    /// The bytes that no match is longer than, if matches are short.
    pub fn longest(&self) -> Option<usize> {
        self.longest
    }

    /// Does the expression match somewhere in a text?
    pub fn is_match(&self, text: &str) -> bool {
        self.may_match(text, 0..text.len())
            && match self.fast(text) {
                Some(fast) => fast.is_match(text),
                None => self.small().is_some_and(|small| {
                    let mut captures = Captures::empty(small.get_nfa().group_info().clone());
                    search(small, &Input::new(text).earliest(true), &mut captures);
                    captures.is_match()
                }),
            }
    }

    /// Its first matches in a text, `most` at most.
    pub fn matches(&self, text: &str, most: usize) -> Vec<Groups> {
        if !self.may_match(text, 0..text.len()) {
            return Vec::new();
        }
        if let Some(fast) = self.fast(text) {
            let groups = |captures: regex::Captures| {
                captures.iter().map(|group| group.map(|group| group.range())).collect()
            };
            return fast.captures_iter(text).take(most).map(groups).collect();
        }
        let Some(small) = self.small() else { return Vec::new() };
        let mut captures = small.create_captures();
        let mut searcher = Searcher::new(Input::new(text));
        let mut found = Vec::new();
        while found.len() < most {
            let next = searcher.advance(|input| {
                search(small, input, &mut captures);
                Ok(captures.get_match())
            });
            if next.is_none() {
                break;
            }
            found.push(groups(&captures));
        }
        found
    }

    /// Its matches that start in a part of a line, where they are no longer than `longest`: what else the line holds is
    /// seen and not searched. None overlaps another, and none is empty.
    pub fn matches_in(&self, line: &str, starts: Range<usize>, longest: usize) -> Vec<Groups> {
        let reach = |from: usize| line.ceil_char_boundary(line.len().min(from + longest));
        let mut found = Vec::new();
        let mut at = starts.start;
        while at < starts.end {
            let part = at..reach(starts.end);
            if !self.may_match(line, part.clone()) {
                break;
            }
            let Some(small) = self.small() else { break };
            let mut captures = Captures::matches(small.get_nfa().group_info().clone());
            search(small, &Input::new(line).span(part), &mut captures);
            let Some(first) = captures.get_match().filter(|first| first.start() < starts.end) else { break };
            // The end of the part may have cut it short.
            let part = first.start()..reach(first.start());
            let mut captures = small.create_captures();
            search(small, &Input::new(line).span(part).anchored(Anchored::Yes), &mut captures);
            let end = captures.get_match().map_or(0, |whole| whole.end());
            if end > first.start() {
                found.push(groups(&captures));
            }
            at = line.ceil_char_boundary(end.max(first.start() + 1));
        }
        found
    }

    /// The names of the groups, by number.
    pub fn names(&self) -> Vec<Option<&str>> {
        match (self.fast.get(), self.small()) {
            (Some(Some(fast)), _) => fast.capture_names().collect(),
            (_, Some(small)) => {
                small.get_nfa().group_info().pattern_names(regex_automata::PatternID::ZERO).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The expression as written, with what the engine put around it.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// May it match within a part of a line? Asked before the expression is compiled, let alone run.
    fn may_match(&self, line: &str, part: Range<usize>) -> bool {
        let finder = |part: &String| Finder::new(part).into_owned();
        let finders =
            self.finders.get_or_init(|| self.texts.iter().map(|l| l.iter().map(finder).collect()).collect());
        let bytes = &line.as_bytes()[part.clone()];
        let sketch = || regex_syntax::parse(&self.source).ok().and_then(|hir| Sketch::of(&hir));
        finders.iter().all(|list| list.iter().any(|finder| finder.find(bytes).is_some()))
            && self.sketch.get_or_init(sketch).as_ref().is_none_or(|sketch| sketch.may_match(line, part))
    }

    /// The expression compiled to be run fast, if it has much to do.
    fn fast(&self, text: &str) -> Option<&Regex> {
        let done = self.work.load(Ordering::Relaxed).saturating_add(text.len() as u32);
        if done < MUCH {
            self.work.store(done, Ordering::Relaxed);
            return None;
        }
        let compile = || {
            let mut builder = regex::RegexBuilder::new(&self.source);
            builder.size_limit(REGEX_SIZE).dfa_size_limit(STATES_SIZE).build().ok()
        };
        self.fast.get_or_init(compile).as_ref()
    }

    /// The expression compiled with little work.
    fn small(&self) -> Option<&BoundedBacktracker> {
        self.small.get_or_init(|| compile_small(&self.source)).as_ref()
    }
}

fn compile_small(source: &str) -> Option<BoundedBacktracker> {
    BoundedBacktracker::builder()
        .thompson(thompson::Config::new().nfa_size_limit(Some(REGEX_SIZE)))
        .configure(backtrack::Config::new().visited_capacity(VISITED_SIZE))
        .build(source)
        .ok()
}

/// Looks for the first match.
fn search(regex: &BoundedBacktracker, input: &Input, captures: &mut Captures) {
    let found = CACHE.with_borrow_mut(|cache| {
        let cache = cache.get_or_insert_with(|| regex.create_cache());
        cache.reset(regex);
        regex.try_search(cache, input, captures)
    });
    if found.is_err()
        && let Ok(slow) = PikeVM::new_from_nfa(regex.get_nfa().clone())
    {
        slow.search(&mut slow.create_cache(), input, captures);
    }
}

fn groups(captures: &Captures) -> Groups {
    captures.iter().map(|group| group.map(|group| group.range())).collect()
}

/// How large an expression is with its repetitions written out, about: bytes and ranges of characters.
fn size(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(Class::Unicode(class)) => 4 * class.ranges().len(),
        HirKind::Class(Class::Bytes(class)) => class.ranges().len(),
        HirKind::Capture(capture) => size(&capture.sub).saturating_add(2),
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min).saturating_add(1);
            size(&repetition.sub).saturating_add(1).saturating_mul(times as usize)
        }
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().map(size).fold(1, usize::saturating_add)
        }
    }
}

fn offsets(span: &regex_syntax::ast::Span) -> Range<usize> {
    span.start.offset..span.end.offset.max(span.start.offset)
}
