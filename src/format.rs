//! From a file's text to the prose in it, and back.
//!
//! [`extract`] takes the text of a file and its [`Format`] and gives a [`Document`]: the prose, paragraph
//! after paragraph, with a map back to the bytes it came from. Markup, code and addresses are not in it; what
//! stands inside a sentence without being prose leaves a placeholder. The engine reads the prose; findings and
//! fixes are carried back to the text by [`Document::carry_back`], written as the format wants them. A format is
//! a module that fills a [`Builder`].

mod android;
mod apple;
mod boundary;
mod builder;
mod carry;
mod csv;
mod document;
mod excerpt;
mod field;
mod html;
mod json;
mod keys;
mod markdown;
mod messages;
mod offset_map;
mod parallel;
pub mod placeholder;
mod po;
mod properties;
mod reading;
mod segment;
mod subtitles;
mod template;
mod tmx;
mod toml;
mod unit;
mod xliff;
pub mod xml;
mod yaml;

use std::fmt;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;

use clap::ValueEnum;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use boundary::{Boundary, Edge, Mark};
pub use builder::Builder;
pub use document::{Comment, Document};
pub use excerpt::Excerpt;
pub use keys::Chosen;
pub use offset_map::{OffsetMap, Piece, PieceKind};
pub use reading::{Fault, Original, Reading};
pub use segment::{Escape, Segment, SegmentKind, unescaped};

/// The format of a text.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Plain text.
    #[default]
    Plain,
    /// Markdown.
    Markdown,
    /// HTML.
    Html,
    /// Gettext catalogues.
    Po,
    /// XLIFF.
    Xliff,
    /// Translation memories.
    Tmx,
    /// SubRip subtitles.
    Srt,
    /// WebVTT subtitles.
    Vtt,
    /// JSON.
    Json,
    /// JSON, one value a line.
    #[value(name = "jsonl")]
    #[serde(rename = "jsonl")]
    JsonLines,
    /// Comma-separated tables.
    Csv,
    /// Tab-separated tables.
    Tsv,
    /// YAML.
    Yaml,
    /// TOML.
    Toml,
    /// Java properties.
    Properties,
    /// Android’s strings.xml.
    Android,
    /// The .strings of Apple’s systems.
    Strings,
    /// DOCX and ODT documents, read paragraph by paragraph and never written.
    Office,
}

impl Format {
    /// From a file's name; plain text where the name says nothing.
    pub fn of_path(path: &Path) -> Format {
        Format::of_extension(path).unwrap_or_default()
    }

    /// From a file's name, or from how its text begins where the name says nothing.
    pub fn of(path: &Path, text: &str) -> Format {
        Format::of_extension(path).unwrap_or_else(|| Format::of_text(text))
    }

    fn of_extension(path: &Path) -> Option<Format> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match extension.as_str() {
            "txt" | "text" => Format::Plain,
            "md" | "markdown" | "mdown" | "mkd" | "mdx" | "qmd" | "rmd" => Format::Markdown,
            "html" | "htm" | "xhtml" => Format::Html,
            "po" | "pot" => Format::Po,
            "xlf" | "xliff" | "mxliff" | "sdlxliff" | "mqxliff" | "xlf2" => Format::Xliff,
            "tmx" => Format::Tmx,
            "srt" => Format::Srt,
            "vtt" => Format::Vtt,
            "json" | "arb" | "webmanifest" => Format::Json,
            "jsonl" | "ndjson" => Format::JsonLines,
            "csv" => Format::Csv,
            "tsv" | "tab" => Format::Tsv,
            "yaml" | "yml" => Format::Yaml,
            "toml" => Format::Toml,
            "properties" => Format::Properties,
            "strings" => Format::Strings,
            "docx" | "odt" => Format::Office,
            "xml" if path.file_stem().is_some_and(|stem| stem.to_string_lossy().contains("strings")) => {
                Format::Android
            }
            _ => return None,
        })
    }

    fn of_text(text: &str) -> Format {
        let start = text.trim_start().get(..14).unwrap_or_default().to_ascii_lowercase();
        let is_html = start.starts_with("<!doctype html") || start.starts_with("<html");
        if is_html { Format::Html } else { Format::Plain }
    }

    /// Its name in rule files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Plain => "plain",
            Format::Markdown => "markdown",
            Format::Html => "html",
            Format::Po => "po",
            Format::Xliff => "xliff",
            Format::Tmx => "tmx",
            Format::Srt => "srt",
            Format::Vtt => "vtt",
            Format::Json => "json",
            Format::JsonLines => "jsonl",
            Format::Csv => "csv",
            Format::Tsv => "tsv",
            Format::Yaml => "yaml",
            Format::Toml => "toml",
            Format::Properties => "properties",
            Format::Android => "android",
            Format::Strings => "strings",
            Format::Office => "office",
        }
    }

    /// All formats.
    pub fn all() -> &'static [Format] {
        Format::value_variants()
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Format, String> {
        Format::all()
            .iter()
            .find(|format| format.name() == name)
            .copied()
            .ok_or_else(|| format!("`{name}` is no format"))
    }
}

/// How files are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extraction {
    /// Are the menus, page footers, side columns and forms of HTML left out?
    pub article_only: bool,
}

/// The prose of a text of some format.
pub fn extract(text: &str, format: Format) -> Document<'_> {
    extract_with(text, format, &Arc::default())
}

/// The prose of a text of some format, read as the user says. A text that is none of its format gives an empty
/// document with its [`Fault`].
pub fn extract_with<'s>(text: &'s str, format: Format, reading: &Arc<Reading>) -> Document<'s> {
    let mut document = extract_texts(text, format, reading);
    if let Some(original) = &reading.original
        && document.pairs.is_empty()
    {
        parallel::pair(&mut document, original);
    }
    document
}

/// Why a text is none of its format, where it is none.
pub fn fault(text: &str, format: Format, reading: &Arc<Reading>) -> Option<Fault> {
    match format {
        Format::Plain | Format::Markdown | Format::Html => None,
        _ => extract_with(text, format, reading).fault,
    }
}

/// What another file translates.
///
/// # Errors
/// The first place that cannot be read.
pub fn original(text: &str, format: Format) -> Result<Original, Fault> {
    let texts = messages::texts(text, format)?;
    if !texts.is_empty() {
        return Ok(Original { texts });
    }
    let document = extract(text, format);
    if let Some(fault) = document.fault {
        return Err(fault);
    }
    let ranges: Vec<std::ops::Range<usize>> = match document.segments.is_empty() {
        true => parallel::paragraphs(&document.prose).collect(),
        false => document.segments.iter().map(|segment| segment.range.clone()).collect(),
    };
    let texts = ranges.into_iter().map(|range| (None, document.prose[range].to_string())).collect();
    Ok(Original { texts })
}

fn extract_texts<'s>(text: &'s str, format: Format, reading: &Arc<Reading>) -> Document<'s> {
    match format {
        Format::Markdown => markdown::extract(text),
        Format::Plain => Document::plain(text),
        Format::Html => Document { reading: reading.clone(), ..html::extract(text, reading.extraction) },
        _ => {
            let mut builder = Builder::new(text, format);
            let read = messages::read(&mut builder, format, reading);
            let fault = read.err();
            let builder = if fault.is_some() { Builder::new(text, format) } else { builder };
            Document { reading: reading.clone(), fault, ..builder.finish() }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_says_the_format_or_else_the_text() {
        let of = |path: &str, text: &str| Format::of(Path::new(path), text);
        assert_eq!(of("a.MD", ""), Format::Markdown);
        assert_eq!(of("a.txt", "<html>"), Format::Plain);
        assert_eq!(of("page", "\n<!DOCTYPE HTML>\n<p>é"), Format::Html);
        assert_eq!(of("page", "<é"), Format::Plain);
    }

    #[test]
    fn each_format_is_known_by_its_name() {
        for format in Format::all() {
            assert_eq!(format.name().parse(), Ok(*format));
        }
        assert!("doc".parse::<Format>().is_err());
    }
}
