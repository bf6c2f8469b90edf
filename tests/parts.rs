//! What is found in a page is what is found in its parts, whoever looks and in how many threads; and a fix changes
//! what it says and nothing else.

use std::sync::LazyLock;

use proptest::prelude::*;

use relire::engine::{Engine, Format, Selection};
use relire::finding::{Applicability, Edit, Finding};
use relire::fix::{apply, edits, plan};
use relire::level::Confidence;
use relire::library::RuleSet;
use relire::rule::Rule;
use relire::rule::check::{Check, Matcher};
use relire::rule::model::{Position, Window};

static RULES: LazyLock<RuleSet> = LazyLock::new(RuleSet::builtin);
static EVERYTHING: LazyLock<Engine> = LazyLock::new(|| engine(&[]));
static LOCAL: LazyLock<Engine> = LazyLock::new(|| {
    let local: Vec<&str> =
        RULES.rules().into_iter().filter(|rule| is_local(rule)).map(|rule| &*rule.id).collect();
    assert!(local.len() > 200, "{} rules are left", local.len());
    engine(&local)
});
/// What the rules' own examples mark, and a line of each: enough to set off all that there is.
static EXAMPLES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let bad = |rule: &Rule| {
        let entries = rule.file.entry.iter().filter_map(|entry| entry.get_ref().bad.as_ref());
        let entries = entries.flat_map(|bad| bad.get_ref().0.clone());
        let examples = rule.file.example.iter().filter_map(|example| example.get_ref().bad.clone());
        entries.chain(examples).map(|text| text.replace("<<", "").replace(">>", "")).collect::<Vec<_>>()
    };
    RULES.rules().into_iter().flat_map(bad).collect()
});

fn engine(select: &[&str]) -> Engine<'static> {
    Engine::new(
        &RULES,
        &Selection {
            select: select.iter().map(|id| id.parse().expect("a rule")).collect(),
            min_confidence: Confidence::Low,
            preview: true,
            ..Selection::default()
        },
    )
}

/// Families and detectors that look at the page as a whole.
const OF_PAGES: &[&str] = &["consistency", "duplicate", "suppression", "bilingual"];

/// Does all that a rule asks for stand in the paragraph of what it finds?
fn is_local(rule: &Rule) -> bool {
    let check = |check: &Check| {
        check.corroborated.is_none()
            && check.domains.is_empty()
            && !check.when.iter().chain(&check.unless).any(|c| matches!(c.window, Window::Document))
            && check.matchers.iter().all(|matcher| match matcher {
                Matcher::Duplicate(_) => false,
                Matcher::Line { position, .. } => matches!(position, Position::Any),
                _ => true,
            })
    };
    !OF_PAGES.contains(&rule.family()) && rule.checks.iter().all(check)
}

/// A few paragraphs of examples.
fn page() -> impl Strategy<Value = String> {
    let example = any::<prop::sample::Index>().prop_map(|at| at.get(&EXAMPLES).clone());
    prop::collection::vec(example, 1..6).prop_map(|parts| parts.join("\n\n"))
}

fn check(engine: &Engine, text: &str) -> Vec<Finding> {
    engine.checker().check(text, Format::Plain)
}

/// Each finding’s rule and place, moved by `by` bytes.
fn places(findings: &[Finding], by: usize) -> Vec<(String, usize, usize)> {
    let place = |f: &Finding| (f.rule.clone(), f.span.start() + by, f.span.end() + by);
    findings.iter().map(place).collect()
}

/// Edits in order of their places, none of which touches what another changes.
fn are_apart(edits: &[&Edit]) -> bool {
    edits.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn two_pages_hold_what_each_of_them_holds(first in page(), second in page()) {
        let both = format!("{first}\n\n{second}");
        let mut parts = places(&check(&LOCAL, &first), 0);
        parts.extend(places(&check(&LOCAL, &second), first.len() + 2));
        prop_assert_eq!(places(&check(&LOCAL, &both), 0), parts);
    }

    #[test]
    fn edits_never_overlap_and_nothing_else_changes(text in page()) {
        let findings = check(&EVERYTHING, &text);
        for fix in findings.iter().flat_map(|finding| &finding.fixes) {
            let mut edits: Vec<&Edit> = fix.edits.iter().collect();
            edits.sort_by_key(|edit| edit.span);
            prop_assert!(are_apart(&edits), "{:?}", edits);
        }
        for level in [Applicability::Safe, Applicability::Unsafe] {
            let planned = plan(&text, &findings, level);
            let edits = edits(&planned, level);
            prop_assert!(are_apart(&edits), "{:?}", edits);
            let mended = apply(&text, edits.iter().copied());
            // All that lies between two edits stands in the mended text, byte for byte and at its place.
            let (mut last, mut at) = (0, 0);
            for edit in &edits {
                let kept = &text[last..edit.span.start()];
                prop_assert_eq!(mended.get(at..at + kept.len()), Some(kept));
                at += kept.len() + edit.replacement.len();
                last = edit.span.end();
            }
            prop_assert_eq!(&mended[at..], &text[last..]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3))]

    #[test]
    fn threads_change_nothing(pages in prop::collection::vec(page(), 6..12)) {
        // Long enough to be shared out.
        let between = "Le pont est fermé pour travaux.\n\n".repeat((600 << 10) / 33 / (pages.len() - 1));
        let text = pages.join(&format!("\n\n{between}"));
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            pool.install(|| check(&EVERYTHING, &text))
        };
        let one = with(1);
        prop_assert!(one == with(4));
        // What a checker read before leaves no trace either.
        prop_assert!(one == check(&engine(&[]), &text));
    }
}
