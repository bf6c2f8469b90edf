//! A regular expression that is checked when its rule is loaded and compiled when it is first run.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::rule::needle::{Needle, Needs};

/// A regular expression, checked when the rule is loaded and compiled when it is first run.
#[derive(Debug, Serialize, Deserialize)]
pub struct LazyRegex {
    source: String,
    /// Known when it was checked; a packed one is found by them and needs them no more.
    #[serde(skip)]
    needles: Option<Vec<Needle>>,
    /// See [`Needs::texts`].
    texts: Vec<Vec<String>>,
    #[serde(skip)]
    compiled: OnceLock<Regex>,
}

/// Bytes that a compiled regular expression may take: rules may come from people one does not know.
const REGEX_SIZE: usize = 4 << 20;

impl LazyRegex {
    /// Checks `source`; the error says what is wrong and where, in bytes of it.
    pub fn new(source: &str, wrap: impl Fn(&str) -> String) -> Result<LazyRegex, (String, Range<usize>)> {
        match regex_syntax::parse(source) {
            Ok(hir) => {
                let Needs { needles, texts } = Needs::of(&hir);
                Ok(LazyRegex { source: wrap(source), needles, texts, compiled: OnceLock::new() })
            }
            Err(regex_syntax::Error::Parse(e)) => Err((e.kind().to_string(), offsets(e.span()))),
            Err(regex_syntax::Error::Translate(e)) => Err((e.kind().to_string(), offsets(e.span()))),
            Err(error) => Err((error.to_string(), 0..source.len())),
        }
    }

    /// What stands in every match, one of them at least; `None` if that cannot be told.
    pub fn needles(&self) -> Option<&[Needle]> {
        self.needles.as_deref()
    }

    /// Does a text hold what every match holds? Asked before the expression is compiled, let alone run.
    pub fn may_match(&self, text: &str) -> bool {
        let holds = |part: &String| memchr::memmem::find(text.as_bytes(), part.as_bytes()).is_some();
        self.texts.iter().all(|list| list.iter().any(holds))
    }

    /// The expression, compiled.
    pub fn get(&self) -> &Regex {
        self.compiled.get_or_init(|| {
            let never = || Regex::new(r"[^\s\S]").expect("a class that holds nothing is sound");
            regex::RegexBuilder::new(&self.source).size_limit(REGEX_SIZE).build().unwrap_or_else(|_| never())
        })
    }

    /// The expression as written, with what the engine put around it.
    pub fn source(&self) -> &str {
        &self.source
    }
}

fn offsets(span: &regex_syntax::ast::Span) -> Range<usize> {
    span.start.offset..span.end.offset.max(span.start.offset)
}
