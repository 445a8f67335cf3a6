#!/usr/bin/env bash
# The programs in a folder of their own, since their jars would lie among the libraries of all packages, and one command each on the PATH.
# Without the archive of classes, which only the Java and the place that made it can use.
set -euo pipefail
home=$PREFIX/share/screlate
mkdir -p "$home" "$PREFIX/bin"
cp -R dist/bin dist/lib "$home/"
rm -f "$home/lib/screlate.jsa"
for launcher in "$home"/bin/screlate-*; do
    name=${launcher##*/}
    [ "$name" != screlate-java ] || continue
    printf '#!/bin/sh\nexec "${0%%/*}/../share/screlate/bin/%s" "$@"\n' "$name" > "$PREFIX/bin/$name"
    chmod 755 "$PREFIX/bin/$name"
done
