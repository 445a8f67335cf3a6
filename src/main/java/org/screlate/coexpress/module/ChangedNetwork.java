package org.screlate.coexpress.module;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.screlate.data.CellGraph;
import org.screlate.data.Column;
import org.screlate.data.GeneSet;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.graph.Leiden;
import org.screlate.matrix.SparseMatrix;

/**
 * The pairs whose coexpression differs between two groups, as a network: what is gained, lost and reversed in the second
 * group, which genes have many changed partners, and communities of changed pairs.
 */
public final class ChangedNetwork {
    private final List<String> genes;
    private final int[] tested;
    private final Map<Change, long[]> counts = new EnumMap<>(Change.class);
    private final CellGraph graph;
    private final Table edges;
    private final int[] communities;

    /**
     * Settings.
     *
     * @param column of the table that is compared: fdr_bh, fdr_by or p_value
     * @param most highest value of a changed pair
     * @param leiden how communities are found
     */
    public record Options(String column, double most, Leiden.Options leiden) {
        /** What is used where nothing else is said. */
        public static final Options DEFAULTS = new Options("fdr_bh", 0.05, Leiden.Options.DEFAULTS);

        /** Checks the limit. */
        public Options {
            if (!(most > 0 && most <= 1)) {
                throw new IllegalArgumentException("highest " + column + " not in (0, 1]: " + most);
            }
        }
    }

    /** How a pair differs in the second group. */
    public enum Change {
        /** Coexpression is stronger. */
        GAINED,
        /** Coexpression is weaker. */
        LOST,
        /** Coexpression has the other sign, and both intervals are on their side of 0. */
        REVERSED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Edge(int low, int high, int row, Change change) {}

    private ChangedNetwork(Table tests, Options options, List<Edge> found, TestedGenes names) {
        genes = names.genes();
        tested = names.pairsOfGene();
        for (Change change : Change.values()) {
            counts.put(change, new long[genes.size()]);
        }
        for (Edge edge : found) {
            long[] own = of(edge.change());
            own[edge.low()]++;
            own[edge.high()]++;
        }
        double[] size = numbers(tests, "rho_difference");
        graph = new CellGraph(genes, matrix(found, size), "differential coexpression", Provenance.NONE);
        int[] rows = found.stream().mapToInt(Edge::row).toArray();
        Table kept = tests.select(rows);
        Table columns = Table.ofRows(rows.length)
                .with(
                        "change",
                        new Column.Text(
                                found.stream().map(edge -> edge.change().word()).toArray(String[]::new)));
        for (String name : tests.names()) {
            if (isTold(name)) {
                columns = columns.with(name, kept.column(name));
            }
        }
        edges = columns;
        communities = Leiden.of(graph.weights(), options.leiden()).communities();
    }

    /**
     * Makes it.
     *
     * @param tests of pairs, with {@code gene_1}, {@code gene_2}, {@code p_value} and the correlations of two groups
     */
    public static ChangedNetwork of(Table tests, Options options) {
        List<String> groups = groups(tests);
        tests.checkProbabilities("p_value");
        double[] p = numbers(tests, "p_value");
        double[] compared = numbers(tests, options.column());
        double[][] rho = {numbers(tests, "rho_" + groups.get(0)), numbers(tests, "rho_" + groups.get(1))};
        boolean[] apart = new boolean[p.length];
        for (int r = 0; r < p.length; r++) {
            apart[r] = rho[0][r] * rho[1][r] < 0;
            for (String group : groups) {
                for (String end : List.of("_low", "_high")) {
                    String name = "rho_" + group + end;
                    double limit = tests.names().contains(name) ? numbers(tests, name)[r] : Double.NaN;
                    double own = rho[groups.indexOf(group)][r];
                    apart[r] &= Double.isNaN(limit) || limit * own > 0;
                }
            }
        }
        TestedGenes names = TestedGenes.of(tests, p);
        List<Edge> found = IntStream.range(0, p.length)
                .filter(r -> compared[r] <= options.most() && !Double.isNaN(rho[0][r] + rho[1][r]))
                .mapToObj(r -> new Edge(
                        Math.min(names.first()[r], names.second()[r]),
                        Math.max(names.first()[r], names.second()[r]),
                        r,
                        apart[r]
                                ? Change.REVERSED
                                : Math.abs(rho[1][r]) > Math.abs(rho[0][r]) ? Change.GAINED : Change.LOST))
                .sorted((a, b) -> a.low() != b.low() ? a.low() - b.low() : a.high() - b.high())
                .toList();
        return new ChangedNetwork(tests, options, found, names);
    }

    /** The genes of the tests and how many pairs with a p-value each is in. */
    private record TestedGenes(List<String> genes, int[] first, int[] second, int[] pairsOfGene) {
        static TestedGenes of(Table tests, double[] p) {
            Map<String, Integer> numbers = new LinkedHashMap<>();
            String[][] names = {tests.texts("gene_1"), tests.texts("gene_2")};
            int[][] ends = new int[2][p.length];
            for (int r = 0; r < p.length; r++) {
                for (int end = 0; end < 2; end++) {
                    ends[end][r] = numbers.computeIfAbsent(names[end][r], gene -> numbers.size());
                }
            }
            int[] pairs = new int[numbers.size()];
            for (int r = 0; r < p.length; r++) {
                int one = Double.isNaN(p[r]) ? 0 : 1;
                pairs[ends[0][r]] += one;
                pairs[ends[1][r]] += one;
            }
            return new TestedGenes(List.copyOf(numbers.keySet()), ends[0], ends[1], pairs);
        }
    }

    /** The two groups whose correlations the table has. */
    private static List<String> groups(Table tests) {
        List<String> groups = tests.names().stream()
                .filter(name -> name.startsWith("rho_") && tests.names().contains(name + "_low"))
                .map(name -> name.substring("rho_".length()))
                .toList();
        if (groups.size() != 2) {
            throw new InvalidInputException("the table has correlations of " + groups.size()
                    + " groups (rho_GROUP with rho_GROUP_low), but a differential network is one of two: "
                    + String.join(", ", groups));
        }
        return groups;
    }

    private static boolean isTold(String name) {
        return name.startsWith("rho_")
                || List.of("estimate", "p_value", "fdr_bh", "fdr_by").contains(name);
    }

    private static double[] numbers(Table table, String name) {
        Column column = table.column(name);
        double[] numbers = new double[table.rows()];
        Arrays.setAll(
                numbers,
                r -> column instanceof Column.Real real
                        ? real.values()[r]
                        : column instanceof Column.Whole whole
                                ? whole.values()[r]
                                : column.isMissing(r) ? Double.NaN : notANumber(name, column.text(r)));
        return numbers;
    }

    private static double notANumber(String name, String text) {
        throw new InvalidInputException("column '" + name + "' holds '" + text + "', not a number");
    }

    /** Both directions of each edge, weighing the absolute difference of correlations. */
    private SparseMatrix matrix(List<Edge> found, double[] difference) {
        int n = genes.size();
        float[][] dense = new float[n][n];
        for (Edge edge : found) {
            for (int[] ends : new int[][] {{edge.low(), edge.high()}, {edge.high(), edge.low()}}) {
                dense[ends[0]][ends[1]] = (float) Math.max(1e-6, Math.abs(difference[edge.row()]));
            }
        }
        return CoexpressedGenes.sparse(dense);
    }

    /** Edges weighing the absolute difference of the correlations. */
    public CellGraph graph() {
        return graph;
    }

    /** Columns of the edges: the change, and what the tests say. */
    public Table edges() {
        return edges;
    }

    /** Of each gene, how many of its pairs changed so. */
    private long[] of(Change change) {
        return Objects.requireNonNull(counts.get(change));
    }

    /** How many pairs changed so. */
    public long count(Change change) {
        return Arrays.stream(of(change)).sum() / 2;
    }

    /** One row a gene, those of most changed partners first. */
    public Table hubs() {
        int n = genes.size();
        long[] changed = new long[n];
        Arrays.setAll(
                changed, g -> counts.values().stream().mapToLong(of -> of[g]).sum());
        Table table = nodes().with("changed", new Column.Whole(changed))
                .with(
                        "changed_share",
                        new Column.Real(IntStream.range(0, n)
                                .mapToDouble(g -> (double) changed[g] / tested[g])
                                .toArray()));
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted((a, b) -> Long.compare(changed[b], changed[a]))
                .mapToInt(i -> i)
                .toArray();
        return table.select(order);
    }

    /** The same in the order of the network's nodes, as columns of it. */
    public Table nodes() {
        Table table = Table.ofRows(genes.size())
                .with("gene", new Column.Text(genes.toArray(new String[0])))
                .with(
                        "tested",
                        new Column.Whole(Arrays.stream(tested).asLongStream().toArray()));
        for (Change change : Change.values()) {
            table = table.with(change.word(), new Column.Whole(of(change)));
        }
        return table;
    }

    /** Communities of changed pairs with at least so many genes. */
    public List<GeneSet> communities(int least) {
        return CoexpressedGenes.modules(genes, communities, least, "changed pairs; not to be tested in the same cells");
    }
}
