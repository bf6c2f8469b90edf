//! A page testifies about itself: weak findings gain confidence from certain ones, and from the
//! original of a name standing elsewhere on the page.

use super::checks::Checks;
use crate::finding::Finding;
use crate::level::Confidence;
use crate::selector::RuleSelector;

/// Raises the confidence of findings, each with the number of its check, whose rules ask the page.
pub fn corroborate(text: &str, checks: &Checks, findings: &mut [(usize, Finding)]) {
    if findings.iter().all(|(check, _)| checks.get(*check).corroborated.is_none()) {
        return;
    }
    let certain: Vec<(String, usize)> = findings
        .iter()
        .filter(|(_, f)| f.confidence == Confidence::High)
        .map(|(_, f)| (f.rule.clone(), f.span.start()))
        .collect();
    for (check, finding) in findings {
        let Some(asked) = &checks.get(*check).corroborated else { continue };
        let families: Vec<RuleSelector> = asked.families.iter().filter_map(|f| f.parse().ok()).collect();
        let there = |(rule, start): &&(String, usize)| {
            families.iter().any(|family| family.matches(rule))
                && !(*rule == finding.rule && *start == finding.span.start())
        };
        let held = certain.iter().filter(there).count() >= asked.at_least
            || asked.original && original_stands(text, finding);
        if held {
            finding.confidence = match finding.confidence {
                Confidence::Low => Confidence::Medium,
                _ => Confidence::High,
            };
        }
    }
}

/// Does a name that a fix would put there stand elsewhere on the page?
fn original_stands(text: &str, finding: &Finding) -> bool {
    finding.fixes.iter().flat_map(|fix| &fix.edits).any(|edit| {
        let name = edit.replacement.trim();
        let name = name.strip_prefix("The ").unwrap_or(name);
        name.len() >= 4 && name.starts_with(char::is_uppercase) && text.contains(name)
    })
}
