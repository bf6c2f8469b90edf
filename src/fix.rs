//! From findings to mended files.

pub mod write;
