/** Tests and scores: ranks, means of subjects, adjusted p-values, reference distributions. */
@NullMarked
package org.screlate.stats.test;

import org.jspecify.annotations.NullMarked;
