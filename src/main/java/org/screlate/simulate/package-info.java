/**
 * Data with known truth: dropout masks, and whole studies with planted types and relationships.
 */
@NullMarked
package org.screlate.simulate;

import org.jspecify.annotations.NullMarked;
