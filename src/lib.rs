//! relire finds what machine translation left wrong in French text, and mends it.

pub mod level;
pub mod source;
pub mod span;
