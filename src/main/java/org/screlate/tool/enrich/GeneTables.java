package org.screlate.tool.enrich;

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
import org.screlate.data.Table;
import org.screlate.enrich.RankedGenes;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.FileKind;
import org.screlate.io.NamesFile;
import org.screlate.io.TableFile;
import org.screlate.tool.Run;
import picocli.CommandLine.Option;

/** Tables and lists of genes. */
final class GeneTables {
    private static final String GROUP = "group";

    @Option(
            names = "--gene-column",
            paramLabel = "COLUMN",
            description = "Column of tables that names the genes (default: ${DEFAULT-VALUE}).")
    private String geneColumn = "gene";

    /** The ranking of each group, or of one; under the name "" where the table has no groups. */
    Map<String, RankedGenes> ranked(Run run, Path path, @Nullable String group, String scoreColumn) {
        Table table = run.table("ranking", path);
        if (!table.names().contains(GROUP)) {
            return Map.of("", ranked(table, scoreColumn));
        }
        Map<String, RankedGenes> rankings = new LinkedHashMap<>();
        for (String one : group == null ? new TreeSet<>(List.of(table.labels(GROUP))) : List.of(group)) {
            rankings.put(one, ranked(ofGroup(table, one), scoreColumn));
        }
        return rankings;
    }

    private RankedGenes ranked(Table table, String scoreColumn) {
        return RankedGenes.of(List.of(table.labels(geneColumn)), numbers(table, scoreColumn));
    }

    /** The genes of a list; of a table those of one group that are chosen. */
    List<String> listed(Run run, Path path, @Nullable String group, ListedGenes choice) {
        if (!isTable(path)) {
            if (choice.chooses()) {
                throw new InvalidInputException(path
                        + " is a list without numbers; --max-fdr, --direction and --min-log2-fold-change need a table");
            }
            return NamesFile.read(run.file("list", path));
        }
        Table table = ofGroup(run.table("list", path), group);
        List<String> genes = List.of(choice.of(table).labels(geneColumn));
        if (genes.isEmpty()) {
            throw new InvalidInputException(path + " has no gene with " + choice + "; ask for less");
        }
        return genes;
    }

    /** The genes that could have been in the list. */
    List<String> background(Run run, Path path) {
        if (FileKind.isArrow(path) && FileKind.isCellMatrix(path)) {
            return CellMatrixFile.read(run.file("background", path)).genes();
        }
        return isTable(path)
                ? List.of(run.table("background", path).labels(geneColumn))
                : NamesFile.read(run.file("background", path));
    }

    /** Whether a file has the column that names the genes; a bare list has not. */
    private boolean isTable(Path path) {
        return !geneColumn.equals("gene") || TableFile.hasColumn(path, geneColumn);
    }

    static double[] numbers(Table table, String name) {
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
