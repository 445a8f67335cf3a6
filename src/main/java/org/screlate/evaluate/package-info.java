/**
 * How good is a result: scores of clusterings against labels and of recovered values against the truth.
 */
@NullMarked
package org.screlate.evaluate;

import org.jspecify.annotations.NullMarked;
