/** screlate-embed: options, read, one call, write. */
@NullMarked
package org.screlate.tool.embed;

import org.jspecify.annotations.NullMarked;
