//! Units: the same number measured in something else.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Comparison, Difference, Looked, Prepared, With};

/// A number that keeps its value and changes its unit: *10 km* for *10 m*.
#[derive(Debug)]
pub struct Units;

static MEASURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(\d[\d.,]*)[ \u{a0}\u{202f}-]?([%‰€$£¥°]|[a-zA-Zµμéè°]+(?:/[a-zA-Z]+)?)|([€$£¥])\s?(\d[\d.,]*)",
    )
    .expect("a sound pattern")
});

/// Units, each with what it is called in either language. One name stands for one unit alone.
const UNITS: [&[&str]; 44] = [
    &["km", "kilometer", "kilometers", "kilometre", "kilometres", "kilomètre", "kilomètres"],
    &["m", "meter", "meters", "metre", "metres", "mètre", "mètres"],
    &["cm", "centimeter", "centimeters", "centimètre", "centimètres"],
    &["mm", "millimeter", "millimeters", "millimètre", "millimètres"],
    &["kg", "kilo", "kilos", "kilogram", "kilograms", "kilogramme", "kilogrammes"],
    &["g", "gram", "grams", "gramme", "grammes"],
    &["mg", "milligram", "milligrams", "milligramme", "milligrammes"],
    &["l", "liter", "liters", "litre", "litres"],
    &["ml", "milliliter", "milliliters", "millilitre", "millilitres"],
    &["cl", "centilitre", "centilitres"],
    &["gb", "gib", "go", "gio", "gigabyte", "gigabytes", "gigaoctet", "gigaoctets"],
    &["mb", "mib", "mo", "mio", "megabyte", "megabytes", "mégaoctet", "mégaoctets"],
    &["kb", "kib", "ko", "kio", "kilobyte", "kilobytes", "kilooctet", "kilooctets"],
    &["tb", "tib", "to", "tio", "terabyte", "terabytes", "téraoctet", "téraoctets"],
    &["byte", "bytes", "octet", "octets"],
    &["bit", "bits"],
    &["%", "percent", "pourcent", "pc"],
    &["€", "eur", "euro", "euros"],
    &["$", "usd", "dollar", "dollars"],
    &["£", "gbp", "livre", "livres"],
    &["¥", "yen", "yens", "jpy"],
    &["hz", "hertz"],
    &["khz"],
    &["mhz"],
    &["ghz"],
    &["ms", "millisecond", "milliseconds", "milliseconde", "millisecondes"],
    &["s", "sec", "secs", "second", "seconds", "seconde", "secondes"],
    &["min", "mins", "minute", "minutes"],
    &["h", "hour", "hours", "hr", "hrs", "heure", "heures"],
    &["day", "days", "jour", "jours"],
    &["week", "weeks", "semaine", "semaines"],
    &["month", "months", "mois"],
    &["year", "years", "an", "ans", "année", "années"],
    &["px", "pixel", "pixels"],
    &["dpi", "ppp"],
    &["v", "volt", "volts"],
    &["w", "watt", "watts"],
    &["kw"],
    &["kwh"],
    &["mw"],
    &["kcal"],
    &["cal", "calories", "calorie"],
    &["km/h"],
    &["m/s"],
];

static UNIT: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| {
    UNITS.iter().enumerate().flat_map(|(unit, names)| names.iter().map(move |name| (*name, unit))).collect()
});

impl Comparison for Units {
    fn compare(&self, pair: &Prepared, _: &With, add: &mut dyn FnMut(Difference)) {
        let target = measures(&pair.target);
        for (value, unit, range) in measures(pair.source()) {
            let same = |(other, ..): &&(String, usize, Range<usize>)| *other == value;
            let mut measured = target.iter().filter(same).peekable();
            if let Some((_, _, place)) = measured.peek().copied()
                && measured.all(|(_, other, _)| *other != unit)
            {
                let expected = &pair.source().text[range];
                add(Difference::new(place.clone(), expected, &pair.target.text[place.clone()]));
            }
        }
    }
}

/// Numbers with a unit that is known: digits, unit, place.
fn measures(side: &Looked) -> Vec<(String, usize, Range<usize>)> {
    let found = MEASURE.captures_iter(&side.prose).filter_map(|found| {
        let (number, unit) = match (found.get(1), found.get(2), found.get(3), found.get(4)) {
            (Some(number), Some(unit), ..) => (number, unit),
            (_, _, Some(unit), Some(number)) => (number, unit),
            _ => return None,
        };
        let unit = *UNIT.get(unit.as_str().to_lowercase().as_str())?;
        let digits: String = number.as_str().chars().filter(char::is_ascii_digit).collect();
        Some((digits, unit, found.get(0)?.range()))
    });
    found.collect()
}
