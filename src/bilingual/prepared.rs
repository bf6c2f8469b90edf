//! A pair with what was found in its texts once, for all comparisons.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Pair, Side};
use crate::format::placeholder::{self, Found, Is};

/// Addresses of pages and of people. What ends a sentence is none of them.
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:https?|ftp|mailto|file)://?[^\s<>»”’{}|\\^]*[^\s<>»”’{}|\\^.,;:!?)\]'“]|\bwww\.[^\s<>»”’]*[^\s<>»”’.,;:!?)\]']|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
        .expect("a sound pattern")
});

/// A pair, looked at.
#[derive(Debug)]
pub struct Prepared<'p> {
    /// The pair.
    pub pair: &'p Pair,
    /// Its source; the form for one and the form for several where there are two.
    pub sources: Vec<Looked<'p>>,
    /// Its translation.
    pub target: Looked<'p>,
}

impl<'p> Prepared<'p> {
    /// Looks at a pair.
    pub fn new(pair: &'p Pair) -> Prepared<'p> {
        Prepared {
            pair,
            sources: pair.sources.iter().map(Looked::new).collect(),
            target: Looked::new(&pair.target),
        }
    }

    /// The source, the first form of two.
    pub fn source(&self) -> &Looked<'p> {
        &self.sources[0]
    }

    /// Is there a translation, that differs from its source?
    pub fn is_translated(&self) -> bool {
        let target = self.target.text.trim();
        !target.is_empty() && self.sources.iter().all(|source| source.text.trim() != target)
    }

    /// All of the translation, blanks around it aside.
    pub fn whole(&self) -> Range<usize> {
        let text = self.target.text;
        let start = text.len() - text.trim_start().len();
        start..text.trim_end().len().max(start)
    }
}

/// A text of a pair, with what is no prose in it.
#[derive(Debug)]
pub struct Looked<'p> {
    /// The side it is the text of.
    pub side: &'p Side,
    /// The text.
    pub text: &'p str,
    /// Placeholders and tags.
    pub found: Vec<Found>,
    /// Addresses.
    pub addresses: Vec<Range<usize>>,
    /// The text with spaces for all of those, byte for byte.
    pub prose: String,
}

impl<'p> Looked<'p> {
    fn new(side: &'p Side) -> Looked<'p> {
        let text = side.text.as_str();
        let addresses: Vec<Range<usize>> = if text.contains(['@', '/', '.']) {
            ADDRESS.find_iter(text).map(|found| found.range()).collect()
        } else {
            Vec::new()
        };
        let mut found = placeholder::find(text);
        found.retain(|f| !addresses.iter().any(|a| a.start < f.range.end && f.range.start < a.end));
        let mut bytes = text.as_bytes().to_vec();
        for range in addresses.iter().chain(found.iter().map(|f| &f.range)) {
            bytes[range.clone()].fill(b' ');
        }
        let prose = String::from_utf8(bytes).unwrap_or_default();
        Looked { side, text, found, addresses, prose }
    }

    /// The placeholders, as they are written.
    pub fn placeholders(&self) -> impl Iterator<Item = (&'p str, Range<usize>)> {
        let found = self.found.iter().filter(|f| f.is == Is::Placeholder);
        found.map(|f| (&self.text[f.range.clone()], f.range.clone()))
    }

    /// The tags in the text, as they are written.
    pub fn tags(&self) -> impl Iterator<Item = (&'p str, Range<usize>)> {
        let found = self.found.iter().filter(|f| matches!(f.is, Is::Tag(_)));
        found.map(|f| (&self.text[f.range.clone()], f.range.clone()))
    }

    /// The words of the prose, in lower case.
    pub fn words(&self) -> Vec<String> {
        let words = self.prose.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '-'));
        let words = words.map(|word| word.trim_matches(['\'', '’', '-']));
        words.filter(|word| !word.is_empty()).map(|word| word.to_lowercase().replace('’', "'")).collect()
    }
}

/// What stands in one list and not in the other, counted: missing from `found`, and too many in it.
pub fn differ<T: Ord + Clone>(expected: &[T], found: &[T]) -> (Vec<T>, Vec<T>) {
    let beyond = |items: &[T], others: &[T]| {
        let mut left: BTreeMap<T, usize> = BTreeMap::new();
        for other in others {
            *left.entry(other.clone()).or_default() += 1;
        }
        let extra = items.iter().filter(|item| match left.get_mut(item) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        extra.cloned().collect::<Vec<T>>()
    };
    (beyond(expected, found), beyond(found, expected))
}
