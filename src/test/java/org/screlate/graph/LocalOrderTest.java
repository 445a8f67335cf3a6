package org.screlate.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.screlate.graph.Propagation.Stop;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

final class LocalOrderTest {
    /** 0 – 3 – 1 and 2 – 4. */
    @Test
    void nodesAreTakenByBreadthFromTheFirstOfEachPart() {
        SparseMatrix graph = new SparseMatrix(
                5, 5, new int[] {0, 1, 2, 3, 5, 6}, new int[] {3, 3, 4, 0, 1, 2}, new float[] {1, 1, 1, 1, 1, 1});
        assertArrayEquals(new int[] {0, 3, 1, 2, 4}, LocalOrder.of(graph));
    }

    /** A ring of 5,000 nodes numbered at random, so that the order has more than one ball. */
    @Test
    void neighboursStandNearEachOtherAndEachNodeOnce() {
        SparseMatrix ring = ring(5_000);
        int[] order = LocalOrder.of(ring);
        int[] places = new int[order.length];
        Arrays.fill(places, -1);
        IntStream.range(0, order.length).forEach(i -> places[order[i]] = i);
        assertTrue(Arrays.stream(places).allMatch(place -> place >= 0));
        long far = IntStream.range(0, order.length)
                .filter(r -> Math.abs(places[r] - places[ring.indices()[2 * r]]) > 64)
                .count();
        assertTrue(far < 50, far + " of 5,000 stand far from a neighbour");
    }

    /** Twenty steps as sums of a path's weights: the middle of a ring far longer gets what leaves one held node. */
    @Test
    void propagationDoesNotDependOnHowNodesAreNumbered() {
        int n = 5_000;
        DenseMatrix numbered = DenseMatrix.zeros(n, 3);
        DenseMatrix inOrder = DenseMatrix.zeros(n, 3);
        int[] place = numbering(n);
        for (int i = 0; i < n; i += 7) {
            for (int c = 0; c < 3; c++) {
                inOrder.set(i, c, i % 5 + c);
                numbered.set(place[i], c, i % 5 + c);
            }
        }
        int[] offsets = IntStream.rangeClosed(0, n).map(i -> 2 * i).toArray();
        int[] indices = new int[2 * n];
        for (int i = 0; i < n; i++) {
            indices[2 * i] = Math.min((i + 1) % n, (i + n - 1) % n);
            indices[2 * i + 1] = Math.max((i + 1) % n, (i + n - 1) % n);
        }
        float[] halves = new float[2 * n];
        Arrays.fill(halves, 0.5f);
        SparseMatrix plain = new SparseMatrix(n, n, offsets, indices, halves);
        new Propagation(ring(n), new Stop(20, 0)).fillInPlace(numbered, Workers.ONE);
        new Propagation(plain, new Stop(20, 0)).fillInPlace(inOrder, Workers.ONE);
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < 3; c++) {
                assertTrue(Math.abs(inOrder.get(i, c) - numbered.get(place[i], c)) < 1e-5);
            }
        }
    }

    private static int[] numbering(int n) {
        return IntStream.range(0, n).map(i -> (int) (i * 1237L % n)).toArray();
    }

    /** Node i of the ring is number {@code numbering[i]}; weights ½ to both sides. */
    private static SparseMatrix ring(int n) {
        int[] number = numbering(n);
        int[] node = new int[n];
        IntStream.range(0, n).forEach(i -> node[number[i]] = i);
        int[] indices = new int[2 * n];
        for (int r = 0; r < n; r++) {
            int a = number[(node[r] + 1) % n];
            int b = number[(node[r] + n - 1) % n];
            indices[2 * r] = Math.min(a, b);
            indices[2 * r + 1] = Math.max(a, b);
        }
        float[] halves = new float[2 * n];
        Arrays.fill(halves, 0.5f);
        return new SparseMatrix(
                n, n, IntStream.rangeClosed(0, n).map(i -> 2 * i).toArray(), indices, halves);
    }
}
