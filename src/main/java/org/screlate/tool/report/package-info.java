/** screlate-report: options, read, one call, write. */
@NullMarked
package org.screlate.tool.report;

import org.jspecify.annotations.NullMarked;
