#!/usr/bin/env bash
# Galaxy 26.1.2: a tool whose id has the letters of a search within its words comes before the tool of that very name.
#
# Guess: who searches for "art" sees the tool named ART first: the field of ids is called id_exact, and the comment beside it says
#        that it is searchable by exact matches only.
# Seen:  ids are cut into pieces of three and four letters, with the greatest weight of all fields (200), and each time that a piece
#        occurs counts: the tool "Begin again", id restart_started, has 400, ART has 204. Descriptions count in the same way: "merge,
#        then merge" comes before "merge two tables".
#
# Needs Python 3.10 or newer. Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q 'galaxy-web-apps==26.1.2'
# The search that a server of Galaxy makes of its tools, with the weights of its configuration as they are by default.
cat > search.py <<'PYTHON'
import tempfile
from types import SimpleNamespace

from galaxy.config import GalaxyAppConfiguration
from galaxy.tools.search import ToolPanelViewSearch

config = GalaxyAppConfiguration(override_tempdir=False, data_dir=tempfile.mkdtemp(dir="."))


def tool(word, name, description):
    return SimpleNamespace(
        id=word, name=name, description=description, raw_help="", tool_type="default", guid=None, labels=[], tool_tags=[],
        edam_operations=[], edam_topics=[], repository_name="", repository_owner="", hidden=False, is_latest_version=True,
        get_panel_section=lambda: ("section", "Tools"))


def ask(words, *tools):
    known = {one.id: one for one in tools}
    search = ToolPanelViewSearch("default", tempfile.mkdtemp(dir="."), config)
    search.build_index(
        SimpleNamespace(_tool_paths_by_id=known, _removed_tool_ids=set(), _new_tool_ids=set(known), get_tool_by_id=known.get),
        SimpleNamespace(get_tool=known.get, panel_has_tool=lambda tool, view: True))
    found = search.search(words, config)
    scores = [hit.score for hit in search.searcher.search(search.parser.parse(words), limit=None)]
    print(f"{words}: " + ", ".join(f"{known[word].name} {score:.0f}" for word, score in zip(found, scores)))


ask("art", tool("simulate_reads", "ART", "makes reads"), tool("restart_started", "Begin again", "what was stopped"))
ask("merge", tool("join_1", "Join", "merge two tables"), tool("sort_1", "Sort", "merge, then merge"))
PYTHON
seen=$(venv/bin/python search.py 2> /dev/null)
expected="art: Begin again 400, ART 204
merge: Sort 16, Join 8"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
