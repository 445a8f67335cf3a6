#!/usr/bin/env python3
"""Compares the memory that each tool announces with its measured peak, over a grid of cells and genes.

usage: memory.py [COUNTS] [--bin target/dist/bin] [--cells 300 3000] [--genes 500 4000] [--only WORD ...] [--tolerance 0]

COUNTS is a cell matrix (Arrow) or anything that screlate-import reads; by default a study is simulated. Cells are drawn from it with their counts drawn anew.
Prints a table, and ends with status 1 where a peak is above the line, or the line more than 25 % above the peak.
Needs Python 3.8 and nothing else, on Linux or macOS.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

LINE = re.compile(r"needs about ([\d,]+) MB of memory")
MOST = 1.25
MODEL = """family: nb
dependence: expression
offset: log(n_counts)
mu:    ~ group + (1 | subject)
sigma: ~ group
rho:   ~ group + (1 | subject)
zi:    ~ group + (1 | subject)
test:  group
"""


def measured(command):
    """The announced and the measured MB of one process; None where it announces nothing."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, start_new_session=True)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status) if hasattr(os, "waitstatus_to_exitcode") else status
        said.seek(0)
        text = said.read().decode()
    if status != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{text}")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    lines = [int(n.replace(",", "")) for n in LINE.findall(text)]
    return (max(lines) if lines else None), usage.ru_maxrss / unit, usage.ru_utime + usage.ru_stime


class Grid:
    """Files of one size, and the commands that are measured on them."""

    def __init__(self, tools, folder, counts, cells, genes):
        self.tools, self.folder = tools, folder
        self.size, self.cells, self.genes = f"{cells}x{genes}", cells, genes
        self.counts = self.path("counts.arrow")
        drawn = self.path("drawn.arrow")
        self.run("simulate", "resample", "--cells", counts, "--cell-number", cells, "--output", drawn)
        names = self.path("names.txt")
        chosen = most_detected(self, drawn, genes)
        names.write_text("\n".join(chosen) + "\n")
        self.ppi = self.path("ppi.tsv")
        self.ppi.write_text("".join(f"{chosen[i]}\t{chosen[i - d]}\n" for d in (1, 2, 3, 7) for i in range(genes)))
        self.run("subset", "--cells", drawn, "--genes", names, "--output", self.counts)
        self.expression, self.pca, self.graph = (self.path(n + ".arrow") for n in ("expression", "pca", "graph"))
        self.variable = self.path("variable.arrow")
        self.run("preprocess", "--cells", self.counts, "--output", self.expression, "--pca-output", self.pca,
                 "--components", 20, "--graph-output", self.graph)
        self.run("preprocess", "--cells", self.counts, "--output", self.variable, "--hvg-only", "--min-cells", 0)

    def path(self, name):
        return self.folder / f"{self.size}.{name}"

    def command(self, tool, *arguments):
        return [str(self.tools / f"screlate-{tool}"), *map(str, arguments)]

    def run(self, tool, *arguments):
        subprocess.run(self.command(tool, *arguments), check=True, capture_output=True)

    def jobs(self):
        out = self.path("out.arrow")
        impute = ("impute", "--cells", self.expression, "--output", out)
        layers = ("--conditional-output", self.path("c.arrow"), "--detection-output", self.path("d.arrow"))
        h5ad, mtx, table = self.path("out.h5ad"), self.path("mtx"), self.path("out.tsv")
        for to in (h5ad, mtx, table):
            self.run("export", "--cells", self.counts, "--output", to)
        yield "impute expected", impute
        yield "impute, three layers", impute + layers
        for method in ("conditional", "sccr", "scfp", "diffusion", "two-way"):
            yield f"impute {method}", impute + ("--method", method)
        yield "impute smooth", impute + ("--mode", "smooth")
        yield "impute --genes all", impute + ("--genes", "all")
        yield "preprocess", ("preprocess", "--cells", self.counts, "--output", out)
        yield "preprocess to graph", ("preprocess", "--cells", self.counts, "--output", out, "--components", 20,
                                      "--pca-output", self.path("p.arrow"), "--graph-output", self.path("g.arrow"),
                                      "--counts-output", self.path("k.arrow"), "--qc-output", self.path("q.tsv"))
        yield "preprocess denoised", ("preprocess", "--cells", self.counts, "--output", out,
                                      "--denoised-output", self.path("p.arrow"))
        yield "preprocess scaled", ("preprocess", "--cells", self.counts, "--output", out,
                                    "--scaled-output", self.path("p.arrow"))
        yield "cluster k-means", ("cluster", "--cells", self.pca, "--method", "kmeans", "--k", 8, "--output", self.path("l.tsv"))
        yield "cluster Leiden", ("cluster", "--cells", self.pca, "--method", "leiden", "--output", self.path("l.tsv"))
        yield "network build", ("network", "build", "--profiles", self.variable, "--output", out)
        yield "import h5ad", ("import", "--input", h5ad, "--output", out)
        yield "import mtx", ("import", "--input", mtx, "--output", out)
        yield "import table", ("import", "--input", table, "--output", out)
        yield "simulate study", ("simulate", "study", "--cells-per-subject", self.cells // 12, "--genes", self.genes,
                                 "--output", out)
        yield "simulate coexpression", ("simulate", "coexpression", "--cells-per-subject", self.cells // 12,
                                        "--pairs", self.genes // 2, "--output", out)
        yield "embed train", ("embed", "train", "--cells", self.variable, "--ppi", self.ppi, "--epochs", 2,
                              "--output", out)
        for subjects in (6, 40):
            yield f"coexpress, 2 x {subjects} subjects", self.coexpression(subjects)
        yield "simulate resample", ("simulate", "resample", "--cells", self.counts, "--output", out)
        yield "simulate dropout", ("simulate", "dropout", "--cells", self.counts, "--output", out,
                                   "--mask-output", self.path("m.arrow"))

    def coexpression(self, subjects):
        """As many pairs as the grid has genes, of 100 genes, in a study of its own."""
        study, pairs, model = self.path("study.arrow"), self.path("pairs.arrow"), self.path("model.yaml")
        self.run("simulate", "study", "--subjects", subjects, "--cells-per-subject", self.cells // (2 * subjects),
                 "--genes", 100, "--types", 2, "--markers", 10, "--modules", 2, "--module-size", 10, "--mean-count", 2,
                 "--output", study)
        self.run("pairs", "--cells", study, "--sample", self.genes, "--output", pairs)
        model.write_text(MODEL)
        return ("coexpress", "--cells", study, "--model", model, "--pairs", pairs, "--preset", "none", "--threads", 1,
                "--output", self.path("tests.arrow"))


def most_detected(grid, drawn, genes):
    quality = grid.path("genes.tsv")
    grid.run("preprocess", "--cells", drawn, "--output", grid.path("all.arrow"), "--gene-qc-output", quality)
    rows = [line.split("\t") for line in quality.read_text().splitlines()]
    gene, cells = rows[0].index("gene"), rows[0].index("n_cells")
    return [row[gene] for row in sorted(rows[1:], key=lambda row: -int(row[cells]))[:genes]]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", nargs="?")
    parser.add_argument("--bin", type=Path, default=Path("target/dist/bin"))
    parser.add_argument("--cells", type=int, nargs="+", default=[300, 3000])
    parser.add_argument("--genes", type=int, nargs="+", default=[500, 4000])
    parser.add_argument("--only", nargs="+", help="jobs whose name holds one of these words")
    parser.add_argument("--tolerance", type=float, default=0, help="by how much a ratio may be outside: two runs differ by up to a tenth")
    asked = parser.parse_args()
    jobs = wrong = 0
    print("| job | cells | genes | said MB | peak MB | said / peak | CPU s |\n|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        counts = Path(asked.counts or Path(folder) / "read.arrow")
        if not asked.counts:
            subprocess.run([asked.bin / "screlate-simulate", "study", "--genes", str(2 * max(asked.genes)), "--cells-per-subject",
                            "60", "--output", counts], check=True, capture_output=True)
        elif counts.suffix != ".arrow":
            counts = Path(folder) / "read.arrow"
            subprocess.run([asked.bin / "screlate-import", "--input", asked.counts, "--output", counts], check=True,
                           capture_output=True)
        for cells in asked.cells:
            for genes in asked.genes:
                grid = Grid(asked.bin, Path(folder), counts, cells, genes)
                for name, job in grid.jobs():
                    if asked.only and not any(word in name for word in asked.only):
                        continue
                    said, peak, cpu = measured(grid.command(*job))
                    ratio = said / peak if said else float("nan")
                    right = 1 - asked.tolerance <= ratio <= MOST + asked.tolerance
                    jobs += 1
                    wrong += not right
                    print(f"| {name} | {cells} | {genes} | {said} | {peak:.0f} | {ratio:.2f}{'' if right else ' **'} "
                          f"| {cpu:.1f} |", flush=True)
    print(f"\n{wrong} lines outside 1 to {MOST} times the peak, give or take {asked.tolerance}")
    print(f"{jobs - wrong} passed, {wrong} failed", flush=True)
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
