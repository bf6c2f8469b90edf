//! A chart of bars, one a row, each cut by severity. Lengths are shares of the width: it fits a phone.

use maud::{Markup, html};

use super::Counts;
use crate::level::Severity;
use crate::report::visible;

/// Pixels of a row: the label, and the bar under it.
const ROW: usize = 38;
/// From the top of a row to the line its label stands on.
const LABEL: usize = 15;
/// From the top of a row to its bar.
const BAR: usize = 21;
/// The height of a bar.
const THICK: usize = 9;

/// A row of a chart.
pub struct Bar {
    pub label: String,
    pub counts: Counts,
}

/// The chart. `what` names the rows for the script; `all` is how many there would be in full.
pub fn chart(what: &str, title: &str, bars: &[Bar], all: usize) -> Markup {
    let longest = bars.iter().map(|bar| bar.counts.all()).max().unwrap_or(0).max(1);
    let height = bars.len() * ROW;
    let spoken: Vec<String> = bars.iter().map(|bar| format!("{}: {}", bar.label, bar.counts.all())).collect();
    html! {
        figure.chart data-of=(what) {
            figcaption {
                (title)
                @if all > bars.len() { span.count { " (the first " (bars.len()) " of " (all) ")" } }
            }
            svg width="100%" height=(height) role="img" aria-label={ (title) ". " (visible(&spoken.join("; "))) } {
                @for (row, bar) in bars.iter().enumerate() {
                    g data-key=(bar.label) transform={ "translate(0 " (row * ROW) ")" } {
                        text x="0" y=(LABEL) { (visible(&bar.label)) }
                        text.number x="100%" y=(LABEL) text-anchor="end" { (bar.counts.all()) }
                        @for (severity, from, length) in parts(bar.counts, longest) {
                            rect class=(severity) x={ (from) "%" } y=(BAR) width={ (length) "%" } height=(THICK) {}
                        }
                    }
                }
            }
        }
    }
}

/// Where the part of each severity starts and how long it is, in hundredths of the width.
fn parts(counts: Counts, longest: usize) -> Vec<(Severity, String, String)> {
    let mut before = 0;
    let share = |count: usize| format!("{:.2}", count as f64 * 100.0 / longest as f64);
    [Severity::Error, Severity::Warning, Severity::Hint]
        .map(|severity| {
            let from = before;
            before += counts.of(severity);
            (severity, share(from), share(counts.of(severity)))
        })
        .to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_follow_each_other() {
        let parts = parts(Counts { errors: 1, warnings: 2, hints: 1 }, 8);
        let shares: Vec<[&str; 2]> = parts.iter().map(|(_, from, length)| [&**from, &**length]).collect();
        assert_eq!(shares, [["0.00", "12.50"], ["12.50", "25.00"], ["37.50", "12.50"]]);
    }

    #[test]
    fn a_label_is_text() {
        let bar = Bar { label: "<b>".into(), counts: Counts { errors: 1, ..Counts::default() } };
        let shown = chart("file", "Files", &[bar], 3).into_string();
        assert!(shown.contains("&lt;b&gt;</text>") && shown.contains("the first 1 of 3"), "{shown}");
    }
}
