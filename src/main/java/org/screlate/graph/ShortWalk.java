package org.screlate.graph;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.screlate.graph.PanelMemory.Use;
import org.screlate.matrix.Products;
import org.screlate.matrix.Sizes;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/** A walk of few steps on a weighted network: entries of powers of \(M = D^{-1/2} W D^{-1/2}\), a panel of start nodes at a time. */
public final class ShortWalk {
    /** Steps of the walk. */
    public static final int STEPS = 5;

    /** Of a walk that may end after each step, the chance that it goes on. */
    private static final double CONTINUED = 0.8;

    private static final int WIDTH = Propagation.WIDTH;

    private final SparseMatrix spread;

    /**
     * Prepares a network.
     *
     * @param weights {@code [nodes × nodes]}, symmetric, none negative
     */
    public ShortWalk(SparseMatrix weights) {
        spread = RandomWalk.spread(weights);
    }

    /** M. */
    SparseMatrix spread() {
        return spread;
    }

    /**
     * How often a walk goes from one node of each pair to the other, by steps.
     *
     * @return {@code [steps × pairs]}: entries of \(M^1, M^2, \ldots\)
     */
    public double[][] steps(NodePairs pairs, Workers workers) {
        double[][] scores = new double[STEPS][pairs.size()];
        int[][] places = placesByNode(pairs);
        int[] starts = IntStream.range(0, places.length)
                .filter(i -> places[i].length > 0)
                .toArray();
        PanelMemory.Pool pool = pool();
        workers.forBlocks(starts.length, WIDTH, (from, to) -> {
            PanelMemory memory = pool.take();
            walk(memory, Arrays.copyOfRange(starts, from, to), (step, reached) -> {
                for (int i = from; i < to; i++) {
                    for (int place : places[starts[i]]) {
                        scores[step][place] = reached[pairs.second()[place] * WIDTH + i - from];
                    }
                }
            });
            pool.giveBack(memory);
        });
        return scores;
    }

    /** Of each pair, how often a walk that may end after each step is at the other node, by {@link #steps}. */
    public static double[] restarting(double[][] steps) {
        double[] scores = new double[steps[0].length];
        double weight = 1;
        for (double[] step : steps) {
            weight *= CONTINUED;
            for (int p = 0; p < scores.length; p++) {
                scores[p] += weight * step[p];
            }
        }
        return scores;
    }

    private int[][] placesByNode(NodePairs pairs) {
        int[] counts = new int[spread.rows()];
        for (int node : pairs.first()) {
            counts[node]++;
        }
        int[][] places = new int[counts.length][];
        Arrays.setAll(places, i -> new int[counts[i]]);
        for (int p = 0; p < pairs.size(); p++) {
            int node = pairs.first()[p];
            places[node][--counts[node]] = p;
        }
        return places;
    }

    /** What is told of a walk. */
    interface Visitor {
        /** Told entries of \(M^{step + 1}\), {@code [nodes × WIDTH]}, a column for each start, which are overwritten later. */
        void at(int step, float[] reached);
    }

    /** Arrays for walks of several threads. */
    PanelMemory.Pool pool() {
        return new PanelMemory.Pool(Sizes.product(spread.rows(), WIDTH));
    }

    /**
     * Walks.
     *
     * @param memory of {@link #pool}; takes {@link Use#NOW} and {@link Use#NEXT}
     * @param starts as many nodes as a panel has columns, or fewer
     */
    void walk(PanelMemory memory, int[] starts, Visitor visitor) {
        float[] at = memory.of(Use.NOW);
        float[] next = memory.of(Use.NEXT);
        Arrays.fill(at, 0);
        for (int i = 0; i < starts.length; i++) { // a column of M is its row
            for (int k = spread.offsets()[starts[i]]; k < spread.offsets()[starts[i] + 1]; k++) {
                at[spread.indices()[k] * WIDTH + i] = spread.values()[k];
            }
        }
        for (int step = 0; ; step++) {
            visitor.at(step, at);
            if (step == STEPS - 1) {
                return;
            }
            Products.multiply(spread, 0, spread.rows(), at, WIDTH, next);
            float[] spare = at;
            at = next;
            next = spare;
        }
    }
}
