package org.screlate.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.graph.NodePairs;
import org.screlate.matrix.SparseMatrix;

/**
 * Interactions that somebody has parted into those to learn from, to choose by and to judge by, and perhaps pairs without an
 * interaction to tell them from.
 *
 * @param first one gene of each pair, by the name that the list has for it
 * @param second the other
 * @param sets what each pair is for
 * @param kinds of the pairs
 */
public record InteractionSplit(String[] first, String[] second, Set[] sets, Kind[] kinds) {
    private static final String SET = "set";
    private static final String KIND = "kind";

    /** What a pair is for. */
    public enum Set {
        /** To learn from. */
        TRAIN,
        /** To choose by. */
        VALIDATION,
        /** To judge by. */
        TEST
    }

    /** What a pair is. */
    public enum Kind {
        /** An interaction. */
        EDGE,
        /** None, drawn from all pairs. */
        UNIFORM,
        /** None, with ends of as many interactions as the edges' have. */
        MATCHED
    }

    private static final Map<String, Set> SETS = Map.of(
            "train", Set.TRAIN,
            "training", Set.TRAIN,
            "validation", Set.VALIDATION,
            "valid", Set.VALIDATION,
            "val", Set.VALIDATION,
            "test", Set.TEST);
    private static final Map<String, Kind> KINDS =
            Map.of("edge", Kind.EDGE, "uniform", Kind.UNIFORM, "matched", Kind.MATCHED);

    /**
     * Reads the columns {@code gene_1}, {@code gene_2} (or the first two) and {@code set}, and {@code kind} where there is one;
     * else all are interactions.
     *
     * @throws InvalidInputException if a column is absent or a word unknown, with its row
     */
    public static InteractionSplit of(Table table) {
        boolean named = table.names().contains("gene_1");
        if (!table.names().contains(SET) || (!named && table.names().size() < 3)) {
            throw new InvalidInputException(
                    "needs two columns of genes (gene_1, gene_2) and the column 'set' with train,"
                            + " validation or test; there are " + String.join(", ", table.names()));
        }
        String[] genes = table.labels(named ? "gene_1" : table.names().get(0));
        String[] partners = table.labels(named ? "gene_2" : table.names().get(1));
        String[] setWords = table.labels(SET);
        String[] kindWords = table.names().contains(KIND) ? table.labels(KIND) : null;
        Set[] sets = new Set[table.rows()];
        Kind[] kinds = new Kind[table.rows()];
        for (int r = 0; r < sets.length; r++) {
            sets[r] = meaning(SETS, setWords[r], r, SET, "train, validation or test");
            kinds[r] =
                    kindWords == null ? Kind.EDGE : meaning(KINDS, kindWords[r], r, KIND, "edge, uniform or matched");
            if (sets[r] == Set.TRAIN && kinds[r] != Kind.EDGE) {
                throw new InvalidInputException("row " + (r + 1) + " is of set train and kind "
                        + kinds[r].name().toLowerCase(Locale.ROOT)
                        + "; pairs to learn from that do not interact are drawn anew for each step, so"
                        + " leave such rows out");
            }
        }
        return new InteractionSplit(genes, partners, sets, kinds);
    }

    private static <T> T meaning(Map<String, T> meanings, String word, int row, String column, String choices) {
        T meaning = meanings.get(word.strip().toLowerCase(Locale.ROOT));
        if (meaning == null) {
            throw new InvalidInputException(
                    "row " + (row + 1) + " has '" + word + "' as " + column + "; it must be " + choices);
        }
        return meaning;
    }

    /** The interactions of all three sets, to find the genes in. */
    public Interactions interactions() {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        int[] edges = rows(null, Kind.EDGE);
        int[] a = Arrays.stream(edges).map(r -> number(numbers, first[r])).toArray();
        int[] b = Arrays.stream(edges).map(r -> number(numbers, second[r])).toArray();
        float[] scores = new float[a.length];
        Arrays.fill(scores, 1);
        return new Interactions(List.copyOf(numbers.keySet()), new NodePairs(a, b), scores, List.of());
    }

    private static int number(Map<String, Integer> numbers, String name) {
        Integer known = numbers.putIfAbsent(name, numbers.size());
        return known == null ? numbers.size() - 1 : known;
    }

    /**
     * The pairs of one set and kind among some genes, each once; those with a gene that is not there are left out.
     *
     * @return {@code [genes × genes]}, symmetric, of ones
     */
    public SparseMatrix network(Set set, Kind kind, List<String> genes, GeneNames rules) {
        Map<String, Integer> index = rules.index(genes);
        List<int[]> pairs = new ArrayList<>();
        for (int r : rows(set, kind)) {
            for (int a : rules.find(first[r], index)) {
                for (int b : rules.find(second[r], index)) {
                    pairs.add(new int[] {a, b});
                }
            }
        }
        float[] ones = new float[pairs.size()];
        Arrays.fill(ones, 1);
        return new NodePairs(
                        pairs.stream().mapToInt(pair -> pair[0]).toArray(),
                        pairs.stream().mapToInt(pair -> pair[1]).toArray())
                .network(genes.size(), ones);
    }

    private int[] rows(@Nullable Set set, Kind kind) {
        return IntStream.range(0, first.length)
                .filter(r -> (set == null || sets[r] == set) && kinds[r] == kind)
                .toArray();
    }
}
