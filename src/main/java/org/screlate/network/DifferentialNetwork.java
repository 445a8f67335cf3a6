package org.screlate.network;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.screlate.data.CellGraph;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.graph.UndirectedEdges;
import org.screlate.matrix.SparseMatrix;

/**
 * What changes between the networks of two conditions: the edges that only the second has (gained) and that only the
 * first has (lost); together they are the exclusive or of the two.
 *
 * @param gained of the shared genes; weights of the second network
 * @param lost of the same genes; weights of the first
 * @param either gained and lost edges together
 * @param genes one row a gene: its name, degree before and after, kept, gained and lost edges, and {@code jaccard} = kept /
 *     (kept + gained + lost), missing where the gene has no edge in either
 * @param kept edges that both have
 * @param leftOut genes that only one of the networks has
 */
public record DifferentialNetwork(
        CellGraph gained, CellGraph lost, CellGraph either, Table genes, long kept, int leftOut) {

    /** Compares two networks over the genes that both have. */
    public static DifferentialNetwork of(CellGraph before, CellGraph after) {
        Map<String, Integer> index = CellMatrix.index("node", after.nodes());
        int[] first = IntStream.range(0, before.nodes().size())
                .filter(g -> index.containsKey(before.nodes().get(g)))
                .toArray();
        if (first.length < 2) {
            throw new InvalidInputException("the two networks share " + first.length + " genes, of "
                    + before.nodes().size() + " and " + after.nodes().size() + "; do both name genes alike?");
        }
        List<String> names = IntStream.of(first).mapToObj(before.nodes()::get).toList();
        int[] second = names.stream().mapToInt(index::get).toArray();
        SparseMatrix one = select(before, first);
        SparseMatrix other = select(after, second);
        SparseMatrix gained = without(other, one);
        SparseMatrix lost = without(one, other);
        int leftOut = before.nodes().size() + after.nodes().size() - 2 * first.length;
        return new DifferentialNetwork(
                graph(names, gained, "gained", before, after),
                graph(names, lost, "lost", before, after),
                graph(names, union(gained, lost), "differential", before, after),
                genes(names, degrees(one), degrees(other), degrees(gained), degrees(lost)),
                (one.stored() - lost.stored()) / 2,
                leftOut);
    }

    private static CellGraph graph(
            List<String> names, SparseMatrix edges, String name, CellGraph before, CellGraph after) {
        return new CellGraph(names, edges, name, before.provenance().with(after.provenance()));
    }

    private static SparseMatrix select(CellGraph network, int[] nodes) {
        return UndirectedEdges.of(network.weights()).selectRows(nodes).selectColumns(nodes);
    }

    /** The edges of one graph that another does not have. */
    private static SparseMatrix without(SparseMatrix edges, SparseMatrix others) {
        int[] offsets = new int[edges.rows() + 1];
        int[] indices = new int[edges.stored()];
        float[] values = new float[edges.stored()];
        int next = 0;
        for (int r = 0; r < edges.rows(); r++) {
            for (int e = edges.offsets()[r]; e < edges.offsets()[r + 1]; e++) {
                if (others.get(r, edges.indices()[e]) == 0) {
                    indices[next] = edges.indices()[e];
                    values[next++] = edges.values()[e];
                }
            }
            offsets[r + 1] = next;
        }
        return new SparseMatrix(
                edges.rows(), edges.columns(), offsets, Arrays.copyOf(indices, next), Arrays.copyOf(values, next));
    }

    /** Of two graphs that share no edge. */
    private static SparseMatrix union(SparseMatrix one, SparseMatrix other) {
        int[] offsets = new int[one.rows() + 1];
        int[] indices = new int[one.stored() + other.stored()];
        float[] values = new float[indices.length];
        int next = 0;
        for (int r = 0; r < one.rows(); r++) {
            int a = one.offsets()[r];
            int b = other.offsets()[r];
            while (a < one.offsets()[r + 1] || b < other.offsets()[r + 1]) {
                boolean takeOne = b == other.offsets()[r + 1]
                        || (a < one.offsets()[r + 1] && one.indices()[a] < other.indices()[b]);
                indices[next] = takeOne ? one.indices()[a] : other.indices()[b];
                values[next++] = takeOne ? one.values()[a++] : other.values()[b++];
            }
            offsets[r + 1] = next;
        }
        return new SparseMatrix(one.rows(), one.columns(), offsets, indices, values);
    }

    private static long[] degrees(SparseMatrix edges) {
        long[] degrees = new long[edges.rows()];
        Arrays.setAll(degrees, r -> edges.offsets()[r + 1] - edges.offsets()[r]);
        return degrees;
    }

    private static Table genes(List<String> names, long[] before, long[] after, long[] gained, long[] lost) {
        long[] kept = new long[before.length];
        double[] jaccard = new double[before.length];
        for (int g = 0; g < kept.length; g++) {
            kept[g] = before[g] - lost[g];
            jaccard[g] = (double) kept[g] / (kept[g] + gained[g] + lost[g]);
        }
        return Table.ofRows(before.length)
                .with("gene", new Column.Text(names.toArray(new String[0])))
                .with("degree_before", new Column.Whole(before))
                .with("degree_after", new Column.Whole(after))
                .with("kept", new Column.Whole(kept))
                .with("gained", new Column.Whole(gained))
                .with("lost", new Column.Whole(lost))
                .with("jaccard", new Column.Real(jaccard));
    }
}
