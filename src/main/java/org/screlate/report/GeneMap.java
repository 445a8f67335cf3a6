package org.screlate.report;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.screlate.data.Column;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.Page;
import org.screlate.data.Table;
import org.screlate.graph.FuzzyGraph;
import org.screlate.graph.UmapLayout;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Workers;

/** An embedding of genes in the plane, coloured by the communities of a network of the same genes. */
final class GeneMap {
    /** More genes than this are sampled: the layout is drawn while the page is made. */
    private static final int MOST_GENES = 600;

    private static final int NEIGHBOURS = 15;

    private GeneMap() {}

    /** Adds the map of each embedding of genes. */
    static void add(Chapter chapter, Results results, long seed) {
        for (Result result : results.all()) {
            if (result.content() instanceof Result.Genes genes
                    && genes.embedding().genes().size() > NEIGHBOURS) {
                chapter.add(map(results, result, genes.embedding(), seed));
            }
        }
    }

    private static Page.Figure map(Results results, Result result, GeneEmbedding embedding, long seed) {
        Results.Named named = new Results.Named(result.sample(), result.label(), Table.ofRows(0));
        Map<String, String> communities = communities(results, result.sample());
        int[] shown = shown(embedding.genes(), communities, seed);
        DenseMatrix places =
                UmapLayout.of(FuzzyGraph.of(embedding.values().selectRows(shown), NEIGHBOURS, Workers.ONE), seed);
        String[] of = Arrays.stream(shown)
                .mapToObj(g -> communities.getOrDefault(embedding.genes().get(g), "none"))
                .toArray(String[]::new);
        Table rows = Table.ofRows(shown.length)
                .with(
                        "gene",
                        new Column.Text(Arrays.stream(shown)
                                .mapToObj(embedding.genes()::get)
                                .toArray(String[]::new)))
                .with("x", coordinate(places, 0))
                .with("y", coordinate(places, 1))
                .with("community", new Column.Text(of));
        return Page.Figure.of(
                        Values.id("map-genes", named.name()),
                        named.sampleName() + ": UMAP of the genes",
                        String.format(
                                Locale.ROOT,
                                "Genes whose embeddings are alike lie close. %s%s",
                                shown.length < embedding.genes().size()
                                        ? String.format(
                                                Locale.ROOT,
                                                "%,d of %,d genes are drawn, those of communities first, others taken at random. ",
                                                shown.length,
                                                embedding.genes().size())
                                        : Values.counted(shown.length, "gene") + ". ",
                                communities.isEmpty()
                                        ? "No network with communities of these genes is among the results; screlate-network build --genes-output makes them."
                                        : "Colours are the largest communities of the network of these genes."),
                        "map",
                        Parts.words(
                                "xTitle",
                                "UMAP 1",
                                "yTitle",
                                "UMAP 2",
                                "size",
                                shown.length > 600 ? 14 : 26,
                                "tooltip",
                                Parts.tooltip(rows, "gene", "Gene")),
                        rows)
                .colouredBy(new Page.Colours(List.of("community"), List.of(), List.of(), List.of(), List.of()));
    }

    /** Genes of a community first. */
    private static int[] shown(List<String> genes, Map<String, String> communities, long seed) {
        int[] known = IntStream.range(0, genes.size())
                .filter(g -> communities.isEmpty() || communities.containsKey(genes.get(g)))
                .toArray();
        int[] from = known.length > NEIGHBOURS
                ? known
                : IntStream.range(0, genes.size()).toArray();
        return Arrays.stream(Sampling.of(from.length, MOST_GENES, seed))
                .map(i -> from[i])
                .toArray();
    }

    private static Column coordinate(DenseMatrix places, int dimension) {
        double[] values = new double[places.rows()];
        Arrays.setAll(values, row -> places.get(row, dimension));
        return new Column.Real(values);
    }

    /** The communities of each gene, by names that a legend has room for: the twelve largest and the others. */
    private static Map<String, String> communities(Results results, String sample) {
        Map<String, String> communities = new HashMap<>();
        for (Results.Named named : results.tables(Role.GENE_ROLES, sample)) {
            String[] genes = Values.words(named.table(), "gene");
            String[] words = Values.words(named.table(), "community");
            List<String> largest = Values.counts(words).keySet().stream()
                    .filter(word -> !word.isEmpty())
                    .limit(12)
                    .toList();
            for (int g = 0; g < genes.length; g++) {
                if (!words[g].isEmpty()) {
                    communities.putIfAbsent(genes[g], largest.contains(words[g]) ? words[g] : "a smaller one");
                }
            }
        }
        return communities;
    }
}
