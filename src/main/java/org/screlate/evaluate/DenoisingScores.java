package org.screlate.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.matrix.Matrix;
import org.screlate.matrix.SparseMatrix;

/**
 * Molecular cross-validation of a denoising: molecules of each count were split at random, \(y \sim B(x, 1 - q)\) to
 * denoise and \(t = x - y\) to judge by, so that t is unseen and has the same expectation up to a factor.
 *
 * <p>With d the denoised matrix, each cell scaled to its total of y over the genes that d holds, and \(\tilde{v}\) a cell
 * scaled to a total of 10,000: \[ MSE = mean (\log(1 + \tilde t) - \log(1 + \tilde d))^2, \quad Poisson = mean (\lambda -
 * t \log(\lambda + 10^{-6})), \quad \lambda = d \frac{\sum t}{\sum y}. \] The benchmark that these are from has called its
 * Poisson loss with the arguments exchanged, \(mean (t - \lambda \log(t + 10^{-6}))\); that is told as poisson_as_published.
 *
 * @see <a href="https://doi.org/10.1101/786269">Batson, Royer and Webber (2019)</a>, and the denoising task of
 *     openproblems.bio
 */
public final class DenoisingScores {
    private static final double TOTAL = 10_000;
    private static final double TINY = 1e-6;

    private final CellMatrix denoised;
    private final float[][] train;
    private final float[][] test;

    private DenoisingScores(CellMatrix denoised, float[][] train, float[][] test) {
        this.denoised = denoised;
        this.train = train;
        this.test = test;
    }

    /**
     * Matches cells and genes by name.
     *
     * @param denoised expression on a log scale, or counts; its cells and genes must be among those of both others
     * @param training counts that were denoised
     * @param reference counts before the split
     */
    public static DenoisingScores of(CellMatrix denoised, CellMatrix training, CellMatrix reference) {
        if (training.layer() != Layer.COUNTS || reference.layer() != Layer.COUNTS) {
            throw new InvalidInputException("molecules are split in counts, but --train is of the layer '"
                    + training.layer().word() + "' and --reference of '"
                    + reference.layer().word() + "'");
        }
        if (List.of(Layer.MASK, Layer.DETECTION, Layer.SCALED).contains(denoised.layer())) {
            throw new InvalidInputException("values of the layer '"
                    + denoised.layer().word() + "' are no expression; give what denoising made of it");
        }
        float[][] train = matched(denoised, training, "--train");
        float[][] test = matched(denoised, reference, "--reference");
        double left = 0;
        for (int c = 0; c < test.length; c++) {
            for (int g = 0; g < test[c].length; g++) {
                test[c][g] -= train[c][g];
                left += test[c][g];
                if (test[c][g] < 0) {
                    throw new InvalidInputException("cell '" + denoised.cells().get(c) + "', gene '"
                            + denoised.genes().get(g) + "' has more counts in --train than in --reference; give the"
                            + " counts that were split by simulate --mechanism thinning");
                }
            }
        }
        if (!(left > 0)) {
            throw new InvalidInputException(
                    "--train and --reference hold the same counts; nothing is left to judge by");
        }
        return new DenoisingScores(denoised, train, test);
    }

    /** Counts of the cells and genes of one matrix in another, {@code [cells × genes]}. */
    private static float[][] matched(CellMatrix wanted, CellMatrix counts, String option) {
        int[] rows = places("cell", wanted.cells(), counts.cells(), option);
        int[] columns = places("gene", wanted.genes(), counts.genes(), option);
        int[] to = new int[counts.genes().size()];
        Arrays.fill(to, -1);
        for (int g = 0; g < columns.length; g++) {
            to[columns[g]] = g;
        }
        SparseMatrix values = counts.values().toSparse();
        float[][] matched = new float[rows.length][columns.length];
        for (int c = 0; c < rows.length; c++) {
            for (int k = values.offsets()[rows[c]]; k < values.offsets()[rows[c] + 1]; k++) {
                if (to[values.indices()[k]] >= 0) {
                    matched[c][to[values.indices()[k]]] = values.values()[k];
                }
            }
        }
        return matched;
    }

    private static int[] places(String what, List<String> names, List<String> among, String option) {
        Map<String, Integer> index = CellMatrix.index(what, among);
        return names.stream()
                .mapToInt(name -> {
                    Integer place = index.get(name);
                    if (place == null) {
                        throw new InvalidInputException(what + " '" + name + "' of the denoised matrix is not in "
                                + option + "; use the counts that it was made of");
                    }
                    return place;
                })
                .toArray();
    }

    /** Names: denoised, and no_denoising for the counts themselves; metrics mse, poisson, poisson_as_published. */
    public Table metrics() {
        Metrics metrics = new Metrics("denoising");
        add(metrics, "denoised", new Sums(this::denoisedCell));
        add(metrics, "no_denoising", new Sums(c -> doubles(train[c])));
        return metrics.table();
    }

    private void add(Metrics metrics, String name, Sums sums) {
        long entries = (long) test.length * denoised.genes().size();
        metrics.add(name, "mse", sums.squares / entries, entries)
                .add(name, "poisson", sums.poisson / entries, entries)
                .add(name, "poisson_as_published", sums.published / entries, entries);
    }

    /** d of one cell: back from the log scale where it is on one, never below 0, in the total of the cell's y. */
    private double[] denoisedCell(int cell) {
        Matrix values = denoised.values();
        boolean counts = denoised.layer() == Layer.COUNTS;
        double[] expression = new double[values.columns()];
        for (int g = 0; g < expression.length; g++) {
            double value = values.get(cell, g);
            if (!Double.isFinite(value)) {
                throw new InvalidInputException("the denoised matrix holds " + value + " at cell '"
                        + denoised.cells().get(cell) + "', gene '"
                        + denoised.genes().get(g) + "'; all must be numbers");
            }
            expression[g] = Math.max(0, counts ? value : StrictMath.expm1(value));
        }
        double sum = Arrays.stream(expression).sum();
        double factor = sum > 0 ? total(train[cell]) / sum : 0;
        return Arrays.stream(expression).map(value -> value * factor).toArray();
    }

    private static double total(float[] counts) {
        double total = 0;
        for (float count : counts) {
            total += count;
        }
        return total;
    }

    private static double[] doubles(float[] counts) {
        double[] values = new double[counts.length];
        Arrays.setAll(values, g -> counts[g]);
        return values;
    }

    /** Gives d of a cell. */
    private interface Cells {
        double[] of(int cell);
    }

    /** The three sums over all entries. */
    private final class Sums {
        private double squares;
        private double poisson;
        private double published;

        Sums(Cells cells) {
            double share = totals(test) / totals(train);
            for (int c = 0; c < test.length; c++) {
                double[] d = cells.of(c);
                double dTotal = Arrays.stream(d).sum();
                double tTotal = total(test[c]);
                for (int g = 0; g < d.length; g++) {
                    double t = test[c][g];
                    double rate = d[g] * share;
                    double error = logOfTotal(t, tTotal) - logOfTotal(d[g], dTotal);
                    squares += error * error;
                    poisson += rate - t * Math.log(rate + TINY);
                    published += t - rate * Math.log(t + TINY);
                }
            }
        }
    }

    /** Of a cell without molecules all values stay 0. */
    private static double logOfTotal(double value, double total) {
        return total > 0 ? StrictMath.log1p(value / total * TOTAL) : 0;
    }

    private static double totals(float[][] cells) {
        double sum = 0;
        for (float[] cell : cells) {
            sum += total(cell);
        }
        return sum;
    }
}
