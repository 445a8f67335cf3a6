package org.screlate.tool;

import java.util.List;
import java.util.Map;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.GeneSet;
import org.screlate.data.Table;
import org.screlate.evaluate.AnnotationPrediction;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The task of {@link Evaluate} that predicts what genes are known to do. */
final class EvaluateAnnotations {
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

    Table score(
            CommandSpec spec,
            EvaluateInputs inputs,
            EvaluateNetworks networks,
            EvaluateOntology ontology,
            CommonOptions common) {
        var options = Tools.options(
                spec,
                () -> new AnnotationPrediction.Options(
                        ontology.least(), ontology.most(), folds, components, hidden, epochs, common.seed()));
        Map<String, GeneEmbedding> profiles = networks.points(inputs);
        List<GeneSet> sets =
                networks.hasSets() ? networks.sets(inputs) : ontology.sets(inputs, List.copyOf(profiles.values()));
        var result = new AnnotationPrediction(options)
                .score(profiles, networks.graphs(inputs), sets, common.workers(), common.progress());
        CommonOptions.say(result.scored() + " of " + sets.size() + " sets have " + ontology.least() + " to "
                + ontology.most() + " of " + result.genes() + " genes; predicted from " + result.dimensions()
                + " dimensions");
        networks.writeSets(result.sets(), inputs, common);
        return result.metrics();
    }
}
