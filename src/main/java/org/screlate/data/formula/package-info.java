/** Formulas as lme4 writes them, the covariates that they name, and the columns of numbers that these make. */
@NullMarked
package org.screlate.data.formula;

import org.jspecify.annotations.NullMarked;
