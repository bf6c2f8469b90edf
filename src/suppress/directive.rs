//! What a comment says: `relire:`, a verb, rules, and perhaps a reason.
//!
//! ```text
//! relire: ignore                                the block, all rules
//! relire: ignore spun/parents, name -- quoted   the block, these rules; and why
//! relire: ignore-start calque                   from here …
//! relire: ignore-end calque                     … to here
//! relire: ignore-file residue                   the whole file
//! ```
//!
//! A directive is the whole of its comment. A comment that merely mentions one is prose.

use std::ops::Range;

use crate::selector::RuleSelector;

/// A directive, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// What part of the file it speaks of.
    pub verb: Verb,
    /// The rules; all when there are none.
    pub names: Vec<Name>,
}

/// What part of the file a directive speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// A block.
    Ignore,
    /// From here on.
    IgnoreStart,
    /// Up to here.
    IgnoreEnd,
    /// The whole file.
    IgnoreFile,
}

/// A rule, a family or a glob, as a directive names it.
#[derive(Clone, Debug)]
pub struct Name {
    /// The rules meant; all when absent.
    pub selector: Option<RuleSelector>,
    /// Where it stands, in bytes of the directive.
    pub within: Range<usize>,
}

impl Name {
    /// All rules.
    pub fn all() -> Name {
        Name { selector: None, within: 0..0 }
    }

    /// Is this rule meant?
    pub fn matches(&self, rule: &str) -> bool {
        self.selector.as_ref().is_none_or(|selector| selector.matches(rule))
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Name) -> bool {
        self.selector == other.selector
    }
}

impl Eq for Name {}

/// What looked like a directive and is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is not understood, in bytes of the directive.
    pub within: Range<usize>,
}

/// Reads the text of a comment; `None` if it does not speak to relire.
pub fn read(comment: &str) -> Option<Result<Directive, Fault>> {
    let text = comment.trim();
    let body = text.strip_prefix("relire:")?;
    let start = text.len() - body.len();
    // The reason is for people.
    let body = body.find("--").into_iter().chain(body.find('—')).min().map_or(body, |at| &body[..at]);
    let mut words = words(body, start);
    let verb = match words.next() {
        Some((_, "ignore")) => Verb::Ignore,
        Some((_, "ignore-start")) => Verb::IgnoreStart,
        Some((_, "ignore-end")) => Verb::IgnoreEnd,
        Some((_, "ignore-file")) => Verb::IgnoreFile,
        // In French, “relire: ce passage” is a note to oneself.
        Some((within, word)) if looks_like_a_verb(word) => return Some(Err(Fault { within })),
        _ => return None,
    };
    let mut names = Vec::new();
    for (within, word) in words {
        match word.parse() {
            Ok(selector) => names.push(Name { selector: Some(selector), within }),
            Err(_) => return Some(Err(Fault { within })),
        }
    }
    Some(Ok(Directive { verb, names }))
}

/// May the word be a verb, written wrongly?
fn looks_like_a_verb(word: &str) -> bool {
    let verbs = ["ignore", "ignore-start", "ignore-end", "ignore-file"];
    !similar::get_close_matches(word, &verbs, 1, 0.7).is_empty()
}

/// The words of a directive with their places, parted by blanks or commas.
fn words(body: &str, start: usize) -> impl Iterator<Item = (Range<usize>, &str)> {
    let parts = |c: char| c.is_whitespace() || c == ',';
    body.split(parts).filter(|word| !word.is_empty()).map(move |word| {
        let at = start + (word.as_ptr() as usize - body.as_ptr() as usize);
        (at..at + word.len(), word)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn names(comment: &str) -> (Verb, Vec<String>) {
        let directive = read(comment).expect("a directive").expect("a sound one");
        let written = |name: &Name| name.selector.as_ref().map(ToString::to_string);
        (directive.verb, directive.names.iter().filter_map(written).collect())
    }

    #[test]
    fn a_verb_names_and_a_reason() {
        let (verb, found) = names(" relire: ignore spun/parents, name/* -- the page's own title ");
        assert_eq!((verb, found), (Verb::Ignore, vec!["spun/parents".to_owned(), "name/*".to_owned()]));
        assert_eq!(names("relire: ignore-file calque — c’est voulu").1, ["calque"]);
        assert_eq!(names("relire:ignore-end"), (Verb::IgnoreEnd, vec![]));
    }

    #[test]
    fn other_comments_are_none() {
        for comment in [
            "",
            "relire",
            "relire ce passage",
            "à relire : ignore x",
            "TODO relire: ignore x",
            "relire: vérifier le prix",
            "relire:",
        ] {
            assert_eq!(read(comment), None, "{comment}");
        }
    }

    #[test]
    fn what_is_not_understood_has_its_place() {
        for (comment, fault) in [
            ("relire: ignroe x", "ignroe"),
            ("relire: ignore a, b//c", "b//c"),
            ("relire: ignore_all", "ignore_all"),
        ] {
            let Some(Err(Fault { within })) = read(comment) else { panic!("{comment}") };
            assert_eq!(&comment[within], fault);
        }
    }

    proptest! {
        #[test]
        fn no_comment_panics(comment in "(relire: ?)?(ignore)?\\PC{0,30}") {
            if let Some(Err(Fault { within })) = read(&comment) {
                prop_assert!(comment.trim().get(within).is_some());
            }
        }
    }
}
