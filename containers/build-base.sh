#!/usr/bin/env bash
# Makes the base of the image without a registry: build-base.sh OUT.tar, an archive in Docker's format with the few Debian
# packages that a Nextflow step needs and a Java runtime of only the modules that the tools use.
# Needs root, mmdebstrap with a Debian mirror, and a JDK 17 (JAVA_HOME, or the java on PATH). Same inputs, same bytes.
set -euo pipefail
out=$(realpath -m "${1:?usage: build-base.sh OUT.tar}")
suite=${SUITE:-bookworm}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
jdk=$(dirname "$(dirname "$(readlink -f "$(command -v "$java")")")")

# By jdeps over the jars, plus: jdk.incubator.vector (kernels), jdk.zipfs and jdk.crypto.ec (Nextflow's staging by https),
# java.sql (Jackson names it), java.management (memory of the machine).
modules=java.base,java.desktop,java.logging,java.management,java.naming,java.sql,java.xml
modules+=,jdk.crypto.ec,jdk.incubator.vector,jdk.management,jdk.unsupported,jdk.zipfs
# bash and ps are what Nextflow needs; libstdc++ and libgomp what native libraries of numeric Java need.
packages=base-files,bash,coreutils,procps,sed,grep,mawk,findutils,gzip,tar,hostname
packages+=,libc6,libc-bin,zlib1g,libgcc-s1,libstdc++6,libgomp1,libtinfo6

export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-1735689600}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
root=$dir/root
mkdir "$dir/image"

install_packages() {
    # Files only: no scripts of maintainers, no apt and no dpkg in the image.
    mmdebstrap --quiet --mode=root --variant=extract --include="$packages" \
        --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
        --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
        --dpkgopt='path-exclude=/usr/share/info/*' "$suite" "$root"
    rm -rf "$root"/usr/share/{man,locale,info,doc-base,lintian,bash-completion,bug} \
        "$root"/var/cache/* "$root"/var/lib/apt/* "$root"/var/log/*
    find "$root/usr/share/doc" \( -type l -o -type f ! -name copyright \) -delete
}

finish_root() {
    # What the maintainers' scripts would have made.
    [ -e "$root/bin/sh" ] || ln -s bash "$root/bin/sh"
    [ -e "$root/usr/bin/awk" ] || ln -s mawk "$root/usr/bin/awk"
    printf 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n' > "$root/etc/passwd"
    printf 'root:x:0:\nnogroup:x:65534:\n' > "$root/etc/group"
    mkdir -p "$root"/{opt,tmp,proc,sys,dev}
    chmod 1777 "$root/tmp"
    chroot "$root" /sbin/ldconfig
    rm -f "$root/var/cache/ldconfig/aux-cache"
}

add_java() {
    "$jdk/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages --compress=2 \
        --output "$root/opt/java"
    ln -s /opt/java/bin/java "$root/usr/bin/java"
    "$root/opt/java/bin/java" -version
}

pack() { # DIR OUT FILE...: a tar whose bytes depend on the files alone
    local from=$1 to=$2
    shift 2
    tar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --numeric-owner --owner=0 --group=0 --exclude='./dev/*' -C "$from" -cf "$to" "$@"
}

describe() {
    local layer created
    layer=$(sha256sum "$dir/image/layer.tar" | cut -d' ' -f1)
    created=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
    cat > "$dir/image/config.json" << JSON
{"architecture":"$(dpkg --print-architecture)","os":"linux","created":"$created",
"config":{"Env":["PATH=/opt/java/bin:/usr/local/bin:/usr/bin:/bin","JAVA_HOME=/opt/java","LANG=C.UTF-8"],"Cmd":["/bin/bash"]},
"rootfs":{"type":"layers","diff_ids":["sha256:$layer"]},
"history":[{"created":"$created","created_by":"containers/build-base.sh $suite"}]}
JSON
    echo '[{"Config":"config.json","RepoTags":["localhost/screlate-base:17"],"Layers":["layer.tar"]}]' > "$dir/image/manifest.json"
}

install_packages
finish_root
add_java
pack "$root" "$dir/image/layer.tar" .
describe
mkdir -p "$(dirname "$out")"
pack "$dir/image" "$out" manifest.json config.json layer.tar
echo "made $out, $(du -h "$out" | cut -f1)"
