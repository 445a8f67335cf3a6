"""The same tests by scanpy and gseapy: others.py differential FILE.h5ad OUT.tsv, or others.py gsea RANKING.tsv SETS.gmt OUT.tsv."""

import sys

import pandas as pd

if sys.argv[1] == "differential":
    import scanpy

    data = scanpy.read_h5ad(sys.argv[2])
    scanpy.tl.rank_genes_groups(data, "celltype", method="wilcoxon", tie_correct=True)
    scanpy.get.rank_genes_groups_df(data, None).to_csv(sys.argv[3], sep="\t", index=False)
else:
    import gseapy

    ranking = pd.read_csv(sys.argv[2], sep="\t")[["gene", "score"]]
    gseapy.prerank(rnk=ranking, gene_sets=sys.argv[3], permutation_num=1000, min_size=15, max_size=500, seed=0, threads=1,
                   no_plot=True, outdir=None).res2d.to_csv(sys.argv[4], sep="\t", index=False)
