"""package.py PROJECT WORK: builds the conda package, installs it into an environment of its own, and runs it there.

No channel can be reached, so that openjdk is a stand-in here: a package whose java is this machine's.
"""

import asyncio
import os
import shutil
import subprocess
import sys
from pathlib import Path

import rattler
import rattler_build

project, work = Path(sys.argv[1]), Path(sys.argv[2])
channel = work / "channel"
JAVA = shutil.which("java")

STAND_IN = {
    "package": {"name": "openjdk", "version": "17.0.0"},
    "build": {"noarch": "generic", "script": [
        "mkdir -p $PREFIX/bin",
        f"""printf '#!/bin/sh\\necho used >> "{work}/java"\\nexec "{JAVA}" "$@"\\n' > $PREFIX/bin/java""",
        "chmod 755 $PREFIX/bin/java",
    ]},
}


def build(recipe):
    result = [variant.run_build(output_dir=channel, channels=[]) for variant in recipe.render()]
    return Path(result[0].packages[0])


async def install(name, prefix):
    """The newest of the package with what it requires, as conda would."""
    places = [rattler.Channel(channel.as_uri())]
    records = await rattler.solve(sources=places, specs=[name], platforms=[rattler.Subdir.current(), rattler.Subdir("noarch")],
                                  virtual_packages=rattler.VirtualPackage.detect())
    await rattler.install(records=records, target_prefix=prefix, cache_dir=work / "cache", show_progress=False)
    return records


def run(programs, command, *options, variables=None):
    """In the folder of test data, by nothing but the environment's programs and the system's."""
    environment = {"PATH": f"{programs}:/usr/bin:/bin", "TMPDIR": str(work), **(variables or {})}
    done = subprocess.run([command, *options], cwd=project / "test-data/tiny", env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command} {' '.join(options)} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


def results(programs, folder):
    """An import and a differential test: the bytes of the matrix, without its history, and the table."""
    folder.mkdir()
    run(programs, f"{programs}/screlate-import", "--input", "tiny.h5ad", "--output", str(folder / "counts.arrow"))
    run(programs, "screlate-coexpress", "--cells", str(folder / "counts.arrow"), "--model", "model.yaml", "--pairs", "pairs.tsv",
        "--preset", "none", "--output", str(folder / "tests.tsv"))
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def main():
    openjdk = rattler_build.Stage0Recipe.from_dict(STAND_IN)
    build(openjdk)
    package = rattler_build.Package.from_file(build(rattler_build.Stage0Recipe.from_file(project / "conda/recipe.yaml")))
    own = package.run_tests(channel=[channel.as_uri()])
    if not own or not all(test.success for test in own):
        sys.exit(f"the package's own tests: {own}")
    prefix = work / "environment"
    records = asyncio.run(install("screlate", prefix))
    programs = prefix / "bin"
    built, installed = project / "target/dist/bin", programs
    expected = {path.name for path in built.iterdir()} - {"screlate-java"}
    found = {path.name for path in programs.iterdir() if path.name.startswith("screlate-")}
    if found != expected:
        sys.exit(f"commands that differ from those of the build: {sorted(found ^ expected)}")
    here = results(installed, work / "installed")
    if not (work / "java").exists():
        sys.exit("the environment's java was not used")
    there = results(built, work / "built")
    if here != there or len(here) != 2:
        sys.exit(f"the installed programs gave other bytes than the build: {[name for name in there if here.get(name) != there[name]]}")
    print(f"{', '.join(sorted(str(record.file_name) for record in records))}: {package.path.stat().st_size >> 20} MiB, "
          f"{len(own)} own tests, {len(found)} commands, {len(here)} files with the bytes of the build")


main()
