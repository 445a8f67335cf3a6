package org.screlate.coexpress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The published model's design for two groups, with one of several structures of the subjects' effects. */
final class StudyDesign {
    /** How effects of a subject in the two groups depend on each other, in mu and rho. */
    enum Structure {
        /** As published: {@code (0 + group || subject)}. */
        INDEPENDENT,
        /** {@code (1 | subject) + (1 | group:subject)}. */
        SHARED,
        /** {@code (0 + group | subject)}. */
        CORRELATED
    }

    private StudyDesign() {}

    /** The design of cells with their group (0 or 1), subject and offset. */
    static Design of(int[] group, int[] subject, double[] offset, Structure structure) {
        Map<Integer, Integer> rows = new LinkedHashMap<>();
        int[] codes = Arrays.stream(subject).distinct().sorted().toArray();
        int[] rowOfCell = new int[group.length];
        for (int c = 0; c < group.length; c++) {
            int code = 2 * Arrays.binarySearch(codes, subject[c]) + group[c];
            rowOfCell[c] = rows.computeIfAbsent(code, unused -> rows.size());
        }
        int[] keys = rows.keySet().stream().mapToInt(k -> k).toArray();
        int[] subjectOfRow = Arrays.stream(keys).map(k -> k / 2).toArray();
        int[] groupOfRow = Arrays.stream(keys).map(k -> k % 2).toArray();
        double[][] fixed =
                Arrays.stream(groupOfRow).mapToObj(g -> new double[] {1, g}).toArray(double[][]::new);
        List<String> names = List.of("(Intercept)", "group");
        double[] ones = new double[keys.length];
        Arrays.fill(ones, 1);
        RandomEffect both = new RandomEffect("subject", codes.length, subjectOfRow, ones, 0);
        Predictor mu =
                new Predictor(fixed, names, effects(groupOfRow, subjectOfRow, codes.length, structure, both, ones));
        Predictor sigma = new Predictor(fixed, names, List.of());
        Predictor zi = new Predictor(fixed, names, List.of(both));
        return new Design(
                rowOfCell,
                offset,
                List.of(mu, mu, sigma, sigma, mu, zi, zi),
                new int[] {1},
                subjectOfRow,
                codes.length);
    }

    private static List<RandomEffect> effects(
            int[] group, int[] subject, int subjects, Structure structure, RandomEffect both, double[] ones) {
        List<RandomEffect> effects = new ArrayList<>();
        if (structure == Structure.SHARED) {
            int[] levels = new int[group.length];
            Arrays.setAll(levels, r -> r);
            return List.of(both, new RandomEffect("group:subject", group.length, levels, ones, 1));
        }
        for (int g = 0; g < 2; g++) {
            int own = g;
            int[] levels = new int[group.length];
            Arrays.setAll(levels, r -> group[r] == own ? subject[r] : -1);
            effects.add(
                    new RandomEffect("group" + g, subjects, levels, ones, structure == Structure.CORRELATED ? 0 : g));
        }
        return effects;
    }
}
