package org.screlate.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.io.foreign.ForeignChecks;
import org.screlate.io.foreign.ForeignMatrix;
import org.screlate.io.foreign.ForeignOptions;
import org.screlate.io.foreign.Rounding;

/** Files as other programs write them; who made each stands in formats/README.md. Most hold the same 12 × 20 counts. */
final class FormatsTest {
    @TempDir
    private Path folder;

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
        return new ForeignOptions(
                ForeignOptions.Format.AUTO, null, false, null, null, "Gene Expression", name, null, null);
    }

    static String refused(String name, ForeignOptions options) {
        return Objects.requireNonNull(assertThrows(InvalidInputException.class, () -> read(name, options))
                .getMessage());
    }

    private static List<String> lines(Path gzip) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(gzip)), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        ForeignOptions raw = new ForeignOptions(
                ForeignOptions.Format.AUTO, null, true, null, null, "Gene Expression", null, null, null);
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

    @Test
    void theNewestLayoutOfHdf5IsRead() {
        assertPlain(read("tenx_v3_libver_latest.h5", usual()));
        ForeignMatrix matrix = read("libver_latest_gzip.h5ad", usual());
        assertEquals(50, matrix.cells().size());
        assertEquals(1994, sum(matrix));
    }

    @ParameterizedTest
    @ValueSource(strings = {"R_default", "mtx_scipyu", "mtx_na", "mtx_chromosome_column"})
    void countsOfMatrixMarketFilesAreThoseOfThePlainTable(String name) {
        assertPlain(read(name, usual()));
    }

    @Test
    void quotesOfRAreTakenOff() {
        ForeignMatrix matrix = read("R_default", usual());
        assertEquals("CCATAACCAGACAGGC-1", matrix.cells().get(0));
        assertEquals("ACTB", matrix.genes().get(0));
    }

    @Test
    void aColumnOfChromosomesIsNoFeatureType() {
        assertTrue(read("mtx_chromosome_column", usual()).notes().get(0).contains("holds no feature types (1, 2"));
    }

    @Test
    void aMatrixGoesWithTheNamesOfItsPrefix() {
        String first = lines(file("mtx_geo_two/GSM2_barcodes.tsv.gz")).get(0);
        assertEquals(
                first, read("mtx_geo_two/GSM2_matrix.mtx.gz", usual()).cells().get(0));
        assertEquals(
                lines(file("mtx_geo_exact_plus_prefixed/GSM2_barcodes.tsv.gz")).get(0),
                read("mtx_geo_exact_plus_prefixed/GSM2_matrix.mtx.gz", usual())
                        .cells()
                        .get(0));
        assertTrue(refused("mtx_geo_two", usual()).contains("give one of them as --input: GSM1_matrix.mtx.gz, GSM2"));
    }

    @Test
    void aRaggedLineOfFeaturesIsNamed() {
        String message = refused("mtx_cite_rag", usual());
        assertTrue(message.matches("(?s).*features.tsv.gz: line \\d+ has 2 columns, the first 3.*"), message);
    }

    @Test
    void kbHasCellsInRows() {
        ForeignMatrix matrix = read("kb_counts", usual());
        assertEquals(SUM, sum(matrix));
        assertEquals(12, matrix.cells().size());
        assertEquals("ACTB", matrix.genes().get(0));
        assertEquals("ENSG00000075624.5", matrix.geneMetadata().labels("gene_ids")[0]);
    }

    @Test
    void partsOfAlevinFryAreAddedUp() {
        ForeignMatrix usual = read("alevin_fry", usual());
        assertEquals(20, usual.genes().size());
        ForeignMatrix spliced = read("alevin_fry", type("spliced"));
        ForeignMatrix all = read("alevin_fry", type("spliced+unspliced+ambiguous"));
        ForeignMatrix unspliced = read("alevin_fry", type("unspliced"));
        assertTrue(sum(spliced) < sum(usual));
        assertEquals(sum(all), sum(usual) + sum(unspliced));
        assertTrue(refused("alevin_fry", type("nascent")).contains("spliced+ambiguous"));
    }

    private static ForeignOptions type(String type) {
        return new ForeignOptions(ForeignOptions.Format.AUTO, null, false, null, null, type, null, null, null);
    }

    @Test
    void fractionsAreRefusedOrRounded() {
        ForeignMatrix matrix = read("star_em/UniqueAndMult-EM.mtx", usual());
        String message = Objects.requireNonNull(
                assertThrows(InvalidInputException.class, () -> new ForeignChecks(Layer.COUNTS, false).check(matrix))
                        .getMessage());
        assertTrue(message.contains("--round nearest or stochastic"), message);
        for (Rounding.Kind kind : List.of(Rounding.Kind.NEAREST, Rounding.Kind.STOCHASTIC)) {
            float[] values = IoResources.values(new ForeignChecks(Layer.COUNTS, false, new Rounding(kind, 1))
                    .check(matrix)
                    .values());
            for (float value : values) {
                assertEquals(Math.rint(value), value);
            }
        }
    }

    @Test
    void aSymmetricMatrixIsMirrored() {
        float[] values = IoResources.values(read("symmetric_mtx", usual()).values());
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                assertEquals(values[3 * i + j], values[3 * j + i]);
            }
        }
        assertEquals(2, values[1]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"R_writetable_space.txt", "R_writecsv2.csv", "htseq_special_rows.tsv", "gene_length_column.tsv"})
    void countsOfTablesAreThoseOfThePlainTable(String name) {
        assertPlain(read(name, genesInRows()));
    }

    @Test
    void whatIsNoCountOfAGeneIsLeftOutAndSaid() {
        assertTrue(read("htseq_special_rows.tsv", genesInRows()).notes().get(0).contains("__no_feature"));
        assertTrue(read("gene_length_column.tsv", genesInRows()).notes().get(0).contains("Length"));
        assertTrue(read("excel_dates.csv", genesInRows()).notes().get(0).contains("1-Sep"));
    }

    @Test
    void commentsAtTheBeginningAreReadPast() {
        ForeignMatrix matrix = read("bd_comment_lines.csv", usual());
        assertEquals(SUM, sum(matrix));
        assertEquals("ACTB", matrix.genes().get(0));
    }

    @Test
    void adviceOnDuplicatesOfATableNamesNoOptionThatItRefuses() {
        ForeignMatrix matrix = read("duplicated_genes.csv", genesInRows());
        String message = Objects.requireNonNull(
                assertThrows(InvalidInputException.class, () -> new ForeignChecks(Layer.COUNTS, false).check(matrix))
                        .getMessage());
        assertTrue(message.contains("--make-unique") && !message.contains("--gene-column"), message);
    }

    @Test
    void theSeparatorIsFoundWhateverTheNameOfTheFile() throws IOException {
        for (String separator : List.of("\t", ",", ";", " ", "|")) {
            Path table = Files.writeString(
                    folder.resolve("table.csv"),
                    String.join(separator, "gene", "c1", "c2") + "\n" + String.join(separator, "g1", "1", "2") + "\n");
            ForeignOptions options = new ForeignOptions(
                    ForeignOptions.Format.AUTO,
                    null,
                    false,
                    ForeignOptions.Orientation.GENES_IN_ROWS,
                    null,
                    "Gene Expression",
                    null,
                    null,
                    separator.equals("|") ? '|' : null);
            assertEquals(
                    List.of("c1", "c2"),
                    ForeignFile.read(table, options, bytes -> {}).cells());
        }
    }

    @Test
    void aTableAboutCellsMayBeCalledTxt() {
        assertEquals(
                List.of("cell", "donor"),
                TableFile.read(file("metadata.txt")).table().names());
    }
}
