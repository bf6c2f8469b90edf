//! Placeholders: what the programme puts into a message must be asked for as the source asks for it.

use std::ops::Range;

use super::prepared::differ;
use super::{Comparison, Difference, Looked, Prepared, With};

/// Placeholders of the source that the translation lacks, or has too many of, or in another order than it can be
/// filled in.
#[derive(Debug)]
pub struct Placeholders;

impl Comparison for Placeholders {
    fn compare(&self, pair: &Prepared, _: &With, add: &mut dyn FnMut(Difference)) {
        let target = normal(&pair.target);
        let found: Vec<&String> = target.iter().map(|(name, _)| name).collect();
        let mut best: Option<(Vec<String>, Vec<String>)> = None;
        for source in &pair.sources {
            let source = normal(source);
            let (missing, added) = differ(
                &source.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>(),
                &found.iter().map(|name| (*name).clone()).collect::<Vec<_>>(),
            );
            if missing.is_empty() && added.is_empty() {
                return;
            }
            // The form for one may say “one” in words.
            let counts =
                pair.pair.is_singular && added.is_empty() && missing.len() == 1 && is_count(&missing[0]);
            if counts {
                return;
            }
            if best.as_ref().is_none_or(|(m, a)| missing.len() + added.len() < m.len() + a.len()) {
                best = Some((missing, added));
            }
        }
        let Some((missing, added)) = best else { return };
        let written = |names: &[String]| names.iter().map(|name| shown(name)).collect::<Vec<_>>().join(" ");
        let place = added
            .first()
            .filter(|_| added.len() == 1)
            .and_then(|name| target.iter().rev().find(|(other, _)| other == name))
            .map_or(pair.whole(), |(_, range)| range.clone());
        add(Difference::new(place, written(&missing), written(&added)));
    }
}

/// The name without the number that tells the order.
fn shown(name: &str) -> String {
    name.split_once('\u{1}').map_or(name, |(shown, _)| shown).to_string()
}

fn is_count(name: &str) -> bool {
    let name = shown(name);
    let conversion = name.starts_with('%') && name.ends_with(['d', 'i', 'u', 'n', 's', 'f', 'g', '1']);
    let counter = ["count", "num", "n}", "nb", "number", "total", "{0}", "days", "size"];
    conversion || counter.iter().any(|part| name.to_lowercase().contains(part))
}

/// Placeholders as they are compared: conversions that are filled in order carry their place, widths and flags aside.
fn normal(side: &Looked) -> Vec<(String, Range<usize>)> {
    let mut place = 0;
    let mut choices = Vec::new();
    let mut all = Vec::new();
    for (written, range) in side.placeholders() {
        if written.contains(',') && written.starts_with('{') || written.starts_with('}') {
            // The texts of a choice are as many as the language needs: its arguments count once.
            let name =
                written.trim_start_matches(['{', '}', ' ']).split(',').next().unwrap_or_default().trim();
            if written.contains(',') && !choices.contains(&name) {
                choices.push(name);
                all.push((format!("{{{name}}}"), range));
            }
            continue;
        }
        all.push((one(written, &mut place), range));
    }
    if !choices.is_empty() {
        // Inside a choice, each text may use an argument anew.
        all.sort_by(|a, b| a.0.cmp(&b.0));
        all.dedup_by(|a, b| a.0 == b.0);
    }
    all
}

fn one(written: &str, place: &mut usize) -> String {
    let compact: String = written.chars().filter(|c| !c.is_whitespace()).collect();
    let conversion = compact.starts_with('%')
        && !compact.starts_with("%(")
        && !compact.starts_with("%{")
        && !compact.starts_with("%<")
        && compact != "%%"
        && (!compact.ends_with('%') || compact.len() <= 2);
    if !conversion {
        return compact;
    }
    let body = compact.trim_start_matches('%');
    if body.chars().all(|c| c.is_ascii_digit())
        || body.starts_with('L') && body[1..].chars().all(|c| c.is_ascii_digit())
    {
        return compact.replace('L', "");
    }
    let kind = match body.chars().next_back() {
        Some('i') => 'd',
        Some(other) => other,
        None => return compact,
    };
    let long: String = body.chars().filter(|c| matches!(c, 'l' | 'h' | 'z' | 'q' | 'j' | 't')).collect();
    let long = if kind == 'l' { String::new() } else { long };
    match body.split_once('$') {
        Some((number, _)) => format!("%{long}{kind}\u{1}{number}"),
        None => {
            *place += 1 + body.matches('*').count();
            format!("%{long}{kind}\u{1}{place}")
        }
    }
}
