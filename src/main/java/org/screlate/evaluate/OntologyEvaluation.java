package org.screlate.evaluate;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.screlate.data.Annotations;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.Ontology;
import org.screlate.data.Table;
import org.screlate.matrix.Workers;
import org.screlate.stats.math.Median;
import org.screlate.stats.random.RandomOrder;
import org.screlate.stats.random.Streams;
import org.screlate.stats.test.MultipleTesting;
import org.screlate.stats.test.Overlap;
import org.screlate.stats.test.RankScores;

/**
 * What embeddings of genes know of an ontology. Over genes that all of them hold:
 * <ul>
 *   <li>for each of some genes drawn at random, the correlation over all others of {@link TermSimilarity} with the
 *       correlation of coordinates;
 *   <li>for each term of fitting size, the AUROC of finding a third of its genes by the votes of the others: the weight
 *       of the known genes of the term among all, \(\sum_{h \in T} w_{gh} / \sum_h w_{gh}\) with \(w = (1 + r) / 2\);
 *   <li>for clusters of genes, the share that holds more genes of some term than chance gives (hypergeometric, 5 % after
 *       Benjamini and Hochberg over the terms).
 * </ul>
 * A gene has the terms it is annotated with and, for the last two, all above them by is a and part of.
 *
 * @see <a href="https://doi.org/10.1093/bioinformatics/btw695">Ballouz et al. (2017), for the votes</a>
 */
public final class OntologyEvaluation {
    private static final int FOLDS = 3;
    private static final double LEVEL = 0.05;

    private final Options options;
    private final List<String> genes;
    private final List<int[]> direct;
    private final Ontology ontology;
    /** Genes of each term, by numbers in {@link #genes}. */
    private final Map<Integer, BitSet> members;

    /**
     * What is scored.
     *
     * @param namespace of the terms
     * @param sampled genes whose similarities to all others are compared
     * @param leastGenes terms with fewer genes are left out of votes and clusters
     * @param mostGenes terms with more are left out
     * @param seed of the sample and the folds
     */
    public record Options(String namespace, int sampled, int leastGenes, int mostGenes, long seed) {
        /** As usual. */
        public static final Options DEFAULTS = new Options("biological_process", 500, 20, 500, 0);

        /** Checks the numbers. */
        public Options {
            if (sampled < 3) {
                throw new IllegalArgumentException("sampled genes < 3: " + sampled);
            }
            if (leastGenes < FOLDS || mostGenes < leastGenes) {
                throw new IllegalArgumentException(
                        "sizes of terms not from " + FOLDS + " up: " + leastGenes + " to " + mostGenes);
            }
        }
    }

    /** Takes the genes that are in all embeddings and annotated within the namespace. */
    public OntologyEvaluation(
            Options options, Ontology ontology, Annotations annotations, List<GeneEmbedding> embeddings) {
        this.options = options;
        this.ontology = ontology;
        AnnotatedGenes annotated = AnnotatedGenes.of(ontology, annotations, options.namespace(), embeddings);
        genes = annotated.genes();
        direct = annotated.direct();
        members = new TreeMap<>(annotated.members());
        members.values()
                .removeIf(set -> set.cardinality() < options.leastGenes()
                        || set.cardinality() > options.mostGenes()
                        || set.cardinality() >= genes.size());
    }

    /** The genes scored. */
    public List<String> genes() {
        return genes;
    }

    /** How many terms have a fitting number of genes. */
    public int terms() {
        return members.size();
    }

    /**
     * Scores embeddings.
     *
     * @param clusters for each embedding, clusterings of {@link #genes} by their names; may be empty
     */
    public Table score(
            Map<String, GeneEmbedding> embeddings, Map<String, Map<String, int[]>> clusters, Workers workers) {
        int[] sample = sample();
        double[][] similarity = similarities(sample, workers);
        Metrics metrics = new Metrics("ontology");
        embeddings.forEach((name, embedding) -> {
            double[][] points = CorrelatedPoints.of(embedding, genes);
            double[] agreement = agreement(sample, similarity, points, workers);
            metrics.add(name, "similarity_correlation_mean", mean(agreement), agreement.length);
            metrics.add(name, "similarity_correlation_median", Median.of(agreement), agreement.length);
            if (!members.isEmpty()) {
                double[] auroc = votes(points, workers);
                metrics.add(name, "votes_auroc_mean", mean(auroc), auroc.length);
                metrics.add(name, "votes_auroc_median", Median.of(auroc), auroc.length);
            }
            clusters.getOrDefault(name, Map.of()).forEach((clustering, labels) -> {
                int count = Arrays.stream(labels).max().orElse(-1) + 1;
                metrics.add(name, clustering + "_share_enriched", (double) enriched(labels, count) / count, count);
            });
        });
        return metrics.table();
    }

    private int[] sample() {
        int[] order = IntStream.range(0, genes.size()).toArray();
        RandomOrder.shuffle(order, Streams.of(options.seed(), "sampled genes"));
        return Arrays.stream(order).limit(options.sampled()).sorted().toArray();
    }

    /** Of the sampled genes to all, {@code [sample][genes]}. */
    private double[][] similarities(int[] sample, Workers workers) {
        TermSimilarity terms = new TermSimilarity(ontology, TermSimilarity.Weights.DEFAULTS);
        int[] used =
                direct.stream().flatMapToInt(Arrays::stream).distinct().sorted().toArray();
        TermSimilarity.Meaning[] meanings =
                Arrays.stream(used).mapToObj(terms::meaning).toArray(TermSimilarity.Meaning[]::new);
        List<int[]> numbered = direct.stream()
                .map(its -> Arrays.stream(its)
                        .map(term -> Arrays.binarySearch(used, term))
                        .toArray())
                .toList();
        double[][] similarity = new double[sample.length][];
        workers.forEach(sample.length, i -> similarity[i] = terms.toGenes(numbered.get(sample[i]), numbered, meanings));
        return similarity;
    }

    /** Of each sampled gene, the correlation over all others of what is known with what the points show. */
    private static double[] agreement(int[] sample, double[][] similarity, double[][] points, Workers workers) {
        double[] found = new double[sample.length];
        workers.forEach(sample.length, i -> {
            double[] known = new double[points.length - 1];
            double[] seen = new double[points.length - 1];
            for (int j = 0, to = 0; j < points.length; j++) {
                if (j != sample[i]) {
                    known[to] = similarity[i][j];
                    seen[to++] = CorrelatedPoints.correlation(points[sample[i]], points[j]);
                }
            }
            found[i] = CorrelatedPoints.correlation(
                    CorrelatedPoints.standardised(known), CorrelatedPoints.standardised(seen));
        });
        return found;
    }

    private double[] votes(double[][] points, Workers workers) {
        double[] all =
                CorrelatedPoints.sum(points, IntStream.range(0, points.length).toArray());
        List<Map.Entry<Integer, BitSet>> terms = List.copyOf(members.entrySet());
        double[] auroc = new double[terms.size()];
        workers.forEach(terms.size(), t -> {
            // A stream of its own for each term, so that neither threads nor other terms change its folds.
            SplittableRandom random =
                    Streams.of(options.seed(), "folds of a term", terms.get(t).getKey());
            auroc[t] = votes(points, all, terms.get(t).getValue(), random);
        });
        return auroc;
    }

    private static double votes(double[][] points, double[] all, BitSet term, SplittableRandom random) {
        int[] shuffled = term.stream().toArray();
        RandomOrder.shuffle(shuffled, random);
        double sum = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            int f = fold;
            int[] hidden = IntStream.range(0, shuffled.length)
                    .filter(i -> i % FOLDS == f)
                    .map(i -> shuffled[i])
                    .toArray();
            int[] known = IntStream.range(0, shuffled.length)
                    .filter(i -> i % FOLDS != f)
                    .map(i -> shuffled[i])
                    .toArray();
            double[] knownSum = CorrelatedPoints.sum(points, known);
            double[] positive = Arrays.stream(hidden)
                    .mapToDouble(g -> vote(points[g], knownSum, known.length, all, points.length))
                    .toArray();
            double[] negative = IntStream.range(0, points.length)
                    .filter(g -> !term.get(g))
                    .mapToDouble(g -> vote(points[g], knownSum, known.length, all, points.length))
                    .toArray();
            sum += RankScores.auroc(positive, negative);
        }
        return sum / FOLDS;
    }

    private static double vote(double[] point, double[] known, int knownGenes, double[] all, int allGenes) {
        return (knownGenes + CorrelatedPoints.correlation(point, known))
                / (allGenes + CorrelatedPoints.correlation(point, all));
    }

    private int enriched(int[] labels, int count) {
        int[] sizes = new int[count];
        Arrays.stream(labels).forEach(label -> sizes[label]++);
        double[][] p = new double[count][members.size()];
        int t = 0;
        for (BitSet term : members.values()) {
            int[] overlap = new int[count];
            term.stream().forEach(g -> overlap[labels[g]]++);
            for (int c = 0; c < count; c++) {
                p[c][t] = Overlap.atLeast(overlap[c], term.cardinality(), sizes[c], labels.length);
            }
            t++;
        }
        return (int) Arrays.stream(p)
                .filter(row ->
                        Arrays.stream(MultipleTesting.benjaminiHochberg(row)).anyMatch(q -> q < LEVEL))
                .count();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
