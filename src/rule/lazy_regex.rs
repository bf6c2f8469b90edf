//! A regular expression that is checked when its rule is loaded and compiled when it is first run.
//!
//! There are thousands, and most of them run a few times, on a few lines: what they cost is to be compiled.
//! So an expression is compiled first for a search that is slow and cheap to build, and again, for
//! a fast one, once it has run often.

use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use memchr::memmem::Finder;
use regex::Regex;
use regex_automata::util::iter::Searcher;
use regex_automata::{Input, meta};
use regex_syntax::hir::{Class, Hir, HirKind};
use serde::{Deserialize, Serialize};

use crate::rule::needle::{Needle, Needs};

/// A regular expression, checked when the rule is loaded and compiled when it is first run.
#[derive(Debug, Serialize, Deserialize)]
pub struct LazyRegex {
    source: String,
    /// Known when it was checked; a packed one is found by them and needs them no more.
    #[serde(skip)]
    needles: Option<Vec<Needle>>,
    /// See [`Needs::texts`].
    texts: Vec<Vec<String>>,
    #[serde(skip)]
    finders: OnceLock<Vec<Vec<Finder<'static>>>>,
    #[serde(skip)]
    runs: AtomicU32,
    #[serde(skip)]
    small: OnceLock<Option<meta::Regex>>,
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
/// Runs after which an expression is worth compiling for speed.
const OFTEN: u32 = 64;

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
                if size(&hir) > SURELY_SMALL && compile_small(&source).is_none() {
                    return Err(("it is too large, with what it repeats written out".to_owned(), whole));
                }
                let Needs { needles, texts } = Needs::of(&hir);
                Ok(LazyRegex {
                    source,
                    needles,
                    texts,
                    finders: OnceLock::new(),
                    runs: AtomicU32::new(0),
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

    /// Does the expression match somewhere in a text?
    pub fn is_match(&self, text: &str) -> bool {
        self.may_match(text)
            && match self.fast() {
                Some(fast) => fast.is_match(text),
                None => self.small().is_some_and(|small| {
                    small
                        .search_half_with(&mut small.create_cache(), &Input::new(text).earliest(true))
                        .is_some()
                }),
            }
    }

    /// Its first matches in a text, `most` at most.
    pub fn matches(&self, text: &str, most: usize) -> Vec<Groups> {
        if !self.may_match(text) {
            return Vec::new();
        }
        if let Some(fast) = self.fast() {
            let groups = |captures: regex::Captures| {
                captures.iter().map(|group| group.map(|group| group.range())).collect()
            };
            return fast.captures_iter(text).take(most).map(groups).collect();
        }
        let Some(small) = self.small() else { return Vec::new() };
        // What a search needs beside the expression is thrown away: thousands of them, kept for a few runs each, would be
        // most of the memory.
        let (mut cache, mut captures) = (small.create_cache(), small.create_captures());
        let mut searcher = Searcher::new(Input::new(text));
        let mut found = Vec::new();
        while found.len() < most {
            let next = searcher.advance(|input| {
                small.search_captures_with(&mut cache, input, &mut captures);
                Ok(captures.get_match())
            });
            if next.is_none() {
                break;
            }
            found.push(captures.iter().map(|group| group.map(|group| group.range())).collect());
        }
        found
    }

    /// The names of the groups, by number.
    pub fn names(&self) -> Vec<Option<&str>> {
        match (self.fast.get(), self.small()) {
            (Some(Some(fast)), _) => fast.capture_names().collect(),
            (_, Some(small)) => small.group_info().pattern_names(regex_automata::PatternID::ZERO).collect(),
            _ => Vec::new(),
        }
    }

    /// The expression as written, with what the engine put around it.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Does a text hold what every match holds? Asked before the expression is compiled, let alone run.
    fn may_match(&self, text: &str) -> bool {
        let finder = |part: &String| Finder::new(part).into_owned();
        let finders =
            self.finders.get_or_init(|| self.texts.iter().map(|l| l.iter().map(finder).collect()).collect());
        finders.iter().all(|list| list.iter().any(|finder| finder.find(text.as_bytes()).is_some()))
    }

    /// The expression compiled to be run fast, if it runs often.
    fn fast(&self) -> Option<&Regex> {
        if self.runs.load(Ordering::Relaxed) < OFTEN {
            self.runs.fetch_add(1, Ordering::Relaxed);
            return None;
        }
        let compile = || {
            let mut builder = regex::RegexBuilder::new(&self.source);
            builder.size_limit(REGEX_SIZE).dfa_size_limit(STATES_SIZE).build().ok()
        };
        self.fast.get_or_init(compile).as_ref()
    }

    /// The expression compiled with little work.
    fn small(&self) -> Option<&meta::Regex> {
        self.small.get_or_init(|| compile_small(&self.source)).as_ref()
    }
}

fn compile_small(source: &str) -> Option<meta::Regex> {
    let config = meta::Config::new().nfa_size_limit(Some(REGEX_SIZE));
    let config = config.hybrid(false).dfa(false).onepass(false);
    meta::Regex::builder().configure(config).build(source).ok()
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
