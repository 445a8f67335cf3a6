package org.screlate.tool.enrich;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.GeneSet;
import org.screlate.data.Table;
import org.screlate.enrich.RankedGenes;
import org.screlate.enrich.SetEnrichment;
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

/** Tests gene sets for standing at one end of a ranking of genes. */
@Command(
        name = "gsea",
        description = {
            "Tests gene sets for standing at one end of a ranking of genes.",
            "Writes one row per gene set, with p_value and q_value."
        },
        footer = {"screlate-enrich gsea --ranking de.tsv --gene-sets sets.gmt --min-size 5 --output gsea.tsv"})
final class EnrichGsea implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private SeedOption seed;

    @Option(
            names = "--ranking",
            paramLabel = "TABLE",
            description = "Table of genes with the score to rank them by, such as enrich differential writes.")
    private @Nullable Path ranking;

    @Option(
            names = "--cells",
            paramLabel = "FILE",
            description = "Cell matrix to rank genes in by signal to noise (instead of --ranking).")
    private @Nullable Path cells;

    @Mixin
    private GroupOptions groups;

    @Mixin
    private GeneTables tables;

    @Option(
            names = "--score-column",
            paramLabel = "COLUMN",
            description = "Column of the ranking that holds the score (default: ${DEFAULT-VALUE}).")
    private String scoreColumn = "score";

    @Mixin
    private SetOptions sets;

    @Option(
            names = "--permutations",
            paramLabel = "N",
            description = "Random sets for each size of set (default: ${DEFAULT-VALUE}).")
    private int permutations = SetEnrichment.Options.DEFAULTS.permutations();

    @Option(
            names = "--weight",
            paramLabel = "NUMBER",
            description = "Exponent of the scores; 0 counts all genes alike (default: ${DEFAULT-VALUE}).")
    private double weight = SetEnrichment.Options.DEFAULTS.weight();

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Table of tests to write.")
    @OutputForm.Of(OutputForm.TABLE)
    private Path output;

    @Mixin
    private TsvOption tsv;

    @Override
    public Integer call() {
        tsv.path(spec);
        Run run = new Run(spec);
        var options = Tools.options(
                spec,
                () -> new SetEnrichment.Options(permutations, weight, sets.minSize(), sets.maxSize(), seed.value()));
        if ((ranking == null) == (cells == null)) {
            throw new ParameterException(spec.commandLine(), "give either --ranking or --cells");
        }
        if (ranking == null) {
            Tools.refuse(spec, "--cells", "--score-column", "--gene-column");
        } else {
            Tools.refuse(spec, "--ranking", "--group-column", "--groups", "--reference");
        }
        List<GeneSet> known = sets.read(run);
        Map<String, RankedGenes> rankings = ranking == null
                ? ofCells(run, Objects.requireNonNull(cells))
                : tables.ranked(run, ranking, groups.group(), scoreColumn);
        Table tests = new SetEnrichment(options).test(rankings, known, common.workers());
        rankings.forEach(EnrichGsea::tell);
        CommonOptions.say(
                tests.rows() + " tests of " + known.size() + " gene sets; others were left out for their size");
        run.write(output, tests, "gsea");
        tsv.write(spec, tests);
        return 0;
    }

    private Map<String, RankedGenes> ofCells(Run run, Path path) {
        String one = groups.group();
        if (one == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--group=NAME', with --cells");
        }
        CellMatrix matrix = GroupOptions.cells(run, path);
        String[] labels = groups.labels(spec, run, matrix);
        var found = RankedGenes.bySignalToNoise(matrix, labels, one, groups.reference());
        if (!found.constant().isEmpty()) {
            CommonOptions.say(found.constant().size() + " genes have one value on either side, such as "
                    + found.constant().get(0) + "; their spreads are taken as a fifth of their means");
        }
        return Map.of(one, found.ranked());
    }

    private static void tell(String group, RankedGenes ranked) {
        String tied = String.format(Locale.ROOT, "%.1f %%", 100 * ranked.tiedShare());
        CommonOptions.say("ranked " + ranked.genes().size() + " genes" + (group.isEmpty() ? "" : " of " + group)
                + (ranked.tiedShare() > 0
                        ? "; " + tied + " of them have their score in common with others and count as one step"
                        : ""));
    }
}
