package org.screlate.stats.copula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.screlate.testing.OracleTable;

final class CopulaTest {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final Map<String, Copula> FAMILIES = Map.of(
            "gaussian",
            new GaussianCopula(),
            "frank",
            new FrankCopula(),
            "clayton",
            new ClaytonCopula(),
            "clayton 90",
            RotatedCopula.clayton(90),
            "clayton 180",
            RotatedCopula.clayton(180),
            "clayton 270",
            RotatedCopula.clayton(270));

    @Test
    void gaussianRectanglesAreThoseOfThirtyDigits() {
        OracleTable table = OracleTable.read(CopulaTest.class, "normal_rectangle.tsv");
        GaussianCopula copula = new GaussianCopula();
        Rectangle rectangle = new Rectangle();
        for (String[] row : table.rows()) {
            Interval first = normal(number(row, 0), number(row, 1));
            Interval second = normal(number(row, 2), number(row, 3));
            double expected = number(row, 5);
            double independent = first.mass * second.mass;
            copula.rectangle(first, second, number(row, 4), rectangle);
            // What is tiny against independence is a difference: 1e-8 of it, and of independence 1e-14.
            assertEquals(expected, rectangle.value, 1e-8 * expected + 1e-13 * independent, String.join(" ", row));
            copula.dependence(first, second, number(row, 4), rectangle);
            assertEquals(expected, rectangle.value, 1e-8 * expected + 1e-13 * independent, String.join(" ", row));
        }
    }

    @Test
    void quadrantsOfTheGaussianCanBeDoneByHand() {
        Rectangle rectangle = new Rectangle();
        Interval half = normal(Double.NEGATIVE_INFINITY, 0);
        for (double rho : new double[] {-0.99, -0.5, 0, 0.2, 0.79, 0.81, 0.999}) {
            new GaussianCopula().rectangle(half, half, atanh(rho), rectangle);
            assertEquals(0.25 + Math.asin(rho) / (2 * Math.PI), rectangle.value, 1e-13);
        }
    }

    @Test
    void frankAndClaytonAreTheirFormulas() {
        Interval first = uniform(0.2, 0.5);
        Interval second = uniform(0.1, 0.7);
        Rectangle rectangle = new Rectangle();
        new ClaytonCopula().rectangle(first, second, Math.log(2), rectangle);
        double clayton = clayton(0.5, 0.7) - clayton(0.5, 0.1) - clayton(0.2, 0.7) + clayton(0.2, 0.1);
        assertEquals(clayton, rectangle.value, 1e-14);
        new FrankCopula().rectangle(first, second, 3, rectangle);
        double frank = frank(0.5, 0.7) - frank(0.5, 0.1) - frank(0.2, 0.7) + frank(0.2, 0.1);
        assertEquals(frank, rectangle.value, 1e-14);
        RotatedCopula.clayton(180).rectangle(turned(first), turned(second), Math.log(2), rectangle);
        assertEquals(clayton, rectangle.value, 1e-14);
    }

    @Test
    void frankAndClaytonKeepTheirFiguresInFarCornersAndNearIndependence() {
        OracleTable table = OracleTable.read(CopulaTest.class, "corner_rectangle.tsv");
        Rectangle out = new Rectangle();
        for (String[] row : table.rows()) {
            FAMILIES.get(row[0]).rectangle(interval(row, 1), interval(row, 4), number(row, 7), out);
            double[] value = {out.value, out.eta, out.etaEta};
            // Where the parameter hardly matters its derivatives are differences of what is as large as the value.
            near(row, 8, value, Math.abs(number(row, 8)));
            near(row, 11, new double[] {out.firstLow, out.firstHigh, out.secondLow, out.secondHigh}, 0);
            double[] mixed = {out.firstLowEta, out.firstHighEta, out.secondLowEta, out.secondHighEta};
            double[] bends = {out.firstLowLow, out.firstHighHigh, out.secondLowLow, out.secondHighHigh};
            for (int i = 0; i < 4; i++) {
                near(row, 15 + i, new double[] {mixed[i]}, Math.abs(number(row, 11 + i)));
                near(row, 19 + i, new double[] {bends[i]}, Math.abs(number(row, 11 + i)) / Math.max(1e-9, end(row, i)));
            }
            near(row, 23, new double[] {out.lowLow, out.lowHigh, out.highLow, out.highHigh}, 0);
        }
        assertTrue(table.rows().size() > 300);
    }

    private static void near(String[] row, int at, double[] values, double scale) {
        for (int i = 0; i < values.length; i++) {
            double expected = number(row, at + i);
            assertTrue(
                    Math.abs(values[i] - expected) <= 1e-12 * (Math.abs(expected) + scale),
                    row[0] + " at " + row[7] + ", column " + (at + i) + ": " + expected + " but " + values[i]);
        }
    }

    // The lower or upper end of the first or second interval.
    private static double end(String[] row, int i) {
        int at = i < 2 ? 1 : 4;
        return number(row, at) + (i % 2 == 0 ? 0 : number(row, at + 1));
    }

    private static Interval interval(String[] row, int at) {
        Interval interval = new Interval();
        interval.below = number(row, at);
        interval.mass = number(row, at + 1);
        interval.above = number(row, at + 2);
        return interval;
    }

    @Test
    void derivativesAreDifferenceQuotients() {
        FAMILIES.forEach((name, copula) -> {
            for (double eta : new double[] {-0.9, 0.3, 1.3}) {
                derivativesAreDifferenceQuotients(name + " " + eta, copula, new double[] {0.3, 0.45, 0.6, 0.9}, eta);
                derivativesAreDifferenceQuotients(name + " " + eta, copula, new double[] {0.1, 0.2, 0.15, 0.4}, eta);
            }
        });
    }

    private static void derivativesAreDifferenceQuotients(String name, Copula copula, double[] ends, double eta) {
        Rectangle at = rectangle(copula, ends, eta);
        quotient(name, copula, ends, eta, 4, r -> r.value, at.eta);
        quotient(name, copula, ends, eta, 4, r -> r.eta, at.etaEta);
        quotient(name, copula, ends, eta, 0, r -> r.value, at.firstLow);
        quotient(name, copula, ends, eta, 1, r -> r.value, at.firstHigh);
        quotient(name, copula, ends, eta, 2, r -> r.value, at.secondLow);
        quotient(name, copula, ends, eta, 3, r -> r.value, at.secondHigh);
        quotient(name, copula, ends, eta, 0, r -> r.firstLow, at.firstLowLow);
        quotient(name, copula, ends, eta, 1, r -> r.firstHigh, at.firstHighHigh);
        quotient(name, copula, ends, eta, 2, r -> r.secondLow, at.secondLowLow);
        quotient(name, copula, ends, eta, 3, r -> r.secondHigh, at.secondHighHigh);
        quotient(name, copula, ends, eta, 4, r -> r.firstLow, at.firstLowEta);
        quotient(name, copula, ends, eta, 4, r -> r.firstHigh, at.firstHighEta);
        quotient(name, copula, ends, eta, 4, r -> r.secondLow, at.secondLowEta);
        quotient(name, copula, ends, eta, 4, r -> r.secondHigh, at.secondHighEta);
        quotient(name, copula, ends, eta, 2, r -> r.firstLow, at.lowLow);
        quotient(name, copula, ends, eta, 3, r -> r.firstLow, at.lowHigh);
        quotient(name, copula, ends, eta, 2, r -> r.firstHigh, at.highLow);
        quotient(name, copula, ends, eta, 3, r -> r.firstHigh, at.highHigh);
    }

    private static void quotient(
            String name,
            Copula copula,
            double[] ends,
            double eta,
            int which,
            ToDoubleFunction<Rectangle> value,
            double expected) {
        double h = 1e-5;
        double[] difference = new double[2];
        for (int side = 0; side < 2; side++) {
            double by = side == 0 ? h : -h;
            double[] moved = ends.clone();
            if (which < 4) {
                moved[which] += by;
            }
            difference[side] = value.applyAsDouble(rectangle(copula, moved, which == 4 ? eta + by : eta));
        }
        double quotient = (difference[0] - difference[1]) / (2 * h);
        assertEquals(quotient, expected, 2e-7 * (1 + Math.abs(expected)), name + " in " + which);
    }

    @Test
    void dependenceHasTheSameDerivativesAsTheWholeRectangle() {
        GaussianCopula copula = new GaussianCopula();
        Rectangle part = new Rectangle();
        for (double eta : new double[] {-2, -0.3, 0, 0.01, 0.5, 1.5}) {
            double[] ends = {0.2, 0.35, 0.5, 0.8};
            Rectangle whole = rectangle(copula, ends, eta);
            copula.dependence(prepared(copula, 0.2, 0.35), prepared(copula, 0.5, 0.8), eta, part);
            assertEquals(whole.value, part.value, 1e-12);
            assertEquals(whole.eta, part.eta, 1e-11);
            assertEquals(whole.etaEta, part.etaEta, 1e-10);
        }
    }

    @Test
    void rectanglesOfAPartitionSumToOneAndSwapWithTheVariables() {
        double[] cuts = {0, 1e-9, 0.3, 0.300001, 0.8, 1 - 1e-9, 1};
        FAMILIES.forEach((name, copula) -> {
            for (double eta : new double[] {-1.5, 0.1, 2}) {
                double sum = 0;
                for (int i = 1; i < cuts.length; i++) {
                    for (int j = 1; j < cuts.length; j++) {
                        Rectangle r = rectangle(copula, new double[] {cuts[i - 1], cuts[i], cuts[j - 1], cuts[j]}, eta);
                        assertTrue(r.value >= 0, name);
                        sum += r.value;
                    }
                }
                assertEquals(1, sum, 1e-8, name + " " + eta);
            }
        });
    }

    @Test
    void theSecondVariableGivenTheFirstInvertsItsDistribution() {
        double h = 1e-5;
        FAMILIES.forEach((name, copula) -> {
            for (double eta : new double[] {-1.2, -1e-10, 0.4, 1.5}) {
                for (double u : new double[] {0.03, 0.5, 0.9}) {
                    for (double probability : new double[] {0.05, 0.6, 0.97}) {
                        double v = copula.given(u, probability, eta);
                        double slope = rectangle(copula, new double[] {u - h, u + h, 0, v}, eta).value / (2 * h);
                        assertEquals(probability, slope, 1e-5, name + " " + eta + " " + u + " " + probability);
                    }
                }
            }
        });
    }

    @Test
    void extremeCountsHaveProbabilities() {
        Interval far = new Interval();
        far.below = 1;
        far.mass = 1e-40;
        far.above = 1e-41;
        Interval low = new Interval();
        low.below = 0;
        low.mass = 1e-3;
        low.above = 0.999;
        GaussianCopula copula = new GaussianCopula();
        copula.prepare(far);
        copula.prepare(low);
        Rectangle rectangle = new Rectangle();
        for (double eta : new double[] {-0.3, 0, 0.3}) {
            copula.rectangle(far, low, eta, rectangle);
            assertTrue(rectangle.value > 0 && rectangle.value <= 1e-40, "eta " + eta + ": " + rectangle.value);
        }
    }

    private static Rectangle rectangle(Copula copula, double[] ends, double eta) {
        Rectangle out = new Rectangle();
        copula.rectangle(prepared(copula, ends[0], ends[1]), prepared(copula, ends[2], ends[3]), eta, out);
        return out;
    }

    private static Interval prepared(Copula copula, double from, double to) {
        Interval interval = uniform(from, to);
        copula.prepare(interval);
        return interval;
    }

    private static Interval uniform(double from, double to) {
        Interval interval = new Interval();
        interval.below = from;
        interval.mass = to - from;
        interval.above = 1 - to;
        return interval;
    }

    private static Interval turned(Interval interval) {
        return uniform(interval.above, interval.above + interval.mass);
    }

    private static Interval normal(double from, double to) {
        Interval interval = new Interval();
        interval.below = NORMAL.cumulativeProbability(from);
        interval.above = NORMAL.survivalProbability(to);
        interval.mass = from > 0
                ? NORMAL.survivalProbability(from) - NORMAL.survivalProbability(to)
                : NORMAL.cumulativeProbability(to) - NORMAL.cumulativeProbability(from);
        new GaussianCopula().prepare(interval);
        interval.low = from;
        interval.high = to;
        interval.lowDensity = NORMAL.density(from);
        interval.highDensity = NORMAL.density(to);
        return interval;
    }

    private static double clayton(double u, double v) {
        return Math.pow(Math.pow(u, -2) + Math.pow(v, -2) - 1, -0.5);
    }

    private static double frank(double u, double v) {
        return -Math.log(1 + (Math.exp(-3 * u) - 1) * (Math.exp(-3 * v) - 1) / (Math.exp(-3) - 1)) / 3;
    }

    private static double atanh(double rho) {
        return 0.5 * (Math.log1p(rho) - Math.log1p(-rho));
    }

    private static double number(String[] row, int column) {
        return row[column].equals("-inf") ? Double.NEGATIVE_INFINITY : Double.parseDouble(row[column]);
    }
}
