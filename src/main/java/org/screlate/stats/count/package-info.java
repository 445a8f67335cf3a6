/** Distributions of counts, their latent rates and their quantiles. */
@NullMarked
package org.screlate.stats.count;

import org.jspecify.annotations.NullMarked;
