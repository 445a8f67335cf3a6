package org.screlate.stats.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.screlate.testing.OracleTable;

final class NegativeBinomialTest {
    @Test
    void allValuesAreThoseOfFortyDigits() {
        OracleTable table = OracleTable.read(NegativeBinomialTest.class, "negative_binomial.tsv");
        for (String[] row : table.rows()) {
            int y = Integer.parseInt(row[0]);
            CountProbability point = at(y, number(row, 1), number(row, 2));
            String where = String.join(" ", row[0], row[1], row[2]);
            double scale = 1 + y;
            assertEquals(number(row, 3), point.logMass, 2e-14 * scale + 1e-13, where);
            near(number(row, 4), point.below, 1e-10, 1e-15, where + " below");
            near(number(row, 5), point.above, 1e-10, 1e-15, where + " above");
            near(number(row, 6), point.le, 1e-11, 1e-13, where + " le");
            near(number(row, 7), point.ls, 1e-10, 1e-12 * scale, where + " ls");
            near(number(row, 8), point.lee, 1e-11, 1e-13, where + " lee");
            near(number(row, 9), point.les, 1e-11, 1e-13, where + " les");
            near(number(row, 10), point.lss, 1e-8, 1e-11 * scale, where + " lss");
            near(number(row, 11), point.lowS, 1e-9, 1e-14, where + " below_s");
            near(number(row, 12), point.lowSS, 1e-8, 1e-13, where + " below_ss");
        }
    }

    @Test
    void geometricProbabilitiesCanBeDoneByHand() {
        // sigma = 1 and mu = 3: f(k) = 1/4 (3/4)^k
        CountProbability point = at(2, Math.log(3), 0);
        assertEquals(0.25 * 0.75 * 0.75, point.mass, 1e-15);
        assertEquals(0.25 + 0.25 * 0.75, point.below, 1e-15);
        assertEquals(Math.pow(0.75, 3), point.above, 1e-15);
    }

    @Test
    void noDispersionIsPoisson() {
        CountProbability point = at(3, Math.log(2), -40);
        assertEquals(Math.exp(-2) * 8 / 6, point.mass, 1e-15);
        assertEquals(Math.exp(-2) * (1 + 2 + 2), point.below, 1e-15);
        assertEquals(0, point.ls, 1e-12);
    }

    @Test
    void derivativesInTheMeanAreDifferenceQuotients() {
        double h = 1e-5;
        for (int y : new int[] {0, 3, 40, 900}) {
            CountProbability point = at(y, 2.2, 0.7);
            CountProbability more = at(y, 2.2 + h, 0.7);
            CountProbability less = at(y, 2.2 - h, 0.7);
            double high = point.below + point.mass;
            assertEquals((more.below - less.below) / (2 * h), point.lowE, 1e-9);
            assertEquals((less.above - more.above) / (2 * h), point.highE, 1e-9);
            assertEquals((more.lowE - less.lowE) / (2 * h), point.lowEE, 1e-9);
            assertEquals((more.lowS - less.lowS) / (2 * h), point.lowES, 1e-9);
            assertEquals((more.highE - less.highE) / (2 * h), point.highEE, 1e-9);
            assertEquals((more.highS - less.highS) / (2 * h), point.highES, 1e-9);
            assertTrue(high <= 1 + 1e-15);
        }
    }

    @Test
    void theThreeProbabilitiesMakeOneWhereverTheCountStands() {
        for (double s = -14; s <= 4; s += 1.5) {
            for (double e = -6; e <= 9; e += 1.5) {
                for (int y : new int[] {0, 1, 2, 20, 127, 128, 129, 1000, 10_000}) {
                    CountProbability point = at(y, e, s);
                    assertEquals(1, point.below + point.mass + point.above, 1e-9, y + " " + e + " " + s);
                }
            }
        }
    }

    private static CountProbability at(int y, double e, double s) {
        NegativeBinomial distribution = new NegativeBinomial();
        distribution.setLogDispersion(s);
        CountProbability point = new CountProbability();
        distribution.cumulative(y, e, point);
        return point;
    }

    private static double number(String[] row, int column) {
        return Double.parseDouble(row[column]);
    }

    private static void near(double expected, double actual, double relative, double absolute, String where) {
        assertEquals(expected, actual, relative * Math.abs(expected) + absolute, where);
    }
}
