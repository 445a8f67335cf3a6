package org.screlate.enrich;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.screlate.matrix.SparseMatrix;

/**
 * The cells of each subject on each side of a comparison, their counts summed.
 *
 * @param samples by subject, the reference before the group
 * @param counts {@code [samples × genes]}
 * @param libraries what each sample's cells counted in all, whether of these genes or others
 */
record SubjectSamples(List<Sample> samples, double[][] counts, double[] libraries) {
    private static final int FREQUENT = 5;
    private static final int ENOUGH = 20;

    /**
     * One sample.
     *
     * @param subject whose
     * @param inGroup whether of the group, or the reference
     * @param cells their numbers
     */
    record Sample(String subject, boolean inGroup, List<Integer> cells) {}

    /**
     * Sums up.
     *
     * @param subjects of each cell, empty where there is none: such cells are left out
     * @param depth of each cell
     * @param leastCells samples with fewer are left out
     * @param leftOut takes a line for each that is
     */
    static SubjectSamples of(
            SparseMatrix counts,
            Comparison comparison,
            String[] subjects,
            double[] depth,
            int leastCells,
            List<String> leftOut) {
        Map<String, Map<Boolean, List<Integer>>> bySubject = new TreeMap<>();
        for (boolean group : new boolean[] {false, true}) {
            for (int c : group ? comparison.inGroup() : comparison.inReference()) {
                if (!subjects[c].isEmpty()) {
                    bySubject
                            .computeIfAbsent(subjects[c], s -> new LinkedHashMap<>())
                            .computeIfAbsent(group, g -> new ArrayList<>())
                            .add(c);
                }
            }
        }
        List<Sample> kept = new ArrayList<>();
        bySubject.forEach((subject, sides) -> sides.forEach((group, cells) -> {
            if (cells.size() < leastCells) {
                leftOut.add("subject " + subject + " has " + cells.size() + " cells in "
                        + (group ? comparison.group() : comparison.reference()) + " and was left out there");
            } else {
                kept.add(new Sample(subject, group, cells));
            }
        }));
        double[][] sums =
                kept.stream().map(sample -> sum(counts, sample.cells())).toArray(double[][]::new);
        double[] libraries = kept.stream()
                .mapToDouble(sample ->
                        sample.cells().stream().mapToDouble(c -> depth[c]).sum())
                .toArray();
        return new SubjectSamples(kept, sums, libraries);
    }

    private static double[] sum(SparseMatrix counts, List<Integer> cells) {
        double[] sum = new double[counts.columns()];
        for (int c : cells) {
            for (int k = counts.offsets()[c]; k < counts.offsets()[c + 1]; k++) {
                sum[counts.indices()[k]] += counts.values()[k];
            }
        }
        return sum;
    }

    /** How many subjects there are on a side. */
    int subjects(boolean group) {
        return (int) samples.stream().filter(s -> s.inGroup() == group).count();
    }

    /** Of each sample the number of the other one of its subject, or -1. */
    int[] partners() {
        int[] partner = new int[samples.size()];
        Arrays.fill(partner, -1);
        for (int s = 1; s < partner.length; s++) {
            if (samples.get(s).subject().equals(samples.get(s - 1).subject())) {
                partner[s] = s - 1;
                partner[s - 1] = s;
            }
        }
        return partner;
    }

    /**
     * These libraries times the factors of {@link LibraryFactors} of the genes tested: of those with {@value #FREQUENT} counts
     * to be expected in the smallest library, where there are {@value #ENOUGH}. A gene that is counted now and then is left out
     * where it has no count, so that those that remain look more expressed in a small library than in a large one.
     */
    SubjectSamples normalised(int[] tested) {
        int[] frequent =
                Arrays.stream(tested).filter(g -> leastExpected(g) >= FREQUENT).toArray();
        int[] genes = frequent.length >= ENOUGH ? frequent : tested;
        double[][] chosen = Arrays.stream(counts)
                .map(sample -> Arrays.stream(genes).mapToDouble(g -> sample[g]).toArray())
                .toArray(double[][]::new);
        double[] factors = LibraryFactors.trimmedMeans(chosen, libraries);
        double[] effective = new double[factors.length];
        Arrays.setAll(effective, s -> factors[s] * libraries[s]);
        return new SubjectSamples(samples, counts, effective);
    }

    /** Counts of a gene in the smallest library if all libraries had the same share of it. */
    private double leastExpected(int gene) {
        double counted =
                Arrays.stream(counts).mapToDouble(sample -> sample[gene]).sum();
        return counted
                / Arrays.stream(libraries).sum()
                * Arrays.stream(libraries).min().orElse(0);
    }
}
