#!/usr/bin/env bash
# jhdf 0.13.0: a chunk that says that a filter was left out for it is unpacked by that filter all the same, and is wrong.
#
# Guess: the mask of a chunk, by which HDF5 marks filters that were not applied to it, is followed, as h5py 3.16.0 does.
# Seen:  with the shuffle filter 0, 1, 2, 3 come back as 50462976, 0, 0, 0, without an error; with gzip an exception says that
#        inflating failed. Writers that store ready-made chunks, and filters that may fail, leave such masks.
#
# Needs a JDK 17, Maven and Python 3. Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'h5py==3.16.0' 'numpy==2.4.6'
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
      <groupId>org.slf4j</groupId>
      <artifactId>slf4j-nop</artifactId>
      <version>2.0.17</version>
    </dependency>
  </dependencies>
</project>
POM
cat > "$work/Check.java" <<'JAVA'
import io.jhdf.HdfFile;
import io.jhdf.exceptions.HdfFilterException;
import java.nio.file.Path;
import java.util.Arrays;

public class Check {
    public static void main(String[] args) {
        try (HdfFile file = new HdfFile(Path.of(args[0]))) {
            System.out.println("shuffle: " + Arrays.toString((int[]) file.getDatasetByPath("/shuffle").getData()));
            try {
                System.out.println("gzip: " + Arrays.toString((int[]) file.getDatasetByPath("/gzip").getData()));
            } catch (HdfFilterException e) {
                System.out.println("gzip: HdfFilterException");
            }
        }
    }
}
JAVA
mvn -B -q -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib"
seen=$("$work/venv/bin/python" - "$work/file.h5" <<'PYTHON'
import sys

import h5py
import numpy as np

with h5py.File(sys.argv[1], "w") as file:
    for name, filters in (("shuffle", {"shuffle": True}), ("gzip", {"compression": "gzip"})):
        data = file.create_dataset(name, shape=(4,), dtype="<i4", chunks=(4,), **filters)
        data.id.write_direct_chunk((0,), np.arange(4, dtype="<i4").tobytes(), filter_mask=1)
with h5py.File(sys.argv[1]) as file:
    print("h5py:", file["shuffle"][:].tolist(), file["gzip"][:].tolist())
PYTHON
)
seen="$seen
$(java -cp "$work/lib/*" "$work/Check.java" "$work/file.h5" 2> /dev/null)"
expected='h5py: [0, 1, 2, 3] [0, 1, 2, 3]
shuffle: [50462976, 0, 0, 0]
gzip: HdfFilterException'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
