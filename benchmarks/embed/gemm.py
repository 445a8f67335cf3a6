"""GFLOP per CPU second of dense products in numpy, in the shapes of Gemm.java: gemm.py THREADS"""
import os
import sys
import time

os.environ["OPENBLAS_NUM_THREADS"] = sys.argv[1]
import numpy as np

SHAPES = [(274, 10716, 32), (274, 32, 10716), (10716, 274, 32), (10716, 274, 250), (1361, 1361, 274), (1024, 1024, 1024)]
rng = np.random.default_rng(1)
print("product\tm\tk\tn\tGFLOP_per_CPU_s")
for m, k, n in SHAPES:
    for product in ("ab", "atb", "abt"):
        a = rng.random((k, m) if product == "atb" else (m, k), np.float32) - 0.5
        b = rng.random((n, k) if product == "abt" else (k, n), np.float32) - 0.5
        a, b = (a.T if product == "atb" else a), (b.T if product == "abt" else b)
        c = np.empty((m, n), np.float32)
        repeats = int(max(5, 2e10 / (2.0 * m * k * n)))
        best = 0
        for _ in range(4):
            start = time.process_time()
            for _ in range(repeats):
                np.matmul(a, b, out=c)
            best = max(best, 2e-9 * m * k * n * repeats / (time.process_time() - start))
        print(f"{product}\t{m}\t{k}\t{n}\t{best:.1f}")
