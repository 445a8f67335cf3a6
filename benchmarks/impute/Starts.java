import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import org.screlate.cluster.KMeans;
import org.screlate.data.CellMatrix;
import org.screlate.data.Progress;
import org.screlate.io.CellMatrixFile;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

/**
 * How far the best of some starts of k-means lies above the best of 200, without a look at labels but for their number;
 * see README.md beside it. Arguments: a cell matrix, and the column of its metadata with as many values as clusters.
 */
public final class Starts {
    private static final int ALL = 200;
    private static final int DRAWS = 500;

    public static void main(String[] args) {
        CellMatrix cells = CellMatrixFile.read(Path.of(args[0]));
        int k = Set.of(Arrays.stream(cells.cellMetadata().labels(args[1])).distinct().toArray()).size();
        DenseMatrix points = cells.values().toDense();
        double[] inertias = new double[ALL];
        for (int s = 0; s < ALL; s++) {
            inertias[s] = new KMeans(new KMeans.Options(k, 1, 300, 1e-4, s))
                    .cluster(points, Workers.ONE, Progress.SILENT)
                    .quality();
        }
        double least = Arrays.stream(inertias).min().orElseThrow();
        SplittableRandom random = new SplittableRandom(0);
        for (int starts : new int[] {10, 20, 50, 100}) {
            double sum = 0;
            for (int draw = 0; draw < DRAWS; draw++) {
                sum += random.ints(0, ALL).distinct().limit(starts).mapToDouble(s -> inertias[s]).min().orElseThrow();
            }
            System.out.printf("%s, best of %d: %.1f %% above%n", args[0], starts, 100 * (sum / DRAWS / least - 1));
        }
    }
}
