package org.screlate.tool;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Embedding;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.EmbeddingFile;
import org.screlate.io.FileKind;
import org.screlate.matrix.DenseMatrix;

/** Cells as points, from an embedding or from a cell matrix, whose genes are then the dimensions. */
public final class Points {
    private Points() {}

    /** Reads them; the user's error where a value is not a number, as no distance can be measured there. */
    public static Embedding read(Path path) {
        Embedding points = FileKind.isCellMatrix(path) ? ofMatrix(CellMatrixFile.read(path)) : EmbeddingFile.read(path);
        DenseMatrix values = points.values();
        for (int r = 0; r < values.rows(); r++) {
            for (int c = 0; c < values.columns(); c++) {
                if (!Float.isFinite(values.get(r, c))) {
                    throw new InvalidInputException(path + ": cell '"
                            + points.cells().get(r) + "' has a value of " + values.get(r, c) + " in '"
                            + points.dimensions().get(c) + "'; distances need numbers everywhere");
                }
            }
        }
        return points;
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
