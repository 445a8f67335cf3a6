package org.screlate.report;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.screlate.data.Table;

/** Tables that gather the tests of several cell types, as combine writes them: what was found in each type, and in which nothing. */
final class CellTypes {
    /** The p-values, adjusted over all types. */
    static final String ADJUSTED = "fdr_study";

    private static final String TYPE = "type";
    private static final double LEVEL = 0.05;
    private static final int MOST_NAMED = 5;

    private CellTypes() {}

    /** Whether a table is of several types. */
    static boolean isOf(Table table) {
        return table.names().containsAll(List.of(TYPE, ADJUSTED));
    }

    /**
     * A finding for each type, where the table is of several.
     *
     * @param what one of what was tested, such as a gene
     * @param name of what a row tests; rows of one name in a type count once
     */
    static void sentences(Chapter chapter, Results.Named named, String what, IntFunction<String> name) {
        if (!isOf(named.table())) {
            return;
        }
        String[] types = Values.words(named.table(), TYPE);
        double[] adjusted = Values.numbers(named.table(), ADJUSTED);
        Map<String, Set<String>> tested = new LinkedHashMap<>();
        Map<String, Set<String>> clear = new LinkedHashMap<>();
        for (int r = 0; r < types.length; r++) {
            Set<String> ofType = tested.computeIfAbsent(types[r], t -> new LinkedHashSet<>());
            Set<String> found = clear.computeIfAbsent(types[r], t -> new LinkedHashSet<>());
            if (adjusted[r] >= 0) {
                ofType.add(name.apply(r));
            }
            if (adjusted[r] < LEVEL) {
                found.add(name.apply(r));
            }
        }
        clear.forEach((type, found) -> chapter.found(String.format(
                Locale.ROOT,
                "%s, within %s: %,d of %s differ between the groups at a p-value adjusted over all types below 0.05%s.",
                named.sample().isEmpty() ? named.name() : named.sample(),
                type,
                found.size(),
                Values.counted(tested.getOrDefault(type, Set.of()).size(), what),
                found.isEmpty() ? "" : ": " + Values.listed(List.copyOf(found), MOST_NAMED))));
    }
}
