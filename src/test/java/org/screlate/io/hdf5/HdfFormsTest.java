package org.screlate.io.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.ColumnForm;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.IoResources;
import org.screlate.io.foreign.AnnotatedMatrix;
import org.screlate.io.foreign.ForeignMatrix;
import org.screlate.io.foreign.ForeignOptions;
import org.screlate.matrix.DenseMatrix;
import org.screlate.testing.Python;

final class HdfFormsTest {
    private static final ColumnForm STAGES = ColumnForm.ordered(List.of("early", "middle", "late", "never"));

    @TempDir
    private Path folder;

    private static CellMatrix matrix(Table cells) {
        return CellMatrix.of(
                        List.of("c1", "c2", "c3"),
                        List.of("G1", "G2", "G3"),
                        new DenseMatrix(3, 3, new float[] {1, 0, 2, 0, 3, 0, 0, 0, 1}).toSparse(),
                        Layer.COUNTS)
                .withCellMetadata(cells)
                .withGeneMetadata(cells);
    }

    private static Table columns() {
        return Table.ofRows(3)
                .with("stage", new Column.Text(new String[] {"late", null, "early"}, STAGES))
                .with("tiny", new Column.Whole(new long[] {255, 0, 7}, ColumnForm.of("uint8")))
                .with("short", new Column.Whole(new long[] {-300, 0, 7}, ColumnForm.of("int16")))
                .with("age", new Column.Real(new double[] {30, Double.NaN, 41}, ColumnForm.of("Int32")))
                .with("full", new Column.Whole(new long[] {1, 2, 3}, ColumnForm.of("Int64")))
                .with("kept", new Column.Text(new String[] {"true", null, "false"}, ColumnForm.of("boolean")))
                .with("known", new Column.Flag(new boolean[] {true, false, true}, ColumnForm.of("boolean")))
                .with("share", new Column.Real(new double[] {0.5, Double.NaN, 2}, ColumnForm.of("float32")));
    }

    private Path exported(Table table) {
        Path arrow = folder.resolve("cells.arrow");
        CellMatrixFile.write(arrow, matrix(table));
        Path path = folder.resolve("out.h5ad");
        H5adWriter.write(path, new AnnotatedMatrix(CellMatrixFile.read(arrow), false));
        return path;
    }

    @Test
    void formsComeThroughOurFilesIntoPandas() {
        String frame =
                "{'stage': 'category', 'tiny': 'uint8', 'short': 'int16', 'age': 'Int32', 'full': 'Int64', 'kept':"
                        + " 'boolean', 'known': 'boolean', 'share': 'float32'}";
        assertEquals(
                frame + "\n" + frame
                        + "\n['early', 'middle', 'late', 'never'] True [2, -1, 0] [255, 0, 7] [-300, 0, 7]\n"
                        + "[30, <NA>, 41] [True, <NA>, False]",
                Python.run(
                        "anndata",
                        """
                        a = anndata.read_h5ad(sys.argv[1])
                        for f in (a.obs, a.var):
                            print({n: str(t) for n, t in f.dtypes.items()})
                        o = a.obs
                        print(list(o.stage.cat.categories), o.stage.cat.ordered, o.stage.cat.codes.tolist(), o.tiny.tolist(), o.short.tolist())
                        print(o.age.tolist(), o.kept.tolist())
                        """,
                        exported(columns())));
    }

    @Test
    void whatWeWroteWeReadInTheSameForms() {
        ForeignMatrix read = IoResources.read(exported(columns()), ForeignOptions.DEFAULTS);
        columns().columns().forEach((name, column) -> {
            Column back = read.cellMetadata().column(name);
            assertEquals(column.form(), back.form(), name);
            assertEquals(column.getClass(), back.getClass(), name);
            for (int r = 0; r < 3; r++) {
                assertEquals(column.text(r), back.text(r), name);
            }
        });
    }

    @Test
    void entriesThatDoNotFitTheFormAreWrittenPlainly() {
        Table odd = Table.ofRows(3)
                .with("stage", new Column.Text(new String[] {"late", "other", "late"}, STAGES))
                .with("tiny", new Column.Whole(new long[] {256, 0, 7}, ColumnForm.of("uint8")))
                .with("age", new Column.Real(new double[] {30.5, Double.NaN, 41}, ColumnForm.of("Int64")))
                .with("kept", new Column.Text(new String[] {"true", "perhaps", "true"}, ColumnForm.of("boolean")));
        ForeignMatrix read = IoResources.read(exported(odd), ForeignOptions.DEFAULTS);
        for (String name : odd.names()) {
            assertNull(read.cellMetadata().column(name).form(), name);
        }
        assertArrayEquals(
                new long[] {256, 0, 7}, ((Column.Whole) read.cellMetadata().column("tiny")).values());
        assertEquals("30.5", read.cellMetadata().column("age").text(0));
        assertEquals("perhaps", read.cellMetadata().column("kept").text(1));
    }

    @Test
    void rowsKeepTheFormAndJoinedColumnsOnlyAnEqualOne() {
        Table table = columns();
        for (String name : table.names()) {
            Column column = table.column(name);
            assertEquals(form(column), form(column.select(new int[] {2, 0})), name);
            assertEquals(form(column), form(Column.stacked(List.of(column, column))), name);
            assertNull(Column.stacked(List.of(column, column.as(null))).form(), name);
        }
    }

    private static ColumnForm form(Column column) {
        @Nullable ColumnForm form = column.form();
        return Objects.requireNonNull(form);
    }
}
