package org.screlate.tool.impute;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Layer;
import org.screlate.graph.NeighbourSearch;
import org.screlate.graph.Propagation.Convergence;
import org.screlate.impute.Conditional;
import org.screlate.impute.Detection;
import org.screlate.impute.Diffusion;
import org.screlate.impute.Expected;
import org.screlate.impute.Imputation;
import org.screlate.impute.Mode;
import org.screlate.impute.Relations;
import org.screlate.impute.ScFp;
import org.screlate.impute.Sccr;
import org.screlate.impute.SmoothingOptions;
import org.screlate.impute.TwoWay;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.JavaMemory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of impute that choose a method and set it. */
final class ImputeMethod {
    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description =
                    "Method: expected, conditional (both recover only), sccr; or a baseline to compare with: scfp, diffusion,"
                            + " two-way (gene mean and cell offset) (default: expected for recover, sccr for smooth).")
    private @Nullable Method method;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description =
                    "What to write. recover: keep what was observed, fill zeros. smooth: the method's values everywhere, for"
                            + " clustering (default: ${DEFAULT-VALUE}).")
    private Mode mode = Sccr.Options.DEFAULTS.mode();

    @Option(
            names = "--cell-neighbours",
            paramLabel = "N",
            description = "Neighbours of a cell, itself not counted (default: ${DEFAULT-VALUE}).")
    private int cellNeighbours = Sccr.Options.DEFAULTS.cellNeighbours();

    @Option(
            names = "--gene-neighbours",
            paramLabel = "N",
            description = "For --method sccr: neighbours of a gene, itself not counted (default: ${DEFAULT-VALUE}).")
    private int geneNeighbours = Sccr.Options.DEFAULTS.geneNeighbours();

    @Option(
            names = "--iterations",
            paramLabel = "N",
            description = "Steps of each propagation (default: ${DEFAULT-VALUE}).")
    private int iterations = Sccr.Options.DEFAULTS.iterations();

    @Option(
            names = "--alpha",
            paramLabel = "SHARE",
            description =
                    "For --method sccr: weight of the first filling, without genes' help (default: ${DEFAULT-VALUE}).")
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
                    "For --method sccr --mode smooth: weight of the filled in the smoothed matrix (default: ${DEFAULT-VALUE}).")
    private double gamma = Sccr.Options.DEFAULTS.gamma();

    @Option(
            names = "--symmetric",
            arity = "1",
            paramLabel = "true|false",
            description =
                    "For --method sccr --mode smooth: whether the last cell graph counts edges both ways (default:"
                            + " ${DEFAULT-VALUE}).")
    private boolean symmetric = Sccr.Options.DEFAULTS.symmetric();

    @Option(
            names = "--gene-step",
            paramLabel = "WHICH",
            description = "For a study of the parts of scCR: full, no-concatenation (no genes joined as opposites),"
                    + " no-standardisation, none (default: ${DEFAULT-VALUE}).")
    private Sccr.GeneStep geneStep = Sccr.Options.DEFAULTS.geneStep();

    @Option(
            names = "--observed",
            paramLabel = "WHAT",
            description =
                    "For --method expected: keep what was observed, or shrink it to what the fit has in its place: keep,"
                            + " shrink (default: ${DEFAULT-VALUE}).")
    private Expected.Observed observed = Expected.Options.DEFAULTS.observed();

    @Option(
            names = "--min-detection",
            paramLabel = "PROBABILITY",
            description =
                    "For --method expected: detection probability from which a zero is filled; 0: every zero (default:"
                            + " ${DEFAULT-VALUE}).")
    private double leastDetection = Expected.Options.DEFAULTS.leastDetection();

    @Option(
            names = "--min-evidence",
            paramLabel = "ERRORS",
            description =
                    "For --method expected: standard errors by which related cells must detect a gene more often than all"
                            + " cells do for a zero to be filled whatever its probability (default: ${DEFAULT-VALUE}).")
    private double leastEvidence = Expected.Options.DEFAULTS.leastEvidence();

    @Option(
            names = "--components",
            paramLabel = "N",
            description =
                    "For expected, conditional and detection: principal components in which related cells are near"
                            + " (default: ${DEFAULT-VALUE}).")
    private int components = Conditional.Options.DEFAULTS.components();

    @Option(
            names = "--related-cells",
            paramLabel = "N",
            description =
                    "For expected, conditional and detection: neighbours of a cell in them, itself not counted (default:"
                            + " ${DEFAULT-VALUE}).")
    private int relatedCells = Conditional.Options.DEFAULTS.relatedCells();

    @Option(
            names = "--rank",
            paramLabel = "N",
            description =
                    "For expected and conditional: rank to which residuals are smoothed (default: ${DEFAULT-VALUE}).")
    private int rank = Conditional.Options.DEFAULTS.rank();

    @Option(
            names = "--tolerance",
            paramLabel = "CHANGE",
            description = "Change in one step, as a share of a gene's values, at which its propagation stops before"
                    + " --iterations; 0: never (default: ${DEFAULT-VALUE}).")
    private double tolerance = Relations.DEFAULTS.tolerance();

    @Option(
            names = "--exact-limit",
            paramLabel = "CELLS",
            description = "Most cells of which all pairs are compared to find neighbours, three times as many by values"
                    + " that are mostly zeros; beyond, candidates from a projection are (default: ${DEFAULT-VALUE}).")
    private int exactLimit = NeighbourSearch.DEFAULTS.exactLimit();

    /** How to fill. */
    enum Method {
        EXPECTED,
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

    private Method chosen() {
        return method != null ? method : mode == Mode.RECOVER ? Method.EXPECTED : Method.SCCR;
    }

    /** What Java takes for itself: little for sums alone. */
    JavaMemory java() {
        return chosen() == Method.TWO_WAY ? JavaMemory.COUNTING : JavaMemory.COMPUTING;
    }

    /** Whether one run answers conditional expression and detection too. */
    boolean answersFurtherLayers() {
        return chosen() == Method.EXPECTED;
    }

    /** The options for numbers of neighbours that were left out. */
    Set<String> leftOut(CommandSpec spec) {
        return Stream.of("--cell-neighbours", "--related-cells")
                .filter(option -> !spec.commandLine().getParseResult().hasMatchedOption(option))
                .collect(Collectors.toSet());
    }

    /** The method, and the further layers that it answers if it can. */
    Imputation imputation(long seed, List<Layer> further) {
        return switch (chosen()) {
            case EXPECTED ->
                new Expected(new Expected.Options(conditional(seed), observed, leastDetection, leastEvidence, further));
            case CONDITIONAL -> new Conditional(conditional(seed));
            case SCCR -> sccr();
            case SCFP -> new ScFp(new SmoothingOptions(mode, cellNeighbours, iterations, beta));
            case DIFFUSION -> new Diffusion(new SmoothingOptions(mode, cellNeighbours, iterations, beta));
            case TWO_WAY -> new TwoWay(new TwoWay.Options(mode));
        };
    }

    Sccr sccr() {
        return new Sccr(new Sccr.Options(
                mode, cellNeighbours, geneNeighbours, iterations, alpha, beta, gamma, symmetric, geneStep));
    }

    private Conditional.Options conditional(long seed) {
        if (mode != Mode.RECOVER) {
            throw new IllegalArgumentException(
                    "--method " + chosen() + " fills zeros only; use --mode recover, or sccr");
        }
        return new Conditional.Options(cellNeighbours, iterations, components, relatedCells, rank, seed);
    }

    Detection detection(long seed) {
        return new Detection(new Detection.Options(cellNeighbours, iterations, components, relatedCells, seed));
    }

    /** How cells are related, as far as the options say. */
    Relations relations(long seed) {
        return new Relations(new int[0], null, new NeighbourSearch(exactLimit, seed), tolerance);
    }

    /** Says how far the propagations of a run came. */
    void sayConvergence(Convergence convergence) {
        if (convergence.steps() == 0) {
            return;
        }
        boolean settled = convergence.change() <= tolerance;
        CommonOptions.say(String.format(
                Locale.ROOT,
                "propagation took %d steps; the largest relative change in the last was %.2g%s",
                convergence.steps(),
                convergence.change(),
                tolerance == 0 ? "" : settled ? ": settled" : ": not settled; raise --iterations"));
    }

    /** Refuses options that were given and would be ignored. */
    void refuseUnfit(CommandSpec spec, boolean detection, boolean graph) {
        fits(detection, graph).forEach((option, fits) -> {
            if (!fits && spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(
                        spec.commandLine(),
                        option + " has no effect with --method " + chosen() + " --mode " + mode
                                + (graph && !option.equals("--graph") ? " --graph" : "") + "; leave it out");
            }
        });
    }

    /** Which options this run uses. */
    private Map<String, Boolean> fits(boolean detection, boolean graph) {
        Method used = chosen();
        boolean sccr = used == Method.SCCR;
        boolean smooth = mode == Mode.SMOOTH;
        boolean expects = used == Method.EXPECTED;
        boolean conditional = expects || used == Method.CONDITIONAL;
        boolean related = !graph && (detection || conditional);
        boolean finds = related || sccr || used == Method.SCFP || (!graph && used == Method.DIFFUSION);
        Map<String, Boolean> fits = new LinkedHashMap<>();
        fits.put("--graph", detection || used != Method.TWO_WAY);
        fits.put("--graph-genes", finds);
        fits.put("--cell-neighbours", finds);
        fits.put("--exact-limit", finds);
        fits.put("--iterations", related || used != Method.TWO_WAY);
        fits.put("--tolerance", related || used != Method.TWO_WAY);
        fits.put("--components", related);
        fits.put("--related-cells", related);
        fits.put("--rank", conditional);
        fits.put("--observed", expects);
        fits.put("--min-detection", expects);
        fits.put("--min-evidence", expects);
        fits.put("--conditional-output", expects);
        fits.put("--threshold", !expects);
        fits.put("--gene-neighbours", sccr && geneStep != Sccr.GeneStep.NONE);
        fits.put("--gene-relations-output", sccr && geneStep != Sccr.GeneStep.NONE);
        fits.put("--gene-step", sccr);
        fits.put("--alpha", sccr);
        fits.put("--beta", used == Method.SCFP || used == Method.DIFFUSION || (sccr && smooth));
        fits.put("--gamma", sccr && smooth);
        fits.put("--symmetric", sccr && smooth);
        return fits;
    }
}
