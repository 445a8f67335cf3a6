package org.screlate.subset;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.stats.random.Streams;

/**
 * Which cells to keep: those of a list, those with a label, those of which a condition is true, and of these at most so many
 * a group, drawn without replacement. Cells stay in the order of the input.
 */
public final class CellChoice {
    private static final int NAMED = 3;

    private final Options options;

    /** Creates it; nothing is chosen until {@link #choose}. */
    public CellChoice(Options options) {
        this.options = options;
    }

    /**
     * Chooses; the user's error where no cell is left.
     *
     * @param cells names
     * @param metadata one row a cell
     * @param listed names to keep; null for all
     */
    public Result choose(List<String> cells, Table metadata, @Nullable List<String> listed) {
        List<String> account = new ArrayList<>();
        BitSet kept = new BitSet();
        kept.set(0, cells.size());
        if (listed != null) {
            keepListed(kept, cells, listed, account);
        }
        for (String column : options.labelled) {
            keepLabelled(kept, column, metadata.column(column), account);
        }
        if (options.condition != null) {
            keepWhere(kept, Condition.parse(options.condition).of(cells, metadata), account);
        }
        if (options.maxCells > 0) {
            draw(kept, metadata, account);
        }
        account.add("kept " + kept.cardinality() + " of " + cells.size() + " cells");
        if (kept.isEmpty()) {
            throw new InvalidInputException(
                    "no cell is left of " + cells.size() + " (" + String.join("; ", account) + ")");
        }
        return new Result(kept.stream().toArray(), account);
    }

    private static void keepListed(BitSet kept, List<String> cells, List<String> listed, List<String> account) {
        Set<String> wanted = new HashSet<>(listed);
        for (int c = 0; c < cells.size(); c++) {
            kept.set(c, kept.get(c) && wanted.contains(cells.get(c)));
        }
        wanted.removeAll(new HashSet<>(cells));
        if (wanted.size() == new HashSet<>(listed).size()) {
            throw new InvalidInputException(
                    "none of the " + wanted.size() + " cells of the list is in the matrix, such as '" + listed.get(0)
                            + "' (the matrix has '" + (cells.isEmpty() ? "" : cells.get(0)) + "')");
        }
        if (!wanted.isEmpty()) {
            account.add(wanted.size() + " cells of the list are not in the matrix, such as "
                    + String.join(", ", wanted.stream().sorted().limit(NAMED).toList()));
        }
    }

    private static void keepLabelled(BitSet kept, String name, Column column, List<String> account) {
        int before = kept.cardinality();
        for (int c = 0; c < column.size(); c++) {
            if (column.isMissing(c)) {
                kept.clear(c);
            }
        }
        account.add("left out " + (before - kept.cardinality()) + " cells without a value in '" + name + "'");
    }

    private static void keepWhere(BitSet kept, Condition.Result found, List<String> account) {
        for (int c = 0; c < found.holds().length; c++) {
            kept.set(c, kept.get(c) && found.holds()[c]);
        }
        found.missing()
                .forEach((column, number) ->
                        account.add(number + " cells have no value in '" + column + "', where no comparison is true"));
    }

    // A stream of its own for each group, by its name: other groups, or their order, change nothing in it.
    private void draw(BitSet kept, Table metadata, List<String> account) {
        Map<String, List<Integer>> groups = new TreeMap<>();
        String column = options.maxCellsBy;
        for (int c = kept.nextSetBit(0); c >= 0; c = kept.nextSetBit(c + 1)) {
            String group = column == null ? "" : metadata.column(column).text(c);
            groups.computeIfAbsent(group, name -> new ArrayList<>()).add(c);
        }
        int cut = 0;
        for (Map.Entry<String, List<Integer>> group : groups.entrySet()) {
            int[] members = group.getValue().stream().mapToInt(c -> c).toArray();
            cut += members.length > options.maxCells ? 1 : 0;
            SplittableRandom random = Streams.of(options.seed, "cells of " + group.getKey());
            for (int drawn = members.length; drawn > options.maxCells; drawn--) {
                int out = random.nextInt(drawn);
                kept.clear(members[out]);
                members[out] = members[drawn - 1];
            }
        }
        account.add("drew at most " + options.maxCells + " cells"
                + (column == null
                        ? ""
                        : " of each value of '" + column + "'; " + cut + " of " + groups.size() + " had more"));
    }

    /**
     * The numbers of the genes to keep, rising; the user's error where none is left.
     *
     * @param genes number of all
     * @param listed those of a list, rising; null for all
     * @param cellsOfGene in how many of the chosen cells each gene is not zero; null where that does not matter
     */
    public static int[] kept(int genes, int @Nullable [] listed, int @Nullable [] cellsOfGene, int minCells) {
        IntStream wanted = listed == null ? IntStream.range(0, genes) : IntStream.of(listed);
        int[] kept = wanted.filter(g -> cellsOfGene == null || cellsOfGene[g] >= minCells)
                .toArray();
        if (kept.length == 0) {
            throw new InvalidInputException("no gene is left of " + (listed == null ? genes : listed.length)
                    + ": none is" + " detected in " + minCells + " of the chosen cells; ask for fewer by --min-cells");
        }
        return kept;
    }

    /**
     * Settings.
     *
     * @param condition of {@link Condition}; null for none
     * @param labelled columns in which a kept cell must have a value
     * @param maxCells most cells of a group; 0 for all
     * @param maxCellsBy column of the groups; null for one group of all cells
     * @param seed of the draw
     */
    public record Options(
            @Nullable String condition, List<String> labelled, int maxCells, @Nullable String maxCellsBy, long seed) {
        /** Every cell. */
        public static final Options DEFAULTS = new Options(null, List.of(), 0, null, 0);

        /** Checks them. */
        public Options {
            labelled = List.copyOf(labelled);
            if (maxCells < 0) {
                throw new IllegalArgumentException("--max-cells < 0: " + maxCells);
            }
            if (maxCellsBy != null && maxCells == 0) {
                throw new IllegalArgumentException("--max-cells-by needs --max-cells: how many of each group");
            }
        }
    }

    /**
     * What was chosen.
     *
     * @param cells their numbers, rising
     * @param account what was left out and why, one line each
     */
    public record Result(int[] cells, List<String> account) {}
}
