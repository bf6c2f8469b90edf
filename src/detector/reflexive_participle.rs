//! A participle after a reflexive that does not agree with its subject: *elle s'est blessé*.

use super::Detector;
use super::predicate::{after_adverbs, is_unchanged, pronoun_subject, report};
use crate::engine::{Hit, Page};
use crate::grammar::Grammar;
use crate::lexicon::{Analysis, Lexicon, Pos, Tense};
use crate::text::Word;

/// A participle after *s'est, se sont* of a verb whose reflexive is its object: *elle s'est blessé au genou, la réunion
/// s'est tenu hier*. Captures: `fixed`.
#[derive(Debug)]
pub struct ReflexiveParticiple;

impl Detector for ReflexiveParticiple {
    fn wakes(&self, word: &Word) -> bool {
        matches!(&*word.folded, "elle" | "elles" | "ils" | "l'") || Grammar::is_determiner_form(&word.folded)
    }

    fn follows(&self, word: Option<&Word>) -> bool {
        word.is_some_and(|w| {
            matches!(&*w.folded, "s'" | "se" | "ne")
                || [Pos::Noun, Pos::Adjective, Pos::Numeral].iter().any(|&pos| w.has_pos(pos))
        })
    }

    fn detect(&self, page: &Page, places: &[usize], add: &mut dyn FnMut(Hit)) {
        let grammar = Grammar::new(page);
        let lexicon = Lexicon::embedded();
        for &at in places {
            let found = match pronoun_subject(&grammar, at) {
                Some((end, agreement)) => grammar.verb_of(end).map(|verb| (verb, agreement)),
                None => grammar.subject(at).map(|subject| (subject.verb, subject.agreement)),
            };
            let Some((verb, subject)) = found else { continue };
            let reflexive = matches!(grammar.form(grammar.before(verb)), "s'" | "se");
            // “le match s'annonce difficiles”
            let shows = ["annoncer", "avérer", "montrer", "révéler"];
            if reflexive && shows.iter().any(|lemma| Grammar::is_auxiliary(page.word(verb), lemma)) {
                if let Some(said) = after_adverbs(&grammar, verb)
                    && page.word(said).is_only(&[Pos::Adjective])
                    && !is_unchanged(&page.word(said).folded)
                    && !grammar.next(said).and_then(|n| grammar.word(n)).is_some_and(|w| w.has_pos(Pos::Noun))
                {
                    report(page, said, subject, |a| a.tag.adjectival(), add);
                }
                continue;
            }
            let reflexive = reflexive && grammar.word(verb).is_some_and(|w| Grammar::is_auxiliary(w, "être"));
            let Some(said) = after_adverbs(&grammar, verb).filter(|_| reflexive) else { continue };
            let word = page.word(said);
            let direct = word.analyses.iter().any(|a| {
                a.tag.mood_tense() == Some(Tense::PastParticiple)
                    && DIRECT.binary_search(&lexicon.lemma(a.lemma)).is_ok()
            });
            // “elle s'est blessé le genou”, “elles se sont succédé”: the object comes after.
            let object = grammar.next(said).and_then(|n| grammar.word(n)).is_some_and(|w| {
                w.has_pos(Pos::Determiner) && !matches!(&*w.folded, "de" | "d'" | "du" | "au" | "aux")
                    || w.has_pos(Pos::Noun) && w.is_only(&[Pos::Noun])
                    || w.has_pos(Pos::Numeral)
            });
            if direct && !object {
                let participle = |a: &Analysis| a.tag.mood_tense() == Some(Tense::PastParticiple);
                report(page, said, subject, participle, add);
            }
        }
    }
}

/// Verbs whose reflexive is a direct object, or that have no other use, in order.
const DIRECT: [&str; 251] = [
    "absenter",
    "achever",
    "adapter",
    "adresser",
    "affirmer",
    "agenouiller",
    "aggraver",
    "allonger",
    "amuser",
    "améliorer",
    "apercevoir",
    "appauvrir",
    "appeler",
    "approcher",
    "appuyer",
    "arranger",
    "arrêter",
    "asseoir",
    "associer",
    "attacher",
    "attaquer",
    "attarder",
    "avancer",
    "aventurer",
    "avérer",
    "baigner",
    "baisser",
    "balader",
    "battre",
    "blesser",
    "bousculer",
    "brouiller",
    "cacher",
    "calmer",
    "cantonner",
    "chamailler",
    "charger",
    "classer",
    "compliquer",
    "comporter",
    "concentrer",
    "conclure",
    "conduire",
    "confesser",
    "confier",
    "connecter",
    "consacrer",
    "contenter",
    "convertir",
    "coucher",
    "couvrir",
    "creuser",
    "dessiner",
    "diriger",
    "disperser",
    "disputer",
    "dissiper",
    "distinguer",
    "divertir",
    "débarrasser",
    "débattre",
    "débrouiller",
    "déclarer",
    "défendre",
    "dégager",
    "déguiser",
    "démarquer",
    "démener",
    "déplacer",
    "dépêcher",
    "dérouler",
    "désister",
    "détacher",
    "détendre",
    "détourner",
    "détériorer",
    "développer",
    "dévouer",
    "effondrer",
    "efforcer",
    "embarquer",
    "emparer",
    "endormir",
    "enfermer",
    "enfoncer",
    "enfuir",
    "engager",
    "enrichir",
    "entraîner",
    "entretenir",
    "envoler",
    "essouffler",
    "excuser",
    "exercer",
    "exhiber",
    "exiler",
    "exposer",
    "fatiguer",
    "fiancer",
    "figer",
    "fixer",
    "focaliser",
    "fondre",
    "former",
    "fâcher",
    "féliciter",
    "glisser",
    "habiller",
    "habituer",
    "heurter",
    "hisser",
    "hâter",
    "identifier",
    "illustrer",
    "impliquer",
    "imposer",
    "incliner",
    "indigner",
    "infiltrer",
    "informer",
    "initier",
    "inquiéter",
    "inscrire",
    "inspirer",
    "installer",
    "insurger",
    "insérer",
    "intensifier",
    "interposer",
    "interrompre",
    "introduire",
    "intégrer",
    "intéresser",
    "investir",
    "isoler",
    "jeter",
    "joindre",
    "lancer",
    "lever",
    "lier",
    "livrer",
    "loger",
    "maintenir",
    "manifester",
    "maquiller",
    "marier",
    "mobiliser",
    "moquer",
    "motiver",
    "méfier",
    "métamorphoser",
    "mêler",
    "noyer",
    "occuper",
    "opposer",
    "orienter",
    "ouvrir",
    "passionner",
    "pencher",
    "perfectionner",
    "placer",
    "plaindre",
    "positionner",
    "poursuivre",
    "presser",
    "priver",
    "produire",
    "promener",
    "prononcer",
    "propager",
    "protéger",
    "précipiter",
    "préparer",
    "présenter",
    "qualifier",
    "ranger",
    "rapprocher",
    "rassembler",
    "raviser",
    "rebeller",
    "reconvertir",
    "redresser",
    "refermer",
    "relever",
    "relâcher",
    "remarier",
    "remettre",
    "rencontrer",
    "renforcer",
    "renouveler",
    "renseigner",
    "repentir",
    "replier",
    "reposer",
    "ressaisir",
    "retirer",
    "retourner",
    "retrouver",
    "ruer",
    "ruiner",
    "réconcilier",
    "réfugier",
    "régaler",
    "réjouir",
    "répandre",
    "résigner",
    "rétablir",
    "réunir",
    "réveiller",
    "révolter",
    "révéler",
    "sacrifier",
    "saisir",
    "sauver",
    "soigner",
    "soulever",
    "soumettre",
    "spécialiser",
    "stabiliser",
    "suicider",
    "séparer",
    "taire",
    "tenir",
    "terminer",
    "transformer",
    "tromper",
    "tuer",
    "unir",
    "vanter",
    "venger",
    "vider",
    "écarter",
    "éclater",
    "écouler",
    "écraser",
    "écrouler",
    "égarer",
    "élancer",
    "élargir",
    "élever",
    "éloigner",
    "énerver",
    "épanouir",
    "épuiser",
    "établir",
    "éteindre",
    "étendre",
    "étonner",
    "évader",
    "évanouir",
    "éveiller",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detector::tests::mended;

    #[test]
    fn a_reflexive_agrees_where_it_is_the_object() {
        for (text, fixed) in [
            ("Elle s'est blessé au genou.", "blessée"),
            ("Les deux clubs se sont rencontré hier.", "rencontrés"),
        ] {
            assert_eq!(mended(&ReflexiveParticiple, text).as_deref(), Some(fixed), "{text}");
        }
        for text in
            ["Elle s'est blessé le genou.", "Elles se sont parlé.", "Elle s'est rendu compte de tout."]
        {
            assert_eq!(mended(&ReflexiveParticiple, text), None, "{text}");
        }
    }
}
