//! What is found in the comments that leave findings out: those that name no rule, those that leave nothing out.

use super::page::{Facts, Hit, Page};
use super::{Engine, replacement};
use crate::finding::Finding;
use crate::format::Document;
use crate::suppress::{Name, Place, Suppressions, UNKNOWN, UNUSED};
use crate::text::{Block, Words};

/// The findings about the comments of a document, once all else was found in it.
pub fn findings(engine: &Engine, document: &Document, suppressions: &Suppressions) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut report = |rule: &str, places: Vec<Place>| {
        let mut checks = engine.whole.iter().map(|(number, _)| engine.checks.get(*number));
        let Some(check) = checks.find(|check| check.id == rule) else { return };
        // Comments are no prose: these findings stand in the source.
        let source = Document::plain(document.text);
        let page = Page {
            text: document.text,
            format: document.format,
            document: &source,
            block: &Block::default(),
            words: &Words::default(),
            domains: engine.domains,
            sound: &engine.selection.sound,
            facts: &Facts::default(),
        };
        for place in places {
            let hit = Hit { replaced: place.comment.clone(), ..Hit::new(place.range) };
            let found = replacement::finding(check, &page, &hit, engine.selection.language);
            findings.extend(found.map(|mut finding| {
                if place.comment.is_none() {
                    finding.fixes.clear();
                }
                finding.severity = engine.choice.severity_of(rule).unwrap_or(finding.severity);
                finding
            }));
        }
    };
    report(UNKNOWN, suppressions.unknown(|name| is_rule(engine, name)));
    report(UNUSED, suppressions.unused(|name| is_judged(engine, name)));
    findings.retain(|finding| finding.confidence >= engine.selection.min_confidence);
    findings
}

/// Does a name mean one rule at least?
fn is_rule(engine: &Engine, name: &Name) -> bool {
    engine.rules.ids().any(|id| name.matches(id))
}

/// Did all rules run that a name means, but for those on trial?
fn is_judged(engine: &Engine, name: &Name) -> bool {
    let packs = engine.rules.packs();
    let mut ids = packs.into_iter().flat_map(|pack| (0..pack.len()).map(|number| pack.id(number)));
    if name.selector.is_none() {
        return engine.selection.select.is_empty();
    }
    is_rule(engine, name) && ids.all(|id| !name.matches(id) || engine.choice.names(id))
}
