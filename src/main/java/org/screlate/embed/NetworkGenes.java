package org.screlate.embed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.screlate.data.CellMatrix;
import org.screlate.data.GeneNetwork;
import org.screlate.data.InvalidInputException;
import org.screlate.matrix.SparseMatrix;

/**
 * The genes that can be embedded: expressed in some cell, and joined to another such gene or kept without.
 *
 * @param expression of them
 * @param network of them, {@code [genes × genes]}
 * @param isolated how many of them have no interaction with another
 * @param silent how many genes with an interaction no cell expresses
 * @param alone how many genes have no interaction with one that is expressed
 */
public record NetworkGenes(CellMatrix expression, SparseMatrix network, int isolated, int silent, int alone) {
    /**
     * Chooses them; all cells stay.
     *
     * @param keepIsolated whether genes stay that are expressed and have no interaction with another such gene
     */
    public static NetworkGenes of(CellMatrix expression, GeneNetwork network, boolean keepIsolated) {
        if (expression.cells().size() < 2) {
            throw new InvalidInputException("embedding needs at least 2 cells, not "
                    + expression.cells().size());
        }
        boolean[] expressed = expressed(expression);
        SparseMatrix all = network.weights();
        int silent = 0;
        int isolated = 0;
        int[] chosen = new int[expressed.length];
        int next = 0;
        for (int g = 0; g < expressed.length; g++) {
            boolean joined = all.offsets()[g] < all.offsets()[g + 1];
            silent += joined && !expressed[g] ? 1 : 0;
            boolean toExpressed =
                    IntStream.range(all.offsets()[g], all.offsets()[g + 1]).anyMatch(k -> expressed[all.indices()[k]]);
            if (expressed[g] && (toExpressed || keepIsolated)) {
                chosen[next++] = g;
                isolated += toExpressed ? 0 : 1;
            }
        }
        if (next == isolated) {
            throw new InvalidInputException("no two genes that cells express interact in the network");
        }
        int[] genes = Arrays.copyOf(chosen, next);
        return new NetworkGenes(
                expression.selectGenes(genes),
                all.select(genes, genes),
                isolated,
                silent,
                expressed.length - silent - next);
    }

    /**
     * Other cells with these genes, in this order; what they do not have counts as not expressed.
     *
     * @throws InvalidInputException if they have none, or hold what is no number
     */
    public static CellMatrix like(CellMatrix others, List<String> genes) {
        Map<String, Integer> places = CellMatrix.index("gene", genes);
        expressed(others);
        SparseMatrix byGene = others.values().toSparse().transpose();
        List<Integer> from = new ArrayList<>();
        List<Integer> to = new ArrayList<>();
        for (int g = 0; g < others.genes().size(); g++) {
            Integer place = places.get(others.genes().get(g));
            if (place != null) {
                from.add(g);
                to.add(place);
            }
        }
        if (from.isEmpty()) {
            throw new InvalidInputException(
                    "the new cells have none of the genes of the model, such as '" + genes.get(0)
                            + "'; they have genes such as '" + others.genes().get(0) + "'");
        }
        int[] rows = new int[genes.size()];
        Arrays.fill(rows, byGene.rows()); // an empty row, put last
        for (int i = 0; i < from.size(); i++) {
            rows[to.get(i)] = from.get(i);
        }
        int[] offsets = Arrays.copyOf(byGene.offsets(), byGene.rows() + 2);
        offsets[byGene.rows() + 1] = byGene.stored();
        SparseMatrix padded =
                new SparseMatrix(byGene.rows() + 1, byGene.columns(), offsets, byGene.indices(), byGene.values());
        return CellMatrix.of(others.cells(), genes, padded.selectRows(rows).transpose(), others.layer())
                .withProvenance(others.provenance());
    }

    private static boolean[] expressed(CellMatrix expression) {
        boolean[] expressed = new boolean[expression.genes().size()];
        SparseMatrix sparse = expression.values().toSparse();
        for (int k = 0; k < sparse.stored(); k++) {
            float value = sparse.values()[k];
            if (!Float.isFinite(value)) {
                throw new InvalidInputException("gene '" + expression.genes().get(sparse.indices()[k])
                        + "' has a value of " + value + "; embedding needs numbers everywhere");
            }
            expressed[sparse.indices()[k]] |= value != 0;
        }
        return expressed;
    }
}
