package org.screlate.enrich;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Column;
import org.screlate.data.GeneSet;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.stats.test.MultipleTesting;
import org.screlate.stats.test.Overlap;

/**
 * Gene sets that share more genes with a list than chance gives, or fewer: the hypergeometric tail of {@link Overlap}
 * among the genes of a background, which are those that could have come into the list; adjusted by Benjamini and
 * Hochberg over the sets. Fold is the overlap over the one expected, genes of the set × genes of the list / background.
 */
public final class OverRepresentation {
    private final Options options;

    /** Which overlaps are looked for. */
    public enum Tail {
        ENRICHED,
        DEPLETED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Which sets are tested.
     *
     * @param tail more than chance gives, or fewer
     * @param leastGenes sets with fewer genes in the background are left out
     * @param mostGenes sets with more are left out
     */
    public record Options(Tail tail, int leastGenes, int mostGenes) {
        /** As usual. */
        public static final Options DEFAULTS = new Options(
                Tail.ENRICHED, SetEnrichment.Options.DEFAULTS.leastGenes(), SetEnrichment.Options.DEFAULTS.mostGenes());

        /** Checks the sizes. */
        public Options {
            if (leastGenes < 1 || mostGenes < leastGenes) {
                throw new IllegalArgumentException("sizes of sets not from 1 up: " + leastGenes + " to " + mostGenes);
            }
        }
    }

    /**
     * What was found.
     *
     * @param table one row a set, by rising p-value
     * @param outside genes of the list that are not in the background and were left out
     */
    public record Result(Table table, int outside) {}

    public OverRepresentation(Options options) {
        this.options = options;
    }

    /**
     * Tests the sets.
     *
     * @param list genes found
     * @param background genes that could have been found
     */
    public Result test(List<String> list, List<String> background, List<GeneSet> sets) {
        Set<String> all = new HashSet<>(background);
        Set<String> drawn = list.stream().filter(all::contains).collect(Collectors.toSet());
        int outside = new HashSet<>(list).size() - drawn.size();
        if (drawn.isEmpty()) {
            throw new InvalidInputException("none of the " + list.size() + " genes of the list is in the background of "
                    + all.size() + "; the list has names like '" + list.get(0) + "', the background like '"
                    + background.get(0) + "'");
        }
        List<String> genes = List.copyOf(new TreeSet<>(all));
        List<SetMembers> tested = SetMembers.among(genes, sets, options.leastGenes(), options.mostGenes());
        return new Result(table(tested, genes, drawn), outside);
    }

    private Table table(List<SetMembers> tested, List<String> genes, Set<String> drawn) {
        int n = tested.size();
        @Nullable String[] names = new @Nullable String[n];
        @Nullable String[] shared = new @Nullable String[n];
        long[] sizes = new long[n];
        long[] overlaps = new long[n];
        double[] fold = new double[n];
        double[] p = new double[n];
        for (int s = 0; s < n; s++) {
            int[] members = tested.get(s).members();
            List<String> both = Arrays.stream(members)
                    .mapToObj(genes::get)
                    .filter(drawn::contains)
                    .toList();
            names[s] = tested.get(s).set().name();
            shared[s] = String.join(",", both);
            sizes[s] = members.length;
            overlaps[s] = both.size();
            fold[s] = both.size() / ((double) members.length * drawn.size() / genes.size());
            p[s] = options.tail() == Tail.ENRICHED
                    ? Overlap.atLeast(both.size(), members.length, drawn.size(), genes.size())
                    : Overlap.atMost(both.size(), members.length, drawn.size(), genes.size());
        }
        return Table.ofRows(n)
                .with("set", new Column.Text(names))
                .with("overlap", new Column.Whole(overlaps))
                .with("set_genes", new Column.Whole(sizes))
                .with("list_genes", DifferentialExpression.count(drawn.size(), n))
                .with("background_genes", DifferentialExpression.count(genes.size(), n))
                .with("fold", new Column.Real(fold))
                .with("p_value", new Column.Real(p))
                .with("q_value", new Column.Real(MultipleTesting.benjaminiHochberg(p)))
                .with("genes", new Column.Text(shared))
                .select(IntStream.range(0, n)
                        .boxed()
                        .sorted(Comparator.comparingDouble((Integer s) -> p[s]))
                        .mapToInt(s -> s)
                        .toArray());
    }
}
