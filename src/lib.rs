//! relire finds what machine translation left wrong in French text, and mends it.

pub mod lexicon;
