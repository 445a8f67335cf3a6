package org.screlate.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.screlate.data.CellGraph;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.GeneSet;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Progress;
import org.screlate.data.Table;
import org.screlate.graph.NodeStatistics;
import org.screlate.graph.RandomWalk;
import org.screlate.graph.Rewiring;
import org.screlate.graph.UndirectedEdges;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.stats.random.RandomOrder;
import org.screlate.stats.random.Streams;
import org.screlate.stats.test.RankScores;

/**
 * How well networks know gene sets such as pathways: each third of a set is to be found among genes that are not in it,
 * from the other two thirds, by random walks. All networks are cut to the genes that all of them have, and judged on the
 * same thirds and the same genes beside them.
 *
 * <p>The degree of a gene in the network, which knows nothing of the set, is scored beside the walks. With random networks
 * of the same degrees, \(z = (a - \bar a_r) / s_r\) of a set's average precision \(a\) against theirs.
 *
 * @see <a href="https://doi.org/10.1038/s41592-025-02627-0">Sheinin, Sharan and Madi (2025)</a>
 */
public final class PathwayEvaluation {
    private static final int THIRDS = 3;

    private final Options options;

    /** Creates it; nothing is computed until {@link #score}. */
    public PathwayEvaluation(Options options) {
        this.options = options;
    }

    /**
     * Settings.
     *
     * @param leastGenes of a set, among the shared genes
     * @param mostGenes of a set, among the shared genes
     * @param negatives genes outside the set for each gene to find
     * @param randomNetworks of the same degrees, for z; 0 for none
     * @param seed of the thirds, the genes outside and the random networks
     */
    public record Options(
            RandomWalk.Options walk, int leastGenes, int mostGenes, int negatives, int randomNetworks, long seed) {
        /** Sets of the usual sizes. */
        public static final Options DEFAULTS = new Options(RandomWalk.Options.DEFAULTS, 30, 300, 10, 0, 0);

        /** Checks them. */
        public Options {
            if (leastGenes < THIRDS || mostGenes < leastGenes) {
                throw new IllegalArgumentException("--min-size must be at least 3 and at most --max-size, not "
                        + leastGenes + " and " + mostGenes);
            }
            if (negatives < 1) {
                throw new IllegalArgumentException("--negatives must be at least 1, not " + negatives);
            }
            if (randomNetworks < 0 || randomNetworks == 1) {
                throw new IllegalArgumentException(
                        "--random-networks must be 0, or 2 and more for a spread, not " + randomNetworks);
            }
        }
    }

    /**
     * What was found.
     *
     * @param metrics for each network, of its walks and of its degrees: mean AUROC and average precision over sets
     * @param sets one row for each network and set: names, number of genes, auroc, average precision, that of the degrees,
     *     z (missing without random networks)
     * @param genes shared by all networks
     * @param scored sets of a size within the limits
     */
    public record Result(Table metrics, Table sets, int genes, int scored) {}

    /** Scores networks by name on the same sets. */
    public Result score(Map<String, CellGraph> networks, List<GeneSet> sets, Workers workers, Progress progress) {
        List<String> genes = shared(networks);
        List<Task> tasks = tasks(genes, sets);
        Metrics metrics = new Metrics("pathways");
        List<Scored> all = new ArrayList<>();
        Map<String, SparseMatrix> cut = new LinkedHashMap<>();
        networks.forEach((name, network) -> cut.put(name, cut(network, genes)));
        cut.forEach((name, edges) -> {
            Scored scored = scored(name, edges, tasks, workers, progress);
            all.add(scored);
            addTo(metrics, scored, tasks.size());
        });
        return new Result(metrics.table(), table(tasks, all), genes.size(), tasks.size());
    }

    private static List<String> shared(Map<String, CellGraph> networks) {
        Set<String> shared = new LinkedHashSet<>();
        networks.values().forEach(network -> shared.addAll(network.nodes()));
        networks.values().forEach(network -> shared.retainAll(Set.copyOf(network.nodes())));
        if (shared.isEmpty()) {
            throw new InvalidInputException("no gene is in all of the networks " + String.join(", ", networks.keySet())
                    + "; do they name genes alike?");
        }
        return List.copyOf(shared);
    }

    private static SparseMatrix cut(CellGraph network, List<String> genes) {
        Map<String, Integer> index = CellMatrix.index("node", network.nodes());
        int[] nodes = genes.stream().mapToInt(index::get).toArray();
        return UndirectedEdges.of(network.weights()).selectRows(nodes).selectColumns(nodes);
    }

    /** A set with its members in random order, of which each third is found in turn among genes outside. */
    private record Task(GeneSet set, int[] members, int[] outside) {
        /** The members that are found, or those that they are found from. */
        int[] part(int third, boolean found) {
            return IntStream.range(0, members.length)
                    .filter(i -> (i % THIRDS == third) == found)
                    .map(i -> members[i])
                    .toArray();
        }
    }

    private List<Task> tasks(List<String> genes, List<GeneSet> sets) {
        Map<String, Integer> index = CellMatrix.index("gene", genes);
        long key = Streams.key(options.seed, "thirds of a set");
        List<Task> tasks = new ArrayList<>();
        int known = 0;
        for (GeneSet set : sets) {
            SplittableRandom own = Streams.of(key, set.name());
            int[] members = set.genes().stream()
                    .filter(index::containsKey)
                    .mapToInt(index::get)
                    .toArray();
            known += members.length;
            if (members.length >= options.leastGenes
                    && members.length <= options.mostGenes
                    && members.length < genes.size()) {
                RandomOrder.shuffle(members, own);
                tasks.add(new Task(set, members, outside(members, genes.size(), own)));
            }
        }
        if (tasks.isEmpty()) {
            throw new InvalidInputException("none of " + sets.size() + " gene sets has " + options.leastGenes + " to "
                    + options.mostGenes + " of the " + genes.size() + " genes that all networks have"
                    + (known == 0 ? ": not one of their genes is among these; do both name genes alike?" : ""));
        }
        return tasks;
    }

    private int[] outside(int[] members, int genes, SplittableRandom random) {
        boolean[] inside = new boolean[genes];
        IntStream.of(members).forEach(g -> inside[g] = true);
        int[] outside = IntStream.range(0, genes).filter(g -> !inside[g]).toArray();
        RandomOrder.shuffle(outside, random);
        long wanted = (long) options.negatives * ((members.length + THIRDS - 1) / THIRDS);
        return Arrays.copyOf(outside, (int) Math.min(outside.length, wanted));
    }

    /** Of each set, the means over its thirds; z NaN without random networks. */
    private record Scored(String network, double[] auroc, double[] precision, double[] byDegree, double[] z) {}

    private Scored scored(String name, SparseMatrix edges, List<Task> tasks, Workers workers, Progress progress) {
        double[][] walked = walked(edges, tasks, workers);
        int[] degrees = NodeStatistics.of(edges, workers).degrees();
        float[] degreeScores = new float[degrees.length];
        for (int g = 0; g < degrees.length; g++) {
            degreeScores[g] = degrees[g];
        }
        double[] byDegree = new double[tasks.size()];
        for (int t = 0; t < byDegree.length; t++) {
            for (int third = 0; third < THIRDS; third++) {
                byDegree[t] += judged(tasks.get(t), third, degreeScores)[1] / THIRDS;
            }
        }
        double[][] random = new double[options.randomNetworks][];
        for (int r = 0; r < random.length; r++) {
            random[r] = walked(Rewiring.of(edges, Streams.key(options.seed, "random network", r)), tasks, workers)[1];
            progress.at("random networks of " + name, r + 1, random.length);
        }
        return new Scored(name, walked[0], walked[1], byDegree, standardised(walked[1], random));
    }

    /** AUROC and average precision of each set. */
    private double[][] walked(SparseMatrix edges, List<Task> tasks, Workers workers) {
        int[][] seeds = new int[Sizes.product(tasks.size(), THIRDS)][];
        Arrays.setAll(seeds, i -> tasks.get(i / THIRDS).part(i % THIRDS, false));
        double[][] thirds = new double[seeds.length][];
        new RandomWalk(edges, options.walk)
                .scores(seeds, (i, scores) -> thirds[i] = judged(tasks.get(i / THIRDS), i % THIRDS, scores), workers);
        double[][] means = new double[2][tasks.size()];
        for (int i = 0; i < thirds.length; i++) {
            means[0][i / THIRDS] += thirds[i][0] / THIRDS;
            means[1][i / THIRDS] += thirds[i][1] / THIRDS;
        }
        return means;
    }

    private static double[] judged(Task task, int third, float[] scores) {
        double[] positive = of(scores, task.part(third, true));
        double[] negative = of(scores, task.outside);
        return new double[] {RankScores.auroc(positive, negative), RankScores.averagePrecision(positive, negative)};
    }

    private static double[] of(float[] scores, int[] genes) {
        return IntStream.of(genes).mapToDouble(g -> scores[g]).toArray();
    }

    private static double[] standardised(double[] found, double[][] random) {
        double[] z = new double[found.length];
        for (int t = 0; t < z.length; t++) {
            int task = t;
            double[] values =
                    Arrays.stream(random).mapToDouble(row -> row[task]).toArray();
            double mean = DoubleStream.of(values).average().orElse(Double.NaN);
            double squares =
                    DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum();
            z[t] = (found[t] - mean) / Math.sqrt(squares / (values.length - 1));
        }
        return z;
    }

    private static void addTo(Metrics metrics, Scored scored, int sets) {
        metrics.add(scored.network, "auroc", mean(scored.auroc), sets)
                .add(scored.network, "average_precision", mean(scored.precision), sets)
                .add(scored.network, "average_precision_of_degrees", mean(scored.byDegree), sets);
        double[] z = DoubleStream.of(scored.z).filter(Double::isFinite).toArray();
        if (z.length > 0) {
            double above = DoubleStream.of(z).filter(value -> value > 2).count();
            metrics.add(scored.network, "z", mean(z), z.length)
                    .add(scored.network, "share_of_z_above_2", above / z.length, z.length);
        }
    }

    private static double mean(double[] values) {
        return DoubleStream.of(values).average().orElse(Double.NaN);
    }

    private static Table table(List<Task> tasks, List<Scored> all) {
        String[] networks = all.stream()
                .flatMap(scored -> tasks.stream().map(task -> scored.network))
                .toArray(String[]::new);
        String[] sets = all.stream()
                .flatMap(scored -> tasks.stream().map(task -> task.set.name()))
                .toArray(String[]::new);
        long[] sizes = all.stream()
                .flatMapToLong(scored -> tasks.stream().mapToLong(task -> task.members.length))
                .toArray();
        return Table.ofRows(networks.length)
                .with("network", new Column.Text(networks))
                .with("set", new Column.Text(sets))
                .with("genes", new Column.Whole(sizes))
                .with("auroc", real(all.stream().map(Scored::auroc)))
                .with("average_precision", real(all.stream().map(Scored::precision)))
                .with("average_precision_of_degrees", real(all.stream().map(Scored::byDegree)))
                .with("z", real(all.stream().map(Scored::z)));
    }

    private static Column real(Stream<double[]> parts) {
        return new Column.Real(parts.flatMapToDouble(DoubleStream::of).toArray());
    }
}
