package org.screlate.io.foreign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.screlate.data.CellGraph;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Embedding;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;

/**
 * All that is known of the same cells and genes, as AnnData holds it: one main matrix, further layers of its shape,
 * columns about cells and genes, coordinates of either, graphs of the cells. Parts are brought into the main matrix' order.
 */
public final class AnnotatedMatrix {
    private final boolean sharedGenesOnly;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, AnnotatedLayer> layers = new LinkedHashMap<>();
    private final Map<String, DenseMatrix> coordinates = new LinkedHashMap<>();
    private final Map<String, GeneEmbedding> geneEmbeddings = new LinkedHashMap<>();
    private final Map<String, SparseMatrix> graphs = new LinkedHashMap<>();
    private final Map<String, Integer> cellIndex;
    private CellMatrix main;
    private Provenance provenance;

    /**
     * Begins with the main matrix.
     *
     * @param sharedGenesOnly whether layers with fewer genes restrict everything to the genes that all have; else such a
     *     layer is NaN for the genes it has not, and a column of the gene metadata says which it has
     */
    public AnnotatedMatrix(CellMatrix main, boolean sharedGenesOnly) {
        this.main = main;
        this.sharedGenesOnly = sharedGenesOnly;
        this.cellIndex = CellMatrix.index("cell", main.cells());
        this.provenance = main.provenance();
    }

    /** The main matrix, its cell metadata with all columns joined so far. */
    public CellMatrix main() {
        return main;
    }

    /** Further values for the cells of the main matrix, and for some or all of its genes. */
    public Map<String, AnnotatedLayer> layers() {
        return Collections.unmodifiableMap(layers);
    }

    /** Coordinates, {@code [cells × dimensions]} each. */
    public Map<String, DenseMatrix> coordinates() {
        return Collections.unmodifiableMap(coordinates);
    }

    /** Coordinates of genes, {@code [genes × dimensions]} each; NaN for genes that have none. */
    public Map<String, DenseMatrix> geneCoordinates() {
        Map<String, DenseMatrix> values = new LinkedHashMap<>();
        geneEmbeddings.forEach((name, embedding) -> values.put(name, spread(embedding)));
        return values;
    }

    /** Graphs, {@code [cells × cells]} each. */
    public Map<String, SparseMatrix> graphs() {
        return Collections.unmodifiableMap(graphs);
    }

    /** The steps that led to all parts. */
    public Provenance provenance() {
        return provenance;
    }

    /** Adds a step to the history. */
    public void addStep(Provenance.Step step) {
        provenance = provenance.then(step);
    }

    /** What was left out or filled, for the user. */
    public List<String> notes() {
        return Collections.unmodifiableList(notes);
    }

    /** Whether there is more than a main matrix can hold. */
    public boolean hasParts() {
        return !layers.isEmpty() || !coordinates.isEmpty() || !geneEmbeddings.isEmpty() || !graphs.isEmpty();
    }

    /** Adds a layer of the same cells, whose name must not say that it is another. */
    public void addLayer(String name, CellMatrix layer) {
        AnnotatedLayer.checkName(name, layer.layer());
        CellMatrix ordered = inOrder(layer.cells(), "layer '" + name + "'", layer::selectCells, layer);
        Map<String, Integer> geneIndex = CellMatrix.index("gene", main.genes());
        List<String> unknown =
                layer.genes().stream().filter(g -> !geneIndex.containsKey(g)).toList();
        if (!unknown.isEmpty() && !sharedGenesOnly) {
            throw new InvalidInputException("layer '" + name + "' has " + unknown.size()
                    + " genes that --cells has not, such as '" + unknown.get(0) + "'; give --genes shared");
        }
        provenance = provenance.with(layer.provenance());
        if (sharedGenesOnly) {
            restrictToShared(name, ordered);
        } else {
            layers.put(name, AnnotatedLayer.of(ordered, geneIndex));
            sayCovered(name, ordered.genes());
        }
    }

    private void restrictToShared(String name, CellMatrix added) {
        int before = main.genes().size();
        List<String> shared = new ArrayList<>(main.genes());
        shared.retainAll(CellMatrix.index("gene", added.genes()).keySet());
        if (shared.isEmpty()) {
            throw new InvalidInputException("the layers share no gene with --cells");
        }
        main = main.selectGenes(places(shared, main.genes()));
        Map<String, Integer> geneIndex = CellMatrix.index("gene", shared);
        layers.replaceAll((other, layer) -> AnnotatedLayer.of(
                layer.values().selectGenes(places(shared, layer.values().genes())), geneIndex));
        layers.put(name, AnnotatedLayer.of(added.selectGenes(places(shared, added.genes())), geneIndex));
        if (shared.size() < before) {
            notes.add("kept the " + shared.size() + " of " + before + " genes that all layers have");
        }
    }

    private static int[] places(List<String> wanted, List<String> all) {
        Map<String, Integer> index = CellMatrix.index("gene", all);
        return wanted.stream().mapToInt(index::get).toArray();
    }

    private void sayCovered(String name, List<String> genes) {
        if (genes.size() == main.genes().size()) {
            return;
        }
        boolean[] covered = new boolean[main.genes().size()];
        Arrays.stream(places(genes, main.genes())).forEach(g -> covered[g] = true);
        main = main.withGeneMetadata(main.geneMetadata().with("in_" + name, new Column.Flag(covered)));
        notes.add("layer '" + name + "' has " + genes.size() + " of "
                + main.genes().size() + " genes; the others are NaN in it, and var['in_" + name
                + "'] tells which it has");
    }

    /** Adds coordinates of the same cells. */
    public void addCoordinates(String name, Embedding embedding) {
        DenseMatrix values = embedding.values();
        coordinates.put(name, inOrder(embedding.cells(), "obsm '" + name + "'", values::selectRows, values));
        provenance = provenance.with(embedding.provenance());
    }

    /** Adds coordinates of genes; some of the genes of the main matrix may have none, and others are left out. */
    public void addGeneCoordinates(String name, GeneEmbedding embedding) {
        Set<String> placed = new HashSet<>(embedding.genes());
        long found = main.genes().stream().filter(placed::contains).count();
        if (found == 0) {
            throw new InvalidInputException("varm '" + name + "' has none of the genes of --cells, but genes such as '"
                    + embedding.genes().get(0) + "'");
        }
        if (found < main.genes().size()) {
            notes.add("varm '" + name + "' has " + found + " of " + main.genes().size()
                    + " genes; the others are NaN in it");
        }
        if (found < placed.size()) {
            notes.add("left out " + (placed.size() - found) + " genes of varm '" + name + "' that are not in --cells");
        }
        geneEmbeddings.put(name, embedding);
        provenance = provenance.with(embedding.provenance());
    }

    private DenseMatrix spread(GeneEmbedding embedding) {
        Map<String, Integer> index = CellMatrix.index("gene", embedding.genes());
        DenseMatrix rows =
                DenseMatrix.zeros(main.genes().size(), embedding.dimensions().size());
        Arrays.fill(rows.values(), Float.NaN);
        for (int g = 0; g < rows.rows(); g++) {
            Integer row = index.get(main.genes().get(g));
            if (row != null) {
                System.arraycopy(embedding.values().row(row), 0, rows.values(), rows.offset(g), rows.columns());
            }
        }
        return rows;
    }

    /** Adds a graph of the same cells. */
    public void addGraph(String name, CellGraph graph) {
        SparseMatrix weights = graph.weights();
        graphs.put(
                name,
                inOrder(
                        graph.nodes(),
                        "obsp '" + name + "'",
                        rows -> weights.selectRows(rows).selectColumns(rows),
                        weights));
        provenance = provenance.with(graph.provenance());
    }

    private interface Select<T> {
        T rows(int[] selected);
    }

    private <T> T inOrder(List<String> cells, String what, Select<T> select, T asIs) {
        if (cells.equals(main.cells())) {
            return asIs;
        }
        Map<String, Integer> index = CellMatrix.index("cell", cells);
        long missing =
                main.cells().stream().filter(cell -> !index.containsKey(cell)).count();
        if (missing > 0 || cells.size() != main.cells().size()) {
            throw new InvalidInputException(what + " has another set of cells than --cells: " + missing
                    + " of its " + main.cells().size() + " are missing, "
                    + cells.stream()
                            .filter(cell -> !cellIndex.containsKey(cell))
                            .count() + " are extra");
        }
        return select.rows(main.cells().stream().mapToInt(index::get).toArray());
    }

    /** Joins a table about the cells; cells it does not name get missing values. */
    public void addCellColumns(String source, Table table, Provenance history) {
        Map<String, Integer> index;
        try {
            index = CellMatrix.index("cell", List.of(table.labels(CellMetadata.CELL)));
        } catch (InvalidInputException e) {
            throw new InvalidInputException(source + ": " + e.getMessage(), e);
        }
        int[] rows = main.cells().stream()
                .mapToInt(cell -> index.getOrDefault(cell, -1))
                .toArray();
        long missing = IntStream.of(rows).filter(row -> row < 0).count();
        if (missing == rows.length) {
            throw new InvalidInputException(source + ": it names no cell of --cells");
        }
        if (missing > 0) {
            notes.add(source + " has nothing about " + missing + " of " + rows.length + " cells; left missing");
        }
        if (index.size() > rows.length - missing) {
            notes.add("left out " + (index.size() - rows.length + missing) + " rows of " + source
                    + ", whose cells are not in --cells");
        }
        Map<String, Column> columns = new HashMap<>(main.cellMetadata().columns());
        Table metadata = main.cellMetadata();
        for (String name : table.names()) {
            if (!name.equals(CellMetadata.CELL)) {
                if (columns.containsKey(name)) {
                    notes.add("column '" + name + "' of " + source + " replaces one of the same name");
                }
                metadata = metadata.with(name, pick(table.column(name), rows));
            }
        }
        main = main.withCellMetadata(metadata);
        provenance = provenance.with(history);
    }

    private static Column pick(Column column, int[] rows) {
        if (IntStream.of(rows).allMatch(row -> row >= 0)) {
            return column.select(rows);
        }
        String[] texts = IntStream.of(rows)
                .mapToObj(row -> row < 0 ? "" : column.text(row))
                .toArray(String[]::new);
        return column instanceof Column.Text ? ColumnText.text(texts) : ColumnText.column(texts);
    }
}
