#!/usr/bin/env bash
# Guards the number of instructions that a check of the pages of examples/ takes.
#
#   benches/instructions.sh            # fails when it is a tenth above the recorded figure
#   benches/instructions.sh --record   # records the figure of this tree
#
# Instructions, counted by valgrind, hardly differ from run to run, where times do. The figure lies in
# benches/instructions.txt with the number of checks it was counted with: more rules may take more, so when the
# number of checks has changed, the limit moves with it, by as much as the checks at most. Record it again in the commit
# that is meant to change it, and say why there.
set -euo pipefail
cd "$(dirname "$0")/.."
figure=benches/instructions.txt
if ! command -v valgrind >/dev/null; then
  echo "skipped: valgrind is not installed, and instructions are counted with it"
  exit 0
fi
cargo build --release --quiet --bin relire
out=$(mktemp)
trap 'rm -f "$out"' EXIT
pages=(examples/*.txt examples/*.md)
valgrind --tool=callgrind --callgrind-out-file=/dev/null --log-file="$out" \
  target/release/relire check --isolated --jobs 1 --output-format json-lines "${pages[@]}" >/dev/null || [ $? -eq 1 ]
counted=$(sed -n 's/.*Collected : *//p' "$out")
checks=$(target/release/relire rules --output-format json | grep -c '"id"')
if [ "${1:-}" = --record ]; then
  echo "$counted instructions, $checks checks" > "$figure"
  cat "$figure"
  exit 0
fi
read -r recorded _ known _ < "$figure"
more=$((checks > known ? checks - known : 0))
limit=$((recorded * 11 / 10 * (known + more) / known))
echo "$counted instructions with $checks checks; recorded: $recorded with $known; limit: $limit"
if [ "$counted" -gt "$limit" ]; then
  echo "error: a tenth more than recorded; see benches/instructions.sh" >&2
  exit 1
fi
