//! How often French prose holds its commonest words: what anchors of patterns are weighed by.

use std::collections::HashMap;
use std::sync::LazyLock;

use rustc_hash::FxBuildHasher;

use crate::lexicon::{Features, LemmaId, Lexicon, Number, Pos, Tense};
use crate::text::{Form, Sign};

/// Folded forms and how often each stands in ten thousand tokens of debates of the Assemblée nationale, novels of the
/// nineteenth century and the treebank UD French Sequoia, as counted by relire’s tokenizer.
const FORMS: &str = "\
    . 739 , 476 de 325 la 269 l' 193 le 192 à 190 est 188 les 127 et 121 d' 105 il 99 en 98 des 95 un 89 une 77 \
    pour 76 que 75 du 74 ! 72 je 70 pas 66 nous 64 monsieur 63 ce 59 parole 57 ? 57 ne 56 vous 54 dans 53 a 51 \
    n' 46 sur 42 c' 42 qui 41 amendement 41 s' 39 au 39 par 37 cette 35 se 34 qu' 32 plus 29 était 29 on 27 avis \
    27 mais 27 madame 26 donc 25 cent 25 y 25 : 25 numéro 24 soutenir 24 deux 24 ces 24 sont 23 elle 22 bien 22 \
    tout 21 ( 21 ) 21 avec 20 cela 20 j' 20 été 19 son 19 être 19 avait 19 aux 18 - 17 dit 17 me 16 ont 16 comme \
    16 quel 15 commission 15 cet 15 gouvernement 15 fait 15 votre 14 lui 14 même 14 ou 14 si 14 sa 14 ils 13 mon \
    12 ses 12 très 12 défavorable 11 trois 11 aussi 11 faire 10 notre 10 ai 10 leur 10 sans 10 faut 10 ministre \
    9 tous 9 répondit 9 mille 9 groupe 9 question 9 non 9 avons 9 chez 8 suis 8 e 8 nos 8 article 8 là 8 ; 8 \
    avez 8 ma 8 rien 8 peu 8 point 7 état 7 amendements 7 encore 7 après 7 autres 7 où 7 affaire 7 \
    doit 7 peut 7 alors 7 entre 7 m' 7 ainsi 7 fut 7 avoir 7 temps 6 » 6 également 6 oui 6 effet 6 \
    moins 6 homme 6 président 6 déjà 6 moi 6 « 6 — 6 sera 6 cinq 6 dire 6 quelques 6 tu 6 autre 6 toutes 6 ans 6 \
    loi 6 sommes 6 étaient 6 quatre 5 aujourd 5 hui 5 cas 5 toujours 5 sous 5 pourquoi 5 est-ce 5 ailleurs 5 \
    avant 5 six 5 france 5 voir 5 premier 5 rapporteur 5 toute 5 bon 5 dont 5 agit 5 contre 5 plusieurs 5 texte \
    5 voilà 5 fois 5 puis 5 serait 4 heures 4 raison 4 favorable 4 séance 4 leurs 4 eu 4 elles 4 jour 4 mes 4 \
    depuis 4 huit 4 jamais 4 paris 4 soit 4";

/// How often a word stands in ten thousand tokens that is not among the common ones.
const RARE: f32 = 0.05;
/// How many tokens in ten thousand are not among the common ones.
const OTHERS: f32 = 4_000.0;

struct Common {
    forms: HashMap<Form, f32, FxBuildHasher>,
    lemmas: HashMap<LemmaId, f32, FxBuildHasher>,
    signs: Vec<(Sign, f32)>,
}

static COMMON: LazyLock<Common> = LazyLock::new(|| {
    let mut common = Common { forms: HashMap::default(), lemmas: HashMap::default(), signs: Vec::new() };
    let mut words = FORMS.split_ascii_whitespace();
    while let (Some(form), Some(count)) = (words.next(), words.next()) {
        let count: f32 = count.parse().unwrap_or(RARE);
        let readings: Vec<_> = Lexicon::embedded().analyses(form).collect();
        for reading in &readings {
            *common.lemmas.entry(reading.lemma).or_insert(0.0) += count / readings.len() as f32;
        }
        common.forms.insert(Form::of(form), count);
        common.signs.push((Sign::of_readings(Form::of(form), &readings).or(Sign::LOWER), count));
    }
    common
});

/// How often a folded form stands in ten thousand tokens.
pub fn of_form(form: Form) -> f32 {
    COMMON.forms.get(&form).copied().unwrap_or(RARE)
}

/// How often a form of a lemma stands in ten thousand tokens.
pub fn of_lemma(lemma: LemmaId) -> f32 {
    3.0 * RARE + COMMON.lemmas.get(&lemma).copied().unwrap_or(0.0)
}

/// Which part of all tokens has something in common with a sign.
pub fn share(sign: Sign) -> f32 {
    if sign == Sign::ANY {
        return 1.0;
    }
    let common = COMMON.signs.iter().filter(|(own, _)| own.meets(sign));
    let common: f32 = common.map(|(_, count)| count).sum();
    // Of the other words, so many share a bit by chance, or have what the sign asks for.
    let (pos, any) = (|pos| Features::new().pos(pos), Features::new());
    let (verb, singular, plural) = (pos(Pos::Verb), any.number(Number::Singular), any.number(Number::Plural));
    let kinds = [
        (Sign::of_features(&singular.pos(Pos::Noun)), 0.4),
        (Sign::of_features(&plural.pos(Pos::Noun)), 0.15),
        (Sign::of_features(&singular.pos(Pos::Adjective)), 0.25),
        (Sign::of_features(&plural.pos(Pos::Adjective)), 0.1),
        (Sign::of_features(&verb.tense(Tense::IndicativePresent)), 0.15),
        (Sign::of_features(&verb.tense(Tense::Infinitive)), 0.1),
        (Sign::of_features(&verb.tense(Tense::PastParticiple)), 0.1),
        (Sign::of_features(&verb.tense(Tense::PresentParticiple)), 0.02),
        (Sign::CAPITAL, 0.15),
        (Sign::LOWER, 0.8),
        (Sign::UNKNOWN, 0.05),
    ];
    let kinds: f32 = kinds.iter().filter(|(kind, _)| kind.meets(sign)).map(|(_, part)| part).sum();
    let chance = 0.05 * sign.shared() as f32;
    (common + OTHERS * (kinds + chance).min(1.0)) / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_weigh_more() {
        let [de, homme, zinzolin] = ["de", "homme", "zinzolin"].map(Form::of);
        assert!(of_form(de) > of_form(homme) && of_form(homme) > of_form(zinzolin));
        let lemma = |text| Lexicon::embedded().lemma_id(text).expect("a lemma");
        assert!(of_lemma(lemma("être")) > of_lemma(lemma("zinzinuler")));
        assert!(share(Sign::of_form(de)) > share(Sign::of_form(zinzolin)) && share(Sign::ANY) == 1.0);
    }
}
