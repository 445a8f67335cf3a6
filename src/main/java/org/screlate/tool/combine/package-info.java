/** screlate-combine: options, read, one call, write. */
@NullMarked
package org.screlate.tool.combine;

import org.jspecify.annotations.NullMarked;
