//! Text as the rules see it: tokens with byte spans, grouped into sentences, lines and paragraphs.
//!
//! [`Block`] takes a stretch of text that ends at a paragraph's end and gives its tokens. Each
//! distinct spelling is looked up once a run, in [`Words`]; a token then is a span, a word's
//! number and a few flags, so that rules compare numbers and never letters.

mod block;
mod protected;
mod sentence;
mod sign;
mod token;
mod trigger;
mod words;

pub use block::{Block, blocks};
pub use sign::{Form, Sign, WordKey};
pub use token::{Gap, Kind, Token, tokenize};
pub use trigger::{Keyed, Marks, Neighbours, PatternTrigger, Triggers};
pub use words::{PosSet, Shape, Word, WordId, Words, capitalised};
