package org.screlate.coexpress.fit;

import java.util.Arrays;
import java.util.List;
import org.screlate.coexpress.model.Design;
import org.screlate.coexpress.model.Parameter;
import org.screlate.mixed.ComponentCriterion;
import org.screlate.mixed.Layout;
import org.screlate.mixed.Penalty;
import org.screlate.stats.math.Cholesky;

/** Where the search for a gene's coefficients begins: rates and dispersion by moments, few extra zeros. */
final class Starts {
    private static final double LEAST_DISPERSION = 0.05;
    private static final double LOGIT_OF_EXTRA_ZEROS = -3;
    private static final double SHARE_OF_ZEROS = 0.25;
    private static final double RIDGE = 1e-8;
    private static final double LITTLE_CLAYTON = -2;
    private static final double START_SD_OF_DEPENDENCE = 0.1;

    private Starts() {}

    /** Starts with few extra zeros and with many: the likelihood may have a maximum near each. */
    static List<double[]> margins(int[] counts, Design design, Layout layout) {
        double[] few = margin(counts, design, layout);
        double[] many = few.clone();
        int rows = design.rows();
        double[] zeros = new double[rows];
        double[] cells = new double[rows];
        for (int cell = 0; cell < counts.length; cell++) {
            int row = design.rowOfCell()[cell];
            cells[row]++;
            zeros[row] += counts[cell] == 0 ? 1 : 0;
        }
        double[] logit = new double[rows];
        for (int r = 0; r < rows; r++) {
            logit[r] = Math.log((zeros[r] + 0.5) / (cells[r] - zeros[r] + 0.5) * SHARE_OF_ZEROS);
        }
        regress(layout, 2, logit, cells, many);
        return List.of(few, many);
    }

    /** Coefficients of mean, dispersion and zero inflation; random effects are zero. */
    private static double[] margin(int[] counts, Design design, Layout layout) {
        int rows = design.rows();
        double[] total = new double[rows];
        double[] exposure = new double[rows];
        for (int cell = 0; cell < counts.length; cell++) {
            int row = design.rowOfCell()[cell];
            total[row] += counts[cell];
            exposure[row] += Math.exp(design.offset()[cell]);
        }
        double[] logRate = new double[rows];
        double[] weight = new double[rows];
        for (int r = 0; r < rows; r++) {
            weight[r] = exposure[r] > 0 ? total[r] + 0.5 : 0;
            logRate[r] = exposure[r] > 0 ? Math.log((total[r] + 0.5) / exposure[r]) : 0;
        }
        double[] start = new double[layout.size()];
        regress(layout, 0, logRate, weight, start);
        double[] constant = new double[rows];
        Arrays.fill(constant, Math.log(dispersion(counts, design, logRate)));
        regress(layout, 1, constant, weight, start);
        Arrays.fill(constant, LOGIT_OF_EXTRA_ZEROS);
        regress(layout, 2, constant, weight, start);
        return start;
    }

    /** The margins' coefficients, and little dependence. */
    static double[] joint(Margin first, Margin second, Design design, Layout layout, CopulaModel.Family family) {
        double[] start = dependence(design, layout, Parameter.RHO.place(), family);
        copy(first, layout, Parameter.OF_FIRST, start);
        copy(second, layout, Parameter.OF_SECOND, start);
        return start;
    }

    /** Little or no dependence, all else zero; Clayton's has none only at the end of its range. */
    static double[] dependence(Design design, Layout layout, int predictor, CopulaModel.Family family) {
        double[] start = new double[layout.size()];
        if (family.isOfOneDirection()) {
            double[] constant = new double[design.rows()];
            double[] weight = new double[design.rows()];
            Arrays.fill(constant, LITTLE_CLAYTON);
            Arrays.fill(weight, 1);
            regress(layout, predictor, constant, weight, start);
        }
        return start;
    }

    private static void copy(Margin margin, Layout layout, List<Parameter> parameters, double[] start) {
        int from = 0;
        for (int q = 0; q < parameters.size(); q++) {
            int size = margin.predictors().get(q).size();
            System.arraycopy(
                    margin.coefficients(),
                    from,
                    start,
                    layout.start(parameters.get(q).place()),
                    size);
            from += size;
        }
    }

    /** The margins' variance components; a small one for dependence. */
    static double[] jointComponents(Margin first, Margin second, Penalty penalty) {
        double[] theta = dependenceComponents(penalty);
        int[] at = {0, 0};
        for (Penalty.Block block : penalty.blocks()) {
            Parameter parameter = Parameter.at(block.predictor());
            if (parameter != Parameter.RHO) {
                int gene = Parameter.OF_FIRST.contains(parameter) ? 0 : 1;
                double[] from = (gene == 0 ? first : second).components();
                System.arraycopy(from, at[gene], theta, block.at(), block.parameters());
                at[gene] += block.parameters();
            }
        }
        return theta;
    }

    /** Small variance components. */
    static double[] dependenceComponents(Penalty penalty) {
        return ComponentCriterion.start(penalty, START_SD_OF_DEPENDENCE);
    }

    private static double dispersion(int[] counts, Design design, double[] logRate) {
        double excess = 0;
        double square = 0;
        for (int cell = 0; cell < counts.length; cell++) {
            double mean = Math.exp(logRate[design.rowOfCell()[cell]] + design.offset()[cell]);
            double difference = counts[cell] - mean;
            excess += difference * difference - mean;
            square += mean * mean;
        }
        return Math.max(LEAST_DISPERSION, excess / square);
    }

    /** Weighted least squares of a value for each row on a predictor's fixed part. */
    private static void regress(Layout layout, int predictor, double[] values, double[] weights, double[] start) {
        double[][] x = layout.predictors().get(predictor).fixed();
        int n = layout.predictors().get(predictor).names().size();
        if (n == 0) {
            return;
        }
        double[][] products = new double[n][n];
        double[] right = new double[n];
        for (int r = 0; r < x.length; r++) {
            for (int i = 0; i < n; i++) {
                right[i] += weights[r] * x[r][i] * values[r];
                for (int j = 0; j <= i; j++) {
                    products[i][j] += weights[r] * x[r][i] * x[r][j];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            products[i][i] += RIDGE * (1 + products[i][i]);
        }
        Cholesky cholesky = new Cholesky(n);
        if (cholesky.factor(products)) {
            cholesky.solveInPlace(right);
            System.arraycopy(right, 0, start, layout.start(predictor), n);
        }
    }
}
