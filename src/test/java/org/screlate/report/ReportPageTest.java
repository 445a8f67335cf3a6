package org.screlate.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.screlate.data.Column;
import org.screlate.data.Page;
import org.screlate.data.Provenance;
import org.screlate.data.Table;

final class ReportPageTest {
    @Test
    void aLogAxisGetsNoZeroAndTheTextCountsThem() {
        Table qc = Table.ofRows(4)
                .with("cell", new Column.Text(new String[] {"a", "b", "c", "d"}))
                .with("n_counts", new Column.Whole(new long[] {0, 10, 100, 0}))
                .with("n_genes", new Column.Whole(new long[] {0, 5, 50, 0}))
                .with("kept", new Column.Flag(new boolean[] {false, true, true, false}))
                .with("reason", new Column.Text(new String[] {"too few counts", null, null, "too few counts"}));
        Page page = page(qc);
        Page.Figure knee = figure(page, "knee");
        assertTrue(Arrays.stream(Values.numbers(knee.tables().get("rows"), "counts"))
                .allMatch(v -> v > 0));
        assertTrue(knee.description().contains("cannot show: 2"), knee.description());
        Page.Figure violin = figure(page, "violin-n-counts-" + Integer.toHexString("n_counts".hashCode()));
        assertTrue(Arrays.stream(Values.numbers(violin.tables().get("outlines"), "value"))
                .allMatch(v -> v > 0));
        assertTrue(sentences(page).contains("2 of 4 cells kept (dropped: 2 for too few counts)"), sentences(page));
    }

    @Test
    void aPValueOfZeroIsDrawnAndTheSmallestOfAll() {
        Table pairs = Table.ofRows(3)
                .with("gene_1", new Column.Text(new String[] {"SEPT2", "1", "G3"}))
                .with("gene_2", new Column.Text(new String[] {"MARCH1", "2", "G4"}))
                .with("status", new Column.Text(new String[] {"converged", "converged", "failed"}))
                .with("p_value", new Column.Real(new double[] {0, 0.5, Double.NaN}))
                .with("rho_a", new Column.Real(new double[] {0.1, 0.2, Double.NaN}))
                .with("rho_b", new Column.Real(new double[] {0.6, 0.1, Double.NaN}));
        Page page = page(pairs);
        Page.Figure volcano = page.figures().stream()
                .filter(f -> f.id().startsWith("volcano-pairs"))
                .findFirst()
                .orElseThrow();
        assertArrayEquals(
                new double[] {300, -Math.log10(0.5)},
                Values.numbers(volcano.tables().get("rows"), "y"),
                1e-12);
        assertArrayEquals(
                new double[] {0.5, -0.1}, Values.numbers(volcano.tables().get("rows"), "x"), 1e-12);
        assertTrue(sentences(page).contains("2 of 3 pairs tested"), sentences(page));
        assertTrue(sentences(page).contains("1 of 3 pairs have no p-value"), sentences(page));
    }

    @Test
    void pairsOfWhichNoneCouldBeTestedAreToldInSentences() {
        Table pairs = Table.ofRows(1)
                .with("gene_1", new Column.Text(new String[] {"A"}))
                .with("gene_2", new Column.Text(new String[] {"B"}))
                .with("status", new Column.Text(new String[] {"failed"}))
                .with("p_value", new Column.Real(new double[] {Double.NaN}))
                .with("rho_a", new Column.Real(new double[] {Double.NaN}))
                .with("rho_b", new Column.Real(new double[] {Double.NaN}));
        String sentences = sentences(page(pairs));
        assertTrue(sentences.contains("no pair has a p-value, so there is nothing to draw"), sentences);
        assertTrue(sentences.contains("volcano plot of the pairs: there is nothing to draw"), sentences);
    }

    @Test
    void aBaselineThatWinsIsSaid() {
        Table scores = Table.ofRows(2)
                .with("predictor", new Column.Text(new String[] {"scnet_correlation", "degree_product"}))
                .with("auroc_matched", new Column.Real(new double[] {0.6, 0.7}));
        assertTrue(sentences(page(scores)).contains("here the baseline does as well or better"));
    }

    @Test
    void genesOfSeveralCellTypesAreToldTypeByType() {
        Table tests = Table.ofRows(3)
                .with("type", new Column.Text(new String[] {"B", "B", "T"}))
                .with("group", new Column.Text(new String[] {"case", "control", "case"}))
                .with("gene", new Column.Text(new String[] {"G1", "G1", "G1"}))
                .with("log2_fold_change", new Column.Real(new double[] {1, -1, 0.1}))
                .with("p_value", new Column.Real(new double[] {1e-6, 1e-6, 0.6}))
                .with("fdr_study", new Column.Real(new double[] {1.5e-6, 1.5e-6, 0.6}));
        String sentences = sentences(page(tests));
        assertTrue(sentences.contains("s, within B: 1 of 1 gene differ"), sentences);
        assertTrue(sentences.contains("s, within T: 0 of 1 gene differ"), sentences);
    }

    @Test
    void methodsAreComparedByMeansOverSeeds() {
        Table scores = Table.ofRows(3)
                .with("subjects", new Column.Whole(new long[] {5, 5, 5}))
                .with("seed", new Column.Whole(new long[] {0, 1, 0}))
                .with("method", new Column.Text(new String[] {"joint", "joint", "two-stage"}))
                .with("name", new Column.Text(new String[] {"changed", "changed", "changed"}))
                .with("metric", new Column.Text(new String[] {"power", "power", "power"}))
                .with("value", new Column.Real(new double[] {0.6, 0.8, 0.5}));
        Table means = Comparisons.means(scores);
        assertArrayEquals(new double[] {0.7, 0.5}, Values.numbers(means, "mean"), 1e-12);
        // Of 0.6 and 0.8: the root of 2 · 0.1² / 1.
        assertEquals(Math.sqrt(0.02), Values.numbers(means, "sd")[0], 1e-12);
        assertTrue(
                sentences(page(scores)).contains("scores by subjects, power, changed, mean over all data: joint 0.7"));
    }

    @Test
    void ranksOfTiesAreTheirMean() {
        // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / sqrt(4.5 · 5).
        assertEquals(
                4.5 / Math.sqrt(4.5 * 5),
                PairViews.spearman(new double[] {0, 3, 3, 9}, new double[] {1, 2, 3, 4}),
                1e-12);
    }

    @Test
    void sameSeedDrawsTheSameSample() {
        int[] once = Sampling.of(1000, 10, 7);
        assertArrayEquals(once, Sampling.of(1000, 10, 7));
        assertEquals(10, Arrays.stream(once).distinct().count());
        assertArrayEquals(new int[] {0, 1, 2}, Sampling.of(3, 10, 7));
    }

    private static Page page(Table table) {
        Result result = new Result("s", "", "s.tsv", new Result.Rows(table), Provenance.NONE);
        return new ReportPage(new ReportPage.Options("Title", 0)).of(new Results(List.of(result)));
    }

    private static Page.Figure figure(Page page, String id) {
        return page.figures().stream()
                .filter(figure -> figure.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static String sentences(Page page) {
        StringBuilder all = new StringBuilder();
        page.sections().forEach(section -> section.parts().forEach(part -> {
            if (part instanceof Page.Text text) {
                all.append(text.text()).append('\n');
            }
        }));
        return all.toString();
    }
}
