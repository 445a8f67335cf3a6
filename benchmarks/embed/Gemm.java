import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.DenseProducts;
import org.screlate.matrix.Workers;

/** GFLOP per CPU second of dense products, in the shapes that embed uses; gemm.py is the same in numpy. */
public final class Gemm {
    private static final int[][] SHAPES = {
        {274, 10716, 32}, {274, 32, 10716}, {10716, 274, 32}, {10716, 274, 250}, {1361, 1361, 274}, {1024, 1024, 1024}
    };

    public static void main(String[] args) {
        Workers workers = new Workers(Integer.parseInt(args[0]));
        System.out.println("product\tm\tk\tn\tGFLOP_per_CPU_s");
        for (int[] shape : SHAPES) {
            for (String product : new String[] {"ab", "atb", "abt"}) {
                System.out.printf(
                        "%s\t%d\t%d\t%d\t%.1f%n",
                        product, shape[0], shape[1], shape[2], speed(product, shape[0], shape[1], shape[2], workers));
            }
        }
    }

    private static double speed(String product, int m, int k, int n, Workers workers) {
        DenseMatrix a = product.equals("atb") ? random(k, m) : random(m, k);
        DenseMatrix b = product.equals("abt") ? random(n, k) : random(k, n);
        DenseMatrix c = DenseMatrix.zeros(m, n);
        int repeats = (int) Math.max(5, 2e10 / (2.0 * m * k * n));
        for (int i = 0; i < repeats; i++) {
            run(product, a, b, c, workers);
        }
        double best = 0;
        for (int round = 0; round < 3; round++) {
            long start = cpu();
            for (int i = 0; i < repeats; i++) {
                run(product, a, b, c, workers);
            }
            best = Math.max(best, 2.0 * m * k * n * repeats / (cpu() - start));
        }
        return best;
    }

    private static void run(String product, DenseMatrix a, DenseMatrix b, DenseMatrix c, Workers workers) {
        switch (product) {
            case "ab" -> DenseProducts.ab(a, b, c, false, workers);
            case "atb" -> DenseProducts.atb(a, b, c, false, workers);
            default -> DenseProducts.abt(a, b, c, false, workers);
        }
    }

    private static DenseMatrix random(int rows, int columns) {
        DenseMatrix matrix = DenseMatrix.zeros(rows, columns);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < matrix.values().length; i++) {
            matrix.values()[i] = (float) (random.nextDouble() - 0.5);
        }
        return matrix;
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
