package org.screlate.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.data.Column;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.TableFile;
import org.screlate.testing.TextForms;
import org.screlate.tool.enrich.Enrich;
import org.screlate.tool.export.Export;
import org.screlate.tool.impute.Impute;
import org.screlate.tool.modules.Modules;
import org.screlate.tool.network.Network;
import org.screlate.tool.pairs.Pairs;
import org.screlate.tool.subset.Subset;

/** A list of genes is the same list in every form, told by what is in the file and not by its name, in every tool. */
final class GeneListsTest {
    private static final String TINY = "test-data/tiny/";
    private static final Map<String, Supplier<Callable<Integer>>> TOOLS = Map.of(
            "pairs", Pairs::new,
            "network", Network::new,
            "impute", Impute::new,
            "enrich", Enrich::new,
            "subset", Subset::new,
            "modules", Modules::new);

    @TempDir
    private Path folder;

    /** The forms; text, whatever its name, is told from Arrow. */
    private List<Path> forms(List<String> genes) throws IOException {
        String plain = String.join("\n", genes) + "\n";
        String tabs = genes.stream().map(gene -> gene + "\t1.5\n").collect(Collectors.joining());
        String commas = genes.stream().map(gene -> "\"" + gene + "\",1.5\n").collect(Collectors.joining());
        Path arrow = folder.resolve("list.arrow");
        Table table = Table.ofRows(genes.size())
                .with("group", new Column.Text(genes.stream().map(gene -> "a").toArray(String[]::new)))
                .with("gene", new Column.Text(genes.toArray(new String[0])));
        TableFile.write(arrow, table, "genes", Provenance.NONE);
        return List.of(
                text("plain.txt", plain),
                text("header.txt", "gene\n" + plain),
                text("crlf.txt", "\uFEFFGene\r\n" + plain.replace("\n", "\r\n")),
                text("plain.tsv", tabs),
                text("header.tsv", "gene\tscore\n" + tabs),
                text(
                        "second.tsv",
                        "score\tsymbol\n"
                                + genes.stream()
                                        .map(gene -> "1.5\t" + gene + "\n")
                                        .collect(Collectors.joining())),
                text("plain.csv", commas),
                text("header.csv", "gene,score\n" + commas),
                text("commas.txt", "gene,score\n" + commas),
                text("tabs.csv", "gene\tscore\n" + tabs),
                TextForms.packed(folder.resolve("plain.txt.gz"), plain),
                TextForms.packed(folder.resolve("nogz.dat"), "gene\tscore\n" + tabs),
                arrow,
                Files.copy(arrow, folder.resolve("arrow.txt")));
    }

    private Path text(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pairs --cells TINY/counts.arrow --genes LIST",
                "pairs --genes LIST",
                "network build --profiles TINY/expression.arrow --percentile 50 --genes LIST",
                "network compare --profiles TINY/expression.arrow --compare-profiles TINY/expression.arrow --percentile 50 --genes LIST",
                "network walk --network TINY/ppi.tsv --seeds-file LIST",
                "impute --cells TINY/expression.arrow --threads 1 --genes LIST",
                "impute --cells TINY/expression.arrow --threads 1 --graph-genes LIST",
                "impute --cells TINY/expression.arrow --threads 1 --output-genes LIST",
                "subset --cells TINY/counts.arrow --genes LIST",
                "modules test --cells TINY/counts.arrow --model TINY/expression_model.yaml --preset none --gene-sets TINY/sets.gmt --genes LIST",
                "enrich over-representation --list LIST --background TINY/counts.arrow --gene-sets TINY/sets.gmt --min-size 2",
                "enrich over-representation --list OTHER --background LIST --gene-sets TINY/sets.gmt --min-size 2"
            })
    void everyFormOfAListGivesTheSameBytes(String command) throws IOException {
        List<String> genes = genes();
        Files.write(folder.resolve("other"), genes.subList(0, 4));
        byte[] first = null;
        for (Path list : forms(genes)) {
            byte[] bytes = bytes(command, list);
            first = first == null ? bytes : first;
            assertEquals(
                    new String(first, StandardCharsets.UTF_8),
                    new String(bytes, StandardCharsets.UTF_8),
                    list.toString());
        }
    }

    private static List<String> genes() throws IOException {
        return Files.readAllLines(Path.of(TINY, "sets.gmt")).stream()
                .limit(2)
                .flatMap(line -> Arrays.stream(line.split("\t")).skip(2))
                .distinct()
                .toList();
    }

    /** What a tool writes as text, which holds no history: that has the digest of the list. */
    private byte[] bytes(String command, Path list) throws IOException {
        boolean isMatrix = command.startsWith("impute") || command.startsWith("subset");
        Path out = folder.resolve(isMatrix ? "out.arrow" : "out.tsv");
        run(command + " --output " + out, list);
        if (!isMatrix) {
            return Files.readAllBytes(out);
        }
        Path text = folder.resolve("exported.tsv");
        ToolRun export = ToolRun.of(new Export(), "--cells=" + out, "--output=" + text);
        assertEquals(0, export.code(), export.error());
        return Files.readAllBytes(text);
    }

    private void run(String command, Path list) {
        String[] words = command.replace("TINY/", TINY)
                .replace("LIST", list.toString())
                .replace("OTHER", folder.resolve("other").toString())
                .split(" ");
        ToolRun run = ToolRun.of(TOOLS.get(words[0]).get(), Arrays.copyOfRange(words, 1, words.length));
        assertEquals(0, run.code(), list + ": " + run.error());
    }
}
