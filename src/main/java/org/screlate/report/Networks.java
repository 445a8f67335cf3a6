package org.screlate.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.screlate.data.CellGraph;
import org.screlate.data.Page;
import org.screlate.data.Table;

/** Networks of genes: their modules, hubs, and what changed between two conditions. */
final class Networks {
    private static final int MOST_EDGES = 6000;

    private final Results results;
    private final Chapter chapter = new Chapter("networks", "Networks of genes");

    private Networks(Results results) {
        this.results = results;
    }

    /** An edge between genes. */
    private record Edge(String source, String target, double weight, String change) {}

    /** The chapter; empty where there is no network. */
    static Chapter of(Results results) {
        Networks networks = new Networks(results);
        results.tables(Role.GENE_ROLES).forEach(networks::modules);
        results.tables(Role.GENE_CHANGES).forEach(networks::changes);
        results.tables(Role.THRESHOLDS).forEach(networks::thresholds);
        results.tables(Role.EDGES)
                .forEach(named -> networks.drawn(named.sample(), named.label(), ofTable(named.table())));
        for (Result result : results.all()) {
            if (result.content() instanceof Result.Graph graph && isOfGenes(result)) {
                networks.drawn(result.sample(), result.label(), ofGraph(graph.graph()));
            }
        }
        return networks.chapter;
    }

    private static boolean isOfGenes(Result result) {
        return Steps.last(result.provenance(), "network").isPresent();
    }

    private static List<Edge> ofGraph(CellGraph graph) {
        List<Edge> edges = new ArrayList<>();
        for (int row = 0; row < graph.nodes().size(); row++) {
            for (int k = graph.weights().offsets()[row]; k < graph.weights().offsets()[row + 1]; k++) {
                int column = graph.weights().indices()[k];
                if (row < column) {
                    edges.add(new Edge(
                            graph.nodes().get(row),
                            graph.nodes().get(column),
                            graph.weights().values()[k],
                            ""));
                }
            }
        }
        return edges;
    }

    private static List<Edge> ofTable(Table table) {
        String[] source = Values.words(table, "source");
        String[] target = Values.words(table, "target");
        double[] weight =
                table.names().contains("weight") ? Values.numbers(table, "weight") : new double[source.length];
        String[] change = table.names().contains("change") ? Values.words(table, "change") : new String[source.length];
        return IntStream.range(0, source.length)
                .filter(r -> !source[r].isEmpty() && !target[r].isEmpty())
                .mapToObj(r -> new Edge(source[r], target[r], weight[r], change[r] == null ? "" : change[r]))
                .toList();
    }

    private void modules(Results.Named named) {
        String[] communities = Values.words(named.table(), "community");
        Map<String, Integer> sizes = new HashMap<>(Values.counts(communities));
        int alone = sizes.getOrDefault("", 0);
        sizes.remove("");
        List<Map.Entry<String, Integer>> ordered = sizes.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        List<String> hubs = hubs(named.table());
        chapter.found(String.format(
                Locale.ROOT,
                "%s: %s in %s, %,d without a partner; %s.",
                named.name(),
                Values.counted(named.table().rows() - alone, "gene"),
                ordered.size() == 1 ? "1 community" : ordered.size() + " communities",
                alone,
                hubs.isEmpty()
                        ? "no hub"
                        : Values.counted(hubs.size(), "hub") + ", among them "
                                + Values.listed(hubs.subList(0, Math.min(5, hubs.size())), 5)));
        Values.RowList rows = new Values.RowList();
        ordered.stream()
                .limit(30)
                .forEach(entry -> rows.add("row", "community " + entry.getKey(), "value", entry.getValue()));
        if (rows.size() > 0) {
            chapter.add(Page.Figure.of(
                    Values.id("modules", named.name()),
                    named.name() + ": sizes of the communities",
                    "The largest communities, at most 30.",
                    "bars",
                    Parts.words("xTitle", "Genes", "yTitle", "Community", "step", 1),
                    rows.table()));
        }
        chapter.add(Parts.grid(
                Values.id("table-genes", named.name()),
                named.name() + ": genes of the network",
                "A row for each gene.",
                sorted(named.table(), "degree")));
    }

    private static List<String> hubs(Table table) {
        if (!table.names().contains("hub")) {
            return List.of();
        }
        Table ordered = sorted(table, "degree");
        return IntStream.range(0, ordered.rows())
                .filter(r -> ordered.column("hub").text(r).equalsIgnoreCase("true"))
                .mapToObj(r -> ordered.column("gene").text(r))
                .toList();
    }

    private static Table sorted(Table table, String column) {
        double[] values = Values.numbers(table, column);
        return table.select(IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(r -> -values[r]))
                .mapToInt(Integer::intValue)
                .toArray());
    }

    private void changes(Results.Named named) {
        double[] gained = Values.numbers(named.table(), "gained");
        double[] lost = Values.numbers(named.table(), "lost");
        double sumGained = Arrays.stream(gained).sum() / 2;
        double sumLost = Arrays.stream(lost).sum() / 2;
        Table ordered = sorted(named.table(), "gained");
        // The pipeline's comparisons within a cell type are called TYPE.compared.
        String type = named.label().replaceFirst("(^| )compared$", "");
        String name = new Results.Named(named.sample(), type.isEmpty() ? "" : "within " + type, named.table()).name();
        String before = condition(named.table(), "from", "the first network");
        String after = condition(named.table(), "to", "the second network");
        chapter.found(String.format(
                Locale.ROOT,
                "%s: %s gained %,.0f edges and lost %,.0f against %s%s.",
                name,
                after,
                sumGained,
                sumLost,
                before,
                sumGained > 0
                        ? "; most were gained by " + ordered.column("gene").text(0)
                        : ""));
        chapter.add(Parts.grid(
                Values.id("table-changes", named.name()),
                name + ": edges gained and lost by gene",
                "A row for each gene; before is " + before + ", after " + after + ". Counts, not tests.",
                ordered));
    }

    /** The condition that all rows name, as `network compare` writes it where it was told. */
    private static String condition(Table table, String column, String otherwise) {
        if (!table.names().contains(column)) {
            return otherwise;
        }
        List<String> names =
                Arrays.stream(Values.words(table, column)).distinct().toList();
        return names.size() == 1 && !names.get(0).isEmpty() ? names.get(0) : otherwise;
    }

    private void thresholds(Results.Named named) {
        double[] percentile = Values.numbers(named.table(), "percentile");
        double[] modularity = Values.numbers(named.table(), "modularity");
        Values.RowList rows = new Values.RowList();
        IntStream.range(0, percentile.length)
                .forEach(r -> rows.add("line", "modularity", "x", percentile[r], "y", modularity[r]));
        chapter.add(Page.Figure.of(
                Values.id("thresholds", named.name()),
                named.name() + ": modularity at each threshold of the edges",
                "How clearly the network falls into communities as fewer, stronger edges are kept.",
                "lines",
                Parts.lines(
                        "Percentile of the correlations above which edges are kept", "Modularity", "", 0, true, true),
                rows.table()));
    }

    private void drawn(String sample, String label, List<Edge> all) {
        Results.Named named = new Results.Named(sample, label, Table.ofRows(0));
        if (all.isEmpty()) {
            chapter.add(Parts.missing(named.name() + ": the network has no edge."));
            return;
        }
        List<Edge> edges = all.stream()
                .sorted(Comparator.comparingDouble((Edge edge) -> -edge.weight)
                        .thenComparing(Edge::source)
                        .thenComparing(Edge::target))
                .limit(MOST_EDGES)
                .toList();
        Values.RowList joined = new Values.RowList();
        Map<String, Integer> degrees = new java.util.LinkedHashMap<>();
        edges.forEach(edge -> {
            joined.add(
                    "source",
                    edge.source,
                    "target",
                    edge.target,
                    "weight",
                    edge.weight,
                    "change",
                    edge.change.isEmpty() ? null : edge.change);
            degrees.merge(edge.source, 1, Integer::sum);
            degrees.merge(edge.target, 1, Integer::sum);
        });
        Map<String, String> groups = communities(sample, label);
        Values.RowList nodes = new Values.RowList();
        degrees.forEach((gene, degree) ->
                nodes.add("id", gene, "label", gene, "group", groups.getOrDefault(gene, "none"), "partners", degree));
        chapter.add(new Page.Graph(
                Values.id("network", named.name()),
                named.name() + ": the network around a gene",
                "A gene with its up to 30 strongest partners and the edges among them; colours are communities. Click a gene, or type one, to go there. Gained edges are blue and thick, lost ones orange and dashed."
                        + (edges.size() < all.size()
                                ? String.format(
                                        Locale.ROOT,
                                        " The page holds the %,d strongest of %,d edges.",
                                        edges.size(),
                                        all.size())
                                : ""),
                nodes.table(),
                joined.table(),
                false));
    }

    private Map<String, String> communities(String sample, String label) {
        Map<String, String> groups = new HashMap<>();
        for (Results.Named named : results.tables(Role.GENE_ROLES, sample)) {
            if (named.label().equals(label) || groups.isEmpty()) {
                String[] genes = Values.words(named.table(), "gene");
                String[] community = Values.words(named.table(), "community");
                IntStream.range(0, genes.length)
                        .filter(r -> !community[r].isEmpty())
                        .forEach(r -> groups.put(genes[r], community[r]));
            }
        }
        return groups;
    }
}
