package org.screlate.coexpress.model;

import java.util.List;

/** The seven parameters of the joint distribution of a pair's counts; each has a linear predictor on its link's scale. */
public enum Parameter {
    /** Mean of the first gene's negative binomial; log link, with the cell's offset added. */
    MU1(0),
    /** Mean of the second gene's negative binomial; log link, with the cell's offset added. */
    MU2(1),
    /** Dispersion of the first gene: variance \(\mu + \sigma \mu^2\); log link. */
    SIGMA1(2),
    /** Dispersion of the second gene; log link. */
    SIGMA2(3),
    /** Dependence of the copula; for the Gaussian its correlation, by \(\rho = \tanh \eta\). */
    RHO(4),
    /** Probability that the first gene's count is zero whatever its mean; logistic link. */
    ZI1(5),
    /** Probability that the second gene's count is zero whatever its mean; logistic link. */
    ZI2(6);

    /** How many there are. */
    public static final int COUNT = 7;

    /** Those of the first gene alone: mean, dispersion, zero inflation. */
    public static final List<Parameter> OF_FIRST = List.of(MU1, SIGMA1, ZI1);

    /** Those of the second gene alone. */
    public static final List<Parameter> OF_SECOND = List.of(MU2, SIGMA2, ZI2);

    private static final List<Parameter> ALL = List.of(values());

    private final int place;

    Parameter(int place) {
        this.place = place;
    }

    /** The parameter at a place. */
    public static Parameter at(int place) {
        return ALL.get(place);
    }

    /** Where it stands among the seven, from 0. */
    public int place() {
        return place;
    }
}
