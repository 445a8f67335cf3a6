/** The program screlate-merge. */
@NullMarked
package org.screlate.tool.merge;

import org.jspecify.annotations.NullMarked;
