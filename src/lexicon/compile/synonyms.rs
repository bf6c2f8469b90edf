//! What a synonym spinner may have replaced: words spelled alike in English and French, by the English synonyms
//! that WordNet knows for them.

use std::collections::{BTreeMap, HashMap};

use super::super::{Pos, fold};
use super::{CompileError, Readings};

/// Words of one meaning: from a synset of WordNet.
struct Synset<'w> {
    /// The words, with how often each was met in this sense.
    words: Vec<(&'w str, usize)>,
}

/// Compiles, for English words that French does not have, their synonyms that French spells alike. `data` are WordNet's
/// files `data.noun`, `data.verb` and `data.adj`; `counts` is its `cntlist.rev`. Keys of the set are `word`, a tab, a
/// digit, a synonym: the digit puts them in order, the likeliest first.
pub fn synonyms(data: &[String], counts: &str, readings: &Readings) -> Result<Vec<u8>, CompileError> {
    let counts = senses(counts);
    let mut found: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for synset in data.iter().flat_map(|file| file.lines()).filter_map(|line| synset(line, &counts)) {
        for (word, _) in synset.words.iter().filter(|(word, _)| !readings.contains_key(&*fold(word))) {
            for (synonym, times) in &synset.words {
                if is_french(synonym, readings) {
                    *found.entry(word).or_default().entry(synonym).or_default() += 1 + times;
                }
            }
        }
    }
    let mut keys = Vec::new();
    for (word, synonyms) in found {
        let mut synonyms: Vec<_> = synonyms.into_iter().collect();
        synonyms.sort_by_key(|&(synonym, times)| (std::cmp::Reverse(times), synonym));
        let ranked = synonyms.iter().take(MOST).enumerate();
        keys.extend(ranked.map(|(rank, (synonym, _))| format!("{word}\t{rank}{synonym}")));
    }
    keys.sort_unstable();
    let mut builder = fst::SetBuilder::memory();
    builder.extend_iter(keys)?;
    Ok(builder.into_inner()?)
}

/// How many synonyms of a word are kept.
const MOST: usize = 6;

/// Is a word a noun, a verb or an adjective of French as well?
fn is_french(word: &str, readings: &Readings) -> bool {
    let open = |pos: Pos| matches!(pos, Pos::Noun | Pos::Verb | Pos::Adjective);
    word.len() >= 3
        && readings
            .get(&*fold(word))
            .is_some_and(|all| all.iter().any(|reading| open(reading.tag.pos()) && reading.form == word))
}

/// How often each sense was met in the texts that WordNet was tagged on: its key without the head, and its count.
fn senses(counts: &str) -> HashMap<String, usize> {
    let mut senses = HashMap::new();
    for line in counts.lines() {
        let mut fields = line.split(' ');
        let (Some(key), Some(times)) = (fields.next(), fields.nth(1).and_then(|n| n.parse::<usize>().ok()))
        else {
            continue;
        };
        let key: Vec<&str> = key.splitn(4, ':').take(3).collect();
        *senses.entry(key.join(":")).or_default() += times;
    }
    senses
}

/// Reads a line of a data file: offset, file of the lexicographer, type, count of words, words each with a number.
fn synset<'w>(line: &'w str, counts: &HashMap<String, usize>) -> Option<Synset<'w>> {
    let mut fields = line.split(' ').filter(|field| !field.is_empty());
    fields.next().filter(|offset| offset.len() == 8 && offset.bytes().all(|b| b.is_ascii_digit()))?;
    let file = fields.next()?;
    let kind = match fields.next()? {
        "n" => 1,
        "v" => 2,
        "a" => 3,
        "s" => 5,
        _ => return None,
    };
    let many = usize::from_str_radix(fields.next()?, 16).ok()?;
    let mut words = Vec::with_capacity(many);
    for _ in 0..many {
        let (word, number) = (fields.next()?, u32::from_str_radix(fields.next()?, 16).ok()?);
        if word.bytes().all(|b| b.is_ascii_lowercase()) {
            let key = format!("{word}%{kind}:{file}:{number:02}");
            words.push((word, counts.get(&key).copied().unwrap_or(0)));
        }
    }
    Some(Synset { words })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_wordnet_is_read() {
        let line = "02958343 06 n 03 car 0 automobile 0 Motor_car 1 001 @ 03791235 n 0000 | a motor vehicle";
        let counts = senses("car%1:06:00:: 1 71\nautomobile%1:06:00:: 1 12\n");
        let synset = synset(line, &counts).unwrap();
        assert_eq!(synset.words, [("car", 71), ("automobile", 12)]);
        assert!(super::synset("  1 This software and database is being provided", &counts).is_none());
    }
}
