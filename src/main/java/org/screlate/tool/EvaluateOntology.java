package org.screlate.tool;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.screlate.cluster.KMeans;
import org.screlate.data.Annotations;
import org.screlate.data.CellMatrix;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.GeneSet;
import org.screlate.data.Ontology;
import org.screlate.data.Progress;
import org.screlate.data.Table;
import org.screlate.evaluate.AnnotatedGenes;
import org.screlate.evaluate.OntologyEvaluation;
import org.screlate.io.AnnotationsFile;
import org.screlate.io.OntologyFile;
import org.screlate.matrix.DenseMatrix;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The task of {@link Evaluate} about what genes are known to do. */
final class EvaluateOntology {
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
            names = "--sampled-genes",
            paramLabel = "N",
            description = "Genes whose similarities to all others by terms are compared (default: ${DEFAULT-VALUE}).")
    private int sampled = OntologyEvaluation.Options.DEFAULTS.sampled();

    @Option(
            names = "--least-annotated",
            paramLabel = "N",
            description = "Smallest term to take, in genes (default: ${DEFAULT-VALUE}).")
    private int least = OntologyEvaluation.Options.DEFAULTS.leastGenes();

    @Option(
            names = "--most-annotated",
            paramLabel = "N",
            description = "Largest term to take, in genes (default: ${DEFAULT-VALUE}).")
    private int most = OntologyEvaluation.Options.DEFAULTS.mostGenes();

    @Option(
            names = "--gene-clusters",
            paramLabel = "N",
            split = ",",
            description = "Numbers of k-means clusters of genes to look for terms in (default: 20,40,60,80).")
    private List<Integer> clusters = List.of(20, 40, 60, 80);

    Table score(CommandSpec spec, EvaluateInputs inputs, Map<String, GeneEmbedding> points, CommonOptions common) {
        var options = Tools.options(
                spec, () -> new OntologyEvaluation.Options(namespace, sampled, least, most, common.seed()));
        Annotations known = AnnotationsFile.read(inputs.file("annotations", annotations));
        var evaluation = new OntologyEvaluation(
                options, OntologyFile.read(inputs.file("ontology", ontology)), known, List.copyOf(points.values()));
        CommonOptions.say(evaluation.genes().size() + " genes are annotated and in all embeddings; "
                + evaluation.terms() + " terms have " + least + " to " + most + " of them; " + known.negated()
                + " annotations with NOT were left out");
        for (int k : clusters) {
            if (k < 1 || k > evaluation.genes().size()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--gene-clusters must be from 1 to the number of genes, "
                                + evaluation.genes().size() + ", not " + k);
            }
        }
        Map<String, Map<String, int[]>> found = new LinkedHashMap<>();
        points.forEach((name, given) -> found.put(name, clusters(spec, given, evaluation.genes(), common)));
        return evaluation.score(points, found, common.workers());
    }

    /** The genes of each term, of those that all embeddings hold. */
    List<GeneSet> sets(EvaluateInputs inputs, List<GeneEmbedding> embeddings) {
        Annotations known = AnnotationsFile.read(inputs.file("annotations", annotations));
        Ontology terms = OntologyFile.read(inputs.file("ontology", ontology));
        return AnnotatedGenes.of(terms, known, namespace, embeddings).sets(terms);
    }

    int least() {
        return least;
    }

    int most() {
        return most;
    }

    private Map<String, int[]> clusters(
            CommandSpec spec, GeneEmbedding points, List<String> genes, CommonOptions common) {
        Map<String, Integer> rows = CellMatrix.index("gene", points.genes());
        DenseMatrix values =
                points.values().selectRows(genes.stream().mapToInt(rows::get).toArray());
        Map<String, int[]> found = new LinkedHashMap<>();
        for (int k : clusters) {
            var kmeans = new KMeans(Tools.options(
                    spec,
                    () -> new KMeans.Options(
                            k,
                            1,
                            KMeans.Options.DEFAULTS.maxIterations(),
                            KMeans.Options.DEFAULTS.tolerance(),
                            common.seed())));
            found.put(
                    "kmeans_" + k,
                    kmeans.cluster(values, common.workers(), Progress.SILENT).labels());
        }
        return found;
    }
}
