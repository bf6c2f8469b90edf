//! Mending to a fixed point: apply, look again, and give back what made the text worse.
//!
//! Each round plans fixes for what was found, applies them, and checks the text they give. A set of fixes
//! is kept when everything they were to mend is gone and nothing else has come up, or when what came up in
//! their places can be mended in turn: an artefact may have hidden another. When it did not go so well, the fixes
//! on lines that got worse are set apart and the others tried again without them. Of those set apart, the ones that
//! do no good to their own part of a long text are dropped; the rest are tried in ever smaller sets, down to one, which
//! is kept if the text is the better for it. Findings therefore weigh less after each round, so that rounds come to an
//! end, and a round that keeps nothing is the last: mending a mended text changes nothing.

use std::borrow::Cow;

use super::places::{before_edits, places_of, touches};
use super::{apply, edits, plan};
use crate::finding::{Applicability, Edit, Finding};
use crate::format::{Excerpt, Format};
use crate::level::Severity;

/// Rounds come to an end by themselves; this bounds the time a contrived set of rules can take.
const MAX_ROUNDS: usize = 50;
/// How often a round may check the text. A round whose fixes all go well does so once.
const MAX_CHECKS: usize = 48;
/// How many times what came up in the place of a fix is mended in turn, before the fix is judged.
const MAX_FOLLOWED: usize = 3;

/// A text may not grow to more than twice its length and this many bytes: fixes that call for more of their own kind
/// would fill the memory before they are given back.
const GROWTH: usize = 1 << 16;

/// A mended text.
#[derive(Clone, Debug, PartialEq)]
pub struct Mended {
    /// The text.
    pub text: String,
    /// How many fixes were applied.
    pub fixed: usize,
    /// How many rounds applied one.
    pub rounds: usize,
    /// What was found before anything was mended.
    pub found: Vec<Finding>,
    /// What is found in the mended text.
    pub left: Vec<Finding>,
}

/// Mends `text` with the fixes of what `check` finds in it, as far as `level` allows.
pub fn mend(
    text: &str,
    format: Format,
    mut check: impl FnMut(&str) -> Vec<Finding>,
    level: Applicability,
) -> Mended {
    let found = check(text);
    let mut mended = Mended { text: text.to_owned(), fixed: 0, rounds: 0, left: found.clone(), found };
    while mended.rounds < MAX_ROUNDS {
        let planned = plan(&mended.text, &mended.left, level);
        if planned.is_empty() {
            break;
        }
        let mut round = Round::new(&mended.text, format, &mended.left, level, &mut check);
        round.keep(planned);
        let fixed = round.kept.len() + round.followed;
        let Some((text, left)) = round.best else { break };
        mended = Mended { text, left, fixed: mended.fixed + fixed, rounds: mended.rounds + 1, ..mended };
    }
    mended
}

/// One round: a text, what is found in it, and the fixes kept so far.
struct Round<'a, C> {
    text: &'a str,
    format: Format,
    findings: &'a [Finding],
    level: Applicability,
    check: &'a mut C,
    checks: usize,
    kept: Vec<&'a Finding>,
    /// How many fixes were applied to what came up. Then the round is over: places have moved.
    followed: usize,
    /// The text with what was kept, and what is found in it.
    best: Option<(String, Vec<Finding>)>,
}

impl<'a, C: FnMut(&str) -> Vec<Finding>> Round<'a, C> {
    fn new(
        text: &'a str,
        format: Format,
        findings: &'a [Finding],
        level: Applicability,
        check: &'a mut C,
    ) -> Round<'a, C> {
        Round { text, format, findings, level, check, checks: 0, kept: Vec::new(), followed: 0, best: None }
    }

    /// Keeps what can be kept of a set of fixes that don't touch each other.
    fn keep(&mut self, fixes: Vec<&'a Finding>) {
        if fixes.is_empty() || self.followed > 0 || self.checks >= MAX_CHECKS {
            return;
        }
        let mut all = [&self.kept[..], &fixes].concat();
        all.sort_by_key(|finding| finding.span);
        let all_edits = edits(&all, self.level);
        let Some(candidate) = self.applied(self.text, &all_edits) else {
            let (first, second) = fixes.split_at(fixes.len() / 2);
            if !first.is_empty() {
                self.keep(first.to_vec());
                self.keep(second.to_vec());
            }
            return;
        };
        let after = self.check(&candidate);

        let before = weigh(self.now());
        let wanted = match &fixes[..] {
            [_] => before.saturating_sub(1),
            many => before.saturating_sub(weigh(many.iter().copied())),
        };
        if weigh(&after) <= wanted {
            self.kept = all;
            self.best = Some((candidate, after));
        } else if let Some((text, findings, followed)) = self.follow(&candidate, &after, &all_edits, wanted) {
            self.kept = all;
            self.best = Some((text, findings));
            self.followed = followed;
        } else if fixes.len() > 1 {
            let (mut calm, mut suspect) = self.set_apart(&fixes, &all, &after);
            suspect.retain(|fix| self.may_go_well(fix));
            if calm.len() == fixes.len() {
                // What came up stands on other lines.
                calm.retain(|fix| self.may_go_well(fix));
            }
            if calm.len() == fixes.len() || suspect.len() == fixes.len() {
                let (first, second) = fixes.split_at(fixes.len() / 2);
                (calm, suspect) = (first.to_vec(), second.to_vec());
            }
            self.keep(calm);
            self.keep(suspect);
        }
    }

    /// Tries a fix on the part of the text around it, which costs little in a long one. True where that cannot tell.
    fn may_go_well(&mut self, fix: &Finding) -> bool {
        let Some(excerpt) = Excerpt::around(self.text, self.format, &fix.span.range()) else { return true };
        let Some(place) = excerpt.within(&fix.span.range()) else { return true };
        let found = (self.check)(&excerpt.text);
        let here = |finding: &&Finding| finding.span.range() == place && finding.rule == fix.rule;
        let Some(alone) = found.iter().find(here) else { return true };
        let mut round = Round::new(&excerpt.text, self.format, &found, self.level, self.check);
        round.keep(vec![alone]);
        round.best.is_some()
    }

    /// The text with these edits, unless they make it far longer than it was.
    fn applied(&self, text: &str, edits: &[&Edit]) -> Option<String> {
        let length = text.len() + edits.iter().map(|edit| edit.replacement.len()).sum::<usize>();
        (length <= 2 * self.text.len() + GROWTH).then(|| apply(text, edits.iter().copied()))
    }

    fn check(&mut self, text: &str) -> Vec<Finding> {
        self.checks += 1;
        (self.check)(text)
    }

    /// Mends what came up where `edits` made `text`, until findings weigh no more than `wanted`. Gives the text,
    /// what is found in it, and how many fixes that took.
    fn follow(
        &mut self,
        text: &str,
        findings: &[Finding],
        edits: &[&Edit],
        wanted: usize,
    ) -> Option<(String, Vec<Finding>, usize)> {
        let mut text = Cow::Borrowed(text);
        let mut findings = Cow::Borrowed(findings);
        let mut places = places_of(edits);
        let mut followed = 0;
        for _ in 0..MAX_FOLLOWED {
            let next: Vec<&Finding> = plan(&text, &findings, self.level)
                .into_iter()
                .filter(|finding| touches(&places, finding.span))
                .collect();
            if next.is_empty() || self.checks >= MAX_CHECKS {
                return None;
            }
            followed += next.len();
            let next = super::edits(&next, self.level);
            places = places_of(&next);
            let candidate = self.applied(&text, &next)?;
            let after = self.check(&candidate);
            if weigh(&after) <= wanted {
                return Some((candidate, after, followed));
            }
            text = Cow::Owned(candidate);
            findings = Cow::Owned(after);
        }
        None
    }

    /// What is found in the text with what was kept so far.
    fn now(&self) -> &[Finding] {
        self.best.as_ref().map_or(self.findings, |(_, findings)| findings)
    }

    /// Parts fixes on lines that are no worse from those on lines that are.
    fn set_apart(
        &self,
        fixes: &[&'a Finding],
        all: &[&'a Finding],
        after: &[Finding],
    ) -> (Vec<&'a Finding>, Vec<&'a Finding>) {
        let lines: Vec<usize> = memchr::memchr_iter(b'\n', self.text.as_bytes()).collect();
        let line = |offset: usize| lines.partition_point(|&end| end < offset);
        let mut worse = vec![0isize; lines.len() + 1];
        let mut add = |findings: &[Finding], edits: &[&Edit], sign: isize| {
            for finding in findings {
                worse[line(before_edits(finding.span.start(), edits))] += sign * weight(finding) as isize;
            }
        };
        add(after, &edits(all, self.level), 1);
        add(self.now(), &edits(&self.kept, self.level), -1);
        for fix in fixes {
            worse[line(fix.span.start())] += weight(fix) as isize;
        }

        fixes.iter().partition(|fix| worse[line(fix.span.start())] <= 0)
    }
}

fn weigh<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> usize {
    findings.into_iter().map(weight).sum()
}

fn weight(finding: &Finding) -> usize {
    match finding.severity {
        Severity::Hint => 1,
        Severity::Warning => 2,
        Severity::Error => 4,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fix::tests::finding;

    /// Finds each `wrong` and would replace it with what stands beside it.
    fn toy<'a>(pairs: &'a [(&'a str, &'a str)]) -> impl FnMut(&str) -> Vec<Finding> + 'a {
        move |text| {
            let mut findings: Vec<Finding> = pairs
                .iter()
                .flat_map(|(wrong, right)| {
                    text.match_indices(wrong)
                        .map(|(at, _)| finding(text, at..at + wrong.len(), right, Applicability::Safe))
                })
                .collect();
            findings.sort_by_key(|finding| finding.span);
            findings
        }
    }

    fn mended(text: &str, pairs: &[(&str, &str)]) -> Mended {
        mend(text, Format::Plain, toy(pairs), Applicability::Safe)
    }

    #[test]
    fn neighbours_take_a_round_each() {
        let result = mended("aa a", &[("a", "b")]);
        assert_eq!((result.text.as_str(), result.fixed, result.rounds), ("bb b", 3, 2));
        assert!(result.left.is_empty());
    }

    #[test]
    fn a_fix_may_lead_to_the_next() {
        let result = mended("a, a. a", &[("a", "b"), ("b", "c")]);
        assert_eq!((result.text.as_str(), result.fixed, result.rounds), ("c, c. c", 6, 1));
    }

    #[test]
    fn fixes_that_undo_each_other_are_given_back() {
        let result = mended("a, b", &[("a", "b"), ("b", "a")]);
        assert_eq!((result.text.as_str(), result.fixed, result.left.len()), ("a, b", 0, 2));
    }

    #[test]
    fn what_makes_the_text_worse_is_given_back_alone() {
        // There is no mending “!”.
        let pairs = [("a", "b"), ("x", "!!"), ("!", "!")];
        let text = "a a\na x a\na\n".repeat(20);
        let result = mended(&text, &pairs);
        assert_eq!(result.text, "b b\nb x b\nb\n".repeat(20));
        assert_eq!((result.fixed, result.left.len()), (100, 20));
    }

    #[test]
    fn a_long_text_is_not_read_again_for_each_fix() {
        let paragraph = |word: &str| format!("{word} {}\n\n", ". ".repeat(100));
        let text: String = (0..400).map(|n| paragraph(if n % 10 == 0 { "x" } else { "a" })).collect();
        let pairs = [("a", "b"), ("x", "!!"), ("!", "!")];
        let mut whole = 0;
        let check = |text: &str| {
            whole += usize::from(text.len() > 40_000);
            toy(&pairs)(text)
        };
        let result = mend(&text, Format::Plain, check, Applicability::Safe);
        assert_eq!((result.fixed, result.left.len()), (360, 40));
        assert!(whole <= 4, "{whole}");
    }

    #[test]
    fn fixes_that_call_for_ever_more_of_their_kind_are_given_back() {
        let many = "a".repeat(2_000);
        let mut longest = 0;
        let check = |text: &str| {
            longest = longest.max(text.len());
            toy(&[("a", &many), ("b", "c")])(text)
        };
        let result = mend("a b a", Format::Plain, check, Applicability::Safe);
        assert_eq!((result.text.as_str(), result.fixed), ("a c a", 1));
        assert!(longest < 2 * GROWTH, "{longest}");
    }

    #[test]
    fn a_fix_that_does_not_silence_its_finding_is_given_back() {
        assert_eq!(mended("a", &[("a", "aa")]).text, "a");
    }

    #[test]
    fn what_only_the_whole_page_shows_is_found_by_halves() {
        // More than three b on a page are an error at its start.
        let check = |text: &str| {
            let mut findings = toy(&[("a", "b")])(text);
            if text.matches('b').count() > 3 {
                let mut at_start = finding(text, 0..1, "", Applicability::Display);
                at_start.severity = Severity::Error;
                findings.push(at_start);
            }
            findings
        };
        let result = mend("- a a a a a", Format::Plain, check, Applicability::Safe);
        assert_eq!((result.fixed, result.left.len()), (3, 2));
    }

    proptest! {
        #[test]
        fn a_second_time_changes_nothing(
            text in "[abcd \n]{0,60}",
            pairs in prop::collection::vec(("[abcd]{1,3}", "[abcd ]{0,3}"), 0..6),
        ) {
            let pairs: Vec<(&str, &str)> = pairs.iter().map(|(wrong, right)| (&**wrong, &**right)).collect();
            let first = mended(&text, &pairs);
            prop_assert!(weigh(&first.left) <= weigh(&toy(&pairs)(&text)));
            let second = mended(&first.text, &pairs);
            prop_assert_eq!(second.fixed, 0);
            prop_assert_eq!(second.text, first.text);
        }
    }
}
