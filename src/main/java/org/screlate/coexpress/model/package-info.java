/** What a model of coexpression asks of which cells: formulas, covariates, and the design of a choice of subjects. */
@NullMarked
package org.screlate.coexpress.model;

import org.jspecify.annotations.NullMarked;
