package org.screlate.tool;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Embedding;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.evaluate.ClusteringEvaluation;
import org.screlate.evaluate.DenoisingScores;
import org.screlate.evaluate.DetectionScores;
import org.screlate.evaluate.MarkerScores;
import org.screlate.evaluate.RecoveryScores;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.DelimitedTableFile;
import org.screlate.io.FileKind;
import org.screlate.io.TableFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores results against the truth. */
@Command(
        name = "screlate-evaluate",
        description = "Scores clusters against known classes, recovered values against the values that were masked,"
                + " denoised counts against molecules kept back, markers by layer, held-out edges, gene sets that"
                + " networks should know, embeddings of genes against an ontology or gene sets, and tests of coexpression against what was"
                + " simulated.",
        footer = "Writes one row per score: task, name, metric, value, n.")
final class Evaluate implements Callable<Integer> {
    private static final String CELL = "cell";
    private static final String OUTSIDE =
            " masked entries are of cells or genes that the recovered matrix does not hold and were left out";

    /** What is scored. */
    enum Task {
        CLUSTERING,
        RECOVERY,
        DENOISING,
        MARKERS,
        EDGES,
        PATHWAYS,
        ONTOLOGY,
        ANNOTATIONS,
        COEXPRESSION;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Option(names = "--task", required = true, paramLabel = "TASK", description = "${COMPLETION-CANDIDATES}.")
    private Task task;

    @Option(names = "--clusters", paramLabel = "FILE", description = "Table of clusters, from cluster.")
    private @Nullable Path clusters;

    @Option(
            names = "--truth",
            paramLabel = "FILE",
            description =
                    "Cell matrix or table with the known classes, a table with the column 'cell'; or, of coexpression,"
                            + " the table that simulate writes.")
    private @Nullable Path truth;

    @Option(names = "--truth-column", paramLabel = "NAME", description = "Column of the truth that holds the classes.")
    private @Nullable String truthColumn;

    @Option(
            names = "--cluster-column",
            paramLabel = "NAME",
            description = "Column of clusters to score (default: all but 'cell').")
    private @Nullable String clusterColumn;

    @Option(
            names = "--cells",
            paramLabel = "FILE",
            description = "Embedding or cell matrix to measure the silhouette on (default: no silhouette).")
    private @Nullable Path cells;

    @Option(
            names = "--recovered",
            paramLabel = "FILE",
            description = "Cell matrix with the recovered values, or detection probabilities.")
    private @Nullable Path recovered;

    @Option(names = "--mask", paramLabel = "FILE", description = "Mask of the entries set to zero, from simulate.")
    private @Nullable Path mask;

    @Option(
            names = "--reference",
            paramLabel = "FILE",
            description = "Cell matrix before it was masked: in the unit of the recovered values, or counts.")
    private @Nullable Path reference;

    @Option(
            names = "--thinning-rate",
            paramLabel = "SHARE",
            description = "For detection probabilities: the share of molecules lost by thinning (default: whole values"
                    + " were hidden).")
    private double thinningRate = Double.NaN;

    @Option(
            names = "--train",
            paramLabel = "FILE",
            description = "Counts that were denoised: those of --reference after simulate --mechanism thinning.")
    private @Nullable Path train;

    @Option(
            names = "--layer",
            paramLabel = "NAME=FILE",
            description = "Cell matrix to score markers in; may be given several times.")
    private Map<String, Path> layers = new LinkedHashMap<>();

    @Mixin
    private EvaluateNetworks networks;

    @Mixin
    private EvaluateOntology ontology;

    @Mixin
    private EvaluateAnnotations annotations;

    @Mixin
    private EvaluatePairs pairs;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Table of metrics to write.")
    private Path output;

    public static void main(String[] args) {
        System.exit(Tools.run(new Evaluate(), args));
    }

    @Override
    public Integer call() {
        EvaluateInputs inputs = new EvaluateInputs(spec, task.toString());
        Table metrics =
                switch (task) {
                    case CLUSTERING -> clustering(inputs);
                    case RECOVERY -> recovery(inputs);
                    case DENOISING -> denoising(inputs);
                    case MARKERS -> markers(inputs);
                    case EDGES -> networks.edges(inputs, common);
                    case PATHWAYS -> networks.pathways(spec, inputs, common);
                    case ONTOLOGY -> ontology.score(spec, inputs, networks.points(inputs), common);
                    case ANNOTATIONS -> annotations.score(spec, inputs, networks, ontology, common);
                    case COEXPRESSION -> pairs.coexpression(inputs, truth, common);
                };
        TableFile.write(output, metrics, "metrics", inputs.history(common.seed()));
        CommonOptions.say("wrote " + metrics.rows() + " scores to " + output);
        return 0;
    }

    private Table clustering(EvaluateInputs inputs) {
        String column = inputs.needed("--truth-column", truthColumn);
        TableFile.Contents found = TableFile.read(inputs.file("clusters", clusters));
        Labels known = truth(inputs.file("truth", truth), column);
        Embedding points = cells == null ? null : Points.read(inputs.file("cells", cells));
        inputs.add(found.provenance(), known.provenance(), points == null ? Provenance.NONE : points.provenance());
        var evaluation = new ClusteringEvaluation(known.cells(), known.labels());
        var result =
                evaluation.score(List.of(found.table().labels(CELL)), columns(found.table()), points, common.workers());
        CommonOptions.say(result.cells() + " cells compared; " + result.unusedCells()
                + " cells of the truth are in no cluster and were left out");
        for (String name : result.withoutSilhouette()) {
            CommonOptions.say(name + " has no silhouette: that needs at least 2 clusters, and fewer than cells");
        }
        return result.metrics();
    }

    private Table recovery(EvaluateInputs inputs) {
        CellMatrix found = CellMatrixFile.read(inputs.file("recovered", recovered));
        CellMatrix masked = CellMatrixFile.read(
                inputs.file("mask", mask), "it marks the entries set to zero on purpose", Layer.MASK);
        CellMatrix known = CellMatrixFile.read(inputs.file("reference", reference));
        inputs.add(found.provenance(), masked.provenance(), known.provenance());
        if (found.layer() == Layer.DETECTION) {
            DetectionScores scores = Tools.options(spec, () -> DetectionScores.of(found, masked, known, thinningRate));
            CommonOptions.say(scores.zeros() + " zeros compared; " + scores.maskedOutside() + OUTSIDE);
            return scores.metrics();
        }
        RecoveryScores scores = RecoveryScores.of(found, masked, known);
        CommonOptions.say(scores.masked().entries() + " masked entries compared; " + scores.maskedOutside() + OUTSIDE);
        return scores.metrics();
    }

    private Table denoising(EvaluateInputs inputs) {
        CellMatrix denoised = CellMatrixFile.read(inputs.file("recovered", recovered));
        CellMatrix training = CellMatrixFile.read(inputs.file("train", train));
        CellMatrix all = CellMatrixFile.read(inputs.file("reference", reference));
        inputs.add(denoised.provenance(), training.provenance(), all.provenance());
        return DenoisingScores.of(denoised, training, all).metrics();
    }

    private Table markers(EvaluateInputs inputs) {
        String column = inputs.needed("--truth-column", truthColumn);
        Labels known = truth(inputs.file("truth", truth), column);
        MarkerScores scores = new MarkerScores(known.cells(), known.labels(), networks.sets(inputs));
        Map<String, CellMatrix> matrices = new LinkedHashMap<>();
        inputs.files("layer", layers).forEach((name, path) -> matrices.put(name, CellMatrixFile.read(path)));
        inputs.add(known.provenance());
        matrices.values().forEach(matrix -> inputs.add(matrix.provenance()));
        return scores.score(matrices);
    }

    private record Labels(List<String> cells, String[] labels, Provenance provenance) {}

    private static Labels truth(Path path, String column) {
        if (!DelimitedTableFile.isNameOf(path) && FileKind.isCellMatrix(path)) {
            CellMatrix matrix = CellMatrixFile.read(path);
            return new Labels(matrix.cells(), matrix.cellMetadata().labels(column), matrix.provenance());
        }
        TableFile.Contents table = TableFile.read(path);
        return new Labels(List.of(table.table().labels(CELL)), table.table().labels(column), table.provenance());
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
