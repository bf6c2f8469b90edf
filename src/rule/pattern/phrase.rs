//! Reads the phrase language into the elements of a pattern.

use super::atom::{form_atom, lemma_test, parse_features, tag_atom};
use super::{Atom, Item, Node, PhraseError, Test, number_of};
use crate::lexicon::Features;
use crate::text::{Form, tokenize};

/// The elements of a phrase, and the names of its captures.
pub fn read(phrase: &str) -> Result<(Vec<Item>, Vec<String>), PhraseError> {
    let mut parser = Parser { chars: phrase.chars().collect(), at: 0, elements: 0, names: Vec::new() };
    let items = parser.sequence(0)?;
    match parser.peek() {
        Some(c) => Err(format!("“{c}” does not belong here")),
        None => Ok((items, parser.names)),
    }
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    /// How many were read.
    elements: usize,
    names: Vec<String>,
}

/// A match is given up after some steps, so that the last of very many alternatives would never be found.
const MOST_ELEMENTS: usize = 1000;

/// Groups deeper than this are refused: no phrase needs them, and reading one recurses.
const DEEPEST: usize = 8;

impl Parser {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn take(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        self.at += usize::from(found);
        found
    }

    fn space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    fn sequence(&mut self, depth: usize) -> Result<Vec<Item>, PhraseError> {
        if depth > DEEPEST {
            return Err("groups are nested too deep".into());
        }
        let mut items = Vec::new();
        loop {
            self.space();
            match self.peek() {
                None | Some('|' | ']') => return Ok(items),
                Some('^') => {
                    self.at += 1;
                    items.push(single(Node::Start));
                }
                Some('$') if self.chars.get(self.at + 1).is_none_or(|c| " ]|".contains(*c)) => {
                    self.at += 1;
                    items.push(single(Node::End));
                }
                Some(_) => items.extend(self.element(depth)?),
            }
            self.elements += 1;
            if self.elements > MOST_ELEMENTS {
                return Err(format!("more than {MOST_ELEMENTS} words; write several phrases"));
            }
        }
    }

    fn element(&mut self, depth: usize) -> Result<Vec<Item>, PhraseError> {
        let optional = self.take('?');
        let capture = self.capture_name().map(|name| number_of(&mut self.names, &name) as u8);
        let mut items = match self.peek() {
            Some('[') => {
                self.at += 1;
                let mut branches = self.branches(depth)?;
                // One word out of several is but a test.
                match (&*branches, branches.first().map(Vec::as_slice)) {
                    ([_], Some([Item { node: Node::Test(_), optional: false, capture: None }])) => {
                        branches.remove(0)
                    }
                    _ => vec![single(Node::Group(branches))],
                }
            }
            Some('*') => {
                self.at += 1;
                let digits = self.run(|c| c.is_ascii_digit());
                let most = digits.parse::<u8>().ok().filter(|n| (1..=12).contains(n));
                vec![single(Node::Gap(most.ok_or("“*” takes a number from 1 to 12: *3")?))]
            }
            Some('~') => {
                self.at += 1;
                let lemma = self.run(is_word_char);
                let features = self.features()?;
                let test = lemma_test(&lemma, features)?;
                vec![single(Node::Test(test.but(self.exclusions()?)))]
            }
            Some(':') if self.chars.get(self.at + 1).is_some_and(|c| c.is_ascii_uppercase()) => {
                self.at += 1;
                let name = self.run(is_feature_char);
                let test = Test::any_of(vec![tag_atom(&name)?]);
                vec![single(Node::Test(test.but(self.exclusions()?)))]
            }
            Some(_) => self.words()?,
            None => return Err("something is missing at the end of the phrase".into()),
        };
        if (optional || capture.is_some()) && items.len() > 1 {
            items = vec![single(Node::Group(vec![items]))];
        }
        if let Some(item) = items.first_mut() {
            item.optional |= optional;
            item.capture = capture;
        }
        Ok(items)
    }

    fn branches(&mut self, depth: usize) -> Result<Vec<Vec<Item>>, PhraseError> {
        let mut branches = Vec::new();
        loop {
            branches.push(self.sequence(depth + 1)?);
            if self.take(']') {
                break;
            }
            if !self.take('|') {
                return Err("a “[” is not closed by “]”".into());
            }
        }
        if branches.iter().any(Vec::is_empty) {
            return Err("an alternative between “[” and “]” is empty; write ?[…] for an optional one".into());
        }
        Ok(joined(branches))
    }

    /// `name=`, before an element.
    fn capture_name(&mut self) -> Option<String> {
        let from = self.at;
        let name = self.run(|c| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit());
        if !name.is_empty() && self.take('=') {
            return Some(name);
        }
        self.at = from;
        None
    }

    fn run(&mut self, keep: impl Fn(char) -> bool) -> String {
        let from = self.at;
        while self.peek().is_some_and(&keep) {
            self.at += 1;
        }
        self.chars[from..self.at].iter().collect()
    }

    fn features(&mut self) -> Result<Option<Features>, PhraseError> {
        if self.peek() == Some(':') && self.chars.get(self.at + 1).is_some_and(|c| c.is_ascii_uppercase()) {
            self.at += 1;
            let name = self.run(is_feature_char);
            return parse_features(&name).map(Some);
        }
        Ok(None)
    }

    /// `!NOUN!VERB.pp!~aller`: what the word may not be, in any of its readings.
    fn exclusions(&mut self) -> Result<Vec<Atom>, PhraseError> {
        let mut none = Vec::new();
        while self.take('!') {
            if self.take('~') {
                let lemma = self.run(is_word_char);
                none.extend(lemma_test(&lemma, None)?.any);
            } else {
                let name = self.run(is_feature_char);
                none.push(tag_atom(&name)?);
            }
        }
        Ok(none)
    }

    /// One written word, which may be several tokens (`l'homme`).
    fn words(&mut self) -> Result<Vec<Item>, PhraseError> {
        let mut text = String::new();
        while let Some(c) = self.peek() {
            if c.is_whitespace() || matches!(c, '[' | ']' | '|') {
                break;
            }
            self.at += 1;
            if c == '\\' {
                text.extend(self.peek());
                self.at += 1;
            } else {
                text.push(c);
            }
        }
        let mut items = Vec::new();
        tokenize(&text, |range, _, _| {
            items.push(single(Node::Test(Test::any_of(vec![form_atom(&text[range])]))));
        });
        if items.is_empty() {
            return Err(format!("“{text}” holds no word"));
        }
        Ok(items)
    }
}

/// Alternatives with those of one word made one test, which finds the word in a list. None is moved past another that
/// may begin with the same word, so that what is tried first stays so.
fn joined(branches: Vec<Vec<Item>>) -> Vec<Vec<Item>> {
    let mut joined: Vec<Vec<Item>> = Vec::new();
    // Where the test stands, and the words that alternatives after it may begin with; none if that may be any.
    let mut test: Option<(usize, Option<Vec<Form>>)> = None;
    for branch in branches {
        let forms = first_forms(&branch);
        let apart = |after: &[Form]| {
            forms.as_ref().is_some_and(|forms| forms.iter().all(|form| !after.contains(form)))
        };
        if let [Item { node: Node::Test(more), optional: false, capture: None }] = &*branch
            && more.none.is_empty()
        {
            match &test {
                Some((at, Some(after))) if apart(after) || after.is_empty() => {
                    if let Some(Item { node: Node::Test(words), .. }) = joined[*at].first_mut() {
                        words.any.extend(more.any.iter().cloned());
                    }
                    continue;
                }
                _ => test = Some((joined.len(), Some(Vec::new()))),
            }
        } else if let Some((_, after)) = &mut test {
            *after = after.take().zip(forms).map(|(mut after, forms)| {
                after.extend(forms);
                after
            });
        }
        joined.push(branch);
    }
    for item in joined.iter_mut().flatten() {
        if let Node::Test(words) = &mut item.node {
            words.any.sort_by_key(|atom| (atom.form.is_none(), atom.form));
        }
    }
    joined
}

/// The forms one of which a sequence begins with, if that can be told.
fn first_forms(items: &[Item]) -> Option<Vec<Form>> {
    match items.first() {
        Some(Item { node: Node::Test(test), optional: false, .. }) => {
            test.any.iter().map(|atom| atom.form).collect()
        }
        _ => None,
    }
}

fn single(node: Node) -> Item {
    Item { node, optional: false, capture: None }
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '\'' | '’')
}

fn is_feature_char(c: char) -> bool {
    c.is_alphanumeric() || c == '.'
}
