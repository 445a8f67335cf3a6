package org.screlate.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/** Vectors of nodes from the network alone. */
final class LogWalkTest {
    private static SparseMatrix network(int nodes, int[] first, int[] second) {
        float[] weights = new float[first.length];
        Arrays.fill(weights, 0.5f);
        return new NodePairs(first, second).network(nodes, weights);
    }

    /** 0 - 1 - 2, and 3 alone. */
    private static SparseMatrix path() {
        return network(4, new int[] {0, 1}, new int[] {1, 2});
    }

    @Test
    void aPathByHand() {
        // M has 1/√2 between 0–1 and 1–2; M³ and M⁵ are M; M² and M⁴ have 1/2 for 0–0, 0–2 and 2–2, and 1 for 1–1.
        NodePairs pairs = new NodePairs(new int[] {0, 0, 1, 0}, new int[] {1, 2, 2, 3});
        double[][] steps = new LogWalk(path()).steps(pairs, Workers.ONE);
        for (int t = 1; t <= ShortWalk.STEPS; t++) {
            double odd = t % 2 * Math.sqrt(0.5);
            assertArrayEquals(new double[] {odd, (t + 1) % 2 * 0.5, odd, 0}, steps[t - 1], 1e-6, t + " steps");
        }
        double odd = Math.sqrt(0.5) * (0.8 + Math.pow(0.8, 3) + Math.pow(0.8, 5));
        double even = 0.5 * (0.64 + Math.pow(0.8, 4));
        assertArrayEquals(new double[] {odd, even, odd, 0}, ShortWalk.restarting(steps), 1e-6);
    }

    @Test
    void vectorsRebuildTheLogarithmOfTheWalkUpToTheirScale() {
        // vol / b = 8; S is M: 0–1 and 1–2 log(8 · √½ / √2) = log 4, elsewhere log 1 = 0.
        // Eigenvalue √2 log 4 with vector (1/2, 1/√2, 1/2); the other is negative.
        DenseMatrix vectors = new LogWalk(path()).vectors(2, 1, Workers.ONE);
        double value = Math.pow(Math.sqrt(2) * Math.log(4), 2 * 0.65);
        double y0 = 0.5 * Math.sqrt(value);
        double y1 = Math.sqrt(0.5) * Math.sqrt(value);
        NodePairs pairs = new NodePairs(new int[] {0, 0, 0}, new int[] {1, 2, 3});
        assertArrayEquals(
                new double[] {Math.sqrt(y0 * y1) * Math.pow(2, 0.1), y0, 0},
                PairScores.innerProducts(vectors, pairs),
                1e-4);
        assertEquals(0, vectors.get(3, 0));
    }

    @Test
    void aWalkThatWasAskedBeforeSaysTheSameAgain() {
        // More than one block of rows, the last of them short, in arrays that were used before.
        SplittableRandom random = new SplittableRandom(6);
        int[] first = new int[900];
        int[] second = new int[900];
        Arrays.setAll(first, i -> random.nextInt(150));
        Arrays.setAll(second, i -> (first[i] + 1 + random.nextInt(149)) % 150);
        LogWalk walk = new LogWalk(network(150, first, second));
        DenseMatrix once = walk.vectors(8, 1, Workers.ONE);
        walk.steps(new NodePairs(first, second), Workers.ONE);
        assertArrayEquals(once.values(), walk.vectors(8, 1, Workers.ONE).values());
    }

    @Test
    void weightsThreadsAndSeedsDoNotMatter() {
        SplittableRandom random = new SplittableRandom(5);
        int[] first = new int[300];
        int[] second = new int[300];
        for (int e = 0; e < 300; e++) {
            first[e] = e % 99;
            second[e] = first[e] + 1 + random.nextInt(99 - first[e]);
        }
        long[] codes = new long[300];
        Arrays.setAll(codes, e -> first[e] * 1000L + second[e]);
        codes = Arrays.stream(codes).distinct().sorted().toArray();
        int[] a = Arrays.stream(codes).mapToInt(code -> (int) (code / 1000)).toArray();
        int[] b = Arrays.stream(codes).mapToInt(code -> (int) (code % 1000)).toArray();
        LogWalk walk = new LogWalk(network(100, a, b));
        DenseMatrix one = walk.vectors(8, 1, Workers.ONE);
        assertArrayEquals(one.values(), walk.vectors(8, 1, new Workers(3)).values());
        NodePairs pairs = new NodePairs(a, b);
        assertArrayEquals(
                PairScores.innerProducts(one, pairs),
                PairScores.innerProducts(walk.vectors(8, 2, Workers.ONE), pairs),
                0.1); // of scores about 2
    }
}
