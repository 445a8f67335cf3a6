package org.screlate.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.data.CellGraph;
import org.screlate.data.Column;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.GeneSet;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Progress;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.stats.test.RankScores;
import org.screlate.testing.OracleTable;

final class AnnotationPredictionTest {
    private static final int GENES = 120;
    private static final AnnotationPrediction.Options OPTIONS =
            new AnnotationPrediction.Options(10, 100, 4, 6, 16, 300, 1);

    private static List<String> names(String prefix, int number) {
        return IntStream.range(0, number).mapToObj(i -> prefix + i).toList();
    }

    /** Genes around as many places as there are dimensions, by their number. */
    private static GeneEmbedding around(double apart, int dimensions) {
        SplittableRandom random = new SplittableRandom(3);
        DenseMatrix values = DenseMatrix.zeros(GENES, dimensions);
        for (int g = 0; g < GENES; g++) {
            for (int d = 0; d < dimensions; d++) {
                values.set(g, d, (float) (random.nextDouble() + (g % dimensions == d ? apart : 0)));
            }
        }
        return new GeneEmbedding(names("g", GENES), names("d", dimensions), values, "made", Provenance.NONE);
    }

    private static GeneSet set(String name, int from, int step) {
        return new GeneSet(
                name,
                "",
                IntStream.range(0, GENES)
                        .filter(g -> g % step == from)
                        .mapToObj(g -> "g" + g)
                        .toList());
    }

    /** Two sets of 20 genes each around one place, and one of all genes, too large. */
    private static List<GeneSet> sets() {
        return List.of(set("a", 1, 6), set("b", 4, 6), set("all", 0, 1));
    }

    private static AnnotationPrediction.Result score(Map<String, GeneEmbedding> profiles, Workers workers) {
        return new AnnotationPrediction(OPTIONS).score(profiles, Map.of(), sets(), workers, Progress.SILENT);
    }

    private static double value(Table table, String name, String metric) {
        for (int r = 0; r < table.rows(); r++) {
            if (table.column("name").text(r).equals(name)
                    && table.column("metric").text(r).equals(metric)) {
                return ((Column.Real) table.column("value")).values()[r];
            }
        }
        throw new AssertionError("no " + metric + " of " + name);
    }

    private static double[] reals(Table table, String column) {
        return ((Column.Real) table.column(column)).values();
    }

    /** Means over eight seeds each; theirs are of standard deviations of 0.02 and 0.03. */
    @Test
    void labelsAreToldAsWellAsByScikitLearn() {
        OracleTable table = OracleTable.read(getClass(), "labels.tsv");
        DenseMatrix x = DenseMatrix.zeros(300, 6);
        for (int d = 0; d < 6; d++) {
            for (int i = 0; i < 300; i++) {
                x.set(i, d, (float) table.numbers("d" + d)[i]);
            }
        }
        int[][] labels = Arrays.stream(table.texts("labels"))
                .map(text -> Arrays.stream(text.split(","))
                        .filter(word -> !word.isEmpty())
                        .mapToInt(Integer::parseInt)
                        .toArray())
                .toArray(int[][]::new);
        double[] folds = table.numbers("fold");
        double auroc = 0;
        double precision = 0;
        for (int seed = 0; seed < 8; seed++) {
            double[][] found = scores(x, labels, folds, seed);
            auroc += DoubleStream.of(found[0]).average().orElseThrow() / 8;
            precision += DoubleStream.of(found[1]).average().orElseThrow() / 8;
        }
        OracleTable expected = OracleTable.read(getClass(), "label_scores.tsv");
        assertEquals(expected.number("mean", "metric", "auroc"), auroc, 0.02);
        assertEquals(expected.number("mean", "metric", "average_precision"), precision, 0.03);
    }

    private static double[][] scores(DenseMatrix x, int[][] labels, double[] folds, long seed) {
        double[][] found = new double[2][50];
        for (int fold = 0; fold < 5; fold++) {
            int f = fold;
            int[] training = IntStream.range(0, 300).filter(i -> folds[i] != f).toArray();
            int[] hidden = IntStream.range(0, 300).filter(i -> folds[i] == f).toArray();
            DenseMatrix logits = LabelModel.train(
                            x.selectRows(training),
                            Arrays.stream(training).mapToObj(i -> labels[i]).toArray(int[][]::new),
                            10,
                            new LabelModel.Options(32, 150, 0),
                            seed)
                    .logits(x.selectRows(hidden));
            for (int t = 0; t < 10; t++) {
                int label = t;
                boolean[] has = new boolean[hidden.length];
                double[] scores = new double[hidden.length];
                for (int i = 0; i < hidden.length; i++) {
                    has[i] = Arrays.stream(labels[hidden[i]]).anyMatch(own -> own == label);
                    scores[i] = logits.get(i, t);
                }
                found[0][fold * 10 + t] = RankScores.auroc(scores, has);
                found[1][fold * 10 + t] = RankScores.averagePrecision(scores, has);
            }
        }
        return found;
    }

    @Test
    void profilesThatKnowTheSetsPredictThemAndOthersDoNot() {
        AnnotationPrediction.Result result = score(Map.of("knows", around(3, 6), "random", around(0, 6)), Workers.ONE);
        assertEquals(2, result.scored());
        assertEquals(GENES, result.genes());
        assertEquals(1, value(result.metrics(), "knows", "auroc"), 1e-12);
        assertEquals(1, value(result.metrics(), "knows", "average_precision"), 1e-12);
        assertEquals(0.5, value(result.metrics(), "random", "auroc"), 0.15);
        assertEquals(0.5, value(result.metrics(), "chance", "auroc"));
        assertEquals(3 * 2, result.sets().rows());
    }

    /** Two genes of four: in the six orders 1, 5/6, 3/4, 7/12, 1/2 and 5/12. */
    @Test
    void chanceIsTheMeanOverAllOrders() {
        assertEquals(
                (1 + 5 / 6.0 + 3 / 4.0 + 7 / 12.0 + 1 / 2.0 + 5 / 12.0) / 6, AnnotationPrediction.chance(2, 4), 1e-15);
        assertEquals((1 + 1 / 2.0 + 1 / 3.0) / 3, AnnotationPrediction.chance(1, 3), 1e-15);
        assertEquals(1, AnnotationPrediction.chance(5, 5), 1e-15);
    }

    /** Genes g1, g7, … of set a have 2 neighbours, all others 1 or none. */
    @Test
    void degreesStandBesideTheProfiles() {
        float[] weights = new float[GENES * GENES];
        int[] members = IntStream.range(0, GENES).filter(g -> g % 6 == 1).toArray();
        for (int i = 0; i < members.length; i++) {
            int next = members[(i + 1) % members.length];
            weights[members[i] * GENES + next] = 1;
            weights[next * GENES + members[i]] = 1;
        }
        SparseMatrix ring = new DenseMatrix(GENES, GENES, weights).toSparse();
        CellGraph network = new CellGraph(names("g", GENES), ring, "ring", Provenance.NONE);
        AnnotationPrediction.Result result = new AnnotationPrediction(OPTIONS)
                .score(Map.of("p", around(0, 6)), Map.of("ring", network), sets(), Workers.ONE, Progress.SILENT);
        double[] auroc = reals(result.sets(), "auroc");
        int first = List.of(result.sets().labels("predictor")).indexOf("degree in ring");
        assertEquals(1, auroc[first], 1e-12);
        assertTrue(auroc[first + 1] < 0.5);
    }

    @Test
    void manyDimensionsAreReducedToTheFewestAndKnowNoLess() {
        Map<String, GeneEmbedding> profiles = new LinkedHashMap<>();
        profiles.put("few", around(3, 5));
        profiles.put("many", around(3, 6));
        AnnotationPrediction.Result result = score(profiles, Workers.ONE);
        assertEquals(5, result.dimensions());
        assertTrue(value(result.metrics(), "many", "auroc") > 0.99);
    }

    @Test
    void neitherThreadsNorTheOrderOfGenesInASetChangeAnything() {
        Map<String, GeneEmbedding> profiles = Map.of("p", around(0.5, 6));
        double[] one = reals(score(profiles, Workers.ONE).sets(), "average_precision");
        double[] two = reals(score(profiles, new Workers(3)).sets(), "average_precision");
        assertEquals(Arrays.toString(one), Arrays.toString(two));
        List<GeneSet> turned = sets().stream()
                .map(set -> {
                    List<String> genes = new ArrayList<>(set.genes());
                    Collections.reverse(genes);
                    return new GeneSet(set.name(), "", genes);
                })
                .toList();
        double[] three = reals(
                new AnnotationPrediction(OPTIONS)
                        .score(profiles, Map.of(), turned, Workers.ONE, Progress.SILENT)
                        .sets(),
                "average_precision");
        assertEquals(Arrays.toString(one), Arrays.toString(three));
    }

    @Test
    void badInputIsToldInOneLine() {
        Map<String, GeneEmbedding> profiles = Map.of("p", around(0, 6));
        AnnotationPrediction prediction = new AnnotationPrediction(OPTIONS);
        String none = assertThrows(
                        InvalidInputException.class,
                        () -> prediction.score(
                                profiles,
                                Map.of(),
                                List.of(new GeneSet("x", "", List.of("ENSG1"))),
                                Workers.ONE,
                                Progress.SILENT))
                .getMessage();
        assertEquals(
                "none of 1 gene sets has 10 to 100 of the 120 genes that all profiles hold:"
                        + " not one of their genes is among these; do both name genes alike?",
                none);
        assertThrows(
                InvalidInputException.class,
                () -> prediction.score(profiles, Map.of(), List.of(set("all", 0, 1)), Workers.ONE, Progress.SILENT));
        for (int[] wrong : new int[][] {
            {10, 9, 4, 6, 16, 1},
            {3, 9, 4, 6, 16, 1},
            {10, 20, 1, 6, 16, 1},
            {10, 20, 4, 0, 16, 1},
            {10, 20, 4, 6, 0, 1},
            {10, 20, 4, 6, 16, 0}
        }) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new AnnotationPrediction.Options(
                            wrong[0], wrong[1], wrong[2], wrong[3], wrong[4], wrong[5], 0));
        }
    }
}
