//! Messages without a translation.

use super::{Comparison, Difference, Prepared, With};

/// Nothing stands where the translation should.
#[derive(Debug)]
pub struct Untranslated;

impl Comparison for Untranslated {
    fn compare(&self, _: &Prepared, _: &With, _: &mut dyn FnMut(Difference)) {}

    fn compare_all(&self, pairs: &[Prepared], _: &With, add: &mut dyn FnMut(usize, Difference)) {
        for (number, pair) in pairs.iter().enumerate() {
            let source = pair.source().text.trim();
            let tags = &pair.target.side.tags;
            if !source.is_empty() && pair.target.text.trim().is_empty() && tags.is_empty() {
                let shown: String = source.chars().take(60).collect();
                add(number, Difference::new(0..pair.target.text.len(), shown, ""));
            }
        }
    }
}
