"""Keeps the genes of an h5ad that are in a table of interactions, and a share of the depth: python3 among.py INPUT.h5ad PPI SHARE OUTPUT.h5ad

The counts are no whole numbers then: resample.py draws such from them.
"""

import sys

import anndata
import pandas

source, ppi, share, target = sys.argv[1], sys.argv[2], float(sys.argv[3]), sys.argv[4]
pairs = pandas.read_csv(ppi, sep="\t", usecols=[0, 1])
data = anndata.read_h5ad(source)
known = data.var_names.isin(pairs.iloc[:, 0]) | data.var_names.isin(pairs.iloc[:, 1])
kept = data[:, known].copy()
kept.X = kept.X * share
kept.write_h5ad(target)
