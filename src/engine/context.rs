//! The conditions of a rule: what must, and must not, surround a match.

use std::ops::Range;

use super::matching::{match_at, matches_before};
use super::page::{Hit, Page};
use crate::format::{Format, Mark, SegmentKind};
use crate::rule::check::{Action, Check, Context};
use crate::rule::model::{BoundarySpec, Scope, Window};
use crate::rule::pattern::Pattern;

/// Bytes either side of a match that `left` and `right` may see, on the match's line.
const REACH: usize = 300;

/// Do all the conditions of a check hold for a hit?
pub fn allows(check: &Check, page: &Page, hit: &Hit) -> bool {
    check.reads(page.format.name())
        && in_scope(check.scope, page, hit)
        && check.when.iter().all(|context| holds(context, page, &hit.range))
        && !check.unless.iter().any(|context| any_holds(context, page, &hit.range))
        && (check.domains.is_empty() || speaks_of(&check.domains, page, hit))
}

/// Is the hit all there is of a message, an attribute or a title of HTML, and would the rule take it away? Such is the label
/// of a button, what a picture shows, or the head of a list, and no leftover: a catalogue would lose its text.
pub fn is_label(check: &Check, page: &Page, hit: &Hit) -> bool {
    let deletes = check.fixes.iter().any(|fix| matches!(fix.action, Action::Delete(_)));
    let segment = page.document.segment_at(hit.range.start).filter(|_| deletes);
    segment.is_some_and(|segment| {
        // Lines of JSON are texts that were gathered, seldom those of a programme.
        let label = match segment.kind {
            SegmentKind::Attribute => true,
            SegmentKind::Heading => page.format == Format::Html,
            SegmentKind::Message => page.format != Format::JsonLines,
            _ => false,
        };
        let is_word = |c: char| c.is_alphanumeric();
        let outside = [segment.range.start..hit.range.start, hit.range.end..segment.range.end];
        label
            && outside.into_iter().all(|part| !page.text.get(part).is_some_and(|part| part.contains(is_word)))
    })
}

/// Does the hit stand in the part of the page that a rule is for?
pub fn in_scope(scope: Scope, page: &Page, hit: &Hit) -> bool {
    if scope == Scope::All {
        return true;
    }
    let line = page.text[page.line(hit.range.start)].trim();
    let title = line.len() < 4 * 120
        && line.chars().count() < 120
        && !line.ends_with(['.', '!', '?', '…', ':', ',', ';']);
    title == (scope == Scope::Title)
}

/// Do all the parts of a condition hold?
fn holds(context: &Context, page: &Page, range: &Range<usize>) -> bool {
    PARTS.iter().all(|part| part(context, page, range) != Some(false))
}

/// Does one of the parts of a condition hold? An `unless` names things none of which may stand there.
fn any_holds(context: &Context, page: &Page, range: &Range<usize>) -> bool {
    PARTS.iter().any(|part| part(context, page, range) == Some(true))
}

/// A part of a condition; `None` is said of what is not asked.
type Part = fn(&Context, &Page, &Range<usize>) -> Option<bool>;

/// The parts of a condition, the cheap ones first.
const PARTS: [Part; 6] = [boundary, before, after, left, right, near];

fn left(context: &Context, page: &Page, range: &Range<usize>) -> Option<bool> {
    let regex = context.left.as_ref()?;
    let line = page.line(range.start);
    let from = page.text.ceil_char_boundary(range.start.saturating_sub(REACH)).max(line.start);
    Some(regex.is_match(&page.text[from..range.start]))
}

fn right(context: &Context, page: &Page, range: &Range<usize>) -> Option<bool> {
    let regex = context.right.as_ref()?;
    let line = page.line(range.end.max(range.start));
    let to = page.text.floor_char_boundary(range.end + REACH).min(line.end).max(range.end);
    Some(regex.is_match(&page.text[range.end..to]))
}

fn before(context: &Context, page: &Page, range: &Range<usize>) -> Option<bool> {
    let tokens = page.block.tokens_in(range);
    asked(&context.before, |p| matches_before(p, page, tokens.start))
}

fn after(context: &Context, page: &Page, range: &Range<usize>) -> Option<bool> {
    let tokens = page.block.tokens_in(range);
    asked(&context.after, |p| follows(p, page, tokens.end))
}

fn near(context: &Context, page: &Page, range: &Range<usize>) -> Option<bool> {
    let tokens = page.block.tokens_in(range);
    let among = window(context.window, page, &tokens);
    let outside = |found: &Range<usize>| found.end <= tokens.start || found.start >= tokens.end;
    // A page may hold as many hits as words, and all of them ask the same.
    let first = (context.window == Window::Document && !context.near.is_empty())
        .then(|| page.facts.first(page.block, context, || matches_near(context, page, among.clone()).next()));
    let stands = || match first {
        Some(None) => false,
        Some(Some(found)) if outside(&found) => true,
        _ => {
            matches_near(context, page, among.clone()).any(|found| found.end <= among.end && outside(&found))
        }
    };
    (!context.near.is_empty()).then(stands)
}

fn boundary(context: &Context, page: &Page, range: &Range<usize>) -> Option<bool> {
    context.boundary.map(|spec| page.document.has_boundary(range, mark(spec)))
}

fn asked(patterns: &[Pattern], holds: impl Fn(&Pattern) -> bool) -> Option<bool> {
    (!patterns.is_empty()).then(|| patterns.iter().any(holds))
}

/// The mark that a condition asks for; `None` is any.
fn mark(spec: BoundarySpec) -> Option<Mark> {
    match spec {
        BoundarySpec::Any => None,
        BoundarySpec::Link => Some(Mark::Link),
        BoundarySpec::Bold => Some(Mark::Bold),
        BoundarySpec::Italic => Some(Mark::Italic),
        BoundarySpec::Code => Some(Mark::Code),
        BoundarySpec::Line => Some(Mark::Line),
    }
}

/// Does a match of the pattern start at a token, in the sentence of the token before it?
fn follows(pattern: &Pattern, page: &Page, at: usize) -> bool {
    at < page.tokens().len() && !page.tokens()[at].sentence_start && match_at(pattern, page, at).is_some()
}

/// The tokens of the matches of the phrases that a condition asks for in a window, which start among some tokens.
fn matches_near<'p>(
    context: &'p Context,
    page: &'p Page,
    among: Range<usize>,
) -> impl Iterator<Item = Range<usize>> + 'p {
    let matches =
        move |at| context.near_at(page.word(at)).filter_map(move |pattern| match_at(pattern, page, at));
    among.flat_map(matches).map(|found| found.tokens)
}

fn window(window: Window, page: &Page, tokens: &Range<usize>) -> Range<usize> {
    let last = tokens.end.saturating_sub(1).max(tokens.start);
    match window {
        Window::Sentence => page.block.sentence_of(tokens.start).start..page.block.sentence_of(last).end,
        Window::Paragraph => {
            let from = page.block.paragraph_of(tokens.start).start.max(tokens.start.saturating_sub(LONGEST));
            from..page.block.paragraph_of(last).end.min(tokens.end + LONGEST)
        }
        Window::Document => 0..page.tokens().len(),
    }
}

/// Of a paragraph, so many tokens either side of a hit are looked at: a text without blank lines is one paragraph.
const LONGEST: usize = 400;

/// Tokens around a hit in which its domain is looked for, at the least: a short page is of one domain.
const NEIGHBOURHOOD: usize = 150;

/// Does the paragraph, or what stands near it, speak of one of the domains?
fn speaks_of(domains: &[String], page: &Page, hit: &Hit) -> bool {
    let tokens = page.block.tokens_in(&hit.range);
    let paragraph = window(Window::Paragraph, page, &tokens);
    let from = paragraph.start.min(tokens.start.saturating_sub(NEIGHBOURHOOD));
    let to = paragraph.end.max(tokens.end + NEIGHBOURHOOD).min(page.tokens().len());
    domains.iter().filter_map(|name| page.domains.get(name)).any(|domain| {
        (from..to).any(|n| {
            let is_word = page.tokens()[n].is_word() && !tokens.contains(&n);
            is_word && domain.holds(|further| page.word_at(Some(n + further)))
        })
    })
}
