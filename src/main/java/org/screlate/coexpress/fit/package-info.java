/** The copula model of one pair of genes: likelihoods, starts, what is estimated, and the tests of one fit. */
@NullMarked
package org.screlate.coexpress.fit;

import org.jspecify.annotations.NullMarked;
