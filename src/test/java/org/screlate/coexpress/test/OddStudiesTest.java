package org.screlate.coexpress.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.data.CellMatrix;
import org.screlate.data.CoexpressionModel;
import org.screlate.data.Column;
import org.screlate.data.GenePairs;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.matrix.DenseMatrix;

/** Studies that users have and models do not expect. */
final class OddStudiesTest {
    private static final List<String> GENES = List.of("A", "B", "C");

    /** Counts of A, B and C, the last a copy of the first, of so many cells each of subjects in some arms. */
    private static CellMatrix cells(String[] subjects, String[] arms, String[] sites, int each) {
        int n = subjects.length * each;
        SplittableRandom random = new SplittableRandom(11);
        DenseMatrix counts = DenseMatrix.zeros(n, GENES.size());
        long[] depth = new long[n];
        for (int c = 0; c < n; c++) {
            depth[c] = 1000 + random.nextInt(500);
            for (int g = 0; g < 2; g++) {
                counts.set(c, g, (float) Math.floor(-3 * Math.log1p(-random.nextDouble())));
            }
            counts.set(c, 2, counts.get(c, 0));
        }
        Table table = Table.ofRows(n)
                .with("subject", new Column.Text(repeated(subjects, each)))
                .with("arm", new Column.Text(repeated(arms, each)))
                .with("site", new Column.Text(repeated(sites, each)))
                .with("n_counts", new Column.Whole(depth));
        return CellMatrix.of(SmallStudy.names(n), GENES, counts, Layer.COUNTS).withCellMetadata(table);
    }

    private static String[] repeated(String[] words, int each) {
        return Arrays.stream(words)
                .flatMap(word -> IntStream.range(0, each).mapToObj(i -> word))
                .toArray(String[]::new);
    }

    private static String[] words(int count, String prefix, int levels) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i % levels).toArray(String[]::new);
    }

    private static PairTests tests(CellMatrix cells, String dependence, String formula, SubjectFilter.Options filter) {
        GenePairs pairs = new GenePairs(GENES, new int[] {0, 0, 1}, new int[] {1, 2, 2}, 3, Provenance.NONE);
        return GaussianTests.of(cells, pairs, dependence, formula, filter);
    }

    private static SubjectFilter.Options noFilter() {
        return new SubjectFilter.Options(-1, -1, -1, 2);
    }

    private static double[] numbers(Table table, String column) {
        return ((Column.Real) table.column(column)).values();
    }

    @ParameterizedTest
    @ValueSource(strings = {CoexpressionModel.EXPRESSION, CoexpressionModel.COUNTS})
    void aGeneAgainstItsOwnCopyHasNoTestAndSaysWhy(String dependence) {
        CellMatrix cells = cells(words(8, "s", 8), words(8, "g", 2), words(8, "x", 1), 40);
        Table table =
                tests(cells, dependence, "~ arm + (1 | subject)", noFilter()).between(0, 3);
        assertEquals("converged", table.column("status").text(0));
        assertNotEquals("converged", table.column("status").text(1));
        assertTrue(table.column("reason").text(1) != null
                && !table.column("reason").text(1).isEmpty());
        assertTrue(Double.isNaN(numbers(table, "p_value")[1]), "p " + numbers(table, "p_value")[1]);
        assertTrue(Double.isNaN(numbers(table, "df")[1]), "df " + numbers(table, "df")[1]);
    }

    @Test
    void thirtyGroupsAreTestedTogether() {
        CellMatrix cells = cells(words(60, "s", 60), words(60, "g", 30), words(60, "x", 1), 30);
        Table table = tests(cells, CoexpressionModel.EXPRESSION, "~ arm + (1 | subject)", noFilter())
                .between(0, 1);
        assertEquals("converged", table.column("status").text(0));
        double p = numbers(table, "p_value")[0];
        assertTrue(p > 0 && p <= 1, "p " + p);
        assertTrue(Double.isNaN(numbers(table, "estimate")[0]));
        for (int level = 0; level < 30; level++) {
            assertTrue(Math.abs(numbers(table, "rho_g" + level)[0]) < 1);
        }
        assertEquals(
                0,
                table.names().stream()
                        .filter(name -> name.contains("_against_"))
                        .count());
    }

    @Test
    void namesOfSubjectsThatRepeatBetweenGroupsAreToldInTheRowAndBeforehand() {
        CellMatrix cells = cells(
                words(8, "s", 4),
                IntStream.range(0, 8).mapToObj(i -> "g" + i / 4).toArray(String[]::new),
                words(8, "x", 1),
                40);
        PairTests tests = tests(cells, CoexpressionModel.EXPRESSION, "~ arm + (1 | arm:subject)", noFilter());
        assertTrue(
                tests.notes().stream()
                        .anyMatch(note -> note.startsWith("4 of 4 subjects have cells in several groups")),
                tests.notes().toString());
        assertEquals(
                "4", tests.between(0, 1).column("subjects_in_several_groups").text(0));
    }

    @Test
    void aCovariateHasOneReferenceInAllPairs() {
        // Subjects of site x0 show nothing of A: in pairs of A the first site is another.
        int subjects = 18;
        String[] sites = words(subjects, "x", 3);
        String[] arms =
                IntStream.range(0, subjects).mapToObj(i -> "g" + i / 3 % 2).toArray(String[]::new);
        CellMatrix drawn = cells(words(subjects, "s", subjects), arms, sites, 60);
        DenseMatrix counts = drawn.values().toDense().copy();
        String[] site = drawn.cellMetadata().labels("site");
        for (int c = 0; c < site.length; c++) {
            if (site[c].equals("x0")) {
                counts.set(c, 0, 0);
            }
        }
        CellMatrix cells = CellMatrix.of(drawn.cells(), drawn.genes(), counts, drawn.layer())
                .withCellMetadata(drawn.cellMetadata());
        Table table = tests(
                        cells,
                        CoexpressionModel.EXPRESSION,
                        "~ arm + site + (1 | subject)",
                        SubjectFilter.Preset.DROPLET.options())
                .between(0, 3);
        double[] own = numbers(table, "coef_rho_sitex2");
        double[] intercept = numbers(table, "coef_rho_intercept");
        for (int pair : new int[] {0, 1}) {
            String reason = table.column("reason").text(pair);
            assertTrue(reason.contains("no cell left has the reference of 'site', so that x1 takes its place"), reason);
            assertTrue(Double.isNaN(own[pair]) && Double.isNaN(intercept[pair]), "x2 against x1 is not x2 against x0");
            assertFalse(Double.isNaN(numbers(table, "coef_rho_armg1")[pair]));
        }
        assertFalse(Double.isNaN(own[2]) || Double.isNaN(intercept[2]));
        assertFalse(String.valueOf(table.column("reason").text(2)).contains("reference"));
    }
}
