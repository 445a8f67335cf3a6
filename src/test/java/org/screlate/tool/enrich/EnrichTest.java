package org.screlate.tool.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.screlate.data.Column;
import org.screlate.data.Table;
import org.screlate.io.TableFile;
import org.screlate.tool.ToolRun;

final class EnrichTest {
    private static final String TINY = "test-data/tiny/";

    @TempDir
    Path folder;

    private ToolRun run(String args) {
        return ToolRun.of(
                new Enrich(),
                Stream.concat(
                                Arrays.stream(args.split(" ")).map(arg -> arg.replace("OUT/", folder + "/")),
                                Stream.of("--output", folder.resolve("out.tsv").toString()))
                        .toArray(String[]::new));
    }

    private Table table(String args) {
        ToolRun run = run(args);
        assertEquals(0, run.code(), run.error());
        return TableFile.read(folder.resolve("out.tsv")).table();
    }

    private void keepAs(String name) throws IOException {
        Files.move(folder.resolve("out.tsv"), folder.resolve(name));
    }

    @Test
    void theModuleThatTreatmentRaisesIsFoundByAllThree() throws IOException {
        Table genes = table("differential --cells " + TINY + "counts.arrow --group-column group --group treated"
                + " --subject-column subject");
        assertEquals("paired", genes.column("test").text(0));
        assertEquals(150, genes.rows());
        keepAs("de.tsv");
        Table sets = table("gsea --min-size 5 --ranking OUT/de.tsv --gene-sets " + TINY + "sets.gmt");
        assertEquals("module_1", sets.column("set").text(0));
        assertTrue(((Column.Real) sets.column("q_value")).values()[0] < 0.05);
        Table shared = table("over-representation --min-size 5 --list OUT/de.tsv --max-fdr 0.05 --background " + TINY
                + "counts.arrow --gene-sets " + TINY + "sets.gmt");
        assertEquals("module_1", shared.column("set").text(0));
    }

    @Test
    void groupsOfOneTableAreKeptApart() throws IOException {
        table("differential --cells " + TINY + "expression.arrow --group-column group");
        keepAs("de.tsv");
        String sets = " --min-size 5 --gene-sets " + TINY + "sets.gmt";
        Table both = table("gsea --ranking OUT/de.tsv" + sets);
        keepAs("both.tsv");
        Table treated = table("gsea --ranking OUT/de.tsv --group treated" + sets);
        assertEquals("module_1", treated.column("set").text(0));
        assertEquals(2 * treated.rows(), both.rows());
        String[] groups = both.labels("group");
        assertEquals("control", groups[0]);
        int first = List.of(groups).indexOf("treated");
        assertEquals(treated.column("nes").text(0), both.column("nes").text(first), "each group is tested as if alone");
        ToolRun lists = run("over-representation --list OUT/de.tsv --background OUT/de.tsv" + sets);
        assertEquals(2, lists.code());
        assertTrue(lists.error().contains("several groups, control, treated; choose one by --group"), lists.error());
    }

    @Test
    void groupsMayComeFromATableOfClusters() throws IOException {
        table("differential --cells " + TINY + "expression.arrow --group-column cell_type");
        keepAs("types.tsv");
        table("differential --cells " + TINY + "expression.arrow --groups " + TINY + "metadata.tsv");
        assertEquals(-1, Files.mismatch(folder.resolve("types.tsv"), folder.resolve("out.tsv")));
        Files.delete(folder.resolve("out.tsv"));
        Files.writeString(folder.resolve("few.tsv"), "cell\tkmeans\nc\t1\n");
        ToolRun few = run("differential --cells " + TINY + "expression.arrow --groups OUT/few.tsv");
        assertEquals(2, few.code());
        assertTrue(
                few.error().contains("none of the 300 cells is in the table of groups; they are named like '"),
                few.error());
    }

    @Test
    void namesOneALineServeAsListAndBackground() throws IOException {
        Files.write(folder.resolve("list.txt"), List.of("A", "B", "Z"));
        Files.write(folder.resolve("background.txt"), List.of("A", "B", "C", "D"));
        Files.writeString(folder.resolve("sets.gmt"), "s\t\tA\tB\n");
        Table found = table("over-representation --min-size 1 --list OUT/list.txt --background"
                + " OUT/background.txt --gene-sets OUT/sets.gmt");
        assertEquals(1 / 6.0, ((Column.Real) found.column("p_value")).values()[0], 1e-12);
    }

    @Test
    void listsAreChosenByDirectionAndFoldChange() throws IOException {
        Files.writeString(
                folder.resolve("de.tsv"),
                "gene\tlog2_fold_change\tq_value\nA\t2\t0.01\nB\t-2\t0.01\nC\t0.1\t0.01\nD\t3\t0.5\nE\t0\t0.01\n");
        Files.writeString(folder.resolve("sets.gmt"), "s\t\tA\tB\tC\tD\tE\n");
        Files.write(folder.resolve("background.txt"), List.of("A", "B", "C", "D", "E", "F"));
        String rest = " --min-size 1 --list OUT/de.tsv --background OUT/background.txt --gene-sets OUT/sets.gmt";
        for (String[] asked : new String[][] {
            {"--max-fdr 0.05 --direction up", "A,C"},
            {"--max-fdr 0.05 --direction down", "B"},
            {"--max-fdr 0.05 --direction up --min-log2-fold-change 1", "A"},
            {"--min-log2-fold-change 1", "A,B,D"},
            {"--max-fdr 0.05", "A,B,C,E"}
        }) {
            Table found = table("over-representation " + asked[0] + rest);
            assertEquals(asked[1], found.column("genes").text(0), asked[0]);
            Files.delete(folder.resolve("out.tsv"));
        }
        ToolRun none = run("over-representation --direction down --min-log2-fold-change 9" + rest);
        assertTrue(none.error().contains("has no gene with log2_fold_change down by at least 9.0"), none.error());
        ToolRun plain = run("over-representation --direction up --list OUT/background.txt --background"
                + " OUT/background.txt --gene-sets OUT/sets.gmt");
        assertTrue(plain.error().contains("is a list without numbers"), plain.error());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            differential --cells test-data/tiny/expression.arrow | Missing required option: '--group-column=NAME', or --groups
            differential --group-column group | Missing required option: '--cells=FILE'
            differential --group-column type --cells test-data/tiny/expression.arrow | no column 'type'
            differential --group-column group --group no --cells test-data/tiny/expression.arrow | no cell is of the group 'no'
            differential --group-column group --subject-column subject --cells test-data/tiny/expression.arrow | need counts
            gsea --gene-sets test-data/tiny/sets.gmt | give either --ranking or --cells
            gsea --ranking test-data/tiny/metadata.tsv --gene-sets test-data/tiny/sets.gmt --permutations 2 | permutations not from 10
            gsea --ranking test-data/tiny/ppi.tsv --gene-column g1_symbol --score-column cell --gene-sets test-data/tiny/sets.gmt | no column 'cell'
            gsea --ranking test-data/tiny/truth.tsv --gene-sets test-data/tiny/sets.gmt | no column 'gene'
            over-representation --list test-data/tiny/none.txt --background test-data/tiny/counts.arrow --gene-sets test-data/tiny/sets.gmt | none.txt
            """)
    void badInputEndsWithOneLineAndNoOutput(String args, String message) {
        ToolRun run = run(args);
        assertEquals(2, run.code());
        assertTrue(run.error().contains(message), run.error());
        assertEquals(1, run.error().strip().lines().count(), run.error());
        assertFalse(Files.exists(folder.resolve("out.tsv")));
    }
}
