//! What is asked of a form.

use serde::{Deserialize, Serialize};

use super::{Gender, Number, Person, Pos, Tense};

/// What a form must have; what is left out does not matter.
#[derive(Copy, Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub struct Features {
    /// Part of speech.
    pub pos: Option<Pos>,
    /// Gender.
    pub gender: Option<Gender>,
    /// Number.
    pub number: Option<Number>,
    /// Person.
    pub person: Option<Person>,
    /// Mood and tense.
    pub tense: Option<Tense>,
}

impl Features {
    /// Features that every form has.
    pub fn new() -> Features {
        Features::default()
    }

    /// Asks for a part of speech.
    pub fn pos(mut self, pos: Pos) -> Features {
        self.pos = Some(pos);
        self
    }

    /// Asks for a gender.
    pub fn gender(mut self, gender: Gender) -> Features {
        self.gender = Some(gender);
        self
    }

    /// Asks for a number.
    pub fn number(mut self, number: Number) -> Features {
        self.number = Some(number);
        self
    }

    /// Asks for a person.
    pub fn person(mut self, person: Person) -> Features {
        self.person = Some(person);
        self
    }

    /// Asks for a mood and tense.
    pub fn tense(mut self, tense: Tense) -> Features {
        self.tense = Some(tense);
        self
    }
}
