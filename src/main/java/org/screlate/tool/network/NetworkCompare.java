package org.screlate.tool.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellGraph;
import org.screlate.data.Column;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.FileKind;
import org.screlate.io.NetworkFile;
import org.screlate.network.CoembeddedNetwork;
import org.screlate.network.DifferentialNetwork;
import org.screlate.network.GeneCorrelations;
import org.screlate.network.NetworkTables;
import org.screlate.network.OneSidedGenes;
import org.screlate.network.RandomHalves;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.OutputForm;
import org.screlate.tool.Run;
import org.screlate.tool.SeedOption;
import org.screlate.tool.Tools;
import org.screlate.tool.TsvOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tells which edges between genes a second condition has gained, and which it has lost. */
@Command(
        name = "compare",
        description = {
            "Tells which edges between genes a second condition has gained, and which it has lost.",
            "Writes the network: Arrow, or .graphml, .tsv or .csv (.gz) where the name ends so."
        },
        footer = {
            "screlate-network compare --profiles expression.arrow --compare-profiles imputed.arrow --output changes.tsv --gained-output gained.arrow"
        })
final class NetworkCompare implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private SeedOption seed;

    @Option(
            names = "--profiles",
            paramLabel = "FILE",
            description = "Embedding of genes, or cell matrix, of the first condition.")
    private @Nullable Path profiles;

    @Option(
            names = "--network",
            paramLabel = "FILE",
            description = "Network of the first condition (instead of --profiles).")
    private @Nullable Path network;

    @Option(
            names = "--compare-profiles",
            paramLabel = "FILE",
            description = "Embedding of genes, or cell matrix, of the second condition.")
    private @Nullable Path compareProfiles;

    @Option(
            names = "--compare-network",
            paramLabel = "FILE",
            description = "Network of a second condition (instead of --compare-profiles).")
    private @Nullable Path compareNetwork;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Name of the first condition, such as control, for the table of genes (default: none).")
    private @Nullable String name;

    @Option(
            names = "--compare-name",
            paramLabel = "NAME",
            description = "Name of the second condition, given with --name (default: none).")
    private @Nullable String compareName;

    @Mixin
    private EdgeOptions edges;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Network to write.")
    @OutputForm.Of(OutputForm.NETWORK)
    private Path output;

    @Mixin
    private TsvOption tsv;

    @Option(
            names = "--genes-output",
            paramLabel = "FILE",
            description = "Table to write, one row a gene: kept, gained and lost edges.")
    @OutputForm.Of(OutputForm.TABLE)
    private @Nullable Path genesOutput;

    @Option(
            names = "--control-output",
            paramLabel = "FILE",
            description =
                    "Table to write of how many edges differ by chance: between random halves of the cells of each"
                            + " condition, beside halves of the two; for cell matrices (default: none).")
    @OutputForm.Of(OutputForm.TABLE)
    private @Nullable Path controlOutput;

    @Option(names = "--gained-output", paramLabel = "FILE", description = "Network of the gained edges to write.")
    @OutputForm.Of(OutputForm.NETWORK)
    private @Nullable Path gainedOutput;

    @Option(names = "--lost-output", paramLabel = "FILE", description = "Network of the lost edges to write.")
    @OutputForm.Of(OutputForm.NETWORK)
    private @Nullable Path lostOutput;

    /**
     * Two networks to compare.
     *
     * @param names of the genes of each, those of its profiles that the other lacks too
     * @param control null where it was not asked for
     */
    private record Both(CellGraph before, CellGraph after, OneSidedGenes names, @Nullable RandomHalves control) {}

    @Override
    public Integer call() {
        checkOptions();
        tsv.path(spec);
        CoembeddedNetwork build = new CoembeddedNetwork(edges.options(spec));
        Run run = new Run(spec);
        Both both = both(run, build);
        DifferentialNetwork found = DifferentialNetwork.of(both.before(), both.after());
        CommonOptions.say(String.format(
                Locale.ROOT,
                "%,d edges kept, %,d gained, %,d lost between %,d shared genes",
                found.kept(),
                found.gained().weights().stored() / 2,
                found.lost().weights().stored() / 2,
                found.genes().rows()));
        both.names().lines().forEach(CommonOptions::say);
        CellGraph either = EdgeOptions.with(found.either(), run.history());
        for (Path to : tsv.with(output, spec)) {
            Run.write(to, path -> NetworkFile.write(path, either, found.genes(), NetworkTables.changes(found)));
        }
        Run.write(gainedOutput, path -> writePart(path, found.gained(), found, run.history()));
        Run.write(lostOutput, path -> writePart(path, found.lost(), found, run.history()));
        run.writeIf(genesOutput, named(both.names().below(found.genes())), "changes");
        writeControl(run, both.control());
        return 0;
    }

    /** The table with the names of the two conditions in front, where they were given. */
    private Table named(Table changes) {
        if (name == null || compareName == null) {
            return changes;
        }
        Table table = Table.ofRows(changes.rows())
                .with("from", words(name, changes.rows()))
                .with("to", words(compareName, changes.rows()));
        for (String column : changes.names()) {
            table = table.with(column, changes.column(column));
        }
        return table;
    }

    private static Column words(String word, int rows) {
        return new Column.Text(Collections.nCopies(rows, word).toArray(new String[0]));
    }

    private Both both(Run run, CoembeddedNetwork build) {
        Map<String, Path> files = new LinkedHashMap<>();
        if (profiles != null) {
            files.put("profiles", profiles);
        }
        if (compareProfiles != null) {
            files.put("compare-profiles", compareProfiles);
        }
        List<GeneEmbedding> read = edges.read(run, files);
        GeneEmbedding one = profiles == null ? null : read.get(0);
        GeneEmbedding other = compareProfiles == null ? null : read.get(read.size() - 1);
        GeneEmbedding first = one == null || other == null ? one : GeneCorrelations.shared(one, other);
        GeneEmbedding second = one == null || other == null ? other : GeneCorrelations.shared(other, one);
        CellGraph before = graph(run, build, first, "network", network);
        CellGraph after = graph(run, build, second, "compare-network", compareNetwork);
        return new Both(
                before,
                after,
                OneSidedGenes.of(names(before, one, other), names(after, other, one)),
                controlOutput == null || first == null || second == null
                        ? null
                        : RandomHalves.of(
                                first, second, seed.value(), points -> edges.quietly(build, points, common.workers())));
    }

    private void writeControl(Run run, @Nullable RandomHalves control) {
        if (control != null) {
            CommonOptions.say(control.account());
            run.writeIf(controlOutput, control.table(), "control");
        }
    }

    /** The genes of a network, and those of its profiles that the others lack. */
    private static List<String> names(CellGraph graph, @Nullable GeneEmbedding own, @Nullable GeneEmbedding others) {
        List<String> names = new ArrayList<>(graph.nodes());
        if (own != null && others != null) {
            names.addAll(OneSidedGenes.of(own.genes(), others.genes()).first());
        }
        return names;
    }

    private CellGraph graph(
            Run run, CoembeddedNetwork build, @Nullable GeneEmbedding points, String option, @Nullable Path given) {
        return points == null
                ? EdgeOptions.network(run, option, Objects.requireNonNull(given))
                : edges.built(build, edges.correlations(points, edges.percentile()), points, common.workers());
    }

    private static void writePart(Path path, CellGraph part, DifferentialNetwork all, Provenance history) {
        NetworkFile.write(path, EdgeOptions.with(part, history), all.genes(), NetworkTables.plain(part));
    }

    private void checkOptions() {
        if ((profiles == null) == (network == null)) {
            throw new ParameterException(spec.commandLine(), "give either --profiles or --network");
        }
        if ((compareProfiles == null) == (compareNetwork == null)) {
            throw new ParameterException(spec.commandLine(), "give either --compare-profiles or --compare-network");
        }
        if ((name == null) != (compareName == null)) {
            throw new ParameterException(
                    spec.commandLine(), "give both --name and --compare-name, or neither: the two conditions");
        }
        boolean cells = profiles != null
                && compareProfiles != null
                && FileKind.isCellMatrix(profiles)
                && FileKind.isCellMatrix(compareProfiles);
        if (controlOutput != null && !cells) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--control-output parts cells, so --profiles and --compare-profiles must be cell matrices");
        }
        if (profiles == null && compareProfiles == null) {
            Tools.refuse(
                    spec,
                    "two networks",
                    "--genes",
                    "--correlation",
                    "--rule",
                    "--percentile",
                    "--top-k",
                    "--alpha",
                    "--min-shared-cells");
        }
    }
}
