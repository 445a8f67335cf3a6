package org.screlate.tool.evaluate;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Embedding;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.evaluate.ClusteringEvaluation;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.OutputForm;
import org.screlate.tool.Points;
import org.screlate.tool.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores clusters of cells against known classes. */
@Command(
        name = "clustering",
        description = {
            "Scores clusters of cells against known classes.",
            "Writes one row per score: task, name, metric, value, n."
        },
        footer = {
            "screlate-evaluate clustering --clusters clusters.tsv --truth metadata.tsv --truth-column cell_type --cells pca.arrow --output scores.tsv"
        })
final class EvaluateClustering implements Callable<Integer> {
    private static final String CELL = "cell";

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--clusters",
            required = true,
            paramLabel = "FILE",
            description = "Table of clusters, from cluster.")
    private Path clusters;

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

    @Option(
            names = "--cluster-column",
            paramLabel = "COLUMN",
            description = "Column of clusters to score (default: all but 'cell').")
    private @Nullable String clusterColumn;

    @Option(
            names = "--cells",
            paramLabel = "FILE",
            description = "Embedding or cell matrix to measure silhouette and neighbour purity on (default: neither).")
    private @Nullable Path cells;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Table of metrics to write.")
    @OutputForm.Of(OutputForm.TABLE)
    private Path output;

    @Override
    public Integer call() {
        Run run = new Run(spec);
        Table found = run.table("clusters", clusters);
        KnownClasses known = KnownClasses.read(run, truth, truthColumn);
        Embedding points = cells == null ? null : Points.read(run.file("cells", cells));
        run.add(points == null ? Provenance.NONE : points.provenance());
        var result = new ClusteringEvaluation(known.cells(), known.labels())
                .score(List.of(found.labels(CELL)), columns(found), points, common.workers());
        CommonOptions.say(result.cells() + " cells compared; " + result.unusedCells()
                + " cells of the truth are in no cluster and were left out");
        for (String name : result.withoutSilhouette()) {
            CommonOptions.say(name + " has no silhouette: that needs at least 2 clusters, and fewer than cells");
        }
        run.write(output, result.metrics(), "metrics");
        return 0;
    }

    private Map<String, String[]> columns(Table table) {
        List<String> names = clusterColumn == null
                ? table.names().stream().filter(name -> !name.equals(CELL)).toList()
                : List.of(clusterColumn);
        if (names.isEmpty()) {
            throw new InvalidInputException(clusters + " has no column of clusters beside '" + CELL + "'");
        }
        Map<String, String[]> columns = new LinkedHashMap<>();
        names.forEach(name -> columns.put(name, table.labels(name)));
        return columns;
    }
}
