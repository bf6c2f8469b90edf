//! Literals that a regular expression cannot do without.

use regex_syntax::hir::{Class, Hir, HirKind};

/// Alternatives a set of literals may hold.
const MOST: usize = 64;

/// Literals one of which stands in every match of an expression; `None` if that cannot be told.
pub fn needed(hir: &Hir) -> Option<Vec<String>> {
    let found = search(hir).best()?;
    (found.iter().all(|literal| !literal.is_empty())).then_some(found)
}

/// What is known of an expression: the texts it matches, if they are few, and the literals it needs.
struct Literals {
    /// All the texts it matches.
    exact: Option<Vec<String>>,
    /// Literals one of which each match holds.
    inner: Option<Vec<String>>,
}

impl Literals {
    fn best(self) -> Option<Vec<String>> {
        better(self.exact, self.inner)
    }
}

/// The set whose shortest literal is longer.
fn better(a: Option<Vec<String>>, b: Option<Vec<String>>) -> Option<Vec<String>> {
    let worth = |set: &Option<Vec<String>>| {
        set.as_ref().map_or(0, |set| set.iter().map(|l| l.trim().len()).min().unwrap_or(0))
    };
    let (x, y) = (worth(&a), worth(&b));
    let chosen = if x >= y { a.or(b) } else { b.or(a) };
    chosen.filter(|set| !set.is_empty() && set.iter().all(|l| !l.trim().is_empty()))
}

fn search(hir: &Hir) -> Literals {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Literals { exact: Some(vec![String::new()]), inner: None },
        HirKind::Literal(literal) => {
            let text = String::from_utf8(literal.0.to_vec()).ok();
            Literals { exact: text.map(|t| vec![t]), inner: None }
        }
        HirKind::Class(Class::Unicode(class)) => {
            let count: usize = class.ranges().iter().map(|r| r.end() as usize - r.start() as usize + 1).sum();
            let exact = (count <= 8)
                .then(|| class.ranges().iter().flat_map(|r| r.start()..=r.end()).map(String::from).collect());
            Literals { exact, inner: None }
        }
        HirKind::Class(_) => Literals { exact: None, inner: None },
        HirKind::Capture(capture) => search(&capture.sub),
        HirKind::Repetition(repetition) => {
            let sub = search(&repetition.sub);
            match (repetition.min, repetition.max) {
                (1, Some(1)) => sub,
                (0, Some(1)) => {
                    let exact = sub.exact.map(|mut set| {
                        set.push(String::new());
                        set
                    });
                    Literals { exact, inner: None }
                }
                (0, _) => Literals { exact: None, inner: None },
                _ => Literals { exact: None, inner: sub.best() },
            }
        }
        HirKind::Alternation(branches) => {
            let mut exact = Some(Vec::new());
            let mut inner = Some(Vec::new());
            for branch in branches {
                let found = search(branch);
                join(&mut exact, found.exact.clone());
                join(&mut inner, found.best());
            }
            Literals { exact: exact.filter(|set| set.len() <= MOST), inner }
        }
        HirKind::Concat(parts) => concat(parts),
    }
}

fn join(set: &mut Option<Vec<String>>, more: Option<Vec<String>>) {
    match (set.as_mut(), more) {
        (Some(all), Some(more)) => all.extend(more),
        _ => *set = None,
    }
}

fn concat(parts: &[Hir]) -> Literals {
    let mut inner = None;
    let mut run: Vec<String> = vec![String::new()];
    let mut whole = true;
    for part in parts {
        let found = search(part);
        match found.exact {
            Some(set) if run.len() * set.len() <= MOST => {
                run =
                    run.iter().flat_map(|head| set.iter().map(move |tail| format!("{head}{tail}"))).collect();
            }
            exact => {
                whole = false;
                inner = better(inner, Some(std::mem::replace(&mut run, vec![String::new()])));
                inner = better(inner, better(exact, found.inner));
            }
        }
    }
    if whole {
        return Literals { exact: Some(run), inner: None };
    }
    Literals { exact: None, inner: better(inner, Some(run)) }
}

#[cfg(test)]
mod tests {
    use super::needed;

    #[test]
    fn literals_of_expressions() {
        for (source, literals) in [
            (r"\[ad_\d\]", Some(vec!["[ad_"])),
            (r"il y? ?a (\d+) (hours|days) ago", Some(vec![" ago"])),
            (r"(?:lire|voir) aussi", Some(vec!["lire aussi", "voir aussi"])),
            (r"[a-z]+", None),
            (r"^(?:pic\.twitter\.com/\w+)$", Some(vec!["pic.twitter.com/"])),
            (r"a?", None),
            (r"\s+,", Some(vec![","])),
        ] {
            let found = needed(&regex_syntax::parse(source).unwrap());
            let expected = literals.map(|l| l.into_iter().map(String::from).collect::<Vec<_>>());
            if source.contains("ago") {
                assert!(found.unwrap().iter().all(|l| l.ends_with(" ago") || l.contains("il y")), "{source}");
            } else {
                assert_eq!(found, expected, "{source}");
            }
        }
    }
}
