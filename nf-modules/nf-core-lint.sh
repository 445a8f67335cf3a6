#!/usr/bin/env bash
# The modules as nf-core lays them out, and the schema of the pipeline's parameters, by nf-core's own lint from PyPI; fails on any failure
# but those that need a registry which has our image. Skipped, saying so, where nf-core could not be installed.
set -euo pipefail
cd "$(dirname "$0")/.."
project=$PWD
home=$project/.cache/nf-core
wanted=nf-core==4.2.1
# Our image is in no registry that nf-core accepts (container_links) or could look into (docker_tag, singularity_tag).
known='container_links|docker_tag|singularity_tag'

if [ "$(cat "$home/complete" 2> /dev/null)" != "$wanted" ]; then
    rm -rf "$home"
    { python3 -m venv "$home" && "$home/bin/pip" install -q "$wanted"; } > /dev/null 2>&1 \
        || { echo "nf-core-lint skipped: $wanted could not be installed, for want of Python or PyPI"; exit 0; }
    echo "$wanted" > "$home/complete"
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PATH=$home/bin:$PATH:$project/workflows/launcher XDG_CONFIG_HOME=$work/config XDG_CACHE_HOME=$work/cache NFCORE_NO_VERSION_CHECK=1 COLUMNS=300

nf-core pipelines schema lint workflows/nextflow_schema.json 2>&1 | tee "$work/schema" | grep -o 'Pipeline schema looks valid.*)' \
    || { cat "$work/schema"; exit 1; }

# A repository of modules, which also stands for nf-core's own; its schemas of meta.yml and environment.yml are not here, so that these pass.
repository=$work/repository
mkdir -p "$repository/modules/screlate" "$repository/tests/config"
nf-modules/nf-core.sh "$repository/modules/screlate"
printf 'repository_type: modules\norg_path: screlate\n' > "$repository/.nf-core.yml"
touch "$repository/tests/config/nextflow.config"
for schema in meta environment; do echo '{}' > "$repository/modules/$schema-schema.json"; done
cd "$repository"
git init -q -b master . && git add -A && git -c user.name=lint -c user.email=lint@example.org commit -q -m lint
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=url.file://$repository.insteadOf GIT_CONFIG_VALUE_0=https://github.com/nf-core/modules.git
nf-core modules lint --all > "$work/modules" 2>&1 || true

grep -q 'Tests Passed' "$work/modules" || { cat "$work/modules"; exit 1; }
grep -oE '[0-9]+ Tests? [PWF][a-z]*' "$work/modules"
failures=$(sed -n '/Module Tests* Failed/,/╰/p' "$work/modules" | grep -E '│ *[a-z_]+: ' || true)
others=$(grep -vE "│ *($known): " <<< "$failures" || true)
if [ -n "$others" ]; then
    echo "failures that no registry would mend:"
    echo "$others"
    exit 1
fi
echo "all failures are of the image's registry: $(grep -cE "│ *($known): " <<< "$failures")"
