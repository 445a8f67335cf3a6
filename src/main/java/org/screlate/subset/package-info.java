/** Cells chosen by what is known of them, genes by list or detection, and one matrix cut into several by a label. */
@NullMarked
package org.screlate.subset;

import org.jspecify.annotations.NullMarked;
