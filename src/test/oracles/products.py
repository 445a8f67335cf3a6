"""Products of dense matrices by NumPy in double precision.

Run from the top of the checkout: python3 src/test/oracles/products.py
Writes src/test/resources/org/screlate/matrix/products.tsv: for A [m × k] of sin(0.5 i) and B [k × n] of cos(0.3 i), i over
their rows as stored, values of A·B, of Aᵀ·B with A stored as [k × m], and of A·Bᵀ with B stored as [n × k].
"""

import numpy as np

M, K, N = 203, 300, 70


def table(rows, columns, function, factor):
    return function(factor * np.arange(rows * columns)).reshape(rows, columns)


def main():
    products = {
        "ab": table(M, K, np.sin, 0.5) @ table(K, N, np.cos, 0.3),
        "atb": table(K, M, np.sin, 0.5).T @ table(K, N, np.cos, 0.3),
        "abt": table(M, K, np.sin, 0.5) @ table(N, K, np.cos, 0.3).T,
    }
    with open("src/test/resources/org/screlate/matrix/products.tsv", "w") as file:
        file.write(f"# src/test/oracles/products.py, NumPy {np.__version__}\n")
        file.write("product\trow\tcolumn\tvalue\n")
        for name, product in products.items():
            for i in (0, 5, 101, 202):
                for j in (0, 31, 32, 69):
                    file.write(f"{name}\t{i}\t{j}\t{product[i, j]:.10g}\n")


main()
