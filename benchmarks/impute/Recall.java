import java.nio.file.Path;
import java.util.Arrays;
import org.screlate.graph.NearestNeighbours;
import org.screlate.graph.NeighbourSearch;
import org.screlate.graph.Neighbours;
import org.screlate.io.CellMatrixFile;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

/** Share of the exact 15 nearest that the projected search finds, for each cell matrix named; see README.md beside it. */
public final class Recall {
    private static final int K = 15;

    public static void main(String[] files) {
        for (String file : files) {
            DenseMatrix points = CellMatrixFile.read(Path.of(file)).values().toDense();
            Neighbours exact =
                    NearestNeighbours.exact(points, K, NearestNeighbours.Metric.COSINE, Workers.ONE);
            Neighbours found = new NeighbourSearch(0, 0).nearest(points, K, Workers.ONE);
            int hits = 0;
            double lost = 0;
            for (int r = 0; r < points.rows(); r++) {
                int[] known = Arrays.copyOfRange(exact.indices(), r * K, (r + 1) * K);
                Arrays.sort(known);
                for (int i = r * K; i < (r + 1) * K; i++) {
                    hits += Arrays.binarySearch(known, found.indices()[i]) >= 0 ? 1 : 0;
                    lost += exact.values()[i] - found.values()[i];
                }
            }
            System.out.printf(
                    "%s: %d cells, recall %.3f, mean loss of cosine %.5f%n",
                    file, points.rows(), hits / (double) exact.indices().length, lost / exact.indices().length);
        }
    }
}
