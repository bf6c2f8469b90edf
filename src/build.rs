//! Packs the rules under `rules/` into the binary: their checks, ready to run, and their files, to be shown.
//!
//! The modules that read and pack rules are those of the program. A fault in a rule stops the build, with its
//! place.

#![allow(
    dead_code,
    unused_imports,
    reason = "the program uses more of these modules than the packing of rules"
)]

mod finding;
mod language;
mod level;
mod lexicon;
mod pack;
mod rule;
mod span;
mod text;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use rule::check::Native;
use rule::domain::Domains;
use rule::file::{Read, read};

fn main() -> Result<(), Box<dyn Error>> {
    for read in ["rules", "dictionaries", "src/build.rs", "src/lexicon", "src/pack", "src/rule", "src/text"] {
        println!("cargo:rerun-if-changed={read}");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let mut files = Vec::new();
    collect(Path::new("rules"), &mut files)?;
    files.sort();
    fs::write(out.join("builtin_rules.rs"), list(&files)?)?;
    fs::write(out.join("rules.pack"), packed(&files)?)?;
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|e| e == "toml") {
            files.push(path);
        }
    }
    Ok(())
}

/// The files, as an array of paths and texts.
fn list(files: &[PathBuf]) -> io::Result<String> {
    let root = env::current_dir()?;
    let mut list = String::from("static BUILTIN_RULES: &[(&str, &str)] = &[\n");
    for file in files {
        let name = file.to_string_lossy().replace('\\', "/");
        list.push_str(&format!("    ({name:?}, include_str!({:?})),\n", root.join(file)));
    }
    list.push_str("];\n");
    Ok(list)
}

/// The checks of the files, packed.
fn packed(files: &[PathBuf]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut rules = Vec::new();
    let mut domains = Domains::default();
    let mut faults = Vec::new();
    for file in files {
        match read(file, Path::new("rules"), fs::read_to_string(file)?.into(), true, any_detector) {
            Read::Rule(rule) => rules.push(rule),
            Read::Domains(more) => domains.merge(more),
            Read::Faults(found) => faults.extend(found),
        }
    }
    for fault in &faults {
        let line = fault.text[..fault.span.start].lines().count().max(1);
        println!("cargo:error={}:{line}: {}", fault.path.display(), fault.message);
    }
    if !faults.is_empty() {
        return Err("a rule is at fault".into());
    }
    Ok(pack::Pack::of(rules.iter().flat_map(|rule| &rule.checks), &domains).to_bytes()?)
}

/// Detectors are not part of this: that their names and captures are right, the tests see.
fn any_detector(
    _: Native,
    _: &str,
    _: &BTreeMap<String, toml::Value>,
) -> Result<Option<Vec<String>>, String> {
    Ok(None)
}
