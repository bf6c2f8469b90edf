//! No input makes the lexicon panic, and folding is stable.

use proptest::prelude::*;
use relire::lexicon::{Features, Lexicon, fold, is_english};

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-zA-ZàâçéèêëîïôûùœæÉÀŒ’'-]{0,20}",
        "(l'|d’|qu')?[hoyu][a-zéè]{0,8}(-t)?-?[a-z]{0,4}",
    ]
}

proptest! {
    #[test]
    fn any_word_can_be_asked(word in words()) {
        let lexicon = Lexicon::embedded();
        let folded = fold(&word);
        prop_assert_eq!(&fold(&folded), &folded);
        for key in [word.as_str(), &folded] {
            let analyses = lexicon.analyses(key);
            prop_assert_eq!(analyses.is_empty(), !lexicon.contains(key));
            for analysis in analyses {
                prop_assert!(!lexicon.lemma(analysis.lemma).is_empty());
                let _ = lexicon.inflect(analysis.lemma, &Features::new());
            }
            let _ = (lexicon.elision(key), lexicon.recognizes(key), is_english(key));
            let _ = lexicon.lemma_id(key);
        }
    }
}
