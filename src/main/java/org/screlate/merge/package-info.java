/** Several samples as one matrix: names of cells and genes, metadata of both, and what contradicts. */
@NullMarked
package org.screlate.merge;

import org.jspecify.annotations.NullMarked;
