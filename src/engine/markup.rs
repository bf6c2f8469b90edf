//! What is wrong with the markup itself, looked for in the file's own text rather than in its prose.
//!
//! Expressions of `[[match]] markup = "…"` run over the whole text; what they find is kept where the rule wants to
//! look: outside of code, in code, in the head of the page.

use std::ops::Range;

use super::lines::hit;
use super::page::{Facts, Hit, Page};
use super::{Engine, Found, Sound, Whole, context, replacement};
use crate::format::Document;
use crate::rule::domain::Domains;
use crate::rule::model::Within;
use crate::text::{Block, Words};

/// What the checks of an engine find in the markup of a document, in places of its source.
pub fn findings(engine: &Engine, document: &Document) -> Vec<Found> {
    let (block, words, sound) = (Block::default(), Words::default(), Sound::default());
    let (domains, bare) = (Domains::default(), Document::plain(document.text));
    let facts = Facts::default();
    let page = Page {
        text: document.text,
        format: document.format,
        document: &bare,
        block: &block,
        words: &words,
        domains: &domains,
        sound: &sound,
        facts: &facts,
    };
    let mut found = Vec::new();
    for (number, whole) in &engine.whole {
        let check = engine.checks.get(*number);
        if !check.reads(document.format.name()) {
            continue;
        }
        let mut add = |hit: Hit| {
            if context::allows(check, &page, &hit) {
                let finding = replacement::finding(check, &page, &hit, engine.selection.language);
                found.extend(finding.map(|finding| (*number, finding)));
            }
        };
        match whole {
            Whole::Markup { regex, report, within } => {
                for groups in regex.matches(document.text, usize::MAX) {
                    if let Some(hit) = hit(regex, report, &groups, 0)
                        && stands(*within, document, &hit.range)
                    {
                        add(hit);
                    }
                }
            }
            Whole::Detector(detector) => detector.inspect(document, &mut add),
            _ => {}
        }
    }
    found
}

/// Does a range of the source stand where a rule wants to look?
fn stands(within: Within, document: &Document, range: &Range<usize>) -> bool {
    match within {
        Within::Text => !document.in_code(range) && !document.in_head(range),
        Within::Code => document.in_code(range),
        Within::Head => document.in_head(range),
        Within::Any => true,
    }
}
