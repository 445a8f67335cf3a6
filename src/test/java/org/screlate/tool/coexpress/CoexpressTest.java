package org.screlate.tool.coexpress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.TableFile;
import org.screlate.tool.ToolRun;
import org.screlate.tool.combine.Combine;
import org.screlate.tool.pairs.Pairs;

/** Pairs, their tests in chunks and the table of all, on the small study with known truth. */
final class CoexpressTest {
    private static final Path TINY = Path.of("test-data/tiny");
    private static final String CELLS = TINY.resolve("counts.arrow").toString();
    private static final String MODEL = TINY.resolve("model.yaml").toString();
    private static final String PAIRS = TINY.resolve("pairs.tsv").toString();

    @TempDir
    private Path folder;

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private static ToolRun ok(ToolRun run) {
        assertEquals(0, run.code(), run.error());
        return run;
    }

    private ToolRun coexpress(String pairs, String output, String... more) {
        List<String> args = new ArrayList<>(List.of("--cells", CELLS, "--model", MODEL, "--pairs", pairs));
        args.addAll(List.of("--output", at(output)));
        args.addAll(List.of(more));
        if (!args.contains("--preset") && !args.contains("--method")) {
            args.addAll(List.of("--preset", "none"));
        }
        return ToolRun.of(new Coexpress(), args.toArray(new String[0]));
    }

    private Table table(String name) {
        return TableFile.read(folder.resolve(name)).table();
    }

    private double number(Table table, String column, String gene) {
        int row = List.of(table.labels("gene_1")).indexOf(gene);
        return ((Column.Real) table.column(column)).values()[row];
    }

    @Test
    void plantedChangesAreFoundAndChunksGiveTheSameAsTheWhole() throws IOException {
        ok(coexpress(PAIRS, "whole.arrow"));
        ok(ToolRun.of(new Pairs(), "--network", PAIRS, "--chunk-size", "4", "--output", at("chunks")));
        List<String> tests = new ArrayList<>();
        try (Stream<Path> chunks = Files.list(folder.resolve("chunks"))) {
            for (Path chunk : chunks.sorted().toList()) {
                ok(coexpress(chunk.toString(), chunk.getFileName().toString(), "--threads", "2"));
                tests.add(0, at(chunk.getFileName().toString()));
            }
        }
        assertEquals(3, tests.size());
        List<String> args = new ArrayList<>(List.of("--tests"));
        args.addAll(tests);
        args.addAll(List.of("--output", at("ranked.arrow")));
        ok(ToolRun.of(new Combine(), args.toArray(new String[0])));

        Table whole = table("whole.arrow");
        Table ranked = table("ranked.arrow");
        for (String gene : whole.labels("gene_1")) {
            assertEquals(number(whole, "estimate", gene), number(ranked, "estimate", gene), gene);
        }
        for (String lost : List.of("ZNF906", "ZNF907")) {
            assertTrue(number(ranked, "fdr_by", lost) < 0.01, lost);
            assertTrue(number(ranked, "estimate", lost) < 0, lost);
            assertTrue(number(ranked, "rho_control", lost) > number(ranked, "rho_treated", lost) + 0.3, lost);
        }
        for (String flipped : List.of("CXCL906", "CXCL907")) {
            assertTrue(number(ranked, "estimate", flipped) > 1, flipped);
        }
        for (String constant : List.of("HLA-DQ906", "HLA-DQ907", "RP11-906.2", "RP11-907.2")) {
            assertTrue(number(ranked, "p_value", constant) > 0.05, constant);
        }
    }

    @Test
    void theComparatorsTestTheSamePairs() {
        for (String method : List.of("cscore", "pearson-residuals")) {
            ok(coexpress(PAIRS, method + ".tsv", "--method", method));
            Table table = table(method + ".tsv");
            assertEquals(10, table.rows());
            assertTrue(number(table, "rho_control", "ZNF906") > number(table, "rho_treated", "ZNF906") + 0.3);
            assertTrue(number(table, "p_value", "HLA-DQ906") > 0.05);
        }
    }

    @Test
    void oneBadPairIsARowThatSaysWhyAndStopsNothing() throws IOException {
        Files.writeString(
                folder.resolve("bad.tsv"), "gene_1\tgene_2\nZNF906\tNOSUCH\nZNF906\tZNF906\nZNF906\tSLC906A1\n");
        ok(coexpress(at("bad.tsv"), "bad_tests.tsv"));
        Table table = table("bad_tests.tsv");
        assertArrayEquals(new String[] {"failed", "failed", "converged"}, table.labels("status"));
        assertEquals("the cells have no such gene", table.column("reason").text(0));
        assertEquals("the pair is one gene twice", table.column("reason").text(1));
        assertEquals("", table.column("p_value").text(0));
        assertFalse(table.column("p_value").text(2).isEmpty());
    }

    @Test
    void theFilterLeavesAStatusForEachPair() {
        ok(coexpress(PAIRS, "droplet.tsv", "--preset", "droplet"));
        Table table = table("droplet.tsv");
        assertEquals("too few subjects", table.column("status").text(0));
        assertEquals(
                "0 of 6 subjects left in control, at least 3 needed",
                table.column("reason").text(0));
        assertTrue(table.column("excluded").text(0).startsWith("S1: IL905RA detected in "));
    }

    @Test
    void whatIsNotCountsIsRefusedAndImputedValuesOnlyOnRequest() {
        CellMatrix logs = CellMatrixFile.read(TINY.resolve("expression.arrow"));
        CellMatrixFile.write(folder.resolve("smoothed.arrow"), logs.withValues(logs.values(), Layer.SMOOTHED));
        CellMatrixFile.write(folder.resolve("lognorm.arrow"), logs);
        String[] args = {
            "--cells",
            at("smoothed.arrow"),
            "--model",
            MODEL,
            "--pairs",
            PAIRS,
            "--output",
            at("t.tsv"),
            "--method",
            "cscore"
        };
        ToolRun run = ToolRun.of(new Coexpress(), args);
        assertEquals(2, run.code());
        assertTrue(run.error().contains("holds the layer 'smoothed', but counts are needed: smoothing makes genes"));
        args[1] = at("lognorm.arrow");
        run = ToolRun.of(new Coexpress(), args);
        assertEquals(2, run.code());
        assertTrue(run.error().contains("the model is one of counts"), run.error());
        args[1] = at("smoothed.arrow");
        List<String> allowed = new ArrayList<>(List.of(args));
        allowed.add("--imputed-input");
        ok(ToolRun.of(new Coexpress(), allowed.toArray(new String[0])));
    }

    @Test
    void wrongOptionsAndFilesEndWithOneLine() throws IOException {
        assertRefused("copula: 'joe' is none of aic, gaussian", "--copula", "joe");
        assertRefused("--min-subjects must be at least 2, not 1", "--min-subjects", "1");
        assertRefused("is none of sccosmix, cscore, pearson-residuals", "--method", "magic");
        assertRefused("is none of joint, two-stage", "--estimation", "both");
        Files.writeString(folder.resolve("model.yaml"), "mu: ~ sex\nsigma: ~ 1\nrho: ~ sex\ntest: sex\n");
        assertRefused("formula '~ sex': the cells have no column 'sex'", "--model", at("model.yaml"));
        Files.writeString(folder.resolve("other.tsv"), "gene_1\tgene_2\nX\tY\n");
        assertRefused("the cells have none of the 2 genes of the pairs, such as 'X'", "--pairs", at("other.tsv"));
    }

    private void assertRefused(String expected, String option, String value) {
        List<String> args = new ArrayList<>(
                List.of("--cells", CELLS, "--model", MODEL, "--pairs", PAIRS, "--output", at("refused.tsv")));
        int place = args.indexOf(option);
        if (place >= 0) {
            args.set(place + 1, value);
        } else {
            args.addAll(List.of(option, value));
        }
        ToolRun run = ToolRun.of(new Coexpress(), args.toArray(new String[0]));
        assertEquals(2, run.code());
        assertTrue(run.error().contains(expected), run.error());
        assertEquals(1, run.error().lines().count());
        assertFalse(Files.exists(folder.resolve("refused.tsv")));
    }

    @Test
    void pairsWantToKnowOfWhat() {
        assertEquals(
                "screlate-pairs: give --cells, or one of --genes and --network (and --cells with either) (see --help)"
                        + System.lineSeparator(),
                ToolRun.of(new Pairs(), "--output", at("p.tsv")).error());
        ok(ToolRun.of(new Pairs(), "--cells", CELLS, "--order", "name", "--sample", "3", "--output", at("p.tsv")));
        assertEquals(3, table("p.tsv").rows());
        ToolRun run = ToolRun.of(new Pairs(), "--cells", CELLS, "--chunk-size", "0", "--output", at("q"));
        assertEquals(2, run.code());
        assertTrue(run.error().contains("--chunk-size must be at least 1, not 0"), run.error());
    }

    @Test
    void pairsCalledInTwoStagesAreFittedAgainJointlyAndKeepBothPValues() {
        ok(coexpress(PAIRS, "joint.tsv"));
        ok(coexpress(PAIRS, "stages.tsv", "--estimation", "two-stage"));
        ok(coexpress(PAIRS, "both.tsv", "--refit-below", "0.05"));
        Table both = table("both.tsv");
        int joint = 0;
        for (int row = 0; row < both.rows(); row++) {
            String gene = both.column("gene_1").text(row);
            boolean again = both.column("estimation").text(row).equals("joint");
            joint += again ? 1 : 0;
            double first = number(table("stages.tsv"), "p_value", gene);
            assertEquals(first, number(both, "p_value_two_stage", gene), 1e-12);
            assertEquals(first < 0.05, again);
            assertEquals(
                    number(table(again ? "joint.tsv" : "stages.tsv"), "p_value", gene),
                    number(both, "p_value", gene),
                    1e-12);
        }
        assertTrue(joint > 0 && joint < both.rows(), joint + " fitted again");
        assertRefused("--refit-below must be a p-value, not 2.0", "--refit-below", "2");
    }

    @Test
    void equalDepthIsForCountsOnlyAndChangesNothingWhereGroupsAreAlike() throws IOException {
        ok(coexpress(PAIRS, "plain.tsv"));
        ok(coexpress(PAIRS, "matched.tsv", "--depth-matched"));
        Table matched = table("matched.tsv");
        assertEquals("", matched.column("p_value_depth_matched").text(0));
        assertEquals(number(table("plain.tsv"), "p_value", "ZNF906"), number(matched, "p_value", "ZNF906"));
        String text = Files.readString(Path.of(MODEL));
        Files.writeString(folder.resolve("model.yaml"), text.replace("dependence: counts", "dependence: expression"));
        ToolRun run = ToolRun.of(
                new Coexpress(),
                "--cells",
                CELLS,
                "--model",
                at("model.yaml"),
                "--pairs",
                PAIRS,
                "--depth-matched",
                "--output",
                at("refused.tsv"));
        assertEquals(2, run.code());
        assertTrue(run.error().contains("--depth-matched is for 'dependence: counts'"), run.error());
        assertEquals(1, run.error().lines().count());
    }

    @Test
    void pairsAreOfGenesDetectedInEnoughSubjects() {
        ok(ToolRun.of(
                new Pairs(),
                "--cells",
                CELLS,
                "--detected-share",
                "0.4",
                "--subject-column",
                "subject",
                "--detected-subjects",
                "6",
                "--output",
                at("few.tsv")));
        int few = table("few.tsv").rows();
        ok(ToolRun.of(new Pairs(), "--cells", CELLS, "--detected-share", "0.4", "--output", at("more.tsv")));
        ok(ToolRun.of(new Pairs(), "--cells", CELLS, "--output", at("all.tsv")));
        assertTrue(few > 0 && few <= table("more.tsv").rows(), few + " pairs");
        assertTrue(table("more.tsv").rows() < table("all.tsv").rows());
        ToolRun none = ToolRun.of(
                new Pairs(),
                "--cells",
                CELLS,
                "--detected-share",
                "0.4",
                "--subject-column",
                "subject",
                "--detected-subjects",
                "99",
                "--output",
                at("none.tsv"));
        assertEquals(2, none.code());
        assertTrue(none.error().contains("names 6 subjects only"), none.error());
    }

    @Test
    void comparedRelabelingsSayTheSmallestPossiblePValue() {
        ok(coexpress(PAIRS, "smallest.tsv", "--method", "cscore"));
        Table table = table("smallest.tsv");
        // 2^6 swaps of six subjects in both groups, of which swapping all is the mirror image of none
        assertEquals(2.0 / 64, ((Column.Real) table.column("smallest_p_value")).values()[0], 1e-12);
    }
}
