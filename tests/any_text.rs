//! Whatever a text holds, it can be checked, shown and mended, and mending it twice changes nothing more.

use std::sync::LazyLock;

use proptest::prelude::*;

use relire::engine::{Engine, Format, Selection};
use relire::finding::Applicability;
use relire::fix::{edits, mend, plan};
use relire::level::{Confidence, FailOn};
use relire::library::RuleSet;
use relire::report::{Checked, Concise, Full, Gitlab, Json, Rdjson, Report, Sarif};
use relire::source::Source;
use relire::span::Span;

/// Pieces that rules look for, beside what no one would write.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => "\\PC{0,6}",
        1 => "[a-zéèàœ’' ]{0,8}",
        1 => "(\\p{Cc}|\r\n|\n|\t|\u{A0}|\u{202F}|\u{FEFF}|\u{200D}){1,3}",
    ];
    let glue = prop::sample::select(&["", " ", " ", " ", "\n", "\n\n", ". ", ", "][..]);
    prop::collection::vec((piece, glue), 0..24)
        .prop_map(|parts| parts.into_iter().map(|(piece, glue)| piece + glue).collect())
}

const PIECES: &[&str] = &[
    "le",
    "la",
    "les",
    "de",
    "du",
    "au",
    "l’",
    "qu’",
    "que",
    "un",
    "Il",
    "Elle",
    "a",
    "est",
    "sont",
    "ne",
    "Les temps",
    "rapporte",
    "Reuters",
    "signalé",
    "Monetary Instances",
    "automobile",
    "Afghanistan",
    "population",
    "infrastructures",
    "virales",
    "adresse le problème",
    "de le premier",
    "selon au",
    "«",
    "»",
    "“",
    "”",
    "\"",
    "(",
    ")",
    "Ã©galement",
    "& ;",
    "&nbsp;",
    "[ad_1]",
    "pic.twitter.com/aBc",
    "date 2021-07",
    "il y a 6 hours ago",
    "****",
    "{title}",
    "at-il dit",
    ". .",
    "mobile .",
    "gardien:",
    "10/12/2021",
    "0.005 BTC",
    "15 miles",
    "ÉLÈVE",
    "e\u{301}te\u{301}",
    "😀",
    "漢字",
    "<b>gras</b>",
    "[lien](https://exemple.fr)",
    "`code`",
    "The quick brown fox jumps over the lazy dog.",
    "Cela survient alors que",
];

static RULES: LazyLock<RuleSet> = LazyLock::new(RuleSet::builtin);
static EVERYTHING: LazyLock<Engine> = LazyLock::new(|| {
    let selection = Selection { min_confidence: Confidence::Low, preview: true, ..Selection::default() };
    Engine::new(&RULES, &selection)
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn can_be_checked_shown_and_mended(
        text in text(),
        format in prop::sample::select(&[Format::Plain, Format::Markdown, Format::Html][..]),
    ) {
        let mut checker = EVERYTHING.checker();
        let mut check = |text: &str| checker.check(text, format);

        let Ok(source) = Source::decode("page.md", text.into_bytes()) else { return Ok(()) };
        let findings = check(source.text());
        for finding in &findings {
            let spans = finding.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
            for span in spans.chain([finding.span]) {
                prop_assert_eq!(Span::new(source.text(), span.range()), Some(span), "{}", finding.rule);
            }
        }
        let checked = Checked { source: &source, findings: &findings, fail_on: FailOn::Hint };
        let sarif = Sarif::new(std::slice::from_ref(&*RULES), true);
        for report in [&Full { color: true, ..Full::default() } as &dyn Report, &Concise, &Json, &sarif, &Gitlab, &Rdjson] {
            let mut shown = Vec::new();
            report.file(&mut shown, &checked).expect("memory takes all");
            prop_assert_eq!(shown.is_empty(), findings.is_empty());
        }
        for level in [Applicability::Safe, Applicability::Unsafe] {
            let planned = plan(source.text(), &findings, level);
            let edits = edits(&planned, level);
            let apart = edits.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start());
            prop_assert!(apart, "{:?}", edits);
        }
        let first = mend(source.text(), format, &mut check, Applicability::Unsafe);
        let second = mend(&first.text, format, &mut check, Applicability::Unsafe);
        prop_assert_eq!((second.fixed, second.text), (0, first.text));
    }
}
