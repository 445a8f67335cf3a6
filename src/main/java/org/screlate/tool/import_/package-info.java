/** screlate-import: options, read, one call, write. */
@NullMarked
package org.screlate.tool.import_;

import org.jspecify.annotations.NullMarked;
