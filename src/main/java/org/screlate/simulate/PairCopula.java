package org.screlate.simulate;

import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.TDistribution;
import org.screlate.stats.copula.ClaytonCopula;
import org.screlate.stats.math.StandardNormal;

/** How two normal-looking scores depend on each other, for a correlation of the Gaussian that has the same Kendall's tau. */
public enum PairCopula {
    /** The model of scCOSMiX. */
    GAUSSIAN {
        @Override
        void draw(double rho, SplittableRandom random, double[] uniforms) {
            double first = StandardNormal.draw(random);
            double second = rho * first + Math.sqrt(1 - rho * rho) * StandardNormal.draw(random);
            uniforms[0] = StandardNormal.cumulative(first);
            uniforms[1] = StandardNormal.cumulative(second);
        }
    },
    /** Student's with {@value #STUDENT_DF} degrees of freedom: dependent in all four corners, even at rho 0. */
    STUDENT {
        @Override
        void draw(double rho, SplittableRandom random, double[] uniforms) {
            double first = StandardNormal.draw(random);
            double second = rho * first + Math.sqrt(1 - rho * rho) * StandardNormal.draw(random);
            // A chi-squared variate of 4 degrees of freedom is twice the sum of two exponential ones.
            double chiSquared = -2 * (StrictMath.log1p(-random.nextDouble()) + StrictMath.log1p(-random.nextDouble()));
            double scale = Math.sqrt(STUDENT_DF / Math.max(chiSquared, Double.MIN_NORMAL));
            uniforms[0] = STUDENT_4.cumulativeProbability(first * scale);
            uniforms[1] = STUDENT_4.cumulativeProbability(second * scale);
        }
    },
    /** Clayton's: dependent among low values; turned by 90 degrees where rho is negative. */
    CLAYTON {
        @Override
        void draw(double rho, SplittableRandom random, double[] uniforms) {
            double tau = 2 / Math.PI * StrictMath.asin(Math.abs(rho));
            double theta = 2 * tau / (1 - tau);
            double u = 1 - random.nextDouble();
            double w = 1 - random.nextDouble();
            double v = theta < 1e-9 ? w : ClaytonCopula.conditional(u, w, theta);
            uniforms[0] = u;
            uniforms[1] = rho < 0 ? 1 - v : v;
        }
    };

    static final int STUDENT_DF = 4;
    private static final TDistribution STUDENT_4 = TDistribution.of(STUDENT_DF);

    /**
     * Draws a pair of uniform variates.
     *
     * @param rho in (-1, 1)
     * @param uniforms overwritten, length 2, in [0, 1]
     */
    abstract void draw(double rho, SplittableRandom random, double[] uniforms);
}
