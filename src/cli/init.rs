//! `relire init`: a relire.toml with every setting in a comment, and a first custom rule.
//!
//! A file that is there already is left as it is.

use std::io::{self, ErrorKind};
use std::path::Path;

use crate::cli::streams::Streams;
use crate::exit::Exit;
use crate::fix::write::{WriteError, create};

/// The files, and what they hold.
const FILES: [(&str, &str); 2] = [
    ("relire.toml", include_str!("init/relire.toml")),
    ("house-rules/house/example.toml", include_str!("init/example.toml")),
];

/// Runs it.
pub fn run(streams: &mut Streams) -> io::Result<Exit> {
    let mut exit = Exit::Success;
    for (name, text) in FILES {
        match create(Path::new(name), text.as_bytes()) {
            Ok(()) => streams.say(&format!("{name}: written")),
            Err(WriteError::Io { error, .. }) if error.kind() == ErrorKind::AlreadyExists => {
                streams.say(&format!("{name}: there already, left as it is"));
            }
            Err(error) => {
                streams.say(&format!("error: {error}"));
                exit = Exit::Failure;
            }
        }
    }
    if exit == Exit::Success {
        streams.say("Now try `relire test`, then `relire check`.");
    }
    Ok(exit)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::config::Config;
    use crate::library::RuleSet;
    use crate::library::examples::{self, Outcome};

    #[test]
    fn what_is_written_is_sound_and_its_examples_pass() {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in FILES {
            create(&folder.path().join(name), text.as_bytes()).expect("written");
        }
        let config = Config::load(&folder.path().join("relire.toml")).expect("sound");
        let mut faults = Vec::new();
        let rules = RuleSet::load(&config.rules.paths, &mut faults);
        assert_eq!((faults, rules.rules().len()), (Vec::new(), 1));
        let outcomes = examples::run(&rules, rules.rules()[0]);
        assert!(outcomes.len() >= 2);
        assert!(outcomes.iter().all(|outcome| *outcome == Outcome::Passed), "{outcomes:?}");
    }

    #[test]
    fn each_setting_in_a_comment_is_a_sound_one() {
        let (_, text) = FILES[0];
        let is_setting = |line: &&str| line.starts_with(['[', '"']) || line.contains(" = ");
        let uncommented: String = text
            .lines()
            .map(|line| line.strip_prefix("# ").filter(is_setting).unwrap_or(line))
            .map(|line| format!("{line}\n"))
            .collect();
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["medical.aff", "medical.dic", "house-words.txt"] {
            fs::write(folder.path().join(name), "").expect("written");
        }
        fs::create_dir(folder.path().join("house-rules")).expect("made");
        let config = Config::parse(&folder.path().join("relire.toml"), uncommented).expect("sound");
        assert_eq!(config.text.names.len(), 1);
        assert_eq!(config.dictionaries.hunspell.len(), 1);
    }
}
