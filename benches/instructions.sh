#!/usr/bin/env bash
# Guards the number of instructions that a check of the pages of examples/ takes.
#
#   benches/instructions.sh            # fails when it is a tenth above the recorded figure
#   benches/instructions.sh --record   # records the figure of this tree
#   RELIRE=path benches/instructions.sh   # counts those of a program that is built already
#
# Instructions, counted by valgrind, hardly differ from run to run, where times do. The figure lies in
# benches/instructions.txt with the number of rules it was counted with: more rules may take more, so the limit moves with
# them, in proportion at most. Entries of tables are not counted: a commit that brings thousands of them, or is meant to
# change the figure for another reason, records it again and says so.
set -euo pipefail
cd "$(dirname "$0")/.."
figure=benches/instructions.txt
if ! command -v valgrind >/dev/null; then
  echo "skipped: valgrind is not installed, and instructions are counted with it"
  exit 0
fi
[ -n "${RELIRE:-}" ] || cargo build --release --quiet --bin relire
relire=${RELIRE:-target/release/relire}
out=$(mktemp)
trap 'rm -f "$out"' EXIT
pages=(examples/*.txt examples/*.md)
valgrind --tool=callgrind --callgrind-out-file=/dev/null --log-file="$out" \
  "$relire" check --isolated --jobs 1 --output-format json-lines "${pages[@]}" >/dev/null || [ $? -eq 1 ]
counted=$(sed -n 's/.*Collected : *//p' "$out")
rules=$("$relire" rules --output-format json | grep -c '"rule"')
if [ "${1:-}" = --record ]; then
  echo "$counted instructions, $rules rules" > "$figure"
  cat "$figure"
  exit 0
fi
read -r recorded _ known _ < "$figure"
more=$((rules > known ? rules - known : 0))
limit=$((recorded * 11 / 10 * (known + more) / known))
echo "$counted instructions with $rules rules; recorded: $recorded with $known; limit: $limit"
if [ "$counted" -gt "$limit" ]; then
  echo "error: a tenth more than recorded; see benches/instructions.sh" >&2
  exit 1
fi
