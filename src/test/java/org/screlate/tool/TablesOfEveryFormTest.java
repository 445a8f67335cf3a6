package org.screlate.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.screlate.data.Provenance;
import org.screlate.io.TableFile;
import org.screlate.testing.TextForms;
import org.screlate.tool.coexpress.Coexpress;
import org.screlate.tool.combine.Combine;
import org.screlate.tool.enrich.Enrich;
import org.screlate.tool.evaluate.Evaluate;
import org.screlate.tool.export.Export;
import org.screlate.tool.import_.Import;
import org.screlate.tool.merge.Merge;
import org.screlate.tool.network.Network;
import org.screlate.tool.pairs.Pairs;
import org.screlate.tool.subset.Subset;

/** A table about cells, samples, genes or pairs is the same in every form, told by its content and not by its name, in every tool. */
final class TablesOfEveryFormTest {
    private static final String TINY = "test-data/tiny/";
    private static final Map<String, Supplier<Callable<Integer>>> TOOLS = Map.ofEntries(
            Map.entry("coexpress", Coexpress::new),
            Map.entry("combine", Combine::new),
            Map.entry("enrich", Enrich::new),
            Map.entry("evaluate", Evaluate::new),
            Map.entry("import", Import::new),
            Map.entry("merge", Merge::new),
            Map.entry("network", Network::new),
            Map.entry("pairs", Pairs::new),
            Map.entry("subset", Subset::new));

    @TempDir
    private Path folder;

    /** The forms of a table of words and numbers ; text, whatever its name, is told from Arrow. */
    private List<Path> forms(List<List<String>> rows) throws IOException {
        String tabs = lines(rows, "\t", "");
        String commas = lines(rows, ",", "");
        Path plain = text("plain.tsv", tabs);
        Path arrow = folder.resolve("table.arrow");
        TableFile.write(arrow, TableFile.read(plain).table(), "table", Provenance.NONE);
        return List.of(
                plain,
                text("tabs.txt", tabs),
                text("tabs.csv", tabs),
                text("commas.csv", commas),
                text("commas.tsv", commas),
                text("quoted.csv", lines(rows, ",", "\"")),
                text("windows.txt", "\uFEFF" + tabs.replace("\n", "\r\n")),
                TextForms.packed(folder.resolve("packed.tsv.gz"), tabs),
                TextForms.packed(folder.resolve("packed.dat"), commas),
                arrow,
                Files.copy(arrow, folder.resolve("arrow.tsv")));
    }

    private static String lines(List<List<String>> rows, String separator, String quote) {
        return rows.stream()
                .map(row -> row.stream()
                        .map(word -> quoted(word, word.contains(separator) ? "\"" : quote))
                        .collect(Collectors.joining(separator, "", "\n")))
                .collect(Collectors.joining());
    }

    private static String quoted(String word, String quote) {
        return quote + word + quote;
    }

    private Path text(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    metadata   | import --input TINY/counts.tsv.gz --metadata TABLE --output OUT.arrow
                    metadata   | subset --cells TINY/counts.arrow --cell-table TABLE --where cell_type=='type_1' --output OUT.arrow
                    metadata   | evaluate clustering --clusters TABLE --truth TINY/metadata.tsv --truth-column group --output OUT.tsv
                    metadata   | evaluate clustering --clusters TINY/metadata.tsv --truth TABLE --truth-column cell_type --output OUT.tsv
                    metadata   | enrich differential --cells TINY/expression.arrow --groups TABLE --group-column cell_type --output OUT.tsv
                    samples    | merge --cells A=TINY/counts.arrow B=OTHER --samples TABLE --output OUT.arrow
                    gene_names | merge --cells A=TINY/counts.arrow B=OTHER --gene-names TABLE --output OUT.arrow
                    ranking    | enrich gsea --ranking TABLE --gene-sets TINY/sets.gmt --min-size 5 --permutations 100 --output OUT.tsv
                    pairs      | pairs --cells TINY/counts.arrow --network TABLE --output OUT.tsv
                    pairs      | coexpress --cells TINY/counts.arrow --model TINY/expression_model.yaml --pairs TABLE --preset none --output OUT.tsv
                    ppi        | network walk --network TABLE --seeds ZNF901,CXCL901 --output OUT.tsv
                    ppi        | evaluate pathways --network ppi=TABLE --gene-sets TINY/sets.gmt --min-size 5 --output OUT.tsv
                    edges      | evaluate edges --edges TABLE --profiles x=TINY/expression.arrow --output OUT.tsv
                    tests      | combine --tests TABLE --output OUT.tsv
                    """)
    void everyFormOfATableGivesTheSameResult(String table, String command) throws IOException {
        if (command.contains("OTHER")) {
            run("subset --cells TINY/counts.arrow --where group=='control' --output OTHER", folder);
        }
        Set<String> results = new TreeSet<>();
        for (Path form : forms(rows(table))) {
            results.add(result(command, form));
            assertEquals(1, results.size(), form.getFileName() + " gives another result: " + results);
        }
    }

    /** The tables: those of the tiny data, and some made of its genes. */
    private List<List<String>> rows(String table) throws IOException {
        return switch (table) {
            case "samples" -> List.of(List.of("sample", "batch"), List.of("A", "one"), List.of("B", "two"));
            case "gene_names" -> List.of(List.of("old", "new"), List.of("ZNF901", "ZNF901X"));
            case "ranking" -> ranking();
            case "edges" -> edges();
            case "tests" -> {
                run(
                        "coexpress --cells TINY/counts.arrow --model TINY/expression_model.yaml --pairs TINY/pairs.tsv --preset none --output OUT.tsv",
                        folder);
                yield read(folder.resolve("out.tsv"));
            }
            default -> read(Path.of(TINY, table + ".tsv"));
        };
    }

    private static List<List<String>> read(Path path) throws IOException {
        return Files.readAllLines(path).stream()
                .map(line -> List.of(line.split("\t", -1)))
                .toList();
    }

    private static List<List<String>> ranking() throws IOException {
        List<List<String>> rows = new ArrayList<>(List.of(List.of("gene", "score")));
        List<List<String>> sets = read(Path.of(TINY, "sets.gmt"));
        List<String> genes =
                sets.stream().flatMap(set -> set.stream().skip(2)).distinct().toList();
        for (int g = 0; g < genes.size(); g++) {
            rows.add(List.of(genes.get(g), String.valueOf((g * 7919 % 101) / 10.0)));
        }
        return rows;
    }

    private static List<List<String>> edges() throws IOException {
        List<List<String>> rows = new ArrayList<>(List.of(List.of("gene_1", "gene_2", "label", "set")));
        List<List<String>> ppi = read(Path.of(TINY, "ppi.tsv"));
        for (int e = 1; e < 40; e++) {
            String first = ppi.get(e).get(0);
            rows.add(List.of(first, ppi.get(e).get(1), "1", e % 2 == 0 ? "train" : "test"));
        }
        return rows;
    }

    /** What a tool writes, without its history, which has the digest of the table. */
    private String result(String command, Path table) throws IOException {
        run(command, table);
        Path out = folder.resolve("out.tsv");
        if (!command.contains("OUT.tsv")) {
            ToolRun export = ToolRun.of(new Export(), "--cells=" + folder.resolve("out.arrow"), "--output=" + out);
            assertEquals(0, export.code(), export.error());
        }
        return Files.readString(out);
    }

    private void run(String command, Path table) {
        String[] words = command.replace("TINY/", TINY)
                .replace("TABLE", table.toString())
                .replace("OUT", folder.resolve("out").toString())
                .replace("OTHER", folder.resolve("other.arrow").toString())
                .split(" ");
        ToolRun run = ToolRun.of(TOOLS.get(words[0]).get(), Arrays.copyOfRange(words, 1, words.length));
        assertEquals(0, run.code(), table.getFileName() + ": " + run.error());
    }
}
