#!/bin/sh
# Tables that report writes for MultiQC, shown by the real one: sections, and names and numbers that MultiQC is known to spoil.
# MultiQC comes from PyPI into a folder of its own; where Python or PyPI is not to be had, the test is skipped and says so.
set -eu
cd "${0%/*}"
root=$(cd ../../.. && pwd)
PATH=$root/target/dist/bin:$PATH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ -z "${MULTIQC:-}" ]; then
    MULTIQC=$root/.cache/multiqc/bin/multiqc
    [ -x "$MULTIQC" ] || { python3 -m venv "$root/.cache/multiqc" && "$root/.cache/multiqc/bin/pip" install -q multiqc; } > /dev/null 2>&1 \
        || { echo "multiqc-test skipped: MultiQC could not be installed, for want of Python or PyPI"; exit 0; }
fi

# Samples called by digits alone and like a power of ten, a p-value that few digits show as 0, a count of zero.
mkdir "$work/in"
for sample in 123 1e3; do
    printf 'cell\tn_counts\tn_genes\tkept\treason\nc1\t10\t5\tTRUE\t\nc2\t0\t0\tFALSE\tcounts < 1\n' > "$work/in/$sample.cell_qc.tsv"
    printf 'task\tname\tmetric\tvalue\tn\nclustering\tleiden\tari\t0.5\t9\n' > "$work/in/$sample.clustering.tsv"
    printf 'task\tname\tmetric\tvalue\tn\nrecovery\tmasked\trmse\t0.25\t9\n' > "$work/in/$sample.recovery.tsv"
    printf 'gene_1\tgene_2\tstatus\tp_value\tfdr_bh\nA\tB\tconverged\t1e-30\t1e-29\n' > "$work/in/$sample.coexpression.tsv"
    printf 'predictor\tauroc_matched\tauroc_uniform\nscnet\t0.8\t0.9\ndegree_product\t0.5\t0.9\n' > "$work/in/$sample.scores.tsv"
done
screlate-report --input "$work/in" --samples 123,1e3 --output "$work/page.html" --multiqc "$work/multiqc" 2> /dev/null
"$MULTIQC" --version
"$MULTIQC" -q -f -o "$work/out" "$work/multiqc" > "$work/log" 2>&1 || { cat "$work/log"; exit 1; }
python3 check.py "$work/out"
