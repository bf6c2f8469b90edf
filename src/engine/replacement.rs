//! From a hit to a finding: messages and fixes with their captures filled in, inflected, and made
//! to fit the words around them.
//!
//! Whatever a rule puts in a place, the engine sees to capitals, to elision and contraction with
//! the word before (`du Entrance` → `du Front`, `l'` → `le`), to a determiner whose noun changed
//! its gender, and to the space a deletion leaves. A form that cannot be inflected withdraws the
//! fix; the finding stays.

use std::ops::Range;

use super::page::{Capture, Hit, Page};
use crate::finding::{Applicability, Edit, Finding, Fix};
use crate::language::Language;
use crate::lexicon::{Features, Gender, LemmaId, Lexicon, Number, fold};
use crate::rule::check::{Action, Check, FixTemplate};
use crate::rule::model::Delete;
use crate::rule::template::{Agreeing, Part, Template};
use crate::span::Span;
use crate::text::{Shape, capitalised};

mod deletion;
mod fit;
mod form;

pub use fit::{before_noun, determiner, determiner_before};

/// The finding of a hit, if its place can be reported.
pub fn finding(check: &Check, page: &Page, hit: &Hit, language: Language) -> Option<Finding> {
    let filler = Filler { page, hit, language };
    let fixes = check.fixes.iter().filter_map(|fix| filler.fix(fix)).collect();
    Some(Finding { fixes, ..bare(check, page, hit, language)? })
}

/// The finding of a hit without its fixes.
pub fn bare(check: &Check, page: &Page, hit: &Hit, language: Language) -> Option<Finding> {
    let span = Span::new(page.text, hit.range.clone())?;
    let filler = Filler { page, hit, language };
    let language = language.pick(0, 1);
    Some(Finding {
        rule: check.id.clone(),
        category: check.category.to_string(),
        severity: check.severity,
        confidence: check.confidence,
        message: filler.fill(&check.message[language]).unwrap_or_default(),
        help: check.help.as_ref().map(|help| help[language].to_string()),
        span,
        fixes: Vec::new(),
        known: false,
    })
}

struct Filler<'p> {
    page: &'p Page<'p>,
    hit: &'p Hit,
    language: Language,
}

impl Filler<'_> {
    fn fix(&self, fix: &FixTemplate) -> Option<Fix> {
        let mut applicability = fix.applicability;
        let (edit, title) = match &fix.action {
            Action::Replace(template) => {
                let text = self.fill(template)?;
                let range = self.hit.replaced.as_ref().unwrap_or(&self.hit.range);
                let edit = if self.is_written(template) {
                    Edit { span: Span::new(self.page.text, range.clone())?, replacement: text.clone() }
                } else {
                    let text = fit::joined_within(&text);
                    let fitted = fit::replacement(self.page, range, &text)?;
                    if !fitted.sure {
                        applicability = applicability.min(Applicability::Unsafe);
                    }
                    fitted.edit
                };
                let title = match text.is_empty() {
                    true => self.language.pick("delete", "supprimer").to_string(),
                    false => format!("{} « {text} »", self.language.pick("replace with", "remplacer par")),
                };
                (edit, title)
            }
            Action::Delete(what) => {
                let range = self.hit.replaced.as_ref().unwrap_or(&self.hit.range);
                let edit = deletion::deletion(self.page, range, *what)?;
                let title = match what {
                    Delete::Match => self.language.pick("delete", "supprimer"),
                    Delete::Line => self.language.pick("delete the line", "supprimer la ligne"),
                    Delete::Paragraph => {
                        self.language.pick("delete the paragraph", "supprimer le paragraphe")
                    }
                };
                (edit, title.to_string())
            }
        };
        let edit = Edit { replacement: self.with_page_apostrophe(edit.replacement), ..edit };
        if edit.span.slice(self.page.text) == edit.replacement {
            return None;
        }
        let title = fix.title.clone().unwrap_or(title);
        Some(Fix { title, applicability, edits: vec![edit] })
    }

    /// The text with the page's apostrophe, where the page has only the other one.
    fn with_page_apostrophe(&self, text: String) -> String {
        let (facts, page) = (self.page.facts, self.page.text);
        let curly = text.contains('\'') && facts.curly(page) && !facts.straight(page);
        if curly { text.replace('\'', "’") } else { text }
    }

    /// Is the template a text that a detector wrote? It stands as it is: the detector saw what was around it.
    fn is_written(&self, template: &Template) -> bool {
        match template.parts.as_slice() {
            // Markup is no French.
            _ if self.page.tokens().is_empty() => true,
            [Part::Capture(name)] => matches!(self.hit.capture(name), Some(Capture::Text(_))),
            _ => false,
        }
    }

    /// The template's text; `None` when a form cannot be had.
    fn fill(&self, template: &Template) -> Option<String> {
        let mut text = String::new();
        for part in &template.parts {
            match part {
                Part::Literal(literal) => text.push_str(literal),
                Part::Capture(name) => text.push_str(self.capture(name)?),
                Part::Inflect { like, lemma, forced } => text.push_str(&self.inflect(like, *lemma, forced)?),
                Part::Agree { word, with } => {
                    let word = match word {
                        Agreeing::Capture(name) => self.capture(name)?,
                        Agreeing::Word(word) => word,
                    };
                    text.push_str(&self.agree(word, with)?);
                }
            }
        }
        Some(text)
    }

    fn capture(&self, name: &str) -> Option<&str> {
        match self.hit.capture(name) {
            Some(Capture::Range(range)) => self.page.text.get(range.clone()),
            Some(Capture::Text(text)) => Some(text),
            None if name == "match" => self.page.text.get(self.hit.range.clone()),
            // An optional element that is absent.
            None => Some(""),
        }
    }

    /// The lemma, if none is given the word's own, in the form that the captured word has.
    fn inflect(&self, like: &str, lemma: Option<LemmaId>, forced: &Features) -> Option<String> {
        let folded = fold(self.capture(like)?);
        let Some(lemma) = lemma else { return form::other(&folded, forced) };
        let place = match self.hit.capture(like) {
            Some(Capture::Range(range)) => form::Place::before(self.page, range),
            _ => form::Place::Open,
        };
        form::like(&folded, place, lemma, forced)
    }

    /// A word in the gender and number of a captured noun.
    fn agree(&self, word: &str, with: &str) -> Option<String> {
        let lexicon = Lexicon::embedded();
        let noun = fold(self.capture(with)?);
        let (gender, number) = agreement(&noun)?;
        if let Some(determiner) = fit::determiner(word, gender, number) {
            return Some(determiner);
        }
        let lemma = lexicon.analyses(&fold(word)).next()?.lemma;
        lexicon.inflect(lemma, &Features { gender: Some(gender), number: Some(number), ..Features::new() })
    }
}

/// The gender and number of a noun, where all its readings agree.
fn agreement(folded: &str) -> Option<(Gender, Number)> {
    let mut found = None;
    for reading in Lexicon::embedded().analyses(folded) {
        let (gender, number) = (reading.tag.gender(), reading.tag.number());
        if gender == Gender::None || number == Number::None {
            continue;
        }
        if found.is_some_and(|there| there != (gender, number)) {
            return None;
        }
        found = Some((gender, number));
    }
    found
}

/// The text of a replacement in the capitals of what it replaces.
fn in_capitals_of(page: &Page, range: &Range<usize>, text: &str) -> String {
    if page.text[range.clone()].to_lowercase() == text.to_lowercase() {
        // The capitals are what is mended.
        return text.to_string();
    }
    let tokens = page.block.tokens_in(range);
    let words: Vec<usize> = tokens.filter(|&n| page.tokens()[n].is_word()).collect();
    let Some(&first) = words.first() else { return text.to_string() };
    let shouted =
        words.iter().all(|&n| page.word(n).shape == Shape::Upper || page.tokens()[n].range().len() == 1);
    // AEST is an acronym: what takes its place need not shout.
    let acronym = words.len() == 1 && page.spelled(first).len() < 6 && !page.word(first).is_french();
    let long = words.iter().any(|&n| page.spelled(n).chars().count() > 3) && !acronym;
    if shouted && long {
        return text.to_uppercase();
    }
    if page.word(first).is_capitalised() && page.tokens()[first].start as usize == range.start {
        return capitalised(text);
    }
    text.to_string()
}
