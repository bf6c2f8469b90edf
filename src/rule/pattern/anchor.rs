//! Where to try a pattern: the rarest words that each of its matches holds.

use super::{Anchor, Item, Key, Node, Test};
use crate::lexicon::Lexicon;

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

/// The cheapest anchor of a sequence, with its cost.
pub fn anchor_of(items: &[Item]) -> Option<(usize, Anchor)> {
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
pub fn length(node: &Node) -> (usize, usize) {
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
