package org.screlate.enrich;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.screlate.data.CellMatrix;
import org.screlate.data.GeneSet;
import org.screlate.data.InvalidInputException;

/**
 * A gene set as the numbers of its genes in a list.
 *
 * @param set the set
 * @param members rising
 */
record SetMembers(GeneSet set, int[] members) {
    /** Those sets of which enough genes, and not too many, are in the list; at least one, or the user's error. */
    static List<SetMembers> among(List<String> genes, List<GeneSet> sets, int least, int most) {
        Map<String, Integer> numbers = CellMatrix.index("gene", genes);
        List<SetMembers> kept = new ArrayList<>();
        int largest = 0;
        for (GeneSet set : sets) {
            int[] members = set.genes().stream()
                    .map(numbers::get)
                    .filter(Objects::nonNull)
                    .mapToInt(Integer::intValue)
                    .distinct()
                    .sorted()
                    .toArray();
            largest = Math.max(largest, members.length);
            if (members.length >= least && members.length <= most && members.length < genes.size()) {
                kept.add(new SetMembers(set, members));
            }
        }
        if (kept.isEmpty()) {
            throw new InvalidInputException("none of " + sets.size() + " gene sets has " + least + " to " + most
                    + " of the " + genes.size() + " genes (the largest overlap is " + largest
                    + "); the genes are named like '" + genes.get(0) + "', those of the sets like '"
                    + sets.get(0).genes().get(0) + "': check the identifiers, or change --min-size and --max-size");
        }
        return kept;
    }
}
