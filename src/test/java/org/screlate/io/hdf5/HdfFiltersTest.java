package org.screlate.io.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.data.InvalidInputException;
import org.screlate.io.ForeignFile;
import org.screlate.io.IoResources;
import org.screlate.io.foreign.ForeignMatrix;
import org.screlate.io.foreign.ForeignOptions;

/** Chunks as h5py and hdf5plugin pack them; src/test/oracles/hdf5_filters.py makes the files. */
final class HdfFiltersTest {
    private static Path file(String name) {
        try {
            return Path.of(Objects.requireNonNull(HdfFiltersTest.class.getResource("../formats/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void withFilters(Consumer<HdfFile> check) {
        Hdf.read(file("filters.h5"), open -> {
            check.accept(open);
            return "";
        });
    }

    private static Dataset dataset(HdfFile file, String path) {
        return (Dataset) Objects.requireNonNull(Hdf.descend(file, path), path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "lzf",
                "sums",
                "zstd",
                "lz4",
                "bitshuffle",
                "bitshuffle_lz4",
                "bitshuffle_zstd",
                "blosc_lz4",
                "blosc_zlib",
                "blosc_zstd",
                "bzip2"
            })
    void numbersComeOutAsTheyWentIn(String filter) {
        withFilters(file -> {
            assertArrayEquals(
                    IntStream.range(0, 200).map(i -> i * i % 1000).toArray(),
                    Hdf.ints(dataset(file, filter + "/whole")));
            assertArrayEquals(
                    IntStream.range(0, 200)
                            .map(i -> i * 1103515245 + 12345 & 0x7FFFFFFF)
                            .toArray(),
                    Hdf.ints(dataset(file, filter + "/wild")));
            HdfDense.forEachRow(dataset(file, filter + "/matrix"), (r, values) -> {
                for (int c = 0; c < 13; c++) {
                    assertEquals(100 * r + c, values[c]);
                }
            });
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "lzf", "zstd"})
    void wordsComeOutAlsoWhereAFilterCouldDoNothing(String filter) {
        withFilters(file -> {
            for (String size : new String[] {"1", "7"}) {
                assertArrayEquals(
                        IntStream.range(0, 20).mapToObj(i -> "word " + i).toArray(String[]::new),
                        Hdf.words(dataset(file, filter + "/words" + size)));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"masks.h5", "masks_newest.h5"})
    void filtersThatWereLeftOutOfAChunkAreNotUndone(String name) {
        float[] expected = new float[32];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = i * i % 1000;
        }
        Hdf.read(file(name), open -> {
            for (String index : new String[] {"single", "fixed", "growing"}) {
                assertArrayEquals(expected, Hdf.floats(dataset(open, index)), index);
            }
            HdfDense.forEachRow(
                    dataset(open, "tree"),
                    (r, values) -> assertArrayEquals(Arrays.copyOfRange(expected, 8 * r, 8 * r + 8), values));
            return "";
        });
    }

    @ParameterizedTest
    @CsvSource({
        "loop, its links lead to themselves",
        "records, 'holds records, not numbers'",
        "no_rows, '/obs'' has no rows'",
        "lengths, 'has 5 indices but 2147483639 values'"
    })
    void whatIsNoMatrixIsToldInOneLine(String name, String part) {
        InvalidInputException refused = assertThrows(
                InvalidInputException.class,
                () -> ForeignFile.read(file("broken_" + name + ".h5ad"), ForeignOptions.DEFAULTS, bytes -> {}));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains(part) && message.lines().count() == 1, message);
    }

    @Test
    void recordsWithAFilterLeftOutAreRefused() {
        InvalidInputException refused = assertThrows(
                InvalidInputException.class,
                () -> Hdf.read(file("masks.h5"), open -> Hdf.data(dataset(open, "records"))));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("'/records' has chunks that some of its filters"), message);
    }

    @ParameterizedTest
    @CsvSource({"blosc2, 32026", "blosclz, 32001", "zfp, 32013"})
    void whatCannotBeUnpackedIsNamedWithTheWayOut(String name, String number) {
        InvalidInputException refused = assertThrows(
                InvalidInputException.class,
                () -> Hdf.read(file("refused_filters.h5"), open -> Hdf.ints(dataset(open, name))));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("(number " + number + ")") && message.contains("compression='gzip'"), message);
    }

    @Test
    void chunksThatWereNeverWrittenHoldTheFillValue() {
        withFilters(file -> {
            double[] fills = {7, 65535, 2.5, -1};
            String[] names = {"i4", "u2", "f8", "f4"};
            for (int k = 0; k < fills.length; k++) {
                double fill = fills[k];
                float[] expected = new float[20];
                Arrays.fill(expected, (float) fill);
                Arrays.fill(expected, 6, 12, 1);
                assertArrayEquals(expected, Hdf.floats(dataset(file, "fill/" + names[k])), names[k]);
            }
            HdfDense.forEachRow(dataset(file, "fill/matrix"), (r, values) -> {
                for (int c = 0; c < 13; c++) {
                    assertEquals(r >= 7 && r < 14 && c >= 5 && c < 10 ? 1 : 3, values[c]);
                }
            });
        });
    }

    @Test
    void codesOfMissingFactorsHaveNoWord() {
        withFilters(file -> {
            for (String name : new String[] {"factor", "factor_packed"}) {
                assertArrayEquals(new String[] {"Bcell", "Tcell", null, "Tcell"}, Hdf.words(dataset(file, name)), name);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"newest.h5ad", "newest_tracked.h5ad"})
    void whatHdf5Version2WritesAtItsNewestIsRead(String name) {
        ForeignMatrix matrix = H5adReader.read(file(name), ForeignOptions.DEFAULTS, bytes -> {});
        float[] values = IoResources.values(matrix.values());
        for (int k = 0; k < values.length; k++) {
            assertEquals((3 * (k / 5) + 5 * (k % 5)) % 4, values[k]);
        }
        assertEquals("d2", matrix.cellMetadata().column("donor").text(5));
        assertEquals("true", matrix.cellMetadata().column("kept").text(4));
        assertEquals("c5", matrix.cells().get(5));
    }

    @Test
    void anOpaqueColumnIsLeftOutOrNamedWithTheWayOut() {
        ForeignMatrix matrix = H5adReader.read(file("opaque_tagged.h5ad"), ForeignOptions.DEFAULTS, bytes -> {});
        assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, IoResources.values(matrix.values()));
        assertTrue(matrix.notes().get(0).endsWith(": odd"), matrix.notes()::toString);
        // Without a tag, jhdf cannot open the group.
        String message = String.valueOf(assertThrows(
                        InvalidInputException.class,
                        () -> H5adReader.read(file("opaque.h5ad"), ForeignOptions.DEFAULTS, bytes -> {}))
                .getMessage());
        assertTrue(message.contains("opaque type") && message.contains("h5py.File('COPY', 'r+')"), message);
    }

    @Test
    void aColumnWithAFilterThatCannotBeReadIsLeftOut() {
        ForeignMatrix matrix = H5adReader.read(file("odd_filter.h5ad"), ForeignOptions.DEFAULTS, bytes -> {});
        assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, IoResources.values(matrix.values()));
        assertTrue(matrix.notes().get(0).endsWith("cannot be read: odd"), matrix.notes()::toString);
    }
}
