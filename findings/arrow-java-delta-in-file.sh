#!/usr/bin/env bash
# Arrow Java 18.3.0: words that a file adds to its dictionary in a later batch are null, though the same batches as a stream are read.
#
# Guess: the reader of files and the reader of streams give the same for the same batches, or the file is refused.
# Seen:  pyarrow 26.0.1 writes a second dictionary batch with only what is new (emit_dictionary_deltas). ArrowStreamReader gives
#        a, b, c, a; ArrowFileReader a, b, null, a, without an error: cells lose their type, and look as if none had been given.
#
# Needs a JDK 17, Maven and Python 3. Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q 'pyarrow==26.0.1'
cat > "$work/pom.xml" <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>findings</groupId>
  <artifactId>arrow</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.arrow</groupId>
      <artifactId>arrow-vector</artifactId>
      <version>18.3.0</version>
    </dependency>
    <dependency>
      <groupId>org.apache.arrow</groupId>
      <artifactId>arrow-memory-unsafe</artifactId>
      <version>18.3.0</version>
    </dependency>
  </dependencies>
</project>
POM
cat > "$work/Check.java" <<'JAVA'
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;

public class Check {
    static List<String> words(ArrowReader reader) throws Exception {
        List<String> words = new ArrayList<>();
        while (reader.loadNextBatch()) {
            Dictionary dictionary = reader.getDictionaryVectors().values().iterator().next();
            try (ValueVector vector =
                    DictionaryEncoder.decode(reader.getVectorSchemaRoot().getVector(0), dictionary)) {
                for (int i = 0; i < vector.getValueCount(); i++) {
                    words.add(String.valueOf(vector.getObject(i)));
                }
            }
        }
        return words;
    }

    public static void main(String[] args) throws Exception {
        try (BufferAllocator allocator = new RootAllocator();
                ArrowReader stream =
                        new ArrowStreamReader(FileChannel.open(Path.of(args[0] + ".stream")), allocator);
                ArrowReader file = new ArrowFileReader(FileChannel.open(Path.of(args[0] + ".file")), allocator)) {
            System.out.println("Java, stream: " + words(stream));
            System.out.println("Java, file: " + words(file));
        }
    }
}
JAVA
mvn -B -q -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib"
seen=$("$work/venv/bin/python" - "$work/words" <<'PYTHON'
import sys

import pyarrow as pa
from pyarrow import ipc


def batch(words, codes):
    return pa.record_batch([pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), pa.array(words))], names=["type"])


first, second = batch(["a", "b"], [0, 1]), batch(["a", "b", "c"], [2, 0])
for kind, writer, reader in (("stream", ipc.new_stream, ipc.open_stream), ("file", ipc.new_file, ipc.open_file)):
    name = f"{sys.argv[1]}.{kind}"
    with writer(name, first.schema, options=ipc.IpcWriteOptions(emit_dictionary_deltas=True)) as out:
        out.write_batch(first)
        out.write_batch(second)
    print(f"pyarrow, {kind}: [{', '.join(reader(name).read_all()['type'].to_pylist())}]")
PYTHON
)
seen="$seen
$(java --add-opens=java.base/java.nio=ALL-UNNAMED -cp "$work/lib/*" "$work/Check.java" "$work/words" 2> /dev/null)"
expected='pyarrow, stream: [a, b, c, a]
pyarrow, file: [a, b, c, a]
Java, stream: [a, b, c, a]
Java, file: [a, b, null, a]'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
