package org.screlate.report;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.data.Table;

/** Whether the groups that a test compares were sequenced as deeply as each other. */
final class GroupDepth {
    /** Medians further apart than this are told of. */
    private static final double UNEQUAL = 1.5;

    private GroupDepth() {}

    /** A warning where the median depth of the compared groups differs much. */
    static Optional<String> warning(Results results, Results.Named tests) {
        CellMatrix counts = results.matrix(tests.sample(), Layer.COUNTS).orElse(null);
        if (counts == null || !counts.cellMetadata().names().contains("n_counts")) {
            return Optional.empty();
        }
        String column = PairViews.groupColumn(results.history(tests.sample()), tests.table(), counts);
        if (column.isEmpty()) {
            return Optional.empty();
        }
        Table cells = counts.cellMetadata();
        double[] depth = Values.numbers(cells, "n_counts");
        String[] groups = Values.words(cells, column);
        Map<String, Double> medians = new TreeMap<>();
        for (String group : Values.counts(groups).keySet()) {
            medians.put(
                    group,
                    Values.quantile(
                            IntStream.range(0, groups.length)
                                    .filter(c -> groups[c].equals(group))
                                    .mapToDouble(c -> depth[c])
                                    .toArray(),
                            0.5));
        }
        Map.Entry<String, Double> least = medians.entrySet().stream()
                .min(Comparator.comparingDouble(Map.Entry::getValue))
                .orElseThrow();
        Map.Entry<String, Double> most = medians.entrySet().stream()
                .max(Comparator.comparingDouble(Map.Entry::getValue))
                .orElseThrow();
        return !(most.getValue() > UNEQUAL * least.getValue())
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%s: depth differs between the groups that are compared: the median cell has %s counts in %s and %s in %s."
                                + " Plain correlations are weaker where depth is low; the model's offset allows for it only as far as the model holds.",
                        tests.name(),
                        Values.shown(least.getValue()),
                        least.getKey(),
                        Values.shown(most.getValue()),
                        most.getKey()));
    }
}
