//! Rules: the file that people write ([`model`]), the languages inside it ([`pattern`],
//! [`template`]), its reader ([`mod@file`]) and what it becomes ([`check`]).

pub mod check;
pub mod domain;
pub mod fault;
pub mod file;
pub mod frequency;
mod latin;
pub mod lazy_regex;
pub mod model;
pub mod needle;
pub mod pattern;
pub mod sketch;
pub mod template;
mod tree;

pub use file::Rule;
