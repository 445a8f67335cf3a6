"""MAGIC, as published, on log-normalised expression: CPU seconds and peak memory of the whole process, and of its parts.

OMP_NUM_THREADS=1 python3 magic_run.py EXPRESSION.arrow...   (needs magic-impute and pyarrow)
"""

import json
import resource
import sys
import time

import numpy as np
import pyarrow
import scipy.sparse

started = time.process_time()
import magic  # noqa: E402

imported = time.process_time() - started
for path in sys.argv[1:]:
    before = time.process_time()
    table = pyarrow.ipc.open_file(path).read_all()
    genes = json.loads(table.schema.metadata[b"screlate.genes"])
    indices = table["indices"].combine_chunks()
    data = table["data"].combine_chunks()
    x = scipy.sparse.csr_matrix(
        (data.values.to_numpy(), indices.values.to_numpy(), indices.offsets.to_numpy()), shape=(len(table), len(genes))
    )
    read = time.process_time()
    imputed = np.asarray(magic.MAGIC(n_jobs=1, verbose=0, random_state=0).fit_transform(x, genes="all_genes"))
    done = time.process_time()
    print(
        f"{path}: {x.shape[0]} cells, read {read - before:.2f} s, MAGIC {done - read:.2f} s; import {imported:.2f} s;"
        f" process {time.process_time():.2f} CPU s, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
    )
