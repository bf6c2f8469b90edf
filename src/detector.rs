//! Detectors written in Rust, for what no pattern can say. A rule names one: `detector = "mojibake"`.
//!
//! A detector says which words wake it, gets a block of text with the places where such words stand, and gives
//! hits, with captures that the rule's message and fixes may use. Everything else (severity, message, conditions,
//! examples) is the rule's.

mod address;
mod agreement;
mod article;
mod attribute;
mod auxiliary_infinitive;
mod clause_verb;
mod contraction;
mod counted_subject;
mod dropped_auxiliary;
mod elision;
mod entity;
mod fused_at_mark;
mod fused_words;
mod half_negation;
mod infinitive_for_verb;
mod inverted_subject;
mod joined_attribute;
mod link_target;
mod lost_accents;
mod lost_apostrophe;
mod lost_auxiliary;
mod mojibake;
mod name;
mod name_spelling;
mod noun_adjective;
mod noun_for_verb;
mod opening_participle;
mod participle_for_infinitive;
mod person;
mod predicate;
mod preposed_adjective;
mod progressive;
mod quotes;
mod reflexive_participle;
mod relative_participle;
mod replaced_letter;
mod sentence;
mod spacing;
mod spelling;
mod subject;
mod title_case;

use std::collections::BTreeMap;
use std::fmt::Debug;

use crate::engine::{Hit, Page};
use crate::format::Document;
use crate::text::Word;

/// Finds something in a block of text.
pub trait Detector: Debug + Send + Sync {
    /// May something be found where this word stands? Asked once for each distinct word: what depends on the word
    /// alone belongs here.
    fn wakes(&self, word: &Word) -> bool;

    /// May this word stand after such a word, in its sentence, where something is found? `None` is the sentence's end.
    fn follows(&self, _word: Option<&Word>) -> bool {
        true
    }

    /// Gives each hit of the block to `add`. `places` are the tokens, in order, whose words wake the detector and are
    /// followed as it asks; others may be among them.
    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit));

    /// Looks at the file itself, markup included; its hits are in places of the file's text.
    fn inspect(&self, _document: &Document, _add: &mut dyn FnMut(Hit)) {}
}

/// A detector's name, the captures it gives, and its maker.
struct Known {
    name: &'static str,
    captures: &'static [&'static str],
    make: fn() -> Box<dyn Detector>,
}

/// Finds nothing by itself: the engine raises what it stands for.
#[derive(Debug)]
struct FoundLast;

impl Detector for FoundLast {
    fn wakes(&self, _: &Word) -> bool {
        false
    }

    fn detect(&self, _: &Page, _: &[usize], _: &mut dyn FnMut(Hit)) {}
}

const FIXED: &[&str] = &["fixed"];

const KNOWN: &[Known] = &[
    Known { name: "missing-elision", captures: FIXED, make: || Box::new(elision::MissingElision) },
    Known { name: "wrong-elision", captures: FIXED, make: || Box::new(elision::WrongElision) },
    Known {
        name: "missing-contraction",
        captures: FIXED,
        make: || Box::new(contraction::MissingContraction),
    },
    Known { name: "determiner-noun", captures: FIXED, make: || Box::new(agreement::DeterminerNoun) },
    Known { name: "subject-participle", captures: FIXED, make: || Box::new(predicate::SubjectParticiple) },
    Known { name: "progressive", captures: FIXED, make: || Box::new(progressive::Progressive) },
    Known { name: "adjective-noun", captures: FIXED, make: || Box::new(preposed_adjective::AdjectiveNoun) },
    Known { name: "subject-adjective", captures: FIXED, make: || Box::new(predicate::SubjectAdjective) },
    Known {
        name: "subject-infinitive",
        captures: FIXED,
        make: || Box::new(infinitive_for_verb::SubjectInfinitive),
    },
    Known {
        name: "participle-for-infinitive",
        captures: FIXED,
        make: || Box::new(participle_for_infinitive::ParticipleForInfinitive),
    },
    Known {
        name: "auxiliary-infinitive",
        captures: FIXED,
        make: || Box::new(auxiliary_infinitive::AuxiliaryInfinitive),
    },
    Known {
        name: "dropped-auxiliary",
        captures: &["name", "verb"],
        make: || Box::new(dropped_auxiliary::DroppedAuxiliary),
    },
    Known { name: "stop-in-sentence", captures: FIXED, make: || Box::new(sentence::StopInSentence) },
    Known { name: "capital-in-sentence", captures: FIXED, make: || Box::new(sentence::CapitalInSentence) },
    Known { name: "name-before-noun", captures: FIXED, make: || Box::new(sentence::NameBeforeNoun) },
    Known { name: "pronoun-verb", captures: FIXED, make: || Box::new(subject::PronounVerb) },
    Known { name: "subject-verb", captures: FIXED, make: || Box::new(subject::SubjectVerb) },
    Known { name: "half-negation", captures: FIXED, make: || Box::new(half_negation::HalfNegation) },
    Known { name: "noun-for-verb", captures: &[], make: || Box::new(noun_for_verb::NounForVerb) },
    Known {
        name: "infinitive-for-verb",
        captures: FIXED,
        make: || Box::new(infinitive_for_verb::InfinitiveForVerb),
    },
    Known { name: "lost-auxiliary", captures: FIXED, make: || Box::new(lost_auxiliary::LostAuxiliary) },
    Known { name: "inverted-subject", captures: FIXED, make: || Box::new(inverted_subject::InvertedSubject) },
    Known { name: "joined-attribute", captures: FIXED, make: || Box::new(joined_attribute::JoinedAttribute) },
    Known { name: "counted-subject", captures: FIXED, make: || Box::new(counted_subject::CountedSubject) },
    Known { name: "open-adjective", captures: FIXED, make: || Box::new(noun_adjective::NounAdjective::Open) },
    Known {
        name: "attributive-adjective",
        captures: FIXED,
        make: || Box::new(noun_adjective::NounAdjective::Attributive),
    },
    Known { name: "inner-predicate", captures: FIXED, make: || Box::new(attribute::InnerPredicate) },
    Known {
        name: "reflexive-participle",
        captures: FIXED,
        make: || Box::new(reflexive_participle::ReflexiveParticiple),
    },
    Known { name: "object-attribute", captures: FIXED, make: || Box::new(attribute::ObjectAttribute) },
    Known {
        name: "relative-participle",
        captures: FIXED,
        make: || Box::new(relative_participle::RelativeParticiple),
    },
    Known { name: "collective-verb", captures: FIXED, make: || Box::new(subject::CollectiveVerb) },
    Known { name: "name-with-pronoun", captures: FIXED, make: || Box::new(subject::NameWithPronoun) },
    Known { name: "woman-masculine", captures: FIXED, make: || Box::new(person::WomanMasculine) },
    Known {
        name: "opening-participle",
        captures: FIXED,
        make: || Box::new(opening_participle::OpeningParticiple),
    },
    Known {
        name: "noun-adjective",
        captures: FIXED,
        make: || Box::new(noun_adjective::NounAdjective::Plain),
    },
    Known { name: "capitalised-plural", captures: FIXED, make: || Box::new(agreement::CapitalisedPlural) },
    Known { name: "swapped-letters", captures: FIXED, make: || Box::new(name::SwappedLetters::default()) },
    Known { name: "missing-article", captures: FIXED, make: || Box::new(article::MissingArticle) },
    Known { name: "joined-subjects", captures: FIXED, make: || Box::new(sentence::JoinedSubjects) },
    Known { name: "entity", captures: FIXED, make: || Box::new(entity::Entity::Whole) },
    Known { name: "broken-entity", captures: FIXED, make: || Box::new(entity::Entity::Broken) },
    Known { name: "lost-letters", captures: FIXED, make: || Box::new(lost_accents::LostAccents::Letters) },
    Known {
        name: "lost-last-letter",
        captures: FIXED,
        make: || Box::new(lost_accents::LostAccents::LastLetter),
    },
    Known { name: "lost-accents", captures: FIXED, make: || Box::new(lost_accents::LostAccents::Marks) },
    Known {
        name: "lost-apostrophe",
        captures: FIXED,
        make: || Box::new(lost_apostrophe::LostApostrophe::Fused),
    },
    Known {
        name: "apostrophe-space",
        captures: FIXED,
        make: || Box::new(lost_apostrophe::LostApostrophe::Spaced),
    },
    Known { name: "quote-reversed", captures: FIXED, make: || Box::new(quotes::Quotes::Reversed) },
    Known { name: "quote-mixed", captures: FIXED, make: || Box::new(quotes::Quotes::Mixed) },
    Known { name: "quote-unclosed", captures: FIXED, make: || Box::new(quotes::Quotes::Unclosed) },
    Known { name: "quote-odd", captures: FIXED, make: || Box::new(quotes::Quotes::Odd) },
    Known { name: "space-after-stop", captures: FIXED, make: || Box::new(spacing::Spacing::AfterStop) },
    Known { name: "space-after-comma", captures: FIXED, make: || Box::new(spacing::Spacing::AfterComma) },
    Known { name: "space-after-colon", captures: FIXED, make: || Box::new(spacing::Spacing::AfterColon) },
    Known { name: "space-before-mark", captures: FIXED, make: || Box::new(spacing::Spacing::BeforeMark) },
    Known { name: "split-word", captures: FIXED, make: || Box::new(spacing::SplitWord) },
    Known { name: "fused-at-mark", captures: FIXED, make: || Box::new(fused_at_mark::FusedAtMark) },
    Known { name: "dead-anchor", captures: FIXED, make: || Box::new(link_target::DeadAnchor) },
    Known { name: "fused-case", captures: FIXED, make: || Box::new(fused_words::FusedWords::ByCase) },
    Known { name: "fused-words", captures: FIXED, make: || Box::new(fused_words::FusedWords::ByWords) },
    Known { name: "title-case", captures: FIXED, make: || Box::new(title_case::TitleCase::Heading) },
    Known { name: "shouted-name", captures: FIXED, make: || Box::new(title_case::TitleCase::ShoutedName) },
    Known { name: "replaced-letter", captures: FIXED, make: || Box::new(replaced_letter::ReplacedLetter) },
    Known { name: "mixed-address", captures: FIXED, make: || Box::new(address::MixedAddress) },
    Known {
        name: "name-spelling",
        captures: FIXED,
        make: || Box::new(name_spelling::NameSpelling::default()),
    },
    // These are raised by the engine, when all else is found.
    Known { name: "unused-suppression", captures: &[], make: || Box::new(FoundLast) },
    Known { name: "unknown-suppression", captures: &[], make: || Box::new(FoundLast) },
    Known { name: "mojibake", captures: FIXED, make: || Box::new(mojibake::Mojibake) },
];

/// The detector of that name, with the settings of its rule.
///
/// # Errors
/// Says what is wrong with the name or the settings.
pub fn by_name(name: &str, options: &BTreeMap<String, toml::Value>) -> Result<Box<dyn Detector>, String> {
    if name == "swapped-letters" {
        return Ok(Box::new(name::SwappedLetters::new(options)?));
    }
    if name == "name-spelling" {
        return Ok(Box::new(name_spelling::NameSpelling::new(options)?));
    }
    if let Some(key) = options.keys().next() {
        return Err(format!("the detector “{name}” has no option “{key}”"));
    }
    let known = KNOWN.iter().find(|known| known.name == name);
    known.map(|known| (known.make)()).ok_or_else(|| {
        let names: Vec<&str> = KNOWN.iter().map(|known| known.name).collect();
        format!("there is no detector “{name}”; there are {}", names.join(", "))
    })
}

/// The captures that a detector gives, if its name and the settings of its rule are right.
///
/// # Errors
/// Says what is wrong with the name or the settings.
pub fn captures_of(
    name: &str,
    options: &BTreeMap<String, toml::Value>,
) -> Result<Option<Vec<String>>, String> {
    by_name(name, options)?;
    let captures = KNOWN.iter().find(|known| known.name == name).map_or(&[][..], |known| known.captures);
    Ok(Some(captures.iter().map(|capture| capture.to_string()).collect()))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::Detector;
    use crate::engine::{Capture, Engine, Format, Selection};
    use crate::grammar::tests::on_page;
    use crate::library::RuleSet;

    /// What a detector would write in the first place that it finds, alone on a text.
    pub fn mended(detector: &dyn Detector, text: &str) -> Option<String> {
        on_page(text, |page| {
            let follows = |n: usize| {
                let next = page.tokens().get(n + 1).filter(|t| !t.sentence_start);
                detector.follows(next.map(|_| page.word(n + 1)))
            };
            let wakes = |n: &usize| detector.wakes(page.word(*n)) && follows(*n);
            let places: Vec<usize> = (0..page.tokens().len()).filter(wakes).collect();
            let mut found = None;
            detector.detect(page, &places, &mut |hit| {
                let text = match hit.capture("fixed") {
                    Some(Capture::Text(fixed)) => fixed.to_string(),
                    _ => String::new(),
                };
                found.get_or_insert(text);
            });
            found
        })
    }

    /// An engine's check with only these built-in rules, as a test of whether every span lies in its text.
    pub fn spans_hold(select: &[&str]) -> impl Fn(&str) -> bool {
        let rules = RuleSet::builtin();
        let select: Vec<_> = select.iter().map(|rule| rule.parse().expect("a rule")).collect();
        move |text| {
            let selection = Selection { select: select.clone(), ..Selection::default() };
            let findings = Engine::new(&rules, &selection).checker().check(text, Format::Plain);
            findings.iter().all(|finding| text.get(finding.span.range()).is_some())
        }
    }
}
