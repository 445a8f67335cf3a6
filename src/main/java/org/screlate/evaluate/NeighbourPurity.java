package org.screlate.evaluate;

import java.util.Map;
import java.util.TreeMap;
import org.screlate.graph.NearestNeighbours;
import org.screlate.graph.NearestNeighbours.Metric;
import org.screlate.graph.Neighbours;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

/**
 * How many of a cell's nearest neighbours are of its class: a judgement of where cells lie that no number of clusters can
 * tilt. With \(N_i\) the k nearest others of cell i by Euclidean distance and \(y\) the classes, \(p_i = |\{j \in N_i : y_j =
 * y_i\}| / k\).
 *
 * @param ofClass mean of \(p_i\) over the cells of each class
 * @param sizes cells of each class
 */
record NeighbourPurity(Map<String, Double> ofClass, Map<String, Integer> sizes) {
    /** Neighbours looked at, or as many as there are other cells. */
    static final int NEIGHBOURS = 15;

    static NeighbourPurity of(DenseMatrix points, String[] classes, Workers workers) {
        int k = Math.min(NEIGHBOURS, points.rows() - 1);
        Neighbours nearest = NearestNeighbours.exact(points, k, Metric.EUCLIDEAN, workers);
        Map<String, Double> sums = new TreeMap<>();
        Map<String, Integer> sizes = new TreeMap<>();
        for (int c = 0; c < classes.length; c++) {
            int alike = 0;
            for (int a = 0; a < k; a++) {
                alike += classes[nearest.indices()[c * k + a]].equals(classes[c]) ? 1 : 0;
            }
            sums.merge(classes[c], alike / (double) k, Double::sum);
            sizes.merge(classes[c], 1, Integer::sum);
        }
        sums.replaceAll((name, sum) -> sum / sizes.getOrDefault(name, 1));
        return new NeighbourPurity(sums, sizes);
    }

    /** Mean over cells. */
    double ofCells() {
        double sum = 0;
        int cells = 0;
        for (Map.Entry<String, Double> each : ofClass.entrySet()) {
            int size = sizes.getOrDefault(each.getKey(), 0);
            sum += size * each.getValue();
            cells += size;
        }
        return sum / cells;
    }

    /** Mean over classes, each the same. */
    double macro() {
        return ofClass.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }
}
