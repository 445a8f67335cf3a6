package org.screlate.embed;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.DenseProducts;
import org.screlate.matrix.Workers;
import org.screlate.nn.LeakyDropout;
import org.screlate.nn.Linear;
import org.screlate.nn.Parameter;
import org.screlate.nn.Widening;

/** From the embedding of cells to expression, up to location and scale of each gene: two rectified layers and a linear one. */
final class Decoder {
    private final Linear first;
    private final Linear second;
    private final Widening last;
    private DenseMatrix hidden1 = DenseMatrix.zeros(0, 0);
    private DenseMatrix hidden2 = DenseMatrix.zeros(0, 0);

    Decoder(ScNetOptions.Model model, int genes, SplittableRandom random) {
        first = new Linear("decoder0", model.dimensions(), model.hidden(), 1, random);
        second = new Linear("decoder1", model.hidden(), model.hidden(), 1, random);
        last = new Widening("decoder2", model.hidden(), genes, random);
    }

    /** {@code [genes × cells]}. */
    DenseMatrix forward(DenseMatrix cells, Workers workers) {
        return last.forward(hidden(cells, workers), workers);
    }

    /** What the last layer sees, {@code [cells × hidden]}. */
    private DenseMatrix hidden(DenseMatrix cells, Workers workers) {
        hidden1 = first.forward(cells, workers);
        LeakyDropout.applyInPlace(hidden1.values(), 0, 0, 0, workers);
        hidden2 = second.forward(hidden1, workers);
        LeakyDropout.applyInPlace(hidden2.values(), 0, 0, 0, workers);
        return hidden2;
    }

    /**
     * Decoded expression, each gene moved and stretched to the mean and standard deviation that it has in the input over all
     * cells; never negative. Mean and variance before that follow from those of the second layer: \(w^\top \bar h + b\) and
     * \(w^\top \Sigma w\).
     */
    ScNetResult.Reconstruction reconstruction(DenseMatrix cells, StandardisedExpression expression, Workers workers) {
        DenseMatrix h = hidden(cells, workers).copy();
        double[] means = new double[h.columns()];
        for (int i = 0; i < h.rows(); i++) {
            for (int c = 0; c < h.columns(); c++) {
                means[c] += h.get(i, c) / (double) h.rows();
            }
        }
        for (int i = 0; i < h.rows(); i++) {
            for (int c = 0; c < h.columns(); c++) {
                h.set(i, c, (float) (h.get(i, c) - means[c]));
            }
        }
        float[] stretch = stretches(h, expression.deviations(), workers);
        float[] location = expression.means().clone();
        DenseMatrix weight = last.weight().copy();
        return (from, to) -> {
            DenseMatrix block = DenseMatrix.zeros(to - from, weight.rows());
            DenseProducts.abt(h.selectRows(IntStream.range(from, to).toArray()), weight, block, false, workers);
            for (int i = 0; i < block.rows(); i++) {
                for (int g = 0; g < block.columns(); g++) {
                    block.set(i, g, Math.max(0, location[g] + stretch[g] * block.get(i, g)));
                }
            }
            return block;
        };
    }

    /** The wanted deviation of each gene over that of what is decoded from centred h. */
    private float[] stretches(DenseMatrix h, float[] wanted, Workers workers) {
        DenseMatrix covariance = DenseMatrix.zeros(h.columns(), h.columns());
        DenseProducts.atb(h, h, covariance, false, workers);
        DenseMatrix weight = last.weight();
        DenseMatrix product = DenseMatrix.zeros(weight.rows(), weight.columns());
        DenseProducts.ab(weight, covariance, product, false, workers);
        float[] stretch = new float[wanted.length];
        for (int g = 0; g < stretch.length; g++) {
            double variance = 0;
            for (int c = 0; c < weight.columns(); c++) {
                variance += (double) product.get(g, c) * weight.get(g, c) / Math.max(1, h.rows() - 1);
            }
            stretch[g] = variance > 0 ? (float) (wanted[g] / Math.sqrt(variance)) : 0;
        }
        return stretch;
    }

    /** Adds to the gradients of the parameters and of the cells' embedding. */
    void backward(DenseMatrix d, DenseMatrix dCells, Workers workers) {
        DenseMatrix dHidden2 = DenseMatrix.zeros(hidden2.rows(), hidden2.columns());
        last.backward(d, dHidden2, workers);
        LeakyDropout.backInPlace(hidden2.values(), dHidden2.values(), 0, workers);
        DenseMatrix dHidden1 = DenseMatrix.zeros(hidden1.rows(), hidden1.columns());
        second.backward(dHidden2, dHidden1, workers);
        LeakyDropout.backInPlace(hidden1.values(), dHidden1.values(), 0, workers);
        first.backward(dHidden1, dCells, workers);
    }

    /** Lets go of what the last forward kept. */
    void forget() {
        hidden1 = DenseMatrix.zeros(0, 0);
        hidden2 = hidden1;
        first.forget();
        second.forget();
        last.forget();
    }

    List<Parameter> parameters() {
        return Stream.of(first.parameters(), second.parameters(), last.parameters())
                .flatMap(List::stream)
                .toList();
    }
}
