package org.screlate.tool.simulate;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.io.CellMatrixFile;
import org.screlate.simulate.Dropout;
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

/** Hides values of real data, and keeps them as the truth for imputation. */
@Command(
        name = "dropout",
        description = {
            "Hides values of real data, and keeps them as the truth for imputation.",
            "Writes the matrix with hidden values, and the mask that holds them."
        },
        footer = {
            "screlate-simulate dropout --cells expression.arrow --output masked.arrow --mask-output mask.arrow",
            "screlate-simulate dropout --cells counts.arrow --mechanism thinning --rate 0.1 --output thinned.arrow --mask-output lost.arrow"
        })
final class SimulateDropout implements Callable<Integer> {
    private static final Dropout.Options DEFAULTS = Dropout.Options.DEFAULTS;

    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by picocli
    private CommonOptions common;

    @Mixin
    private SeedOption seed;

    @Option(
            names = "--cells",
            required = true,
            paramLabel = "FILE",
            description = "Cell matrix of counts or log-normalised expression to hide values of.")
    private Path cells;

    @Option(
            names = "--rate",
            paramLabel = "SHARE",
            description = "Share to hide of the non-zeros, or of the molecules (default: ${DEFAULT-VALUE}).")
    private double rate = DEFAULTS.rate();

    @Option(
            names = "--mechanism",
            paramLabel = "MECHANISM",
            description =
                    "Which values. mcar: any equally likely; mnar: low values rather; thinning: single molecules of counts are"
                            + " lost (default: ${DEFAULT-VALUE}).")
    private Dropout.Mechanism mechanism = DEFAULTS.mechanism();

    @Option(
            names = "--mnar-decay",
            paramLabel = "NUMBER",
            description = "With mnar, a value x is hidden in proportion to exp(-decay x²) (default: ${DEFAULT-VALUE}).")
    private double decay = DEFAULTS.decay();

    @Option(
            names = "--output",
            paramLabel = "FILE",
            required = true,
            description = "Cell matrix with hidden values to write.")
    @OutputForm.Of(OutputForm.ARROW)
    private Path output;

    @Option(
            names = "--mask-output",
            required = true,
            paramLabel = "FILE",
            description = "Cell matrix of the hidden values to write.")
    @OutputForm.Of(OutputForm.ARROW)
    private Path maskOutput;

    @Override
    public Integer call() {
        if (mechanism != Dropout.Mechanism.MNAR) {
            Tools.need(spec, "--mechanism mnar", "--mnar-decay");
        }
        Dropout method = new Dropout(Tools.options(spec, this::options));
        Run run = new Run(spec);
        CellMatrix matrix = run.cells(
                "cells", cells, "values are hidden before anything is filled in", Layer.LOGNORM, Layer.COUNTS);
        CommonOptions.sayMemory(JavaMemory.COUNTING, Dropout.memory(matrix));
        Dropout.Result result = method.apply(matrix);
        Run.write(output, path -> CellMatrixFile.write(path, result.masked().withProvenance(run.history())));
        Run.write(maskOutput, path -> CellMatrixFile.write(path, result.mask().withProvenance(run.history())));
        CommonOptions.say("hid " + result.maskedCount() + " of " + result.nonZeros() + " non-zeros; "
                + result.emptiedCells() + " cells have no value left");
        return 0;
    }

    private Dropout.Options options() {
        return new Dropout.Options(rate, mechanism, decay, seed.value());
    }
}
