package org.screlate.tool.modules;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.screlate.data.Column;
import org.screlate.data.GeneSet;
import org.screlate.data.Table;
import org.screlate.io.GeneSetsFile;
import org.screlate.io.TableFile;
import org.screlate.tool.ToolRun;
import org.screlate.tool.simulate.Simulate;

/** On a simulated study whose last two of four modules lose most of their coexpression. */
final class ModulesCommandTest {
    private static final String MODEL =
            """
            mu:    ~ group + (1 | group:subject)
            sigma: ~ group
            rho:   ~ group + (1 | group:subject)
            test:  group
            """;

    @TempDir
    private static Path folder;

    private static String at(String name) {
        return folder.resolve(name).toString();
    }

    @BeforeAll
    static void simulate() throws IOException {
        ToolRun run = ToolRun.of(
                new Simulate(),
                "study",
                "--subjects",
                "6",
                "--cells-per-subject",
                "40",
                "--types",
                "1",
                "--markers",
                "0",
                "--genes",
                "70",
                "--modules",
                "4",
                "--rewired-modules",
                "2",
                "--rewired-rho",
                "0",
                "--response-log-fold",
                "0",
                "--output",
                at("cells.arrow"),
                "--truth-output",
                at("truth.tsv"),
                "--gene-sets-output",
                at("sets.gmt"));
        assertEquals(0, run.code(), run.error());
        Files.writeString(folder.resolve("model.yaml"), MODEL);
    }

    private static ToolRun test(String model, String output, String... more) {
        List<String> args = new ArrayList<>(
                List.of("test", "--cells", at("cells.arrow"), "--model", at(model), "--preset", "none"));
        args.addAll(List.of("--output", at(output)));
        args.addAll(List.of(more));
        return ToolRun.of(new Modules(), args.toArray(new String[0]));
    }

    private static double number(Table table, String set, String column) {
        int row = List.of(table.texts("gene_set")).indexOf(set);
        return ((Column.Real) table.column(column)).values()[row];
    }

    @Test
    void plantedModulesAreFoundAndOthersAreNot() {
        ToolRun run = test("model.yaml", "t1.tsv", "--gene-sets", at("sets.gmt"), "--min-size", "5");
        assertEquals(0, run.code(), run.error());
        Table table = TableFile.read(folder.resolve("t1.tsv")).table();
        for (String lost : List.of("module_3", "module_4")) {
            assertTrue(number(table, lost, "p_value") < 0.005, lost);
            assertTrue(number(table, lost, "p_value_competitive") < 0.01, lost);
            assertTrue(number(table, lost, "difference_high") < 0, lost);
            assertTrue(number(table, lost, "rho_control") > number(table, lost, "rho_treated") + 0.3, lost);
        }
        for (String kept : List.of("module_1", "module_2", "random_2")) {
            assertTrue(number(table, kept, "p_value") > 0.01, kept);
        }
        assertFalse(table.texts("leading_genes")[0].isEmpty());
    }

    @Test
    void threadsDoNotChangeTheTable() {
        test("model.yaml", "one.tsv", "--gene-sets", at("sets.gmt"), "--threads", "1", "--hubs-output", at("h1.tsv"));
        test("model.yaml", "two.tsv", "--gene-sets", at("sets.gmt"), "--threads", "3", "--hubs-output", at("h2.tsv"));
        for (String[] names : new String[][] {{"one.tsv", "two.tsv"}, {"h1.tsv", "h2.tsv"}}) {
            Table one = TableFile.read(folder.resolve(names[0])).table();
            Table two = TableFile.read(folder.resolve(names[1])).table();
            for (String column : one.names()) {
                assertArrayEquals(one.texts(column), two.texts(column), column);
            }
        }
    }

    @Test
    void modulesAreFoundWithoutLookingAtGroupsAndGenesOfLostOnesAreHubs() {
        ToolRun run =
                test("model.yaml", "t2.tsv", "--modules-output", at("found.gmt"), "--hubs-output", at("hubs.tsv"));
        assertEquals(0, run.code(), run.error());
        List<GeneSet> found = GeneSetsFile.read(folder.resolve("found.gmt"));
        List<GeneSet> planted = GeneSetsFile.read(folder.resolve("sets.gmt"));
        assertTrue(found.stream()
                .anyMatch(set -> set.genes().containsAll(planted.get(0).genes())));
        Table hubs = TableFile.read(folder.resolve("hubs.tsv")).table();
        assertEquals(70, hubs.rows());
        List<String> lost = new ArrayList<>(planted.get(2).genes());
        lost.addAll(planted.get(3).genes());
        assertTrue(lost.contains(hubs.texts("gene")[0]), hubs.texts("gene")[0]);
    }

    @Test
    void subjectsCanBeRelabelled() {
        ToolRun run = test("model.yaml", "t3.tsv", "--gene-sets", at("sets.gmt"), "--null", "relabelling");
        assertEquals(0, run.code(), run.error());
        Table table = TableFile.read(folder.resolve("t3.tsv")).table();
        assertEquals(2 / 64.0, number(table, "module_3", "p_value"), 1e-12);
    }

    @Test
    void whatCannotBeTestedIsRefusedInOneLine() throws IOException {
        refused(MODEL + "dependence: counts\n", "dependence: expression");
        refused(MODEL.replace("rho:   ~ group", "rho:   ~ group + n_counts"), "between cells of one subject");
        refused(MODEL.replace("rho:   ~ group", "rho:   ~ group + cell_type"), "cell_type");
        assertEquals(2, test("model.yaml", "x.tsv", "--min-size", "1").code());
        assertEquals(
                2,
                test("model.yaml", "x.tsv", "--gene-sets", at("sets.gmt"), "--resolution", "2")
                        .code());
        assertFalse(Files.exists(folder.resolve("x.tsv")));
    }

    private void refused(String model, String says) throws IOException {
        Files.writeString(folder.resolve("bad.yaml"), model);
        ToolRun run = test("bad.yaml", "x.tsv", "--gene-sets", at("sets.gmt"));
        assertEquals(2, run.code());
        assertTrue(run.error().contains(says), run.error());
    }

    @Test
    void testsOfPairsBecomeANetwork() throws IOException {
        Files.writeString(
                folder.resolve("ranked.tsv"),
                "gene_1\tgene_2\tp_value\tfdr_bh\trho_a\trho_a_low\trho_a_high\trho_b\trho_b_low\trho_b_high\trho_difference\n"
                        + "X\tY\t0.001\t0.002\t0.1\t0\t0.2\t0.5\t0.4\t0.6\t0.4\n"
                        + "X\tZ\t0.9\t0.9\t0.1\t0\t0.2\t0.1\t0\t0.2\t0\n");
        ToolRun run = ToolRun.of(
                new Modules(),
                "network",
                "--tests",
                at("ranked.tsv"),
                "--output",
                at("changed.tsv"),
                "--hubs-output",
                at("changed.hubs.tsv"),
                "--modules-output",
                at("changed.gmt"),
                "--min-size",
                "2");
        assertEquals(0, run.code(), run.error());
        Table edges = TableFile.read(folder.resolve("changed.tsv")).table();
        assertArrayEquals(new String[] {"gained"}, edges.texts("change"));
        assertEquals(
                "X", TableFile.read(folder.resolve("changed.hubs.tsv")).table().texts("gene")[0]);
        assertEquals(
                List.of("X", "Y"),
                GeneSetsFile.read(folder.resolve("changed.gmt")).get(0).genes());
    }
}
