package org.screlate.tool.combine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.screlate.coexpress.test.GatheredTests;
import org.screlate.coexpress.test.PairChunks;
import org.screlate.coexpress.test.RankedTests;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.TableFile;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.OutputForm;
import org.screlate.tool.Tools;
import org.screlate.tool.TsvOption;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes one ranked table of the tests of all chunks of pairs. */
@Command(
        name = "screlate-combine",
        description = {
            "Combines the tests of all chunks of pairs into one table, ranked by p-value, with false discovery"
                    + " rates; refuses chunks that are missing, doubled or of another run.",
            "Writes one row per pair: rank, the columns of coexpress, fdr_bh (Benjamini and Hochberg) and fdr_by"
                    + " (Benjamini and Yekutieli)."
        },
        footer = {"screlate-combine --tests tests.arrow --output ranked.tsv"})
public final class Combine implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by picocli
    private CommonOptions common;

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    /** Chunks of one list of pairs, or the results of several parts of a study. */
    static final class Source {
        @Option(
                names = "--tests",
                required = true,
                arity = "1..*",
                paramLabel = "FILE",
                description = "Tables from coexpress, one for each chunk, in any order.")
        private List<Path> tests = List.of();

        @Option(
                names = "--tables",
                required = true,
                arity = "1..*",
                paramLabel = "NAME=FILE",
                description =
                        "Instead: tables of results with p-values, such as one for each cell type, to be one table with"
                                + " a false discovery rate over all of them.")
        private Map<String, Path> tables = new LinkedHashMap<>();
    }

    @Option(
            names = "--name-column",
            paramLabel = "COLUMN",
            description = "Column that will hold the names of --tables (default: ${DEFAULT-VALUE}).")
    private String nameColumn = "type";

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Table to write.")
    @OutputForm.Of(OutputForm.TABLE)
    private Path output;

    @Mixin
    private TsvOption tsv;

    public static void main(String[] args) {
        System.exit(Tools.run(new Combine(), args));
    }

    @Override
    public Integer call() {
        tsv.path(spec);
        if (source.tests.isEmpty()) {
            gather();
            return 0;
        }
        Tools.need(spec, "--tables", "--name-column");
        List<Path> tests = source.tests;
        List<TableFile.Contents> chunks = tests.stream().map(TableFile::read).toList();
        int[] order = PairChunks.order(IntStream.range(0, tests.size())
                .mapToObj(i -> new PairChunks.Results(
                        tests.get(i).toString(), chunks.get(i).provenance()))
                .toList());
        List<Table> inOrder =
                Arrays.stream(order).mapToObj(i -> chunks.get(i).table()).toList();
        Table ranked = RankedTests.of(Table.stacked(inOrder));
        Provenance history = chunks.get(order[0]).provenance().then(Tools.step(spec, inputs(order)));
        TableFile.write(output, ranked, "ranked tests", history);
        tsv.write(spec, ranked);
        CommonOptions.say(String.format(
                Locale.ROOT,
                "combined %,d pairs of %d files: %,d tested, %,d with fdr_bh <= 0.05, %,d with fdr_by <= 0.05",
                ranked.rows(),
                tests.size(),
                RankedTests.count(ranked, "p_value", 1),
                RankedTests.count(ranked, "fdr_bh", 0.05),
                RankedTests.count(ranked, "fdr_by", 0.05)));
        return 0;
    }

    private void gather() {
        Map<String, Table> parts = new LinkedHashMap<>();
        List<Provenance> histories = new ArrayList<>();
        Map<String, Path> inputs = new TreeMap<>();
        source.tables.forEach((name, path) -> {
            TableFile.Contents part = TableFile.read(path);
            parts.put(name, part.table());
            histories.add(part.provenance());
            inputs.put("tables " + name, path);
        });
        Table gathered = GatheredTests.of(parts, nameColumn);
        Provenance history = GatheredTests.history(histories).then(Tools.step(spec, inputs));
        TableFile.write(output, gathered, "gathered tests", history);
        tsv.write(spec, gathered);
        CommonOptions.say(String.format(
                Locale.ROOT,
                "gathered %,d rows of %d tables: %,d with %s <= 0.05",
                gathered.rows(),
                parts.size(),
                RankedTests.count(gathered, GatheredTests.FDR, 0.05),
                GatheredTests.FDR));
    }

    private Map<String, Path> inputs(int[] order) {
        Map<String, Path> inputs = new TreeMap<>();
        for (int c = 0; c < order.length; c++) {
            inputs.put(String.format(Locale.ROOT, "tests %04d", c + 1), source.tests.get(order[c]));
        }
        return inputs;
    }
}
