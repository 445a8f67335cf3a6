package org.screlate.tool;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.GeneSet;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.enrich.DifferentialExpression;
import org.screlate.enrich.OverRepresentation;
import org.screlate.enrich.PseudobulkExpression;
import org.screlate.enrich.RankedGenes;
import org.screlate.enrich.SetEnrichment;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.GeneSetsFile;
import org.screlate.io.TableFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tells which genes differ between groups, and which gene sets they make up. */
@Command(
        name = "screlate-enrich",
        description = "Tests genes for a difference between groups of cells (differential), gene sets for standing at"
                + " one end of a ranking (gsea), or for sharing genes with a list (over-representation).",
        footer = "Writes one row per comparison and gene, or one row per gene set, each with p_value and q_value.")
final class Enrich implements Callable<Integer> {
    /** What is tested. */
    enum Task {
        DIFFERENTIAL,
        GSEA,
        OVER_REPRESENTATION;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private EnrichGenes genes;

    @Option(names = "--task", required = true, paramLabel = "TASK", description = "${COMPLETION-CANDIDATES}.")
    private Task task;

    @Option(
            names = "--cells",
            paramLabel = "FILE",
            description = "Cell matrix to compare groups in: lognorm, or counts with --subject-column.")
    private @Nullable Path cells;

    @Option(
            names = "--group-column",
            paramLabel = "NAME",
            description =
                    "Column that holds the groups, of the cells' metadata or of --groups (default, of --groups: the"
                            + " first beside 'cell').")
    private @Nullable String groupColumn;

    @Option(
            names = "--groups",
            paramLabel = "TABLE",
            description = "Table with the groups of the cells, such as cluster writes (default: the cells' metadata).")
    private @Nullable Path groups;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "Group to compare, or whose rows to take of a table with several (default: each in turn).")
    private @Nullable String group;

    @Option(
            names = "--reference",
            paramLabel = "NAME",
            description = "Group to compare with (default: all other cells).")
    private @Nullable String reference;

    @Option(
            names = "--subject-column",
            paramLabel = "NAME",
            description = "Column of the cells' metadata that names the subjects: their summed counts are compared"
                    + " instead of cells (differential).")
    private @Nullable String subjectColumn;

    @Option(
            names = "--min-cells",
            paramLabel = "N",
            description = "With --subject-column, leave out subjects with fewer cells on a side (default:"
                    + " ${DEFAULT-VALUE}).")
    private int minCells = PseudobulkExpression.Options.DEFAULTS.leastCells();

    @Option(names = "--gene-sets", paramLabel = "GMT", description = "Gene sets to test (gsea, over-representation).")
    private @Nullable Path geneSets;

    @Option(
            names = "--min-size",
            paramLabel = "N",
            description = "Leave out sets with fewer genes among those ranked, or of the background (default:"
                    + " ${DEFAULT-VALUE}).")
    private int minSize = SetEnrichment.Options.DEFAULTS.leastGenes();

    @Option(
            names = "--max-size",
            paramLabel = "N",
            description = "Leave out sets with more (default: ${DEFAULT-VALUE}).")
    private int maxSize = SetEnrichment.Options.DEFAULTS.mostGenes();

    @Option(
            names = "--permutations",
            paramLabel = "N",
            description = "Random sets for each size of set (gsea; default: ${DEFAULT-VALUE}).")
    private int permutations = SetEnrichment.Options.DEFAULTS.permutations();

    @Option(
            names = "--weight",
            paramLabel = "NUMBER",
            description = "Exponent of the scores; 0 counts all genes alike (gsea; default: ${DEFAULT-VALUE}).")
    private double weight = SetEnrichment.Options.DEFAULTS.weight();

    @Option(
            names = "--tail",
            paramLabel = "WHICH",
            description = "Sets that share more genes than chance gives, or fewer: ${COMPLETION-CANDIDATES}"
                    + " (over-representation; default: ${DEFAULT-VALUE}).")
    private OverRepresentation.Tail tail = OverRepresentation.Options.DEFAULTS.tail();

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Table of tests to write.")
    private Path output;

    private final Map<String, Path> inputs = new LinkedHashMap<>();
    private Provenance history = Provenance.NONE;

    public static void main(String[] args) {
        System.exit(Tools.run(new Enrich(), args));
    }

    @Override
    public Integer call() {
        Table tests =
                switch (task) {
                    case DIFFERENTIAL -> differential();
                    case GSEA -> gsea();
                    case OVER_REPRESENTATION -> overRepresentation();
                };
        TableFile.write(
                output,
                tests,
                task.toString(),
                history.with(genes.history()).then(Tools.step(spec, common.seed(), inputs)));
        CommonOptions.say("wrote " + tests.rows() + " tests to " + output);
        return 0;
    }

    private Table differential() {
        needGroups();
        CellMatrix matrix = cells();
        String[] labels = labels(matrix);
        if (subjectColumn == null) {
            var method = new DifferentialExpression(new DifferentialExpression.Options(group, reference));
            return method.compare(matrix, labels, common.workers());
        }
        var method = new PseudobulkExpression(
                Tools.options(spec, () -> new PseudobulkExpression.Options(group, reference, minCells)));
        var result = method.compare(matrix, labels, matrix.cellMetadata().labels(subjectColumn));
        result.leftOut().forEach(CommonOptions::say);
        return result.table();
    }

    private Table gsea() {
        var options = Tools.options(
                spec, () -> new SetEnrichment.Options(permutations, weight, minSize, maxSize, common.seed()));
        if ((genes.ranking == null) == (cells == null)) {
            throw new ParameterException(spec.commandLine(), "--task gsea needs --ranking or --cells, one of both");
        }
        List<GeneSet> sets = sets();
        Map<String, RankedGenes> rankings = rankings();
        Table tests = new SetEnrichment(options).test(rankings, sets, common.workers());
        rankings.forEach((name, ranked) -> CommonOptions.say(
                "ranked " + ranked.genes().size() + " genes" + (name.isEmpty() ? "" : " of " + name)));
        CommonOptions.say(
                tests.rows() + " tests of " + sets.size() + " gene sets; others were left out for their size");
        return tests;
    }

    /** Genes ranked for each group; the name of the group is empty where there are none. */
    private Map<String, RankedGenes> rankings() {
        if (genes.ranking != null) {
            return genes.ranked(input("ranking", genes.ranking), group);
        }
        needGroups();
        String one = needed("--group", group);
        CellMatrix matrix = cells();
        return Map.of(one, RankedGenes.bySignalToNoise(matrix, labels(matrix), one, reference));
    }

    private void needGroups() {
        if (groups == null) {
            needed("--group-column", groupColumn);
        }
    }

    /** The group of each cell. */
    private String[] labels(CellMatrix matrix) {
        if (groups == null) {
            return matrix.cellMetadata().labels(Objects.requireNonNull(groupColumn));
        }
        TableFile.Contents contents = TableFile.read(input("groups", groups));
        history = history.with(contents.provenance());
        return GroupTable.labels(contents.table(), groupColumn, matrix.cells());
    }

    private Table overRepresentation() {
        var options = Tools.options(spec, () -> new OverRepresentation.Options(tail, minSize, maxSize));
        List<String> list = genes.listed(input("list", needed("--list", genes.list)), group);
        List<String> background = genes.background(input("background", needed("--background", genes.background)));
        List<GeneSet> sets = sets();
        var result = new OverRepresentation(options).test(list, background, sets);
        CommonOptions.say(result.outside() + " of " + list.size()
                + " genes of the list are not in the background and were left out");
        int tested = result.table().rows();
        CommonOptions.say("tested " + tested + " gene sets; left out " + (sets.size() - tested) + " for their size");
        return result.table();
    }

    private CellMatrix cells() {
        Path path = input("cells", needed("--cells", cells));
        CellMatrix matrix = CellMatrixFile.read(path);
        history = history.with(matrix.provenance());
        CommonOptions.say("read " + matrix.cells().size() + " cells and "
                + matrix.genes().size() + " genes (" + matrix.layer().word() + ")");
        if (DifferentialExpression.misleads(matrix.layer())) {
            CommonOptions.say("WARNING: the layer '" + matrix.layer().word()
                    + "' was averaged over cells or made by a model: its values are not independent, so p-values are"
                    + " far too small; use lognorm, or counts by subject");
        }
        return matrix;
    }

    private List<GeneSet> sets() {
        return GeneSetsFile.read(input("gene-sets", needed("--gene-sets", geneSets)));
    }

    private Path input(String name, Path path) {
        inputs.put(name, path);
        return path;
    }

    private <T> T needed(String option, @Nullable T value) {
        if (value == null) {
            throw new ParameterException(spec.commandLine(), "--task " + task + " needs " + option);
        }
        return value;
    }
}
