//! Words with all their readings a second: the embedded lexicon beside Hunspell's `analyze`, on the
//! same words in the same run. Hunspell takes part where Debian's `hunspell-fr-classical` is installed.
//!
//! `cargo bench --bench lexicon`; the throughput is in words.

use std::path::Path;

use divan::Bencher;
use divan::counter::ItemsCount;
use hunspell_rs::Hunspell;
use relire::lexicon::{Lexicon, fold};
use relire::text::{Block, Words};

const TEXT: &str = include_str!("../examples/article.txt");

fn main() {
    let lexicon = include_bytes!("../dictionaries/fr.lexicon").len();
    let english = include_bytes!("../dictionaries/en.words").len();
    println!("fr.lexicon {lexicon} bytes, en.words {english} bytes");
    divan::main();
}

/// The words of the example article, as they stand.
fn words() -> Vec<String> {
    let letters = |c: char| !c.is_alphabetic() && c != '-';
    TEXT.split(letters).filter(|word| !word.is_empty()).map(String::from).collect()
}

#[divan::bench]
fn lexicon_analyses(bencher: Bencher) {
    let words = words();
    let lexicon = Lexicon::embedded();
    bencher
        .counter(ItemsCount::new(words.len()))
        .bench_local(|| words.iter().map(|word| lexicon.analyses(&fold(word)).count()).sum::<usize>());
}

#[divan::bench]
fn hunspell_analyze(bencher: Bencher) {
    let (aff, dic) = ("/usr/share/hunspell/fr.aff", "/usr/share/hunspell/fr.dic");
    if !Path::new(aff).is_file() || !Path::new(dic).is_file() {
        println!("hunspell-fr-classical is not installed: nothing to compare with");
        return;
    }
    let words = words();
    let hunspell = Hunspell::new(aff, dic);
    bencher
        .counter(ItemsCount::new(words.len()))
        .bench_local(|| words.iter().map(|word| hunspell.analyze(word).len()).sum::<usize>());
}

/// Tokens, each with its readings: what the engine does with a text before any rule looks at it.
#[divan::bench]
fn tokens_with_analyses(bencher: Bencher) {
    let (mut block, mut words) = (Block::default(), Words::default());
    block.read(TEXT, 0..TEXT.len(), &mut words, |_| Default::default());
    bencher.counter(ItemsCount::new(block.tokens.len())).bench_local(|| {
        block.read(TEXT, 0..TEXT.len(), &mut words, |_| Default::default());
        block.tokens.len()
    });
}
