//! What a reader types or follows, and which is the same in every language: addresses; options, paths, functions.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Comparison, Difference, Looked, Prepared, With};

/// What stands in the source to be copied, and is not in the translation as it is.
#[derive(Debug)]
pub enum Code {
    /// Addresses of pages and of people. The part that names a language may change.
    Addresses,
    /// Options (`--help`), paths (`/etc/hosts`), functions (`print()`).
    Code,
}

static CODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?:^|[\s\[('"«“`=|])(--[a-zA-Z][\w-]*|-[a-zA-Z0-9](?:[\s,\])'"=]|$)|(?:~|\.{1,2})?/[\w.-]+(?:/[\w.*-]+)+/?|[A-Za-z_][\w.]*(?:->|::)?[\w.]*\(\))"#)
        .expect("a sound pattern")
});
static LANGUAGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)([/.=_-]|//)(?:en|fr)(?:[-_](?:us|gb|fr|ca))?([/.&?_-]|$)|//(?:en|fr|www)\.")
        .expect("a sound pattern")
});

impl Comparison for Code {
    fn compare(&self, pair: &Prepared, _: &With, add: &mut dyn FnMut(Difference)) {
        let target = self.found(&pair.target);
        let written = |(text, _): &(String, Range<usize>)| text.clone();
        let mut spare: Vec<(String, Range<usize>)> = target.clone();
        let source = self.found(pair.source());
        let mut missing = Vec::new();
        for expected in &source {
            match spare.iter().position(|(found, _)| self.same(&expected.0, found)) {
                Some(at) => {
                    spare.remove(at);
                }
                None if target.iter().any(|(found, _)| self.same(&expected.0, found)) => {}
                None => missing.push(expected),
            }
        }
        let Some(first) = missing.first() else { return };
        // An example may be another one in French.
        let example = ["xample", "e.g", "such as"].iter().any(|word| pair.source().text.contains(word));
        if example && matches!(self, Code::Code) && first.0.contains('/') {
            return;
        }
        // Another form of the source may hold it alone.
        if pair.sources.len() > 1 && pair.sources.iter().any(|s| self.found(s).is_empty()) {
            return;
        }
        spare.retain(|(found, _)| !source.iter().any(|(expected, _)| self.same(expected, found)));
        let instead = spare.first();
        let place = instead.map_or(pair.whole(), |(_, range)| range.clone());
        let difference =
            Difference::new(place.clone(), written(first), instead.map(written).unwrap_or_default());
        add(match instead {
            Some(_) if missing.len() == 1 && spare.len() == 1 => difference.mended(place, written(first)),
            _ => difference,
        });
    }
}

impl Code {
    fn found(&self, side: &Looked) -> Vec<(String, Range<usize>)> {
        match self {
            Code::Addresses => {
                side.addresses.iter().map(|a| (side.text[a.clone()].to_string(), a.clone())).collect()
            }
            Code::Code => {
                let groups = CODE
                    .captures_iter(&side.prose)
                    .filter_map(|found| found.get(1).map(|group| group.range()));
                let trimmed = groups.map(|range| {
                    let written = side.text[range.clone()]
                        .trim_end_matches([' ', ',', ']', ')', '\'', '"', '\n', '\t', '=', '.']);
                    let written = if side.text[range.clone()].ends_with("()") {
                        &side.text[range.clone()]
                    } else {
                        written
                    };
                    (written.to_string(), range.start..range.start + written.len())
                });
                trimmed.collect()
            }
        }
    }

    fn same(&self, one: &str, other: &str) -> bool {
        if one == other {
            return true;
        }
        match self {
            Code::Addresses => {
                let plain = |address: &str| {
                    let address = address.trim_end_matches('/').replace("https:", "http:");
                    LANGUAGE.replace_all(&address, "/").into_owned()
                };
                // Two languages' pages of one site may have names of their own.
                let site = |address: &str| {
                    let rest = address.split("//").nth(1)?;
                    let host = rest.split('/').next()?;
                    let mut parts: Vec<&str> = host.rsplit('.').collect();
                    parts.truncate(2);
                    (LANGUAGE.is_match(address) && !address.contains('@')).then(|| parts.join("."))
                };
                plain(one) == plain(other)
                    || site(other).is_some_and(|host| site(one).as_ref() == Some(&host))
            }
            Code::Code => false,
        }
    }
}
