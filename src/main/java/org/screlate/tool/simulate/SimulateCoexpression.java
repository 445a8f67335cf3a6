package org.screlate.tool.simulate;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.simulate.CoexpressionSimulation;
import org.screlate.simulate.PairCopula;
import org.screlate.simulate.PairParameterTable;
import org.screlate.simulate.PairParameters;
import org.screlate.simulate.Study;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.JavaMemory;
import org.screlate.tool.OutputForm;
import org.screlate.tool.Run;
import org.screlate.tool.SeedOption;
import org.screlate.tool.Tools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Draws counts of gene pairs from a zero-inflated copula model. */
@Command(
        name = "coexpression",
        description = {
            "Draws counts of gene pairs from a zero-inflated copula model.",
            "Writes counts and the table of the parameters of each pair."
        },
        footer = {
            "screlate-simulate coexpression --subjects 6 --pairs 10 --output drawn.arrow --truth-output drawn.truth.tsv"
        })
final class SimulateCoexpression implements Callable<Integer> {
    private static final CoexpressionSimulation.Options DEFAULTS = CoexpressionSimulation.Options.DEFAULTS;
    private static final Study.Sizes SIZES = Study.Sizes.DEFAULTS;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private SeedOption seed;

    @Mixin
    private SampleOptions sample;

    @Option(names = "--pairs", paramLabel = "N", description = "Gene pairs to draw (default: ${DEFAULT-VALUE}).")
    private int pairs = SIZES.pairs();

    @Option(
            names = "--preset",
            paramLabel = "PRESET",
            description = "Distributions and depths of cells: droplet or plate (default: ${DEFAULT-VALUE}).")
    private PairParameters.Preset preset = PairParameters.Preset.DROPLET;

    @Option(
            names = "--parameters",
            paramLabel = "FILE",
            description = "Table of parameters of pairs, such as the results of coexpress, in place of the preset's.")
    private @Nullable Path parameters;

    @Option(
            names = "--sampling",
            paramLabel = "SAMPLING",
            description =
                    "Who is in which group. paired: each subject is in both groups; apart: in one (default: ${DEFAULT-VALUE}).")
    private Sampling sampling = DEFAULTS.sampling().paired() ? Sampling.PAIRED : Sampling.APART;

    @Option(
            names = "--treated-share",
            paramLabel = "SHARE",
            description =
                    "With --sampling paired, the share of the cells that are treated (default: ${DEFAULT-VALUE}).")
    private double treatedShare = DEFAULTS.sampling().treatedShare();

    @Option(names = "--depth", paramLabel = "NUMBER", description = "Median total count of a cell (the preset's).")
    private @Nullable Double depth;

    @Option(names = "--depth-sd", paramLabel = "NUMBER", description = "Sd of the log of depths (the preset's).")
    private @Nullable Double depthSd;

    @Option(
            names = "--rho-effect",
            paramLabel = "NUMBER",
            description =
                    "Effect of the group on artanh of rho in pairs that change, 0 in the others (as the parameters"
                            + " say).")
    private @Nullable Double rhoEffect;

    @Option(
            names = "--changed-share",
            paramLabel = "SHARE",
            description = "Share of the pairs that change, with --rho-effect (default: ${DEFAULT-VALUE}).")
    private double changedShare = DEFAULTS.change().changedShare();

    @Option(
            names = "--rho-sd",
            paramLabel = "NUMBER",
            description = "Sd between subjects of artanh of rho (as the parameters say).")
    private @Nullable Double rhoSd;

    @Option(
            names = "--copula",
            paramLabel = "COPULA",
            description =
                    "Copula: gaussian, student or clayton, of the same Kendall's tau (default: ${DEFAULT-VALUE}).")
    private PairCopula copula = DEFAULTS.copula();

    @Option(
            names = "--zero-inflation",
            paramLabel = "WHETHER",
            arity = "1",
            description = "Whether there are extra zeros: true or false (default: ${DEFAULT-VALUE}).")
    private boolean zeroInflation = DEFAULTS.zeroInflation();

    @Option(names = "--output", paramLabel = "FILE", required = true, description = "Cell matrix of counts to write.")
    @OutputForm.Of(OutputForm.ARROW)
    private Path output;

    /** Who is in which group. */
    enum Sampling {
        PAIRED,
        APART
    }

    @Override
    public Integer call() {
        if (rhoEffect == null) {
            Tools.need(spec, "--rho-effect", "--changed-share");
        }
        if (sampling != Sampling.PAIRED) {
            Tools.need(spec, "--sampling paired", "--treated-share");
        }
        var method = new CoexpressionSimulation(Tools.options(spec, this::options));
        CommonOptions.sayMemory(JavaMemory.COUNTING, method.memory(pairs));
        Run run = new Run(spec);
        var drawn = method.simulate(parameters(run), pairs, common.workers());
        sample.write(run, output, drawn.counts(), drawn.truth());
        return 0;
    }

    private CoexpressionSimulation.Options options() {
        return new CoexpressionSimulation.Options(
                new CoexpressionSimulation.Sampling(
                        sample.subjects(),
                        sample.cellsPerSubject(),
                        sampling == Sampling.PAIRED,
                        treatedShare,
                        depth == null ? preset.depth() : depth,
                        depthSd == null ? preset.depthSd() : depthSd),
                new CoexpressionSimulation.RhoChange(rhoEffect, changedShare, rhoSd),
                copula,
                zeroInflation,
                seed.value());
    }

    private List<PairParameters> parameters(Run run) {
        return parameters == null
                ? List.of(preset.pair())
                : PairParameterTable.read(run.table("parameters", parameters));
    }
}
