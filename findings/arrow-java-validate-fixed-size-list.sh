#!/usr/bin/env bash
# Arrow Java 18.3.0: the full validation of a vector does not know lists of a fixed size.
#
# Guess: ValueVectorUtility.validateFull, which Arrow offers to check data from elsewhere, accepts every valid vector.
# Seen:  validate passes a valid FixedSizeListVector, validateFull throws UnsupportedOperationException for it. A reader
#        that checks foreign files must validate the vector of the items in the list's place.
#
# Needs a JDK 17 and Maven. Exits 0 while this is so, 1 when it has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
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
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.util.ValueVectorUtility;

public class Check {
    public static void main(String[] args) {
        ArrowType real = new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
        try (BufferAllocator allocator = new RootAllocator();
                FixedSizeListVector list = FixedSizeListVector.empty("values", 2, allocator)) {
            Float4Vector items =
                    (Float4Vector) list.addOrGetVector(FieldType.notNullable(real)).getVector();
            list.allocateNew();
            for (int i = 0; i < 4; i++) {
                items.setSafe(i, i);
            }
            items.setValueCount(4);
            list.setNotNull(0);
            list.setNotNull(1);
            list.setValueCount(2);
            System.out.println(list.getObject(0) + " " + list.getObject(1));
            ValueVectorUtility.validate(list);
            System.out.println("validate: passes");
            try {
                ValueVectorUtility.validateFull(list);
                System.out.println("validateFull: passes");
            } catch (UnsupportedOperationException e) {
                System.out.println("validateFull: " + e.getClass().getSimpleName());
            }
        }
    }
}
JAVA
mvn -B -q -f "$work/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/lib"
seen=$(java --add-opens=java.base/java.nio=ALL-UNNAMED -cp "$work/lib/*" "$work/Check.java" 2> /dev/null)
expected='[0.0,1.0] [2.0,3.0]
validate: passes
validateFull: UnsupportedOperationException'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "this has changed"; exit 1; }
