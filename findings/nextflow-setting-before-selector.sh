#!/usr/bin/env bash
# Nextflow 24.10.0: a setting of all processes before a selector makes the same scope unusable within it.
#
# Guess: in `process { ext.a = 1; withName: GREET { ext.b = 2 } }` the selector has its own `ext`, to which b is added, whichever
#        stands first.
# Seen:  written so, the run ends with "Unknown config attribute `process.withName:GREET`", which names neither `ext` nor the
#        line above. With the selector first, or in a block of its own, the task has a = 1 and b = 2.
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
cat > main.nf <<'NF'
process GREET {
    input:
    val x

    output:
    stdout

    script:
    "echo a=${task.ext.a} b=${task.ext.b}"
}

workflow {
    GREET(1) | view
}
NF
printf 'process {\n    ext.a = 1\n    withName: GREET { ext.b = 2 }\n}\n' > before.config
printf 'process {\n    withName: GREET { ext.b = 2 }\n    ext.a = 1\n}\n' > after.config
seen="setting first: $(run main.nf -c before.config)
selector first: $(run main.nf -c after.config)"
expected='setting first: ERROR ~ Unknown config attribute `process.withName:GREET`
selector first: a=1 b=2'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
