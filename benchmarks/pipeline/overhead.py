#!/usr/bin/env python3
"""What the pipeline itself costs beside its tools: overhead.py COUNTS METADATA [OPTION...]

Runs workflows/coexpression.nf without a container, and then each step's own command again by hand, in a copy of its folder. Prints the CPU
seconds (user and system, children too) of both, and of a run that does nothing but start and read the parameters. Options go to the pipeline.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
NEXTFLOW = PROJECT / "workflows/launcher/nextflow"


def cpu_seconds(command, folder, log):
    """Of the whole tree of processes, as far as each is waited for by the one that started it, which bash and Java do."""
    variables = {**os.environ, "PATH": f"{PROJECT}/target/dist/bin:{os.environ['PATH']}", "NXF_ANSI_LOG": "false"}
    process = subprocess.Popen([str(word) for word in command], cwd=folder, env=variables, stdout=log, stderr=log)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command} ended with {process.returncode}:\n{Path(log.name).read_text()[-2000:]}")
    return used.ru_utime + used.ru_stime


def by_hand(step, folder, log):
    """The command of a step, where its inputs are and its outputs not yet; without the question for the version that Nextflow adds."""
    folder.mkdir()
    for path in step.rglob("*"):
        if path.is_symlink():
            copy = folder / path.relative_to(step)
            copy.parent.mkdir(exist_ok=True)
            copy.symlink_to(path.readlink())
    command = (step / ".command.sh").read_text().split("\n# capture process environment")[0]
    (folder / "command.sh").write_text(command)
    return cpu_seconds(["bash", "-ue", "command.sh"], folder, log)


def main():
    counts, metadata, *options = sys.argv[1:]
    with tempfile.TemporaryDirectory() as work, (Path(work) / "log").open("w") as log:
        work = Path(work)
        nothing = cpu_seconds([NEXTFLOW, "-q", "run", PROJECT / "workflows/coexpression.nf", "--help"], work, log)
        whole = cpu_seconds([NEXTFLOW, "-q", "run", PROJECT / "workflows/coexpression.nf", "-profile", "gse266919,local", "--counts",
                             Path(counts).resolve(), "--metadata", Path(metadata).resolve(), "--outdir", work / "results", *options], work, log)
        rows = [line.split("\t") for line in (work / "results/pipeline_info/trace.txt").read_text().splitlines()]
        steps = [dict(zip(rows[0], row)) for row in rows[1:]]
        tools = {}
        for number, step in enumerate(steps):
            name = step["name"].split(" ")[0].split(":")[-1]
            tools[name] = tools.get(name, 0) + by_hand(Path(step["workdir"]), work / str(number), log)
    sum_of_tools = sum(tools.values())
    print(f"steps {len(steps)}: {', '.join(f'{name} {seconds:.1f}' for name, seconds in tools.items())}")
    print(f"pipeline {whole:.1f} CPU seconds, its tools {sum_of_tools:.1f}, start alone {nothing:.1f}: overhead {whole - sum_of_tools:.1f}, "
          f"{100 * (whole / sum_of_tools - 1):.1f} % of the tools'")


main()
