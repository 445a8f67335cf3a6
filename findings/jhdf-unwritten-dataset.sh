#!/usr/bin/env bash
# jhdf 0.13.0: the values of a dataset that was created and never written are null, though the file states them.
#
# Guess: a dataset without storage reads as its fill value everywhere, as h5py 3.16.0 and so anndata read it.
# Seen:  getData() of a contiguous one gives null, while getFillValue() gives the 7 that was set; isEmpty() is true although the shape is 3. A
#        reader of h5ad that passes getData() on ends in a NullPointerException on files that Python reads.
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
import io.jhdf.api.Dataset;
import java.nio.file.Path;
import java.util.Arrays;

public class Check {
    public static void main(String[] args) {
        try (HdfFile file = new HdfFile(Path.of(args[0]))) {
            Dataset n = file.getDatasetByPath("/n");
            System.out.println("jhdf: shape " + Arrays.toString(n.getDimensions()) + ", empty " + n.isEmpty()
                    + ", fill value " + n.getFillValue() + ", data " + n.getData());
        }
    }
}
JAVA
mvn -B -q -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib"
seen=$("$work/venv/bin/python" - "$work/n.h5" <<'PYTHON'
import sys
import h5py

with h5py.File(sys.argv[1], "w") as file:
    file.create_dataset("n", shape=(3,), dtype="i4", fillvalue=7)
with h5py.File(sys.argv[1]) as file:
    print("h5py:", file["n"][:].tolist())
PYTHON
)
seen="$seen
$(java -cp "$work/lib/*" "$work/Check.java" "$work/n.h5" 2> /dev/null)"
expected='h5py: [7, 7, 7]
jhdf: shape [3], empty true, fill value 7, data null'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
