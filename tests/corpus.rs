//! The score on whole pages: of the artefacts marked in `tests/corpus`, how many are found, how many does the
//! first fix mend, and what is said besides. `tests/corpus/README.md` tells how pages are marked. The floors
//! below only go up.
//!
//! `RELIRE_CORPUS=tuning` lists what is missed, mended wrongly or reported without a mark in that half.

use std::fs;
use std::ops::{AddAssign, Range};
use std::path::Path;

use relire::engine::{Engine, Format, Selection};
use relire::finding::{Edit, Finding};
use relire::fix::apply;
use relire::library::RuleSet;

/// The least that must be detected and repaired, and the most that may be said besides.
struct Floor {
    half: &'static str,
    detected: usize,
    repaired: usize,
    spurious: usize,
}

const FLOORS: [Floor; 2] = [
    Floor { half: "tuning", detected: 172, repaired: 109, spurious: 3 },
    Floor { half: "scoring", detected: 102, repaired: 65, spurious: 1 },
];

/// What is wrong at a place of a page, and what should stand there: one of several, or whatever.
struct Mark {
    range: Range<usize>,
    rights: Vec<String>,
}

#[derive(Default)]
struct Score {
    marked: usize,
    detected: usize,
    repaired: usize,
    spurious: usize,
    words: usize,
}

#[test]
fn the_score_holds() {
    let rules = RuleSet::builtin();
    let engine = Engine::new(&rules, &Selection::default());
    let mut checker = engine.checker();
    let mut fallen = Vec::new();
    for floor in &FLOORS {
        let tell = std::env::var("RELIRE_CORPUS").is_ok_and(|half| half == floor.half);
        let mut all = Score::default();
        for (name, page) in pages(floor.half) {
            let (text, marks) = read(&page);
            let findings = checker.check(&text, Format::Plain);
            let score = score(&text, &marks, &findings, |said| {
                if tell {
                    println!("  {name}: {said}");
                }
            });
            all += score;
        }
        println!(
            "{}: {} artefacts in {} words, {} detected ({} %), {} repaired ({} %), {} spurious",
            floor.half,
            all.marked,
            all.words,
            all.detected,
            100 * all.detected / all.marked,
            all.repaired,
            100 * all.repaired / all.marked,
            all.spurious,
        );
        if all.detected < floor.detected || all.repaired < floor.repaired || all.spurious > floor.spurious {
            fallen.push(floor.half);
        }
    }
    assert!(fallen.is_empty(), "fallen below the floor: {fallen:?}");
}

#[test]
fn marks_are_read_and_taken_out() {
    let (text, marks) = read("Le <<billion|milliard>> et <<ad|>> la <<remorque>>.");
    assert_eq!(text, "Le billion et ad la remorque.");
    let read: Vec<(&str, Vec<String>)> =
        marks.into_iter().map(|mark| (&text[mark.range], mark.rights)).collect();
    assert_eq!(
        read,
        [("billion", vec!["milliard".to_owned()]), ("ad", vec![String::new()]), ("remorque", vec![])]
    );
}

/// The pages of a half, by name.
fn pages(half: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(half);
    let entries = fs::read_dir(folder).expect("a folder of pages");
    let mut pages: Vec<(String, String)> = entries
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(path).expect("a page"))
        })
        .collect();
    pages.sort();
    pages
}

/// A page without its marks, and the marks.
fn read(page: &str) -> (String, Vec<Mark>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("<<") {
        let (inside, next) = after.split_once(">>").expect("a mark is closed");
        let mut parts = inside.split('|').map(str::to_owned);
        let wrong = parts.next().unwrap_or_default();
        text.push_str(before);
        marks.push(Mark { range: text.len()..text.len() + wrong.len(), rights: parts.collect() });
        text.push_str(&wrong);
        rest = next;
    }
    text.push_str(rest);
    (text, marks)
}

fn score(text: &str, marks: &[Mark], findings: &[Finding], mut tell: impl FnMut(String)) -> Score {
    let mut score = Score { marked: marks.len(), words: text.split_whitespace().count(), ..Score::default() };
    for mark in marks {
        let hits: Vec<&Finding> = findings.iter().filter(|finding| touches(finding, mark)).collect();
        if hits.is_empty() {
            tell(format!("missed “{}”, {:?}", &text[mark.range.clone()], mark.rights));
            continue;
        }
        score.detected += 1;
        if repaired(text, mark, &hits) {
            score.repaired += 1;
        } else {
            let offered: Vec<&str> =
                hits.iter().flat_map(|hit| edits(hit)).map(|e| &*e.replacement).collect();
            let rules: Vec<&str> = hits.iter().map(|hit| &*hit.rule).collect();
            tell(format!(
                "not mended “{}”: {offered:?} for {:?} ({})",
                &text[mark.range.clone()],
                mark.rights,
                rules.join(", ")
            ));
        }
    }
    for finding in findings {
        if !marks.iter().any(|mark| touches(finding, mark)) {
            score.spurious += 1;
            tell(format!("spurious “{}” ({})", finding.span.slice(text), finding.rule));
        }
    }
    score
}

fn touches(finding: &Finding, mark: &Mark) -> bool {
    finding.span.start() < mark.range.end && mark.range.start < finding.span.end()
}

fn edits(finding: &Finding) -> &[Edit] {
    finding.fixes.first().map_or(&[], |fix| &fix.edits)
}

/// Do the first fixes of these findings, one of them or all together, put there what should stand there?
fn repaired(text: &str, mark: &Mark, hits: &[&Finding]) -> bool {
    if mark.rights.is_empty() {
        return true;
    }
    let each = hits.iter().map(|hit| edits(hit).iter().collect::<Vec<_>>());
    let together = std::iter::once(hits.iter().flat_map(|hit| edits(hit)).collect());
    each.chain(together).any(|edits: Vec<&Edit>| !edits.is_empty() && mends(text, mark, &edits))
}

fn mends(text: &str, mark: &Mark, edits: &[&Edit]) -> bool {
    let after = folded(&apply(text, edits.iter().copied()));
    let around =
        |right: &str| folded(&format!("{}{right}{}", &text[..mark.range.start], &text[mark.range.end..]));
    if mark.rights.iter().any(|right| after == around(right)) {
        return true;
    }
    // A fix may take a neighbouring space, article or mark of punctuation along.
    let start = text.floor_char_boundary(mark.range.start.saturating_sub(12));
    let end = text.ceil_char_boundary((mark.range.end + 12).min(text.len()));
    if after.contains(&folded(&text[start..end])) {
        return false;
    }
    let written: Vec<&str> = edits.iter().map(|edit| &*edit.replacement).collect();
    let written = folded(&written.join(" "));
    mark.rights.iter().any(|right| match &**right {
        "" => written.chars().all(|c| " .,;:".contains(c)),
        right => written.contains(&folded(right)),
    })
}

/// What a reader would not tell apart is made one: kinds of space and of apostrophe.
fn folded(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.replace('’', "'")
}

impl AddAssign for Score {
    fn add_assign(&mut self, more: Score) {
        self.marked += more.marked;
        self.detected += more.detected;
        self.repaired += more.repaired;
        self.spurious += more.spurious;
        self.words += more.words;
    }
}
