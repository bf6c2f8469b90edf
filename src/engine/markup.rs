//! What is wrong with the markup itself, looked for in the file's own text rather than in its prose.
//!
//! Expressions of `[[match]] markup = "…"` run over the whole text; what they find is kept where the rule wants to
//! look: outside of code, in code, in the head of the page.

use std::ops::Range;
use std::sync::Arc;

use super::lines::hit;
use super::page::{Hit, Page};
use super::{context, replacement};
use crate::finding::Finding;
use crate::format::Document;
use crate::language::Language;
use crate::rule::check::{Check, Matcher};
use crate::rule::domain::Domains;
use crate::rule::model::Within;
use crate::text::{Block, Words};

use super::Sound;

/// What the checks find in the markup of a document, in places of its source.
pub fn findings(checks: &[Arc<Check>], document: &Document, language: Language) -> Vec<Finding> {
    let (block, words, sound) = (Block::default(), Words::default(), Sound::default());
    let (domains, bare) = (Domains::default(), Document::plain(document.text));
    let page = Page {
        text: document.text,
        format: document.format,
        document: &bare,
        block: &block,
        words: &words,
        domains: &domains,
        sound: &sound,
    };
    let mut findings = Vec::new();
    for check in checks {
        let mut add = |hit: Hit| {
            if context::allows(check, &page, &hit) {
                findings.extend(replacement::finding(check, &page, &hit, language));
            }
        };
        for matcher in &check.matchers {
            match matcher {
                Matcher::Markup { regex, report, within } => {
                    let has = |literal: &String| {
                        memchr::memmem::find(document.text.as_bytes(), literal.as_bytes()).is_some()
                    };
                    let wanted =
                        check.formats.is_empty() || check.formats.iter().any(|f| f == document.format.name());
                    if !wanted || regex.needed().is_some_and(|needed| !needed.iter().any(has)) {
                        continue;
                    }
                    for captures in regex.get().captures_iter(document.text) {
                        if let Some(hit) = hit(regex, report, &captures, 0)
                            && stands(*within, document, &hit.range)
                        {
                            add(hit);
                        }
                    }
                }
                Matcher::Detector { detector, .. } => detector.inspect(document, &mut add),
                _ => {}
            }
        }
    }
    findings
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
