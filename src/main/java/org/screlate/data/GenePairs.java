package org.screlate.data;

import java.util.Arrays;
import java.util.List;

/**
 * Pairs of genes, in order: a whole list or a part of one.
 *
 * @param genes names, each once
 * @param first number of the first gene of each pair in {@code genes}
 * @param second number of the second
 * @param from which number in the whole list the first pair has, from 1
 * @param provenance the steps that led here
 */
public record GenePairs(List<String> genes, int[] first, int[] second, long from, Provenance provenance) {
    /** Checks that the parts fit. */
    public GenePairs {
        genes = List.copyOf(genes);
        if (first.length != second.length) {
            throw new IllegalArgumentException(first.length + " first genes but " + second.length + " second");
        }
        if (from < 1) {
            throw new IllegalArgumentException("pairs are numbered from 1, not " + from);
        }
    }

    /** How many pairs. */
    public int size() {
        return first.length;
    }

    /** Pairs {@code start <= i < end}, with the numbers that they have here. */
    public GenePairs part(int start, int end) {
        return new GenePairs(
                genes,
                Arrays.copyOfRange(first, start, end),
                Arrays.copyOfRange(second, start, end),
                from + start,
                provenance);
    }

    /** The same with another history. */
    public GenePairs withProvenance(Provenance history) {
        return new GenePairs(genes, first, second, from, history);
    }

    /** Rows of {@code pair}, {@code gene_1}, {@code gene_2}. */
    public Table table() {
        long[] number = new long[size()];
        Arrays.setAll(number, i -> from + i);
        return Table.ofRows(size())
                .with("pair", new Column.Whole(number))
                .with("gene_1", names(first))
                .with("gene_2", names(second));
    }

    private Column.Text names(int[] numbers) {
        return new Column.Text(Arrays.stream(numbers).mapToObj(genes::get).toArray(String[]::new));
    }
}
