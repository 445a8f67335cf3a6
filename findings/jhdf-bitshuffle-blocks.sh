#!/usr/bin/env bash
# jhdf 0.13.0: numbers packed by bitshuffle with LZ4 are wrong from some point on, without an error, once a chunk is large.
#
# Guess: what a filter of jhdf unpacks is what h5py with hdf5plugin 7.1.0 wrote, or an exception is thrown.
# Seen:  1,000 whole numbers in one chunk come back. Of 20,000 in one chunk the last 1,568 are wrong: bitshuffle cuts the chunk into
#        blocks of 2,048 numbers, and behind nine of these the tenth, which is not full, is misread.
#
# Needs a JDK 17, Maven and Python 3. Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'h5py==3.16.0' 'hdf5plugin==7.1.0' 'numpy==2.4.6'
cat > "$work/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId>
  <artifactId>jhdf</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>io.jhdf</groupId>
      <artifactId>jhdf</artifactId>
      <version>0.13.0</version>
    </dependency>
    <dependency>
      <groupId>org.lz4</groupId>
      <artifactId>lz4-java</artifactId>
      <version>1.8.0</version>
    </dependency>
    <dependency>
      <groupId>org.slf4j</groupId>
      <artifactId>slf4j-nop</artifactId>
      <version>2.0.17</version>
    </dependency>
  </dependencies>
</project>
POM
cat > "$work/Check.java" <<'JAVA'
import io.jhdf.HdfFile;
import java.nio.file.Path;

public class Check {
    public static void main(String[] args) {
        try (HdfFile file = new HdfFile(Path.of(args[0]))) {
            for (int n : new int[] {1000, 20000}) {
                int[] values = (int[]) file.getDatasetByPath("/n" + n).getData();
                int wrong = 0;
                int first = -1;
                for (int i = values.length - 1; i >= 0; i--) {
                    if (values[i] != i) {
                        wrong++;
                        first = i;
                    }
                }
                System.out.println("jhdf: " + n + " numbers, " + wrong + " wrong" + (wrong > 0 ? ", the first is number " + first : ""));
            }
        }
    }
}
JAVA
mvn -B -q -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib"
seen=$("$work/venv/bin/python" - "$work/file.h5" <<'PYTHON'
import sys

import h5py
import hdf5plugin
import numpy as np

with h5py.File(sys.argv[1], "w") as file:
    for n in (1000, 20000):
        file.create_dataset(f"n{n}", data=np.arange(n, dtype="i4"), chunks=(n,), **hdf5plugin.Bitshuffle(cname="lz4"))
with h5py.File(sys.argv[1]) as file:
    for n in (1000, 20000):
        print("h5py:", n, "numbers,", int((file[f"n{n}"][:] != np.arange(n)).sum()), "wrong")
PYTHON
)
seen="$seen
$(java -cp "$work/lib/*" "$work/Check.java" "$work/file.h5" 2> /dev/null)"
expected='h5py: 1000 numbers, 0 wrong
h5py: 20000 numbers, 0 wrong
jhdf: 1000 numbers, 0 wrong
jhdf: 20000 numbers, 1568 wrong, the first is number 18432'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
