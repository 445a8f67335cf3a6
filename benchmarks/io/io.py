"""CPU seconds and peak memory of import and export of an h5ad, side by side with anndata.

Run: python3 benchmarks/io/io.py BIN [CELLS GENES DENSITY]
BIN is the folder of launchers (target/dist/bin after `make test`). Needs anndata 0.12 and scipy. Each line is one whole
process, start included; the matrix is of counts, stored uncompressed as anndata does.
"""

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import anndata
import numpy as np
import pandas as pd
import scipy.sparse as sp

READ = "import sys, anndata; anndata.read_h5ad(sys.argv[1])"
CONVERT = "import sys, anndata; anndata.read_h5ad(sys.argv[1]).write_h5ad(sys.argv[2])"


def make(path, cells, genes, density):
    random = np.random.default_rng(1)
    x = sp.random(cells, genes, density=density, format="csr", dtype=np.float32, random_state=random)
    x.data = random.geometric(0.4, size=x.data.size).astype(np.float32)
    x.sort_indices()
    obs = pd.DataFrame({"label": pd.Categorical(random.choice(list("abc"), cells))}, index=[f"cell{i}" for i in range(cells)])
    anndata.AnnData(x, obs=obs, var=pd.DataFrame(index=[f"g{i}" for i in range(genes)])).write_h5ad(path)


def measure(name, *command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        try:
            for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
                if line.startswith("VmHWM"):
                    peak = max(peak, int(line.split()[1]))
            process.wait(0.02)
        except (subprocess.TimeoutExpired, FileNotFoundError):
            pass
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert process.returncode == 0, command
    print(f"{name}\t{seconds:.2f} CPU-s\t{peak // 1024} MB", flush=True)


def main():
    tools = Path(sys.argv[1])
    cells, genes, density = (int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])) if len(sys.argv) > 2 else (20000, 20000, 0.05)
    with tempfile.TemporaryDirectory() as folder:
        h5ad, arrow = Path(folder) / "in.h5ad", Path(folder) / "counts.arrow"
        make(h5ad, cells, genes, density)
        for _ in range(5):
            measure("anndata reads", sys.executable, "-c", READ, h5ad)
            measure("anndata reads and writes", sys.executable, "-c", CONVERT, h5ad, Path(folder) / "py.h5ad")
            measure("screlate-import", tools / "screlate-import", "--input", h5ad, "--output", arrow)
            measure("screlate-export", tools / "screlate-export", "--cells", arrow, "--output", Path(folder) / "out.h5ad")


main()
