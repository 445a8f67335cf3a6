/** Fits of one response: linear, ridge-penalised logistic, smoothing, moderated variances, calibration. */
@NullMarked
package org.screlate.stats.fit;

import org.jspecify.annotations.NullMarked;
