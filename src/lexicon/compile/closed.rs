//! The hand-written lines: the closed classes, irregular words, and readings to be wary of.

use std::collections::BTreeSet;

use super::{CompileError, Reading, Readings, Tag, fold};
use crate::lexicon::{Flag, Pos};

/// One line: form, lemma and tag, separated by tabs.
struct Line {
    number: usize,
    form: String,
    lemma: String,
    tag: Tag,
}

/// Joins the lines to the dictionary's readings. For a form that they list, they replace the
/// dictionary's determiners, pronouns, prepositions and conjunctions, and its readings of the same
/// part of speech. A line marked “unlikely” adds nothing: it marks the reading that has its form
/// (any, if the form is `*`), lemma and part of speech.
pub(super) fn join(all: &mut Readings, text: &str) -> Result<(), CompileError> {
    let lines = parse(text)?;
    let (marks, lines): (Vec<Line>, Vec<Line>) =
        lines.into_iter().partition(|line| line.tag.has(Flag::Unlikely));
    for line in &lines {
        if let Some(readings) = all.get_mut(&*fold(&line.form)) {
            readings.retain(|r| !is_closed(r.tag.pos()) && r.tag.pos() != line.tag.pos());
        }
    }
    for Line { form, lemma, tag, .. } in lines {
        // An elided form is never what inflection should give.
        let tag = if tag.has(Flag::Elided) { tag.with(Flag::Rare) } else { tag };
        let folded = fold(&form).into_owned();
        all.entry(folded).or_default().insert(Reading { lemma, form, tag });
    }
    marks.iter().try_for_each(|line| mark(all, line))
}

fn mark(all: &mut Readings, line: &Line) -> Result<(), CompileError> {
    let meant = |r: &Reading| r.lemma == line.lemma && r.tag.pos() == line.tag.pos();
    let mut found = false;
    let mut mark_in = |readings: &mut BTreeSet<Reading>| {
        let chosen: Vec<Reading> = readings.iter().filter(|r| meant(r)).cloned().collect();
        for reading in chosen {
            found = true;
            readings.remove(&reading);
            let tag = reading.tag.with(Flag::Unlikely);
            readings.insert(Reading { tag, ..reading });
        }
    };
    match line.form.as_str() {
        "*" => all.values_mut().filter(|set| set.iter().any(meant)).for_each(mark_in),
        form => all.get_mut(&*fold(form)).into_iter().for_each(&mut mark_in),
    }
    if found {
        return Ok(());
    }
    let problem = "no such reading to mark".to_owned();
    Err(CompileError::Closed { line: line.number, problem })
}

fn parse(text: &str) -> Result<Vec<Line>, CompileError> {
    let lines = text.lines().enumerate();
    let lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    lines.map(|(i, line)| parse_line(i + 1, line)).collect()
}

fn parse_line(number: usize, line: &str) -> Result<Line, CompileError> {
    let wrong = |problem: String| CompileError::Closed { line: number, problem };
    let columns: Vec<&str> = line.split('\t').collect();
    let [form, lemma, words] = columns[..] else {
        return Err(wrong("form, lemma and tag wanted".to_owned()));
    };
    let tag = Tag::parse(words).map_err(|word| wrong(format!("unknown word “{word}”")))?;
    Ok(Line { number, form: form.to_owned(), lemma: lemma.to_owned(), tag })
}

fn is_closed(pos: Pos) -> bool {
    matches!(pos, Pos::Determiner | Pos::Pronoun | Pos::Preposition | Pos::Conjunction)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings() -> Readings {
        let reading = |words: &str, lemma: &str| Reading {
            lemma: lemma.to_owned(),
            form: "dans".to_owned(),
            tag: Tag::parse(words).unwrap(),
        };
        let set = [reading("noun mas pl", "dan"), reading("pron", "dans")];
        Readings::from([("dans".to_owned(), set.into())])
    }

    #[test]
    fn replaces_closed_classes_and_marks_unlikely_readings() {
        let mut all = readings();
        join(&mut all, "# a comment\ndans\tdans\tprep\ndans\tdan\tnoun unlikely\n").unwrap();
        let tags: Vec<String> = all["dans"].iter().map(|r| format!("{:?}", r.tag)).collect();
        assert_eq!(tags, ["noun mas pl unlikely", "prep"]);
    }

    #[test]
    fn names_the_line_that_is_wrong() {
        for text in ["\nx\ty", "\nx\ty\tblue", "\ndans\tx\tnoun unlikely"] {
            let error = join(&mut readings(), text).unwrap_err().to_string();
            assert!(error.contains("line 2"), "{error}");
        }
    }
}
