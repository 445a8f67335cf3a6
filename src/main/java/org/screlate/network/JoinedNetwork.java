package org.screlate.network;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellGraph;
import org.screlate.data.Column;
import org.screlate.data.GeneNames;
import org.screlate.data.InteractionSplit;
import org.screlate.data.InvalidInputException;
import org.screlate.data.ShortestDecimal;
import org.screlate.data.Table;
import org.screlate.graph.EdgeSplit;
import org.screlate.graph.HeldOutPairs;
import org.screlate.graph.NodePairs;
import org.screlate.graph.ShortWalk;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.stats.random.RandomOrder;
import org.screlate.stats.random.Streams;

/**
 * Interactions joined with what an embedding says of their genes. With A the interactions and B the coembedded network, each
 * divided by its sum, the union is \(W = (1 - x) A + x B\); with r the correlation of two genes, 0 where one is not embedded, the
 * product is \(W_{ij} = A_{ij} e^{x r_{ij}}\). At x = 0 either is the interactions alone.
 *
 * <p>x is chosen by interactions that are held out of A: by how well a short walk on W tells them from pairs without an
 * interaction, uniform and of like degrees (mean A of both AUROCs). Of the x within one standard error of the best, \(\sqrt{A (1 - A)
 * / n}\) of n held-out interactions, the least is taken: what adds little to that may take from other uses.
 *
 * @param network W of all interactions
 * @param weight x
 * @param from what each edge comes from, each edge once: both, interactions or embedding
 * @param tried each x and its mean AUROC; empty where x was given
 */
public record JoinedNetwork(CellGraph network, double weight, String[] from, Map<Double, Double> tried) {
    private static final String BOTH = "both";
    private static final String INTERACTIONS = "interactions";
    private static final String EMBEDDING = "embedding";
    /** Held-out interactions, and pairs of each kind, that are walked between at most. */
    private static final int MOST_PAIRS = 1000;

    private static final int LEAST_PAIRS = 20;

    /** How the two become one. */
    public enum Join {
        /** The edges of both, weighted. */
        UNION,
        /** The interactions, weighted by how alike their genes are. */
        PRODUCT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        double[] weights() {
            return this == UNION ? new double[] {0, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9} : new double[] {0, 1, 2, 4, 6, 8, 12};
        }
    }

    /**
     * Settings.
     *
     * @param weight x; NaN: it is chosen
     * @param validationShare of the interactions, held out to choose it by, where nobody has parted them
     */
    public record Options(Join join, double weight, double validationShare, long seed) {
        /** A union, its weight chosen. */
        public static final Options DEFAULTS = new Options(Join.UNION, Double.NaN, 0.1, 0);

        /** Checks them. */
        public Options {
            double limit = join == Join.UNION ? 1 : 100;
            if (!Double.isNaN(weight) && !(weight >= 0 && weight < limit)) {
                throw new IllegalArgumentException("--join-weight of a " + join + " must be at least 0 and below "
                        + (int) limit + ", not " + weight);
            }
            if (!(validationShare > 0 && validationShare < 1)) {
                throw new IllegalArgumentException(
                        "--validation-share must be above 0 and below 1, not " + validationShare);
            }
        }
    }

    /**
     * Joins them, over the genes of both.
     *
     * @param interactions undirected
     * @param coembedded undirected
     * @param genes whose correlations the product takes
     * @param split which of the interactions the embedding has not learned from; null: some are drawn
     */
    public static JoinedNetwork of(
            CellGraph interactions,
            CellGraph coembedded,
            GeneCorrelations genes,
            @Nullable InteractionSplit split,
            Options options,
            Workers workers) {
        Set<String> names = new LinkedHashSet<>(interactions.nodes());
        names.addAll(coembedded.nodes());
        List<String> all = List.copyOf(names);
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            index.put(all.get(i), i);
        }
        SparseMatrix a = over(interactions, index);
        Joiner joiner = new Joiner(options.join, over(coembedded, index), genes, places(genes.genes(), index));
        Map<Double, Double> tried = new TreeMap<>();
        double weight = options.weight;
        if (Double.isNaN(weight)) {
            Known known = split == null ? Known.drawn(a, options) : Known.given(a, split, all, options.seed);
            tried = tried(joiner, known, options.join, workers);
            weight = chosen(tried, known.held.edges().size());
        }
        SparseMatrix joined = joiner.join(a, weight);
        CellGraph network = new CellGraph(all, joined, "joined", interactions.provenance());
        return new JoinedNetwork(
                network, weight, weight > 0 ? joiner.from(joined, a) : interactionsOnly(joined), tried);
    }

    private static String[] interactionsOnly(SparseMatrix joined) {
        String[] from = new String[joined.stored() / 2];
        Arrays.fill(from, INTERACTIONS);
        return from;
    }

    /** The least weight within one standard error of the best. */
    static double chosen(Map<Double, Double> tried, int edges) {
        double best =
                tried.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        double error = Math.sqrt(best * (1 - best) / edges);
        return tried.entrySet().stream()
                .filter(entry -> entry.getValue() >= best - error)
                .mapToDouble(Map.Entry::getKey)
                .min()
                .orElse(0);
    }

    private static Map<Double, Double> tried(Joiner joiner, Known known, Join join, Workers workers) {
        Map<Double, Double> tried = new TreeMap<>();
        for (double weight : join.weights()) {
            ShortWalk walk = new ShortWalk(joiner.join(known.training, weight));
            HeldOutPairs.Scores scores = known.held.scores(pairs -> ShortWalk.restarting(walk.steps(pairs, workers)));
            tried.put(weight, (scores.aurocUniform() + scores.aurocMatched()) / 2);
        }
        return tried;
    }

    /** Interactions to walk on, and those to choose by. */
    private record Known(SparseMatrix training, HeldOutPairs held) {
        static Known drawn(SparseMatrix a, Options options) {
            EdgeSplit drawn = EdgeSplit.of(a, options.validationShare, 0, options.seed);
            return new Known(
                    drawn.training(), few(HeldOutPairs.beside(a, drawn.validation(), options.seed), options.seed));
        }

        static Known given(SparseMatrix a, InteractionSplit split, List<String> names, long seed) {
            SparseMatrix training =
                    split.network(InteractionSplit.Set.TRAIN, InteractionSplit.Kind.EDGE, names, GeneNames.PLAIN);
            SparseMatrix validation =
                    split.network(InteractionSplit.Set.VALIDATION, InteractionSplit.Kind.EDGE, names, GeneNames.PLAIN);
            HeldOutPairs held = HeldOutPairs.beside(a, NodePairs.edges(validation), seed);
            return new Known(common(a, training), few(held, seed));
        }

        /** The interactions that are in the set to learn from, with their scores. */
        private static SparseMatrix common(SparseMatrix a, SparseMatrix training) {
            NodePairs edges = NodePairs.edges(a);
            int[] kept = IntStream.range(0, edges.size())
                    .filter(e -> training.get(edges.first()[e], edges.second()[e]) != 0)
                    .toArray();
            return edges.select(kept).network(a.rows(), weights(a, edges.select(kept)));
        }

        private static HeldOutPairs few(HeldOutPairs held, long seed) {
            if (!held.canJudge() || held.edges().size() < LEAST_PAIRS) {
                throw new InvalidInputException("the weight of the embedding cannot be chosen by "
                        + held.edges().size() + " held-out interactions, at least " + LEAST_PAIRS
                        + " are needed; give --join-weight");
            }
            return new HeldOutPairs(few(held.edges(), seed), few(held.uniform(), seed), few(held.matched(), seed));
        }

        private static NodePairs few(NodePairs pairs, long seed) {
            int[] order = RandomOrder.of(pairs.size(), Streams.of(seed, "pairs walked between"));
            return pairs.select(Arrays.copyOf(order, Math.min(MOST_PAIRS, order.length)));
        }
    }

    /** Makes W of any interactions. */
    private record Joiner(Join join, SparseMatrix coembedded, GeneCorrelations genes, int[] places) {
        SparseMatrix join(SparseMatrix a, double weight) {
            NodePairs edges = NodePairs.edges(a);
            float[] own = weights(a, edges);
            if (join == Join.PRODUCT) {
                for (int e = 0; e < own.length; e++) {
                    own[e] *= (float) Math.exp(weight * correlation(edges.first()[e], edges.second()[e]));
                }
                return edges.network(a.rows(), own);
            }
            NodePairs others = weight == 0 ? NodePairs.NONE : NodePairs.edges(coembedded);
            float[] alike = weights(coembedded, others);
            // Times the number of interactions, so that weights keep their size.
            double ofAlike = weight * own.length / sum(alike);
            scale(own, (1 - weight) * own.length / sum(own));
            scale(alike, ofAlike);
            for (int e = 0; e < own.length && weight > 0; e++) {
                own[e] += (float) (ofAlike * coembedded.get(edges.first()[e], edges.second()[e]));
            }
            return new NodePairs(concat(edges.first(), others.first()), concat(edges.second(), others.second()))
                    .network(a.rows(), concat(own, alike));
        }

        private double correlation(int i, int j) {
            return places[i] < 0 || places[j] < 0 ? 0 : genes.pairs().correlation(places[i], places[j]);
        }

        String[] from(SparseMatrix joined, SparseMatrix a) {
            NodePairs edges = NodePairs.edges(joined);
            String[] from = new String[edges.size()];
            for (int e = 0; e < from.length; e++) {
                int i = edges.first()[e];
                int j = edges.second()[e];
                boolean embedded = join == Join.PRODUCT ? correlation(i, j) != 0 : coembedded.get(i, j) != 0;
                from[e] = a.get(i, j) == 0 ? EMBEDDING : embedded ? BOTH : INTERACTIONS;
            }
            return from;
        }
    }

    private static SparseMatrix over(CellGraph graph, Map<String, Integer> index) {
        int[] places = graph.nodes().stream()
                .mapToInt(name -> Objects.requireNonNull(index.get(name)))
                .toArray();
        NodePairs edges = NodePairs.edges(graph.weights());
        float[] weights = weights(graph.weights(), edges);
        int[] first = Arrays.stream(edges.first()).map(i -> places[i]).toArray();
        int[] second = Arrays.stream(edges.second()).map(i -> places[i]).toArray();
        return new NodePairs(first, second).network(index.size(), weights);
    }

    /** For each gene of all its number among some; −1 where it is not. */
    private static int[] places(List<String> some, Map<String, Integer> index) {
        int[] places = new int[index.size()];
        Arrays.fill(places, -1);
        for (int i = 0; i < some.size(); i++) {
            places[Objects.requireNonNull(index.get(some.get(i)))] = i;
        }
        return places;
    }

    private static float[] weights(SparseMatrix graph, NodePairs edges) {
        float[] weights = new float[edges.size()];
        for (int e = 0; e < weights.length; e++) {
            weights[e] = graph.get(edges.first()[e], edges.second()[e]);
        }
        return weights;
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum > 0 ? sum : 1;
    }

    private static void scale(float[] values, double factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= (float) factor;
        }
    }

    private static int[] concat(int[] one, int[] other) {
        return IntStream.concat(Arrays.stream(one), Arrays.stream(other)).toArray();
    }

    private static float[] concat(float[] one, float[] other) {
        float[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /**
     * Bytes that joining may hold at its peak, beside what is joined.
     *
     * @param interactions how many
     * @param coembedded edges of the profiles' network
     */
    public static long memory(long interactions, long coembedded) {
        return 300 * interactions + 180 * (interactions + coembedded);
    }

    /** The column {@code from}. */
    public Table columns() {
        return Table.ofRows(from.length).with("from", new Column.Text(from));
    }

    /** One line about what the edges come from. */
    public String account() {
        long both = count(BOTH);
        long interactions = count(INTERACTIONS);
        return String.format(
                Locale.ROOT,
                "%,d edges: %,d of both, %,d of the interactions only, %,d of the embedding only; weight of the embedding %s%s",
                from.length,
                both,
                interactions,
                from.length - both - interactions,
                plain(weight),
                tried.isEmpty() ? "" : " (mean AUROC of held-out interactions " + scores() + ")");
    }

    private String scores() {
        StringBuilder scores = new StringBuilder();
        tried.forEach((x, auroc) -> scores.append(scores.isEmpty() ? "" : ", ")
                .append(plain(x))
                .append(String.format(Locale.ROOT, ": %.3f", auroc)));
        return scores.toString();
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Integer.toString((int) number) : ShortestDecimal.of(number);
    }

    private long count(String what) {
        return Arrays.stream(from).filter(what::equals).count();
    }
}
