package org.screlate.coexpress.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.coexpress.model.Design;
import org.screlate.coexpress.model.Parameter;
import org.screlate.mixed.ArrowMatrix;
import org.screlate.mixed.Layout;
import org.screlate.mixed.Penalty;
import org.screlate.mixed.RowLikelihood;
import org.screlate.mixed.RowSums;
import org.screlate.stats.copula.GaussianCopula;
import org.screlate.stats.copula.Interval;
import org.screlate.stats.copula.Rectangle;
import org.screlate.stats.count.CountProbability;
import org.screlate.stats.count.NegativeBinomial;

final class JointLikelihoodTest {
    @ParameterizedTest
    @ValueSource(strings = {"gse266919", "gse108989"})
    void rectanglesAreThoseOfThePublishedFixture(String name) {
        List<Map<String, String>> cells = PublishedData.table("reference/sccosmix/" + name + "_pair1_percell.csv.gz");
        NegativeBinomial distribution = new NegativeBinomial();
        CountProbability point = new CountProbability();
        GaussianCopula copula = new GaussianCopula();
        Rectangle rectangle = new Rectangle();
        for (Map<String, String> cell : cells) {
            Interval[] sides = new Interval[2];
            for (int gene = 1; gene <= 2; gene++) {
                distribution.setLogDispersion(Math.log(PublishedData.number(cell, "sigma" + gene)));
                distribution.cumulative(
                        Integer.parseInt(cell.get("y" + gene)),
                        Math.log(PublishedData.number(cell, "mu" + gene)),
                        point);
                double mass = PublishedData.number(cell, "f" + gene);
                assertEquals(mass, point.mass, 1e-11 * mass);
                sides[gene - 1] = new Interval();
                sides[gene - 1].set(point);
                copula.prepare(sides[gene - 1]);
            }
            double eta = atanh(PublishedData.number(cell, "rho"));
            copula.rectangle(sides[0], sides[1], eta, rectangle);
            double expected = PublishedData.number(cell, "E_accurate");
            // The fixture adds four terms near 0.1, so it cannot be nearer than 1e-17 to the truth.
            assertEquals(expected, rectangle.value, 1e-10 * expected + 3e-18, () -> "cell " + cell.get("cell"));
        }
    }

    @ParameterizedTest
    @EnumSource(CopulaModel.Family.class)
    void derivativesAreDifferenceQuotients(CopulaModel.Family family) {
        DrawnPair study = new DrawnPair(1, 3, 15, 0.4);
        Design design = study.design();
        var copula = new CopulaModel(CopulaModel.Options.DEFAULTS.with(family)).copula();
        differences(new JointLikelihood(study.first, study.second, design, copula), design.rows(), 1e-6);
    }

    @Test
    void derivativesOfAMarginAreDifferenceQuotients() {
        DrawnPair study = new DrawnPair(2, 3, 15, 0.4);
        differences(new MarginLikelihood(study.first, study.design(), true, new NegativeBinomial()), 6, 1e-6);
        differences(new MarginLikelihood(study.first, study.design(), false, new NegativeBinomial()), 6, 1e-6);
    }

    private static void differences(RowLikelihood likelihood, int rows, double tolerance) {
        int width = likelihood.width();
        double[] typical =
                width == 7 ? new double[] {1, 0.5, -0.5, 0.3, 0.4, -1.5, -2.5} : new double[] {1, -0.5, -1.5};
        double[] eta = new double[rows * width];
        for (int i = 0; i < eta.length; i++) {
            eta[i] = typical[i % width] + 0.01 * (i / width);
        }
        RowSums at = new RowSums(rows, width);
        likelihood.evaluate(eta, at);
        RowSums more = new RowSums(rows, width);
        RowSums less = new RowSums(rows, width);
        double h = 1e-5;
        for (int i = 0; i < eta.length; i++) {
            double kept = eta[i];
            eta[i] = kept + h;
            double up = likelihood.evaluate(eta, more);
            eta[i] = kept - h;
            double down = likelihood.evaluate(eta, less);
            eta[i] = kept;
            assertEquals(
                    (up - down) / (2 * h), at.gradient[i], tolerance * (1 + Math.abs(at.gradient[i])), "gradient " + i);
            int row = i / width;
            int q = i % width;
            for (int o = 0; o < width; o++) {
                double quotient = (more.gradient[row * width + o] - less.gradient[row * width + o]) / (2 * h);
                int k = row * at.triangle() + (q >= o ? q * (q + 1) / 2 + o : o * (o + 1) / 2 + q);
                assertEquals(quotient, at.hessian[k], tolerance * (1 + Math.abs(quotient)), "hessian " + i + " " + o);
            }
        }
    }

    @Test
    void penalisedDerivativesAreTheStoredOnesWhereNoClampMatters() {
        PublishedFits.Pair pair = PublishedFits.droplet().get(0);
        JointLikelihood likelihood =
                new JointLikelihood(pair.first(), pair.second(), pair.design(), new GaussianCopula());
        Layout layout = new Layout(pair.design().predictors());
        RowSums sums = new RowSums(layout.rows(), layout.width());
        double[] eta = new double[layout.rows() * layout.width()];
        double[] beta = pair.reference(layout);
        layout.predict(beta, eta);
        likelihood.evaluate(eta, sums);
        double[] gradient = new double[layout.size()];
        Penalty penalty = new Penalty(layout);
        ArrowMatrix hessian = new ArrowMatrix(penalty);
        layout.assemble(sums, gradient, hessian);
        double[] ofBeta = new double[layout.size()];
        penalty.apply(pair.theta(), beta, ofBeta);
        List<String[]> stored = PublishedData.rows("reference/sccosmix/gse266919_pair1_penhessian.csv.gz");
        List<Map<String, String>> coefficients = PublishedData.table("reference/sccosmix/gse266919_pair1_coefs.csv");
        ArrowMatrix expected = new ArrowMatrix(penalty);
        penalty.addInto(pair.theta(), expected);
        boolean[] clamped = clampedRows(pair, eta);
        List<Integer> clean = new ArrayList<>();
        for (Parameter parameter : List.of(Parameter.MU1, Parameter.MU2, Parameter.RHO)) {
            for (int row = 0; row < layout.rows(); row++) {
                if (!clamped[row]) {
                    // The random effect that only the cells of this row have; two fixed effects come first.
                    clean.add(layout.start(parameter.place()) + 2 + row);
                }
            }
        }
        assertTrue(clean.size() >= 24, clean.size() + " coefficients");
        for (int i : clean) {
            double slope = -PublishedData.number(coefficients.get(i), "grad_pen_orig");
            assertEquals(slope, gradient[i] - ofBeta[i], 0.05, "gradient " + i);
            for (int j : clean) {
                if (j <= i) {
                    double value = Double.parseDouble(stored.get(i + 1)[j]);
                    double scale = Math.sqrt(hessian.get(i, i) * hessian.get(j, j));
                    assertEquals(value, expected.get(i, j) - hessian.get(i, j), 2e-3 * scale, "hessian " + i + " " + j);
                }
            }
        }
    }

    /** Rows with a cell whose distribution function the published code cuts at 0.999999. */
    static boolean[] clampedRows(PublishedFits.Pair pair, double[] eta) {
        boolean[] clamped = new boolean[pair.design().rows()];
        NegativeBinomial distribution = new NegativeBinomial();
        CountProbability point = new CountProbability();
        for (int cell = 0; cell < pair.first().length; cell++) {
            int row = pair.design().rowOfCell()[cell];
            for (int gene = 0; gene < 2; gene++) {
                distribution.setLogDispersion(eta[row * 7 + 2 + gene]);
                int count = gene == 0 ? pair.first()[cell] : pair.second()[cell];
                distribution.cumulative(
                        count, eta[row * 7 + gene] + pair.design().offset()[cell], point);
                clamped[row] |= point.above < 1e-6;
            }
        }
        return clamped;
    }

    private static double atanh(double rho) {
        return 0.5 * (Math.log1p(rho) - Math.log1p(-rho));
    }
}
