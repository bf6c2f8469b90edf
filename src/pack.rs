//! Checks packed into bytes, in the form they run from.
//!
//! A [`Pack`] answers without reading a check: which checks there are, which of them a word of a text
//! may set off ([`Index`]), which look at the page as a whole. A check itself is read when it is
//! first needed, once for all threads. The rules that come with relire are packed when relire is
//! built ([`Pack::parse`] takes them from the binary in microseconds); house rules are packed when they
//! are loaded ([`Pack::of`]), and run in no other way.

mod body;
mod index;
mod table;

use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

pub use index::{Index, PatternList, Placed};

use body::Bodies;
use table::Table;

use crate::rule::check::{Check, Context, Matcher};
use crate::rule::domain::Domains;
use crate::rule::template::Template;

/// Checks, by number, in the order they were packed.
#[derive(Debug, Default)]
pub struct Pack {
    data: Data<'static>,
    checks: Vec<OnceLock<Box<Check>>>,
    messages: Vec<OnceLock<Arc<[Template; 2]>>>,
    contexts: Vec<OnceLock<Arc<Context>>>,
}

/// What is written into the binary.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Data<'a> {
    /// The checks' ids.
    #[serde(borrow)]
    ids: Table<'a>,
    /// For each check, 1 if it is on trial.
    #[serde(borrow)]
    preview: std::borrow::Cow<'a, [u8]>,
    /// Checks that look at more than words and lines.
    whole: Vec<u32>,
    #[serde(borrow)]
    bodies: Bodies<'a>,
    #[serde(borrow)]
    index: Index<'a>,
    #[serde(borrow)]
    domains: std::borrow::Cow<'a, [u8]>,
}

impl Pack {
    /// Packs checks, and the domains that their rules name.
    ///
    /// # Panics
    /// Never: what is packed can be written.
    pub fn of<'c>(checks: impl Iterator<Item = &'c Check>, domains: &Domains) -> Pack {
        let mut data = Data::default();
        let mut index = index::Builder::default();
        let mut bodies = body::Builder::default();
        let mut preview = Vec::new();
        for (number, check) in checks.enumerate() {
            data.ids.push(check.id.as_bytes());
            preview.push(u8::from(check.preview));
            index.add(number as u32, check);
            if check.matchers.iter().any(looks_at_the_whole) {
                data.whole.push(number as u32);
            }
            bodies.add(check);
        }
        data.preview = preview.into();
        data.index = index.finish();
        data.bodies = bodies.finish();
        data.domains = domains.to_bytes().into();
        Pack::from(data)
    }

    /// A pack from the bytes that [`to_bytes`](Pack::to_bytes) gave.
    ///
    /// # Errors
    /// If they are other bytes.
    pub fn parse(bytes: &'static [u8]) -> Result<Pack, postcard::Error> {
        postcard::from_bytes::<Data>(bytes).map(Pack::from)
    }

    /// The pack, written.
    ///
    /// # Errors
    /// If memory cannot hold it.
    pub fn to_bytes(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_allocvec(&self.data)
    }

    /// How many checks there are.
    pub fn len(&self) -> usize {
        self.checks.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.checks.is_empty()
    }

    /// The id of a check.
    pub fn id(&self, number: usize) -> &str {
        std::str::from_utf8(self.data.ids.get(number)).unwrap_or_default()
    }

    /// Is the check on trial?
    pub fn is_preview(&self, number: usize) -> bool {
        self.data.preview[number] != 0
    }

    /// The checks that look at more than words and lines: detectors, duplicates, other languages.
    pub fn whole(&self) -> impl Iterator<Item = usize> {
        self.data.whole.iter().map(|&number| number as usize)
    }

    /// Which checks a word may set off.
    pub fn index(&self) -> &Index<'static> {
        &self.data.index
    }

    /// The domains, written.
    pub fn domains(&self) -> &[u8] {
        &self.data.domains
    }

    /// A check, read when it is first asked for.
    pub fn check(&self, number: usize) -> &Check {
        self.checks[number].get_or_init(|| Box::new(self.read(number)))
    }

    fn read(&self, number: usize) -> Check {
        let body = self.data.bodies.get(number);
        let message = |n: u32| {
            self.messages[n as usize].get_or_init(|| Arc::new(self.data.bodies.message(n as usize))).clone()
        };
        let context = |n: &u32| {
            self.contexts[*n as usize].get_or_init(|| Arc::new(self.data.bodies.context(*n as usize))).clone()
        };
        Check {
            id: self.id(number).to_string(),
            category: self.data.bodies.text(body.category).into(),
            severity: body.severity,
            confidence: body.confidence,
            message: message(body.message),
            help: body.help.map(|both| both.map(|n| self.data.bodies.text(n).into())),
            matchers: body.matchers,
            when: body.when.iter().map(context).collect(),
            unless: body.unless.iter().map(context).collect(),
            domains: body.domains,
            english: body.english,
            formats: body.formats,
            scope: body.scope,
            preview: self.is_preview(number),
            corroborated: body.corroborated,
            fixes: body.fixes,
        }
    }
}

impl From<Data<'static>> for Pack {
    fn from(data: Data<'static>) -> Pack {
        fn slots<T>(count: usize) -> Vec<OnceLock<T>> {
            std::iter::repeat_with(OnceLock::new).take(count).collect()
        }
        Pack {
            checks: slots(data.ids.len()),
            messages: slots(data.bodies.messages()),
            contexts: slots(data.bodies.contexts()),
            data,
        }
    }
}

fn looks_at_the_whole(matcher: &Matcher) -> bool {
    matches!(
        matcher,
        Matcher::Detector { .. }
            | Matcher::Comparison { .. }
            | Matcher::Foreign(_)
            | Matcher::Duplicate(_)
            | Matcher::Markup { .. }
    )
}
