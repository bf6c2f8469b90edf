#!/usr/bin/env python3
"""How relire's time grows with the text and with the rules, as a table and a plot.

    benches/scaling.py TEXT [docs/speed.svg]

TEXT is a French text of some megabytes; longer ones are made by writing it several times over. The time is the least of
two runs of target/release/relire. The table goes to standard output, the plot to the file named second.
"""
import os
import subprocess
import sys
import tempfile
import time

RELIRE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "target", "release", "relire")
SIZES = [1, 2, 4, 8, 16, 32, 64]
RULES = [100, 300, 1_000, 3_000, 10_000]


def least(command, runs=2):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


def check(*arguments):
    return [RELIRE, "check", "--output-format", "json-lines", *arguments]


def by_size(text, folder):
    path = os.path.join(folder, "text.txt")
    for size in SIZES:
        wanted = size * 1_000_000
        with open(path, "wb") as out:
            out.write((text * (wanted // len(text) + 1))[:wanted].decode(errors="ignore").encode())
        yield size, least(check("--isolated", path))


def by_rules(text, folder):
    path = os.path.join(folder, "text.txt")
    with open(path, "wb") as out:
        out.write(text[:4_000_000].decode(errors="ignore").encode())
    words = sorted({word for word in text.decode(errors="ignore").split() if word.isalpha() and len(word) > 4})
    os.makedirs(os.path.join(folder, "rules", "house"), exist_ok=True)
    with open(os.path.join(folder, "relire.toml"), "w", encoding="utf-8") as out:
        out.write('[rules]\npaths = ["rules"]\n')
    for count in [0, *RULES]:
        with open(os.path.join(folder, "rules", "house", "phrases.toml"), "w", encoding="utf-8") as out:
            out.write(
                'title = "Phrases"\ncategory = "terminology/wrong-term"\nseverity = "warning"\n'
                'confidence = "high"\nmessage = "“{match}” is none of our phrases"\n'
            )
            for n in range(max(count, 1)):
                one, two = words[n * 7919 % len(words)], words[n * 104729 % len(words)]
                out.write(
                    f'[[entry]]\nid = "phrase-{n}"\nphrase = "{one} {two} zqx"\n'
                    f'bad = "<<{one} {two} zqx>>"\ngood = "{one}"\n'
                )
        yield count, least(check("--config", os.path.join(folder, "relire.toml"), path))


def plot(sizes, rules):
    """Two panels side by side: time against size, time against rules."""
    def panel(x0, points, title, x_label):
        most_x, most_y = max(x for x, _ in points), max(y for _, y in points) * 1.1
        place = lambda x, y: (x0 + 50 + 290 * x / most_x, 250 - 200 * y / most_y)
        line = " ".join("%.1f,%.1f" % place(x, y) for x, y in points)
        dots = "".join('<circle cx="%.1f" cy="%.1f" r="3"/>' % place(x, y) for x, y in points)
        ticks = "".join(
            f'<text x="{x0 + 44}" y="{250 - 200 * part + 4:.0f}" text-anchor="end">{most_y * part:.0f}</text>'
            f'<path d="M{x0 + 50} {250 - 200 * part:.0f}h290" stroke="#ddd"/>'
            for part in (0, 0.5, 1)
        )
        ends = f'<text x="{x0 + 340}" y="268" text-anchor="end">{most_x:,}</text>'
        return (
            f'<text x="{x0 + 195}" y="28" text-anchor="middle" font-weight="bold">{title}</text>{ticks}{ends}'
            f'<text x="{x0 + 195}" y="286" text-anchor="middle">{x_label}</text>'
            f'<polyline points="{line}" fill="none" stroke="#06c" stroke-width="2"/><g fill="#06c">{dots}</g>'
        )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 300" font-family="sans-serif" font-size="12">'
        '<rect width="760" height="300" fill="#fff"/>'
        + panel(0, sizes, "Milliseconds by size", "megabytes")
        + panel(380, rules, "Milliseconds by custom phrases, 4 MB", "phrases beside the built-in rules")
        + "</svg>\n"
    )


def main():
    with open(sys.argv[1], "rb") as file:
        text = file.read()
    with tempfile.TemporaryDirectory() as folder:
        sizes, rules = list(by_size(text, folder)), list(by_rules(text, folder))
    print("| megabytes | " + " | ".join(str(size) for size, _ in sizes) + " |")
    print("|---|" + "---|" * len(sizes))
    print("| milliseconds | " + " | ".join(f"{took:.0f}" for _, took in sizes) + " |\n")
    print("| custom phrases | " + " | ".join(f"{count:,}" for count, _ in rules) + " |")
    print("|---|" + "---|" * len(rules))
    print("| milliseconds for 4 MB | " + " | ".join(f"{took:.0f}" for _, took in rules) + " |")
    if len(sys.argv) > 2:
        with open(sys.argv[2], "w", encoding="utf-8") as out:
            out.write(plot(sizes, rules))


main()
