//! One source, two translations in a file.

use std::collections::HashMap;

use super::{Comparison, Difference, Prepared, With};

/// The same source is translated in another way than before.
#[derive(Debug)]
pub struct Consistency;

impl Comparison for Consistency {
    fn compare(&self, _: &Prepared, _: &With, _: &mut dyn FnMut(Difference)) {}

    fn compare_all(&self, pairs: &[Prepared], _: &With, add: &mut dyn FnMut(usize, Difference)) {
        let mut first: HashMap<&str, &str> = HashMap::new();
        for (number, pair) in pairs.iter().enumerate() {
            // A context says that the two are not the same thing; forms of a plural are not either.
            if pair.pair.has_context || pair.sources.len() > 1 || !pair.is_translated() {
                continue;
            }
            let (source, target) = (pair.source().text.trim(), pair.target.text.trim());
            let words = source.split_whitespace().count();
            match first.get(source) {
                Some(other) if plain(other) != plain(target) && words > 1 => {
                    add(number, Difference::new(pair.whole(), *other, target));
                }
                Some(_) => {}
                None => {
                    first.insert(source, target);
                }
            }
        }
    }
}

/// A text with its spaces and apostrophes as they come.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ").replace('’', "'").replace("...", "…").to_lowercase()
}
