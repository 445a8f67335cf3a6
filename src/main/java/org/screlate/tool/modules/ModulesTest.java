package org.screlate.tool.modules;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.coexpress.fit.CopulaModel;
import org.screlate.coexpress.module.ModuleTests;
import org.screlate.coexpress.test.DifferentialCoexpression;
import org.screlate.data.CellMatrix;
import org.screlate.data.CoexpressionModel;
import org.screlate.data.GeneSet;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.graph.Leiden;
import org.screlate.io.GeneSetsFile;
import org.screlate.tool.CoexpressionInput;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.GeneChoice;
import org.screlate.tool.OutputForm;
import org.screlate.tool.Run;
import org.screlate.tool.SeedOption;
import org.screlate.tool.Tools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tests gene sets, or the modules that are found, for a change of coexpression as a whole. */
@Command(
        name = "test",
        description = {
            "Tests gene sets for a change of coexpression between groups as a whole, with subjects as the units.",
            "The model is as for screlate-coexpress, with 'dependence: expression'.",
            "Writes one row per gene set, ranked: mean correlation in each group, p_value (any change), p_value_shift"
                    + " (gain or loss on average), p_value_competitive (more than random pairs), false discovery rates."
        },
        footer = {
            "screlate-modules test --cells counts.arrow --model expression_model.yaml --preset none --gene-sets sets.gmt --output modules.tsv"
        })
final class ModulesTest implements Callable<Integer> {
    private static final ModuleTests.Options DEFAULTS = ModuleTests.Options.DEFAULTS;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private SeedOption seed;

    @Mixin
    private CoexpressionInput input;

    @Option(
            names = "--gene-sets",
            paramLabel = "GMT",
            description = "GMT file of the gene sets to test (default: modules of genes that are coexpressed in all"
                    + " cells, found without looking at groups).")
    private @Nullable Path geneSets;

    @Option(
            names = "--genes",
            paramLabel = "FILE",
            description = "List of the genes to work with: one name a line, or a table (default: all).")
    private @Nullable Path genes;

    @Option(
            names = "--min-size",
            paramLabel = "N",
            description = "Leave out sets with fewer genes that can be used (default: ${DEFAULT-VALUE}).")
    private int minSize = DEFAULTS.leastGenes();

    @Option(
            names = "--max-size",
            paramLabel = "N",
            description = "Leave out sets with more (default: ${DEFAULT-VALUE}).")
    private int maxSize = DEFAULTS.mostGenes();

    @Option(
            names = "--background-pairs",
            paramLabel = "N",
            description = "Random pairs that sets are compared with, at most (default: ${DEFAULT-VALUE}).")
    private int backgroundPairs = DEFAULTS.backgroundPairs();

    @Option(
            names = "--null",
            paramLabel = "WHAT",
            description = "What subjects could as well be if groups did not differ: ${COMPLETION-CANDIDATES}"
                    + " (default: ${DEFAULT-VALUE}).")
    private ModuleTests.Chance chance = DEFAULTS.chance();

    @Option(
            names = "--permutations",
            paramLabel = "N",
            description = "Relabellings of subjects, at most (--null relabelling; default: ${DEFAULT-VALUE}).")
    private int permutations = DEFAULTS.relabelings();

    @Option(
            names = "--resolution",
            paramLabel = "NUMBER",
            description =
                    "Resolution of modules, greater finds more (without --gene-sets; default:" + " ${DEFAULT-VALUE}).")
    private double resolution = Leiden.Options.DEFAULTS.resolution();

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Table of tests to write.")
    @OutputForm.Of(OutputForm.TABLE)
    private Path output;

    @Option(
            names = "--modules-output",
            paramLabel = "FILE",
            description = "GMT file of the modules to write (without --gene-sets).")
    @OutputForm.Of(OutputForm.GMT)
    private @Nullable Path modulesOutput;

    @Option(
            names = "--hubs-output",
            paramLabel = "FILE",
            description = "Table to write, one row a gene: whether its pairs with all others change as a whole.")
    @OutputForm.Of(OutputForm.TABLE)
    private @Nullable Path hubsOutput;

    @Override
    public Integer call() {
        if (geneSets != null) {
            Tools.refuse(spec, "--gene-sets", "--resolution", "--modules-output");
        }
        if (chance != ModuleTests.Chance.RELABELLING) {
            Tools.need(spec, "--null relabelling", "--permutations");
        }
        Run run = new Run(spec);
        ModuleTests tests = tests(run);
        CommonOptions.say(tests.summary());
        Leiden.Options leiden = Tools.options(
                spec, () -> new Leiden.Options(resolution, Leiden.Options.DEFAULTS.maxIterations(), seed.value()));
        Path given = geneSets;
        List<GeneSet> sets = given == null
                ? tests.coexpressed(common.progress()).modules(leiden, minSize)
                : run.geneSets("gene-sets", given);
        Table table = tests.test(sets, common.progress());
        CommonOptions.say("tested " + ModuleTests.tested(table) + " of " + sets.size() + " gene sets");
        run.write(output, table, "tests of gene sets");
        Run.write(modulesOutput, path -> GeneSetsFile.write(path, sets));
        if (hubsOutput != null) {
            run.write(hubsOutput, tests.hubs(common.progress()), "tests of genes");
        }
        return 0;
    }

    private ModuleTests tests(Run run) {
        ModuleTests.Options options = Tools.options(
                spec,
                () -> new ModuleTests.Options(minSize, maxSize, backgroundPairs, chance, permutations, seed.value()));
        run.file("cells", input.cells());
        run.file("model", input.model());
        CoexpressionInput.Study<DifferentialCoexpression> study = input.read(spec, false, this::pairTests);
        CellMatrix matrix = study.matrix();
        run.add(matrix.provenance());
        int[] chosen = genes == null
                ? IntStream.range(0, matrix.genes().size()).toArray()
                : GeneChoice.listed(run.file("genes", genes), matrix.genes());
        return new ModuleTests(study.pairs(), study.tests(), chosen, options, common.workers());
    }

    private DifferentialCoexpression pairTests(CoexpressionModel asked) {
        CopulaModel.Options fit = CopulaModel.Options.DEFAULTS.with(CopulaModel.Dependence.of(asked));
        if (!fit.dependence().isOfRates()) {
            throw new InvalidInputException(input.model()
                    + ": gene sets are tested by the dependence of expression; write dependence: expression");
        }
        return new DifferentialCoexpression(List.of(CopulaModel.Family.GAUSSIAN), fit);
    }
}
