package org.screlate.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.screlate.data.CellGraph;
import org.screlate.data.Column;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.stats.random.RandomOrder;
import org.screlate.stats.random.Streams;

/**
 * How many edges differ by chance: the cells of each condition are parted at random, networks are made of the halves, and
 * halves of one condition are compared as those of two are. All have half of the cells, so what differs within a condition is
 * what differs between them where nothing has changed.
 *
 * @param table one row a comparison: {@code comparison}, {@code cells_before}, {@code cells_after}, {@code kept}, {@code
 *     gained}, {@code lost}, {@code changed_share} = (gained + lost) / (kept + gained + lost)
 */
public record RandomHalves(Table table) {
    private static final int LEAST_CELLS = 6;

    /** Two halves, the first of them with the cell over. */
    private record Halves(GeneEmbedding first, GeneEmbedding second) {
        static Halves of(GeneEmbedding profiles, String condition, long seed, int place) {
            int cells = profiles.dimensions().size();
            if (cells < LEAST_CELLS) {
                throw new InvalidInputException(
                        "the " + condition + " condition has " + cells + " cells; halves need " + LEAST_CELLS);
            }
            int[] order = IntStream.range(0, cells).toArray();
            RandomOrder.shuffle(order, Streams.of(seed, "halves", place));
            int[] one = Arrays.copyOf(order, (cells + 1) / 2);
            int[] two = Arrays.copyOfRange(order, one.length, cells);
            Arrays.sort(one);
            Arrays.sort(two);
            return new Halves(select(profiles, one), select(profiles, two));
        }

        private static GeneEmbedding select(GeneEmbedding profiles, int[] cells) {
            return new GeneEmbedding(
                    profiles.genes(),
                    IntStream.of(cells).mapToObj(profiles.dimensions()::get).toList(),
                    profiles.values().selectColumns(cells).toDense(),
                    profiles.name(),
                    profiles.provenance());
        }
    }

    /** A network and the number of its cells. */
    private record Side(CellGraph network, int cells) {}

    /**
     * Compares halves.
     *
     * @param before the first condition, whose dimensions are cells
     * @param network makes the network of profiles
     */
    public static RandomHalves of(
            GeneEmbedding before, GeneEmbedding after, long seed, Function<GeneEmbedding, CellGraph> network) {
        Halves first = Halves.of(before, "first", seed, 0);
        Halves second = Halves.of(after, "second", seed, 1);
        Function<GeneEmbedding, Side> side =
                half -> new Side(network.apply(half), half.dimensions().size());
        Side a = side.apply(first.first);
        Side b = side.apply(first.second);
        Side c = side.apply(second.first);
        Side d = side.apply(second.second);
        return new RandomHalves(Table.stacked(List.of(
                row("first, halves", a, b),
                row("second, halves", c, d),
                row("first and second, halves", a, c),
                row("first and second, other halves", b, d))));
    }

    private static Table row(String comparison, Side one, Side other) {
        DifferentialNetwork found = DifferentialNetwork.of(one.network, other.network);
        long gained = found.gained().weights().stored() / 2;
        long lost = found.lost().weights().stored() / 2;
        double changed = (double) (gained + lost) / (found.kept() + gained + lost);
        return Table.ofRows(1)
                .with("comparison", new Column.Text(new String[] {comparison}))
                .with("cells_before", new Column.Whole(new long[] {one.cells}))
                .with("cells_after", new Column.Whole(new long[] {other.cells}))
                .with("kept", new Column.Whole(new long[] {found.kept()}))
                .with("gained", new Column.Whole(new long[] {gained}))
                .with("lost", new Column.Whole(new long[] {lost}))
                .with("changed_share", new Column.Real(new double[] {changed}));
    }

    /** The shares of edges that differ, within and between conditions, in one line. */
    public String account() {
        double[] shares = ((Column.Real) table.column("changed_share")).values();
        List<String> percent = new ArrayList<>();
        for (double share : shares) {
            percent.add(String.format(Locale.ROOT, "%.0f %%", 100 * share));
        }
        return "by chance: of the edges of two random halves of a condition " + percent.get(0) + " (first) and "
                + percent.get(1) + " (second) differ; of halves of the two conditions " + percent.get(2) + " and "
                + percent.get(3);
    }
}
