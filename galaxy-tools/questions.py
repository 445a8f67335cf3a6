"""What a Galaxy is asked about itself once the tutorial was followed: searches, forms, datasets, and a job that needs more memory."""

import re
import tempfile
from functools import partial
from pathlib import Path
from urllib.error import HTTPError

from local_galaxy import TINY, TOOLS, WORK
from tutorial import Api, Tutorial, of

# What users search for, and the tool that they should see first.
WORDS = {
    "anndata": "import", "loom": "import", "10x": "import", "merge samples": "merge", "quality control": "preprocess", "normalize": "preprocess",
    "PCA": "preprocess", "UMAP": "cluster", "Leiden": "cluster", "imputation": "impute", "dropout": "impute", "embedding": "embed",
    "PPI": "embed", "correlation": "coexpress", "coexpression": "coexpress", "GSEA": "enrich", "pathway": "enrich",
    "differential expression": "enrich", "network": "network", "report": "report",
}
# Formats of one kind of data: of all others, what is newest need not be what a form wants. An h5ad file is an h5 file, too.
OF_ONE_KIND = {"h5ad", "loom", "mtx"}
NOT_A_SUMMARY = re.compile(r"^$|warning|exception|incubator|picked up|dataset_[0-9a-f-]+\.dat|^needs about|^read ", re.IGNORECASE)


def answers(url, key, ids, workflows):
    """Pairs of what was asked and what is wrong, empty where nothing is; of workflows those that have run in this Galaxy."""
    api = Api(url, key)
    results = final_outputs(api)
    tutorial = Tutorial(api)
    shown = tutorial.follow()
    asked = {"the tutorial says what its steps say": lambda: "\n".join(tutorial.untold)}
    for words, word in WORDS.items():
        asked[f"search for {words}"] = partial(finds, api, words, ids[word])
    for word, tool in ids.items():
        asked[f"form of {word}"] = partial(chosen, api, tool, shown["history"])
        asked[f"empty form of {word}"] = partial(left_empty, api, word)
    for name in workflows:
        asked[f"peeks of the outputs of workflow {name}"] = partial(unreadable, api, results.get(name, {}))
    asked["first lines of all datasets"] = partial(unclear, api, shown["history"])
    asked["ten names without a header are 45 pairs"] = partial(pairs_of_names, api)
    asked["a job for which memory was too little runs again with more"] = partial(resubmitted, api, shown["tests"])
    return [(question, answer(ask)) for question, ask in asked.items()]


def answer(ask):
    """A question that Galaxy does not answer is a failure of its own, not of all."""
    try:
        return ask()
    except (OSError, LookupError, TypeError, ValueError) as failure:
        return f"{type(failure).__name__}: {failure}"


def finds(api, words, tool):
    found = api.ask(f"tools?q={words.replace(' ', '%20')}")
    return "" if found[:1] == [tool] else f"finds {found[:3]}, not {tool}"


def chosen(api, tool, history):
    form = api.ask(f"tools/{tool}/build?history_id={history}")
    return "; ".join(f"{where} is {value}" for where, value in preselected(form["inputs"]))


def preselected(inputs, where=""):
    """What a form has chosen by itself, or will where nothing of the format is there yet, though other kinds of data have it, too."""
    for field in inputs:
        name = where + field["name"]
        if field["type"] in ("data", "data_collection") and not set(field["extensions"]) <= OF_ONE_KIND:
            if field.get("value") or not field["optional"]:
                yield name, field.get("value") or "the newest that fits"
        for case in field.get("cases", []):
            yield from preselected(case["inputs"], f"{name}|{case['value']}|")
        if field["type"] in ("section", "repeat"):
            yield from preselected(field["inputs"], f"{name}|")


def left_empty(api, word):
    """A form of which nothing was filled is refused by Galaxy, or its job names the field."""
    history = api.ask("histories", "POST", {"name": "Empty"})["id"]
    try:
        made = api.run(history, word, {})
    except HTTPError as refused:
        return "" if refused.code == 400 else str(refused)
    lines = [one.get("misc_info") or "" for one in made.values()]
    line = max(lines, key=len)
    return "" if re.match("No dataset is chosen for --|screlate-[a-z]+: give --", line) else line


def final_outputs(api):
    """Of each workflow that ran, by the name of its file: its outputs by their labels."""
    found = {}
    for run in api.ask("invocations?include_terminal=true"):
        whole = api.ask(f"invocations/{run['id']}")
        name = api.ask(f"workflows/{run['workflow_id']}?instance=true")["name"]
        for file in (TOOLS / "workflows").glob("*.gxwf.yml"):
            if f"label: {name}" in file.read_text():
                found[file.name.removesuffix(".gxwf.yml")] = {**whole["outputs"], **whole["output_collections"]}
    return found


def unreadable(api, outputs):
    """Final outputs, or elements of them, of which Galaxy shows nothing that a person can read."""
    told = [] if outputs else ["no output of this workflow is known"]
    for label, output in outputs.items():
        if output["src"] == "hdca":
            elements = api.ask(f"dataset_collections/{output['id']}?instance_type=history")["elements"]
            datasets = [element["object"]["id"] for element in elements]
        else:
            datasets = [output["id"]]
        for dataset in datasets or [None]:
            shown = api.ask(f"datasets/{dataset}") if dataset else {"state": "empty", "file_ext": "list", "peek": ""}
            if shown["state"] != "ok" or not shown["peek"] or re.search("binary", shown["peek"], re.IGNORECASE):
                told.append(f"{label} ({shown['file_ext']}, {shown['state']}): {shown['peek']!r}")
    return "\n".join(told)


def unclear(api, history):
    """Datasets of our tools, those within lists aside, whose information does not begin with their summary or error."""
    told = []
    for item in api.ask(f"histories/{history}/contents?type=dataset&visible=true"):
        dataset = api.ask(f"datasets/{item['id']}")
        line = (dataset["misc_info"] or "").split("\n")[0]
        if NOT_A_SUMMARY.search(line) and not dataset["name"].startswith(("tiny.h5ad", "pairs.tsv")):
            told.append(f"{dataset['name']}: {line!r}")
    return "\n".join(told)


def pairs_of_names(api):
    """A list of ten genes, one a line, as Galaxy takes what is uploaded."""
    history = api.ask("histories", "POST", {"name": "Names"})["id"]
    genes = sorted({gene for line in (TINY / "pairs.tsv").read_text().splitlines()[1:] for gene in line.split("\t")[:2]})[:10]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.txt"
        path.write_text("\n".join(genes) + "\n")
        names = api.upload(history, path, "auto")
    made = api.run(history, "pairs", {"of": {"take": "genes", "genes": of(names)}, "chunk_size": 100})["output"]
    job = api.ask(f"histories/{history}/contents/dataset_collections/{made['id']}")
    said = api.ask(f"jobs/{job['job_source_id']}?full=true")["tool_stdout"]
    return "" if "45 pairs" in said else f"{names['file_ext']}: {said!r}"


def resubmitted(api, tests):
    """The coexpression tool begins where the job gets 60 MB: local_galaxy.py sends it on to where it gets more."""
    state = api.ask(f"datasets/{tests}")["state"]
    again = "will be resubmitted to 'tools' because it exceeded the amount of allocated memory" in (WORK / "server.log").read_text()
    return "" if state == "ok" and again else f"the dataset is {state}; " + ("the job ran again" if again else "no job ran again")
