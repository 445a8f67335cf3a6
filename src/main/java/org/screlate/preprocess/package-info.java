/**
 * From counts to expression: quality control, normalisation, variable genes, principal components, neighbours.
 */
@NullMarked
package org.screlate.preprocess;

import org.jspecify.annotations.NullMarked;
