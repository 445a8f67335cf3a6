/** screlate-enrich: options, read, one call, write. */
@NullMarked
package org.screlate.tool.enrich;

import org.jspecify.annotations.NullMarked;
