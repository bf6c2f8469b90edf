//! Stretches of bytes, by number.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// Stretches of bytes, one after the other.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Table<'a> {
    #[serde(borrow)]
    bytes: Cow<'a, [u8]>,
    /// Where each ends: four bytes each, the low one first.
    #[serde(borrow)]
    ends: Cow<'a, [u8]>,
}

impl Table<'_> {
    /// Adds a stretch; gives its number.
    pub fn push(&mut self, stretch: &[u8]) -> u32 {
        self.bytes.to_mut().extend_from_slice(stretch);
        let end = (self.bytes.len() as u32).to_le_bytes();
        self.ends.to_mut().extend_from_slice(&end);
        self.len() as u32 - 1
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len() / 4
    }

    /// The stretch with this number.
    pub fn get(&self, number: usize) -> &[u8] {
        let start = number.checked_sub(1).map_or(0, |before| self.end(before));
        &self.bytes[start..self.end(number)]
    }

    fn end(&self, number: usize) -> usize {
        number_at(&self.ends, number) as usize
    }
}

/// The number at a place of a row of numbers, four bytes each.
pub fn number_at(row: &[u8], place: usize) -> u32 {
    let bytes = &row[4 * place..4 * place + 4];
    u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}

/// A row of numbers, four bytes each.
pub fn row(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_have_numbers() {
        let mut table = Table::default();
        assert_eq!([table.push(b"ab"), table.push(b""), table.push(b"c")], [0, 1, 2]);
        assert_eq!([table.get(0), table.get(1), table.get(2)], [&b"ab"[..], b"", b"c"]);
        let numbers = row(&[7, 70_000]);
        assert_eq!([number_at(&numbers, 0), number_at(&numbers, 1)], [7, 70_000]);
    }
}
