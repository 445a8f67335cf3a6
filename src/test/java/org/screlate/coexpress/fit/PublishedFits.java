package org.screlate.coexpress.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.screlate.coexpress.model.Design;
import org.screlate.coexpress.model.Parameter;
import org.screlate.mixed.Layout;
import org.screlate.mixed.MixedModel;
import org.screlate.stats.count.NegativeBinomial;

/** The published implementation's fits with the data that they are of. */
final class PublishedFits {
    private static final List<String> EQUATIONS = List.of("mu1", "mu2", "sigma1", "sigma2", "rho", "p1", "p2");
    private static final List<String> COMPONENTS = List.of(
            "sp.mu1.ref", "sp.mu1.alt", "sp.mu2.ref", "sp.mu2.alt", "sp.rho.ref", "sp.rho.alt", "sp.p1", "sp.p2");

    private PublishedFits() {}

    static List<Pair> droplet() {
        return of(PublishedData.droplet());
    }

    static List<Pair> plate() {
        return of(PublishedData.plate());
    }

    private static List<Pair> of(PublishedData data) {
        List<Map<String, String>> coefficients =
                PublishedData.table("reference/sccosmix/" + data.name + "_coefs_all.csv.gz");
        Map<String, Design> designs = new HashMap<>();
        List<Pair> pairs = new ArrayList<>();
        for (Map<String, String> row : PublishedData.table("reference/sccosmix/" + data.name + "_fits.csv")) {
            int[] cells = data.cells(List.of(row.get("patients").split(";")));
            Design design = designs.computeIfAbsent(row.get("patients"), key -> data.design(cells));
            pairs.add(new Pair(
                    row,
                    coefficients.stream().filter(c -> same(c, row)).toList(),
                    data.counts(row.get("gene1"), cells),
                    data.counts(row.get("gene2"), cells),
                    design));
        }
        return pairs;
    }

    /** A pair of which only the genes are told: the patients that pass the published filter. */
    static Pair filtered(PublishedData data, Map<String, String> row) {
        int[] cells = data.cells(data.kept(row.get("gene1"), row.get("gene2")));
        return new Pair(
                row,
                List.of(),
                data.counts(row.get("gene1"), cells),
                data.counts(row.get("gene2"), cells),
                data.design(cells));
    }

    private static boolean same(Map<String, String> coefficient, Map<String, String> fit) {
        return List.of("gene1", "gene2", "set").stream()
                .allMatch(key -> coefficient.get(key).equals(fit.get(key)));
    }

    record Pair(
            Map<String, String> fit, List<Map<String, String>> coefficients, int[] first, int[] second, Design design) {
        String name() {
            return fit.get("gene1") + " " + fit.get("gene2");
        }

        double number(String column) {
            return PublishedData.number(fit, column);
        }

        /** The reference's coefficients in our order. */
        double[] reference(Layout layout) {
            double[] beta = new double[layout.size()];
            int[] at = new int[EQUATIONS.size()];
            for (Map<String, String> coefficient : coefficients) {
                int q = EQUATIONS.indexOf(coefficient.get("eq"));
                beta[layout.start(q) + at[q]++] = PublishedData.number(coefficient, "estimate");
            }
            return beta;
        }

        /** The reference's variance components. */
        double[] theta() {
            return COMPONENTS.stream()
                    .mapToDouble(column -> 0.5 * Math.log(number(column)))
                    .toArray();
        }

        /** Our fit at given variance components, from the margins' at theirs. */
        MixedModel.Estimate fitAt(double[] theta) {
            Layout layout = new Layout(design.predictors());
            double[] start = new double[layout.size()];
            margin(first, Parameter.OF_FIRST, new double[] {theta[0], theta[1], theta[6]}, layout, start);
            margin(second, Parameter.OF_SECOND, new double[] {theta[2], theta[3], theta[7]}, layout, start);
            return fitAt(theta, start);
        }

        /** Our fit at given variance components, from any coefficients. */
        MixedModel.Estimate fitAt(double[] theta, double[] start) {
            var likelihood =
                    new JointLikelihood(first, second, design, new CopulaModel(CopulaModel.Options.DEFAULTS).copula());
            return new MixedModel(likelihood, new Layout(design.predictors()), MixedModel.Options.DEFAULTS)
                    .fitFixed(start, theta);
        }

        private void margin(int[] counts, List<Parameter> parameters, double[] theta, Layout whole, double[] start) {
            Layout layout =
                    new Layout(parameters.stream().map(design::predictor).toList());
            var likelihood = new MarginLikelihood(counts, design, true, new NegativeBinomial());
            double best = Double.NEGATIVE_INFINITY;
            for (double[] from : Starts.margins(counts, design, layout)) {
                var found = new MixedModel(likelihood, layout, MixedModel.Options.DEFAULTS).fitFixed(from, theta);
                if (found.penalised() > best) {
                    best = found.penalised();
                    for (int q = 0; q < 3; q++) {
                        double[] part = Arrays.copyOfRange(found.beta(), layout.start(q), layout.start(q + 1));
                        System.arraycopy(
                                part, 0, start, whole.start(parameters.get(q).place()), part.length);
                    }
                }
            }
        }
    }
}
