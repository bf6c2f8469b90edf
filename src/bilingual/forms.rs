//! Plural forms: as many as the file says its language has.

use super::{Comparison, Difference, Prepared, With};

/// A message has fewer or more forms than the file's header asks for.
#[derive(Debug)]
pub struct PluralForms;

impl Comparison for PluralForms {
    fn compare(&self, pair: &Prepared, _: &With, add: &mut dyn FnMut(Difference)) {
        if let Some((expected, found)) = pair.pair.forms
            && expected != found
        {
            add(Difference::new(pair.whole(), expected.to_string(), found.to_string()));
        }
    }
}
