//! Translations that repeat their source: English where French should stand.

use super::{Comparison, Difference, Prepared, With};
use crate::lexicon::{Lexicon, fold, is_english};

/// The translation is the source again.
#[derive(Debug)]
pub struct Copied;

impl Comparison for Copied {
    fn compare(&self, _: &Prepared, _: &With, _: &mut dyn FnMut(Difference)) {}

    fn compare_all(&self, pairs: &[Prepared], with: &With, add: &mut dyn FnMut(usize, Difference)) {
        for (number, pair) in pairs.iter().enumerate() {
            let target = pair.target.text.trim();
            let same = pair.sources.iter().any(|source| source.text.trim() == target);
            if !target.is_empty() && same && is_english_prose(pair, with) {
                add(number, Difference::new(pair.whole(), target, target));
            }
        }
    }
}

/// Words that mark a sentence or a phrase as English.
const FUNCTION_WORDS: [&str; 28] = [
    "the", "of", "and", "to", "is", "are", "was", "be", "this", "that", "with", "for", "from", "by", "you",
    "your", "it", "not", "has", "have", "will", "can", "in", "no", "or", "an", "when", "all",
];

/// Words of the trade that French keeps, or that name what cannot be translated.
const KEPT: [&str; 60] = [
    "email",
    "e-mail",
    "blog",
    "web",
    "wiki",
    "plugin",
    "plug-in",
    "login",
    "cookie",
    "cookies",
    "podcast",
    "chat",
    "spam",
    "bug",
    "bit",
    "byte",
    "pixel",
    "pixels",
    "buffer",
    "cache",
    "proxy",
    "firewall",
    "router",
    "switch",
    "hub",
    "smartphone",
    "laptop",
    "desktop",
    "software",
    "hardware",
    "shell",
    "kernel",
    "root",
    "hash",
    "token",
    "tag",
    "tags",
    "thread",
    "host",
    "backup",
    "script",
    "scripts",
    "newsletter",
    "design",
    "marketing",
    "manager",
    "playlist",
    "streaming",
    "bluetooth",
    "wi-fi",
    "wifi",
    "online",
    "start-up",
    "startup",
    "feedback",
    "template",
    "widget",
    "framework",
    "commit",
    "debug",
];

/// Is it prose, in English and not in French?
fn is_english_prose(pair: &Prepared, with: &With) -> bool {
    let target = &pair.target;
    let lexicon = Lexicon::embedded();
    let (mut english, mut strange, mut function, mut names, mut words) = (0, 0, 0, 0, 0);
    for (at, word) in target
        .prose
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '-' | '_'))
        .filter(|w| !w.is_empty())
        .enumerate()
    {
        let folded = fold(word);
        let lower = word.to_lowercase();
        words += 1;
        if with.names.contains(word) || word.chars().any(|c| c.is_ascii_digit() || c == '_') {
            names += 1;
            continue;
        }
        let shouted = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
        let inner = word.chars().skip(1).any(char::is_uppercase) && !shouted;
        if inner || KEPT.contains(&lower.as_str()) {
            names += 1;
            continue;
        }
        let known = is_english(&folded);
        english += usize::from(known);
        function += usize::from(FUNCTION_WORDS.contains(&&*lower) && (at > 0 || lower.len() > 2));
        let french = lexicon.contains(&folded);
        // Alone and in capitals, it may be the name of a key, a format, a command.
        strange += usize::from(known && !french && !(shouted && folded.len() < 5));
    }
    if words == 0 || target.prose.chars().filter(|c| c.is_alphabetic()).count() < 4 {
        return false;
    }
    let ordinary = words - names;
    // A command line, a path or a list of keys is no prose.
    let code =
        target.text.contains("--") || target.text.starts_with(['/', '-', '%', '<', '~', '$']) && ordinary < 3;
    if code {
        return false;
    }
    (strange > 0 || function >= 2) && 2 * english >= ordinary
}
