package org.screlate.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.data.Page;
import org.screlate.data.Table;

/** Mean expression of the top markers in each group, scaled by gene, as a heat map. */
final class MarkerHeat {
    private static final int GENES_PER_GROUP = 5;
    private static final int MOST_GENES = 60;

    private MarkerHeat() {}

    /** Adds the heat map, where expression and the groups of the cells are among the results. */
    static void add(Chapter chapter, Results results, Results.Named markers) {
        CellMatrix cells = results.matrix(markers.sample(), Layer.LOGNORM).orElse(null);
        if (cells == null || !markers.table().names().contains("share_group")) {
            return;
        }
        List<String> groups = List.copyOf(Markers.byGroup(markers.table()).keySet());
        Optional<String[]> of = groupsOf(results, markers.sample(), cells, groups);
        if (of.isEmpty()) {
            chapter.add(
                    Parts.missing(
                            markers.name()
                                    + ": the heat map of the markers needs the groups of the cells, such as the table of clusters, among the inputs."));
            return;
        }
        List<String> genes = Markers.top(markers.table(), GENES_PER_GROUP).stream()
                .filter(new java.util.HashSet<>(cells.genes())::contains)
                .limit(MOST_GENES)
                .toList();
        Table drawn = rows(cells, of.get(), groups, genes);
        if (drawn.rows() > 0) {
            chapter.add(figure(markers, drawn));
        }
    }

    private static Page.Figure figure(Results.Named markers, Table drawn) {
        return Page.Figure.of(
                Values.id("heat-markers", markers.name()),
                markers.name() + ": heat map of the top markers",
                "Mean log-normalised expression of each group's " + GENES_PER_GROUP
                        + " top markers, from the lowest (0) to the highest (1) group of each gene.",
                "heat",
                Parts.words(
                        "panels",
                        List.of(Values.words(drawn, "panel")).stream()
                                .distinct()
                                .toList(),
                        "xTitle",
                        "Group",
                        "colourTitle",
                        "Scaled expression",
                        "colours",
                        Parts.SEQUENTIAL,
                        "xAxis",
                        Map.of("labelAngle", Parts.angle(drawn, "column"), "labelLimit", 120),
                        "tooltip",
                        Parts.tooltip(
                                drawn,
                                "gene",
                                "Gene",
                                "column",
                                "Group",
                                "mean",
                                "Mean log expression",
                                "value",
                                "Scaled by gene")),
                drawn);
    }

    private static Table rows(CellMatrix cells, String[] of, List<String> groups, List<String> genes) {
        Map<String, Integer> columns = CellMatrix.index("gene", cells.genes());
        Map<String, Integer> numbers = CellMatrix.index("group", groups);
        Values.RowList rows = new Values.RowList();
        for (String gene : genes) {
            int column = columns.getOrDefault(gene, -1);
            double[] sums = new double[groups.size()];
            int[] n = new int[groups.size()];
            for (int c = 0; c < of.length; c++) {
                Integer group = numbers.get(of[c]);
                if (group != null) {
                    sums[group] += cells.values().get(c, column);
                    n[group]++;
                }
            }
            double[] means = new double[sums.length];
            Arrays.setAll(means, g -> n[g] == 0 ? Double.NaN : sums[g] / n[g]);
            double low = Arrays.stream(means).filter(Double::isFinite).min().orElse(0);
            double high = Arrays.stream(means).filter(Double::isFinite).max().orElse(0);
            for (int g = 0; g < means.length; g++) {
                if (n[g] > 0) {
                    rows.add(
                            "panel",
                            "Top markers",
                            "gene",
                            gene,
                            "column",
                            groups.get(g),
                            "mean",
                            means[g],
                            "value",
                            high > low ? (means[g] - low) / (high - low) : 0);
                }
            }
        }
        return rows.table();
    }

    /** The group of each cell: of the first column, of clusters or of the cells, whose words are the groups' names. */
    private static Optional<String[]> groupsOf(Results results, String sample, CellMatrix cells, List<String> groups) {
        Map<String, Table> tables = new LinkedHashMap<>();
        results.tables(Role.CELL_COLUMNS, sample)
                .forEach(named -> tables.put(String.format(Locale.ROOT, "%03d", tables.size()), named.table()));
        for (Table table : tables.values()) {
            for (String name : table.names()) {
                String[] words = Values.words(table, name);
                if (!name.equals("cell") && List.of(words).containsAll(groups)) {
                    Map<String, String> of = new java.util.HashMap<>();
                    String[] names = Values.words(table, "cell");
                    for (int r = 0; r < names.length; r++) {
                        of.put(names[r], words[r]);
                    }
                    return Optional.of(cells.cells().stream()
                            .map(cell -> of.getOrDefault(cell, ""))
                            .toArray(String[]::new));
                }
            }
        }
        for (String name : cells.cellMetadata().names()) {
            String[] words = Values.words(cells.cellMetadata(), name);
            if (Values.isCategory(cells.cellMetadata().column(name))
                    && List.of(words).containsAll(groups)) {
                return Optional.of(words);
            }
        }
        return Optional.empty();
    }
}
