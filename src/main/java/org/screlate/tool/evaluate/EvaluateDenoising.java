package org.screlate.tool.evaluate;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.screlate.data.CellMatrix;
import org.screlate.evaluate.DenoisingScores;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.OutputForm;
import org.screlate.tool.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores denoised counts against molecules kept back. */
@Command(
        name = "denoising",
        description = {
            "Scores denoised counts against molecules that were kept back.",
            "Writes one row per score: task, name, metric, value, n."
        },
        footer = {
            "screlate-evaluate denoising --recovered denoised.arrow --train thinned.arrow --reference counts.arrow --output scores.tsv"
        })
final class EvaluateDenoising implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by picocli
    private CommonOptions common;

    @Option(
            names = "--recovered",
            required = true,
            paramLabel = "FILE",
            description = "Cell matrix of denoised counts.")
    private Path recovered;

    @Option(
            names = "--train",
            required = true,
            paramLabel = "FILE",
            description =
                    "Counts that were denoised: those of --reference after simulate dropout --mechanism thinning.")
    private Path train;

    @Option(
            names = "--reference",
            required = true,
            paramLabel = "FILE",
            description = "Counts before molecules were taken.")
    private Path reference;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Table of metrics to write.")
    @OutputForm.Of(OutputForm.TABLE)
    private Path output;

    @Override
    public Integer call() {
        Run run = new Run(spec);
        CellMatrix denoised = run.cells("recovered", recovered);
        CellMatrix training = run.cells("train", train);
        CellMatrix all = run.cells("reference", reference);
        run.write(output, DenoisingScores.of(denoised, training, all).metrics(), "metrics");
        return 0;
    }
}
