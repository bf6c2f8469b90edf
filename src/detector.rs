//! Detectors written in Rust, for what no pattern can say. A rule names one: `detector = "mojibake"`.
//!
//! A detector gets a block of text and gives hits, with captures that the rule's message and fixes
//! may use. Everything else (severity, message, conditions, examples) is the rule's.

use std::collections::BTreeMap;
use std::fmt::Debug;

use crate::engine::{Hit, Page};

mod entity;
mod fused_words;
mod lost_apostrophe;
mod mojibake;
mod quotes;
mod spacing;
mod spelling;
mod title_case;

/// Finds something in a block of text.
pub trait Detector: Debug + Send + Sync {
    /// Gives each hit of the block to `add`.
    fn detect(&self, page: &Page, add: &mut dyn FnMut(Hit));
}

/// A detector's name, the captures it gives, and its maker.
struct Known {
    name: &'static str,
    captures: &'static [&'static str],
    make: fn() -> Box<dyn Detector>,
}

const KNOWN: &[Known] = &[
    Known { name: "entity", captures: &["fixed"], make: || Box::new(entity::Entity::Whole) },
    Known { name: "broken-entity", captures: &["fixed"], make: || Box::new(entity::Entity::Broken) },
    Known {
        name: "lost-apostrophe",
        captures: &["fixed"],
        make: || Box::new(lost_apostrophe::LostApostrophe::Fused),
    },
    Known {
        name: "apostrophe-space",
        captures: &["fixed"],
        make: || Box::new(lost_apostrophe::LostApostrophe::Spaced),
    },
    Known { name: "quote-reversed", captures: &["fixed"], make: || Box::new(quotes::Quotes::Reversed) },
    Known { name: "quote-mixed", captures: &["fixed"], make: || Box::new(quotes::Quotes::Mixed) },
    Known { name: "quote-unclosed", captures: &["fixed"], make: || Box::new(quotes::Quotes::Unclosed) },
    Known { name: "quote-odd", captures: &["fixed"], make: || Box::new(quotes::Quotes::Odd) },
    Known { name: "space-after-stop", captures: &["fixed"], make: || Box::new(spacing::Spacing::AfterStop) },
    Known {
        name: "space-after-comma",
        captures: &["fixed"],
        make: || Box::new(spacing::Spacing::AfterComma),
    },
    Known {
        name: "space-after-colon",
        captures: &["fixed"],
        make: || Box::new(spacing::Spacing::AfterColon),
    },
    Known {
        name: "space-before-mark",
        captures: &["fixed"],
        make: || Box::new(spacing::Spacing::BeforeMark),
    },
    Known { name: "split-word", captures: &["fixed"], make: || Box::new(spacing::SplitWord) },
    Known { name: "fused-case", captures: &["fixed"], make: || Box::new(fused_words::FusedWords::ByCase) },
    Known { name: "fused-words", captures: &["fixed"], make: || Box::new(fused_words::FusedWords::ByWords) },
    Known { name: "title-case", captures: &["fixed"], make: || Box::new(title_case::TitleCase::Heading) },
    Known {
        name: "shouted-name",
        captures: &["fixed"],
        make: || Box::new(title_case::TitleCase::ShoutedName),
    },
    Known { name: "replaced-letter", captures: &["fixed"], make: || Box::new(mojibake::Replaced) },
    Known { name: "mojibake", captures: &["fixed"], make: || Box::new(mojibake::Mojibake) },
];

/// The detector of that name, with the settings of its rule.
///
/// # Errors
/// Says what is wrong with the name or the settings.
pub fn by_name(name: &str, options: &BTreeMap<String, toml::Value>) -> Result<Box<dyn Detector>, String> {
    if let Some(key) = options.keys().next() {
        return Err(format!("the detector “{name}” has no option “{key}”"));
    }
    let known = KNOWN.iter().find(|known| known.name == name);
    known.map(|known| (known.make)()).ok_or_else(|| {
        let names: Vec<&str> = KNOWN.iter().map(|known| known.name).collect();
        format!("there is no detector “{name}”; there are {}", names.join(", "))
    })
}

/// The captures that a detector gives.
pub fn captures(name: &str) -> &'static [&'static str] {
    KNOWN.iter().find(|known| known.name == name).map_or(&[], |known| known.captures)
}
