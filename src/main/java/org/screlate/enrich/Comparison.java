package org.screlate.enrich;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;

/**
 * Two sets of cells to compare.
 *
 * @param group the name of the first
 * @param reference the name of the second; {@value #REST} is all cells that are not of the first
 * @param inGroup cell numbers, rising
 * @param inReference cell numbers, rising
 */
record Comparison(String group, String reference, int[] inGroup, int[] inReference) {
    static final String REST = "rest";

    /**
     * The comparisons asked for: of each group, or of one, against the rest or one other.
     *
     * @param labels the group of each cell
     * @param group null for each in turn
     * @param reference a group, or null for the rest
     */
    static List<Comparison> of(String[] labels, @Nullable String group, @Nullable String reference) {
        TreeSet<String> known = new TreeSet<>(Arrays.asList(labels));
        if (known.size() < 2) {
            throw new InvalidInputException("all " + labels.length + " cells are of the group '" + known.first()
                    + "'; a comparison needs two groups");
        }
        for (String named : Arrays.asList(group, reference)) {
            if (named != null && !known.contains(named)) {
                throw new InvalidInputException(
                        "no cell is of the group '" + named + "'; there are: " + String.join(", ", known));
            }
        }
        if (group != null && group.equals(reference)) {
            throw new InvalidInputException("group and reference are both '" + group + "'; name two");
        }
        List<Comparison> comparisons = new ArrayList<>();
        for (String each : group == null ? known : List.of(group)) {
            if (!each.equals(reference)) {
                comparisons.add(new Comparison(
                        each,
                        reference == null ? REST : reference,
                        cells(labels, each, true),
                        reference == null ? cells(labels, each, false) : cells(labels, reference, true)));
            }
        }
        return comparisons;
    }

    private static int[] cells(String[] labels, String label, boolean equal) {
        return IntStream.range(0, labels.length)
                .filter(c -> labels[c].equals(label) == equal)
                .toArray();
    }
}
