/**
 * Penalised likelihood of models with random effects, variance components by restricted likelihood, and what is known of them.
 * Knows rows, predictors and coefficients, but no gene and no cell.
 */
@NullMarked
package org.screlate.mixed;

import org.jspecify.annotations.NullMarked;
