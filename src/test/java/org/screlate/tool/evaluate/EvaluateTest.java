package org.screlate.tool.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.TableFile;
import org.screlate.matrix.DenseMatrix;
import org.screlate.tool.ToolRun;

final class EvaluateTest {
    private static final List<String> CELLS = List.of("c1", "c2", "c3", "c4");

    @TempDir
    Path folder;

    @BeforeEach
    void writeInputs() {
        Table metadata = Table.ofRows(4).with("type", new Column.Text(new String[] {"a", "a", "b", "b"}));
        CellMatrix matrix = CellMatrix.of(
                        CELLS,
                        List.of("g1", "g2"),
                        new DenseMatrix(4, 2, new float[] {1, 0, 2, 0, 7, 0, 8, 3}),
                        Layer.LOGNORM)
                .withCellMetadata(metadata);
        CellMatrixFile.write(folder.resolve("cells.arrow"), matrix);
        CellMatrixFile.write(
                folder.resolve("mask.arrow"),
                matrix.withValues(new DenseMatrix(4, 2, new float[] {1, 0, 0, 0, 0, 0, 0, 3}).toSparse(), Layer.MASK));
        CellMatrixFile.write(
                folder.resolve("imputed.arrow"),
                matrix.withValues(new DenseMatrix(4, 2, new float[] {2, 0, 2, 0, 7, 1, 8, 1}), Layer.FILLED));
        Table clusters = Table.ofRows(4)
                .with("cell", new Column.Text(new String[] {"c4", "c3", "c2", "c1"}))
                .with("kmeans", new Column.Whole(new long[] {1, 1, 2, 2}))
                .with("leiden_1.0", new Column.Whole(new long[] {1, 1, 1, 1}));
        TableFile.write(folder.resolve("clusters.arrow"), clusters, "clusters", Provenance.NONE);
    }

    private ToolRun run(String... args) {
        String[] resolved = Arrays.stream(args)
                .map(arg ->
                        arg.matches(".*\\.(arrow|tsv)") ? folder.resolve(arg).toString() : arg)
                .toArray(String[]::new);
        return ToolRun.of(new Evaluate(), resolved);
    }

    private ToolRun clustering(String... more) {
        List<String> args = new ArrayList<>(
                List.of("clustering", "--clusters", "clusters.arrow", "--truth-column", "type", "--output", "out.tsv"));
        args.addAll(List.of(more));
        return run(args.toArray(String[]::new));
    }

    private void assertRefused(ToolRun run, String message) {
        assertTrue(run.error().contains(message), run.error());
        assertEquals(1, run.error().lines().count(), run.error());
        assertEquals(2, run.code());
        assertFalse(Files.exists(folder.resolve("out.tsv")));
    }

    @Test
    void everyColumnOfClustersIsScoredAgainstACellMatrix() {
        assertEquals(
                0,
                clustering("--truth", "cells.arrow", "--cells", "cells.arrow").code());
        Table metrics = TableFile.read(folder.resolve("out.tsv")).table();
        assertEquals(List.of("task", "name", "metric", "value", "n"), metrics.names());
        assertEquals(
                List.of("ari", "nmi", "accuracy", "silhouette", "clusters", "ari", "nmi", "accuracy", "clusters"),
                List.of(metrics.labels("metric")).subList(0, 9));
        assertTrue(List.of(metrics.labels("metric")).contains("neighbour_purity_macro"));
        assertEquals("1", metrics.labels("value")[0]);
        assertEquals("0", metrics.labels("value")[5]);
    }

    @Test
    void truthMayBeATable() {
        Table truth = Table.ofRows(5)
                .with("cell", new Column.Text(new String[] {"c1", "c2", "c3", "c4", "c5"}))
                .with("type", new Column.Text(new String[] {"a", "b", "a", "b", "a"}));
        TableFile.write(folder.resolve("truth.tsv"), truth, "truth", Provenance.NONE);
        assertEquals(
                0,
                clustering("--truth", "truth.tsv", "--cluster-column", "kmeans").code());
        // Of 6 pairs 2 are together in each and none in both: (0 - 2/3) / (2 - 2/3).
        assertEquals(
                -0.5,
                Double.parseDouble(
                        TableFile.read(folder.resolve("out.tsv")).table().labels("value")[0]),
                1e-12);
    }

    @Test
    void recoveryIsScoredAndItsHistoryKept() {
        ToolRun run = run(
                "recovery",
                "--recovered",
                "imputed.arrow",
                "--mask",
                "mask.arrow",
                "--reference",
                "cells.arrow",
                "--output",
                "out.arrow");
        assertEquals(0, run.code(), run.error());
        TableFile.Contents metrics = TableFile.read(folder.resolve("out.arrow"));
        assertEquals(
                Math.sqrt((1 + 4) / 2.0), Double.parseDouble(metrics.table().labels("value")[0]), 1e-12);
        assertEquals(
                Set.of("recovered", "mask", "reference"),
                metrics.provenance().steps().get(0).inputs().keySet());
    }

    @Test
    void detectionProbabilitiesAreScoredByWhatTheyTellApart() {
        CellMatrix matrix = CellMatrixFile.read(folder.resolve("cells.arrow"));
        CellMatrixFile.write(
                folder.resolve("detection.arrow"),
                matrix.withValues(
                        new DenseMatrix(4, 2, new float[] {.9f, .1f, 1, .2f, 1, .3f, 1, .6f}), Layer.DETECTION));
        ToolRun run = run(
                "recovery",
                "--recovered",
                "detection.arrow",
                "--mask",
                "mask.arrow",
                "--reference",
                "cells.arrow",
                "--thinning-rate=0.5",
                "--output",
                "out.tsv");
        assertEquals(0, run.code(), run.error());
        Table metrics = TableFile.read(folder.resolve("out.tsv")).table();
        assertArrayEquals(
                new String[] {
                    "auroc",
                    "average_precision",
                    "calibration_error",
                    "brier",
                    "highest_percent_said",
                    "highest_percent_true",
                    "loss_share"
                },
                metrics.labels("metric"));
        assertEquals("1", metrics.labels("value")[0]);
        assertEquals("5", metrics.labels("n")[0]);
    }

    @Test
    void wrongInputEndsWithOneLine() {
        assertRefused(clustering(), "Missing required option: '--truth=FILE'");
        assertRefused(clustering("--truth", "cells.arrow", "--cluster-column", "louvain"), "no column 'louvain'");
        assertRefused(clustering("--truth", "clusters.arrow"), "no column 'type'; there are: cell, kmeans");
        assertRefused(clustering("--truth", "absent.arrow"), "no such file");
        assertRefused(
                run("recovery", "--recovered", "imputed.arrow", "--output", "out.tsv"),
                "Missing required options: '--mask=FILE', '--reference=FILE'");
        assertRefused(
                run(
                        "recovery",
                        "--recovered",
                        "imputed.arrow",
                        "--mask",
                        "cells.arrow",
                        "--reference",
                        "cells.arrow",
                        "--output",
                        "out.tsv"),
                "holds the layer 'lognorm', but mask is needed");
        assertRefused(run("guess", "--output", "out.tsv"), "guess");
    }
}
