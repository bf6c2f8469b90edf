#!/usr/bin/env bash
# The GitHub Action: runs relire over a checkout, as annotations of the changed lines and, if asked, as SARIF. The
# format `github` writes the summary of the job itself.
#
# Takes the action's inputs as RELIRE_* variables (see action.yml) and the runner's GITHUB_* ones; the exit status is
# relire's own.
set -euo pipefail

# A list parted by blanks; globs in it are relire's affair, not the shell's.
words() { read -r -a "$2" -d '' <<<"$1" || true; }

relire=${RELIRE:-}
if [ -z "$relire" ]; then
  if command -v relire >/dev/null; then
    relire=relire
  else
    echo "::group::Building relire"
    if [ "$(uname)" = Linux ] && ! ldconfig -p | grep -q 'libclang[-.0-9]*so'; then
      sudo apt-get update -qq && sudo apt-get install -y -qq --no-install-recommends g++ libclang1
    fi
    cargo install --quiet --locked --path "${RELIRE_SOURCE:?}" --root "${RUNNER_TEMP:?}/relire"
    relire=$RUNNER_TEMP/relire/bin/relire
    echo "::endgroup::"
  fi
fi

words "${RELIRE_PATHS:-.}" paths
words "${RELIRE_ARGS:-}" options
[ -z "${RELIRE_BASELINE:-}" ] || options+=(--baseline "$RELIRE_BASELINE")
[ -z "${RELIRE_FAIL_ON:-}" ] || options+=(--fail-on "$RELIRE_FAIL_ON")
since=${RELIRE_SINCE:-}
if [ "$since" = auto ]; then
  since=${RELIRE_BASE:-}
  # A branch that is new has no commit before it.
  [[ "$since" =~ ^0*$ ]] && since=
fi
[ -z "$since" ] || options+=(--since "$since")

status=0
"$relire" check "${options[@]}" --output-format github -- "${paths[@]}" || status=$?

# What fails no run is still counted and uploaded.
json=$(mktemp)
trap 'rm -f "$json"' EXIT
"$relire" check "${options[@]}" --output-format json-lines -- "${paths[@]}" >"$json" 2>/dev/null || true
findings=$(grep -c '"known":true' -v "$json" || true)
if [ -n "${RELIRE_SARIF:-}" ]; then
  "$relire" check "${options[@]}" --output-format sarif -- "${paths[@]}" >"$RELIRE_SARIF" 2>/dev/null || true
fi

if [ -n "${GITHUB_OUTPUT:-}" ]; then
  printf 'status=%s\nfindings=%s\n' "$status" "$findings" >>"$GITHUB_OUTPUT"
fi
exit "$status"
