package org.screlate.tool.embed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.CellMatrix;
import org.screlate.data.Embedding;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.EmbeddingFile;
import org.screlate.io.GraphFile;
import org.screlate.io.TableFile;
import org.screlate.matrix.DenseMatrix;
import org.screlate.testing.SmallMatrices;
import org.screlate.tool.ToolRun;
import org.screlate.tool.preprocess.Preprocess;

final class EmbedTest {
    private static final Path TINY = Path.of("test-data/tiny");
    private static final Path COUNTS = TINY.resolve("counts.arrow");
    private static final Path PPI = TINY.resolve("ppi.tsv");

    @TempDir
    private Path folder;

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    /** A small training with options of its own, or in the place of these. */
    private ToolRun run(Path cells, Path ppi, String... more) {
        List<String> own = List.of(more);
        List<String> args = new ArrayList<>(List.of("train", "--cells", cells.toString()));
        args.addAll(own.contains("--split") ? List.of() : List.of("--ppi", ppi.toString()));
        Map.of(
                        "--epochs", "6",
                        "--evaluate-every", "2",
                        "--rank", "4",
                        "--hidden", "10",
                        "--dimensions", "5",
                        "--network-dimensions", "2")
                .forEach((option, value) -> args.addAll(own.contains(option) ? List.of() : List.of(option, value)));
        args.addAll(own.contains("--output") ? List.of() : List.of("--output", file("genes.arrow")));
        args.addAll(own);
        return ToolRun.of(new Embed(), args.toArray(new String[0]));
    }

    private static String last(ToolRun run) {
        return run.error().lines().reduce("", (before, line) -> line);
    }

    private void refused(String part, Path cells, Path ppi, String... more) {
        ToolRun run = run(cells, ppi, more);
        assertEquals(2, run.code(), run.error());
        assertTrue(last(run).startsWith("screlate-embed train: ") && last(run).contains(part), run.error());
        assertFalse(run.error().contains("Exception"), run.error());
        assertFalse(Files.exists(folder.resolve("genes.arrow")));
    }

    @Test
    void everyCellAndEveryInteractingGeneIsPlacedInTheOrderOfTheInput() {
        ToolRun run = run(
                COUNTS,
                PPI,
                "--cell-output",
                file("cells.arrow"),
                "--graph-output",
                file("graph.arrow"),
                "--reconstructed-output",
                file("reconstructed.arrow"),
                "--log-output",
                file("log.tsv"),
                "--scores-output",
                file("scores.tsv"),
                "--edges-output",
                file("edges.arrow"),
                "--hvg",
                "40");
        assertEquals(0, run.code(), run.error());
        CellMatrix counts = CellMatrixFile.read(COUNTS);
        GeneEmbedding genes = EmbeddingFile.readGenes(folder.resolve("genes.arrow"));
        assertEquals(counts.genes().stream().filter(genes.genes()::contains).toList(), genes.genes());
        assertEquals(124, genes.genes().size());
        assertEquals(
                List.of("network1", "network2", "scnet1", "scnet2", "scnet3", "scnet4", "scnet5"), genes.dimensions());
        Embedding cells = EmbeddingFile.read(folder.resolve("cells.arrow"));
        assertEquals(counts.cells(), cells.cells());
        assertEquals(15 + 5, cells.dimensions().size());
        assertEquals("pc1", cells.dimensions().get(0));
        assertEquals("scnet5", cells.dimensions().get(19));
        assertEquals(
                counts.cells(), GraphFile.read(folder.resolve("graph.arrow")).nodes());
        CellMatrix reconstructed = CellMatrixFile.read(folder.resolve("reconstructed.arrow"));
        assertEquals(Layer.RECONSTRUCTED, reconstructed.layer());
        assertEquals(counts.cells(), reconstructed.cells());
        assertEquals(40, reconstructed.genes().size());
        assertEquals(6, TableFile.read(folder.resolve("log.tsv")).table().rows());
        assertEquals(9, TableFile.read(folder.resolve("scores.tsv")).table().rows());
        Table edges = TableFile.read(folder.resolve("edges.arrow")).table();
        assertEquals(199 + 2 * 9 + 2 * 39, edges.rows());
        assertEquals(
                1,
                genes.provenance().steps().stream()
                        .filter(step -> step.tool().startsWith("screlate-embed "))
                        .count());
    }

    @Test
    void theControlStandsInTheScoresAndChangesNothingElse() throws IOException {
        assertEquals(0, run(COUNTS, PPI, "--scores-output", file("scores.tsv")).code());
        DenseMatrix genes =
                EmbeddingFile.readGenes(folder.resolve("genes.arrow")).values();
        List<String> rows = Files.readAllLines(folder.resolve("scores.tsv"));
        assertEquals(
                0,
                run(COUNTS, PPI, "--scores-output", file("control.tsv"), "--control", "permuted")
                        .code());
        List<String> more = Files.readAllLines(folder.resolve("control.tsv"));
        assertEquals(
                rows, more.stream().filter(row -> !row.startsWith("permuted_")).toList());
        assertEquals(rows.size() + 4, more.size());
        assertArrayEquals(
                genes.values(),
                EmbeddingFile.readGenes(folder.resolve("genes.arrow")).values().values());
    }

    @Test
    void theSameSeedGivesTheSameFilesWhateverTheThreads() throws IOException {
        assertEquals(0, run(COUNTS, PPI, "--threads", "1").code());
        byte[] one = Files.readAllBytes(folder.resolve("genes.arrow"));
        assertEquals(0, run(COUNTS, PPI, "--threads", "2").code());
        assertArrayEquals(one, Files.readAllBytes(folder.resolve("genes.arrow")));
    }

    @Test
    void aRunBrokenOffAndResumedEndsAsOneThatWasNot() throws IOException {
        assertEquals(0, run(COUNTS, PPI, "--log-output", file("log.arrow")).code());
        byte[] whole = Files.readAllBytes(folder.resolve("genes.arrow"));
        byte[] log = Files.readAllBytes(folder.resolve("log.arrow"));
        String model = file("model.arrow");
        // As a kill after the second evaluation leaves it, in the middle of the pruning's interval.
        assertEquals(
                0, run(COUNTS, PPI, "--epochs", "4", "--model-output", model).code());
        ToolRun resumed = run(COUNTS, PPI, "--model-output", model, "--resume", "--log-output", file("log.arrow"));
        assertEquals(0, resumed.code(), resumed.error());
        assertArrayEquals(whole, Files.readAllBytes(folder.resolve("genes.arrow")));
        assertArrayEquals(log, Files.readAllBytes(folder.resolve("log.arrow")));
        refusedAfter(
                "--hvg was 3000 when training began, now it is 50", "--model-output", model, "--resume", "--hvg", "50");
        refusedAfter("6 epochs are done, more than --epochs 5", "--model-output", model, "--resume", "--epochs", "5");
    }

    @Test
    void reconstructedExpressionIsOnTheScaleOfTheInputAndNoInputForEmbedding() {
        assertEquals(
                0,
                run(COUNTS, PPI, "--reconstructed-output", file("all.arrow"), "--reconstruct", "all")
                        .code());
        CellMatrix all = CellMatrixFile.read(folder.resolve("all.arrow"));
        assertEquals(124, all.genes().size());
        CellMatrix expression = CellMatrixFile.read(TINY.resolve("expression.arrow"));
        double[] sums = new double[2];
        for (int g = 0; g < all.genes().size(); g++) {
            int there = expression.genes().indexOf(all.genes().get(g));
            for (int c = 0; c < all.cells().size(); c++) {
                sums[0] += all.values().get(c, g);
                sums[1] += expression.values().get(c, there);
            }
        }
        // Each gene has its mean and deviation again, but what comes out below 0 is set to 0.
        assertTrue(sums[0] >= sums[1] && sums[0] < 1.2 * sums[1], sums[0] + " " + sums[1]);
        refusedAfter("holds the layer 'reconstructed', but counts or lognorm is needed", folder.resolve("all.arrow"));
    }

    @Test
    void aCellOfTheTrainingIsPlacedWithItsOwnComponents() {
        String model = file("model.arrow");
        assertEquals(
                0,
                run(COUNTS, PPI, "--model-output", model, "--cell-output", file("cells.arrow"))
                        .code());
        assertEquals(0, place(model, COUNTS, "again.arrow").code());
        Embedding cells = EmbeddingFile.read(folder.resolve("cells.arrow"));
        Embedding again = EmbeddingFile.read(folder.resolve("again.arrow"));
        assertEquals(cells.dimensions(), again.dimensions());
        for (int i = 0; i < cells.cells().size(); i++) {
            for (int c = 0; c < 15; c++) {
                assertEquals(cells.values().get(i, c), again.values().get(i, c), 1e-4);
            }
        }
    }

    @Test
    void scNetsCoordinatesOfCellsAreWrittenAloneOnRequest() {
        String model = file("model.arrow");
        assertEquals(
                0,
                run(
                                COUNTS,
                                PPI,
                                "--cell-coordinates",
                                "scnet",
                                "--model-output",
                                model,
                                "--cell-output",
                                file("cells.arrow"))
                        .code());
        List<String> own = List.of("scnet1", "scnet2", "scnet3", "scnet4", "scnet5");
        assertEquals(own, EmbeddingFile.read(folder.resolve("cells.arrow")).dimensions());
        assertEquals(0, place(model, COUNTS, "again.arrow").code());
        assertEquals(own, EmbeddingFile.read(folder.resolve("again.arrow")).dimensions());
    }

    /** Of the counts of a cell, which expression.arrow is scaled to. */
    @Test
    void newCellsArePlacedWhateverGenesTheyLack() {
        CellMatrix counts = CellMatrixFile.read(COUNTS);
        Path most = folder.resolve("most.arrow");
        Path rest = folder.resolve("rest.arrow");
        CellMatrixFile.write(most, counts.selectCells(IntStream.range(0, 280).toArray()));
        // Fewer genes, in another order: what the new cells lack counts as not expressed.
        int[] genes = IntStream.range(0, 110).map(g -> 109 - g).toArray();
        CellMatrixFile.write(
                rest, counts.selectCells(IntStream.range(280, 300).toArray()).selectGenes(genes));
        String model = file("model.arrow");
        assertEquals(0, run(most, PPI, "--model-output", model).code());
        ToolRun run = place(model, rest, "new.arrow");
        assertEquals(0, run.code(), run.error());
        Embedding placed = EmbeddingFile.read(folder.resolve("new.arrow"));
        assertEquals(counts.cells().subList(280, 300), placed.cells());
        for (float value : placed.values().values()) {
            assertTrue(Float.isFinite(value));
        }
        Path strange = folder.resolve("strange.arrow");
        CellMatrixFile.write(strange, SmallMatrices.lognorm(5, 10, 2, 1));
        assertRefused("the new cells have none of the genes of the model", place(model, strange, "x.arrow"));
    }

    @Test
    void theModelFileAlonePlacesNewCells() {
        CellMatrix counts = CellMatrixFile.read(COUNTS);
        Path most = folder.resolve("most.arrow");
        Path rest = folder.resolve("rest.arrow");
        CellMatrixFile.write(most, counts.selectCells(IntStream.range(0, 280).toArray()));
        CellMatrixFile.write(rest, counts.selectCells(IntStream.range(280, 300).toArray()));
        String model = file("model.arrow");
        String[] options = {"--model-output", model, "--target-sum", "median", "--neighbours", "9", "--components", "7"
        };
        assertEquals(0, run(most, PPI, options).code());
        ToolRun placed = place(model, rest, "again.arrow");
        assertEquals(0, placed.code(), placed.error());
        Embedding again = EmbeddingFile.read(folder.resolve("again.arrow"));
        assertEquals(counts.cells().subList(280, 300), again.cells());
        assertEquals(
                List.of("cells", "ppi"), List.copyOf(step(again, 0).inputs().keySet()));
        assertEquals(
                List.of("cells", "model"), List.copyOf(step(again, 1).inputs().keySet()));
        assertRefused("Unknown option", place(model, rest, "x.arrow", "--epochs", "3"));
        assertRefused("Missing required option", ToolRun.of(new Embed(), "place", "--model", model));
        assertRefused("but a trained model is needed", place(rest.toString(), rest, "x.arrow"));
        assertEquals(0, run(most, PPI, "--model-output", model, "--rank", "0").code());
        assertRefused("full weights have no place", place(model, rest, "x.arrow"));
    }

    @Test
    void pairsOfSomebodysOwnAreScored() throws IOException {
        List<String> genes = CellMatrixFile.read(COUNTS).genes();
        String[] some = Files.readAllLines(PPI).get(1).split("\t", -1);
        Path pairs = folder.resolve("pairs.tsv");
        Files.writeString(pairs, "gene_1\tgene_2\nNONE\t" + some[0] + "\n" + some[0] + "\t" + some[1] + "\n");
        String[] options = {"--pairs", pairs.toString(), "--pairs-output", file("scored.tsv")};
        ToolRun run = run(COUNTS, PPI, options);
        assertEquals(0, run.code(), run.error());
        Table scored = TableFile.read(folder.resolve("scored.tsv")).table();
        assertEquals(
                List.of("gene_1", "gene_2", "learned_from", "inner_product", "correlation", "pair_score"),
                scored.names());
        assertArrayEquals(new String[] {some[1]}, scored.labels("gene_2"));
        Files.writeString(pairs, "gene_1\tgene_2\nNONE\t" + genes.get(0) + "\n");
        refusedAfter("none of the 1 pairs is of two genes that are embedded", options);
        refusedAfter("--pairs needs --pairs-output", "--pairs", pairs.toString());
        refusedAfter("--pairs-output needs --pairs", "--pairs-output", file("scored.tsv"));
    }

    @Test
    void interactionsPartedBySomebodyAreLearnedFromAsTheyAre() throws IOException {
        String[] outputs = {"--scores-output", file("scores.tsv"), "--edges-output", file("edges.tsv")};
        assertEquals(0, run(COUNTS, PPI, outputs).code());
        GeneEmbedding drawn = EmbeddingFile.readGenes(folder.resolve("genes.arrow"));
        List<String> edges = Files.readAllLines(folder.resolve("edges.tsv"));
        List<String> scores = Files.readAllLines(folder.resolve("scores.tsv"));

        Path split = folder.resolve("split.tsv");
        Files.write(split, edges);
        List<String> given = new ArrayList<>(List.of(outputs));
        given.addAll(List.of("--split", split.toString()));
        ToolRun run = run(COUNTS, PPI, given.toArray(new String[0]));
        assertEquals(0, run.code(), run.error());
        GeneEmbedding found = EmbeddingFile.readGenes(folder.resolve("genes.arrow"));
        assertEquals(drawn.genes(), found.genes());
        assertArrayEquals(drawn.values().values(), found.values().values());
        assertEquals(scores, Files.readAllLines(folder.resolve("scores.tsv")));
        assertEquals(Set.copyOf(edges), Set.copyOf(Files.readAllLines(folder.resolve("edges.tsv"))));

        refusedAfter("--ppi does not go with --split", "--split", split.toString(), "--ppi", PPI.toString());
        refusedAfter("--test-share does not go with --split", "--split", split.toString(), "--test-share", "0.1");
        Files.write(split, List.of("a\tb", "C\tD"));
        refusedAfter("needs two columns of genes (gene_1, gene_2) and the column 'set'", "--split", split.toString());
    }

    @Test
    void genesWithoutAnInteractionStayOnRequest() {
        assertEquals(0, run(COUNTS, PPI).code());
        List<String> joined =
                EmbeddingFile.readGenes(folder.resolve("genes.arrow")).genes();
        ToolRun run = run(COUNTS, PPI, "--keep-isolated", "--edges-output", file("edges.tsv"));
        assertEquals(0, run.code(), run.error());
        GeneEmbedding all = EmbeddingFile.readGenes(folder.resolve("genes.arrow"));
        assertEquals(CellMatrixFile.read(COUNTS).genes(), all.genes());
        Table edges = TableFile.read(folder.resolve("edges.tsv")).table();
        for (String column : List.of("gene_1", "gene_2")) {
            assertTrue(joined.containsAll(List.of(edges.labels(column))));
        }
        for (int g = 0; g < all.genes().size(); g++) {
            double network =
                    Math.abs(all.values().get(g, 0)) + Math.abs(all.values().get(g, 1));
            assertTrue(
                    joined.contains(all.genes().get(g)) || network == 0,
                    all.genes().get(g));
        }
    }

    private ToolRun place(String model, Path cells, String output, String... more) {
        List<String> args = new ArrayList<>(
                List.of("place", "--model", model, "--cells", cells.toString(), "--output", file(output)));
        args.addAll(List.of(more));
        return ToolRun.of(new Embed(), args.toArray(new String[0]));
    }

    private static Provenance.Step step(Embedding embedding, int fromFirst) {
        return embedding.provenance().steps().stream()
                .filter(step -> step.tool().startsWith("screlate-embed "))
                .toList()
                .get(fromFirst);
    }

    private static void assertRefused(String part, ToolRun run) {
        assertEquals(2, run.code(), run.error());
        assertTrue(last(run).contains(part), run.error());
    }

    @Test
    void logNormalisedCellsAndAGivenGraphAreTakenAsTheyAre() {
        Path expression = TINY.resolve("expression.arrow");
        ToolRun made = ToolRun.of(
                new Preprocess(),
                "--cells",
                COUNTS.toString(),
                "--output",
                file("expression.arrow"),
                "--graph-output",
                file("knn.arrow"));
        assertEquals(0, made.code(), made.error());
        ToolRun run = run(expression, PPI, "--graph", file("knn.arrow"));
        assertEquals(0, run.code(), run.error());
        Path fewer = folder.resolve("fewer.arrow");
        CellMatrix all = CellMatrixFile.read(expression);
        CellMatrixFile.write(fewer, all.selectCells(new int[] {3, 4, 5, 6}));
        ToolRun other = run(fewer, PPI, "--graph", file("knn.arrow"), "--output", file("other.arrow"));
        assertEquals(2, other.code());
        assertTrue(other.error().contains("is of 300 cells that are not, in this order, the 4 of"), other.error());
    }

    @Test
    void batchesAreJoined() {
        ToolRun run = run(
                COUNTS,
                PPI,
                "--batch",
                "subject",
                "--graph-output",
                file("graph.arrow"),
                "--cell-output",
                file("cells.arrow"),
                "--prune-every",
                "0");
        assertEquals(0, run.code(), run.error());
        // Components would part what the graph of batches joins.
        assertEquals(
                "scnet1",
                EmbeddingFile.read(folder.resolve("cells.arrow")).dimensions().get(0));
        String[] subjects = CellMatrixFile.read(COUNTS).cellMetadata().labels("subject");
        var graph = GraphFile.read(folder.resolve("graph.arrow")).weights();
        for (int c = 0; c < graph.rows(); c++) {
            long partners = IntStream.range(graph.offsets()[c], graph.offsets()[c + 1])
                    .mapToObj(k -> subjects[graph.indices()[k]])
                    .distinct()
                    .count();
            assertEquals(6, partners);
        }
        refusedAfter("no column 'donor'; there are: cell_type, subject, group", "--batch", "donor");
    }

    private void refusedAfter(String part, String... more) {
        refusedAfter(part, COUNTS, more);
    }

    private void refusedAfter(String part, Path cells, String... more) {
        ToolRun run = run(cells, PPI, more);
        assertEquals(2, run.code());
        assertTrue(run.error().contains(part), run.error());
    }

    @Test
    void aNetworkThatCannotServeIsRefusedInOneLine() throws IOException {
        Path ppi = folder.resolve("ppi.tsv");
        refused("no such file or folder", COUNTS, folder.resolve("absent.tsv"));
        Files.writeString(ppi, "A\tB\nB\tC\n");
        refused("0 of 150 genes are in the network, and at least 50 are needed", COUNTS, ppi);
        Files.write(ppi, new byte[] {(byte) 0xff, (byte) 0xd8, 0, 1});
        refused("is not UTF-8 text", COUNTS, ppi);
        List<String> genes = CellMatrixFile.read(COUNTS).genes();
        Files.writeString(ppi, genes.get(0) + "\t" + genes.get(0) + "\n");
        refused("all names of the network are known, so it is too small", COUNTS, ppi, "--min-overlap", "1");
        refused("no two genes that cells express interact in the network", COUNTS, ppi, "--min-overlap", "0");
        byte[] packed = Files.readAllBytes(Path.of("test-data/tiny/counts.tsv.gz"));
        Path cut = folder.resolve("ppi.tsv.gz");
        Files.write(cut, Arrays.copyOf(packed, packed.length / 2));
        refused("is damaged or cut short", COUNTS, cut);
    }

    @Test
    void interactionsListedTwiceAndWithOneselfChangeNothing() throws IOException {
        ToolRun plain = run(COUNTS, PPI);
        assertEquals(0, plain.code(), plain.error());
        GeneEmbedding once = EmbeddingFile.readGenes(folder.resolve("genes.arrow"));
        List<String> lines = new ArrayList<>(Files.readAllLines(PPI));
        for (String line : List.copyOf(lines.subList(1, 30))) {
            String[] words = line.split("\t", -1);
            lines.add(words[1] + "\t" + words[0] + "\t" + words[2]);
            lines.add(words[0] + "\t" + words[0] + "\t0.9");
        }
        Path more = folder.resolve("more.tsv");
        Files.write(more, lines);
        ToolRun run = run(COUNTS, more);
        assertEquals(0, run.code(), run.error());
        GeneEmbedding twice = EmbeddingFile.readGenes(folder.resolve("genes.arrow"));
        assertEquals(once.genes(), twice.genes());
        assertArrayEquals(once.values().values(), twice.values().values());
    }

    @Test
    void cellsThatCannotServeAreRefusedInOneLine() {
        CellMatrix counts = CellMatrixFile.read(COUNTS);
        Path one = folder.resolve("one.arrow");
        CellMatrixFile.write(one, counts.selectCells(new int[] {0}));
        refused("embedding needs at least 2 cells, not 1", one, PPI, "--min-overlap", "1");
        Path scaled = folder.resolve("scaled.arrow");
        CellMatrixFile.write(scaled, SmallMatrices.dense(Layer.SCALED, new float[] {1, 2}, new float[] {1, 2}));
        refused("holds the layer 'scaled', but counts or lognorm is needed", scaled, PPI);
        Path missing = folder.resolve("missing.arrow");
        CellMatrix lognorm = CellMatrixFile.read(TINY.resolve("expression.arrow"));
        lognorm.values().toSparse().values()[7] = Float.NaN;
        CellMatrixFile.write(missing, lognorm);
        refused("holds the value NaN, which no lognorm is", missing, PPI);
    }

    @Test
    void wrongOptionsAreRefusedBeforeTheWork() {
        refused("--epochs must be at least 1, not 0", COUNTS, PPI, "--epochs", "0");
        refused("--test-share must be at least 0 and below 1, not 1.0", COUNTS, PPI, "--test-share", "1");
        refused("--ppi-columns are two of genes", COUNTS, PPI, "--ppi-columns", "1");
        refused("--resume needs --model-output", COUNTS, PPI, "--resume");
        refused("no such file or folder", COUNTS, PPI, "--cell-output", file("absent/cells.arrow"));
        refused("it is a folder; name a file", COUNTS, PPI, "--cell-output", folder.toString());
        ToolRun nothing =
                ToolRun.of(new Embed(), "train", "--cells", COUNTS.toString(), "--output", file("genes.arrow"));
        assertEquals(2, nothing.code());
        assertTrue(nothing.error().contains("Missing required option: '--ppi=FILE'"), nothing.error());
    }
}
