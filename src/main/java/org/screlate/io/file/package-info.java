/** Files and folders that appear whole or not at all, and what is common to all formats. */
@NullMarked
package org.screlate.io.file;

import org.jspecify.annotations.NullMarked;
