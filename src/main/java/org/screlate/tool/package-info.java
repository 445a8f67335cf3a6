/**
 * One class for each program: options, read, one call, write.
 */
@NullMarked
package org.screlate.tool;

import org.jspecify.annotations.NullMarked;
