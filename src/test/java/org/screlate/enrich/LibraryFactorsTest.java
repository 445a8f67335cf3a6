package org.screlate.enrich;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LibraryFactorsTest {
    /** {@code [samples × genes]}: the last genes are counted, where the remainder of a number is not too low. */
    private static double[][] counts(int genes, int counted, int least) {
        return IntStream.range(0, 6)
                .mapToObj(s -> IntStream.range(0, genes)
                        .mapToDouble(g -> {
                            int v = (g * g * 37 + s * 17 + g * s * 5) % 31;
                            return g < genes - counted || v < least ? 0 : (v - least + 1) * (s % 3 + 1);
                        })
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double[] factors(double[][] counts) {
        double[] libraries =
                Arrays.stream(counts).mapToDouble(s -> Arrays.stream(s).sum()).toArray();
        return LibraryFactors.trimmedMeans(counts, libraries);
    }

    // calcNormFactors of edgeR 3.40.2 on the same counts.
    @Test
    void genesThatNoSampleCountsDoNotChooseTheReference() {
        double[] expected = {
            1.124987934114, 1.000920430074, 0.934801396967, 0.967569905998, 0.982996364309, 0.998846989875
        };
        assertArrayEquals(expected, factors(counts(60, 24, 0)), 1e-9);
    }

    @Test
    void whereMostGenesAreZeroTheFullestSampleIsTheReference() {
        double[] expected = {
            1.143045505036, 0.514776978824, 0.354499568247, 0.750716427451, 5.405158277649, 1.181455361235
        };
        assertArrayEquals(expected, factors(counts(60, 48, 25)), 1e-9);
    }
}
