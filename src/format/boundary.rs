//! Where markup begins and ends inside a segment: evidence for rules, and what an edit must not cut.

use std::ops::Range;

use schemars::JsonSchema;
use serde::Deserialize;

/// What a mark does to the words it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// Leads somewhere.
    Link,
    /// Strong, however it is written.
    Bold,
    /// Stressed, however it is written.
    Italic,
    /// What is no prose: code, a formula, a placeholder.
    Code,
    /// A new line within the segment.
    Line,
    /// Any other inline element: struck out, small, a span.
    Other,
}

/// Which end of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edge {
    /// Where it begins.
    Start,
    /// Where it ends.
    End,
    /// It holds nothing: a line break.
    Point,
}

/// One end of a mark.
#[derive(Clone, Debug)]
pub struct Boundary {
    /// Where, in bytes of the prose.
    pub at: usize,
    /// What mark.
    pub mark: Mark,
    /// Which end of it.
    pub edge: Edge,
    /// The markup, in bytes of the source: `**`, `](https://…)`, `</a>`.
    pub source: Range<usize>,
}
