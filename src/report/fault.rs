//! Faults in the TOML that people write, shown in the TOML.

use std::borrow::Cow;
use std::io::{self, Write};

use ariadne::Color;

use super::frame::Frame;
use super::visible;
use super::window::Window;
use crate::config::ConfigError;
use crate::language::Language;
use crate::rule::fault::Fault;

/// Characters shown either side of a fault: most lines of TOML whole.
const SIDE: usize = 80;
/// Characters of a message: some repeat what was written, however long.
const LONGEST: usize = 400;

/// Shows a fault in a rule file.
pub fn rule(out: &mut dyn Write, fault: &Fault, color: bool) -> io::Result<()> {
    let name = fault.path.display().to_string();
    draw(out, &name, &fault.text, fault.span.clone(), &fault.message, fault.help.as_deref(), color)
}

/// Shows a fault in a configuration.
pub fn config(out: &mut dyn Write, error: &ConfigError, color: bool) -> io::Result<()> {
    let name = error.path.display().to_string();
    draw(out, &name, &error.text, error.span.clone(), &error.message, error.help.as_deref(), color)
}

fn draw(
    out: &mut dyn Write,
    name: &str,
    text: &str,
    span: std::ops::Range<usize>,
    message: &str,
    help: Option<&str>,
    color: bool,
) -> io::Result<()> {
    let message = &*cut(message);
    if text.is_empty() {
        let help = help.map(|help| format!(" ({})", visible(&cut(help)))).unwrap_or_default();
        return writeln!(out, "error: {}: {}{help}", visible(name), visible(message));
    }
    let start = text.floor_char_boundary(span.start);
    // A table or a list goes on for lines: its first line is enough.
    let first = text[start..].find(['\n', '\r']).map_or(text.len(), |length| start + length);
    let frame = Frame {
        language: Language::English,
        kind: "error",
        color: Color::Red,
        code: None,
        code_address: None,
        message,
        name,
        address: None,
        at: line_column(text, start),
        window: Window::new(text, start..span.end.min(first), SIDE),
        label: "here".to_owned(),
        help: help.map(|help| visible_lines(&cut(help))).into_iter().collect(),
        notes: Vec::new(),
    };
    frame.draw(out, color)?;
    writeln!(out)
}

/// The message, its middle left out where it is very long.
fn cut(message: &str) -> Cow<'_, str> {
    let at = |n: usize| message.char_indices().nth(n).map(|(at, _)| at);
    match (at(LONGEST), message.char_indices().nth_back(LONGEST / 4)) {
        (Some(_), Some((end, _))) => {
            let start = at(LONGEST / 2).unwrap_or_default();
            Cow::Owned(format!("{} … {}", &message[..start], &message[end..]))
        }
        _ => Cow::Borrowed(message),
    }
}

/// Help may show several lines of TOML.
fn visible_lines(help: &str) -> String {
    help.lines().map(visible).collect::<Vec<_>>().join("\n")
}

/// The line and the column of a place, from 1, the column in characters.
fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..offset];
    let line = before.rfind('\n').map_or(before, |end| &before[end + 1..]);
    (before.matches('\n').count() + 1, line.chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_shown_at_its_key() {
        let text = "title = \"Été\"\nmesage = \"…\"\n[[match]]\n";
        let start = text.find("mesage").expect("it is there");
        let fault = Fault {
            path: "house/example.toml".into(),
            text: text.into(),
            span: start..start + 6,
            message: "unknown key `mesage`".into(),
            help: Some("did you mean `message`?".into()),
        };
        let mut out = Vec::new();
        rule(&mut out, &fault, false).expect("memory takes all");
        insta::assert_snapshot!(String::from_utf8_lossy(&out), @r#"
        error: unknown key `mesage`
           ╭─[ house/example.toml:2:1 ]
           │
         2 │ mesage = "…"
           │ ───┬──
           │    ╰──── here
           │
           │ Help: did you mean `message`?
        ───╯
        "#);
    }

    #[test]
    fn a_message_of_any_length_is_short() {
        let long = format!("in “{}”: it is empty", "mot ".repeat(10_000));
        let cut = cut(&long);
        assert!(cut.chars().count() < LONGEST && cut.starts_with("in “mot") && cut.ends_with("it is empty"));
    }

    #[test]
    fn a_fault_over_several_lines_shows_the_first() {
        let text = "[[match]]\nphrase = \"un\"\n\n[[fix]]\ntext = \"deux\"\n";
        let fault = Fault {
            path: "house/example.toml".into(),
            text: text.into(),
            span: 0..text.len(),
            message: "no example".into(),
            help: None,
        };
        let mut out = Vec::new();
        rule(&mut out, &fault, false).expect("memory takes all");
        insta::assert_snapshot!(String::from_utf8_lossy(&out), @r#"
        error: no example
           ╭─[ house/example.toml:1:1 ]
           │
         1 │ [[match]]
           │ ────┬────
           │     ╰────── here
        ───╯
        "#);
    }
}
