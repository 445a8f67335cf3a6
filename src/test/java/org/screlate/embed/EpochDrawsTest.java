package org.screlate.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.graph.HeldOutPairs;
import org.screlate.graph.NodePairs;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.nn.Perceptron;
import org.screlate.stats.random.Streams;

/**
 * What epochs draw is no shifted copy of what other epochs draw: values agree at no shift more often than chance has it, and
 * pairs come again as rarely.
 */
final class EpochDrawsTest {
    private static final int EPOCHS = 4;
    private static final int SHIFTS = 150;
    private static final int GENES = 300;
    private static final int CELLS = 240;

    private static long epochSeed(int epoch) {
        return ScNetTraining.epochSeed(3, epoch);
    }

    private static long step(int epoch) {
        return ScNetTraining.stepSeed(epochSeed(epoch), 0);
    }

    @Test
    void pairsDoNotComeAgain() {
        ScNetLoss uniform = new ScNetLoss(input(), 1, 0);
        assertRarelyAgain(epoch -> uniform.sample(step(epoch)).others());
        assertRarelyAgain(epoch -> uniform.sample(step(epoch)).uncorrelated());
        ScNetLoss matched = new ScNetLoss(input(), 1, 1);
        assertRarelyAgain(epoch -> matched.sample(step(epoch)).others());
        assertRarelyAgain(epoch -> matched.sample(step(epoch)).uncorrelated());
    }

    @Test
    void pairsOfAStepAreNotThoseOfItsOtherDraws() {
        ScNetLoss.Sample sample = new ScNetLoss(input(), 1, 0.5).sample(step(1));
        NodePairs[] draws = {sample.others(), sample.uncorrelated()};
        assertRarelyAgain(epoch -> draws[epoch % 2], 2);
    }

    @Test
    void correlatedEdgesAreDrawnAnew() {
        ScNetLoss loss = new ScNetLoss(input(), 1, 0.5);
        assertUnrelated(
                1.0 / (2 * GENES), epoch -> values(loss.sample(step(epoch)).correlated()));
    }

    @Test
    void dropoutOfTheEncoderIsDrawnAnew() {
        for (int rank : new int[] {0, 3}) {
            ScNetOptions options = TinyNetwork.options(ScNetOptions.Form.GCN, rank, 0.5);
            GeneNetwork network = GeneNetwork.of(ring(GENES, 2), ScNetOptions.Form.GCN);
            Encoder encoder = new Encoder(options.model(), GENES, CELLS, Streams.of(1, "weights"));
            DenseMatrix table = DenseMatrix.zeros(GENES, CELLS);
            Arrays.fill(table.values(), 1);
            CellBatch batch = CellBatch.of(null, table, table, ring(CELLS, 2), ScNetOptions.Form.GCN);
            // Where nothing is added, or nothing left, the table is as it was or 0.
            assertUnrelated(
                    rank == 0 ? 0.5 : 0.0625 * 0.0625 + 0.9375 * 0.9375,
                    epoch -> untouched(
                            encoder.forward(batch, network, 0.5, step(epoch), Workers.ONE), rank == 0 ? 0 : 1));
        }
    }

    @Test
    void dropoutOfThePerceptronIsDrawnAnew() {
        Perceptron perceptron = new Perceptron(3, 50, 50, 0.5, Streams.of(1, "weights"));
        DenseMatrix x = DenseMatrix.zeros(100, 3);
        Arrays.fill(x.values(), 1);
        // All rows are one point, and so are their outputs but for what is dropped.
        Set<Float> outputs = new HashSet<>();
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            DenseMatrix y = perceptron.forward(x, step(epoch), Workers.ONE);
            for (int r = 0; r < y.rows(); r++) {
                outputs.add(y.get(r, 0));
            }
        }
        assertEquals(100 * EPOCHS, outputs.size());
    }

    @Test
    void edgesOfTheCellGraphArePartedAnew() {
        SparseMatrix graph = ring(CELLS, 10);
        assertUnrelated(0.5, epoch -> present(graph, CellBatches.part(graph, 0, 2, epochSeed(epoch))));
    }

    @Test
    void interactionsAreWithheldAnew() {
        SparseMatrix edges = ring(GENES, 10);
        // Both directions of an edge share its fate, so one of them is looked at.
        assertUnrelated(0.5, epoch -> upper(edges, GeneNetwork.withoutShare(0.5, edges, step(epoch))));
    }

    @Test
    void patchesGoToStepsAnew() {
        ScNetOptions tiny = TinyNetwork.options(ScNetOptions.Form.GCN, 2, 0);
        var t = tiny.training();
        var training =
                new ScNetOptions.Training(t.epochs(), t.learningRate(), t.weightDecay(), 1, 1000, 4, 2, 0, 0, 0, 0);
        var options = new ScNetOptions(tiny.model(), training, tiny.pruning(), 1);
        int cells = 100_000;
        StandardisedExpression expression = StandardisedExpression.of(DenseMatrix.zeros(cells, 1));
        CellBatches batches = new CellBatches(options, expression, ring(cells, 1), Workers.ONE);
        assertUnrelated(0.01, epoch -> stepOfCell(batches, epochSeed(epoch), cells));
    }

    private static int[] stepOfCell(CellBatches batches, long seed, int cells) {
        int[] step = new int[cells / 100];
        var steps = batches.cells(seed);
        for (int s = 0; s < steps.size(); s++) {
            for (int cell : steps.get(s)) {
                if (cell % 100 == 0) {
                    step[cell / 100] = s;
                }
            }
        }
        return step;
    }

    private static ScNetInput input() {
        boolean[] variable = new boolean[GENES];
        Arrays.fill(variable, true);
        return new ScNetInput(
                DenseMatrix.zeros(CELLS, GENES), ring(CELLS, 2), ring(GENES, 2), variable, HeldOutPairs.NONE);
    }

    /** Each node joined with so many before and after it. */
    private static SparseMatrix ring(int nodes, int reach) {
        int[] offsets = IntStream.rangeClosed(0, nodes).map(i -> 2 * reach * i).toArray();
        int[] indices = IntStream.range(0, nodes)
                .flatMap(i -> IntStream.rangeClosed(-reach, reach)
                        .filter(step -> step != 0)
                        .map(step -> Math.floorMod(i + step, nodes))
                        .sorted())
                .toArray();
        float[] ones = new float[indices.length];
        Arrays.fill(ones, 1);
        return new SparseMatrix(nodes, nodes, offsets, indices, ones);
    }

    private static int[] untouched(DenseMatrix table, float value) {
        int[] untouched = new int[table.values().length];
        for (int i = 0; i < untouched.length; i++) {
            untouched[i] = table.values()[i] == value ? 1 : 0;
        }
        return untouched;
    }

    private static int[] values(NodePairs pairs) {
        return IntStream.range(0, pairs.size())
                .map(i -> pairs.first()[i] * GENES + pairs.second()[i])
                .toArray();
    }

    /** For each edge of a graph, whether it is among the kept. */
    private static int[] present(SparseMatrix graph, SparseMatrix kept) {
        return IntStream.range(0, graph.rows())
                .flatMap(r -> IntStream.range(graph.offsets()[r], graph.offsets()[r + 1])
                        .map(e -> kept.get(r, graph.indices()[e]) == 0 ? 0 : 1))
                .toArray();
    }

    private static int[] upper(SparseMatrix graph, SparseMatrix kept) {
        return IntStream.range(0, graph.rows())
                .flatMap(r -> IntStream.range(graph.offsets()[r], graph.offsets()[r + 1])
                        .filter(e -> graph.indices()[e] > r)
                        .map(e -> kept.get(r, graph.indices()[e]) == 0 ? 0 : 1))
                .toArray();
    }

    /** The shares of values that agree, at all shifts, are those of chance. */
    private static void assertUnrelated(double chance, IntFunction<int[]> draws) {
        int[] first = draws.apply(1);
        for (int epoch = 2; epoch <= EPOCHS; epoch++) {
            int[] other = draws.apply(epoch);
            for (int shift = -SHIFTS; shift <= SHIFTS; shift++) {
                int from = Math.max(0, -shift);
                int to = first.length - Math.max(0, shift);
                int s = shift;
                long same = IntStream.range(from, to)
                        .filter(i -> first[i + s] == other[i])
                        .count();
                double share = (double) same / (to - from);
                assertEquals(chance, share, tolerance(chance, to - from), epoch + ", " + shift);
            }
        }
    }

    /** Five standard deviations, and some values for the long tail of rare ones. */
    private static double tolerance(double chance, int values) {
        return 5 * Math.sqrt(chance * (1 - chance) / values) + 6.0 / values;
    }

    private static void assertRarelyAgain(IntFunction<NodePairs> draws) {
        assertRarelyAgain(draws, EPOCHS);
    }

    private static void assertRarelyAgain(IntFunction<NodePairs> draws, int epochs) {
        Set<Integer> first = new HashSet<>();
        IntStream.of(values(draws.apply(1))).forEach(first::add);
        for (int epoch = 2; epoch <= epochs; epoch++) {
            int[] other = values(draws.apply(epoch));
            assertTrue(other.length > 500, "few pairs: " + other.length);
            double again = (double) IntStream.of(other).filter(first::contains).count() / other.length;
            assertTrue(again < 0.03, again + " of the pairs of epoch " + epoch);
        }
    }
}
