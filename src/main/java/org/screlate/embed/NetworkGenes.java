package org.screlate.embed;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.screlate.data.CellMatrix;
import org.screlate.data.GeneNetwork;
import org.screlate.data.InvalidInputException;
import org.screlate.matrix.SparseMatrix;

/**
 * The genes that can be embedded: expressed in some cell, and joined to another such gene.
 *
 * @param expression of them
 * @param network of them, {@code [genes × genes]}
 * @param silent how many genes with an interaction no cell expresses
 * @param alone how many genes have no interaction with one that is expressed
 */
public record NetworkGenes(CellMatrix expression, SparseMatrix network, int silent, int alone) {
    /** Chooses them; all cells stay. */
    public static NetworkGenes of(CellMatrix expression, GeneNetwork network) {
        if (expression.cells().size() < 2) {
            throw new InvalidInputException("embedding needs at least 2 cells, not "
                    + expression.cells().size());
        }
        boolean[] expressed = expressed(expression);
        SparseMatrix all = network.weights();
        int silent = 0;
        int[] chosen = new int[expressed.length];
        int next = 0;
        for (int g = 0; g < expressed.length; g++) {
            boolean joined = all.offsets()[g] < all.offsets()[g + 1];
            silent += joined && !expressed[g] ? 1 : 0;
            boolean toExpressed =
                    IntStream.range(all.offsets()[g], all.offsets()[g + 1]).anyMatch(k -> expressed[all.indices()[k]]);
            if (expressed[g] && toExpressed) {
                chosen[next++] = g;
            }
        }
        if (next == 0) {
            throw new InvalidInputException("no two genes that cells express interact in the network");
        }
        int[] genes = Arrays.copyOf(chosen, next);
        return new NetworkGenes(
                expression.selectGenes(genes), all.select(genes, genes), silent, expressed.length - silent - next);
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
