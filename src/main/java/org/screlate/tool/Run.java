package org.screlate.tool;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.GeneSet;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.GeneSetsFile;
import org.screlate.io.TableFile;
import picocli.CommandLine.Model.CommandSpec;

/** One run of a tool: the files that it reads, and the history of what it writes. */
public final class Run {
    private final CommandSpec spec;
    private final Map<String, Path> files = new LinkedHashMap<>();
    private Provenance history = Provenance.NONE;

    /** A run of the command of these options. */
    public Run(CommandSpec spec) {
        this.spec = spec;
    }

    /**
     * Notes a file as an input.
     *
     * @param option that named it, without dashes
     */
    public Path file(String option, Path path) {
        files.put(option, path);
        return path;
    }

    /** Notes files under names as inputs. */
    public Map<String, Path> files(String option, Map<String, Path> named) {
        named.forEach((name, path) -> file(option + " " + name, path));
        return named;
    }

    /** Reads a cell matrix and says its size. */
    public CellMatrix cells(String option, Path path) {
        return told(CellMatrixFile.read(file(option, path)));
    }

    /** Reads a cell matrix of one of some layers and says its size; refuses others for a reason. */
    public CellMatrix cells(String option, Path path, String reason, Layer... layers) {
        return told(CellMatrixFile.read(file(option, path), reason, layers));
    }

    private CellMatrix told(CellMatrix matrix) {
        CommonOptions.say("read " + matrix.cells().size() + " cells and "
                + matrix.genes().size() + " genes (" + matrix.layer().word() + ")");
        add(matrix.provenance());
        return matrix;
    }

    /** Reads a table. */
    public Table table(String option, Path path) {
        TableFile.Contents contents = TableFile.read(file(option, path));
        add(contents.provenance());
        return contents.table();
    }

    /** Reads gene sets. */
    public List<GeneSet> geneSets(String option, Path path) {
        return GeneSetsFile.read(file(option, path));
    }

    /** Adds to the history of what will be written. */
    public void add(Provenance... histories) {
        for (Provenance other : histories) {
            history = history.with(other);
        }
    }

    /** All that led to the inputs, and this run. */
    public Provenance history() {
        return history.then(Tools.step(spec, files));
    }

    /** Writes a table. */
    public void write(Path path, Table table, String title) {
        write(path, to -> TableFile.write(to, table, title, history()));
    }

    /** Writes a table, if it was asked for. */
    public void writeIf(@Nullable Path path, Table table, String title) {
        if (path != null) {
            write(path, table, title);
        }
    }

    /** Writes one file, if it was asked for. */
    public static void write(@Nullable Path path, Consumer<Path> write) {
        if (path != null) {
            write.accept(path);
        }
    }
}
