/**
 * Groups of cells: k-means, communities of the neighbour graph, and coordinates to look at.
 */
@NullMarked
package org.screlate.cluster;

import org.jspecify.annotations.NullMarked;
