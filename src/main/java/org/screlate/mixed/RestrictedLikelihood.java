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
        ArrowInverse v = model.v();
        double[][] products = new double[n][size()];
        double[][] solved = new double[n][];
        ArrowInverse.Weighted[] weighted = new ArrowInverse.Weighted[n];
        int[][] entry = new int[n][];
        for (Penalty.Block block : penalty().blocks()) {
            int p = block.at();
            for (int i = 0; i < block.effects(); i++) {
                for (int j = 0; j <= i; j++) {
                    double[][] derivative = block.derivative(theta, i, j);
                    weighted[p] = v.weigh(block, derivative);
                    entry[p] = new int[] {i, j};
                    double square = block.apply(derivative, model.b, products[p]);
                    solved[p] = model.times(products[p]);
                    gradient[p] = -0.5 * square - 0.5 * block.trace(derivative, v) + (i == j ? block.levels() : 0);
                    p++;
                }
            }
        }
        double[] none = new double[size()];
        for (int j = 0; j < n; j++) {
            for (int k = 0; k <= j; k++) {
                double value = dot(solved[j], products[k]) + 0.5 * v.traceOfProducts(weighted[j], weighted[k]);
                Penalty.Block block = weighted[j].block();
                if (block.at() == weighted[k].block().at()) {
                    double[][] second = block.second(theta, entry[j][0], entry[j][1], entry[k][0], entry[k][1]);
                    value -= 0.5 * (block.apply(second, model.b, none) + block.trace(second, v));
                }
                hessian[j][k] = value;
                hessian[k][j] = value;
            }
        }
    }
}
