package org.screlate.network;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellGraph;
import org.screlate.data.Column;
import org.screlate.data.Table;
import org.screlate.graph.NodeStatistics;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/**
 * Where each gene stands in a network and in its community.
 *
 * <p>With \(\kappa_{gc}\) the number of neighbours of gene g in community c and \(k_g\) of all: the degree within its own
 * community as \(z_g = (\kappa_{g c_g} - \overline{\kappa}) / \sigma_\kappa\), over the genes of that community; and the
 * participation \(P_g = 1 - \sum_c (\kappa_{gc} / k_g)^2\), 0 where all neighbours are in one community. A gene with
 * \(z_g \ge 2.5\) is a hub.
 *
 * @see <a href="https://doi.org/10.1038/nature03288">Guimerà and Amaral (2005)</a>
 */
public final class GeneRoles {
    private static final double HUB = 2.5;

    private final Communities.Options options;

    /** Creates it; nothing is computed until {@link #of}. */
    public GeneRoles(Communities.Options options) {
        this.options = options;
    }

    /**
     * What was found.
     *
     * @param genes one row a gene: its name, {@code degree}, {@code strength}, {@code clustering}, {@code core}, {@code
     *     component}, {@code community} (missing without edges), {@code within_z}, {@code participation}, {@code hub}
     * @param communities how many
     */
    public record Result(Table genes, int communities, double modularity, boolean converged) {}

    /** Finds communities and counts. */
    public Result of(CellGraph network, Workers workers) {
        SparseMatrix edges = network.weights();
        NodeStatistics nodes = NodeStatistics.of(edges, workers);
        Communities found = Communities.of(edges, options);
        double[] within = withinDegrees(edges, found.numbers());
        double[] z = standardised(within, found);
        boolean[] hubs = new boolean[z.length];
        for (int g = 0; g < z.length; g++) {
            hubs[g] = z[g] >= HUB;
        }
        @Nullable
        String[] numbers = Arrays.stream(found.numbers())
                .mapToObj(number -> number < 0 ? null : Integer.toString(number))
                .toArray(String[]::new);
        Table genes = Table.ofRows(z.length)
                .with("gene", new Column.Text(network.nodes().toArray(new String[0])))
                .with("degree", whole(nodes.degrees()))
                .with("strength", new Column.Real(nodes.strengths()))
                .with("clustering", new Column.Real(nodes.clustering()))
                .with("core", whole(nodes.cores()))
                .with("component", whole(nodes.components()))
                .with("community", new Column.Text(numbers))
                .with("within_z", new Column.Real(z))
                .with("participation", new Column.Real(participation(edges, found)))
                .with("hub", new Column.Flag(hubs));
        return new Result(genes, found.count(), found.modularity(), found.converged());
    }

    /** The genes of greatest degree, as words to show. */
    public static List<String> largest(Result roles, int number) {
        Column.Whole degrees = (Column.Whole) roles.genes().column("degree");
        Column names = roles.genes().column("gene");
        return IntStream.range(0, roles.genes().rows())
                .boxed()
                .sorted((a, b) -> Long.compare(degrees.values()[b], degrees.values()[a]))
                .limit(number)
                .map(g -> names.text(g) + " (" + degrees.values()[g] + ")")
                .toList();
    }

    private static double[] withinDegrees(SparseMatrix edges, int[] communities) {
        double[] within = new double[edges.rows()];
        for (int g = 0; g < within.length; g++) {
            for (int e = edges.offsets()[g]; e < edges.offsets()[g + 1]; e++) {
                within[g] += communities[edges.indices()[e]] == communities[g] ? 1 : 0;
            }
        }
        return within;
    }

    private static double[] standardised(double[] within, Communities communities) {
        int[] numbers = communities.numbers();
        double[] sizes = new double[communities.count()];
        double[] means = new double[communities.count()];
        double[] squares = new double[communities.count()];
        for (int g = 0; g < within.length; g++) {
            if (numbers[g] >= 0) {
                sizes[numbers[g]]++;
                means[numbers[g]] += within[g];
            }
        }
        Arrays.setAll(means, c -> means[c] / sizes[c]);
        for (int g = 0; g < within.length; g++) {
            if (numbers[g] >= 0) {
                double distance = within[g] - means[numbers[g]];
                squares[numbers[g]] += distance * distance;
            }
        }
        double[] z = new double[within.length];
        for (int g = 0; g < z.length; g++) {
            if (numbers[g] >= 0 && squares[numbers[g]] > 0) {
                z[g] = (within[g] - means[numbers[g]]) / Math.sqrt(squares[numbers[g]] / sizes[numbers[g]]);
            }
        }
        return z;
    }

    private static double[] participation(SparseMatrix edges, Communities communities) {
        double[] participation = new double[edges.rows()];
        double[] shares = new double[communities.count()];
        for (int g = 0; g < participation.length; g++) {
            int from = edges.offsets()[g];
            int to = edges.offsets()[g + 1];
            for (int e = from; e < to; e++) {
                shares[communities.numbers()[edges.indices()[e]]] += 1.0 / (to - from);
            }
            double squares = 0;
            for (int e = from; e < to; e++) {
                int community = communities.numbers()[edges.indices()[e]];
                squares += shares[community] * shares[community];
                shares[community] = 0;
            }
            participation[g] = from == to ? 0 : 1 - squares;
        }
        return participation;
    }

    private static Column.Whole whole(int[] values) {
        return new Column.Whole(Arrays.stream(values).asLongStream().toArray());
    }
}
