package org.screlate.data;

import java.util.Locale;

/** What the values of a cell matrix are; written into every file, so that a tool can refuse what it cannot use. */
public enum Layer {
    /** Molecules or reads counted: whole, not negative. */
    COUNTS("molecules or reads counted"),
    /** log(1 + counts · scale), natural logarithm. */
    LOGNORM("natural logarithm of 1 + counts scaled to one total"),
    /** Log-normalised expression, each gene centred and divided by its standard deviation. */
    SCALED("log-normalised expression, each gene centred and divided by its standard deviation"),
    /** Log-normalised expression with zeros at what is expected of them, absent genes included; most zeros stay. */
    EXPECTED(
            "log-normalised expression with zeros at what is expected of them; observed values kept",
            "not independent between cells: no input for differential tests, correlations or coexpression"),
    /** Log-normalised expression with zeros at what they would be, had the gene been detected. */
    CONDITIONAL(
            "log-normalised expression with zeros at what they would be, had the gene been detected; observed values"
                    + " kept",
            "no expression: they hold as if every gene had been detected in every cell; not for markers, clusters,"
                    + " differential tests, correlations or coexpression"),
    /** Log-normalised expression with zeros filled from related cells; observed values kept. */
    FILLED(
            "log-normalised expression with zeros filled from related cells; observed values kept",
            "averages in the place of zeros: not for markers, differential tests, correlations or coexpression"),
    /** Log-normalised expression averaged over related cells; observed values changed too. */
    SMOOTHED(
            "log-normalised expression averaged over related cells; observed values changed too",
            "averages over related cells, which invent markers and correlations: not for markers, differential tests,"
                    + " correlations or coexpression"),
    /** Probability that a gene would be detected in a cell if it were sequenced again; 1 where it was. */
    DETECTION(
            "probability that a gene would be detected in a cell if it were sequenced again; 1 where it was",
            "probabilities, not expression: not for markers, differential tests, correlations or coexpression"),
    /** Expression as a trained model decodes it from its embedding of a cell, on the scale of lognorm. */
    RECONSTRUCTED(
            "log-normalised expression as a trained model decodes it; observed values changed too",
            "decoded by a model, which invents markers and correlations: not for markers, differential tests,"
                    + " correlations or coexpression"),
    /** True values at the places that were set to zero on purpose. */
    MASK("true values at the places that were set to zero on purpose; zero elsewhere");

    /** Counts are held as float32, which is exact below this. */
    public static final int COUNT_LIMIT = 1 << 24;
    /** log(1 + x) above it would need counts that no cell has: exp(30) is 10¹³. */
    public static final float LOG_GREATEST = 30;
    /** 2⁵⁰; no number of ours is greater, and the squares of such are far from infinite. */
    public static final float GREATEST = 1L << 50;

    private final String meaning;
    private final String caution;

    Layer(String meaning) {
        this(meaning, "");
    }

    Layer(String meaning, String caution) {
        this.meaning = meaning;
        this.caution = caution;
    }

    /** The word in the file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the values are, and what they may not be used for, as a sentence for readers of a file. */
    public String description() {
        return word() + ": " + meaning + (caution.isEmpty() ? "" : ". Values are " + caution);
    }

    /** Whether zeros were filled and all other values left as they were observed. */
    public boolean isImputation() {
        return this == EXPECTED || this == CONDITIONAL || this == FILLED;
    }

    /** Refuses values that this layer cannot hold: counts are whole and not negative, logarithms from 0 to {@link #LOG_GREATEST}. */
    public void check(float[] values) {
        if (this == COUNTS) {
            checkCounts(values);
            return;
        }
        float least = least();
        float greatest = greatest();
        for (float value : values) {
            if (!(value >= least && value <= greatest)) {
                throw new InvalidInputException(
                        "holds the value " + value + ", which no " + word() + " is; make it anew");
            }
        }
    }

    /** No value is less. */
    public float least() {
        return this == COUNTS || this == LOGNORM ? 0 : -GREATEST;
    }

    /** No value is greater. */
    public float greatest() {
        return this == COUNTS ? COUNT_LIMIT - 1 : this == LOGNORM ? LOG_GREATEST : GREATEST;
    }

    private static void checkCounts(float[] values) {
        for (float value : values) {
            if (!(value >= 0) || value >= COUNT_LIMIT || value != (int) value) {
                throw new InvalidInputException("holds the count " + value + "; counts are whole numbers from 0 to "
                        + (COUNT_LIMIT - 1) + "; make it anew");
            }
        }
    }

    /** Whether values were estimated from other cells, so that cells are not independent in them. */
    public boolean isEstimated() {
        return !caution.isEmpty();
    }

    /** One line on what an estimated layer may not be used for; empty of others. */
    public String caution() {
        return caution.isEmpty() ? "" : "values of the layer '" + word() + "' are " + caution;
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
