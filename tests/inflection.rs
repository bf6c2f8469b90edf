//! Inflection against French grammar: `inflection.tsv` has a lemma, the features asked for (in the
//! words of `Tag::parse`), and the form that a grammar book gives.

use relire::lexicon::{Lexicon, Tag};

#[test]
fn every_form_is_the_grammar_books() {
    let lexicon = Lexicon::embedded();
    let mut cases = 0;
    let mut wrong = Vec::new();
    for line in include_str!("inflection.tsv").lines() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [lemma, words, expected] = columns[..] else {
            panic!("three columns wanted: {line}");
        };
        let features = Tag::parse(words).expect(line).features();
        let id = lexicon.lemma_id(lemma);
        let found = id.and_then(|id| lexicon.inflect(id, &features));
        cases += 1;
        if found.as_deref().unwrap_or("-") != expected {
            wrong.push(format!("{lemma}, {words}: {found:?}, not {expected}"));
        }
    }
    assert!(cases >= 200, "only {cases} cases");
    assert!(wrong.is_empty(), "{} of {cases}:\n{}", wrong.len(), wrong.join("\n"));
}

/// Whatever a lemma's paradigm holds must be found again by looking the form up.
#[test]
fn forms_and_analyses_agree() {
    let lexicon = Lexicon::embedded();
    for word in ["cheval", "aller", "œuvre", "pouvoir", "beau", "Paris", "le", "arc-en-ciel"] {
        let id = lexicon.lemma_id(word).expect(word);
        let mut count = 0;
        for (tag, form) in lexicon.forms(id) {
            let mut readings = lexicon.analyses(&relire::lexicon::fold(&form));
            assert!(readings.any(|r| r.lemma == id && r.tag == tag), "{word}: {form} {tag:?}");
            count += 1;
        }
        assert!(count > 0, "{word}");
    }
}
