package org.screlate.preprocess;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.matrix.SparseMatrix;

/**
 * The genes that vary most within batches, so that what tells batches apart is not taken for biology. {@link HighlyVariableGenes} are
 * found in each batch among the genes it has, N in each; then the N that were found in most batches are chosen. Of genes found in as
 * many, for {@link HighlyVariableGenes.Method#SEURAT} those of the highest normalised dispersion in the mean over batches (0 in a
 * batch without the gene, left out of the mean where the gene does not vary); for {@link HighlyVariableGenes.Method#VARIANCE} those of the
 * lowest median rank in the batches where they were found. Genes that still tie stand as in the input.
 *
 * @see <a href="https://doi.org/10.1186/s13059-017-1382-0">Wolf, Angerer and Theis (2018), scanpy, with batch_key</a>
 * @see <a href="https://doi.org/10.1016/j.cell.2019.05.031">Stuart et al. (2019), for the median of ranks</a>
 */
final class BatchVariableGenes {
    private static final int LEAST_CELLS = 2;

    private final HighlyVariableGenes.Options options;

    BatchVariableGenes(HighlyVariableGenes.Options options) {
        this.options = options;
    }

    /**
     * Finds them.
     *
     * @param values {@code [cells × genes]}: expression for SEURAT, counts for VARIANCE
     * @param column name of the batches
     * @param batches of each cell
     */
    HighlyVariableGenes.Result find(SparseMatrix values, String column, String[] batches) {
        TreeSet<String> names = new TreeSet<>(Arrays.asList(batches));
        if (names.contains("")) {
            throw new InvalidInputException("a cell has no '" + column
                    + "', by which variable genes are found; give it one, or leave such cells out");
        }
        Tally tally = new Tally(values.columns(), names.size());
        for (String name : names) {
            int[] cells = IntStream.range(0, batches.length)
                    .filter(c -> batches[c].equals(name))
                    .toArray();
            if (cells.length < LEAST_CELLS) {
                throw new InvalidInputException("batch '" + name + "' of '" + column + "' has " + cells.length
                        + " cell; variable genes need " + LEAST_CELLS + " in each: leave the batch out");
            }
            SparseMatrix own = values.selectRows(cells);
            int[] genes = detected(own);
            tally.add(new HighlyVariableGenes(options).find(own.select(all(cells.length), genes)), genes);
        }
        return tally.result();
    }

    private static int[] all(int size) {
        return IntStream.range(0, size).toArray();
    }

    private static int[] detected(SparseMatrix values) {
        boolean[] detected = new boolean[values.columns()];
        for (int k = 0; k < values.stored(); k++) {
            detected[values.indices()[k]] |= values.values()[k] != 0;
        }
        return IntStream.range(0, detected.length).filter(g -> detected[g]).toArray();
    }

    /** What the batches say of each gene. */
    private final class Tally {
        private final boolean isSeurat = options.method() == HighlyVariableGenes.Method.SEURAT;
        private final List<String> figures =
                isSeurat ? List.of("means", "dispersions", "dispersions_norm") : List.of("variances");
        private final int batches;
        private final long[] found;
        private final double[][] sums;
        private final int[][] counted;
        private final int[][] ranks;

        Tally(int genes, int batches) {
            this.batches = batches;
            found = new long[genes];
            sums = new double[figures.size()][genes];
            counted = new int[figures.size()][genes];
            ranks = new int[genes][0];
            Arrays.stream(counted).forEach(c -> Arrays.fill(c, batches));
        }

        void add(HighlyVariableGenes.Result result, int[] genes) {
            for (int f = 0; f < sums.length; f++) {
                double[] own = figure(result, figures.get(f));
                for (int i = 0; i < genes.length; i++) {
                    sums[f][genes[i]] += Double.isNaN(own[i]) ? 0 : own[i];
                    counted[f][genes[i]] -= Double.isNaN(own[i]) ? 1 : 0;
                }
            }
            double[] last = figure(result, figures.get(figures.size() - 1));
            int[] best = IntStream.of(result.genes())
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer i) -> -last[i]).thenComparing(i -> i))
                    .mapToInt(i -> i)
                    .toArray();
            for (int rank = 0; rank < best.length; rank++) {
                int gene = genes[best[rank]];
                found[gene]++;
                ranks[gene] = Arrays.copyOf(ranks[gene], ranks[gene].length + 1);
                ranks[gene][ranks[gene].length - 1] = rank;
            }
        }

        private double[] figure(HighlyVariableGenes.Result result, String name) {
            return ((Column.Real) result.columns().column(name)).values();
        }

        HighlyVariableGenes.Result result() {
            double[][] means = new double[sums.length][found.length];
            for (int f = 0; f < means.length; f++) {
                for (int g = 0; g < found.length; g++) {
                    means[f][g] = counted[f][g] == 0 ? Double.NaN : sums[f][g] / counted[f][g];
                }
            }
            double[] second = isSeurat
                    ? Arrays.stream(means[means.length - 1])
                            .map(d -> Double.isNaN(d) ? Double.POSITIVE_INFINITY : -d)
                            .toArray()
                    : Arrays.stream(ranks)
                            .mapToDouble(BatchVariableGenes::median)
                            .toArray();
            boolean[] chosen = new boolean[found.length];
            IntStream.range(0, found.length)
                    .boxed()
                    .sorted(Comparator.comparingLong((Integer g) -> -found[g])
                            .thenComparingDouble(g -> second[g])
                            .thenComparing(g -> g))
                    .limit(options.number())
                    .forEach(g -> chosen[g] = true);
            return new HighlyVariableGenes.Result(chosen, columns(chosen, means));
        }

        private Table columns(boolean[] chosen, double[][] means) {
            Table table = Table.ofRows(chosen.length).with(HighlyVariableGenes.Result.FLAG, new Column.Flag(chosen));
            for (int f = 0; f < means.length; f++) {
                table = table.with(figures.get(f), new Column.Real(means[f]));
            }
            boolean[] inAll = new boolean[chosen.length];
            for (int g = 0; g < inAll.length; g++) {
                inAll[g] = found[g] == batches;
            }
            return table.with(HighlyVariableGenes.Result.FLAG + "_nbatches", new Column.Whole(found))
                    .with(HighlyVariableGenes.Result.FLAG + "_intersection", new Column.Flag(inAll));
        }
    }

    /** Of none, the highest number. */
    private static double median(int[] values) {
        int[] rising = values.clone();
        Arrays.sort(rising);
        int n = rising.length;
        return n == 0 ? Double.POSITIVE_INFINITY : (rising[n / 2] + rising[(n - 1) / 2]) / 2.0;
    }
}
