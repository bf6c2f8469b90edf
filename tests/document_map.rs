//! Whatever a text holds, its prose can be mapped back to it, and what is mended in the one is mended in the other.

use proptest::prelude::*;

use relire::finding::{Applicability, Edit, Finding, Fix};
use relire::fix::apply;
use relire::format::{Document, Format, PieceKind, extract};
use relire::level::{Confidence, Severity};
use relire::span::Span;

const HTML: &[&str] = &[
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<a href=\"x\" title=\"Un titre\">",
    "</a>",
    "<i>",
    "</i>",
    "<br>",
    "<br/>",
    "<ul>",
    "<li>",
    "</li>",
    "</ul>",
    "<td>",
    "<h1>",
    "</h1>",
    "<div lang=en>",
    "</div>",
    "<span translate=no>",
    "</span>",
    "<code>",
    "</code>",
    "<pre>",
    "</pre>",
    "<img alt='une image' src=a>",
    "<!-- note -->",
    "<![CDATA[ a ]]>",
    "&eacute;",
    "&nbsp;",
    "&amp;",
    "&lt",
    "& ",
    "<",
    ">",
    "</",
    "<script>var a;</script>",
    "<title>",
    "</title>",
    "<option>",
    "\"",
    "'",
    "{{ x }}",
    "{% if %}",
];

const MARKDOWN: &[&str] = &[
    "**",
    "*",
    "_",
    "__",
    "~~",
    "`",
    "```\n",
    "[",
    "](a.md)",
    "](a.md \"Un titre\")",
    "![",
    "]",
    "][id]",
    "<https://a.fr>",
    "# ",
    "## ",
    "- ",
    "1. ",
    "> ",
    "  ",
    "    ",
    "\n---\n",
    "| a | b |\n|---|---|\n| c | d |\n",
    " | ",
    "\\*",
    "\\",
    "&eacute;",
    "&amp;",
    "<b>",
    "</b>",
    "<br>",
    "<p>",
    "</p>",
    "<!-- note -->",
    "[^1]",
    "[^1]: ",
    "$x^2$",
    "$",
    "{{< a >}}",
    "- [ ] ",
    "---\ntitle: Un titre\n---\n",
    "+++\ntitle = \"Un titre\"\n+++\n",
    "===\n",
];

const WORDS: &[&str] = &[
    "mot", "été", "l’eau", "Le", "pays", "à", "😀", "e\u{301}", "fin.", "un", "deux", "«", "»", ",", "2021",
    "漢字",
];

/// Markup and words in any order.
fn soup(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![3 => prop::sample::select(WORDS), 2 => prop::sample::select(pieces)];
    let glue = prop::sample::select(&["", "", " ", " ", " ", "\n", "\n\n", "\r\n", "\t", "\u{a0}"][..]);
    prop::collection::vec((piece, glue), 0..30)
        .prop_map(|parts| parts.into_iter().map(|(piece, glue)| format!("{piece}{glue}")).collect())
}

fn text() -> impl Strategy<Value = (String, Format)> {
    prop_oneof![
        soup(HTML).prop_map(|text| (text, Format::Html)),
        soup(MARKDOWN).prop_map(|text| (text, Format::Markdown)),
        soup(MARKDOWN).prop_map(|text| (text, Format::Plain)),
        "\\PC{0,40}".prop_map(|text| (text, Format::Markdown)),
        "\\PC{0,40}".prop_map(|text| (text, Format::Html)),
    ]
}

/// Every piece, segment, boundary and comment is where it says it is.
fn check_map(document: &Document) -> Result<(), TestCaseError> {
    let Some(map) = &document.map else {
        prop_assert_eq!(&document.prose, document.text);
        return Ok(());
    };
    let mut last = 0;
    for piece in map.pieces() {
        prop_assert_eq!(piece.prose.start, last, "pieces leave nothing out");
        last = piece.prose.end;
        let (prose, source) = (&document.prose[piece.prose.clone()], document.text.get(piece.source.clone()));
        prop_assert!(source.is_some(), "{:?}", piece);
        match piece.kind {
            PieceKind::Verbatim => prop_assert_eq!(Some(prose), source),
            PieceKind::Inserted => prop_assert_eq!(source, Some("")),
            PieceKind::Decoded | PieceKind::Protected => prop_assert_ne!(source, Some("")),
        }
    }
    prop_assert_eq!(last, document.prose.len());
    let mut last = 0;
    for segment in &document.segments {
        prop_assert!(segment.range.start >= last && segment.range.end > segment.range.start);
        prop_assert!(!document.prose[segment.range.clone()].contains("\n\n"));
        let outer = segment.outer.clone().unwrap_or(0..0);
        prop_assert!(document.text.get(outer).is_some());
        last = segment.range.end;
    }
    let mut last = 0;
    for boundary in &document.boundaries {
        prop_assert!(boundary.at >= last && document.prose.is_char_boundary(boundary.at));
        prop_assert!(document.text.get(boundary.source.clone()).is_some());
        last = boundary.at;
    }
    for comment in &document.comments {
        prop_assert!(document.text.get(comment.range.clone()).is_some());
    }
    Ok(())
}

/// What a replacement in the prose makes of the source, if it can be carried there.
fn replaced(document: &Document, range: std::ops::Range<usize>, new: &str) -> Option<String> {
    let span = Span::new(&document.prose, range)?;
    let edits = vec![Edit { span, replacement: new.to_owned() }];
    let fix = Fix { title: String::new(), applicability: Applicability::Safe, edits };
    let finding = Finding {
        rule: "a/b".into(),
        category: String::new(),
        severity: Severity::Error,
        confidence: Confidence::High,
        message: String::new(),
        help: None,
        span,
        fixes: vec![fix],
        known: false,
    };
    let carried = document.carry_back(vec![finding]);
    let fix = carried.first()?.fixes.first().filter(|fix| fix.applicability == Applicability::Safe)?;
    Some(apply(document.text, &fix.edits))
}

/// The words of a prose. How many blanks part them says nothing, and a segment of placeholders alone is none.
fn words(prose: &str) -> Vec<&str> {
    let words = |part| -> Vec<&str> {
        str::split(part, [' ', '\t', '\n', '\u{a0}']).filter(|word| !word.is_empty()).collect()
    };
    let shows = |part: &Vec<&str>| !part.iter().all(|word| word.starts_with('`') && word.ends_with('`'));
    prose.split("\n\n").map(words).filter(shows).flatten().collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn all_is_where_the_map_says((text, format) in text()) {
        let document = extract(&text, format);
        check_map(&document)?;
    }

    #[test]
    fn what_is_mended_in_the_prose_is_mended_in_the_source(
        (text, format) in text(),
        from in any::<prop::sample::Index>(),
        length in 0..4usize,
        new in prop::sample::select(&["", "mot", "un autre", "a*b", "x & <y>", "[z]", "1. ", "# ", "l’", ", selon", "a\n"][..]),
    ) {
        let document = extract(&text, format);
        if document.segments.is_empty() {
            return Ok(());
        }
        let segment = from.get(&document.segments).range.clone();
        // From the start of a word to the end of one a few words on.
        let cut: Vec<(usize, &str)> =
            document.prose[segment.clone()].split_inclusive([' ', '\n']).scan(segment.start, |at, word| {
                *at += word.len();
                Some((*at - word.len(), word.trim_end()))
            }).collect();
        let first = from.index(cut.len());
        let last = (first + length).min(cut.len() - 1);
        let range = cut[first].0..cut[last].0 + cut[last].1.len();
        let Some(mended) = replaced(&document, range.clone(), new) else { return Ok(()) };
        let wanted = format!("{}{new}{}", &document.prose[..range.start], &document.prose[range.end..]);
        let after = extract(&mended, format);
        prop_assert_eq!(words(&after.prose), words(&wanted), "\n{:?}\n{:?}", text, mended);
    }
}
