package org.screlate.tool;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Table;
import org.screlate.evaluate.CoexpressionScores;
import org.screlate.io.TableFile;
import picocli.CommandLine.Option;

/** The task of evaluate that scores tests of pairs. */
final class EvaluatePairs {
    @Option(names = "--tests", paramLabel = "FILE", description = "Table of tests of pairs, from coexpress or combine.")
    private @Nullable Path tests;

    @Option(
            names = "--curve-output",
            paramLabel = "FILE",
            description = "Table of precision and recall to write, of coexpression.")
    private @Nullable Path curveOutput;

    Table coexpression(EvaluateInputs inputs, @Nullable Path truth, CommonOptions common) {
        TableFile.Contents found = TableFile.read(inputs.file("tests", tests));
        TableFile.Contents known = TableFile.read(inputs.file("truth", truth));
        inputs.add(found.provenance(), known.provenance());
        CoexpressionScores scores = CoexpressionScores.of(found.table(), known.table());
        CommonOptions.say(
                scores.untested() + " of " + known.table().rows() + " pairs have no p-value and were left out");
        if (curveOutput != null) {
            TableFile.write(curveOutput, scores.curve(), "curve", inputs.history(common.seed()));
        }
        return scores.metrics();
    }
}
