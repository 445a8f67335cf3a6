package org.screlate.coexpress.module;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.coexpress.module.PairProfiles.Profile;
import org.screlate.coexpress.test.DifferentialCoexpression;
import org.screlate.coexpress.test.PairStudy;
import org.screlate.data.Column;
import org.screlate.data.GeneSet;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Progress;
import org.screlate.data.Table;
import org.screlate.matrix.Workers;
import org.screlate.stats.random.Streams;

/**
 * Tests gene sets for a change of coexpression as a whole, with subjects as the units: {@link Rewiring} of all pairs within
 * the set, by itself (self-contained) and against random pairs of all genes (competitive).
 */
public final class ModuleTests {
    private final PairStudy study;
    private final Options options;
    private final SubjectUnits units;
    private final PairProfiles profiles;
    private final Workers workers;
    private final int[] usable;
    private final int genes;
    private final Rewiring.Chance relabelled;
    private final Rewiring background;

    /**
     * Settings.
     *
     * @param leastGenes of a set that is tested, among those that can be used
     * @param mostGenes of a set that is tested
     * @param backgroundPairs random pairs of all genes that the sets are compared with, at most
     * @param chance what the groups could as well be
     * @param relabelings of subjects, at most
     * @param seed of random choices
     */
    public record Options(
            int leastGenes, int mostGenes, int backgroundPairs, Chance chance, int relabelings, long seed) {
        /** What is used where nothing else is said. */
        public static final Options DEFAULTS = new Options(5, 200, 2000, Chance.ROTATION, 9999, 0);

        /** Checks the numbers. */
        public Options {
            if (leastGenes < 2 || mostGenes < leastGenes) {
                throw new IllegalArgumentException("sets of " + leastGenes + " to " + mostGenes
                        + " genes: at least 2 are needed, and not fewer at most than at least");
            }
            if (backgroundPairs < 10) {
                throw new IllegalArgumentException("background pairs < 10: " + backgroundPairs);
            }
            if (relabelings < 1) {
                throw new IllegalArgumentException("relabelings < 1: " + relabelings);
            }
        }
    }

    /** What the groups could as well be if they did not differ. */
    public enum Chance {
        /** Any direction of the differences between subjects, which are taken for normal. */
        ROTATION,
        /** Subjects with other labels; of subjects in both groups, with the two exchanged. */
        RELABELLING;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Learns how subjects differ from random pairs of all genes; the user's error where subjects cannot tell groups apart.
     *
     * @param genes numbers of the genes to work with
     */
    public ModuleTests(
            PairStudy study, DifferentialCoexpression method, int[] genes, Options options, Workers workers) {
        this.study = study;
        this.options = options;
        this.workers = workers;
        this.genes = genes.length;
        units = SubjectUnits.of(study.frame());
        profiles = new PairProfiles(study, method, units);
        boolean[] isUsable = new boolean[genes.length];
        workers.forEach(genes.length, i -> isUsable[i] = profiles.isUsable(genes[i]));
        usable = IntStream.range(0, genes.length)
                .filter(i -> isUsable[i])
                .map(i -> genes[i])
                .sorted()
                .toArray();
        if (usable.length < 2) {
            throw new InvalidInputException("of " + genes.length + " genes " + usable.length
                    + " are told by enough subjects (--preset, --min-subjects)");
        }
        List<int[]> pairs = randomPairs();
        profiles.learnShares(pairs, workers);
        relabelled = new Rewiring.Chance(
                options.chance() == Chance.ROTATION
                        ? List.of()
                        : units.relabelled(study.frame().levels(), options.relabelings(), options.seed()));
        List<Profile> known = profiles.of(pairs, workers);
        if (known.isEmpty()) {
            throw new InvalidInputException(
                    "the cells say nothing of " + pairs.size() + " random pairs of " + usable.length + " genes");
        }
        background = new Rewiring(units, known, relabelled);
        if (!background.isTestable()) {
            throw new InvalidInputException("what is tested cannot be told from the other covariates of rho with "
                    + units.count() + " units of subjects");
        }
    }

    /** All pairs of the usable genes, or as many drawn without replacement. */
    private List<int[]> randomPairs() {
        long all = (long) usable.length * (usable.length - 1) / 2;
        SplittableRandom random = Streams.of(options.seed, "background pairs");
        Set<Long> taken = new HashSet<>();
        while (taken.size() < Math.min(all, options.backgroundPairs)) {
            if (all <= options.backgroundPairs) {
                IntStream.range(0, (int) all).forEach(i -> taken.add((long) i));
            } else {
                taken.add(random.nextLong(all));
            }
        }
        return taken.stream().sorted().map(this::pair).toList();
    }

    /** The pair of a number: (1, 0), (2, 0), (2, 1), ... */
    private int[] pair(long number) {
        int upper = (int) Math.floor((1 + Math.sqrt(1 + 8.0 * number)) / 2);
        while ((long) upper * (upper - 1) / 2 > number) {
            upper--;
        }
        int lower = (int) (number - (long) upper * (upper - 1) / 2);
        return new int[] {usable[lower], usable[upper]};
    }

    /** In words, what the tests rest on. */
    public String summary() {
        return String.format(
                Locale.ROOT,
                "%d of %d genes are told by enough subjects; %d units of subjects%s, standard deviation of artanh rho between"
                        + " them %.3f; random pairs: groups explain %.1f %% of the variance between subjects (%.1f %% by chance)",
                usable.length,
                genes,
                units.count(),
                units.paired() ? ", paired" : "",
                background.sd(),
                100 * background.explained(),
                100 * background.expected());
    }

    /** Tests sets; one row each, those that cannot be tested with the reason. */
    public Table test(List<GeneSet> sets, Progress progress) {
        ModuleTable table = new ModuleTable(this);
        for (int s = 0; s < sets.size(); s++) {
            int[] own = usableOf(sets.get(s));
            boolean fits = own.length >= options.leastGenes() && own.length <= options.mostGenes();
            table.add(sets.get(s), own, fits ? rewiring(pairsWithin(own)) : null);
            progress.at("gene sets", s + 1L, sets.size());
        }
        return table.ranked();
    }

    /** Whether each usable gene changes, over its pairs with all others; one row each. */
    public Table hubs(Progress progress) {
        ModuleTable table = new ModuleTable(this);
        for (int i = 0; i < usable.length; i++) {
            int gene = usable[i];
            List<int[]> pairs = Arrays.stream(usable)
                    .filter(other -> other != gene)
                    .mapToObj(other -> new int[] {Math.min(gene, other), Math.max(gene, other)})
                    .toList();
            table.add(gene, rewiring(pairs));
            progress.at("genes", i + 1L, usable.length);
        }
        return table.ranked();
    }

    private @Nullable Rewiring rewiring(List<int[]> pairs) {
        List<Profile> known = profiles.of(pairs, workers);
        return known.isEmpty() ? null : new Rewiring(units, known, relabelled);
    }

    /** All pairs of some genes, which rise. */
    private static List<int[]> pairsWithin(int[] genes) {
        return IntStream.range(0, genes.length)
                .boxed()
                .flatMap(i -> IntStream.range(i + 1, genes.length).mapToObj(j -> new int[] {genes[i], genes[j]}))
                .toList();
    }

    /** The usable genes that are coexpressed, whatever the group. */
    public CoexpressedGenes coexpressed(Progress progress) {
        return CoexpressedGenes.of(this, progress);
    }

    /** How many rows of a table of tests have one. */
    public static long tested(Table table) {
        return Arrays.stream(((Column.Real) table.column("p_value")).values())
                .filter(p -> !Double.isNaN(p))
                .count();
    }

    /** Numbers of a set's genes that can be used, rising. */
    private int[] usableOf(GeneSet set) {
        return set.genes().stream()
                .mapToInt(study::gene)
                .filter(gene -> Arrays.binarySearch(usable, gene) >= 0)
                .sorted()
                .distinct()
                .toArray();
    }

    PairStudy study() {
        return study;
    }

    Options options() {
        return options;
    }

    SubjectUnits units() {
        return units;
    }

    List<Profile> profiles(List<int[]> pairs) {
        return profiles.of(pairs, workers);
    }

    int[] usable() {
        return usable;
    }

    Rewiring background() {
        return background;
    }
}
