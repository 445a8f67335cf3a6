package org.screlate.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.io.foreign.ForeignMatrix;
import org.screlate.io.foreign.ForeignOptions;

/** Files as other programs write them; who made each stands in formats/README.md. Most hold the same 12 × 20 counts. */
final class FormatsTest {
    /** The sum of the counts that most files hold. */
    private static final double SUM = 657;

    static Path file(String name) {
        try {
            return Path.of(Objects.requireNonNull(FormatsTest.class.getResource("formats/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static ForeignOptions usual() {
        return ForeignOptions.DEFAULTS;
    }

    static ForeignMatrix read(String name, ForeignOptions options) {
        return ForeignFile.read(file(name), options, bytes -> {});
    }

    static double sum(ForeignMatrix matrix) {
        float[] values = matrix.values().values();
        return IntStream.range(0, values.length).mapToDouble(k -> values[k]).sum();
    }

    static void assertPlain(ForeignMatrix matrix) {
        ForeignMatrix plain = read("counts.csv.gz", genesInRows());
        assertEquals(SUM, sum(matrix));
        assertArrayEquals(IoResources.values(plain.values()), IoResources.values(matrix.values()));
        assertEquals(plain.cells(), matrix.cells());
    }

    static ForeignOptions genesInRows() {
        return IoResources.options(ForeignOptions.Orientation.GENES_IN_ROWS, null);
    }

    private static ForeignOptions modality(String name) {
        return new ForeignOptions(ForeignOptions.Format.AUTO, null, false, null, null, "Gene Expression", name, null);
    }

    static String refused(String name, ForeignOptions options) {
        return Objects.requireNonNull(assertThrows(InvalidInputException.class, () -> read(name, options))
                .getMessage());
    }

    private static List<String> words(ForeignMatrix matrix, String column) {
        Column values = matrix.cellMetadata().column(column);
        return IntStream.range(0, values.size()).mapToObj(values::text).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anndata013_pandas3.h5ad",
                "anndata013_named_index.h5ad",
                "categories_nullable_string.h5ad",
                "anndata06_categories.h5ad",
                "enum_factor.h5ad",
                "anndata012_lzf.h5ad",
                "anndata08_zstd.h5ad",
                "soft_link_X.h5ad",
                "obs_never_written.h5ad",
                "loompy3.loom"
            })
    void countsOfHdf5FilesAreThoseOfThePlainTable(String name) {
        assertPlain(read(name, usual()));
    }

    @Test
    void wordsOfNullableStringsAreReadWithTheirGaps() {
        ForeignMatrix matrix = read("anndata013_pandas3.h5ad", usual());
        assertEquals(
                List.of("donor", "cat", "b", "label", "f"),
                matrix.cellMetadata().names());
        List<String> cats = words(matrix, "cat");
        assertEquals(4, cats.stream().filter(String::isEmpty).count());
        assertEquals("D0", words(matrix, "donor").get(0));
        assertEquals(
                List.of("a", "b", "c", "a"),
                words(read("categories_nullable_string.h5ad", usual()), "d").subList(0, 4));
    }

    @Test
    void wordsOfAnndata06ComeFromUns() {
        ForeignMatrix matrix = read("anndata06_categories.h5ad", usual());
        assertEquals(
                List.of("D0", "D1", "D2"),
                words(matrix, "donor").stream().distinct().sorted().toList());
        assertEquals(
                List.of("", "B", "T"),
                words(matrix, "cat").stream().distinct().sorted().toList());
        assertEquals(
                List.of("high", "low", "mid"),
                words(matrix, "ord").stream().distinct().sorted().toList());
        assertEquals(
                List.of("1", "2", "3"),
                words(matrix, "catnum").stream().distinct().sorted().toList());
    }

    @Test
    void enumerationsKeepTheirWords() {
        assertEquals(
                List.of("Bcell", "Tcell", "NK"),
                words(read("enum_factor.h5ad", usual()), "ct").stream()
                        .distinct()
                        .toList());
    }

    @Test
    void aColumnThatWasNeverWrittenHasItsFillValue() {
        Column column = read("obs_never_written.h5ad", usual()).cellMetadata().column("n");
        long[] sevens = new long[12];
        Arrays.fill(sevens, 7);
        assertArrayEquals(sevens, ((Column.Whole) column).values());
    }

    @Test
    void rawOfAnndata06LiesAtTheTop() {
        ForeignOptions raw =
                new ForeignOptions(ForeignOptions.Format.AUTO, null, true, null, null, "Gene Expression", null, null);
        assertEquals(SUM, sum(read("anndata06_raw.h5ad", raw)));
    }

    @Test
    void aModalityIsChosen() {
        assertEquals(SUM, sum(read("mudata_rna_prot.h5mu", modality("rna"))));
        assertTrue(refused("mudata_rna_prot.h5mu", usual()).contains("--modality: prot, rna"));
        assertTrue(refused("mudata_rna_prot.h5mu", modality("atac")).contains("no modality 'atac'"));
        assertTrue(refused("anndata012_lzf.h5ad", modality("rna")).contains("leave --modality out"));
    }

    @Test
    void namesWithASlashAreOneColumn() {
        ForeignMatrix matrix = read("column_types.h5ad", usual());
        assertTrue(
                matrix.cellMetadata().names().contains("a/b"),
                matrix.cellMetadata().names()::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "tenx_v3_libver_latest.h5, h5repack",
        "libver_latest_gzip.h5ad, h5repack",
    })
    void whatCannotBeReadSaysWhatToDo(String name, String advice) {
        String message = refused(name, usual());
        assertTrue(message.contains(advice), message);
    }
}
