package org.screlate.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.screlate.data.CellMatrix;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.graph.HeldOutPairs;
import org.screlate.graph.NodePairs;
import org.screlate.graph.PairCorrelations;
import org.screlate.graph.PairScores;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;

/**
 * How well held-out edges of a network are told from pairs that no edge joins, drawn uniformly and matched by degree: by
 * inner products and correlations of profiles, and by rules that know only the edges left, the product of degrees and the
 * number of common neighbours.
 *
 * <p>Against uniform pairs a score that knows how many partners a gene has goes far; matched pairs take that away.
 */
public final class EdgeEvaluation {
    private static final String TRAIN = "train";
    private static final String TEST = "test";
    private static final String EDGE = "edge";

    private final List<String> genes;
    private final SparseMatrix training;
    private final HeldOutPairs held;

    private EdgeEvaluation(List<String> genes, SparseMatrix training, HeldOutPairs held) {
        this.genes = genes;
        this.training = training;
        this.held = held;
    }

    /**
     * Takes a split network.
     *
     * @param split columns {@code gene_1}, {@code gene_2}, {@code set} (train, test, others are passed over) and perhaps
     *     {@code kind} (edge, uniform, matched), as embed writes it; pairs that no edge joins are drawn where there are none
     * @param seed of the draws
     */
    public static EdgeEvaluation of(Table split, long seed) {
        String[] first = split.labels("gene_1");
        String[] second = split.labels("gene_2");
        String[] sets = split.labels("set");
        String[] kinds = new String[sets.length];
        Arrays.fill(kinds, EDGE);
        if (split.names().contains("kind")) {
            kinds = split.labels("kind");
        }
        Map<String, Integer> index = new LinkedHashMap<>();
        for (int i = 0; i < sets.length; i++) {
            index.putIfAbsent(first[i], index.size());
            index.putIfAbsent(second[i], index.size());
        }
        Parts parts = new Parts(first, second, sets, kinds, index);
        NodePairs train = parts.pairs(TRAIN, EDGE);
        NodePairs test = parts.pairs(TEST, EDGE);
        if (train.size() == 0 || test.size() == 0) {
            throw new InvalidInputException("the split has " + train.size() + " edges of the set 'train' and "
                    + test.size() + " of the set 'test'; both are needed");
        }
        HeldOutPairs given = new HeldOutPairs(test, parts.pairs(TEST, "uniform"), parts.pairs(TEST, "matched"));
        HeldOutPairs held = given.canJudge() ? given : HeldOutPairs.beside(parts.network(EDGE), test, seed);
        if (!held.canJudge()) {
            throw new InvalidInputException("the network leaves no pair without an edge to tell the edges from");
        }
        return new EdgeEvaluation(List.copyOf(index.keySet()), train.network(index.size(), ones(train.size())), held);
    }

    /** The rows of a split. */
    private record Parts(String[] first, String[] second, String[] sets, String[] kinds, Map<String, Integer> index) {
        NodePairs pairs(String set, String kind) {
            return pairs(IntStream.range(0, sets.length)
                    .filter(i -> sets[i].equals(set) && kinds[i].equals(kind))
                    .toArray());
        }

        SparseMatrix network(String kind) {
            NodePairs pairs = pairs(IntStream.range(0, sets.length)
                    .filter(i -> kinds[i].equals(kind))
                    .toArray());
            return pairs.network(index.size(), ones(pairs.size()));
        }

        private NodePairs pairs(int[] rows) {
            return new NodePairs(
                    Arrays.stream(rows)
                            .map(i -> index.getOrDefault(first[i], -1))
                            .toArray(),
                    Arrays.stream(rows)
                            .map(i -> index.getOrDefault(second[i], -1))
                            .toArray());
        }
    }

    private static float[] ones(int size) {
        float[] ones = new float[size];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** How many edges are to be found. */
    public int size() {
        return held.edges().size();
    }

    /**
     * Scores.
     *
     * @param profiles by name; each must hold every gene of the edges to find and of the pairs beside them
     * @return name: the predictor; metric: auroc and ap (average precision) against uniform and matched pairs
     */
    public Table score(Map<String, GeneEmbedding> profiles) {
        Map<String, Function<NodePairs, double[]>> predictors = new LinkedHashMap<>();
        profiles.forEach((name, points) -> {
            DenseMatrix rows = rows(name, points);
            PairCorrelations correlations = PairCorrelations.of(rows, false);
            predictors.put(name + " inner_product", pairs -> PairScores.innerProducts(rows, pairs));
            predictors.put(name + " correlation", correlations::of);
        });
        predictors.put("degree_product", pairs -> PairScores.degreeProducts(training, pairs));
        predictors.put("common_neighbours", pairs -> PairScores.commonNeighbours(training, pairs));
        Metrics metrics = new Metrics("edges");
        predictors.forEach((name, predictor) -> {
            HeldOutPairs.Scores scores = held.scores(predictor);
            metrics.add(name, "auroc_uniform", scores.aurocUniform(), size())
                    .add(name, "auroc_matched", scores.aurocMatched(), size())
                    .add(name, "ap_uniform", scores.apUniform(), size())
                    .add(name, "ap_matched", scores.apMatched(), size());
        });
        return metrics.table();
    }

    /** The profiles of all genes in the order of the network; of genes that no pair to tell needs, zeros. */
    private DenseMatrix rows(String name, GeneEmbedding points) {
        Map<String, Integer> index = CellMatrix.index("gene", points.genes());
        Set<Integer> needed = new LinkedHashSet<>();
        for (NodePairs pairs : List.of(held.edges(), held.uniform(), held.matched())) {
            IntStream.of(pairs.first()).forEach(needed::add);
            IntStream.of(pairs.second()).forEach(needed::add);
        }
        List<String> missing = new ArrayList<>();
        DenseMatrix rows = DenseMatrix.zeros(genes.size(), points.dimensions().size());
        for (int g : needed) {
            Integer row = index.get(genes.get(g));
            if (row == null) {
                missing.add(genes.get(g));
            } else {
                System.arraycopy(
                        points.values().values(),
                        points.values().offset(row),
                        rows.values(),
                        rows.offset(g),
                        rows.columns());
            }
        }
        if (!missing.isEmpty()) {
            throw new InvalidInputException("the profiles '" + name + "' lack " + missing.size() + " of "
                    + needed.size() + " genes of the edges to find, such as '" + missing.get(0)
                    + "'; use profiles of the same genes");
        }
        return rows;
    }
}
