package org.screlate.tool.evaluate;

import java.nio.file.Path;
import java.util.List;
import org.screlate.data.CellMatrix;
import org.screlate.data.Table;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.FileKind;
import org.screlate.tool.Run;

/**
 * What cells are known to be.
 *
 * @param cells their names
 * @param labels the class of each
 */
record KnownClasses(List<String> cells, String[] labels) {
    /** Reads them from the metadata of a cell matrix or from a table with the column {@code cell}. */
    static KnownClasses read(Run run, Path path, String column) {
        if (FileKind.isArrow(path) && FileKind.isCellMatrix(path)) {
            CellMatrix matrix = CellMatrixFile.read(run.file("truth", path));
            run.add(matrix.provenance());
            return new KnownClasses(matrix.cells(), matrix.cellMetadata().labels(column));
        }
        Table table = run.table("truth", path);
        return new KnownClasses(List.of(table.labels("cell")), table.labels(column));
    }
}
