//! Regular expressions as trees that can be packed: to take one up again costs a small part of what it costs to read its text.

use regex_syntax::hir::{Capture, Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look, Repetition};
use serde::{Deserialize, Serialize};

/// The tree of an expression, packed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tree(#[serde(with = "serde_bytes")] Vec<u8>);

/// What an expression is made of.
#[derive(Serialize, Deserialize)]
enum Part {
    Empty,
    Literal(Box<[u8]>),
    /// Ranges of signs, their ends included.
    Class(Vec<(char, char)>),
    /// As [`Look::as_repr`] writes it.
    Look(u32),
    Repetition {
        min: u32,
        max: Option<u32>,
        greedy: bool,
        sub: Box<Part>,
    },
    Capture {
        index: u32,
        name: Option<Box<str>>,
        sub: Box<Part>,
    },
    Concat(Vec<Part>),
    Alternation(Vec<Part>),
}

impl Tree {
    /// Packs an expression, which must match text only.
    pub fn of(hir: &Hir) -> Tree {
        Tree(postcard::to_allocvec(&Part::of(hir)).unwrap_or_default())
    }

    /// The expression; `None` if the tree is broken.
    pub fn hir(&self) -> Option<Hir> {
        postcard::from_bytes::<Part>(&self.0).ok()?.hir()
    }
}

impl Part {
    fn of(hir: &Hir) -> Part {
        let all = |parts: &[Hir]| parts.iter().map(Part::of).collect();
        match hir.kind() {
            HirKind::Empty => Part::Empty,
            HirKind::Literal(literal) => Part::Literal(literal.0.clone()),
            HirKind::Class(Class::Unicode(class)) => {
                Part::Class(class.iter().map(|range| (range.start(), range.end())).collect())
            }
            // Where only text is matched, bytes are signs of ASCII.
            HirKind::Class(Class::Bytes(class)) => {
                Part::Class(class.iter().map(|range| (range.start().into(), range.end().into())).collect())
            }
            HirKind::Look(look) => Part::Look(look.as_repr()),
            HirKind::Repetition(Repetition { min, max, greedy, sub }) => {
                Part::Repetition { min: *min, max: *max, greedy: *greedy, sub: Box::new(Part::of(sub)) }
            }
            HirKind::Capture(Capture { index, name, sub }) => {
                Part::Capture { index: *index, name: name.clone(), sub: Box::new(Part::of(sub)) }
            }
            HirKind::Concat(parts) => Part::Concat(all(parts)),
            HirKind::Alternation(parts) => Part::Alternation(all(parts)),
        }
    }

    fn hir(self) -> Option<Hir> {
        let all = |parts: Vec<Part>| parts.into_iter().map(Part::hir).collect::<Option<Vec<Hir>>>();
        Some(match self {
            Part::Empty => Hir::empty(),
            Part::Literal(bytes) => Hir::literal(bytes),
            Part::Class(ranges) => {
                let ranges = ranges.into_iter().map(|(first, last)| ClassUnicodeRange::new(first, last));
                Hir::class(Class::Unicode(ClassUnicode::new(ranges)))
            }
            Part::Look(look) => Hir::look(Look::from_repr(look)?),
            Part::Repetition { min, max, greedy, sub } => {
                Hir::repetition(Repetition { min, max, greedy, sub: Box::new(sub.hir()?) })
            }
            Part::Capture { index, name, sub } => {
                Hir::capture(Capture { index, name, sub: Box::new(sub.hir()?) })
            }
            Part::Concat(parts) => Hir::concat(all(parts)?),
            Part::Alternation(parts) => Hir::alternation(all(parts)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_comes_back() {
        for source in [
            "",
            "mot",
            r"(?i)\bété\b",
            r"^(?<year>\d{2,4})?\s*(un|une|[a-f]{3}|)(?:[^.]*?)+$",
            r"(?m)^\B[a-z](?-u:\b)(?:a|bc){5}$",
            "[a&&b]|x",
        ] {
            let hir = regex_syntax::parse(source).expect("an expression");
            assert_eq!(Tree::of(&hir).hir().map(|hir| hir.to_string()), Some(hir.to_string()), "{source}");
        }
        assert_eq!(Tree::default().hir(), None);
    }
}
