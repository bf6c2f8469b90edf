//! A sketch of a regular expression: a coarser one that matches wherever the first does, and elsewhere too.
//!
//! Most expressions that a text calls for match nowhere in it. Edges of words, large counts and the many ranges of
//! Unicode's classes are what makes them dear to compile and to run; a sketch leaves them out, so that it runs as a
//! small automaton, and only the lines that it lets pass are shown to the expression itself.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use regex_automata::Input;
use regex_automata::hybrid::dfa;
use regex_automata::nfa::thompson::backtrack::{self, BoundedBacktracker};
use regex_automata::nfa::thompson::{self, NFA, WhichCaptures};
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look, Repetition};

/// A sketch, compiled.
#[derive(Debug)]
pub struct Sketch {
    slow: BoundedBacktracker,
    runs: AtomicU32,
    fast: OnceLock<Option<Automaton>>,
}

/// An automaton whose states are made as they are met, for each thread that runs it.
#[derive(Debug)]
struct Automaton {
    dfa: dfa::DFA,
    /// Those that no thread uses now.
    states: Mutex<Vec<dfa::Cache>>,
}

impl Automaton {
    fn of(nfa: &NFA) -> Option<Automaton> {
        let config = dfa::Config::new()
            .cache_capacity(STATES_SIZE)
            .skip_cache_capacity_check(true)
            .minimum_cache_clear_count(None);
        let dfa = dfa::Builder::new().configure(config).build_from_nfa(nfa.clone()).ok()?;
        Some(Automaton { dfa, states: Mutex::default() })
    }

    fn may_match(&self, input: &Input) -> bool {
        let lock = || self.states.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = lock().pop();
        let mut states = idle.unwrap_or_else(|| self.dfa.create_cache());
        let found = self.dfa.try_search_fwd(&mut states, input);
        lock().push(states);
        !matches!(found, Ok(None))
    }
}

/// Runs after which states are worth keeping.
const OFTEN: u32 = 2;
/// Bytes that an automaton's states may take, for each thread.
const STATES_SIZE: usize = 512 << 10;
/// Bytes that a slow search may take to note where it was.
const VISITED_SIZE: usize = 256 << 10;
/// A class of more ranges than this is taken with all that is not ASCII.
const MOST_RANGES: usize = 12;
/// Counts beyond this are not counted.
const MOST_TIMES: u32 = 2;

thread_local! {
    static CACHE: RefCell<Option<backtrack::Cache>> = const { RefCell::new(None) };
}

impl Sketch {
    /// Compiles what [`sketched`] gave; `None` if it is too large.
    pub fn new(sketched: &Hir) -> Option<Sketch> {
        let config =
            thompson::Config::new().which_captures(WhichCaptures::None).nfa_size_limit(Some(1 << 20));
        let nfa = NFA::compiler().configure(config).build_from_hir(sketched).ok()?;
        let slow = BoundedBacktracker::builder()
            .configure(backtrack::Config::new().visited_capacity(VISITED_SIZE))
            .build_from_nfa(nfa)
            .ok()?;
        Some(Sketch { slow, runs: AtomicU32::new(0), fast: OnceLock::new() })
    }

    /// May the expression match within a part of a line?
    pub fn may_match(&self, line: &str, part: Range<usize>) -> bool {
        let input = Input::new(line).span(part).earliest(true);
        if self.runs.load(Ordering::Relaxed) < OFTEN {
            self.runs.fetch_add(1, Ordering::Relaxed);
            let found = CACHE.with_borrow_mut(|cache| {
                let cache = cache.get_or_insert_with(|| self.slow.create_cache());
                cache.reset(&self.slow);
                self.slow.try_search_slots(cache, &input, &mut [])
            });
            if let Ok(found) = found {
                return found.is_some();
            }
        }
        let fast = self.fast.get_or_init(|| Automaton::of(self.slow.get_nfa()));
        fast.as_ref().is_none_or(|fast| fast.may_match(&input))
    }
}

/// The sketch of an expression, as an expression.
pub fn sketched(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) => Hir::literal(literal.0.clone()),
        HirKind::Look(look) if matches!(look, Look::Start | Look::End) => Hir::look(*look),
        HirKind::Look(_) => Hir::empty(),
        HirKind::Class(Class::Unicode(class)) if class.ranges().len() > MOST_RANGES => {
            let ascii = class.ranges().iter().filter(|range| range.start() <= '\x7f');
            let ascii = ascii.map(|range| ClassUnicodeRange::new(range.start(), range.end().min('\x7f')));
            let others = ClassUnicodeRange::new('\u{80}', char::MAX);
            Hir::class(Class::Unicode(ClassUnicode::new(ascii.chain([others]))))
        }
        HirKind::Class(class) => Hir::class(class.clone()),
        HirKind::Capture(capture) => sketched(&capture.sub),
        HirKind::Repetition(Repetition { min, max, greedy, sub }) => Hir::repetition(Repetition {
            min: (*min).min(MOST_TIMES),
            max: max.filter(|&max| max <= MOST_TIMES),
            greedy: *greedy,
            sub: Box::new(sketched(sub)),
        }),
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(sketched).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(sketched).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(source: &str) -> Sketch {
        Sketch::new(&sketched(&regex_syntax::parse(source).expect("an expression"))).expect("a sketch")
    }

    #[test]
    fn matches_wherever_the_expression_does() {
        for (source, text) in [
            (r"\bmot\b", "un mot."),
            (r"^\s*\p{Lu}\w{3,40} (?<n>\d{2,4})$", "  Étés 2024"),
            (r"(?i)été", "L’ÉTÉ"),
            (r"[^.]{2,80}(?:a|bc){5}!$", "x. là, abcabca!"),
        ] {
            let (whole, sketch) = (0..text.len(), sketch(source));
            assert!(regex::Regex::new(source).unwrap().is_match(text), "{source}");
            // Slowly first, then with its states kept.
            (0..2 * OFTEN).for_each(|_| assert!(sketch.may_match(text, whole.clone()), "{source}"));
        }
    }

    #[test]
    fn refuses_what_is_plainly_none() {
        let line = "Une phrase sans rien, et une année : 2024.";
        for source in [r"\brien d'autre\b", r"^rien", r"\w{40} 2024$", "«"] {
            let sketch = sketch(source);
            (0..2 * OFTEN).for_each(|_| assert!(!sketch.may_match(line, 0..line.len()), "{source}"));
        }
    }

    #[test]
    fn an_end_of_the_part_is_no_end_of_the_line() {
        assert!(!sketch("mot$").may_match("un mot juste", 0..6));
        assert!(sketch("mot").may_match("un mot juste", 0..6));
        assert!(!sketch("^mot").may_match("un mot", 3..6));
    }
}
