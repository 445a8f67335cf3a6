package org.screlate.coexpress.module;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.screlate.coexpress.module.PairProfiles.Profile;
import org.screlate.data.GeneSet;
import org.screlate.data.Progress;
import org.screlate.graph.Leiden;
import org.screlate.matrix.SparseMatrix;

/**
 * Genes that are coexpressed, whatever the group. Groups are not looked at, so that testing what is found here in the same cells
 * is fair.
 *
 * @param genes their names
 * @param correlations {@code [genes × genes]}: positive correlations that exceed three of their standard errors
 */
public record CoexpressedGenes(List<String> genes, SparseMatrix correlations) {
    private static final int BLOCK = 2048;
    private static final double STANDARD_ERRORS = 3;

    static CoexpressedGenes of(ModuleTests tests, Progress progress) {
        int[] usable = tests.usable();
        float[][] correlations = new float[usable.length][usable.length];
        long all = (long) usable.length * (usable.length - 1) / 2;
        List<int[]> pairs = new ArrayList<>();
        long done = 0;
        for (int i = 0; i < usable.length; i++) {
            for (int j = i + 1; j < usable.length; j++) {
                pairs.add(new int[] {usable[i], usable[j]});
                if (pairs.size() == BLOCK || done + pairs.size() == all) {
                    tests.profiles(pairs).forEach(profile -> put(profile, usable, correlations));
                    done += pairs.size();
                    progress.at("pairs", done, all);
                    pairs.clear();
                }
            }
        }
        List<String> names =
                Arrays.stream(usable).mapToObj(tests.study().geneNames()::get).toList();
        return new CoexpressedGenes(names, sparse(correlations));
    }

    private static void put(Profile profile, int[] usable, float[][] correlations) {
        if (profile.eta() > STANDARD_ERRORS / Math.sqrt(profile.weight())) {
            int i = Arrays.binarySearch(usable, profile.genes()[0]);
            int j = Arrays.binarySearch(usable, profile.genes()[1]);
            correlations[i][j] = (float) StrictMath.tanh(profile.eta());
            correlations[j][i] = correlations[i][j];
        }
    }

    static SparseMatrix sparse(float[][] dense) {
        int n = dense.length;
        int[] offsets = new int[n + 1];
        int stored = 0;
        for (int r = 0; r < n; r++) {
            for (float value : dense[r]) {
                stored += value != 0 ? 1 : 0;
            }
            offsets[r + 1] = stored;
        }
        int[] indices = new int[stored];
        float[] values = new float[stored];
        int next = 0;
        for (float[] row : dense) {
            for (int c = 0; c < n; c++) {
                if (row[c] != 0) {
                    indices[next] = c;
                    values[next++] = row[c];
                }
            }
        }
        return new SparseMatrix(n, n, offsets, indices, values);
    }

    /**
     * Modules: communities of coexpressed genes by {@link Leiden}.
     *
     * @param least genes of a module
     */
    public List<GeneSet> modules(Leiden.Options options, int least) {
        return modules(genes, Leiden.of(correlations, options).communities(), least, "coexpressed in all cells");
    }

    /** Communities of at least so many genes as gene sets, the largest first. */
    static List<GeneSet> modules(List<String> genes, int[] communities, int least, String description) {
        List<List<String>> parts = IntStream.range(
                        0, Arrays.stream(communities).max().orElse(-1) + 1)
                .mapToObj(c -> IntStream.range(0, communities.length)
                        .filter(g -> communities[g] == c)
                        .mapToObj(genes::get)
                        .toList())
                .filter(part -> part.size() >= least)
                .sorted((a, b) -> b.size() - a.size())
                .toList();
        return IntStream.range(0, parts.size())
                .mapToObj(m -> new GeneSet(String.format(Locale.ROOT, "module_%d", m + 1), description, parts.get(m)))
                .toList();
    }
}
