package org.screlate.tool;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.enrich.RankedGenes;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.DelimitedTableFile;
import org.screlate.io.FileKind;
import org.screlate.io.NamesFile;
import org.screlate.io.TableFile;
import picocli.CommandLine.Option;

/** The genes that enrich takes from tables and lists. */
final class EnrichGenes {
    private static final String GROUP = "group";

    @Option(
            names = "--ranking",
            paramLabel = "TABLE",
            description = "Genes with the score to rank them by, such as enrich --task differential writes (gsea;"
                    + " instead of --cells).")
    @Nullable
    Path ranking;

    @Option(
            names = "--score-column",
            paramLabel = "NAME",
            description = "Column of the ranking that holds the score (default: ${DEFAULT-VALUE}).")
    private String scoreColumn = "score";

    @Option(
            names = "--list",
            paramLabel = "FILE",
            description = "Genes to find sets among: one name a line, or a table (over-representation).")
    @Nullable
    Path list;

    @Option(
            names = "--max-q",
            paramLabel = "NUMBER",
            description = "Of a table, take the genes whose q_value is at most this (default: all).")
    private double maxQ = Double.NaN;

    @Option(
            names = "--background",
            paramLabel = "FILE",
            description = "Genes that could have been in the list: one name a line, a table, or a cell matrix"
                    + " (over-representation).")
    @Nullable
    Path background;

    @Option(
            names = "--gene-column",
            paramLabel = "NAME",
            description = "Column of tables that names the genes (default: ${DEFAULT-VALUE}).")
    private String geneColumn = "gene";

    private Provenance history = Provenance.NONE;

    /** The ranking of each group, or of one; under the name "" where the table has no groups. */
    Map<String, RankedGenes> ranked(Path path, @Nullable String group) {
        Table table = table(path);
        if (!table.names().contains(GROUP)) {
            return Map.of("", ranked(table));
        }
        Map<String, RankedGenes> rankings = new LinkedHashMap<>();
        for (String one : group == null ? new TreeSet<>(List.of(table.labels(GROUP))) : List.of(group)) {
            rankings.put(one, ranked(ofGroup(table, one)));
        }
        return rankings;
    }

    private RankedGenes ranked(Table table) {
        return RankedGenes.of(List.of(table.labels(geneColumn)), numbers(table, scoreColumn));
    }

    List<String> listed(Path path, @Nullable String group) {
        if (isPlainText(path)) {
            return NamesFile.read(path);
        }
        Table table = ofGroup(table(path), group);
        List<String> genes = List.of(significant(table).labels(geneColumn));
        if (genes.isEmpty()) {
            throw new InvalidInputException(path + " has no gene with q_value at most " + maxQ + "; raise --max-q");
        }
        return genes;
    }

    List<String> background(Path path) {
        if (isPlainText(path)) {
            return NamesFile.read(path);
        }
        if (!DelimitedTableFile.isNameOf(path) && FileKind.isCellMatrix(path)) {
            return CellMatrixFile.read(path).genes();
        }
        return List.of(table(path).labels(geneColumn));
    }

    /** The steps that led to the tables that were read. */
    Provenance history() {
        return history;
    }

    private Table table(Path path) {
        TableFile.Contents contents = TableFile.read(path);
        history = history.with(contents.provenance());
        return contents.table();
    }

    private static boolean isPlainText(Path path) {
        return !DelimitedTableFile.isNameOf(path) && !FileKind.isArrow(path);
    }

    private Table significant(Table table) {
        if (Double.isNaN(maxQ)) {
            return table;
        }
        double[] q = numbers(table, "q_value");
        return table.select(
                IntStream.range(0, table.rows()).filter(r -> q[r] <= maxQ).toArray());
    }

    private static double[] numbers(Table table, String name) {
        if (table.column(name) instanceof Column.Real real) {
            return real.values();
        } else if (table.column(name) instanceof Column.Whole whole) {
            return Arrays.stream(whole.values()).asDoubleStream().toArray();
        }
        throw new InvalidInputException("column '" + name + "' does not hold numbers");
    }

    /** The rows of one group, where a table has rows of several. */
    private static Table ofGroup(Table table, @Nullable String group) {
        if (!table.names().contains(GROUP)) {
            return table;
        }
        String[] groups = table.labels(GROUP);
        if (group == null) {
            if (new HashSet<>(List.of(groups)).size() > 1) {
                throw new InvalidInputException("the table compares several groups, "
                        + String.join(", ", new TreeSet<>(List.of(groups))) + "; choose one by --group");
            }
            return table;
        }
        int[] rows = IntStream.range(0, groups.length)
                .filter(r -> groups[r].equals(group))
                .toArray();
        if (rows.length == 0) {
            throw new InvalidInputException("the table has no row of the group '" + group + "'");
        }
        return table.select(rows);
    }
}
