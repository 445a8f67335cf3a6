package org.screlate.impute;

import org.screlate.data.CellMatrix;
import org.screlate.data.Progress;
import org.screlate.matrix.Workers;

/** A way to put values where log-normalised expression is zero; immutable, so one instance serves all threads. */
public interface Imputation {
    /** Bytes needed at the peak, input and result included, the JVM's own not. */
    long memoryBytes(CellMatrix expression, Workers workers);

    /**
     * The values, in the layer of the mode that was set; the mask tells the places that were zero and no longer are.
     *
     * @param expression log-normalised, finite and not negative, with at least one value above zero
     */
    CellMatrix impute(CellMatrix expression, Workers workers, Progress progress);
}
