#!/usr/bin/env python3
"""Lints wrappers and workflows, boots a real Galaxy from PyPI, and runs the tests of every wrapper and workflow in it.

Usage: run-tests.py [--only TOOL|WORKFLOW ...], from anywhere; the launchers must be built (target/dist/bin).

The Python environments are made once under .cache/galaxy (1.6 GB), or taken from GX_VENV and PLANEMO_VENV.
Galaxy lives in target/galaxy meanwhile, logs included; GALAXY_PORT is its port (default: a free one).
With GALAXY_DOCKER=/path/to/docker the tools run in the container that macros.xml names, without network.

Exit status 0: all passed, or nothing could be run and the last line says why; 1: a failure.
"""

import argparse
import gzip
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from xml.etree import ElementTree

GALAXY = ["galaxy-web-apps==26.1.2", "galaxy-web-client==26.1.2"]
PLANEMO = ["planemo==0.75.47"]
USER = "tester@example.org"
BOOT_SECONDS = 300
TEST_SECONDS = 600

# What the fields of the form write of a model; the form must give the bytes that this file gives.
FORM = """
family: nb
dependence: counts
offset: 'log(n_counts)'
mu: '~ group + (1 | group:subject)'
sigma: '~ group'
rho: '~ group + (1 | group:subject)'
test: 'group'
subject: 'subject'
factors: ['group']
reference: {'group': 'control'}
""".lstrip()

# Run in a copy of test-data/tiny: the files that later tools take, as earlier tools make them.
MADE = """
screlate-preprocess --cells counts.arrow --output all.arrow --components 10 \
    --pca-output pca.arrow --graph-output graph.arrow
screlate-cluster --cells pca.arrow --method kmeans --k 3 --output clusters.tsv
screlate-enrich differential --cells expression.arrow --group-column group --output de.tsv
screlate-enrich gsea --ranking de.tsv --gene-sets sets.gmt --min-size 5 --output gsea.tsv
screlate-simulate dropout --cells expression.arrow --output masked.arrow --mask-output mask.arrow
screlate-impute --cells masked.arrow --output recovered.arrow
screlate-simulate dropout --cells counts.arrow --mechanism thinning --rate 0.1 --output train.arrow \
    --mask-output lost.arrow
screlate-preprocess --cells train.arrow --output denoised.arrow
screlate-embed train --cells expression.arrow --ppi ppi.tsv --epochs 10 --output genes.arrow --edges-output edges.tsv --model-output scnet.arrow
screlate-pairs --network pairs.tsv --cells counts.arrow --chunk-size 5 --output chunks
screlate-coexpress --cells counts.arrow --model model.yaml --pairs chunks/chunk_0001.arrow --preset none --output tests_1.arrow
screlate-coexpress --cells counts.arrow --model model.yaml --pairs chunks/chunk_0002.arrow --preset none --output tests_2.arrow
screlate-coexpress --cells counts.arrow --model model.yaml --pairs chunks/chunk_0001.arrow --preset none --output tests_1.tsv
screlate-coexpress --cells counts.arrow --model model.yaml --pairs chunks/chunk_0002.arrow --preset none --output tests_2.tsv
screlate-coexpress --cells counts.arrow --model form.yaml --pairs pairs.tsv --preset none --output form_tests.arrow
screlate-combine --tests form_tests.arrow --output pairs_tests.tsv
screlate-subset --cells counts.arrow --where group=="control" --output half_1.arrow
screlate-subset --cells counts.arrow --where group=="treated" --output half_2.arrow
screlate-export --cells half_1.arrow --output half_1.h5ad
screlate-export --cells half_2.arrow --output half_2.h5ad
""".strip().splitlines()

TOOLS = Path(__file__).resolve().parent
PROJECT = TOOLS.parent
BIN = PROJECT / "target/dist/bin"
TINY = PROJECT / "test-data/tiny"
CACHE = PROJECT / ".cache/galaxy"
WORK = PROJECT / "target/galaxy"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="+", metavar="NAME", help="the words of the tools and workflows to test, such as import or clusters")
    wanted = parser.parse_args().only
    wrappers = {path.stem: path for path in sorted(TOOLS.glob("*.xml")) if path.name != "macros.xml"}
    workflows = sorted(path.name.removesuffix(".gxwf.yml") for path in (TOOLS / "workflows").glob("*.gxwf.yml"))
    unknown = set(wanted or []) - set(wrappers) - set(workflows)
    if unknown:
        sys.exit(f"no wrapper or workflow {', '.join(sorted(unknown))} in {TOOLS}")
    if sys.version_info < (3, 10):
        skip(f"Galaxy needs Python 3.10 or newer, this is {sys.version.split()[0]}")
    for word in wrappers:
        if not os.access(BIN / f"screlate-{word}", os.X_OK):
            sys.exit(f"no launcher {BIN}/screlate-{word}: build first (make galaxy-test does)")
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    galaxy = environment("GX_VENV", GALAXY)
    planemo = environment("PLANEMO_VENV", PLANEMO)
    lint(planemo, wrappers)
    data = test_data()
    lint_workflows(planemo, data)
    ids = {word: ElementTree.parse(path).getroot().get("id") for word, path in wrappers.items()}
    with server(galaxy, wrappers.values()) as (url, key):
        check_loaded(url, key, ids.values())
        results = run_tests(galaxy, url, key, data, [ids[word] for word in wrappers if not wanted or word in wanted])
        results += run_workflows(planemo, url, key, data, [name for name in workflows if not wanted or name in wanted])
    sys.exit(report(results))


def skip(reason):
    print(f"galaxy-test skipped: {reason}", flush=True)
    sys.exit(0)


def say(line):
    print(f"[{time.monotonic() - BEGAN:4.0f} s] {line}", flush=True)


def environment(variable, packages):
    """The bin directory of a virtual environment that holds the packages."""
    if os.environ.get(variable):
        return Path(os.environ[variable]) / "bin"
    home = CACHE / packages[0].replace("==", "-")
    complete = home / "complete"
    if not complete.exists():
        say(f"installing {' '.join(packages)}")
        shutil.rmtree(home, ignore_errors=True)
        made = subprocess.run([sys.executable, "-m", "venv", home], capture_output=True, text=True)
        if made.returncode != 0:
            skip("python3 cannot make a virtual environment here:\n" + made.stdout + made.stderr)
        pip = [home / "bin/pip", "install", "--quiet", "--disable-pip-version-check"]
        if subprocess.run([*pip, *packages]).returncode != 0:
            sys.exit(f"{' '.join(packages)} could not be installed")
        complete.touch()
    return home / "bin"


def lint(planemo, wrappers):
    """The version's check asks the Tool Shed for the last release; all others are offline."""
    done = subprocess.run(
        [planemo / "planemo", "lint", "--report_level", "warn", "--fail_level", "warn", "--skip", "version_bumped"]
        + [str(path) for path in wrappers.values()]
    )
    if done.returncode != 0:
        sys.exit("planemo lint failed")
    say(f"{len(wrappers)} wrappers linted")


def lint_workflows(planemo, data):
    """In the folder of the test data, where the files are that their tests name."""
    for path in (TOOLS / "workflows").glob("*.yml"):
        shutil.copy(path, data)
    found = sorted(str(path) for path in data.glob("*.gxwf.yml"))
    if subprocess.run([planemo / "planemo", "workflow_lint", "--report_level", "warn", "--fail_level", "warn", *found]).returncode != 0:
        sys.exit("planemo workflow_lint failed")
    say(f"{len(found)} workflows linted")


def test_data():
    """test-data/tiny, and the files that later tools take, as earlier tools make them from it."""
    data = WORK / "test-data"
    shutil.copytree(TINY, data)
    for packed in data.rglob("*.gz"):  # Galaxy keeps Matrix Market files unpacked
        packed.with_suffix("").write_bytes(gzip.decompress(packed.read_bytes()))
    write_networks(data)
    (data / "form.yaml").write_text(FORM)
    (data / "mangled.tsv").write_text("a\tb\n1\n")
    for line in MADE:
        command, *options = line.split()
        made = subprocess.run([BIN / command, *options], cwd=data, capture_output=True, text=True)
        if made.returncode != 0:
            sys.exit(f"{line}\n{made.stderr}")
    known(data)
    say(f"test data made in {data}")
    return data


def known(data):
    """The gene sets again: as the markers of each type, and as an ontology with annotations."""
    sets = [line.split("\t") for line in (data / "sets.gmt").read_text().splitlines()]
    markers = ["\t".join(words).removeprefix("markers_") for words in sets if words[0].startswith("markers_")]
    (data / "markers.gmt").write_text("\n".join(markers) + "\n")
    root = "[Term]\nid: T:0\nnamespace: biological_process\n\n"
    terms = [f"[Term]\nid: T:{i}\nnamespace: biological_process\nis_a: T:0\n\n" for i in range(1, len(sets) + 1)]
    (data / "tiny.obo").write_text("format-version: 1.2\n\n" + root + "".join(terms))
    rows = [["x", gene, gene, "involved_in", f"T:{i}"] + ["x"] * 10 for i, words in enumerate(sets, 1) for gene in words[2:]]
    (data / "tiny.gaf").write_text("!gaf-version: 2.2\n" + "".join("\t".join(row) + "\n" for row in rows))


def write_networks(data):
    """The interactions of ppi.tsv as STRING has them, and as BioGRID would have them of the mouse; with tables of names."""
    pairs = [line.split("\t") for line in (data / "ppi.tsv").read_text().splitlines()[1:]]
    genes = sorted({gene for pair in pairs for gene in pair[:2]})
    proteins = {gene: f"9606.ENSP{number:011d}" for number, gene in enumerate(genes)}
    links = [(proteins[a], proteins[b], round(1000 * float(score))) for a, b, score in pairs]
    links += [(b, a, score) for a, b, score in links] + [("10090.ENSMUSP1", "10090.ENSMUSP2", 900)]
    write(data / "string.links.txt", " ", ["protein1", "protein2", "combined_score"], links)
    info = [(proteins[gene], gene, 100, "annotation not available") for gene in genes]
    write(data / "string.info.txt", "\t", ["#string_protein_id", "preferred_name", "protein_size", "annotation"], info)
    mouse = {gene: gene.capitalize() for gene in genes}
    head = ["#BioGRID Interaction ID", "Official Symbol Interactor A", "Official Symbol Interactor B",
            "Experimental System Type", "Organism ID Interactor A", "Organism ID Interactor B", "Score"]
    rows = [(number, mouse[a], mouse[b], "physical", 10090, 10090, "-") for number, (a, b, _) in enumerate(pairs)]
    rows += [(len(rows), "TP53", "MDM2", "physical", 9606, 9606, "-"), (len(rows) + 1, "Kras", "Egfr", "genetic", 10090, 10090, "-")]
    write(data / "biogrid.tab3.txt", "\t", head, rows)
    parted = [(a, b, ("train", "test", "train", "validation", "train")[i % 5]) for i, (a, b, _) in enumerate(pairs)]
    write(data / "split.tsv", "\t", ["gene_1", "gene_2", "set"], parted)
    write(data / "orthologues.tsv", "\t", ["human", "mouse"], [(gene, mouse[gene]) for gene in genes])


def write(path, separator, head, rows):
    path.write_text("".join(separator.join(map(str, row)) + "\n" for row in [head, *rows]))


@contextmanager
def server(galaxy, wrappers):
    """A running Galaxy: its address and a user's key. It is stopped whatever happens."""
    port = int(os.environ.get("GALAXY_PORT", "0")) or free_port()
    url, boot_key = f"http://127.0.0.1:{port}", secrets.token_hex(16)
    config = configure(wrappers, boot_key)
    web = [galaxy / "galaxy-web", "-c", config, "-b", f"127.0.0.1:{port}"]
    worker = [galaxy / "celery", "--app", "galaxy.celery", "worker", "--pool", "threads", "--concurrency", "2"]
    with ExitStack() as stack:
        process = stack.enter_context(running(web, config, "server.log"))
        stack.enter_context(running([*worker, "--queues", "galaxy.internal,galaxy.external"], config, "worker.log"))
        wait(process, url)
        call(f"{url}/")  # the first request makes the single user
        user = json.loads(call(f"{url}/api/users?key={boot_key}"))[0]["id"]
        key = json.loads(call(f"{url}/api/users/{user}/api_key?key={boot_key}", method="POST"))
        say("Galaxy is up")
        yield url, key


@contextmanager
def running(command, config, log):
    """A process of Galaxy and whatever it starts: a session of its own, so that all of it can be stopped."""
    variables = {**os.environ, "GALAXY_CONFIG_FILE": str(config)}
    with (WORK / log).open("w") as out:
        process = subprocess.Popen(
            command, cwd=config.parent, env=variables, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            yield process
        finally:
            stop(process)


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def configure(wrappers, boot_key):
    """Writes Galaxy's configuration (JSON is YAML too) and returns the main file."""
    config, database = WORK / "config", WORK / "database"
    config.mkdir()
    database.mkdir()
    tools = "".join(f'<tool file="{path}"/>' for path in wrappers)
    (config / "tools.xml").write_text(f'<toolbox><section id="screlate" name="screlate">{tools}</section></toolbox>')
    (config / "tables.xml").write_text("<tables/>")
    (config / "jobs.yml").write_text(json.dumps(job_configuration()))
    (config / "galaxy.yml").write_text(json.dumps({"galaxy": {
        "data_dir": str(database),
        "database_connection": f"sqlite:///{database}/galaxy.sqlite?isolation_level=IMMEDIATE&timeout=120",
        "tool_config_file": str(config / "tools.xml"),
        "tool_data_table_config_path": str(config / "tables.xml"),
        "job_config_file": str(config / "jobs.yml"),
        "dependency_resolvers": [{"type": "galaxy_packages"}],
        "conda_auto_init": False,
        "conda_auto_install": False,
        "enable_mulled_containers": False,
        "single_user": USER,
        "admin_users": USER,
        "bootstrap_admin_api_key": boot_key,
        "id_secret": secrets.token_hex(16),
        "check_upload_content": False,
        # Uploads and metadata are the worker's, who loads Galaxy once: else every job would, for 5 CPU seconds.
        "enable_celery_tasks": True,
        "celery_conf": {
            "broker_url": f"sqla+sqlite:///{database}/queue.sqlite",
            "result_backend": f"db+sqlite:///{database}/answers.sqlite",
        },
        "metadata_strategy": "celery_extended",
        "watch_tools": "false",
    }}))
    return config / "galaxy.yml"


def job_configuration():
    """Jobs run on this machine with the memory and cores that an administrator would have set."""
    variables = [{"name": "GALAXY_MEMORY_MB", "value": "2000"}, {"name": "GALAXY_SLOTS", "value": "1"}]
    tools = {"runner": "local", "env": [*variables, {"name": "PATH", "value": f"{BIN}:$PATH"}]}
    docker = os.environ.get("GALAXY_DOCKER")
    if docker:
        tools = {"runner": "local", "env": variables, "docker_enabled": True, "require_container": True,
                 "docker_cmd": docker, "docker_sudo": False, "docker_net": "none"}
    return {
        "runners": {"local": {"load": "galaxy.jobs.runners.local:LocalJobRunner", "workers": 2}},
        "execution": {"default": "tools", "environments": {"tools": tools, "plain": {"runner": "local"}}},
        "tools": [{"id": "__DATA_FETCH__", "environment": "plain"}, {"id": "__SET_METADATA__", "environment": "plain"}],
    }


def wait(process, url):
    for _ in range(BOOT_SECONDS):
        try:
            call(f"{url}/api/version")
            return
        except (urllib.error.URLError, ConnectionError):
            if process.poll() is not None:
                break
            time.sleep(1)
    sys.exit("Galaxy did not start:\n" + "\n".join((WORK / "server.log").read_text().splitlines()[-30:]))


def call(url, method="GET"):
    with urllib.request.urlopen(urllib.request.Request(url, method=method), timeout=60) as answer:
        return answer.read().decode()


def stop(process):
    for sent in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, sent)
            process.wait(30)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            pass


def check_loaded(url, key, ids):
    """Galaxy only logs that it could not load a tool."""
    loaded = {tool["id"] for tool in json.loads(call(f"{url}/api/tools?in_panel=false&key={key}"))}
    missing = set(ids) - loaded
    if missing:
        sys.exit(f"not loaded by Galaxy: {', '.join(sorted(missing))}; see {WORK}/server.log")
    say(f"{len(ids)} wrappers loaded")


def run_tests(galaxy, url, key, data, ids):
    results = []
    for tool in ids:
        answers = WORK / f"{tool}.json"
        # Who runs out of time leaves no answers, which the report counts as a failure.
        with (WORK / f"{tool}.log").open("w") as log, suppress(subprocess.TimeoutExpired):
            subprocess.run(
                [galaxy / "galaxy-tool-test", "--galaxy-url", url, "--key", key, "--admin-key", key, "--tool-id", tool]
                + ["--test-data", data, "--no-history-reuse", "--parallel-tests", "2", "--output-json", answers],
                stdout=log, stderr=subprocess.STDOUT, timeout=TEST_SECONDS,
            )
        tests = json.loads(answers.read_text())["tests"] if answers.exists() else []
        say(f"{tool}: {len(tests)} tests run")
        results.append((tool, tests))
    return results


def run_workflows(planemo, url, key, data, names):
    results = []
    for name in names:
        answers = WORK / f"{name}.workflow.json"
        with (WORK / f"{name}.workflow.log").open("w") as log, suppress(subprocess.TimeoutExpired):
            subprocess.run(
                [planemo / "planemo", "test", "--engine", "external_galaxy", "--galaxy_url", url, "--galaxy_admin_key", key]
                + ["--galaxy_user_key", key, "--no_shed_install", "--test_output_json", answers, "--test_output", WORK / f"{name}.html"]
                + [data / f"{name}.gxwf.yml"],
                stdout=log, stderr=subprocess.STDOUT, timeout=2 * TEST_SECONDS,
            )
        tests = json.loads(answers.read_text())["tests"] if answers.exists() else []
        say(f"workflow {name}: {len(tests)} tests run")
        results.append((f"{name}.workflow", tests))
    return results


def report(results):
    """Prints each test; a tool without a test counts as a failure."""
    passed = failed = 0
    for tool, tests in results:
        for test in tests:
            data = test["data"]
            good = data["status"] == "success"
            passed, failed = passed + good, failed + (not good)
            print(f"{'passed' if good else 'FAILED'}  {test['id']}  {data.get('time_seconds', 0):.0f} s")
            if not good:
                print(problem(data))
        if not tests:
            failed += 1
            print(f"FAILED  {tool}: no tests ran, see {WORK}/{tool}.log")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


def problem(data):
    """What went wrong and what the tool said, each line short enough to be read."""
    told = [*(data.get("output_problems") or []), data.get("execution_problem"), (data.get("job") or {}).get("stderr")]
    lines = "\n".join(str(part) for part in told if part).splitlines()
    return "\n".join(f"    {line[:300]}" for line in lines)


BEGAN = time.monotonic()
if __name__ == "__main__":
    # So that the server is stopped when the script is.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    main()
