package org.screlate.tool.evaluate;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Annotations;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.GeneSet;
import org.screlate.data.Ontology;
import org.screlate.evaluate.AnnotatedGenes;
import org.screlate.evaluate.AnnotationPrediction;
import org.screlate.evaluate.OntologyEvaluation;
import org.screlate.evaluate.TermUse;
import org.screlate.io.AnnotationsFile;
import org.screlate.io.OntologyFile;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.OutputForm;
import org.screlate.tool.Run;
import org.screlate.tool.SeedOption;
import org.screlate.tool.Tools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Predicts from profiles what genes are known to do. */
@Command(
        name = "annotations",
        description = {
            "Scores how well what genes are known to do is predicted from their profiles.",
            "Writes one row per score: task, name, metric, value, n."
        },
        footer = {
            "screlate-evaluate annotations --profiles expression=expression.arrow --gene-sets sets.gmt --min-size 5 --output scores.tsv"
        })
final class EvaluateAnnotations implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private SeedOption seed;

    @Mixin
    private JudgedProfiles profiles;

    @Option(
            names = "--gene-sets",
            paramLabel = "FILE",
            description = "GMT file of gene sets to predict (instead of --ontology and --annotations).")
    private @Nullable Path sets;

    @Option(names = "--ontology", paramLabel = "OBO", description = "Terms, such as the Gene Ontology.")
    private @Nullable Path ontology;

    @Option(names = "--annotations", paramLabel = "GAF", description = "Terms of each gene.")
    private @Nullable Path annotations;

    @Option(
            names = "--namespace",
            paramLabel = "NAME",
            description = "Namespace of the terms (default: ${DEFAULT-VALUE}).")
    private String namespace = OntologyEvaluation.Options.DEFAULTS.namespace();

    @Option(
            names = "--network",
            paramLabel = "NAME=FILE",
            description = "Network whose degrees are judged beside the profiles; may be given several times.")
    private Map<String, Path> networks = new LinkedHashMap<>();

    @Option(
            names = "--min-size",
            paramLabel = "N",
            description = "Smallest term to take, in genes (default: ${DEFAULT-VALUE}).")
    private int least = OntologyEvaluation.Options.DEFAULTS.leastGenes();

    @Option(
            names = "--max-size",
            paramLabel = "N",
            description = "Largest term to take, in genes (default: ${DEFAULT-VALUE}).")
    private int most = OntologyEvaluation.Options.DEFAULTS.mostGenes();

    @Option(
            names = "--folds",
            paramLabel = "N",
            description = "Parts of the genes that are predicted in turn (default: ${DEFAULT-VALUE}).")
    private int folds = AnnotationPrediction.Options.DEFAULTS.folds();

    @Option(
            names = "--components",
            paramLabel = "N",
            description = "Most dimensions of profiles that predict; of more, as of more than the fewest, as many"
                    + " principal components are taken (default: ${DEFAULT-VALUE}).")
    private int components = AnnotationPrediction.Options.DEFAULTS.components();

    @Option(
            names = "--hidden",
            paramLabel = "N",
            description = "Values in each hidden layer of what predicts (default: ${DEFAULT-VALUE}).")
    private int hidden = AnnotationPrediction.Options.DEFAULTS.hidden();

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Walks over all genes in training (default: ${DEFAULT-VALUE}).")
    private int epochs = AnnotationPrediction.Options.DEFAULTS.epochs();

    @Option(
            names = "--sets-output",
            paramLabel = "FILE",
            description = "Table to write, one row for each network or profile and gene set: auroc, average_precision.")
    @OutputForm.Of(OutputForm.TABLE)
    private @Nullable Path setsOutput;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Table of metrics to write.")
    @OutputForm.Of(OutputForm.TABLE)
    private Path output;

    @Override
    public Integer call() {
        Run run = new Run(spec);
        var options = Tools.options(
                spec,
                () -> new AnnotationPrediction.Options(least, most, folds, components, hidden, epochs, seed.value()));
        Map<String, GeneEmbedding> points = profiles.read(run);
        List<GeneSet> known = known(run, List.copyOf(points.values()));
        var result = new AnnotationPrediction(options)
                .score(points, JudgedNetworks.read(run, networks), known, common.workers(), common.progress());
        CommonOptions.say(result.scored() + " of " + known.size() + " sets have " + least + " to " + most + " of "
                + result.genes() + " genes; predicted from " + result.dimensions() + " dimensions");
        run.write(output, result.metrics(), "metrics");
        run.writeIf(setsOutput, result.sets(), "gene sets");
        return 0;
    }

    private List<GeneSet> known(Run run, List<GeneEmbedding> embeddings) {
        if ((sets == null) == (ontology == null) || (ontology == null) != (annotations == null)) {
            throw new ParameterException(spec.commandLine(), "give either --gene-sets or --ontology and --annotations");
        }
        if (ontology == null || annotations == null) {
            Tools.need(spec, "--ontology", "--namespace");
            return run.geneSets("gene-sets", Objects.requireNonNull(sets));
        }
        Annotations terms = AnnotationsFile.read(run.file("annotations", annotations));
        Ontology known = OntologyFile.read(run.file("ontology", ontology));
        TermUse.of(known, terms, List.copyOf(AnnotatedGenes.shared(embeddings)))
                .lines()
                .forEach(CommonOptions::say);
        return AnnotatedGenes.of(known, terms, namespace, embeddings).sets(known);
    }
}
