//! XLIFF 1.2 and 2.x: the source and the target of each segment, at their places.
//!
//! Inline elements stand for the markup of the original: those that hold text (`g`, `pc`, `mrk`) and the halves
//! of a pair (`bx`, `ex`, `bpt`, `ept`, `sc`, `ec`) are tags, the rest (`x`, `ph`, `it`, `cp`) placeholders. What a
//! translator may not touch (`translate="no"`) and proposals from elsewhere (`alt-trans`, `matches`) are passed over.

use std::ops::Range;

use super::field::{Field, Reads};
use super::keys::short;
use super::unit::{Unit, is_french};
use super::xml::{Event, Events, Tag};
use super::{Edge, Fault};

/// What a file holds.
#[derive(Debug, Default)]
pub struct Translations {
    /// The segments whose target is French, or may be.
    pub units: Vec<Unit>,
    /// The comments of the file.
    pub comments: Vec<Range<usize>>,
}

/// Reads a file.
///
/// # Errors
/// The first place that is no XML, or a root that is no XLIFF.
pub fn read(text: &str) -> Result<Translations, Fault> {
    let mut events = Events::new(text);
    let mut reader = Reader { text, found: Translations::default(), open: Vec::new(), unit: Unit::default() };
    let mut rooted = false;
    while let Some((range, event)) = events.next()? {
        match event {
            Event::Start(tag) => {
                if !rooted && tag.name != "xliff" {
                    let message = format!("the root of an XLIFF file is xliff, not {}", tag.name);
                    return Err(Fault { offset: range.start, message });
                }
                rooted = true;
                reader.start(&mut events, range, &tag)?;
            }
            Event::Empty(tag) if tag.name == "target" => reader.empty_target(range),
            Event::End(_) => reader.end(),
            Event::Comment => reader.found.comments.push(range),
            _ => {}
        }
    }
    Ok(reader.found)
}

/// What holds inside an open element.
#[derive(Clone, Debug)]
struct Scope {
    name: String,
    /// May it be translated?
    translate: bool,
    /// Is its target French, and its source not?
    wanted: bool,
    id: Option<String>,
}

struct Reader<'a> {
    text: &'a str,
    found: Translations,
    open: Vec<Scope>,
    unit: Unit,
}

impl Reader<'_> {
    fn start(&mut self, events: &mut Events, range: Range<usize>, tag: &Tag) -> Result<(), Fault> {
        let outer = self.open.last();
        let mut scope = Scope {
            name: tag.name.clone(),
            translate: outer.is_none_or(|outer| outer.translate),
            wanted: outer.is_none_or(|outer| outer.wanted),
            id: tag.attribute("id").map(short).or_else(|| outer.and_then(|outer| outer.id.clone())),
        };
        if let Some(translate) = tag.attribute("translate") {
            scope.translate = translate != "no";
        }
        let target = tag.attribute("target-language").or_else(|| tag.attribute("trgLang"));
        let source = tag.attribute("source-language").or_else(|| tag.attribute("srcLang"));
        if let Some(target) = target {
            scope.wanted = is_french(&target) && !source.is_some_and(|source| is_french(&source));
        }
        let ignored = ["alt-trans", "matches", "glossary", "ignorable", "originalData"].contains(&&*tag.name);
        if ignored {
            scope.wanted = false;
        }
        let in_unit = |reader: &Reader| {
            let within = |name| reader.open.iter().any(|scope| scope.name == name);
            within("trans-unit") || within("segment")
        };
        match tag.name.as_str() {
            "trans-unit" | "segment" => {
                let state = tag.attribute("state").unwrap_or_default();
                self.unit = Unit { id: scope.id.clone(), unsure: state == "initial", ..Unit::default() };
            }
            "source" if scope.wanted && in_unit(self) => {
                self.unit.source = Some(content(self.text, events, range.end, "source")?);
                return Ok(());
            }
            "target" if scope.wanted && in_unit(self) => {
                let state = tag.attribute("state").unwrap_or_default();
                self.unit.unsure |= state.starts_with("needs-") || state == "new";
                self.unit.target = content(self.text, events, range.end, "target")?;
                return Ok(());
            }
            _ => {}
        }
        self.open.push(scope);
        Ok(())
    }

    fn empty_target(&mut self, range: Range<usize>) {
        if self.open.last().is_some_and(|scope| scope.wanted) {
            self.unit.target = Field { range: range.start..range.start, pieces: Vec::new() };
        }
    }

    fn end(&mut self) {
        let Some(scope) = self.open.pop() else { return };
        if matches!(scope.name.as_str(), "trans-unit" | "segment") {
            let unit = std::mem::take(&mut self.unit);
            if scope.wanted && scope.translate && unit.source.is_some() {
                self.found.units.push(unit);
            }
        }
    }
}

/// Elements that hold text of the sentence.
const AROUND: [&str; 15] =
    ["g", "pc", "mrk", "sub", "hi", "b", "i", "u", "a", "em", "strong", "big", "small", "font", "span"];
/// Elements that stand for half a pair.
const HALVES: [&str; 7] = ["bx", "ex", "bpt", "ept", "sc", "ec", "sm"];
/// Of those, the ones that open.
const OPENING: [&str; 4] = ["bx", "bpt", "sc", "sm"];

/// Reads the content of an element from `start` to its end tag, which is taken as well.
///
/// # Errors
/// The first place that is no XML.
pub fn content(text: &str, events: &mut Events, start: usize, element: &str) -> Result<Field, Fault> {
    let depth = events.depth();
    let mut field = Field { range: start..start, pieces: Vec::new() };
    while let Some((range, event)) = events.next()? {
        match event {
            Event::End(name) if events.depth() + 1 == depth && name == element => {
                field.range.end = range.start;
                return Ok(field);
            }
            Event::Text => field.push(range, Reads::AsWritten),
            Event::Reference(Some(read)) => field.push(range, Reads::Text(read)),
            Event::Reference(None) => field.push(range, Reads::Placeholder),
            Event::Cdata(inner) => {
                field.push(range.start..inner.start, Reads::Nothing);
                field.push(inner.clone(), Reads::AsWritten);
                field.push(inner.end..range.end, Reads::Nothing);
            }
            Event::Comment | Event::Other => field.push(range, Reads::Nothing),
            Event::Start(tag) if AROUND.contains(&&*tag.name) => field.push(range, Reads::Tag(Edge::Start)),
            Event::End(_) => field.push(range, Reads::Tag(Edge::End)),
            Event::Empty(tag) => field.push(range, reads(&tag)),
            Event::Start(tag) => {
                let end = skip(text, events)?;
                field.push(range.start..end, reads(&tag));
            }
        }
    }
    Ok(field)
}

/// What an element that holds no text of the sentence reads as.
fn reads(tag: &Tag) -> Reads {
    let opens = OPENING.contains(&&*tag.name) || tag.attribute("pos").is_some_and(|pos| pos == "open");
    let halves =
        HALVES.contains(&&*tag.name) || AROUND.contains(&&*tag.name) || tag.attribute("pos").is_some();
    match (halves, opens) {
        (true, true) => Reads::Tag(Edge::Start),
        (true, false) => Reads::Tag(Edge::End),
        (false, _) => Reads::Placeholder,
    }
}

/// Reads to the end of the element that was just opened, and gives that place.
fn skip(text: &str, events: &mut Events) -> Result<usize, Fault> {
    let depth = events.depth();
    while let Some((range, _)) = events.next()? {
        if events.depth() < depth {
            return Ok(range.end);
        }
    }
    Ok(text.len())
}
