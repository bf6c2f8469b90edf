//! A page testifies about itself: weak findings gain confidence from certain ones, and from the
//! original of a name standing elsewhere on the page.

use std::collections::HashMap;

use super::checks::Checks;
use crate::finding::Finding;
use crate::level::Confidence;
use crate::selector::RuleSelector;

/// Raises the confidence of findings, each with the number of its check, whose rules ask the page.
pub fn corroborate(text: &str, checks: &Checks, findings: &mut [(usize, Finding)]) {
    if findings.iter().all(|(check, _)| checks.get(*check).corroborated.is_none()) {
        return;
    }
    // How many certain findings each rule has, and each rule at each place.
    let (mut certain, mut placed) =
        (HashMap::<String, usize>::new(), HashMap::<(String, usize), usize>::new());
    for (_, f) in findings.iter().filter(|(_, f)| f.confidence == Confidence::High) {
        *certain.entry(f.rule.clone()).or_default() += 1;
        *placed.entry((f.rule.clone(), f.span.start())).or_default() += 1;
    }
    let mut known = Known::default();
    for (check, finding) in findings {
        let Some(asked) = &checks.get(*check).corroborated else { continue };
        let (families, count) = known.families.entry(*check).or_insert_with(|| {
            let families: Vec<RuleSelector> = asked.families.iter().filter_map(|f| f.parse().ok()).collect();
            let there = certain.iter().filter(|(rule, _)| families.iter().any(|family| family.matches(rule)));
            let count = there.map(|(_, count)| count).sum();
            (families, count)
        });
        // Nothing testifies for itself.
        let own = placed.get(&(finding.rule.clone(), finding.span.start()));
        let own = own.filter(|_| families.iter().any(|family| family.matches(&finding.rule)));
        let held = *count - own.copied().unwrap_or(0) >= asked.at_least
            || asked.original && original_stands(text, finding, &mut known.names);
        if held {
            finding.confidence = match finding.confidence {
                Confidence::Low => Confidence::Medium,
                _ => Confidence::High,
            };
        }
    }
}

/// What was asked already.
#[derive(Default)]
struct Known {
    /// For each check, the families that it asks for, and how many certain findings they have.
    families: HashMap<usize, (Vec<RuleSelector>, usize)>,
    /// Does a name stand on the page?
    names: HashMap<String, bool>,
}

/// Does a name that a fix would put there stand elsewhere on the page?
fn original_stands(text: &str, finding: &Finding, names: &mut HashMap<String, bool>) -> bool {
    finding.fixes.iter().flat_map(|fix| &fix.edits).any(|edit| {
        let name = edit.replacement.trim();
        let name = name.strip_prefix("The ").unwrap_or(name);
        name.len() >= 4
            && name.starts_with(char::is_uppercase)
            && *names.entry(name.to_string()).or_insert_with(|| text.contains(name))
    })
}
