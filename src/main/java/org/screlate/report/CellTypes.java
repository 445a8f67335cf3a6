package org.screlate.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.screlate.data.Column;
import org.screlate.data.Table;

/** Tables that gather the tests of several cell types, as combine writes them: what was found in each type, and in which nothing. */
final class CellTypes {
    /** The p-values, adjusted over all types. */
    static final String ADJUSTED = "fdr_study";

    /** The column with the type. */
    static final String TYPE = "type";

    private static final String GROUP = "group";
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
     * @param groups that were compared
     * @param name of what a row tests; rows of one name in a type count once
     */
    static void sentences(
            Chapter chapter, Results.Named named, String what, List<String> groups, IntFunction<String> name) {
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
        String between = groups.size() == 2 ? groups.get(0) + " and " + groups.get(1) : "the groups";
        clear.forEach((type, found) -> chapter.found(String.format(
                Locale.ROOT,
                "%s, within %s: %s of %s %s between %s (false discovery rate over all cell types below 0.05)%s.",
                named.sample().isEmpty() ? named.name() : named.sample(),
                type,
                found.isEmpty() ? "none" : String.format(Locale.ROOT, "%,d", found.size()),
                Values.counted(tested.getOrDefault(type, Set.of()).size(), what),
                found.size() < 2 ? "differs" : "differ",
                between,
                found.isEmpty() ? "" : ": " + Values.listed(List.copyOf(found), MOST_NAMED))));
    }

    /** The groups that tests of genes compare: as tests of pairs name them, the reference first, else by name. */
    static List<String> groups(Results results, Results.Named named) {
        List<String> groups = Stream.of(Values.words(named.table(), GROUP))
                .distinct()
                .sorted()
                .toList();
        return results.tables(Role.COEXPRESSION, named.sample()).stream()
                .map(pairs -> Coexpression.groups(pairs.table()))
                .filter(order -> order.size() == groups.size() && order.containsAll(groups))
                .findFirst()
                .orElse(groups);
    }

    /** Of two groups each gene is tested both ways; the tests of the second against the first tell it all. */
    static Table oneWay(Table table, List<String> groups) {
        String[] words = Values.words(table, GROUP);
        return groups.size() != 2
                ? table
                : table.select(IntStream.range(0, words.length)
                        .filter(r -> words[r].equals(groups.get(1)))
                        .toArray());
    }

    /** The table with the type, and the group where there are several, in place of the group. */
    static Table byType(Table table) {
        String[] types = Values.words(table, TYPE);
        String[] words = Values.words(table, GROUP);
        boolean several = Stream.of(words).distinct().count() > 1;
        String[] both = new String[types.length];
        Arrays.setAll(both, r -> several ? types[r] + ", " + words[r] : types[r]);
        return table.with(GROUP, new Column.Text(both));
    }
}
