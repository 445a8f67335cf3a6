package org.screlate.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.screlate.data.CellGraph;
import org.screlate.data.CellMatrix;
import org.screlate.data.Page;
import org.screlate.data.Provenance;
import org.screlate.matrix.SparseMatrix;

/** The graph of cells before an embedding pruned it by attention, and after. */
final class Attention {
    private static final int STEPS = 200;

    private Attention() {}

    /** What is known of the edges of one graph: their weights, those that join cells of one cluster first. */
    private record Edges(double[] within, double[] between) {
        int all() {
            return within.length + between.length;
        }

        double share() {
            return within.length / (double) all();
        }
    }

    /** Adds a figure and a finding for each graph of cells that an embedding pruned. */
    static void add(Chapter chapter, Results results) {
        for (String sample : results.samples()) {
            Optional<Result> pruned = graph(results, sample, "embed");
            Optional<Result> before = graph(results, sample, "preprocess");
            Map<String, Integer> cells = pruned.isEmpty() ? Map.of() : clusters(results, sample);
            if (pruned.isPresent() && !cells.isEmpty()) {
                Edges after = edges(graphOf(pruned.get()), cells);
                if (after.all() > 0) {
                    told(
                            chapter,
                            sample,
                            before.map(result -> edges(graphOf(result), cells)).orElse(null),
                            after);
                    drawn(chapter, sample, after);
                }
            }
        }
    }

    private static CellGraph graphOf(Result result) {
        return ((Result.Graph) result.content()).graph();
    }

    private static Optional<Result> graph(Results results, String sample, String tool) {
        return results.of(sample, Result.Graph.class)
                .filter(result -> {
                    List<Provenance.Step> steps = result.provenance().steps();
                    return !steps.isEmpty() && Steps.isOf(steps.get(steps.size() - 1), tool);
                })
                .findFirst();
    }

    /** The cluster of each cell as a number, of the first table of clusters. */
    private static Map<String, Integer> clusters(Results results, String sample) {
        Map<String, Integer> clusters = new java.util.HashMap<>();
        results.tables(Role.CELL_COLUMNS, sample).stream().findFirst().ifPresent(named -> {
            List<String> names = new ArrayList<>(named.table().names());
            names.remove("cell");
            if (!names.isEmpty()) {
                String[] cells = Values.words(named.table(), "cell");
                String[] words = Values.words(named.table(), names.get(0));
                Map<String, Integer> numbers =
                        CellMatrix.index("cluster", List.copyOf(new java.util.LinkedHashSet<>(Arrays.asList(words))));
                for (int c = 0; c < cells.length; c++) {
                    clusters.put(cells[c], numbers.getOrDefault(words[c], -1));
                }
            }
        });
        return clusters;
    }

    private static Edges edges(CellGraph graph, Map<String, Integer> clusters) {
        SparseMatrix weights = graph.weights();
        int[] of = graph.nodes().stream()
                .mapToInt(cell -> clusters.getOrDefault(cell, -1))
                .toArray();
        double[] within = new double[weights.stored()];
        double[] between = new double[weights.stored()];
        int w = 0;
        int b = 0;
        for (int row = 0; row < weights.rows(); row++) {
            for (int k = weights.offsets()[row]; k < weights.offsets()[row + 1]; k++) {
                int column = weights.indices()[k];
                if (row != column && of[row] >= 0 && of[column] >= 0) {
                    if (of[row] == of[column]) {
                        within[w++] = weights.values()[k];
                    } else {
                        between[b++] = weights.values()[k];
                    }
                }
            }
        }
        return new Edges(Arrays.copyOf(within, w), Arrays.copyOf(between, b));
    }

    private static void told(
            Chapter chapter, String sample, @org.jspecify.annotations.Nullable Edges before, Edges after) {
        String beside = before == null || before.all() == 0
                ? "the graph before pruning is not among the results"
                : String.format(
                        Locale.ROOT,
                        "of the graph of nearest neighbours that preprocess made %.1f %% of %,d%s",
                        100 * before.share(),
                        before.all(),
                        after.share() <= before.share() ? ", so pruning did not make the graph purer" : "");
        chapter.found(String.format(
                Locale.ROOT,
                "%s: of the %,d edges between cells that attention left, %.1f %% join cells of one cluster; %s.",
                sample,
                after.all(),
                100 * after.share(),
                beside));
    }

    private static void drawn(Chapter chapter, String sample, Edges after) {
        Values.RowList rows = new Values.RowList();
        cumulative(rows, "within a cluster", after.within);
        cumulative(rows, "between clusters", after.between);
        chapter.add(Page.Figure.of(
                Values.id("attention", sample),
                sample + ": attention of the edges between cells, after pruning",
                "Share of the edges with at most so much attention. A curve further to the right has more: where attention"
                        + " follows the groups of cells, that is the one within clusters.",
                "lines",
                Parts.lines("Attention of the edge", "Share of the edges", "Edges", 0, true, false),
                rows.table()));
    }

    private static void cumulative(Values.RowList rows, String line, double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        int last = -1;
        for (int s = 0; s <= STEPS && sorted.length > 0; s++) {
            int at = (int) ((long) s * (sorted.length - 1) / STEPS);
            if (at != last) {
                rows.add("line", line, "x", sorted[at], "y", (at + 1.0) / sorted.length);
            }
            last = at;
        }
    }
}
