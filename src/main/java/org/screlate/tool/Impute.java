package org.screlate.tool;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.impute.Conditional;
import org.screlate.impute.Detection;
import org.screlate.impute.Diffusion;
import org.screlate.impute.Imputation;
import org.screlate.impute.Mode;
import org.screlate.impute.ScFp;
import org.screlate.impute.Sccr;
import org.screlate.impute.SmoothingOptions;
import org.screlate.impute.TwoWay;
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
                "Fills zeros of log-normalised expression (recover), smooths it over related cells and genes by scCR"
                        + " (smooth), and tells missed genes from absent ones (--detection-output).",
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
            names = "--detection-output",
            paramLabel = "FILE",
            description = "Cell matrix of detection probabilities to write: whether a zero was missed or is not there"
                    + " (default: none).")
    private @Nullable Path detectionOutput;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description = "conditional (recover only), sccr; or a baseline to compare with: scfp, diffusion, two-way"
                    + " (gene mean and cell offset) (default: conditional for recover, sccr for smooth).")
    private @Nullable Method method;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "recover: keep what was observed, fill zeros. smooth: the method's values everywhere, for"
                    + " clustering (default: ${DEFAULT-VALUE}).")
    private Mode mode = Sccr.Options.DEFAULTS.mode();

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
            description = "sccr only: neighbours of a gene, itself not counted (default: ${DEFAULT-VALUE}).")
    private int geneNeighbours = Sccr.Options.DEFAULTS.geneNeighbours();

    @Option(
            names = "--iterations",
            paramLabel = "N",
            description = "Steps of each propagation (default: ${DEFAULT-VALUE}).")
    private int iterations = Sccr.Options.DEFAULTS.iterations();

    @Option(
            names = "--alpha",
            paramLabel = "SHARE",
            description = "sccr only: weight of the first filling, without genes' help (default: ${DEFAULT-VALUE}).")
    private double alpha = Sccr.Options.DEFAULTS.alpha();

    @Option(
            names = "--beta",
            paramLabel = "SHARE",
            description = "Weight of the neighbours in smoothing, by any method (default: ${DEFAULT-VALUE}).")
    private double beta = Sccr.Options.DEFAULTS.beta();

    @Option(
            names = "--gamma",
            paramLabel = "SHARE",
            description =
                    "sccr --mode smooth only: weight of the filled in the smoothed matrix (default: ${DEFAULT-VALUE}).")
    private double gamma = Sccr.Options.DEFAULTS.gamma();

    @Option(
            names = "--symmetric",
            arity = "1",
            paramLabel = "true|false",
            description = "sccr --mode smooth only: whether the last cell graph counts edges both ways (default:"
                    + " ${DEFAULT-VALUE}).")
    private boolean symmetric = Sccr.Options.DEFAULTS.symmetric();

    @Option(
            names = "--gene-step",
            paramLabel = "WHICH",
            description = "scCR's study of its parts: full, no-concatenation (no genes joined as opposites),"
                    + " no-standardisation, none (default: ${DEFAULT-VALUE}).")
    private Sccr.GeneStep geneStep = Sccr.Options.DEFAULTS.geneStep();

    @Option(
            names = "--components",
            paramLabel = "N",
            description = "conditional and detection only: principal components in which related cells are near"
                    + " (default: ${DEFAULT-VALUE}).")
    private int components = Conditional.Options.DEFAULTS.components();

    @Option(
            names = "--related-cells",
            paramLabel = "N",
            description =
                    "conditional and detection only: neighbours of a cell in them, itself not counted (default: ${DEFAULT-VALUE}).")
    private int relatedCells = Conditional.Options.DEFAULTS.relatedCells();

    @Option(
            names = "--rank",
            paramLabel = "N",
            description = "conditional only: rank to which residuals are smoothed (default: ${DEFAULT-VALUE}).")
    private int rank = Conditional.Options.DEFAULTS.rank();

    /** How to fill. */
    enum Method {
        CONDITIONAL,
        SCCR,
        SCFP,
        DIFFUSION,
        TWO_WAY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

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
        Imputation imputation = Tools.options(spec, this::imputation);
        Detection detection = Tools.options(spec, this::detection);
        CellMatrix expression = chosen(CellMatrixFile.read(
                cells, "imputation starts from log-normalised expression; run screlate-preprocess", Layer.LOGNORM));
        Workers workers = common.workers();
        CommonOptions.sayMemory(memoryBytes(imputation, detection, expression, workers));
        sayEmpty(expression);
        Provenance history = expression.provenance().then(Tools.step(spec, common.seed(), Map.of("cells", cells)));
        CellMatrix result = imputation.impute(expression, workers, common.progress());
        if (detectionOutput != null) { // before anything is written: a failed run leaves nothing
            write(detectionOutput, detection.impute(expression, workers, common.progress()), history);
        }
        write(output, result, history);
        return 0;
    }

    private long memoryBytes(Imputation imputation, Detection detection, CellMatrix expression, Workers workers) {
        long imputing = imputation.memoryBytes(expression, workers);
        if (detectionOutput == null) {
            return imputing;
        }
        long result = (long) expression.cells().size() * expression.genes().size() * Float.BYTES;
        return Math.max(imputing, result + detection.memoryBytes(expression, workers));
    }

    private Imputation imputation() {
        Method chosen = method != null ? method : mode == Mode.RECOVER ? Method.CONDITIONAL : Method.SCCR;
        return switch (chosen) {
            case CONDITIONAL -> conditional();
            case SCCR ->
                new Sccr(new Sccr.Options(
                        mode, cellNeighbours, geneNeighbours, iterations, alpha, beta, gamma, symmetric, geneStep));
            case SCFP -> new ScFp(new SmoothingOptions(mode, cellNeighbours, iterations, beta));
            case DIFFUSION -> new Diffusion(new SmoothingOptions(mode, cellNeighbours, iterations, beta));
            case TWO_WAY -> new TwoWay(new TwoWay.Options(mode));
        };
    }

    private Conditional conditional() {
        if (mode != Mode.RECOVER) {
            throw new IllegalArgumentException("--method conditional fills zeros only; use --mode recover, or sccr");
        }
        return new Conditional(
                new Conditional.Options(cellNeighbours, iterations, components, relatedCells, rank, common.seed()));
    }

    private Detection detection() {
        return new Detection(
                new Detection.Options(cellNeighbours, iterations, components, relatedCells, common.seed()));
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

    private static void write(Path path, CellMatrix result, Provenance history) {
        CellMatrixFile.write(path, result.withProvenance(history));
        long filled = result.imputed() == null ? 0 : result.imputed().count();
        CommonOptions.say("wrote " + path + ": " + result.layer().word() + ", "
                + result.cells().size() + " cells × " + result.genes().size() + " genes"
                + (filled == 0 ? "" : String.format(Locale.ROOT, ", %,d places filled", filled)));
    }
}
