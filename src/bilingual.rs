//! Translations beside what they translate: what a look at both sides finds, and none at one of them.
//!
//! A document that holds both gives [`Pair`]s. A [`Comparison`] looks at them and gives [`Difference`]s; a rule names it
//! (`compare = "numbers"`) and brings severity, message and examples, as for detectors. What stands in both texts
//! as the programme needs it (placeholders, tags, addresses) is found once, in [`Prepared`].

mod acronyms;
mod brackets;
mod code;
mod consistency;
mod copied;
mod ending;
pub mod english;
mod forms;
pub mod glossary;
mod leftover;
mod length;
mod names;
mod negation;
mod numbers;
mod pair;
mod placeholders;
mod prepared;
mod tags;
mod units;
mod untranslated;
mod whitespace;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::ops::Range;

pub use glossary::Glossary;
pub use names::NameList;
pub use pair::{Pair, Side};
pub use prepared::{Looked, Prepared};

/// Compares translations with what they translate.
pub trait Comparison: Debug + Send + Sync {
    /// Gives each difference of a translated pair to `add`.
    fn compare(&self, pair: &Prepared, with: &With, add: &mut dyn FnMut(Difference));

    /// Gives the differences of all pairs of a document, with the number of each; those that are not translated
    /// are left out.
    fn compare_all(&self, pairs: &[Prepared], with: &With, add: &mut dyn FnMut(usize, Difference)) {
        for (number, pair) in pairs.iter().enumerate() {
            if pair.is_translated() {
                self.compare(pair, with, &mut |difference| add(number, difference));
            }
        }
    }
}

/// What the user says of names and terms.
#[derive(Clone, Copy, Debug)]
pub struct With<'a> {
    /// Names that stay as they are.
    pub names: &'a NameList,
    /// Terms and their translations.
    pub glossary: &'a Glossary,
}

/// Something that differs, in a translation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Where, in bytes of the translation's text.
    pub range: Range<usize>,
    /// What the source has there.
    pub expected: String,
    /// What the translation has.
    pub found: String,
    /// What would mend it: a part of the translation, and what to put there.
    pub fix: Option<(Range<usize>, String)>,
}

impl Difference {
    /// A difference at a place of the translation.
    pub fn new(range: Range<usize>, expected: impl Into<String>, found: impl Into<String>) -> Difference {
        Difference { range, expected: expected.into(), found: found.into(), fix: None }
    }

    /// Adds what would mend it.
    pub fn mended(mut self, range: Range<usize>, text: impl Into<String>) -> Difference {
        self.fix = Some((range, text.into()));
        self
    }
}

/// What the templates of a rule may say of a difference.
pub const CAPTURES: &[&str] = &["expected", "found", "fixed"];

type Make = fn() -> Box<dyn Comparison>;

const KNOWN: &[(&str, Make)] = &[
    ("acronyms", || Box::new(acronyms::Acronyms)),
    ("untranslated", || Box::new(untranslated::Untranslated)),
    ("copied", || Box::new(copied::Copied)),
    ("plural-forms", || Box::new(forms::PluralForms)),
    ("placeholders", || Box::new(placeholders::Placeholders)),
    ("tags", || Box::new(tags::Tags)),
    ("access-key", || Box::new(tags::AccessKey)),
    ("numbers", || Box::new(numbers::Numbers)),
    ("units", || Box::new(units::Units)),
    ("addresses", || Box::new(code::Code::Addresses)),
    ("code", || Box::new(code::Code::Code)),
    ("line-ends", || Box::new(whitespace::Whitespace::LineEnds)),
    ("tabs", || Box::new(whitespace::Whitespace::Tabs)),
    ("edges", || Box::new(whitespace::Whitespace::Edges)),
    ("backslashes", || Box::new(whitespace::Whitespace::Backslashes)),
    ("final-mark", || Box::new(ending::Ending::Mark)),
    ("final-stop", || Box::new(ending::Ending::Stop)),
    ("brackets", || Box::new(brackets::Brackets)),
    ("shorter", || Box::new(length::Length::Shorter)),
    ("longer", || Box::new(length::Length::Longer)),
    ("sentences", || Box::new(length::Length::Sentences)),
    ("joined-sentences", || Box::new(length::Length::JoinedSentences)),
    ("tool-leftover", || Box::new(leftover::Leftover::Tool)),
    ("marks", || Box::new(leftover::Leftover::Marks)),
    ("negation", || Box::new(negation::Negation)),
    ("names", || Box::new(names::Names::default())),
    ("consistency", || Box::new(consistency::Consistency)),
    ("terms", || Box::new(glossary::Terms::Wanted)),
    ("forbidden-terms", || Box::new(glossary::Terms::Forbidden)),
];

/// The comparison of that name, with the settings of its rule.
///
/// # Errors
/// Says what is wrong with the name or the settings.
pub fn by_name(name: &str, options: &BTreeMap<String, toml::Value>) -> Result<Box<dyn Comparison>, String> {
    if name == "names" {
        return Ok(Box::new(names::Names::new(options)?));
    }
    if let Some(key) = options.keys().next() {
        return Err(format!("the comparison “{name}” has no option “{key}”"));
    }
    let known = KNOWN.iter().find(|(known, _)| *known == name);
    known.map(|(_, make)| make()).ok_or_else(|| {
        let names: Vec<&str> = KNOWN.iter().map(|(name, _)| *name).collect();
        format!("there is no comparison “{name}”; there are {}", names.join(", "))
    })
}
