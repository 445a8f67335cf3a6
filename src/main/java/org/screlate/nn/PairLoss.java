package org.screlate.nn;

import org.screlate.matrix.DenseMatrix;

/**
 * How badly inner products tell edges from other pairs: \[ -\frac1{|E|} \sum_{uv \in E} \log \sigma(\langle z_u, z_v
 * \rangle) - \frac1{|F|} \sum_{uv \in F} \log (1 - \sigma(\langle z_u, z_v \rangle)). \]
 */
public final class PairLoss {
    /** Up to where the factors 1 + e^-|x| are multiplied before the logarithm of their product is taken. */
    private static final double MOST = 0x1p900;

    private PairLoss() {}

    /**
     * One of the two halves.
     *
     * @param z {@code [nodes × dimensions]}
     * @param edges whether the pairs are edges
     * @param scale of the inner products
     * @param weight of the loss in the gradient
     * @param dz the gradient of z, added to
     * @return the half, unweighted; without overflow, as \(\log(1 + e^x) = \max(x, 0) + \log(1 + e^{-|x|})\)
     */
    public static double add(
            DenseMatrix z, int[] first, int[] second, boolean edges, double scale, double weight, DenseMatrix dz) {
        double sum = 0;
        double factors = 1;
        double each = weight * scale / Math.max(1, first.length);
        for (int e = 0; e < first.length; e++) {
            double product = scale * Links.dot(z, first[e], z, second[e]);
            double wrong = edges ? -product : product;
            double small = Math.exp(-Math.abs(wrong));
            sum += Math.max(wrong, 0);
            factors *= 1 + small;
            if (factors > MOST) {
                sum += StrictMath.log(factors);
                factors = 1;
            }
            double slope = each * (wrong > 0 ? 1 : small) / (1 + small);
            float d = (float) (edges ? -slope : slope);
            Links.addRow(d, z, second[e], dz, first[e]);
            Links.addRow(d, z, first[e], dz, second[e]);
        }
        return (sum + StrictMath.log(factors)) / Math.max(1, first.length);
    }

    /** \(\log(1 + e^x)\), without overflow. */
    static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(Math.exp(-Math.abs(x)));
    }
}
