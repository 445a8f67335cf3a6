package org.screlate.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.testing.OracleTable;

final class PairCorrelationsTest {
    private static final Workers TWO = new Workers(2);

    /** Rows of which the first two are alike, the third is their opposite and the fourth is like none. */
    private static DenseMatrix four() {
        return new DenseMatrix(4, 4, new float[] {1, 2, 3, 4, 10, 20, 30, 40, 4, 3, 2, 1, 1, -1, -1, 1});
    }

    private static Set<String> edges(SparseMatrix graph) {
        Set<String> edges = new TreeSet<>();
        for (int r = 0; r < graph.rows(); r++) {
            for (int e = graph.offsets()[r]; e < graph.offsets()[r + 1]; e++) {
                assertEquals(graph.values()[e], graph.get(graph.indices()[e], r));
                if (graph.indices()[e] > r) {
                    edges.add(r + "-" + graph.indices()[e]);
                }
            }
        }
        assertEquals(graph.stored(), 2 * edges.size());
        return edges;
    }

    private static Set<String> expected(String rule) {
        return NetworkOracle.table("edges").rows().stream()
                .filter(row -> row[0].equals(rule))
                .map(row -> row[1] + "-" + row[2])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** 200 rows, of which the 64 that a sample sees are alike and the others are not. */
    private static DenseMatrix misleading() {
        SplittableRandom random = new SplittableRandom(3);
        DenseMatrix points = DenseMatrix.zeros(200, 12);
        Set<Integer> seen = new TreeSet<>();
        for (int s = 0; s < 64; s++) {
            seen.add(s * 200 / 64);
        }
        for (int i = 0; i < points.values().length; i++) {
            int column = i % points.columns();
            points.values()[i] = seen.contains(i / points.columns()) ? column : (float) random.nextDouble();
        }
        return points;
    }

    /** Six rows of two kinds, each kind of three alike: 6 of 15 pairs weigh 1, so the 70th percentile is 1. */
    @Test
    void whereNoneWeighsMoreThanThePercentileThoseThatWeighAsMuchAreTaken() {
        DenseMatrix rows = new DenseMatrix(6, 2, new float[] {0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0});
        PairCorrelations.Top top = PairCorrelations.of(rows, false).top(70, TWO);
        assertEquals(1, top.threshold(), 1e-6);
        assertEquals(Set.of("0-1", "0-2", "1-2", "3-4", "3-5", "4-5"), edges(top.graph()));
    }

    @ParameterizedTest
    @CsvSource({"1, true", "30, false", "50, true", "85, true", "90, false", "99, true", "99.9, false", "100, true"})
    void theTopInOnePassIsThatOfTwo(double percent, boolean absolute) {
        for (DenseMatrix points : List.of(NetworkOracle.points(), four(), misleading(), DenseMatrix.zeros(3, 4))) {
            PairCorrelations pairs = PairCorrelations.of(points, absolute);
            double threshold = pairs.percentiles(new double[] {percent}, TWO)[0];
            PairCorrelations.Top top = pairs.top(percent, TWO);
            assertEquals(threshold, top.threshold());
            Set<String> above = edges(pairs.above(threshold, TWO));
            boolean tied = above.isEmpty() && percent < 100 && threshold > 0;
            assertEquals(tied ? edges(pairs.above(Math.nextDown((float) threshold), TWO)) : above, edges(top.graph()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"absolute", "signed"})
    void percentilesAreThoseOfNumpy(String column) {
        OracleTable expected = NetworkOracle.table("percentiles");
        PairCorrelations pairs = PairCorrelations.of(NetworkOracle.points(), column.equals("absolute"));
        assertArrayEquals(expected.numbers(column), pairs.percentiles(expected.numbers("percent"), TWO), 1e-6);
    }

    @Test
    void asManyEdgesAsNumpyFindsLieAboveEachPercentile() {
        OracleTable expected = NetworkOracle.table("percentiles");
        PairCorrelations pairs = PairCorrelations.of(NetworkOracle.points(), true);
        double[] cuts = pairs.percentiles(expected.numbers("percent"), TWO);
        for (int i = 0; i < cuts.length; i++) {
            assertEquals(
                    2 * expected.numbers("edges")[i], pairs.above(cuts[i], TWO).stored());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "top5_absolute, true",
        "top5_signed, false",
        "backbone_absolute, true",
        "backbone_signed, false",
        "percentile95_signed, false"
    })
    void eachRuleKeepsTheEdgesThatNumpyKeeps(String rule, boolean absolute) {
        PairCorrelations pairs = PairCorrelations.of(NetworkOracle.points(), absolute);
        SparseMatrix graph =
                switch (rule.charAt(0)) {
                    case 't' -> pairs.topK(5, TWO);
                    case 'b' -> pairs.backbone(0.05, TWO);
                    default -> pairs.above(pairs.percentiles(new double[] {95}, TWO)[0], TWO);
                };
        assertEquals(expected(rule), edges(graph));
    }

    @Test
    void percentilesAreExactWhereManyPairsCrowdInOneBin() {
        SplittableRandom random = new SplittableRandom(5);
        DenseMatrix points = DenseMatrix.zeros(300, 6);
        for (int i = 0; i < points.values().length; i++) {
            points.values()[i] = (float) (i % 6 + 1e-3 * random.nextDouble());
        }
        PairCorrelations pairs = PairCorrelations.of(points, false);
        SparseMatrix all = pairs.above(-2, Workers.ONE);
        double[] weights = new double[300 * 299 / 2];
        for (int r = 0, next = 0; r < 300; r++) {
            for (int j = r + 1; j < 300; j++) {
                weights[next++] = all.get(r, j);
            }
        }
        Arrays.sort(weights);
        double place = (weights.length - 1) * 0.37;
        int below = (int) place;
        double expected = weights[below] + (weights[below + 1] - weights[below]) * (place - below);
        assertEquals(expected, pairs.percentiles(new double[] {37}, TWO)[0]);
    }

    @Test
    void correlationsOfFourRowsAreThoseByHand() {
        PairCorrelations pairs = PairCorrelations.of(four(), true);
        assertEquals(1, pairs.correlation(0, 1), 1e-6);
        assertEquals(-1, pairs.correlation(0, 2), 1e-6);
        assertEquals(0, pairs.correlation(0, 3), 1e-6);
        assertEquals(Set.of("0-1", "0-2", "1-2"), edges(pairs.above(0.5, Workers.ONE)));
        assertEquals(Set.of("0-1"), edges(PairCorrelations.of(four(), false).above(0.5, Workers.ONE)));
        assertEquals(Set.of("0-1"), edges(PairCorrelations.of(four(), false).topK(1, Workers.ONE)));
    }

    @Test
    void aLinearChangeOfARowChangesNoWeight() {
        DenseMatrix points = NetworkOracle.points();
        DenseMatrix changed = points.copy();
        for (int r = 0; r < points.rows(); r++) {
            for (int c = 0; c < points.columns(); c++) {
                changed.set(r, c, -(r + 1) * points.get(r, c) + 100);
            }
        }
        double[] percents = {50, 99};
        assertArrayEquals(
                PairCorrelations.of(points, true).percentiles(percents, TWO),
                PairCorrelations.of(changed, true).percentiles(percents, TWO),
                1e-5);
    }

    @Test
    void threadsDoNotMatter() {
        PairCorrelations pairs = PairCorrelations.of(NetworkOracle.points(), true);
        assertArrayEquals(
                pairs.backbone(0.1, Workers.ONE).values(),
                pairs.backbone(0.1, new Workers(3)).values());
        assertArrayEquals(
                pairs.percentiles(new double[] {3, 33}, Workers.ONE),
                pairs.percentiles(new double[] {3, 33}, new Workers(3)));
    }

    @Test
    void aRowWithoutSpreadHasNoEdge() {
        DenseMatrix points = NetworkOracle.points();
        for (int c = 0; c < points.columns(); c++) {
            points.set(7, c, 0.1f);
        }
        PairCorrelations pairs = PairCorrelations.of(points, true);
        assertTrue(pairs.isConstant(7));
        assertFalse(pairs.isConstant(8));
        SparseMatrix graph = pairs.above(0, Workers.ONE);
        assertEquals(graph.offsets()[7], graph.offsets()[8]);
        assertTrue(edges(pairs.topK(3, Workers.ONE)).stream().noneMatch(edge -> edge.matches("7-.*|.*-7")));
    }

    @Test
    void wrongInputIsRefused() {
        DenseMatrix one = DenseMatrix.zeros(1, 3);
        assertThrows(IllegalArgumentException.class, () -> PairCorrelations.of(one, true)
                .percentiles(new double[] {50}, Workers.ONE));
        DenseMatrix broken = new DenseMatrix(2, 2, new float[] {1, Float.NaN, 2, 3});
        assertThrows(IllegalArgumentException.class, () -> PairCorrelations.of(broken, true));
    }

    /** Rows of few values, and the same with a constant added, which changes no correlation but leaves no zeros. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sparseRowsCorrelateLikeDenseOnes(boolean absolute) {
        SplittableRandom random = new SplittableRandom(8);
        DenseMatrix few = DenseMatrix.zeros(300, 150);
        DenseMatrix many = DenseMatrix.zeros(300, 150);
        for (int i = 0; i < few.values().length; i++) {
            // The last row is all zeros.
            boolean isStored = random.nextInt(14) == 0 && i < 299 * 150;
            few.values()[i] = isStored ? 1 + (float) random.nextDouble() : 0;
            many.values()[i] = few.values()[i] + 2;
        }
        PairCorrelations sparse = PairCorrelations.of(few, absolute);
        PairCorrelations dense = PairCorrelations.of(many, absolute);
        assertTrue(sparse.isConstant(299));
        double[] percents = {0, 20, 50, 97.3, 100};
        assertArrayEquals(dense.percentiles(percents, Workers.ONE), sparse.percentiles(percents, TWO), 1e-6);
        assertEquals(edges(dense.above(0.2, Workers.ONE)), edges(sparse.above(0.2, TWO)));
        assertEquals(edges(dense.backbone(0.05, Workers.ONE)), edges(sparse.backbone(0.05, TWO)));
        PairCorrelations.Top top = sparse.top(99, TWO);
        assertEquals(dense.top(99, Workers.ONE).threshold(), top.threshold(), 1e-6);
        for (int r = 0; r < 300; r++) {
            for (int e = top.graph().offsets()[r]; e < top.graph().offsets()[r + 1]; e++) {
                double weight = sparse.correlation(r, top.graph().indices()[e]);
                assertEquals(absolute ? Math.abs(weight) : weight, top.graph().values()[e], 1e-6);
            }
        }
    }
}
