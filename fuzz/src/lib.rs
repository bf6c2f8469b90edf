//! What the targets ask: the promises that the project’s own tests hold to.

#[path = "../../tests/promises/mod.rs"]
mod promises;

pub use promises::ask;
