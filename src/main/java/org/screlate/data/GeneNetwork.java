package org.screlate.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.screlate.graph.NodePairs;
import org.screlate.matrix.SparseMatrix;

/**
 * Interactions of the genes of a matrix: both directions of each, once, with its highest score.
 *
 * @param genes of the matrix, in its order; some may have no interaction
 * @param weights {@code [genes × genes]}, symmetric, nothing on the diagonal
 * @param account what was found and what was left out, one line each
 */
public record GeneNetwork(List<String> genes, SparseMatrix weights, List<String> account) {
    private static final int EXAMPLES = 3;

    /** Keeps its own copies. */
    public GeneNetwork {
        genes = List.copyOf(genes);
        account = List.copyOf(account);
    }

    /**
     * Finds the genes of a matrix in a list of interactions.
     *
     * @param leastOverlap fewer genes with an interaction with another gene of the matrix are the user's error
     */
    public static GeneNetwork match(List<String> genes, Interactions listed, GeneNames rules, int leastOverlap) {
        Map<String, Integer> index = rules.index(genes);
        int[][] genesOf =
                listed.names().stream().map(name -> rules.find(name, index)).toArray(int[][]::new);
        boolean[] found = new boolean[genes.size()];
        for (int i = 0; i < listed.pairs().size(); i++) {
            mark(
                    found,
                    genesOf[listed.pairs().first()[i]],
                    genesOf[listed.pairs().second()[i]]);
        }
        int overlap =
                (int) IntStream.range(0, found.length).filter(g -> found[g]).count();
        List<String> account = new ArrayList<>(listed.notes());
        account.add(String.format(
                Locale.ROOT,
                "%,d interactions of %,d names; %,d of %,d genes interact with another",
                listed.pairs().size(),
                listed.names().size(),
                overlap,
                genes.size()));
        if (overlap < leastOverlap) {
            throw new InvalidInputException(tooFew(genes, listed, found, genesOf, leastOverlap));
        }
        return joined(genes, listed, genesOf, account);
    }

    /** Marks the genes that interact with another gene of the matrix. */
    private static void mark(boolean[] found, int[] some, int[] others) {
        for (int a : some) {
            for (int b : others) {
                found[a] |= a != b;
                found[b] |= a != b;
            }
        }
    }

    /** Number of interactions, each once. */
    public int size() {
        return weights.stored() / 2;
    }

    private static GeneNetwork joined(List<String> genes, Interactions listed, int[][] genesOf, List<String> account) {
        NodePairs names = listed.pairs();
        int total = 0;
        int unmatched = 0;
        for (int i = 0; i < names.size(); i++) {
            int ways = genesOf[names.first()[i]].length * genesOf[names.second()[i]].length;
            total = Math.addExact(total, ways);
            unmatched += ways == 0 ? 1 : 0;
        }
        int[] first = new int[total];
        int[] second = new int[total];
        float[] scores = new float[total];
        int next = 0;
        int loops = 0;
        for (int i = 0; i < names.size(); i++) {
            for (int a : genesOf[names.first()[i]]) {
                for (int b : genesOf[names.second()[i]]) {
                    loops += a == b ? 1 : 0;
                    first[next] = a;
                    second[next] = b;
                    scores[next++] = listed.scores()[i];
                }
            }
        }
        SparseMatrix weights = new NodePairs(first, second).network(genes.size(), scores);
        tell(account, unmatched, "interactions with a gene that the matrix has not");
        tell(account, loops, "interactions of a gene with itself");
        tell(account, total - loops - weights.stored() / 2, "interactions listed before, either way round");
        long alone = IntStream.range(0, genes.size())
                .filter(g -> weights.offsets()[g] == weights.offsets()[g + 1])
                .count();
        account.add(String.format(
                Locale.ROOT,
                "%,d interactions of %,d genes stay; %,d genes have none",
                weights.stored() / 2,
                genes.size() - alone,
                alone));
        return new GeneNetwork(genes, weights, account);
    }

    private static void tell(List<String> account, long number, String what) {
        if (number > 0) {
            account.add(String.format(Locale.ROOT, "left out %,d %s", number, what));
        }
    }

    private static String tooFew(
            List<String> genes, Interactions listed, boolean[] found, int[][] genesOf, int leastOverlap) {
        List<String> here = IntStream.range(0, found.length)
                .filter(g -> !found[g])
                .mapToObj(genes::get)
                .toList();
        List<String> there = IntStream.range(0, genesOf.length)
                .filter(n -> genesOf[n].length == 0)
                .mapToObj(n -> listed.names().get(n))
                .toList();
        return (genes.size() - here.size()) + " of " + genes.size()
                + " genes are in the network, and at least " + leastOverlap
                + " are needed (--min-overlap), each with a partner among the genes: the matrix has "
                + examples(here) + ", the network " + examples(there) + "; " + advice(here, there);
    }

    private static String examples(List<String> names) {
        String some = names.stream().limit(EXAMPLES).collect(Collectors.joining(", "));
        return names.isEmpty() ? "nothing else" : names.size() > EXAMPLES ? some + " …" : some;
    }

    private static String advice(List<String> here, List<String> there) {
        if (there.isEmpty()) {
            return "all names of the network are known, so it is too small";
        }
        Set<String> capitals = capitals(here.stream()).collect(Collectors.toCollection(HashSet::new));
        long alike = capitals(there.stream()).filter(capitals::contains).count();
        return alike > EXAMPLES && alike * 4 > Math.min(here.size(), there.size())
                ? "they differ in capital letters, as species do: give --orthologues"
                : "give --aliases for other kinds of names, --strip-versions for Ensembl's versions, --orthologues for"
                        + " another species";
    }

    private static Stream<String> capitals(Stream<String> names) {
        return names.map(name -> name.toUpperCase(Locale.ROOT));
    }
}
