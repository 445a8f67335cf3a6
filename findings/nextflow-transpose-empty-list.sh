#!/usr/bin/env bash
# Nextflow 24.10.0: transpose drops an item whose list is empty, with `remainder: true`, too.
#
# Guess: with remainder each item goes on: [4, [], []] becomes [4, null, null], as a list that is shorter is filled up by null.
# Seen:  the shorter list is filled up; the item whose lists are all empty is gone, with remainder as without. A sample for which
#        a tool wrote no file leaves the run without a word.
#
# Needs a JDK 17, Maven and bash. Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId>
  <artifactId>nextflow</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.nextflow</groupId>
      <artifactId>nextflow</artifactId>
      <version>24.10.0</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -B -q dependency:copy-dependencies -DoutputDirectory=lib -DincludeScope=runtime
export NXF_HOME="$work/home" NXF_OFFLINE=true NXF_DISABLE_CHECK_LATEST=true NXF_ANSI_LOG=false NXF_ORG=nextflow-io
mkdir -p home/plugins
opens=
for package in java.lang java.io java.nio java.nio.file.spi java.net java.util java.util.concurrent.locks java.util.concurrent.atomic \
    java.util.regex sun.nio.ch sun.nio.fs sun.net.www.protocol.http sun.net.www.protocol.https sun.net.www.protocol.ftp \
    sun.net.www.protocol.file jdk.internal.misc jdk.internal.vm; do
    opens="$opens --add-opens=java.base/$package=ALL-UNNAMED"
done
run() { # shellcheck disable=SC2086
    java $opens -XX:TieredStopAtLevel=1 -cp 'lib/*' nextflow.cli.Launcher -q run "$@" 2>&1 | sort | tr '\n' ';'
}
cat > main.nf <<'NF'
workflow {
    channel.of([1, [2, 3], ['a']], [4, [], []]).transpose().view { "plain $it" }
    channel.of([1, [2, 3], ['a']], [4, [], []]).transpose(remainder: true).view { "remainder $it" }
}
NF
seen=$(run main.nf)
expected='plain [1, 2, a];remainder [1, 2, a];remainder [1, 3, null];'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
