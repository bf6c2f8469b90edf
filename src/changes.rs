//! What changed since a revision: which lines of which files, as git tells.
//!
//! [`Changes::since`] asks `git diff` once. Files that git does not track are new as a whole; a renamed file has
//! changed where its lines did. A mended text is compared with the text that git knows of, so that what stood on a
//! line that nobody touched stays out of sight while fixes move the lines.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::span::Span;

/// What changed, file by file.
#[derive(Clone, Debug)]
pub struct Changes {
    root: PathBuf,
    /// Lines by path from the root, counted from 1.
    lines: HashMap<PathBuf, Vec<Range<usize>>>,
    /// What git tracks.
    tracked: HashSet<PathBuf>,
}

/// What changed in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// Nothing.
    Nothing,
    /// All of it: it is new.
    Whole,
    /// These lines, counted from 1.
    Lines(Vec<Range<usize>>),
}

/// Why changes cannot be told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangesError {
    /// There is no git.
    #[error("git cannot be run: {0}")]
    NoGit(String),
    /// Not inside of a repository.
    #[error("{}: not in a git repository", .0.display())]
    NoRepository(PathBuf),
    /// There is no such revision.
    #[error("`{0}` is no revision of this repository")]
    NoRevision(String),
    /// Git said something else.
    #[error("git {command} failed: {said}")]
    Git {
        /// What was asked.
        command: String,
        /// What it said.
        said: String,
    },
    /// A file lies elsewhere.
    #[error("{}: outside the git repository {}", path.display(), root.display())]
    Outside {
        /// The file.
        path: PathBuf,
        /// The repository.
        root: PathBuf,
    },
}

impl Changes {
    /// What differs in the working tree of the repository around `folder` from a revision; `main...` means from
    /// where the current branch left main.
    pub fn since(revision: &str, folder: &Path) -> Result<Changes, ChangesError> {
        let git = |arguments: &[&str]| run(folder, arguments);
        let root = git(&["rev-parse", "--show-toplevel"]).map_err(|error| match error {
            ChangesError::Git { .. } => ChangesError::NoRepository(folder.to_owned()),
            error => error,
        })?;
        let root = PathBuf::from(root.trim_end_matches(['\n', '\r']));
        let root = fs::canonicalize(&root).unwrap_or(root);

        let no_revision = |_| ChangesError::NoRevision(revision.to_owned());
        let name = revision.strip_suffix("...").unwrap_or(revision);
        let wanted = format!("{name}^{{commit}}");
        let mut commit =
            git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted]).map_err(no_revision)?;
        if name.len() < revision.len() {
            commit = git(&["merge-base", commit.trim(), "HEAD"]).map_err(no_revision)?;
        }

        // All that a user's settings could change is said.
        let diff = [
            &["-c", "core.quotePath=false", "diff", "--unified=0", "--no-color", "--no-ext-diff"][..],
            &["--no-textconv", "--text", "--find-renames", "--ignore-submodules", "--inter-hunk-context=0"],
            &["--no-relative", "--src-prefix=a/", "--dst-prefix=b/", "-z", commit.trim(), "--"],
        ];
        let lines = changed_lines(&git(&diff.concat())?);
        let tracked = git(&["ls-files", "-z", "--full-name", "--", &format!("{}", root.display())])?;
        let tracked = tracked.split('\0').filter(|path| !path.is_empty()).map(PathBuf::from).collect();
        Ok(Changes { root, lines, tracked })
    }

    /// What changed in a file.
    pub fn of(&self, path: &Path) -> Result<Changed, ChangesError> {
        let real = fs::canonicalize(path).unwrap_or_else(|_| crate::config::absolute(path));
        let Ok(inside) = real.strip_prefix(&self.root) else {
            return Err(ChangesError::Outside { path: path.to_owned(), root: self.root.clone() });
        };
        Ok(match self.lines.get(inside) {
            Some(lines) => Changed::Lines(lines.clone()),
            None if self.tracked.contains(inside) => Changed::Nothing,
            None => Changed::Whole,
        })
    }
}

/// What git answers.
fn run(folder: &Path, arguments: &[&str]) -> Result<String, ChangesError> {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "C")
        // A reader of the repository takes no locks.
        .env("GIT_OPTIONAL_LOCKS", "0")
        .output()
        .map_err(|error| ChangesError::NoGit(error.to_string()))?;
    if !output.status.success() {
        let command = arguments.iter().find(|word| word.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(ChangesError::Git {
            command: command.unwrap_or(&"").to_string(),
            said: said.lines().next().unwrap_or("it did not say why").to_owned(),
        });
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The new lines of each file of a patch without context.
fn changed_lines(patch: &str) -> HashMap<PathBuf, Vec<Range<usize>>> {
    let mut changed: HashMap<PathBuf, Vec<Range<usize>>> = HashMap::new();
    let mut file: Option<PathBuf> = None;
    // Lines of the hunk still to come, which may look like anything.
    let mut inside = 0;
    for line in patch.split('\n') {
        if inside > 0 && !line.starts_with('\\') {
            inside -= 1;
        } else if let Some(header) = line.strip_prefix("@@ ") {
            let mut counts = header.split(' ').map(|part| part.trim_start_matches(['-', '+']));
            let (old, new) = (counts.next().and_then(hunk), counts.next().and_then(hunk));
            if let (Some(old), Some(new)) = (old, new) {
                inside = old.len() + new.len();
                if let Some(file) = file.as_ref().filter(|_| !new.is_empty()) {
                    changed.entry(file.clone()).or_default().push(new);
                }
            }
        } else if let Some(name) = line.strip_prefix("+++ ") {
            // Git ends a name that holds a blank with a tab.
            let name = name.strip_suffix('\t').unwrap_or(name);
            file = name.strip_prefix("b/").map(PathBuf::from);
            if let Some(file) = &file {
                changed.entry(file.clone()).or_default();
            }
        }
    }
    changed
}

/// `12,3` is the lines 12 to 14; `12` is the line 12.
fn hunk(written: &str) -> Option<Range<usize>> {
    let (start, count) = written.split_once(',').unwrap_or((written, "1"));
    let (start, count): (usize, usize) = (start.parse().ok()?, count.parse().ok()?);
    Some(start..start + count)
}

/// The changed parts of a text, while it is being mended.
#[derive(Clone, Debug)]
pub struct ChangedText {
    original: String,
    changed: Changed,
}

impl ChangedText {
    /// The text that git was asked about, and what it said.
    pub fn new(original: &str, changed: Changed) -> ChangedText {
        ChangedText { original: original.to_owned(), changed }
    }

    /// The changed parts of `text`, in bytes: the text that git was asked about, or what fixes made of it.
    pub fn parts(&self, text: &str) -> Vec<Range<usize>> {
        let numbers = match &self.changed {
            Changed::Nothing => return Vec::new(),
            Changed::Whole => return std::iter::once(0..text.len()).collect(),
            Changed::Lines(numbers) => numbers,
        };
        let is_changed = |line: usize| numbers.iter().any(|range| range.contains(&(line + 1)));
        let lines = line_ranges(text);
        if text == self.original {
            return (0..lines.len())
                .filter(|line| is_changed(*line))
                .map(|line| lines[line].clone())
                .collect();
        }
        let old: Vec<&str> =
            line_ranges(&self.original).into_iter().map(|line| &self.original[line]).collect();
        let new: Vec<&str> = lines.iter().map(|line| &text[line.clone()]).collect();
        let mut parts = Vec::new();
        for step in similar::capture_diff_slices(similar::Algorithm::Myers, &old, &new) {
            let same = step.tag() == similar::DiffTag::Equal;
            let old = step.old_range();
            for (at, line) in step.new_range().enumerate() {
                // Fixes are made on changed lines only: whatever else differs is theirs.
                if !same || is_changed(old.start + at) {
                    parts.push(lines[line].clone());
                }
            }
        }
        parts
    }
}

/// Does a span touch one of these parts?
pub fn touches(parts: &[Range<usize>], span: Span) -> bool {
    parts.iter().any(|part| span.start() < part.end && part.start < span.end().max(span.start() + 1))
}

/// The lines as git counts them, each with its end.
fn line_ranges(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        start += line.len();
        start - line.len()..start
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_gives_the_new_lines() {
        let patch = "diff --git a/a b.md b/a b.md\n--- a/a b.md\t\n+++ b/a b.md\t\n@@ -2 +2,2 @@ titre\n-un\n+deux\n+trois\n\
                     @@ -9,2 +10,0 @@\n-x\n-+++ b/none\n@@ -20,0 +19 @@\n+++ b/none.md\n\
                     \\ No newline at end of file\ndiff --git a/gone b/gone\n--- a/gone\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n";
        let changed = changed_lines(patch);
        assert_eq!(changed.len(), 1);
        assert_eq!(changed[Path::new("a b.md")], [2..4, 19..20]);
    }

    #[test]
    fn changed_parts_follow_a_text_that_is_mended() {
        let original = "un\ndeux\ntrois\nquatre\n";
        let text = ChangedText::new(original, Changed::Lines(vec![2..3, 4..5]));
        let parts = |now: &str| -> Vec<String> {
            text.parts(now).into_iter().map(|part| now[part].trim().to_owned()).collect()
        };
        assert_eq!(parts(original), ["deux", "quatre"]);
        assert_eq!(parts("un\ntrois\nquatre\n"), ["quatre"]);
        assert_eq!(parts("un\n2\nbis\ntrois\nquatre\n"), ["2", "bis", "quatre"]);
    }

    #[test]
    fn an_empty_span_touches_the_line_it_stands_in() {
        let span = Span::new("un\ndeux\n", 3..3).expect("inside");
        assert!(touches(std::slice::from_ref(&(3..8)), span));
        assert!(!touches(std::slice::from_ref(&(0..3)), span));
    }
}
