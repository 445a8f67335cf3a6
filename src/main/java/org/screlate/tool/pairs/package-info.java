/** screlate-pairs: options, read, one call, write. */
@NullMarked
package org.screlate.tool.pairs;

import org.jspecify.annotations.NullMarked;
