//! Templates of fixes and messages: text with captures in it.
//!
//! `{n}` stands for a capture as written, `{match}` for the match; `{v>traiter}` for *traiter*
//! inflected like `v`, `{v>traiter:inf}` with that feature forced; `{v:inf}` for the captured verb itself with that
//! feature forced; `{det~n}` for the captured
//! determiner made to agree with `n`, `{=mot~n}` for a word given here made to agree with `n`;
//! `{{` and `}}` for braces.

use serde::{Deserialize, Serialize};

use crate::lexicon::{Features, LemmaId, Lexicon};
use crate::rule::pattern::parse_features;

/// A template, read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Template {
    /// What follows what.
    pub parts: Vec<Part>,
}

/// A part of a template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Part {
    /// Itself.
    Literal(String),
    /// A capture, as written.
    Capture(String),
    /// A lemma, inflected like a capture, with features of its own.
    Inflect {
        /// The capture that gives the features.
        like: String,
        /// The lemma; that of the captured word itself if none is given.
        lemma: Option<LemmaId>,
        /// Features that are forced.
        forced: Features,
    },
    /// A word made to agree in gender and number with a capture.
    Agree {
        /// The word.
        word: Agreeing,
        /// The capture it agrees with.
        with: String,
    },
}

/// The word that agrees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Agreeing {
    /// A captured one.
    Capture(String),
    /// One given in the template.
    Word(String),
}

/// Bytes of a template. What it gives is kept for each match.
const LONGEST: usize = 2_000;

impl Template {
    /// Reads a template; the error says what is wrong.
    pub fn parse(text: &str) -> Result<Template, String> {
        if text.len() > LONGEST {
            return Err(format!("it is longer than {LONGEST} bytes"));
        }
        let mut parts = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            literal.push_str(&rest[..at]);
            let brace = &rest[at..at + 1];
            let after = &rest[at + 1..];
            if after.starts_with(brace) {
                literal.push_str(brace);
                rest = &after[1..];
                continue;
            }
            if brace == "}" {
                return Err("a “}” closes nothing; write “}}” for the mark itself".into());
            }
            let end = after.find('}').ok_or("a “{” is not closed; write “{{” for the mark itself")?;
            if !literal.is_empty() {
                parts.push(Part::Literal(std::mem::take(&mut literal)));
            }
            parts.push(part(&after[..end])?);
            rest = &after[end + 1..];
        }
        literal.push_str(rest);
        if !literal.is_empty() {
            parts.push(Part::Literal(literal));
        }
        Ok(Template { parts })
    }

    /// The captures it needs.
    pub fn captures(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().flat_map(|part| match part {
            Part::Literal(_) => vec![],
            Part::Capture(name) => vec![name.as_str()],
            Part::Inflect { like, .. } => vec![like.as_str()],
            Part::Agree { word: Agreeing::Capture(name), with } => vec![name.as_str(), with.as_str()],
            Part::Agree { with, .. } => vec![with.as_str()],
        })
    }

    /// The text, if it is the same whatever the match.
    pub fn literal(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [] => Some(""),
            [Part::Literal(text)] => Some(text),
            _ => None,
        }
    }
}

fn part(inside: &str) -> Result<Part, String> {
    let name = |text: &str| -> Result<String, String> {
        let good = !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        good.then(|| text.to_string()).ok_or_else(|| format!("“{text}” is no name of a capture"))
    };
    if let Some((like, lemma)) = inside.split_once('>') {
        let (lemma, forced) = match lemma.split_once(':') {
            Some((lemma, features)) => (lemma, parse_features(features)?),
            None => (lemma, Features::new()),
        };
        let id = Lexicon::embedded()
            .lemma_id(lemma)
            .ok_or_else(|| format!("“{lemma}” is the lemma of no French word that the lexicon knows"))?;
        return Ok(Part::Inflect { like: name(like)?, lemma: Some(id), forced });
    }
    if let Some((like, features)) = inside.split_once(':') {
        return Ok(Part::Inflect { like: name(like)?, lemma: None, forced: parse_features(features)? });
    }
    if let Some((word, with)) = inside.split_once('~') {
        let word = match word.strip_prefix('=') {
            Some(word) => Agreeing::Word(word.to_string()),
            None => Agreeing::Capture(name(word)?),
        };
        return Ok(Part::Agree { word, with: name(with)? });
    }
    Ok(Part::Capture(name(inside)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read() {
        let template = Template::parse("a {n} {{x}} {det~n}{=beau~n}").unwrap();
        assert_eq!(template.parts.len(), 5);
        assert_eq!(template.parts[2], Part::Literal(" {x} ".into()));
        assert_eq!(template.captures().collect::<Vec<_>>(), ["n", "det", "n", "n"]);
        assert_eq!(Template::parse("Front").unwrap().literal(), Some("Front"));
    }

    #[test]
    fn faults_are_named() {
        for (text, fault) in [
            ("{n", "not closed"),
            ("n}", "closes nothing"),
            ("{v>zzxq}", "lemma"),
            ("{v:infi}", "feature"),
            ("{é}", "no name"),
            (&"a".repeat(2_001), "longer than"),
        ] {
            assert!(Template::parse(text).unwrap_err().contains(fault), "{text}");
        }
    }
}
