package org.screlate.tool;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.impute.Sccr;
import org.screlate.io.CellMatrixFile;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fills zeros of log-normalised expression from related cells. */
@Command(
        name = "screlate-impute",
        description =
                "Fills zeros of log-normalised expression from related cells, found with the help of related genes"
                        + " (scCR).",
        footer =
                "Writes a dense matrix of the layer imputed (recover) or smoothed (smooth), with the mask of the places"
                        + " filled.")
final class Impute implements Callable<Integer> {
    private static final String FLAG = "highly_variable";

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--cells",
            required = true,
            paramLabel = "FILE",
            description = "Cell matrix of log-normalised expression, from screlate-preprocess.")
    private Path cells;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Cell matrix to write.")
    private Path output;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "recover: keep what was observed, fill zeros. smooth: average all values, for clustering"
                    + " (default: ${DEFAULT-VALUE}).")
    private Sccr.Mode mode = Sccr.Options.DEFAULTS.mode();

    @Option(
            names = "--genes",
            paramLabel = "WHICH",
            description = "hvg: those flagged " + FLAG + ". all: every gene (default: hvg where genes are flagged, else"
                    + " all).")
    private @Nullable Genes genes;

    @Option(
            names = "--cell-neighbours",
            paramLabel = "N",
            description = "Neighbours of a cell, itself not counted (default: ${DEFAULT-VALUE}).")
    private int cellNeighbours = Sccr.Options.DEFAULTS.cellNeighbours();

    @Option(
            names = "--gene-neighbours",
            paramLabel = "N",
            description = "Neighbours of a gene, itself not counted (default: ${DEFAULT-VALUE}).")
    private int geneNeighbours = Sccr.Options.DEFAULTS.geneNeighbours();

    @Option(
            names = "--iterations",
            paramLabel = "N",
            description = "Steps of each propagation (default: ${DEFAULT-VALUE}).")
    private int iterations = Sccr.Options.DEFAULTS.iterations();

    @Option(
            names = "--alpha",
            paramLabel = "SHARE",
            description = "Weight of the first filling, without genes' help (default: ${DEFAULT-VALUE}).")
    private double alpha = Sccr.Options.DEFAULTS.alpha();

    @Option(
            names = "--beta",
            paramLabel = "SHARE",
            description = "Mode smooth only: weight of the neighbours (default: ${DEFAULT-VALUE}).")
    private double beta = Sccr.Options.DEFAULTS.beta();

    @Option(
            names = "--gamma",
            paramLabel = "SHARE",
            description = "Mode smooth only: weight of the filled in the smoothed matrix (default: ${DEFAULT-VALUE}).")
    private double gamma = Sccr.Options.DEFAULTS.gamma();

    @Option(
            names = "--symmetric",
            arity = "1",
            paramLabel = "true|false",
            description = "Mode smooth only: whether the last cell graph counts edges both ways (default:"
                    + " ${DEFAULT-VALUE}).")
    private boolean symmetric = Sccr.Options.DEFAULTS.symmetric();

    /** Which genes to take. */
    enum Genes {
        HVG,
        ALL
    }

    public static void main(String[] args) {
        System.exit(Tools.run(new Impute(), args));
    }

    @Override
    public Integer call() {
        Sccr.Options options = Tools.options(
                spec,
                () -> new Sccr.Options(
                        mode, cellNeighbours, geneNeighbours, iterations, alpha, beta, gamma, symmetric));
        CellMatrix expression = chosen(CellMatrixFile.read(
                cells, "imputation starts from log-normalised expression; run screlate-preprocess", Layer.LOGNORM));
        Sccr method = new Sccr(options);
        Workers workers = common.workers();
        CommonOptions.sayMemory(method.memoryBytes(expression, workers));
        sayEmpty(expression);
        CellMatrix result = method.impute(expression, workers, common.progress());
        var step = Tools.step(spec, common.seed(), Map.of("cells", cells));
        CellMatrixFile.write(
                output, result.withProvenance(expression.provenance().then(step)));
        sayWritten(result);
        return 0;
    }

    private CellMatrix chosen(CellMatrix matrix) {
        boolean flagged = matrix.geneMetadata().columns().containsKey(FLAG);
        CellMatrix chosen = genes == Genes.HVG || (genes == null && flagged)
                ? matrix.selectGenes(matrix.flaggedGenes(FLAG))
                : matrix;
        CommonOptions.say("read " + matrix.cells().size() + " cells × "
                + matrix.genes().size() + " genes, of which " + chosen.genes().size() + " are used");
        return chosen;
    }

    private static void sayEmpty(CellMatrix expression) {
        SparseMatrix values = expression.values().toSparse();
        int empty = 0;
        for (int c = 0; c < values.rows(); c++) {
            empty += values.offsets()[c] == values.offsets()[c + 1] ? 1 : 0;
        }
        if (empty > 0) {
            CommonOptions.say(empty + " cells have no value in these genes; what is filled in them is little more than"
                    + " the mean cell");
        }
    }

    private void sayWritten(CellMatrix result) {
        long filled = result.imputed() == null ? 0 : result.imputed().count();
        CommonOptions.say("wrote " + output + ": " + result.layer().word() + ", "
                + result.cells().size() + " cells × " + result.genes().size()
                + String.format(Locale.ROOT, " genes, %,d places filled", filled));
    }
}
