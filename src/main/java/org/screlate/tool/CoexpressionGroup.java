package org.screlate.tool;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.screlate.io.TableFile;
import org.screlate.simulate.CoexpressionSimulation;
import org.screlate.simulate.PairCopula;
import org.screlate.simulate.PairParameterTable;
import org.screlate.simulate.PairParameters;
import picocli.CommandLine.Option;

/** Options of simulate's scenario coexpression. */
final class CoexpressionGroup {
    private static final CoexpressionSimulation.Options DEFAULTS = CoexpressionSimulation.Options.DEFAULTS;

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
            description = "paired: each subject is in both groups; apart: in one (default: ${DEFAULT-VALUE}).")
    private Sampling sampling = DEFAULTS.sampling().paired() ? Sampling.PAIRED : Sampling.APART;

    @Option(
            names = "--treated-share",
            paramLabel = "SHARE",
            description = "paired: share of the cells that are treated (default: ${DEFAULT-VALUE}).")
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
            description = "gaussian, student or clayton, of the same Kendall's tau (default: ${DEFAULT-VALUE}).")
    private PairCopula copula = DEFAULTS.copula();

    @Option(
            names = "--zero-inflation",
            paramLabel = "WHETHER",
            arity = "1",
            description = "Whether there are extra zeros: true or false (default: ${DEFAULT-VALUE}).")
    private boolean zeroInflation = DEFAULTS.zeroInflation();

    /** Who is in which group. */
    enum Sampling {
        PAIRED,
        APART
    }

    CoexpressionSimulation.Options options(int subjects, int cellsPerSubject, long seed) {
        return new CoexpressionSimulation.Options(
                new CoexpressionSimulation.Sampling(
                        subjects,
                        cellsPerSubject,
                        sampling == Sampling.PAIRED,
                        treatedShare,
                        depth == null ? preset.depth() : depth,
                        depthSd == null ? preset.depthSd() : depthSd),
                new CoexpressionSimulation.RhoChange(rhoEffect, changedShare, rhoSd),
                copula,
                zeroInflation,
                seed);
    }

    @Nullable
    Path parameters() {
        return parameters;
    }

    List<PairParameters> pairs() {
        return parameters == null
                ? List.of(preset.pair())
                : PairParameterTable.read(TableFile.read(parameters).table());
    }
}
