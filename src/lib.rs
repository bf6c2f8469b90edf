//! relire finds what machine translation left wrong in French text, and mends it.

pub mod bilingual;
pub mod cli;
pub mod config;
pub mod detector;
pub mod dictionaries;
pub mod engine;
pub mod exit;
pub mod finding;
pub mod fingerprint;
pub mod fix;
pub mod format;
pub mod grammar;
pub mod level;
pub mod lexicon;
pub mod library;
pub mod pack;
pub mod report;
pub mod rule;
pub mod selector;
pub mod source;
pub mod span;
pub mod text;
pub mod walk;
