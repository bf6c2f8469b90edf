//! Brackets that close in the source and do not in the translation.

use super::{Comparison, Difference, Prepared, With};

/// A bracket without its other half.
#[derive(Debug)]
pub struct Brackets;

impl Comparison for Brackets {
    fn compare(&self, pair: &Prepared, _: &With, add: &mut dyn FnMut(Difference)) {
        for (open, close) in [('(', ')'), ('[', ']'), ('{', '}')] {
            let excess =
                |text: &str| text.matches(open).count() as isize - text.matches(close).count() as isize;
            let target = &pair.target.prose;
            let found = excess(target);
            if pair.sources.iter().any(|source| excess(&source.prose) == found) {
                continue;
            }
            let sign = if found > excess(&pair.source().prose) { open } else { close };
            let Some(at) = target.rfind(sign) else {
                add(Difference::new(pair.whole(), if sign == open { close } else { open }, ""));
                continue;
            };
            let other = if sign == open { close } else { open };
            add(Difference::new(at..at + 1, other, sign));
        }
    }
}
