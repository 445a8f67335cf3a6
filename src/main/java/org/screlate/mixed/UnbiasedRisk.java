package org.screlate.mixed;

import java.util.List;

/**
 * Chooses variance components by the unbiased risk estimate of the {@link WorkingModel}, with degrees of freedom that cost
 * \(\gamma\) times their due, as published: the least of \[ U(\theta) = b^T H b - 2 b^T z + 2 \gamma \operatorname{tr}(V
 * H), \qquad b = V z, \quad V = (H + S)^{-1}. \] Of \(-U / 2\) the gradient is \(-(S b)^T V S_j b - \gamma
 * [\operatorname{tr}(V S_j V S) - \operatorname{tr}(V S_j)]\); the Hessian is its difference quotient.
 */
final class UnbiasedRisk extends ComponentCriterion {
    private static final double DIFFERENCE = 1e-4;

    private final double inflation;

    UnbiasedRisk(Penalty penalty, int size, double inflation) {
        super(penalty, size);
        this.inflation = inflation;
    }

    @Override
    double value(WorkingModel model, double[] theta) {
        // b'Hb = b'z - b'Sb; tr(VH) = n - tr(VS)
        model.invert();
        double penaltyOfB = 2 * penalty().apply(theta, model.b, new double[size()]);
        double fit = 0;
        for (int i = 0; i < size(); i++) {
            fit += model.b[i] * model.z()[i];
        }
        double used = size();
        for (Penalty.Block block : penalty().blocks()) {
            used -= block.trace(block.precision(theta), model.v());
        }
        return 0.5 * (fit + penaltyOfB) - inflation * used;
    }

    @Override
    void derivatives(WorkingModel model, double[] theta) {
        int n = theta.length;
        double[] shifted = theta.clone();
        for (int j = 0; j < n; j++) {
            shifted[j] = theta[j] + DIFFERENCE;
            double[] more = gradientAt(model, shifted);
            shifted[j] = theta[j] - DIFFERENCE;
            double[] less = gradientAt(model, shifted);
            shifted[j] = theta[j];
            for (int i = 0; i < n; i++) {
                hessian[i][j] = (more[i] - less[i]) / (2 * DIFFERENCE);
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                hessian[i][j] = 0.5 * (hessian[i][j] + hessian[j][i]);
                hessian[j][i] = hessian[i][j];
            }
        }
        System.arraycopy(gradientAt(model, theta), 0, gradient, 0, n);
    }

    private double[] gradientAt(WorkingModel model, double[] theta) {
        model.solve(theta);
        model.invert();
        ArrowInverse v = model.v();
        double[] result = new double[theta.length];
        double[] ofB = new double[size()];
        penalty().apply(theta, model.b, ofB);
        double[] solved = model.times(ofB);
        List<ArrowInverse.Weighted> all = penalty().blocks().stream()
                .map(block -> v.weigh(block, block.precision(theta)))
                .toList();
        for (Penalty.Block block : penalty().blocks()) {
            int p = block.at();
            for (int i = 0; i < block.effects(); i++) {
                for (int j = 0; j <= i; j++) {
                    double[][] k = block.derivative(theta, i, j);
                    double[] product = new double[size()];
                    block.apply(k, model.b, product);
                    ArrowInverse.Weighted weighted = v.weigh(block, k);
                    double more = -block.trace(k, v);
                    for (ArrowInverse.Weighted other : all) {
                        more += v.traceOfProducts(weighted, other);
                    }
                    result[p++] = -dot(solved, product) - inflation * more;
                }
            }
        }
        return result;
    }
}
