#!/bin/sh
# run.sh [JMH option]...: the kernels by the Vector API, and the plain version beside it. Build the project first (make build).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
"$here/../../mvnw" -B -q -f "$here/pom.xml" package
for flags in "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED" ""; do
    echo "== ${flags:-plain Java}"
    java -cp "$here/target/classes:$here/target/lib/*:$here/../../target/classes" org.openjdk.jmh.Main \
        -prof org.screlate.kernels.CpuTime -jvmArgs "-Xmx3g -XX:+UseSerialGC $flags" "$@"
done
