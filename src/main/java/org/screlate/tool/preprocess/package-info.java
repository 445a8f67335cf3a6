/** screlate-preprocess: options, read, one call, write. */
@NullMarked
package org.screlate.tool.preprocess;

import org.jspecify.annotations.NullMarked;
