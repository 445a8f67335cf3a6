package org.screlate.tool.enrich;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.data.GeneSet;
import org.screlate.enrich.OverRepresentation;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.OutputForm;
import org.screlate.tool.Run;
import org.screlate.tool.Tools;
import org.screlate.tool.TsvOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tests gene sets for sharing more genes with a list than chance gives. */
@Command(
        name = "over-representation",
        description = {
            "Tests gene sets for sharing more genes with a list than chance gives.",
            "Writes one row per gene set, with p_value and q_value."
        },
        footer = {
            "screlate-enrich over-representation --list de.tsv --group treated --max-fdr 0.05 --background counts.arrow --gene-sets sets.gmt --min-size 5 --output over.tsv"
        })
final class EnrichOverRepresentation implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by picocli
    private CommonOptions common;

    @Option(
            names = "--list",
            required = true,
            paramLabel = "FILE",
            description = "Genes to find sets among: one name a line, or a table.")
    private Path list;

    @Option(
            names = "--background",
            required = true,
            paramLabel = "FILE",
            description = "Genes that could have been in the list: one name a line, a table, or a cell matrix.")
    private Path background;

    @Mixin
    private GeneTables tables;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "Group whose rows of --list to take, of a table with several.")
    private @Nullable String group;

    @Mixin
    private ListedGenes choice;

    @Mixin
    private SetOptions sets;

    @Option(
            names = "--tail",
            paramLabel = "WHICH",
            description =
                    "Sets that share more genes than chance gives, or fewer: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private OverRepresentation.Tail tail = OverRepresentation.Options.DEFAULTS.tail();

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Table of tests to write.")
    @OutputForm.Of(OutputForm.TABLE)
    private Path output;

    @Mixin
    private TsvOption tsv;

    @Override
    public Integer call() {
        tsv.path(spec);
        Run run = new Run(spec);
        var options = Tools.options(spec, () -> new OverRepresentation.Options(tail, sets.minSize(), sets.maxSize()));
        List<String> genes = tables.listed(run, list, group, choice);
        List<String> others = tables.background(run, background);
        List<GeneSet> known = sets.read(run);
        var result = new OverRepresentation(options).test(genes, others, known);
        CommonOptions.say(result.outside() + " of " + genes.size()
                + " genes of the list are not in the background and were left out");
        int tested = result.table().rows();
        CommonOptions.say("tested " + tested + " gene sets; left out " + (known.size() - tested) + " for their size");
        run.write(output, result.table(), "over-representation");
        tsv.write(spec, result.table());
        return 0;
    }
}
