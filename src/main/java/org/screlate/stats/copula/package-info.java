/** Copulas of two counts: probabilities of rectangles, with their derivatives. */
@NullMarked
package org.screlate.stats.copula;

import org.jspecify.annotations.NullMarked;
