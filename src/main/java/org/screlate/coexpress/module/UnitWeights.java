package org.screlate.coexpress.module;

import java.util.Arrays;
import java.util.List;
import org.screlate.coexpress.module.PairProfiles.Profile;
import org.screlate.stats.math.Median;

/**
 * How much each unit counts in all pairs of a set: \(w_u = 1 / (\max(\tau^2, \bar v) + v_u)\), with \(v_u\) the median over
 * pairs of the variance that its cells leave, \(\bar v\) the median of these over units, and \(\tau^2\) the variance between
 * units by moments over all pairs: \[ \tau^2 = \frac{\sum_p (Q_p - d_p)}{\sum_p C_p}, \qquad Q_p = |R W^{1/2} x|^2, \quad C_p =
 * \operatorname{tr}(R W), \] W being the pair's own precisions and R the projection that takes the covariates out, of trace
 * \(d_p\). The floor keeps a variance that is found too small from resting the test on the few subjects with most cells.
 *
 * @param weights {@code [units]}, 0 for a unit that says nothing
 * @param sd \(\tau\), on the scale of artanh rho
 */
record UnitWeights(double[] weights, double sd) {
    /** Learns them; groups are not looked at. */
    static UnitWeights of(SubjectUnits units, List<Profile> profiles) {
        double excess = 0;
        double information = 0;
        for (Profile profile : profiles) {
            double[] precision =
                    Arrays.stream(profile.variance()).map(v -> 1 / v).toArray();
            Contrast contrast = units.contrast(precision);
            double[] left = contrast.residual(profile.x());
            excess += Contrast.dot(left, left) - contrast.dimensions();
            information += contrast.information();
        }
        double between = information > 0 ? Math.max(0, excess / information) : 0;
        double[] within = new double[units.count()];
        Arrays.setAll(
                within,
                u -> Median.of(
                        profiles.stream().mapToDouble(profile -> profile.variance()[u]), Double.POSITIVE_INFINITY));
        double floor = Median.of(Arrays.stream(within).filter(Double::isFinite), Double.POSITIVE_INFINITY);
        return new UnitWeights(
                Arrays.stream(within)
                        .map(v -> 1 / (Math.max(between, floor) + v))
                        .toArray(),
                Math.sqrt(between));
    }
}
