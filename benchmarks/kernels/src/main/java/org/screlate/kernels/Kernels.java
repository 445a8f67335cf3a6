package org.screlate.kernels;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.screlate.graph.NearestNeighbours;
import org.screlate.graph.NearestNeighbours.Metric;
import org.screlate.graph.Neighbours;
import org.screlate.graph.Propagation;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Products;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/** The kernels that impute spends its time in, one thread. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
public class Kernels {
    // As many as a few propagations take: one alone is too short to time.
    private static final int STEPS = 400;

    /** Steps of propagation: a graph of 25 neighbours a node times a panel. */
    @State(Scope.Benchmark)
    public static class Spmm {
        @Param({"822", "5000", "20000"})
        int nodes;

        SparseMatrix graph;
        float[] x;
        float[] y;

        @Setup
        public void make() {
            graph = graph(nodes, 25);
            x = random(nodes, Propagation.WIDTH).values();
            y = new float[x.length];
            CpuTime.flop = STEPS * 2.0 * 25 * nodes * Propagation.WIDTH;
        }
    }

    @Benchmark
    @Warmup(iterations = 5)
    @Measurement(iterations = 10)
    public float[] sparseTimesDense(Spmm in) {
        for (int step = 0; step < STEPS; step++) {
            Products.multiply(in.graph, 0, in.nodes, in.x, Propagation.WIDTH, in.y);
        }
        return in.y;
    }

    /** Points of 2000 values, of which each pair is compared once. */
    @State(Scope.Benchmark)
    public static class Points {
        @Param({"20000"})
        int points;

        DenseMatrix values;

        @Setup
        public void make() {
            values = random(points, 2000);
            CpuTime.flop = 2000.0 * points * points;
        }
    }

    @Benchmark
    @Warmup(iterations = 1)
    @Measurement(iterations = 2)
    public Neighbours nearestNeighbours(Points in) {
        return NearestNeighbours.exact(in.values, 15, Metric.COSINE, Workers.ONE);
    }

    private static DenseMatrix random(int rows, int columns) {
        SplittableRandom random = new SplittableRandom(1);
        DenseMatrix matrix = DenseMatrix.zeros(rows, columns);
        for (int i = 0; i < matrix.values().length; i++) {
            matrix.values()[i] = (float) random.nextDouble();
        }
        return matrix;
    }

    private static SparseMatrix graph(int nodes, int degree) {
        SplittableRandom random = new SplittableRandom(2);
        int[] offsets = new int[nodes + 1];
        int[] indices = new int[nodes * degree];
        float[] values = new float[nodes * degree];
        for (int r = 0; r < nodes; r++) {
            offsets[r + 1] = offsets[r] + degree;
            int[] chosen = random.ints(0, nodes).distinct().limit(degree).sorted().toArray();
            System.arraycopy(chosen, 0, indices, offsets[r], degree);
            Arrays.fill(values, offsets[r], offsets[r + 1], 1f / degree);
        }
        return new SparseMatrix(nodes, nodes, offsets, indices, values);
    }
}
