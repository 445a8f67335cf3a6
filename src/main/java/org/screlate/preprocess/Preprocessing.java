package org.screlate.preprocess;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.matrix.SparseMatrix;

/**
 * From counts to expression: {@link QualityControl}, {@link Filter}, {@link HighlyVariableGenes}, {@link LibrarySize}. Cells
 * and genes stay in the order of the input.
 */
public final class Preprocessing {
    private static final List<String> FIGURES = List.of("n_counts", "n_genes", "mito_percent");
    /** The cell column of expression that brings counts to its unit: {@code log(1 + count / size_factor)}. */
    public static final String SIZE_FACTOR = "size_factor";

    private final Options options;

    /** Creates it; nothing is computed until {@link #run}. */
    public Preprocessing(Options options) {
        this.options = options;
    }

    /** Whose counts sum to a cell's size factor. */
    public enum SizeFactors {
        /** Those of all kept genes. */
        ALL,
        /** Those of the highly variable genes. */
        HVG;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** About how many bytes the work holds at its peak: the counts, the expression, and the batch that is read or written. */
    public static long memory(long stored) {
        return 12 * stored + Math.min(8 * stored, 24 << 20);
    }

    /** Does all of it. */
    public Result run(CellMatrix counts) {
        return express(filter(counts));
    }

    /** The first half: its answer does not hold on to what was dropped, so a caller that does not either saves memory. */
    public Kept filter(CellMatrix counts) {
        SparseMatrix x = counts.values().toSparse();
        QualityControl.Result quality = new QualityControl(options.quality).assess(counts);
        @Nullable String[] outlying = new OutlyingCells(options.outlying).reasons(counts, quality.cells());
        Filter.Result filtered = new Filter(options.filter).decide(x, quality, outlying);
        int[] cells = Filter.kept(filtered.cellReasons());
        int[] genes = Filter.kept(filtered.geneReasons());
        boolean all = cells.length == x.rows() && genes.length == x.columns();
        CellMatrix kept = new CellMatrix(
                select(counts.cells(), cells),
                select(counts.genes(), genes),
                all ? x : x.select(cells, genes),
                counts.layer(),
                addAbsent(counts.cellMetadata(), figures(quality.cells())).select(cells),
                counts.geneMetadata().select(genes),
                null,
                counts.provenance());
        return new Kept(kept, counts.cells(), counts.genes(), quality, filtered);
    }

    /** The second half. */
    public Result express(Kept kept) {
        @Nullable String[] cellReasons = kept.filtered.cellReasons().clone();
        Normalised normalised = options.sizeFactors == SizeFactors.ALL
                ? byAllGenes(kept.counts)
                : byVariableGenes(kept.counts, cellReasons);
        HighlyVariableGenes.Result variable = normalised.variable;
        CellMatrix described =
                normalised.counts.withGeneMetadata(merge(kept.counts.geneMetadata(), variable.columns()));
        Table sized = described.cellMetadata().with(SIZE_FACTOR, new Column.Real(normalised.factors));
        return new Result(
                described,
                described.withValues(normalised.expression, Layer.LOGNORM).withCellMetadata(sized),
                variable.genes(),
                cellTable(kept.cells, kept.quality.cells(), cellReasons),
                geneTable(kept.genes, kept.quality.genes(), kept.filtered.geneReasons()),
                kept.quality.mitochondrialGenes());
    }

    /**
     * What passed the filters.
     *
     * @param counts of the kept cells and genes
     * @param cells names of all cells of the input
     * @param genes names of all genes of the input
     * @param quality of all of them
     * @param filtered why some were dropped
     */
    public record Kept(
            CellMatrix counts,
            List<String> cells,
            List<String> genes,
            QualityControl.Result quality,
            Filter.Result filtered) {}

    private record Normalised(
            CellMatrix counts, SparseMatrix expression, double[] factors, HighlyVariableGenes.Result variable) {}

    private Normalised byAllGenes(CellMatrix kept) {
        SparseMatrix counts = kept.values().toSparse();
        boolean[] all = new boolean[counts.columns()];
        Arrays.fill(all, true);
        double[] sizes = LibrarySize.sums(counts, all);
        LibrarySize librarySize = new LibrarySize(options.librarySize);
        SparseMatrix expression = librarySize.normalise(counts, sizes);
        boolean ofCounts = options.variable.method() == HighlyVariableGenes.Method.VARIANCE;
        return new Normalised(
                kept, expression, librarySize.factors(sizes), variable(kept, ofCounts ? counts : expression));
    }

    private HighlyVariableGenes.Result variable(CellMatrix kept, SparseMatrix values) {
        String column = options.batch;
        return column == null
                ? new HighlyVariableGenes(options.variable).find(values)
                : new BatchVariableGenes(options.variable)
                        .find(values, column, kept.cellMetadata().texts(column));
    }

    // The genes are chosen first, so a cell may turn out to have no counts in them.
    private Normalised byVariableGenes(CellMatrix kept, @Nullable String[] cellReasons) {
        boolean ofCounts = options.variable.method() == HighlyVariableGenes.Method.VARIANCE;
        HighlyVariableGenes.Result variable =
                ofCounts ? variable(kept, kept.values().toSparse()) : byAllGenes(kept).variable;
        double[] sizes = LibrarySize.sums(kept.values().toSparse(), variable.chosen());
        int[] before = Filter.kept(cellReasons);
        for (int c = 0; c < sizes.length; c++) {
            cellReasons[before[c]] = sizes[c] > 0 ? null : "no counts in the highly variable genes";
        }
        Filter.requireSome("cell", cellReasons);
        int[] sized = IntStream.range(0, sizes.length).filter(c -> sizes[c] > 0).toArray();
        CellMatrix counts = sized.length == sizes.length ? kept : kept.selectCells(sized);
        double[] sizesLeft = IntStream.of(sized).mapToDouble(c -> sizes[c]).toArray();
        LibrarySize librarySize = new LibrarySize(options.librarySize);
        SparseMatrix expression = librarySize.normalise(counts.values().toSparse(), sizesLeft);
        return new Normalised(counts, expression, librarySize.factors(sizesLeft), variable);
    }

    private static List<String> select(List<String> names, int[] selected) {
        return Arrays.stream(selected).mapToObj(names::get).toList();
    }

    /** The columns about cells that a matrix brings under names that this class would use: they stay as they are. */
    public static List<String> ownColumns(CellMatrix counts) {
        return FIGURES.stream().filter(counts.cellMetadata().names()::contains).toList();
    }

    // What the user brought, such as the depth of the whole library as n_counts, cannot be made anew from these counts.
    private static Table addAbsent(Table table, Table more) {
        Table added = table;
        for (String name : more.names()) {
            added = table.columns().containsKey(name) ? added : added.with(name, more.column(name));
        }
        return added;
    }

    private static Table merge(Table table, Table more) {
        Table merged = table;
        for (String name : more.names()) {
            merged = merged.with(name, more.column(name));
        }
        return merged;
    }

    private static Table figures(QualityControl.Cells cells) {
        return Table.ofRows(cells.counts().length)
                .with(FIGURES.get(0), new Column.Whole(cells.counts()))
                .with(FIGURES.get(1), new Column.Whole(longs(cells.genes())))
                .with(FIGURES.get(2), new Column.Real(cells.mitoPercent()));
    }

    private static Table cellTable(List<String> names, QualityControl.Cells cells, @Nullable String[] reasons) {
        Table table = Table.ofRows(names.size()).with("cell", new Column.Text(names.toArray(new String[0])));
        Table more = figures(cells).with("ribo_percent", new Column.Real(cells.riboPercent()));
        return withReasons(merge(table, more), reasons);
    }

    private static Table geneTable(List<String> names, QualityControl.Genes genes, @Nullable String[] reasons) {
        return withReasons(
                Table.ofRows(names.size())
                        .with("gene", new Column.Text(names.toArray(new String[0])))
                        .with("n_counts", new Column.Whole(genes.counts()))
                        .with("n_cells", new Column.Whole(longs(genes.cells())))
                        .with("mitochondrial", new Column.Flag(genes.mitochondrial())),
                reasons);
    }

    private static Table withReasons(Table table, @Nullable String[] reasons) {
        boolean[] kept = new boolean[reasons.length];
        for (int i : Filter.kept(reasons)) {
            kept[i] = true;
        }
        return table.with("kept", new Column.Flag(kept)).with("reason", new Column.Text(reasons));
    }

    private static long[] longs(int[] values) {
        return Arrays.stream(values).asLongStream().toArray();
    }

    /**
     * Settings of each step.
     *
     * @param batch column of the cells' metadata within whose values variable genes are found, or null for all cells together
     */
    public record Options(
            QualityControl.Options quality,
            OutlyingCells.Options outlying,
            Filter.Options filter,
            LibrarySize.Options librarySize,
            SizeFactors sizeFactors,
            HighlyVariableGenes.Options variable,
            @Nullable String batch) {
        /** Those of each step. */
        public static final Options DEFAULTS = new Options(
                QualityControl.Options.DEFAULTS,
                OutlyingCells.Options.DEFAULTS,
                Filter.Options.DEFAULTS,
                LibrarySize.Options.DEFAULTS,
                SizeFactors.ALL,
                HighlyVariableGenes.Options.DEFAULTS,
                null);
    }

    /**
     * What came out.
     *
     * @param counts of the kept cells and genes
     * @param expression of the same cells and genes, layer lognorm; gene metadata flags the highly variable
     * @param variableGenes their numbers, rising
     * @param cellQuality one row for each cell of the input: its figures, whether it was kept, and if not, why
     * @param geneQuality one row for each gene of the input, likewise
     * @param mitochondrialGenes how many genes of the input have a name with the mitochondrial prefix
     */
    public record Result(
            CellMatrix counts,
            CellMatrix expression,
            int[] variableGenes,
            Table cellQuality,
            Table geneQuality,
            int mitochondrialGenes) {

        /** Expression of the highly variable genes alone. */
        public CellMatrix variableExpression() {
            return expression.selectGenes(variableGenes);
        }

        /** The steps that led to all of these. */
        public Provenance provenance() {
            return expression.provenance();
        }

        /** What was kept, what was dropped and why: one line each. */
        public List<String> account() {
            return List.of(
                    mitochondrialGenes > 0
                            ? mitochondrialGenes + " mitochondrial genes"
                            : "no mitochondrial genes: no gene name begins as --mito-prefix says, and none is in the list",
                    line("cells", cellQuality)
                            + (Filter.kept(reasons(cellQuality)).length == cellQuality.rows()
                                    ? "; warning: no cell was filtered; look at --qc-output, and at the limits, --qc mad and --mads"
                                    : ""),
                    line("genes", geneQuality) + ", " + variableGenes.length + " of them highly variable");
        }

        private static @Nullable String[] reasons(Table table) {
            return ((Column.Text) table.column("reason")).values();
        }

        private static String line(String what, Table table) {
            @Nullable String[] reasons = reasons(table);
            int kept = Filter.kept(reasons).length;
            return "kept " + kept + " of " + reasons.length + " " + what
                    + (kept == reasons.length ? "" : " (dropped " + Filter.tally(reasons) + ")");
        }
    }
}
