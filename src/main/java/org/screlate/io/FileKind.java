package org.screlate.io;

import java.nio.file.Path;
import java.util.List;

/** What a file of ours holds, for tools that take more than one kind. */
public final class FileKind {
    private FileKind() {}

    /** Whether a file holds a cell matrix; the user's error if it is none of ours. */
    public static boolean isCellMatrix(Path path) {
        String kind = of(path);
        return kind.equals(CellMatrixFile.SPARSE) || kind.equals(CellMatrixFile.DENSE);
    }

    /** Whether a file holds a graph; the user's error if it is none of ours. */
    public static boolean isGraph(Path path) {
        return of(path).equals(GraphFile.KIND);
    }

    private static String of(Path path) {
        List<String> all = List.of(
                CellMatrixFile.SPARSE,
                CellMatrixFile.DENSE,
                EmbeddingFile.KIND,
                EmbeddingFile.GENE_KIND,
                GraphFile.KIND,
                TableFile.KIND);
        return ArrowBatches.read(path, all, contents -> contents.metadata().getOrDefault(ArrowMetadata.KIND, ""));
    }
}
