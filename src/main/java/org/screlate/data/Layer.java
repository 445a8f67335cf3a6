package org.screlate.data;

import java.util.Locale;

/** What the values of a cell matrix are; written into every file, so that a tool can refuse what it cannot use. */
public enum Layer {
    /** Molecules or reads counted: whole, not negative. */
    COUNTS,
    /** log(1 + counts · scale), natural logarithm. */
    LOGNORM,
    /** Log-normalised expression, each gene centred and divided by its standard deviation. */
    SCALED,
    /** Log-normalised expression with zeros filled; observed values kept. */
    IMPUTED,
    /** Log-normalised expression averaged over related cells; observed values changed too. */
    SMOOTHED,
    /** Probability that a gene would be detected in a cell if it were sequenced again; 1 where it was. */
    DETECTION,
    /** Expression as a trained model decodes it from its embedding of a cell, on the scale of lognorm. */
    RECONSTRUCTED,
    /** True values at the places that were set to zero on purpose. */
    MASK;

    /** The word in the file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The layer of a word. */
    public static Layer of(String word) {
        for (Layer layer : values()) {
            if (layer.word().equals(word)) {
                return layer;
            }
        }
        throw new InvalidInputException("unknown layer '" + word + "'");
    }
}
