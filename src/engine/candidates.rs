//! Candidates for unknown words, shown and never applied: what a synonym spinner may have replaced by an English
//! word, and what the Hunspell dictionaries that the user brings propose.

use super::sound::Sound;
use crate::finding::{Applicability, Edit, Finding, Fix};
use crate::lexicon::{Lexicon, fold, spelled_alike};
use crate::rule::file::distance;

/// The most candidates of a kind that are shown.
const MOST: usize = 3;

/// Gives findings of a single unknown word, that have no fix of their own, candidates: for an English word the synonyms
/// that French spells alike; of the dictionaries, the words nearest in spelling first.
pub fn offer(text: &str, sound: &Sound, findings: &mut [Finding]) {
    for finding in findings.iter_mut().filter(|f| f.fixes.is_empty()) {
        let word = finding.span.slice(text);
        let single = !word.is_empty() && word.chars().all(|c| c.is_alphabetic() || c == '-');
        if !single || Lexicon::embedded().contains(&fold(word)) {
            continue;
        }
        let mut candidates = match finding.family() {
            "spun" | "untranslated" => spelled_alike(&fold(word)),
            _ => Vec::new(),
        };
        candidates.truncate(MOST);
        let mut near = sound.suggest(word);
        near.sort_by_key(|candidate| distance(word, candidate));
        candidates.extend(near.into_iter().take(MOST));
        finding.fixes.extend(candidates.into_iter().map(|candidate| Fix {
            title: format!("replace with « {candidate} »"),
            applicability: Applicability::Display,
            edits: vec![Edit { span: finding.span, replacement: candidate }],
        }));
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::sync::Arc;

    use super::*;
    use crate::dictionaries::UserDictionaries;
    use crate::level::{Confidence, Severity};
    use crate::span::Span;

    #[test]
    fn the_user_s_dictionary_proposes() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("house.aff"), "SET UTF-8\nTRY esianrtolcdugmphbyfvkw\n")
            .expect("written");
        fs::write(folder.path().join("house.dic"), "1\nbrainstormer\n").expect("written");
        let dictionaries = UserDictionaries::open(&[folder.path().join("house")], &[]).expect("sound");
        let text = "Il faut brainstormr demain.";
        let span = Span::new(text, 8..19).expect("inside");
        let mut findings = [Finding {
            rule: "a/b".into(),
            category: String::new(),
            severity: Severity::Hint,
            confidence: Confidence::High,
            message: String::new(),
            help: None,
            span,
            fixes: Vec::new(),
            known: false,
        }];
        offer(text, &Sound::new(&[], Arc::new(dictionaries)), &mut findings);
        assert_eq!(findings[0].fixes[0].edits[0].replacement, "brainstormer");
        assert_eq!(findings[0].fixes[0].applicability, Applicability::Display);
        offer(text, &Sound::default(), &mut findings);
    }
}
