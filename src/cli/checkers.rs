//! One checker a thread, made when it is needed and used again.

use std::sync::{Mutex, PoisonError};

use crate::engine::{Checker, Engine, Format};
use crate::finding::Finding;

/// The checkers of an engine, as many as there are threads at work.
pub struct Checkers<'e> {
    engine: &'e Engine<'e>,
    idle: Mutex<Vec<Checker<'e>>>,
}

impl<'e> Checkers<'e> {
    /// No checker yet: each is made when it is needed.
    pub fn new(engine: &'e Engine<'e>) -> Checkers<'e> {
        Checkers { engine, idle: Mutex::default() }
    }

    /// Checks texts with a checker that no other thread uses meanwhile.
    pub fn with<T>(&self, work: impl FnOnce(&mut dyn FnMut(&str, Format) -> Vec<Finding>) -> T) -> T {
        let lock = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = lock().pop();
        let mut checker = idle.unwrap_or_else(|| self.engine.checker());
        let done = work(&mut |text, format| checker.check(text, format));
        lock().push(checker);
        done
    }
}
