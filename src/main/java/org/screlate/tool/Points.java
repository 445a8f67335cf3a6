package org.screlate.tool;

import java.nio.file.Path;
import org.screlate.data.CellMatrix;
import org.screlate.data.Embedding;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.EmbeddingFile;
import org.screlate.io.FileKind;

/** Cells as points, from an embedding or from a cell matrix, whose genes are then the dimensions. */
final class Points {
    private Points() {}

    static Embedding read(Path path) {
        if (!FileKind.isCellMatrix(path)) {
            return EmbeddingFile.read(path);
        }
        CellMatrix matrix = CellMatrixFile.read(path);
        return new Embedding(
                matrix.cells(),
                matrix.genes(),
                matrix.values().toDense(),
                matrix.layer().word(),
                matrix.provenance());
    }
}
