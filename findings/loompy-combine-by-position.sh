#!/usr/bin/env bash
# loompy 3.0.8: combine without a key joins genes by position, whatever their names, and leaves out what one file alone has.
#
# Guess: two files with the same genes in another order are joined by name, as the row attribute holds it, or refused; a column of
#        the cells that one file has is kept with gaps, or named in a warning.
# Seen:  the second file's values of g2 stand in the row of g1, without a word, and so in all that follows; with key='Gene' they
#        stand where they belong. The column of the cells that only one file has is gone either way.
#
# Needs Python 3.11. Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'loompy==3.0.8' 'numpy==2.2.6' 'h5py==3.16.0' 'setuptools==75.8.0'
cd "$work"
seen=$("$work/venv/bin/python" - 2> /dev/null <<'PYTHON'
import loompy
import numpy as np

loompy.create("a.loom", np.array([[1.0, 2], [3, 4]]), {"Gene": np.array(["g1", "g2"])}, {"CellID": np.array(["c1", "c2"])})
loompy.create("b.loom", np.array([[10.0, 20], [30, 40]]), {"Gene": np.array(["g2", "g1"])},
              {"CellID": np.array(["c3", "c4"]), "batch": np.array([1, 2])})
for key in (None, "Gene"):
    loompy.combine(["a.loom", "b.loom"], f"{key}.loom", key=key)
    with loompy.connect(f"{key}.loom", "r") as both:
        print(f"key {key}:", dict(zip(map(str, both.ra.Gene), both[:, :].tolist())), both.ca.keys())
PYTHON
)
expected="key None: {'g1': [1.0, 2.0, 10.0, 20.0], 'g2': [3.0, 4.0, 30.0, 40.0]} ['CellID']
key Gene: {'g1': [1.0, 2.0, 30.0, 40.0], 'g2': [3.0, 4.0, 10.0, 20.0]} ['CellID']"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
