#!/bin/sh
# The conda package as conda/recipe.yaml makes it: built, tested by its own tests, installed and run, all without a channel of the network.
# What builds and installs comes from PyPI into a folder of its own; where Python or PyPI is not to be had, the test is skipped and says so.
set -eu
cd "${0%/*}"
root=$(cd ../../.. && pwd)
home=$root/.cache/conda-test
wanted='py-rattler-build==0.73.0 py-rattler==0.28.0'

if [ "$(cat "$home/complete" 2> /dev/null)" != "$wanted" ]; then
    rm -rf "$home"
    # shellcheck disable=SC2086 # two words
    { python3 -m venv "$home" && "$home/bin/pip" install -q $wanted; } > /dev/null 2>&1 \
        || { echo "conda-test skipped: rattler-build could not be installed, for want of Python or PyPI"; exit 0; }
    echo "$wanted" > "$home/complete"
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$home/bin/python" package.py "$root" "$work"
