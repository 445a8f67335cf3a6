package org.screlate.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.screlate.data.CellGraph;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.GeneSet;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Progress;
import org.screlate.data.Table;
import org.screlate.graph.NodeStatistics;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.PrincipalAxes;
import org.screlate.matrix.Workers;
import org.screlate.nn.RowStandardisation;
import org.screlate.stats.random.RandomOrder;
import org.screlate.stats.random.Streams;
import org.screlate.stats.test.RankScores;

/**
 * How well the sets that genes belong to, such as the terms of an ontology, are predicted from profiles of the genes by one
 * {@link LabelModel} for all sets, in cross-validation. Over genes that all profiles hold and that are in any set. A set's
 * AUROC and average precision are means over the folds that hold some of its genes.
 *
 * <p>Profiles of more dimensions than the fewest are reduced to as many principal components, so that none has an
 * advantage by size. Beside them stand the degrees of the genes in networks, and what genes in random order give.
 *
 * @see <a href="https://doi.org/10.1038/s41592-025-02627-0">Sheinin, Sharan and Madi (2025)</a>
 */
public final class AnnotationPrediction {
    private static final double DROPOUT = 0.25;

    private final Options options;

    /** Creates it; nothing is computed until {@link #score}. */
    public AnnotationPrediction(Options options) {
        this.options = options;
    }

    /**
     * Settings.
     *
     * @param leastGenes sets with fewer of the genes are left out
     * @param mostGenes sets with more are left out
     * @param folds of the cross-validation
     * @param components most dimensions of profiles
     * @param hidden values in each of the two hidden layers
     * @param epochs of training
     * @param seed of folds, weights and batches
     */
    public record Options(int leastGenes, int mostGenes, int folds, int components, int hidden, int epochs, long seed) {
        /** As usual. */
        public static final Options DEFAULTS = new Options(20, 500, 5, 75, 128, 40, 0);

        /** Checks them. */
        public Options {
            if (folds < 2) {
                throw new IllegalArgumentException("--folds must be at least 2, not " + folds);
            }
            if (leastGenes < folds || mostGenes < leastGenes) {
                throw new IllegalArgumentException("sizes of terms not from the number of folds, " + folds + ", up: "
                        + leastGenes + " to " + mostGenes);
            }
            if (components < 1 || hidden < 1 || epochs < 1) {
                throw new IllegalArgumentException("--components, --hidden and --epochs must be at least 1, not "
                        + components + ", " + hidden + " and " + epochs);
            }
        }
    }

    /**
     * What was found.
     *
     * @param metrics for each predictor: means over sets
     * @param sets one row for each predictor and set
     * @param genes used
     * @param scored sets of a size within the limits
     * @param dimensions of all profiles
     */
    public record Result(Table metrics, Table sets, int genes, int scored, int dimensions) {}

    /** The genes, and those that each set has of them. */
    private record Task(List<String> genes, List<GeneSet> sets, List<BitSet> members) {}

    /** AUROC and average precision of each set. */
    private record Scores(String predictor, double[] auroc, double[] precision) {}

    /** Scores profiles, and the degrees in networks, by their names. */
    public Result score(
            Map<String, GeneEmbedding> profiles,
            Map<String, CellGraph> networks,
            List<GeneSet> sets,
            Workers workers,
            Progress progress) {
        Task task = task(profiles, sets);
        int dimensions = Math.min(
                options.components,
                profiles.values().stream()
                        .mapToInt(points -> points.dimensions().size())
                        .min()
                        .orElseThrow());
        int[] folds = folds(task.genes.size());
        List<Scores> all = new ArrayList<>();
        List<Scores> byDegree = new ArrayList<>();
        networks.forEach((name, network) -> byDegree.add(byDegree(name, network, folds, task)));
        profiles.forEach((name, points) -> {
            DenseMatrix inputs = inputs(points, task.genes, dimensions, workers);
            all.add(crossValidated(name, inputs, folds, task, workers));
            progress.at("profiles", all.size(), profiles.size());
        });
        all.addAll(byDegree);
        all.add(byChance(folds, task));
        Metrics metrics = new Metrics("annotations");
        for (Scores scores : all) {
            metrics.add(scores.predictor, "auroc", mean(scores.auroc), task.sets.size())
                    .add(scores.predictor, "average_precision", mean(scores.precision), task.sets.size());
        }
        return new Result(metrics.table(), table(task, all), task.genes.size(), task.sets.size(), dimensions);
    }

    private Task task(Map<String, GeneEmbedding> profiles, List<GeneSet> sets) {
        Set<String> shared = AnnotatedGenes.shared(List.copyOf(profiles.values()));
        Set<String> inSets = sets.stream().flatMap(set -> set.genes().stream()).collect(Collectors.toSet());
        List<String> genes = shared.stream().filter(inSets::contains).toList();
        Map<String, Integer> index = CellMatrix.index("gene", genes);
        List<GeneSet> kept = new ArrayList<>();
        List<BitSet> members = new ArrayList<>();
        for (GeneSet set : sets) {
            BitSet its = new BitSet();
            set.genes().stream().filter(index::containsKey).mapToInt(index::get).forEach(its::set);
            int size = its.cardinality();
            if (size >= options.leastGenes && size <= options.mostGenes && size < genes.size()) {
                kept.add(set);
                members.add(its);
            }
        }
        if (kept.isEmpty()) {
            throw new InvalidInputException("none of " + sets.size() + " gene sets has " + options.leastGenes + " to "
                    + options.mostGenes + " of the " + shared.size() + " genes that all profiles hold"
                    + (genes.isEmpty() ? ": not one of their genes is among these; do both name genes alike?" : ""));
        }
        return new Task(genes, kept, members);
    }

    /** The fold of each gene, at random, all of one size or nearly. */
    private int[] folds(int genes) {
        int[] order = IntStream.range(0, genes).toArray();
        RandomOrder.shuffle(order, Streams.of(options.seed, "folds"));
        int[] folds = new int[genes];
        for (int i = 0; i < genes; i++) {
            folds[order[i]] = i % options.folds;
        }
        return folds;
    }

    /** Coordinates of the genes, in the number of dimensions, each of mean 0 and standard deviation 1. */
    private DenseMatrix inputs(GeneEmbedding points, List<String> genes, int dimensions, Workers workers) {
        Map<String, Integer> rows = CellMatrix.index("gene", points.genes());
        DenseMatrix values =
                points.values().selectRows(genes.stream().mapToInt(rows::get).toArray());
        if (values.columns() > dimensions) {
            int axes = Math.min(dimensions, PrincipalAxes.limit(values.rows(), values.columns()));
            values = PrincipalAxes.of(values.toSparse(), axes, options.seed, workers)
                    .coordinates();
        }
        DenseMatrix columns = values.transpose();
        RowStandardisation.inPlace(columns, workers);
        return columns.transpose();
    }

    private Scores crossValidated(String name, DenseMatrix inputs, int[] folds, Task task, Workers workers) {
        int[][] labels = labels(task);
        double[][][] found = new double[options.folds][][];
        // A fold a task, and a stream of its own for each, so that threads change nothing.
        workers.forEach(options.folds, fold -> {
            int[] training = genes(folds, fold, false);
            int[] hidden = genes(folds, fold, true);
            LabelModel model = LabelModel.train(
                    inputs.selectRows(training),
                    Arrays.stream(training).mapToObj(g -> labels[g]).toArray(int[][]::new),
                    task.sets.size(),
                    new LabelModel.Options(options.hidden, options.epochs, DROPOUT),
                    Streams.key(options.seed, "training", fold));
            DenseMatrix logits = model.logits(inputs.selectRows(hidden));
            found[fold] = scores(task, hidden, (set, i) -> logits.get(i, set));
        });
        return over(name, found);
    }

    private static int[][] labels(Task task) {
        return IntStream.range(0, task.genes.size())
                .mapToObj(g -> IntStream.range(0, task.sets.size())
                        .filter(t -> task.members.get(t).get(g))
                        .toArray())
                .toArray(int[][]::new);
    }

    private static int[] genes(int[] folds, int fold, boolean inside) {
        return IntStream.range(0, folds.length)
                .filter(g -> (folds[g] == fold) == inside)
                .toArray();
    }

    private interface Predictor {
        /** The score of the i-th of the hidden genes for a set. */
        double of(int set, int i);
    }

    /** AUROC and average precision of each set on the hidden genes; missing where all or none of them are in it. */
    private static double[][] scores(Task task, int[] hidden, Predictor predictor) {
        double[][] found = new double[2][task.sets.size()];
        boolean[] inSet = new boolean[hidden.length];
        double[] values = new double[hidden.length];
        for (int t = 0; t < task.sets.size(); t++) {
            int set = t;
            int members = 0;
            for (int i = 0; i < hidden.length; i++) {
                inSet[i] = task.members.get(t).get(hidden[i]);
                members += inSet[i] ? 1 : 0;
            }
            boolean isTold = isTold(members, hidden.length);
            Arrays.setAll(values, i -> predictor.of(set, i));
            found[0][t] = isTold ? RankScores.auroc(values, inSet) : Double.NaN;
            found[1][t] = isTold ? RankScores.averagePrecision(values, inSet) : Double.NaN;
        }
        return found;
    }

    private static boolean isTold(int members, int genes) {
        return members > 0 && members < genes;
    }

    /** Means over the folds, {@code found[fold][auroc or precision][set]}. */
    private static Scores over(String name, double[][][] found) {
        double[][] means = new double[2][found[0][0].length];
        for (int metric = 0; metric < 2; metric++) {
            int m = metric;
            Arrays.setAll(
                    means[m],
                    t -> mean(
                            Arrays.stream(found).mapToDouble(fold -> fold[m][t]).toArray()));
        }
        return new Scores(name, means[0], means[1]);
    }

    private Scores byDegree(String name, CellGraph network, int[] folds, Task task) {
        Map<String, Integer> index = CellMatrix.index("node", network.nodes());
        int[] known = NodeStatistics.of(network.weights(), Workers.ONE).degrees();
        if (task.genes.stream().noneMatch(index::containsKey)) {
            throw new InvalidInputException("the network '" + name + "' has none of the " + task.genes.size()
                    + " genes; it names them like '" + network.nodes().get(0) + "', the profiles like '"
                    + task.genes.get(0) + "'");
        }
        int[] degrees = task.genes.stream()
                .mapToInt(gene -> index.containsKey(gene) ? known[index.get(gene)] : 0)
                .toArray();
        double[][][] found = new double[options.folds][][];
        for (int fold = 0; fold < options.folds; fold++) {
            int[] hidden = genes(folds, fold, true);
            found[fold] = scores(task, hidden, (set, i) -> degrees[hidden[i]]);
        }
        return over("degree in " + name, found);
    }

    /** What genes in random order give on average. */
    private Scores byChance(int[] folds, Task task) {
        double[][][] found = new double[options.folds][2][task.sets.size()];
        for (int fold = 0; fold < options.folds; fold++) {
            int[] hidden = genes(folds, fold, true);
            for (int t = 0; t < task.sets.size(); t++) {
                BitSet its = task.members.get(t);
                int members = (int) Arrays.stream(hidden).filter(its::get).count();
                boolean isTold = isTold(members, hidden.length);
                found[fold][0][t] = isTold ? 0.5 : Double.NaN;
                found[fold][1][t] = isTold ? chance(members, hidden.length) : Double.NaN;
            }
        }
        return over("chance", found);
    }

    /**
     * The mean of the average precision over all orders: \(\frac1n \bigl( H_n + \frac{m - 1}{n - 1} (n - H_n) \bigr)\)
     * with \(H_n = \sum_{k \le n} 1/k\); more than the share m / n, as the first of few may come early.
     */
    static double chance(int members, int genes) {
        double harmonic = 0;
        for (int k = genes; k >= 1; k--) {
            harmonic += 1.0 / k;
        }
        return (harmonic + (members - 1) / (genes - 1.0) * (genes - harmonic)) / genes;
    }

    private static double mean(double[] values) {
        return DoubleStream.of(values)
                .filter(value -> !Double.isNaN(value))
                .average()
                .orElse(Double.NaN);
    }

    private static Table table(Task task, List<Scores> all) {
        int rows = all.size() * task.sets.size();
        return Table.ofRows(rows)
                .with(
                        "predictor",
                        new Column.Text(all.stream()
                                .flatMap(scores -> task.sets.stream().map(set -> scores.predictor))
                                .toArray(String[]::new)))
                .with(
                        "set",
                        new Column.Text(all.stream()
                                .flatMap(scores -> task.sets.stream().map(GeneSet::name))
                                .toArray(String[]::new)))
                .with(
                        "genes",
                        new Column.Whole(all.stream()
                                .flatMapToLong(scores -> task.members.stream().mapToLong(BitSet::cardinality))
                                .toArray()))
                .with(
                        "auroc",
                        new Column.Real(all.stream()
                                .flatMapToDouble(scores -> DoubleStream.of(scores.auroc))
                                .toArray()))
                .with(
                        "average_precision",
                        new Column.Real(all.stream()
                                .flatMapToDouble(scores -> DoubleStream.of(scores.precision))
                                .toArray()));
    }
}
