package org.screlate.mixed;

import java.util.Locale;

/** How variance components are chosen. */
public enum Smoothing {
    /** Restricted maximum likelihood by Laplace's approximation. */
    REML,
    /** Unbiased risk estimate with inflated degrees of freedom. */
    UBRE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
