//! Writing a comment that leaves a finding out, where the format has a place for it.

use super::Suppressions;
use crate::finding::Finding;
use crate::format::{Format, extract};

/// A comment that leaves `finding` out, and the byte of `text` where it goes; `None` where none can be written.
///
/// It goes to the end of the block that holds the finding, or on a line before it, whichever leaves the finding out.
pub fn comment_for(
    text: &str,
    format: Format,
    finding: &Finding,
    reason: Option<&str>,
) -> Option<(usize, String)> {
    let document = extract(text, format);
    let within =
        |part: &std::ops::Range<usize>| part.start <= finding.span.start() && finding.span.end() <= part.end;
    let blocks = document.segments.iter().filter_map(|segment| document.source_of(&segment.range));
    let block = blocks.filter(within).min_by_key(std::ops::Range::len)?;
    let line = text[..block.start].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let reason = reason.map(|reason| reason.split_whitespace().collect::<Vec<_>>().join(" "));
    let said = match &reason {
        // Two hyphens end a comment early in XML.
        Some(reason) => format!("relire: ignore {} — {}", finding.rule, reason.replace("--", "—")),
        None => format!("relire: ignore {}", finding.rule),
    };
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let candidates = [
        (block.end, format!(" <!-- {said} -->")),
        (line, format!("<!-- {said} -->{newline}")),
        (entry_start(text, line), format!("# {said}{newline}")),
    ];
    candidates.into_iter().find(|(at, comment)| {
        let commented = [&text[..*at], comment, &text[*at..]].concat();
        let moved = if *at <= finding.span.start() { comment.len() } else { 0 };
        let place = finding.span.start() + moved..finding.span.end() + moved;
        let read = extract(&commented, format);
        let stands = read.segments.len() == document.segments.len();
        stands && Suppressions::of(&read).covers(&finding.rule, &place)
    })
}

/// The start of the lines around a place that hold no blank line: an entry of a PO file.
fn entry_start(text: &str, line: usize) -> usize {
    let mut start = line;
    while start > 0 {
        let before = text[..start - 1].rfind('\n').map_or(0, |at| at + 1);
        if text[before..start].trim().is_empty() {
            break;
        }
        start = before;
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::finding;

    #[test]
    fn a_comment_in_its_block() {
        for (text, expected) in [
            ("# Un job\n", "# Un job <!-- relire: ignore spun/papers — voulu -->\n"),
            ("- Un job\n- Deux\n", "- Un job <!-- relire: ignore spun/papers — voulu -->\n- Deux\n"),
            (
                "| a | b |\n|---|---|\n| job | c |\n",
                "| a | b |\n|---|---|\n| job <!-- relire: ignore spun/papers — voulu --> | c |\n",
            ),
        ] {
            let found = finding(text, "job", &[]);
            let (at, comment) = comment_for(text, Format::Markdown, &found, Some("voulu")).expect(text);
            assert_eq!([&text[..at], &comment, &text[at..]].concat(), expected);
        }
    }

    #[test]
    fn plain_text_has_no_comments() {
        let text = "Un job\n";
        assert_eq!(comment_for(text, Format::Plain, &finding(text, "job", &[]), None), None);
    }
}
