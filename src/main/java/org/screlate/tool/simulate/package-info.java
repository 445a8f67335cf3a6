/** screlate-simulate: options, read, one call, write. */
@NullMarked
package org.screlate.tool.simulate;

import org.jspecify.annotations.NullMarked;
