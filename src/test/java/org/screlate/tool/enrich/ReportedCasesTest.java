package org.screlate.tool.enrich;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.Column;
import org.screlate.data.Table;
import org.screlate.io.TableFile;
import org.screlate.testing.SharedData;
import org.screlate.tool.ToolRun;
import org.screlate.tool.import_.Import;
import org.screlate.tool.preprocess.Preprocess;

/** Small inputs of the kind that users of like programs report, with the outcome that is right. */
final class ReportedCasesTest {
    private static final String CASES = "cases/methods/";

    @TempDir
    Path folder;

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static void succeeds(Callable<Integer> tool, String... args) {
        ToolRun run = ToolRun.of(tool, args);
        assertEquals(0, run.code(), run.error());
    }

    private String imported(String name, String... more) {
        String[] args = new String[4 + more.length];
        args[0] = "--input";
        args[1] = SharedData.require(CASES + name).toString();
        args[2] = "--output";
        args[3] = path("cells.arrow");
        System.arraycopy(more, 0, args, 4, more.length);
        succeeds(new Import(), args);
        return path("cells.arrow");
    }

    private Table table(String... args) {
        succeeds(new Enrich(), args);
        return TableFile.read(folder.resolve("out.tsv")).table();
    }

    private static double number(Table table, String gene, String column) {
        int row = IntStream.range(0, table.rows())
                .filter(r -> table.column("gene").text(r).equals(gene))
                .findFirst()
                .orElseThrow();
        return ((Column.Real) table.column(column)).values()[row];
    }

    @Test
    void aGroupOfOneCellIsNotTestedAndTheOthersAre() {
        String counts = imported("tiny_group.h5ad");
        succeeds(
                new Preprocess(),
                "--cells",
                counts,
                "--target-sum",
                "10000",
                "--hvg",
                "10",
                "--output",
                path("e.arrow"));
        String[] one = {
            "differential",
            "--cells",
            path("e.arrow"),
            "--group-column",
            "g",
            "--group",
            "one",
            "--reference",
            "a",
            "--output",
            path("out.tsv")
        };
        ToolRun run = ToolRun.of(new Enrich(), one);
        assertEquals(2, run.code());
        assertTrue(run.error().contains("one (1 cells) against a (29) was not tested"), run.error());
        Table all =
                table("differential", "--cells", path("e.arrow"), "--group-column", "g", "--output", path("out.tsv"));
        assertArrayEquals(new Object[] {"a", "b"}, distinct(all, "group"));
    }

    private static Object[] distinct(Table table, String column) {
        return IntStream.range(0, table.rows())
                .mapToObj(r -> table.column(column).text(r))
                .distinct()
                .sorted()
                .toArray();
    }

    @Test
    void oneIncompleteDonorDoesNotCostThePairs() {
        String counts = imported(
                "partial_pairs.counts.csv.gz",
                "--metadata",
                SharedData.require(CASES + "partial_pairs.meta.csv").toString());
        Table found = table(
                "differential",
                "--cells",
                counts,
                "--subject-column",
                "donor",
                "--group-column",
                "cond",
                "--group",
                "Post",
                "--reference",
                "Pre",
                "--output",
                path("out.tsv"));
        for (String gene : new String[] {"G0", "G1", "G2", "G3"}) {
            assertTrue(number(found, gene, "p_value") < 0.01, gene + " " + number(found, gene, "p_value"));
            assertEquals(0.72, number(found, gene, "log2_fold_change"), 0.15, gene);
        }
        assertArrayEquals(
                new Object[] {"G0", "G1", "G2", "G3"},
                IntStream.range(0, 4)
                        .mapToObj(r -> found.column("gene").text(r))
                        .sorted()
                        .toArray());
    }

    @Test
    void aTypeOfOneDonorDoesNotStopTheOthers() {
        String counts = imported(
                "rare_type.counts.csv.gz",
                "--metadata",
                SharedData.require(CASES + "rare_type.meta.csv").toString());
        Table found = table(
                "differential",
                "--cells",
                counts,
                "--subject-column",
                "donor",
                "--group-column",
                "ct",
                "--output",
                path("out.tsv"));
        assertArrayEquals(new Object[] {"B", "NK", "T"}, distinct(found, "group"));
    }

    @Test
    void tiedScoresDoNotDependOnTheOrderOfRows() throws IOException {
        String[] tables = new String[2];
        for (int i = 0; i < 2; i++) {
            table(
                    "gsea",
                    "--min-size",
                    "5",
                    "--ranking",
                    SharedData.require(CASES + (i == 0 ? "ties.tsv" : "ties_reversed.tsv"))
                            .toString(),
                    "--gene-sets",
                    SharedData.require(CASES + "ties.gmt").toString(),
                    "--output",
                    path("out.tsv"));
            tables[i] = Files.readString(folder.resolve("out.tsv"));
        }
        assertEquals(tables[0], tables[1]);
    }

    @Test
    void foldChangesOfLogarithmsToTheBaseTwoAreRight() {
        String cells = imported("log_base_2.h5ad", "--values", "lognorm");
        Table found = table("differential", "--cells", cells, "--group-column", "g", "--output", path("out.tsv"));
        assertEquals(2.731, number(found, "G0", "log2_fold_change"), 0.02);
    }
}
