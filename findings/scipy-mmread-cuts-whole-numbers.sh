#!/usr/bin/env bash
# scipy 1.17.1: mmread cuts a count of 1e+05 in a file of whole numbers to 1.
#
# Guess: 1e+05, as R writes one hundred thousand, is 100000; or an error that names the line, as for NA.
# Seen:  under the header 'integer' the number ends at its first character that is no digit: 1e+05 is 1 and 5.7 is 5, without
#        a word; under 'real' both are read. scanpy and anndata read folders of 10x by this function.
#
# Needs Python 3. Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'numpy==2.4.6' 'scipy==1.17.1'
seen=$("$work/venv/bin/python" - 2> /dev/null <<'PYTHON'
import io

import scipy.io

for field in ("real", "integer"):
    for value in ("1e+05", "5.7", "NA"):
        text = f"%%MatrixMarket matrix coordinate {field} general\n1 1 1\n1 1 {value}\n"
        try:
            print(field, value, scipy.io.mmread(io.BytesIO(text.encode())).toarray().tolist())
        except ValueError:
            print(field, value, "refused")
PYTHON
)
expected="real 1e+05 [[100000.0]]
real 5.7 [[5.7]]
real NA refused
integer 1e+05 [[1]]
integer 5.7 [[5]]
integer NA refused"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
