//! A page testifies about itself: weak findings gain confidence from certain ones, and from the
//! original of a name standing elsewhere on the page.

use std::collections::HashMap;
use std::sync::Arc;

use crate::finding::{Finding, family_of};
use crate::level::Confidence;
use crate::rule::check::Check;
use crate::rule::model::Corroborated;
use crate::selector::RuleSelector;

/// Raises the confidence of findings whose rules ask the page.
pub fn corroborate(text: &str, checks: &[Arc<Check>], findings: &mut [Finding]) {
    let asks: HashMap<&str, &Corroborated> = checks
        .iter()
        .map(|c| (c.id.as_str(), &c.corroborated))
        .filter(|(_, c)| !matches!(c, Corroborated::No))
        .collect();
    if asks.is_empty() {
        return;
    }
    let certain: Vec<(String, usize)> = findings
        .iter()
        .filter(|f| f.confidence == Confidence::High)
        .map(|f| (f.rule.clone(), f.span.start()))
        .collect();
    for finding in findings {
        let Some(asked) = asks.get(finding.rule.as_str()) else { continue };
        let others = |families: &[RuleSelector]| {
            let there = |(rule, start): &&(String, usize)| {
                let named = match families {
                    [] => family_of(rule) == finding.family(),
                    families => families.iter().any(|family| family.matches(rule)),
                };
                named && !(*rule == finding.rule && *start == finding.span.start())
            };
            certain.iter().filter(there).count()
        };
        let held = match asked {
            Corroborated::No | Corroborated::Flag(false) => false,
            Corroborated::Flag(true) => others(&[]) > 0 || original_stands(text, finding),
            Corroborated::By(by) => others(&by.by) >= by.at_least,
        };
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
