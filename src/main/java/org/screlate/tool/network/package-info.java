/** screlate-network: options, read, one call, write. */
@NullMarked
package org.screlate.tool.network;

import org.jspecify.annotations.NullMarked;
