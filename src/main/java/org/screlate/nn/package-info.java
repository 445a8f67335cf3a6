/** Kernel: layers of networks with their gradients, losses and optimisers; no gene, no cell, no file. */
@NullMarked
package org.screlate.nn;

import org.jspecify.annotations.NullMarked;
