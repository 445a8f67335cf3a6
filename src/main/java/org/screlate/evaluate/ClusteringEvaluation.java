package org.screlate.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Embedding;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

/** Scores columns of clusters against the known classes of the same cells, matched by name. */
public final class ClusteringEvaluation {
    /** The name of scores that are of all classes. */
    static final String ALL_CLASSES = "(all classes)";

    private final Map<String, Integer> known;
    private final String[] classes;

    /**
     * Takes what is known.
     *
     * @param cells names, unique
     * @param classes one a cell; at least two different ones, as agreement with one means nothing
     */
    public ClusteringEvaluation(List<String> cells, String[] classes) {
        this.known = CellMatrix.index("cell of the truth", cells);
        this.classes = classes;
        if (new HashSet<>(Arrays.asList(classes)).size() < 2) {
            throw new InvalidInputException(
                    "the truth has fewer than two classes, so there is nothing to compare; choose another column");
        }
    }

    /**
     * What was found.
     *
     * @param metrics columns task, name (of the cluster column; of the class, for neighbour purity), metric, value, n (cells)
     * @param cells how many cells were compared
     * @param unusedCells how many known cells are in no cluster
     * @param withoutSilhouette columns that have none: of one cluster, or of one cell each
     */
    public record Result(Table metrics, int cells, int unusedCells, List<String> withoutSilhouette) {}

    /**
     * Scores clusters; every clustered cell must be known.
     *
     * @param cells names of the clustered cells
     * @param clusters labels of these cells, by the name of their column
     * @param points where the cells lie, all finite, for the silhouette, or null for none; holds all clustered cells
     */
    public Result score(
            List<String> cells, Map<String, String[]> clusters, @Nullable Embedding points, Workers workers) {
        int[] rows = rows(known, cells, "in the truth");
        String[] truth = Arrays.stream(rows).mapToObj(r -> classes[r]).toArray(String[]::new);
        DenseMatrix values = points == null ? null : values(points, cells);
        Metrics metrics = new Metrics("clustering");
        List<String> withoutSilhouette = new ArrayList<>();
        clusters.forEach((name, labels) -> {
            ClusteringScores scores = ClusteringScores.of(labels, truth);
            metrics.add(name, "ari", scores.adjustedRandIndex(), scores.cells())
                    .add(name, "nmi", scores.normalisedMutualInformation(), scores.cells())
                    .add(name, "accuracy", scores.accuracy(), scores.cells());
            if (values != null && Silhouette.isDefined(labels)) {
                metrics.add(name, "silhouette", Silhouette.mean(values, labels, workers), labels.length);
            } else if (values != null) {
                withoutSilhouette.add(name);
            }
            metrics.add(name, "clusters", number(labels), scores.cells());
        });
        addAtTrueNumber(metrics, clusters, truth);
        if (values != null && values.rows() > 1) {
            addPurity(metrics, NeighbourPurity.of(values, truth, workers));
        }
        return new Result(metrics.table(), rows.length, known.size() - rows.length, withoutSilhouette);
    }

    /** The index of the column whose clusters are as many as the classes; of the nearest number, the first. */
    private static void addAtTrueNumber(Metrics metrics, Map<String, String[]> clusters, String[] truth) {
        int classes = number(truth);
        clusters.entrySet().stream()
                .min(Comparator.comparingInt(column -> Math.abs(number(column.getValue()) - classes)))
                .ifPresent(column -> {
                    ClusteringScores scores = ClusteringScores.of(column.getValue(), truth);
                    metrics.add(column.getKey(), "ari_at_true_number", scores.adjustedRandIndex(), scores.cells());
                });
    }

    private static int number(String[] labels) {
        return (int) Arrays.stream(labels).distinct().count();
    }

    private static void addPurity(Metrics metrics, NeighbourPurity purity) {
        long cells =
                purity.sizes().values().stream().mapToLong(Integer::longValue).sum();
        metrics.add(ALL_CLASSES, "neighbour_purity", purity.ofCells(), cells)
                .add(ALL_CLASSES, "neighbour_purity_macro", purity.macro(), cells);
        purity.ofClass()
                .forEach((name, value) -> metrics.add(
                        name, "neighbour_purity", value, purity.sizes().getOrDefault(name, 0)));
    }

    private static DenseMatrix values(Embedding points, List<String> cells) {
        Map<String, Integer> index = CellMatrix.index("cell", points.cells());
        return points.values().selectRows(rows(index, cells, "among the cells to measure distances on"));
    }

    private static int[] rows(Map<String, Integer> index, List<String> cells, String where) {
        Set<String> missing = new LinkedHashSet<>(cells);
        missing.removeAll(index.keySet());
        if (!missing.isEmpty()) {
            throw new InvalidInputException(missing.size() + " of " + cells.size() + " clustered cells are not " + where
                    + ", such as '" + missing.iterator().next() + "'; use files of the same cells");
        }
        return cells.stream().mapToInt(index::get).toArray();
    }
}
