package org.screlate.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Layer;
import org.screlate.io.foreign.ForeignChecks;
import org.screlate.io.foreign.ForeignMatrix;
import org.screlate.io.foreign.ForeignOptions;

/** The same data as each anndata writes them; src/test/oracles/anndata_versions.py makes the files. */
final class AnnDataVersionsTest {
    @TempDir
    private Path folder;

    private static Stream<Arguments> files() {
        List<Arguments> files = new ArrayList<>();
        for (String version : List.of("0.7.8", "0.8.0", "0.10.9", "0.12.19", "0.13.4")) {
            for (String packed : List.of("plain", "gzip", "lzf")) {
                files.add(Arguments.of(version, packed));
            }
        }
        return files.stream();
    }

    private static ForeignOptions options(String layer, boolean raw) {
        return new ForeignOptions(
                ForeignOptions.Format.AUTO, layer, raw, null, null, "Gene Expression", null, null, null);
    }

    private static List<String> texts(ForeignMatrix matrix, String name) {
        Column column = matrix.cellMetadata().column(name);
        return IntStream.range(0, column.size()).mapToObj(column::text).toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyValueIsRead(String version, String packed) {
        Path file = IoResources.unpack("versions/anndata-" + version + "-" + packed + ".h5ad", folder);
        float[] counts = new float[30];
        for (int k = 0; k < counts.length; k++) {
            counts[k] = (3 * (k / 5) + 5 * (k % 5)) % 4;
        }
        for (String layer : List.of("dense", "rows", "columns")) {
            ForeignMatrix matrix = ForeignFile.read(file, options(layer, false), bytes -> {});
            assertArrayEquals(counts, IoResources.values(matrix.values()), layer);
        }
        ForeignMatrix raw = ForeignFile.read(file, options(null, true), bytes -> {});
        assertArrayEquals(counts, IoResources.values(raw.values()));
        assertEquals(List.of("c0", "c1", "c2", "c3", "c4", "c5"), raw.cells());
        assertEquals(List.of("g0", "g1", "g2", "g3", "g4"), raw.genes());
        assertEquals("ENSG00000000004", raw.geneMetadata().labels("gene_id")[4]);
        assertEquals(List.of("d2", "d1", "", "d2", "d1", ""), texts(raw, "donor"));
        assertEquals(List.of("low", "mid", "high", "low", "mid", "high"), texts(raw, "stage"));
        assertEquals(List.of("0", "1", "2", "3", "4", "5"), texts(raw, "n"));
        assertEquals(List.of("0.5", "", "1.5", "-2", "0", "3.25"), texts(raw, "share"));
        assertEquals(List.of("true", "false", "true", "false", "true", "false"), texts(raw, "kept"));
        assertEquals(List.of("w0", "w1", "w2", "w3", "w4", "w5"), texts(raw, "word"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void logarithmsToBaseTwoAreBroughtToTheNaturalOne(String version, String packed) {
        Path file = IoResources.unpack("versions/anndata-" + version + "-" + packed + ".h5ad", folder);
        CellMatrix matrix = new ForeignChecks(Layer.LOGNORM, false)
                .check(ForeignFile.read(file, options(null, false), bytes -> {}));
        float[] values = IoResources.values(matrix.values());
        for (int k = 0; k < values.length; k++) {
            assertEquals(Math.log1p((3 * (k / 5) + 5 * (k % 5)) % 4), values[k], 1e-6);
        }
    }
}
