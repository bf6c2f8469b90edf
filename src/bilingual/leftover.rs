//! What tools leave in translations: marks of a merge, a comment for the translator, and messages of marks alone that
//! were changed.

use super::{Comparison, Difference, Prepared, With};

/// Something that belongs to no translation.
#[derive(Debug)]
pub enum Leftover {
    /// `#-#-#-#-#` of a merge of catalogues, `_: …` of a comment.
    Tool,
    /// A message without a letter or digit, which is the same in every language.
    Marks,
}

impl Comparison for Leftover {
    fn compare(&self, pair: &Prepared, _: &With, add: &mut dyn FnMut(Difference)) {
        let (source, target) = (pair.source().text, pair.target.text);
        match self {
            Leftover::Tool => {
                let merge = "#-#-#-#-#";
                if let Some(at) = target.find(merge).filter(|_| !source.contains(merge)) {
                    add(Difference::new(at..at + merge.len(), "", merge));
                } else if target.starts_with("_: ") || target.starts_with("_n: ") {
                    let end = target.find('\n').unwrap_or(target.len());
                    add(Difference::new(0..end, "", &target[..end]));
                }
            }
            Leftover::Marks => {
                let bare = |text: &str| {
                    text.replace("...", "…")
                        .replace(char::is_whitespace, "")
                        .replace(['“', '”', '«', '»'], "\"")
                };
                let marks = !source.contains(char::is_alphanumeric) && pair.source().tags().next().is_none();
                if marks && bare(source) != bare(target) && !source.trim().is_empty() {
                    add(Difference::new(pair.whole(), source.trim(), target.trim()));
                }
            }
        }
    }
}
