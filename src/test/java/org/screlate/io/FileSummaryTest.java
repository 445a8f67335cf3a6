package org.screlate.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.Column;
import org.screlate.data.Embedding;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.matrix.DenseMatrix;

final class FileSummaryTest {
    @TempDir
    private Path folder;

    @Test
    void tellsSizesLayerAndWhatIsKnownOfTheCells() {
        assertEquals(
                "300 cells × 150 genes, counts; cells with cell_type, subject, group",
                FileSummary.of(Path.of("test-data/tiny/counts.arrow")));
    }

    @Test
    void tellsDimensionsAndColumns() {
        Path points = folder.resolve("points.arrow");
        EmbeddingFile.write(
                points,
                new Embedding(List.of("a", "b"), List.of("pc1"), DenseMatrix.zeros(2, 1), "pca", Provenance.NONE));
        assertEquals("2 cells in 1 dimensions, pca", FileSummary.of(points));
        Table table = Table.ofRows(1);
        for (String name : IntStream.range(0, 14).mapToObj(i -> "c" + i).toList()) {
            table = table.with(name, new Column.Whole(new long[] {1}));
        }
        Path file = folder.resolve("table.arrow");
        TableFile.write(file, table, "tests", Provenance.NONE);
        assertEquals(
                "1 rows; columns c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11 and 2 more", FileSummary.of(file));
    }

    @Test
    void isEmptyOfTextFoldersAndDamage() throws IOException {
        Path text = Files.writeString(folder.resolve("text.tsv"), "cell\tn\na\t1\n");
        assertEquals("", FileSummary.of(text));
        assertEquals("", FileSummary.of(folder));
        Path cut = folder.resolve("cut.arrow");
        byte[] whole = Files.readAllBytes(Path.of("test-data/tiny/counts.arrow"));
        Files.write(cut, java.util.Arrays.copyOf(whole, 40));
        assertEquals("", FileSummary.of(cut));
    }
}
