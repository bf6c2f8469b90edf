//! Dictionaries that a user brings: plain word lists, and Hunspell dictionaries.
