//! relire finds what machine translation left wrong in French text, and mends it.

pub mod finding;
pub mod level;
pub mod rule;
pub mod span;
