package org.screlate.tool.coexpress;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.coexpress.fit.CopulaModel;
import org.screlate.coexpress.model.ModelFrame;
import org.screlate.coexpress.test.ComparatorTests;
import org.screlate.coexpress.test.CorrelationComparison;
import org.screlate.coexpress.test.DifferentialCoexpression;
import org.screlate.coexpress.test.PairTests;
import org.screlate.data.CellMatrix;
import org.screlate.data.CoexpressionModel;
import org.screlate.data.GenePairs;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Provenance;
import org.screlate.io.GenePairsFile;
import org.screlate.io.TableFile;
import org.screlate.mixed.MixedModel;
import org.screlate.mixed.Smoothing;
import org.screlate.tool.CoexpressionInput;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.JavaMemory;
import org.screlate.tool.OutputForm;
import org.screlate.tool.SeedOption;
import org.screlate.tool.Tools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tests pairs of genes for a difference of coexpression between groups. */
@Command(
        name = "screlate-coexpress",
        description = {
            "Tests pairs of genes for a difference of coexpression between groups of cells, with random effects"
                    + " of subjects.",
            "Writes one row per pair: status and reason, estimate, se, statistic, df, p_value, rho of each group,"
                    + " coefficients and variance components, cells and subjects used, subjects excluded and why."
        },
        footer = {
            "screlate-coexpress --cells counts.arrow --model model.yaml --pairs list.arrow --preset none --output tests.arrow",
            "screlate-coexpress --cells drawn.arrow --model model.yaml --pairs drawn.truth.tsv --preset none --output drawn.tests.tsv"
        })
public final class Coexpress implements Callable<Integer> {
    /** How coexpression is measured. */
    enum Method {
        SCCOSMIX,
        CSCORE,
        PEARSON_RESIDUALS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Rows in memory at a time: each is some hundred numbers. */
    private static final int BATCH = 1024;

    private static final String BY_AIC = "aic";

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private SeedOption seed;

    @Mixin
    private CoexpressionInput input;

    @Option(
            names = "--pairs",
            required = true,
            paramLabel = "FILE",
            description = "Pairs of genes, from screlate-pairs.")
    private Path pairs;

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Method method = Method.SCCOSMIX;

    @Option(
            names = "--estimation",
            paramLabel = "HOW",
            description =
                    "All parameters of a pair together, or the margins of each gene first: ${COMPLETION-CANDIDATES}"
                            + " (sccosmix; default: joint for dependence of counts; that of expression is two-stage).")
    private CopulaModel.@Nullable Estimation estimation;

    @Option(
            names = "--refit-below",
            paramLabel = "P",
            description =
                    "Fit in two stages, and pairs with a p-value below this again jointly; both p-values are written"
                            + " (sccosmix, dependence of counts; default: none is fitted again).")
    private @Nullable Double refitBelow;

    @Option(
            names = "--depth-matched",
            description =
                    "Fit pairs whose groups differ more than 1.5-fold in depth again to counts thinned to equal depth;"
                            + " both p-values are written (sccosmix, dependence of counts).")
    private boolean depthMatched;

    @Option(
            names = "--smoothing",
            paramLabel = "HOW",
            description = "How variance components are chosen: ${COMPLETION-CANDIDATES}"
                    + " (sccosmix; default: ${DEFAULT-VALUE}).")
    private Smoothing smoothing = MixedModel.Options.DEFAULTS.smoothing();

    @Option(
            names = "--copula",
            paramLabel = "FAMILY",
            description =
                    "Copula: gaussian, frank, clayton, clayton-90, clayton-180, clayton-270, or aic for the best of them in"
                            + " each pair (sccosmix; default: that of the model, else gaussian).")
    private @Nullable String copula;

    @Option(
            names = "--test",
            paramLabel = "KIND",
            description = "One of ${COMPLETION-CANDIDATES} (sccosmix; default: ${DEFAULT-VALUE}).")
    private CopulaModel.Inference test = CopulaModel.Testing.DEFAULTS.inference();

    @Option(
            names = "--bootstraps",
            paramLabel = "N",
            description = "Data sets drawn and fitted for each pair (--test bootstrap; default: ${DEFAULT-VALUE}).")
    private int bootstraps = CopulaModel.Testing.DEFAULTS.bootstraps();

    @Option(
            names = "--permutations",
            paramLabel = "N",
            description = "Relabelings of subjects to compare with, at most; 0 for no test (cscore; default:"
                    + " ${DEFAULT-VALUE}).")
    private int permutations = CorrelationComparison.Options.DEFAULTS.permutations();

    @Option(
            names = "--imputed-input",
            description =
                    "Accept imputed or smoothed expression: exp(x) - 1, rounded, is taken for counts. The p-values"
                            + " are then wrong; this is for showing how wrong.")
    private boolean imputedInput;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Table of tests to write.")
    @OutputForm.Of(OutputForm.TABLE)
    private Path output;

    public static void main(String[] args) {
        System.exit(Tools.run(new Coexpress(), args));
    }

    @Override
    public Integer call() {
        checkOptions();
        CorrelationComparison comparator = new CorrelationComparison(Tools.options(spec, this::comparison));
        CoexpressionInput.Study<DifferentialCoexpression> study = input.read(spec, imputedInput, this::tests);
        GenePairs list = GenePairsFile.read(pairs);
        say(study.frame(), list, study.matrix());
        Provenance history = study.matrix()
                .provenance()
                .with(list.provenance())
                .then(Tools.step(spec, Map.of("cells", input.cells(), "model", input.model(), "pairs", pairs)));
        if (method == Method.SCCOSMIX) {
            var rows = new PairTests(study.pairs(), study.tests(), list, common.workers(), common.progress());
            CommonOptions.sayMemory(JavaMemory.FITTING, rows.memory(BATCH));
            rows.notes().forEach(CommonOptions::say);
            TableFile.write(output, list.size(), BATCH, rows::between, "tests", history);
            CommonOptions.say(rows.summary());
            rows.remarks().forEach(CommonOptions::say);
        } else {
            var rows = new ComparatorTests(study.pairs(), comparator).rows(list, common.workers());
            TableFile.write(output, rows, "tests", history);
        }
        return 0;
    }

    /** Refuses options of another method or test than the chosen one. */
    private void checkOptions() {
        if (method != Method.SCCOSMIX) {
            Tools.need(
                    spec,
                    "--method " + Method.SCCOSMIX,
                    "--estimation",
                    "--refit-below",
                    "--depth-matched",
                    "--smoothing",
                    "--copula",
                    "--test",
                    "--bootstraps",
                    "--preset",
                    "--share-above",
                    "--detected-above",
                    "--zeros-above");
        }
        if (method != Method.CSCORE) {
            Tools.need(spec, "--method " + Method.CSCORE, "--permutations");
        }
        if (test != CopulaModel.Inference.BOOTSTRAP) {
            Tools.need(spec, "--test bootstrap", "--bootstraps");
        }
    }

    private DifferentialCoexpression tests(CoexpressionModel asked) {
        CopulaModel.Options options = CopulaModel.Options.DEFAULTS.with(CopulaModel.Dependence.of(asked));
        boolean screens = refitBelow != null
                && estimation == null
                && !options.dependence().isOfRates();
        CopulaModel.Estimation how = screens ? CopulaModel.Estimation.TWO_STAGE : estimation;
        CopulaModel.Options fit = (how == null ? options : options.with(how))
                .with(smoothing)
                .with(new CopulaModel.Testing(test, bootstraps, seed.value()));
        return new DifferentialCoexpression(
                families(copula == null ? asked.copula() : copula),
                fit,
                new DifferentialCoexpression.Further(refitBelow == null ? 0 : refitBelow, depthMatched));
    }

    private CorrelationComparison.Options comparison() {
        var measure = method == Method.PEARSON_RESIDUALS
                ? CorrelationComparison.Measure.PEARSON_RESIDUALS
                : CorrelationComparison.Measure.CSCORE;
        return new CorrelationComparison.Options(measure, permutations, seed.value());
    }

    private static List<CopulaModel.Family> families(String word) {
        List<CopulaModel.Family> all = List.of(CopulaModel.Family.values());
        List<CopulaModel.Family> chosen = word.equals(BY_AIC)
                ? all
                : all.stream().filter(family -> family.toString().equals(word)).toList();
        if (chosen.isEmpty()) {
            throw new InvalidInputException("copula: '" + word + "' is none of " + BY_AIC + ", "
                    + String.join(", ", all.stream().map(String::valueOf).toList()));
        }
        return chosen;
    }

    private static void say(ModelFrame frame, GenePairs list, CellMatrix matrix) {
        CommonOptions.say(String.format(
                Locale.ROOT,
                "%,d cells of %,d subjects, %,d genes; %,d pairs; tested: %s",
                frame.cells(),
                frame.subjects().size(),
                matrix.genes().size(),
                list.size(),
                String.join(" against ", frame.rhoNames())
                        + (frame.levels().size() > 1 ? ", the reference first" : "")));
        if (!frame.likelyFactor().isEmpty()) {
            CommonOptions.say(
                    "'" + frame.likelyFactor() + "' has two numbers only and is tested as a number; if they name"
                            + " groups, write 'factors: [" + frame.likelyFactor() + "]' into the model");
        }
    }
}
