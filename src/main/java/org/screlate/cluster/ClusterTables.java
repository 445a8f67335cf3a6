package org.screlate.cluster;

import java.util.Arrays;
import java.util.List;
import org.screlate.data.Column;
import org.screlate.data.Table;

/** Clusterings as tables. */
public final class ClusterTables {
    private ClusterTables() {}

    /** One row a cell: its name, then its cluster in each clustering; numbers as words, for they are names, not amounts. */
    public static Table labels(List<String> cells, List<Clusters> clusterings) {
        Table table = Table.ofRows(cells.size()).with("cell", new Column.Text(cells.toArray(new String[0])));
        for (Clusters clusters : clusterings) {
            String[] labels =
                    Arrays.stream(clusters.labels()).mapToObj(Integer::toString).toArray(String[]::new);
            table = table.with(clusters.name(), new Column.Text(labels));
        }
        return table;
    }

    /** One row a clustering: {@code name}, {@code clusters}, {@code quality}, {@code iterations}, {@code converged}. */
    public static Table qualities(List<Clusters> clusterings) {
        boolean[] converged = new boolean[clusterings.size()];
        for (int i = 0; i < converged.length; i++) {
            converged[i] = clusterings.get(i).converged();
        }
        return Table.ofRows(clusterings.size())
                .with(
                        "name",
                        new Column.Text(clusterings.stream().map(Clusters::name).toArray(String[]::new)))
                .with(
                        "clusters",
                        new Column.Whole(
                                clusterings.stream().mapToLong(Clusters::count).toArray()))
                .with(
                        "quality",
                        new Column.Real(clusterings.stream()
                                .mapToDouble(Clusters::quality)
                                .toArray()))
                .with(
                        "iterations",
                        new Column.Whole(clusterings.stream()
                                .mapToLong(Clusters::iterations)
                                .toArray()))
                .with("converged", new Column.Flag(converged));
    }
}
