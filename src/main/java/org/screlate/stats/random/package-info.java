/** The one source of randomness: streams by seed, purpose and numbers. */
@NullMarked
package org.screlate.stats.random;

import org.jspecify.annotations.NullMarked;
