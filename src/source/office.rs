//! The text of DOCX and ODT documents, one paragraph a line.
//!
//! Such a file is a ZIP archive of XML; its paragraphs are read, and never written: a finding is given by its
//! paragraph and the character in it.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::format::xml::{Event, Events};

/// The parts of a document may not unpack to more together: that is a shelf of novels.
const LARGEST: usize = 64 << 20;

/// Parts of a document that hold text, and the elements that are paragraphs, runs of text and what is not shown.
struct Kind {
    parts: &'static [&'static str],
    paragraphs: &'static [&'static str],
    /// Elements whose text counts; all text of a paragraph when empty.
    runs: &'static [&'static str],
    hidden: &'static [&'static str],
}

const DOCX: Kind = Kind {
    parts: &["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"],
    paragraphs: &["p"],
    runs: &["t"],
    hidden: &["del", "moveFrom", "instrText", "Fallback"],
};

const ODT: Kind = Kind {
    parts: &["content.xml"],
    paragraphs: &["p", "h"],
    runs: &[],
    hidden: &["tracked-changes", "annotation", "deletion", "desc"],
};

/// Is it an archive, by its first bytes?
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The paragraphs of a document, each on a line.
///
/// # Errors
/// Says why the file is no such document.
pub fn text(bytes: &[u8]) -> Result<String, String> {
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| format!("no DOCX or ODT: {error}"))?;
    let kind = if archive.index_for_name(DOCX.parts[0]).is_some() { &DOCX } else { &ODT };
    if archive.index_for_name(kind.parts[0]).is_none() {
        return Err("an archive, but no DOCX or ODT".to_string());
    }
    let mut text = String::new();
    let mut left = LARGEST;
    for part in kind.parts {
        if archive.index_for_name(part).is_none() {
            continue;
        }
        let mut xml = String::new();
        let file = archive.by_name(part).map_err(|error| format!("{part}: {error}"))?;
        file.take(left as u64 + 1).read_to_string(&mut xml).map_err(|error| format!("{part}: {error}"))?;
        left = left.checked_sub(xml.len()).ok_or("unpacks to more than 64 MiB")?;
        paragraphs(&xml, kind, &mut text).map_err(|message| format!("{part}: {message}"))?;
    }
    Ok(text)
}

/// Adds the paragraphs of a part.
fn paragraphs(xml: &str, kind: &Kind, text: &mut String) -> Result<(), String> {
    let mut events = Events::new(xml);
    // A paragraph may stand inside another one, in a text box: each has a line of its own.
    let mut open: Vec<String> = Vec::new();
    let mut runs = 0;
    let mut hidden: Option<usize> = None;
    while let Some((range, event)) = events.next().map_err(|fault| fault.message)? {
        let shown = hidden.is_none() && (runs > 0 || kind.runs.is_empty());
        match event {
            Event::Start(tag) => {
                if hidden.is_none() && kind.hidden.contains(&&*tag.name) {
                    hidden = Some(events.depth());
                } else if hidden.is_none() && kind.paragraphs.contains(&&*tag.name) {
                    open.push(String::new());
                } else if kind.runs.contains(&&*tag.name) {
                    runs += 1;
                }
            }
            Event::End(name) => {
                if hidden == Some(events.depth() + 1) {
                    hidden = None;
                } else if hidden.is_none() && kind.paragraphs.contains(&&*name) {
                    if let Some(paragraph) = open.pop() {
                        text.push_str(paragraph.trim_end());
                        text.push('\n');
                    }
                } else if kind.runs.contains(&&*name) {
                    runs -= 1;
                }
            }
            Event::Empty(tag) if hidden.is_none() => {
                let Some(paragraph) = open.last_mut() else { continue };
                match tag.name.as_str() {
                    "tab" | "br" | "cr" | "line-break" => paragraph.push(' '),
                    "s" => {
                        let count = tag.attribute("c").and_then(|count| count.parse::<usize>().ok());
                        paragraph.extend(std::iter::repeat_n(' ', count.unwrap_or(1).min(1000)));
                    }
                    "noBreakHyphen" => paragraph.push('\u{2011}'),
                    _ => {}
                }
            }
            Event::Text if shown => {
                if let Some(paragraph) = open.last_mut() {
                    paragraph
                        .extend(xml[range].chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
                }
            }
            Event::Reference(Some(sign)) if shown => {
                if let Some(paragraph) = open.last_mut() {
                    paragraph.push_str(&sign);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(name: &str, content: &str) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file(name, SimpleFileOptions::default()).expect("memory takes all");
        writer.write_all(content.as_bytes()).expect("memory takes all");
        writer.finish().expect("memory takes all").into_inner()
    }

    #[test]
    fn docx_gives_its_paragraphs() {
        let xml = "<w:document><w:body><w:p><w:r><w:t>L’</w:t></w:r><w:del><w:r><w:t>non</w:t></w:r></w:del>\
                   <w:r><w:t xml:space=\"preserve\">été &amp; </w:t><w:tab/><w:t>la mer</w:t></w:r></w:p>\
                   <w:p/><w:p><w:r><w:t>Deux</w:t></w:r></w:p></w:body></w:document>";
        assert_eq!(text(&archive("word/document.xml", xml)).as_deref(), Ok("L’été &  la mer\nDeux\n"));
    }

    #[test]
    fn odt_gives_its_paragraphs() {
        let xml = "<office:body><text:h>Titre</text:h><text:p>Une<text:s text:c=\"2\"/><text:span>phrase</text:span>\
                   <office:annotation><text:p>note</text:p></office:annotation>.</text:p></office:body>";
        assert_eq!(text(&archive("content.xml", xml)).as_deref(), Ok("Titre\nUne  phrase.\n"));
    }

    #[test]
    fn an_archive_that_unpacks_without_end_is_refused() {
        let bomb = archive("content.xml", &" ".repeat(LARGEST + 1));
        assert!(bomb.len() < LARGEST / 500);
        assert_eq!(text(&bomb), Err("unpacks to more than 64 MiB".to_string()));
    }

    #[test]
    fn what_is_no_document_is_said() {
        assert!(text(&archive("a.txt", "a")).is_err());
        assert!(text(b"PK\x03\x04 but no archive").is_err());
        assert!(text(&archive("content.xml", "<a><b></a>")).is_err());
    }
}
