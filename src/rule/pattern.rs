//! Patterns over tokens, and the phrase language they are written in.
//!
//! ```text
//! mother and father      words, in any case; a capital in the pattern asks for that spelling
//! ~traiter               any form of a lemma;  ~traiter:VERB.pp  with these features
//! :NOUN.f.pl             any word that may be this;  :NAME :NUMBER :UNKNOWN …  classes
//! [a|b c]  ?very  *3     alternatives, an optional element, up to three words of any kind
//! n=:NOUN                a capture;  n=[…] captures several words
//! ^ …  … $               at the start, at the end of a sentence
//! \? \[ …                the mark itself
//! ```
//!
//! A [`Pattern`] is anchored: it names the forms and lemmas one of which each of its matches holds
//! ([`Pattern::anchor`]), so that the engine tries it only where one of them stands.

use std::collections::HashMap;

use crate::lexicon::{Features, Gender, LemmaId, Lexicon, Number, Person, Pos, Tense, fold, is_english};
use crate::rule::model::TokenSpec;
use crate::text::tokenize;

/// A sequence of tests on successive tokens.
#[derive(Clone, Debug, Default)]
pub struct Pattern {
    /// What must follow what.
    pub items: Vec<Item>,
    /// The names of the captures, by number.
    pub names: Vec<String>,
    /// Pairs of captures that must be able to agree in gender and number.
    pub agree: Vec<(usize, usize)>,
    /// Pairs of captures that must not be able to.
    pub disagree: Vec<(usize, usize)>,
}

/// One element of a pattern.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it takes.
    pub node: Node,
    /// May it be absent?
    pub optional: bool,
    /// The number of its capture.
    pub capture: Option<usize>,
}

/// What an element takes.
#[derive(Clone, Debug)]
pub enum Node {
    /// One token.
    Test(Test),
    /// One of several sequences.
    Group(Vec<Vec<Item>>),
    /// Up to this many words, the fewest first.
    Gap(u8),
    /// No token: the start of a sentence.
    Start,
    /// No token: the end of a sentence, its final marks aside.
    End,
}

/// A test on one token: one of `any` holds, and none of `none`.
#[derive(Clone, Debug, Default)]
pub struct Test {
    /// Alternatives.
    pub any: Vec<Atom>,
    /// Exclusions.
    pub none: Vec<Atom>,
}

/// A property of a token; all that is given must hold, of one reading.
#[derive(Clone, Debug, Default)]
pub struct Atom {
    /// The folded form.
    pub form: Option<Box<str>>,
    /// The spelling with its capitals, where the pattern has some.
    pub exact: Option<Box<str>>,
    /// The lemma.
    pub lemma: Option<LemmaId>,
    /// Part of speech and agreement.
    pub features: Option<Features>,
    /// A class that is no part of speech.
    pub class: Option<Class>,
}

/// Classes of tokens that are no parts of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// `:WORD`, a word of letters.
    Word,
    /// `:NAME`, a word that looks like a proper name where it stands.
    Name,
    /// `:CAP`, a word with a capital.
    Capitalised,
    /// `:LOWER`, a word without one.
    Lower,
    /// `:UPPER`, a word of capitals.
    Upper,
    /// `:NUMBER`, digits.
    Number,
    /// `:PUNCT`, a punctuation mark.
    Punctuation,
    /// `:UNKNOWN`, a word with no reading in French.
    Unknown,
    /// `:ENGLISH`, an English word with no reading in French.
    English,
    /// `:VOWEL`, a word that calls for elision before it.
    Vowel,
}

/// What a pattern is tried on: a form, or any form of a lemma.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A folded form.
    Form(Box<str>),
    /// A lemma.
    Lemma(LemmaId),
}

/// The keys of a pattern, one of which each match holds, and how many tokens may stand before it.
#[derive(Clone, Debug)]
pub struct Anchor {
    /// The keys.
    pub keys: Vec<Key>,
    /// The least number of tokens of the match before the key.
    pub least: usize,
    /// The greatest.
    pub most: usize,
}

/// Forms too common to try a pattern on, unless there is nothing rarer.
const COMMON: &[&str] = &[
    "a", "à", "au", "aucun", "aussi", "autre", "aux", "avait", "avant", "avec", "avez", "avoir", "avons",
    "bien", "c'", "car", "ce", "cela", "ces", "cet", "cette", "ceux", "chez", "comme", "contre", "d'",
    "dans", "de", "depuis", "des", "deux", "dit", "doit", "donc", "dont", "du", "elle", "elles", "en",
    "encore", "entre", "est", "et", "était", "été", "être", "eu", "fait", "faire", "fois", "font", "il",
    "ils", "j'", "je", "jour", "l'", "la", "là", "le", "les", "leur", "leurs", "lui", "m'", "ma", "mais",
    "me", "mes", "moi", "mon", "même", "n'", "ne", "non", "nos", "notre", "nous", "on", "ont", "ou", "où",
    "par", "pas", "peu", "peut", "plus", "pour", "premier", "puis", "qu'", "quand", "que", "qui", "s'", "sa",
    "sans", "se", "sera", "ses", "si", "son", "sont", "sous", "sur", "t'", "tout", "toute", "tous", "très",
    "trop", "tu", "un", "une", "vers", "vos", "votre", "vous", "y", ",", ".", ":", ";", "(", ")", "-", "«",
    "»", "\"", "“", "”", "!", "?", "the", "of", "and", "to", "in", "is", "ans", "-t-il", "-il", "moins",
    "après",
];

const COMMON_LEMMAS: &[&str] = &[
    "être", "avoir", "faire", "le", "un", "de", "pouvoir", "dire", "tout", "ce", "il", "aller", "son", "leur",
];

/// A fault in a phrase: what is wrong.
pub type PhraseError = String;

impl Pattern {
    /// Reads a phrase.
    pub fn parse(phrase: &str) -> Result<Pattern, PhraseError> {
        let mut parser = Parser { chars: phrase.chars().collect(), at: 0, names: Vec::new() };
        let mut pattern = Pattern { items: parser.sequence(0)?, ..Pattern::default() };
        if let Some(c) = parser.peek() {
            return Err(format!("“{c}” does not belong here"));
        }
        if pattern.items.iter().all(|i| i.optional || length(&i.node).0 == 0) {
            return Err("a phrase needs at least one word that must stand there".into());
        }
        pattern.names = parser.names;
        Ok(pattern)
    }

    /// Makes a pattern of token tests.
    pub fn of_tokens(tokens: &[TokenSpec]) -> Result<Pattern, PhraseError> {
        let mut names = Vec::new();
        let mut items = Vec::new();
        for spec in tokens {
            let node = match spec.gap {
                Some(most) => Node::Gap(most),
                None => Node::Test(token_test(spec)?),
            };
            let capture = spec.name.as_ref().map(|name| number_of(&mut names, name));
            items.push(Item { node, optional: spec.optional, capture });
        }
        if items.is_empty() {
            return Err("at least one token is needed".into());
        }
        Ok(Pattern { items, names, ..Pattern::default() })
    }

    /// The number of a capture.
    pub fn capture(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|n| n == name)
    }

    /// Where to try the pattern; `None` if it has to be tried everywhere.
    pub fn anchor(&self) -> Option<Anchor> {
        anchor_of(&self.items).map(|(_, anchor)| anchor)
    }
}

fn number_of(names: &mut Vec<String>, name: &str) -> usize {
    names.iter().position(|n| n == name).unwrap_or_else(|| {
        names.push(name.to_string());
        names.len() - 1
    })
}

/// The cheapest anchor of a sequence, with its cost.
fn anchor_of(items: &[Item]) -> Option<(usize, Anchor)> {
    let mut best: Option<(usize, Anchor)> = None;
    let (mut least, mut most) = (0, 0);
    for item in items {
        let (shortest, longest) = length(&item.node);
        if !item.optional {
            let here = match &item.node {
                Node::Test(test) => {
                    keys_of(test).map(|(cost, keys)| (cost, Anchor { keys, least: 0, most: 0 }))
                }
                Node::Group(branches) => group_anchor(branches),
                Node::Gap(_) | Node::Start | Node::End => None,
            };
            if let Some((cost, mut anchor)) = here {
                anchor.least += least;
                anchor.most += most;
                if best.as_ref().is_none_or(|(c, _)| cost < *c) {
                    best = Some((cost, anchor));
                }
            }
            least += shortest;
        }
        most += longest;
    }
    best
}

fn group_anchor(branches: &[Vec<Item>]) -> Option<(usize, Anchor)> {
    let mut all: Option<(usize, Anchor)> = None;
    for branch in branches {
        let (cost, anchor) = anchor_of(branch)?;
        match &mut all {
            None => all = Some((cost, anchor)),
            Some((sum, joined)) => {
                *sum += cost;
                joined.keys.extend(anchor.keys);
                joined.least = joined.least.min(anchor.least);
                joined.most = joined.most.max(anchor.most);
            }
        }
    }
    all
}

/// The fewest and the most tokens an element takes.
fn length(node: &Node) -> (usize, usize) {
    match node {
        Node::Test(_) => (1, 1),
        Node::Gap(most) => (0, *most as usize),
        Node::Start | Node::End => (0, 0),
        Node::Group(branches) => {
            let lengths = branches.iter().map(|branch| {
                branch.iter().fold((0, 0), |(least, most), item| {
                    let (l, m) = length(&item.node);
                    (if item.optional { least } else { least + l }, most + m)
                })
            });
            lengths.fold((usize::MAX, 0), |(a, b), (l, m)| (a.min(l), b.max(m)))
        }
    }
}

fn keys_of(test: &Test) -> Option<(usize, Vec<Key>)> {
    let mut cost = 0;
    let mut keys = Vec::new();
    for atom in &test.any {
        if let Some(form) = &atom.form {
            cost += if COMMON.contains(&&**form) { 1000 } else { 1 };
            keys.push(Key::Form(form.clone()));
        } else if let Some(lemma) = atom.lemma {
            let common = COMMON_LEMMAS.contains(&Lexicon::embedded().lemma(lemma));
            cost += if common { 2000 } else { 2 };
            keys.push(Key::Lemma(lemma));
        } else {
            return None;
        }
    }
    (!keys.is_empty()).then_some((cost, keys))
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    names: Vec<String>,
}

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
        }
    }

    fn element(&mut self, depth: usize) -> Result<Vec<Item>, PhraseError> {
        let optional = self.take('?');
        let capture = self.capture_name().map(|name| number_of(&mut self.names, &name));
        let mut items = match self.peek() {
            Some('[') => {
                self.at += 1;
                vec![single(Node::Group(self.branches(depth)?))]
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
                vec![single(Node::Test(lemma_test(&lemma, features)?))]
            }
            Some(':') if self.chars.get(self.at + 1).is_some_and(|c| c.is_ascii_uppercase()) => {
                self.at += 1;
                let name = self.run(is_feature_char);
                vec![single(Node::Test(Test { any: vec![tag_atom(&name)?], none: Vec::new() }))]
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
        Ok(branches)
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
            let test = Test { any: vec![form_atom(&text[range])], none: Vec::new() };
            items.push(single(Node::Test(test)));
        });
        if items.is_empty() {
            return Err(format!("“{text}” holds no word"));
        }
        Ok(items)
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

fn form_atom(word: &str) -> Atom {
    let exact = word.chars().any(char::is_uppercase).then(|| word.replace('’', "'").into_boxed_str());
    Atom { form: Some(fold(word).into()), exact, ..Atom::default() }
}

fn lemma_test(lemma: &str, features: Option<Features>) -> Result<Test, PhraseError> {
    let any = match Lexicon::embedded().lemma_id(lemma) {
        Some(id) => vec![Atom { lemma: Some(id), features, ..Atom::default() }],
        None => english_forms(lemma).iter().map(|form| form_atom(form)).collect(),
    };
    if any.is_empty() {
        return Err(format!("“{lemma}” is the lemma of no French or English word that the lexicon knows"));
    }
    Ok(Test { any, none: Vec::new() })
}

/// The regular inflections of an English word that are in the word list.
fn english_forms(lemma: &str) -> Vec<String> {
    let stem_e = lemma.strip_suffix('e').unwrap_or(lemma);
    let mut forms = vec![lemma.to_string()];
    for ending in ["s", "es", "ed", "ing", "er", "d"] {
        forms.push(format!("{lemma}{ending}"));
    }
    forms.push(format!("{stem_e}ing"));
    if let Some(stem) = lemma.strip_suffix('y') {
        forms.extend(["ies", "ied"].map(|ending| format!("{stem}{ending}")));
    }
    if let Some(last) = lemma.chars().last() {
        forms.extend(["ed", "ing"].map(|ending| format!("{lemma}{last}{ending}")));
    }
    forms.retain(|form| is_english(form));
    forms.sort();
    forms.dedup();
    forms
}

/// `NOUN.f.pl` or a class.
fn tag_atom(name: &str) -> Result<Atom, PhraseError> {
    let class = match name {
        "WORD" => Some(Class::Word),
        "NAME" => Some(Class::Name),
        "CAP" => Some(Class::Capitalised),
        "LOWER" => Some(Class::Lower),
        "UPPER" => Some(Class::Upper),
        "NUMBER" => Some(Class::Number),
        "PUNCT" => Some(Class::Punctuation),
        "UNKNOWN" => Some(Class::Unknown),
        "ENGLISH" => Some(Class::English),
        "VOWEL" => Some(Class::Vowel),
        _ => None,
    };
    match class {
        Some(class) => Ok(Atom { class: Some(class), ..Atom::default() }),
        None => Ok(Atom { features: Some(parse_features(name)?), ..Atom::default() }),
    }
}

/// Reads `NOUN.f.pl`, `VERB.3.sg.pres`: a part of speech, then features in any order.
pub fn parse_features(name: &str) -> Result<Features, PhraseError> {
    let mut features = Features::new();
    for (n, part) in name.split('.').enumerate() {
        features = match part {
            "NOUN" if n == 0 => features.pos(Pos::Noun),
            "ADJ" if n == 0 => features.pos(Pos::Adjective),
            "VERB" if n == 0 => features.pos(Pos::Verb),
            "ADV" if n == 0 => features.pos(Pos::Adverb),
            "PREP" if n == 0 => features.pos(Pos::Preposition),
            "CONJ" if n == 0 => features.pos(Pos::Conjunction),
            "DET" if n == 0 => features.pos(Pos::Determiner),
            "PRON" if n == 0 => features.pos(Pos::Pronoun),
            "PROPN" if n == 0 => features.pos(Pos::ProperName),
            "NUM" if n == 0 => features.pos(Pos::Numeral),
            "INTJ" if n == 0 => features.pos(Pos::Interjection),
            "m" | "masculine" => features.gender(Gender::Masculine),
            "f" | "feminine" => features.gender(Gender::Feminine),
            "sg" | "singular" => features.number(Number::Singular),
            "pl" | "plural" => features.number(Number::Plural),
            "1" => features.person(Person::First),
            "2" => features.person(Person::Second),
            "3" => features.person(Person::Third),
            "inf" | "infinitive" => features.tense(Tense::Infinitive),
            "ppr" => features.tense(Tense::PresentParticiple),
            "pp" | "participle" => features.tense(Tense::PastParticiple),
            "pres" | "present" => features.tense(Tense::IndicativePresent),
            "impf" | "imperfect" => features.tense(Tense::Imperfect),
            "past" => features.tense(Tense::PastHistoric),
            "fut" | "future" => features.tense(Tense::Future),
            "cond" | "conditional" => features.tense(Tense::Conditional),
            "subj" | "subjunctive" => features.tense(Tense::SubjunctivePresent),
            "imper" | "imperative" => features.tense(Tense::Imperative),
            _ => return Err(format!("“{part}” is no part of speech, class or feature")),
        };
    }
    Ok(features)
}

fn token_test(spec: &TokenSpec) -> Result<Test, PhraseError> {
    let mut words: Vec<Atom> = Vec::new();
    for form in spec.form.iter().flat_map(|forms| &forms.0) {
        words.push(form_atom(form));
    }
    for lemma in spec.lemma.iter().flat_map(|lemmas| &lemmas.0) {
        words.extend(lemma_test(lemma, None)?.any);
    }
    if words.is_empty() {
        words.push(Atom::default());
    }
    let mut tags: Vec<Atom> =
        spec.pos.iter().flat_map(|p| &p.0).map(|name| tag_atom(name)).collect::<Result<_, _>>()?;
    if tags.is_empty() {
        tags.push(Atom::default());
    }
    let mut extra = HashMap::new();
    extra.insert("gender", spec.gender.clone());
    extra.insert("number", spec.number.clone());
    extra.insert("tense", spec.tense.clone());
    extra.insert("person", spec.person.map(|p| p.to_string()));
    let names: Vec<String> = extra.into_values().flatten().collect();
    let mut any = Vec::new();
    for word in &words {
        for tag in &tags {
            let mut features = tag.features;
            if !names.is_empty() {
                let more = parse_features(&names.join("."))?;
                let base = features.unwrap_or_default();
                features = Some(Features {
                    pos: base.pos.or(more.pos),
                    gender: base.gender.or(more.gender),
                    number: base.number.or(more.number),
                    person: base.person.or(more.person),
                    tense: base.tense.or(more.tense),
                });
            }
            any.push(Atom { class: tag.class, features, ..word.clone() });
        }
    }
    let mut none = Vec::new();
    for not in &spec.not {
        none.extend(token_test(not)?.any);
    }
    Ok(Test { any, none })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_like_text() {
        let pattern = Pattern::parse("l'homme de la Maison-Blanche").unwrap();
        assert_eq!(pattern.items.len(), 5);
    }

    #[test]
    fn the_anchor_is_the_rarest_word() {
        let anchor = Pattern::parse("le ?plus [gardien|temps] de").unwrap().anchor().unwrap();
        assert_eq!(anchor.keys, [Key::Form("gardien".into()), Key::Form("temps".into())]);
        assert_eq!((anchor.least, anchor.most), (1, 2));
    }

    #[test]
    fn captures_have_numbers() {
        let pattern = Pattern::parse("a=:NOUN b=[mot|deux mots] *2 a").unwrap();
        assert_eq!(pattern.names, ["a", "b"]);
        assert_eq!(pattern.capture("b"), Some(1));
    }

    #[test]
    fn faults_are_named() {
        for (phrase, fault) in [
            ("[a|b", "not closed"),
            ("[a|]", "empty"),
            ("~zzxq", "lemma"),
            (":NOUM", "no part of speech"),
            ("*99 mot", "number"),
            ("?mot", "at least one"),
            ("", "at least one"),
            ("a ] b", "does not belong"),
        ] {
            let error = Pattern::parse(phrase).unwrap_err();
            assert!(error.contains(fault), "{phrase}: {error}");
        }
    }
}
