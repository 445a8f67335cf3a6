"""Whole processes of screlate beside those of its peers, on data made here: CPU seconds, peak memory and how good the answer is.

    python3 benchmarks/peers/peers.py [--cells 5000 20000] [--rounds 3] [--only JOB...] [--growth 5000 20000] > docs/performance.md

Makes a Python environment with the versions of requirements.txt in .cache/peers. The programs take turns (screlate, peer, screlate,
peer, ...), one thread each; medians are printed. Needs make build before, and GNU time.
"""

import argparse
import math
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import venv

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
BIN = ROOT / "target/dist/bin"
WORK = ROOT / ".cache/peers"
PYTHON = WORK / "venv/bin/python"
ONE_THREAD = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", NUMBA_NUM_THREADS="1")

# job: what is timed, the peer, its function in jobs.py, our command, their input.
JOBS = {
    "import": ("read counts of 20,000 genes", "anndata", "read", "screlate-import --input {n}/made.h5ad --output {n}/out.arrow", "made.h5ad"),
    "export": ("write counts of 20,000 genes", "anndata", "rewrite", "screlate-export --cells {n}/counts.arrow --output {n}/out.h5ad", "made.h5ad"),
    "preprocess": ("counts to neighbours", "scanpy", "preprocess", "screlate-preprocess --cells {n}/counts.arrow"
                   " --output {n}/out.arrow --pca-output {n}/o_pca.arrow --graph-output {n}/o_graph.arrow", "counts.arrow"),
    "smooth": ("smooth, 2,000 genes", "magic-impute", "magic",
               "screlate-impute --mode smooth --cells {n}/genes.arrow --output {n}/out.arrow", "genes.arrow"),
    "recover": ("recover, 2,000 genes", "magic-impute", "magic",
                "screlate-impute --mode recover --cells {n}/genes.arrow --output {n}/out.arrow", "genes.arrow"),
    "kmeans": ("k-means, k 10, 10 starts", "scikit-learn", "kmeans",
               "screlate-cluster --method kmeans --k 10 --starts 10 --cells {n}/pca.arrow --output {n}/out.tsv"
               " --quality-output {n}/quality.tsv", "pca.arrow"),
    "leiden": ("Leiden", "igraph", "leiden", "screlate-cluster --method leiden --resolution 1 --graph {n}/graph.arrow"
               " --output {n}/out.tsv --quality-output {n}/quality.tsv", "graph.arrow"),
    "network": ("network, 2,000 genes", "leidenalg", "network",
                "screlate-network build --profiles {n}/genes.arrow --output {n}/out.arrow --genes-output {n}/out.tsv",
                "genes.arrow"),
    "differential": ("rank sums of each cluster, 2,000 genes", "scanpy", "differential",
                     "screlate-enrich differential --cells {n}/genes.arrow --groups {n}/groups.tsv --output {n}/out.arrow", "genes.arrow"),
}
# The same of what has no cells: 20,000 genes and 300 sets, and a network of 10,000 genes.
WITHOUT_CELLS = {
    "gsea": ("gene sets, 1,000 permutations", "gseapy", "gsea", "screlate-enrich gsea --ranking {n}/ranking.tsv --gene-sets {n}/sets.gmt"
             " --output {n}/out.tsv", "ranking.tsv"),
    "walks": ("walks from all of 10,000 genes", "numpy, an inverse", "walks",
              "screlate-network walk --network {n}/edges.tsv --all-genes-output {n}/out.arrow", "edges.tsv"),
    "smallest import": ("smallest job of import", "scanpy, its import alone", "nothing", "screlate-import --input test-data/tiny/tiny.h5ad --output {n}/out.arrow", ""),
    "smallest cluster": ("smallest job of cluster", "scanpy, its import alone", "nothing",
                         "screlate-cluster --cells test-data/tiny/expression.arrow --method kmeans --k 3 --output {n}/out.tsv", ""),
    "smallest enrich": ("smallest job of enrich", "scanpy, its import alone", "nothing",
                        "screlate-enrich differential --cells test-data/tiny/expression.arrow --group-column group --output {n}/out.tsv", ""),
}

STEPS = {
    "import": "screlate-import --input {n}/made.h5ad --output {n}/counts.arrow",
    "preprocess": "screlate-preprocess --cells {n}/counts.arrow --output {n}/genes.arrow --hvg 2000 --hvg-only --pca-output {n}/pca.arrow"
                  " --graph-output {n}/graph.arrow",
    "cluster (Leiden)": "screlate-cluster --graph {n}/graph.arrow --output {n}/clusters.tsv",
    "impute (expected)": "screlate-impute --cells {n}/genes.arrow --output {n}/imputed.arrow",
}


def timed(command):
    """CPU seconds, peak MiB, last line of output, and standard error."""
    done = subprocess.run(["env", "time", "-f", "TIME %U %S %M", *command], env=ONE_THREAD, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}: exit {done.returncode}\n{done.stderr}")
    said, times = done.stderr.rsplit("TIME ", 1)
    user, system, kilobytes = times.split()[:3]
    return float(user) + float(system), int(kilobytes) / 1024, (done.stdout.strip().splitlines() or [""])[-1], said


def run(*command):
    subprocess.run(command, check=True, env=ONE_THREAD, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def environment():
    if not PYTHON.exists():
        venv.create(WORK / "venv", with_pip=True)
        run(PYTHON, "-m", "pip", "install", "-q", "-r", HERE / "requirements.txt")


def data(cells):
    folder = WORK / str(cells)
    if not (folder / "graph.arrow").exists():
        folder.mkdir(parents=True, exist_ok=True)
        run(PYTHON, HERE.parent / "preprocess/make_counts.py", folder / "made", str(cells), "20000")
        run(BIN / "screlate-import", "--input", folder / "made.h5ad", "--output", folder / "counts.arrow")
        run(BIN / "screlate-preprocess", "--cells", folder / "counts.arrow", "--output", folder / "genes.arrow",
            "--hvg", "2000", "--hvg-only", "--pca-output", folder / "pca.arrow", "--graph-output", folder / "graph.arrow")
        run(BIN / "screlate-cluster", "--graph", folder / "graph.arrow", "--output", folder / "groups.tsv")
    return folder


def data_without_cells():
    folder = WORK / "none"
    if not (folder / "edges.tsv").exists():
        folder.mkdir(parents=True, exist_ok=True)
        run(PYTHON, HERE / "jobs.py", "make", folder, folder / "made.npy")
    return folder


def ours(command, folder):
    words = command.format(n=folder).split()
    words = [str(BIN / words[0]), *words[1:]]
    seconds, memory, _, _ = timed([*words, "--threads", "1"])
    quality = folder / "quality.tsv"
    found = f"{float(quality.read_text().splitlines()[1].split()[2]):.6g}" if "quality.tsv" in command else ""
    return seconds, memory, found


def row(job, cells, rounds):
    what, peer, function, command, source = (JOBS | WITHOUT_CELLS)[job]
    folder = data(cells) if cells else data_without_cells()
    own, other = [], []
    for _ in range(rounds):
        own.append(ours(command, folder))
        other.append(timed([str(PYTHON), str(HERE / "jobs.py"), function, str(folder / source), str(folder / "peer.npy")]))
    seconds = [statistics.median(r[0] for r in runs) for runs in (own, other)]
    memory = [statistics.median(r[1] for r in runs) for runs in (own, other)]
    ratio = seconds[0] / seconds[1]
    size = f"{cells:,}" if cells else "–"
    said = " / ".join(q for q in (own[-1][2], other[-1][2]) if q)
    return (f"| {what} | {size} | {peer} | {seconds[0]:.2f} / {seconds[1]:.2f} | {'**' if ratio > 1 else ''}{ratio:.2f}"
            f"{'**' if ratio > 1 else ''} | {memory[0]:,.0f} / {memory[1]:,.0f} | {said} |")


def growth(sizes):
    """One run of each step at each size, of 6,000 genes, with the exponents from size to size."""
    print("\n## Growth\n\nOne run each, one thread, 6,000 genes, of which 2,000 to `impute`. CPU seconds; MiB at the peak, and announced in MB; the exponent of the")
    print("seconds from the size before.\n\n| cells | step | CPU seconds | MiB / announced | exponent |\n|---|---|---|---|---|")
    before = {}
    for cells in sizes:
        folder = WORK / f"growth-{cells}"
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "made.h5ad").exists():
            run(PYTHON, HERE.parent / "preprocess/make_counts.py", folder / "made", str(cells), "6000")
        for step, command in STEPS.items():
            words = command.format(n=folder).split()
            seconds, memory, _, said = timed([str(BIN / words[0]), *words[1:], "--threads", "1"])
            needs = re.search(r"needs about ([\d,]+) MB", said)
            exponent = math.log(seconds / before[step][1], cells / before[step][0]) if step in before else None
            before[step] = cells, seconds
            shown = "" if exponent is None else f"{exponent:.2f}"
            print(f"| {cells:,} | {step} | {seconds:.1f} | {memory:,.0f} / {needs[1] if needs else '–'} | {shown} |", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cells", type=int, nargs="+", default=[5000, 20000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--growth", type=int, nargs="*", default=[5000, 20000, 50000, 100000], metavar="CELLS")
    parser.add_argument("--only", nargs="+", choices=[*JOBS, *WITHOUT_CELLS], default=[*JOBS, *WITHOUT_CELLS])
    asked = parser.parse_args()
    environment()
    processor = next((line.split(": ")[1] for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown")
    version = subprocess.run([BIN / "screlate-impute", "--version"], capture_output=True, text=True).stdout.strip()
    pinned = ", ".join((HERE / "requirements.txt").read_text().split())
    print("# Performance beside other programs\n")
    print("Made by `benchmarks/peers/peers.py " + " ".join(sys.argv[1:]).strip() + "`, after `make build`: whole processes, start")
    print("included, one thread, in turn; medians of", asked.rounds, "round(s). CPU seconds are user and system time; memory is the peak.")
    print("A ratio above 1, in bold, is where screlate is the slower.\n")
    print(f"{version}; Python {platform.python_version()} with {pinned}; {processor.strip()}, {os.cpu_count()} cores;")
    print(f"load when it began: {os.getloadavg()[0]:.1f}. A busy machine makes all CPU times longer, not both sides alike.\n")
    print("| work | cells | peer | CPU seconds, screlate / peer | ratio | MiB, screlate / peer | quality, screlate / peer |")
    print("|---|---|---|---|---|---|---|")
    for cells in asked.cells:
        for job in JOBS:
            if job in asked.only:
                print(row(job, cells, asked.rounds), flush=True)
    for job in WITHOUT_CELLS:
        if job in asked.only:
            print(row(job, None, asked.rounds), flush=True)
    if asked.growth:
        growth(asked.growth)
    print("\n" + (HERE / "notes.md").read_text(), end="")


main()
