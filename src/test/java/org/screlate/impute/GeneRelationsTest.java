package org.screlate.impute;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.testing.SmallMatrices;

final class GeneRelationsTest {
    @Test
    void eachPairIsThereOnceWithTheSignAsAWord() {
        DenseMatrix graph = new DenseMatrix(3, 3, new float[] {2, 0.5f, 0, 0.5f, 2, -0.25f, 0, -0.25f, 2});
        Table table = GeneRelations.table(graph.toSparse(), List.of("a", "b", "c"));
        assertEquals(List.of("gene_1", "gene_2", "weight", "relation"), table.names());
        assertArrayEquals(new String[] {"a", "b"}, table.labels("gene_1"));
        assertArrayEquals(new String[] {"b", "c"}, table.labels("gene_2"));
        assertArrayEquals(new String[] {"0.5", "0.25"}, table.labels("weight"));
        assertArrayEquals(new String[] {"associating", "dissociating"}, table.labels("relation"));
    }

    /** Genes 1 and 2 rise together, gene 3 falls as they rise, and no zero is filled, as there is none. */
    @Test
    void genesAreJoinedByTheirCorrelation() {
        float[][] rows = {{1, 2, 9}, {2, 4.5f, 7}, {3, 6, 5}, {4, 7.5f, 3}, {5, 10, 1}};
        Table table = relations(rows);
        Map<String, String> found = new HashMap<>();
        for (int i = 0; i < table.rows(); i++) {
            found.put(table.labels("gene_1")[i] + table.labels("gene_2")[i], table.labels("relation")[i]);
        }
        assertEquals(Map.of("GENE0GENE1", "associating", "GENE0GENE2", "dissociating"), found);
    }

    @Test
    void moreNeighboursThanGenesAreRefused() {
        assertThrows(InvalidInputException.class, () -> relations(new float[][] {{1}, {2}, {3}, {4}, {5}}));
    }

    private static Table relations(float[][] rows) {
        Sccr method = new Sccr(new Sccr.Options(Mode.SMOOTH, 2, 1, 5, 0.05, 0.99, 0.01, true, Sccr.GeneStep.FULL));
        return method.geneRelations(SmallMatrices.dense(Layer.LOGNORM, rows), Relations.DEFAULTS, Workers.ONE);
    }
}
