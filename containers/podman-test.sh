#!/usr/bin/env bash
# Builds the base and the image without a registry and runs the pipeline in it by podman; says why where it cannot.
#   PODMAN_TESTS  which of the pipeline's tests (default: all), as Maven's -Dtest has them
set -euo pipefail
cd "$(dirname "$0")/.."

skip() {
    echo "podman-test: skipped: $*"
    exit 0
}

for program in podman mmdebstrap; do
    command -v "$program" > /dev/null || skip "$program is not installed"
done
[ "$(id -u)" -eq 0 ] || skip "making the base image needs root"
# Where podman's own settings do not work, those beside this script may.
if ! podman info > /dev/null 2>&1 || ! command -v crun > /dev/null; then
    export CONTAINERS_CONF=$PWD/containers/containers.conf
fi
podman info > /dev/null 2>&1 || skip "podman does not run here: $(podman info 2>&1 | tail -1)"

base=$PWD/.cache/base/$(cat containers/build-base.sh <(java -version 2>&1) | sha256sum | cut -c1-12).tar
[ -f "$base" ] || containers/build-base.sh "$base"
make image JIB_BASE="tar://$base"
loaded=$(podman load --quiet --input target/jib-image.tar)
image=${loaded##*: }

echo "podman-test: every tool answers in $image, with a read-only root and as a user of no account"
for launcher in containers/rootfs/usr/local/bin/screlate-*; do
    tool=$(basename "$launcher")
    [ "$tool" = screlate-java ] || podman run --rm --read-only --user 12345:12345 "$image" "$tool" --version
done

echo "podman-test: the list of libraries is in the image, which is no administrator's"
podman run --rm --read-only "$image" bash -c 'grep -q CycloneDX /usr/local/share/screlate/sbom.cdx.json && test "$(id -u)" -ne 0'

SCRELATE_PROFILE=test,podman ./mvnw -B -ntp -Dquick test -Dtest="${PODMAN_TESTS:-PipelineIT}" -Dexcluded.groups=slow
