//! Subtitles, SubRip (`.srt`) and WebVTT (`.vtt`): what is shown at a time, and sentences that run on from one
//! to the next.
//!
//! A line's end inside a cue is a space of the sentence, unless a speaker's dash follows. Cues whose sentence
//! goes on are one segment, so that rules see it whole; the counters and times between them are no part of it.

use std::ops::Range;

use super::field::{Field, Reads};
use super::unit::side;
use super::{Builder, Edge, Fault, Mark, SegmentKind};

/// What is shown at a time.
#[derive(Clone, Debug, Default)]
pub struct Cue {
    /// Its counter or name.
    pub id: Option<String>,
    /// Its text.
    pub text: Field,
}

/// Subtitles, and the notes among them.
#[derive(Clone, Debug, Default)]
pub struct Subtitles {
    /// The cues in order.
    pub cues: Vec<Cue>,
    /// `NOTE` blocks of WebVTT.
    pub notes: Vec<Range<usize>>,
}

/// Cues that one segment takes at most: recognised speech may hold no mark of punctuation at all.
const LONGEST: usize = 6;

/// Adds subtitles to a document.
///
/// # Errors
/// Where no cue can be read.
pub fn extract(builder: &mut Builder, webvtt: bool) -> Result<(), Fault> {
    let text = builder.text();
    let found = read(text, webvtt)?;
    for note in &found.notes {
        let says = text[note.clone()].trim_start_matches("NOTE").trim();
        builder.comment(note.clone(), says, None);
    }
    let escape = if webvtt { webvtt_escape } else { srt_escape };
    let mut together = 0;
    for (at, cue) in found.cues.iter().enumerate() {
        let goes_on = at > 0 && together < LONGEST && runs_on(&found.cues[at - 1].text, &cue.text, text);
        if goes_on && builder.is_open() {
            builder.joint(" ");
            together += 1;
        } else {
            builder.open(SegmentKind::Cue, escape);
            builder.describe(None, cue.id.clone());
            together = 1;
        }
        emit(builder, &cue.text);
    }
    builder.close(None);
    Ok(())
}

fn emit(builder: &mut Builder, field: &Field) {
    for piece in &field.pieces {
        match &piece.reads {
            Reads::AsWritten => builder.verbatim(piece.range.clone()),
            Reads::Text(read) if read == "\n" => builder.line(piece.range.clone()),
            Reads::Text(read) if read == " " => builder.space(piece.range.clone()),
            Reads::Text(read) => builder.decoded(piece.range.clone(), read),
            Reads::Nothing => {}
            Reads::Tag(edge) => builder.boundary(Mark::Italic, *edge, piece.range.clone()),
            Reads::Placeholder => builder.boundary(Mark::Other, Edge::Point, piece.range.clone()),
        }
    }
}

/// Words after which no sentence ends, whatever the next cue starts with.
const OPEN_WORDS: [&str; 34] = [
    "le", "la", "les", "un", "une", "des", "du", "de", "à", "au", "aux", "et", "ou", "que", "qui", "dont",
    "en", "dans", "par", "pour", "sur", "avec", "sans", "chez", "ce", "cet", "cette", "ces", "mon", "son",
    "sa", "ses", "notre", "votre",
];

/// Does the sentence of one cue go on in the next?
fn runs_on(before: &Field, next: &Field, file: &str) -> bool {
    let (before, next) = (side(before, file).text, side(next, file).text);
    let before =
        before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '»' | '”' | ')' | ']'));
    let Some(first) = next.trim_start().chars().next() else { return false };
    if before.is_empty() || before.ends_with(['.', '!', '?', ':', '♪']) {
        return false;
    }
    let dots = before.ends_with('…') || next.trim_start().starts_with(['…', '.']);
    let last = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    !dots
        && (first.is_lowercase()
            || before.ends_with(',')
            || first.is_alphanumeric() && OPEN_WORDS.contains(&&*last))
}

/// Reads the cues of a file.
///
/// # Errors
/// A text without a cue.
pub fn read(text: &str, webvtt: bool) -> Result<Subtitles, Fault> {
    let lines = lines(text);
    if webvtt && !text.starts_with("WEBVTT") {
        return Err(Fault { offset: 0, message: "a WebVTT file starts with WEBVTT".into() });
    }
    let mut found = Subtitles::default();
    let mut at = 0;
    // The line before a time names the cue.
    let mut name: Option<Range<usize>> = None;
    let mut seen = false;
    while at < lines.len() {
        let line = lines[at].clone();
        let content = &text[line.clone()];
        at += 1;
        if content.trim().is_empty() {
            name = None;
            continue;
        }
        if is_time(content) {
            seen = true;
            let start = name.take().map_or(line.start, |name| name.start);
            let id = Some(text[start..line.start].trim().to_string()).filter(|id| !id.is_empty());
            let first = at;
            while at < lines.len() && !text[lines[at].clone()].trim().is_empty() {
                // A counter and a time right after: the blank line between two cues was lost.
                let lost = lines.get(at + 1).is_some_and(|next| is_time(&text[next.clone()]))
                    && text[lines[at].clone()].trim().bytes().all(|b| b.is_ascii_digit());
                if lost || is_time(&text[lines[at].clone()]) {
                    break;
                }
                at += 1;
            }
            let payload = field(text, &lines[first..at], webvtt);
            found.cues.push(Cue { id, text: payload });
        } else if webvtt
            && name.is_none()
            && ["NOTE", "STYLE", "REGION"].iter().any(|word| is_block(content, word))
        {
            let start = line.start;
            let mut end = line.end;
            while at < lines.len() && !text[lines[at].clone()].trim().is_empty() {
                end = lines[at].end;
                at += 1;
            }
            if content.starts_with("NOTE") {
                found.notes.push(start..end);
            }
        } else {
            name = Some(line);
        }
    }
    if !seen && !webvtt && !text.trim().is_empty() {
        let message = "no subtitle: a cue has a line such as 00:00:01,000 --> 00:00:02,500".into();
        return Err(Fault { offset: 0, message });
    }
    Ok(found)
}

fn is_block(line: &str, word: &str) -> bool {
    line.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// The lines of a text, without their ends.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        lines.push(start..start + content.len());
        start += line.len();
    }
    lines
}

/// `00:00:01,000 --> 00:00:02,500`, hours and settings as they come.
fn is_time(line: &str) -> bool {
    let Some((from, to)) = line.split_once("-->") else { return false };
    let stamp = |text: &str| {
        text.contains(':') && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | ',' | '.' | ' '))
    };
    stamp(from.trim()) && to.split_whitespace().next().is_some_and(stamp)
}

/// The text of a cue's lines.
fn field(text: &str, lines: &[Range<usize>], webvtt: bool) -> Field {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Field::default() };
    let mut field = Field { range: first.start..last.end, pieces: Vec::new() };
    let mut end = first.start;
    for line in lines {
        let content = &text[line.clone()];
        let start = line.start + (content.len() - content.trim_start().len());
        if end < start && !field.pieces.is_empty() {
            let dash = content.trim_start().starts_with(['-', '–', '—']);
            field.push(end..start, Reads::Text(if dash { "\n" } else { " " }.into()));
        }
        end = line.start + content.trim_end().len();
        run(text, start..end.max(start), webvtt, &mut field);
    }
    field
}

/// Adds a line: text, tags in angle brackets or braces, references.
fn run(text: &str, line: Range<usize>, webvtt: bool, field: &mut Field) {
    let mut at = line.start;
    let mut plain = at;
    while at < line.end {
        let rest = &text[at..line.end];
        let special = tag(rest).or_else(|| if webvtt { reference(rest) } else { None });
        match special {
            Some((length, reads)) => {
                field.push(plain..at, Reads::AsWritten);
                field.push(at..at + length, reads);
                at += length;
                plain = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    field.push(plain..line.end, Reads::AsWritten);
}

/// The longest tag that is looked for, in bytes: one may open at every sign of a line.
const LONGEST_TAG: usize = 1_000;

fn tag(rest: &str) -> Option<(usize, Reads)> {
    let rest = &rest[..rest.floor_char_boundary(LONGEST_TAG)];
    if rest.starts_with("{\\") {
        let end = rest.find('}')? + 1;
        return Some((end, Reads::Placeholder));
    }
    let inner = rest.strip_prefix('<')?;
    let end = inner.find('>')?;
    let first = inner.chars().next()?;
    let reads = match first {
        '/' => Reads::Tag(Edge::End),
        // A time inside a cue, or who speaks: neither holds a part of the sentence.
        '0'..='9' | 'v' => Reads::Placeholder,
        _ if first.is_ascii_alphabetic() => Reads::Tag(Edge::Start),
        _ => return None,
    };
    Some((end + 2, reads))
}

fn reference(rest: &str) -> Option<(usize, Reads)> {
    let rest = &rest[..rest.floor_char_boundary(12)];
    let end = rest.strip_prefix('&')?.find(';').filter(|end| *end < 10)? + 2;
    let read = match &rest[..end] {
        "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        "&nbsp;" => "\u{a0}",
        "&lrm;" | "&rlm;" => return Some((end, Reads::Nothing)),
        _ => return None,
    };
    Some((end, Reads::Text(read.into())))
}

fn srt_escape(text: &str) -> Option<String> {
    let fits = !text.contains("-->") && !text.contains("\n\n") && !text.contains(['<', '{']);
    fits.then(|| text.to_string())
}

fn webvtt_escape(text: &str) -> Option<String> {
    let fits = !text.contains("-->") && !text.contains("\n\n");
    fits.then(|| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SRT: &str = "1\n00:00:01,000 --> 00:00:02,000\n<i>Il est parti</i>\navec Paul,\n\n2\n00:00:02,100 --> 00:00:03,000\nson ami.\n";

    fn texts(file: &str, webvtt: bool) -> Vec<String> {
        let found = read(file, webvtt).expect("subtitles");
        found.cues.iter().map(|cue| side(&cue.text, file).text).collect()
    }

    #[test]
    fn a_line_end_is_a_space_of_the_sentence() {
        assert_eq!(texts(SRT, false), ["Il est parti avec Paul,", "son ami."]);
        let dialogue = "1\r\n00:00:01,000 --> 00:00:02,000\r\n- Oui.\r\n- Non.\r\n";
        assert_eq!(texts(dialogue, false), ["- Oui.\n- Non."]);
    }

    #[test]
    fn a_sentence_runs_over_cues() {
        let found = read(SRT, false).expect("subtitles");
        assert!(runs_on(&found.cues[0].text, &found.cues[1].text, SRT));
        assert!(!runs_on(&found.cues[1].text, &found.cues[0].text, SRT));
        assert_eq!(found.cues[1].id.as_deref(), Some("2"));
    }

    #[test]
    fn webvtt_has_names_notes_and_references() {
        let file = "WEBVTT\n\nNOTE relire: ignore\n\nintro\n00:01.000 --> 00:02.000 align:start\n<v Ana>Vie &amp; mort</v>\n";
        let found = read(file, true).expect("subtitles");
        assert_eq!(texts(file, true), ["Vie & mort"]);
        assert_eq!(&file[found.notes[0].clone()], "NOTE relire: ignore");
        assert_eq!(found.cues[0].id.as_deref(), Some("intro"));
    }

    #[test]
    fn a_lost_blank_line_does_not_put_a_counter_into_a_cue() {
        let file = "1\n00:00:01,000 --> 00:00:02,000\nUn\n2\n00:00:03,000 --> 00:00:04,000\nDeux\n";
        assert_eq!(texts(file, false), ["Un", "Deux"]);
    }

    #[test]
    fn what_is_no_subtitle_is_said() {
        assert!(read("Une histoire.", false).is_err());
        assert!(read("00:01.000 --> 00:02.000\nUn", true).is_err());
    }
}
