package org.screlate.tool.impute;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.impute.BySample;
import org.screlate.impute.Fitted;
import org.screlate.impute.Imputation;
import org.screlate.impute.Imputed;
import org.screlate.impute.Relations;
import org.screlate.impute.Threshold;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.GraphFile;
import org.screlate.io.TableFile;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.OutputForm;
import org.screlate.tool.SeedOption;
import org.screlate.tool.Tools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fills zeros of log-normalised expression from related cells. */
@Command(
        name = "screlate-impute",
        description = {
            "Puts what is expected of them in the place of zeros of log-normalised expression (recover), smooths it over"
                    + " related cells and genes by scCR (smooth), and tells missed genes from absent ones"
                    + " (--detection-output).",
            "Writes a matrix of the layer expected (sparse), conditional, filled or smoothed (dense, with the mask of"
                    + " the places filled)."
        },
        footer = {
            "screlate-impute --cells expression.arrow --output imputed.arrow",
            "screlate-impute --cells masked.arrow --output recovered.arrow"
        })
public final class Impute implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private SeedOption seed;

    @Option(
            names = "--cells",
            required = true,
            paramLabel = "FILE",
            description = "Cell matrix of log-normalised expression, from screlate-preprocess.")
    private Path cells;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Cell matrix to write.")
    @OutputForm.Of(OutputForm.ARROW)
    private Path output;

    @Option(
            names = "--detection-output",
            paramLabel = "FILE",
            description = "Cell matrix of detection probabilities to write: whether a zero was missed or is not there"
                    + " (default: none).")
    @OutputForm.Of(OutputForm.ARROW)
    private @Nullable Path detectionOutput;

    @Option(
            names = "--conditional-output",
            paramLabel = "FILE",
            description =
                    "For --method expected: cell matrix of conditional expression to write, the value of a zero had the gene"
                            + " been detected (default: none).")
    @OutputForm.Of(OutputForm.ARROW)
    private @Nullable Path conditionalOutput;

    @Option(
            names = "--gene-relations-output",
            paramLabel = "FILE",
            description =
                    "For --method sccr: table of the genes that it joins, as rising together (associating) or against each"
                            + " other (dissociating), to write (default: none).")
    @OutputForm.Of(OutputForm.TABLE)
    private @Nullable Path geneRelationsOutput;

    @Option(
            names = "--threshold",
            paramLabel = "VALUE",
            description =
                    "Not expected: store values below it as zeros, observed ones of recover excepted, and write a sparse"
                            + " matrix (default: a dense matrix of all values).")
    private @Nullable Double threshold;

    @Option(
            names = "--sample-column",
            paramLabel = "COLUMN",
            description = "Column of cell metadata; the cells of each of its values are imputed on their own (default:"
                    + " all together).")
    private @Nullable String sampleColumn;

    @Option(
            names = "--graph",
            paramLabel = "FILE",
            description = "Graph of cells to use in place of the first that the method finds, such as that of"
                    + " screlate-preprocess (default: none).")
    private @Nullable Path graph;

    @Mixin
    private ImputeGenes genes;

    @Mixin
    private ImputeMethod method;

    public static void main(String[] args) {
        System.exit(Tools.run(new Impute(), args));
    }

    /**
     * What was asked for, checked.
     *
     * @param detection where the method does not answer it along
     */
    private record Run(
            Imputation imputation,
            @Nullable Imputation detection,
            Relations relations,
            @Nullable Threshold threshold) {}

    @Override
    public Integer call() {
        method.refuseUnfit(spec, detectionOutput != null, graph != null);
        Run asked = Tools.options(spec, this::run);
        ImputeGenes.Chosen chosen = genes.choose(CellMatrixFile.read(
                cells, "imputation starts from log-normalised expression; run screlate-preprocess", Layer.LOGNORM));
        CellMatrix expression = chosen.expression();
        Relations relations = asked.relations.with(chosen.compared(), weights(expression));
        Run run = fitted(asked, expression, relations);
        Workers workers = common.workers();
        CommonOptions.sayMemory(method.java(), memoryBytes(run, expression, workers));
        sayEmpty(expression);
        Imputed result = run.imputation.impute(expression, relations, workers, common.progress());
        method.sayConvergence(result.convergence());
        Imputed probabilities = run.detection == null
                ? result
                : run.detection.impute(expression, relations, workers, common.progress());
        write(chosen, expression.provenance(), run, result, probabilities, relations, workers);
        CommonOptions.sayCaution(result.cells().layer());
        return 0;
    }

    private Run run() {
        if (sampleColumn != null && graph != null) {
            throw new IllegalArgumentException("--graph relates all cells; leave out it or --sample-column");
        }
        Imputation imputation = method.imputation(seed.value(), furtherLayers());
        boolean alone = detectionOutput != null && !method.answersFurtherLayers();
        return new Run(
                bySample(imputation),
                alone ? bySample(method.detection(seed.value())) : null,
                method.relations(seed.value()),
                threshold == null ? null : new Threshold(threshold));
    }

    private Imputation bySample(Imputation imputation) {
        return sampleColumn == null ? imputation : new BySample(imputation, sampleColumn);
    }

    private List<Layer> furtherLayers() {
        List<Layer> layers = new ArrayList<>();
        if (conditionalOutput != null) {
            layers.add(Layer.CONDITIONAL);
        }
        if (detectionOutput != null) {
            layers.add(Layer.DETECTION);
        }
        return layers;
    }

    /** With no more neighbours than there are other cells, which is said. */
    private Run fitted(Run run, CellMatrix expression, Relations relations) {
        if (sampleColumn != null) {
            CommonOptions.say("the cells of each " + sampleColumn + " are imputed on their own, so samples differ by"
                    + " construction: nothing that compares them may use the result");
        }
        Set<String> adaptable = method.leftOut(spec);
        Fitted imputation = run.imputation.fittedTo(expression, relations, adaptable);
        imputation.notes().forEach(CommonOptions::say);
        Imputation detection = run.detection == null
                ? null
                : run.detection.fittedTo(expression, relations, adaptable).method();
        return new Run(imputation.method(), detection, run.relations, run.threshold);
    }

    private static long memoryBytes(Run run, CellMatrix expression, Workers workers) {
        long imputing = run.imputation.memoryBytes(expression, workers);
        if (run.detection == null) {
            return imputing;
        }
        long result = (long) expression.cells().size() * expression.genes().size() * Float.BYTES;
        return Math.max(imputing, result + run.detection.memoryBytes(expression, workers));
    }

    private @Nullable SparseMatrix weights(CellMatrix expression) {
        return graph == null ? null : Relations.weights(GraphFile.read(graph), expression.cells());
    }

    private Map<String, Path> inputs() {
        Map<String, Path> inputs = new HashMap<>(Map.of("cells", cells));
        if (graph != null) {
            inputs.put("graph", graph);
        }
        genes.addInputs(inputs);
        return inputs;
    }

    private static CellMatrix cut(@Nullable Threshold threshold, CellMatrix result) {
        if (threshold == null) {
            return result;
        }
        Threshold.Result cut = threshold.apply(result);
        CommonOptions.say(String.format(
                Locale.ROOT, "%,d values below %s are stored as zeros", cut.dropped(), threshold.limit()));
        return cut.cells();
    }

    private static void sayEmpty(CellMatrix expression) {
        SparseMatrix values = expression.values().toSparse();
        int empty = 0;
        for (int c = 0; c < values.rows(); c++) {
            empty += values.offsets()[c] == values.offsets()[c + 1] ? 1 : 0;
        }
        if (empty > 0 && empty < values.rows()) {
            CommonOptions.say(
                    empty + " cells have no value in these genes and are like no other: conditional and two-way"
                            + " give them about the mean cell, other methods leave them empty unless --graph joins them to others");
        }
    }

    private void write(
            ImputeGenes.Chosen chosen,
            Provenance before,
            Run run,
            Imputed result,
            Imputed probabilities,
            Relations relations,
            Workers workers) {
        Provenance history = before.then(Tools.step(spec, inputs()));
        if (geneRelationsOutput != null) {
            Table joined = method.sccr().geneRelations(chosen.expression(), relations, workers);
            TableFile.write(geneRelationsOutput, joined, "gene relations", history);
        }
        if (detectionOutput != null) {
            write(detectionOutput, chosen.toWrite(probabilities.of(Layer.DETECTION)), history);
        }
        if (conditionalOutput != null) {
            write(conditionalOutput, chosen.toWrite(result.of(Layer.CONDITIONAL)), history);
        }
        write(output, cut(run.threshold, chosen.toWrite(result.cells())), history);
    }

    private static void write(Path path, CellMatrix result, Provenance history) {
        CellMatrixFile.write(path, result.withProvenance(history));
        long filled = result.imputed() == null ? 0 : result.imputed().count();
        if (filled > 0) {
            CommonOptions.say(String.format(
                    Locale.ROOT, "%s: %,d places filled", result.layer().word(), filled));
        }
    }
}
