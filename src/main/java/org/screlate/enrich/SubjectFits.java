package org.screlate.enrich;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.screlate.matrix.Workers;
import org.screlate.stats.fit.LinearFit;
import org.screlate.stats.fit.Lowess;

/**
 * A linear model of each gene's log counts per million, \[ y_{gs} = \log_2 \Bigl( 10^6 \frac{c_{gs} + a_s}{N_s + 2 a_s}
 * \Bigr), \] with library sizes \(N_s\). {@link Variance} tells \(a_s\) and how variances depend on counts. With {@link Variance#WEIGHTS},
 * \(w_{gs} = f(\hat c_{gs})^{-4}\), where the curve f goes through \(\sqrt{\hat\sigma_g}\) by mean log count, and \(\hat c\)
 * is the log count fitted. Where subjects are random effects, the two samples of one subject correlate, by the same \(\rho\) in all genes: tanh of the mean of
 * \(\operatorname{artanh} \hat\rho_g\), less 15 % at either end, \(\hat\rho_g\) by restricted maximum likelihood.
 *
 * @see <a href="https://doi.org/10.1186/gb-2014-15-2-r29">Law et al. (2014), voom</a>
 * @see <a href="https://doi.org/10.1093/bioinformatics/bti270">Smyth, Michaud and Scott (2005), for the correlation</a>
 */
final class SubjectFits {
    private static final double MILLION = 1e6;
    private static final double TRIMMED = 0.15;
    private static final double LOWEST_RHO = -0.95;
    private static final double HIGHEST_RHO = 0.99;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final int STEPS = 16;

    private final int[] genes;
    private final SubjectDesign design;
    private final int[] partner;
    private final double[][] logPerMillion;
    private final double[] logLibrary;

    /** What was found: of each gene the fit, the mean log2 counts per million, and the correlation in all. */
    record Result(LinearFit[] fits, double[] means, double rho) {}

    private SubjectFits(SubjectSamples samples, int[] genes, SubjectDesign design, Variance variance) {
        this.genes = genes;
        this.design = design;
        partner = samples.partners();
        double mean = Arrays.stream(samples.libraries()).sum() / samples.libraries().length;
        double[] library = samples.libraries();
        logLibrary = new double[library.length];
        logPerMillion = new double[genes.length][library.length];
        for (int s = 0; s < library.length; s++) {
            double prior = variance.priorCount(library[s], mean);
            logLibrary[s] = log2((library[s] + 2 * prior) / MILLION);
            for (int g = 0; g < genes.length; g++) {
                logPerMillion[g][s] = log2(samples.counts()[s][genes[g]] + prior) - logLibrary[s];
            }
        }
    }

    static Result of(SubjectSamples samples, int[] genes, SubjectDesign design, Variance variance, Workers workers) {
        SubjectFits fits = new SubjectFits(samples, genes, design, variance);
        boolean weighted = variance == Variance.WEIGHTS;
        double[][] equal = new double[genes.length][samples.samples().size()];
        Arrays.stream(equal).forEach(w -> Arrays.fill(w, 1));
        double[][] weights = equal;
        double rho = 0;
        for (int round = 0; round < (weighted ? 2 : 1); round++) {
            weights = weighted ? fits.weights(fits.fit(equal, rho, workers)) : equal;
            rho = design.pairing() == SubjectDesign.Pairing.RANDOM ? fits.correlation(weights, workers) : 0;
            if (rho == 0) {
                break;
            }
        }
        double[] means = Arrays.stream(fits.logPerMillion)
                .mapToDouble(y -> Arrays.stream(y).sum() / y.length)
                .toArray();
        return new Result(fits.fit(weights, rho, workers), means, rho);
    }

    private LinearFit[] fit(double[][] weights, double rho, Workers workers) {
        LinearFit[] fits = new LinearFit[genes.length];
        workers.forBlocks(genes.length, 64, (from, to) -> {
            for (int g = from; g < to; g++) {
                fits[g] = fit(g, weights[g], rho);
            }
        });
        return fits;
    }

    private LinearFit fit(int gene, double[] weights, double rho) {
        return LinearFit.of(design.matrix(), logPerMillion[gene], weights, partner, rho);
    }

    private double[][] weights(LinearFit[] fits) {
        int n = logLibrary.length;
        double shift = Arrays.stream(logLibrary).sum() / n;
        double[] x = Arrays.stream(logPerMillion)
                .mapToDouble(y -> Arrays.stream(y).sum() / n + shift)
                .toArray();
        double[] roots = Arrays.stream(fits)
                .mapToDouble(fit -> Math.pow(fit.variance(), 0.25))
                .toArray();
        Lowess curve = new Lowess(x, roots, span(x.length));
        double least = 1e-3 * Arrays.stream(roots).sum() / roots.length;
        return Arrays.stream(fits)
                .map(fit -> IntStream.range(0, n)
                        .mapToDouble(s -> Math.pow(
                                Math.max(curve.at(fit.fitted()[s] + logLibrary[s]), Math.max(least, Double.MIN_NORMAL)),
                                -4))
                        .toArray())
                .toArray(double[][]::new);
    }

    /** Wider where genes are few, as limma has it. */
    private static double span(int genes) {
        return Math.min(1, 0.3 + 0.7 * StrictMath.cbrt(50.0 / genes));
    }

    private double correlation(double[][] weights, Workers workers) {
        double[] found = new double[genes.length];
        workers.forBlocks(genes.length, 64, (from, to) -> {
            for (int g = from; g < to; g++) {
                found[g] = artanh(correlation(g, weights[g]));
            }
        });
        Arrays.sort(found);
        int cut = (int) (TRIMMED * found.length);
        return StrictMath.tanh(
                Arrays.stream(found, cut, found.length - cut).average().orElse(0));
    }

    /** The highest restricted likelihood, by golden sections. */
    private double correlation(int gene, double[] weights) {
        double low = artanh(LOWEST_RHO);
        double high = artanh(HIGHEST_RHO);
        double one = high - GOLDEN * (high - low);
        double two = low + GOLDEN * (high - low);
        double atOne = logLikelihood(gene, weights, StrictMath.tanh(one));
        double atTwo = logLikelihood(gene, weights, StrictMath.tanh(two));
        for (int step = 0; step < STEPS; step++) {
            if (atOne > atTwo) {
                high = two;
                two = one;
                atTwo = atOne;
                one = high - GOLDEN * (high - low);
                atOne = logLikelihood(gene, weights, StrictMath.tanh(one));
            } else {
                low = one;
                one = two;
                atOne = atTwo;
                two = low + GOLDEN * (high - low);
                atTwo = logLikelihood(gene, weights, StrictMath.tanh(two));
            }
        }
        return StrictMath.tanh((low + high) / 2);
    }

    /** Restricted, but for a constant. */
    private double logLikelihood(int gene, double[] weights, double rho) {
        LinearFit fit = fit(gene, weights, rho);
        int df = partner.length - fit.coefficients().length;
        long pairs = Arrays.stream(partner).filter(p -> p >= 0).count() / 2;
        double spread = Math.max(fit.variance(), Double.MIN_NORMAL);
        return -(df * Math.log(spread) + pairs * StrictMath.log1p(-rho * rho) + fit.logDeterminant()) / 2;
    }

    private static double artanh(double r) {
        return Math.log((1 + r) / (1 - r)) / 2;
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }
}
