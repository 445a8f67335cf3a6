#!/usr/bin/env bash
# Makes the class archive from which the tools start in an image: class-archive.sh IMAGE.tar OUT.jsa
# By the image's own Java, as an archive serves no other; the same image gives the same bytes. Needs podman or docker.
set -euo pipefail
cd "$(dirname "$0")/.."
tar=${1:?usage: class-archive.sh IMAGE.tar OUT.jsa}
out=$(realpath -m "${2:?usage: class-archive.sh IMAGE.tar OUT.jsa}")
engine=$(command -v podman || command -v docker) || { echo "class-archive.sh: neither podman nor docker is installed" >&2; exit 1; }
loaded=$("$engine" load --quiet --input "$tar")
image=${loaded##*: }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r test-data/tiny "$work/examples"
chmod -R a+rwX "$work"

inside() { # OPTIONS TOOL ARGUMENT...: by the image's launcher, with further options for Java
    local options=$1
    shift
    "$engine" run --rm --user "$(id -u):$(id -g)" --volume "$work:$work" --env "SCRELATE_JAVA_OPTS=$options" "$image" screlate-java "$@"
}

# The classes that the examples of all tools use, then the archive of them.
inside "-Xshare:off -XX:DumpLoadedClassList=$work/classes" Examples "$work/examples" > "$work/examples.log" 2>&1
sort -u "$work/classes" -o "$work/classes"
inside "-Xshare:dump -XX:SharedClassListFile=$work/classes -XX:SharedArchiveFile=$work/screlate.jsa -Xlog:disable" Examples > /dev/null
mkdir -p "$(dirname "$out")"
cp "$work/screlate.jsa" "$out"
echo "made $out, $(du -h "$out" | cut -f1)"
