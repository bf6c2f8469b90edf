//! Quotation marks the wrong way round, of two kinds in one pair, or never closed.
//!
//! Marks are paired paragraph by paragraph. In French each paragraph of a long quotation may open
//! with «, so an opening mark is only called unclosed when what follows shows that it never closes.

use std::ops::Range;

use super::Detector;
use crate::engine::{Hit, Page};
use crate::text::Word;

/// Finds marks that do not pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quotes {
    /// A closing mark where an opening one is due: *qu’”il*, and the reverse.
    Reversed,
    /// Two kinds of marks in one pair: *“Je sais »*.
    Mixed,
    /// Opened and never closed.
    Unclosed,
    /// One straight mark too many in one paragraph of the page.
    Odd,
}

impl Detector for Quotes {
    fn wakes(&self, word: &Word) -> bool {
        word.text.contains(MARKS)
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        if places.is_empty() {
            return;
        }
        let block = &page.text[page.block.range.clone()];
        let base = page.block.range.start;
        let marks = places.iter().flat_map(|&token| {
            let start = page.tokens()[token].start as usize - base;
            page.spelled(token).match_indices(MARKS).map(move |(n, _)| start + n)
        });
        let paragraphs = read_all(block, marks);
        let space = inner_space(block);
        let mut found: Vec<(Range<usize>, String)> = Vec::new();
        match self {
            Quotes::Reversed => {
                let english = block.contains('“');
                paragraphs.iter().for_each(|p| reversed(block, p, english, space, &mut found));
            }
            Quotes::Mixed => paragraphs.iter().for_each(|p| mixed(block, p, space, &mut found)),
            Quotes::Unclosed => unclosed(block, &paragraphs, &mut found),
            Quotes::Odd => odd(block, &paragraphs, &mut found),
        }
        for (range, fixed) in found {
            add(Hit::new(base + range.start..base + range.end).with("fixed", fixed));
        }
    }
}

/// The marks that are looked at.
const MARKS: [char; 6] = ['«', '»', '“', '”', '„', '"'];

/// A quotation mark, with the characters around it.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    c: char,
    before: char,
    after: char,
}

impl Mark {
    fn range(&self) -> Range<usize> {
        self.at..self.at + self.c.len_utf8()
    }
}

/// The marks of a paragraph, paired.
#[derive(Debug)]
struct Paragraph {
    range: Range<usize>,
    marks: Vec<Mark>,
    /// Marks of the wrong kind: opened by, closed by (places in `marks`).
    mixed: Vec<(usize, usize)>,
    /// The first of two openings, the second of which is closed by the mark named last.
    doubled: Vec<(usize, usize)>,
    /// Closing marks where an opening one is due.
    opening_due: Vec<usize>,
    /// Opening marks where a closing one is due.
    closing_due: Vec<usize>,
    /// What stays open at the end.
    open: Vec<usize>,
}

/// Stretches that end at a blank line, or at a line's end after a stop before a capital or a mark.
fn paragraphs(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = text[at..].find(|c: char| !c.is_whitespace()).map(|n| at + n)?;
        let mut end = start;
        loop {
            end = text[end..].find('\n').map_or(text.len(), |n| end + n);
            let rest = &text[end..];
            let blank = rest[rest.len().min(1)..].trim_start_matches([' ', '\t', '\r']).starts_with('\n');
            let stops = text[start..end].trim_end().ends_with(['.', '!', '?', '…', '»', '”', ':', '"']);
            let next = rest.trim_start().chars().next().is_none_or(|c| !c.is_lowercase());
            if end == text.len() || blank || (stops && next) {
                at = end;
                return Some(start..start + text[start..end].trim_end().len());
            }
            end += 1;
        }
    })
}

/// The paragraphs of a text whose marks stand at these places, in order.
fn read_all(text: &str, marks: impl Iterator<Item = usize>) -> Vec<Paragraph> {
    let mut marks = marks.peekable();
    paragraphs(text)
        .map(|range| {
            let own = std::iter::from_fn(|| marks.next_if(|&at| at < range.end));
            read(text, range.clone(), own.filter(|&at| at >= range.start))
        })
        .collect()
}

fn read(text: &str, range: Range<usize>, marks: impl Iterator<Item = usize>) -> Paragraph {
    let words = &text[range.clone()];
    let marks: Vec<Mark> = marks
        .map(|at| {
            let (before, rest) = words.split_at(at - range.start);
            let mut rest = rest.chars();
            Mark {
                at,
                c: rest.next().unwrap_or(' '),
                before: before.chars().next_back().unwrap_or(' '),
                after: rest.next().unwrap_or(' '),
            }
        })
        // Inches, seconds.
        .filter(|m| !(m.c == '"' && m.before.is_ascii_digit()))
        .collect();
    let mut paragraph = Paragraph {
        range,
        marks,
        mixed: Vec::new(),
        doubled: Vec::new(),
        opening_due: Vec::new(),
        closing_due: Vec::new(),
        open: Vec::new(),
    };
    pair(&mut paragraph);
    paragraph
}

fn opens_here(m: &Mark) -> bool {
    let free = m.before.is_whitespace() || matches!(m.before, '’' | '\'' | '(' | '[' | '—' | '–');
    free && (m.after.is_alphanumeric() || matches!(m.after, '’' | '\''))
}

fn closes_here(m: &Mark) -> bool {
    let ends = m.before.is_alphanumeric() || matches!(m.before, '.' | '!' | '?' | '…' | ',' | ')');
    ends && (m.after.is_whitespace() || matches!(m.after, '.' | ',' | ';' | ':' | ')' | '!' | '?'))
}

/// Does `close` close what `open` opens?
fn pairs(open: char, close: char) -> bool {
    matches!((open, close), ('«', '»') | ('“', '”') | ('„', '“' | '”') | ('"', '"'))
}

/// Marks that stay open are looked for among so many: a paragraph of marks alone opens thousands.
const DEEPEST: usize = 64;

/// The marks opened last, the last first, each with its depth.
fn nearest(stack: &[(usize, char)]) -> impl Iterator<Item = (usize, &(usize, char))> {
    stack.iter().enumerate().rev().take(DEEPEST)
}

fn pair(p: &mut Paragraph) {
    let mut stack: Vec<(usize, char)> = Vec::new();
    for n in 0..p.marks.len() {
        let m = p.marks[n];
        let holds = |stack: &[(usize, char)], kind: char| nearest(stack).any(|(_, (_, c))| *c == kind);
        match m.c {
            '”' if !holds(&stack, '“') && !holds(&stack, '„') => {
                let later = p.marks[n + 1..].iter().any(|m| m.c == '”');
                let glued = m.before.is_alphanumeric() && m.after.is_alphanumeric();
                if opens_here(&m) || (glued && later && stack.is_empty()) {
                    p.opening_due.push(n);
                    stack.push((n, '“'));
                } else {
                    close(p, &mut stack, n, '”');
                }
            }
            '»' if stack.is_empty() && opens_here(&m) => {
                if p.marks[n + 1..].first().is_some_and(|m| m.c == '»') {
                    p.opening_due.push(n);
                    stack.push((n, '«'));
                }
            }
            '“' if holds(&stack, '“') && closes_here(&m) => {
                p.closing_due.push(n);
                close(p, &mut stack, n, '”');
            }
            '“' if holds(&stack, '„') => close(p, &mut stack, n, '“'),
            '«' if holds(&stack, '«') && closes_here(&m) => {
                p.closing_due.push(n);
                close(p, &mut stack, n, '»');
            }
            '»' | '”' => close(p, &mut stack, n, m.c),
            '"' if holds(&stack, '"') => close(p, &mut stack, n, '"'),
            '"' if closes_here(&m) && !stack.is_empty() => close(p, &mut stack, n, '"'),
            c => stack.push((n, c)),
        }
    }
    p.open = stack.into_iter().map(|(n, _)| n).collect();
}

fn close(p: &mut Paragraph, stack: &mut Vec<(usize, char)>, n: usize, c: char) {
    let opened = nearest(stack).find(|(_, (_, open))| pairs(*open, c)).map(|(depth, _)| depth);
    if let Some(depth) = opened {
        stack.truncate(depth);
    } else if let Some((open, _)) = stack.pop() {
        p.mixed.push((open, n));
        if let [(first, '“' | '"')] = stack[..]
            && c == '»'
        {
            stack.clear();
            p.doubled.push((first, open));
        }
    }
}

/// The space that the page sets inside guillemets: no-break, unless it writes a plain one.
fn inner_space(text: &str) -> &'static str {
    let inside = |n: usize, mark: &str| {
        if mark == "«" { text[n + 2..].chars().next() } else { text[..n].chars().next_back() }
    };
    let own =
        text.match_indices(['«', '»']).find_map(|(n, mark)| inside(n, mark).filter(|c| c.is_whitespace()));
    match own {
        Some(' ') => " ",
        Some('\u{202f}') => "\u{202f}",
        _ => "\u{a0}",
    }
}

/// The end of the spaces that start at `at`.
fn after_spaces(text: &str, at: usize) -> usize {
    text.len() - text[at..].trim_start_matches([' ', '\u{a0}', '\u{202f}']).len()
}

fn reversed(
    text: &str,
    p: &Paragraph,
    english: bool,
    space: &'static str,
    found: &mut Vec<(Range<usize>, String)>,
) {
    if p.opening_due.is_empty() && p.closing_due.is_empty() {
        return;
    }
    for &n in &p.opening_due {
        let m = p.marks[n];
        if m.c == '»' {
            found.push((m.range(), format!("«{space}")));
        } else if m.before.is_alphanumeric() {
            // problème”écran noir”: both marks, and the space before.
            let Some(end) = p.marks[n + 1..].iter().find(|m| m.c == '”') else { continue };
            let inner = text[m.range().end..end.at].trim();
            let fixed =
                if english { format!(" “{inner}”") } else { format!(" «{space}{inner}{space}»") };
            found.push((m.at..end.range().end, fixed));
        } else {
            found.push((m.range(), "“".into()));
        }
    }
    for &n in &p.closing_due {
        let m = p.marks[n];
        found.push((m.range(), if m.c == '«' { format!("{space}»") } else { "”".into() }));
    }
}

fn mixed(text: &str, p: &Paragraph, space: &'static str, found: &mut Vec<(Range<usize>, String)>) {
    if p.mixed.is_empty() {
        return;
    }
    for &(open, close) in &p.mixed {
        let (o, c) = (p.marks[open], p.marks[close]);
        if let Some(&(first, _)) = p.doubled.iter().find(|(_, second)| *second == open) {
            let first = p.marks[first];
            let between = &text[first.range().end..o.at];
            if between.len() < 120 {
                found.push((first.at..after_spaces(text, o.range().end), format!("{between}«{space}")));
                continue;
            }
        }
        match (o.c, c.c) {
            ('“' | '"' | '„' | '”', '»') => {
                found.push((o.at..after_spaces(text, o.range().end), format!("«{space}")));
            }
            ('«', '”' | '"') => {
                let spaces =
                    text[..c.at].len() - text[..c.at].trim_end_matches([' ', '\u{a0}', '\u{202f}']).len();
                found.push((c.at - spaces..c.range().end, format!("{space}»")));
            }
            ('“', '"') => found.push((c.range(), "”".into())),
            ('"', '”') => found.push((o.range(), "“".into())),
            _ => {}
        }
    }
}

/// The opening mark that a paragraph leaves open, and whether the paragraph starts with it.
fn left_open(p: &Paragraph, kind: char) -> Option<(Mark, bool)> {
    let n = *p.open.iter().find(|&&n| p.marks[n].c == kind)?;
    Some((p.marks[n], p.marks[n].at == p.range.start))
}

fn starts_with(text: &str, p: &Paragraph, kind: char) -> bool {
    text[p.range.clone()].starts_with(kind)
}

fn unclosed(text: &str, paragraphs: &[Paragraph], found: &mut Vec<(Range<usize>, String)>) {
    for (kind, closing) in [('«', '»'), ('“', '”')] {
        let lone = text.matches([kind, closing]).nth(1).is_none();
        let mut n = 0;
        while n < paragraphs.len() {
            let first = n;
            n += 1;
            let Some((mark, at_start)) = left_open(&paragraphs[first], kind) else { continue };
            // The only mark of the page.
            if lone {
                found.extend((!at_start).then(|| asked(text, &paragraphs[first], mark)).flatten());
                return;
            }
            // The paragraphs that go on with the quotation, each with its own opening mark.
            while n < paragraphs.len()
                && starts_with(text, &paragraphs[n], kind)
                && left_open(&paragraphs[n], kind).is_some()
            {
                n += 1;
            }
            // A blank line must show that the next paragraph is one.
            let Some(next) = paragraphs.get(n) else { continue };
            let blank = text[paragraphs[n - 1].range.end..next.range.start].matches('\n').count() > 1;
            let goes_on =
                text[next.range.clone()].starts_with([kind, closing, '»', '”', '—', '–', '-', '"', '•', '*']);
            let mut following = paragraphs[n..].iter().flat_map(|p| &p.marks);
            let closed = following.find(|m| m.c == kind || m.c == closing).is_some_and(|m| m.c == closing);
            if goes_on || closed || !blank {
                continue;
            }
            // The last one is where the closing mark is missing. Inside a paragraph, a colon must open it.
            let Some((last, at_start)) = left_open(&paragraphs[n - 1], kind) else { continue };
            if at_start || text[..last.at].trim_end().ends_with(':') {
                found.push((last.range(), last.c.to_string()));
            }
        }
    }
}

/// A short question or exclamation that the mark opens: it ends there.
fn asked(text: &str, p: &Paragraph, mark: Mark) -> Option<(Range<usize>, String)> {
    let rest = &text[mark.at..p.range.end];
    let end = rest.find(['?', '!']).filter(|n| *n < 90)?;
    let more = rest[end + 1..].starts_with(' ') && !rest[..end].contains(['.', '…']);
    (more && mark.c == '«')
        .then(|| (mark.at..mark.at + end + 1, format!("{}{}»", &rest[..=end], inner_space(text))))
}

fn odd(text: &str, paragraphs: &[Paragraph], found: &mut Vec<(Range<usize>, String)>) {
    let straight = |p: &Paragraph| p.marks.iter().filter(|m| m.c == '"').count();
    let mut uneven = paragraphs.iter().enumerate().filter(|(_, p)| straight(p) % 2 == 1);
    let (Some((n, p)), None) = (uneven.next(), uneven.next()) else { return };
    if straight(p) > 1 || p.marks.len() > 1 {
        return;
    }
    let goes_on = paragraphs.get(n + 1).is_some_and(|p| starts_with(text, p, '"'));
    let mark = p.marks[0];
    if !goes_on && opens_here(&mark) && mark.at > p.range.start {
        found.push((mark.range(), String::new()));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn run(which: Quotes, text: &str) -> Vec<String> {
        let all = read_all(text, text.match_indices(MARKS).map(|(at, _)| at));
        let mut found = Vec::new();
        match which {
            Quotes::Reversed => {
                all.iter().for_each(|p| reversed(text, p, text.contains('“'), inner_space(text), &mut found));
            }
            Quotes::Mixed => all.iter().for_each(|p| mixed(text, p, inner_space(text), &mut found)),
            Quotes::Unclosed => unclosed(text, &all, &mut found),
            Quotes::Odd => odd(text, &all, &mut found),
        }
        found
            .into_iter()
            .map(|(range, fixed)| format!("{}|{}", &text[range], fixed.replace('\u{a0}', " ")))
            .collect()
    }

    #[test]
    fn the_wrong_way_round() {
        assert_eq!(run(Quotes::Reversed, "Il note “ici” qu’”il y a” du bruit."), ["”|“"]);
        assert_eq!(
            run(Quotes::Reversed, "Le message”écran noir” revient."),
            ["”écran noir”| « écran noir »"]
        );
        assert_eq!(run(Quotes::Reversed, "Un “mot“, puis un «\u{a0}autre«."), ["“|”", "«| »"]);
        assert!(run(Quotes::Reversed, "Un “mot”, un « “mot” », „ein Wort“ et »").is_empty());
    }

    #[test]
    fn two_kinds_in_a_pair() {
        assert_eq!(run(Quotes::Mixed, "“ Le vent tourne », dit-il."), ["“ |« "]);
        assert_eq!(run(Quotes::Mixed, "« Le vent tourne”, dit-il."), ["”| »"]);
        assert_eq!(
            run(Quotes::Mixed, "“Le préfet devrait “agir vite », dit-elle."),
            ["“Le préfet devrait “|Le préfet devrait « "]
        );
        assert!(run(Quotes::Mixed, "« J'ai lu “Nana” », « Elle a dit \"non\" ».").is_empty());
    }

    #[test]
    fn never_closed() {
        let text = "Il dit : « Un.\n\n« Deux.\n\n« Trois.\n\nLa suite du récit.";
        assert_eq!(run(Quotes::Unclosed, text), ["«|«"]);
        assert_eq!(run(Quotes::Unclosed, "Il dit : « Un.\n\nLa suite « non ».").len(), 1);
        assert!(run(Quotes::Unclosed, "« Un.\n\n« Deux. »\n\nLa suite.").is_empty());
        assert!(run(Quotes::Unclosed, "« Un.\n\nDeux. »\n\nLa suite.").is_empty());
        assert!(run(Quotes::Unclosed, "« Un début, et rien d'autre.").is_empty());
        assert_eq!(
            run(Quotes::Unclosed, "Il demande : « Qui part ? Le vote est clos."),
            ["« Qui part ?|« Qui part ? »"]
        );
    }

    #[test]
    fn one_too_many() {
        assert_eq!(run(Quotes::Odd, "Elle crie \"Oui sans fin."), ["\"|"]);
        assert!(run(Quotes::Odd, "Un écran de 15\" et un \"mot\".").is_empty());
    }

    proptest! {
        #[test]
        fn marks_in_any_order(text in "[«»“”„\"’ .?!aÉé\n1\u{a0}]{0,60}") {
            for which in [Quotes::Reversed, Quotes::Mixed, Quotes::Unclosed, Quotes::Odd] {
                run(which, &text);
            }
        }
    }
}
