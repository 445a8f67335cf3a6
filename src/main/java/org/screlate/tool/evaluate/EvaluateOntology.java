package org.screlate.tool.evaluate;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.screlate.cluster.KMeans;
import org.screlate.data.Annotations;
import org.screlate.data.CellMatrix;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.Ontology;
import org.screlate.data.Progress;
import org.screlate.evaluate.AnnotatedGenes;
import org.screlate.evaluate.OntologyEvaluation;
import org.screlate.evaluate.TermUse;
import org.screlate.io.AnnotationsFile;
import org.screlate.io.OntologyFile;
import org.screlate.matrix.DenseMatrix;
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

/** Compares profiles of genes with what an ontology tells of them. */
@Command(
        name = "ontology",
        description = {
            "Compares profiles of genes with the terms that an ontology gives them.",
            "Writes one row per score: task, name, metric, value, n."
        },
        footer = {
            "screlate-evaluate ontology --profiles expression=expression.arrow --ontology go.obo --annotations genes.gaf --min-size 5 --gene-clusters 3 --output scores.tsv"
        })
final class EvaluateOntology implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Mixin
    private SeedOption seed;

    @Mixin
    private JudgedProfiles profiles;

    @Option(
            names = "--ontology",
            required = true,
            paramLabel = "OBO",
            description = "Terms, such as the Gene Ontology.")
    private Path ontology;

    @Option(names = "--annotations", required = true, paramLabel = "GAF", description = "Terms of each gene.")
    private Path annotations;

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
            names = "--gene-clusters",
            paramLabel = "N",
            split = ",",
            description = "Numbers of k-means clusters of genes to look for terms in (default: 20,40,60,80).")
    private List<Integer> clusters = List.of(20, 40, 60, 80);

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Table of metrics to write.")
    @OutputForm.Of(OutputForm.TABLE)
    private Path output;

    @Override
    public Integer call() {
        Run run = new Run(spec);
        var options = Tools.options(
                spec, () -> new OntologyEvaluation.Options(namespace, sampled, least, most, seed.value()));
        Map<String, GeneEmbedding> points = profiles.read(run);
        Annotations known = AnnotationsFile.read(run.file("annotations", annotations));
        Ontology terms = OntologyFile.read(run.file("ontology", ontology));
        List<GeneEmbedding> embeddings = List.copyOf(points.values());
        TermUse.of(terms, known, List.copyOf(AnnotatedGenes.shared(embeddings)))
                .lines()
                .forEach(CommonOptions::say);
        var evaluation = new OntologyEvaluation(options, terms, known, embeddings);
        CommonOptions.say(evaluation.genes().size() + " genes are annotated and in all embeddings; "
                + evaluation.terms() + " terms have " + least + " to " + most + " of them; " + known.negated()
                + " annotations with NOT were left out");
        checkClusters(evaluation.genes().size());
        Map<String, Map<String, int[]>> found = new LinkedHashMap<>();
        points.forEach((name, given) -> found.put(name, clusters(given, evaluation.genes())));
        run.write(output, evaluation.score(points, found, common.workers()), "metrics");
        return 0;
    }

    private void checkClusters(int genes) {
        for (int k : clusters) {
            if (k < 1 || k > genes) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--gene-clusters must be from 1 to the number of genes, " + genes + ", not " + k);
            }
        }
    }

    private Map<String, int[]> clusters(GeneEmbedding points, List<String> genes) {
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
                            seed.value())));
            found.put(
                    "kmeans_" + k,
                    kmeans.cluster(values, common.workers(), Progress.SILENT).labels());
        }
        return found;
    }
}
