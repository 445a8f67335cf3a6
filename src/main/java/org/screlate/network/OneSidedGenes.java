package org.screlate.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.screlate.data.Column;
import org.screlate.data.Table;

/**
 * Genes that only one of two conditions has, so that none of their edges can be compared.
 *
 * @param first in the first only
 * @param second in the second only
 */
public record OneSidedGenes(List<String> first, List<String> second) {
    /** Finds them. */
    public static OneSidedGenes of(List<String> before, List<String> after) {
        return new OneSidedGenes(without(before, after), without(after, before));
    }

    private static List<String> without(List<String> genes, List<String> others) {
        Set<String> left = new LinkedHashSet<>(genes);
        left.removeAll(Set.copyOf(others));
        return List.copyOf(left);
    }

    /** A line on the genes of each condition that has some. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!first.isEmpty()) {
            lines.add(first.size() + " genes are in the first condition only, such as '" + first.get(0)
                    + "'; their edges were not compared");
        }
        if (!second.isEmpty()) {
            lines.add(second.size() + " genes are in the second condition only, such as '" + second.get(0)
                    + "'; their edges were not compared");
        }
        return lines;
    }

    /** The changes of the genes that both have, with a row for each other one and a column {@code condition}. */
    public Table below(Table changes) {
        return Table.stacked(List.of(
                changes.with("condition", words("both", changes.rows())),
                rows(changes, first).with("condition", words("first", first.size())),
                rows(changes, second).with("condition", words("second", second.size()))));
    }

    private static Table rows(Table like, List<String> genes) {
        int n = genes.size();
        Table rows = Table.ofRows(n);
        for (String name : like.names()) {
            Column column = like.column(name);
            double[] missing = new double[n];
            Arrays.fill(missing, Double.NaN);
            rows = rows.with(
                    name,
                    column instanceof Column.Text
                            ? new Column.Text(genes.toArray(new String[0]))
                            : column instanceof Column.Whole
                                    ? new Column.Whole(new long[n])
                                    : new Column.Real(missing));
        }
        return rows;
    }

    private static Column.Text words(String word, int n) {
        String[] words = new String[n];
        Arrays.fill(words, word);
        return new Column.Text(words);
    }
}
