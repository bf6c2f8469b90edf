//! What a format keeps of each file until the report is closed.
//!
//! Files are shown by several threads, whichever is done first. What they leave here comes back in the order of its
//! keys, so that the same findings give the same report, whatever the number of threads.

use std::collections::BTreeMap;
use std::mem;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Things kept under a name.
#[derive(Debug)]
pub struct Kept<T>(Mutex<BTreeMap<String, T>>);

impl<T> Kept<T> {
    /// Keeps one. A later one of the same name takes its place.
    pub fn keep(&self, name: &str, kept: T) {
        self.lock().insert(name.to_owned(), kept);
    }

    /// Gives all, in the order of their names, and keeps them no longer.
    pub fn take(&self) -> BTreeMap<String, T> {
        mem::take(&mut *self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Default for Kept<T> {
    fn default() -> Kept<T> {
        Kept(Mutex::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_came_first_the_order_is_that_of_the_names() {
        let kept = Kept::default();
        std::thread::scope(|scope| {
            for name in ["c", "a", "b"] {
                let kept = &kept;
                scope.spawn(move || kept.keep(name, name.len()));
            }
        });
        assert_eq!(kept.take().into_keys().collect::<String>(), "abc");
        assert!(kept.take().is_empty());
    }
}
