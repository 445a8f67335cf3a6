package org.screlate.network;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Provenance;
import org.screlate.graph.PairCorrelations;

/**
 * Correlations between the genes of an embedding, or of expression with cells as dimensions.
 *
 * @param genes those with spread
 * @param pairs of these genes, in this order
 * @param leftOut genes that are the same in all dimensions, and so correlate with nothing
 * @param provenance the steps that led here
 */
public record GeneCorrelations(
        List<String> genes, PairCorrelations pairs, List<String> leftOut, Provenance provenance) {
    /** Least number of dimensions: two points correlate by 1 or −1 whatever they are. */
    private static final int LEAST_DIMENSIONS = 3;

    /**
     * Prepares them.
     *
     * @param profiles one row a gene, all finite
     * @param signed whether only positive correlations join genes
     */
    public static GeneCorrelations of(GeneEmbedding profiles, boolean signed) {
        if (profiles.dimensions().size() < LEAST_DIMENSIONS) {
            throw new InvalidInputException(
                    "profiles of " + profiles.dimensions().size()
                            + " dimensions say nothing about correlation; give at least " + LEAST_DIMENSIONS);
        }
        PairCorrelations all = PairCorrelations.of(profiles.values(), !signed);
        int[] varied = IntStream.range(0, profiles.genes().size())
                .filter(g -> !all.isConstant(g))
                .toArray();
        if (varied.length < 2) {
            throw new InvalidInputException(varied.length + " of "
                    + profiles.genes().size() + " genes differ between dimensions; a network needs at least two");
        }
        List<String> leftOut = IntStream.range(0, profiles.genes().size())
                .filter(all::isConstant)
                .mapToObj(profiles.genes()::get)
                .toList();
        PairCorrelations pairs =
                leftOut.isEmpty() ? all : PairCorrelations.of(profiles.values().selectRows(varied), !signed);
        List<String> genes =
                IntStream.of(varied).mapToObj(profiles.genes()::get).toList();
        return new GeneCorrelations(genes, pairs, leftOut, profiles.provenance());
    }

    /** The genes of one that the other has too, in the order of the one. */
    public static GeneEmbedding shared(GeneEmbedding one, GeneEmbedding other) {
        Set<String> others = new HashSet<>(other.genes());
        int[] rows = IntStream.range(0, one.genes().size())
                .filter(g -> others.contains(one.genes().get(g)))
                .toArray();
        if (rows.length < 2) {
            throw new InvalidInputException("the two conditions share " + rows.length + " genes, of "
                    + one.genes().size() + " and " + other.genes().size() + "; do both name genes alike?");
        }
        return new GeneEmbedding(
                IntStream.of(rows).mapToObj(one.genes()::get).toList(),
                one.dimensions(),
                one.values().selectRows(rows),
                one.name(),
                one.provenance());
    }

    /** Number of pairs. */
    long number() {
        return (long) genes.size() * (genes.size() - 1) / 2;
    }
}
