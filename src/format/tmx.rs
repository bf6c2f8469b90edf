//! TMX, the exchange format of translation memories: the French of each unit, and what it translates.

use super::Fault;
use super::field::Field;
use super::keys::short;
use super::unit::{MOST_TARGETS, Unit, is_french};
use super::xliff::{Translations, content};
use super::xml::{Event, Events};

/// Reads a memory. The source of a unit is its variant in the language that the header names, English if it
/// names none, else the first that is not French.
///
/// # Errors
/// The first place that is no XML, or a root that is no TMX.
pub fn read(text: &str) -> Result<Translations, Fault> {
    let mut events = Events::new(text);
    let mut found = Translations::default();
    let mut source_language = "en".to_string();
    let mut rooted = false;
    let mut unit: Vec<(String, Field)> = Vec::new();
    let mut id = None;
    let mut language = String::new();
    while let Some((range, event)) = events.next()? {
        match event {
            Event::Start(tag) | Event::Empty(tag) => {
                if !rooted && tag.name != "tmx" {
                    let message = format!("the root of a TMX file is tmx, not {}", tag.name);
                    return Err(Fault { offset: range.start, message });
                }
                rooted = true;
                match tag.name.as_str() {
                    "header" => {
                        source_language = tag
                            .attribute("srclang")
                            .filter(|lang| lang != "*all*")
                            .unwrap_or(source_language);
                    }
                    "tu" => {
                        unit.clear();
                        id = tag.attribute("tuid").map(short);
                    }
                    "tuv" => language = short(tag.attribute("lang").unwrap_or_default()),
                    "seg" if !text[..range.end].ends_with("/>") => {
                        unit.push((language.clone(), content(text, &mut events, range.end, "seg")?));
                    }
                    _ => {}
                }
            }
            Event::End(name) if name == "tu" => {
                let mut french: Vec<Field> = Vec::new();
                let mut others: Vec<(String, Field)> = Vec::new();
                for (language, field) in unit.drain(..) {
                    if is_french(&language) { french.push(field) } else { others.push((language, field)) }
                }
                let wanted = |(language, _): &&(String, Field)| same_language(language, &source_language);
                let source = others.iter().find(wanted).or(others.first()).map(|(_, field)| field.clone());
                if is_french(&source_language) {
                    continue;
                }
                if french.len() > MOST_TARGETS {
                    let message = format!("a unit with more than {MOST_TARGETS} translations");
                    return Err(Fault { offset: range.start, message });
                }
                for target in french {
                    let (id, source) = (id.clone(), source.clone());
                    found.units.push(Unit { id, source, target, ..Unit::default() });
                }
            }
            Event::Comment => found.comments.push(range),
            _ => {}
        }
    }
    Ok(found)
}

/// Are two language tags of one language, whatever the country?
fn same_language(one: &str, other: &str) -> bool {
    let base = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    base(one) == base(other)
}
