/**
 * Kernel: dense and sparse matrices, bit masks, products and factorisations; plain arrays, no gene, no cell, no file.
 */
@NullMarked
package org.screlate.matrix;

import org.jspecify.annotations.NullMarked;
