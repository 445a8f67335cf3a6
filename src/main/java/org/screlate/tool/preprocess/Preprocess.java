package org.screlate.tool.preprocess;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellGraph;
import org.screlate.data.CellMatrix;
import org.screlate.data.Embedding;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.DelimitedTableFile;
import org.screlate.io.EmbeddingFile;
import org.screlate.io.GraphFile;
import org.screlate.io.TableFile;
import org.screlate.preprocess.CellNeighbours;
import org.screlate.preprocess.DenoisedComponents;
import org.screlate.preprocess.Filter;
import org.screlate.preprocess.HighlyVariableGenes;
import org.screlate.preprocess.LibrarySize;
import org.screlate.preprocess.Preprocessing;
import org.screlate.preprocess.PrincipalComponents;
import org.screlate.preprocess.Scaling;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.Defaults;
import org.screlate.tool.JavaMemory;
import org.screlate.tool.OutputForm;
import org.screlate.tool.Run;
import org.screlate.tool.SeedOption;
import org.screlate.tool.Tools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From counts to expression. */
@Command(
        name = "screlate-preprocess",
        description = {
            "Filters cells and genes, normalises counts and finds variable genes, components and neighbours.",
            "Writes log-normalised expression; the other outputs are made only if asked for."
        },
        footer = {
            "screlate-preprocess --cells counts.arrow --output expression.arrow --pca-output pca.arrow --graph-output graph.arrow",
            "screlate-preprocess --cells thinned.arrow --output denoised.arrow"
        })
public final class Preprocess implements Callable<Integer> {
    private static final String PCA_TSV = "--pca-tsv-output";

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private SeedOption seed;

    @Option(
            names = "--cells",
            paramLabel = "FILE",
            required = true,
            description = "Cell matrix of counts, from screlate-import.")
    private Path cells;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            required = true,
            description = "Cell matrix of log-normalised expression to write.")
    @OutputForm.Of(OutputForm.ARROW)
    private Path output;

    @Option(
            names = "--counts-output",
            paramLabel = "FILE",
            description = "Cell matrix of the counts of kept cells and genes to write.")
    @OutputForm.Of(OutputForm.ARROW)
    private @Nullable Path countsOutput;

    @Option(
            names = "--qc-output",
            paramLabel = "FILE",
            description = "Table to write, one row for each cell of the input.")
    @OutputForm.Of(OutputForm.TABLE)
    private @Nullable Path qcOutput;

    @Option(
            names = "--gene-qc-output",
            paramLabel = "FILE",
            description = "Table to write, one row for each gene of the input.")
    @OutputForm.Of(OutputForm.TABLE)
    private @Nullable Path geneQcOutput;

    @Option(names = "--pca-output", paramLabel = "FILE", description = "Embedding of principal components to write.")
    @OutputForm.Of(OutputForm.ARROW)
    private @Nullable Path pcaOutput;

    @Option(
            names = PCA_TSV,
            paramLabel = "FILE",
            description = "The principal components as text, .tsv or .csv, one row a cell; beside --pca-output or"
                    + " without.")
    @OutputForm.Of(OutputForm.TEXT)
    private @Nullable Path pcaTsvOutput;

    @Option(
            names = "--denoised-output",
            paramLabel = "FILE",
            description = "Embedding to write of components drawn towards those of cells with the same neighbours, for"
                    + " k-means and neighbours; communities (leiden) are better found in --pca-output (default: none).")
    @OutputForm.Of(OutputForm.ARROW)
    private @Nullable Path denoisedOutput;

    @Option(names = "--graph-output", paramLabel = "FILE", description = "Graph of nearest neighbours to write.")
    @OutputForm.Of(OutputForm.ARROW)
    private @Nullable Path graphOutput;

    @Option(
            names = "--scaled-output",
            paramLabel = "FILE",
            description = "Cell matrix of scaled expression of variable genes to write.")
    @OutputForm.Of(OutputForm.ARROW)
    private @Nullable Path scaledOutput;

    @Option(
            names = "--min-counts",
            paramLabel = "N",
            description = "Least counts of a cell (default: ${DEFAULT-VALUE}).")
    private long minCounts = Filter.Options.DEFAULTS.minCounts();

    @Option(
            names = "--min-genes",
            paramLabel = "N",
            description = "Least genes counted in a cell (default: ${DEFAULT-VALUE}).")
    private int minGenes = Filter.Options.DEFAULTS.minGenes();

    @Option(names = "--max-genes", paramLabel = "N", description = "Most genes counted in a cell (default: no limit).")
    private int maxGenes = Filter.Options.DEFAULTS.maxGenes();

    @Option(
            names = "--max-mito",
            paramLabel = "PERCENT",
            description = "Most mitochondrial counts of a cell, in percent (default: ${DEFAULT-VALUE}).")
    private double maxMito = Filter.Options.DEFAULTS.maxMito();

    @Option(
            names = "--min-cells",
            paramLabel = "N",
            description = "Least kept cells that count a gene (default: ${DEFAULT-VALUE}).")
    private int minCells = Filter.Options.DEFAULTS.minCells();

    @Mixin
    private QualityOptions quality;

    @Option(
            names = "--target-sum",
            paramLabel = "SUM",
            description = "Sum that each cell is brought to, a number or 'median' (default: ${DEFAULT-VALUE}).")
    private String targetSum = LibrarySize.Options.MEDIAN;

    @Option(
            names = "--size-factors",
            paramLabel = "GENES",
            description = "Genes whose counts are a cell's size: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Preprocessing.SizeFactors sizeFactors = Preprocessing.Options.DEFAULTS.sizeFactors();

    @Option(
            names = "--hvg-method",
            paramLabel = "METHOD",
            description = "What variation is: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private HighlyVariableGenes.Method hvgMethod = HighlyVariableGenes.Options.DEFAULTS.method();

    @Option(
            names = "--hvg",
            paramLabel = "N",
            description = "Number of highly variable genes (default: ${DEFAULT-VALUE}).")
    private int hvg = HighlyVariableGenes.Options.DEFAULTS.number();

    @Option(
            names = "--batch",
            paramLabel = "COLUMN",
            description = "Column of the cells' metadata with the batches, such as samples: highly variable genes are"
                    + " found in each, and those of most batches taken (default: all cells together).")
    private @Nullable String batch;

    @Option(names = "--hvg-only", description = "Write expression of the highly variable genes only.")
    private boolean hvgOnly;

    @Option(
            names = "--max-value",
            paramLabel = "SD",
            description = "Largest size of a scaled value, in standard deviations (default: ${DEFAULT-VALUE}).")
    private double maxValue = Scaling.Options.DEFAULTS.maxValue();

    @Option(
            names = "--components",
            paramLabel = "N",
            description = "Number of principal components (default: ${DEFAULT-VALUE}).")
    private int components = PrincipalComponents.Options.DEFAULTS.number();

    @Option(
            names = "--pca-input",
            paramLabel = "LAYER",
            description = "What the components are of: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private PrincipalComponents.Input pcaInput = PrincipalComponents.Options.DEFAULTS.input();

    @Option(
            names = "--neighbours",
            paramLabel = "N",
            description = "Nearest neighbours of a cell, itself not counted (default: ${DEFAULT-VALUE}).")
    private int neighbours = CellNeighbours.Options.DEFAULTS.number();

    public static void main(String[] args) {
        System.exit(Tools.run(new Preprocess(), args));
    }

    @Override
    public Integer call() {
        Preprocessing method = new Preprocessing(Tools.options(spec, this::options));
        Scaling scaling = new Scaling(Tools.options(spec, () -> new Scaling.Options(maxValue)));
        refuseWithoutOutput();
        Tools.options(spec, () -> pcaOptions(components));
        Tools.options(spec, () -> new CellNeighbours.Options(neighbours));
        // In two steps, and no name for what was read: it can then go while the rest is at work.
        Preprocessing.Result result = method.express(method.filter(read()));
        result.account().forEach(CommonOptions::say);
        Embedding points = needsComponents() ? points(result) : null;
        CellGraph edges = points == null || graphOutput == null ? null : graph(points);
        Run.write(
                output,
                path -> CellMatrixFile.write(path, hvgOnly ? result.variableExpression() : result.expression()));
        Run.write(pcaOutput, path -> EmbeddingFile.write(path, Objects.requireNonNull(points)));
        Run.write(
                pcaTsvOutput,
                path -> DelimitedTableFile.write(
                        path, Objects.requireNonNull(points).table(Table.ofRows(0))));
        Run.write(denoisedOutput, path -> EmbeddingFile.write(path, denoised(result)));
        Run.write(graphOutput, path -> GraphFile.write(path, Objects.requireNonNull(edges)));
        Run.write(countsOutput, path -> CellMatrixFile.write(path, result.counts()));
        Run.write(scaledOutput, path -> CellMatrixFile.write(path, scaling.scale(result.variableExpression())));
        Run.write(qcOutput, path -> TableFile.write(path, result.cellQuality(), "qc", result.provenance()));
        Run.write(geneQcOutput, path -> TableFile.write(path, result.geneQuality(), "gene qc", result.provenance()));
        return 0;
    }

    /** What shapes only outputs that were not asked for would be taken in silence. */
    private void refuseWithoutOutput() {
        if (!needsComponents()) {
            Tools.need(spec, "--pca-output, --pca-tsv-output or --graph-output", "--components", "--pca-input");
        }
        if (scaledOutput == null && !(needsComponents() && pcaInput == PrincipalComponents.Input.SCALED)) {
            Tools.need(spec, "--scaled-output or --pca-input scaled", "--max-value");
        }
        if (graphOutput == null) {
            Tools.need(spec, "--graph-output", "--neighbours");
        }
    }

    private boolean needsComponents() {
        return pcaOutput != null || pcaTsvOutput != null || graphOutput != null;
    }

    private CellGraph graph(Embedding points) {
        int number = new Defaults(spec).neighbours(neighbours, points);
        return new CellNeighbours(new CellNeighbours.Options(number)).build(points, common.workers());
    }

    private Embedding points(Preprocessing.Result result) {
        CellMatrix variable = result.variableExpression();
        int number = new Defaults(spec)
                .components(
                        components, variable.cells().size(), variable.genes().size());
        PrincipalComponents.Result found = new PrincipalComponents(pcaOptions(number)).find(variable, common.workers());
        CommonOptions.say(found.account());
        return found.coordinates();
    }

    private Embedding denoised(Preprocessing.Result result) {
        var options = new DenoisedComponents.Options(DenoisedComponents.Options.DEFAULTS.number(), seed.value());
        DenoisedComponents.Result found = new DenoisedComponents(options).find(result.counts(), common.workers());
        CommonOptions.say(found.account());
        return found.coordinates();
    }

    private CellMatrix read() {
        CellMatrix matrix = CellMatrixFile.read(cells, "expression is made from counts, and only once", Layer.COUNTS);
        CommonOptions.say(
                "read " + matrix.cells().size() + " cells and " + matrix.genes().size() + " genes");
        for (String column : Preprocessing.ownColumns(matrix)) {
            CommonOptions.say("cell column " + column + " stays as the input has it; ours is in --qc-output only");
        }
        sayMemory(matrix);
        return matrix.withProvenance(matrix.provenance().then(Tools.step(spec, inputs())));
    }

    private Map<String, Path> inputs() {
        Map<String, Path> inputs = new HashMap<>(quality.inputs());
        inputs.put("cells", cells);
        return inputs;
    }

    private void sayMemory(CellMatrix matrix) {
        long cells = matrix.cells().size();
        int genes = matrix.genes().size();
        int variable = Math.min(hvg, genes);
        long stored = matrix.values().toSparse().stored();
        boolean computes = needsComponents() || denoisedOutput != null;
        long components = computes ? PrincipalComponents.memory(stored, variable) : 0;
        long denoised = denoisedOutput == null ? 0 : DenoisedComponents.memory(cells, stored, genes);
        long scaled = scaledOutput == null ? 0 : Scaling.memory(cells, variable);
        CommonOptions.sayMemory(
                computes ? JavaMemory.COMPUTING : JavaMemory.COUNTING,
                Preprocessing.memory(stored) + Math.max(components, denoised) + scaled);
    }

    private Preprocessing.Options options() {
        return new Preprocessing.Options(
                quality.counting(),
                quality.outlying(),
                new Filter.Options(minCounts, minGenes, maxGenes, maxMito, minCells),
                LibrarySize.Options.of(targetSum),
                sizeFactors,
                new HighlyVariableGenes.Options(hvgMethod, hvg),
                batch);
    }

    private PrincipalComponents.Options pcaOptions(int number) {
        return new PrincipalComponents.Options(number, pcaInput, new Scaling.Options(maxValue), seed.value());
    }
}
