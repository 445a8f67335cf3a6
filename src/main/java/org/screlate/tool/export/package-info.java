/** screlate-export: options, read, one call, write. */
@NullMarked
package org.screlate.tool.export;

import org.jspecify.annotations.NullMarked;
