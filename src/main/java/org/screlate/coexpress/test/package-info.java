/** Tests of lists of pairs: which cells and subjects serve, the copula model or a simpler measure for each, and their table. */
@NullMarked
package org.screlate.coexpress.test;

import org.jspecify.annotations.NullMarked;
