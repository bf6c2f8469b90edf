//! The mark that a message ends with.

use super::{Comparison, Difference, Prepared, With};

/// A translation ends with another mark than its source.
#[derive(Debug)]
pub enum Ending {
    /// `:`, `?`, `…`, `!`: they say what the message is.
    Mark,
    /// A full stop.
    Stop,
}

impl Comparison for Ending {
    fn compare(&self, pair: &Prepared, _: &With, add: &mut dyn FnMut(Difference)) {
        let found = mark(pair.target.text);
        let expected: Vec<Option<char>> = pair.sources.iter().map(|source| mark(source.text)).collect();
        if expected.contains(&found) {
            return;
        }
        let marks = ['.', ':', '?', '!', '…'];
        let expected = expected[0];
        let stop = [expected, found].iter().all(|mark| matches!(mark, None | Some('.')));
        let ours = match self {
            Ending::Stop => stop,
            Ending::Mark => !stop,
        };
        let known = [expected, found].iter().flatten().all(|mark| marks.contains(mark));
        if !ours || !known {
            return;
        }
        let target = pair.target.text.trim_end();
        let written = expected.map_or(String::new(), |mark| ending(mark, pair.source().text));
        let bare = target.trim_end_matches(['.', ':', '?', '!', '…']).trim_end();
        let place = bare.len()..target.len();
        let shown = if place.is_empty() { last_char(target) } else { place.clone() };
        let difference =
            Difference::new(shown, expected.map_or(String::new(), String::from), &target[place.clone()]);
        add(difference.mended(place, written));
    }
}

/// The last character, to have something to show.
fn last_char(text: &str) -> std::ops::Range<usize> {
    let last = text.chars().next_back().map_or(0, char::len_utf8);
    text.len() - last..text.len()
}

/// The mark at the end of a text, closing marks and tags aside.
fn mark(text: &str) -> Option<char> {
    let text = text.trim_end();
    let text = text.strip_suffix('>').and_then(|rest| rest.rfind("</").map(|at| &text[..at])).unwrap_or(text);
    let text =
        text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '»' | '”' | '’' | ')'));
    if text.ends_with("...") {
        return Some('…');
    }
    text.chars().next_back().filter(|c| matches!(c, '.' | ':' | '?' | '!' | '…' | ';' | ','))
}

/// The mark as French writes it, with the source's way of writing three dots.
fn ending(mark: char, source: &str) -> String {
    match mark {
        '…' if source.trim_end().ends_with("...") => "...".into(),
        ':' | '?' | '!' => format!("\u{a0}{mark}"),
        other => other.to_string(),
    }
}
