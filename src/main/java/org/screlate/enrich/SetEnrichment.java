package org.screlate.enrich;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Column;
import org.screlate.data.GeneSet;
import org.screlate.data.Table;
import org.screlate.matrix.Workers;
import org.screlate.stats.random.Streams;

/**
 * Gene set enrichment analysis of a ranked list, with sets of genes drawn at random in place of each set:
 * {@link EnrichmentScore} of the set, divided by the mean of the random sets' scores of the same sign (NES); the p-value
 * is the share of these at least as far from 0, both counts raised by one, so it is never 0; the q-value is the false
 * discovery rate over all sets, \[ q = \frac{\text{share of all random NES of this sign at least as far from 0}}
 * {\text{share of the sets' NES of this sign at least as far from 0}}, \] the counts of random sets raised by one. Sets of one size share their random sets.
 *
 * @see <a href="https://doi.org/10.1073/pnas.0506580102">Subramanian et al. (2005)</a>
 */
public final class SetEnrichment {
    private final Options options;

    /**
     * How enrichment is found.
     *
     * @param permutations random sets for each size
     * @param weight exponent of the scores; 0 counts all genes alike
     * @param leastGenes sets with fewer genes in the list are left out
     * @param mostGenes sets with more are left out
     * @param seed of the random sets
     */
    public record Options(int permutations, double weight, int leastGenes, int mostGenes, long seed) {
        /** As usual. */
        public static final Options DEFAULTS = new Options(1000, 1, 15, 500, 0);

        /** Checks each. */
        public Options {
            if (permutations < 10 || permutations > 10_000_000) {
                throw new IllegalArgumentException("permutations not from 10 to 10000000: " + permutations);
            }
            if (!(weight >= 0) || weight > 10) {
                throw new IllegalArgumentException("weight not from 0 to 10: " + weight);
            }
            if (leastGenes < 1 || mostGenes < leastGenes) {
                throw new IllegalArgumentException("sizes of sets not from 1 up: " + leastGenes + " to " + mostGenes);
            }
        }
    }

    public SetEnrichment(Options options) {
        this.options = options;
    }

    /**
     * Tests the rankings of several groups, each by itself.
     *
     * @param rankings by group; of a group with an empty name, the rows do not tell the group
     */
    public Table test(Map<String, RankedGenes> rankings, List<GeneSet> sets, Workers workers) {
        List<Table> tables = new ArrayList<>();
        rankings.forEach((group, ranked) -> {
            Table found = test(ranked, sets, workers);
            Table named =
                    Table.ofRows(found.rows()).with("group", DifferentialExpression.repeated(group, found.rows()));
            tables.add(group.isEmpty() ? found : named.with(found));
        });
        return Table.stacked(tables);
    }

    /** Rows by rising p-value, then by falling distance of the NES from 0; sets outside the sizes are left out. */
    public Table test(RankedGenes ranked, List<GeneSet> sets, Workers workers) {
        List<SetMembers> tested = SetMembers.among(ranked.genes(), sets, options.leastGenes(), options.mostGenes());
        double[] weights = Arrays.stream(ranked.scores())
                .map(s -> Math.pow(Math.abs(s), options.weight()))
                .toArray();
        int[] ties = ranked.firstOfTie();
        Map<Integer, RandomScores> random = randomScores(tested, weights, ties, workers);
        EnrichmentScore[] found = new EnrichmentScore[tested.size()];
        double[] normalised = new double[tested.size()];
        double[] p = new double[tested.size()];
        for (int s = 0; s < found.length; s++) {
            int[] members = tested.get(s).members();
            found[s] = EnrichmentScore.of(members, weights, ties);
            RandomScores scores = Objects.requireNonNull(random.get(members.length));
            normalised[s] = scores.normalised(found[s].value());
            p[s] = scores.pValue(found[s].value());
        }
        double[] q = falseDiscoveryRates(normalised, tested, random);
        int[] order = IntStream.range(0, found.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer s) -> p[s]).thenComparing(s -> -Math.abs(normalised[s])))
                .mapToInt(s -> s)
                .toArray();
        return table(tested, found)
                .with("nes", new Column.Real(normalised))
                .with("p_value", new Column.Real(p))
                .with("q_value", new Column.Real(q))
                .with("leading_edge", leadingEdges(tested, found, ranked))
                .select(order);
    }

    private Map<Integer, RandomScores> randomScores(
            List<SetMembers> tested, double[] weights, int[] ties, Workers workers) {
        int[] sizes = tested.stream()
                .mapToInt(set -> set.members().length)
                .distinct()
                .sorted()
                .toArray();
        RandomScores[] found = new RandomScores[sizes.length];
        // A stream of its own for each size, so that neither threads nor other sets change it.
        workers.forEach(sizes.length, i -> {
            SplittableRandom draws = Streams.of(options.seed(), "random sets", sizes[i]);
            double[] scores = new double[options.permutations()];
            for (int draw = 0; draw < scores.length; draw++) {
                scores[draw] = EnrichmentScore.of(subset(draws, sizes[i], weights.length), weights, ties)
                        .value();
            }
            found[i] = RandomScores.of(scores);
        });
        Map<Integer, RandomScores> bySize = new HashMap<>();
        for (int i = 0; i < sizes.length; i++) {
            bySize.put(sizes[i], found[i]);
        }
        return bySize;
    }

    /** A random subset of the numbers below n, each as likely, rising (Floyd's algorithm). */
    private static int[] subset(SplittableRandom draws, int size, int n) {
        BitSet chosen = new BitSet(n);
        for (int j = n - size; j < n; j++) {
            int drawn = draws.nextInt(j + 1);
            chosen.set(chosen.get(drawn) ? j : drawn);
        }
        return chosen.stream().toArray();
    }

    private static double[] falseDiscoveryRates(
            double[] normalised, List<SetMembers> tested, Map<Integer, RandomScores> random) {
        Map<Integer, Long> times = tested.stream()
                .collect(Collectors.groupingBy(set -> set.members().length, TreeMap::new, Collectors.counting()));
        double[] rising = Arrays.stream(normalised)
                .filter(nes -> !Double.isNaN(nes))
                .sorted()
                .toArray();
        return Arrays.stream(normalised)
                .map(nes -> falseDiscoveryRate(nes, rising, times, random))
                .toArray();
    }

    private static double falseDiscoveryRate(
            double nes, double[] rising, Map<Integer, Long> times, Map<Integer, RandomScores> random) {
        if (Double.isNaN(nes)) {
            return Double.NaN;
        }
        double far = 0;
        double ofSign = 0;
        for (Map.Entry<Integer, Long> size : times.entrySet()) {
            RandomScores scores = Objects.requireNonNull(random.get(size.getKey()));
            far += (double) size.getValue() * scores.asFar(nes);
            ofSign += (double) size.getValue() * scores.ofSign(nes);
        }
        int negative = RandomScores.below(rising, 0);
        double sameSign = nes >= 0 ? rising.length - negative : negative;
        double asFar = nes >= 0
                ? rising.length - RandomScores.below(rising, nes)
                : RandomScores.below(rising, Math.nextUp(nes));
        return Math.min(1, (far + 1) / (ofSign + 1) / (asFar / sameSign));
    }

    private static Table table(List<SetMembers> tested, EnrichmentScore[] found) {
        int n = tested.size();
        @Nullable String[] names = new @Nullable String[n];
        long[] sizes = new long[n];
        long[] listed = new long[n];
        double[] scores = new double[n];
        for (int s = 0; s < n; s++) {
            names[s] = tested.get(s).set().name();
            sizes[s] = tested.get(s).set().genes().size();
            listed[s] = tested.get(s).members().length;
            scores[s] = found[s].value();
        }
        return Table.ofRows(n)
                .with("set", new Column.Text(names))
                .with("set_genes", new Column.Whole(sizes))
                .with("ranked_genes", new Column.Whole(listed))
                .with("es", new Column.Real(scores));
    }

    /** The genes of each set up to the peak, or from the trough on. */
    private static Column leadingEdges(List<SetMembers> tested, EnrichmentScore[] found, RankedGenes ranked) {
        @Nullable String[] edges = new @Nullable String[found.length];
        for (int s = 0; s < found.length; s++) {
            int[] members = tested.get(s).members();
            int from = found[s].value() >= 0 ? 0 : found[s].peak();
            int to = found[s].value() >= 0 ? found[s].peak() + 1 : members.length;
            edges[s] = Arrays.stream(members, from, to)
                    .mapToObj(ranked.genes()::get)
                    .collect(Collectors.joining(","));
        }
        return new Column.Text(edges);
    }
}
