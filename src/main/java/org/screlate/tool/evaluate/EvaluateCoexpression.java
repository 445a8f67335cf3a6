package org.screlate.tool.evaluate;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Table;
import org.screlate.evaluate.CoexpressionScores;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.OutputForm;
import org.screlate.tool.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores tests of coexpression against what was simulated. */
@Command(
        name = "coexpression",
        description = {
            "Scores tests of coexpression against what was simulated.",
            "Writes one row per score: task, name, metric, value, n."
        },
        footer = {"screlate-evaluate coexpression --tests drawn.tests.tsv --truth drawn.truth.tsv --output scores.tsv"})
final class EvaluateCoexpression implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by picocli
    private CommonOptions common;

    @Option(
            names = "--tests",
            required = true,
            paramLabel = "FILE",
            description = "Table of tests of pairs, from coexpress or combine.")
    private Path tests;

    @Option(
            names = "--truth",
            required = true,
            paramLabel = "FILE",
            description = "Table of the truth, from simulate coexpression.")
    private Path truth;

    @Option(names = "--curve-output", paramLabel = "FILE", description = "Table of precision and recall to write.")
    @OutputForm.Of(OutputForm.TABLE)
    private @Nullable Path curveOutput;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Table of metrics to write.")
    @OutputForm.Of(OutputForm.TABLE)
    private Path output;

    @Override
    public Integer call() {
        Run run = new Run(spec);
        Table found = run.table("tests", tests);
        Table known = run.table("truth", truth);
        CoexpressionScores scores = CoexpressionScores.of(found, known);
        CommonOptions.say(scores.untested() + " of " + known.rows() + " pairs have no p-value and were left out");
        run.writeIf(curveOutput, scores.curve(), "curve");
        run.write(output, scores.metrics(), "metrics");
        return 0;
    }
}
