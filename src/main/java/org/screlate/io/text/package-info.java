/** Text: tables, Matrix Market, lines and columns. */
@NullMarked
package org.screlate.io.text;

import org.jspecify.annotations.NullMarked;
