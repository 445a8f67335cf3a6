#!/usr/bin/env bash
# jhdf 0.13.0: text of variable length compressed by LZF cannot be read; numbers compressed by LZF can.
#
# Guess: a filter works on the bytes of a chunk, so it works for every type alike.
# Seen:  h5py 3.16.0 leaves the unpacked size out of the filter's parameters for text of variable length, and jhdf takes it
#        from there: numbers come back, the names end in an exception. Every h5ad that anndata writes with
#        compression='lzf' has such names.
#
# Needs a JDK 17, Maven and Python 3. Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'h5py==3.16.0'
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
import java.nio.file.Path;
import java.util.Arrays;

public class Check {
    public static void main(String[] args) {
        try (HdfFile file = new HdfFile(Path.of(args[0]))) {
            System.out.println("numbers: " + Arrays.toString((int[]) file.getDatasetByPath("/numbers").getData()));
            try {
                System.out.println("names: " + Arrays.toString((Object[]) file.getDatasetByPath("/names").getData()));
            } catch (RuntimeException e) {
                System.out.println("names: an exception");
            }
        }
    }
}
JAVA
mvn -B -q -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib"
seen=$("$work/venv/bin/python" - "$work/lzf.h5" <<'PYTHON'
import sys
import h5py
import numpy as np

with h5py.File(sys.argv[1], "w") as file:
    file.create_dataset("numbers", data=np.arange(3, dtype="i4"), compression="lzf", chunks=(3,))
    file.create_dataset("names", data=["a", "b", "c"], dtype=h5py.string_dtype(), compression="lzf", chunks=(3,))
with h5py.File(sys.argv[1]) as file:
    print("h5py:", file["numbers"][:].tolist(), file["names"].asstr()[:].tolist())
PYTHON
)
seen="$seen
$(java -cp "$work/lib/*" "$work/Check.java" "$work/lzf.h5" 2> /dev/null)"
expected="h5py: [0, 1, 2] ['a', 'b', 'c']
numbers: [0, 1, 2]
names: an exception"
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
