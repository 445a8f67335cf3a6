package org.screlate.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.io.foreign.AnnotatedMatrix;
import org.screlate.io.foreign.ForeignMatrix;
import org.screlate.io.foreign.ForeignOptions;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Matrix;
import org.screlate.testing.Python;

final class ExportFileTest {
    private static final DenseMatrix VALUES = new DenseMatrix(2, 3, new float[] {0, 2, 1234567, 0, 0, 10});

    @TempDir
    private Path folder;

    private static AnnotatedMatrix data(Matrix values, Layer layer) {
        CellMatrix matrix = CellMatrix.of(List.of("c\"1\"", "c2"), List.of("G,1", "G2", "G3"), values, layer)
                .withGeneMetadata(Table.ofRows(3).with("gene_ids", new Column.Text(new String[] {"E1", "E2", "E3"})));
        return new AnnotatedMatrix(matrix, false);
    }

    private Path write(String name, AnnotatedMatrix data) {
        Path path = folder.resolve(name);
        ExportFile.write(path, data, ExportFile.Format.AUTO);
        return path;
    }

    @Test
    void aMatrixMarketFolderHasTheLinesOfCellRanger() throws IOException {
        Path made = write("out", data(VALUES.toSparse(), Layer.COUNTS));
        assertEquals(
                "%%MatrixMarket matrix coordinate integer general\n3 2 3\n2 1 2\n3 1 1234567\n3 2 10\n",
                unpacked(made.resolve("matrix.mtx.gz")));
        assertEquals("c\"1\"\nc2\n", unpacked(made.resolve("barcodes.tsv.gz")));
        assertEquals(
                "E1\tG,1\tGene Expression\nE2\tG2\tGene Expression\nE3\tG3\tGene Expression\n",
                unpacked(made.resolve("features.tsv.gz")));
        ForeignMatrix read = IoResources.read(made, ForeignOptions.DEFAULTS);
        assertEquals(List.of("G,1", "G2", "G3"), read.genes());
        assertArrayEquals(VALUES.values(), IoResources.values(read.values()));
    }

    @Test
    void scipyReadsTheMatrixMarketFile() {
        Path made = write("out", data(VALUES.toSparse(), Layer.COUNTS));
        assertEquals(
                "[[0, 0], [2, 0], [1234567, 10]]",
                Python.run(
                        "scipy.io",
                        """
                print(scipy.io.mmread(sys.argv[1] + '/matrix.mtx.gz').toarray().tolist())
                """,
                        made));
    }

    @Test
    void textHasCellsInRowsAndQuotesWhereNeeded() throws IOException {
        assertEquals(
                "cell,\"G,1\",G2,G3\n\"c\"\"1\"\"\",0,2,1234567\nc2,0,0,10\n",
                Files.readString(write("out.csv", data(VALUES, Layer.COUNTS))));
        DenseMatrix real = new DenseMatrix(2, 3, new float[] {0.25f, -1e-9f, 3, 0, 0, 0});
        assertEquals(
                "cell\tG,1\tG2\tG3\n\"c\"\"1\"\"\"\t0.25\t-1.0E-9\t3\nc2\t0\t0\t0\n",
                unpacked(write("out.tsv.gz", data(real.toSparse(), Layer.SCALED))));
    }

    @Test
    void textComesBackAsItWent() {
        Path path = write("out.csv.gz", data(VALUES, Layer.COUNTS));
        ForeignMatrix read = IoResources.read(path, ForeignOptions.DEFAULTS);
        assertEquals(List.of("c\"1\"", "c2"), read.cells());
        assertEquals(List.of("G,1", "G2", "G3"), read.genes());
        assertArrayEquals(VALUES.values(), IoResources.values(read.values()));
    }

    @Test
    void theSameDataGiveTheSameBytes() throws IOException {
        Path one = write("one", data(VALUES, Layer.COUNTS));
        Path two = write("two", data(VALUES, Layer.COUNTS));
        for (String name : List.of("matrix.mtx.gz", "barcodes.tsv.gz", "features.tsv.gz")) {
            assertArrayEquals(Files.readAllBytes(one.resolve(name)), Files.readAllBytes(two.resolve(name)), name);
        }
    }

    @Test
    void aFolderThatIsThereIsNotReplaced() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("taken"));
        write("taken", data(VALUES, Layer.COUNTS));
        assertTrue(Files.exists(taken.resolve("matrix.mtx.gz")), "an empty folder may be used");
        assertMessage("it is there already; name a new folder", "taken");
        assertMessage("no such file or folder", "absent/out");
        assertMessage("does not tell its kind; end it in .h5ad, .csv or .tsv, or give --format", "out.loom");
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(taken), files.toList());
        }
    }

    @Test
    void partsThatTextCannotHoldAreRefused() {
        AnnotatedMatrix data = data(VALUES, Layer.COUNTS);
        data.addLayer("more", data.main());
        InvalidInputException e = assertThrows(
                InvalidInputException.class,
                () -> ExportFile.write(folder.resolve("out.csv"), data, ExportFile.Format.AUTO));
        assertTrue(e.getMessage().contains("fit into h5ad only, not into csv"), e.getMessage());
    }

    private void assertMessage(String part, String name) {
        InvalidInputException e =
                assertThrows(InvalidInputException.class, () -> write(name, data(VALUES, Layer.COUNTS)));
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    private static String unpacked(Path path) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(path))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
