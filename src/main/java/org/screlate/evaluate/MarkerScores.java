package org.screlate.evaluate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.screlate.data.CellMatrix;
import org.screlate.data.GeneSet;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.matrix.Matrix;
import org.screlate.stats.test.RankScores;

/**
 * How well the expression of a marker gene alone tells the cells of its type from all others, in each of several layers of
 * the same cells: the average precision of each marker, over the cells that all layers hold.
 */
public final class MarkerScores {
    private final Map<String, String> types;
    private final List<GeneSet> markers;

    /**
     * Takes what is known.
     *
     * @param cells names, unique
     * @param labels the type of each
     * @param markers sets named as types; others are passed over
     */
    public MarkerScores(List<String> cells, String[] labels, List<GeneSet> markers) {
        CellMatrix.index("cell of the truth", cells);
        this.types = new LinkedHashMap<>();
        for (int c = 0; c < labels.length; c++) {
            types.put(cells.get(c), labels[c]);
        }
        Set<String> known = new TreeSet<>(Arrays.asList(labels));
        this.markers =
                markers.stream().filter(set -> known.contains(set.name())).toList();
        if (this.markers.isEmpty()) {
            throw new InvalidInputException("none of the gene sets is named as a type of cells; sets: "
                    + first(markers.stream().map(GeneSet::name).toList()) + "; types: " + first(List.copyOf(known)));
        }
    }

    private static String first(List<String> names) {
        return names.stream().limit(5).collect(Collectors.joining(", ")) + (names.size() > 5 ? " …" : "");
    }

    /**
     * Scores layers on the markers that all of them hold.
     *
     * @param layers by name
     * @return for each layer the mean over markers, metric average_precision; then each marker, named layer, type and gene
     */
    public Table score(Map<String, CellMatrix> layers) {
        List<String> cells =
                shared(layers.values().stream().map(CellMatrix::cells).toList(), types.keySet());
        Set<String> genes = Set.copyOf(
                shared(layers.values().stream().map(CellMatrix::genes).toList(), allMarkers()));
        if (cells.isEmpty() || genes.isEmpty()) {
            throw new InvalidInputException("the layers share " + cells.size() + " cells with the truth and "
                    + genes.size() + " genes with the markers; do they name them alike?");
        }
        Metrics metrics = new Metrics("markers");
        layers.forEach((name, layer) -> score(name, layer, cells, genes, metrics));
        return metrics.table();
    }

    private Set<String> allMarkers() {
        return markers.stream().flatMap(set -> set.genes().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> shared(List<List<String>> names, Set<String> wanted) {
        List<Set<String>> sets = names.stream().map(Set::copyOf).toList();
        return wanted.stream()
                .filter(name -> sets.stream().allMatch(set -> set.contains(name)))
                .toList();
    }

    private void score(String name, CellMatrix layer, List<String> cells, Set<String> genes, Metrics metrics) {
        Map<String, Integer> rows = CellMatrix.index("cell", layer.cells());
        Map<String, Integer> columns = CellMatrix.index("gene", layer.genes());
        int[] chosen = cells.stream().mapToInt(rows::get).toArray();
        Metrics each = new Metrics("markers");
        double sum = 0;
        int number = 0;
        for (GeneSet set : markers) {
            boolean[] isOfType = new boolean[cells.size()];
            for (int c = 0; c < isOfType.length; c++) {
                isOfType[c] = set.name().equals(types.get(cells.get(c)));
            }
            for (String gene : set.genes()) {
                Integer column = genes.contains(gene) ? columns.get(gene) : null;
                if (column != null) {
                    double score = precision(layer.values(), chosen, column, isOfType, name, gene);
                    each.add(name + " " + set.name() + " " + gene, "average_precision", score, cells.size());
                    sum += score;
                    number++;
                }
            }
        }
        metrics.add(name, "average_precision", sum / number, number).addAll(each);
    }

    private static double precision(
            Matrix values, int[] cells, int column, boolean[] isOfType, String layer, String gene) {
        double[] expression = new double[cells.length];
        for (int c = 0; c < cells.length; c++) {
            expression[c] = values.get(cells[c], column);
            if (!Double.isFinite(expression[c])) {
                throw new InvalidInputException(
                        "the layer '" + layer + "' holds " + expression[c] + " in gene '" + gene + "'");
            }
        }
        return RankScores.averagePrecision(expression, isOfType);
    }
}
