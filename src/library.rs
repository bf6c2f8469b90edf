//! The rules that run: those that come with relire, and those of the house.
//!
//! The built-in rules lie in the binary twice: packed, to run ([`Pack`]), and as the files they were
//! written in, to be shown and to have their examples run. [`RuleSet::builtin`] reads neither; files are parsed
//! when somebody asks for them. House rules are loaded from folders; a malformed file is one [`Fault`] or
//! several, each with its place, and the other files are loaded all the same.

pub mod examples;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};

use rayon::prelude::*;

use crate::bilingual;
use crate::detector;
use crate::pack::Pack;
use crate::rule::Rule;
use crate::rule::check::Native;
use crate::rule::domain::Domains;
use crate::rule::fault::Fault;
use crate::rule::file::{Read, read};

include!(concat!(env!("OUT_DIR"), "/builtin_rules.rs"));

static BUILTIN_PACK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules.pack"));

/// The captures of a detector or a comparison, if its name and the settings of its rule are right.
pub(crate) fn captures_of(
    native: Native,
    name: &str,
    options: &BTreeMap<String, toml::Value>,
) -> Result<Option<Vec<String>>, String> {
    match native {
        Native::Detector => detector::captures_of(name, options),
        Native::Comparison => {
            bilingual::by_name(name, options)?;
            Ok(Some(bilingual::CAPTURES.iter().map(|capture| capture.to_string()).collect()))
        }
    }
}

/// Rules, and the domains they speak of.
#[derive(Debug, Default)]
pub struct RuleSet {
    /// Are the rules that come with relire among them?
    builtin: bool,
    /// Those of the house, in the order of their ids.
    house: Vec<Rule>,
    domains: Domains,
    house_pack: OnceLock<Pack>,
}

impl RuleSet {
    /// The rules that come with relire.
    pub fn builtin() -> RuleSet {
        RuleSet { builtin: true, domains: Domains::packed(builtin_pack().domains()), ..RuleSet::default() }
    }

    /// The rules of some folders of `<family>/<name>.toml`, or of single such files. Faults are added to `faults`.
    pub fn load(paths: &[PathBuf], faults: &mut Vec<Fault>) -> RuleSet {
        let mut set = RuleSet::default();
        for path in paths {
            let files = if path.is_dir() { toml_files(path, faults) } else { vec![path.clone()] };
            for file in files {
                match fs::read_to_string(&file) {
                    Ok(text) => {
                        set.add(read(&file, path, text.into(), false, captures_of), faults);
                    }
                    Err(error) => faults.push(unreadable(&file, &error)),
                }
            }
        }
        set.sort();
        set
    }

    /// The rules, in the order of their ids. All their files are parsed, which takes seconds: ask for less where less will do.
    pub fn rules(&self) -> Vec<&Rule> {
        self.rules_if(|_| true)
    }

    /// The rules of a family, in the order of their ids.
    pub fn family(&self, family: &str) -> Vec<&Rule> {
        self.rules_if(|id| id.split('/').next() == Some(family))
    }

    fn rules_if(&self, is_wanted: impl Fn(&str) -> bool + Sync) -> Vec<&Rule> {
        let mut rules: Vec<&Rule> = self.house.iter().filter(|rule| is_wanted(&rule.id)).collect();
        if self.builtin {
            let wanted = BUILTIN.par_iter().filter(|builtin| is_wanted(builtin.id));
            let parsed: Vec<Option<&Rule>> = wanted.map(Builtin::rule).collect();
            rules.extend(parsed.into_iter().flatten().filter(|rule| !self.replaces(&rule.id)));
        }
        rules.sort_by(|a, b| a.id.cmp(&b.id));
        rules
    }

    /// The rule with this id, which may name an entry of it.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.named(id).next()
    }

    /// The rules with this id, which may name an entry of theirs: that of the house, and the built-in one that it adds to.
    pub fn named(&self, id: &str) -> impl Iterator<Item = &Rule> {
        let named = |rule: &str| id.strip_prefix(rule).is_some_and(|r| r.is_empty() || r.starts_with('/'));
        let builtin = BUILTIN.iter().filter(|_| self.builtin && !self.replaces(id)).find(|b| named(b.id));
        self.house_rule(id).into_iter().chain(builtin.and_then(Builtin::rule))
    }

    /// The ids of all rules and of the entries of tables.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let packs = self.packs();
        let entries = packs.into_iter().flat_map(|pack| (0..pack.len()).map(|number| pack.id(number)));
        let builtin = BUILTIN.iter().filter(|_| self.builtin).map(|builtin| builtin.id);
        entries.chain(builtin).chain(self.house.iter().map(|rule| &*rule.id))
    }

    /// What runs: the built-in checks, if they are among these, then those of the house.
    pub fn packs(&self) -> [&Pack; 2] {
        static EMPTY: LazyLock<Pack> = LazyLock::new(Pack::default);
        let builtin = if self.builtin { builtin_pack() } else { &EMPTY };
        let house = self
            .house_pack
            .get_or_init(|| Pack::of(self.house.iter().flat_map(|rule| &rule.checks), &Domains::default()));
        [builtin, house]
    }

    /// Are there rules of the house?
    pub fn has_house(&self) -> bool {
        !self.house.is_empty()
    }

    /// Does a house rule stand in the place of the built-in rule, or entry, with this id?
    pub fn replaces(&self, id: &str) -> bool {
        self.house_rule(id).is_some_and(|rule| !rule.file.extend)
    }

    /// The house rule with this id, or whose entry has it.
    fn house_rule(&self, id: &str) -> Option<&Rule> {
        let known = |id| self.house.binary_search_by(|rule| (*rule.id).cmp(id)).ok();
        std::iter::successors(Some(id), |id| Some(id.rsplit_once('/')?.0))
            .find_map(known)
            .map(|place| &self.house[place])
    }

    /// The domains that rules may ask for.
    pub fn domains(&self) -> &Domains {
        &self.domains
    }

    /// Adds house rules. One with the id of a rule that is there replaces it, or adds to it if it says so.
    pub fn merge(&mut self, custom: RuleSet) {
        self.domains.merge(custom.domains);
        self.house.retain(|rule| custom.house.iter().all(|new| new.id != rule.id || new.file.extend));
        self.house.extend(custom.house);
        self.house_pack = OnceLock::new();
        self.sort();
    }

    fn sort(&mut self) {
        self.house.sort_by(|a, b| a.id.cmp(&b.id));
    }

    /// Places what a file gave. An id that is taken is a fault.
    fn add(&mut self, read: Read, faults: &mut Vec<Fault>) {
        match read {
            Read::Faults(found) => faults.extend(found),
            Read::Domains(domains) => self.domains.merge(domains),
            Read::Rule(rule) => match self.house.iter().find(|there| there.id == rule.id) {
                None => self.house.push(*rule),
                Some(_) => faults.push(Fault {
                    path: rule.path,
                    text: rule.text,
                    span: 0..0,
                    message: format!("two rules are called “{}”", rule.id),
                    help: Some("rename one of them".into()),
                }),
            },
        }
    }
}

fn builtin_pack() -> &'static Pack {
    static PACK: LazyLock<Pack> =
        LazyLock::new(|| Pack::parse(BUILTIN_PACK).expect("the pack was written with this program"));
    &PACK
}

/// The file of a rule that comes with relire.
struct Builtin {
    id: &'static str,
    path: &'static str,
    text: &'static str,
    rule: OnceLock<Option<Rule>>,
}

static BUILTIN: LazyLock<Vec<Builtin>> = LazyLock::new(|| {
    let id = |path: &'static str| path.trim_start_matches("rules/").trim_end_matches(".toml");
    BUILTIN_RULES
        .iter()
        .map(|&(path, text)| Builtin { id: id(path), path, text, rule: OnceLock::new() })
        .collect()
});

impl Builtin {
    /// The file, parsed when it is first asked for.
    fn rule(&self) -> Option<&Rule> {
        let parse = || {
            let path = Path::new(self.path);
            match read(path, Path::new("rules"), self.text.into(), true, captures_of) {
                Read::Rule(rule) => Some(*rule),
                Read::Domains(_) | Read::Faults(_) => None,
            }
        };
        self.rule.get_or_init(parse).as_ref()
    }
}

fn toml_files(folder: &Path, faults: &mut Vec<Fault>) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in
        ignore::WalkBuilder::new(folder).standard_filters(false).sort_by_file_name(|a, b| a.cmp(b)).build()
    {
        match entry {
            Ok(entry) if entry.path().extension().is_some_and(|e| e == "toml") => {
                // What is no file, a device that a link leads to for instance, might never end.
                if entry.path().metadata().map_or(true, |known| known.is_file()) {
                    files.push(entry.into_path());
                }
            }
            Ok(_) => {}
            Err(error) => faults.push(Fault {
                path: folder.to_path_buf(),
                text: "".into(),
                span: 0..0,
                message: error.to_string(),
                help: None,
            }),
        }
    }
    files
}

fn unreadable(path: &Path, error: &std::io::Error) -> Fault {
    let message = format!("cannot be read: {error}");
    Fault { path: path.to_path_buf(), text: "".into(), span: 0..0, message, help: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
title = "t"
category = "accuracy/mistranslation"
severity = "error"
confidence = "high"
message = "“{match}” is wrong"
[[match]]
phrase = "faux mot"
[[example]]
bad = "un <<faux mot>>"
[[example]]
good = "un mot"
"#;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    #[test]
    fn built_in_rules_are_sound() {
        let rules = RuleSet::builtin();
        let files = BUILTIN.iter().filter(|builtin| !builtin.path.ends_with("domains.toml"));
        assert_eq!(rules.rules().len(), files.count());
        let packed: Vec<&str> = (0..builtin_pack().len()).map(|number| builtin_pack().id(number)).collect();
        let mut parsed: Vec<&str> =
            rules.rules().into_iter().flat_map(|rule| &rule.checks).map(|check| &*check.id).collect();
        let mut sorted = packed.clone();
        sorted.sort_unstable();
        parsed.sort_unstable();
        assert_eq!(sorted, parsed);
    }

    #[test]
    fn two_rules_of_one_name() {
        let folder = folder(&[("a/family/name.toml", TEXT), ("b/family/name.toml", TEXT)]);
        let mut faults = Vec::new();
        RuleSet::load(&[folder.path().join("a"), folder.path().join("b")], &mut faults);
        assert_eq!(faults.len(), 1);
        assert!(faults[0].message.contains("two rules"));
    }

    #[test]
    fn a_house_rule_replaces_or_adds() {
        let mut builtin = RuleSet::builtin();
        let check = builtin_pack().id(0);
        let id: String = check.split('/').take(2).collect::<Vec<_>>().join("/");
        let folder = folder(&[(&format!("{id}.toml"), TEXT)]);
        let custom = RuleSet::load(&[folder.path().to_path_buf()], &mut Vec::new());
        builtin.merge(custom);
        assert!(builtin.replaces(check));
        assert!(!builtin.get(&id).unwrap().builtin);
    }
}
