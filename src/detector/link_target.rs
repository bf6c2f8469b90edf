//! Links inside a page that lead nowhere, because the title they lead to was translated and its address was not.

use super::Detector;
use crate::engine::{Hit, Page};
use crate::format::{Document, Format, SegmentKind};
use crate::text::Word;

/// Finds `[Premiers pas](#getting-started)` where a title reads *Premiers pas*. Captures: `fixed`.
#[derive(Debug)]
pub struct DeadAnchor;

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
        for (at, _) in text.match_indices("](#") {
            let start = at + 3;
            let Some(length) = text[start..].find([')', ' ', '\n']) else { continue };
            let target = &text[start..start + length];
            let line = text[..at].rfind('\n').map_or(0, |n| n + 1);
            let Some(opening) = text[line..at].rfind('[') else { continue };
            let words = text[line + opening + 1..at].trim();
            if document.in_code(&(start..start + length)) || leads_somewhere(text, &titles, target) {
                continue;
            }
            let mut same = titles.iter().filter(|title| title.trim() == words);
            if let (Some(title), None) = (same.next(), same.next()) {
                add(Hit::new(start..start + length).with("fixed", slug(title)));
            }
        }
    }
}

/// Does an address inside the page name a title, in one of the ways that titles get addresses, or an element?
fn leads_somewhere(text: &str, titles: &[&str], target: &str) -> bool {
    let bare = plain(target);
    let numbered = bare.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-');
    let named = |mark: &str| text.contains(&format!("{mark}{target}"));
    target.contains('%')
        || titles.iter().any(|title| {
            let slug = plain(&slug(title));
            slug == bare || slug == numbered
        })
        || ["id=\"", "id='", "name=\"", "name='", "{#", "<a id="].iter().any(|mark| named(mark))
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
        assert!(leads_somewhere("", &["L’été, déjà"], "l-ete-deja"));
        assert!(!leads_somewhere("", &["Premiers pas"], "getting-started"));
        assert!(leads_somewhere("<a name=\"x\">", &[], "x"));
    }
}
