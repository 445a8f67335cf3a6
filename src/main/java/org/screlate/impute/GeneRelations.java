package org.screlate.impute;

import java.util.ArrayList;
import java.util.List;
import org.screlate.data.Column;
import org.screlate.data.Table;
import org.screlate.matrix.SparseMatrix;

/** The edges of scCR's gene graph as a table. */
final class GeneRelations {
    private GeneRelations() {}

    /**
     * Each pair once, in the order of the genes.
     *
     * @param graph symmetric, {@code [genes × genes]}; negative where genes are opposites
     */
    static Table table(SparseMatrix graph, List<String> genes) {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        List<Float> weights = new ArrayList<>();
        for (int g = 0; g < graph.rows(); g++) {
            for (int k = graph.offsets()[g]; k < graph.offsets()[g + 1]; k++) {
                if (graph.indices()[k] > g && graph.values()[k] != 0) {
                    first.add(genes.get(g));
                    second.add(genes.get(graph.indices()[k]));
                    weights.add(graph.values()[k]);
                }
            }
        }
        return Table.ofRows(weights.size())
                .with("gene_1", new Column.Text(first.toArray(new String[0])))
                .with("gene_2", new Column.Text(second.toArray(new String[0])))
                .with(
                        "weight",
                        new Column.Real(weights.stream().mapToDouble(Math::abs).toArray()))
                .with(
                        "relation",
                        new Column.Text(weights.stream()
                                .map(weight -> weight > 0 ? "associating" : "dissociating")
                                .toArray(String[]::new)));
    }
}
