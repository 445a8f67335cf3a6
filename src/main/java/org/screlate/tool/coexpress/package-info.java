/** screlate-coexpress: options, read, one call, write. */
@NullMarked
package org.screlate.tool.coexpress;

import org.jspecify.annotations.NullMarked;
