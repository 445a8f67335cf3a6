package org.screlate.tool.evaluate;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.evaluate.DetectionScores;
import org.screlate.evaluate.RecoveryScores;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.OutputForm;
import org.screlate.tool.Run;
import org.screlate.tool.Tools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Scores recovered values against those that were masked. */
@Command(
        name = "recovery",
        description = {
            "Scores recovered values, or detection probabilities, against the values that were masked.",
            "Writes one row per score: task, name, metric, value, n."
        },
        footer = {
            "screlate-evaluate recovery --recovered recovered.arrow --mask mask.arrow --reference expression.arrow --output scores.tsv"
        })
final class EvaluateRecovery implements Callable<Integer> {
    private static final String OUTSIDE =
            " masked entries are of cells or genes that the recovered matrix does not hold and were left out";

    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by picocli
    private CommonOptions common;

    @Option(
            names = "--recovered",
            required = true,
            paramLabel = "FILE",
            description = "Cell matrix with the recovered values, or detection probabilities.")
    private Path recovered;

    @Option(
            names = "--mask",
            required = true,
            paramLabel = "FILE",
            description = "Mask of the entries set to zero, from simulate.")
    private Path mask;

    @Option(
            names = "--reference",
            required = true,
            paramLabel = "FILE",
            description = "Cell matrix before it was masked: in the unit of the recovered values, or counts.")
    private Path reference;

    @Option(
            names = "--thinning-rate",
            paramLabel = "SHARE",
            description = "For detection probabilities: the share of molecules lost by thinning (default: whole values"
                    + " were hidden).")
    private double thinningRate = Double.NaN;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Table of metrics to write.")
    @OutputForm.Of(OutputForm.TABLE)
    private Path output;

    @Override
    public Integer call() {
        Run run = new Run(spec);
        CellMatrix found = run.cells("recovered", recovered);
        CellMatrix masked = run.cells("mask", mask, "it marks the entries set to zero on purpose", Layer.MASK);
        CellMatrix known = run.cells("reference", reference);
        run.write(
                output,
                found.layer() == Layer.DETECTION ? ofZeros(found, masked, known) : ofValues(found, masked, known),
                "metrics");
        return 0;
    }

    private Table ofZeros(CellMatrix found, CellMatrix masked, CellMatrix known) {
        DetectionScores scores = Tools.options(spec, () -> DetectionScores.of(found, masked, known, thinningRate));
        CommonOptions.say(scores.zeros() + " zeros compared; " + scores.maskedOutside() + OUTSIDE);
        return scores.metrics();
    }

    private Table ofValues(CellMatrix found, CellMatrix masked, CellMatrix known) {
        if (!Double.isNaN(thinningRate)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--thinning-rate is for detection probabilities; " + recovered + " holds values of the layer '"
                            + found.layer().word() + "'");
        }
        RecoveryScores scores = RecoveryScores.of(found, masked, known);
        CommonOptions.say(scores.masked().entries() + " masked entries compared; " + scores.maskedOutside() + OUTSIDE);
        return scores.metrics();
    }
}
