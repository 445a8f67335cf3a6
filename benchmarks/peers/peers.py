"""Whole processes of screlate beside those of its peers, on data made here: CPU seconds, peak memory and how good the answer is.

    python3 benchmarks/peers/peers.py [--cells 5000 20000] [--rounds 3] [--only JOB...] > docs/performance.md

Makes a Python environment with the versions of requirements.txt in target/peers. The programs take turns (screlate, peer, screlate,
peer, ...), one thread each; medians are printed. Needs make build before, and GNU time.
"""

import argparse
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import venv

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
BIN = ROOT / "target/dist/bin"
WORK = ROOT / "target/peers"
PYTHON = WORK / "venv/bin/python"
ONE_THREAD = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", NUMBA_NUM_THREADS="1")

# job: what is timed, the peer, its function in jobs.py, our command, their input.
JOBS = {
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
}


def timed(command):
    """CPU seconds, peak MiB, last line of output."""
    done = subprocess.run(["env", "time", "-f", "TIME %U %S %M", *command], env=ONE_THREAD, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}: exit {done.returncode}\n{done.stderr}")
    user, system, kilobytes = done.stderr.rsplit("TIME ", 1)[1].split()[:3]
    return float(user) + float(system), int(kilobytes) / 1024, (done.stdout.strip().splitlines() or [""])[-1]


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
    return folder


def ours(command, folder):
    words = command.format(n=folder).split()
    words = [str(BIN / words[0]), *words[1:]]
    seconds, memory, _ = timed([*words, "--threads", "1"])
    quality = folder / "quality.tsv"
    found = f"{float(quality.read_text().splitlines()[1].split()[2]):.6g}" if "quality.tsv" in command else ""
    return seconds, memory, found


def row(job, cells, rounds):
    what, peer, function, command, source = JOBS[job]
    folder = data(cells)
    own, other = [], []
    for _ in range(rounds):
        own.append(ours(command, folder))
        other.append(timed([str(PYTHON), str(HERE / "jobs.py"), function, str(folder / source), str(folder / "peer.npy")]))
    seconds = [statistics.median(r[0] for r in runs) for runs in (own, other)]
    memory = [statistics.median(r[1] for r in runs) for runs in (own, other)]
    ratio = seconds[0] / seconds[1]
    said = " / ".join(q for q in (own[-1][2], other[-1][2]) if q)
    return (f"| {what} | {cells:,} | {peer} | {seconds[0]:.2f} / {seconds[1]:.2f} | {'**' if ratio > 1 else ''}{ratio:.2f}"
            f"{'**' if ratio > 1 else ''} | {memory[0]:,.0f} / {memory[1]:,.0f} | {said} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cells", type=int, nargs="+", default=[5000, 20000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="+", choices=JOBS, default=list(JOBS))
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
        for job in asked.only:
            print(row(job, cells, asked.rounds), flush=True)


main()
