package org.screlate.io.foreign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Embedding;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.IoResources;
import org.screlate.matrix.DenseMatrix;

final class AnnotatedMatrixTest {
    private static final List<String> CELLS = List.of("a", "b");

    private static CellMatrix matrix(List<String> genes, float... values) {
        return CellMatrix.of(CELLS, genes, new DenseMatrix(2, genes.size(), values), Layer.LOGNORM);
    }

    private static final CellMatrix MAIN = matrix(List.of("G1", "G2", "G3"), 1, 2, 3, 4, 5, 6);

    private static float[] wide(AnnotatedLayer layer) {
        float[] all = new float[CELLS.size() * layer.columns()];
        float[] row = new float[layer.columns()];
        for (int c = 0; c < CELLS.size(); c++) {
            layer.row(c, row);
            System.arraycopy(row, 0, all, c * row.length, row.length);
        }
        return all;
    }

    @Test
    void aLayerOfFewerGenesIsNaNElsewhereAndFlagged() {
        AnnotatedMatrix all = new AnnotatedMatrix(MAIN, false);
        all.addLayer(
                "imputed",
                matrix(List.of("G3"), 7, 8).withValues(new DenseMatrix(2, 1, new float[] {7, 8}), Layer.EXPECTED));
        float no = Float.NaN;
        AnnotatedLayer layer = all.layers().get("imputed");
        assertFalse(layer.isSparse(), "a dense layer stays dense");
        assertArrayEquals(new float[] {no, no, 7, no, no, 8}, wide(layer));
        assertTrue(layer.description().endsWith(". Has 1 of 3 genes; the others are NaN"), layer.description());
        assertArrayEquals(
                new boolean[] {false, false, true},
                ((Column.Flag) all.main().geneMetadata().column("in_imputed")).values());
        assertTrue(
                all.notes().get(0).contains("1 of 3 genes; the others are NaN in it"),
                all.notes().toString());
    }

    @Test
    void aSparseLayerStoresItsNaNWhereThatIsSmaller() {
        List<String> genes = List.of("G1", "G2", "G3", "G4", "G5", "G6");
        AnnotatedMatrix all = new AnnotatedMatrix(matrix(genes, new float[12]), false);
        float no = Float.NaN;
        all.addLayer("most", sparse(List.of("G6", "G1", "G3", "G4", "G5"), 0, 1, 0, 0, 0, 0, 0, 0, 2, 0));
        all.addLayer("few", sparse(List.of("G2", "G3"), 0, 1, 2, 0));
        AnnotatedLayer most = all.layers().get("most");
        assertTrue(most.isSparse());
        float[] expected = {1, no, 0, 0, 0, 0, 0, no, 0, 2, 0, 0};
        assertArrayEquals(expected, most.sparse().toDense().values());
        assertArrayEquals(expected, wide(most));
        assertEquals(4, most.sparse().stored(), "zeros are not stored");
        assertFalse(all.layers().get("few").isSparse());
        assertArrayEquals(
                new float[] {no, 0, 1, no, no, no, no, 2, 0, no, no, no},
                wide(all.layers().get("few")));
    }

    private static CellMatrix sparse(List<String> genes, float... values) {
        CellMatrix dense = matrix(genes, values);
        return dense.withValues(dense.values().toSparse(), Layer.LOGNORM);
    }

    @Test
    void aNameThatSaysAnotherThingIsRefused() {
        AnnotatedMatrix all = new AnnotatedMatrix(MAIN, false);
        assertMessage(
                "layer 'imputed' would hold another thing than its name says, smoothed: log-normalised expression"
                        + " averaged over related cells; observed values changed too",
                () -> all.addLayer("imputed", MAIN.withValues(MAIN.values(), Layer.SMOOTHED)));
        assertMessage("; name it lognorm", () -> all.addLayer("Counts", MAIN));
        all.addLayer("magic_imputed", MAIN.withValues(MAIN.values(), Layer.FILLED));
        all.addLayer("of_my_own", MAIN.withValues(MAIN.values(), Layer.SMOOTHED));
        assertEquals(2, all.layers().size());
    }

    @Test
    void sharedGenesRestrictEveryMatrix() {
        AnnotatedMatrix all = new AnnotatedMatrix(MAIN, true);
        all.addLayer("first", matrix(List.of("G3", "G2"), 7, 8, 9, 10));
        all.addLayer("second", matrix(List.of("G9", "G2"), 11, 12, 13, 14));
        assertEquals(List.of("G2"), all.main().genes());
        assertArrayEquals(new float[] {2, 5}, IoResources.values(all.main().values()));
        assertArrayEquals(new float[] {8, 10}, wide(all.layers().get("first")));
        assertArrayEquals(new float[] {12, 14}, wide(all.layers().get("second")));
    }

    @Test
    void cellsAndGenesInAnotherOrderAreBroughtIntoThatOfTheMainMatrix() {
        AnnotatedMatrix all = new AnnotatedMatrix(MAIN, false);
        CellMatrix turned = CellMatrix.of(
                List.of("b", "a"),
                List.of("G3", "G1", "G2"),
                new DenseMatrix(2, 3, new float[] {6, 4, 5, 3, 1, 2}),
                Layer.SMOOTHED);
        all.addLayer("same", turned);
        assertArrayEquals(IoResources.values(MAIN.values()), wide(all.layers().get("same")));
        DenseMatrix coordinates = new DenseMatrix(2, 1, new float[] {2, 1});
        all.addCoordinates(
                "X_pca", new Embedding(List.of("b", "a"), List.of("pc1"), coordinates, "pca", Provenance.NONE));
        assertArrayEquals(new float[] {1, 2}, all.coordinates().get("X_pca").values());
    }

    @Test
    void cellTablesAreJoinedByNameAndGapsStayMissing() {
        AnnotatedMatrix all = new AnnotatedMatrix(MAIN, false);
        Table table = Table.ofRows(2)
                .with("cell", new Column.Text(new String[] {"b", "dropped"}))
                .with("cluster", new Column.Whole(new long[] {4, 5}))
                .with("label", new Column.Text(new String[] {"beta", "x"}));
        all.addCellColumns("clusters.arrow", table, Provenance.NONE);
        Table joined = all.main().cellMetadata();
        assertEquals(List.of("cluster", "label"), joined.names());
        assertArrayEquals(new double[] {Double.NaN, 4}, ((Column.Real) joined.column("cluster")).values());
        assertArrayEquals(new String[] {null, "beta"}, ((Column.Text) joined.column("label")).values());
        assertEquals(
                List.of(
                        "clusters.arrow has nothing about 1 of 2 cells; left missing",
                        "left out 1 rows of clusters.arrow, whose cells are not in --cells"),
                all.notes());
    }

    @Test
    void historiesOfAllPartsAreJoined() {
        Provenance.Step step = new Provenance.Step("screlate-impute", "0", Map.of(), 0, Map.of());
        AnnotatedMatrix all = new AnnotatedMatrix(MAIN, false);
        all.addLayer("lognorm", MAIN.withProvenance(Provenance.NONE.then(step)));
        assertEquals(List.of(step), all.provenance().steps());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        AnnotatedMatrix all = new AnnotatedMatrix(MAIN, false);
        CellMatrix others =
                CellMatrix.of(List.of("a", "z"), List.of("G1"), new DenseMatrix(2, 1, new float[2]), Layer.LOGNORM);
        assertMessage(
                "layer 'l' has another set of cells than --cells: 1 of its 2 are missing, 1 are extra",
                () -> all.addLayer("l", others));
        assertMessage(
                "has 1 genes that --cells has not, such as 'G9'; give --genes shared",
                () -> all.addLayer("l", matrix(List.of("G9"), 1, 2)));
        assertMessage(
                "share no gene", () -> new AnnotatedMatrix(MAIN, true).addLayer("l", matrix(List.of("G9"), 1, 2)));
        assertMessage(
                "t.arrow: no column 'cell'", () -> all.addCellColumns("t.arrow", Table.ofRows(0), Provenance.NONE));
        Table strangers = Table.ofRows(1).with("cell", new Column.Text(new String[] {"z"}));
        assertMessage("it names no cell of --cells", () -> all.addCellColumns("t.arrow", strangers, Provenance.NONE));
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable executable) {
        InvalidInputException e = assertThrows(InvalidInputException.class, executable);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }
}
