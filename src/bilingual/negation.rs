//! A *not* of the source that the translation does not say.

use std::sync::LazyLock;

use regex::Regex;

use super::{Comparison, Difference, Prepared, With};

/// The source denies, the translation holds no sign of it.
#[derive(Debug)]
pub struct Negation;

/// A verb that is denied. Questions and requests that are not meant so are left out below.
static DENIED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:(?:do|does|did|is|are|was|were|can|could|will|would|should|must|has|have|had|may|might|need)(?:n['’]t| not)|cannot|won['’]t|can['’]t|never)\b")
        .expect("a sound pattern")
});
/// Denials that French says otherwise, or that deny nothing.
static OTHERWISE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\bnot (?:only|just|least|necessarily|until|yet)\b|or not\b|why (?:not|don['’]t)|n['’]t (?:forget|hesitate|you|we|they|it|he|she|worry|miss|mind|matter)\b|do not (?:forget|hesitate)|whether|if not|never ?mind|unless|until|but\b|too\b|enough|neither|either|without|un\w+|dis\w+|\bno\b")
        .expect("a sound pattern")
});
/// What says it in French: the adverbs, and words that deny by themselves.
static DENIES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:ne|n['’]|pas|non|ni|jamais|aucun\w*|rien|personne|sans|nulle?s?|hors|faux|faute|défaut|sauf|absen\w+|manqu\w+|échou\w+|échec\w*|évite\w*|refus\w+|interdi\w+|défend\w+|empêch\w+|ignor\w+|omet\w+|omis\w*|exclu\w*|vides?|perdu\w*|perte|annul\w+|cess\w+|arrêt\w+|loin|peu|moins|guère|plus|sinon|impossible|illégal\w*|illisible\w*|irréversible\w*|dés\w+|dépourvu\w*|mal|trop|rare\w*|seule?ment|seule?s?|uniquement|reste\w*|priv\w+|contraire\w*|(?:in|im|ir|il|mé)\w{2,}(?:able|ible|uble|ect|ecte|nu|nue|ide|ant|ante|ent|ente|é|ée|if|ive|elle|net)s?\b|conserv\w+|garde\w*)")
        .expect("a sound pattern")
});

impl Comparison for Negation {
    fn compare(&self, pair: &Prepared, _: &With, add: &mut dyn FnMut(Difference)) {
        let source = &pair.source().prose;
        let Some(denied) = DENIED.find(source) else { return };
        if OTHERWISE.is_match(source) || DENIES.is_match(&pair.target.prose) {
            return;
        }
        add(Difference::new(pair.whole(), denied.as_str(), ""));
    }
}
