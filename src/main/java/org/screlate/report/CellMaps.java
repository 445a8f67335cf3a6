package org.screlate.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Embedding;
import org.screlate.data.Layer;
import org.screlate.data.Page;
import org.screlate.data.Table;

/** Where cells lie: variable genes, principal components, and maps to colour by any column or gene. */
final class CellMaps {
    /** Points on all maps of a page together. */
    private static final int MOST_POINTS = 15_000;

    private static final int MOST_ON_A_MAP = 8_000;
    /** Values other than zero for colouring by genes, over the whole page: about a megabyte and a half. */
    private static final long ROOM_FOR_GENES = 700_000;

    private static final int MOST_GENES_DRAWN = 3000;
    private static final int MOST_CATEGORIES = 60;

    /** Columns that tell how much a gene varies, the first that is there counts, as people name them. */
    private static final Map<String, String> SPREADS = spreads();

    private final Results results;
    private final long seed;
    private final int maps;
    private final int mapped;
    private final Chapter chapter = new Chapter("cells", "Variable genes and UMAP");

    private CellMaps(Results results, long seed) {
        this.results = results;
        this.seed = seed;
        List<Result> all = results.all().stream().filter(CellMaps::isMap).toList();
        this.maps = all.size();
        this.mapped = (int) all.stream().map(Result::sample).distinct().count();
    }

    /** The chapter; empty where no result places cells. */
    static Chapter of(Results results, long seed) {
        CellMaps maps = new CellMaps(results, seed);
        for (String sample : results.samples()) {
            results.matrix(sample, Layer.LOGNORM)
                    .or(() -> results.matrix(sample, Layer.COUNTS))
                    .ifPresent(cells -> maps.variableGenes(sample, cells));
            results.of(sample, Result.Points.class)
                    .map(result -> ((Result.Points) result.content()).embedding())
                    .filter(embedding -> embedding.name().equals("pca"))
                    .findFirst()
                    .ifPresent(pca -> maps.elbow(sample, pca));
            maps.mapsOf(sample);
        }
        return maps.chapter;
    }

    private static Map<String, String> spreads() {
        Map<String, String> spreads = new LinkedHashMap<>();
        spreads.put("variances_norm", "Standardised variance");
        spreads.put("dispersions_norm", "Normalised dispersion");
        spreads.put("dispersions", "Dispersion");
        spreads.put("variances", "Variance");
        return spreads;
    }

    static boolean isMap(Result result) {
        return result.content() instanceof Result.Points points
                && points.embedding().name().toLowerCase(Locale.ROOT).contains("umap")
                && points.embedding().dimensions().size() >= 2;
    }

    private void variableGenes(String sample, CellMatrix cells) {
        Table genes = cells.geneMetadata();
        Map.Entry<String, String> spread = SPREADS.entrySet().stream()
                .filter(column -> genes.names().contains(column.getKey()))
                .findFirst()
                .orElse(null);
        if (spread == null
                || !genes.names().contains("highly_variable")
                || !genes.names().contains("means")) {
            return;
        }
        double[] means = Values.numbers(genes, "means");
        double[] spreads = Values.numbers(genes, spread.getKey());
        double[] variable = Values.numbers(genes, "highly_variable");
        int[] drawable = IntStream.range(0, means.length)
                .filter(g -> means[g] > 0 && Double.isFinite(spreads[g]))
                .toArray();
        int[] plain = Arrays.stream(drawable).filter(g -> variable[g] != 1).toArray();
        int[] some = Sampling.of(plain.length, MOST_GENES_DRAWN, seed);
        Values.RowList rows = new Values.RowList();
        IntStream.concat(
                        Arrays.stream(some).map(i -> plain[i]),
                        Arrays.stream(drawable).filter(g -> variable[g] == 1))
                .forEach(g -> rows.add(
                        "gene",
                        cells.genes().get(g),
                        "x",
                        means[g],
                        "y",
                        spreads[g],
                        "class",
                        variable[g] == 1 ? "highly variable" : "other"));
        long chosen = Arrays.stream(variable).filter(v -> v == 1).count();
        String left = some.length < plain.length
                ? String.format(Locale.ROOT, " Of the %,d others %,d are drawn.", plain.length, some.length)
                : "";
        Table table = rows.table();
        chapter.add(Page.Figure.of(
                Values.id("variable-genes", sample),
                sample + ": highly variable genes",
                String.format(
                        Locale.ROOT,
                        "Each point is a gene, by its mean and how much it varies; %,d of %,d were chosen as highly variable.%s",
                        chosen,
                        means.length,
                        left),
                "points",
                Parts.words(
                        "xTitle",
                        "Mean expression of the gene (log axis)",
                        "yTitle",
                        spread.getValue(),
                        "xScale",
                        Map.of("type", "log", "nice", false),
                        "yScale",
                        Map.of("zero", false, "nice", true),
                        "colourTitle",
                        "Gene",
                        "classes",
                        List.of("highly variable", "other"),
                        "range",
                        List.of("#0072B2", "#999999"),
                        "height",
                        280,
                        "size",
                        18,
                        "tooltip",
                        Parts.tooltip(table, "gene", "Gene", "x", "Mean", "y", spread.getValue())),
                table));
    }

    private void elbow(String sample, Embedding pca) {
        int components = pca.dimensions().size();
        double[] variances = new double[components];
        int n = pca.cells().size();
        for (int c = 0; c < components; c++) {
            double mean = 0;
            for (int r = 0; r < n; r++) {
                mean += pca.values().get(r, c) / (double) n;
            }
            for (int r = 0; r < n; r++) {
                double off = pca.values().get(r, c) - mean;
                variances[c] += off * off / Math.max(1, n - 1);
            }
        }
        Values.RowList rows = new Values.RowList();
        for (int c = 0; c < components; c++) {
            rows.add("x", c + 1, "y", variances[c], "line", "variance");
        }
        chapter.add(Page.Figure.of(
                Values.id("elbow", sample),
                sample + ": variance of the principal components (elbow plot)",
                "Components after the bend (elbow) add little but noise.",
                "lines",
                Parts.lines("Principal component", "Variance along the component", "", 1, true, true),
                rows.table()));
    }

    private void mapsOf(String sample) {
        List<Result> all = results.of(sample, Result.Points.class)
                .filter(CellMaps::isMap)
                .sorted(Comparator.comparing(Result::label))
                .toList();
        boolean first = true;
        for (Result result : all) {
            map(sample, result, first);
            first = false;
        }
        if (all.isEmpty() && results.matrix(sample, Layer.COUNTS).isPresent()) {
            chapter.add(Parts.missing(
                    sample + ": no map of the cells is among the results; screlate-cluster --umap-output makes one."));
        }
    }

    private void map(String sample, Result result, boolean withGenes) {
        Embedding embedding = ((Result.Points) result.content()).embedding();
        int most = Math.min(MOST_ON_A_MAP, Math.max(1000, MOST_POINTS / Math.max(1, maps)));
        int[] shown = Sampling.of(embedding.cells().size(), most, seed);
        List<String> names =
                Arrays.stream(shown).mapToObj(embedding.cells()::get).toList();
        float[] x = new float[shown.length];
        float[] y = new float[shown.length];
        for (int p = 0; p < shown.length; p++) {
            x[p] = embedding.values().get(shown[p], 0);
            y[p] = embedding.values().get(shown[p], 1);
        }
        Table rows = Table.ofRows(shown.length)
                .with("cell", new Column.Text(names.toArray(new String[0])))
                .with("x", new Column.Real(doubles(x)))
                .with("y", new Column.Real(doubles(y)));
        Table columns = columns(sample, result.label(), names);
        Map<String, CellMatrix> layers = withGenes ? layers(sample) : Map.of();
        Page.Colours colours =
                GeneLevels.of(columns.names(), layers, names, wanted(sample), ROOM_FOR_GENES / Math.max(1, mapped));
        if (columns.names().isEmpty() && colours.genes().isEmpty()) {
            rows = rows.with("cells", new Column.Text(same("all", shown.length)));
            colours = new Page.Colours(List.of("cells"), List.of(), List.of(), List.of(), List.of());
        }
        Table table = rows.with(columns);
        String of = layers.isEmpty()
                ? ""
                : genesTold(colours, layers.values().iterator().next());
        chapter.add(Page.Figure.of(
                        Values.id("map", sample, result.label()),
                        sample + ": UMAP of the cells" + (result.label().isEmpty() ? "" : " (" + result.label() + ")"),
                        "Cells that are alike lie close; distances between far groups mean little. "
                                + (shown.length < embedding.cells().size()
                                        ? String.format(
                                                Locale.ROOT,
                                                "%,d of %,d cells are drawn, taken at random. ",
                                                shown.length,
                                                embedding.cells().size())
                                        : Values.counted(shown.length, "cell") + ". ")
                                + of + "Click in the legend to pick a category; drag to move, shift and wheel to zoom.",
                        "map",
                        Parts.words(
                                "xTitle",
                                axis(embedding.dimensions().get(0)),
                                "yTitle",
                                axis(embedding.dimensions().get(1)),
                                "size",
                                shown.length > 3000 ? 8 : shown.length > 800 ? 16 : 30,
                                "tooltip",
                                Parts.tooltip(table, "cell", "Cell")),
                        table)
                .colouredBy(colours));
    }

    private static String genesTold(Page.Colours colours, CellMatrix matrix) {
        int all = matrix.genes().size();
        return colours.genes().size() == all
                ? "Any of the " + Values.counted(all, "gene") + " may be searched. "
                : String.format(
                        Locale.ROOT,
                        "The page has room for %,d of %,d genes, markers and variable ones first. ",
                        colours.genes().size(),
                        all);
    }

    /** The name of a coordinate as papers write it. */
    private static String axis(String dimension) {
        return dimension.startsWith("umap_") ? "UMAP " + dimension.substring(5) : dimension;
    }

    /** Columns of the cells: the clusters of this map first, then other clusters, then metadata. */
    private Table columns(String sample, String label, List<String> cells) {
        Table columns = Table.ofRows(cells.size());
        List<Results.Named> clusters = new ArrayList<>(results.tables(Role.CELL_COLUMNS, sample));
        clusters.sort(Comparator.comparing(named -> !named.label().equals(label)));
        for (Results.Named named : clusters) {
            String suffix =
                    named.label().equals(label) ? "" : named.label().isEmpty() ? " (main)" : " (" + named.label() + ")";
            columns = added(columns, named.table(), suffix, cells);
        }
        for (Layer layer : List.of(Layer.LOGNORM, Layer.COUNTS)) {
            CellMatrix matrix = results.matrix(sample, layer).orElse(null);
            if (matrix != null) {
                Column names = new Column.Text(matrix.cells().toArray(new String[0]));
                columns = added(
                        columns,
                        Table.ofRows(matrix.cells().size()).with("cell", names).with(matrix.cellMetadata()),
                        "",
                        cells);
            }
        }
        return columns;
    }

    private static Table added(Table columns, Table more, String suffix, List<String> cells) {
        Map<String, Integer> rows = CellMatrix.index("cell", List.of(Values.words(more, "cell")));
        Table longer = columns;
        for (String name : more.names()) {
            Column column = more.column(name);
            String shown = Set.of("cell", "x", "y", "colour").contains(name) ? "" : name + suffix;
            if (!shown.isEmpty()
                    && !columns.names().contains(shown)
                    && longer.names().size() < 25) {
                Column of = aligned(column, cells, rows);
                boolean few = !(of instanceof Column.Text text)
                        || new HashSet<>(Arrays.asList(text.values())).size() <= MOST_CATEGORIES;
                longer = few ? longer.with(shown, of) : longer;
            }
        }
        return longer;
    }

    private static Column aligned(Column column, List<String> cells, Map<String, Integer> rows) {
        // Clusters that a text file gives as numbers are names all the same.
        if (Values.isCategory(column)
                || (column instanceof Column.Whole whole
                        && Arrays.stream(whole.values()).distinct().count() <= MOST_CATEGORIES)) {
            @Nullable String[] words = new @Nullable String[cells.size()];
            for (int c = 0; c < words.length; c++) {
                Integer row = rows.get(cells.get(c));
                words[c] = row == null ? null : column.text(row);
            }
            return new Column.Text(words);
        }
        double[] values = new double[cells.size()];
        double[] all = Values.numbers(Table.ofRows(column.size()).with("v", column), "v");
        for (int c = 0; c < values.length; c++) {
            Integer row = rows.get(cells.get(c));
            values[c] = row == null ? Double.NaN : all[row];
        }
        return new Column.Real(values);
    }

    private Map<String, CellMatrix> layers(String sample) {
        Map<String, CellMatrix> layers = new LinkedHashMap<>();
        for (Layer layer : List.of(
                Layer.LOGNORM,
                Layer.EXPECTED,
                Layer.CONDITIONAL,
                Layer.FILLED,
                Layer.SMOOTHED,
                Layer.DETECTION,
                Layer.RECONSTRUCTED)) {
            results.matrix(sample, layer).ifPresent(matrix -> layers.put(named(layer), matrix));
        }
        return layers;
    }

    private static String named(Layer layer) {
        return layer == Layer.LOGNORM
                ? "log-normalised"
                : layer == Layer.DETECTION ? "detection probability" : layer.word();
    }

    /** Genes a reader is likely to look for: markers, coexpressed pairs, then those that vary. */
    private List<String> wanted(String sample) {
        Set<String> wanted = new LinkedHashSet<>();
        results.tables(Role.MARKERS, sample).forEach(markers -> wanted.addAll(Markers.top(markers.table(), 10)));
        results.tables(Role.COEXPRESSION, sample).forEach(pairs -> {
            int rows = Math.min(200, pairs.table().rows());
            for (int r = 0; r < rows; r++) {
                wanted.add(pairs.table().column("gene_1").text(r));
                wanted.add(pairs.table().column("gene_2").text(r));
            }
        });
        results.matrix(sample, Layer.LOGNORM).ifPresent(matrix -> {
            if (matrix.geneMetadata().names().contains("highly_variable")) {
                double[] variable = Values.numbers(matrix.geneMetadata(), "highly_variable");
                IntStream.range(0, variable.length)
                        .filter(g -> variable[g] == 1)
                        .forEach(g -> wanted.add(matrix.genes().get(g)));
            }
        });
        return List.copyOf(wanted);
    }

    private static String[] same(String word, int n) {
        String[] words = new String[n];
        Arrays.fill(words, word);
        return words;
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
