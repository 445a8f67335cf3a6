/** screlate-impute: options, read, one call, write. */
@NullMarked
package org.screlate.tool.impute;

import org.jspecify.annotations.NullMarked;
