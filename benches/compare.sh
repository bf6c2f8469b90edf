#!/usr/bin/env bash
# relire beside typos and ripgrep on the same texts in the same run, as a Markdown table.
#
#   benches/compare.sh TEXT [RUNS]
#
# TEXT is a long French text, 10 MB for figures that can be compared with those of docs/speed.md. Made from it, under
# target/compare: a folder of 2,000 files of 4 KB, an empty file, and 5,000 phrases of three words that `rg -F -f` looks
# for. The programs take turns, RUNS times (7 by default); the table has the least and the median of their times, in
# milliseconds. What is missing of typos and ripgrep is installed with cargo, under target/others. A time is
# that of the whole program, from its start to its end, its output thrown away.
set -euo pipefail
text=$(realpath "${1:?usage: benches/compare.sh TEXT [RUNS]}")
runs=${2:-7}
cd "$(dirname "$0")/.."

others=$PWD/target/others
for tool in typos:typos-cli rg:ripgrep; do
  [ -x "$others/bin/${tool%%:*}" ] || cargo install --locked --quiet --root "$others" "${tool#*:}"
done
cargo build --release --quiet --bin relire

work=$PWD/target/compare
rm -rf "$work"
mkdir -p "$work/tree"
python3 - "$text" "$work" <<'PY'
import re, sys

text, work = open(sys.argv[1], encoding="utf-8").read(), sys.argv[2]
paragraphs, page, number = [p for p in text.split("\n") if p.strip()], "", 0
for paragraph in paragraphs:
    page += paragraph + "\n\n"
    if len(page.encode()) >= 4096 and number < 2000:
        open(f"{work}/tree/{number:04}.txt", "w", encoding="utf-8").write(page)
        page, number = "", number + 1
open(f"{work}/empty.txt", "w").close()
# Phrases of words of the text, hardly any of which stand in it.
words = sorted(set(re.findall(r"[a-zà-ÿ]{5,}", text)))
step = max(1, len(words) // 5000)
phrases = [f"{words[n * step % len(words)]} {words[(n * 7919) % len(words)]} {words[(n * 104729) % len(words)]}"
           for n in range(5000)]
open(f"{work}/phrases", "w", encoding="utf-8").write("\n".join(phrases) + "\n")
PY

python3 - "$runs" "$text" "$work" "$PWD/target/release/relire" "$others/bin" <<'PY'
import os, statistics, subprocess, sys, time

runs, text, work, relire, others = int(sys.argv[1]), *sys.argv[2:]
relire, rg = [relire, "check", "--isolated", "--output-format", "json-lines"], f"{others}/rg"
typos, search = [f"{others}/typos", "--isolated"], [rg, "-F", "-c", "-f", f"{work}/phrases"]
cores = sorted(os.sched_getaffinity(0))
one = ["taskset", "-c", str(cores[0])]
jobs = [
    ("the text, one core", {"relire": one + relire + [text], "typos": one + typos + [text], "rg": one + search + [text]}),
    ("the text, all cores", {"relire": relire + [text], "typos": typos + [text], "rg": search + [text]}),
    ("2,000 files", {"relire": relire + [f"{work}/tree"], "typos": typos + [f"{work}/tree"], "rg": search + [f"{work}/tree"]}),
    ("an empty file", {"relire": relire + [f"{work}/empty.txt"], "typos": typos + [f"{work}/empty.txt"],
                       "rg": search + [f"{work}/empty.txt"]}),
]

def run(command):
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return 1000 * (time.perf_counter() - start), usage.ru_maxrss / 1024

print(f"{len(cores)} cores, {os.path.getsize(text) / 1e6:.1f} MB of text, {runs} runs, milliseconds: least / median\n")
print("| | relire | typos | rg -F -f | relire : typos | relire : rg |")
print("|---|---|---|---|---|---|")
peaks = {}
for name, commands in jobs:
    times = {tool: [] for tool in commands}
    for turn in range(runs + 1):
        for tool, command in commands.items():
            took, peak = run(command)
            if turn > 0:  # the first turn fills the caches
                times[tool].append(took)
            if name == "the text, one core":
                peaks[tool] = max(peak, peaks.get(tool, 0))
    cell = lambda tool: f"{min(times[tool]):.1f} / {statistics.median(times[tool]):.1f}"
    ratio = lambda tool: f"{min(times['relire']) / min(times[tool]):.2f}"
    print(f"| {name} | {cell('relire')} | {cell('typos')} | {cell('rg')} | {ratio('typos')} | {ratio('rg')} |")
mib = lambda tool: f"{peaks[tool]:.0f} MiB"
ratio = lambda tool: f"{peaks['relire'] / peaks[tool]:.2f}"
print(f"| peak memory, the text | {mib('relire')} | {mib('typos')} | {mib('rg')} | {ratio('typos')} | {ratio('rg')} |")
PY
