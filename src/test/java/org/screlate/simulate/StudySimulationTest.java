package org.screlate.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.GeneSet;
import org.screlate.data.Table;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

final class StudySimulationTest {
    private static final Study.Sizes SIZES = Study.Sizes.DEFAULTS;

    private static Study study(Study.Sizes sizes, Study.Effects effects, long seed) {
        return new StudySimulation(new StudySimulation.Options(sizes, effects, 0, Study.Rewired.DEFAULTS, seed))
                .simulate(new Workers(2));
    }

    /** Many cells of one type, no variation but that of the counts, so that what was planted can be measured. */
    private static Study large(double meanCount) {
        return study(
                new Study.Sizes(6, 400, 1, 60, 2, 2, 4, 10),
                new Study.Effects(meanCount, 0.3, 0, 0, 2, 0.7, 0.6, 0.7),
                7);
    }

    private static Study small(long seed) {
        return study(SIZES, Study.Effects.DEFAULTS, seed);
    }

    @Test
    void variancesAreThoseOfTheNegativeBinomial() {
        Study study = large(5);
        DenseMatrix counts = study.counts().values().toDense();
        double dispersions = 0;
        int genes = 0;
        for (int g = 0; g < counts.columns(); g++) {
            boolean simple = !study.counts().genes().get(g).startsWith("MT-") && !isIn(study, "response", g);
            if (simple) {
                double[] values = gene(counts, g, c -> true);
                double mean = Arrays.stream(values).average().orElseThrow();
                double variance =
                        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
                dispersions += (variance - mean) / (mean * mean);
                genes++;
            }
        }
        assertEquals(0.3, dispersions / genes, 0.015);
    }

    @Test
    void rankCorrelationsOfPairsAndModulesAreThoseOfTheCopula() {
        // With many counts ties are rare, and Spearman's rho of a Gaussian copula is 6/π · asin(ρ/2).
        Study study = large(80);
        DenseMatrix counts = study.counts().values().toDense();
        String[] groups = study.counts().cellMetadata().labels("group");
        Table truth = study.truth();
        int checked = 0;
        for (int r = 0; r < truth.rows(); r++) {
            boolean pair = truth.column("kind").text(r).equals("pair");
            boolean module = truth.column("kind").text(r).equals("module")
                    && truth.column("name").text(r).equals(truth.column("name").text(r - 1));
            if (pair || module) {
                int first =
                        study.counts().genes().indexOf(truth.column("gene_1").text(r));
                int second = study.counts()
                        .genes()
                        .indexOf(truth.column(pair ? "gene_2" : "gene_1").text(pair ? r : r - 1));
                for (String group : Study.GROUPS) {
                    double rho = ((Column.Real) truth.column(group)).values()[r];
                    IntPredicate inGroup = c -> groups[c].equals(group);
                    double found = spearman(gene(counts, first, inGroup), gene(counts, second, inGroup));
                    assertEquals(
                            6 / Math.PI * Math.asin(rho / 2),
                            found,
                            0.07,
                            truth.column("name").text(r) + group);
                    checked++;
                }
            }
        }
        assertEquals(2 * (10 + 2 * 3), checked);
    }

    @Test
    void genesOfDifferentRolesAreIndependentGivenTheCell() {
        Study study = large(80);
        DenseMatrix counts = study.counts().values().toDense();
        int pair = study.counts().genes().indexOf(study.truth().column("gene_1").text(0));
        int background = study.counts().genes().size() - StudyGenes.MITOCHONDRIAL.size() - 1;
        assertEquals(0, spearman(gene(counts, pair, c -> true), gene(counts, background, c -> true)), 0.06);
    }

    @Test
    void theLastModulesLoseTheirCorrelationInTreatedCells() {
        Study.Sizes sizes = new Study.Sizes(2, 1500, 1, 40, 0, 2, 4, 0);
        var options = new StudySimulation.Options(
                sizes, new Study.Effects(20, 0.3, 0, 0, 2, 0, 0.6, 0), 0, new Study.Rewired(1, 0.1), 3);
        Study study = new StudySimulation(options).simulate(new Workers(2));
        DenseMatrix counts = study.counts().values().toDense();
        String[] groups = study.counts().cellMetadata().labels("group");
        for (int module = 0; module < 2; module++) {
            int first = study.counts()
                    .genes()
                    .indexOf(study.geneSets().get(module).genes().get(0));
            for (String group : List.of("control", "treated")) {
                double expected = module == 1 && group.equals("treated") ? 0.1 : 0.6;
                double found = spearman(
                        gene(counts, first, c -> groups[c].equals(group)),
                        gene(counts, first + 1, c -> groups[c].equals(group)));
                assertEquals(expected, found, 0.06, group + " " + module);
            }
        }
        int last = study.truth().rows() - 5;
        assertEquals("module_2", study.truth().column("name").text(last));
        assertEquals(0.1, ((Column.Real) study.truth().column("treated")).values()[last]);
        assertThrows(
                IllegalArgumentException.class,
                () -> new StudySimulation.Options(sizes, Study.Effects.DEFAULTS, 0, new Study.Rewired(3, 0.1), 3));
        assertThrows(IllegalArgumentException.class, () -> new Study.Rewired(1, 1));
    }

    @Test
    void markersAndResponseChangeMeansByTheirFolds() {
        Study study = study(
                new Study.Sizes(2, 2000, 3, 60, 2, 2, 4, 2), new Study.Effects(5, 0.3, 0.3, 0, 2, 0.7, 0.6, 0.7), 3);
        DenseMatrix counts = study.counts().values().toDense();
        String[] types = study.counts().cellMetadata().labels("cell_type");
        String[] groups = study.counts().cellMetadata().labels("group");
        Table truth = study.truth();
        Map<String, Integer> seen = new HashMap<>();
        for (int r = 0; r < truth.rows(); r++) {
            int gene = study.counts().genes().indexOf(truth.column("gene_1").text(r));
            String name = truth.column("name").text(r);
            String kind = truth.column("kind").text(r);
            double treated = ((Column.Real) truth.column("treated")).values()[r];
            if (kind.equals("marker")) {
                assertEquals(treated, logFold(counts, gene, c -> types[c].equals(name)), 0.1);
            } else if (kind.equals("response")) {
                assertEquals(treated, logFold(counts, gene, c -> groups[c].equals("treated")), 0.08);
            }
            seen.merge(kind, 1, Integer::sum);
        }
        assertEquals(Map.of("pair", 2, "module", 8, "marker", 6, "response", 4), seen);
    }

    @Test
    void subjectsDifferByTheSdOfTheirEffects() {
        Study study =
                study(new Study.Sizes(8, 150, 1, 200, 0, 0, 2, 0), new Study.Effects(20, 0.1, 0, 0.4, 2, 0, 0, 0), 5);
        DenseMatrix counts = study.counts().values().toDense();
        String[] subjects = study.counts().cellMetadata().labels("subject");
        double sum = 0;
        int nuclear = 200 - StudyGenes.MITOCHONDRIAL.size();
        for (int g = 0; g < nuclear; g++) {
            double[] logMeans = new double[8];
            for (int s = 0; s < 8; s++) {
                String name = "S" + (s + 1);
                logMeans[s] = Math.log(mean(gene(counts, g, c -> subjects[c].equals(name))));
            }
            double mean = mean(logMeans);
            sum += Arrays.stream(logMeans).map(v -> (v - mean) * (v - mean)).sum() / 7;
        }
        assertEquals(0.4, Math.sqrt(sum / nuclear), 0.02);
    }

    @Test
    void sizeFactorsOfCellsHaveTheirSd() {
        Study study =
                study(new Study.Sizes(2, 500, 1, 1000, 0, 0, 2, 0), new Study.Effects(20, 0.01, 0.5, 0, 2, 0, 0, 0), 5);
        DenseMatrix counts = study.counts().values().toDense();
        double[] logTotals = IntStream.range(0, counts.rows())
                .mapToDouble(c -> {
                    double total = 0;
                    for (int g = 0; g < 1000 - StudyGenes.MITOCHONDRIAL.size(); g++) {
                        total += counts.get(c, g);
                    }
                    return Math.log(total);
                })
                .toArray();
        double mean = mean(logTotals);
        double variance =
                Arrays.stream(logTotals).map(v -> (v - mean) * (v - mean)).sum() / (logTotals.length - 1);
        assertEquals(0.5, Math.sqrt(variance), 0.03);
    }

    @Test
    void everySubjectGivesAsManyCellsToEachGroup() {
        CellMatrix counts = small(1).counts();
        String[] subjects = counts.cellMetadata().labels("subject");
        String[] groups = counts.cellMetadata().labels("group");
        Map<String, Integer> samples = new HashMap<>();
        for (int c = 0; c < subjects.length; c++) {
            samples.merge(subjects[c] + groups[c], 1, Integer::sum);
        }
        assertEquals(12, samples.size());
        assertEquals(Set.of(25), Set.copyOf(samples.values()));
        assertEquals(
                3,
                Set.copyOf(Arrays.asList(counts.cellMetadata().labels("cell_type")))
                        .size());
    }

    @Test
    void threadsChangeNothing() {
        var simulation = new StudySimulation(StudySimulation.Options.DEFAULTS);
        Study one = simulation.simulate(Workers.ONE);
        Study four = simulation.simulate(new Workers(4));
        assertArrayEquals(
                one.counts().values().toDense().values(),
                four.counts().values().toDense().values());
        assertEquals(one.geneSets(), four.geneSets());
    }

    @Test
    void theSeedDecides() {
        float[] first = small(1).counts().values().toDense().values();
        assertArrayEquals(first, small(1).counts().values().toDense().values());
        assertFalse(Arrays.equals(first, small(2).counts().values().toDense().values()));
    }

    @Test
    void theNetworkIsCompleteWithinModulesAndHasNoEdgeTwice() {
        Study study = small(4);
        Table network = study.network();
        Set<Set<String>> edges = new HashSet<>();
        boolean unmeasured = false;
        for (int e = 0; e < network.rows(); e++) {
            String a = network.column("g1_symbol").text(e);
            String b = network.column("g2_symbol").text(e);
            double weight = ((Column.Real) network.column("conn")).values()[e];
            assertTrue(weight > 0 && weight <= 1, "conn " + weight);
            assertTrue(!a.equals(b) && edges.add(Set.of(a, b)), a + " – " + b);
            unmeasured |= !study.counts().genes().containsAll(List.of(a, b));
        }
        assertTrue(unmeasured, "real networks name genes that a study does not measure");
        for (GeneSet set : study.geneSets()) {
            if (set.name().startsWith("module_")) {
                for (String a : set.genes()) {
                    set.genes().stream()
                            .filter(b -> !b.equals(a))
                            .forEach(b -> assertTrue(edges.contains(Set.of(a, b))));
                }
            }
        }
    }

    @Test
    void geneSetsNameGenesOfTheStudy() {
        Study study = small(4);
        assertEquals(4 + 3 + 6, study.geneSets().size());
        for (GeneSet set : study.geneSets()) {
            assertTrue(study.counts().genes().containsAll(set.genes()), set.name());
            assertEquals(set.genes().size(), new HashSet<>(set.genes()).size(), set.name());
        }
        assertEquals(6, study.geneSets().get(0).genes().size());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 25, 3, 150, 8, 4, 6, 10, subjects < 1: 0",
        "6, 0, 3, 150, 8, 4, 6, 10, cells per subject < 1: 0",
        "6, 25, 0, 150, 8, 4, 6, 10, types < 1: 0",
        "6, 25, 3, 150, -1, 4, 6, 10, markers < 0: -1",
        "6, 25, 3, 150, 8, -1, 6, 10, modules < 0: -1",
        "6, 25, 3, 150, 8, 4, 1, 10, module size < 2: 1",
        "6, 25, 3, 150, 8, 4, 6, -2, pairs < 0: -2",
        "6, 25, 3, 150, 8, 4, 6, 60, 'genes < 181, which markers, modules, pairs and the 13 mitochondrial genes need: 150'"
    })
    void sizesThatCannotBeAreRefused(
            int subjects, int cells, int types, int genes, int markers, int modules, int size, int pairs, String why) {
        var e = assertThrows(
                IllegalArgumentException.class,
                () -> new Study.Sizes(subjects, cells, types, genes, markers, modules, size, pairs));
        assertEquals(why, e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -100, 1e9, Double.POSITIVE_INFINITY})
    void strengthsOutOfRangeAreRefused(double bad) {
        for (int i = 0; i < 8; i++) {
            double[] v = {1, 0.3, 0.3, 0.2, 2, 0.7, 0.6, 0.7};
            v[i] = bad;
            var e = assertThrows(
                    IllegalArgumentException.class,
                    () -> new Study.Effects(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]));
            assertTrue(e.getMessage().endsWith(": " + bad), e.getMessage());
        }
    }

    @Test
    void aStudyThatPassesOneArrayIsRefused() {
        Study.Sizes sizes = new Study.Sizes(1000, 1000, 3, 20_000, 8, 4, 6, 10);
        assertThrows(
                IllegalArgumentException.class,
                () -> new StudySimulation.Options(sizes, Study.Effects.DEFAULTS, 0, Study.Rewired.DEFAULTS, 0));
    }

    private static boolean isIn(Study study, String kind, int gene) {
        String symbol = study.counts().genes().get(gene);
        Table truth = study.truth();
        return IntStream.range(0, truth.rows())
                .anyMatch(r -> truth.column("kind").text(r).equals(kind)
                        && truth.column("gene_1").text(r).equals(symbol));
    }

    private static double[] gene(DenseMatrix counts, int gene, IntPredicate cells) {
        return IntStream.range(0, counts.rows())
                .filter(cells)
                .mapToDouble(c -> counts.get(c, gene))
                .toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double logFold(DenseMatrix counts, int gene, IntPredicate cells) {
        return Math.log(mean(gene(counts, gene, cells)) / mean(gene(counts, gene, cells.negate())));
    }

    private static double spearman(double[] x, double[] y) {
        double[] a = ranks(x);
        double[] b = ranks(y);
        double mean = (x.length - 1) / 2.0;
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - mean) * (b[i] - mean);
            aa += (a[i] - mean) * (a[i] - mean);
            bb += (b[i] - mean) * (b[i] - mean);
        }
        return ab / Math.sqrt(aa * bb);
    }

    /** Ranks from 0, the mean of them for ties. */
    private static double[] ranks(double[] values) {
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
        double[] ranks = new double[values.length];
        for (int from = 0, to; from < order.length; from = to) {
            to = from;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + to - 1) / 2.0;
            }
        }
        return ranks;
    }

    @Test
    void groupsDifferInTheChangedTypeOnly() {
        Study.Sizes sizes = new Study.Sizes(6, 100, 3, 150, 8, 4, 6, 10);
        Study study = new StudySimulation(
                        new StudySimulation.Options(sizes, Study.Effects.DEFAULTS, 2, Study.Rewired.DEFAULTS, 1))
                .simulate(new Workers(2));
        String[] responding = study.truth().labels("kind");
        int gene = study.counts()
                .genes()
                .indexOf(study.truth()
                        .labels("gene_1")[java.util.List.of(responding).indexOf("response")]);
        for (String type : java.util.List.of("type_1", "type_2", "type_3")) {
            double ratio = mean(study, gene, type, "treated") / mean(study, gene, type, "control");
            assertEquals(type.equals("type_2") ? Math.exp(0.7) : 1, ratio, 0.25, type);
        }
    }

    private static double mean(Study study, int gene, String type, String group) {
        String[] types = study.counts().cellMetadata().labels("cell_type");
        String[] groups = study.counts().cellMetadata().labels("group");
        return java.util.stream.IntStream.range(0, types.length)
                .filter(c -> types[c].equals(type) && groups[c].equals(group))
                .mapToDouble(c -> study.counts().values().get(c, gene))
                .average()
                .orElseThrow();
    }
}
