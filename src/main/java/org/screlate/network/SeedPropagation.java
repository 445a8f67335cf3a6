package org.screlate.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellGraph;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.GeneSet;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Progress;
import org.screlate.data.Table;
import org.screlate.graph.RandomWalk;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/** Genes near seeds in a network, by random walk with restart; see {@link RandomWalk} for the scores. */
public final class SeedPropagation {
    private final CellGraph network;
    private final Map<String, Integer> index;
    private final RandomWalk walk;
    private final Options options;

    /**
     * Settings.
     *
     * @param keep how many genes to tell of for each set of seeds, best first
     */
    public record Options(RandomWalk.Options walk, int keep) {
        /** The best hundred. */
        public static final Options DEFAULTS = new Options(RandomWalk.Options.DEFAULTS, 100);

        /** Checks them. */
        public Options {
            if (keep < 1) {
                throw new IllegalArgumentException("--keep must be at least 1, not " + keep);
            }
        }
    }

    /** Prepares a network. */
    public SeedPropagation(CellGraph network, boolean unweighted, Options options) {
        this.network = network;
        this.index = CellMatrix.index("gene", network.nodes());
        this.walk = new RandomWalk(unweighted ? Communities.ones(network.weights()) : network.weights(), options.walk);
        this.options = options;
    }

    /**
     * Where walks led.
     *
     * @param genes one row for each set and each of its best genes: name of the set, name of the gene, {@code seed}, {@code
     *     score}, {@code rank} from 1
     * @param skipped sets of which no gene has an edge
     * @param notFound seeds that are not in the network, each set's
     * @param alone seeds in the network without an edge, each set's
     */
    public record Result(Table genes, int skipped, int notFound, int alone) {}

    /** Walks from each set; the user's error where no seed of any set has an edge. */
    public Result from(List<GeneSet> sets, Workers workers, Progress progress) {
        int notFound = 0;
        int alone = 0;
        List<GeneSet> walked = new ArrayList<>();
        List<int[]> seeds = new ArrayList<>();
        for (GeneSet set : sets) {
            int[] found = set.genes().stream()
                    .filter(index::containsKey)
                    .mapToInt(index::get)
                    .distinct()
                    .toArray();
            int without = (int) Arrays.stream(found).filter(walk::isAlone).count();
            notFound += set.genes().size() - found.length;
            alone += without;
            if (found.length > without) {
                walked.add(set);
                seeds.add(found);
            }
        }
        if (walked.isEmpty()) {
            throw new InvalidInputException(nothingToWalkFrom(sets, notFound, alone));
        }
        Best[] best = new Best[walked.size()];
        walk(seeds.toArray(int[][]::new), best, workers, progress);
        return new Result(table(walked, seeds, best), sets.size() - walked.size(), notFound, alone);
    }

    private String nothingToWalkFrom(List<GeneSet> sets, int notFound, int alone) {
        long all = sets.stream().mapToLong(set -> set.genes().size()).sum();
        String example = sets.get(0).genes().get(0);
        return alone == 0
                ? "none of the " + all + " seeds is in the network, such as '" + example
                        + "'; the network names genes like '" + network.nodes().get(0) + "'"
                : "none of the " + all + " seeds has an edge: " + notFound + " are not in the network, " + alone
                        + " are alone in it; take other seeds or a network with more edges";
    }

    /** Walks from every gene that has an edge; its best genes, itself not among them, as edges from it. */
    public CellGraph fromEach(Workers workers, Progress progress) {
        int[] nodes = IntStream.range(0, walk.nodes())
                .filter(node -> !walk.isAlone(node))
                .toArray();
        Best[] best = new Best[nodes.length];
        int[][] seeds = Arrays.stream(nodes).mapToObj(node -> new int[] {node}).toArray(int[][]::new);
        walk(seeds, best, workers, progress);
        int[] offsets = new int[walk.nodes() + 1];
        int[] indices = new int[Sizes.product(nodes.length, options.keep)];
        float[] scores = new float[indices.length];
        int next = 0;
        for (int i = 0; i < nodes.length; i++) {
            int node = nodes[i];
            Best found = best[i];
            int[] rising = IntStream.range(0, found.nodes.length)
                    .filter(b -> found.nodes[b] != node && found.scores[b] > 0)
                    .limit(options.keep)
                    .boxed()
                    .sorted(Comparator.comparingInt(b -> found.nodes[b]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            for (int b : rising) {
                indices[next] = found.nodes[b];
                scores[next++] = found.scores[b];
            }
            offsets[node + 1] = next;
        }
        for (int node = 0; node < walk.nodes(); node++) {
            offsets[node + 1] = Math.max(offsets[node + 1], offsets[node]);
        }
        SparseMatrix edges = new SparseMatrix(
                walk.nodes(), walk.nodes(), offsets, Arrays.copyOf(indices, next), Arrays.copyOf(scores, next));
        return new CellGraph(network.nodes(), edges, "propagation", network.provenance());
    }

    /** The best genes of one walk, best first, ties by order in the network. */
    private record Best(int[] nodes, float[] scores) {}

    // One more than is kept, for a gene that leaves itself out.
    private void walk(int[][] seeds, @Nullable Best[] best, Workers workers, Progress progress) {
        AtomicInteger done = new AtomicInteger();
        walk.scores(
                seeds,
                (set, scores) -> {
                    best[set] = best(scores, Math.min(options.keep + 1, scores.length));
                    progress.at("propagation", done.incrementAndGet(), seeds.length);
                },
                workers);
    }

    private static Best best(float[] scores, int number) {
        long[] order = new long[scores.length]; // scores, never negative, falling above; the node below
        for (int i = 0; i < scores.length; i++) {
            order[i] = -(long) Float.floatToRawIntBits(Math.max(0, scores[i]) + 0f) << 32 | i;
        }
        Arrays.sort(order);
        int[] nodes = new int[number];
        float[] values = new float[number];
        for (int b = 0; b < number; b++) {
            nodes[b] = (int) order[b];
            values[b] = scores[nodes[b]];
        }
        return new Best(nodes, values);
    }

    private Table table(List<GeneSet> sets, List<int[]> seeds, Best[] best) {
        int kept = Math.min(options.keep, walk.nodes());
        int rows = Sizes.product(sets.size(), kept);
        String[] names = new String[rows];
        String[] genes = new String[rows];
        boolean[] isSeed = new boolean[rows];
        double[] scores = new double[rows];
        long[] ranks = new long[rows];
        for (int set = 0, row = 0; set < sets.size(); set++) {
            int[] sorted = seeds.get(set).clone();
            Arrays.sort(sorted);
            for (int b = 0; b < kept; b++, row++) {
                int node = best[set].nodes[b];
                names[row] = sets.get(set).name();
                genes[row] = network.nodes().get(node);
                isSeed[row] = Arrays.binarySearch(sorted, node) >= 0;
                scores[row] = best[set].scores[b];
                ranks[row] = b + 1L;
            }
        }
        return Table.ofRows(rows)
                .with("set", new Column.Text(names))
                .with("gene", new Column.Text(genes))
                .with("seed", new Column.Flag(isSeed))
                .with("score", new Column.Real(scores))
                .with("rank", new Column.Whole(ranks));
    }
}
