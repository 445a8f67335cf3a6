"""check.py FOLDER: what real MultiQC made of the tables of report. Prints "N passed, N failed"."""

import csv
import pathlib
import re
import sys

out = pathlib.Path(sys.argv[1])
html = (out / "multiqc_report.html").read_text()
failed = []
passed = 0


def test(name, holds, found=""):
    global passed
    if holds:
        passed += 1
    else:
        failed.append(name)
        print(f"FAILED: {name}: {found}")


def table(section):
    files = sorted(out.glob(f"multiqc_data/*screlate_{section}*.txt"))
    if not files:
        return {}
    with open(files[0], newline="") as rows:
        return {row["Sample"]: row for row in csv.DictReader(rows, delimiter="\t")}


for section in ("qc", "clusters", "recovery", "coexpression", "embedding"):
    rows = table(section)
    test(f"section {section} is rendered", f'id="screlate_{section}' in html)
    test(f"section {section} keeps the samples 123 and 1e3", set(rows) == {"123", "1e3"}, list(rows))
    test(f"section {section} is a table, not a heat map", re.search(rf'id="screlate_{section}_table', html) is not None)
p = [row.get("−log10 of the least p", "") for row in table("coexpression").values()]
test("a p-value of 1e-30 is shown as 30, not as 0", p and all(abs(float(v) - 30) < 1e-6 for v in p), p)
kept = [float(row.get("cells kept", "nan")) for row in table("qc").values()]
test("counts of kept cells are those of the table", kept == [1, 1], kept)
print(f"{passed} passed, {len(failed)} failed")
sys.exit(1 if failed else 0)
