/** Our own files: Arrow batches, columns, schema metadata. */
@NullMarked
package org.screlate.io.arrow;

import org.jspecify.annotations.NullMarked;
