/**
 * How good is a result: clusterings, filled values, networks, embeddings and tests against labels, held-out data or truth.
 */
@NullMarked
package org.screlate.evaluate;

import org.jspecify.annotations.NullMarked;
