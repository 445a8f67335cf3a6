package org.screlate.coexpress.test;

import org.screlate.stats.test.MeanDifference;

/**
 * A test that knows nothing of the model, to compare with: of each subject in each group Fisher's z of the correlation of
 * log(1 + count / depth) over its cells, and a t test of these, paired where subjects are in both groups and Welch's where they are not.
 */
final class ResidualCorrelations {
    private static final double SCALE = 1e4;

    private ResidualCorrelations() {}

    static double pValue(CalibrationCase data) {
        int subjects = 0;
        for (int subject : data.subject()) {
            subjects = Math.max(subjects, subject + 1);
        }
        double[][] z = new double[2][subjects];
        for (int s = 0; s < subjects; s++) {
            for (int g = 0; g < 2; g++) {
                z[g][s] = fisher(data, s, g);
            }
        }
        return MeanDifference.ofSubjects(z[1], z[0]).test().pValue();
    }

    private static double fisher(CalibrationCase data, int subject, int group) {
        double[] sums = new double[5];
        int n = 0;
        for (int c = 0; c < data.group().length; c++) {
            if (data.subject()[c] == subject && data.group()[c] == group) {
                double scale = SCALE * Math.exp(-data.offset()[c]);
                double x = Math.log1p(data.first()[c] * scale);
                double y = Math.log1p(data.second()[c] * scale);
                double[] terms = {x, y, x * x, x * y, y * y};
                for (int i = 0; i < terms.length; i++) {
                    sums[i] += terms[i];
                }
                n++;
            }
        }
        double xx = sums[2] - sums[0] * sums[0] / n;
        double xy = sums[3] - sums[0] * sums[1] / n;
        double yy = sums[4] - sums[1] * sums[1] / n;
        double r = xy / Math.sqrt(xx * yy);
        return 0.5 * Math.log((1 + r) / (1 - r));
    }
}
