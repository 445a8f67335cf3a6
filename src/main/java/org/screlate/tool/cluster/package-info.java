/** screlate-cluster: options, read, one call, write. */
@NullMarked
package org.screlate.tool.cluster;

import org.jspecify.annotations.NullMarked;
