//! relire finds what machine translation left wrong in French text, and mends it.

pub mod config;
pub mod fix;
pub mod level;
pub mod selector;
pub mod source;
pub mod span;
pub mod walk;
