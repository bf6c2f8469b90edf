//! What was decided, and how to take it back: the files as they were before each decision.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

use super::{Decision, Done, Position};
use crate::fix::write::{create, write_back};

/// The decisions so far, the last one on top.
#[derive(Debug, Default)]
pub struct Journal {
    steps: Vec<Step>,
    /// Changes that belong to the step that is about to be opened.
    pending: Vec<Change>,
}

/// A decision.
#[derive(Debug)]
pub struct Step {
    /// Where the person was.
    before: Position,
    /// Whether it followed from an earlier one.
    auto: bool,
    kind: Kind,
    changes: Vec<Change>,
    /// The findings it decided once for all.
    pub always: Option<(String, String)>,
}

/// What a decision comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The text was changed.
    Fixed,
    /// The finding is left out from now on.
    Ignored,
    /// Nothing.
    Skipped,
}

/// A file that was changed.
#[derive(Debug)]
pub struct Change {
    /// The file.
    pub path: PathBuf,
    /// What it held; nothing if it was not there.
    pub before: Option<Vec<u8>>,
    /// What it holds now.
    pub after: Vec<u8>,
}

impl Change {
    /// Writes a file, which holds `before`, or is not there.
    pub fn make(path: PathBuf, before: Option<Vec<u8>>, after: Vec<u8>) -> Result<Change, String> {
        let written = match &before {
            Some(before) => write_back(&path, before, &after),
            None => create(&path, &after),
        };
        written.map_err(|error| error.to_string())?;
        Ok(Change { path, before, after })
    }

    /// Puts back what was there. What somebody else changed since is left alone.
    fn take_back(&self) -> Result<(), String> {
        match &self.before {
            Some(before) => write_back(&self.path, &self.after, before).map_err(|error| error.to_string()),
            None if fs::read(&self.path).is_ok_and(|now| now == self.after) => {
                fs::remove_file(&self.path).map_err(|error| format!("{}: {error}", self.path.display()))
            }
            None => Err(format!("{}: changed meanwhile, left as it is", self.path.display())),
        }
    }
}

impl Step {
    /// A decision about the first finding after `before`.
    pub fn new(before: Position, auto: bool, kind: Kind) -> Step {
        Step { before, auto, kind, changes: Vec::new(), always: None }
    }
}

impl Journal {
    /// Notes changes of the decision that comes next.
    pub fn pending(&mut self, changes: Vec<Change>) {
        self.pending.extend(changes);
    }

    /// Starts a decision.
    pub fn open(&mut self, mut step: Step) {
        step.changes.append(&mut self.pending);
        self.steps.push(step);
    }

    /// Notes a change of the decision that is being carried out.
    pub fn note(&mut self, change: Change) {
        if let Some(step) = self.steps.last_mut() {
            step.changes.push(change);
        }
    }

    /// Forgets a decision that could not be carried out.
    pub fn give_up(&mut self, always: &mut HashMap<(String, String), Decision>) {
        let step = self.steps.pop();
        if let Some(like) = step.and_then(|step| step.always) {
            always.remove(&like);
        }
    }

    /// Takes back the last decision that a person made, and what followed from it. Gives where that was.
    pub fn take_back(
        &mut self,
        always: &mut HashMap<(String, String), Decision>,
    ) -> Result<Option<Position>, String> {
        while let Some(step) = self.steps.pop() {
            for change in step.changes.iter().rev() {
                change.take_back()?;
            }
            if let Some(like) = &step.always {
                always.remove(like);
            }
            if !step.auto {
                return Ok(Some(step.before));
            }
        }
        Ok(None)
    }

    /// Counts of what was done.
    pub(super) fn done(&self) -> Done {
        let count = |kind: Kind| self.steps.iter().filter(|step| step.kind == kind).count();
        Done { fixed: count(Kind::Fixed), ignored: count(Kind::Ignored), skipped: count(Kind::Skipped) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_is_taken_back_with_all_that_followed_from_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.md");
        fs::write(&path, "un").expect("written");
        let mut journal = Journal::default();
        let mut always = HashMap::new();
        let like = ("rule".to_owned(), "un".to_owned());
        for (auto, before, after) in [(false, "un", "deux"), (true, "deux", "trois")] {
            let mut step = Step::new(Position::default(), auto, Kind::Fixed);
            step.always = (!auto).then(|| like.clone());
            journal.open(step);
            let change = Change::make(path.clone(), Some(before.into()), after.into()).expect("written");
            journal.note(change);
        }
        always.insert(like, Decision::Skip);
        assert_eq!(journal.done().fixed, 2);
        assert_eq!(journal.take_back(&mut always), Ok(Some(Position::default())));
        assert_eq!(fs::read(&path).expect("there"), b"un");
        assert!(always.is_empty());
        assert_eq!(journal.take_back(&mut always), Ok(None));
    }

    #[test]
    fn what_somebody_else_changed_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("new.toml");
        let mut journal = Journal::default();
        journal.open(Step::new(Position::default(), false, Kind::Ignored));
        journal.note(Change::make(path.clone(), None, b"un".to_vec()).expect("written"));
        fs::write(&path, "autre").expect("written");
        let said = journal.take_back(&mut HashMap::new()).expect_err("changed");
        assert!(said.contains("changed meanwhile"), "{said}");
        assert_eq!(fs::read(&path).expect("there"), b"autre");
    }
}
