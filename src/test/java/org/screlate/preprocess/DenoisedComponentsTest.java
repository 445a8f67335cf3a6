package org.screlate.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.PrincipalAxes;
import org.screlate.matrix.Workers;
import org.screlate.testing.SmallMatrices;

final class DenoisedComponentsTest {
    private static final CellMatrix COUNTS = SmallMatrices.counts(120, 80, 3, 5);
    private static final DenoisedComponents METHOD = new DenoisedComponents(new DenoisedComponents.Options(10, 0));

    /** Distances within types fall against those between: what is drawn together was of one type. */
    @Test
    void cellsOfATypeComeNearer() {
        DenoisedComponents.Result found = METHOD.find(COUNTS, Workers.ONE);
        assertTrue(found.choice().blend() > 0.1, found.account());
        DenseMatrix plain = PrincipalAxes.of(logs(), 10, 0, Workers.ONE).coordinates();
        String[] types = COUNTS.cellMetadata().labels("type");
        assertTrue(within(found.coordinates().values(), types) < 0.9 * within(plain, types));
    }

    private static org.screlate.matrix.SparseMatrix logs() {
        boolean[] all = new boolean[80];
        java.util.Arrays.fill(all, true);
        var counts = COUNTS.values().toSparse();
        return new LibrarySize(LibrarySize.Options.DEFAULTS).normalise(counts, LibrarySize.sums(counts, all));
    }

    /** Mean squared distance of cells of one type over that of all. */
    private static double within(DenseMatrix points, String[] types) {
        double own = 0;
        double all = 0;
        int pairs = 0;
        int owns = 0;
        for (int a = 0; a < types.length; a++) {
            for (int b = 0; b < a; b++) {
                double distance = 0;
                for (int j = 0; j < points.columns(); j++) {
                    distance += Math.pow(points.get(a, j) - points.get(b, j), 2);
                }
                all += distance;
                pairs++;
                own += types[a].equals(types[b]) ? distance : 0;
                owns += types[a].equals(types[b]) ? 1 : 0;
            }
        }
        return own / owns / (all / pairs);
    }

    @Test
    void neitherThreadsNorOrderOfCellsMatter() {
        int[] order = IntStream.range(0, 120).map(i -> i * 37 % 120).toArray();
        DenseMatrix one = METHOD.find(COUNTS, Workers.ONE).coordinates().values();
        assertArrayEquals(
                one.values(),
                METHOD.find(COUNTS, new Workers(3)).coordinates().values().values());
        DenseMatrix shuffled = METHOD.find(COUNTS.selectCells(order), Workers.ONE)
                .coordinates()
                .values();
        assertArrayEquals(one.selectRows(order).values(), shuffled.values(), 2e-2f);
    }

    /** Each molecule is in one half, and both get about as many. */
    @Test
    void halvesAddUp() {
        CountHalves halves = CountHalves.of(COUNTS, 3);
        float[] whole = COUNTS.values().toSparse().values();
        double first = 0;
        double all = 0;
        for (int k = 0; k < whole.length; k++) {
            assertEquals(whole[k], halves.first().values()[k] + halves.second().values()[k]);
            assertTrue(halves.first().values()[k] >= 0 && halves.second().values()[k] >= 0);
            first += halves.first().values()[k];
            all += whole[k];
        }
        assertEquals(0.5, first / all, 4 * 0.5 / Math.sqrt(all));
    }

    @Test
    void tooFewCellsAndImpossibleSettingsAreRefused() {
        CellMatrix few = COUNTS.selectCells(IntStream.range(0, 12).toArray());
        assertThrows(InvalidInputException.class, () -> METHOD.find(few, Workers.ONE));
        assertThrows(IllegalArgumentException.class, () -> new DenoisedComponents.Options(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new DenoisedComponents.Options(101, 0));
    }
}
