package org.screlate.mixed;

/**
 * Chooses variance components by restricted maximum likelihood of the {@link WorkingModel}: Newton's method on \[ R(\theta)
 * = \tfrac12 z^T V z - \tfrac12 \log|H + S| + \tfrac12 \log|S|, \qquad V = (H + S)^{-1} \] whose gradient, with \(S_j\) the
 * derivative of S in \(\theta_j\), is \(-\frac12 b^T S_j b - \frac12 \operatorname{tr}(V S_j) + \frac12
 * \operatorname{tr}(S^{-1} S_j)\). Its zeros are the fixed points of the generalised Fellner–Schall update.
 *
 * @see <a href="https://doi.org/10.1111/biom.12666">Wood and Fasiolo (2017)</a>
 */
public final class RestrictedLikelihood extends ComponentCriterion {
    public RestrictedLikelihood(Penalty penalty, int size) {
        super(penalty, size);
    }

    @Override
    double value(WorkingModel model, double[] theta) {
        return model.restricted(theta);
    }

    @Override
    public void derivatives(WorkingModel model, double[] theta) {
        int n = penalty().parameters();
        double[][] products = new double[n][size()];
        double[][][] derivative = new double[n][][];
        Penalty.Block[] blockOf = new Penalty.Block[n];
        int[][] entry = new int[n][];
        for (Penalty.Block block : penalty().blocks()) {
            int p = block.at();
            for (int i = 0; i < block.effects(); i++) {
                for (int j = 0; j <= i; j++) {
                    derivative[p] = block.derivative(theta, i, j);
                    blockOf[p] = block;
                    entry[p] = new int[] {i, j};
                    double square = block.apply(derivative[p], model.b, products[p]);
                    double trace = block.trace(derivative[p], model.v);
                    gradient[p] = -0.5 * square - 0.5 * trace + (i == j ? block.levels() : 0);
                    p++;
                }
            }
        }
        double[] none = new double[size()];
        for (int j = 0; j < n; j++) {
            for (int k = 0; k <= j; k++) {
                double value = bilinear(model.v, products[j], blockOf[j], products[k], blockOf[k])
                        + 0.5 * traceOfProducts(model.v, blockOf[j], derivative[j], blockOf[k], derivative[k]);
                if (blockOf[j].at() == blockOf[k].at()) {
                    double[][] second = blockOf[j].second(theta, entry[j][0], entry[j][1], entry[k][0], entry[k][1]);
                    value -= 0.5 * (blockOf[j].apply(second, model.b, none) + blockOf[j].trace(second, model.v));
                }
                hessian[j][k] = value;
                hessian[k][j] = value;
            }
        }
    }

    /** \(x^T V y\) of vectors that are zero outside a block. */
    private static double bilinear(double[][] v, double[] x, Penalty.Block xBlock, double[] y, Penalty.Block yBlock) {
        double sum = 0;
        for (int start : xBlock.starts()) {
            for (int i = start; i < start + xBlock.levels(); i++) {
                double inner = 0;
                for (int other : yBlock.starts()) {
                    for (int j = other; j < other + yBlock.levels(); j++) {
                        inner += v[i][j] * y[j];
                    }
                }
                sum += x[i] * inner;
            }
        }
        return sum;
    }

    /** \(\operatorname{tr}(V (K_1 \otimes I) V (K_2 \otimes I))\). */
    static double traceOfProducts(double[][] v, Penalty.Block one, double[][] k1, Penalty.Block other, double[][] k2) {
        double sum = 0;
        for (int a = 0; a < one.effects(); a++) {
            for (int b = 0; b < one.effects(); b++) {
                for (int c = 0; c < other.effects(); c++) {
                    for (int d = 0; d < other.effects(); d++) {
                        double factor = k1[a][b] * k2[c][d];
                        if (factor != 0) {
                            sum += factor * product(v, one, a, b, other, c, d);
                        }
                    }
                }
            }
        }
        return sum;
    }

    // sum over levels l, m of V[b l][c m] V[d m][a l]
    private static double product(double[][] v, Penalty.Block one, int a, int b, Penalty.Block other, int c, int d) {
        double sum = 0;
        for (int l = 0; l < one.levels(); l++) {
            double[] left = v[one.starts()[b] + l];
            double[] right = v[one.starts()[a] + l];
            int atC = other.starts()[c];
            int atD = other.starts()[d];
            for (int m = 0; m < other.levels(); m++) {
                sum += left[atC + m] * right[atD + m];
            }
        }
        return sum;
    }
}
