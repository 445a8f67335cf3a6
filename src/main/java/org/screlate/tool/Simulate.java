package org.screlate.tool;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.GeneSetsFile;
import org.screlate.io.TableFile;
import org.screlate.simulate.CoexpressionSimulation;
import org.screlate.simulate.Dropout;
import org.screlate.simulate.Resampling;
import org.screlate.simulate.Study;
import org.screlate.simulate.StudySimulation;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes data with known truth. */
@Command(
        name = "screlate-simulate",
        sortOptions = false,
        description = "Makes data with known truth: hides values of real data, draws its cells anew, or draws a whole"
                + " study or pairs of genes.",
        footer =
                "Writes, for dropout, the matrix with hidden values and the mask that holds them; for resample, counts;"
                        + " for a study, counts, an interaction network, gene sets and the table of what was planted; for"
                        + " coexpression, counts and the table of the parameters of each pair.")
final class Simulate implements Callable<Integer> {
    private static final String DROPOUT_HEADING = "Scenario dropout:%n";
    private static final String RESAMPLE_HEADING = "Scenario resample:%n";
    private static final String STUDY_HEADING = "Scenario study:%n";
    private static final String COEXPRESSION_HEADING = "Scenario coexpression:%n";
    private static final String SAMPLE_HEADING = "Scenarios study and coexpression:%n";

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--scenario",
            paramLabel = "SCENARIO",
            required = true,
            description =
                    "dropout: set non-zeros of a matrix to zero. resample: draw fewer or more of its cells. study:"
                            + " draw counts of many kinds of genes. coexpression: draw counts of gene pairs from a zero-inflated"
                            + " copula model.")
    private Scenario scenario;

    @Option(
            names = "--cells",
            paramLabel = "FILE",
            description = "dropout: cell matrix of counts or log-normalised expression to hide values of. resample: of"
                    + " counts.")
    private @Nullable Path cells;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            required = true,
            description = "Cell matrix to write: the masked one, or the counts.")
    private Path output;

    @ArgGroup(validate = false, heading = DROPOUT_HEADING)
    private DropoutGroup dropout = new DropoutGroup();

    @ArgGroup(validate = false, heading = RESAMPLE_HEADING)
    private ResampleGroup resample = new ResampleGroup();

    @ArgGroup(validate = false, heading = STUDY_HEADING)
    private StudyGroup study = new StudyGroup();

    @ArgGroup(validate = false, heading = COEXPRESSION_HEADING)
    private CoexpressionGroup coexpression = new CoexpressionGroup();

    @ArgGroup(validate = false, heading = SAMPLE_HEADING)
    private SampleGroup sample = new SampleGroup();

    /** What to simulate. */
    enum Scenario {
        DROPOUT,
        RESAMPLE,
        STUDY,
        COEXPRESSION
    }

    public static void main(String[] args) {
        System.exit(Tools.run(new Simulate(), args));
    }

    @Override
    public Integer call() {
        switch (scenario) {
            case DROPOUT -> hideValues();
            case RESAMPLE -> drawCells();
            case STUDY -> drawStudy();
            case COEXPRESSION -> drawPairs();
        }
        return 0;
    }

    private void hideValues() {
        refuse("study", study.networkOutput, study.geneSetsOutput);
        refuse("study or coexpression", sample.metadataOutput, sample.truthOutput);
        refuse("coexpression", coexpression.parameters());
        Path given = needed("--cells", cells);
        Path maskOutput = needed("--mask-output", dropout.maskOutput);
        Dropout method = new Dropout(Tools.options(spec, () -> dropout.options(common.seed())));
        CellMatrix matrix = CellMatrixFile.read(
                given, "values are hidden before anything is filled in", Layer.LOGNORM, Layer.COUNTS);
        CommonOptions.sayMemory(Dropout.memory(matrix));
        Dropout.Result result = method.apply(matrix);
        Provenance history = matrix.provenance().then(step(Map.of("cells", given)));
        CellMatrixFile.write(output, result.masked().withProvenance(history));
        CellMatrixFile.write(maskOutput, result.mask().withProvenance(history));
        CommonOptions.say("hid " + result.maskedCount() + " of " + result.nonZeros() + " non-zeros; "
                + result.emptiedCells() + " cells have no value left");
    }

    private void drawCells() {
        refuse("dropout", dropout.maskOutput);
        refuse("study", study.networkOutput, study.geneSetsOutput);
        refuse("study or coexpression", sample.metadataOutput, sample.truthOutput);
        refuse("coexpression", coexpression.parameters());
        Path given = needed("--cells", cells);
        var method =
                new Resampling(Tools.options(spec, () -> new Resampling.Options(resample.cellNumber, common.seed())));
        CellMatrix counts = CellMatrixFile.read(given, "cells are drawn by their counts", Layer.COUNTS);
        CommonOptions.sayMemory(method.memory(counts));
        CellMatrix drawn = method.draw(counts);
        CellMatrixFile.write(output, drawn.withProvenance(counts.provenance().then(step(Map.of("cells", given)))));
        CommonOptions.say("drew " + drawn.cells().size() + " of "
                + counts.cells().size() + " cells"
                + (drawn.cells().size() > counts.cells().size() ? ", with their counts anew" : ""));
    }

    private void drawStudy() {
        refuse("dropout or resample", cells);
        refuse("dropout", dropout.maskOutput);
        refuse("coexpression", coexpression.parameters());
        var method = new StudySimulation(Tools.options(spec, () -> study.options(sample, common.seed())));
        CommonOptions.sayMemory(method.memory());
        Study drawn = method.simulate(common.workers());
        Provenance history = Provenance.NONE.then(step(Map.of()));
        CellMatrixFile.write(output, drawn.counts().withProvenance(history));
        if (study.networkOutput != null) {
            TableFile.write(study.networkOutput, drawn.network(), "network", history);
        }
        if (study.geneSetsOutput != null) {
            GeneSetsFile.write(study.geneSetsOutput, drawn.geneSets());
        }
        writeSample(drawn.counts(), drawn.truth(), history);
    }

    private void drawPairs() {
        refuse("dropout or resample", cells);
        refuse("dropout", dropout.maskOutput);
        refuse("study", study.networkOutput, study.geneSetsOutput);
        var method = new CoexpressionSimulation(Tools.options(
                spec, () -> coexpression.options(sample.subjects, sample.cellsPerSubject, common.seed())));
        CommonOptions.sayMemory(method.memory(sample.pairs));
        Map<String, Path> inputs =
                coexpression.parameters() == null ? Map.of() : Map.of("parameters", coexpression.parameters());
        var drawn = method.simulate(coexpression.pairs(), sample.pairs, common.workers());
        Provenance history = Provenance.NONE.then(step(inputs));
        CellMatrixFile.write(output, drawn.counts().withProvenance(history));
        writeSample(drawn.counts(), drawn.truth(), history);
    }

    private void writeSample(CellMatrix counts, Table truth, Provenance history) {
        if (sample.metadataOutput != null) {
            TableFile.write(sample.metadataOutput, Study.cells(counts), "cells", history);
        }
        if (sample.truthOutput != null) {
            TableFile.write(sample.truthOutput, truth, "truth", history);
        }
        CommonOptions.say(
                "drew " + counts.cells().size() + " cells × " + counts.genes().size() + " genes");
    }

    private Path needed(String option, @Nullable Path path) {
        if (path == null) {
            throw new ParameterException(
                    spec.commandLine(), "--scenario " + scenario.name().toLowerCase(Locale.ROOT) + " needs " + option);
        }
        return path;
    }

    private void refuse(String owner, @Nullable Path... paths) {
        for (Path path : paths) {
            if (path != null) {
                throw new ParameterException(
                        spec.commandLine(), path + " is given by an option of the scenario " + owner + " only");
            }
        }
    }

    /** The step of a run, without the options of the other scenarios. */
    private Provenance.Step step(Map<String, Path> inputs) {
        List<String> own =
                switch (scenario) {
                    case DROPOUT -> List.of(DROPOUT_HEADING);
                    case RESAMPLE -> List.of(RESAMPLE_HEADING);
                    case STUDY -> List.of(STUDY_HEADING, SAMPLE_HEADING);
                    case COEXPRESSION -> List.of(COEXPRESSION_HEADING, SAMPLE_HEADING);
                };
        Provenance.Step all = Tools.step(spec, common.seed(), inputs);
        Map<String, String> options = new TreeMap<>(all.options());
        spec.argGroups().stream()
                .filter(group -> !own.contains(group.heading()))
                .flatMap(group -> group.options().stream())
                .forEach(option -> options.remove(option.longestName().substring(2)));
        return new Provenance.Step(all.tool(), all.version(), options, all.seed(), all.inputs());
    }

    /** Options of the scenario resample. */
    private static final class ResampleGroup {
        @Option(
                names = "--cell-number",
                paramLabel = "N",
                description = "Cells to draw: each at most once; beyond their number with their counts drawn anew"
                        + " (default: ${DEFAULT-VALUE}).")
        private int cellNumber = Resampling.Options.DEFAULTS.cells();
    }

    /** Options of the scenario study. */
    private static final class StudyGroup {
        private static final Study.Sizes SIZES = Study.Sizes.DEFAULTS;
        private static final Study.Effects EFFECTS = Study.Effects.DEFAULTS;

        @Option(names = "--network-output", paramLabel = "FILE", description = "Table of gene interactions to write.")
        private @Nullable Path networkOutput;

        @Option(names = "--gene-sets-output", paramLabel = "FILE", description = "GMT file of gene sets to write.")
        private @Nullable Path geneSetsOutput;

        @Option(names = "--types", paramLabel = "N", description = "Cell types (default: ${DEFAULT-VALUE}).")
        private int types = SIZES.types();

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
                description = "s in variance = mean + s mean² (default: ${DEFAULT-VALUE}).")
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
                description = "Natural log fold change of the first module in treated cells (default:"
                        + " ${DEFAULT-VALUE}).")
        private double responseLogFold = EFFECTS.responseLogFold();

        @Option(
                names = "--module-rho",
                paramLabel = "NUMBER",
                description = "Correlation within a module (default: ${DEFAULT-VALUE}).")
        private double moduleRho = EFFECTS.moduleRho();

        @Option(
                names = "--pair-rho",
                paramLabel = "NUMBER",
                description = "Correlation of coexpressed pairs (default: ${DEFAULT-VALUE}).")
        private double pairRho = EFFECTS.pairRho();

        StudySimulation.Options options(SampleGroup sample, long seed) {
            return new StudySimulation.Options(
                    new Study.Sizes(
                            sample.subjects,
                            sample.cellsPerSubject,
                            types,
                            genes,
                            markers,
                            modules,
                            moduleSize,
                            sample.pairs),
                    new Study.Effects(
                            meanCount,
                            dispersion,
                            librarySd,
                            subjectSd,
                            markerLogFold,
                            responseLogFold,
                            moduleRho,
                            pairRho),
                    seed);
        }
    }

    /** Options of the scenarios study and coexpression. */
    private static final class SampleGroup {
        private static final Study.Sizes SIZES = Study.Sizes.DEFAULTS;

        @Option(
                names = "--metadata-output",
                paramLabel = "FILE",
                description = "Table of type, subject and group of each cell to write.")
        private @Nullable Path metadataOutput;

        @Option(names = "--truth-output", paramLabel = "FILE", description = "Table of what was planted to write.")
        private @Nullable Path truthOutput;

        @Option(
                names = "--subjects",
                paramLabel = "N",
                description = "Each is sampled in both groups, unless --sampling apart (default: ${DEFAULT-VALUE}).")
        private int subjects = SIZES.subjects();

        @Option(
                names = "--cells-per-subject",
                paramLabel = "N",
                description = "Cells of one subject in one group (default: ${DEFAULT-VALUE}).")
        private int cellsPerSubject = SIZES.cellsPerSubject();

        @Option(
                names = "--pairs",
                paramLabel = "N",
                description =
                        "Gene pairs; in a study gain, loss, flip, constant, none take turns (default: ${DEFAULT-VALUE}).")
        private int pairs = SIZES.pairs();
    }
}
