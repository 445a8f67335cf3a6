package org.screlate.io;

import java.nio.file.Path;
import java.util.List;
import org.screlate.io.arrow.ArrowBatches;
import org.screlate.io.arrow.ArrowMetadata;
import org.screlate.io.arrow.NotArrow;

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

    /** Whether a file is an Arrow file, of ours or not; not so if it cannot be read, which its reader tells better. */
    public static boolean isArrow(Path path) {
        return NotArrow.begins(path);
    }

    /** The word for what a file of ours holds; Arrow files of other programs are tables. */
    public static String of(Path path) {
        List<String> all = List.of(
                CellMatrixFile.SPARSE,
                CellMatrixFile.DENSE,
                EmbeddingFile.KIND,
                EmbeddingFile.GENE_KIND,
                GraphFile.KIND,
                TableFile.KIND,
                TrainedModelFile.KIND,
                ArrowBatches.FOREIGN);
        return ArrowBatches.read(
                path, all, contents -> contents.metadata().getOrDefault(ArrowMetadata.KIND, TableFile.KIND));
    }
}
