#!/usr/bin/env python3
"""CPU seconds and peak memory of merge and subset beside anndata: python merge.py [SAMPLES CELLS GENES FOLDER].

Samples are made of random sparse counts (5 % not zero). Needs anndata, and screlate's programs on PATH. Each program runs by itself;
CPU is user + system, memory the largest resident set, both of the whole process.
"""
import os
import resource
import subprocess
import sys

import anndata
import numpy
import scipy.sparse

SAMPLES, CELLS, GENES = (int(a) for a in (sys.argv[1:4] or (20, 5000, 20000)))
FOLDER = sys.argv[4] if len(sys.argv) > 4 else "merge_benchmark"


def measured(name, command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run(["/usr/bin/time", "-f", "%M", *command], stderr=subprocess.PIPE, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if out.returncode:
        sys.exit(f"{name}: {out.stderr}")
    print(f"{name}\t{cpu:.1f}\t{int(out.stderr.split()[-1]) // 1024}", flush=True)


def make():
    os.makedirs(FOLDER, exist_ok=True)
    rng = numpy.random.default_rng(1)
    for s in range(SAMPLES):
        path = f"{FOLDER}/s{s}"
        if os.path.exists(path + ".arrow"):
            continue
        x = scipy.sparse.random(CELLS, GENES, 0.05, "csr", dtype=numpy.float32, random_state=rng)
        x.data = rng.geometric(0.5, x.nnz).astype(numpy.float32)
        a = anndata.AnnData(x)
        a.obs_names = [f"s{s}_{i}" for i in range(CELLS)]
        a.var_names = [f"G{g}" for g in range(GENES)]
        a.obs["celltype"] = [f"type_{i % 10}" for i in range(CELLS)]
        a.write_h5ad(path + ".h5ad")
        subprocess.run(["screlate-import", "--input", path + ".h5ad", "--output", path + ".arrow"], check=True, stderr=subprocess.DEVNULL)


make()
python = sys.executable
names = [f"s{s}" for s in range(SAMPLES)]
print("program\tcpu_seconds\tpeak_mb")
measured("screlate-merge", ["screlate-merge", "--cells", *[f"{n}={FOLDER}/{n}.arrow" for n in names], "--output", f"{FOLDER}/merged.arrow"])
read = f"import anndata; files = {{n: f'{FOLDER}/{{n}}.h5ad' for n in {names}}}; "
measured("anndata.concat", [python, "-W", "ignore", "-c", read + f"anndata.concat({{n: anndata.read_h5ad(f) for n, f in files.items()}}, join='outer', label='sample').write_h5ad('{FOLDER}/concat.h5ad')"])
measured("concat_on_disk", [python, "-W", "ignore", "-c", read + f"from anndata.experimental import concat_on_disk; concat_on_disk(files, '{FOLDER}/on_disk.h5ad', join='outer', label='sample')"])
measured("screlate-subset", ["screlate-subset", "--cells", f"{FOLDER}/merged.arrow", "--where", 'celltype == "type_3"', "--output", f"{FOLDER}/type.arrow"])
measured("anndata slice", [python, "-W", "ignore", "-c", f"import anndata; a = anndata.read_h5ad('{FOLDER}/concat.h5ad'); a[a.obs['celltype'] == 'type_3'].write_h5ad('{FOLDER}/type.h5ad')"])
