//! Tags, in the text or of the file's format, and the marks of access keys.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::prepared::differ;
use super::{Comparison, Difference, Looked, Prepared, With};
use crate::format::placeholder::{keys, only_key};

/// Tags of the source that the translation lacks, or has too many of.
#[derive(Debug)]
pub struct Tags;

/// Attributes whose value is a text or an address, which may be another one in French.
static TEXT_ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"\s(?:title|alt|lang|xml:lang|hreflang|href|src|equiv-text|disp|dispEnd|dispStart)\s*=\s*("[^"]*"|'[^']*')"#)
        .expect("a sound pattern")
});

impl Comparison for Tags {
    fn compare(&self, pair: &Prepared, _: &With, add: &mut dyn FnMut(Difference)) {
        let target = tags(&pair.target);
        let names = |tags: &[(String, Option<Range<usize>>)]| {
            tags.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>()
        };
        let mut best: Option<(Vec<String>, Vec<String>)> = None;
        for source in &pair.sources {
            let (missing, added) = differ(&names(&tags(source)), &names(&target));
            if missing.is_empty() && added.is_empty() {
                return;
            }
            if best.as_ref().is_none_or(|(m, a)| missing.len() + added.len() < m.len() + a.len()) {
                best = Some((missing, added));
            }
        }
        let Some((missing, added)) = best else { return };
        let place = added
            .first()
            .and_then(|name| target.iter().rev().find(|(other, _)| other == name))
            .and_then(|(_, range)| range.clone())
            .unwrap_or(pair.whole());
        add(Difference::new(place, missing.join(" "), added.join(" ")));
    }
}

/// The tags of a side as they are compared, with their place where they stand in the text.
fn tags(side: &Looked) -> Vec<(String, Option<Range<usize>>)> {
    // French sets its ordinals so, and English seldom does.
    let ordinal = |tag: &(&str, Range<usize>)| matches!(tag.0, "<sup>" | "</sup>");
    let in_text = side.tags().filter(move |tag| !ordinal(tag)).map(|(tag, range)| (normal(tag), Some(range)));
    let of_format = side.side.tags.iter().map(|(tag, _)| (normal(tag), None));
    in_text.chain(of_format).collect()
}

fn normal(tag: &str) -> String {
    let tag = TEXT_ATTRIBUTE.replace_all(tag, "");
    // `<ph id="1">code</ph>` is told by its start; `<br/>` is `<br>`.
    let start = tag.split('>').next().unwrap_or_default();
    let start = start.trim_end_matches('/').trim_end();
    format!("{}>", start.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// An access key that the source marks and the translation does not, or marks twice.
#[derive(Debug)]
pub struct AccessKey;

impl Comparison for AccessKey {
    fn compare(&self, pair: &Prepared, _: &With, add: &mut dyn FnMut(Difference)) {
        let (source, target) = (pair.source().text, pair.target.text);
        for mark in ['_', '&'] {
            let Some(at) = only_key(source, mark) else { continue };
            let label = source.chars().count() < 80 && !source.contains('\n');
            // `a_name` may be a name of the programme.
            let alone = !source.contains(' ') && at > 0;
            if !label || alone && !is_menu_word(source, at) {
                continue;
            }
            let count = keys(target, mark).count();
            if count != 1 {
                let letter: String = source[at..].chars().take(2).collect();
                add(Difference::new(pair.whole(), letter, count.to_string()));
            }
        }
    }
}

/// Is a single word with a mark inside a label, as in `E_xit`?
fn is_menu_word(source: &str, at: usize) -> bool {
    let whole = source.replacen(['_', '&'], "", 1);
    let word = whole.trim_end_matches(['.', '…', ':']);
    at < 4 && word.starts_with(char::is_uppercase) && crate::lexicon::is_english(&crate::lexicon::fold(word))
}
