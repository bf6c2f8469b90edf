//! The head of a page, in YAML or TOML: its title and description are prose, the rest is data.

use std::ops::Range;

use crate::format::{Builder, Escape, SegmentKind};

/// Keys whose values are read by people.
const PROSE: [&str; 15] = [
    "title",
    "linktitle",
    "subtitle",
    "description",
    "summary",
    "excerpt",
    "abstract",
    "lead",
    "caption",
    "headline",
    "tagline",
    "intro",
    "seo_title",
    "seotitle",
    "meta_description",
];

/// Reads the lines of a head.
pub fn read(builder: &mut Builder, range: Range<usize>) {
    let Some(text) = builder.text().get(range.clone()) else { return };
    let mut at = range.start;
    for line in text.split_inclusive('\n') {
        if let Some((key, value)) = field(line, at) {
            if matches!(key.as_str(), "lang" | "language" | "locale") {
                builder.lang(builder.text()[value.clone()].trim_matches(['"', '\'']));
            } else if PROSE.contains(&key.as_str()) {
                add(builder, value);
            }
        }
        at += line.len();
    }
}

/// The key of a line in lower case, and where its value stands.
fn field(line: &str, at: usize) -> Option<(String, Range<usize>)> {
    let cut = line.find([':', '='])?;
    let key = line[..cut].trim().trim_start_matches("- ").trim_matches('"');
    let is_key =
        !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let value = &line[cut + 1..];
    let start = at + cut + 1 + (value.len() - value.trim_start().len());
    is_key.then(|| {
        (key.rsplit('.').next().unwrap_or(key).to_ascii_lowercase(), start..start + value.trim().len())
    })
}

/// Adds a value: bare, or between quotation marks. One with escapes in it is passed over, as are lists and blocks.
fn add(builder: &mut Builder, range: Range<usize>) {
    let value = &builder.text()[range.clone()];
    let inside = |quote: char| {
        value.len() > 1 && value.ends_with(quote) && !value[1..value.len() - 1].contains([quote, '\\'])
    };
    let (range, escape): (_, Escape) = match value.chars().next() {
        Some('"') if inside('"') => (range.start + 1..range.end - 1, double),
        Some('\'') if inside('\'') => (range.start + 1..range.end - 1, single),
        Some(c) if c.is_alphanumeric() || c == '«' => {
            let end = value.find(" #").unwrap_or(value.len());
            (range.start..range.start + end, bare)
        }
        _ => return,
    };
    builder.add_value(SegmentKind::Attribute, escape, vec![(range, None)]);
}

fn double(text: &str) -> Option<String> {
    (!text.contains(['"', '\\', '\n'])).then(|| text.to_owned())
}

fn single(text: &str) -> Option<String> {
    (!text.contains(['\'', '\n'])).then(|| text.to_owned())
}

fn bare(text: &str) -> Option<String> {
    let plain = !text.contains([':', '#', '\n', '"', '\'', '{', '[', '&', '*', '!', '|', '>', '%', '@', '`']);
    plain.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::format::{Format, extract};

    #[test]
    fn titles_are_prose() {
        let text =
            "---\ntitle: \"Un titre\"\ndescription: Une page\nslug: un-titre\ntags: [a, b]\n---\n\nTexte\n";
        assert_eq!(extract(text, Format::Markdown).prose, "Un titre\n\nUne page\n\nTexte");
        let text = "+++\ntitle = 'Un titre'\ndate = 2021\n+++\nTexte\n";
        assert_eq!(extract(text, Format::Markdown).prose, "Un titre\n\nTexte");
    }

    #[test]
    fn a_page_in_another_language_holds_no_prose() {
        assert_eq!(extract("---\ntitle: A\nlang: en\n---\n\nText\n", Format::Markdown).prose, "");
        assert_eq!(extract("---\nlang: fr-CA\n---\n\nTexte\n", Format::Markdown).prose, "Texte");
    }
}
