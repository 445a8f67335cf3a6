package org.screlate.coexpress.test;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.screlate.coexpress.model.ModelFrame;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.SparseMatrix;

/** Of every gene in each subject's cells of each level: how many detect it, and its sum of counts. */
public final class GroupCounts {
    private final int subjects;
    private final int levels;
    /** {@code [subject * levels + level]}: cells. */
    private final int[] cells;
    /** {@code [genes][subject * levels + level]}. */
    private final int[][] detected;

    private final double[][] total;

    /**
     * Counts the cells.
     *
     * @param counts {@code [genes × cells]}
     */
    GroupCounts(ModelFrame frame, SparseMatrix counts) {
        subjects = frame.subjects().size();
        levels = frame.levels().size();
        int[] place = new int[frame.cells()];
        Arrays.setAll(place, c -> frame.subjectOfCell()[c] * levels + frame.levelOfCell()[c]);
        cells = new int[Sizes.product(subjects, levels)];
        Arrays.stream(place).forEach(p -> cells[p]++);
        detected = new int[counts.rows()][cells.length];
        total = new double[counts.rows()][cells.length];
        for (int g = 0; g < detected.length; g++) {
            for (int k = counts.offsets()[g]; k < counts.offsets()[g + 1]; k++) {
                detected[g][place[counts.indices()[k]]] += counts.values()[k] > 0 ? 1 : 0;
                total[g][place[counts.indices()[k]]] += counts.values()[k];
            }
        }
    }

    /** Cells of a subject in a level. */
    int cells(int subject, int level) {
        return cells[subject * levels + level];
    }

    /** Those of them that detect a gene. */
    int detected(int gene, int subject, int level) {
        return detected[gene][subject * levels + level];
    }

    /**
     * A pair in one level, over the subjects that are used.
     *
     * @param cells how many
     * @param subjects how many have cells there
     * @param mean count of each gene, {@code [2]}
     * @param detected share of the cells that detect each gene, {@code [2]}
     */
    public record Summary(int cells, int subjects, double[] mean, double[] detected) {}

    /** A pair in a level. */
    Summary summary(int first, int second, boolean[] used, int level) {
        int[] places = IntStream.range(0, subjects)
                .filter(s -> used[s] && cells(s, level) > 0)
                .map(s -> s * levels + level)
                .toArray();
        int all = Arrays.stream(places).map(p -> cells[p]).sum();
        double[] mean = new double[2];
        double[] share = new double[2];
        for (int j = 0; j < 2; j++) {
            int gene = j == 0 ? first : second;
            mean[j] = Arrays.stream(places).mapToDouble(p -> total[gene][p]).sum() / all;
            share[j] = Arrays.stream(places).map(p -> detected[gene][p]).sum() / (double) all;
        }
        return new Summary(all, places.length, mean, share);
    }

    /** How many of the subjects used have cells in two levels or more. */
    int subjectsInSeveral(boolean[] used) {
        return (int) IntStream.range(0, subjects)
                .filter(s -> used[s]
                        && IntStream.range(0, levels)
                                        .filter(level -> cells(s, level) > 0)
                                        .count()
                                > 1)
                .count();
    }
}
