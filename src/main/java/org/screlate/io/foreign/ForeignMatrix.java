package org.screlate.io.foreign;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.screlate.data.Table;
import org.screlate.matrix.SparseMatrix;

/**
 * A matrix as a file of another program has it: names may be empty or repeat, values may be anything. {@link
 * ForeignChecks} makes a cell matrix of it, or refuses.
 *
 * @param source the file, for messages
 * @param cells one a row
 * @param genes one a column
 * @param values {@code [cells × genes]}
 * @param cellMetadata one row a cell
 * @param geneMetadata one row a gene
 * @param elsewhere where else in the file counts may lie, as an advice that ends a message; empty if nowhere
 * @param turned what to do if genes and cells are swapped
 * @param logBase the base of the logarithm that the file says its values went through; NaN if it does not say
 * @param notes what was left out or renamed, for the user
 */
public record ForeignMatrix(
        String source,
        List<String> cells,
        List<String> genes,
        SparseMatrix values,
        Table cellMetadata,
        Table geneMetadata,
        String elsewhere,
        String turned,
        double logBase,
        List<String> notes) {
    /** Names that columns of cell metadata must not have, because the columns of a cell matrix file have them. */
    public static final Set<String> RESERVED = Set.of(CellMetadata.CELL, "indices", "data", "values", "imputed");

    /** Keeps its own copies. */
    public ForeignMatrix {
        cells = List.copyOf(cells);
        genes = List.copyOf(genes);
        notes = List.copyOf(notes);
    }

    /** Of a file that says nothing of logarithms. */
    public ForeignMatrix(
            String source,
            List<String> cells,
            List<String> genes,
            SparseMatrix values,
            Table cellMetadata,
            Table geneMetadata,
            String elsewhere,
            String turned,
            List<String> notes) {
        this(source, cells, genes, values, cellMetadata, geneMetadata, elsewhere, turned, Double.NaN, notes);
    }

    /** Advice on other gene names, where there are any. */
    String otherNames() {
        return geneMetadata.names().isEmpty() ? "" : ", or other names by --gene-column";
    }

    ForeignMatrix withValues(SparseMatrix others) {
        return new ForeignMatrix(
                source, cells, genes, others, cellMetadata, geneMetadata, elsewhere, turned, logBase, notes);
    }

    /** The same with other cell metadata, columns whose names our files need renamed, and more notes. */
    public ForeignMatrix withCellMetadata(Table metadata, List<String> more) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(more);
        Table renamed = Table.ofRows(metadata.rows());
        for (String name : metadata.names()) {
            String free = RESERVED.contains(name) ? "obs_" + name : name;
            renamed = renamed.with(free, metadata.column(name));
            if (!free.equals(name)) {
                all.add("the cell metadata column '" + name + "' is called '" + free + "' from here on");
            }
        }
        return new ForeignMatrix(source, cells, genes, values, renamed, geneMetadata, elsewhere, turned, logBase, all);
    }
}
