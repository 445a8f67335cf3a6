package org.screlate.embed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Progress;
import org.screlate.graph.HeldOutPairs;
import org.screlate.graph.NodePairs;
import org.screlate.graph.PairScores;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Matrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.nn.Links;
import org.screlate.nn.Parameter;
import org.screlate.stats.test.RankScores;

final class ScNetTest {
    private static final ScNetOptions OPTIONS = TinyNetwork.options(ScNetOptions.Form.SAGE, 2, 0.25);

    private static ScNetResult train(ScNetOptions options, ScNetInput input, int threads) {
        return new ScNet(options).train(input, null, new Workers(threads), Progress.SILENT, state -> {});
    }

    private static ScNetInput with(Matrix expression, HeldOutPairs validation) {
        ScNetInput input = TinyNetwork.input();
        return new ScNetInput(expression, input.cellGraph(), input.edges(), input.variable(), validation);
    }

    private static ScNetOptions withCellBatch(ScNetOptions of, int cells) {
        var t = of.training();
        var training = new ScNetOptions.Training(
                t.epochs(),
                t.learningRate(),
                t.weightDecay(),
                1,
                cells,
                t.evaluateEvery(),
                t.edgeWeight(),
                t.withheld(),
                t.averaging(),
                t.matchedNegatives(),
                t.patience());
        return new ScNetOptions(of.model(), training, of.pruning(), of.seed());
    }

    private static void assertSame(ScNetResult expected, ScNetResult found) {
        assertArrayEquals(expected.genes().values(), found.genes().values());
        assertArrayEquals(expected.cells().values(), found.cells().values());
        assertArrayEquals(expected.cellGraph().indices(), found.cellGraph().indices());
        assertArrayEquals(expected.cellGraph().values(), found.cellGraph().values());
        assertEquals(expected.log(), found.log());
    }

    @Test
    void threadsDoNotChangeTheResult() {
        assertSame(train(OPTIONS, TinyNetwork.input(), 1), train(OPTIONS, TinyNetwork.input(), 3));
        ScNetOptions small = withCellBatch(OPTIONS, 4);
        assertSame(train(small, TinyNetwork.input(), 1), train(small, TinyNetwork.input(), 3));
    }

    @Test
    void resumedTrainingEndsWhereAnUninterruptedOneDoes() {
        var validation = new HeldOutPairs(
                new NodePairs(new int[] {0, 4}, new int[] {3, 6}), TinyNetwork.OTHERS, TinyNetwork.UNCORRELATED);
        for (ScNetOptions options : List.of(OPTIONS, withCellBatch(OPTIONS, 4))) {
            ScNetInput input = with(TinyNetwork.expression(), validation);
            List<ScNetState> states = new ArrayList<>();
            ScNetResult whole = new ScNet(options)
                    .train(input, null, Workers.ONE, Progress.SILENT, state -> states.add(state.copy()));
            assertEquals(
                    List.of(4, 8, 12), states.stream().map(ScNetState::epoch).toList());
            for (ScNetState state : states) {
                assertSame(whole, new ScNet(options).train(input, state, Workers.ONE, Progress.SILENT, ignored -> {}));
            }
            assertSame(whole, new ScNet(options).evaluate(input, whole.state(), Workers.ONE));
        }
    }

    private static ScNetOptions withPatience(int patience, int epochs) {
        var t = OPTIONS.training();
        var training = new ScNetOptions.Training(
                epochs,
                t.learningRate(),
                t.weightDecay(),
                1,
                t.cellBatch(),
                1,
                t.edgeWeight(),
                t.withheld(),
                t.averaging(),
                t.matchedNegatives(),
                patience);
        return new ScNetOptions(OPTIONS.model(), training, OPTIONS.pruning(), OPTIONS.seed());
    }

    private static int lastGain(List<ScNetEpoch> log, double before) {
        double best = before;
        int gain = 0;
        for (ScNetEpoch row : log) {
            gain = row.writtenAuroc() > best ? row.epoch() : gain;
            best = Math.max(best, row.writtenAuroc());
        }
        return gain;
    }

    @Test
    void trainingEndsWhenPatienceDoesAndIsTheBeginningOfALongerOne() {
        var validation = new HeldOutPairs(
                new NodePairs(new int[] {0, 4}, new int[] {3, 6}), TinyNetwork.OTHERS, TinyNetwork.UNCORRELATED);
        ScNetInput input = with(TinyNetwork.expression(), validation);
        ScNetResult all = train(withPatience(0, 60), input, 1);
        assertEquals(60, all.log().size());
        ScNetResult some = train(withPatience(3, 60), input, 1);
        int ended = some.log().size();
        assertTrue(ended < 60, "ended at " + ended);
        assertEquals(all.log().subList(0, ended), some.log());
        assertEquals(ended - 3, lastGain(some.log(), Double.NEGATIVE_INFINITY));
        assertTrue(some.bestEpoch() <= ended - 3, "best epoch " + some.bestEpoch());
        assertSame(
                some,
                new ScNet(withPatience(3, 60))
                        .train(input, some.state().copy(), Workers.ONE, Progress.SILENT, state -> {}));
    }

    @Test
    void patienceCountsFromTheStartWhereTheNetworkAloneIsNotBeaten() {
        var validation = new HeldOutPairs(
                new NodePairs(new int[] {0, 4}, new int[] {3, 6}), TinyNetwork.OTHERS, TinyNetwork.UNCORRELATED);
        // Coordinates by which the two validation edges alone have an inner product above 0.
        DenseMatrix network = DenseMatrix.zeros(TinyNetwork.GENES, 2);
        network.set(0, 0, 1);
        network.set(3, 0, 1);
        network.set(4, 1, 1);
        network.set(6, 1, 1);
        ScNetInput plain = with(TinyNetwork.expression(), validation);
        ScNetInput input = new ScNetInput(
                plain.expression(), plain.cellGraph(), plain.edges(), plain.variable(), validation, network);
        ScNetResult result = train(withPatience(3, 60), input, 1);
        assertEquals(3, result.log().size());
        assertEquals(1, result.log().get(0).writtenAuroc());
        assertEquals(0, lastGain(result.log(), 1));
    }

    @Test
    void withoutValidationPatienceNeverEnds() {
        assertEquals(
                12, train(withPatience(1, 12), TinyNetwork.input(), 1).log().size());
    }

    @Test
    void memoryIsSixTimesTheParametersTheTablesOfAStepAndTheInputTwice() {
        ScNetOptions options = TinyNetwork.options(ScNetOptions.Form.SAGE, 2, 0);
        ScNetModel model = TinyNetwork.model(options);
        long parameters = model.parameters().stream()
                .mapToLong(parameter -> parameter.value().values().length)
                .sum();
        long said = ScNet.memory(options, 7, 9, 0) - ScNet.memory(options, 0, 0, 0);
        assertTrue(said > 24 * 0.5 * parameters, said + " of " + parameters);
        assertEquals(1600, ScNet.memory(options, 7, 9, 100) - ScNet.memory(options, 7, 9, 0));
        long cells = options.training().cellBatch();
        long more = ScNet.memory(options, 2 * cells, 900, 0) - ScNet.memory(options, cells, 900, 0);
        long again = ScNet.memory(options, 3 * cells, 900, 0) - ScNet.memory(options, 2 * cells, 900, 0);
        assertEquals(more, again, "beyond a step's cells it grows with the parameters only");
    }

    @Test
    void theBestEpochByTheValidationEdgesIsKept() {
        var validation =
                new HeldOutPairs(new NodePairs(new int[] {0, 4}, new int[] {3, 6}), TinyNetwork.OTHERS, NodePairs.NONE);
        ScNetResult result = train(OPTIONS, with(TinyNetwork.expression(), validation), 1);
        double best = result.log().stream()
                .mapToDouble(ScNetEpoch::uniformAuroc)
                .filter(score -> !Double.isNaN(score))
                .max()
                .orElseThrow();
        assertEquals(best, result.log().get(result.bestEpoch() - 1).uniformAuroc());
        double[] edges = PairScores.innerProducts(result.genes(), validation.edges());
        double[] others = PairScores.innerProducts(result.genes(), validation.uniform());
        assertEquals(best, RankScores.auroc(edges, others));
    }

    @Test
    void theErrorOfExpressionFallsForEveryFormAndWeight() {
        for (ScNetOptions.Form form : ScNetOptions.Form.values()) {
            for (int rank : new int[] {0, 2}) {
                ScNetOptions options = TinyNetwork.options(form, rank, 0);
                // Over several draws: with so few cells and genes a single one goes up and down.
                double fall = LongStream.range(0, 40)
                        .mapToDouble(seed ->
                                fall(new ScNetOptions(options.model(), options.training(), options.pruning(), seed)))
                        .average()
                        .orElseThrow();
                assertTrue(fall > 0.05, form + " " + rank + " " + fall);
            }
        }
    }

    /** From the first four epochs to the last four. */
    private static double fall(ScNetOptions options) {
        List<ScNetEpoch> log = train(options, TinyNetwork.input(), 1).log();
        return meanLoss(log.subList(0, 4)) - meanLoss(log.subList(8, 12));
    }

    private static double meanLoss(List<ScNetEpoch> log) {
        return log.stream().mapToDouble(ScNetEpoch::expressionLoss).average().orElseThrow();
    }

    @Test
    void withheldEdgesAreThoseOfTheSeedBothWaysAlike() {
        SparseMatrix edges = TinyNetwork.edges();
        int kept = 0;
        for (int seed = 0; seed < 400; seed++) {
            GeneNetwork seen = GeneNetwork.withholding(0.25, edges, ScNetOptions.Form.SAGE, seed);
            kept += seen.links().size();
            assertEquals(
                    seen.links().size(),
                    GeneNetwork.withholding(0.25, edges, ScNetOptions.Form.GCN, seed)
                            .links()
                            .size());
            DenseMatrix one = DenseMatrix.zeros(TinyNetwork.GENES, TinyNetwork.GENES);
            for (int g = 0; g < TinyNetwork.GENES; g++) {
                one.set(g, g, 1);
            }
            DenseMatrix means = seen.aggregation().of(one, Workers.ONE);
            for (int i = 0; i < TinyNetwork.GENES; i++) {
                for (int j = 0; j < TinyNetwork.GENES; j++) {
                    assertEquals(means.get(i, j) > 0, means.get(j, i) > 0);
                    assertTrue(means.get(i, j) == 0 || edges.get(i, j) == 1);
                }
            }
        }
        // 400 draws of 7 edges, each kept with probability 3/4: a deviation of 0.0082.
        assertEquals(0.75, kept / (400.0 * edges.stored()), 0.035);
    }

    @Test
    void sparseExpressionGivesWhatDenseGives() {
        ScNetResult dense = train(OPTIONS, TinyNetwork.input(), 1);
        Matrix sparse = TinyNetwork.expression().toSparse();
        assertSame(dense, train(OPTIONS, with(sparse, HeldOutPairs.NONE), 1));
    }

    @Test
    void reconstructionHasTheLocationAndScaleOfTheInput() {
        DenseMatrix expression = TinyNetwork.expression();
        for (int i = 0; i < expression.values().length; i++) {
            expression.values()[i] = 10 + expression.values()[i]; // far from 0, where it would be cut
        }
        ScNetResult result = train(OPTIONS, with(expression, HeldOutPairs.NONE), 1);
        DenseMatrix found = result.reconstruction().cells(0, TinyNetwork.CELLS);
        var wanted = StandardisedExpression.of(expression);
        var got = StandardisedExpression.of(found);
        assertArrayEquals(wanted.means(), got.means(), 1e-4f);
        assertArrayEquals(wanted.deviations(), got.deviations(), 1e-3f);
        assertArrayEquals(found.row(5), result.reconstruction().cells(5, 6).row(0), 1e-5f);
    }

    private static final TrainedCells.Options NEAREST_TWO = new TrainedCells.Options(3, 2, 0, true);

    private static DenseMatrix embed(ScNetOptions options, ScNetResult result, Matrix cells) {
        TrainedCells known = result.known().cells(NEAREST_TWO);
        return new ScNet(options).embed(known, result.state(), cells, new Workers(2));
    }

    /** Cells 2 and 6 of the training, a little changed. */
    private static DenseMatrix twins() {
        DenseMatrix twins = TinyNetwork.expression().selectRows(new int[] {2, 6});
        for (int i = 0; i < twins.values().length; i++) {
            twins.values()[i] += (float) (0.1 * Math.sin(i));
        }
        return twins;
    }

    @Test
    void aNewCellLikeOneOfTheTrainingIsEmbeddedNearIt() {
        for (ScNetOptions options : List.of(OPTIONS, withCellBatch(OPTIONS, 4))) {
            ScNetResult result = train(options, TinyNetwork.input(), 1);
            DenseMatrix found = embed(options, result, twins());
            assertEquals(2, found.rows());
            for (int twin = 0; twin < 2; twin++) {
                double own = distance(found.row(twin), result.cells().row(twin == 0 ? 2 : 6));
                double other = distance(found.row(twin), result.cells().row(twin == 0 ? 6 : 2));
                assertTrue(own < other, own + " " + other);
            }
        }
    }

    @Test
    void aNewCellIsWhereTheWholeModelPutsItBesideAllCellsOfTheTraining() {
        for (ScNetOptions.Form form : ScNetOptions.Form.values()) {
            ScNetOptions options = TinyNetwork.options(form, 2, 0.25);
            ScNetResult result = train(options, TinyNetwork.input(), 1);
            DenseMatrix expected = wholeModelBeside(options, result, twins());
            DenseMatrix found = embed(options, result, twins());
            assertArrayEquals(expected.values(), found.values(), 2e-6f);
        }
    }

    /** Both in one graph; where weights belong to a cell, a new one has the mean of its neighbours', or tells nothing. */
    private static DenseMatrix wholeModelBeside(ScNetOptions options, ScNetResult result, DenseMatrix twins) {
        SparseMatrix near = result.known().cells(NEAREST_TWO).nearest(twins, Workers.ONE);
        int all = TinyNetwork.CELLS + 2;
        DenseMatrix graph = DenseMatrix.zeros(all, all);
        DenseMatrix cells = DenseMatrix.zeros(all, TinyNetwork.GENES);
        for (int i = 0; i < all; i++) {
            int twin = i - TinyNetwork.CELLS;
            for (int j = 0; j < TinyNetwork.CELLS; j++) {
                graph.set(i, j, twin < 0 ? result.cellGraph().get(i, j) : near.get(twin, j));
            }
            for (int g = 0; g < TinyNetwork.GENES; g++) {
                cells.set(i, g, twin < 0 ? TinyNetwork.expression().get(i, g) : twins.get(twin, g));
            }
        }
        var network = GeneNetwork.of(TinyNetwork.edges(), options.model().form());
        ScNetModel model = new ScNetModel(options, network, TinyNetwork.GENES, all);
        for (Parameter parameter : model.parameters()) {
            float[] best = result.state().values().get("best/" + parameter.name());
            float[] to = parameter.value().values();
            Arrays.fill(to, 0);
            System.arraycopy(best, 0, to, 0, best.length);
            boolean told = parameter.name().matches("genes.*(up|bias)");
            int width = parameter.value().columns();
            for (int i = best.length; told && i < to.length; i++) {
                int twin = i / width - TinyNetwork.CELLS;
                for (int j = 0; j < TinyNetwork.CELLS; j++) {
                    to[i] += near.get(twin, j) * best[j * width + i % width] / 2;
                }
            }
        }
        var batch = CellBatch.of(
                null,
                StandardisedExpression.of(cells, result.state())
                        .cells(IntStream.range(0, all).toArray()),
                DenseMatrix.zeros(0, 0),
                graph.toSparse(),
                options.model().form());
        var links = new Links(graph.toSparse(), result.cellGraph().stored());
        var judged =
                new CellBatch(null, batch.expression(), batch.target(), batch.aggregation(), batch.narrowing(), links);
        return model.evaluate(judged, Workers.ONE)
                .cells()
                .selectRows(new int[] {TinyNetwork.CELLS, TinyNetwork.CELLS + 1});
    }

    @Test
    void whereANewCellIsPlacedDoesNotDependOnTheOthers() {
        ScNetResult result = train(OPTIONS, TinyNetwork.input(), 1);
        DenseMatrix both = embed(OPTIONS, result, twins());
        DenseMatrix alone = embed(OPTIONS, result, twins().selectRows(new int[] {1}));
        assertArrayEquals(both.row(1), alone.row(0), 1e-6f);
    }

    @Test
    void fullWeightsHaveNoPlaceForNewCells() {
        ScNetOptions full = TinyNetwork.options(ScNetOptions.Form.SAGE, 0, 0);
        ScNetResult result = train(full, TinyNetwork.input(), 1);
        assertRefused(
                "full weights have no place for new cells", () -> result.known().cells(NEAREST_TWO));
    }

    private static double distance(float[] a, float[] b) {
        return Math.sqrt(IntStream.range(0, a.length)
                .mapToDouble(i -> (a[i] - b[i]) * (double) (a[i] - b[i]))
                .sum());
    }

    @Test
    void stepsOfFewCellsHoldEveryCellOnce() {
        ScNetOptions options = withCellBatch(OPTIONS, 3);
        var batches = new CellBatches(
                options, StandardisedExpression.of(TinyNetwork.expression()), TinyNetwork.cellGraph(), Workers.ONE);
        List<int @Nullable []> steps = batches.cells(7);
        assertEquals(3, steps.size());
        int[] all = steps.stream().flatMapToInt(Arrays::stream).sorted().toArray();
        assertArrayEquals(IntStream.range(0, TinyNetwork.CELLS).toArray(), all);
    }

    @Test
    void pruningTakesTheWeakestEdgesButLeavesTheStrongestOfEachCell() {
        SparseMatrix graph = new SparseMatrix(
                3, 3, new int[] {0, 2, 4, 5}, new int[] {1, 2, 0, 2, 0}, new float[] {.9f, .2f, .8f, .7f, .1f});
        SparseMatrix pruned = CellPruning.prune(graph, new ScNetOptions.Pruning(1, 50, 1));
        // The median is 0.7: of cell 0 the edge of 0.2 goes; cell 2 keeps its only one.
        assertArrayEquals(new int[] {0, 1, 3, 4}, pruned.offsets());
        assertArrayEquals(new int[] {1, 0, 2, 0}, pruned.indices());
        assertEquals(
                5, CellPruning.prune(graph, new ScNetOptions.Pruning(1, 50, 2)).stored());
        assertEquals(0.15f, CellPruning.percentile(new float[] {.3f, .1f, .2f}, 25), 1e-7f);
    }

    @Test
    void whatCannotBeLearnedFromIsRefused() {
        DenseMatrix broken = TinyNetwork.expression();
        broken.set(2, 4, Float.NaN);
        assertRefused("gene 5 in cell 3 is NaN", () -> train(OPTIONS, with(broken, HeldOutPairs.NONE), 1));
        ScNetInput input = TinyNetwork.input();
        assertRefused(
                "at least 2 cells",
                () -> new ScNetInput(
                        DenseMatrix.zeros(1, 9), emptyGraph(1), input.edges(), input.variable(), HeldOutPairs.NONE));
        assertRefused(
                "no interaction",
                () -> new ScNetInput(
                        input.expression(), input.cellGraph(), emptyGraph(9), input.variable(), HeldOutPairs.NONE));
        ScNetOptions full = withCellBatch(TinyNetwork.options(ScNetOptions.Form.SAGE, 0, 0), 4);
        assertRefused("full weights take all 7 cells", () -> train(full, input, 1));
        ScNetState other = new ScNetState(1, 1, Map.of(), input.cellGraph(), List.of());
        assertRefused("the checkpoint does not fit", () -> new ScNet(OPTIONS).evaluate(input, other, Workers.ONE));
    }

    private static SparseMatrix emptyGraph(int n) {
        return DenseMatrix.zeros(n, n).toSparse();
    }

    private static void assertRefused(String message, Runnable work) {
        String found = assertThrows(InvalidInputException.class, work::run).getMessage();
        assertTrue(found.contains(message), found);
    }
}
