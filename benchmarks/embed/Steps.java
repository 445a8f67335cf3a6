import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.screlate.embed.ScNet;
import org.screlate.embed.ScNetInput;
import org.screlate.embed.ScNetOptions;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/** CPU seconds of one training step of embed on random data: Steps GENES CELLS EDGES THREADS RANK; see torch_step.py. */
public final class Steps {
    private static final int FIRST = 25;
    private static final int LAST = 45;

    public static void main(String[] args) {
        int genes = Integer.parseInt(args[0]);
        int cells = Integer.parseInt(args[1]);
        int threads = Integer.parseInt(args[3]);
        int rank = Integer.parseInt(args[4]);
        boolean[] all = new boolean[genes];
        Arrays.fill(all, true);
        var input = new ScNetInput(
                expression(cells, genes),
                graph(cells, 16 * cells),
                graph(genes, Integer.parseInt(args[2])),
                all,
                ScNetInput.Validation.NONE);
        var m = ScNetOptions.Model.DEFAULTS;
        var t = ScNetOptions.Training.DEFAULTS;
        var options = new ScNetOptions(
                new ScNetOptions.Model(m.form(), rank, m.layers(), m.hidden(), m.dimensions(), m.dropout()),
                new ScNetOptions.Training(LAST, t.learningRate(), t.weightDecay(), 1, cells, 1000, t.edgeWeight(), t.withheld(), t.averaging(), t.matchedNegatives()),
                new ScNetOptions.Pruning(0, 10, 10),
                0);
        long[] start = new long[1];
        new ScNet(options)
                .train(
                        input,
                        null,
                        new Workers(threads),
                        (stage, done, total) -> {
                            if (done == FIRST) {
                                start[0] = cpu();
                            }
                            if (done == LAST - 1) {
                                double each = 1e-9 * (cpu() - start[0]) / (LAST - 1 - FIRST);
                                System.out.printf("rank %d\t%d\t%d\t%d\t%.3f%n", rank, genes, cells, threads, each);
                            }
                        },
                        state -> {});
    }

    private static DenseMatrix expression(int cells, int genes) {
        SplittableRandom random = new SplittableRandom(1);
        DenseMatrix matrix = DenseMatrix.zeros(cells, genes);
        for (int i = 0; i < matrix.values().length; i++) {
            matrix.values()[i] = (float) Math.abs(random.nextGaussian());
        }
        return matrix;
    }

    private static SparseMatrix graph(int n, int edges) {
        SplittableRandom random = new SplittableRandom(n);
        TreeSet<Long> keys = new TreeSet<>();
        while (keys.size() < 2 * edges) {
            int a = random.nextInt(n);
            int b = random.nextInt(n);
            if (a != b) {
                keys.add((long) a * n + b);
                keys.add((long) b * n + a);
            }
        }
        int[] offsets = new int[n + 1];
        int[] indices = new int[keys.size()];
        float[] ones = new float[indices.length];
        int next = 0;
        for (long key : keys) {
            offsets[(int) (key / n) + 1]++;
            ones[next] = 1;
            indices[next++] = (int) (key % n);
        }
        for (int i = 0; i < n; i++) {
            offsets[i + 1] += offsets[i];
        }
        return new SparseMatrix(n, n, offsets, indices, ones);
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
