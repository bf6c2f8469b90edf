//! Gender and number.

use crate::lexicon::{Gender, Number, Tag};

/// Gender and number, as a set of the pairs that are possible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreement(u8);

impl Agreement {
    /// The pairs that a reading may have.
    pub fn of(tag: Tag) -> Agreement {
        Agreement::pairs(tag.gender(), tag.number())
    }

    /// All pairs of these genders and numbers; `None` and `Both` stand for either.
    pub fn pairs(gender: Gender, number: Number) -> Agreement {
        let genders = match gender {
            Gender::Masculine => 0b0011,
            Gender::Feminine => 0b1100,
            _ => 0b1111,
        };
        let numbers = match number {
            Number::Singular => 0b0101,
            Number::Plural => 0b1010,
            _ => 0b1111,
        };
        Agreement(genders & numbers)
    }

    /// What both may be.
    pub fn and(self, other: Agreement) -> Agreement {
        Agreement(self.0 & other.0)
    }

    /// What either may be.
    pub fn or(self, other: Agreement) -> Agreement {
        Agreement(self.0 | other.0)
    }

    /// Is no pair possible?
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The same genders in either number.
    pub fn in_either_number(self) -> Agreement {
        Agreement(self.0 | (self.0 & 0b0101) << 1 | (self.0 & 0b1010) >> 1)
    }

    /// The gender, if only one is possible.
    pub fn gender(self) -> Option<Gender> {
        match (self.0 & 0b0011 != 0, self.0 & 0b1100 != 0) {
            (true, false) => Some(Gender::Masculine),
            (false, true) => Some(Gender::Feminine),
            _ => None,
        }
    }

    /// The number, if only one is possible.
    pub fn number(self) -> Option<Number> {
        match (self.0 & 0b0101 != 0, self.0 & 0b1010 != 0) {
            (true, false) => Some(Number::Singular),
            (false, true) => Some(Number::Plural),
            _ => None,
        }
    }
}
