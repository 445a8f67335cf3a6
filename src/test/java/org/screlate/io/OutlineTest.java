package org.screlate.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.CellFrame;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.file.Compression;
import org.screlate.io.file.Sha256;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Matrix;
import org.screlate.matrix.SparseMatrix;

/** What is read of a file without its values is what the whole file says, and its digest that of its bytes. */
final class OutlineTest {
    private static final int CELLS = 400;
    private static final int GENES = 6000;

    @TempDir
    private Path folder;

    private static CellMatrix matrix(Matrix values, Layer layer) {
        String[] kinds = IntStream.range(0, values.rows())
                .mapToObj(r -> r % 7 == 0 ? null : "kind " + r % 3)
                .toArray(String[]::new);
        double[] shares =
                IntStream.range(0, values.rows()).mapToDouble(r -> r / 8.0).toArray();
        return new CellMatrix(
                IntStream.range(0, values.rows()).mapToObj(r -> "zelle-ß" + r).toList(),
                IntStream.range(0, values.columns()).mapToObj(g -> "G" + g).toList(),
                values,
                layer,
                Table.ofRows(values.rows()).with("kind", new Column.Text(kinds)).with("share", new Column.Real(shares)),
                Table.ofRows(values.columns()),
                null,
                Provenance.NONE);
    }

    /** Rows of many lengths, none among them, in more than one batch. */
    private static SparseMatrix sparse() {
        int[] offsets = new int[CELLS + 1];
        Arrays.setAll(
                offsets,
                r -> r == 0 ? 0 : IntStream.range(0, r).map(OutlineTest::length).sum());
        int[] indices = IntStream.range(0, CELLS)
                .flatMap(r -> IntStream.range(0, length(r)))
                .toArray();
        float[] values = new float[indices.length];
        Arrays.fill(values, 3);
        return new SparseMatrix(CELLS, GENES, offsets, indices, values);
    }

    private static int length(int row) {
        return row % 5 == 0 ? 0 : GENES - row;
    }

    private void check(CellMatrix matrix, Compression compression) {
        Path path = folder.resolve("matrix.arrow");
        CellMatrixFile.write(path, matrix, compression);
        CellMatrixParts.Outline outline = CellMatrixParts.outline(path);
        assertEquals(
                CellFrame.of(CellMatrixFile.read(path)).cells(), outline.frame().cells());
        assertEquals(matrix.genes(), outline.frame().genes());
        assertArrayEquals(words(matrix.cellMetadata()), words(outline.frame().cellMetadata()));
        assertEquals(Sha256.of(path), outline.sha256());
        assertEquals(matrix.values() instanceof SparseMatrix, outline.isSparse());
        if (outline.isSparse()) {
            assertArrayEquals(IntStream.range(0, CELLS).map(OutlineTest::length).toArray(), outline.stored());
        }
    }

    private static String[] words(Table table) {
        return ((Column.Text) table.columns().get("kind")).values();
    }

    @Test
    void outlineOfSparseRowsIsThatOfTheWholeFile() {
        check(matrix(sparse(), Layer.COUNTS), Compression.NONE);
        check(matrix(sparse(), Layer.LOGNORM), Compression.NONE);
    }

    @Test
    void outlineOfCompressedRowsIsThatOfTheWholeFile() {
        check(matrix(sparse(), Layer.COUNTS), Compression.ZSTD);
    }

    @Test
    void outlineOfFullRowsIsThatOfTheWholeFile() {
        check(matrix(new DenseMatrix(9, 5, new float[45]), Layer.SMOOTHED), Compression.NONE);
    }

    @Test
    void damageToAValueThatIsPassedOverIsStillFound() throws IOException {
        Path path = folder.resolve("matrix.arrow");
        CellMatrixFile.write(path, matrix(sparse(), Layer.COUNTS));
        byte[] bytes = Files.readAllBytes(path);
        bytes[bytes.length / 2] ^= 1;
        Files.write(path, bytes);
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> CellMatrixParts.outline(path));
        assertEquals(
                List.of(path + " is damaged: its content does not fit its checksum; make it anew"),
                List.of(e.getMessage()));
    }
}
