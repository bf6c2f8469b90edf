//! A regular expression that is checked when its rule is loaded and compiled when it is first run.
//!
//! There are thousands, and most of them run a few times, on a few lines, and match nowhere: what they cost is to be
//! compiled. So a [`Sketch`] of an expression is asked first, and what is compiled is the expression with its classes
//! cut down to the letters that French is written with (`rule/latin.rs`), unless other letters stand there. It is compiled for a
//! search that is slow and cheap to build, and again, for a fast one, once it has much to do. Tables repeat their
//! expressions, so those that read alike share what is compiled. An expression whose matches are short is run on no more of
//! a line than may hold one.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError, Weak};

use memchr::memmem::Finder;
use regex_automata::meta::{self, Regex};
use regex_automata::nfa::thompson::backtrack::{self, BoundedBacktracker};
use regex_automata::nfa::thompson::{self, NFA, pikevm::PikeVM};
use regex_automata::util::captures::Captures;
use regex_automata::util::iter::Searcher;
use regex_automata::{Anchored, Input, PatternID};
use regex_syntax::hir::{Class, Hir, HirKind};
use serde::{Deserialize, Serialize};

use crate::rule::latin::{in_latin, is_latin};
use crate::rule::needle::{Needle, Needs};
use crate::rule::sketch::{Sketch, sketched};
use crate::rule::tree::Tree;

/// A regular expression, checked when the rule is loaded and compiled when it is first run.
#[derive(Debug, Serialize, Deserialize)]
pub struct LazyRegex {
    source: String,
    /// What it is on texts of Latin letters, if that is less.
    latin: Option<Tree>,
    /// See [`sketched`].
    sketch: Tree,
    /// Known when it was checked; a packed one is found by them and needs them no more.
    #[serde(skip)]
    needles: Option<Vec<Needle>>,
    /// See [`Needs::texts`].
    texts: Vec<Vec<String>>,
    /// See [`LazyRegex::longest`].
    longest: Option<usize>,
    #[serde(skip)]
    compiled: OnceLock<Arc<Compiled>>,
}

/// What is made of an expression when it is run; one for all that read alike.
#[derive(Debug, Default)]
struct Compiled {
    finders: OnceLock<Vec<Vec<Finder<'static>>>>,
    sketch: OnceLock<Option<Sketch>>,
    latin: Program,
    whole: Program,
}

/// An expression compiled, in one way or the other.
#[derive(Debug, Default)]
struct Program {
    work: AtomicU32,
    small: OnceLock<Option<BoundedBacktracker>>,
    fast: OnceLock<Option<Regex>>,
}

/// What is compiled, by the expression as written.
static COMPILED: LazyLock<Mutex<HashMap<String, Weak<Compiled>>>> = LazyLock::new(Mutex::default);

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
fn is_small(source: &str, hir: &Hir) -> bool {
    static SMALL: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let known = || SMALL.lock().unwrap_or_else(PoisonError::into_inner);
    if known().contains(source) {
        return true;
    }
    let small = compile_small(hir).is_some();
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
                if size(&hir) > SURELY_SMALL && !is_small(&source, &hir) {
                    return Err(("it is too large, with what it repeats written out".to_owned(), whole));
                }
                let Needs { needles, texts } = Needs::of(&hir);
                let longest = hir.properties().maximum_len().filter(|&longest| longest <= SHORT);
                let latin = in_latin(&hir).map(|latin| Tree::of(&latin));
                let sketch = Tree::of(&sketched(&hir));
                Ok(LazyRegex { source, latin, sketch, needles, texts, longest, compiled: OnceLock::new() })
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
        let (program, hir) = self.program(text);
        self.may_match(text, 0..text.len())
            && match program.fast(&hir, text) {
                Some(fast) => fast.is_match(text),
                None => program.small(&hir).is_some_and(|small| {
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
        let (program, hir) = self.program(text);
        if let Some(fast) = program.fast(&hir, text) {
            return fast.captures_iter(text).take(most).map(|captures| groups(&captures)).collect();
        }
        let Some(small) = program.small(&hir) else { return Vec::new() };
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
        let (program, hir) = self.program(&line[at..reach(starts.end)]);
        while at < starts.end {
            let part = at..reach(starts.end);
            if !self.may_match(line, part.clone()) {
                break;
            }
            let Some(small) = program.small(&hir) else { break };
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
        let Compiled { latin, whole, .. } = self.compiled();
        let made = [latin, whole].into_iter().find_map(Program::names);
        made.or_else(|| {
            whole.small(|| self.hir());
            whole.names()
        })
        .unwrap_or_default()
    }

    /// The expression as written, with what the engine put around it.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// May it match within a part of a line? Asked before the expression is compiled, let alone run.
    fn may_match(&self, line: &str, part: Range<usize>) -> bool {
        let Compiled { finders, sketch, .. } = self.compiled();
        let finder = |part: &String| Finder::new(part).into_owned();
        let finders =
            finders.get_or_init(|| self.texts.iter().map(|l| l.iter().map(finder).collect()).collect());
        let bytes = &line.as_bytes()[part.clone()];
        finders.iter().all(|list| list.iter().any(|finder| finder.find(bytes).is_some()))
            && sketch
                .get_or_init(|| Sketch::new(&self.sketch.hir()?))
                .as_ref()
                .is_none_or(|sketch| sketch.may_match(line, part))
    }

    /// What is run on a text, and what gives the expression that it is compiled from.
    fn program(&self, text: &str) -> (&Program, impl Fn() -> Option<Hir>) {
        let compiled = self.compiled();
        let latin = self.latin.as_ref().filter(|_| is_latin(text));
        let program = if latin.is_some() { &compiled.latin } else { &compiled.whole };
        (program, move || latin.map_or_else(|| self.hir(), Tree::hir))
    }

    fn hir(&self) -> Option<Hir> {
        regex_syntax::parse(&self.source).ok()
    }

    fn compiled(&self) -> &Compiled {
        self.compiled.get_or_init(|| {
            let mut known = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
            let there = known.get(&self.source).and_then(Weak::upgrade);
            there.unwrap_or_else(|| {
                let new = Arc::default();
                known.insert(self.source.clone(), Arc::downgrade(&new));
                new
            })
        })
    }
}

impl Program {
    /// The expression compiled to be run fast, if it has much to do.
    fn fast(&self, hir: impl Fn() -> Option<Hir>, text: &str) -> Option<&Regex> {
        let done = self.work.load(Ordering::Relaxed).saturating_add(text.len() as u32);
        if done < MUCH {
            self.work.store(done, Ordering::Relaxed);
            return None;
        }
        let compile = || {
            let config = meta::Config::new()
                .nfa_size_limit(Some(REGEX_SIZE))
                .hybrid_cache_capacity(STATES_SIZE)
                .utf8_empty(true);
            meta::Builder::new().configure(config).build_from_hir(&hir()?).ok()
        };
        self.fast.get_or_init(compile).as_ref()
    }

    /// The expression compiled with little work.
    fn small(&self, hir: impl Fn() -> Option<Hir>) -> Option<&BoundedBacktracker> {
        self.small.get_or_init(|| compile_small(&hir()?)).as_ref()
    }

    /// The names of the groups, if it was compiled.
    fn names(&self) -> Option<Vec<Option<&str>>> {
        let fast = self.fast.get().and_then(Option::as_ref).map(Regex::group_info);
        let small = || self.small.get().and_then(Option::as_ref).map(|small| small.get_nfa().group_info());
        let groups = fast.or_else(small)?;
        Some(groups.pattern_names(PatternID::ZERO).collect())
    }
}

fn compile_small(hir: &Hir) -> Option<BoundedBacktracker> {
    let config = thompson::Config::new().nfa_size_limit(Some(REGEX_SIZE));
    let nfa = NFA::compiler().configure(config).build_from_hir(hir).ok()?;
    let config = backtrack::Config::new().visited_capacity(VISITED_SIZE);
    BoundedBacktracker::builder().configure(config).build_from_nfa(nfa).ok()
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
