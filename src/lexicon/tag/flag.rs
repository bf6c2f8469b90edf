//! The yes-or-no properties of a reading.

/// One yes-or-no property of a [`Tag`](super::Tag), beside its part of speech and agreement.
#[derive(Copy, Clone, Debug, Eq, PartialEq)]
#[repr(u32)]
pub enum Flag {
    /// A verb that takes a direct object.
    Transitive = 1 << 18,
    /// A verb that does without an object.
    Intransitive = 1 << 19,
    /// A verb whose object comes with a preposition.
    Indirect = 1 << 20,
    /// A verb that can be, or always is, reflexive.
    Pronominal = 1 << 21,
    /// A verb whose compound tenses take *être*, even when it is not reflexive.
    WithEtre = 1 << 22,
    /// *être* or *avoir*.
    Auxiliary = 1 << 23,
    /// A verb that only has *il* for subject.
    Impersonal = 1 << 24,
    /// A pronoun or *ne* that leans on the verb: *je, le, lui, y, en, se*.
    Clitic = 1 << 25,
    /// A pronoun that can be the subject.
    Subject = 1 << 26,
    /// A pronoun that can be an object.
    Object = 1 << 27,
    /// Preposition and article (or relative) in one: *du, aux, auquel*.
    Contracted = 1 << 28,
    /// Written with an apostrophe at the end: *l', qu'*.
    Elided = 1 << 29,
    /// A form `inflect` never chooses: *bel*, only before a vowel; *eussé*, only before *je*; *œils*.
    Rare = 1 << 30,
    /// A reading that running text hardly ever has: *dans* as the plural of *dan*, *nos* as that of
    /// *no*. Good for accepting a word, not for judging a sentence.
    Unlikely = 1 << 31,
}

impl Flag {
    pub(super) const NAMED: [(Flag, &'static str); 14] = [
        (Flag::Transitive, "trans"),
        (Flag::Intransitive, "intrans"),
        (Flag::Indirect, "indirect"),
        (Flag::Pronominal, "refl"),
        (Flag::WithEtre, "être"),
        (Flag::Auxiliary, "aux"),
        (Flag::Impersonal, "impers"),
        (Flag::Clitic, "clitic"),
        (Flag::Subject, "subject"),
        (Flag::Object, "object"),
        (Flag::Contracted, "contr"),
        (Flag::Elided, "elided"),
        (Flag::Rare, "rare"),
        (Flag::Unlikely, "unlikely"),
    ];
}
