package org.screlate.coexpress.test;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.GenePairs;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Provenance;
import org.screlate.stats.random.Streams;

/** Lists of pairs to test: all of some genes, or those of a network or list, or a draw from them. */
public final class PairChoice {
    private PairChoice() {}

    /**
     * All pairs of genes, (1, 2), (1, 3), ... (2, 3), ...
     *
     * @param genes names, in the order to take them
     */
    public static GenePairs all(List<String> genes) {
        int n = genes.size();
        CellMatrix.index("gene", genes);
        long pairs = (long) n * (n - 1) / 2;
        if (n < 2 || pairs > Integer.MAX_VALUE - 8) {
            throw new InvalidInputException(
                    n + " genes have " + pairs + " pairs; lists hold between 1 and 2^31, so give other genes");
        }
        int[] first = new int[(int) pairs];
        int[] second = new int[(int) pairs];
        int next = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                first[next] = i;
                second[next++] = j;
            }
        }
        return new GenePairs(genes, first, second, 1, Provenance.NONE);
    }

    /**
     * All pairs of which at least one gene is of some, such as transcription factors with everything, in the order of {@link
     * #all}.
     *
     * @param genes names, in the order to take them
     * @param some among these
     */
    public static GenePairs with(List<String> genes, Set<String> some) {
        CellMatrix.index("gene", genes);
        long chosen = genes.stream().filter(some::contains).count();
        long pairs = chosen * (genes.size() - chosen) + chosen * (chosen - 1) / 2;
        if (pairs < 1 || pairs > Integer.MAX_VALUE - 8) {
            throw new InvalidInputException(chosen + " of " + genes.size() + " genes are in " + pairs
                    + " pairs with the others; lists hold between 1 and 2^31");
        }
        int[] first = new int[(int) pairs];
        int[] second = new int[(int) pairs];
        int next = 0;
        for (int i = 0; i < genes.size(); i++) {
            boolean isChosen = some.contains(genes.get(i));
            for (int j = i + 1; j < genes.size(); j++) {
                if (isChosen || some.contains(genes.get(j))) {
                    first[next] = i;
                    second[next++] = j;
                }
            }
        }
        return new GenePairs(genes, first, second, 1, Provenance.NONE);
    }

    /**
     * Pairs as they stand in a list or network, each once, whichever gene is named first; none of a gene with itself.
     *
     * @param known genes that both must be among; null for any
     */
    public static GenePairs each(GenePairs list, @Nullable List<String> known) {
        Set<String> allowed = known == null ? Set.copyOf(list.genes()) : Set.copyOf(known);
        Set<Long> taken = new HashSet<>();
        int[] kept = IntStream.range(0, list.size())
                .filter(i -> list.first()[i] != list.second()[i]
                        && allowed.contains(list.genes().get(list.first()[i]))
                        && allowed.contains(list.genes().get(list.second()[i]))
                        && taken.add(key(list, i)))
                .toArray();
        if (kept.length == 0) {
            throw new InvalidInputException("of " + list.size() + " pairs none has two different genes"
                    + (known == null ? "" : " of the cells; are genes named alike in both?"));
        }
        return select(list, kept);
    }

    private static long key(GenePairs list, int pair) {
        int a = list.first()[pair];
        int b = list.second()[pair];
        return (long) Math.min(a, b) * list.genes().size() + Math.max(a, b);
    }

    private static GenePairs select(GenePairs list, int[] kept) {
        return new GenePairs(
                list.genes(),
                Arrays.stream(kept).map(i -> list.first()[i]).toArray(),
                Arrays.stream(kept).map(i -> list.second()[i]).toArray(),
                1,
                list.provenance());
    }

    /** So many pairs drawn at random, in the order of the list. */
    public static GenePairs sample(GenePairs list, int count, long seed) {
        if (count < 1 || count > list.size()) {
            throw new InvalidInputException("a sample of " + count + " cannot be drawn from " + list.size() + " pairs");
        }
        SplittableRandom random = Streams.of(seed, "sample of pairs");
        // Floyd: one draw for each of the sample, none twice.
        Set<Integer> drawn = new LinkedHashSet<>();
        for (int i = list.size() - count; i < list.size(); i++) {
            int candidate = random.nextInt(i + 1);
            if (!drawn.add(candidate)) {
                drawn.add(i);
            }
        }
        return select(list, drawn.stream().mapToInt(i -> i).sorted().toArray());
    }

    /** Parts of a list, in order, none larger than so many pairs and all alike in size. */
    public static List<GenePairs> chunks(GenePairs list, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("--chunk-size must be at least 1, not " + most);
        }
        int chunks = Math.max(1, (int) (((long) list.size() + most - 1) / most));
        return IntStream.range(0, chunks)
                .mapToObj(c -> list.part(
                        (int) ((long) list.size() * c / chunks), (int) ((long) list.size() * (c + 1) / chunks)))
                .toList();
    }
}
