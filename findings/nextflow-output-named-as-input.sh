#!/usr/bin/env bash
# Nextflow 24.10.0: an output of a workflow that is named like one of its inputs takes the input's place in closures above it.
#
# Guess: `emit: names = found` names an output; `names` in `main:` stays the input, which it is where it is read.
# Seen:  with the output called `names` the run ends with an error in the closure that reads the input; with any other name for the output it
#        gives [1, a] and [2, b]. No message names the clash.
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
    java $opens -XX:TieredStopAtLevel=1 -cp 'lib/*' nextflow.cli.Launcher -q run "$@" 2>&1 | grep -E '^(ERROR|b=|a=|\[)' | sed 's/ -- .*//' || true
}
workflow_with() { # OUTPUT
    cat <<NF
workflow SUB {
    take:
    names

    main:
    pairs = channel.of(1, 2).map { n -> [n, names[n]] }
    found = pairs.count()

    emit:
    $1 = found
    pairs
}

workflow {
    SUB([1: 'a', 2: 'b'])
    SUB.out.pairs.view()
}
NF
}
workflow_with names > same.nf
workflow_with counted > other.nf
seen="same name: $(run same.nf | cut -c1-5 | head -1)
another name: $(run other.nf | sort | tr '\n' ' ')"
expected="same name: ERROR
another name: [1, a] [2, b] "
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
