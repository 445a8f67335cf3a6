package org.screlate.data;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    /** Whether there is none. */
    public boolean isEmpty() {
        return seconds.isEmpty();
    }
}
