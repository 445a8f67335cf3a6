#!/usr/bin/env python3
"""CPU seconds (user and system) of every tool's --version, of every command's --help and of every example in the help, on test-data/tiny.

start.py [--rounds N] [BIN]: after `make build`; BIN is the folder of the programs, by default target/dist/bin. Prints a table in Markdown.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
# The order in which the examples make files for each other.
TOOLS = (
    "import simulate merge subset preprocess cluster impute network embed pairs coexpress combine modules enrich evaluate "
    "export report"
).split()


def seconds(words, folder):
    """CPU seconds of one process, and what it wrote to standard output."""
    before = os.times()
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True)
    after = os.times()
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, words))}: {done.stderr}")
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return spent, done.stdout


def median(words, folder, rounds):
    return statistics.median(seconds(words, folder)[0] for _ in range(rounds))


def commands(tool, folder):
    """The commands of a tool with the text of their help."""
    text = seconds([tool, "--help"], folder)[1]
    if "\nSubcommands:\n" not in text:
        return {(): text}
    names = [line.split()[0] for line in text.split("\nSubcommands:\n")[1].split("\n\n")[0].splitlines()]
    return {(name,): seconds([tool, name, "--help"], folder)[1] for name in names}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("bin", nargs="?", type=pathlib.Path, default=ROOT / "target/dist/bin")
    options = parser.parse_args()
    print("| command | --version | --help | example |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary) / "tiny"
        shutil.copytree(ROOT / "test-data/tiny", folder)
        for name in TOOLS:
            tool = options.bin.resolve() / f"screlate-{name}"
            version = median([tool, "--version"], folder, options.rounds)
            for words, text in commands(tool, folder).items():
                help_ = median([tool, *words, "--help"], folder, options.rounds)
                prefix = " ".join([f"screlate-{name}", *words]) + " --"
                # Import and simulate have examples that later ones build on: all are run, the least is shown.
                jobs = [line.split()[1:] for line in text.splitlines() if line.startswith("  " + prefix)]
                job = min(median([tool, *job], folder, options.rounds) for job in jobs)
                print(f"| {name} {' '.join(words)} | {version:.2f} | {help_:.2f} | {job:.2f} |", flush=True)


if __name__ == "__main__":
    main()
