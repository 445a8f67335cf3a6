package org.screlate.coexpress.test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.coexpress.model.ModelFrame;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Layer;
import org.screlate.data.Table;
import org.screlate.io.TableFile;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.testing.SharedData;

final class GeneDifferencesTest {
    private static final double NONE = Double.NaN;

    /** Subjects S1, ... of so many cells each, in Pre and Post by turns. */
    private static CellMatrix cells(DenseMatrix counts, int each, double[] depth) {
        int n = counts.rows();
        String[] subject = IntStream.range(0, n).mapToObj(c -> "S" + c / each).toArray(String[]::new);
        String[] group = IntStream.range(0, n)
                .mapToObj(c -> c / each % 2 == 0 ? "Pre" : "Post")
                .toArray(String[]::new);
        Table table = Table.ofRows(n)
                .with("subject", new Column.Text(subject))
                .with("group", new Column.Text(group))
                .with("n_counts", new Column.Real(depth));
        List<String> genes =
                IntStream.range(0, counts.columns()).mapToObj(g -> "g" + g).toList();
        return CellMatrix.of(SmallStudy.names(n), genes, counts, Layer.COUNTS).withCellMetadata(table);
    }

    private static GeneMoments moments(CellMatrix cells) {
        ModelFrame frame = ModelFrame.of(
                SmallStudy.model("~ group + (1 | subject)", "group"), cells.cellMetadata(), cells.cells());
        SparseMatrix counts = cells.values().toSparse().transpose();
        return new GeneMoments(frame, counts);
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void momentsOfTenCellsByHand() {
        DenseMatrix counts = DenseMatrix.zeros(40, 1);
        for (int c = 0; c < 5; c++) {
            counts.set(c, 0, 4);
        }
        GeneMoments.Moments found = moments(cells(counts, 10, ones(40))).of(0);
        // S0 in Pre: m = 20 / 10, S = 40 · 10 / 9, v = (S − 20) / ((4 − S / 100) · 10)
        double s = 400.0 / 9;
        assertEquals(2, found.mean()[0], 1e-12);
        assertEquals((s - 20) / ((4 - s / 100) * 10), found.variability()[0], 1e-12);
        // S1 has no counts in Post, and no cells in Pre
        assertEquals(0, found.mean()[3], 0);
        assertEquals(NONE, found.variability()[3]);
        assertEquals(NONE, found.mean()[2]);
        assertArrayEquals(
                new double[] {2, NONE, 0, NONE},
                GeneMoments.Moments.in(found.mean(), 0, new boolean[] {true, true, true, true}));
        assertArrayEquals(
                new double[] {NONE, NONE, 0, NONE},
                GeneMoments.Moments.in(found.mean(), 0, new boolean[] {false, true, true, true}));
    }

    @Test
    void nineCellsAreTooFew() {
        DenseMatrix counts = DenseMatrix.zeros(36, 1);
        for (int c = 0; c < 36; c++) {
            counts.set(c, 0, c % 3);
        }
        assertTrue(
                Arrays.stream(moments(cells(counts, 9, ones(36))).of(0).mean()).allMatch(Double::isNaN));
    }

    @Test
    void aUnitOfDepthDoesNotMatter() {
        CellMatrix drawn = SmallStudy.cells(1, 30, 4);
        double[] depth = Arrays.stream(((Column.Whole) drawn.cellMetadata().column("n_counts")).values())
                .asDoubleStream()
                .toArray();
        DenseMatrix counts = drawn.values().toDense();
        GeneMoments.Moments one = moments(cells(counts, 60, depth)).of(0);
        GeneMoments.Moments tenth = moments(
                        cells(counts, 60, Arrays.stream(depth).map(d -> 10 * d).toArray()))
                .of(0);
        assertArrayEquals(one.variability(), tenth.variability(), 1e-9);
        assertArrayEquals(
                one.mean(), Arrays.stream(tenth.mean()).map(m -> 10 * m).toArray(), 1e-9);
    }

    @Test
    void fourSubjectsByHand() {
        double[] reference = {1, NONE, 3, NONE};
        double[] other = {NONE, 2, NONE, 6};
        GeneDifferences.Difference found = GeneDifferences.between(reference, other);
        // linearised values lie half above and below log 2 and log 4: both variances of averages are 1/4, 2 degrees of
        // freedom
        double t = Math.log(2) / Math.sqrt(0.5);
        assertEquals(Math.log(2), found.logRatio(), 1e-12);
        assertEquals(1 - t / Math.sqrt(2 + t * t), found.pValue(), 1e-9);
        assertEquals(Math.log(2) - 4.30265 * Math.sqrt(0.5), found.low(), 1e-4);
        GeneDifferences.Difference swapped = GeneDifferences.between(other, reference);
        assertEquals(-found.logRatio(), swapped.logRatio(), 1e-12);
        assertEquals(found.pValue(), swapped.pValue(), 1e-12);
    }

    @Test
    void subjectsInBothGroupsAreComparedWithThemselves() {
        // averages 2 and 5 of the first three; the fourth is in one group only
        GeneDifferences.Difference found =
                GeneDifferences.between(new double[] {1, 2, 3, 100}, new double[] {2, 6, 7, NONE});
        double[] differences = {0.4 - 0.5, 1.2 - 1, 1.4 - 1.5};
        double mean = Arrays.stream(differences).average().orElseThrow();
        double variance =
                Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum() / 2;
        double t = Math.log(2.5) / Math.sqrt(variance / 3);
        assertEquals(Math.log(2.5), found.logRatio(), 1e-12);
        assertEquals(1 - t / Math.sqrt(2 + t * t), found.pValue(), 1e-9);
    }

    @Test
    void whatHasNoRatioHasNoDifference() {
        assertEquals(
                NONE,
                GeneDifferences.between(new double[] {-1, 0.5, NONE}, new double[] {NONE, NONE, 1})
                        .logRatio());
        assertEquals(
                NONE,
                GeneDifferences.between(new double[] {-1, 0.5, NONE, NONE}, new double[] {NONE, NONE, 1, 2})
                        .pValue());
    }

    @Test
    void nullsAreCalledNoMoreOftenThanTheyShouldAlsoWhereDepthDiffers() {
        CellMatrix drawn = new KnownPairs(10, KnownPairs.Margin.GAMMA, 0, 0, 0, Math.log(3), false, false).draw(200, 9);
        String[] groups = Arrays.stream(drawn.cellMetadata().labels("group"))
                .map(group -> group.equals("g0") ? "Pre" : "Post")
                .toArray(String[]::new);
        GeneMoments moments =
                moments(drawn.withCellMetadata(drawn.cellMetadata().with("group", new Column.Text(groups))));
        int called = 0;
        double sum = 0;
        for (int gene = 0; gene < 400; gene++) {
            double[] v = moments.of(gene).variability();
            GeneDifferences.Difference found = GeneDifferences.between(
                    GeneMoments.Moments.in(v, 0, used(10)), GeneMoments.Moments.in(v, 1, used(10)));
            called += found.pValue() < 0.05 ? 1 : 0;
            sum += found.logRatio() / 400;
        }
        assertTrue(called >= 4 && called <= 34, called + " of 400");
        assertEquals(0, sum, 0.05);
    }

    /** Cells of 8 patients before and after treatment; patients are put into two groups, or groups swapped within them. */
    @Test
    void wholePatientsToFakeGroupsAndSwappedGroupsAreNoDifference() {
        Table counts = TableFile.read(SharedData.require("data/gse266919.counts.csv.gz"))
                .table();
        Table metadata =
                TableFile.read(SharedData.require("data/gse266919.meta.csv.gz")).table();
        List<String> genes =
                counts.names().stream().filter(name -> !name.equals("cell")).toList();
        DenseMatrix values = DenseMatrix.zeros(counts.rows(), genes.size());
        for (int g = 0; g < genes.size(); g++) {
            long[] column = ((Column.Whole) counts.column(genes.get(g))).values();
            for (int c = 0; c < column.length; c++) {
                values.set(c, g, column[c]);
            }
        }
        Table cells = metadata.with("subject", metadata.column("patient"));
        GeneMoments moments = moments(CellMatrix.of(SmallStudy.names(values.rows()), genes, values, Layer.COUNTS)
                .withCellMetadata(cells));
        for (String what : List.of("mean", "variability")) {
            int[] split = new int[2];
            int[] swapped = new int[2];
            for (int gene = 0; gene < genes.size(); gene++) {
                double[] all = what.equals("mean")
                        ? moments.of(gene).mean()
                        : moments.of(gene).variability();
                double[] pre = GeneMoments.Moments.in(all, 0, used(8));
                double[] post = GeneMoments.Moments.in(all, 1, used(8));
                for (int mask = 0; mask < 128; mask++) {
                    if (Integer.bitCount(mask) == 4) {
                        count(split, GeneDifferences.between(chosen(pre, mask, false), chosen(pre, mask, true)));
                    }
                    if (Integer.bitCount(mask) == 4 || Integer.bitCount(mask) == 3) {
                        count(swapped, GeneDifferences.between(mixed(pre, post, mask), mixed(post, pre, mask)));
                    }
                }
            }
            double errors = split[0] / (double) split[1];
            double errorsOfSwaps = swapped[0] / (double) swapped[1];
            String found =
                    String.format("%s: %.4f of %d, %.4f of %d", what, errors, split[1], errorsOfSwaps, swapped[1]);
            assertTrue(errors > 0.01 && errors < 0.065 && errorsOfSwaps > 0.01 && errorsOfSwaps < 0.065, found);
        }
    }

    private static boolean[] used(int subjects) {
        boolean[] used = new boolean[subjects];
        Arrays.fill(used, true);
        return used;
    }

    private static void count(int[] called, GeneDifferences.Difference found) {
        called[0] += found.pValue() < 0.05 ? 1 : 0;
        called[1] += Double.isNaN(found.pValue()) ? 0 : 1;
    }

    private static double[] chosen(double[] values, int mask, boolean in) {
        return IntStream.range(0, values.length)
                .mapToDouble(s -> (((mask >> s) & 1) == 1) == in ? values[s] : NONE)
                .toArray();
    }

    private static double[] mixed(double[] values, double[] others, int mask) {
        return IntStream.range(0, values.length)
                .mapToDouble(s -> ((mask >> s) & 1) == 1 ? others[s] : values[s])
                .toArray();
    }
}
