//! The French words that a spelling becomes with some letters put in or changed.

use fst::raw::Node;

use super::Lexicon;

/// How one letter of a spelling may be mended.
#[derive(Clone, Copy)]
pub enum Respelling {
    /// One of these letters is put in before one that stands there.
    Insert(&'static str),
    /// One that stands there is changed for one of those that are given for it.
    Change(fn(char) -> &'static str),
}

impl Lexicon {
    /// The words that a folded spelling becomes when so many of its letters are mended, all in one way; some of them more
    /// than once. Only beginnings of words are followed, so that it takes little more than to look one word up.
    pub fn respelled(&self, folded: &str, mended: usize, by: Respelling) -> Vec<String> {
        let mut found = Found { lexicon: self, by, word: String::new(), words: Vec::new() };
        found.walk(self.data.forms.as_fst().root(), folded, mended);
        found.words
    }
}

struct Found<'l> {
    lexicon: &'l Lexicon,
    by: Respelling,
    word: String,
    words: Vec<String>,
}

impl<'l> Found<'l> {
    /// Follows what is left of a spelling, and of the letters to be mended, from what `word` leads to.
    fn walk(&mut self, node: Node<'l>, rest: &str, mended: usize) {
        let Some(letter) = rest.chars().next() else {
            if mended == 0 && node.is_final() {
                self.words.push(self.word.clone());
            }
            return;
        };
        let after = &rest[letter.len_utf8()..];
        self.with(node, letter, after, mended);
        if mended > 0 {
            match self.by {
                Respelling::Insert(letters) => {
                    letters.chars().for_each(|l| self.with(node, l, rest, mended - 1))
                }
                Respelling::Change(to) => {
                    to(letter).chars().for_each(|l| self.with(node, l, after, mended - 1));
                }
            }
        }
    }

    /// Goes on after a letter, if a word has it there.
    fn with(&mut self, mut node: Node<'l>, letter: char, rest: &str, mended: usize) {
        let forms = self.lexicon.data.forms.as_fst();
        for &byte in letter.encode_utf8(&mut [0; 4]).as_bytes() {
            let Some(next) = node.find_input(byte) else { return };
            node = forms.node(node.transition(next).addr);
        }
        self.word.push(letter);
        self.walk(node, rest, mended);
        self.word.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn respelled(word: &str, mended: usize, by: Respelling) -> Vec<String> {
        let mut words = Lexicon::embedded().respelled(word, mended, by);
        words.sort();
        words.dedup();
        words
    }

    #[test]
    fn letters_put_in() {
        let insert = Respelling::Insert("éè");
        assert_eq!(respelled("prsident", 1, insert), ["président"]);
        assert_eq!(respelled("rgle", 1, insert), ["règle"]);
        assert_eq!(respelled("dclar", 1, insert), [""; 0]);
        assert_eq!(respelled("gnralement", 2, insert), ["généralement"]);
        // Only before a letter.
        assert_eq!(respelled("trouv", 1, insert), [""; 0]);
    }

    #[test]
    fn letters_changed() {
        let change = Respelling::Change(|plain| if plain == 'e' { "éèê" } else { "" });
        assert_eq!(respelled("deja", 1, change), [""; 0]);
        assert_eq!(respelled("fete", 1, change), ["fête", "fété"][..1]);
        assert_eq!(respelled("elephant", 2, change), ["éléphant"]);
        assert_eq!(respelled("ete", 0, change), [""; 0]);
    }
}
