//! Where to try a pattern: the rarest words that each of its matches holds, and what must stand beside them.

use super::{Anchor, Atom, Beside, Class, Held, Item, Key, Node, Test};
use crate::rule::frequency;
use crate::text::{Sign, WordKey};

/// The cheapest anchor of a sequence, with its cost: how often the pattern is tried in ten thousand tokens. `before` and `after` are what words beside the sequence may be.
pub fn anchor_of(items: &[Item], before: &Beside, after: &Beside) -> Option<(f32, Anchor)> {
    let mut best: Option<(f32, Anchor)> = None;
    let (mut least, mut most) = (0, 0);
    for (n, item) in items.iter().enumerate() {
        let (shortest, longest) = length(&item.node);
        if !item.optional {
            let beside = || (last_of(&items[..n], before), first_of(&items[n + 1..], after));
            let here = match &item.node {
                Node::Test(test) => keys_of(test).map(|(cost, keys)| {
                    let (before, after) = beside();
                    let cost = cost * frequency::share(before.sign) * frequency::share(after.sign);
                    let held = |key| Held { key, before: before.clone(), after: after.clone() };
                    let held = keys.into_iter().map(held);
                    (cost, Anchor { keys: held.collect(), least: 0, most: 0 })
                }),
                Node::Group(branches) => {
                    let (before, after) = beside();
                    group_anchor(branches, &before, &after)
                }
                Node::Gap(_) | Node::Start | Node::End => None,
            };
            if let Some((cost, mut anchor)) = here {
                anchor.least += least;
                anchor.most += most;
                // Each place where it may begin is tried.
                let cost = cost * (1 + anchor.most - anchor.least) as f32;
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

fn group_anchor(branches: &[Vec<Item>], before: &Beside, after: &Beside) -> Option<(f32, Anchor)> {
    let mut all: Option<(f32, Anchor)> = None;
    for branch in branches {
        let (cost, anchor) = anchor_of(branch, before, after)?;
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

/// What the first words of a sequence may be, where `then` stands after it.
pub fn first_of(items: &[Item], then: &Beside) -> Beside {
    edge(items.iter().rev(), then, |node| matches!(node, Node::End), first_of)
}

/// What the last words of a sequence may be, where `then` stands before it.
fn last_of(items: &[Item], then: &Beside) -> Beside {
    edge(items.iter(), then, |node| matches!(node, Node::Start), last_of)
}

/// What the words may be that a sequence takes at one of its ends, read from the other; `is_edge` tells the element past which
/// the sentence ends there, `of` does the same for the sequences it holds.
fn edge<'i>(
    items: impl Iterator<Item = &'i Item>,
    then: &Beside,
    is_edge: fn(&Node) -> bool,
    of: fn(&[Item], &Beside) -> Beside,
) -> Beside {
    items.fold(then.clone(), |then, item| {
        let here = match &item.node {
            Node::Test(test) => Beside { beyond: then.sign, ..beside_of(test) },
            Node::Gap(_) => Beside::default(),
            node if is_edge(node) => Beside { sign: Sign::EDGE, ..Beside::default() },
            Node::Start | Node::End => then.clone(),
            Node::Group(branches) => {
                branches.iter().fold(Beside::nothing(), |all, branch| all.or(&of(branch, &then)))
            }
        };
        if item.optional { then.or(&here) } else { here }
    })
}

/// What each word has that a test holds for.
fn beside_of(test: &Test) -> Beside {
    let key = |atom: &Atom| match (atom.form, atom.lemma) {
        (Some(form), _) => Some(WordKey::of_form(form)),
        (None, Some(lemma)) => Some(WordKey::of_lemma(lemma)),
        (None, None) => None,
    };
    let few = test.any.len() <= Beside::MOST_KEYS;
    Beside {
        sign: test.sign(),
        beyond: Sign::ANY,
        keys: few.then(|| test.any.iter().map(key).collect()).flatten(),
    }
}

/// What each word meets for which one of the alternatives holds.
pub fn sign_of(any: &[Atom]) -> Sign {
    any.iter().fold(Sign::NONE, |sign, atom| sign.or(sign_of_atom(atom)))
}

fn sign_of_atom(atom: &Atom) -> Sign {
    if let Some(form) = atom.form {
        return Sign::of_form(form);
    }
    if let Some(lemma) = atom.lemma {
        return Sign::of_lemma(lemma);
    }
    match (atom.class, &atom.features) {
        (Some(Class::Name | Class::Capitalised | Class::Upper), _) => Sign::CAPITAL,
        (Some(Class::Lower), _) => Sign::LOWER,
        (Some(Class::Unknown | Class::English), _) => Sign::UNKNOWN,
        (Some(Class::Number), _) => Sign::DIGIT,
        (_, Some(features)) => Sign::of_features(features),
        _ => Sign::ANY,
    }
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

/// The words that a test holds for, with how often they stand in ten thousand tokens.
fn keys_of(test: &Test) -> Option<(f32, Vec<Key>)> {
    let mut cost = 0.0;
    let mut keys = Vec::new();
    for atom in &test.any {
        if let Some(form) = atom.form {
            cost += frequency::of_form(form);
            keys.push(Key::Form(form));
        } else if let Some(lemma) = atom.lemma {
            cost += frequency::of_lemma(lemma);
            keys.push(Key::Lemma(lemma));
        } else {
            return None;
        }
    }
    (!keys.is_empty()).then_some((cost, keys))
}
