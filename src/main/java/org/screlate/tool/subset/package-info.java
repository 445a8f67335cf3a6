/** The program screlate-subset. */
@NullMarked
package org.screlate.tool.subset;

import org.jspecify.annotations.NullMarked;
