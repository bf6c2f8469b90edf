//! Needles: what a regular expression cannot do without.
//!
//! An expression is run on a line only if one of its needles stands there. Of the literals and
//! classes that each match holds, those are chosen that French prose holds least. What the expression says of either side
//! of a text ([`Side`]) must hold too.

mod side;

use std::ops::Range;

use regex_syntax::hir::{Class, Hir, HirKind};

pub use side::{Hand, Side};

/// What must stand in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Needle {
    /// A text, as spelled.
    Text {
        /// The text.
        text: String,
        /// What stands before it.
        before: Side,
        /// What stands after it.
        after: Side,
    },
    /// A sign in one of these ranges, in a word.
    Class(Vec<(char, char)>),
}

/// What an expression cannot do without.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Needles one of which stands in every match; `None` if that cannot be told.
    pub needles: Option<Vec<Needle>>,
    /// Lists of texts: one text of each list stands in every match.
    pub texts: Vec<Vec<String>>,
}

impl Needs {
    /// What every match of an expression holds.
    pub fn of(hir: &Hir) -> Needs {
        if work(hir).1 > MOST_WORK {
            return Needs::default();
        }
        let any = Sides::default();
        let mut found = search(hir, &any);
        let mut texts = std::mem::take(&mut found.texts);
        texts.extend(found.exact.clone());
        texts.retain(|list| list.len() <= TEXTS && list.iter().all(|text| !text.is_empty()));
        texts.sort_by_cached_key(|list| list.iter().map(|text| rarity(text)).sum::<u32>());
        texts.dedup();
        texts.truncate(LISTS);
        Needs { needles: found.best(&any).map(|set| set.needles), texts }
    }
}

/// Of an expression that takes more [`work`] nothing is told. No built-in rule has one.
const MOST_WORK: usize = 200_000;

/// The size of an expression, and the work of looking through it: each part of a sequence is looked at with all that
/// stands beside it.
fn work(hir: &Hir) -> (usize, usize) {
    let sum = |parts: &[Hir]| {
        parts.iter().map(work).fold((1, 1_usize), |all, one| (all.0 + one.0, all.1.saturating_add(one.1)))
    };
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Literal(_) | HirKind::Class(_) => (1, 1),
        HirKind::Capture(capture) => work(&capture.sub),
        HirKind::Repetition(repetition) => work(&repetition.sub),
        HirKind::Alternation(branches) => sum(branches),
        HirKind::Concat(parts) => {
            let (size, work) = sum(parts);
            (size, work.saturating_add(size.saturating_mul(parts.len())))
        }
    }
}

/// Lists of texts that are looked for before an expression is run.
const LISTS: usize = 2;
/// Texts that such a list may hold.
const TEXTS: usize = 16;

/// How often a text that is repeated is written out.
const MOST_TIMES: u32 = 8;

/// Alternatives that a set of exact texts may hold.
const MOST: usize = 256;
/// Needles that stand in one line of French prose in a few, or more often, are none.
const COMMON: u32 = 100_000;

/// Needles, and how often French prose may be thought to hold one of them.
#[derive(Clone, Debug)]
struct Set {
    needles: Vec<Needle>,
    cost: u32,
}

/// What stands on both sides of an expression.
#[derive(Clone, Debug, Default)]
struct Sides {
    before: Side,
    after: Side,
}

impl Sides {
    /// Those of some of the parts that stand one after the other between these sides.
    fn of(&self, parts: &[Hir], range: Range<usize>) -> Sides {
        Sides {
            before: Side::beside(parts[..range.start].iter().rev(), &self.before, Hand::Before),
            after: Side::beside(parts[range.end..].iter(), &self.after, Hand::After),
        }
    }
}

/// What is known of an expression: the texts it matches, if they are few, and the needles it needs.
struct Found {
    /// All the texts it matches.
    exact: Option<Vec<String>>,
    /// Needles one of which each match holds.
    inner: Option<Set>,
    /// Lists of texts: each match holds one of each list.
    texts: Vec<Vec<String>>,
}

impl Found {
    fn new(exact: Option<Vec<String>>, inner: Option<Set>) -> Found {
        Found { exact, inner, texts: Vec::new() }
    }

    /// The rarest needles, of an expression between these sides.
    fn best(self, sides: &Sides) -> Option<Set> {
        better(self.exact.as_deref().and_then(|texts| of_texts(texts, sides)), self.inner)
    }
}

fn better(a: Option<Set>, b: Option<Set>) -> Option<Set> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.cost < a.cost { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// The needles of a set of texts one of which stands there: one for each.
fn of_texts(texts: &[String], sides: &Sides) -> Option<Set> {
    let mut set = Set { needles: Vec::new(), cost: 0 };
    let share = u64::from(sides.before.share()) * u64::from(sides.after.share());
    for text in texts {
        rarest(text)?;
        let needle =
            Needle::Text { text: text.clone(), before: sides.before.clone(), after: sides.after.clone() };
        if !set.needles.contains(&needle) {
            set.needles.push(needle);
            let cost = u64::from(rarity(text)) * share / 1_000_000;
            set.cost = set.cost.saturating_add(1 + cost as u32);
        }
    }
    (!set.needles.is_empty()).then_some(set)
}

/// How often French prose may be thought to hold the rarest part of a text; nothing if it is blank.
fn rarest(text: &str) -> Option<u32> {
    fragments(text).map(|part| frequency(&text[part])).min()
}

/// How often French prose may be thought to hold a text: the longer, the less often.
fn rarity(text: &str) -> u32 {
    rarest(text).unwrap_or(COMMON) / (1 + text.len() as u32 / 4)
}

/// The parts of a text that cannot lie across two tokens.
fn fragments(text: &str) -> impl Iterator<Item = Range<usize>> {
    let kind = |c: char| match c {
        _ if is_gap(c) => 0,
        _ if c.is_alphabetic() => 1,
        _ if c.is_ascii_digit() => 2,
        _ => 3,
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let first = rest.chars().next()?;
        let length = match kind(first) {
            3 => first.len_utf8(),
            same => rest.find(|c| kind(c) != same).unwrap_or(rest.len()),
        };
        let part = at..at + length;
        at = part.end;
        Some(part)
    })
    .filter(move |part| text[part.clone()].chars().next().is_some_and(|c| kind(c) != 0))
}

/// Is this no part of any token?
fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}

/// Words that few sentences lack.
const FREQUENT: &str = "a à au aussi autre aux avait avec avoir bien ce ces cette comme contre dans de des deux dit \
    dont du elle elles en encore entre est et été était être eu fait faire fois il ils je jour la le les leur leurs \
    lui ma mais me même mes mon ne non nous on ont ou où par pas peu peut plus pour puis qu que qui quand sa sans se \
    ses si son sont sous sur tout tous toute très trop tu un une vers vous ans après année temps pays France";

/// How often French prose may be thought to hold a fragment, in a million words.
fn frequency(fragment: &str) -> u32 {
    let mut chars = fragment.chars();
    let (Some(first), rest) = (chars.next(), chars.count()) else { return u32::MAX };
    if first.is_ascii_digit() {
        return if rest == 0 { 30_000 } else { 4_000 };
    }
    if !first.is_alphabetic() {
        return match first {
            '.' | ',' | '\'' | '’' | '-' => 5 * COMMON,
            ':' | ';' | '(' | ')' | '«' | '»' | '"' | '!' | '?' => 30_000,
            '—' | '–' | '…' | '/' | '“' | '”' => 10_000,
            _ => 50,
        };
    }
    let by_length = match rest + 1 {
        1 => 5 * COMMON,
        2 => 100_000,
        3 => 20_000,
        4 => 4_000,
        5 => 1_000,
        6 | 7 => 300,
        _ => 60,
    };
    let capital = if first.is_uppercase() { 10 } else { 1 };
    let frequent = FREQUENT.split_whitespace().any(|word| word.contains(fragment));
    by_length / capital + if frequent { COMMON } else { 0 }
}

fn search(hir: &Hir, sides: &Sides) -> Found {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Found::new(Some(vec![String::new()]), None),
        HirKind::Literal(literal) => {
            Found::new(String::from_utf8(literal.0.to_vec()).ok().map(|text| vec![text]), None)
        }
        HirKind::Class(Class::Unicode(class)) => {
            let ranges: Vec<(char, char)> = class.ranges().iter().map(|r| (r.start(), r.end())).collect();
            let count: usize = ranges.iter().map(|&(first, last)| last as usize - first as usize + 1).sum();
            let exact = (count <= 8)
                .then(|| ranges.iter().flat_map(|&(first, last)| first..=last).map(String::from).collect());
            Found::new(exact, of_class(ranges))
        }
        HirKind::Class(_) => Found::new(None, None),
        HirKind::Capture(capture) => search(&capture.sub, sides),
        HirKind::Repetition(repetition) => {
            let once = repetition.max == Some(1);
            let within = if once { sides.clone() } else { Sides::default() };
            let sub = search(&repetition.sub, &within);
            match (repetition.min, repetition.max) {
                (1, Some(1)) => sub,
                (0, Some(1)) => Found::new(sub.exact.map(|set| [set, vec![String::new()]].concat()), None),
                (0, _) => Found::new(None, None),
                (least, _) => {
                    let mut texts = sub.texts.clone();
                    let repeated = sub.exact.as_deref().map(|set| repeated(set, least));
                    let inner = repeated.as_deref().and_then(|texts| of_texts(texts, &Sides::default()));
                    texts.extend(repeated);
                    Found { exact: None, inner: better(inner, sub.best(&within)), texts }
                }
            }
        }
        HirKind::Alternation(branches) => alternation(branches, sides),
        HirKind::Concat(parts) => concat(parts, sides),
    }
}

/// What texts, each as often as an expression repeats them at least, make one after the other; fewer of them where that
/// would be too many.
fn repeated(set: &[String], least: u32) -> Vec<String> {
    let mut texts = vec![String::new()];
    for _ in 0..least.min(MOST_TIMES) {
        if texts.len() * set.len() > TEXTS {
            break;
        }
        texts = texts.iter().flat_map(|head| set.iter().map(move |tail| format!("{head}{tail}"))).collect();
    }
    if texts.iter().all(String::is_empty) { set.to_vec() } else { texts }
}

fn alternation(branches: &[Hir], sides: &Sides) -> Found {
    let mut exact = Some(Vec::new());
    let mut inner = Some(Set { needles: Vec::new(), cost: 0 });
    let mut texts = Some(Vec::new());
    for branch in branches {
        let found = search(branch, sides);
        match (texts.as_mut(), found.exact.as_ref().or(rarest_list(&found.texts))) {
            (Some(all), Some(more)) if all.len() + more.len() <= MOST => all.extend(more.iter().cloned()),
            _ => texts = None,
        }
        match (exact.as_mut(), &found.exact) {
            (Some(all), Some(more)) if all.len() + more.len() <= MOST => all.extend(more.iter().cloned()),
            _ => exact = None,
        }
        match (inner.as_mut(), found.best(sides)) {
            (Some(all), Some(more)) => {
                all.needles.extend(more.needles);
                all.cost = all.cost.saturating_add(more.cost);
            }
            _ => inner = None,
        }
    }
    Found { exact, inner, texts: texts.into_iter().collect() }
}

fn rarest_list(texts: &[Vec<String>]) -> Option<&Vec<String>> {
    texts.iter().min_by_key(|list| list.iter().map(|text| rarity(text)).sum::<u32>())
}

/// May a class hold blanks that French is not set with? They stand in no token.
pub fn holds_odd_blanks(ranges: &[(char, char)]) -> bool {
    let odd =
        ['\u{b}', '\u{c}', '\u{85}', '\u{1680}', '\u{2028}', '\u{2029}', '\u{205f}', '\u{3000}', '\u{feff}'];
    odd.into_iter()
        .chain('\u{2000}'..='\u{200b}')
        .any(|c| ranges.iter().any(|&(first, last)| (first..=last).contains(&c)))
}

/// A class as a needle: signs that French prose holds seldom, and no blank that it is set with.
fn of_class(ranges: Vec<(char, char)>) -> Option<Set> {
    let holds = |c: char| ranges.iter().any(|&(first, last)| (first..=last).contains(&c));
    let gaps = ['\t', '\n', '\r', ' ', '\u{a0}', '\u{202f}', '\u{2009}'];
    if gaps.into_iter().any(holds) {
        return None;
    }
    let ordinary = ('!'..='~').chain("àâçéèêëîïôùûœ«»’–—…".chars());
    let cost = ordinary
        .filter(|&c| holds(c))
        .fold(50_u32, |sum, c| sum.saturating_add(frequency(c.encode_utf8(&mut [0; 4]))));
    Some(Set { needles: vec![Needle::Class(ranges)], cost })
}

fn concat(parts: &[Hir], sides: &Sides) -> Found {
    let mut inner = None;
    let mut texts = Vec::new();
    let (mut run, mut start): (Vec<String>, usize) = (vec![String::new()], 0);
    let mut whole = true;
    for (n, part) in parts.iter().enumerate() {
        let own = sides.of(parts, n..n + 1);
        let found = search(part, &own);
        match found.exact {
            Some(set) if run.len() * set.len() <= MOST => {
                run =
                    run.iter().flat_map(|head| set.iter().map(move |tail| format!("{head}{tail}"))).collect();
            }
            _ => {
                whole = false;
                let joined = found.exact.as_deref().and_then(|set| with_what_ends(&run, set));
                let done = std::mem::replace(&mut run, vec![String::new()]);
                inner = better(inner, of_texts(&done, &sides.of(parts, without_looks(parts, start..n))));
                start = n + 1;
                texts.push(done);
                texts.extend(found.texts.iter().cloned());
                texts.extend(found.exact.clone());
                let alone = found.best(&own);
                // With what stands before them they are rarer than by themselves, how many texts that may make.
                let sides = Sides { before: Side::default(), after: own.after };
                let joined = joined.and_then(|texts| of_texts(&texts, &sides)).map(|mut set| {
                    set.cost = alone.as_ref().map_or(set.cost, |alone| set.cost.min(alone.cost / 2));
                    set
                });
                inner = better(better(inner, alone), joined);
            }
        }
    }
    let last = of_texts(&run, &sides.of(parts, without_looks(parts, start..parts.len())));
    let inner = better(inner, last);
    if whole {
        return Found::new(Some(run), inner);
    }
    texts.push(run);
    Found { exact: None, inner, texts }
}

/// Texts of a set, each after what may stand right before it: the last letters of the texts of another set, as many as
/// do not make too many together.
fn with_what_ends(before: &[String], set: &[String]) -> Option<Vec<String>> {
    (1..=6).rev().find_map(|letters| {
        let end = |text: &String| {
            let start = text.char_indices().rev().take(letters).last().map_or(0, |(at, _)| at);
            text[start..].to_string()
        };
        let mut ends: Vec<String> = before.iter().map(end).collect();
        ends.sort();
        ends.dedup();
        let few = ends.len() * set.len() <= MOST && ends.iter().all(|end| !end.is_empty());
        few.then(|| ends.iter().flat_map(|end| set.iter().map(move |text| format!("{end}{text}"))).collect())
    })
}

/// A range of parts without the assertions at its ends: these say what stands beside it.
fn without_looks(parts: &[Hir], mut range: Range<usize>) -> Range<usize> {
    let is_look = |n: usize| matches!(parts[n].kind(), HirKind::Look(_));
    while !range.is_empty() && is_look(range.start) {
        range.start += 1;
    }
    while !range.is_empty() && is_look(range.end - 1) {
        range.end -= 1;
    }
    range
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Option<Vec<String>> {
        let needles = Needs::of(&regex_syntax::parse(source).unwrap()).needles?;
        Some(
            needles
                .into_iter()
                .map(|needle| match needle {
                    Needle::Text { text, .. } => text,
                    Needle::Class(ranges) => format!("{}–{}", ranges[0].0, ranges[0].1),
                })
                .collect(),
        )
    }

    #[test]
    fn a_contrived_expression_takes_no_time() {
        for part in ["[ab]", "(?:a|b|)", "a?", ".*a", r"\b"] {
            let hir = regex_syntax::parse(&part.repeat(20_000)).unwrap();
            assert_eq!(Needs::of(&hir), Needs::default());
        }
    }

    #[test]
    fn the_rarest_text_is_the_needle() {
        for (source, needles) in [
            (r"\[ad_\d\]", Some(vec!["[ad_"])),
            (r"(?:lire|voir) aussi", Some(vec!["lire aussi", "voir aussi"])),
            (r"il y? ?a (\d+) (hours|days) ago", Some(vec![" hours ago", " days ago"])),
            (r"^(?:pic\.twitter\.com/\w+)$", Some(vec!["pic.twitter.com/"])),
            (r"a?", None),
            (r"\s+", None),
            (r"zx\s+,", Some(vec!["zx"])),
            (r"de (?:Newsletter)?", Some(vec!["de Newsletter", "de "])),
            (r"\p{Cyrillic}+", Some(vec!["\u{400}–\u{484}"])),
        ] {
            let needles = needles.map(|all| all.into_iter().map(String::from).collect::<Vec<_>>());
            assert_eq!(found(source), needles, "{source}");
        }
    }

    #[test]
    fn an_empty_branch_needs_nothing() {
        assert_eq!(found("(?:un|)"), None);
        assert!(Needs::of(&regex_syntax::parse("a(?:un|)b").unwrap()).needles.is_some());
    }

    #[test]
    fn what_is_repeated_stands_there_as_often() {
        let needs = Needs::of(&regex_syntax::parse(r"x*-{3,}$").unwrap());
        assert_eq!(needs.texts, [vec!["---"]]);
        assert!(matches!(&needs.needles.unwrap()[..], [Needle::Text { text, .. }] if text == "---"));
        assert_eq!(repeated(&["a".into(), "b".into()], 2), ["aa", "ab", "ba", "bb"]);
    }

    #[test]
    fn texts_that_must_all_stand_there() {
        let needs = Needs::of(&regex_syntax::parse(r"[Ll]e [a-z]{3,} (?<m>is) (?:très|[a-z]+é)").unwrap());
        assert_eq!(needs.texts, [vec![" is "], vec!["Le ", "le "]]);
    }
}
