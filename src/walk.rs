//! From the paths on the command line to the files to read.
//!
//! [`walk`] takes files, folders and `-`, and gives a sorted list without doubles, with what could
//! not be read beside it: one bad folder does not hide the rest.
//!
//! - A file that was named is always taken, whatever its name and whatever is excluded.
//! - A folder is walked for the files that look like text by their name ([`EXTENSIONS`]) or, for
//!   want of an extension, by their first bytes. Hidden files, those in a .gitignore or .ignore
//!   (in a git repository or not) and those in `[files] exclude` are left out.
//! - Links are followed; a file reached in two ways is listed once, by its own path if that is one
//!   of them. A link that points nowhere is passed over, one that leads back above itself reported.

mod input;

use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder};

use input::special_kind;
pub use input::{Input, WalkError};

use crate::config::{ConfigCache, absolute};
use crate::source::looks_like_text;

/// The extensions of the files taken from a folder, in lower case.
pub const EXTENSIONS: [&str; 17] = [
    "adoc", "docx", "htm", "html", "markdown", "md", "mdx", "odt", "po", "rst", "srt", "text", "tmx", "txt",
    "vtt", "xlf", "xliff",
];

/// How many links to the same folder a walk follows.
const LINKS_FOLLOWED: usize = 16;

/// Bytes read of a file without extension to tell whether it is text.
const SAMPLE: u64 = 8192;

/// What a walk gives.
#[derive(Debug, Default)]
pub struct Walked {
    /// The texts, sorted, each once.
    pub inputs: Vec<Input>,
    /// What could not be read, sorted by path.
    pub errors: Vec<WalkError>,
}

/// Lists the texts that `paths` stand for; the current folder when there are none.
pub fn walk(paths: &[PathBuf], configs: &ConfigCache) -> Walked {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here } else { paths };
    let mut walker = Walker { configs, found: Vec::new(), errors: Vec::new(), may_repeat: paths.len() > 1 };
    for path in paths {
        walker.take(path);
    }
    walker.finish()
}

struct Walker<'a> {
    configs: &'a ConfigCache,
    found: Vec<Input>,
    errors: Vec<WalkError>,
    /// Whether one file may have been reached in two ways: several paths, or a link on the way.
    may_repeat: bool,
}

impl Walker<'_> {
    /// Takes one path of the command line.
    fn take(&mut self, path: &Path) {
        if is_stdin(path) {
            self.found.push(Input::Stdin);
            return;
        }
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => self.enter(path),
            Ok(metadata) if metadata.is_file() => {
                self.found.push(Input::File { path: without_dot(path), named: true })
            }
            Ok(metadata) => self
                .errors
                .push(WalkError::Special { path: path.to_owned(), kind: special_kind(metadata.file_type()) }),
            Err(error) => self.errors.push(WalkError::Unreadable { path: path.to_owned(), error }),
        }
    }

    fn enter(&mut self, folder: &Path) {
        let configs = self.configs.clone();
        let followed = Mutex::new(HashMap::new());
        let walk = WalkBuilder::new(folder)
            .require_git(false)
            .follow_links(true)
            .filter_entry(move |entry| !is_excluded(&configs, entry.path()) && may_follow(entry, &followed))
            .build();
        for entry in walk {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.note(error, folder);
                    continue;
                }
            };
            if let Some(error) = entry.error() {
                self.note(error.clone(), entry.path());
            }
            self.may_repeat |= entry.path_is_symlink();
            if !entry.file_type().is_some_and(|kind| kind.is_file()) {
                continue;
            }
            match is_text_file(entry.path()) {
                Ok(true) => self.found.push(Input::File { path: without_dot(entry.path()), named: false }),
                Ok(false) => {}
                Err(error) => {
                    self.errors.push(WalkError::Unreadable { path: without_dot(entry.path()), error })
                }
            }
        }
    }

    /// Keeps the errors that hide a file. A bad glob in a .gitignore is git's affair.
    fn note(&mut self, error: ignore::Error, path: &Path) {
        match error {
            ignore::Error::Partial(errors) => {
                for error in errors {
                    self.note(error, path);
                }
            }
            ignore::Error::WithPath { path, err } => self.note(*err, &path),
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
                self.note(*err, path);
            }
            ignore::Error::Loop { ancestor, child } => {
                if !is_hidden(&child) && !is_excluded(self.configs, &child) {
                    self.errors.push(WalkError::Loop {
                        path: without_dot(&child),
                        ancestor: without_dot(&ancestor),
                    });
                }
            }
            ignore::Error::Io(error) => {
                let error = of_system(error);
                let points_nowhere = error.kind() == io::ErrorKind::NotFound;
                if !points_nowhere && !is_hidden(path) && !is_excluded(self.configs, path) {
                    self.errors.push(WalkError::Unreadable { path: without_dot(path), error });
                }
            }
            ignore::Error::Glob { .. }
            | ignore::Error::UnrecognizedFileType(_)
            | ignore::Error::InvalidDefinition => {}
        }
    }

    fn finish(mut self) -> Walked {
        if self.may_repeat {
            self.found = one_way_each(self.found);
        }
        self.found.sort();
        self.errors.sort_by(|a, b| a.path().cmp(b.path()));
        Walked { inputs: self.found, errors: self.errors }
    }
}

/// Whether a link to a folder is to be followed: not where many led to that folder before. What is found there is
/// listed once anyway, and a few links in each of a few folders make millions of ways.
fn may_follow(entry: &DirEntry, followed: &Mutex<HashMap<PathBuf, usize>>) -> bool {
    if !entry.path_is_symlink() || entry.depth() == 0 || !entry.path().is_dir() {
        return true;
    }
    let Ok(folder) = fs::canonicalize(entry.path()) else { return true };
    let mut followed = followed.lock().unwrap_or_else(PoisonError::into_inner);
    let times = followed.entry(folder).or_default();
    *times += 1;
    *times <= LINKS_FOLLOWED
}

/// The system's own fault, out of one that names the path again.
fn of_system(error: io::Error) -> io::Error {
    let inner = error.source().and_then(|inner| inner.downcast_ref::<io::Error>());
    inner.and_then(io::Error::raw_os_error).map_or(error, io::Error::from_raw_os_error)
}

/// Keeps one of the ways that lead to each file: the one that was named, else its own path.
fn one_way_each(found: Vec<Input>) -> Vec<Input> {
    let mut ways: Vec<(bool, bool, Input, PathBuf)> = found
        .into_iter()
        .map(|input| match &input {
            Input::Stdin => (true, true, input, PathBuf::new()),
            Input::File { path, named } => {
                let own = fs::canonicalize(path).unwrap_or_else(|_| absolute(path));
                let written = std::path::absolute(path);
                let is_own = written.is_ok_and(|written| written == own);
                (*named, is_own, input, own)
            }
        })
        .collect();
    // The best first.
    ways.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then_with(|| a.2.cmp(&b.2)));
    let mut seen = HashSet::new();
    ways.into_iter().filter_map(|(_, _, input, own)| seen.insert(own).then_some(input)).collect()
}

/// `-`, or one of the system's names for the same.
fn is_stdin(path: &Path) -> bool {
    let names = ["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"];
    names.iter().any(|name| path.as_os_str() == *name)
}

/// Whether a file met in a folder is to be read, by its name or else by its first bytes.
fn is_text_file(path: &Path) -> io::Result<bool> {
    if let Some(extension) = path.extension() {
        let lower = extension.to_ascii_lowercase();
        return Ok(EXTENSIONS.iter().any(|known| lower == *known));
    }
    let mut start = Vec::new();
    File::open(path)?.take(SAMPLE).read_to_end(&mut start)?;
    // A script is no text to proofread.
    Ok(looks_like_text(&start) && !start.starts_with(b"#!"))
}

/// Whether the configuration of this path leaves it out. A configuration that cannot be read is
/// reported by whoever checks the files.
fn is_excluded(configs: &ConfigCache, path: &Path) -> bool {
    configs.for_file(path).is_ok_and(|config| config.excludes(path))
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// `docs/a.md` for `./docs/a.md`; but `./-` stays, which is not standard input.
fn without_dot(path: &Path) -> PathBuf {
    match path.strip_prefix(".") {
        Ok(rest) if !rest.as_os_str().is_empty() && !is_stdin(rest) => rest.to_owned(),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    type TestResult = io::Result<()>;

    /// A folder with these files in it.
    fn tree(files: &[(&str, &[u8])]) -> io::Result<tempfile::TempDir> {
        // Not hidden, as the names tempfile makes up are.
        let root = tempfile::Builder::new().prefix("tree").tempdir()?;
        for (name, content) in files {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap_or(&path))?;
            fs::write(path, content)?;
        }
        Ok(root)
    }

    /// The listing, from `root`: one line an input, then one an error.
    fn listing(root: &Path, paths: &[&str]) -> String {
        let paths: Vec<PathBuf> = paths.iter().map(|path| root.join(path)).collect();
        let walked = walk(&paths, &ConfigCache::discovering());
        let short = |path: &Path| path.strip_prefix(root).unwrap_or(path).display().to_string();
        let mut lines = String::new();
        for input in &walked.inputs {
            let _ = match input {
                Input::Stdin => writeln!(lines, "-"),
                Input::File { path, named: false } => writeln!(lines, "{}", short(path)),
                Input::File { path, named: true } => writeln!(lines, "{} named", short(path)),
            };
        }
        for error in &walked.errors {
            let _ = match error {
                WalkError::Unreadable { path, error } => {
                    writeln!(lines, "{} unreadable: {:?}", short(path), error.kind())
                }
                WalkError::Loop { path, .. } => writeln!(lines, "{} loops", short(path)),
                WalkError::TooLarge { path } => writeln!(lines, "{} too large", short(path)),
                WalkError::Special { path, kind } => writeln!(lines, "{} is {kind}", short(path)),
            };
        }
        lines
    }

    #[test]
    fn a_folder_gives_its_texts_in_order() -> TestResult {
        let root = tree(&[
            ("b.md", b""),
            ("a/z.HTML", b""),
            ("a/b.json", b""),
            ("LISEZMOI", b"Bonjour"),
            ("programme", b"\x7FELF\0\0"),
            ("script", b"#!/bin/sh"),
            (".hidden.md", b""),
        ])?;
        assert_eq!(listing(root.path(), &[""]), "LISEZMOI\na/z.HTML\nb.md\n");
        Ok(())
    }

    #[test]
    fn a_gitignore_holds_without_a_repository() -> TestResult {
        let root = tree(&[(".gitignore", b"out/\n*.po\n["), ("out/a.md", b""), ("b.po", b"")])?;
        assert_eq!(listing(root.path(), &[""]), "");
        assert_eq!(listing(root.path(), &["b.po"]), "b.po named\n");
        Ok(())
    }

    #[test]
    fn excluded_files_are_left_out_unless_they_are_named() -> TestResult {
        let root = tree(&[
            ("relire.toml", b"[files]\nexclude = ['vendor', '*.txt']"),
            ("vendor/deep/a.md", b""),
            ("b.txt", b""),
            ("own/relire.toml", b""),
            ("own/c.txt", b""),
        ])?;
        assert_eq!(listing(root.path(), &[""]), "own/c.txt\n");
        assert_eq!(listing(root.path(), &["vendor"]), "");
        let named = "vendor/deep/a.md";
        assert_eq!(listing(root.path(), &[named]), "vendor/deep/a.md named\n");
        Ok(())
    }

    #[test]
    fn a_file_reached_twice_is_listed_once() -> TestResult {
        let root = tree(&[("docs/a.md", b""), ("docs/b.md", b"")])?;
        let paths = ["docs", "docs/a.md", "docs/../docs/a.md", ""];
        assert_eq!(listing(root.path(), &paths), "docs/a.md named\ndocs/b.md\n");
        Ok(())
    }

    #[test]
    fn what_is_missing_is_reported_beside_the_rest() -> TestResult {
        let root = tree(&[("a.md", b"")])?;
        let lines = listing(root.path(), &["missing.md", "a.md"]);
        assert_eq!(lines, "a.md named\nmissing.md unreadable: NotFound\n");
        Ok(())
    }

    #[test]
    fn standard_input_has_several_names() {
        let paths = ["-", "/dev/stdin"].map(PathBuf::from);
        let walked = walk(&paths, &ConfigCache::isolated());
        assert_eq!(walked.inputs, [Input::Stdin]);
    }

    #[test]
    fn a_leading_dot_is_not_shown() {
        assert_eq!(without_dot(Path::new("./docs/a.md")), Path::new("docs/a.md"));
        assert_eq!(without_dot(Path::new("./-")).as_os_str(), "./-");
        assert_eq!(without_dot(Path::new("../a.md")).as_os_str(), "../a.md");
    }

    #[cfg(unix)]
    mod unix {
        use std::os::unix::fs::{PermissionsExt, symlink};
        use std::os::unix::net::UnixListener;

        use super::*;

        #[test]
        fn links_are_followed_but_not_in_circles() -> TestResult {
            let root = tree(&[("a/b/c.md", b""), ("elsewhere/.hidden/d.md", b"")])?;
            let at = |name: &str| root.path().join(name);
            symlink(at("a"), at("a/b/back"))?;
            symlink(at("a"), at("a/b/.back"))?;
            symlink(at("a/b/c.md"), at("0.md"))?;
            symlink(at("elsewhere/.hidden"), at("linked"))?;
            symlink(at("nowhere"), at("dangling.md"))?;
            let lines = listing(root.path(), &[""]);
            assert_eq!(lines, "a/b/c.md\nlinked/d.md\na/b/back loops\n");
            assert_eq!(listing(root.path(), &["0.md"]), "0.md named\n");
            let dangling = listing(root.path(), &["dangling.md"]);
            assert_eq!(dangling, "dangling.md unreadable: NotFound\n");
            Ok(())
        }

        #[test]
        fn links_that_multiply_the_ways_are_not_all_followed() -> TestResult {
            let root = tree(&[("d0/a.md", b""), ("d30/b.md", b"")])?;
            for number in 0..30 {
                let folder = root.path().join(format!("d{number}"));
                fs::create_dir_all(&folder)?;
                for link in ["x", "y"] {
                    symlink(format!("../d{}", number + 1), folder.join(link))?;
                }
            }
            assert_eq!(listing(root.path(), &[""]), "d0/a.md\nd30/b.md\n");
            Ok(())
        }

        #[test]
        fn special_files_are_refused_when_named() -> TestResult {
            let root = tree(&[])?;
            let _socket = UnixListener::bind(root.path().join("socket.md"))?;
            assert_eq!(listing(root.path(), &[""]), "");
            assert_eq!(listing(root.path(), &["socket.md"]), "socket.md is a socket\n");
            let device = listing(root.path(), &["/dev/null"]);
            assert_eq!(device, "/dev/null is a device\n");
            Ok(())
        }

        #[test]
        fn an_unreadable_folder_does_not_end_the_walk() -> TestResult {
            let root = tree(&[("a/x.md", b""), ("b.md", b"")])?;
            let locked = root.path().join("a");
            fs::set_permissions(&locked, fs::Permissions::from_mode(0o000))?;
            let may_read = fs::read_dir(&locked).is_ok();
            let lines = listing(root.path(), &[""]);
            fs::set_permissions(&locked, fs::Permissions::from_mode(0o755))?;
            // The superuser reads everything.
            if !may_read {
                assert_eq!(lines, "b.md\na unreadable: PermissionDenied\n");
            }
            Ok(())
        }
    }
}
