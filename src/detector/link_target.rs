//! Links inside a page that lead nowhere, because the title they lead to was translated and its address was not.

use std::collections::{HashMap, HashSet};

use super::Detector;
use crate::engine::{Hit, Page};
use crate::format::{Document, Format, SegmentKind};
use crate::text::Word;

/// Finds `[Premiers pas](#getting-started)` where a title reads *Premiers pas*. Captures: `fixed`.
#[derive(Debug)]
pub struct DeadAnchor;

/// The longest address that is looked at, and how far before it its words may start, in bytes.
const LONGEST: usize = 300;

impl Detector for DeadAnchor {
    fn wakes(&self, _: &Word) -> bool {
        false
    }

    fn detect(&self, _: &Page, _: &[usize], _: &mut dyn FnMut(Hit)) {}

    fn inspect(&self, document: &Document, add: &mut dyn FnMut(Hit)) {
        let text = document.text;
        if document.format != Format::Markdown || !text.contains("](#") {
            return;
        }
        let titles: Vec<&str> = document
            .segments
            .iter()
            .filter(|segment| segment.kind == SegmentKind::Heading)
            .map(|segment| &document.prose[segment.range.clone()])
            .collect();
        // Words that are those of two titles lead to neither.
        let mut by_words: HashMap<&str, Option<&str>> = HashMap::new();
        for title in &titles {
            by_words.entry(title.trim()).and_modify(|title| *title = None).or_insert(Some(title));
        }
        let addresses = Addresses::of(text, &titles);
        for (at, _) in text.match_indices("](#") {
            let start = at + 3;
            let reach = &text[start..text.floor_char_boundary(start + LONGEST)];
            let Some(length) = reach.find([')', ' ', '\n']) else { continue };
            let target = &text[start..start + length];
            let before = &text[text.ceil_char_boundary(at.saturating_sub(LONGEST))..at];
            let line = before.rsplit('\n').next().unwrap_or(before);
            let Some(opening) = line.rfind('[') else { continue };
            let words = line[opening + 1..].trim();
            if document.in_code(&(start..start + length)) || addresses.holds(target) {
                continue;
            }
            if let Some(Some(title)) = by_words.get(words) {
                add(Hit::new(start..start + length).with("fixed", slug(title)));
            }
        }
    }
}

/// What an address inside a page may lead to. Read once: a page may hold as many links as titles.
struct Addresses<'t> {
    /// Of the titles, in one of the ways that they get addresses.
    titles: HashSet<String>,
    /// What follows each sign that names an element, in order.
    elements: Vec<&'t str>,
}

impl<'t> Addresses<'t> {
    fn of(text: &'t str, titles: &[&str]) -> Addresses<'t> {
        let named = ["id=\"", "id='", "name=\"", "name='", "{#", "<a id="].into_iter().flat_map(|mark| {
            let starts = text.match_indices(mark).map(move |(at, _)| at + mark.len());
            starts.map(|at| &text[at..text.floor_char_boundary(at + LONGEST)])
        });
        let mut elements: Vec<&str> = named.collect();
        elements.sort_unstable();
        Addresses { titles: titles.iter().map(|title| plain(&slug(title))).collect(), elements }
    }

    fn holds(&self, target: &str) -> bool {
        let bare = plain(target);
        let numbered = bare.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-');
        let next = self.elements.partition_point(|element| *element < target);
        target.contains('%')
            || self.titles.contains(&bare)
            || self.titles.contains(numbered)
            || self.elements.get(next).is_some_and(|element| element.starts_with(target))
    }
}

/// The address that a title gets: lower case, hyphens for blanks, no marks.
fn slug(title: &str) -> String {
    title
        .trim()
        .to_lowercase()
        .chars()
        .filter_map(|c| match c {
            ' ' => Some('-'),
            c if c.is_alphanumeric() || matches!(c, '-' | '_') => Some(c),
            _ => None,
        })
        .collect()
}

/// Without accents and marks: some programs leave them out of addresses.
fn plain(slug: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    slug.nfd().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_has_one_address_however_it_is_written() {
        assert_eq!(slug("L’été, déjà ?"), "lété-déjà-");
        assert!(Addresses::of("", &["L’été, déjà"]).holds("l-ete-deja"));
        assert!(Addresses::of("", &["L’été, déjà"]).holds("l-ete-deja-2"));
        assert!(!Addresses::of("", &["Premiers pas"]).holds("getting-started"));
        assert!(Addresses::of("<a name=\"x\"> <b id='a'>", &[]).holds("x"));
    }
}
