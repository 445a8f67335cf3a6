package org.screlate.tool.subset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.TableFile;
import org.screlate.matrix.BitMask;
import org.screlate.testing.Python;
import org.screlate.testing.SharedData;
import org.screlate.testing.SmallMatrices;
import org.screlate.testing.TextForms;
import org.screlate.tool.ToolRun;
import org.screlate.tool.export.Export;
import org.screlate.tool.import_.Import;

final class SubsetTest {
    @TempDir
    private Path dir;

    private CellMatrix counts;

    @BeforeEach
    void input() {
        @Nullable String[] label = {"a, b", "a, b", null, "No", "No", "007", "007", "007"};
        counts = SmallMatrices.counts(8, 5, 2, 3)
                .withCellMetadata(Table.ofRows(8)
                        .with("label", new Column.Text(label))
                        .with("n", new Column.Whole(new long[] {1, 2, 3, 4, 5, 6, 7, 8})));
        CellMatrixFile.write(dir.resolve("counts.arrow"), counts);
    }

    private String path(String name) {
        return dir.resolve(name).toString();
    }

    private ToolRun run(String output, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--cells", path("counts.arrow"), "--output", path(output)));
        arguments.addAll(List.of(more));
        return ToolRun.of(new Subset(), arguments.toArray(new String[0]));
    }

    private CellMatrix subset(String... more) {
        ToolRun run = run("some.arrow", more);
        assertEquals(0, run.code(), run.error());
        return CellMatrixFile.read(dir.resolve("some.arrow"));
    }

    private void refused(String why, String... more) {
        ToolRun run = run("none", more);
        assertEquals(2, run.code(), run.error());
        assertTrue(run.error().contains(why), run.error());
        assertFalse(Files.exists(dir.resolve("none")));
    }

    @Test
    void keepsCellsOfWhichTheConditionIsTrueWithAllThatIsKnownOfThem() {
        CellMatrix some = subset("--where", "label in (\"a, b\", '007') && n > 1");
        assertEquals(List.of("cell1", "cell5", "cell6", "cell7"), some.cells());
        CellMatrix expected = counts.selectCells(new int[] {1, 5, 6, 7});
        assertArrayEquals(
                expected.values().toDense().values(), some.values().toDense().values());
        assertEquals("007", some.cellMetadata().column("label").text(3));
        assertEquals(
                "label in (\"a, b\", '007') && n > 1",
                some.provenance().steps().get(0).options().get("where"));
    }

    @Test
    void aMissingValueIsNeitherEqualNorUnequal() {
        assertEquals(
                7, subset("--where", "label == 'No' or label != 'No'").cells().size());
        assertEquals(List.of("cell2"), subset("--where", "label is missing").cells());
        assertEquals(7, subset("--labelled", "label").cells().size());
    }

    @Test
    void numbersAreTheSameWithAndWithoutQuotes() {
        assertEquals(
                List.of("cell5", "cell6", "cell7"),
                subset("--where", "label == 007").cells());
        assertEquals(
                List.of("cell2", "cell3"), subset("--where", "n in ('3', 4)").cells());
        assertEquals(7, subset("--where", "n != '3'").cells().size());
    }

    @Test
    void zeroIsZeroWithEitherSign() {
        Column zeros = new Column.Real(new double[] {0.0, -0.0, 1, -1, 0.0, -0.0, Double.NaN, 2});
        CellMatrixFile.write(
                dir.resolve("counts.arrow"),
                counts.withCellMetadata(Table.ofRows(8).with("z", zeros)));
        assertEquals(4, subset("--where", "z == 0").cells().size());
        assertEquals(6, subset("--where", "z >= -0").cells().size());
        assertEquals(List.of("cell3"), subset("--where", "z < 0").cells());
    }

    @Test
    void claimsMayBeMissing() {
        @Nullable String[] claims = {"true", "false", null, "True", "true", "False", "true", null};
        CellMatrixFile.write(
                dir.resolve("counts.arrow"),
                counts.withCellMetadata(Table.ofRows(8).with("doublet", new Column.Text(claims))));
        assertEquals(4, subset("--where", "doublet").cells().size());
        assertEquals(List.of("cell1", "cell5"), subset("--where", "!doublet").cells());
        assertEquals(
                List.of("cell1", "cell5"), subset("--where", "doublet != true").cells());
        assertEquals(2, subset("--where", "doublet is missing").cells().size());
    }

    @Test
    void listsTablesAndDrawsChooseCells() throws IOException {
        Files.writeString(dir.resolve("list.txt"), "cell7\ncell0\nnobody\n");
        assertEquals(
                List.of("cell0", "cell7"),
                subset("--cell-list", path("list.txt")).cells());
        Files.writeString(dir.resolve("clusters.tsv"), "cell\tcluster\ncell1\tc1\ncell4\tc2\ncell6\tc1\n");
        CellMatrix clustered = subset("--cell-table", path("clusters.tsv"), "--where", "cluster == \"c1\"");
        assertEquals(List.of("cell1", "cell6"), clustered.cells());
        assertEquals("c1", clustered.cellMetadata().column("cluster").text(0));
        CellMatrix drawn = subset("--labelled", "label", "--max-cells", "2", "--max-cells-by", "label", "--seed", "4");
        assertEquals(6, drawn.cells().size());
        assertEquals(
                drawn.cells(),
                subset("--labelled", "label", "--max-cells", "2", "--max-cells-by", "label", "--seed", "4")
                        .cells());
        assertEquals(3, subset("--max-cells", "3").cells().size());
    }

    @Test
    void everyFormOfAListOfCellsIsTheSameList() throws IOException {
        Path arrow = dir.resolve("list.arrow");
        Table table = Table.ofRows(2)
                .with("cluster", new Column.Text(new String[] {"a", "b"}))
                .with("cell", new Column.Text(new String[] {"cell7", "cell0"}));
        TableFile.write(arrow, table, "clusters", Provenance.NONE);
        List<Path> lists = List.of(
                Files.writeString(dir.resolve("plain.txt"), "cell7\ncell0\n"),
                Files.writeString(dir.resolve("crlf.txt"), "\uFEFFBarcode\r\ncell7\r\n\r\ncell0\r\n"),
                Files.writeString(dir.resolve("table.tsv"), "cell\tcluster\ncell7\ta\ncell0\tb\n"),
                Files.writeString(dir.resolve("table.csv"), "cluster,\"cell_id\"\na,cell7\nb,\"cell0\"\n"),
                TextForms.packed(dir.resolve("packed.txt.gz"), "cells\ncell7\ncell0\n"),
                arrow,
                Files.copy(arrow, dir.resolve("arrow.txt")));
        for (Path list : lists) {
            ToolRun run = run("some.arrow", "--cell-list", list.toString());
            assertEquals(0, run.code(), run.error());
            assertFalse(run.error().contains("not in the matrix"), list + ": " + run.error());
            assertEquals(
                    List.of("cell0", "cell7"),
                    CellMatrixFile.read(dir.resolve("some.arrow")).cells());
        }
    }

    @Test
    void genesAreChosenByListAndByDetectionInTheKeptCells() throws IOException {
        Files.writeString(dir.resolve("genes.txt"), "GENE4\nGENE1\nGENE9\n");
        CellMatrix some = subset("--genes", path("genes.txt"));
        assertEquals(List.of("GENE1", "GENE4"), some.genes());
        assertEquals(counts.values().get(3, 4), some.values().get(3, 1));
        CellMatrix detected = subset("--where", "n <= 3", "--min-cells", "3");
        for (int g = 0; g < 5; g++) {
            boolean all = counts.values().get(0, g) > 0
                    && counts.values().get(1, g) > 0
                    && counts.values().get(2, g) > 0;
            assertEquals(all, detected.genes().contains("GENE" + g));
        }
    }

    @Test
    void splitsIntoAFolderWithAManifest() {
        refused("1 of 8 cells have no value in 'label'; leave them out by --labelled label", "--split-by", "label");
        ToolRun run = run("parts", "--split-by", "label", "--labelled", "label", "--min-level-cells", "2");
        assertEquals(0, run.code(), run.error());
        Table manifest = TableFile.read(dir.resolve("parts/manifest.tsv")).table();
        assertEquals("007", manifest.column("level").text(0));
        assertEquals("a_b.arrow", manifest.column("file").text(2));
        assertEquals(
                List.of("cell5", "cell6", "cell7"),
                CellMatrixFile.read(dir.resolve("parts/007.arrow")).cells());
        assertEquals(
                2, run("parts", "--split-by", "label", "--labelled", "label").code());
    }

    @Test
    void everyLevelHasAFileOfItsOwnWhateverItsName() {
        String same = "x".repeat(300);
        String[] levels = {"a/b", "A/B", "a_b", " ", same + "1", same + "2", "..", "Ω"};
        CellMatrixFile.write(
                dir.resolve("counts.arrow"),
                counts.withCellMetadata(Table.ofRows(8).with("level", new Column.Text(levels))));
        ToolRun run = run("parts", "--split-by", "level");
        assertEquals(0, run.code(), run.error());
        Table manifest = TableFile.read(dir.resolve("parts/manifest.tsv")).table();
        assertEquals(8, manifest.rows());
        for (int level = 0; level < 8; level++) {
            String file = manifest.column("file").text(level);
            assertEquals(
                    1,
                    CellMatrixFile.read(dir.resolve("parts").resolve(file))
                            .cells()
                            .size());
        }
    }

    @Test
    void levelsWithoutEnoughAreNamedWithTheReason() {
        String[] type = {"t", "t", "t", "t", "u", "u", "v", "v"};
        String[] group = {"x", "x", "y", "y", "x", "x", "x", "y"};
        String[] subject = {"1", "2", "3", "4", "1", "2", "1", "3"};
        CellMatrixFile.write(
                dir.resolve("counts.arrow"),
                counts.withCellMetadata(Table.ofRows(8)
                        .with("type", new Column.Text(type))
                        .with("group", new Column.Text(group))
                        .with("subject", new Column.Text(subject))));
        String[] options = {
            "--split-by", "type", "--group-column", "group", "--subject-column", "subject", "--min-subject-cells", "1"
        };
        assertEquals(0, run("parts", options).code());
        Table manifest = TableFile.read(dir.resolve("parts/manifest.tsv")).table();
        assertEquals("4", manifest.column("subjects").text(0));
        assertEquals("cells of one 'group' only: x", manifest.column("reason").text(1));
        assertEquals(
                "1 subject with 1 cells or more in x, fewer than 2",
                manifest.column("reason").text(2));
        assertFalse(Files.exists(dir.resolve("parts/u.arrow")));
        refused(
                "no value of 'type' has enough cells: 't' has 4 cells, fewer than 9",
                "--split-by",
                "type",
                "--min-level-cells",
                "9");
    }

    @Test
    void denseMatricesKeepTheirMask() {
        BitMask mask = new BitMask(8, 5);
        mask.set(6, 2);
        CellMatrixFile.write(
                dir.resolve("counts.arrow"),
                counts.withValues(counts.values().toDense(), Layer.SMOOTHED).withImputed(mask));
        CellMatrix some = subset("--where", "n >= 6");
        assertTrue(some.imputed() != null && some.imputed().get(1, 2));
        assertEquals(1, some.imputed() == null ? 0 : some.imputed().count());
        assertEquals(counts.values().get(6, 4), some.values().get(1, 4));
    }

    @Test
    void wrongConditionsAreRefusedWithWhatThereIs() {
        refused("no column 'lable'; there are: cell, label, n (did you mean 'label'?)", "--where", "lable == 'No'");
        refused(
                "no cell has 'no' in column 'label'; there are: 007, No, a, b (did you mean 'No'?)",
                "--where",
                "label == 'no'");
        refused("no cell has '7' in column 'label'; there are: 007, No, a, b", "--where", "label == 7");
        refused("column 'label' holds words, not true: write label == \"007\"", "--where", "label == true");
        refused("column 'n' holds numbers, not \"few\": write n == 1", "--where", "n == 'few'");
        refused("column 'n' holds numbers, not \"7\": write n > 7", "--where", "n > '7'");
        refused("no cell has '9' in column 'n'; there are: 1, 2", "--where", "n == '9'");
        refused("'is missing' or 'is not missing', not by NA", "--where", "label == NA");
        refused("'“', a quote of typesetting; write \"", "--where", "label == “No”");
        refused("'≥'; write >=", "--where", "n ≥ 3");
        refused("is needed, not 'AND'; write 'and'", "--where", "label == 'No' AND n > 3");
        refused("stands in backticks: `cell type`", "--where", "the label == 'No'");
        refused("stands in backticks: `cell type`", "--where", "label-1 == 'No'");
        refused("stands in backticks: `cell type`", "--where", "10x == 'No'");
        refused("which have no order", "--where", "label < 'No'");
        refused("character 7: '=' alone; write ==", "--where", "label = 'No'");
        refused("character 10: a quote that does not end", "--where", "label == 'No");
        refused("character 10: text needs quotes: \"No\"", "--where", "label == No");
        refused("no cell is left of 8", "--where", "n > 8");
        refused("--max-cells-by needs --max-cells", "--max-cells-by", "label");
        refused("--group-column needs --split-by", "--group-column", "label");
        refused("--min-level-cells needs --split-by", "--min-level-cells", "9");
    }

    @Test
    void realCellsAreThoseOfAnndatasSlice() {
        Path real = SharedData.require("data/baron_mouse_1.h5ad");
        assertEquals(
                0,
                ToolRun.of(new Import(), "--input", real.toString(), "--output", path("counts.arrow"))
                        .code());
        subset("--where", "celltype in ('beta', 'ductal') || celltype == 'delta'");
        ToolRun export = ToolRun.of(new Export(), "--cells", path("some.arrow"), "--output", path("ours.h5ad"));
        assertEquals(0, export.code(), export.error());
        assertEquals(
                "True True True",
                Python.run(
                        "anndata, scipy.sparse",
                        """
                        ours, a = anndata.read_h5ad(sys.argv[1]), anndata.read_h5ad(sys.argv[2])
                        theirs = a[a.obs['celltype'].isin(['beta', 'ductal', 'delta'])]
                        print(list(ours.obs_names) == list(theirs.obs_names) and list(ours.var_names) == list(theirs.var_names),
                              abs(scipy.sparse.csr_matrix(ours.X) - scipy.sparse.csr_matrix(theirs.X)).sum() == 0,
                              list(ours.obs['celltype'].astype(str)) == list(theirs.obs['celltype'].astype(str)))
                        """,
                        path("ours.h5ad"),
                        real));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "!", "not "})
    void aConditionMayBeNestedSoFarAndNoFurther(String opening) {
        String closing = opening.equals("(") ? ")" : "";
        refused(
                "more than 200 brackets and negations",
                "--where",
                opening.repeat(100_000) + "n > 1" + closing.repeat(100_000));
        assertEquals(
                subset("--where", "n > 1").cells(),
                subset("--where", opening.repeat(100) + "n > 1" + closing.repeat(100))
                        .cells());
    }

    @Test
    void aTextOfAConditionMayBeLong() {
        refused("label", "--where", "label == \"" + "x\\\"y".repeat(100_000) + "\"");
    }
}
