//! Rules: the file that people write ([`model`]), the languages inside it ([`pattern`],
//! [`template`]), its loader ([`load`]) and what it becomes ([`check`]).

pub mod check;
pub mod domain;
pub mod examples;
pub mod fault;
pub mod lazy_regex;
mod literals;
pub mod load;
pub mod model;
pub mod pattern;
pub mod template;

pub use load::{Rule, RuleSet};
