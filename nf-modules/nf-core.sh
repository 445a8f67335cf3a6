#!/usr/bin/env bash
# nf-core.sh FOLDER: the modules as nf-core lays them out, in FOLDER/screlate/: enrich/gsea becomes screlate/enrichgsea, its process
# SCRELATE_ENRICHGSEA. Subcommands have a folder of their own here, since each module is named as the command that it runs.
set -euo pipefail
cd "$(dirname "$0")"
out=${1:?usage: nf-core.sh FOLDER}
mkdir -p "$out/screlate"

names=()
while read -r path; do
    path=${path#./}
    names+=("${path%/main.nf}")
done < <(find . -name main.nf -not -path '*/tests/*' | sort)

# What a module is called, in each form in which its files name it; longer names first.
edits=()
for name in $(printf '%s\n' "${names[@]}" | grep / | awk '{ print length, $0 }' | sort -rn | cut -d ' ' -f 2); do
    joined=$(tr -d '/-' <<< "$name")
    process=SCRELATE_$(tr '/a-z-' '_A-Z_' <<< "$name")
    edits+=(-e "s#\\b$process\\b#SCRELATE_${joined^^}#g" -e "s#screlate/$name\\b#screlate/$joined#g"
        -e "s#\\(../\\)*../$name/main.nf#../../$joined/main.nf#g" -e "s#\"screlate_$(tr '/-' '__' <<< "$name")\"#\"screlate_$joined\"#"
        -e "s#tag \"$name\"#tag \"screlate/$joined\"#")
done
for name in "${names[@]}"; do
    to=$out/screlate/$(tr -d '/-' <<< "$name")
    cp -r "$name" "$to"
    find "$to" -type f -exec sed -i "${edits[@]}" -e "s#'\\(../\\)*../\\([a-z]*\\)/main.nf'#'../../\\2/main.nf'#" {} +
done
echo "wrote ${#names[@]} modules to $out/screlate"
