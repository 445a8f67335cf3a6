package org.screlate.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Pairs of names that belong together, such as an identifier and a symbol, or a gene and its orthologue. */
public final class NamePairs {
    /** None. */
    public static final NamePairs NONE = new NamePairs(List.of(), List.of());

    private final Map<String, Set<String>> seconds = new HashMap<>();
    private final Map<String, Set<String>> firsts = new HashMap<>();

    /**
     * Keeps them.
     *
     * @param first one name of each pair
     * @param second the other, as many
     */
    public NamePairs(List<String> first, List<String> second) {
        if (first.size() != second.size()) {
            throw new IllegalArgumentException(first.size() + " first names but " + second.size() + " second ones");
        }
        for (int i = 0; i < first.size(); i++) {
            seconds.computeIfAbsent(first.get(i), name -> new LinkedHashSet<>()).add(second.get(i));
            firsts.computeIfAbsent(second.get(i), name -> new LinkedHashSet<>()).add(first.get(i));
        }
    }

    /** The second names of a first one, in their order. */
    public Set<String> secondsOf(String first) {
        return seconds.getOrDefault(first, Set.of());
    }

    /** The names that stand beside a name, on either side. */
    public Set<String> besides(String name) {
        Set<String> all = new LinkedHashSet<>(secondsOf(name));
        all.addAll(firsts.getOrDefault(name, Set.of()));
        return all;
    }

    /** Number of pairs whose first name and whose second name are of these. */
    public long count(Predicate<String> first, Predicate<String> second) {
        return seconds.entrySet().stream()
                .filter(pair -> first.test(pair.getKey()))
                .mapToLong(pair -> pair.getValue().stream().filter(second).count())
                .sum();
    }

    /** The same with first and second names exchanged. */
    public NamePairs turned() {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        firsts.forEach((name, others) -> others.forEach(other -> {
            first.add(name);
            second.add(other);
        }));
        return new NamePairs(first, second);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return seconds.isEmpty();
    }
}
