#!/usr/bin/env bash
# Fills fuzz/corpus with inputs to start from: those of fuzz/seeds, and what the rules, the tests and the documentation hold.
set -euo pipefail
cd "$(dirname "$0")/.."
corpus=fuzz/corpus
for folder in fuzz/seeds/*; do
  mkdir -p "$corpus/$(basename "$folder")"
  cp "$folder"/* "$corpus/$(basename "$folder")"
done
mkdir -p "$corpus"/{tokenizer,fixer,markdown,html,report,rule,config}

# The bad examples of each rule set off all that there is to set off.
for rule in rules/*/*.toml; do
  name=$(echo "${rule#rules/}" | tr / -)
  cp "$rule" "$corpus/rule/$name"
  examples=$(sed -n 's/^bad *= *"\(.*\)"$/\1/p; s/.*, bad *= *"\(.*\)",.*/\1/p' "$rule" | sed 's/<<//g; s/>>//g' | head -c 500 || true)
  [ -z "$examples" ] || for target in fixer markdown html tokenizer; do printf '%s' "$examples" > "$corpus/$target/$name"; done
  [ -z "$examples" ] || printf '0%s' "$examples" > "$corpus/report/$name"
  # A pattern, and an example after it.
  awk -v out="$corpus" -v name="$name" '
    function value(line) { sub(/^[a-z]+ *= */, "", line); return substr(line, 2, length(line) - 2) }
    /^phrase *= *["\x27]/ { kind = "phrase"; pattern = value($0); next }
    /^(regex|line|markup) *= *\x27/ { kind = "expression"; pattern = substr($0, 1, 1) value($0); next }
    kind && /^(bad|good) *= *"/ {
      text = value($0); gsub(/<<|>>/, "", text)
      if (n++ < 8) { file = out "/" kind "/" name "-" n; printf "%s\n%s", pattern, text > file; close(file) }
      kind = ""
    }' "$rule"
done
for page in tests/site/* examples/*.* docs/*.md README.md tests/corpus/tuning/*.txt; do
  [ ! -f "$page" ] || for target in fixer markdown html tokenizer; do head -c 800 "$page" > "$corpus/$target/$(echo "$page" | tr / -)"; done
done
# A report of Markdown, of HTML.
for page in docs/*.md tests/site/*.html; do
  [ ! -f "$page" ] || { case $page in *.md) printf 1 ;; *) printf 2 ;; esac; head -c 800 "$page"; } > "$corpus/report/$(echo "$page" | tr / -)"
done
head -c 6000 src/cli/init/relire.toml | sed 's/^# //' > "$corpus/config/init.toml"
cp tests/translations/*.po "$corpus/po"
for file in tests/translations/*.json; do { printf 0; cat "$file"; } > "$corpus/json/$(basename "$file")"; done

# What was found stays found.
for folder in tests/regressions/*; do
  [ ! -d "$folder" ] || { mkdir -p "$corpus/$(basename "$folder")"; cp "$folder"/* "$corpus/$(basename "$folder")"; }
done
find "$corpus" -type f | cut -d/ -f3 | sort | uniq -c
