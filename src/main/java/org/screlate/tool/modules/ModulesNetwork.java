package org.screlate.tool.modules;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.coexpress.module.ChangedNetwork;
import org.screlate.coexpress.module.ChangedNetwork.Change;
import org.screlate.data.CellGraph;
import org.screlate.graph.Leiden;
import org.screlate.io.GeneSetsFile;
import org.screlate.io.NetworkFile;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.OutputForm;
import org.screlate.tool.Run;
import org.screlate.tool.SeedOption;
import org.screlate.tool.Tools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a differential network of ranked tests of pairs. */
@Command(
        name = "network",
        description = {
            "Makes a differential network of tests of pairs: gained, lost and reversed coexpression, hubs and communities.",
            "Writes the network: Arrow, or .graphml, .tsv or .csv (.gz) where the name ends so."
        },
        footer = {"screlate-modules network --tests ranked.tsv --max-p 0.05 --output changed.tsv --hubs-output hubs.tsv"
        })
final class ModulesNetwork implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by picocli
    private CommonOptions common;

    @Mixin
    private SeedOption seed;

    @Option(
            names = "--tests",
            required = true,
            paramLabel = "FILE",
            description = "Ranked table of tests, from combine.")
    private Path tests;

    @Option(
            names = "--max-fdr",
            paramLabel = "NUMBER",
            description = "Highest false discovery rate (fdr_bh) of a changed pair (default: ${DEFAULT-VALUE}).")
    private double maxFdr = ChangedNetwork.Options.DEFAULTS.most();

    @Option(names = "--max-p", paramLabel = "NUMBER", description = "Instead: highest p-value of a changed pair.")
    private @Nullable Double maxP;

    @Option(
            names = "--resolution",
            paramLabel = "NUMBER",
            description = "Resolution of communities, greater gives more (default: ${DEFAULT-VALUE}).")
    private double resolution = Leiden.Options.DEFAULTS.resolution();

    @Option(
            names = "--min-size",
            paramLabel = "N",
            description = "Fewest genes of a community that is written (default: ${DEFAULT-VALUE}).")
    private int minSize = 3;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Network to write.")
    @OutputForm.Of(OutputForm.NETWORK)
    private Path output;

    @Option(
            names = "--hubs-output",
            paramLabel = "FILE",
            description = "Table to write, one row a gene: tested, gained, lost and reversed pairs.")
    @OutputForm.Of(OutputForm.TABLE)
    private @Nullable Path hubsOutput;

    @Option(names = "--modules-output", paramLabel = "FILE", description = "GMT file of the communities to write.")
    @OutputForm.Of(OutputForm.GMT)
    private @Nullable Path modulesOutput;

    @Override
    public Integer call() {
        if (maxP != null) {
            Tools.refuse(spec, "--max-p", "--max-fdr");
        }
        if (modulesOutput == null) {
            Tools.need(spec, "--modules-output", "--min-size", "--resolution");
        }
        Run run = new Run(spec);
        var options = Tools.options(spec, this::options);
        ChangedNetwork found = ChangedNetwork.of(run.table("tests", tests), options);
        CommonOptions.say(String.format(
                Locale.ROOT,
                "%,d pairs gained, %,d lost, %,d reversed (%s <= %s)",
                found.count(Change.GAINED),
                found.count(Change.LOST),
                found.count(Change.REVERSED),
                options.column(),
                options.most()));
        CellGraph graph = new CellGraph(
                found.graph().nodes(), found.graph().weights(), found.graph().name(), run.history());
        Run.write(output, path -> NetworkFile.write(path, graph, found.nodes(), found.edges()));
        run.writeIf(hubsOutput, found.hubs(), "hubs");
        Run.write(modulesOutput, path -> GeneSetsFile.write(path, found.communities(minSize)));
        return 0;
    }

    private ChangedNetwork.Options options() {
        var leiden = new Leiden.Options(resolution, Leiden.Options.DEFAULTS.maxIterations(), seed.value());
        Double p = maxP;
        return p == null
                ? new ChangedNetwork.Options(ChangedNetwork.Options.DEFAULTS.column(), maxFdr, leiden)
                : new ChangedNetwork.Options("p_value", p, leiden);
    }
}
