/**
 * Imputation: fills the zeros of an expression matrix from gene-gene and cell-cell relationships.
 */
@NullMarked
package org.screlate.impute;

import org.jspecify.annotations.NullMarked;
