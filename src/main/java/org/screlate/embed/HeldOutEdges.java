package org.screlate.embed;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.screlate.data.Column;
import org.screlate.data.Table;
import org.screlate.graph.EdgeSplit;
import org.screlate.graph.NodePairs;
import org.screlate.graph.NonEdges;
import org.screlate.graph.PairScores;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.stats.RankScores;

/**
 * Interactions held out of a network, and pairs without one to tell them from: some to choose the best epoch by, others,
 * which training never sees, to judge by.
 *
 * @param training {@code [genes × genes]}, what is left
 * @param validation to choose by
 * @param test to judge by
 */
public record HeldOutEdges(SparseMatrix training, ScNetInput.Validation validation, ScNetInput.Validation test) {
    /** Draws them. */
    public static HeldOutEdges draw(SparseMatrix network, Options options) {
        EdgeSplit split = EdgeSplit.of(network, options.validationShare, options.testShare, options.seed);
        return new HeldOutEdges(
                split.training(),
                beside(network, split.validation(), options.seed + 1),
                beside(network, split.test(), options.seed + 2));
    }

    private static ScNetInput.Validation beside(SparseMatrix network, NodePairs edges, long seed) {
        NodePairs uniform = NonEdges.uniform(network, edges.size(), seed);
        NodePairs matched = NonEdges.matched(network, edges, seed);
        boolean any = uniform.size() > 0 && matched.size() > 0;
        return any ? new ScNetInput.Validation(edges, uniform, matched) : ScNetInput.Validation.NONE;
    }

    /**
     * How well test edges are told from pairs of both kinds: by the embedding, and by rules that learn nothing.
     *
     * @param embedding {@code [genes × dimensions]}
     * @return one row a predictor; none if no edge is held out
     */
    public Table scores(DenseMatrix embedding) {
        Map<String, Function<NodePairs, double[]>> predictors = new LinkedHashMap<>();
        if (test.edges().size() > 0) {
            DenseMatrix centred = standardised(embedding);
            predictors.put("scnet_inner_product", pairs -> PairScores.innerProducts(embedding, pairs));
            predictors.put("scnet_correlation", pairs -> PairScores.innerProducts(centred, pairs));
            predictors.put("degree_product", pairs -> PairScores.degreeProducts(training, pairs));
            predictors.put("common_neighbours", pairs -> PairScores.commonNeighbours(training, pairs));
            predictors.put(
                    "common_neighbours_then_degrees", pairs -> PairScores.commonNeighboursThenDegrees(training, pairs));
        }
        double[][] found = predictors.values().stream().map(this::scores).toArray(double[][]::new);
        return Table.ofRows(found.length)
                .with("predictor", new Column.Text(predictors.keySet().toArray(new String[0])))
                .with("auroc_uniform", column(found, 0))
                .with("auroc_matched", column(found, 1))
                .with("ap_uniform", column(found, 2))
                .with("ap_matched", column(found, 3));
    }

    private double[] scores(Function<NodePairs, double[]> predictor) {
        double[] edges = predictor.apply(test.edges());
        double[] uniform = predictor.apply(test.uniform());
        double[] matched = predictor.apply(test.matched());
        return new double[] {
            RankScores.auroc(edges, uniform),
            RankScores.auroc(edges, matched),
            RankScores.averagePrecision(edges, uniform),
            RankScores.averagePrecision(edges, matched)
        };
    }

    private static Column column(double[][] rows, int place) {
        return new Column.Real(
                Arrays.stream(rows).mapToDouble(row -> row[place]).toArray());
    }

    /** Each row centred and of length 1, so that inner products are correlations; a constant row becomes 0. */
    private static DenseMatrix standardised(DenseMatrix rows) {
        DenseMatrix standardised = rows.copy();
        float[] values = standardised.values();
        for (int r = 0; r < rows.rows(); r++) {
            int from = rows.offset(r);
            int to = from + rows.columns();
            double mean = IntStream.range(from, to)
                    .mapToDouble(i -> values[i])
                    .average()
                    .orElse(0);
            double squares = IntStream.range(from, to)
                    .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
                    .sum();
            double scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
            for (int i = from; i < to; i++) {
                values[i] = (float) (scale * (values[i] - mean));
            }
        }
        return standardised;
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

    private static Stream<Part> parts(String set, ScNetInput.Validation held) {
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
