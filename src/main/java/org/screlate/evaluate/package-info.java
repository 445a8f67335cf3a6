/**
 * How good is a result: clusterings, filled values, networks, embeddings and tests, against labels or known truth.
 */
@NullMarked
package org.screlate.evaluate;

import org.jspecify.annotations.NullMarked;
