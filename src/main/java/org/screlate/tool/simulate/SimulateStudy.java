package org.screlate.tool.simulate;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.io.GeneSetsFile;
import org.screlate.simulate.Study;
import org.screlate.simulate.StudySimulation;
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

/** Draws counts of a study with subjects, groups and cell types, and many kinds of genes. */
@Command(
        name = "study",
        description = {
            "Draws counts of a study with subjects, groups and cell types, and many kinds of genes.",
            "Writes counts, an interaction network, gene sets and the table of what was planted."
        },
        footer = {"screlate-simulate study --subjects 4 --output study.arrow --truth-output study.truth.tsv"})
final class SimulateStudy implements Callable<Integer> {
    private static final Study.Sizes SIZES = Study.Sizes.DEFAULTS;
    private static final Study.Effects EFFECTS = Study.Effects.DEFAULTS;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private SeedOption seed;

    @Mixin
    private SampleOptions sample;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description =
                    "Gene pairs, of which gain, loss, flip, constant, none take turns (default: ${DEFAULT-VALUE}).")
    private int pairs = SIZES.pairs();

    @Option(names = "--types", paramLabel = "N", description = "Cell types (default: ${DEFAULT-VALUE}).")
    private int types = SIZES.types();

    @Option(
            names = "--changed-type",
            paramLabel = "N",
            description = "Number of the only type in which the groups differ (default: ${DEFAULT-VALUE}, all types).")
    private int changedType = StudySimulation.Options.DEFAULTS.changedType();

    @Option(names = "--genes", paramLabel = "N", description = "Genes in all (default: ${DEFAULT-VALUE}).")
    private int genes = SIZES.genes();

    @Option(
            names = "--markers",
            paramLabel = "N",
            description = "Marker genes of each type (default: ${DEFAULT-VALUE}).")
    private int markers = SIZES.markers();

    @Option(
            names = "--modules",
            paramLabel = "N",
            description = "Coexpressed groups of genes (default: ${DEFAULT-VALUE}).")
    private int modules = SIZES.modules();

    @Option(
            names = "--module-size",
            paramLabel = "N",
            description = "Genes in each module (default: ${DEFAULT-VALUE}).")
    private int moduleSize = SIZES.moduleSize();

    @Option(
            names = "--mean-count",
            paramLabel = "NUMBER",
            description = "Expected count of a usual gene (default: ${DEFAULT-VALUE}).")
    private double meanCount = EFFECTS.meanCount();

    @Option(
            names = "--dispersion",
            paramLabel = "NUMBER",
            description = "Dispersion s in variance = mean + s mean² (default: ${DEFAULT-VALUE}).")
    private double dispersion = EFFECTS.dispersion();

    @Option(
            names = "--library-sd",
            paramLabel = "NUMBER",
            description = "Sd of log size factors (default: ${DEFAULT-VALUE}).")
    private double librarySd = EFFECTS.librarySd();

    @Option(
            names = "--subject-sd",
            paramLabel = "NUMBER",
            description = "Sd of log subject effects (default: ${DEFAULT-VALUE}).")
    private double subjectSd = EFFECTS.subjectSd();

    @Option(
            names = "--marker-log-fold",
            paramLabel = "NUMBER",
            description = "Natural log fold change of markers in their type (default: ${DEFAULT-VALUE}).")
    private double markerLogFold = EFFECTS.markerLogFold();

    @Option(
            names = "--response-log-fold",
            paramLabel = "NUMBER",
            description =
                    "Natural log fold change of the first module in treated cells (default:" + " ${DEFAULT-VALUE}).")
    private double responseLogFold = EFFECTS.responseLogFold();

    @Option(
            names = "--module-rho",
            paramLabel = "NUMBER",
            description = "Correlation within a module (default: ${DEFAULT-VALUE}).")
    private double moduleRho = EFFECTS.moduleRho();

    @Option(
            names = "--rewired-modules",
            paramLabel = "N",
            description = "The last modules whose correlation is another in treated cells (default: ${DEFAULT-VALUE}).")
    private int rewiredModules = Study.Rewired.DEFAULTS.modules();

    @Option(
            names = "--rewired-rho",
            paramLabel = "NUMBER",
            description = "Correlation within them in treated cells (default: ${DEFAULT-VALUE}).")
    private double rewiredRho = Study.Rewired.DEFAULTS.treatedRho();

    @Option(
            names = "--pair-rho",
            paramLabel = "NUMBER",
            description = "Correlation of coexpressed pairs (default: ${DEFAULT-VALUE}).")
    private double pairRho = EFFECTS.pairRho();

    @Option(names = "--output", paramLabel = "FILE", required = true, description = "Cell matrix of counts to write.")
    @OutputForm.Of(OutputForm.ARROW)
    private Path output;

    @Option(names = "--network-output", paramLabel = "FILE", description = "Table of gene interactions to write.")
    @OutputForm.Of(OutputForm.TABLE)
    private @Nullable Path networkOutput;

    @Option(names = "--gene-sets-output", paramLabel = "FILE", description = "GMT file of gene sets to write.")
    @OutputForm.Of(OutputForm.GMT)
    private @Nullable Path geneSetsOutput;

    @Override
    public Integer call() {
        if (rewiredModules == 0) {
            Tools.need(spec, "--rewired-modules", "--rewired-rho");
        }
        var method = new StudySimulation(Tools.options(spec, this::options));
        CommonOptions.sayMemory(JavaMemory.COUNTING, method.memory());
        Study drawn = method.simulate(common.workers());
        Run run = new Run(spec);
        sample.write(run, output, drawn.counts(), drawn.truth());
        run.writeIf(networkOutput, drawn.network(), "network");
        Run.write(geneSetsOutput, path -> GeneSetsFile.write(path, drawn.geneSets()));
        return 0;
    }

    private StudySimulation.Options options() {
        return new StudySimulation.Options(
                new Study.Sizes(
                        sample.subjects(), sample.cellsPerSubject(), types, genes, markers, modules, moduleSize, pairs),
                new Study.Effects(
                        meanCount,
                        dispersion,
                        librarySd,
                        subjectSd,
                        markerLogFold,
                        responseLogFold,
                        moduleRho,
                        pairRho),
                changedType,
                new Study.Rewired(rewiredModules, rewiredRho),
                seed.value());
    }
}
