package org.screlate.embed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Column;
import org.screlate.data.GeneNames;
import org.screlate.data.InteractionSplit;
import org.screlate.data.InteractionSplit.Kind;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.graph.EdgeSplit;
import org.screlate.graph.HeldOutPairs;
import org.screlate.graph.NodePairs;
import org.screlate.graph.PairCorrelations;
import org.screlate.graph.PairScores;
import org.screlate.graph.ShortWalk;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.stats.random.Streams;

/**
 * Interactions held out of a network, and pairs without one to tell them from: some to choose the best epoch by, others,
 * which training never sees, to judge by.
 *
 * @param training {@code [genes × genes]}, what is left
 * @param validation to choose by
 * @param test to judge by
 */
public record HeldOutEdges(SparseMatrix training, HeldOutPairs validation, HeldOutPairs test) {
    /** Draws them. */
    public static HeldOutEdges draw(SparseMatrix network, Options options) {
        EdgeSplit split = EdgeSplit.of(network, options.validationShare, options.testShare, options.seed);
        return new HeldOutEdges(
                split.training(),
                beside(network, split.validation(), Streams.key(options.seed, "validation")),
                beside(network, split.test(), Streams.key(options.seed, "test")));
    }

    /**
     * Takes them as somebody has parted them. Pairs without an interaction, where none of a kind are given, are drawn.
     *
     * @param network {@code [genes × genes]}, of all sets
     * @param split whose interactions these are
     * @param genes names, in the order of the network
     * @param rules by which they are found in the split
     * @throws InvalidInputException if a pair is in two sets, or nothing is left to learn from
     */
    public static HeldOutEdges given(
            SparseMatrix network, InteractionSplit split, List<String> genes, GeneNames rules, long seed) {
        SparseMatrix training = split.network(InteractionSplit.Set.TRAIN, Kind.EDGE, genes, rules);
        if (training.stored() == 0) {
            throw new InvalidInputException("no interaction of set train is of two genes of the cells");
        }
        Given given = new Given(network, split, genes, rules);
        SparseMatrix validation = split.network(InteractionSplit.Set.VALIDATION, Kind.EDGE, genes, rules);
        SparseMatrix test = split.network(InteractionSplit.Set.TEST, Kind.EDGE, genes, rules);
        given.refuseCommon(training, validation, "both in set train and in set validation");
        given.refuseCommon(training, test, "both in set train and in set test");
        given.refuseCommon(validation, test, "both in set validation and in set test");
        return new HeldOutEdges(
                training,
                given.pairs(InteractionSplit.Set.VALIDATION, validation, Streams.key(seed, "validation")),
                given.pairs(InteractionSplit.Set.TEST, test, Streams.key(seed, "test")));
    }

    /** What somebody has parted, and all interactions of it. */
    private record Given(SparseMatrix network, InteractionSplit split, List<String> genes, GeneNames rules) {
        HeldOutPairs pairs(InteractionSplit.Set set, SparseMatrix edges, long seed) {
            HeldOutPairs drawn = HeldOutPairs.beside(network, NodePairs.edges(edges), seed);
            HeldOutPairs pairs = new HeldOutPairs(
                    drawn.edges(),
                    others(set, Kind.UNIFORM, drawn.uniform()),
                    others(set, Kind.MATCHED, drawn.matched()));
            return pairs.canJudge() ? pairs : HeldOutPairs.NONE;
        }

        private NodePairs others(InteractionSplit.Set set, Kind kind, NodePairs drawn) {
            SparseMatrix listed = split.network(set, kind, genes, rules);
            refuseCommon(network, listed, "both an interaction and a pair without one");
            return listed.stored() == 0 ? drawn : NodePairs.edges(listed);
        }

        void refuseCommon(SparseMatrix some, SparseMatrix others, String what) {
            NodePairs pairs = NodePairs.edges(others);
            for (int i = 0; i < pairs.size(); i++) {
                if (some.get(pairs.first()[i], pairs.second()[i]) != 0) {
                    throw new InvalidInputException(genes.get(pairs.first()[i]) + " and " + genes.get(pairs.second()[i])
                            + " are " + what + "; list each pair once");
                }
            }
        }
    }

    private static HeldOutPairs beside(SparseMatrix network, NodePairs edges, long seed) {
        HeldOutPairs held = HeldOutPairs.beside(network, edges, seed);
        return held.canJudge() ? held : HeldOutPairs.NONE;
    }

    /**
     * How well test edges are told from pairs of both kinds: by the embedding, and by rules that learn nothing.
     *
     * @param joined the vectors that are written
     * @param learned {@code [genes × dimensions]}, scNET's own
     * @param control vectors of the same training with expression permuted over genes
     * @return one row a predictor; none if no edge is held out
     */
    public Table scores(JoinedGenes joined, DenseMatrix learned, @Nullable Control control, Workers workers) {
        Map<String, Function<NodePairs, double[]>> predictors = new LinkedHashMap<>();
        if (test.canJudge()) {
            WalkedPairs walks = new WalkedPairs(training, lists(), workers);
            put(predictors, "", joined, walks);
            if (joined.networkDimensions() > 0) {
                DenseMatrix network = joined.network();
                predictors.put("log_walk_factors", pairs -> PairScores.innerProducts(network, pairs));
            }
            put(predictors, "scnet_", learned);
            if (control != null) {
                put(predictors, "permuted_", control.joined, walks);
                put(predictors, "permuted_scnet_", control.learned);
            }
            predictors.put("random_walk", pairs -> ShortWalk.restarting(walks.of(pairs)));
            predictors.put("degree_product", pairs -> PairScores.degreeProducts(training, pairs));
            predictors.put("common_neighbours", pairs -> PairScores.commonNeighbours(training, pairs));
            predictors.put(
                    "common_neighbours_then_degrees", pairs -> PairScores.commonNeighboursThenDegrees(training, pairs));
        }
        List<HeldOutPairs.Scores> found =
                predictors.values().stream().map(test::scores).toList();
        return Table.ofRows(found.size())
                .with("predictor", new Column.Text(predictors.keySet().toArray(new String[0])))
                .with("auroc_uniform", column(found, HeldOutPairs.Scores::aurocUniform))
                .with("auroc_matched", column(found, HeldOutPairs.Scores::aurocMatched))
                .with("ap_uniform", column(found, HeldOutPairs.Scores::apUniform))
                .with("ap_matched", column(found, HeldOutPairs.Scores::apMatched));
    }

    /**
     * What a training gives that knows the network, but not which gene has which expression.
     *
     * @param joined as they would be written
     * @param learned {@code [genes × dimensions]}, scNET's own
     */
    public record Control(JoinedGenes joined, DenseMatrix learned) {}

    /** What is written: with the network's part, if there is one, and joined with other knowledge of the pairs. */
    private void put(
            Map<String, Function<NodePairs, double[]>> predictors,
            String prefix,
            JoinedGenes joined,
            WalkedPairs walks) {
        if (joined.networkDimensions() > 0) {
            put(predictors, prefix, joined.vectors());
        }
        PairScore.learn(training, joined.vectors(), validation, walks)
                .ifPresent(score -> predictors.put(prefix + "pair_score", pairs -> score.of(pairs, walks.of(pairs))));
    }

    private List<NodePairs> lists() {
        return Stream.of(validation, test)
                .flatMap(held -> Stream.of(held.edges(), held.uniform(), held.matched()))
                .toList();
    }

    private static void put(Map<String, Function<NodePairs, double[]>> predictors, String prefix, DenseMatrix vectors) {
        predictors.put(prefix + "inner_product", pairs -> PairScores.innerProducts(vectors, pairs));
        predictors.put(prefix + "correlation", PairCorrelations.of(vectors, false)::of);
    }

    private static Column column(List<HeldOutPairs.Scores> rows, ToDoubleFunction<HeldOutPairs.Scores> part) {
        return new Column.Real(rows.stream().mapToDouble(part).toArray());
    }

    /**
     * All edges and pairs: {@code gene_1}, {@code gene_2}, {@code set} (train, validation, test) and {@code kind} (edge,
     * uniform, matched).
     */
    public Table table(List<String> genes) {
        List<Part> parts = Stream.concat(
                        Stream.of(new Part("train", "edge", NodePairs.edges(training))),
                        Stream.concat(parts("validation", validation), parts("test", test)))
                .toList();
        int rows = parts.stream().mapToInt(part -> part.pairs.size()).sum();
        String[] first = new String[rows];
        String[] second = new String[rows];
        String[] set = new String[rows];
        String[] kind = new String[rows];
        int next = 0;
        for (Part part : parts) {
            for (int i = 0; i < part.pairs.size(); i++) {
                first[next] = genes.get(part.pairs.first()[i]);
                second[next] = genes.get(part.pairs.second()[i]);
                set[next] = part.set;
                kind[next++] = part.kind;
            }
        }
        return Table.ofRows(rows)
                .with("gene_1", new Column.Text(first))
                .with("gene_2", new Column.Text(second))
                .with("set", new Column.Text(set))
                .with("kind", new Column.Text(kind));
    }

    private record Part(String set, String kind, NodePairs pairs) {}

    private static Stream<Part> parts(String set, HeldOutPairs held) {
        return Stream.of(
                new Part(set, "edge", held.edges()),
                new Part(set, "uniform", held.uniform()),
                new Part(set, "matched", held.matched()));
    }

    /**
     * Settings.
     *
     * @param validationShare of the interactions, to choose the best epoch by
     * @param testShare of the interactions, to judge by
     * @param seed of the draws
     */
    public record Options(double validationShare, double testShare, long seed) {
        /** As many to judge by as in the paper, and some to choose by, which it has not. */
        public static final Options DEFAULTS = new Options(0.05, 0.2, 0);

        /** Checks the shares. */
        public Options {
            if (!(validationShare >= 0 && validationShare < 1)) {
                throw new IllegalArgumentException(
                        "--validation-share must be at least 0 and below 1, not " + validationShare);
            }
            if (!(testShare >= 0 && testShare < 1)) {
                throw new IllegalArgumentException("--test-share must be at least 0 and below 1, not " + testShare);
            }
            if (!(validationShare + testShare < 1)) {
                throw new IllegalArgumentException(
                        "--validation-share and --test-share leave nothing to learn from: together they are 1 or more");
            }
        }
    }
}
