"""The steps of docs/galaxy-tutorial.md through the API of a Galaxy: each must say what the page says that it says."""

import json
import re
import shutil
import sys
import time

from local_galaxy import PROJECT, TINY, TOOLS, WORK, call

PAGE = PROJECT / "docs/galaxy-tutorial.md"
JOB_SECONDS = 300


class Api:
    """What Galaxy's API is asked for here."""

    def __init__(self, url, key):
        self.url, self.key = url, key

    def ask(self, path, method="GET", body=None):
        return json.loads(call(f"{self.url}/api/{path}{'&' if '?' in path else '?'}key={self.key}", method, body, timeout=300))

    def upload(self, history, path, datatype):
        copy = shutil.copy(path, WORK)  # Galaxy may move what it is given
        target = {"destination": {"type": "hdas"}, "elements": [{"src": "path", "path": str(copy), "name": path.name, "ext": datatype}]}
        answer = self.ask("tools/fetch", "POST", {"history_id": history, "targets": [target]})
        return next(iter(self.finished(answer).values()))

    def run(self, history, tool, inputs):
        body = {"history_id": history, "tool_id": f"screlate_{tool}", "inputs": inputs, "input_format": "21.01"}
        return self.finished(self.ask("tools", "POST", body))

    def finished(self, answer):
        """The outputs by their names in the tool, once the job is over, well or not."""
        job = answer["jobs"][0]["id"]
        until = time.monotonic() + JOB_SECONDS
        while (state := self.ask(f"jobs/{job}")["state"]) not in ("ok", "error"):
            if time.monotonic() > until:
                sys.exit(f"job {job} of {answer['jobs'][0]['tool_id']} is still {state} after {JOB_SECONDS} s")
            time.sleep(1)
        found = {one["output_name"]: self.settled(one["id"]) for one in answer["outputs"]}
        return {**found, **{one["output_name"]: one for one in answer.get("output_collections", [])}}

    def settled(self, dataset):
        """A dataset once Galaxy has looked at it, which it does after the job."""
        for _ in range(JOB_SECONDS):
            found = self.ask(f"datasets/{dataset}")
            if found["state"] in ("ok", "error"):
                return found
            time.sleep(1)
        sys.exit(f"dataset {dataset} is still {found['state']}")


class Tutorial:
    """The steps of the page, one method; what they say is compared with what the page says that they say."""

    def __init__(self, api):
        self.api = api
        self.untold = []
        self.page = re.sub(r"\s+", " ", PAGE.read_text())

    def follow(self):
        """All steps; what the pictures need to know of them."""
        api = self.api
        history = api.ask("histories", "POST", {"name": "Tutorial"})["id"]
        counts = api.upload(history, TINY / "tiny.h5ad", "h5ad")
        pairs = api.upload(history, TINY / "pairs.tsv", "tabular")
        imported = api.run(history, "import", {"source": {"format": "h5ad", "input": of(counts), "where": {"from": "x"}}})["output"]
        self.says(imported)
        good = api.run(history, "preprocess", {
            "cells": of(imported), "filters": {"limits": {"qc": "mad", "mads": 3}}, "more": ["qc", "pca", "graph"]})
        self.says(good["output"])
        clusters = api.run(history, "cluster", {
            "by": {"method": "leiden", "on": {"given": "cells", "cells": of(good["pca_output"])}, "resolution": "0.5,1"},
            "more": ["quality", "umap"]})
        self.says(clusters["output"])
        imputed = api.run(history, "impute", {"cells": of(good["output"]), "purpose": {"mode": "recover"}})["output"]
        model = {"given": "fields", "group": "group", "reference": "control", "subject": "subject", "design": "one",
                 "offset": "n_counts", "zero_inflation": False, "dependence": "counts"}
        by = {"method": "sccosmix", "subjects": {"preset": "none"}}
        tests = api.run(history, "coexpress", {"cells": of(imported), "model_by": model, "pairs": of(pairs), "by": by})
        self.has_row(tests["table_output"])
        red = api.run(history, "coexpress", {"cells": of(imputed), "model_by": model, "pairs": of(pairs), "by": by})["table_output"]
        self.says(red, state="error")
        results = [imported, good["output"], good["qc_output"], good["pca_output"], clusters["output"], clusters["quality_output"],
                   clusters["umap_output"], imputed, tests["output"]]
        report = api.run(history, "report", {"input": {"values": [one(result) for result in results]}, "title": "Tutorial"})["output"]
        if report["state"] != "ok":
            self.untold.append(f"{report['name']} is {report['state']}: {report['misc_info']}")
        workflow = api.ask("workflows", "POST", {
            "workflow": {"class": "GalaxyWorkflow", "yaml_content": (TOOLS / "workflows/clusters.gxwf.yml").read_text()}})
        return {"history": history, "red": red["id"], "report": report["id"], "tests": tests["table_output"]["id"],
                "quality": good["qc_output"]["id"], "expression": good["output"]["id"], "workflow": workflow["id"]}

    def says(self, dataset, state="ok"):
        """What the page says in italics stands in the first line of a dataset's information; … leaves something out."""
        line = (dataset["misc_info"] or "").strip().splitlines()[0]
        if dataset["state"] != state:
            self.untold.append(f"{dataset['name']} is {dataset['state']}: {dataset['misc_info']}")
        told = [re.compile(re.escape(words).replace(r"\ …", ".*").replace("…", ".*")) for words in re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", self.page)]
        if not any(words.search(line) for words in told if len(words.pattern) > 30):
            self.untold.append(f"{PAGE.name} does not say of {dataset['name']}: {line}")

    def has_row(self, dataset):
        """The first row of a table stands on the page, as far as the page shows its columns."""
        lines = call(f"{self.api.url}/api/datasets/{dataset['id']}/display?key={self.api.key}").splitlines()
        row = "| " + " | ".join(lines[1].split("\t")[:5]) + " |"
        clear = [line for line in lines[1:] if float(line.split("\t")[lines[0].split("\t").index("fdr_bh")]) < 0.05]
        if row not in self.page or len(lines) != 11 or len(clear) != 6:
            self.untold.append(f"{PAGE.name} does not say: {row}; {len(lines) - 1} rows, {len(clear)} of them clear")


def one(dataset):
    return {"src": "hda", "id": dataset["id"]}


def of(dataset):
    return {"values": [one(dataset)]}
