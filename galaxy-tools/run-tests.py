#!/usr/bin/env python3
"""Lints wrappers and workflows, boots a real Galaxy from PyPI, and runs the tests of every wrapper and workflow in it.

Usage: run-tests.py [--only TOOL|WORKFLOW ...], from anywhere; the launchers must be built (target/dist/bin).

local_galaxy.py tells where Galaxy lives meanwhile, and of the variables that it heeds.

Exit status 0: all passed, or nothing could be run and the last line says why; 1: a failure.
"""

import argparse
import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import local_galaxy
import questions
from local_galaxy import BIN, GALAXY, PLANEMO, TINY, TOOLS, WORK, check_loaded, environment, fresh_folder, say, server

TEST_SECONDS = 300
TOOLS_SECONDS = 1500
# Two cores work while a third test waits for Galaxy to look.
TESTS_AT_ONCE = 3

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


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="+", metavar="NAME", help="the words of the tools and workflows to test, such as import or clusters; questions: what Galaxy is asked about itself")
    wanted = parser.parse_args().only
    wrappers = local_galaxy.wrappers()
    workflows = sorted(path.name.removesuffix(".gxwf.yml") for path in (TOOLS / "workflows").glob("*.gxwf.yml"))
    unknown = set(wanted or []) - set(wrappers) - set(workflows) - {"questions"}
    if unknown:
        sys.exit(f"no wrapper or workflow {', '.join(sorted(unknown))} in {TOOLS}")
    fresh_folder("galaxy-test")
    galaxy = environment("GX_VENV", GALAXY)
    planemo = environment("PLANEMO_VENV", PLANEMO)
    ids = local_galaxy.ids(wrappers)
    with ThreadPoolExecutor(1) as beside:  # Galaxy takes a minute to start
        prepared = beside.submit(prepare, galaxy, planemo, wrappers)
        with server(galaxy, wrappers.values()) as (url, key):
            data = prepared.result()
            check_loaded(url, key, ids.values())
            results, asked = run(galaxy, planemo, url, key, data, ids, wanted, workflows)
    sys.exit(report(results, asked))


def prepare(galaxy, planemo, wrappers):
    """All that needs no running Galaxy; returns the folder of the test data."""
    lint(planemo, wrappers)
    load_rules(galaxy)
    data = test_data()
    lint_workflows(planemo, data)
    return data


def run(galaxy, planemo, url, key, data, ids, wanted, workflows):
    """Results of the tests, and answers to the questions."""
    tools = [tool for word, tool in ids.items() if not wanted or word in wanted]
    results = run_tests(galaxy, url, key, data, tools) if tools else []
    ran = [name for name in workflows if not wanted or name in wanted]
    results += run_workflows(planemo, url, key, data, ran)
    asked = questions.answers(url, key, ids, ran) if not wanted or "questions" in wanted else []
    return results, asked


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


def load_rules(galaxy):
    """The rules of memory for administrators, by TPV itself; its own lint has all of Galaxy type-checked, which takes minutes."""
    code = f"from tpv.core.loader import TPVConfigLoader; TPVConfigLoader.from_url_or_path({str(TOOLS / 'tpv/screlate.yml')!r})"
    done = subprocess.run([galaxy / "python", "-c", code], cwd=WORK, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"TPV refuses the rules:\n{done.stdout}{done.stderr}")
    say("rules of memory loaded by TPV")


def test_data():
    """test-data/tiny, and the files that later tools take, as earlier tools make them from it."""
    data = WORK / "test-data"
    shutil.copytree(TINY, data)
    for packed in data.rglob("*.gz"):  # Galaxy keeps Matrix Market files unpacked
        packed.with_suffix("").write_bytes(gzip.decompress(packed.read_bytes()))
    write_networks(data)
    (data / "form.yaml").write_text(FORM)
    (data / "mangled.tsv").write_text("a\tb\n1\n")
    (data / "unordered.txt").write_text("KRT907\nCXCL907\nACTB\n")
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


def run_tests(galaxy, url, key, data, ids):
    """Pairs of a tool and its tests; all in one run, as each start of the runner takes seconds. One that does not end fails by itself."""
    answers = WORK / "tools.json"
    command = [galaxy / "python", TOOLS / "tool_tests.py", ",".join(ids), "--galaxy-url", url, "--key", key, "--admin-key", key]
    command += ["--test-data", data, "--no-history-reuse", "--parallel-tests", str(TESTS_AT_ONCE), "--output-json", answers]
    variables = {**os.environ, "GALAXY_TEST_DEFAULT_WAIT": str(TEST_SECONDS)}
    with (WORK / "tools.log").open("w") as log, suppress(subprocess.TimeoutExpired):
        # Who runs out of time leaves no answers, which the report counts as failures.
        subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, env=variables, timeout=TOOLS_SECONDS)
    tests = json.loads(answers.read_text())["tests"] if answers.exists() else []
    say(f"{len(tests)} tests of {len(ids)} wrappers run")
    return [(tool, [test for test in tests if test["data"]["tool_id"] == tool]) for tool in ids]


def run_workflows(planemo, url, key, data, names):
    """Two at once, as each waits most of its time."""
    with ThreadPoolExecutor(2) as beside:
        return list(beside.map(lambda name: run_workflow(planemo, url, key, data, name), names))


def run_workflow(planemo, url, key, data, name):
    answers = WORK / f"{name}.workflow.json"
    with (WORK / f"{name}.workflow.log").open("w") as log, suppress(subprocess.TimeoutExpired):
        subprocess.run(
            [planemo / "planemo", "test", "--engine", "external_galaxy", "--galaxy_url", url, "--galaxy_admin_key", key]
            + ["--galaxy_user_key", key, "--no_shed_install", "--test_output_json", answers, "--test_output", WORK / f"{name}.html"]
            + [data / f"{name}.gxwf.yml"],
            stdout=log, stderr=subprocess.STDOUT, timeout=TOOLS_SECONDS,
        )
    tests = json.loads(answers.read_text())["tests"] if answers.exists() else []
    say(f"workflow {name}: {len(tests)} tests run")
    return f"{name}.workflow", tests


def report(results, asked):
    """Prints each test and question; a tool without a test counts as a failure."""
    passed = failed = 0
    for question, problem in asked:
        passed, failed = passed + (not problem), failed + bool(problem)
        print(f"{'FAILED' if problem else 'passed'}  {question}" + "".join(f"\n    {line[:300]}" for line in problem.splitlines()))
    for tool, tests in results:
        for test in tests:
            data = test["data"]
            good = data["status"] == "success"
            passed, failed = passed + good, failed + (not good)
            print(f"{'passed' if good else 'FAILED'}  {test['id']}  {data.get('time_seconds', 0):.0f} s")
            if not good:
                print(told_of(data))
        if not tests:
            failed += 1
            print(f"FAILED  {tool}: no tests ran, see {WORK}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


def told_of(data):
    """What went wrong and what the tool said, each line short enough to be read."""
    told = [*(data.get("output_problems") or []), data.get("execution_problem"), (data.get("job") or {}).get("stderr")]
    lines = "\n".join(str(part) for part in told if part).splitlines()
    return "\n".join(f"    {line[:300]}" for line in lines)


if __name__ == "__main__":
    # So that the server is stopped when the script is.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    main()
