/** screlate-evaluate: options, read, one call, write. */
@NullMarked
package org.screlate.tool.evaluate;

import org.jspecify.annotations.NullMarked;
