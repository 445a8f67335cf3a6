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
     * @param labels the group of each cell, empty where it has none: such cells are on neither side where a reference is
     *     named, and the user's error where the rest is all others
     * @param group null for each in turn
     * @param reference a group, or null for the rest
     */
    static List<Comparison> of(
            List<String> cells, String[] labels, @Nullable String group, @Nullable String reference) {
        TreeSet<String> known = new TreeSet<>(Arrays.asList(labels));
        known.remove("");
        if (known.size() < 2) {
            throw new InvalidInputException(
                    known.isEmpty()
                            ? "no cell has a group"
                            : "all " + cells(labels, known.first(), true).length + " cells with a group are of '"
                                    + known.first() + "'; a comparison needs two groups");
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
        int[] without = cells(labels, "", true);
        if (reference == null && without.length > 0) {
            throw new InvalidInputException(without.length + " of " + labels.length
                    + " cells have no group, such as '" + cells.get(without[0])
                    + "', and would count as 'rest'; name the other side by --reference, which leaves them out, or give"
                    + " them a group");
        }
        return (group == null ? known : List.of(group))
                .stream()
                        .filter(each -> !each.equals(reference))
                        .map(each -> new Comparison(
                                each,
                                reference == null ? REST : reference,
                                cells(labels, each, true),
                                reference == null ? cells(labels, each, false) : cells(labels, reference, true)))
                        .toList();
    }

    /** A line about the cells without a group, which are left out; none if there are none. */
    static List<String> withoutGroup(List<String> cells, String[] labels) {
        int[] without = cells(labels, "", true);
        return without.length == 0
                ? List.of()
                : List.of("left out " + without.length + " of " + labels.length
                        + " cells, which have no group, such as '" + cells.get(without[0]) + "'");
    }

    /** A line where each of two groups is compared with the other as the rest; else none. */
    static List<String> mirrored(List<Comparison> all) {
        return all.size() == 2
                        && Arrays.equals(all.get(0).inGroup, all.get(1).inReference)
                        && Arrays.equals(all.get(1).inGroup, all.get(0).inReference)
                ? List.of("there are two groups only, so each gene is tested twice, as " + all.get(0).group + " and as "
                        + all.get(1).group + " against the other, with opposite signs; name one of them by --reference"
                        + " to have it once")
                : List.of();
    }

    /** Those with enough cells on both sides to be tested; the user's error if none has. */
    static List<Comparison> large(List<Comparison> all, int leastCells, List<String> leftOut) {
        List<Comparison> kept = new ArrayList<>();
        List<String> small = new ArrayList<>();
        for (Comparison each : all) {
            if (Math.min(each.inGroup.length, each.inReference.length) >= leastCells) {
                kept.add(each);
            } else {
                small.add(each.group + " (" + each.inGroup.length + " cells) against " + each.reference + " ("
                        + each.inReference.length + ") was not tested: fewer than " + leastCells + " cells on a side");
            }
        }
        if (kept.isEmpty()) {
            throw new InvalidInputException(
                    small.get(0) + (small.size() > 1 ? ", nor was any other group" : "") + "; see --min-group-cells");
        }
        leftOut.addAll(small);
        return kept;
    }

    private static int[] cells(String[] labels, String label, boolean equal) {
        return IntStream.range(0, labels.length)
                .filter(c -> labels[c].equals(label) == equal)
                .toArray();
    }
}
