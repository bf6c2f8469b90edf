//! One report as ariadne draws it: a headline, a place, a line of text with a mark under it, and help.
//!
//! Ariadne numbers lines and columns from the text it is given, which here is a window cut out of a long line.
//! It therefore draws only what is inside the frame; the headline, the place and the line number are written
//! here, with the numbers that hold for the file.

use std::io::{self, Write};

use ariadne::{Color, Config, Fmt, IndexType, Label, Report, ReportKind, Source};

use super::link::linked;
use super::visible;
use super::window::Window;
use crate::language::Language;

/// The colour of a frame's lines.
const MARGIN: Color = Color::Fixed(246);
/// The number that ariadne gives the only line it is shown.
const ONLY_LINE: &str = "1 │";

/// What is drawn.
pub struct Frame<'a> {
    /// The language of the words that head what is said.
    pub language: Language,
    /// The word the headline starts with: `error`, `warning`, `hint`.
    pub kind: &'a str,
    /// The colour of that word and of the mark.
    pub color: Color,
    /// What stands in brackets after it: a rule's id.
    pub code: Option<&'a str>,
    /// Where that leads, on a terminal that has links.
    pub code_address: Option<String>,
    /// What is wrong.
    pub message: &'a str,
    /// The file.
    pub name: &'a str,
    /// Where the place leads, as `code_address`.
    pub address: Option<String>,
    /// The line and the column, from 1.
    pub at: (usize, usize),
    /// The text around the place.
    pub window: Window,
    /// What is written at the mark.
    pub label: String,
    /// What to do about it. May hold several lines; fit for a terminal already.
    pub help: Vec<String>,
    /// What else there is to say; as `help`.
    pub notes: Vec<String>,
}

impl Frame<'_> {
    /// Draws it.
    pub fn draw(self, out: &mut dyn Write, color: bool) -> io::Result<()> {
        let paint = Paint(color);
        let (line, column) = self.at;
        let number = line.to_string();
        let margin = " ".repeat(number.len() - 1);

        let code = self.code.map(|code| linked(&visible(code), self.code_address.as_deref()));
        let code = code.map(|code| format!("[{code}]")).unwrap_or_default();
        let headline = paint.with(&format!("{}{code}:", self.kind), self.color);
        writeln!(out, "{headline} {}", visible(self.message))?;
        let place = format!("{}:{line}:{column}", visible(self.name));
        let place = linked(&place, self.address.as_deref());
        let (corner, end) = (paint.with("╭─[", MARGIN), paint.with("]", MARGIN));
        writeln!(out, "{margin}   {corner} {place} {end}")?;

        let language = self.language;
        let inside = self.inside(color)?;
        let mut lines: Vec<&str> = inside.lines().skip(2).collect();
        lines.pop();
        for (at, drawn) in lines.into_iter().enumerate() {
            let drawn = match at {
                // The text, in which these words are the page's own.
                1 => drawn.to_owned(),
                _ => language.pick(drawn.to_owned(), in_french(drawn)),
            };
            let drawn = drawn.trim_end();
            // The first line is empty, the second is the text.
            if at == 1 {
                writeln!(out, "{}", drawn.replacen(ONLY_LINE, &format!("{number} │"), 1))?;
            } else {
                writeln!(out, "{margin}{drawn}")?;
            }
        }
        let foot = format!("{}───╯", "─".repeat(margin.len()));
        writeln!(out, "{}", paint.with(&foot, MARGIN))
    }

    /// The whole report as ariadne has it, its own headline and numbers included.
    fn inside(self, color: bool) -> io::Result<String> {
        let place = self.window.place;
        let config = Config::new().with_color(color).with_index_type(IndexType::Byte);
        let mut report = Report::build(ReportKind::Custom(self.kind, self.color), place.clone())
            .with_config(config)
            .with_label(Label::new(place).with_message(self.label).with_color(self.color));
        report.with_helps(self.help);
        report.with_notes(self.notes);
        let mut drawn = Vec::new();
        report.finish().write(Source::from(self.window.text), &mut drawn)?;
        Ok(String::from_utf8_lossy(&drawn).into_owned())
    }
}

/// A line whose head, which ariadne writes in English, is in French.
fn in_french(line: &str) -> String {
    for (english, french) in [("Help", "Aide"), ("Note", "Note")] {
        let Some(at) = line.find(english) else { continue };
        let margin = anstream::adapter::strip_str(&line[..at]).to_string();
        if margin.trim() == "│" {
            return [&line[..at], french, &line[at + english.len()..].replacen(':', " :", 1)].concat();
        }
    }
    line.to_owned()
}

/// Colours, where there are any.
#[derive(Clone, Copy)]
pub struct Paint(pub bool);

impl Paint {
    /// The text in a colour.
    pub fn with(self, text: &str, color: Color) -> String {
        if self.0 { text.fg(color).to_string() } else { text.to_owned() }
    }
}
