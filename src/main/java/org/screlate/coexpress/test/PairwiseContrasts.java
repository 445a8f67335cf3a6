package org.screlate.coexpress.test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.screlate.coexpress.fit.Fit;
import org.screlate.stats.test.StudentT;

/**
 * Where what is tested has three levels or more: the difference of every two levels on the scale of the predictor of
 * dependence, with its standard error, 95 % interval and p by the t distribution of the test's degrees of freedom. Of
 * more than {@value #MOST_LEVELS} levels there are too many.
 */
final class PairwiseContrasts {
    static final int MOST_LEVELS = 8;
    private static final double TAIL = 0.025;

    private final List<String> levels;

    PairwiseContrasts(List<String> levels) {
        this.levels = levels.size() >= 3 && levels.size() <= MOST_LEVELS ? levels : List.of();
    }

    /** Names of the columns. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (int other = 1; other < levels.size(); other++) {
            for (int reference = 0; reference < other; reference++) {
                String which = levels.get(other) + "_against_" + levels.get(reference);
                names.addAll(List.of(
                        "estimate_" + which,
                        "estimate_" + which + "_low",
                        "estimate_" + which + "_high",
                        "se_" + which,
                        "p_value_" + which));
            }
        }
        return names;
    }

    /**
     * Values by column.
     *
     * @param rho coefficients of dependence with their covariance
     * @param rows {@code [levels × coefficients]}: times the coefficients, the predictor in each level
     * @param df degrees of freedom of the test, may be infinite
     */
    Map<String, Double> values(Fit.Estimates rho, double[][] rows, double df) {
        Map<String, Double> values = new LinkedHashMap<>();
        List<String> names = names();
        int at = 0;
        for (int other = 1; other < levels.size(); other++) {
            for (int reference = 0; reference < other; reference++) {
                double[] found = contrast(rho, rows[other], rows[reference], df);
                for (double value : found) {
                    values.put(names.get(at++), value);
                }
            }
        }
        return values;
    }

    private static double[] contrast(Fit.Estimates rho, double[] other, double[] reference, double df) {
        double[] c = new double[other.length];
        double estimate = 0;
        for (int i = 0; i < c.length; i++) {
            c[i] = other[i] - reference[i];
            estimate += c[i] * rho.fixed()[i];
        }
        double se = Math.sqrt(PairTable.variance(c, rho.covariance()));
        double reach = StudentT.quantile(df, TAIL) * se;
        double p = Math.exp(StudentT.logTwoSided(estimate / se, df));
        return new double[] {estimate, estimate - reach, estimate + reach, se, p};
    }
}
