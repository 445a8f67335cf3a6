#!/usr/bin/env bash
# Nextflow 24.10.0: `withName: '.*'` as a default loses against a process's own selector in the entry workflow, and wins in a workflow within.
#
# Guess: later selectors override earlier ones, so `'.*'` written first is a default, wherever a process is called.
# Seen:  the process called by the entry workflow has the value of `withName: GREET`; called by a workflow within, it has that of
#        '.*'. There the process is also known as SUB:GREET, and a selector that fits the whole of that name goes before one
#        that fits the short name, whichever stands first. So a pipeline loses its settings when another one includes it.
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
process='process GREET {
    input:
    val x

    output:
    stdout

    script:
    "echo b=${task.ext.b}"
}
'
printf '%s\nworkflow {\n    GREET(1) | view\n}\n' "$process" > entry.nf
printf '%s\nworkflow SUB {\n    take:\n    x\n\n    main:\n    GREET(x)\n\n    emit:\n    GREET.out\n}\n\nworkflow {\n    SUB(channel.of(1)) | view\n}\n' "$process" > within.nf
printf "process {\n    withName: '.*' { ext.b = 'default' }\n    withName: GREET { ext.b = 'own' }\n}\n" > some.config
seen="entry: $(run entry.nf -c some.config)
within: $(run within.nf -c some.config)"
expected='entry: b=own
within: b=default'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
