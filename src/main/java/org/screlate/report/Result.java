package org.screlate.report;

import java.util.List;
import org.screlate.data.CellGraph;
import org.screlate.data.CellMatrix;
import org.screlate.data.Embedding;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.GeneSet;
import org.screlate.data.Provenance;
import org.screlate.data.Table;

/**
 * One result of a run.
 *
 * @param sample whose result it is; empty where it is of all
 * @param label what tells it from others of its kind in the same sample, such as {@code embedded}; may be empty
 * @param file its name, for messages
 * @param content what it holds
 * @param provenance the steps that led to it; none of a table as text
 */
public record Result(String sample, String label, String file, Content content, Provenance provenance) {
    /** What a result holds. */
    public sealed interface Content {}

    /**
     * A table.
     *
     * @param table the rows
     */
    public record Rows(Table table) implements Content {}

    /**
     * A cell matrix.
     *
     * @param matrix the matrix
     */
    public record Cells(CellMatrix matrix) implements Content {}

    /**
     * Cells in few dimensions.
     *
     * @param embedding the coordinates
     */
    public record Points(Embedding embedding) implements Content {}

    /**
     * Genes in few dimensions.
     *
     * @param embedding the coordinates
     */
    public record Genes(GeneEmbedding embedding) implements Content {}

    /**
     * Gene sets.
     *
     * @param sets the sets
     */
    public record Sets(List<GeneSet> sets) implements Content {
        /** Keeps its own copy. */
        public Sets {
            sets = List.copyOf(sets);
        }
    }

    /**
     * A graph of cells or a network of genes.
     *
     * @param graph nodes and edges
     */
    public record Graph(CellGraph graph) implements Content {}
}
