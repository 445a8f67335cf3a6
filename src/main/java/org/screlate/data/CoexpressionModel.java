package org.screlate.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model of coexpression says, as its file has it: formulas are text that the method reads.
 *
 * @param family of the margins: {@value #NB} or {@value #PLN}
 * @param dependence what depends: {@value #EXPRESSION} or {@value #COUNTS}
 * @param copula that joins the margins, by its word
 * @param offset of the two means, {@code log(column)} or a column that is a logarithm already; null for none
 * @param formulas right-hand sides by parameter, one for each of {@link #PARAMETERS}, without zi1 and zi2 where there is
 *     no zero inflation
 * @param test the term of rho's formula that is tested
 * @param subject the column that names the subjects, or null where the formulas tell
 * @param references the level of a factor that the others are compared with, by column; else its first in the file
 * @param factors columns of numbers that name levels
 */
public record CoexpressionModel(
        String family,
        String dependence,
        String copula,
        @Nullable String offset,
        Map<String, String> formulas,
        String test,
        @Nullable String subject,
        Map<String, String> references,
        List<String> factors) {
    /** The seven parameters of the model, in order. */
    public static final List<String> PARAMETERS = List.of("mu1", "mu2", "sigma1", "sigma2", "rho", "zi1", "zi2");

    /** Negative binomial, variance mu + sigma mu². */
    public static final String NB = "nb";

    /** Poisson-lognormal, with the same variance. */
    public static final String PLN = "pln";

    /** The rates beneath the counts depend. */
    public static final String EXPRESSION = "expression";

    /** The counts depend, Poisson noise and all. */
    public static final String COUNTS = "counts";

    /** Keeps its own copies. */
    public CoexpressionModel {
        formulas = Collections.unmodifiableMap(new LinkedHashMap<>(formulas));
        references = Collections.unmodifiableMap(new LinkedHashMap<>(references));
        factors = List.copyOf(factors);
    }
}
