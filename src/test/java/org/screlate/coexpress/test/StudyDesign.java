package org.screlate.coexpress.test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.screlate.coexpress.model.Design;
import org.screlate.coexpress.model.Parameter;
import org.screlate.mixed.Predictor;
import org.screlate.mixed.RandomEffect;

/** The published model's design for two groups, with one of three structures of the subjects' effects in rho. */
final class StudyDesign {
    /** How effects of a subject on rho in the two groups depend on each other. */
    enum Structure {
        /** As published: {@code (0 + group || subject)}. */
        INDEPENDENT,
        /** {@code (0 + group | subject)}. */
        CORRELATED,
        /** {@code (1 | subject) + (1 | group:subject)}. */
        SHARED
    }

    private StudyDesign() {}

    /** The design of cells with their group (0 or 1), subject and offset; independent effects. */
    static Design of(int[] group, int[] subject, double[] offset) {
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
        List<RandomEffect> apart = new ArrayList<>();
        for (int g = 0; g < 2; g++) {
            int own = g;
            int[] levels = new int[keys.length];
            Arrays.setAll(levels, r -> groupOfRow[r] == own ? subjectOfRow[r] : -1);
            apart.add(new RandomEffect("group" + g, codes.length, levels, ones, g));
        }
        Predictor mu = new Predictor(fixed, names, apart);
        Predictor sigma = new Predictor(fixed, names, List.of());
        Predictor zi =
                new Predictor(fixed, names, List.of(new RandomEffect("subject", codes.length, subjectOfRow, ones, 0)));
        return new Design(
                rowOfCell,
                offset,
                List.of(mu, mu, sigma, sigma, mu, zi, zi),
                new int[] {1},
                subjectOfRow,
                codes.length);
    }

    /** The same but for rho, so that margins serve all. */
    static Design with(Design design, Structure structure) {
        Predictor rho = design.predictor(Parameter.RHO);
        List<Predictor> predictors = new ArrayList<>(design.predictors());
        predictors.set(Parameter.RHO.place(), new Predictor(rho.fixed(), rho.names(), effects(design, structure)));
        return new Design(
                design.rowOfCell(),
                design.offset(),
                predictors,
                design.tested(),
                design.subjectOfRow(),
                design.subjects());
    }

    private static List<RandomEffect> effects(Design design, Structure structure) {
        List<RandomEffect> apart = design.predictor(Parameter.RHO).random();
        return switch (structure) {
            case INDEPENDENT -> apart;
            case CORRELATED ->
                apart.stream()
                        .map(effect -> new RandomEffect(
                                effect.name(), effect.levels(), effect.levelOfRow(), effect.weightOfRow(), 0))
                        .toList();
            case SHARED -> {
                RandomEffect subject = design.predictor(Parameter.ZI1).random().get(0);
                int[] levels = new int[design.rows()];
                Arrays.setAll(levels, r -> r);
                yield List.of(
                        subject, new RandomEffect("group:subject", levels.length, levels, subject.weightOfRow(), 1));
            }
        };
    }
}
