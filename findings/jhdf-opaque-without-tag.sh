#!/usr/bin/env bash
# jhdf 0.13.0: one dataset of an opaque type without a tag makes every other member of its group unreachable.
#
# Guess: a type that cannot be read costs the dataset that has it.
# Seen:  beside such a dataset (numpy's void, as h5py 3.16.0 writes it) the numbers of the same group cannot be opened either:
#        HdfException. With a tag, as h5py writes for dates, both are read. In an h5ad one such column takes all of obs.
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
import io.jhdf.exceptions.HdfException;
import java.nio.file.Path;
import java.util.Arrays;

public class Check {
    public static void main(String[] args) {
        try (HdfFile file = new HdfFile(Path.of(args[0]))) {
            for (String group : new String[] {"tagged", "plain"}) {
                try {
                    Object numbers = file.getDatasetByPath("/" + group + "/numbers").getData();
                    System.out.println(group + ": numbers " + Arrays.toString((long[]) numbers));
                } catch (HdfException e) {
                    System.out.println(group + ": HdfException for the numbers");
                }
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
    for tagged in (False, True):
        group = file.create_group("tagged" if tagged else "plain")
        group["numbers"] = [1, 2]
        days = np.array(["2020-01-01"], dtype="M8[s]")
        group["opaque"] = days.astype(h5py.opaque_dtype("M8[s]")) if tagged else np.array([b"ab", b"cd"], dtype="V2")
with h5py.File(sys.argv[1]) as file:
    print("h5py:", file["plain/numbers"][:].tolist(), file["plain/opaque"].shape, file["tagged/numbers"][:].tolist())
PYTHON
)
seen="$seen
$(java -cp "$work/lib/*" "$work/Check.java" "$work/file.h5" 2> /dev/null)"
expected='h5py: [1, 2] (2,) [1, 2]
tagged: numbers [1, 2]
plain: HdfException for the numbers'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
