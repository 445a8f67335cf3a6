package org.screlate.coexpress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.screlate.stats.CountProbability;
import org.screlate.stats.GaussianCopula;
import org.screlate.stats.Interval;
import org.screlate.stats.NegativeBinomial;
import org.screlate.stats.Rectangle;

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

    private static double atanh(double rho) {
        return 0.5 * (Math.log1p(rho) - Math.log1p(-rho));
    }
}
