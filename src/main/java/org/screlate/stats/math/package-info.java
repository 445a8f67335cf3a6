/** The normal distribution, logarithms of factorials, Cholesky factors and medians. */
@NullMarked
package org.screlate.stats.math;

import org.jspecify.annotations.NullMarked;
