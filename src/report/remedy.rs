//! What would mend a finding, in one line.

use super::visible;
use super::window::shortened;
use crate::finding::{Applicability, Finding, Fix};

/// What would mend it: the fix that could be applied, or the candidates for a person; nothing if there is none.
pub fn remedy(finding: &Finding) -> Option<String> {
    if let Some(fix) = finding.fix(Applicability::Unsafe) {
        let trust = match fix.applicability {
            Applicability::Safe => "Fix",
            _ => "Unsafe fix, read it first",
        };
        return Some(format!("{trust}: {}", visible(&fix.title)));
    }
    let candidates: Vec<String> = finding.fixes.iter().map(candidate).collect();
    (!candidates.is_empty()).then(|| format!("Candidates: {}", candidates.join(", ")))
}

/// A fix in as few words as show it: what it writes, or its title.
pub fn candidate(fix: &Fix) -> String {
    match &fix.edits[..] {
        [edit] if !edit.replacement.is_empty() => format!("« {} »", shortened(&edit.replacement)),
        _ => visible(&fix.title).into_owned(),
    }
}
