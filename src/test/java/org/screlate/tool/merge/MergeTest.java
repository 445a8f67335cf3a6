package org.screlate.tool.merge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.ColumnForm;
import org.screlate.data.Table;
import org.screlate.io.CellMatrixFile;
import org.screlate.matrix.Matrix;
import org.screlate.testing.Python;
import org.screlate.testing.SharedData;
import org.screlate.testing.SmallMatrices;
import org.screlate.tool.ToolRun;
import org.screlate.tool.export.Export;
import org.screlate.tool.import_.Import;

final class MergeTest {
    @TempDir
    private Path dir;

    private String path(String name) {
        return dir.resolve(name).toString();
    }

    private CellMatrix sample(String name, long seed, int... genes) {
        CellMatrix counts = SmallMatrices.counts(4, 6, 2, seed).selectGenes(genes);
        CellMatrixFile.write(dir.resolve(name + ".arrow"), counts);
        return counts;
    }

    private ToolRun merge(List<String> samples, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--output", path("merged.arrow"), "--cells"));
        samples.forEach(sample -> arguments.add(sample + "=" + path(sample + ".arrow")));
        arguments.addAll(List.of(more));
        return ToolRun.of(new Merge(), arguments.toArray(new String[0]));
    }

    private CellMatrix merged(List<String> samples, String... more) {
        ToolRun run = merge(samples, more);
        assertEquals(0, run.code(), run.error());
        return CellMatrixFile.read(dir.resolve("merged.arrow"));
    }

    private void refused(String why, List<String> samples, String... more) {
        // What an earlier run wrote would stay.
        dir.resolve("merged.arrow").toFile().delete();
        ToolRun run = merge(samples, more);
        assertEquals(2, run.code(), run.error());
        assertTrue(run.error().contains(why), run.error());
        assertFalse(Files.exists(dir.resolve("merged.arrow")));
    }

    @Test
    void unionHoldsEveryValueAtItsGeneAndZeroElsewhere() {
        CellMatrix one = sample("one", 1, 0, 2, 3);
        CellMatrix two = sample("two", 2, 3, 0, 5);
        CellMatrix merged = merged(List.of("one", "two"));
        assertEquals(List.of("GENE0", "GENE2", "GENE3", "GENE5"), merged.genes());
        assertEquals("one_cell0", merged.cells().get(0));
        assertEquals("two_cell3", merged.cells().get(7));
        assertArrayEquals(
                new long[] {2, 1, 2, 1}, ((Column.Whole) merged.geneMetadata().column("n_samples")).values());
        assertValues(merged, 0, one);
        assertValues(merged, 4, two);
    }

    private static void assertValues(CellMatrix merged, int from, CellMatrix sample) {
        for (int c = 0; c < sample.cells().size(); c++) {
            for (int g = 0; g < merged.genes().size(); g++) {
                int own = sample.genes().indexOf(merged.genes().get(g));
                float expected = own < 0 ? 0 : sample.values().get(c, own);
                assertEquals(
                        expected,
                        merged.values().get(from + c, g),
                        merged.genes().get(g));
            }
        }
    }

    @Test
    void intersectionHoldsTheGenesOfAll() {
        sample("one", 1, 0, 2, 3);
        CellMatrix two = sample("two", 2, 3, 0, 5);
        CellMatrix merged = merged(List.of("one", "two"), "--join", "intersection");
        assertEquals(List.of("GENE0", "GENE3"), merged.genes());
        assertValues(merged, 4, two);
        sample("three", 3, 1, 4);
        refused("sample 'one' shares no gene with the other samples ('GENE0', 'GENE1')", List.of("one", "three"));
        refused("sample 'three' shares no gene", List.of("one", "three", "two"));
        sample("bridge", 4, 0, 1);
        assertEquals(
                Set.copyOf(merged(List.of("bridge", "one", "three")).genes()),
                Set.copyOf(merged(List.of("one", "three", "bridge")).genes()));
        sample("four", 3, 2, 1);
        refused(
                "no gene is in all 3 samples; use --join union",
                List.of("one", "two", "four"),
                "--join",
                "intersection");
    }

    @Test
    void matrixCutIntoSamplesAndMergedHasTheBytesOfTheWholeButItsHistoryAndColumn() {
        CellMatrix whole = SmallMatrices.counts(40, 9, 2, 5);
        CellMatrixFile.write(
                dir.resolve("a.arrow"), whole.selectCells(IntStream.range(0, 13).toArray()));
        CellMatrixFile.write(
                dir.resolve("b.arrow"),
                whole.selectCells(IntStream.range(13, 40).toArray()));
        CellMatrix merged = merged(List.of("a", "b"));
        assertEquals(whole.cells(), merged.cells());
        assertEquals(List.of("sample", "type"), merged.cellMetadata().names());
        assertArrayEquals(dense(whole.values()), dense(merged.values()));
        assertEquals(1, merged.provenance().steps().size());
    }

    private static float[] dense(Matrix matrix) {
        return matrix.toDense().values();
    }

    @Test
    void cellsGetTheColumnsOfTheirSampleAsWritten() throws IOException {
        sample("007", 1, 0, 1);
        sample("1e3", 2, 0, 1);
        Files.writeString(
                dir.resolve("about.csv"),
                "sample,subject,condition,age,weight\n1e3,1e5,\"a, b\",40,71.5\n007,2e5,No,41,\nother,3e5,No,9,1.5\n");
        CellMatrix merged = merged(List.of("007", "1e3"), "--samples", path("about.csv"));
        Table cells = merged.cellMetadata();
        assertEquals(List.of("sample", "subject", "condition", "age", "weight", "type"), cells.names());
        assertEquals("007", cells.column("sample").text(0));
        assertEquals("2e5", cells.column("subject").text(3));
        assertEquals("1e5", cells.column("subject").text(4));
        assertEquals("No", cells.column("condition").text(0));
        assertEquals("a, b", cells.column("condition").text(7));
        assertArrayEquals(new long[] {41, 41, 41, 41, 40, 40, 40, 40}, ((Column.Whole) cells.column("age")).values());
        assertTrue(cells.column("weight").isMissing(0));
        assertEquals("71.5", cells.column("weight").text(4));
        sample("1e4", 3, 0, 1);
        Files.delete(dir.resolve("merged.arrow"));
        refused(
                "no row for sample '1e4' in its column 'sample'; there are: 007, 1e3, other (did you mean '1e3'?)",
                List.of("007", "1e4"),
                "--samples",
                path("about.csv"));
    }

    @Test
    void columnThatOneSampleLacksIsEmptyThere() {
        CellMatrix one = sample("one", 1, 0, 1);
        CellMatrixFile.write(
                dir.resolve("one.arrow"),
                one.withCellMetadata(Table.ofRows(4)
                        .with("n", new Column.Whole(new long[] {1, 2, 3, 4}))
                        .with("x", new Column.Text(new String[] {"a", "b", "a", "b"}))));
        CellMatrix two = sample("two", 2, 0, 1);
        CellMatrixFile.write(
                dir.resolve("two.arrow"),
                two.withCellMetadata(Table.ofRows(4).with("x", new Column.Real(new double[] {1, 2.5, 3, 4}))));
        Table cells = merged(List.of("one", "two")).cellMetadata();
        assertEquals("[1, 2, 3, 4, , , , ]", texts(cells.column("n")));
        assertEquals("[a, b, a, b, 1, 2.5, 3, 4]", texts(cells.column("x")));
    }

    @Test
    void columnsKeepTheirOrderAndTheirClaimsWhereASampleLacksThem() {
        CellMatrix one = sample("one", 1, 0, 1);
        ColumnForm levels = ColumnForm.ordered(List.of("low", "high"));
        CellMatrixFile.write(
                dir.resolve("one.arrow"),
                one.withCellMetadata(Table.ofRows(4)
                        .with("dose", new Column.Text(new String[] {"low", "high", "low", "low"}, levels))
                        .with("flag", new Column.Flag(new boolean[] {true, false, true, true}))));
        CellMatrix two = sample("two", 2, 0, 1);
        @Nullable String[] claims = {"true", null, "false", "true"};
        CellMatrixFile.write(
                dir.resolve("two.arrow"),
                two.withCellMetadata(Table.ofRows(4).with("flag", new Column.Text(claims, ColumnForm.of("boolean")))));
        sample("three", 3, 0, 1);
        ToolRun run = merge(List.of("one", "two", "three"));
        assertFalse(run.error().contains("became words"), run.error());
        Table cells = CellMatrixFile.read(dir.resolve("merged.arrow")).cellMetadata();
        assertEquals(levels, cells.column("dose").form());
        assertEquals(ColumnForm.of("boolean"), cells.column("flag").form());
        assertEquals("[true, false, true, true, true, , false, true, , , , ]", texts(cells.column("flag")));
    }

    private static String texts(Column column) {
        return IntStream.range(0, column.size()).mapToObj(column::text).toList().toString();
    }

    @Test
    void contradictionsAreRefusedOrTheFirstIsKeptByChoice() {
        CellMatrix one = sample("one", 1, 0, 1);
        CellMatrix two = sample("two", 2, 1, 0);
        ids("one", one, "ENSG00000000001", "ENSG00000000002");
        ids("two", two, "ENSG00000000002", "ENSG00000000009");
        refused(
                "gene column 'gene_ids' differs between samples for 1 gene: GENE0 is ENSG00000000001 in sample 'one' and"
                        + " ENSG00000000009 in sample 'two'",
                List.of("one", "two"));
        CellMatrix merged = merged(List.of("one", "two"), "--conflicts", "first");
        assertEquals(
                "[ENSG00000000001, ENSG00000000002]",
                texts(merged.geneMetadata().column("gene_ids")));
    }

    private void ids(String name, CellMatrix matrix, String... ids) {
        CellMatrixFile.write(
                dir.resolve(name + ".arrow"),
                matrix.withGeneMetadata(Table.ofRows(ids.length).with("gene_ids", new Column.Text(ids))));
    }

    @Test
    void mixedIdentifiersAreOneErrorOrMappedByATable() throws IOException {
        CellMatrix one = sample("one", 1, 0, 1);
        sample("two", 2, 1, 0);
        CellMatrix byId =
                CellMatrix.of(one.cells(), List.of("ENSG00000000001.4", "ENSG00000000002"), one.values(), one.layer());
        CellMatrixFile.write(dir.resolve("one.arrow"), byId);
        refused(
                "sample 'one' names genes by Ensembl id (ENSG00000000001.4), sample 'two' does not (GENE1)",
                List.of("one", "two"));
        Files.writeString(dir.resolve("names.tsv"), "id\tsymbol\nENSG00000000001\tGENE0\nENSG00000000002\tGENE1\n");
        CellMatrix merged = merged(List.of("one", "two"), "--gene-names", path("names.tsv"));
        assertEquals(List.of("GENE0", "GENE1"), merged.genes());
        assertEquals(one.values().get(1, 1), merged.values().get(1, 1));
    }

    @Test
    void whatCannotBeMergedIsRefusedInOneLine() {
        sample("one", 1, 0, 1);
        ToolRun twice = ToolRun.of(
                new Merge(),
                "--cells",
                "one=" + path("one.arrow"),
                "one=" + path("one.arrow"),
                "--output",
                path("merged.arrow"));
        assertEquals(2, twice.code());
        assertTrue(twice.error().contains("--cells has one name twice"), twice.error());
        sample("two", 1, 0, 1);
        refused("samples 'one' and 'two' are the same file", List.of("one", "two"));
        CellMatrixFile.write(dir.resolve("log.arrow"), SmallMatrices.lognorm(3, 6, 2, 1));
        refused("sample 'one' holds counts, sample 'log' lognorm", List.of("one", "log"));
        CellMatrix labelled = SmallMatrices.counts(3, 6, 2, 9)
                .withCellMetadata(Table.ofRows(3).with("sample", new Column.Text(new String[] {"x", "x", "x"})));
        CellMatrixFile.write(dir.resolve("own.arrow"), labelled);
        refused("have 'x' in column 'sample', which would become 'own'", List.of("one", "own"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"outer", "inner"})
    void realSamplesMergeAsAnndataDoes(String join) {
        Path real = SharedData.require("data/baron_mouse_1.h5ad");
        Python.run(
                "anndata, numpy, scipy.sparse",
                """
                a = anndata.read_h5ad(sys.argv[1])
                a.X = scipy.sparse.csr_matrix(a.X)
                rng = numpy.random.default_rng(3)
                parts = {}
                for i, name in enumerate(['P1', 'P2', 'P3']):
                    genes = rng.permutation(a.n_vars)[: a.n_vars - 900 * i]
                    parts[name] = a[i::3, genes].copy()
                    parts[name].obs_names = [f'cell{j}' for j in range(parts[name].n_obs)]
                    parts[name].write_h5ad(f'{sys.argv[2]}/{name}.h5ad')
                whole = anndata.concat(parts, join=sys.argv[3], label='sample', index_unique='_', fill_value=0)
                whole.obs_names = [f"{s}_{n.rsplit('_', 1)[0]}" for s, n in zip(whole.obs['sample'], whole.obs_names)]
                whole.write_h5ad(f'{sys.argv[2]}/whole.h5ad')
                """,
                real,
                dir,
                join);
        List<String> names = List.of("P1", "P2", "P3");
        for (String name : names) {
            assertEquals(
                    0,
                    ToolRun.of(new Import(), "--input", path(name + ".h5ad"), "--output", path(name + ".arrow"))
                            .code());
        }
        merged(names, "--join", join.equals("outer") ? "union" : "intersection");
        ToolRun export = ToolRun.of(new Export(), "--cells", path("merged.arrow"), "--output", path("ours.h5ad"));
        assertEquals(0, export.code(), export.error());
        assertEquals(
                "True True True 822",
                Python.run(
                        "anndata, numpy",
                        """
                        ours, theirs = (anndata.read_h5ad(f'{sys.argv[1]}/{f}.h5ad') for f in ('ours', 'whole'))
                        theirs = theirs[:, ours.var_names]
                        print(list(ours.obs_names) == list(theirs.obs_names) and ours.shape == theirs.shape,
                              abs(ours.X - theirs.X).sum() == 0,
                              all(list(ours.obs[c].astype(str)) == list(theirs.obs[c].astype(str))
                                  for c in ('sample', 'celltype')), ours.n_obs)
                        """,
                        dir));
    }

    @Test
    void samplesAndTheirTableAreInTheHistory() {
        sample("one", 1, 0, 1);
        sample("two", 2, 0, 1);
        CellMatrix merged = merged(List.of("one", "two"));
        var step = merged.provenance().steps().get(0);
        assertEquals("screlate-merge", step.tool());
        assertEquals(
                List.of("cells one", "cells two"),
                step.inputs().keySet().stream().sorted().toList());
        assertTrue(Arrays.asList("union").contains(step.options().get("join")), step.toString());
    }
}
