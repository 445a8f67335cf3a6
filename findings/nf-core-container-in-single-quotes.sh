#!/usr/bin/env bash
# nf-core 4.2.1: new containers go to main.nf only where the old one stands in double quotes; the log says "Updated" all the same.
#
# Guess: the step of "nf-core modules containers create" that writes main.nf replaces `container 'a/b:1'` as it does
#        `container "a/b:1"` (both are the same to Nextflow), or says that it could not.
# Seen:  the module with double quotes gets the new image, the one with single quotes keeps the old, and for both the last line of
#        the log is "Updated container in ...". meta.yml has the new image then, and what runs is the old.
#
# Needs Python 3.10 or newer. Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q 'nf-core==4.2.1'
# The images come from a service otherwise; here they are given, and the step alone is run.
cat > write.py <<'PYTHON'
import logging
from pathlib import Path
from types import SimpleNamespace

from nf_core.modules.containers import ModuleContainers
from nf_core.utils import CONTAINER_PLATFORMS

said = []
log = logging.getLogger("nf_core.modules.containers")
log.setLevel(logging.DEBUG)
log.addHandler(logging.Handler())
log.handlers[-1].emit = lambda record: said.append(record.getMessage())
image = {CONTAINER_PLATFORMS[0]: SimpleNamespace(name="quay.io/biocontainers/fastp:1.0.1--0", https=None)}
for name, quote in ("double", '"'), ("single", "'"):
    main_nf = Path(f"{name}.nf")
    main_nf.write_text(f"process FASTP {{\n    container {quote}quay.io/biocontainers/fastp:0.23.4--0{quote}\n}}\n")
    module = SimpleNamespace(
        module="fastp", _uses_dockerfile=lambda: False, containers=SimpleNamespace(docker=image, singularity=image),
        nfcore_component=SimpleNamespace(component_name="fastp", main_nf=main_nf))
    ModuleContainers.update_main_nf_container(module)
    now = "new" if "1.0.1" in main_nf.read_text() else "old"
    print(f"{name} quotes: {now} image; {' '.join(said[-1].split()[:2])}")
PYTHON
seen=$(venv/bin/python write.py)
expected="double quotes: new image; Updated container
single quotes: old image; Updated container"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
