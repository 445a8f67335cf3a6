package org.screlate.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.screlate.data.CellMatrix;
import org.screlate.data.Page;
import org.screlate.matrix.Matrix;
import org.screlate.matrix.SparseMatrix;

/** Expression of as many genes as a page has room for, in 256 steps, for the points of a map of cells. */
final class GeneLevels {
    private GeneLevels() {}

    /**
     * Levels of genes by the order of their worth, until there is no more room.
     *
     * @param columns what else points may be coloured by
     * @param layers matrices by the name that the reader sees; the first has the genes
     * @param cells names of the points
     * @param wanted genes that are asked for first
     * @param room values other than zero that the page has room for, over all genes and layers
     */
    static Page.Colours of(
            List<String> columns, Map<String, CellMatrix> layers, List<String> cells, List<String> wanted, long room) {
        if (layers.isEmpty()) {
            return new Page.Colours(columns, List.of(), List.of(), List.of(), List.of());
        }
        CellMatrix first = layers.values().iterator().next();
        List<float[][]> expression = new ArrayList<>();
        List<String> ordered = ordered(first.genes(), wanted);
        List<Map<String, Integer>> genes = new ArrayList<>();
        for (CellMatrix layer : layers.values()) {
            genes.add(CellMatrix.index("gene", layer.genes()));
        }
        List<String> chosen = chosen(ordered, layers, genes, cells.size(), room);
        int l = 0;
        for (CellMatrix layer : layers.values()) {
            expression.add(expression(layer, cells, chosen, genes.get(l++)));
        }
        List<byte[][]> levels = new ArrayList<>();
        List<float[]> tops = new ArrayList<>();
        for (float[][] layer : expression) {
            float[] top = new float[chosen.size()];
            levels.add(levels(layer, top));
            tops.add(top);
        }
        return new Page.Colours(columns, chosen, List.copyOf(layers.keySet()), levels, tops);
    }

    private static List<String> ordered(List<String> genes, List<String> wanted) {
        Set<String> ordered = new LinkedHashSet<>(wanted);
        ordered.retainAll(Set.copyOf(genes));
        ordered.addAll(genes);
        return List.copyOf(ordered);
    }

    private static List<String> chosen(
            List<String> ordered,
            Map<String, CellMatrix> layers,
            List<Map<String, Integer>> genes,
            int points,
            long room) {
        List<double[]> shares = layers.values().stream().map(GeneLevels::shares).toList();
        List<String> chosen = new ArrayList<>();
        double used = 0;
        for (String gene : ordered) {
            for (int l = 0; l < shares.size(); l++) {
                Integer g = genes.get(l).get(gene);
                used += g == null ? 0 : shares.get(l)[g] * points + points / 64.0;
            }
            if (used > room) {
                break;
            }
            chosen.add(gene);
        }
        return chosen;
    }

    /** Share of the cells in which each gene is not 0. */
    private static double[] shares(CellMatrix layer) {
        double[] shares = new double[layer.genes().size()];
        if (layer.values() instanceof SparseMatrix sparse) {
            for (int gene : sparse.indices()) {
                shares[gene] += 1.0 / sparse.rows();
            }
        } else {
            java.util.Arrays.fill(shares, 1);
        }
        return shares;
    }

    /** {@code [genes][points]}; 0 for a gene or cell that the layer lacks. */
    private static float[][] expression(
            CellMatrix layer, List<String> cells, List<String> chosen, Map<String, Integer> genes) {
        int[] columns =
                chosen.stream().mapToInt(gene -> genes.getOrDefault(gene, -1)).toArray();
        float[][] values = new float[chosen.size()][cells.size()];
        Map<String, Integer> rows = CellMatrix.index("cell", layer.cells());
        Matrix matrix = layer.values();
        int[] place = places(columns, layer.genes().size());
        for (int p = 0; p < cells.size(); p++) {
            Integer row = rows.get(cells.get(p));
            if (row != null && matrix instanceof SparseMatrix sparse) {
                for (int k = sparse.offsets()[row]; k < sparse.offsets()[row + 1]; k++) {
                    if (place[sparse.indices()[k]] >= 0) {
                        values[place[sparse.indices()[k]]][p] = sparse.values()[k];
                    }
                }
            } else if (row != null) {
                for (int g = 0; g < columns.length; g++) {
                    values[g][p] = columns[g] < 0 ? 0 : matrix.get(row, columns[g]);
                }
            }
        }
        return values;
    }

    private static int[] places(int[] columns, int genes) {
        int[] place = new int[genes];
        java.util.Arrays.fill(place, -1);
        for (int g = 0; g < columns.length; g++) {
            if (columns[g] >= 0) {
                place[columns[g]] = g;
            }
        }
        return place;
    }

    private static byte[][] levels(float[][] expression, float[] top) {
        byte[][] levels = new byte[expression.length][];
        for (int g = 0; g < expression.length; g++) {
            float most = 0;
            for (float value : expression[g]) {
                most = Math.max(most, value);
            }
            top[g] = most;
            levels[g] = new byte[expression[g].length];
            for (int p = 0; p < levels[g].length && most > 0; p++) {
                float value = expression[g][p];
                // What is there at all never looks like nothing.
                levels[g][p] = (byte) (value > 0 ? Math.max(1, Math.round(255 * value / most)) : 0);
            }
        }
        return levels;
    }
}
