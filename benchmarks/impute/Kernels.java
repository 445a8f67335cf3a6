import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.screlate.graph.NearestNeighbours;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Products;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/** GFLOP per CPU second of the kernels, one thread; see README.md beside it. */
public final class Kernels {
    public static void main(String[] args) {
        DenseMatrix points = random(2048, 2000);
        float[] out = new float[128 * 128];
        report("dots, 2048 × 2000", 2.0 * 2048 * 2048 * 2000, () -> {
            for (int i = 0; i < 2048; i += 128) {
                for (int j = 0; j < 2048; j += 128) {
                    Products.dots(points, i, i + 128, points, j, j + 128, out);
                }
            }
        });
        report(
                "nearest neighbours, 2048 × 2000, k = 15",
                2.0 * 2048 * 2048 * 2000,
                () -> NearestNeighbours.exact(points, 15, NearestNeighbours.Metric.COSINE, Workers.ONE));
        for (int n : new int[] {822, 5000, 20000}) {
            SparseMatrix graph = graph(n, 25);
            for (int width : new int[] {32, 64, 128, 256}) {
                float[] x = random(n, width).values();
                float[] y = new float[x.length];
                report("sparse × dense, " + n + " rows of 25, width " + width, 2.0 * 25 * 16 * n * width, () -> {
                    for (int repeat = 0; repeat < 16; repeat++) {
                        Products.multiply(graph, 0, n, x, width, y);
                    }
                });
            }
        }
    }

    private static void report(String name, double flop, Runnable work) {
        double best = Double.MAX_VALUE;
        long until = System.nanoTime() + 3_000_000_000L;
        while (System.nanoTime() < until) {
            long from = cpuNanos();
            work.run();
            best = Math.min(best, (cpuNanos() - from) / 1e9);
        }
        System.out.printf("%-50s %7.1f GFLOP per CPU second%n", name, flop / best / 1e9);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static DenseMatrix random(int rows, int columns) {
        SplittableRandom random = new SplittableRandom(1);
        DenseMatrix matrix = DenseMatrix.zeros(rows, columns);
        for (int i = 0; i < matrix.values().length; i++) {
            matrix.values()[i] = (float) random.nextDouble();
        }
        return matrix;
    }

    private static SparseMatrix graph(int n, int degree) {
        SplittableRandom random = new SplittableRandom(2);
        int[] offsets = new int[n + 1];
        int[] indices = new int[n * degree];
        float[] values = new float[n * degree];
        for (int r = 0; r < n; r++) {
            offsets[r + 1] = offsets[r] + degree;
            int[] chosen = random.ints(0, n).distinct().limit(degree).sorted().toArray();
            System.arraycopy(chosen, 0, indices, offsets[r], degree);
            java.util.Arrays.fill(values, offsets[r], offsets[r + 1], 1f / degree);
        }
        return new SparseMatrix(n, n, offsets, indices, values);
    }
}
