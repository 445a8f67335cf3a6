package org.screlate.tool;

import java.nio.file.Path;
import org.screlate.data.CellMatrix;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.InvalidInputException;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.EmbeddingFile;
import org.screlate.io.FileKind;
import org.screlate.matrix.DenseMatrix;

/** Genes as points, from an embedding of genes or from a cell matrix, whose cells are then the dimensions. */
public final class Profiles {
    private Profiles() {}

    /** Reads them all. */
    public static GeneEmbedding read(Path path) {
        return read(path, GeneChoice.ALL);
    }

    /** Reads some; the user's error where a value is not a number, as nothing correlates with it. */
    public static GeneEmbedding read(Path path, GeneChoice choice) {
        GeneEmbedding profiles = FileKind.isCellMatrix(path)
                ? ofMatrix(path, CellMatrixFile.read(path), choice)
                : EmbeddingFile.readGenes(path);
        DenseMatrix values = profiles.values();
        for (int g = 0; g < values.rows(); g++) {
            for (int d = 0; d < values.columns(); d++) {
                if (!Float.isFinite(values.get(g, d))) {
                    throw new InvalidInputException(path + ": gene '"
                            + profiles.genes().get(g) + "' has a value of " + values.get(g, d) + " in '"
                            + profiles.dimensions().get(d) + "'; correlations need numbers everywhere");
                }
            }
        }
        return profiles;
    }

    private static GeneEmbedding ofMatrix(Path path, CellMatrix whole, GeneChoice choice) {
        CellMatrix matrix = choice.equals(GeneChoice.ALL) ? whole : whole.selectGenes(choice.places(whole));
        switch (matrix.layer()) {
            case MASK, DETECTION ->
                throw new InvalidInputException(
                        path + " holds the layer '" + matrix.layer().word()
                                + "', which tells nothing of coexpression; give log-normalised expression");
            case COUNTS ->
                CommonOptions.say("warning: correlations of counts show depth more than coexpression;"
                        + " give the expression that preprocess writes");
            default -> CommonOptions.sayCaution(matrix.layer());
        }
        return new GeneEmbedding(
                matrix.genes(),
                matrix.cells(),
                matrix.values().toDense().transpose(),
                matrix.layer().word(),
                matrix.provenance());
    }
}
