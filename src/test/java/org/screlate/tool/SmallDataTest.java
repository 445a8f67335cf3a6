package org.screlate.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.data.CellMatrix;
import org.screlate.io.CellMatrixFile;
import org.screlate.tool.cluster.Cluster;
import org.screlate.tool.embed.Embed;
import org.screlate.tool.impute.Impute;
import org.screlate.tool.network.Network;
import org.screlate.tool.preprocess.Preprocess;

/** Defaults follow small data down; what was asked for is refused. */
final class SmallDataTest {
    private static final Path TINY = Path.of("test-data", "tiny");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 6, 10, 15, 30})
    void theDefaultsOfEveryStepFitAFewCells(int cells) {
        write(cells);
        runs(Preprocess::new, "--cells counts --output expression --pca-output pca --graph-output graph");
        runs(Cluster::new, "--cells pca --output clusters --umap-output umap");
        runs(Cluster::new, "--cells expression --output clusters");
        runs(Cluster::new, "--graph graph --output clusters");
        runs(Impute::new, "--cells expression --output imputed");
        runs(Impute::new, "--cells expression --mode smooth --output imputed");
        runs(Network::new, "build --profiles expression --output network");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 10, 30})
    void theDefaultsOfEmbedFitAFewCells(int cells) {
        write(cells);
        runs(Embed::new, "train --cells counts --ppi " + TINY.resolve("ppi.tsv") + " --epochs 2 --output genes");
    }

    @Test
    void whatWasAskedForIsRefused() {
        write(10);
        refused(Preprocess::new, "--cells counts --output e --pca-output p --components 50", "at most 9 can be had");
        refused(Preprocess::new, "--cells counts --output e --graph-output g --neighbours 14", "at most 9 can be had");
        runs(Preprocess::new, "--cells counts --output expression --pca-output pca");
        refused(Cluster::new, "--cells pca --output c --neighbours 14", "at most 9 can be had");
        refused(Impute::new, "--cells expression --output i --related-cells 30", "too few for 30");
        String embed = "train --cells counts --ppi " + TINY.resolve("ppi.tsv") + " --epochs 2 --output genes ";
        refused(Embed::new, embed + "--components 15", "at most 9 can be had");
        refused(Embed::new, embed + "--neighbours 24", "at most 9 can be had");
    }

    private void write(int cells) {
        CellMatrix all = CellMatrixFile.read(TINY.resolve("counts.arrow"));
        int[] first = IntStream.range(0, cells).map(i -> i * 7).toArray();
        CellMatrixFile.write(at("counts"), all.selectCells(first));
    }

    private Path at(String word) {
        return folder.resolve(word + ".arrow");
    }

    private ToolRun run(Supplier<Callable<Integer>> tool, String args) {
        List<String> files =
                List.of("counts", "expression", "pca", "graph", "clusters", "umap", "imputed", "network", "genes");
        String[] words = args.split(" ");
        for (int i = 1; i < words.length; i++) {
            boolean isFile = words[i - 1].startsWith("--") && (files.contains(words[i]) || words[i].matches("[a-z]"));
            words[i] = isFile ? at(words[i]).toString() : words[i];
        }
        return ToolRun.of(tool.get(), words);
    }

    private void runs(Supplier<Callable<Integer>> tool, String args) {
        ToolRun run = run(tool, args);
        assertEquals(0, run.code(), args + ": " + run.error());
    }

    private void refused(Supplier<Callable<Integer>> tool, String args, String message) {
        ToolRun run = run(tool, args);
        assertEquals(2, run.code(), args);
        assertTrue(run.error().contains(message), run.error());
        assertEquals(1, run.error().lines().count(), run.error());
        assertFalse(Files.exists(at("e")));
    }
}
