package org.screlate.coexpress.test;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One data set of a pair, to be fitted.
 *
 * @param first counts of the first gene in each cell
 * @param second counts of the second
 * @param group of each cell, 0 or 1
 * @param subject of each cell
 * @param offset log depth of each cell
 */
record CalibrationCase(int[] first, int[] second, int[] group, int[] subject, double[] offset) {
    /** The cells of the subjects that pass the published filter for droplets: in each group that they are in, by both genes. */
    CalibrationCase filtered() {
        int subjects = Arrays.stream(subject).max().orElse(-1) + 1;
        int[][] cells = new int[subjects][2];
        int[][][] detected = new int[2][subjects][2];
        for (int c = 0; c < group.length; c++) {
            cells[subject[c]][group[c]]++;
            detected[0][subject[c]][group[c]] += first[c] > 0 ? 1 : 0;
            detected[1][subject[c]][group[c]] += second[c] > 0 ? 1 : 0;
        }
        boolean[] kept = new boolean[subjects];
        for (int s = 0; s < subjects; s++) {
            kept[s] = true;
            for (int g = 0; g < 2; g++) {
                for (int gene = 0; gene < 2 && cells[s][g] > 0; gene++) {
                    int seen = detected[gene][s][g];
                    kept[s] &= seen > 0.3 * cells[s][g] && seen > 25 && cells[s][g] - seen > 2;
                }
            }
        }
        int[] chosen =
                IntStream.range(0, group.length).filter(c -> kept[subject[c]]).toArray();
        return new CalibrationCase(
                pick(first, chosen),
                pick(second, chosen),
                pick(group, chosen),
                pick(subject, chosen),
                Arrays.stream(chosen).mapToDouble(c -> offset[c]).toArray());
    }

    private static int[] pick(int[] values, int[] chosen) {
        return Arrays.stream(chosen).map(c -> values[c]).toArray();
    }

    /** The least number of subjects in a group. */
    int subjectsInSmallerGroup() {
        int least = Integer.MAX_VALUE;
        for (int g = 0; g < 2; g++) {
            int own = g;
            least = Math.min(least, (int) IntStream.range(0, group.length)
                    .filter(c -> group[c] == own)
                    .map(c -> subject[c])
                    .distinct()
                    .count());
        }
        return least;
    }
}
