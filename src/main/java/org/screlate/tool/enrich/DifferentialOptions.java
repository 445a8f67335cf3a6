package org.screlate.tool.enrich;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.enrich.DifferentialExpression;
import org.screlate.enrich.PseudobulkExpression;
import org.screlate.enrich.Variance;
import org.screlate.matrix.SparseMatrix;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.Tools;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How groups of cells, or of subjects, are compared gene by gene. */
final class DifferentialOptions {
    private static final String DEPTH = "n_counts";

    @Option(
            names = "--min-group-cells",
            paramLabel = "N",
            description = "Name groups with fewer cells and do not test them (where cells are compared;"
                    + " default: ${DEFAULT-VALUE}).")
    private int minGroupCells = DifferentialExpression.Options.DEFAULTS.leastCells();

    @Option(
            names = "--pseudocount",
            paramLabel = "NUMBER",
            description = "Added to both sides of a fold change, in normalised counts: 1e-9 as in scanpy, 1 as in"
                    + " Seurat (where cells are compared; default: ${DEFAULT-VALUE}).")
    private double pseudocount = DifferentialExpression.Options.DEFAULTS.pseudocount();

    @Option(
            names = "--min-subject-cells",
            paramLabel = "N",
            description = "Leave out subjects with fewer cells on a side (with"
                    + " --subject-column; default: ${DEFAULT-VALUE}).")
    private int minCells = PseudobulkExpression.Options.DEFAULTS.leastCells();

    @Option(
            names = "--min-count",
            paramLabel = "NUMBER",
            description = "Test genes that have so many counts in a sample of median size, as edgeR's filterByExpr has"
                    + " it (default: ${DEFAULT-VALUE}).")
    private double minCount = PseudobulkExpression.Options.DEFAULTS.leastCount();

    @Option(
            names = "--formula",
            paramLabel = "FORMULA",
            description = "Covariates of the linear model, such as '~ group + batch'; (1 | SUBJECT) makes subjects"
                    + " random effects (default: subjects are paired where each is on both sides, random where some"
                    + " are).")
    private @Nullable String formula;

    @Option(
            names = "--depth-column",
            paramLabel = "COLUMN",
            description = "Column of the cells' metadata with all that a cell counted, for library sizes (default:"
                    + " n_counts where it is there, else the sum over the genes).")
    private @Nullable String depthColumn;

    @Option(
            names = "--variance",
            paramLabel = "HOW",
            description =
                    "With --subject-column, what is made of variances. trend: variances of genes are drawn to a trend, as in limma-trend; weights: observations are"
                            + " weighted as well, as in voom (default: ${DEFAULT-VALUE}).")
    private Variance variance = PseudobulkExpression.Options.DEFAULTS.variance();

    /** The settings where cells are compared. */
    DifferentialExpression.Options ofCells(CommandSpec spec, GroupOptions groups) {
        Tools.need(
                spec,
                "--subject-column",
                "--min-subject-cells",
                "--min-count",
                "--formula",
                "--depth-column",
                "--variance");
        return Tools.options(
                spec,
                () -> new DifferentialExpression.Options(
                        groups.group(), groups.reference(), minGroupCells, pseudocount));
    }

    /** The settings where subjects are compared. */
    PseudobulkExpression.Options ofSubjects(CommandSpec spec, GroupOptions groups) {
        Tools.refuse(spec, "--subject-column", "--min-group-cells", "--pseudocount");
        return Tools.options(
                spec,
                () -> new PseudobulkExpression.Options(
                        groups.group(), groups.reference(), minCells, minCount, formula, variance));
    }

    /** What each cell counted in all, or null for the sum over its genes. */
    double @Nullable [] depth(CellMatrix cells) {
        boolean found = cells.cellMetadata().names().contains(DEPTH);
        if (depthColumn == null && !found) {
            return null;
        }
        String name = depthColumn == null ? DEPTH : depthColumn;
        Column column = cells.cellMetadata().column(name);
        double[] depth = numbers(column);
        SparseMatrix counts = cells.values().toSparse();
        for (int c = 0; c < depth.length; c++) {
            double sum = 0;
            for (int k = counts.offsets()[c]; k < counts.offsets()[c + 1]; k++) {
                sum += counts.values()[k];
            }
            // Written in single precision, sums of many counts are a little off.
            if (!(depth[c] > 0) || depth[c] < sum * (1 - 1e-5) - 0.5) {
                String why = "column '" + name + "' is no depth: cell '"
                        + cells.cells().get(c) + "' has " + column.text(c) + ", and counts " + (long) sum;
                if (depthColumn != null) {
                    throw new InvalidInputException(why);
                }
                CommonOptions.say(why + "; library sizes are sums over the genes");
                return null;
            }
        }
        CommonOptions.say("library sizes are sums of '" + name + "'");
        return depth;
    }

    private static double[] numbers(Column column) {
        return IntStream.range(0, column.size())
                .mapToDouble(row -> column instanceof Column.Real real
                        ? real.values()[row]
                        : column instanceof Column.Whole whole ? whole.values()[row] : Double.NaN)
                .toArray();
    }
}
