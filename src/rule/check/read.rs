//! Reads the values of a rule file into checks, and says every fault it meets, at its place.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;

use super::{
    Action, Check, Context, Corroboration, FixTemplate, LocalFault, Matcher, Native, Natives, group_names,
};
use crate::finding::Applicability;
use crate::rule::lazy_regex::LazyRegex;
use crate::rule::model::{
    Conditions, Corroborated, Entry, FixSpec, Localised, MatchSpec, OneOrMany, RuleFile,
};
use crate::rule::pattern::Pattern;
use crate::rule::template::Template;

/// The checks of a file, and its faults. `id` is the rule's; `detectors` knows the names it may give.
pub fn checks(id: &str, file: &RuleFile, natives: Natives) -> (Vec<Check>, Vec<LocalFault>) {
    let mut reader = Reader { faults: Vec::new(), natives };
    let checks = reader.file(id, file);
    (checks, reader.faults)
}

/// What the checks of a file share.
struct Shared {
    category: Arc<str>,
    message: Arc<[Template; 2]>,
    help: Option<[Arc<str>; 2]>,
    when: Vec<Arc<Context>>,
    unless: Vec<Arc<Context>>,
}

impl Shared {
    /// A check with what is shared, and nothing to look for yet.
    fn base(&self, id: &str, file: &RuleFile) -> Check {
        Check {
            id: id.to_string(),
            category: self.category.clone(),
            severity: file.severity,
            confidence: file.confidence,
            message: self.message.clone(),
            help: self.help.clone(),
            matchers: Vec::new(),
            when: self.when.clone(),
            unless: self.unless.clone(),
            domains: file.domains.iter().map(|d| d.get_ref().clone()).collect(),
            english: file.english.clone(),
            formats: file.formats.clone(),
            scope: file.scope,
            preview: file.preview,
            corroborated: corroboration(id, &file.corroborated),
            fixes: Vec::new(),
        }
    }
}

struct Reader {
    faults: Vec<LocalFault>,
    natives: Natives,
}

impl Reader {
    fn fault(&mut self, span: Range<usize>, message: impl Into<String>, help: Option<&str>) {
        self.faults.push((span, message.into(), help.map(String::from)));
    }

    fn file(&mut self, id: &str, file: &RuleFile) -> Vec<Check> {
        let mut checks = Vec::new();
        let shared = self.shared(file);
        if !file.matches.is_empty() {
            let base = shared.base(id, file);
            let matchers: Vec<Matcher> = file.matches.iter().flat_map(|spec| self.matchers(spec)).collect();
            let names = captures(&matchers);
            let mut fixes = Vec::new();
            if !matchers.is_empty() {
                fixes.extend(file.fix.iter().filter_map(|fix| self.fix(fix, names.as_deref())));
                self.placeholders(&base.message, file.message.span(), names.as_deref());
            }
            checks.push(Check { matchers, fixes, ..base });
        }
        let mut seen: Vec<String> = Vec::new();
        for entry in &file.entry {
            let name = entry_id(entry.get_ref());
            if seen.contains(&name) {
                let span = entry.get_ref().id.as_ref().map_or(entry.span(), Spanned::span);
                self.fault(
                    span,
                    format!("two entries are called “{name}”"),
                    Some("give one of them another `id`"),
                );
            }
            checks.extend(self.entry(&format!("{id}/{name}"), file, &shared, entry));
            seen.push(name);
        }
        checks
    }

    /// What a file's matches and entries share, read once.
    fn shared(&mut self, file: &RuleFile) -> Shared {
        Shared {
            category: file.category.as_str().into(),
            message: self.message(&file.message),
            help: file.help.as_ref().map(both_languages),
            when: file.when.iter().filter_map(|c| self.context(c)).map(Arc::new).collect(),
            unless: file.unless.iter().filter_map(|c| self.context(c)).map(Arc::new).collect(),
        }
    }

    fn message(&mut self, message: &Spanned<Localised>) -> Arc<[Template; 2]> {
        let read = |reader: &mut Reader, text: &str| {
            Template::parse(text).unwrap_or_else(|error| {
                reader.fault(message.span(), error, None);
                Template::default()
            })
        };
        match message.get_ref() {
            Localised::Plain(text) => {
                let template = read(self, text);
                Arc::new([template.clone(), template])
            }
            Localised::Languages { en, fr } => Arc::new([read(self, en), read(self, fr)]),
        }
    }

    fn placeholders(&mut self, message: &[Template; 2], span: Range<usize>, names: Option<&[String]>) {
        for template in message {
            self.known_captures(template, &span, names);
        }
    }

    fn known_captures(&mut self, template: &Template, span: &Range<usize>, names: Option<&[String]>) -> bool {
        let Some(names) = names else { return true };
        let mut good = true;
        for name in template.captures() {
            if name != "match" && !names.iter().any(|n| n == name) {
                let known = names.iter().fold("{match}".to_string(), |list, n| format!("{list}, {{{n}}}"));
                let help = format!("the captures are {known}");
                self.fault(span.clone(), format!("“{{{name}}}” is no capture of this rule"), Some(&help));
                good = false;
            }
        }
        good
    }

    /// The matchers of a match: one for each phrase of a list, so that each is tried at its own rarest word.
    fn matchers(&mut self, spec: &Spanned<MatchSpec>) -> Vec<Matcher> {
        let m = spec.get_ref();
        let kinds = [
            m.phrase.is_some(),
            m.regex.is_some(),
            m.tokens.is_some(),
            m.line.is_some(),
            m.word.is_some(),
            m.markup.is_some(),
            m.duplicate.is_some(),
            m.foreign.is_some(),
            m.compare.is_some(),
            m.detector.is_some(),
        ];
        let help = "give one of phrase, regex, tokens, line, word, markup, duplicate, foreign, compare, detector; add another [[match]] for more";
        if kinds.iter().filter(|&&given| given).count() != 1 {
            self.fault(spec.span(), "a [[match]] has exactly one kind", Some(help));
            return Vec::new();
        }
        if let Some(phrase) = &m.phrase {
            let patterns = self.phrases(phrase);
            if let Some(report) = &m.report
                && !patterns.iter().any(|pattern| pattern.capture(report.get_ref()).is_some())
            {
                self.fault(
                    report.span(),
                    format!("“{}” is no capture of this match", report.get_ref()),
                    None,
                );
            }
            return patterns.into_iter().filter_map(|pattern| self.pattern(pattern, m, spec)).collect();
        }
        self.matcher(spec).into_iter().collect()
    }

    /// The matcher of a match that is no phrase.
    fn matcher(&mut self, spec: &Spanned<MatchSpec>) -> Option<Matcher> {
        let m = spec.get_ref();
        if let Some(tokens) = &m.tokens {
            return match Pattern::of_tokens(tokens.get_ref()) {
                Ok(pattern) => self.pattern(pattern, m, spec),
                Err(error) => {
                    self.fault(tokens.span(), error, None);
                    None
                }
            };
        }
        if let Some(regex) = &m.regex {
            let compiled = self.regex(regex, |source| source.to_string())?;
            let report = self.group(&m.report, regex.get_ref());
            return Some(Matcher::Regex { regex: compiled, report });
        }
        if let Some(line) = &m.line {
            let regex = self.regex(line, |source| format!("^(?:{source})$"))?;
            let report = self.group(&m.report, line.get_ref());
            return Some(Matcher::Line { regex, report, position: m.position.unwrap_or_default() });
        }
        if let Some(word) = &m.word {
            let regex = self.regex(word, |source| format!("^(?:{source})$"))?;
            let report = self.group(&m.report, word.get_ref());
            let known = m.known.iter().filter_map(|name| self.group(&Some(name.clone()), word.get_ref()));
            return Some(Matcher::Word { regex, report, known: known.collect() });
        }
        if let Some(markup) = &m.markup {
            let regex = self.regex(markup, |source| format!("(?m){source}"))?;
            let report = self.group(&m.report, markup.get_ref());
            return Some(Matcher::Markup { regex, report, within: m.within.unwrap_or_default() });
        }
        if let Some(duplicate) = m.duplicate {
            return Some(Matcher::Duplicate(duplicate));
        }
        if let Some(foreign) = &m.foreign {
            return Some(Matcher::Foreign(foreign.clone()));
        }
        let (native, name) = match (&m.compare, &m.detector) {
            (Some(name), _) => (Native::Comparison, name),
            (None, name) => (Native::Detector, name.as_ref()?),
        };
        match (self.natives)(native, name.get_ref(), &m.options) {
            Ok(captures) => {
                let (name, options) =
                    (name.get_ref().clone(), toml::to_string(&m.options).unwrap_or_default());
                Some(match native {
                    Native::Detector => Matcher::Detector { name, options, captures },
                    Native::Comparison => Matcher::Comparison { name, options, captures },
                })
            }
            Err(error) => {
                self.fault(name.span(), error, None);
                None
            }
        }
    }

    fn pattern(&mut self, mut pattern: Pattern, m: &MatchSpec, spec: &Spanned<MatchSpec>) -> Option<Matcher> {
        let report = m.report.as_ref().and_then(|name| pattern.capture(name.get_ref()));
        for (pairs, agree) in [(&m.agree, true), (&m.disagree, false)] {
            for [a, b] in pairs {
                match (pattern.capture(a), pattern.capture(b)) {
                    (Some(a), Some(b)) if agree => pattern.agree.push((a, b)),
                    (Some(a), Some(b)) => pattern.disagree.push((a, b)),
                    _ => self.fault(
                        spec.span(),
                        format!("“{a}” and “{b}” must both be captures of this match"),
                        None,
                    ),
                }
            }
        }
        Some(Matcher::Pattern { pattern: Box::new(pattern), report })
    }

    fn group(&mut self, report: &Option<Spanned<String>>, regex: &str) -> Option<String> {
        let report = report.as_ref()?;
        let known = group_names(regex).contains(report.get_ref());
        if !known {
            let message = format!("the expression has no group “{}”", report.get_ref());
            self.fault(report.span(), message, Some("name one: (?<name>…)"));
        }
        known.then(|| report.get_ref().clone())
    }

    fn regex(&mut self, source: &Spanned<String>, wrap: impl Fn(&str) -> String) -> Option<Box<LazyRegex>> {
        match LazyRegex::new(source.get_ref(), wrap).map(Box::new) {
            Ok(regex) => Some(regex),
            Err((message, within)) => {
                // A literal string's text starts after its opening quote; other strings may hold escapes.
                let span = source.span();
                let quote = (span.len().saturating_sub(source.get_ref().len())) / 2;
                let shown =
                    span.start + quote + within.start..span.start + quote + within.end.max(within.start + 1);
                let shown = if shown.end <= span.end && quote > 0 { shown } else { span };
                self.fault(shown, format!("this is no regular expression: {message}"), None);
                None
            }
        }
    }

    fn phrases(&mut self, phrases: &Spanned<OneOrMany>) -> Vec<Pattern> {
        let mut patterns = Vec::new();
        for phrase in &phrases.get_ref().0 {
            match Pattern::parse(phrase) {
                Ok(pattern) => patterns.push(pattern),
                Err(error) => self.fault(phrases.span(), format!("in “{phrase}”: {error}"), None),
            }
        }
        patterns
    }

    fn context(&mut self, conditions: &Spanned<Conditions>) -> Option<Context> {
        let c = conditions.get_ref();
        let mut list = |phrases: &Option<Spanned<OneOrMany>>| match phrases {
            Some(phrases) => self.phrases(phrases),
            None => Vec::new(),
        };
        let (before, after, near) = (list(&c.before), list(&c.after), list(&c.near));
        let left = c.left.as_ref().and_then(|l| self.regex(l, |source| format!("(?:{source})$")));
        let right = c.right.as_ref().and_then(|r| self.regex(r, |source| format!("^(?:{source})")));
        let phrases = [&before, &after, &near];
        let empty = left.is_none()
            && right.is_none()
            && c.boundary.is_none()
            && phrases.iter().all(|phrases| phrases.is_empty());
        if empty {
            let message = "a condition needs one of left, right, before, after, near, boundary";
            self.fault(conditions.span(), message, None);
        }
        let boundary = c.boundary;
        (!empty).then(|| Context {
            left,
            right,
            before,
            after,
            near,
            window: c.window,
            boundary,
            ..Context::default()
        })
    }

    fn fix(&mut self, fix: &Spanned<FixSpec>, names: Option<&[String]>) -> Option<FixTemplate> {
        let f = fix.get_ref();
        let action = match (&f.text, f.delete) {
            (Some(text), None) => {
                let template = match Template::parse(text.get_ref()) {
                    Ok(template) => template,
                    Err(error) => {
                        self.fault(text.span(), error, None);
                        return None;
                    }
                };
                if !self.known_captures(&template, &text.span(), names) {
                    return None;
                }
                Action::Replace(template)
            }
            (None, Some(delete)) => Action::Delete(delete),
            _ => {
                self.fault(fix.span(), "a [[fix]] has either `text` or `delete`", None);
                return None;
            }
        };
        let applicability = f.applicability.unwrap_or(Applicability::Unsafe);
        Some(FixTemplate { title: f.title.clone(), action, applicability })
    }

    fn entry(
        &mut self,
        id: &str,
        file: &RuleFile,
        shared: &Shared,
        spanned: &Spanned<Entry>,
    ) -> Option<Check> {
        let entry = spanned.get_ref();
        let spec = MatchSpec {
            phrase: entry.phrase.clone(),
            regex: entry.regex.clone(),
            line: entry.line.clone(),
            word: entry.word.clone(),
            known: entry.known.clone(),
            markup: entry.markup.clone(),
            within: entry.within,
            report: entry.report.clone(),
            ..MatchSpec::default()
        };
        let mut base = shared.base(id, file);
        base.matchers = self.matchers(&Spanned::new(spanned.span(), spec));
        if base.matchers.is_empty() {
            return None;
        }
        let names = captures(&base.matchers);
        if let Some(message) = &entry.message {
            base.message = self.message(message);
        }
        self.placeholders(&base.message, file.message.span(), names.as_deref());
        base.severity = entry.severity.unwrap_or(file.severity);
        base.confidence = entry.confidence.unwrap_or(file.confidence);
        base.when.extend(entry.when.iter().filter_map(|c| self.context(c)).map(Arc::new));
        base.unless.extend(entry.unless.iter().filter_map(|c| self.context(c)).map(Arc::new));
        if !entry.domains.is_empty() {
            base.domains = entry.domains.iter().map(|d| d.get_ref().clone()).collect();
        }
        if !entry.english.is_empty() {
            base.english = entry.english.clone();
        }
        base.fixes = self.entry_fixes(file, entry, names.as_deref());
        if entry.bad.is_none() {
            self.fault(
                spanned.span(),
                "an entry needs a `bad` example",
                Some("bad = \"Il l’a <<fait du sens>>.\""),
            );
        }
        Some(base)
    }

    fn entry_fixes(&mut self, file: &RuleFile, entry: &Entry, names: Option<&[String]>) -> Vec<FixTemplate> {
        let mut fixes = Vec::new();
        if let Some(texts) = &entry.fix {
            let single = texts.get_ref().0.len() == 1;
            for text in &texts.get_ref().0 {
                let default = if single { Applicability::Unsafe } else { Applicability::Display };
                let spec = FixSpec {
                    text: Some(Spanned::new(texts.span(), text.clone())),
                    applicability: Some(entry.applicability.unwrap_or(default)),
                    ..FixSpec::default()
                };
                fixes.extend(self.fix(&Spanned::new(texts.span(), spec), names));
            }
        }
        if let Some(delete) = entry.delete {
            let applicability = entry.applicability.unwrap_or(Applicability::Unsafe);
            fixes.push(FixTemplate { title: None, action: Action::Delete(delete), applicability });
        }
        if fixes.is_empty() {
            fixes.extend(file.fix.iter().filter_map(|fix| self.fix(fix, names)));
            if let Some(applicability) = entry.applicability {
                fixes.iter_mut().for_each(|fix| fix.applicability = applicability);
            }
        }
        fixes
    }
}

/// The captures that matchers give; `None` if any will do.
fn captures(matchers: &[Matcher]) -> Option<Vec<String>> {
    let each: Option<Vec<Vec<String>>> = matchers.iter().map(Matcher::captures).collect();
    each.map(|all| all.concat())
}

fn corroboration(id: &str, asked: &Corroborated) -> Option<Corroboration> {
    let own = || vec![id.split('/').next().unwrap_or(id).to_string()];
    match asked {
        Corroborated::No | Corroborated::Flag(false) => None,
        Corroborated::Flag(true) => Some(Corroboration { families: own(), at_least: 1, original: true }),
        Corroborated::By(by) => Some(Corroboration {
            families: if by.by.is_empty() { own() } else { by.by.clone() },
            at_least: by.at_least,
            original: false,
        }),
    }
}

fn both_languages(text: &Localised) -> [Arc<str>; 2] {
    match text {
        Localised::Plain(text) => [text.as_str().into(), text.as_str().into()],
        Localised::Languages { en, fr } => [en.as_str().into(), fr.as_str().into()],
    }
}

/// An entry's name: its `id`, or made from what it looks for.
pub fn entry_id(entry: &Entry) -> String {
    if let Some(id) = &entry.id {
        return id.get_ref().clone();
    }
    let source = entry
        .phrase
        .as_ref()
        .and_then(|p| p.get_ref().0.first())
        .or(entry.regex.as_ref().map(Spanned::get_ref))
        .or(entry.line.as_ref().map(Spanned::get_ref))
        .or(entry.word.as_ref().map(Spanned::get_ref))
        .or(entry.markup.as_ref().map(Spanned::get_ref));
    let mut id = String::new();
    for c in source.map_or("", String::as_str).chars() {
        match c {
            c if c.is_alphanumeric() => id.extend(c.to_lowercase()),
            _ if id.is_empty() || id.ends_with('-') => {}
            _ => id.push('-'),
        }
    }
    id.trim_end_matches('-').to_string()
}
