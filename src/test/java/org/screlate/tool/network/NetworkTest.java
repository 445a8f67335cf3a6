package org.screlate.tool.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.screlate.data.CellGraph;
import org.screlate.io.GraphFile;
import org.screlate.testing.Python;
import org.screlate.tool.ToolRun;

final class NetworkTest {
    private static final String EXPRESSION = "test-data/tiny/expression.arrow";

    @TempDir
    private Path folder;

    /** Names of files to write are taken to be in the folder. */
    private ToolRun run(String arguments) {
        return ToolRun.of(
                new Network(),
                Arrays.stream(arguments.split(" "))
                        .map(word -> word.matches("[a-z0-9_]+\\.[a-z.]+")
                                ? folder.resolve(word).toString()
                                : word)
                        .toArray(String[]::new));
    }

    private void succeeds(String arguments) {
        ToolRun run = run(arguments);
        assertEquals(0, run.code(), run.error());
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name));
    }

    @Test
    void aNetworkIsWrittenWithItsTables() throws IOException {
        succeeds(
                "build --profiles " + EXPRESSION + " --genes all --percentile 95 --sweep 90,99 --sweep-output sweep.tsv"
                        + " --genes-output genes.tsv --output edges.tsv");
        assertEquals("source\ttarget\tweight\tcorrelation", lines("edges.tsv").get(0));
        assertEquals(
                1 + 559 - 16,
                lines("edges.tsv").size(),
                "5 % of 11,175 pairs, less those that few cells show together");
        assertEquals(151, lines("genes.tsv").size());
        assertEquals(3, lines("sweep.tsv").size());
    }

    @Test
    void genesNearSeedsAndNearEveryGeneAreFound() throws IOException {
        succeeds("build --profiles " + EXPRESSION + " --genes all --percentile 95 --output net.arrow");
        succeeds("walk --network net.arrow --seeds HLA-DQ903,nosuch --keep 3 --output near.tsv"
                + " --all-genes-output all.arrow");
        assertTrue(
                lines("near.tsv").get(1).startsWith("seeds\tHLA-DQ903\ttrue\t"),
                lines("near.tsv").toString());
        assertEquals(4, lines("near.tsv").size());
        assertEquals(150, GraphFile.read(folder.resolve("all.arrow")).nodes().size());
    }

    @Test
    void profilesAreJoinedWithInteractions() throws IOException {
        String build = "build --profiles " + EXPRESSION
                + " --genes all --rule top-k --top-k 5 --interactions test-data/tiny/ppi.tsv";
        succeeds(build + " --output joined.tsv --genes-output genes.tsv");
        assertEquals("source\ttarget\tweight\tfrom", lines("joined.tsv").get(0));
        succeeds(build + " --join-weight 0 --output alone.tsv");
        long interactions = lines("alone.tsv").size() - 1;
        assertTrue(lines("alone.tsv").stream().skip(1).allMatch(line -> line.endsWith("\tinteractions")), "weight 0");
        succeeds(build + " --join product --join-weight 2 --output product.tsv");
        assertEquals(interactions, lines("product.tsv").size() - 1);
        succeeds(build + " --join-weight 0.4 --output union.graphml");
        assertTrue(Files.readString(folder.resolve("union.graphml")).contains("attr.name=\"from\""), "column from");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            --join product|--join needs --interactions
            --join-weight 0.5|--join-weight needs --interactions
            --interactions test-data/tiny/ppi.tsv --join-weight 2|--join-weight of a union must be at least 0 and below 1, not 2.0
            --interactions test-data/tiny/ppi.tsv --validation-share 0|--validation-share must be above 0 and below 1, not 0.0
            --interactions test-data/tiny/ppi.tsv --validation-share 0.001|give --join-weight
            --interactions test-data/tiny/ppi.tsv --join-weight 0.5 --validation-share 0.2|--validation-share does not go with --join-weight
            --interactions nosuch.tsv --join-weight 0.5|nosuch.tsv
            """)
    void joinsThatCannotBeAreToldInOneLine(String options, String message) {
        ToolRun run = run("build --profiles " + EXPRESSION + " --output joined.tsv " + options);
        assertEquals(2, run.code(), run.error());
        assertTrue(run.error().contains(message), run.error());
    }

    @Test
    void aNetworkThatIsThereIsNotJoined() {
        ToolRun run =
                run("build --network test-data/tiny/ppi.tsv --interactions test-data/tiny/ppi.tsv --output joined.tsv");
        assertEquals(2, run.code());
        assertTrue(run.error().contains("--interactions does not go with --network"), run.error());
    }

    @Test
    void sweepsAreDrawnOverEachOther() throws IOException {
        succeeds("build --profiles " + EXPRESSION + " --sweep 90,99 --sweep-output before.tsv --output one.arrow");
        succeeds("build --profiles " + EXPRESSION + " --sweep 80,90 --sweep-plot-output sweep.svg --output one.arrow"
                + " --sweep-beside a<b=" + folder.resolve("before.tsv"));
        String drawn = String.join("\n", lines("sweep.svg"));
        assertEquals(2, drawn.split("<polyline").length - 1);
        assertEquals(4 + 2, drawn.split("<circle").length - 1, "a point for each percentile, and two of the legend");
        assertTrue(drawn.contains(">a&lt;b</text>"), drawn);
        assertTrue(drawn.contains(">80</text>") && drawn.contains(">99</text>"), drawn);
        Files.writeString(folder.resolve("wrong.tsv"), "percentile\tmodularity\n50\thigh\n");
        ToolRun wrong = run("build --profiles " + EXPRESSION + " --sweep-plot-output wrong.svg --output one.arrow"
                + " --sweep-beside a=" + folder.resolve("wrong.tsv"));
        assertEquals(2, wrong.code());
        assertTrue(wrong.error().contains("column 'modularity' of a sweep holds 'high'"), wrong.error());
        ToolRun alone = run("build --profiles " + EXPRESSION + " --sweep-beside a=x.tsv --output one.arrow");
        assertTrue(alone.error().contains("--sweep-beside needs --sweep-plot-output"), alone.error());
    }

    @Test
    void aWrittenNetworkIsReadAgain() throws IOException {
        succeeds("build --profiles " + EXPRESSION + " --output one.arrow --genes-output genes.tsv");
        succeeds("build --network one.arrow --output two.arrow --genes-output again.tsv");
        CellGraph one = GraphFile.read(folder.resolve("one.arrow"));
        CellGraph two = GraphFile.read(folder.resolve("two.arrow"));
        assertArrayEquals(one.weights().values(), two.weights().values());
        assertEquals(lines("genes.tsv"), lines("again.tsv"));
        assertEquals(
                2,
                two.provenance().steps().stream()
                        .filter(step -> step.tool().equals("screlate-network build"))
                        .count());
    }

    @Test
    void twoConditionsAreCompared() throws IOException {
        succeeds("build --profiles " + EXPRESSION + " --percentile 98 --output one.arrow");
        succeeds(
                "compare --network one.arrow --compare-profiles " + EXPRESSION + " --percentile 95 --output changes.tsv"
                        + " --gained-output gained.tsv --lost-output lost.tsv --genes-output genes.tsv");
        assertEquals(1, lines("lost.tsv").size());
        assertEquals(lines("changes.tsv").size(), lines("gained.tsv").size());
        assertTrue(lines("changes.tsv").get(1).endsWith("\tgained"));
        assertEquals(
                "gene\tdegree_before\tdegree_after\tkept\tgained\tlost\tjaccard\tcondition",
                lines("genes.tsv").get(0));
        succeeds("compare --network one.arrow --compare-profiles " + EXPRESSION + " --percentile 95 --name control"
                + " --compare-name treated --output changes.tsv --genes-output named.tsv");
        assertTrue(lines("named.tsv").get(0).startsWith("from\tto\tgene\t"));
        assertEquals(
                "control\ttreated\t" + lines("genes.tsv").get(1),
                lines("named.tsv").get(1));
        String gained = lines("gained.tsv").get(1).split("\t")[0];
        succeeds("compare --network one.arrow --compare-profiles " + EXPRESSION + " --percentile 95"
                + " --output changes.arrow --gained-output gained.arrow");
        succeeds("walk --network changes.arrow --partners gained.arrow --seeds-of " + gained + " --output near.tsv");
        assertTrue(lines("near.tsv").get(1).startsWith(gained + "\t"));
    }

    @Test
    void threadsDoNotMatter() throws IOException {
        String all = "build --profiles " + EXPRESSION + " --rule backbone --correlation signed --seed 3 --output ";
        succeeds(all + "one.arrow --threads 1");
        succeeds(all + "two.arrow --threads 3");
        assertArrayEquals(
                Files.readAllBytes(folder.resolve("one.arrow")), Files.readAllBytes(folder.resolve("two.arrow")));
        succeeds("walk --network one.arrow --all-genes-output all.arrow --threads 1");
        byte[] walks = Files.readAllBytes(folder.resolve("all.arrow"));
        succeeds("walk --network one.arrow --all-genes-output all.arrow --threads 3");
        assertArrayEquals(walks, Files.readAllBytes(folder.resolve("all.arrow")));
    }

    @Test
    void genesAreChosen() throws IOException {
        succeeds("build --profiles " + EXPRESSION + " --genes hvg --output one.arrow");
        assertEquals(100, GraphFile.read(folder.resolve("one.arrow")).nodes().size());
        succeeds("build --profiles " + EXPRESSION + " --output default.arrow");
        assertEquals(
                100, GraphFile.read(folder.resolve("default.arrow")).nodes().size());
        Files.writeString(folder.resolve("names.txt"), "ZNF901\nSLC901A1\nCXCL901\n");
        succeeds("build --profiles " + EXPRESSION + " --genes names.txt --percentile 50 --output two.arrow");
        assertEquals(3, GraphFile.read(folder.resolve("two.arrow")).nodes().size());
    }

    @Test
    void networkxReadsGraphml() {
        succeeds("build --profiles " + EXPRESSION
                + " --genes all --rule top-k --top-k 3 --output net.graphml --genes-output genes.tsv");
        String found = Python.run(
                "networkx",
                "g = networkx.read_graphml(sys.argv[1])\n"
                        + "bad = [n for n, d in g.degree if d != g.nodes[n]['degree']]\n"
                        + "same = all(abs(abs(d['correlation']) - d['weight']) < 1e-6 for _, _, d in g.edges(data=True))\n"
                        + "print(len(g), bad, same, 'community' in g.nodes['ZNF901'])",
                folder.resolve("net.graphml"));
        assertEquals("150 [] True True", found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "build --output o.arrow|give either --profiles or --network",
                "build --profiles EXPR --network EXPR --output o.arrow|give either --profiles or --network",
                "build --network EXPR --percentile 90 --output o.arrow|--percentile does not go with --network",
                "build --profiles EXPR --gained-output g.tsv --output o.arrow|Unknown option: '--gained-output'",
                "build --profiles EXPR --sweep 50 --output o.arrow|--sweep needs --sweep-output or --sweep-plot-output",
                "compare --profiles EXPR --output o.arrow|give either --compare-profiles or --compare-network",
                "compare --network NET --compare-profiles EXPR --control-output c.tsv --output o.arrow|--control-output parts cells",
                "walk --network NET --output p.tsv|give genes to walk from, by --seeds",
                "walk --network NET --seeds A|Missing required option: '--output=FILE'",
                "walk --network NET --all-genes-output a.arrow --output p.tsv|--output needs --seeds",
                "build --profiles EXPR --percentile 100 --output o.arrow|--percentile must be above 0 and below 100",
                "walk --network NET --seeds A --restart 1 --output o.tsv|--restart must be above 0 and below 1, not 1.0",
                "build --profiles EXPR --rule top-k --top-k 100 --output o.arrow|--top-k 100 of 100 genes cannot be had",
                "walk --network NET --seeds A,B --output p.tsv|none of the 2 seeds is in",
                "walk --network NET --seeds-of A --output p.tsv|--seeds-of: the network does",
                "build --network EXPR --output o.arrow|holds a sparse cell matrix, but a graph is needed",
                "build --profiles none.arrow --output o.arrow|no such file"
            })
    void whatCannotBeUsedIsToldInOneLine(String arguments, String message) {
        ToolRun run = run(arguments.replace("EXPR", EXPRESSION).replace("NET", "test-data/tiny/pairs.tsv"));
        assertEquals(2, run.code());
        assertTrue(run.error().contains(message), run.error());
        assertEquals(
                1,
                run.error()
                        .lines()
                        .filter(line -> line.startsWith("screlate-network "))
                        .count(),
                run.error());
        assertTrue(!run.error().contains("\tat "), run.error());
    }
}
