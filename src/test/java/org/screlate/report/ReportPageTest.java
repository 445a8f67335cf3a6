package org.screlate.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
    void theVectorsThatEmbedWritesAreTheMethod() {
        Table scores = Table.ofRows(3)
                .with("predictor", new Column.Text(new String[] {"correlation", "scnet_correlation", "log_walk_factors"
                }))
                .with("auroc_matched", new Column.Real(new double[] {0.8, 0.6, 0.7}));
        String sentences = sentences(page(scores));
        assertTrue(sentences.contains("AUROC of 0.8 (correlation)"), sentences);
        assertTrue(sentences.contains("The best baseline (log walk factors) reaches 0.7."), sentences);
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
        Page page = page(tests);
        String sentences = sentences(page);
        assertTrue(sentences.contains("s, within B: 1 of 1 gene differs between case and control"), sentences);
        assertTrue(sentences.contains("s, within T: none of 1 gene differs between case and control"), sentences);
        // Both ways of two groups tell the same: drawn is that of the second, one cell type at a time.
        Table drawn = page.sections().stream()
                .flatMap(section -> section.parts().stream())
                .filter(Page.Figure.class::isInstance)
                .map(Page.Figure.class::cast)
                .filter(figure -> figure.id().startsWith("volcano"))
                .findFirst()
                .orElseThrow()
                .tables()
                .values()
                .iterator()
                .next();
        assertEquals(List.of("B"), List.of(Values.words(drawn, "type")));
        assertEquals(-1, Values.numbers(drawn, "x")[0]);
    }

    @Test
    void changedNetworksAreToldByTheNamesOfTheirConditions() {
        Table changes = Table.ofRows(2)
                .with("gene", new Column.Text(new String[] {"A", "B"}))
                .with("gained", new Column.Whole(new long[] {3, 3}))
                .with("lost", new Column.Whole(new long[] {1, 1}));
        String unnamed = "s: the second network gained 3 edges and lost 1 against the first network; most were";
        assertTrue(sentences(page(changes)).contains(unnamed), sentences(page(changes)));
        Table named = changes.with("from", new Column.Text(new String[] {"control", "control"}))
                .with("to", new Column.Text(new String[] {"treated", "treated"}));
        assertTrue(sentences(page(named)).contains("s: treated gained 3 edges and lost 1 against control; most were"));
    }

    @Test
    void casesOfOneProbabilityStayInTheirOrder() {
        assertArrayEquals(new int[] {1, 3, 4, 0, 2}, Reliability.order(new float[] {0.5f, 0, 1, -0f, 0.25f}));
    }

    @Test
    void groupsOfGenesStandAsThoseOfPairs() {
        Table genes = Table.ofRows(1).with("group", new Column.Text(new String[] {"pre"}));
        Table pairs = Table.ofRows(0);
        for (String name : List.of("gene_1", "gene_2", "p_value", "rho_pre", "rho_post")) {
            pairs = pairs.with(name, new Column.Text(new String[0]));
        }
        Results results = new Results(List.of(new Result("s", "", "s.tsv", new Result.Rows(pairs), Provenance.NONE)));
        Results.Named both = new Results.Named(
                "s", "", Table.ofRows(2).with("group", new Column.Text(new String[] {"post", "pre"})));
        assertEquals(List.of("pre", "post"), CellTypes.groups(results, both));
        assertEquals(List.of("pre"), CellTypes.groups(results, new Results.Named("s", "", genes)));
        assertEquals(List.of("post", "pre"), CellTypes.groups(new Results(List.of()), both));
    }

    @Test
    void methodsTellOfSamplesOnlyTheQualityControlAndWhatLimitsSomething() {
        Provenance.Step quality = step(
                "screlate-preprocess",
                Map.of("min-counts", "200", "min-genes", "0", "max-mito", "20.0", "min-cells", "0", "hvg", "2000"));
        Provenance.Step whole = step(
                "screlate-preprocess",
                Map.of(
                        "min-counts",
                        "1",
                        "min-cells",
                        "3",
                        "target-sum",
                        "median",
                        "hvg",
                        "100",
                        "hvg-method",
                        "seurat",
                        "components",
                        "20",
                        "neighbours",
                        "14"));
        Provenance.Step tested = step(
                "screlate-enrich differential",
                Map.of("group-column", "group", "subject-column", "subject", "variance", "trend"));
        String methods = MethodsText.paragraph(List.of(quality, step("screlate-merge", ""), whole, tested));
        assertEquals(
                "Data were analysed with screlate 1. Cells of each sample with at least 200 counts and at most 20.0 %"
                        + " mitochondrial counts were kept. Samples were merged. Cells with any counts, and genes counted in at"
                        + " least 3 cells were kept. They were scaled to the median sum of counts and log-transformed, 100"
                        + " highly variable genes were found (method seurat), and 20 principal components and 14 nearest"
                        + " neighbours were computed. Differential expression was tested between the values of group, on counts"
                        + " summed by subject (pseudobulk, variances by trend). Random choices began from seed 0.",
                methods);
    }

    private static Provenance.Step step(String tool, Map<String, String> options) {
        return new Provenance.Step(tool, "1", options, 0, Map.of());
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
    void aRunningScoreRisesByAShareOfTheSetAndFallsAtOtherGenes() {
        // Ranked A 3, B 2, C 1, D -1; the set is A and D: 3/4, then -1/2 twice, then 1/4.
        double[] heights = RunningScores.heights(
                List.of(0, 1, 2, 3),
                new double[] {3, 2, 1, -1},
                new String[] {"A", "B", "C", "D"},
                java.util.Set.of("A", "D"));
        assertArrayEquals(new double[] {0.75, 0.25, -0.25, 0}, heights, 1e-12);
    }

    @Test
    void manySamplesHaveOneSentenceAndUnequalDepthIsWarnedOf() {
        List<Result> all = new ArrayList<>();
        for (int sample = 1; sample <= 4; sample++) {
            Table qc = Table.ofRows(2)
                    .with("cell", new Column.Text(new String[] {"a", "b"}))
                    .with("n_counts", new Column.Whole(new long[] {100L * sample, 100L * sample}))
                    .with("n_genes", new Column.Whole(new long[] {9, 9}))
                    .with("kept", new Column.Flag(new boolean[] {true, sample > 1}))
                    .with("reason", new Column.Text(new String[] {null, sample > 1 ? null : "counts < 500"}));
            all.add(new Result("P" + sample, "", "qc.tsv", new Result.Rows(qc), Provenance.NONE));
        }
        String sentences = sentences(new ReportPage(new ReportPage.Options("Title", 0)).of(new Results(all)));
        assertTrue(
                sentences.contains("4 samples: 7 of 8 cells kept (dropped: 1 for counts < 500). The median cell of a"
                        + " sample has from 100 (P1) to 400 (P4) counts"),
                sentences);
        assertTrue(
                sentences.contains("depth differs between samples: the median cell has 100 counts in P1 and 400 in P4"),
                sentences);
    }

    @Test
    void stepsOfManyFilesAreOneNodeAndAMergeJoinsThem() {
        List<Provenance.Step> steps = new ArrayList<>();
        for (String file : List.of("x", "y")) {
            steps.add(step("screlate-import", file));
            steps.add(step("screlate-preprocess", file));
        }
        steps.add(step("screlate-merge", ""));
        steps.add(step("screlate-cluster", ""));
        Table none = Table.ofRows(0).with("cell", new Column.Text(new String[0]));
        Result result = new Result("s", "", "s.arrow", new Result.Rows(none), new Provenance(steps));
        Page.Graph graph = StepGraph.of(new Results(List.of(result)));
        assertEquals(
                List.of("import (2 times)", "preprocess (2 times)", "merge", "cluster"),
                List.of(Values.words(graph.nodes(), "label")));
        assertEquals(List.of("step 1", "step 2", "step 3"), List.of(Values.words(graph.edges(), "source")));
        String methods = MethodsText.paragraph(steps);
        assertTrue(methods.startsWith("Data were analysed with screlate 1. Counts were imported."), methods);
    }

    @Test
    void networksOfImputedExpressionAreWarnedOf() {
        Provenance history = new Provenance(List.of(step("screlate-impute", "x"), step("screlate-network build", "y")));
        Table edges = Table.ofRows(1)
                .with("source", new Column.Text(new String[] {"A"}))
                .with("target", new Column.Text(new String[] {"B"}));
        Result result = new Result("s", "", "s.network.arrow", new Result.Rows(edges), history);
        String warnings = String.join("\n", Advice.warnings(new Results(List.of(result))));
        assertTrue(warnings.contains("s.network.arrow is a network of imputed expression"), warnings);
    }

    @Test
    void modulesAreToldWithTheirInterval() {
        Table tests = Table.ofRows(2)
                .with("gene_set", new Column.Text(new String[] {"module_1", "module_2"}))
                .with("rho_a", new Column.Real(new double[] {0.1, 0.2}))
                .with("rho_b", new Column.Real(new double[] {0.3, 0.2}))
                .with("difference", new Column.Real(new double[] {0.2, 0}))
                .with("difference_low", new Column.Real(new double[] {0.1, Double.NaN}))
                .with("difference_high", new Column.Real(new double[] {0.3, Double.NaN}))
                .with("explained", new Column.Real(new double[] {0.4, Double.NaN}))
                .with("p_value", new Column.Real(new double[] {0.001, Double.NaN}))
                .with("p_value_shift", new Column.Real(new double[] {0.001, Double.NaN}))
                .with("fdr_bh", new Column.Real(new double[] {0.001, Double.NaN}))
                .with("leading_genes", new Column.Text(new String[] {"A, B", null}));
        String sentences = sentences(page(tests));
        assertTrue(sentences.contains("of 1 gene set tested, 1 change"), sentences);
        assertTrue(sentences.contains("difference 0.2 (95 % interval 0.1 to 0.3"), sentences);
        assertTrue(sentences.contains("1 gene set could not be tested"), sentences);
    }

    private static Provenance.Step step(String tool, String input) {
        return new Provenance.Step(tool, "1", Map.of(), 0, Map.of("input", input));
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
