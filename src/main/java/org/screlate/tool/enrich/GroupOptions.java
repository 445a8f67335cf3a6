package org.screlate.tool.enrich;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.enrich.DifferentialExpression;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.GroupTable;
import org.screlate.tool.Run;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of enrich that say which groups of cells are compared. */
final class GroupOptions {
    @Option(
            names = "--group-column",
            paramLabel = "COLUMN",
            description =
                    "Column that holds the groups, of the cells' metadata or of --groups (default, of --groups: the"
                            + " first beside 'cell').")
    private @Nullable String groupColumn;

    @Option(
            names = "--groups",
            paramLabel = "TABLE",
            description = "Table with the groups of the cells, such as cluster writes (default: the cells' metadata).")
    private @Nullable Path groups;

    @Option(names = "--group", paramLabel = "NAME", description = "Group to compare (default: each in turn).")
    private @Nullable String group;

    @Option(
            names = "--reference",
            paramLabel = "NAME",
            description = "Group to compare with (default: all other cells).")
    private @Nullable String reference;

    /** The group to compare; null for each in turn. */
    @Nullable
    String group() {
        return group;
    }

    /** Name of the column of the groups. */
    String column() {
        return groupColumn == null ? "group" : groupColumn;
    }

    /** The group to compare with; null for all other cells. */
    @Nullable
    String reference() {
        return reference;
    }

    /** The group of each cell, empty where it has none. */
    String[] labels(CommandSpec spec, Run run, CellMatrix matrix) {
        if (groups != null) {
            return GroupTable.labels(run.table("groups", groups), groupColumn, matrix.cells());
        }
        if (groupColumn == null) {
            throw new ParameterException(
                    spec.commandLine(), "Missing required option: '--group-column=NAME', or --groups");
        }
        return matrix.cellMetadata().texts(groupColumn);
    }

    /** Reads the cells that are compared, and warns where p-values would be far too small. */
    static CellMatrix cells(Run run, Path path) {
        CellMatrix matrix = run.cells("cells", path);
        if (DifferentialExpression.misleads(matrix.layer())) {
            CommonOptions.say("WARNING: the layer '" + matrix.layer().word()
                    + "' was averaged over cells or made by a model: its values are not independent, so p-values are"
                    + " far too small; use lognorm, or counts by subject");
        }
        return matrix;
    }
}
