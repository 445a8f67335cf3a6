#!/usr/bin/env bash
# pyfive 1.3.0: a dataset of which one chunk was never written cannot be read, and words that were never written are '0'.
#
# Guess: what was never written is the fill value, as h5py 3.16.0 reads it: 7 where 7 was set, the empty word where nothing was.
# Seen:  numbers whose second chunk is missing end in a KeyError that names the chunk; words of fixed length come back as b'0'.
#
# Needs Python 3. Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'pyfive==1.3.0' 'h5py==3.16.0' 'numpy==2.4.6'
seen=$("$work/venv/bin/python" - 2> /dev/null <<'PYTHON'
import os
import tempfile

import h5py
import pyfive

name = os.path.join(tempfile.mkdtemp(), "parts.h5")
with h5py.File(name, "w") as file:
    file.create_dataset("numbers", shape=(4,), chunks=(2,), dtype="i4", fillvalue=7)[:2] = [1, 2]
    file.create_dataset("words", shape=(2,), dtype="S4")
with h5py.File(name) as file:
    print("h5py:", file["numbers"][:].tolist(), file["words"][:].tolist())
with pyfive.File(name) as file:
    try:
        print("pyfive numbers:", file["numbers"][:].tolist())
    except KeyError as error:
        print("pyfive numbers: KeyError", error)
    print("pyfive words:", file["words"][:].tolist())
PYTHON
)
expected="h5py: [1, 2, 7, 7] [b'', b'']
pyfive numbers: KeyError (2,)
pyfive words: [b'0', b'0']"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
