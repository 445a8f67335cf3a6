package org.screlate.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProductSeriesTest {
    @Test
    void vectorInstructionsAreUsedWhereThereAreAny() {
        assertEquals("VectorSeries", ProductSeries.fastest().getClass().getSimpleName());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 8, 31, 32, 33, 64, 307})
    void vectorInstructionsGiveTheSameBits(int cells) {
        ProductSeries.Terms terms = drawn(cells, 9);
        var plain = new ProductSeries(1e-3, new PlainSeries());
        var fast = new ProductSeries(1e-3);
        for (double rho : new double[] {-0.9, -0.2, 0, 0.3, 0.97}) {
            assertArrayEquals(
                    new double[] {plain.sum(terms, rho), plain.first(), plain.second()},
                    new double[] {fast.sum(terms, rho), fast.first(), fast.second()});
        }
    }

    @Test
    void twoTermsOfTwoCellsByHand() {
        // L = 1 + 2 rho + 3 rho^2 and 1 - rho + rho^2 at rho = 0.5: 2.75 and 0.75; slopes 5 and 0; second derivatives 6
        // and 2
        var series = new ProductSeries(1e-3);
        double found =
                series.sum(new ProductSeries.Terms(new float[] {2, 1, 3, 0.5f}, new float[] {1, -1, 1, 2}, 2, 2), 0.5);
        assertEquals(Math.log(2.75) + Math.log(0.75), found, 1e-15);
        assertEquals(5 / 2.75, series.first(), 1e-15);
        assertEquals(6 / 2.75 - 25 / (2.75 * 2.75) + 2 / 0.75, series.second(), 1e-14);
    }

    @Test
    void belowTheLeastTheLogarithmGoesOnInAStraightLine() {
        var series = new ProductSeries(0.1);
        ProductSeries.Terms terms = new ProductSeries.Terms(new float[] {-2}, new float[] {1}, 1, 1);
        assertEquals(Math.log(0.1) + (-0.6 - 0.1) / 0.1, series.sum(terms, 0.8), 1e-14);
        assertEquals(-2 / 0.1, series.first(), 1e-13);
        assertEquals(0, series.second());
    }

    @Test
    void derivativesAreDifferenceQuotients() {
        ProductSeries.Terms terms = drawn(50, 6);
        var series = new ProductSeries(1e-3);
        double h = 1e-5;
        double above = series.sum(terms, 0.3 + h);
        double slopeAbove = series.first();
        double below = series.sum(terms, 0.3 - h);
        double slopeBelow = series.first();
        series.sum(terms, 0.3);
        assertEquals((above - below) / (2 * h), series.first(), 1e-6);
        assertEquals((slopeAbove - slopeBelow) / (2 * h), series.second(), 1e-5);
    }

    @Test
    void sizesThatDoNotFitAreRefused() {
        float[] three = new float[3];
        assertThrows(IllegalArgumentException.class, () -> new ProductSeries.Terms(three, three, 2, 2));
        assertThrows(IllegalArgumentException.class, () -> new ProductSeries.Terms(three, three, 2, 0));
        assertThrows(IllegalArgumentException.class, () -> new ProductSeries(Double.NaN));
    }

    private static ProductSeries.Terms drawn(int cells, int count) {
        Random random = new Random(cells);
        float[] a = new float[cells * count];
        float[] b = new float[cells * count];
        for (int i = 0; i < a.length; i++) {
            a[i] = (float) (0.7 * random.nextGaussian());
            b[i] = (float) (0.7 * random.nextGaussian());
        }
        return new ProductSeries.Terms(a, b, cells, count);
    }
}
