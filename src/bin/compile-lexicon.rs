//! Rebuilds the dictionaries that are compiled into relire; `dictionaries/README.md` has the command.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;
use hunspell_rs::{CheckResult, Hunspell};
use relire::lexicon::compile;

/// Compiles a Hunspell dictionary with French morphology, and an English word list
#[derive(Parser)]
struct Args {
    /// The dictionary's affix file, in UTF-8
    #[arg(long)]
    aff: PathBuf,
    /// The dictionary's word file, in UTF-8
    #[arg(long)]
    dic: PathBuf,
    /// A list of English words, one a line
    #[arg(long)]
    english: PathBuf,
    /// The folder of WordNet's database
    #[arg(long)]
    wordnet: PathBuf,
    /// Where fr-closed.tsv is, and where the compiled files go
    directory: PathBuf,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    let aff = read(&args.aff)?;
    let dic = read(&args.dic)?;
    let closed = read(&args.directory.join("fr-closed.tsv"))?;
    let hunspell = Hunspell::new(
        args.aff.to_str().ok_or("the affix file's path is not UTF-8")?,
        args.dic.to_str().ok_or("the word file's path is not UTF-8")?,
    );
    let accepts = |form: &str| !form.contains('\0') && hunspell.check(form) == CheckResult::FoundInDictionary;
    let (readings, counts) = compile::collect(&aff, &dic, &closed, accepts)?;
    let compiled = compile::write(&readings)?;
    println!("{} entries", counts.entries);
    println!("{} forms listed and accepted, {} refused", counts.accepted, counts.refused);
    println!("{} folded forms", readings.len());
    for (name, size) in compiled.sizes {
        println!("{size:>9}  {name}");
    }
    write(&args.directory.join("fr.lexicon"), &compiled.bytes)?;
    let english = compile::english(&read(&args.english)?)?;
    write(&args.directory.join("en.words"), &english)?;
    let data = ["data.noun", "data.verb", "data.adj"].map(|name| read(&args.wordnet.join(name)));
    let data: Vec<String> = data.into_iter().collect::<Result<_, _>>()?;
    let counts = read(&args.wordnet.join("cntlist.rev"))?;
    write(&args.directory.join("en.synonyms"), &compile::synonyms(&data, &counts, &readings)?)?;
    Ok(())
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    fs::write(path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    println!("{:>9}  bytes in {}", bytes.len(), path.display());
    Ok(())
}
