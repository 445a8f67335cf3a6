package org.screlate.embed;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.GenePairs;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.graph.HeldOutPairs;
import org.screlate.graph.NodePairs;
import org.screlate.graph.PairCorrelations;
import org.screlate.graph.PairScores;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

/**
 * How likely pairs of somebody's own choice interact.
 *
 * @param table {@code gene_1 gene_2 learned_from inner_product correlation pair_score}, in the order of the pairs; the last is
 *     missing where validation interactions are too few to learn it from
 * @param unknown pairs left out, as a gene of them was not embedded
 */
public record ScoredPairs(Table table, int unknown) {
    /**
     * Scores them.
     *
     * @param genes that were embedded
     * @param vectors of them, {@code [genes × dimensions]}
     */
    public static ScoredPairs of(
            GenePairs wanted, List<String> genes, HeldOutEdges edges, DenseMatrix vectors, Workers workers) {
        NodePairs pairs = known(wanted, genes);
        if (pairs.size() == 0) {
            throw new InvalidInputException(
                    "none of the " + wanted.size() + " pairs is of two genes that are embedded");
        }
        HeldOutPairs validation = edges.validation();
        WalkedPairs walks = new WalkedPairs(
                edges.training(),
                Stream.of(validation.edges(), validation.uniform(), validation.matched(), pairs)
                        .toList(),
                workers);
        double[] missing = new double[pairs.size()];
        Arrays.fill(missing, Double.NaN);
        double[] score = PairScore.learn(edges.training(), vectors, validation, walks)
                .map(learned -> learned.of(pairs, walks.of(pairs)))
                .orElse(missing);
        boolean[] learnedFrom = new boolean[pairs.size()];
        for (int i = 0; i < learnedFrom.length; i++) {
            learnedFrom[i] = edges.training().get(pairs.first()[i], pairs.second()[i]) != 0;
        }
        Table table = Table.ofRows(pairs.size())
                .with("gene_1", new Column.Text(names(genes, pairs.first())))
                .with("gene_2", new Column.Text(names(genes, pairs.second())))
                .with("learned_from", new Column.Flag(learnedFrom))
                .with("inner_product", new Column.Real(PairScores.innerProducts(vectors, pairs)))
                .with(
                        "correlation",
                        new Column.Real(PairCorrelations.of(vectors, false).of(pairs)))
                .with("pair_score", new Column.Real(score));
        return new ScoredPairs(table, wanted.size() - pairs.size());
    }

    private static NodePairs known(GenePairs wanted, List<String> genes) {
        Map<String, Integer> places = CellMatrix.index("gene", genes);
        int[] first = new int[wanted.size()];
        int[] second = new int[wanted.size()];
        int next = 0;
        for (int i = 0; i < wanted.size(); i++) {
            Integer a = places.get(wanted.genes().get(wanted.first()[i]));
            Integer b = places.get(wanted.genes().get(wanted.second()[i]));
            if (a != null && b != null) {
                first[next] = a;
                second[next++] = b;
            }
        }
        return new NodePairs(Arrays.copyOf(first, next), Arrays.copyOf(second, next));
    }

    private static String[] names(List<String> genes, int[] numbers) {
        return Arrays.stream(numbers).mapToObj(genes::get).toArray(String[]::new);
    }
}
