package org.screlate.tool;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Embedding;
import org.screlate.data.Table;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.EmbeddingFile;
import org.screlate.io.FileKind;

/** Cells as points, from an embedding or from a cell matrix, whose genes are then the dimensions. */
public final class Points {
    private Points() {}

    /** Reads them; readers of both kinds of file refuse values that are no numbers. */
    public static Embedding read(Path path) {
        return FileKind.isCellMatrix(path) ? ofMatrix(CellMatrixFile.read(path)) : EmbeddingFile.read(path);
    }

    /** What is told of the cells beside their values; nothing where there is no cell matrix. */
    public static Table metadata(@Nullable Path path) {
        return path != null && FileKind.isCellMatrix(path)
                ? CellMatrixFile.read(path).cellMetadata()
                : Table.ofRows(0);
    }

    private static Embedding ofMatrix(CellMatrix matrix) {
        CommonOptions.sayCaution(matrix.layer());
        return new Embedding(
                matrix.cells(),
                matrix.genes(),
                matrix.values().toDense(),
                matrix.layer().word(),
                matrix.provenance());
    }
}
