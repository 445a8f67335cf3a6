package org.screlate.tool;

import java.nio.file.Path;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.io.CellMatrixFile;
import org.screlate.matrix.SparseMatrix;

/** Counts for tests of coexpression: what imputation made is no evidence, and refused unless it is asked for. */
public final class CountInput {
    private CountInput() {}

    /** Reads counts; the user's error where they are none. */
    public static CellMatrix read(Path path, boolean imputedAllowed) {
        CellMatrix matrix = CellMatrixFile.read(path);
        boolean imputed = matrix.layer().isEstimated() && matrix.layer() != Layer.DETECTION;
        if (matrix.layer() == Layer.COUNTS && matrix.imputed() == null) {
            return matrix;
        }
        if (imputed && imputedAllowed) {
            CommonOptions.say("these values are imputed: correlations in them are partly those of the method that made"
                    + " them, and p-values are too small");
            return matrix.withValues(rounded(matrix.values().toSparse()), Layer.COUNTS);
        }
        throw new InvalidInputException(
                path + " holds the layer '" + matrix.layer().word() + "', but counts are needed: "
                        + (imputed
                                ? "smoothing makes genes correlate that do not (Andrews and Hemberg 2018), and imputed values are"
                                        + " no new cells (--imputed-input overrides this)"
                                : "the model is one of counts"));
    }

    private static SparseMatrix rounded(SparseMatrix logs) {
        float[] counts = new float[logs.stored()];
        for (int k = 0; k < counts.length; k++) {
            counts[k] = (float) Math.max(0, Math.rint(StrictMath.expm1(logs.values()[k])));
        }
        return logs.withValues(counts);
    }
}
