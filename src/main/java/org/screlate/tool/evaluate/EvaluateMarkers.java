package org.screlate.tool.evaluate;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.screlate.data.CellMatrix;
import org.screlate.evaluate.MarkerScores;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.OutputForm;
import org.screlate.tool.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores how well layers tell markers of cell types. */
@Command(
        name = "markers",
        description = {
            "Scores how well each layer of expression ranks the known markers of cell types.",
            "Writes one row per score: task, name, metric, value, n."
        },
        footer = {
            "screlate-evaluate markers --layer counts=counts.arrow --layer lognorm=expression.arrow --gene-sets markers.gmt --truth metadata.tsv --truth-column cell_type --output scores.tsv"
        })
final class EvaluateMarkers implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by picocli
    private CommonOptions common;

    @Option(
            names = "--layer",
            required = true,
            paramLabel = "NAME=FILE",
            description = "Cell matrix to score markers in; may be given several times.")
    private Map<String, Path> layers = new LinkedHashMap<>();

    @Option(
            names = "--gene-sets",
            required = true,
            paramLabel = "FILE",
            description = "GMT file of the markers of each type.")
    private Path sets;

    @Option(
            names = "--truth",
            required = true,
            paramLabel = "FILE",
            description = "Cell matrix whose metadata hold the known classes, or a table with the column 'cell'.")
    private Path truth;

    @Option(
            names = "--truth-column",
            required = true,
            paramLabel = "COLUMN",
            description = "Column of the truth that holds the classes.")
    private String truthColumn;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Table of metrics to write.")
    @OutputForm.Of(OutputForm.TABLE)
    private Path output;

    @Override
    public Integer call() {
        Run run = new Run(spec);
        KnownClasses known = KnownClasses.read(run, truth, truthColumn);
        MarkerScores scores = new MarkerScores(known.cells(), known.labels(), run.geneSets("gene-sets", sets));
        Map<String, CellMatrix> matrices = new LinkedHashMap<>();
        layers.forEach((name, path) -> matrices.put(name, run.cells("layer " + name, path)));
        run.write(output, scores.score(matrices), "metrics");
        return 0;
    }
}
