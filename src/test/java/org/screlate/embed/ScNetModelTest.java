package org.screlate.embed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.nn.Parameter;
import org.screlate.testing.OracleTable;

/** The network against PyTorch's, its gradient against differences, and a walk over blocks against all cells at once. */
final class ScNetModelTest {
    private static final ScNetLoss.Sample SAMPLE =
            new ScNetLoss.Sample(TinyNetwork.OTHERS, TinyNetwork.CORRELATED, TinyNetwork.UNCORRELATED);

    @ParameterizedTest
    @CsvSource({"SAGE, 0", "SAGE, 2", "GCN, 0", "GCN, 2"})
    void embeddingsLossesAndGradientsAreThoseOfPyTorch(ScNetOptions.Form form, int rank) {
        ScNetOptions options = TinyNetwork.options(form, rank, 0);
        ScNetModel model = TinyNetwork.model(options);
        TinyNetwork.setParameters(model);
        CellBatch batch = TinyNetwork.batch(options);
        ScNetModel.Embeddings embeddings = model.evaluate(batch, Workers.ONE);
        DenseMatrix decoded = model.decode(embeddings.cells(), Workers.ONE);
        assertNear(form, rank, "genes", embeddings.genes().values());
        assertNear(form, rank, "cells", embeddings.cells().values());
        assertNear(form, rank, "attention", embeddings.attention());
        assertNear(form, rank, "decoded", decoded.values());

        ScNetLoss loss = new ScNetLoss(TinyNetwork.input(), 1, 0);
        var gradients = loss.of(embeddings.genes(), decoded, batch.target(), SAMPLE, Workers.ONE);
        var parts = gradients.parts();
        assertNear(form, rank, "loss", (float) parts.edge(), (float) parts.expression(), (float) parts.correlation());
        model.backward(gradients.genes(), zerosLike(embeddings.cells()), gradients.decoded(), Workers.ONE);
        float[] sums = new float[model.parameters().size()];
        for (int p = 0; p < sums.length; p++) {
            float[] gradient = model.parameters().get(p).gradient().values();
            sums[p] = (float) IntStream.range(0, gradient.length)
                    .mapToDouble(i -> gradient[i] * Math.cos(i))
                    .sum();
        }
        assertNear(form, rank, "gradient", sums);
    }

    private static void assertNear(ScNetOptions.Form form, int rank, String what, float... found) {
        OracleTable table = OracleTable.read(ScNetModelTest.class, "scnet_tiny.tsv");
        String[] forms = table.texts("form");
        String[] whats = table.texts("what");
        double[] ranks = table.numbers("rank");
        double[] values = table.numbers("value");
        double[] expected = IntStream.range(0, values.length)
                .filter(i -> forms[i].equals(form.name()) && ranks[i] == rank && whats[i].equals(what))
                .mapToDouble(i -> values[i])
                .toArray();
        assertEquals(expected.length, found.length, what);
        double scale = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        for (int i = 0; i < found.length; i++) {
            assertEquals(expected[i], found[i], 2e-5 * scale, what + " " + i);
        }
    }

    @ParameterizedTest
    @CsvSource({"SAGE, 0", "SAGE, 2", "GCN, 0", "GCN, 2"})
    void gradientIsTheSlopeOfTheLossWithDropoutToo(ScNetOptions.Form form, int rank) {
        ScNetOptions options = TinyNetwork.options(form, rank, 0.25);
        ScNetModel model = TinyNetwork.model(options);
        TinyNetwork.setParameters(model);
        CellBatch batch = TinyNetwork.batch(options);
        loss(model, batch, form, true);
        for (Parameter parameter : model.parameters()) {
            float[] values = parameter.value().values();
            float[] gradient = parameter.gradient().values().clone();
            double length = Math.sqrt(IntStream.range(0, gradient.length)
                    .mapToDouble(i -> (double) gradient[i] * gradient[i])
                    .sum());
            double step = 1e-3 / Math.max(length, 1e-3);
            float[] before = values.clone();
            move(values, before, gradient, step);
            double above = loss(model, batch, form, false);
            move(values, before, gradient, -step);
            double below = loss(model, batch, form, false);
            System.arraycopy(before, 0, values, 0, values.length);
            double slope = (above - below) / (2 * step);
            assertEquals(length * length, slope, 0.03 * length * length + 2e-3 * length + 1e-4, parameter.name());
        }
    }

    private static void move(float[] values, float[] from, float[] direction, double step) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (from[i] + step * direction[i]);
        }
    }

    private static double loss(ScNetModel model, CellBatch batch, ScNetOptions.Form form, boolean back) {
        GeneNetwork seen = GeneNetwork.withholding(0.3, TinyNetwork.edges(), form, 8);
        ScNetModel.Embeddings embeddings = model.forward(batch, seen, 3, Workers.ONE);
        DenseMatrix decoded = model.decode(embeddings.cells(), Workers.ONE);
        var gradients = new ScNetLoss(TinyNetwork.input(), 3, 0)
                .of(embeddings.genes(), decoded, batch.target(), SAMPLE, Workers.ONE);
        if (back) {
            model.backward(gradients.genes(), zerosLike(embeddings.cells()), gradients.decoded(), Workers.ONE);
        }
        return gradients.parts().sum();
    }

    @ParameterizedTest
    @CsvSource({"SAGE", "GCN"})
    void aWalkOverBlocksOfCellsFindsWhatAllCellsAtOnceFind(ScNetOptions.Form form) {
        ScNetOptions options = TinyNetwork.options(form, 2, 0.25);
        ScNetModel model = TinyNetwork.model(options);
        var expected = model.evaluate(TinyNetwork.batch(options), Workers.ONE);
        var expression = StandardisedExpression.of(TinyNetwork.expression());
        var found = new Evaluation.Streamed(model, expression, options, 3, new Workers(2))
                .embeddings(TinyNetwork.cellGraph());
        assertArrayEquals(expected.genes().values(), found.genes().values(), 1e-5f);
        assertArrayEquals(expected.cells().values(), found.cells().values(), 1e-5f);
        assertArrayEquals(expected.attention(), found.attention(), 1e-5f);
    }

    private static DenseMatrix zerosLike(DenseMatrix x) {
        return DenseMatrix.zeros(x.rows(), x.columns());
    }
}
