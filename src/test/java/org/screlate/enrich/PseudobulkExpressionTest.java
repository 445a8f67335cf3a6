package org.screlate.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.testing.OracleTable;

final class PseudobulkExpressionTest {
    private static final String[] BATCH = {"a", "b", "b", "a", "a", "a", "b", "a", "b", "b", "a"};

    /** The samples of the oracle, one cell each. */
    private static CellMatrix samples(int n) {
        OracleTable oracle = OracleTable.read(PseudobulkExpressionTest.class, "pseudobulk_counts.tsv");
        DenseMatrix values = DenseMatrix.zeros(n, oracle.rows().size());
        for (int s = 0; s < n; s++) {
            double[] column = oracle.numbers("X" + (s + 1));
            for (int g = 0; g < column.length; g++) {
                values.set(s, g, (float) column[g]);
            }
        }
        return cells(values, List.of(oracle.texts("gene")), Arrays.copyOf(BATCH, n));
    }

    private static CellMatrix cells(DenseMatrix values, List<String> genes, String[] batch) {
        List<String> names =
                IntStream.range(0, values.rows()).mapToObj(i -> "c" + i).toList();
        return CellMatrix.of(names, genes, values, Layer.COUNTS)
                .withCellMetadata(Table.ofRows(values.rows())
                        .with("batch", new Column.Text(batch))
                        .with(
                                "number",
                                new Column.Real(IntStream.range(0, values.rows())
                                        .mapToDouble(i -> i)
                                        .toArray())));
    }

    private static PseudobulkExpression.Origins origins(int cells) {
        return origins(
                IntStream.range(0, cells).mapToObj(c -> c % 2 == 0 ? "x" : "y").toArray(String[]::new),
                IntStream.range(0, cells).mapToObj(c -> "s" + (c / 2 + 1)).toArray(String[]::new));
    }

    private static PseudobulkExpression.Origins origins(String[] groups, String[] subjects) {
        return new PseudobulkExpression.Origins("group", groups, "subject", subjects, null);
    }

    private static PseudobulkExpression method(double leastCount, @Nullable String formula, Variance variance) {
        return new PseudobulkExpression(new PseudobulkExpression.Options("x", "y", 1, leastCount, formula, variance));
    }

    private static Map<String, double[]> byGene(Table table) {
        Map<String, double[]> rows = new HashMap<>();
        for (int r = 0; r < table.rows(); r++) {
            int row = r;
            rows.put(
                    table.column("gene").text(r),
                    List.of("log2_fold_change", "score", "p_value").stream()
                            .mapToDouble(name -> ((Column.Real) table.column(name)).values()[row])
                            .toArray());
        }
        return rows;
    }

    @ParameterizedTest
    @CsvSource({
        // Which of two genes of one product of counts is trimmed is told by the last bit of a logarithm.
        "paired, 10, TREND, 2e-3",
        "random, 11, TREND, 0.02",
        "batch, 11, TREND, 0.02",
        "paired, 10, WEIGHTS, 2e-3",
        "random, 11, WEIGHTS, 0.02",
        "batch, 11, WEIGHTS, 0.02"
    })
    void testsAreThoseOfLimma(String design, int samples, Variance variance, double tolerance) {
        String formula = design.equals("batch") ? "~ group + batch" : null;
        PseudobulkExpression.Result result =
                method(0, formula, variance).compare(samples(samples), origins(samples), new Workers(2));
        Map<String, double[]> found = byGene(result.table());
        OracleTable expected = OracleTable.read(getClass(), "pseudobulk.tsv");
        int compared = 0;
        for (int r = 0; r < expected.rows().size(); r++) {
            if (expected.texts("design")[r].equals(design)
                    && expected.texts("variance")[r].equals(variance.toString())) {
                double[] row = found.get(expected.texts("gene")[r]);
                assertEquals(expected.numbers("change")[r], row[0], Math.max(1e-6, tolerance));
                assertEquals(expected.numbers("t")[r], row[1], 3 * tolerance * Math.max(1, Math.abs(row[1])));
                compared++;
            }
        }
        assertEquals(300, compared);
        assertEquals(
                design.equals("paired") ? "paired" : "random subjects",
                result.table().column("test").text(0));
    }

    /** Most genes have counts in the larger libraries alone: with factors of all genes, a quarter of the p-values would be small. */
    @Test
    void nothingIsFoundWhereNothingDiffersButTheLibraries() {
        int genes = 2000;
        SplittableRandom random = new SplittableRandom(9);
        double[] rates = random.doubles(genes).map(u -> Math.pow(u, 6)).toArray();
        double all = Arrays.stream(rates).sum();
        DenseMatrix counts = DenseMatrix.zeros(16, genes);
        for (int s = 0; s < 16; s++) {
            for (int g = 0; g < genes; g++) {
                counts.set(s, g, poisson(random, (s < 8 ? 20_000 : 2_000) * rates[g] / all));
            }
        }
        List<String> names = IntStream.range(0, genes).mapToObj(g -> "g" + g).toList();
        PseudobulkExpression.Origins origins = origins(
                IntStream.range(0, 16).mapToObj(s -> s < 8 ? "y" : "x").toArray(String[]::new),
                IntStream.range(0, 16).mapToObj(s -> "s" + s).toArray(String[]::new));
        double[] p = byGene(method(10, null, Variance.TREND)
                        .compare(cells(counts, names, new String[16]), origins, Workers.ONE)
                        .table())
                .values()
                .stream()
                .mapToDouble(row -> row[2])
                .filter(value -> !Double.isNaN(value))
                .toArray();
        double small = Arrays.stream(p).filter(value -> value < 0.05).count() / (double) p.length;
        assertTrue(p.length > 300 && small < 0.1, small + " of " + p.length);
    }

    /** Arrivals within the mean, one unit of time apart in the mean. */
    private static int poisson(SplittableRandom random, double mean) {
        int arrived = -1;
        for (double time = 0; time <= mean; time -= Math.log(1 - random.nextDouble())) {
            arrived++;
        }
        return arrived;
    }

    @Test
    void whatIsDoneIsSaid() {
        List<String> notes = method(10, "~ group + batch", Variance.TREND)
                .compare(samples(11), origins(11), Workers.ONE)
                .notes();
        assertEquals(
                "x against y: 5 subjects are on both sides and 1 on one: subjects are random effects, so that all are"
                        + " used",
                notes.get(0));
        assertTrue(
                notes.get(1)
                        .matches("x against y: 6 and 5 subjects, random subjects \\(correlation 0\\.\\d\\d\\);"
                                + " tested \\d+ of 300 genes, others have too few counts"),
                notes.get(1));
    }

    @Test
    void theOrderOfCellsAndThreadsChangeNothing() {
        CellMatrix cells = samples(11);
        int[] reversed = IntStream.range(0, 11).map(i -> 10 - i).toArray();
        PseudobulkExpression.Origins own = origins(11);
        PseudobulkExpression.Origins turned = origins(
                Arrays.stream(reversed).mapToObj(c -> own.groups()[c]).toArray(String[]::new),
                Arrays.stream(reversed).mapToObj(c -> own.subjects()[c]).toArray(String[]::new));
        Map<String, double[]> one = byGene(method(10, null, Variance.WEIGHTS)
                .compare(cells, own, Workers.ONE)
                .table());
        Map<String, double[]> other = byGene(method(10, null, Variance.WEIGHTS)
                .compare(cells.selectCells(reversed), turned, new Workers(2))
                .table());
        one.forEach((gene, row) -> assertEquals(Arrays.toString(row), Arrays.toString(other.get(gene)), gene));
    }

    @Test
    void sidesOfOneToTenDoNotMakeGenesDiffer() {
        // 300 cells a subject against 30, Poisson, with 0.01 to 1 counts in a cell.
        SplittableRandom random = new SplittableRandom(4);
        int[] sizes = {300, 300, 300, 300, 30, 30, 30, 30};
        int genes = 1000;
        DenseMatrix values = DenseMatrix.zeros(8, genes);
        for (int s = 0; s < 8; s++) {
            for (int g = 0; g < genes; g++) {
                double mean = Math.pow(10, -2 + 2.0 * g / genes) * sizes[s];
                double sum = 0;
                for (double time = -Math.log1p(-random.nextDouble()); time < mean; sum++) {
                    time -= Math.log1p(-random.nextDouble());
                }
                values.set(s, g, (float) sum);
            }
        }
        CellMatrix cells =
                cells(values, IntStream.range(0, genes).mapToObj(g -> "g" + g).toList(), new String[8]);
        String[] groups = IntStream.range(0, 8).mapToObj(s -> s < 4 ? "x" : "y").toArray(String[]::new);
        String[] subjects = IntStream.range(0, 8).mapToObj(s -> "s" + s).toArray(String[]::new);
        Table found = method(10, null, Variance.TREND)
                .compare(cells, origins(groups, subjects), Workers.ONE)
                .table();
        double[] p = ((Column.Real) found.column("p_value")).values();
        double tested = Arrays.stream(p).filter(v -> !Double.isNaN(v)).count();
        double below = Arrays.stream(p).filter(v -> v < 0.05).count();
        assertTrue(tested >= 300, "tested " + tested);
        assertEquals(0.05, below / tested, 0.025, below + " of " + tested);
    }

    @Test
    void groupsOfOneSubjectAreSkippedAndNamed() {
        String[] groups = origins(11).groups();
        groups[10] = "rare";
        PseudobulkExpression.Result found = new PseudobulkExpression(
                        new PseudobulkExpression.Options(null, null, 1, 10, null, Variance.TREND))
                .compare(samples(11), origins(groups, origins(11).subjects()), Workers.ONE);
        assertTrue(found.notes()
                .contains("rare against rest was not tested: 1 and 5 subjects with at least 1 cells; a comparison of"
                        + " subjects needs 2 on each side"));
        assertEquals(600, found.table().rows());
    }

    @Test
    void badInputIsToldInOneLine() {
        CellMatrix cells = samples(10);
        DifferentialExpressionTest.assertMessage("need counts", () -> method(10, null, Variance.TREND)
                .compare(cells.withValues(cells.values(), Layer.SMOOTHED), origins(10), Workers.ONE));
        DifferentialExpressionTest.assertMessage(
                "no column 'sex'", () -> method(10, "~ sex", Variance.TREND).compare(cells, origins(10), Workers.ONE));
        DifferentialExpressionTest.assertMessage(
                "of random effects only (1 | subject)",
                () -> method(10, "~ (1 | batch)", Variance.TREND).compare(cells, origins(10), Workers.ONE));
        DifferentialExpressionTest.assertMessage(
                "the group has one effect here",
                () -> method(10, "~ group * batch", Variance.TREND).compare(cells, origins(10), Workers.ONE));
        String[] one = origins(10).subjects();
        Arrays.fill(one, "s1");
        DifferentialExpressionTest.assertMessage(
                "x against y was not tested: 1 and 1 subjects", () -> method(10, null, Variance.TREND)
                        .compare(cells, origins(origins(10).groups(), one), Workers.ONE));
        assertThrows(IllegalArgumentException.class, () -> method(-1, null, Variance.TREND));
    }
}
