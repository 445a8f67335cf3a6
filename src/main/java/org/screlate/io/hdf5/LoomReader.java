package org.screlate.io.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.io.foreign.CompressedRows;
import org.screlate.io.foreign.ForeignMatrix;
import org.screlate.io.foreign.ForeignOptions;

/** loom files, as loompy and velocyto write them: genes in rows, attributes of rows and columns beside the matrix. */
public final class LoomReader {
    private static final List<String> CELLS = List.of("CellID", "obs_names", "cell_names", "cell_id", "barcode");
    private static final List<String> GENES =
            List.of("Gene", "var_names", "gene_names", "gene_name", "gene_symbols", "Accession", "gene_ids");

    private LoomReader() {}

    /** Reads the matrix, or a layer of it. */
    public static ForeignMatrix read(Path path, ForeignOptions options, LongConsumer memory) {
        return Hdf.read(path, file -> {
            HdfKind.check(file, ForeignOptions.Format.LOOM);
            HdfMatrix matrix = HdfMatrix.of(matrix(file, options.layer()));
            Table cells = attributes(file, "col_attrs", matrix.columns());
            Table genes = attributes(file, "row_attrs", matrix.rows());
            String cellColumn = name(cells, CELLS, "col_attrs", "cells");
            String gene = options.geneColumn();
            String geneColumn = gene != null ? gene : name(genes, GENES, "row_attrs", "genes");
            memory.accept(CompressedRows.bytes(2 * matrix.stored()));
            ForeignMatrix bare = new ForeignMatrix(
                    path.toString(),
                    List.of(cells.labels(cellColumn)),
                    List.of(genes.labels(geneColumn)),
                    matrix.readTransposed(),
                    Table.ofRows(matrix.columns()),
                    genes,
                    "",
                    "transpose it and import again",
                    List.of());
            return bare.withCellMetadata(without(cells, cellColumn), List.of());
        });
    }

    private static Node matrix(HdfFile file, @Nullable String layer) {
        Node node = layer == null
                ? Hdf.child(file, "matrix")
                : Hdf.child(file, "layers") instanceof Group layers ? Hdf.child(layers, layer) : null;
        if (!(node instanceof Dataset)) {
            List<String> names = Hdf.child(file, "layers") instanceof Group layers ? Hdf.names(layers) : List.of();
            throw new InvalidInputException("it has no "
                    + (layer == null ? "'matrix'; is it a loom file?" : "layer '" + layer + "'; there are: ")
                    + String.join(", ", names));
        }
        return node;
    }

    private static Table attributes(HdfFile file, String name, int rows) {
        Map<String, Column> columns = new LinkedHashMap<>();
        Group group = Hdf.group(file, name);
        for (String attribute : Hdf.names(group)) {
            Column column = HdfFrame.readable(group, attribute);
            if (column != null && column.size() == rows) {
                columns.put(attribute, column);
            }
        }
        return new Table(rows, columns);
    }

    private static String name(Table table, List<String> usual, String where, String what) {
        return usual.stream()
                .filter(table.names()::contains)
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("no attribute in its " + where + " names the " + what
                        + " (looked for " + String.join(", ", usual) + "); there are: "
                        + String.join(", ", table.names())));
    }

    private static Table without(Table table, String column) {
        List<String> others = new ArrayList<>(table.names());
        others.remove(column);
        Table rest = Table.ofRows(table.rows());
        for (String name : others) {
            rest = rest.with(name, table.column(name));
        }
        return rest;
    }
}
