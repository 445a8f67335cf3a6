package org.screlate.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.screlate.data.Column;
import org.screlate.data.Table;
import org.screlate.io.TableFile;
import org.screlate.testing.SharedData;

/**
 * Clusters of imputed cells against those of the published code, from h5ad on, with its settings: smooth, gamma 0.01,
 * asymmetric final graph, k-means with as many clusters as labels and 20 starts. Expected: ARI, NMI, CA of
 * reference/sccr/results.csv, methods scCR and scFP, rate 0, mean of seeds 0, 1, 2.
 *
 * <p>On worm neurons scikit-learn's three seeds end in k-means optima of inertia 8557, 8743 and 8219, ours in 8299, 8145
 * and 8219 on the same matrix: lower ones, whose ARI is higher. Where both reach 8219 or 8145 the ARI is the same to 14
 * digits. So there the scores may lie above the published by more than the tolerance, never below. scFP on worm neurons is
 * left out: its three published ARI lie between 0.505 and 0.570, one for each optimum.
 */
final class ClusterReferenceTest {
    private static final double TOLERANCE = 0.02;
    private static final int SEEDS = 3;

    @TempDir
    private Path folder;

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "sccr,baron_mouse_1,13,0.65306,0.78848,0.72060,0.02",
        "sccr,worm_neuron,10,0.52047,0.71116,0.74598,0.05",
        "scfp,baron_mouse_1,13,0.64275,0.78606,0.69911,0.02"
    })
    void imputedCellsFallIntoTheSameTypesAsByThePublishedCode(
            String method, String data, int types, double ari, double nmi, double accuracy, double above) {
        Path h5ad = SharedData.require("data/" + data + ".h5ad");
        runs(new Import(), "--input", h5ad.toString(), "--output", file("counts"));
        runs(
                new Preprocess(),
                "--counts",
                file("counts"),
                "--output",
                file("expression"),
                "--hvg-method=variance",
                "--size-factors=hvg",
                "--hvg-only");
        runs(
                new Impute(),
                "--cells",
                file("expression"),
                "--output",
                file("smoothed"),
                "--method=" + method,
                "--mode=smooth",
                // scFP's graph has no such choice: its seed changes nothing
                method.equals("sccr") ? "--symmetric=false" : "--seed=0");
        Map<String, Double> means = new TreeMap<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            scores(types, seed).forEach((metric, value) -> means.merge(metric, value / SEEDS, Double::sum));
        }
        assertNear(ari, means.get("ari"), above, "ARI");
        assertNear(nmi, means.get("nmi"), above, "NMI");
        assertNear(accuracy, means.get("accuracy"), above, "accuracy");
    }

    private static void assertNear(double expected, double actual, double above, String metric) {
        assertTrue(
                actual >= expected - TOLERANCE && actual <= expected + above,
                () -> metric + ": published " + expected + ", ours " + actual);
    }

    private Map<String, Double> scores(int types, int seed) {
        runs(
                new Cluster(),
                "--cells",
                file("smoothed"),
                "--k=" + types,
                "--starts=20",
                "--seed=" + seed,
                "--output",
                file("clusters"));
        runs(
                new Evaluate(),
                "--task=clustering",
                "--clusters",
                file("clusters"),
                "--truth",
                file("counts"),
                "--truth-column=celltype",
                "--output",
                file("metrics"));
        Table metrics = TableFile.read(Path.of(file("metrics"))).table();
        double[] values = ((Column.Real) metrics.column("value")).values();
        Map<String, Double> scores = new TreeMap<>();
        for (int row = 0; row < metrics.rows(); row++) {
            scores.put(metrics.column("metric").text(row), values[row]);
        }
        return scores;
    }

    private String file(String name) {
        return folder.resolve(name + ".arrow").toString();
    }

    private static void runs(Callable<Integer> tool, String... args) {
        ToolRun run = ToolRun.of(tool, args);
        assertEquals(0, run.code(), run.error());
    }
}
