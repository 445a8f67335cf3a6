package org.screlate.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sizes that no array holds are refused, and no array is made whose size int arithmetic could get wrong. */
final class SizesTest {
    private static final Pattern ARRAY = Pattern.compile(
            "new (?:double|float|int|long|short|byte|char|boolean|\\w+)\\s*\\[((?:[^\\[\\];]|\\[[^\\[\\]]*\\])*)\\]");

    @Test
    void productsUpToTheLongestArray() {
        assertEquals(0, Sizes.product(0, Long.MAX_VALUE));
        assertEquals(46_340 * 46_340, Sizes.product(46_340, 46_340));
        assertEquals(Sizes.MOST, Sizes.product(1, Sizes.MOST));
    }

    @Test
    void largerOnesAreRefusedInOneLine() {
        long[][] large = {{46_341, 46_341}, {1, Sizes.MOST + 1L}, {1L << 32, 1L << 32}, {3, Long.MAX_VALUE / 2}, {-1, 1}
        };
        for (long[] factors : large) {
            IllegalArgumentException e =
                    assertThrows(Sizes.TooLargeException.class, () -> Sizes.product(factors[0], factors[1]));
            assertEquals(1, e.getMessage().lines().count());
        }
        IllegalArgumentException e =
                assertThrows(Sizes.TooLargeException.class, () -> DenseMatrix.zeros(1_200_000, 2_000));
        assertTrue(e.getMessage().contains("1,200,000 × 2,000 values"), e.getMessage());
    }

    /** Of every {@code new float[a * b]} in the sources, unless both are constants. */
    @Test
    void noArrayIsMadeByAProductOfInts() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                for (String size : products(Files.readString(file))) {
                    found.add(file.getFileName() + ": " + size);
                }
            }
        }
        assertEquals(List.of(), found, "use Sizes.product");
        assertEquals(List.of("n * n"), products("double[] a = new double[n * n];"), "the rule finds what it is for");
        assertEquals(List.of("rows * shape[1]"), products("new float[rows * shape[1]]"));
        assertEquals(List.of(), products("new int[2 * LANES]; new float[Sizes.product(n, n)]; "));
    }

    private static List<String> products(String source) {
        Matcher arrays = ARRAY.matcher(source);
        return arrays.results()
                .map(found -> found.group(1))
                .filter(size -> size.contains("*") && !size.contains("Sizes.product("))
                .filter(size -> !Arrays.stream(size.split("\\*"))
                        .allMatch(factor -> factor.strip().matches("\\d+|([A-Za-z]+\\.)?[A-Z][A-Z_0-9]*")))
                .toList();
    }
}
