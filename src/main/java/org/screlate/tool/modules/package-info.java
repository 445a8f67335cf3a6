/** screlate-modules. */
@NullMarked
package org.screlate.tool.modules;

import org.jspecify.annotations.NullMarked;
