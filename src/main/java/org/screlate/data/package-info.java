/**
 * What the tools exchange: numbers given names (cells, genes, columns), their layer and the steps that led to them.
 */
@NullMarked
package org.screlate.data;

import org.jspecify.annotations.NullMarked;
