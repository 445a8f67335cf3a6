package org.screlate.impute;

import java.util.List;
import java.util.Set;
import org.screlate.data.CellMatrix;
import org.screlate.data.Progress;
import org.screlate.matrix.Workers;

/** A way to judge the zeros of log-normalised expression; immutable, so one instance serves all threads. */
public interface Imputation {
    /** Bytes needed at the peak, input and result included, the JVM's own not. */
    long memoryBytes(CellMatrix expression, Workers workers);

    /** Whether the result holds only what is not zero, so that it may have more places than one array holds. */
    default boolean answersSparse() {
        return false;
    }

    /**
     * The method with neighbours for so many cells; refuses cells too few for it.
     *
     * @param adaptable options that nobody set, so that their numbers may be lowered
     */
    default Fitted fittedTo(CellMatrix expression, Relations relations, Set<String> adaptable) {
        return new Fitted(this, List.of());
    }

    /**
     * The values, in a layer that says what they are; where zeros were filled, the mask tells the places that were zero and
     * no longer are.
     *
     * @param expression log-normalised, finite and not negative, with at least one value above zero
     */
    Imputed impute(CellMatrix expression, Relations relations, Workers workers, Progress progress);

    /** The values alone, with cells related by all their genes. */
    default CellMatrix impute(CellMatrix expression, Workers workers, Progress progress) {
        return impute(expression, Relations.DEFAULTS, workers, progress).cells();
    }
}
