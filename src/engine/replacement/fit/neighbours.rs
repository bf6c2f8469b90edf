//! The words around a noun that is replaced by one of another gender or number: which of them agree
//! with it, and the forms they take.

use std::ops::Range;

use super::Change;
use super::join::{Agreement, is_determiner, noun_agreement};
use crate::engine::page::Page;
use crate::lexicon::{Features, Gender, Lexicon, Number, Pos, fold};
use crate::text::{Kind, Word};

/// What is taken along after a noun.
pub struct After {
    /// Where it ends, in bytes of the page.
    pub end: usize,
    /// What is written there, its leading space included.
    pub text: String,
}

/// A replacement in the plural, where a singular noun takes the place of a plural one (`old`) after a word in
/// the plural: *deux sacs*, *les nouvelles factures*.
pub fn plural_like(page: &Page, tokens: &Range<usize>, old: Agreement, text: &str) -> Option<String> {
    if old.1 == Number::Plural && is_borrowed(text) && follows_plural(page, tokens.start) {
        return Some(format!("{text}s"));
    }
    let mut words = text.split(' ').peekable();
    let first = words.next()?;
    let new = noun_agreement(&fold(first))?;
    let has_plural =
        words.peek().is_some_and(|next| noun_agreement(&fold(next)).is_some_and(|n| n.1 == Number::Plural));
    let is_noun = !has_reading(first, &[Pos::Determiner]);
    if old.1 != Number::Plural || new.1 != Number::Singular || has_plural || !is_noun {
        return None;
    }
    if !follows_plural(page, tokens.start) {
        return None;
    }
    let mut plural = inflected(first, Pos::Noun, new, (new.0, Number::Plural))?;
    let mut agreeing = true;
    for word in words {
        agreeing &= !has_reading(word, &[Pos::Preposition, Pos::Determiner, Pos::Adverb]);
        let form = agreeing.then(|| inflected(word, Pos::Adjective, new, (new.0, Number::Plural))).flatten();
        agreeing = form.is_some();
        plural.push(' ');
        plural.push_str(form.as_deref().unwrap_or(word));
    }
    Some(plural)
}

/// The adjectives right after a noun, and the participle or adjective that *être* joins to it, in the forms that
/// suit the new noun.
pub fn after(page: &Page, tokens: &Range<usize>, change: &Change) -> Option<After> {
    let mut after = After { end: 0, text: String::new() };
    let mut next = tokens.end;
    while let Some(form) = word_in_line(page, next).and_then(|word| agreeing(word, change)) {
        take(page, &mut after, next, &form);
        next += 1;
    }
    // A verb that would have to change its number is left to whoever reads the fix.
    if change.old.1 == change.new.1
        && let Some(attribute) = after_etre(page, next)
        && let Some(form) = word_in_line(page, attribute).and_then(|word| agreed(word, change))
    {
        for n in next..attribute {
            take(page, &mut after, n, page.spelled(n));
        }
        take(page, &mut after, attribute, &form);
    }
    (after.end > 0).then_some(after)
}

/// The adjective between a determiner and the noun that starts at token `noun`, in the form that suits the noun
/// that `text` brings there.
pub fn adjective_before(page: &Page, noun: usize, change: &Change, text: &str) -> Option<String> {
    let at = noun.checked_sub(1)?;
    let determiner = noun.checked_sub(2)?;
    let (word, noun) = (word_in_line(page, at)?, word_in_line(page, noun)?);
    let determined = page.tokens()[determiner].is_word() && is_determiner(&page.word(determiner).folded);
    if !determined || noun.is_capitalised() || is_determiner(&word.folded) {
        return None;
    }
    let form = before_vowel(word, change)
        .or_else(|| word.has_pos(Pos::Adjective).then(|| agreed(word, change)).flatten())?;
    Some(before_noun(form, change.new, text.split(' ').next()?))
}

/// An adjective in the form that agrees with `agreement`, as it stands right before its noun: *bel* for *beau*.
pub fn before_noun(form: String, (gender, number): Agreement, noun: &str) -> String {
    let vowel = Lexicon::embedded().elides(&fold(noun));
    let masculine = gender == Gender::Masculine && number != Number::Plural;
    let short = BEFORE_VOWEL.iter().find(|(long, _)| vowel && masculine && *long == form);
    short.map_or(form, |(_, short)| (*short).to_string())
}

/// *à le*, *de les*: what they are together, where a replacement that starts with its article follows *à* or *de*.
/// `before` is the article's token; the place is where the preposition starts.
pub fn contracted(page: &Page, before: usize, joined: &str) -> Option<(usize, String)> {
    let preposition = before.checked_sub(1)?;
    let token = page.tokens()[preposition];
    if !token.is_word() || !page.tokens()[before].space_before || page.tokens()[before].line_start {
        return None;
    }
    let plural = joined.starts_with("les ");
    let rest = joined.strip_prefix("les ").or_else(|| joined.strip_prefix("le "))?;
    let head = match (&*page.word(preposition).folded, plural) {
        ("de", false) => "du",
        ("de", true) => "des",
        ("à", false) => "au",
        ("à", true) => "aux",
        _ => return None,
    };
    Some((token.start as usize, format!("{head} {rest}")))
}

/// Masculine forms that change before a vowel.
const BEFORE_VOWEL: [(&str, &str); 5] =
    [("beau", "bel"), ("nouveau", "nouvel"), ("vieux", "vieil"), ("fou", "fol"), ("mou", "mol")];

fn take(page: &Page, after: &mut After, token: usize, form: &str) {
    after.end = page.tokens()[token].end as usize;
    if page.tokens()[token].space_before {
        after.text.push(' ');
    }
    after.text.push_str(form);
}

fn word_in_line<'p>(page: &Page<'p>, token: usize) -> Option<&'p Word> {
    let found = page.tokens().get(token)?;
    (found.is_word() && found.space_before && !found.sentence_start && !found.line_start)
        .then(|| page.word(token))
}

/// Is it a word that French has borrowed and the dictionary does not know, in the singular: *run*, *sack*?
fn is_borrowed(text: &str) -> bool {
    text.len() > 2
        && text.bytes().all(|b| b.is_ascii_lowercase())
        && !text.ends_with(['s', 'x', 'z'])
        && Lexicon::embedded().analyses(text).next().is_none()
}

/// Does a plural determiner or a numeral stand before this token, perhaps with an adjective between?
fn follows_plural(page: &Page, token: usize) -> bool {
    let plural_of = |n: usize, parts: &[Pos]| {
        page.tokens()[n].kind == Kind::Number
            || page.tokens()[n].is_word()
                && page.word(n).analyses.iter().any(|a| {
                    parts.contains(&a.tag.pos())
                        && (a.tag.number() == Number::Plural || a.tag.pos() == Pos::Numeral)
                })
    };
    const DETERMINERS: [Pos; 3] = [Pos::Determiner, Pos::Numeral, Pos::Preposition];
    let Some(before) = token.checked_sub(1) else { return false };
    plural_of(before, &DETERMINERS)
        || plural_of(before, &[Pos::Adjective]) && before > 0 && plural_of(before - 1, &DETERMINERS)
}

/// Has the word a reading as one of these parts of speech?
fn has_reading(word: &str, parts: &[Pos]) -> bool {
    Lexicon::embedded().analyses(&fold(word)).any(|a| parts.contains(&a.tag.pos()))
}

/// The form of an adjective or participle that agreed with the old noun and has to agree with the new one.
fn agreeing(word: &Word, change: &Change) -> Option<String> {
    let adjective =
        word.is_only(&[Pos::Adjective, Pos::Verb]) && !word.analyses.iter().any(|a| a.tag.finite());
    if adjective { agreed(word, change) } else { None }
}

/// The same of a word that its place shows to be one.
fn agreed(word: &Word, change: &Change) -> Option<String> {
    let own = Features::new().gender(change.old.0).number(change.old.1);
    let reading = word.analyses.iter().find(|a| a.tag.adjectival() && a.tag.matches(&own))?;
    let wanted =
        Features { gender: Some(change.new.0), number: Some(change.new.1), ..reading.tag.features() };
    Lexicon::embedded().inflect(reading.lemma, &wanted)
}

/// *nouvel*, *bel*: their readings are rare ones, and their other forms those of the adjective.
fn before_vowel(word: &Word, change: &Change) -> Option<String> {
    let (long, _) = BEFORE_VOWEL.iter().find(|(_, short)| *short == &*word.folded)?;
    let lemma = Lexicon::embedded().lemma_id(long)?;
    let wanted = Features {
        pos: Some(Pos::Adjective),
        gender: Some(change.new.0),
        number: Some(change.new.1),
        ..Features::new()
    };
    Lexicon::embedded().inflect(lemma, &wanted)
}

/// The form of a word of this part of speech that has `own`, with other features.
fn inflected(word: &str, pos: Pos, own: Agreement, new: Agreement) -> Option<String> {
    let lexicon = Lexicon::embedded();
    let own = Features::new().gender(own.0).number(own.1);
    let reading = lexicon.analyses(&fold(word)).find(|a| {
        (a.tag.pos() == pos || pos == Pos::Adjective && a.tag.adjectival()) && a.tag.matches(&own)
    })?;
    let wanted = Features { gender: Some(new.0), number: Some(new.1), ..reading.tag.features() };
    lexicon.inflect(reading.lemma, &wanted)
}

/// The token after a form of *être* (*est*, *a été*, *n’était pas*) that starts at `from`.
fn after_etre(page: &Page, from: usize) -> Option<usize> {
    let lexicon = Lexicon::embedded();
    let (etre, avoir) = (lexicon.lemma_id("être")?, lexicon.lemma_id("avoir")?);
    let is = |n: usize, lemma| word_in_line(page, n).is_some_and(|word| word.has_lemma(lemma));
    let verb = if is(from, avoir) && is(from + 1, etre) { from + 1 } else { from };
    is(verb, etre).then_some(verb + 1)
}
