/**
 * Kernel: neighbour search, weighted adjacency, propagation and communities on graphs of numbered nodes.
 */
@NullMarked
package org.screlate.graph;

import org.jspecify.annotations.NullMarked;
